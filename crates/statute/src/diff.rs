//! Two texts compared, article by article through renumbering, with marks at the words that
//! changed.

mod align;
mod marks;

use serde::Serialize;

use crate::characters::folded;
use crate::statute::{Article, Statute};

pub use marks::Piece;

/// What became of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Word for word the same under the same number.
    Same,
    /// Word for word the same under another number.
    Renumbered,
    /// Other words.
    Changed,
    /// Only in the new text.
    Inserted,
    /// Only in the old text.
    Removed,
}

/// An article of one of the texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Its address.
    pub address: String,
    /// As printed.
    pub label: String,
    /// Its line in the file, counted from 1.
    pub line: usize,
}

/// An article of one text beside its counterpart in the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// What became of it.
    pub change: Change,
    /// In the old text.
    pub old: Option<Side>,
    /// In the new text.
    pub new: Option<Side>,
    /// How much of both is common, of a thousand: twice the pairs of neighbouring characters they
    /// share to all they have (Dice).
    pub alike: u16,
    /// The words, in order, marked; one piece where nothing changed.
    pub pieces: Vec<Piece>,
}

/// What a text says of itself, where the two differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// `title`, `order`, `promulgated`, `amended`, `in_force`, `issuers`, `repeals`, `articles`.
    pub fact: &'static str,
    /// In the old text; empty where it says nothing.
    pub old: String,
    /// In the new text.
    pub new: String,
}

/// Two texts compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// Whether nothing differs.
    pub same: bool,
    /// What the texts say of themselves, where they differ.
    pub facts: Vec<Fact>,
    /// In the order of the new text; what was removed stands behind what it followed.
    pub articles: Vec<Pair>,
}

/// Compares an old text with a new one. Widths of marks and blanks are no difference.
pub fn compare(old: &Statute, new: &Statute) -> Compared {
    let pairs = align::pairs(&old.articles, &new.articles);
    let mut neighbours = marks::Neighbours::default();
    for article in old.articles.iter().chain(&new.articles) {
        neighbours.add(&article.words());
    }
    let articles: Vec<Pair> = pairs
        .into_iter()
        .map(|(left, right, alike)| {
            let left = left.and_then(|at| old.articles.get(at));
            let right = right.and_then(|at| new.articles.get(at));
            pair((left, right), alike, &neighbours)
        })
        .collect();
    let facts = facts(old, new);
    let same = facts.is_empty() && articles.iter().all(|pair| pair.change == Change::Same);
    Compared { same, facts, articles }
}

fn pair(
    (old, new): (Option<&Article>, Option<&Article>),
    alike: u16,
    neighbours: &marks::Neighbours,
) -> Pair {
    let side = |article: &Article| Side {
        address: article.address.clone(),
        label: article.label.clone(),
        line: article.line,
    };
    let (left, right) = (old.map(Article::words), new.map(Article::words));
    let (change, pieces) = match (&left, &right) {
        (Some(left), Some(right)) if folded(left) == folded(right) => {
            let stays = old.map(|it| &it.address) == new.map(|it| &it.address);
            let change = if stays { Change::Same } else { Change::Renumbered };
            (change, vec![Piece::Same(right.clone())])
        }
        (Some(left), Some(right)) => (Change::Changed, marks::pieces(left, right, neighbours)),
        (Some(left), None) => (Change::Removed, vec![Piece::Old(left.clone())]),
        (None, Some(right)) => (Change::Inserted, vec![Piece::New(right.clone())]),
        (None, None) => (Change::Same, Vec::new()),
    };
    Pair { change, old: old.map(side), new: new.map(side), alike, pieces }
}

fn facts(old: &Statute, new: &Statute) -> Vec<Fact> {
    let told = |statute: &Statute| {
        let day =
            |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let repeals: Vec<&str> = statute.repeals.iter().map(|it| it.title.as_str()).collect();
        [
            ("title", statute.title.clone().unwrap_or_default()),
            ("order", statute.order.clone().unwrap_or_default()),
            ("promulgated", day(statute.dates.promulgated)),
            ("amended", day(statute.dates.amended)),
            ("in_force", day(statute.dates.in_force)),
            ("issuers", statute.issuers.join("、")),
            ("repeals", repeals.join("、")),
            ("articles", statute.articles.len().to_string()),
        ]
    };
    let both = told(old).into_iter().zip(told(new));
    both.filter(|((_, old), (_, new))| folded(old) != folded(new))
        .map(|((fact, old), (_, new))| Fact { fact, old, new })
        .collect()
}
