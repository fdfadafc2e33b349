//! The only HTTP. One table of routes gives the router, the OpenAPI document and the check that no
//! route goes without an access question; one core behind it turns a command into an entry. Knows
//! requests and answers; must never know SQL, the machine's clock or its environment, nor decide
//! what is lawful (`review`) or permitted (`access`).

mod accept;
mod answer;
pub mod api;
mod asked;
mod client_certificate;
mod credential;
mod days_told;
pub mod demo;
pub mod desk;
mod download;
mod entering;
mod entrance;
mod filing_check;
mod hashing;
mod houses;
mod input;
mod language;
mod limiter;
mod listen;
mod marking;
mod movement;
mod movements;
mod notices;
mod office;
mod office_record;
pub mod oidc;
pub mod openapi;
mod page;
mod pages;
pub mod paper;
mod passkey;
mod patient;
mod peer;
mod problem;
pub mod record_check;
mod scope;
mod secret;
pub mod seed;
mod serve;
pub mod setup;
mod setup_record;
mod shape;
mod shapes;
pub mod table;
mod tickets;
mod totp;
mod traffic;
mod upload;
mod vault;
mod view;
mod world;

pub use axum::Router;
pub use client_certificate::ShownCertificate;
pub use listen::{MOST_CONNECTIONS, Patience, listen};
pub use movement::OFFICE;
pub use office::{Office, Shared, Transport};
pub use peer::Proxy;
pub use problem::Problem;
pub use serve::router;
pub use traffic::{NOT_SIGNED_IN_PER_SECOND, Traffic};
pub use world::{NoChance, World, beijing};
