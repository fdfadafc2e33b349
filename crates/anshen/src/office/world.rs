//! The machine's clock and its randomness, for those who are handed them.

use std::sync::Arc;

use jiff::Timestamp;
use server::{NoChance, World};

/// What the machine's clock shows.
#[expect(clippy::disallowed_methods, reason = "this crate has the clock for all others")]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// The machine's clock and randomness.
pub fn machine() -> World {
    World::new(now, chance)
}

/// Random bytes of the operating system.
pub fn chance(bytes: &mut [u8]) -> Result<(), NoChance> {
    getrandom::fill(bytes).map_err(|error| NoChance(error.to_string()))
}

/// Randomness for the record's salts.
#[expect(
    clippy::expect_used,
    reason = "a machine without randomness can keep no secret: it must stop"
)]
pub fn random() -> store::Random {
    Arc::new(|bytes: &mut [u8]| {
        getrandom::fill(bytes).expect("the operating system has random bytes");
    })
}
