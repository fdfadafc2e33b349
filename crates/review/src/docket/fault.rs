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
