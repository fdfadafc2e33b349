//! Lists of reviews: filtered, in an order, by pages that stay right while the lists change.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use rusqlite::{Connection, ToSql, params};
use seal::Key;

use crate::projection::{self, CLOSED, END, Projection, fold};
use crate::vault::{Place, open_text};
use crate::{Error, StreamId, sql};

/// What is asked for. By default: the 50 most urgent open reviews.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// Open ones, closed ones, or both.
    pub standing: Shown,
    /// In this step.
    pub step: Option<String>,
    /// Under this version.
    pub law: Option<String>,
    /// With a limit that may end before this day.
    pub due_before: Option<Date>,
    /// Open, with a limit that has surely run out on this day.
    pub overdue_on: Option<Date>,
    /// Waiting for this actor, in the words of the docket.
    pub waiting_for: Option<String>,
    /// Filed by this organisation.
    pub party: Option<String>,
    /// With these words, in this order, in number, title or search text.
    pub text: Option<String>,
    /// In this order.
    pub order: Order,
    /// Rows on a page, at most 500.
    pub limit: u16,
    /// After this point: the cursor of the page before.
    pub cursor: Option<Cursor>,
}

/// Whether open or closed reviews are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    /// Open ones.
    #[default]
    Open,
    /// Closed ones.
    Closed,
    /// Both.
    All,
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// By the day on which the first limit may end; then those without one, then the closed.
    #[default]
    Urgent,
    /// The newest first.
    Newest,
}

impl Default for Query {
    fn default() -> Query {
        Query {
            standing: Shown::default(),
            step: None,
            law: None,
            due_before: None,
            overdue_on: None,
            waiting_for: None,
            party: None,
            text: None,
            order: Order::default(),
            limit: 50,
            cursor: None,
        }
    }
}

/// Where a page ended. Good only for the order it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    urgency: String,
    stream: i64,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The rows.
    pub rows: Vec<Row>,
    /// Where the next page begins, if there may be one.
    pub next: Option<Cursor>,
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where a page that ends with it ends.
    pub at: Cursor,
    /// Which review.
    pub stream: StreamId,
    /// What is shown of it.
    pub review: Projection,
}

/// Rows of one block.
const BLOCK: i64 = 100;

impl Cursor {
    /// In which hundred of the record its row stands, by age: all that may be said of its place to
    /// those who do not see every row.
    pub fn block(&self) -> i64 {
        self.stream / BLOCK
    }

    /// The same place in the order of age, which says nothing of the row's due day.
    pub fn by_age(self) -> Cursor {
        Cursor { urgency: String::new(), ..self }
    }

    /// Where this hundred begins, and all that is older, the newest first.
    pub fn of_block(block: i64) -> Cursor {
        let stream = block.saturating_add(1).saturating_mul(BLOCK);
        Cursor { urgency: String::new(), stream }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}", self.urgency, self.stream)
    }
}

impl FromStr for Cursor {
    type Err = Error;

    fn from_str(text: &str) -> Result<Cursor, Error> {
        let wrong = || Error::Cursor(text.to_owned());
        let (urgency, stream) = text.split_once('.').ok_or_else(wrong)?;
        Ok(Cursor { urgency: urgency.to_owned(), stream: stream.parse().map_err(|_| wrong())? })
    }
}

/// Reads a page; `key` is that of the lists.
pub(crate) fn list(conn: &Connection, key: &Key, query: &Query) -> Result<Page, Error> {
    let limit = query.limit.clamp(1, 500);
    let (from, until) = range(query);
    let waiting_for = query.waiting_for.as_deref();
    let waiting_for = waiting_for.map(|name| format!("%|{}|%", escape(name)));
    let text = query.text.as_deref().map(Words::of);
    let page =
        |statement, params: &[&dyn ToSql]| page(conn, key, statement, params, text.as_ref(), limit);
    let overdue = query.overdue_on.map(|day| day.to_string());
    let cursor = query.cursor.as_ref();
    match query.order {
        Order::Urgent => page(
            sql::REVIEW_URGENT,
            params![
                cursor.map_or("", |cursor| cursor.urgency.as_str()),
                cursor.map_or(0, |cursor| cursor.stream),
                from,
                until,
                query.step,
                query.law,
                waiting_for,
                overdue,
                query.party,
            ],
        ),
        Order::Newest => page(
            if query.party.is_some() { sql::REVIEW_OF_PARTY } else { sql::REVIEW_NEWEST },
            params![
                cursor.map_or(i64::MAX, |cursor| cursor.stream),
                from,
                until,
                query.step,
                query.law,
                waiting_for,
                overdue,
                query.party,
            ],
        ),
    }
}

fn page(
    conn: &Connection,
    key: &Key,
    statement: &str,
    params: &[&dyn ToSql],
    text: Option<&Words>,
    limit: u16,
) -> Result<Page, Error> {
    let mut statement = conn.prepare_cached(statement)?;
    let mut found = statement.query(params)?;
    let mut rows: Vec<Row> = Vec::with_capacity(usize::from(limit));
    while rows.len() < usize::from(limit)
        && let Some(row) = found.next()?
    {
        if let Some(words) = text
            && !words.stand_in(&searched(row, key)?)
        {
            continue;
        }
        let at = Cursor { urgency: row.get("urgency")?, stream: row.get("stream")? };
        let stream: String = row.get("id")?;
        rows.push(Row { at, stream: StreamId::new(&stream), review: projection::read(row, key)? });
    }
    let full = rows.len() == usize::from(limit);
    let next = rows.last().map(|row| row.at.clone()).filter(|_| full);
    Ok(Page { rows, next })
}

/// The text a row is found by.
fn searched(row: &rusqlite::Row<'_>, key: &Key) -> Result<String, Error> {
    let stream: i64 = row.get("stream")?;
    let sealed = row.get_ref("text")?.as_blob().map_err(rusqlite::Error::from)?;
    open_text(key, &Place::Column("text", &stream.to_string()), sealed)
}

/// The stretch of urgency that is asked for: from, and up to but not including.
fn range(query: &Query) -> (&'static str, String) {
    let (from, until) = match query.standing {
        Shown::Open => ("", CLOSED),
        Shown::Closed => (CLOSED, END),
        Shown::All => ("", END),
    };
    let days = [query.due_before, query.overdue_on];
    // A day sorts before all that is no day, and the earliest due day is never after the latest.
    let first = days.into_iter().flatten().min();
    let until = first.map_or_else(|| until.to_owned(), |day| day.to_string());
    (from, until)
}

/// Words that are looked for, folded.
struct Words(Vec<String>);

impl Words {
    fn of(text: &str) -> Words {
        Words(fold(text).split_whitespace().map(str::to_owned).collect())
    }

    /// Whether each stands somewhere after the one before.
    fn stand_in(&self, text: &str) -> bool {
        let mut rest = Some(text);
        for word in &self.0 {
            rest = rest.and_then(|rest| rest.split_once(word.as_str())).map(|(_, after)| after);
        }
        rest.is_some()
    }
}

/// Takes the special meaning from what has one in a pattern.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
