//! The log held against what others published, against the definitions written down naively, and
//! against what somebody may send who means no good.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on fails"
)]

mod notes;
mod shapes;
mod sm3;
mod tiles;
mod tree;
mod witness;
