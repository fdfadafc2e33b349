//! Keys, small content and streams: what opens, and everything that must not.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod keys;
mod small;
mod streams;
mod vectors;

use std::cell::Cell;

use seal::{Key, Profile};

const PROFILES: [Profile; 2] = [Profile::International, Profile::Chinese];

/// Bytes that look random and are the same in every run: SplitMix64.
fn chance(seed: u64) -> impl Fn(&mut [u8]) {
    let state = Cell::new(seed);
    move |bytes: &mut [u8]| {
        for byte in bytes {
            state.set(state.get().wrapping_add(0x9e37_79b9_7f4a_7c15));
            let mut mixed = state.get();
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            *byte = (mixed ^ (mixed >> 31)).to_le_bytes()[0];
        }
    }
}

fn key(profile: Profile, seed: u64) -> Key {
    Key::generate(profile, &chance(seed))
}
