//! The only HTTP. One table of routes gives the router, the OpenAPI document and the check that no
//! route goes without an access question; one core behind it turns a command into an entry. Knows
//! requests and answers; must never know SQL, the machine's clock or its environment, nor decide
//! what is lawful (`review`) or permitted (`access`).

mod accept;
mod answer;
pub mod api;
mod asked;
mod credential;
mod crowd;
mod days_told;
pub mod demo;
pub mod desk;
mod download;
pub mod evidence;
mod filing_check;
mod hashing;
mod houses;
mod input;
mod language;
mod limiter;
mod listen;
mod looks;
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
pub mod record_check;
mod scanner;
mod secret;
pub mod seed;
mod serve;
pub mod setup;
mod shape;
mod shapes;
pub mod table;
mod tls;
mod traffic;
mod upload;
mod view;
mod viewing;
mod world;

pub use axum::Router;
pub use listen::{MOST_CONNECTIONS, MOST_OF_ONE_ADDRESS, Patience, listen, listen_with};
pub use movement::OFFICE;
pub use office::{Office, Shared, Transport};
pub use peer::Proxy;
pub use problem::Problem;
pub use scanner::{Conversation, Scanner, WhenAway, scan_waiting, scan_waiting_with};
pub use serve::{every_route, router};
pub use tls::{ClientCertificate, Pem, Tls, TlsFault};
pub use traffic::{NOT_SIGNED_IN_PER_SECOND, Traffic};
pub use world::{NoChance, World, beijing};
