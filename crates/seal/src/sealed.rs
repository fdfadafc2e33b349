//! Small content, sealed in one piece: format, profile, nonce, text, tag.

use crate::cipher::{NONCE, TAG};
use crate::{Key, Opening, Profile, Random};

/// First byte of small content.
const FORMAT: u8 = 1;
/// Format and profile.
const HEAD: usize = 2;
/// Bytes that sealing adds.
const OVERHEAD: usize = HEAD + NONCE + TAG;

/// `plain`, sealed; it opens only under the same key and with the same `context`, which says what
/// it is and where it belongs.
///
/// A key may seal 2³² times (NIST SP 800-38D §8.3, nonces drawn at random). A key that one item has
/// for itself seals once for each time that item is written.
///
/// # Panics
/// If `plain` has 64 GiB or more; what is large belongs into a [`crate::Sealer`].
pub fn seal(key: &Key, context: &[u8], plain: &[u8], random: Random<'_>) -> Vec<u8> {
    let head = [FORMAT, key.profile().byte()];
    let mut nonce = [0; NONCE];
    random(&mut nonce);
    let mut sealed = Vec::with_capacity(sealed_length(plain.len()));
    sealed.extend_from_slice(&head);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(plain);
    let (_, text) = sealed.split_at_mut(HEAD + NONCE);
    let tag = key.cipher().seal(nonce, &[&head, context].concat(), text);
    sealed.extend_from_slice(&tag);
    sealed
}

/// What was sealed under this key with this `context`.
pub fn open(key: &Key, context: &[u8], sealed: &[u8]) -> Result<Vec<u8>, Opening> {
    let cut = || Opening::Cut { length: sealed.len() as u64 };
    let (head, rest) = sealed.split_first_chunk::<HEAD>().ok_or_else(cut)?;
    let (nonce, rest) = rest.split_first_chunk().ok_or_else(cut)?;
    let (text, tag) = rest.split_last_chunk().ok_or_else(cut)?;
    let [format, profile] = *head;
    if format != FORMAT {
        return Err(Opening::Format { format, wanted: FORMAT });
    }
    let profile = Profile::of_byte(profile).ok_or(Opening::UnknownProfile(profile))?;
    if profile != key.profile() {
        return Err(Opening::Profile { sealed: profile, key: key.profile() });
    }
    let mut text = text.to_vec();
    let about = [head.as_slice(), context].concat();
    let opened = key.cipher().open(*nonce, &about, &mut text, *tag);
    opened.map_err(|_| Opening::Altered)?;
    Ok(text)
}

/// Bytes that so many bytes have when they are sealed.
pub fn sealed_length(plain: usize) -> usize {
    plain.saturating_add(OVERHEAD)
}
