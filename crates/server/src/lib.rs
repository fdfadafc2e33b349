//! The only HTTP. One table of routes gives the router, the OpenAPI document and the check that no
//! route goes without an access question; one core behind it turns a command into an entry. Knows
//! requests and answers; must never know SQL, the machine's clock or its environment, nor decide
//! what is lawful (`review`) or permitted (`access`).

mod accept;
mod answer;
pub mod api;
mod asked;
mod credential;
mod days_told;
pub mod demo;
pub mod desk;
mod download;
mod filing_check;
mod hashing;
mod houses;
mod input;
mod language;
mod limiter;
mod listen;
pub mod log;
mod marking;
mod movement;
mod movements;
mod notices;
mod office;
pub mod openapi;
mod page;
mod pages;
pub mod paper;
mod patient;
mod peer;
mod problem;
mod receipts;
pub mod record_check;
mod seals;
mod secret;
pub mod seed;
mod serve;
pub mod setup;
mod shape;
mod shapes;
mod stamps;
pub mod table;
mod traffic;
mod upload;
mod verify;
mod view;
pub mod witness;
mod world;

pub use axum::Router;
pub use listen::{MOST_CONNECTIONS, Patience, listen};
pub use movement::OFFICE;
pub use office::{Office, Shared, Transport};
pub use peer::Proxy;
pub use problem::Problem;
pub use seals::Seals;
pub use serve::router;
pub use traffic::{NOT_SIGNED_IN_PER_SECOND, Traffic};
pub use verify::verify_file;
pub use world::{NoChance, World, beijing};
