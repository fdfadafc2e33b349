//! A head of a log as text (C2SP tlog-checkpoint): origin, size, root, a line each.

use std::fmt;
use std::str::FromStr;

use crate::lines::{base64, decimal, hash};
use crate::{Head, KeyName, Malformed, Note};

/// What a log says of itself. In a [`Note`] it is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log.
    pub origin: KeyName,
    /// How many leaves, and the root over them.
    pub head: Head,
    /// Lines of the log's own choice, which nobody but the log vouches for.
    pub extensions: Vec<String>,
}

/// Why a text is no checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotACheckpoint {
    /// The bytes are no note.
    #[error(transparent)]
    Note(#[from] Malformed),
    /// Fewer than three lines, or an empty one.
    #[error("a checkpoint has at least three lines, none of them empty: origin, size, root")]
    Lines,
    /// The first line cannot be the name of a log.
    #[error("line 1, `{0}`, is no origin: 1 to 255 bytes without spaces and plus signs are")]
    Origin(String),
    /// The second line is no number.
    #[error("line 2, `{0}`, is no size: a decimal without leading zeros is")]
    Size(String),
    /// The third line is no hash.
    #[error("line 3, `{0}`, is no root: the base64 of 32 bytes is")]
    Root(String),
}

impl Checkpoint {
    /// The head of a log.
    pub fn new(origin: KeyName, head: Head) -> Checkpoint {
        Checkpoint { origin, head, extensions: Vec::new() }
    }

    /// Reads a note and the checkpoint that is its text. No signature is looked at.
    ///
    /// # Errors
    /// The bytes are no note, or its text is no checkpoint.
    pub fn read(note: &[u8]) -> Result<(Checkpoint, Note), NotACheckpoint> {
        let note = Note::read(note)?;
        Ok((note.text().parse()?, note))
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let root = base64(self.head.root.as_bytes());
        write!(out, "{}\n{}\n{root}\n", self.origin, self.head.size)?;
        self.extensions.iter().try_for_each(|line| writeln!(out, "{line}"))
    }
}

impl FromStr for Checkpoint {
    type Err = NotACheckpoint;

    fn from_str(text: &str) -> Result<Checkpoint, NotACheckpoint> {
        let lines = text.strip_suffix('\n').ok_or(NotACheckpoint::Lines)?;
        let mut lines = lines.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next())
        else {
            return Err(NotACheckpoint::Lines);
        };
        let extensions: Vec<String> = lines.map(str::to_owned).collect();
        if extensions.iter().any(String::is_empty) {
            return Err(NotACheckpoint::Lines);
        }
        let wrong_origin = |_| NotACheckpoint::Origin(origin.to_owned());
        let wrong_size = || NotACheckpoint::Size(size.to_owned());
        let wrong_root = || NotACheckpoint::Root(root.to_owned());
        Ok(Checkpoint {
            origin: origin.parse().map_err(wrong_origin)?,
            head: Head {
                size: decimal(size).ok_or_else(wrong_size)?,
                root: hash(root).ok_or_else(wrong_root)?,
            },
            extensions,
        })
    }
}
