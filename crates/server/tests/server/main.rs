//! The office over HTTP, from outside: what is sent and what comes back.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]
#![allow(missing_docs, reason = "the names are the sentences")]

mod acts;
mod authenticator;
mod browser;
mod calendar;
mod charts;
mod connections;
mod damaged;
mod description;
mod destroyed_case;
mod destroying;
mod doors;
mod emergencies;
mod entrance;
mod explaining;
mod exports;
mod factors;
mod files;
mod filings;
mod headers;
mod house;
mod input;
mod leavers;
mod library;
mod lists;
mod lists_told;
mod log;
mod oidc;
mod outline;
mod pages;
mod paper;
mod passkeys;
mod proving;
mod readings;
mod receipts;
mod resets;
mod schema;
mod secrecy;
mod swapped;
mod texts;
mod tls;
mod told;
mod tour;
mod trust;
mod uploads;
mod walls;
