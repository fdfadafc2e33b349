//! A law as read: its parts with their addresses, and what it says of itself.

use jiff::civil::Date;
use serde::Serialize;
use serde::ser::SerializeStruct as _;

/// The bytes a text was read from, untouched, with their hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// The bytes as they came.
    pub bytes: Vec<u8>,
}

/// The language of a text: which articles it counts by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// By 第…条.
    Chinese,
    /// By "Article …".
    English,
}

/// What a collector's mark says of the wording of a line; most texts bear none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Nothing is said, or that it was seen.
    Seen,
    /// From memory, unverified.
    Unverified,
}

/// A law, a regulation, a rule or a draft of one. As JSON it is what `anshen statute parse` prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statute {
    /// What it was read from.
    pub original: Original,
    /// The language it counts its articles in.
    pub language: Language,
    /// Its name, with what stands in brackets below it: 征求意见稿, 试行.
    pub title: Option<String>,
    /// Its number: 第8号, Order No. 8.
    pub order: Option<String>,
    /// Its days.
    pub dates: Dates,
    /// Who issued it, as printed, in the order printed.
    pub issuers: Vec<String>,
    /// What it says it repeals.
    pub repeals: Vec<Repeal>,
    /// What stands before the first article, without title, contents and page furniture: a line
    /// each.
    pub preamble: Vec<Paragraph>,
    /// Its articles, in order; never none.
    pub articles: Vec<Article>,
    /// A collector's notes at the head of the file: no part of the law.
    pub notes: Vec<String>,
    /// What was taken off as furniture of a page, with its line.
    pub furniture: Vec<(usize, String)>,
}

/// The days a text names of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Dates {
    /// The day of the order, or of its promulgation; a draft has none.
    pub promulgated: Option<Date>,
    /// The first day in force; a draft may leave it blank.
    pub in_force: Option<Date>,
    /// The day under the covering notice of a draft; it is not printed.
    #[serde(skip)]
    pub noticed: Option<Date>,
    /// The day it was adopted, where that is another; it is not printed.
    #[serde(skip)]
    pub adopted: Option<Date>,
    /// The day it was last amended (修正, 修订); it is not printed.
    #[serde(skip)]
    pub amended: Option<Date>,
}

/// A rule that a text says it repeals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeal {
    /// Its name, without the marks.
    pub title: String,
    /// Its number, where it is named.
    pub order: Option<String>,
    /// Its day, where it is named.
    pub promulgated: Option<Date>,
    /// Where it is said.
    pub address: String,
}

/// A chapter or section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its address: `chp_3`, `chp_3__sec_1`.
    pub address: String,
    /// As printed, spaces of setting left out: 第三章 网络运行安全.
    pub text: String,
    /// Its line, counted from 1.
    pub line: usize,
}

/// An article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// `art_9`; an article put in behind the thirteenth, 第十三条之一, is `art_13-1`, since the Akoma
    /// Ntoso Naming Convention 1.0 (§5) writes what divides the parts of a number as a hyphen.
    pub address: String,
    /// Its number.
    pub number: u32,
    /// The number behind 之, or behind the hyphen.
    pub suffix: Option<u32>,
    /// As printed: 第九条.
    pub label: String,
    /// The part (编) it stands in.
    pub part: Option<Heading>,
    /// The chapter it stands in.
    pub chapter: Option<Heading>,
    /// The section.
    pub section: Option<Heading>,
    /// Its paragraphs (款); never none.
    pub paragraphs: Vec<Paragraph>,
    /// Its line, counted from 1.
    pub line: usize,
}

/// A paragraph (款), with the items it lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// `art_9__para_1`; `preamble__para_1` before the articles.
    pub address: String,
    /// Its words, before its items.
    pub text: String,
    /// Its items (项).
    pub items: Vec<Item>,
    /// What a collector says of its wording.
    pub standing: Standing,
    /// Its line, counted from 1.
    pub line: usize,
}

/// An item (项), or one below it (目), which follows it in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// `art_9__para_1__item_3`; below it `art_9__para_1__item_3__subitem_1`.
    pub address: String,
    /// As printed: （三）.
    pub label: String,
    /// Its words.
    pub text: String,
    /// What a collector says of its wording.
    pub standing: Standing,
    /// Its line, counted from 1.
    pub line: usize,
}

impl Statute {
    /// What stands at an address: the words of an article with all in it, of a paragraph with its
    /// items, or of an item.
    pub fn at(&self, address: &str) -> Option<String> {
        for article in &self.articles {
            if article.address == address {
                return Some(article.words());
            }
            for paragraph in &article.paragraphs {
                if paragraph.address == address {
                    return Some(paragraph.words());
                }
                if let Some(item) = paragraph.items.iter().find(|item| item.address == address) {
                    return Some(item.text.clone());
                }
            }
        }
        None
    }
}

impl Article {
    /// All its words, paragraphs and items a line each.
    pub fn words(&self) -> String {
        let paragraphs: Vec<String> = self.paragraphs.iter().map(Paragraph::words).collect();
        paragraphs.join("\n")
    }
}

impl Paragraph {
    /// Its words with those of its items, a line each.
    pub fn words(&self) -> String {
        let mut words = self.text.clone();
        for item in &self.items {
            if !words.is_empty() {
                words.push('\n');
            }
            words.push_str(&item.label);
            words.push_str(&item.text);
        }
        words
    }
}

impl Serialize for Statute {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let preamble: Vec<&str> = self.preamble.iter().map(|it| it.text.as_str()).collect();
        let repeals: Vec<&str> = self.repeals.iter().map(|it| it.title.as_str()).collect();
        let mut fields = serializer.serialize_struct("Statute", 7)?;
        fields.serialize_field("title", &self.title)?;
        fields.serialize_field("order", &self.order)?;
        fields.serialize_field("dates", &self.dates)?;
        fields.serialize_field("issuers", &self.issuers)?;
        fields.serialize_field("repeals", &repeals)?;
        fields.serialize_field("preamble", &preamble.join("\n"))?;
        fields.serialize_field("articles", &self.articles)?;
        fields.end()
    }
}

impl Serialize for Article {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let chapter = self.chapter.as_ref().map(|chapter| chapter.text.as_str());
        let mut fields = serializer.serialize_struct("Article", 6)?;
        fields.serialize_field("address", &self.address)?;
        fields.serialize_field("number", &self.number)?;
        fields.serialize_field("suffix", &self.suffix)?;
        fields.serialize_field("label", &self.label)?;
        fields.serialize_field("chapter", &chapter)?;
        fields.serialize_field("paragraphs", &self.paragraphs)?;
        fields.end()
    }
}

impl Serialize for Paragraph {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Paragraph", 3)?;
        fields.serialize_field("address", &self.address)?;
        fields.serialize_field("text", &self.text)?;
        fields.serialize_field("items", &self.items)?;
        fields.end()
    }
}

impl Serialize for Item {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Item", 3)?;
        fields.serialize_field("address", &self.address)?;
        fields.serialize_field("label", &self.label)?;
        fields.serialize_field("text", &self.text)?;
        fields.end()
    }
}
