//! Text signed by one or more keys (C2SP signed-note): the form of every checkpoint.

use std::fmt;

use crate::cosignature;
use crate::key::{KeyId, KeyName, Kind, VerifierKey};
use crate::lines::{base64, from_base64};

/// Signatures of a note at most. C2SP asks for 16 at least.
const MOST_SIGNATURES: usize = 100;
/// Bytes of a note at most.
const MOST_BYTES: usize = 1 << 20;
/// What a line of a signature begins with: an em dash and a space.
const SIGNED_BY: &str = "— ";

/// Makes the signature of a message.
pub type Sign<'a> = &'a dyn Fn(&[u8]) -> Vec<u8>;

/// Whether a signature is a key's over a message: key, message, signature. This room knows no
/// curve: whoever asks brings one that goes by the key's kind.
pub type Check<'a> = &'a dyn Fn(&VerifierKey, &[u8], &[u8]) -> bool;

/// A signed text. Nothing in it is to be believed before a signature is verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<Signature>,
}

/// A line of a note that says who signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The name of the key.
    pub name: KeyName,
    /// Which of the keys of that name.
    pub id: KeyId,
    /// What the key made of the text.
    pub bytes: Vec<u8>,
}

/// Why bytes are no note.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// More than a million bytes, or more than a hundred signatures.
    #[error("the note is larger than any that is read")]
    TooLarge,
    /// Not UTF-8, or with control characters other than ends of lines.
    #[error("the note is no plain text")]
    NotText,
    /// The text does not end with a line end, or no blank line and signatures follow it.
    #[error("the note has no blank line followed by signatures")]
    NotSigned,
    /// A line among the signatures is none.
    #[error("line {0} of the signatures is none: `— NAME BASE64` is")]
    Signature(usize),
}

/// Why a note is not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unverified {
    /// The key has not signed it.
    #[error("`{0}` has not signed it")]
    Unsigned(KeyName),
    /// It bears a signature that is not the key's: the text was changed, or the signature made up.
    #[error("the signature of `{0}` does not fit the text: one of them was changed")]
    False(KeyName),
}

impl Note {
    /// A text without signatures yet.
    ///
    /// # Errors
    /// The text is none that can be signed.
    pub fn unsigned(text: &str) -> Result<Note, Malformed> {
        if MOST_BYTES < text.len() {
            return Err(Malformed::TooLarge);
        }
        if text.chars().any(|c| c < ' ' && c != '\n') {
            return Err(Malformed::NotText);
        }
        if !text.ends_with('\n') {
            return Err(Malformed::NotSigned);
        }
        Ok(Note { text: text.to_owned(), signatures: Vec::new() })
    }

    /// Reads a note.
    ///
    /// # Errors
    /// The bytes are no note; a signature by a key that nobody knows is no error.
    pub fn read(bytes: &[u8]) -> Result<Note, Malformed> {
        if MOST_BYTES < bytes.len() {
            return Err(Malformed::TooLarge);
        }
        let whole = str::from_utf8(bytes).map_err(|_| Malformed::NotText)?;
        // A text may hold blank lines itself: the last one ends it.
        let (text, signatures) = whole.rsplit_once("\n\n").ok_or(Malformed::NotSigned)?;
        let mut note = Note::unsigned(&format!("{text}\n"))?;
        note.signatures = read_signatures(signatures)?;
        Ok(note)
    }

    /// What is signed, with its last line end.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Who signed, as it stands there.
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// Puts a key's signature under the text. `sign` is asked for the signature of what a key of
    /// that kind signs; a cosignature says when, in seconds since 1970, too.
    pub fn sign(&mut self, key: &VerifierKey, seconds: u64, sign: Sign<'_>) {
        let bytes = match key.kind() {
            Kind::Ed25519 | Kind::Sm2 => sign(self.text.as_bytes()),
            Kind::Cosignature => {
                let made = sign(&cosignature::message(seconds, &self.text));
                [seconds.to_be_bytes().as_slice(), &made].concat()
            }
        };
        self.add(Signature { name: key.name().clone(), id: key.id(), bytes });
    }

    /// Puts a signature made elsewhere under the text, in the place of an earlier one by that key.
    pub fn add(&mut self, signature: Signature) {
        self.signatures.retain(|other| (&other.name, other.id) != (&signature.name, signature.id));
        self.signatures.push(signature);
    }

    /// Whether a key signed it; answers its signature. Signatures by other keys are not looked at.
    ///
    /// # Errors
    /// There is none by this key, or one that does not fit.
    pub fn signed_by(&self, key: &VerifierKey, check: Check<'_>) -> Result<&Signature, Unverified> {
        let own =
            |signature: &&Signature| signature.name == *key.name() && signature.id == key.id();
        let mut found = self.signatures.iter().filter(own).peekable();
        let first = found.peek().copied();
        if !found.all(|signature| fits(&self.text, signature, key, check)) {
            return Err(Unverified::False(key.name().clone()));
        }
        first.ok_or_else(|| Unverified::Unsigned(key.name().clone()))
    }
}

/// Whether a signature is the key's over this text.
fn fits(text: &str, signature: &Signature, key: &VerifierKey, check: Check<'_>) -> bool {
    match key.kind() {
        Kind::Ed25519 | Kind::Sm2 => check(key, text.as_bytes(), &signature.bytes),
        Kind::Cosignature => cosignature::read(signature)
            .is_some_and(|(seconds, made)| check(key, &cosignature::message(seconds, text), made)),
    }
}

/// Lines of signatures, at least one, each with its line end.
///
/// # Errors
/// There is none, or a line is none.
pub fn read_signatures(text: &str) -> Result<Vec<Signature>, Malformed> {
    let lines = text.strip_suffix('\n').ok_or(Malformed::NotSigned)?;
    let mut signatures = Vec::new();
    for (number, line) in (1..).zip(lines.split('\n')) {
        if MOST_SIGNATURES < number {
            return Err(Malformed::TooLarge);
        }
        signatures.push(read_signature(line).ok_or(Malformed::Signature(number))?);
    }
    Ok(signatures)
}

fn read_signature(line: &str) -> Option<Signature> {
    let (name, made) = line.strip_prefix(SIGNED_BY)?.split_once(' ')?;
    let made = from_base64(made)?;
    let (id, bytes) = made.split_first_chunk::<4>()?;
    if bytes.is_empty() {
        return None;
    }
    Some(Signature { name: name.parse().ok()?, id: KeyId(*id), bytes: bytes.to_vec() })
}

impl fmt::Display for Signature {
    /// The line, with its end.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let made = [self.id.0.as_slice(), &self.bytes].concat();
        writeln!(out, "{SIGNED_BY}{} {}", self.name, base64(&made))
    }
}

impl fmt::Display for Note {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| signature.fmt(out))
    }
}
