//! The book of all versions, and which of them governs a day.

use std::sync::{Arc, LazyLock};

use jiff::civil::Date;

use crate::chain::link;
use crate::fault::Source;
use crate::read::{file_hash, read};
use crate::{Cite, Fault, Regime, RegimeId, Rule, Status, Words, nearest};

/// The law files the product is built with: every `law/*.toml` but the penalties, and the examples
/// (`build.rs`).
const BUILT_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/law_files.rs"));

/// All versions of the Measures. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Book {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    /// Name and text of each file, so that a version can be added and all be checked together.
    files: Vec<(String, String)>,
    /// In the order of their dates.
    regimes: Vec<Arc<Regime>>,
    /// Regimes of other lands, in the order of their ids.
    examples: Vec<Arc<Regime>>,
}

/// Which version governs a day, and why.
#[derive(Debug, Clone, PartialEq)]
pub enum Governs<'book> {
    /// This version, by its article on entry into force.
    By(&'book Arc<Regime>, Words, Cite),
    /// None, and why.
    None(Words),
}

impl Book {
    /// The versions the product is built with.
    #[expect(clippy::expect_used, reason = "the files are part of the build and a test reads them")]
    pub fn built_in() -> Book {
        static BOOK: LazyLock<Book> =
            LazyLock::new(|| Book::from_files(BUILT_IN).expect("the built-in law files are sound"));
        BOOK.clone()
    }

    /// A book from law files, each with its name.
    ///
    /// # Errors
    /// The first fault found: a file that cannot be read, or versions that contradict each other.
    pub fn from_files(files: &[(&str, &str)]) -> Result<Book, Fault> {
        let mut versions = Vec::new();
        for (name, text) in files {
            versions.push(read(Source { name, text })?);
        }
        versions.sort_by(|left, right| {
            let key = |regime: &Regime| (regime.dated, regime.id.clone());
            key(&left.regime).cmp(&key(&right.regime))
        });
        link(&mut versions)?;
        let read = versions.into_iter().map(|version| Arc::new(version.regime));
        let (mut examples, regimes): (Vec<_>, Vec<_>) =
            read.partition(|regime| regime.status == Status::Example);
        examples.sort_by(|left, right| left.id.cmp(&right.id));
        let inner = Inner {
            regimes,
            examples,
            files: files
                .iter()
                .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
                .collect(),
        };
        Ok(Book { inner: Arc::new(inner) })
    }

    /// This book with one more file; a file of the same name is replaced.
    ///
    /// # Errors
    /// As [`Book::from_files`].
    pub fn with_file(&self, name: &str, toml: &str) -> Result<Book, Fault> {
        let stays = self.inner.files.iter().filter(|(file, _)| file != name);
        let mut files: Vec<(&str, &str)> =
            stays.map(|(file, text)| (file.as_str(), text.as_str())).collect();
        files.push((name, toml));
        Book::from_files(&files)
    }

    /// The version of an id, or the example: what a docket names.
    pub fn get(&self, id: &RegimeId) -> Option<&Arc<Regime>> {
        self.find(id.as_str()).or_else(|| self.example(id.as_str()))
    }

    /// The text of the file a version was read from.
    pub fn file(&self, id: &RegimeId) -> Option<&str> {
        let hash = &self.get(id)?.hash;
        let file = self.inner.files.iter().find(|(_, text)| file_hash(text) == *hash);
        file.map(|(_, text)| text.as_str())
    }

    /// The version of an id as typed; never an example.
    pub fn find(&self, id: &str) -> Option<&Arc<Regime>> {
        self.all().find(|regime| regime.id.as_str() == id)
    }

    /// The id nearest to one that does not exist, examples included.
    pub fn nearest(&self, id: &str) -> Option<&str> {
        let known = self.all().chain(self.examples());
        nearest(id, known.map(|regime| regime.id.as_str()))
    }

    /// The example of an id as typed.
    pub fn example(&self, id: &str) -> Option<&Arc<Regime>> {
        self.examples().find(|regime| regime.id.as_str() == id)
    }

    /// Regimes of other lands, kept as examples, in the order of their ids. None of them governs a
    /// day, and none is among [`Book::all`].
    pub fn examples(&self) -> impl Iterator<Item = &Arc<Regime>> {
        self.inner.examples.iter()
    }

    /// All versions of the Measures, drafts included, in the order of their dates.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Regime>> {
        self.inner.regimes.iter()
    }

    /// Which version governs a day.
    pub fn governs(&self, day: Date) -> Governs<'_> {
        let Some(regime) = self.all().find(|regime| regime.in_force_on(day)) else {
            return Governs::None(self.why_none(day));
        };
        let article = regime.rule(Rule::EntryIntoForce).cloned();
        let article = article.unwrap_or_else(|| Cite::article(""));
        Governs::By(regime, self.why(regime), article)
    }

    /// Why this version governs from its day on, and until when.
    fn why(&self, regime: &Regime) -> Words {
        let mut words = enters(regime);
        for id in &regime.repeals {
            let older = self.get(id).map(|older| older.name());
            let older = older.unwrap_or_else(|| Words::new(id.as_str(), id.as_str()));
            words.zh.push_str(&format!("，同时废止{}", older.zh));
            words.en.push_str(&format!(", repealing {}", older.en));
        }
        let successor = regime.until.and_then(|day| {
            let later = self.all().find(|later| later.in_force == Some(day));
            later.map(|later| (day, later))
        });
        if let Some((day, later)) = successor {
            let (name, article) = (later.name(), article_of(later));
            words.zh.push_str(&format!("；自 {day} 起由{}废止（{}）", name.zh, article.zh));
            words.en.push_str(&format!("; repealed from {day} by {} ({})", name.en, article.en));
        }
        words
    }

    /// Why no version governs a day: the first is not yet in force.
    fn why_none(&self, day: Date) -> Words {
        let mut later: Vec<&Arc<Regime>> =
            self.all().filter(|regime| regime.in_force > Some(day)).collect();
        later.sort_by_key(|regime| regime.in_force);
        match later.first() {
            Some(first) => {
                let begins = enters(first);
                Words::new(
                    format!("{day} 没有版本施行：{}", begins.zh),
                    format!("no version is in force on {day}: {}", begins.en),
                )
            }
            None => Words::new(
                format!("{day} 没有版本施行"),
                format!("no version is in force on {day}"),
            ),
        }
    }
}

/// "Cybersecurity Review Measures (measures-2022) is in force from 2022-02-15 (Art. 23)".
fn enters(regime: &Regime) -> Words {
    let (name, article) = (regime.name(), article_of(regime));
    let day = regime.in_force.map(|day| day.to_string());
    let day = day.unwrap_or_default();
    Words::new(
        format!("{}自 {day} 起施行（{}）", name.zh, article.zh),
        format!("{} is in force from {day} ({})", name.en, article.en),
    )
}

/// The article on entry into force, in words.
fn article_of(regime: &Regime) -> Words {
    let cite = regime.rule(Rule::EntryIntoForce);
    cite.map_or_else(|| Words::new("", ""), Cite::words)
}
