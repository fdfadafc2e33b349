//! What lists know of a review: computed from its entries, kept beside them, never the truth.

use std::hash::{DefaultHasher, Hasher as _};

use jiff::civil::Date;
use rusqlite::{CachedStatement, Connection, Row, params};
use seal::Key;

use crate::vault::{LISTS, Place, Side, Vault, open_text};
use crate::{Error, sql};

/// A review as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Projection {
    /// Length of the stream this was computed from.
    pub position: u32,
    /// The case number, once it has one.
    pub number: Option<String>,
    /// What the review is called.
    pub title: String,
    /// The organisation whose filing it is.
    pub party: Option<String>,
    /// The version of the Measures that governs.
    pub law: String,
    /// The step it is in.
    pub step: String,
    /// Open, or closed and how.
    pub standing: Standing,
    /// The limit that ends first.
    pub due: Due,
    /// Whose turn it is, in the words of the docket (`party`, `unit:miit`).
    pub waiting_for: Vec<String>,
    /// What it is found by besides number and title.
    pub search: String,
}

/// Whether a review is open.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Standing {
    /// It is.
    #[default]
    Open,
    /// It ended thus.
    Closed {
        /// The conclusion's id.
        conclusion: String,
    },
}

impl Standing {
    fn conclusion(&self) -> Option<&str> {
        match self {
            Standing::Open => None,
            Standing::Closed { conclusion } => Some(conclusion),
        }
    }
}

/// When the first limit that runs ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Due {
    /// No limit runs.
    #[default]
    None,
    /// The limit is stopped.
    Stopped,
    /// Within these days; one and the same day where the calendar is known.
    Within {
        /// Not before.
        earliest: Date,
        /// Not after.
        latest: Date,
    },
}

/// Where open reviews without a due day stand in the order of urgency: after every date.
pub(crate) const NO_DAY: &str = "none";
/// Where closed reviews stand: after everything open.
pub(crate) const CLOSED: &str = "past";
/// After everything.
pub(crate) const END: &str = "~";

impl Projection {
    /// The key lists are ordered by: a day, [`NO_DAY`] or [`CLOSED`], which sort in this order.
    pub(crate) fn urgency(&self) -> String {
        match (&self.standing, self.due) {
            (Standing::Closed { .. }, _) => CLOSED.to_owned(),
            (Standing::Open, Due::Within { earliest, .. }) => earliest.to_string(),
            (Standing::Open, Due::None | Due::Stopped) => NO_DAY.to_owned(),
        }
    }

    /// The text that is searched, folded, the words of the projection in front.
    pub(crate) fn text(&self) -> String {
        let number = self.number.as_deref().unwrap_or_default();
        let text = format!("{number}\n{}\n{}", self.title, self.search);
        fold(&text)
    }
}

/// Makes spellings alike: lower case, full-width letters and digits as their narrow twins.
pub(crate) fn fold(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => {
            let code = u32::from(c) - 0xFEE0;
            char::from_u32(code).unwrap_or(c)
        }
        _ => c,
    };
    text.chars().map(narrow).flat_map(char::to_lowercase).collect()
}

/// The rows that lists are made of.
pub(crate) struct Lists<'a> {
    pub conn: &'a Connection,
    pub vault: &'a Vault,
}

impl Lists<'_> {
    /// Writes both rows of a review.
    pub(crate) fn put(&self, stream: i64, view: &View) -> Result<(), Error> {
        let projection = &view.projection;
        let key = self.vault.scope(self.conn, Side::Writing, LISTS)?;
        let row = stream.to_string();
        let seal = |column, text: &str| {
            self.vault.seal(&key, &Place::Column(column, &row), text.as_bytes())
        };
        let put = self.conn.prepare_cached(sql::REVIEW_FOUND_PUT)?.execute(params![
            stream,
            projection.number,
            seal("title", &projection.title),
            projection.party,
            seal("text", &projection.text()),
            seal("search", &projection.search),
        ]);
        put.map_err(|error| used_number(error, projection))?;
        self.stand(sql::REVIEW_PUT, stream, view)
    }

    /// Writes the row that says how a review stands, where it is listed: what it is found by is as
    /// before.
    pub(crate) fn replace(&self, stream: i64, view: &View) -> Result<(), Error> {
        self.stand(sql::REVIEW_REPLACE, stream, view)
    }

    fn stand(&self, statement: &str, stream: i64, view: &View) -> Result<(), Error> {
        let View { projection, waiting_for, .. } = view;
        let due = DueColumns::of(projection.due);
        self.conn.prepare_cached(statement)?.execute(params![
            projection.position,
            projection.law,
            projection.step,
            projection.standing.conclusion(),
            due.earliest,
            due.latest,
            due.stopped,
            waiting_for,
            projection.urgency(),
            stream,
        ])?;
        Ok(())
    }

    /// Writes the row of a review that also stands as before, by `REVIEW_STEP`, prepared.
    pub(crate) fn step(
        &self,
        step: &mut CachedStatement<'_>,
        stream: i64,
        view: &View,
    ) -> Result<(), Error> {
        let View { projection, waiting_for, .. } = view;
        step.execute(params![projection.position, projection.step, waiting_for, stream])?;
        Ok(())
    }
}

/// A projection with what can be said of its row before it is written, and so on the thread that
/// brings it.
pub(crate) struct View {
    /// Without those it waits for.
    projection: Projection,
    waiting_for: String,
    pub(crate) fingerprints: Fingerprints,
}

/// Tells apart what is written of reviews, without keeping it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fingerprints {
    /// Of what a review is found by.
    pub found: u64,
    /// Of how it stands: version, conclusion, due days.
    pub stands: u64,
}

impl View {
    pub(crate) fn new(mut projection: Projection) -> View {
        let Projection { number, title, party, search, law, standing, due, .. } = &projection;
        let fingerprints = Fingerprints {
            found: fingerprint(&(number, title, party, search)),
            stands: fingerprint(&(law, standing, due)),
        };
        // Their names are freed here, where they were made.
        let waiting_for = bars(&std::mem::take(&mut projection.waiting_for));
        View { projection, waiting_for, fingerprints }
    }
}

fn fingerprint(of: &impl std::hash::Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

/// Due days as they are written.
struct DueColumns {
    earliest: Option<String>,
    latest: Option<String>,
    stopped: i64,
}

impl DueColumns {
    fn of(due: Due) -> DueColumns {
        let (earliest, latest) = match due {
            Due::None | Due::Stopped => (None, None),
            Due::Within { earliest, latest } => {
                (Some(earliest.to_string()), Some(latest.to_string()))
            }
        };
        DueColumns { earliest, latest, stopped: i64::from(due == Due::Stopped) }
    }
}

/// Says of an error that another review has the number, where that is what went wrong.
fn used_number(error: rusqlite::Error, projection: &Projection) -> Error {
    let unique = rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE;
    let is_unique = error.sqlite_error().is_some_and(|error| error.extended_code == unique);
    match &projection.number {
        Some(number) if is_unique => Error::NumberUsed(number.clone()),
        Some(_) | None => Error::Database(error),
    }
}

/// `|party|unit:miit|`: each name stands between bars, so that one pattern finds it.
fn bars(names: &[String]) -> String {
    let room = names.iter().map(|name| name.len() + 1).sum::<usize>();
    let mut text = String::with_capacity(room + 1);
    text.push('|');
    for name in names {
        text.push_str(name);
        text.push('|');
    }
    text
}

/// Reads columns `position` to `waiting_for` of a row, and its text; `key` is that of the lists.
pub(crate) fn read(row: &Row<'_>, key: &Key) -> Result<Projection, Error> {
    let stream: i64 = row.get("stream")?;
    let text = |column| {
        let sealed = row.get_ref(column)?.as_blob().map_err(rusqlite::Error::from)?;
        open_text(key, &Place::Column(column, &stream.to_string()), sealed)
    };
    let conclusion: Option<String> = row.get("conclusion")?;
    let stopped: i64 = row.get("stopped")?;
    let earliest = day(row, "due_earliest")?;
    let latest = day(row, "due_latest")?;
    let waiting_for: String = row.get("waiting_for")?;
    Ok(Projection {
        position: row.get("position")?,
        number: row.get("number")?,
        title: text("title")?,
        party: row.get("party")?,
        law: row.get("law")?,
        step: row.get("step")?,
        standing: match conclusion {
            None => Standing::Open,
            Some(conclusion) => Standing::Closed { conclusion },
        },
        due: match (stopped, earliest, latest) {
            (0, Some(earliest), Some(latest)) => Due::Within { earliest, latest },
            (0, _, _) => Due::None,
            _ => Due::Stopped,
        },
        waiting_for: waiting_for
            .split('|')
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect(),
        search: text("search")?,
    })
}

fn day(row: &Row<'_>, column: &str) -> Result<Option<Date>, Error> {
    let text: Option<String> = row.get(column)?;
    let wrong = |text: &String| Error::Damaged(format!("`{text}` is no day"));
    text.map(|text| text.parse().map_err(|_| wrong(&text))).transpose()
}
