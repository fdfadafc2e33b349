//! Why something sealed does not open.

use crate::{Fingerprint, Profile};

/// Why something sealed does not open. What was read of it by then is not to be believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Opening {
    /// Shorter than anything that was ever sealed.
    #[error("{length} bytes are too few to be something sealed: it was cut off or never written")]
    Cut {
        /// Bytes there are.
        length: u64,
    },
    /// The first byte says no kind of sealing that this program knows, or another than is wanted.
    #[error("format {format} is not {wanted}: a newer program wrote it, or it is something else")]
    Format {
        /// The first byte.
        format: u8,
        /// The format that was to be opened.
        wanted: u8,
    },
    /// Sealed with the algorithms of another profile than the key has.
    #[error("sealed by profile `{sealed}`, but the key at hand is one of profile `{key}`")]
    Profile {
        /// Profile of what is sealed.
        sealed: Profile,
        /// Profile of the key.
        key: Profile,
    },
    /// A byte that names a profile names none.
    #[error("`{0}` names no profile that this program knows")]
    UnknownProfile(u8),
    /// Wrapped under a key that is not at hand.
    #[error("wrapped under key `{0}`, which is not at hand: with that key it opens")]
    OtherKey(Fingerprint),
    /// The tag does not agree: altered, moved to another place, or under another key.
    #[error("altered, moved from elsewhere, or sealed under another key: it does not open")]
    Altered,
}
