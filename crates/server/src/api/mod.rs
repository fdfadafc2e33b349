//! The routes of the API, by what they are about.

mod accounts;
mod appointing;
mod calendar;
mod days;
mod docket;
mod entrance;
mod evidence;
mod files;
mod filings;
mod law;
mod listing;
mod listing_told;
mod materials;
mod notices;
mod opening;
mod record;
mod reviews;

pub use accounts::LINK_HOURS;
pub use files::waiting as waiting_files;
pub use filings::{hex, kind_of};
pub use notices::find as find_notice;

use crate::table::Route;

/// Every route.
pub fn table() -> Vec<Route> {
    [
        entrance::routes(),
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
        record::routes(),
        evidence::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
