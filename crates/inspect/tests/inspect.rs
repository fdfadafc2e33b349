//! What comes in, looked at whole, byte by byte and in pieces.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

mod inspect {
    mod archives;
    mod kinds;
    mod office;
    mod pdf;
}
