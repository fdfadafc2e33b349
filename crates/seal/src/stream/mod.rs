//! Content of any length, sealed in chunks, after the construction STREAM (Hoang, Reyhanitabar,
//! Rogaway, Vizár: *Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance*, CRYPTO
//! 2015). A header, then chunks, each sealed with its number and with whether it is the last in its
//! nonce: so none can be moved, dropped or doubled, and the whole neither cut nor lengthened.
//!
//! Each stream has a key of its own, derived (HKDF, RFC 5869; SHA-256 or SM3) from the key at hand,
//! 256 bits of chance in the header, the header and the context. A key may seal any number of
//! streams.

mod opener;
mod reading;
mod sealer;
mod window;

use hkdf::Hkdf;
use sha2::Sha256;
use sm3::Sm3;
use zeroize::Zeroizing;

use crate::cipher::{Cipher, Disagrees, NONCE, Secret, TAG};
use crate::{Key, Opening, Profile};

pub use opener::{Broken, Opener, open_all};
pub use reading::Reading;
pub use sealer::{Sealer, seal_all};

/// Bytes of the header: format, profile, size of the chunks, chance.
pub const HEADER: usize = HEAD + SALT;

const FORMAT: u8 = 3;
const HEAD: usize = 3;
const SALT: usize = 32;
/// Chunks that one stream has at most (NIST SP 800-38D §8.3): four pebibytes in chunks of a
/// mebibyte.
const MOST: u64 = 1 << 32;

/// How many bytes of content one chunk holds: a power of two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChunkSize(u8);

impl ChunkSize {
    /// One mebibyte: what is sealed in unless there is a reason.
    pub const MEBIBYTE: ChunkSize = ChunkSize(20);

    /// 2 to the power of `bits` bytes; from 1 KiB (10) to 16 MiB (24), none otherwise.
    pub fn of_bits(bits: u8) -> Option<ChunkSize> {
        (10..=24).contains(&bits).then_some(ChunkSize(bits))
    }

    /// In bytes.
    pub fn bytes(self) -> usize {
        1 << self.0
    }

    fn sealed(self) -> usize {
        self.bytes() + TAG
    }
}

/// Bytes of the whole stream in which so many bytes of content are sealed.
pub fn sealed_length(plain: u64, size: ChunkSize) -> u64 {
    let chunks = plain.div_ceil(size.bytes() as u64).max(1);
    plain.saturating_add(chunks.saturating_mul(TAG as u64)).saturating_add(HEADER as u64)
}

/// Bytes of content in a stream of so many bytes; none if no stream has that length.
pub fn plain_length(sealed: u64, size: ChunkSize) -> Option<u64> {
    let body = sealed.checked_sub(HEADER as u64)?;
    let chunks = body.div_ceil(size.sealed() as u64);
    let plain = body.checked_sub(chunks.checked_mul(TAG as u64)?)?;
    // WHY: a tag alone, or a piece of one, may end no stream but the empty one.
    (sealed_length(plain, size) == sealed).then_some(plain)
}

/// Where a chunk stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Inner,
    Last,
}

/// The key of one stream.
struct Chunks {
    cipher: Cipher,
    size: ChunkSize,
}

impl Chunks {
    /// The key of the stream that begins with this header.
    fn of_header(key: &Key, context: &[u8], header: &[u8]) -> Result<Chunks, Opening> {
        let cut = || Opening::Cut { length: header.len() as u64 };
        let header: &[u8; HEADER] = header.try_into().map_err(|_| cut())?;
        let (head, salt) = header.split_first_chunk::<HEAD>().ok_or_else(cut)?;
        let [format, profile, bits] = *head;
        if format != FORMAT {
            return Err(Opening::Format { format, wanted: FORMAT });
        }
        let profile = Profile::of_byte(profile).ok_or(Opening::UnknownProfile(profile))?;
        if profile != key.profile() {
            return Err(Opening::Profile { sealed: profile, key: key.profile() });
        }
        let size = ChunkSize::of_bits(bits).ok_or(Opening::Altered)?;
        let about = [b"anshen seal: stream", head.as_slice(), context].concat();
        let cipher = Cipher::new(&derive(key, salt, &about));
        Ok(Chunks { cipher, size })
    }

    fn seal(&self, number: u64, place: Place, text: &mut [u8]) -> [u8; TAG] {
        self.cipher.seal(nonce(number, place), &[], text)
    }

    /// Opens a chunk with its tag at its end, in place; answers with its content.
    fn open<'a>(
        &self,
        number: u64,
        place: Place,
        chunk: &'a mut [u8],
    ) -> Result<&'a mut [u8], Opening> {
        let length = chunk.len() as u64;
        let (text, tag) = chunk.split_last_chunk_mut().ok_or(Opening::Cut { length })?;
        let opened = self.cipher.open(nonce(number, place), &[], text, *tag);
        opened.map_err(|Disagrees| Opening::Altered)?;
        Ok(text)
    }
}

/// The number of a chunk, big-endian, and whether it is the last.
fn nonce(number: u64, place: Place) -> [u8; NONCE] {
    let [a, b, c, d, e, f, g, h] = number.to_be_bytes();
    [0, 0, 0, a, b, c, d, e, f, g, h, u8::from(place == Place::Last)]
}

#[expect(clippy::expect_used, reason = "HKDF gives up to 255 hashes")]
fn derive(key: &Key, salt: &[u8], about: &[u8]) -> Secret {
    const SHORT: &str = "HKDF gives up to 255 hashes, and this is less than one or one";
    match key.profile() {
        Profile::International => {
            let mut bytes = Zeroizing::new([0; 32]);
            let hkdf = Hkdf::<Sha256>::new(Some(salt), key.secret());
            hkdf.expand(about, bytes.as_mut_slice()).expect(SHORT);
            Secret::International(bytes)
        }
        Profile::Chinese => {
            let mut bytes = Zeroizing::new([0; 16]);
            let hkdf = Hkdf::<Sm3>::new(Some(salt), key.secret());
            hkdf.expand(about, bytes.as_mut_slice()).expect(SHORT);
            Secret::Chinese(bytes)
        }
    }
}
