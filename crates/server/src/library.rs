//! The shelf of texts of law that an office brings: what was added and withdrawn stands on the
//! office's own stream, the bytes among its documents. Nothing of a text is kept but its bytes:
//! what they say is read anew by the program that runs.

mod reading;
mod taking;

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use access::{Question, Resource};
use axum::http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use law::Words;
use serde::{Deserialize, Serialize};
use statute::{Checked, Slip, Statute};
use store::StreamId;
use tokio::sync::Semaphore;

use crate::asked::Asked;
use crate::movement::OFFICE;
use crate::office::{Office, broken};
use crate::problem::Problem;
use crate::world::beijing;

pub use reading::Beside;
pub use taking::{LARGEST_TEXT_BYTES, Shelved, Tie, bytes_of};

/// How the office's stream says that a text was added.
const ADDED: &str = "law-text-added";
/// How it says that one was withdrawn.
const WITHDRAWN: &str = "law-text-withdrawn";
/// Texts kept as they were read at most; beyond that all are let go.
const MOST_READ: usize = 48;
/// Comparisons kept at most.
const MOST_COMPARED: usize = 64;

/// A text on the shelf, as lists tell it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OnShelf {
    /// Its id.
    pub id: String,
    /// The version of the law it is the text of; `None`: it stands alone.
    pub law: Option<String>,
    /// What was read of it when it was added.
    #[serde(flatten)]
    pub head: Head,
    /// Its file.
    #[serde(flatten)]
    pub file: NamedFile,
    /// When it was added.
    pub added_at: Timestamp,
    /// When and why it was withdrawn.
    pub withdrawn: Option<Withdrawal>,
}

/// What a text says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Its name.
    pub title: Option<String>,
    /// Its number.
    pub order: Option<String>,
    /// The language it counts its articles in, `zh` or `en`.
    pub language: String,
    /// How many articles it has.
    pub articles: usize,
    /// The day it bears.
    pub promulgated: Option<Date>,
    /// The day it was last amended.
    pub amended: Option<Date>,
    /// Its first day in force.
    pub in_force: Option<Date>,
    /// Who issued it.
    pub issuers: Vec<String>,
}

/// The file a text was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedFile {
    /// Its name.
    pub name: String,
    /// What it is, by its content.
    pub media_type: String,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: String,
    /// Its length.
    pub bytes: u64,
}

/// That a text was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Withdrawal {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub because: String,
}

impl OnShelf {
    /// What it is called: by its name, else by its file's.
    pub fn name(&self) -> &str {
        self.head.title.as_deref().unwrap_or(&self.file.name)
    }

    /// The day it is told from its namesakes by.
    pub fn day(&self) -> Option<Date> {
        self.head.amended.or(self.head.promulgated).or(self.head.in_force)
    }
}

/// An entry of the office that is about a text.
#[derive(Deserialize)]
#[serde(tag = "office")]
enum Entry {
    #[serde(rename = "law-text-added")]
    Added {
        text: String,
        law: Option<String>,
        #[serde(flatten)]
        head: Head,
        files: Vec<NamedFile>,
        at: Timestamp,
    },
    #[serde(rename = "law-text-withdrawn")]
    Withdrawn { text: String, because: String, at: Timestamp },
    #[serde(other)]
    Other,
}

/// The shelf: what the record says of it up to a length, and what was read and compared lately.
pub struct Library {
    known: Mutex<Known>,
    texts: Memory<String, Statute>,
    beside: Memory<(String, String), Beside>,
    checks: Memory<String, Checked>,
    slips: Memory<String, Vec<Slip>>,
    /// Held by whoever adds or withdraws: nothing comes between a look at the shelf and its change.
    turn: tokio::sync::Mutex<()>,
    /// Held by whoever reads or compares: a large text takes memory and time.
    hands: Arc<Semaphore>,
}

#[derive(Default)]
struct Known {
    length: u32,
    all: Vec<Arc<OnShelf>>,
}

impl Default for Library {
    fn default() -> Library {
        Library {
            known: Mutex::default(),
            texts: Memory::new(MOST_READ),
            beside: Memory::new(MOST_COMPARED),
            checks: Memory::new(MOST_READ),
            slips: Memory::new(MOST_READ),
            turn: tokio::sync::Mutex::default(),
            hands: Arc::new(Semaphore::new(1)),
        }
    }
}

impl Library {
    /// Every text ever added, in the order in which they were, the withdrawn among them.
    fn all(&self, office: &Office) -> Result<Vec<Arc<OnShelf>>, Problem> {
        let stream = StreamId::new(OFFICE);
        let length = office.reader().length(&stream).map_err(|error| broken(&error))?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.length < length {
            let after = office.reader().entries(&stream, known.length);
            let after = after.map_err(|error| broken(&error))?;
            for line in &after {
                known.take(&line.payload);
            }
            known.length = after.last().map_or(length, |line| line.position);
        }
        Ok(known.all.clone())
    }
}

impl Known {
    fn take(&mut self, payload: &str) {
        match serde_json::from_str(payload) {
            Ok(Entry::Added { text, law, head, files, at }) => {
                let Some(file) = files.into_iter().next() else { return };
                let one = OnShelf { id: text, law, head, file, added_at: at, withdrawn: None };
                self.all.push(Arc::new(one));
            }
            Ok(Entry::Withdrawn { text, because, at }) => {
                let mut all = self.all.iter_mut();
                if let Some(one) = all.find(|one| one.id == text && one.withdrawn.is_none()) {
                    Arc::make_mut(one).withdrawn = Some(Withdrawal { at, because });
                }
            }
            // Whatever else concerns the office.
            Ok(Entry::Other) | Err(_) => {}
        }
    }
}

/// What was worked out lately.
struct Memory<K, V> {
    kept: Mutex<HashMap<K, Arc<V>>>,
    most: usize,
}

impl<K: Eq + Hash, V> Memory<K, V> {
    fn new(most: usize) -> Memory<K, V> {
        Memory { kept: Mutex::default(), most }
    }

    fn get(&self, key: &K) -> Option<Arc<V>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    fn put(&self, key: K, value: V) -> Arc<V> {
        let value = Arc::new(value);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if self.most <= kept.len() {
            kept.clear();
        }
        kept.insert(key, value.clone());
        value
    }
}

impl Asked {
    /// The texts on the shelf that the caller may see, in the order in which they were added: what
    /// was withdrawn is seen by whoever keeps the shelf.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn law_texts(&self) -> Result<Vec<Arc<OnShelf>>, Problem> {
        let mut all = self.office.library.all(&self.office)?;
        if !self.keeps_law_texts() {
            all.retain(|one| one.withdrawn.is_none());
        }
        Ok(all)
    }

    /// A text on the shelf.
    ///
    /// # Errors
    /// There is none; it was withdrawn, for whoever does not keep the shelf.
    pub fn law_text(&self, id: &str) -> Result<Arc<OnShelf>, Problem> {
        let all = self.office.library.all(&self.office)?;
        let found = all.into_iter().find(|one| one.id == id).ok_or_else(Problem::not_found)?;
        match &found.withdrawn {
            Some(withdrawal) if !self.keeps_law_texts() => Err(withdrawn(withdrawal)),
            Some(_) | None => Ok(found),
        }
    }

    /// Whether the caller may add texts and withdraw them.
    pub fn keeps_law_texts(&self) -> bool {
        self.allows(Question::LawTextWithdraw, &Resource::Office)
    }
}

/// A text that was withdrawn is told to have been, and why.
fn withdrawn(withdrawal: &Withdrawal) -> Problem {
    let (day, because) = (beijing(withdrawal.at).0, &withdrawal.because);
    Problem::new(
        StatusCode::GONE,
        "text-withdrawn",
        Words::new("文本已撤下", "The text was withdrawn"),
        Words::new(
            format!("该文本已于 {day} 撤下，理由：{because}"),
            format!("this text was withdrawn on {day}: {because}"),
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shelf_is_what_the_record_says_and_a_second_withdrawal_changes_nothing() {
        let mut known = Known::default();
        let added = r#"{"office":"law-text-added","account":null,"date":"2026-03-04",
            "by":{"account":"a","name":"n"},"text":"t1","law":null,"title":"甲法","order":null,
            "language":"zh","articles":2,"promulgated":"2020-01-02","amended":null,
            "in_force":null,"issuers":[],
            "files":[{"name":"a.txt","media_type":"text/plain","sha256":"00","bytes":9}],
            "at":"2026-03-04T01:00:00Z"}"#;
        known.take(added);
        known.take(r#"{"office":"founded","name":"办公室"}"#);
        known.take("no JSON");
        for (because, at) in [("误", "2026-03-05T01:00:00Z"), ("再", "2026-03-06T01:00:00Z")] {
            let line = serde_json::json!({
                "office": WITHDRAWN, "text": "t1", "because": because, "at": at,
            });
            known.take(&line.to_string());
        }
        let [one] = known.all.as_slice() else { panic!("one text") };
        assert_eq!((one.name(), one.day()), ("甲法", Some("2020-01-02".parse().unwrap())));
        let at = "2026-03-05T01:00:00Z".parse().unwrap();
        let gone = Withdrawal { at, because: "误".to_owned() };
        assert_eq!(one.withdrawn, Some(gone));
    }
}
