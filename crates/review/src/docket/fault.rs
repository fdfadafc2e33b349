//! What cannot be read, and where.

use law::{Language, Words};

/// A place in a page that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Line of the page, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// What was expected, both languages.
    pub text: Words,
}

impl Fault {
    /// A fault in plain words.
    pub fn new(line: usize, column: usize, text: Words) -> Fault {
        Fault { line, column, text }
    }

    /// `FILE:LINE:COLUMN: what was expected`.
    pub fn tell(&self, file: &str, language: Language) -> String {
        let text = self.text.text(language);
        format!("{file}:{}:{}: {text}", self.line, self.column)
    }
}

/// What was expected at a column of a line, as a noun phrase, and what stands there instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Miss {
    pub(super) column: usize,
    pub(super) expected: Words,
    pub(super) found: String,
}

impl Miss {
    /// The fault on a line.
    pub(super) fn on(self, line: usize) -> Fault {
        let Words { zh, en } = self.expected;
        let text = if self.found.is_empty() {
            Words::new(format!("此处应有{zh}"), format!("expected {en}"))
        } else {
            let found = self.found;
            let zh = format!("此处应为{zh}，写的是“{found}”");
            Words::new(zh, format!("expected {en}, found `{found}`"))
        };
        Fault::new(line, self.column, text)
    }

    /// The one that reads further; where both read as far, either is expected.
    pub(super) fn further(self, other: Miss) -> Miss {
        if self.column != other.column {
            return if self.column < other.column { other } else { self };
        }
        let joined = |left: &str, right: &str, or: &str| {
            if left.split(or).any(|part| part == right) {
                left.to_owned()
            } else {
                format!("{left}{or}{right}")
            }
        };
        Miss {
            expected: Words::new(
                joined(&self.expected.zh, &other.expected.zh, "或"),
                joined(&self.expected.en, &other.expected.en, " or "),
            ),
            ..self
        }
    }
}

/// As many faults of a page as are told: a page of another kind has one in every line.
const TOLD: usize = 100;

/// The faults of a page: the first are kept, the others counted.
#[derive(Default)]
pub(super) struct Faults {
    kept: Vec<Fault>,
    more: usize,
}

impl Faults {
    pub(super) fn extend(&mut self, faults: impl IntoIterator<Item = Fault>) {
        for fault in faults {
            if self.kept.len() < TOLD {
                self.kept.push(fault);
            } else {
                self.more = self.more.saturating_add(1);
            }
        }
    }

    /// What was read, if all of it could be; else the faults by their place, and last how many more
    /// there are.
    pub(super) fn or<T>(mut self, read: T) -> Result<T, Vec<Fault>> {
        self.kept.sort_by_key(|fault| (fault.line, fault.column));
        let Some(last) = self.kept.last() else {
            return Ok(read);
        };
        if 0 < self.more {
            let more = self.more;
            let zh = format!("另有 {more} 处无法读取，不再列出");
            let en = format!("and {more} more that cannot be read, not listed");
            self.kept.push(Fault::new(last.line, last.column, Words::new(zh, en)));
        }
        Err(self.kept)
    }
}
