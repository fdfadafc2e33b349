//! A receipt: what the office says it recorded, signed, with the proof that it stands in the log.
//! Whoever holds the file and the office's public key needs nobody else to check it.
//!
//! The format, as an outsider rebuilds it: JSON in UTF-8; bytes are lower-case hexadecimal. What is
//! signed is the ASCII line `anshen-receipt-1`, a line feed, and `statement` in the canonical form
//! of RFC 8785 (members sorted by name, no blanks; there are only texts, whole numbers below 2^53,
//! lists and objects in it). The leaf of the log is SHA-256(0x00 ‖ commitment ‖ position, 4 bytes ‖
//! `recorded_us`, 8 bytes ‖ stream), numbers big-endian; `proof.path` leads from it to the root of
//! `proof.checkpoint` by RFC 9162 §2.1.3.2. The commitment is SHA-256(`opening.salt` ‖
//! `opening.line`). `proof`, `opening` and `stamp` are not signed: a newer checkpoint may stand in
//! the place of an older one, and whoever passes a receipt on may take the opening out of it.

mod canonical;
mod code;
mod hex;
mod verify;

use serde::{Deserialize, Serialize};

pub use canonical::canonical;
pub use code::{Code, CodeKey, NotACode};
pub use hex::{from_hex, to_hex};
pub use verify::{Logged, Noted, Part, Verdict, leaf, verify};

use crate::sign::{Algorithm, SigningKey};

/// What every receipt calls itself, and the first line of what is signed.
pub const FORMAT: &str = "anshen-receipt-1";

/// Longest receipt that is read, in bytes.
pub const LONGEST: usize = 4 << 20;

/// A receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// [`FORMAT`].
    pub format: String,
    /// What the office says. This is signed.
    pub statement: Statement,
    /// By each of the office's keys.
    pub signatures: Vec<Signed>,
    /// That the entry is in the log.
    pub proof: Proof,
    /// What opens the commitment, where the holder may know the whole entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening: Option<Opening>,
    /// When an authority saw the signed statement, hex of an RFC 3161 time-stamp token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stamp: Option<String>,
}

/// What an office recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// A filing, an act, or an act that sent a written notice.
    pub what: What,
    /// Who says so, by name.
    pub office: String,
    /// The docket's id.
    pub review: String,
    /// The case number.
    pub case: String,
    /// The entry's number in its docket, from 1.
    pub entry: u32,
    /// The act, in the API's word.
    pub act: String,
    /// Who acted, in the docket's words.
    pub actor: String,
    /// The legal day, in Beijing.
    pub day: String,
    /// The instant of recording, RFC 3339 in UTC.
    pub recorded_at: String,
    /// The version of the Measures on that entry.
    pub law: String,
    /// SHA-256 of the version's file.
    pub law_sha256: String,
    /// The files handed in.
    pub materials: Vec<Material>,
    /// The written notice that the act sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// The short code by which the entry is asked for.
    pub code: String,
    /// The entry's leaf in the log.
    pub leaf: Leaf,
}

/// What a receipt is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// A filing that was handed in.
    Filing,
    /// Any other act.
    Act,
    /// An act that sent a written notice.
    Notice,
}

impl What {
    /// The word of JSON.
    pub fn word(self) -> &'static str {
        match self {
            What::Filing => "filing",
            What::Act => "act",
            What::Notice => "notice",
        }
    }
}

/// A file by its hashes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Material {
    /// Its name.
    pub name: String,
    /// Its length, bytes.
    pub bytes: u64,
    /// SHA-256.
    pub sha256: String,
    /// SM3 (GB/T 32905-2016).
    pub sm3: String,
}

/// A written notice by its number and the hashes of its texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Its number in the series of all notices.
    pub number: String,
    /// Its kind, in the API's word.
    pub kind: String,
    /// Its texts, as they are downloaded: UTF-8, lines end with a line feed.
    pub texts: Vec<NoticeText>,
}

/// A text of a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeText {
    /// `zh` or `en`.
    pub language: String,
    /// SHA-256.
    pub sha256: String,
    /// SM3.
    pub sm3: String,
}

/// What the leaf of the log is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leaf {
    /// Which leaf, counted from 0.
    pub index: u64,
    /// SHA-256(salt ‖ line).
    pub commitment: String,
    /// The entry's number in its stream.
    pub position: u32,
    /// The instant of recording in microseconds since 1970, UTC.
    pub recorded_us: i64,
    /// The stream: the docket's id.
    pub stream: String,
}

/// A signature over the statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// `ed25519`, `sm2`.
    pub algorithm: String,
    /// The public key: 32 bytes of Ed25519, the 65 of an SM2 point.
    pub key: String,
    /// The signature, 64 bytes; of SM2 r ‖ s.
    pub signature: String,
}

/// The way from the leaf to a root that the log signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// Siblings from the leaf upwards.
    pub path: Vec<String>,
    /// A signed note (C2SP signed-note) whose text is a checkpoint: origin, size, root.
    pub checkpoint: String,
}

/// What opens a commitment. Whoever takes it out of a receipt keeps the rest valid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// The salt.
    pub salt: String,
    /// The line of the record, to the byte.
    pub line: String,
}

/// Why bytes are no receipt.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAReceipt {
    /// Longer than any.
    #[error("longer than any receipt: {LONGEST} bytes at most")]
    TooLong,
    /// No JSON of this form: unknown, missing or twice named members are refused.
    #[error("not of the form of a receipt: {0}")]
    Form(String),
    /// Of another version.
    #[error("the format is `{0}`; this program reads `{FORMAT}`")]
    Format(String),
}

impl Statement {
    /// What is signed: the name of the format on a line, then the statement as RFC 8785 writes it.
    pub fn message(&self) -> Vec<u8> {
        let value = serde_json::to_value(self).unwrap_or_default();
        let mut message = format!("{FORMAT}\n");
        canonical(&value, &mut message);
        message.into_bytes()
    }

    /// The statement signed by each of these keys. Signed again, it is the same.
    pub fn signed(&self, keys: &[&SigningKey]) -> Vec<Signed> {
        let message = self.message();
        let sign = |key: &&SigningKey| Signed {
            algorithm: key.algorithm().name().to_owned(),
            key: to_hex(&key.verifying_key().to_bytes()),
            signature: to_hex(&key.sign(&message).to_bytes()),
        };
        keys.iter().map(sign).collect()
    }
}

impl Receipt {
    /// Reads a receipt, strictly.
    ///
    /// # Errors
    /// The bytes are none.
    pub fn read(bytes: &[u8]) -> Result<Receipt, NotAReceipt> {
        if LONGEST < bytes.len() {
            return Err(NotAReceipt::TooLong);
        }
        let form = |error: serde_json::Error| NotAReceipt::Form(error.to_string());
        let receipt: Receipt = serde_json::from_slice(bytes).map_err(form)?;
        if receipt.format != FORMAT {
            return Err(NotAReceipt::Format(receipt.format));
        }
        if 63 < receipt.proof.path.len() || Algorithm::ALL.len() * 4 < receipt.signatures.len() {
            let text = "more hashes or signatures than there can be";
            return Err(NotAReceipt::Form(text.to_owned()));
        }
        Ok(receipt)
    }

    /// The receipt as a file: indented, members in the order of this page, a line feed at the end.
    pub fn write(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// The same without what opens the commitment: it proves place and time, and tells no text.
    pub fn without_opening(&self) -> Receipt {
        Receipt { opening: None, ..self.clone() }
    }
}
