//! Keys, and what is done with them: content sealed under keys that can be destroyed, signatures,
//! receipts. Chinese and international algorithms stand side by side, by profile. Knows bytes; must
//! never know whose they are, where they are kept, what the time is, or where chance comes from.

pub mod digest;
pub mod log;
pub mod note;
pub mod pem;
pub mod receipt;
pub mod sign;
pub mod timestamp;
