//! The small words that the formats of a log are made of: decimals, base64, lines.

use base64ct::{Base64, Encoding as _};

use crate::Hash;

/// A decimal without leading zeros, as every C2SP format of a log writes numbers.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let shortest = text == "0" || !text.starts_with('0');
    text.parse().ok().filter(|_| digits && shortest)
}

/// Base64 with its padding (RFC 4648 §4), in its one shortest form.
pub(crate) fn base64(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

/// The other way.
pub(crate) fn from_base64(text: &str) -> Option<Vec<u8>> {
    let bytes = Base64::decode_vec(text).ok()?;
    (base64(&bytes) == text).then_some(bytes)
}

/// A hash in base64.
pub(crate) fn hash(text: &str) -> Option<Hash> {
    let bytes: [u8; 32] = from_base64(text)?.try_into().ok()?;
    Some(Hash::from(bytes))
}

/// The first line and what follows its end.
pub(crate) fn first(text: &str) -> Option<(&str, &str)> {
    text.split_once('\n')
}
