//! The page a lawyer signs: a version of the law with each rule beside its article, zh and en. What
//! it says is kept apart from how it is written: as Markdown here, in other formats elsewhere.

mod blocks;
mod markdown;

use crate::{Carrier, Cite, Regime, Words};

/// The sheet of a version, in Markdown. It bears the hash of the file, so that a signature holds
/// for what was read and nothing else.
pub fn sheet(regime: &Regime) -> String {
    Sheet::of(regime).markdown()
}

/// The sheet of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The name of the version.
    pub title: Words,
    /// Its id.
    pub id: String,
    /// The name of its file.
    pub file: String,
    /// The hash of its file, SHA-256, lower-case hex.
    pub hash: String,
    /// What it says, in order.
    pub blocks: Vec<Block>,
}

/// A part of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Begins a section.
    Heading(Words),
    /// What the reader must know first: its head, and the sentence.
    Warning(Words, Words),
    /// A sentence.
    Note(Words),
    /// A table.
    Table(Table),
    /// The lines for a name, a day and remarks.
    Signature,
}

/// A table; one without rows says so.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The heads of its columns; a head may be empty.
    pub heads: Vec<Words>,
    /// Its rows, each as long as the heads.
    pub rows: Vec<Vec<Cell>>,
}

/// What stands in a cell, piece by piece.
pub type Cell = Vec<Span>;

/// A piece of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// The same in every language: a day, a figure.
    Plain(String),
    /// Words, a line in each language.
    Words(Words),
    /// Short words that name a row, both languages on one line.
    Label(Words),
    /// An id.
    Code(String),
    /// What must not be overlooked.
    Strong(Words),
    /// An address in the law.
    Cite(Cite),
    /// What in the product carries a provision.
    Carrier(Carrier),
    /// The box to tick where one agrees.
    Tick,
    /// A new line.
    Break,
}

/// The box to tick where one agrees.
pub const TICK: &str = "☐";

impl Sheet {
    /// The sheet of a version.
    pub fn of(regime: &Regime) -> Sheet {
        Sheet {
            title: regime.title.clone(),
            id: regime.id.to_string(),
            file: regime.file_name().to_string(),
            hash: regime.hash.to_string(),
            blocks: blocks::all(regime),
        }
    }

    /// The sheet in Markdown, both languages side by side.
    pub fn markdown(&self) -> String {
        markdown::page(self)
    }
}
