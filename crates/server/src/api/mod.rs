//! The routes of the API, by what they are about.

mod accounts;
mod appointing;
mod calendar;
mod days;
mod declaring;
mod destructions;
mod docket;
mod emergencies;
mod entrance;
mod evidence;
mod explaining;
mod exporting;
mod factors;
mod files;
mod filings;
mod foreign;
mod four_eyes;
mod house_rules;
mod identities;
mod law;
mod listing;
mod listing_told;
mod log;
mod materials;
mod notices;
mod opening;
mod proving;
mod readings;
mod receipts;
mod record;
mod resets;
mod reviews;
mod rules;
mod sessions;
mod told;
mod verify;
mod what_if;

pub use accounts::LINK_HOURS;
pub use destructions::ASK as DESTROY;
pub use entrance::{account_of, rights_end};
pub use explaining::computation_path;
pub use files::waiting as waiting_files;
pub use filings::{hex, kind_of};
pub use four_eyes::DEEDS;
pub use identities::OIDC;
pub use notices::find as find_notice;
pub use receipts::receipt_path;
pub use told::{LINES as TOLD_LINES, Line, lines as told_lines};
pub use what_if::FIELDS as WHAT_IF;

use crate::table::Route;

/// Every route.
pub fn table() -> Vec<Route> {
    [
        entrance::routes(),
        proving::routes(),
        factors::routes(),
        foreign::routes(),
        law::routes(),
        what_if::routes(),
        days::routes(),
        filings::routes(),
        materials::routes(),
        files::routes(),
        reviews::routes(),
        declaring::routes(),
        readings::routes(),
        emergencies::routes(),
        four_eyes::routes(),
        destructions::routes(),
        exporting::routes(),
        house_rules::routes(),
        told::routes(),
        docket::routes(),
        explaining::routes(),
        notices::routes(),
        receipts::routes(),
        verify::routes(),
        opening::routes(),
        calendar::routes(),
        accounts::routes(),
        sessions::routes(),
        identities::routes(),
        resets::routes(),
        rules::routes(),
        record::routes(),
        log::routes(),
        evidence::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
