//! Keys, and what is done with them: content sealed under keys that can be destroyed, signatures,
//! receipts. Chinese and international algorithms stand side by side, by profile. Knows bytes; must
//! never know whose they are, where they are kept, what the time is, or where chance comes from.

mod cipher;
mod key;
mod key_ring;
mod opening;
#[cfg(feature = "pkcs11")]
pub mod pkcs11;
mod sealed;
mod sm4_gcm;
pub mod stream;

pub use cipher::Profile;
pub use key::{Fingerprint, Key, NotAFingerprint, wrapped_under};
pub use key_ring::{BadKeys, KeyRing, WhyBadKeys, rewrap};
pub use opening::Opening;
pub use sealed::{open, seal, sealed_length};

/// Fills bytes with randomness fit for keeping secrets. This crate has none of its own.
pub type Random<'a> = &'a dyn Fn(&mut [u8]);
pub mod digest;
pub mod log;
pub mod note;
pub mod pem;
pub mod receipt;
pub mod sign;
pub mod timestamp;
