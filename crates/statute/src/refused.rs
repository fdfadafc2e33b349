//! Why a file is not read as a law, with a stable id and the places.

use std::fmt;

use law::Words;

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// There is nothing in it.
    Empty,
    /// It is no text: a picture, a program, an archive.
    NotText,
    /// Its bytes are in no encoding we know, or broken.
    Encoding,
    /// It is larger than what is read.
    Large,
    /// A PDF or DOCX that is damaged.
    Damaged,
    /// It is locked with a password.
    Locked,
    /// It unpacks without end.
    Bomb,
    /// A PDF of pictures: there are no letters in it.
    NoText,
    /// No article begins a line: a notice, an essay about a law, a list.
    NoArticles,
    /// It begins with a later article: part of a law only.
    Extract,
    /// One article stands twice.
    ArticleTwice,
    /// An article is missing between two others.
    ArticleMissing,
    /// An article stands before one of a lower number.
    ArticleOutOfOrder,
    /// An item stands twice in one paragraph.
    ItemTwice,
}

impl Reason {
    /// All of them.
    pub const ALL: &[Reason] = &[
        Reason::Empty,
        Reason::NotText,
        Reason::Encoding,
        Reason::Large,
        Reason::Damaged,
        Reason::Locked,
        Reason::Bomb,
        Reason::NoText,
        Reason::NoArticles,
        Reason::Extract,
        Reason::ArticleTwice,
        Reason::ArticleMissing,
        Reason::ArticleOutOfOrder,
        Reason::ItemTwice,
    ];

    /// The id that programs read; it never changes.
    pub const fn id(self) -> &'static str {
        match self {
            Reason::Empty => "empty",
            Reason::NotText => "not-text",
            Reason::Encoding => "encoding",
            Reason::Large => "large",
            Reason::Damaged => "damaged",
            Reason::Locked => "locked",
            Reason::Bomb => "bomb",
            Reason::NoText => "no-text",
            Reason::NoArticles => "no-articles",
            Reason::Extract => "extract",
            Reason::ArticleTwice => "article-twice",
            Reason::ArticleMissing => "article-missing",
            Reason::ArticleOutOfOrder => "article-out-of-order",
            Reason::ItemTwice => "item-twice",
        }
    }

    /// Whether the bytes themselves could not be read, so that nothing is known of what they say.
    pub const fn is_unreadable(self) -> bool {
        matches!(
            self,
            Reason::Encoding | Reason::Large | Reason::Damaged | Reason::Locked | Reason::Bomb
        )
    }
}

/// A file that is not read as a law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Why.
    pub reason: Reason,
    /// Lines of the file it is about, counted from 1; none where the whole file is meant.
    pub lines: Vec<usize>,
    /// What is wrong, and what would be read.
    pub words: Words,
}

impl Refused {
    /// About the whole file.
    pub(crate) fn whole(reason: Reason, zh: impl Into<String>, en: impl Into<String>) -> Refused {
        Refused { reason, lines: Vec::new(), words: Words::new(zh, en) }
    }

    /// About lines of it.
    pub(crate) fn at(reason: Reason, lines: &[usize], words: Words) -> Refused {
        Refused { reason, lines: lines.to_vec(), words }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.words.en)
    }
}

impl std::error::Error for Refused {}
