//! The short code printed on a notice: which entry, and 64 bits that only the office can make. A
//! guess hits with a chance of 1 to 2^64, so that nobody leafs through the record by codes.

use std::fmt;
use std::str::FromStr;

use ring::digest::{SHA256, digest};
use zeroize::Zeroizing;

/// Digits and letters without I, L, O and U, which are misread (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a code, without its hyphens.
const LENGTH: usize = 20;

/// The secret with which codes are made.
pub struct CodeKey(Zeroizing<[u8; 32]>);

/// A code: 4 bytes of the entry's number in the log, 8 that follow from it under the secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Code([u8; 12]);

/// What was typed is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a code is 20 digits and letters, such as 00002-8ZC3K-…")]
pub struct NotACode;

impl CodeKey {
    /// The key that these bytes are.
    pub fn new(secret: [u8; 32]) -> CodeKey {
        CodeKey(Zeroizing::new(secret))
    }

    /// The code of entry `seq` (counted from 1) of the log, which stands at a position of a stream;
    /// none past 2^32 entries.
    pub fn code(&self, seq: u64, stream: &str, position: u32) -> Option<Code> {
        let number = u32::try_from(seq).ok()?.to_be_bytes();
        let position = position.to_be_bytes();
        // All parts but the last have one length: no other entry could give the same bytes.
        let key = self.0.as_ref();
        let parts = [key, b"anshen-code-1".as_slice(), &number, &position, stream.as_bytes()];
        let made = digest(&SHA256, &Zeroizing::new(parts.concat()));
        let mut bytes = [0; 12];
        let from = number.iter().chain(made.as_ref());
        bytes.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
        Some(Code(bytes))
    }
}

impl Code {
    /// The entry it is of, counted from 1, if it is the code of one.
    pub fn seq(&self) -> u64 {
        let [a, b, c, d, ..] = self.0;
        u64::from(u32::from_be_bytes([a, b, c, d]))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // 12 bytes are 96 bits; 20 letters hold 100: the lowest 4 are zero.
        let whole = self.0.iter().fold(0_u128, |whole, byte| whole << 8 | u128::from(*byte)) << 4;
        for at in 0..LENGTH {
            if at != 0 && at % 5 == 0 {
                out.write_str("-")?;
            }
            let index = whole >> (5 * (LENGTH - 1 - at)) & 31;
            let letter = usize::try_from(index).ok().and_then(|index| ALPHABET.get(index));
            write!(out, "{}", char::from(*letter.unwrap_or(&b'0')))?;
        }
        Ok(())
    }
}

impl FromStr for Code {
    type Err = NotACode;

    /// Hyphens, blanks and case do not matter; I and L are read as 1, O as 0.
    fn from_str(text: &str) -> Result<Code, NotACode> {
        if 64 < text.len() {
            return Err(NotACode);
        }
        let mut whole = 0_u128;
        let mut letters = 0;
        for letter in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let letter = match letter.to_ascii_uppercase() {
                'I' | 'L' => '1',
                'O' => '0',
                other => other,
            };
            let value = ALPHABET.iter().position(|known| char::from(*known) == letter);
            let value = u128::try_from(value.ok_or(NotACode)?).map_err(|_| NotACode)?;
            whole = whole << 5 | value;
            letters += 1;
        }
        if letters != LENGTH || whole & 15 != 0 {
            return Err(NotACode);
        }
        let bytes = (whole >> 4).to_be_bytes();
        bytes.last_chunk::<12>().copied().map(Code).ok_or(NotACode)
    }
}
