//! The routes of the API, by what they are about.

mod accounts;
mod appointing;
mod calendar;
mod days;
mod docket;
mod entrance;
mod factors;
mod files;
mod filings;
mod foreign;
mod identities;
mod law;
mod listing;
mod listing_told;
mod materials;
mod notices;
mod opening;
mod proving;
mod record;
mod resets;
mod reviews;
mod rules;
mod sessions;

pub use accounts::LINK_HOURS;
pub use entrance::{account_of, rights_end};
pub use files::waiting as waiting_files;
pub use filings::{hex, kind_of};
pub use identities::OIDC;
pub use notices::find as find_notice;

use crate::table::Route;

/// Every route.
pub fn table() -> Vec<Route> {
    [
        entrance::routes(),
        proving::routes(),
        factors::routes(),
        foreign::routes(),
        law::routes(),
        days::routes(),
        filings::routes(),
        materials::routes(),
        files::routes(),
        reviews::routes(),
        docket::routes(),
        notices::routes(),
        opening::routes(),
        calendar::routes(),
        accounts::routes(),
        sessions::routes(),
        identities::routes(),
        resets::routes(),
        rules::routes(),
        record::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
