//! What is wrong with a file of facts (a law, a calendar), and where.

use std::fmt;
use std::ops::Range;

use crate::{Words, nearest};

/// A file that cannot be taken in: where, what, and which known word is nearest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file's name as given.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// What is wrong, and what would be allowed.
    pub what: Words,
    /// The known word nearest to an unknown one.
    pub nearest: Option<String>,
}

impl Fault {
    /// Place and words in both languages, for whoever shows it.
    pub fn words(&self) -> Words {
        let place = format!("{}:{}:{}", self.file, self.line, self.column);
        let mut zh = format!("{place}：{}", self.what.zh);
        let mut en = format!("{place}: {}", self.what.en);
        if let Some(word) = &self.nearest {
            zh.push_str(&format!("；是否想写 `{word}`"));
            en.push_str(&format!("; did you mean `{word}`"));
        }
        Words { zh, en }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.words().en)
    }
}

impl std::error::Error for Fault {}

/// A file under reading, so that a fault can say where.
#[derive(Debug, Clone, Copy)]
pub struct Source<'text> {
    /// The name to say in a fault.
    pub name: &'text str,
    /// The whole text.
    pub text: &'text str,
}

impl Source<'_> {
    /// A fault at a byte range of the text.
    pub fn fault(&self, at: Range<usize>, what: Words) -> Fault {
        let (line, column) = place(self.text, at.start);
        Fault { file: self.name.to_owned(), line, column, what, nearest: None }
    }

    /// A fault about a word nobody knows.
    pub fn unknown<'a>(
        &self,
        at: Range<usize>,
        what: Words,
        word: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Fault {
        let nearest = nearest(word, known).map(str::to_owned);
        Fault { nearest, ..self.fault(at, what) }
    }

    /// What the TOML reader found, in our words where it is one of the common cases.
    pub fn toml_fault(&self, error: &toml::de::Error) -> Fault {
        let at = error.span().unwrap_or(0..0);
        let message = error.message();
        let mut quoted = message.split('`').skip(1).step_by(2);
        let word = quoted.next().unwrap_or_default();
        let known: Vec<&str> = quoted.collect();
        let list = known.join(", ");
        if message.starts_with("unknown field") {
            let what = Words::new(
                format!("不认识的键 `{word}`；此处可用：{list}"),
                format!("unknown key `{word}`; known here: {list}"),
            );
            self.unknown(at, what, word, known)
        } else if message.starts_with("unknown variant") {
            let what = Words::new(
                format!("不认识的值 `{word}`；此处可用：{list}"),
                format!("unknown value `{word}`; known here: {list}"),
            );
            self.unknown(at, what, word, known)
        } else if message.starts_with("missing field") {
            let what = Words::new(format!("缺少键 `{word}`"), format!("key `{word}` is missing"));
            self.fault(at, what)
        } else {
            let what = Words::new(
                format!("无法读取（原文：{message}）"),
                format!("cannot be read: {message}"),
            );
            self.fault(at, what)
        }
    }
}

/// Line and column of a byte offset, both counted from 1, the column in characters.
fn place(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    (line, column)
}
