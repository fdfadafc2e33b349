//! The routes of the API, by what they are about.

mod accounts;
mod appointing;
mod calendar;
mod days;
mod docket;
mod entrance;
mod files;
mod filings;
mod law;
mod listing;
mod listing_told;
mod log;
mod materials;
mod notices;
mod opening;
mod receipts;
mod record;
mod reviews;
mod verify;

pub use accounts::LINK_HOURS;
pub use files::waiting as waiting_files;
pub use filings::{hex, kind_of};
pub use notices::find as find_notice;
pub use receipts::receipt_path;

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
        receipts::routes(),
        verify::routes(),
        opening::routes(),
        calendar::routes(),
        accounts::routes(),
        record::routes(),
        log::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
