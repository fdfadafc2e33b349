//! A proof that an entry is in a log, as one text that needs nothing else but the keys one trusts
//! (C2SP tlog-proof).

use std::fmt;
use std::str::FromStr;

use crate::lines::{base64, decimal, first, from_base64, hash};
use crate::{Checkpoint, Hash, NotACheckpoint, Note};

const HEADER: &str = "c2sp.org/tlog-proof@v1";
/// Hashes of a path at most: a log has fewer than 2^63 leaves.
const MOST_HASHES: usize = 63;

/// Proof and checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    /// What a verifier needs besides, and nobody vouches for; here the leaf's data.
    pub extra: Option<Vec<u8>>,
    /// The leaf, counted from 0.
    pub index: u64,
    /// Siblings on the way up.
    pub path: Vec<Hash>,
    /// The signed head the path leads to.
    pub note: Note,
}

/// Why a text is no proof.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAProof {
    /// The first line is another.
    #[error("the first line must be `{HEADER}`")]
    Header,
    /// `extra` is not base64.
    #[error("`extra` is not base64")]
    Extra,
    /// There is no line `index`.
    #[error("a line `index NUMBER` must follow")]
    Index,
    /// A line of the path is no hash, or there are too many.
    #[error("line {0} of the path is no hash")]
    Path(usize),
    /// What follows the path is no checkpoint.
    #[error(transparent)]
    Checkpoint(#[from] NotACheckpoint),
}

impl fmt::Display for Proven {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(out, "extra {}", base64(extra))?;
        }
        writeln!(out, "index {}", self.index)?;
        self.path.iter().try_for_each(|hash| writeln!(out, "{}", base64(hash.as_bytes())))?;
        write!(out, "\n{}", self.note)
    }
}

impl FromStr for Proven {
    type Err = NotAProof;

    fn from_str(text: &str) -> Result<Proven, NotAProof> {
        let (_, rest) = first(text).filter(|(line, _)| *line == HEADER).ok_or(NotAProof::Header)?;
        let (mut line, mut rest) = first(rest).ok_or(NotAProof::Index)?;
        let mut extra = None;
        if let Some(written) = line.strip_prefix("extra ") {
            extra = Some(from_base64(written).ok_or(NotAProof::Extra)?);
            (line, rest) = first(rest).ok_or(NotAProof::Index)?;
        }
        let index = line.strip_prefix("index ").and_then(decimal).ok_or(NotAProof::Index)?;
        let mut path = Vec::new();
        loop {
            let number = path.len() + 1;
            let (line, after) = first(rest).ok_or(NotAProof::Path(number))?;
            rest = after;
            if line.is_empty() {
                break;
            }
            let hash = hash(line).filter(|_| path.len() < MOST_HASHES);
            path.push(hash.ok_or(NotAProof::Path(number))?);
        }
        let (_, note) = Checkpoint::read(rest.as_bytes())?;
        Ok(Proven { extra, index, path, note })
    }
}
