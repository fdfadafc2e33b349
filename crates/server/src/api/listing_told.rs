//! The list of reviews for those outside the Office. The record's rows know what was never told to
//! them, and a filter, an order or a cursor held against those would tell it: here everything is
//! held against the rows as the caller sees them.

use std::fmt;
use std::str::FromStr;

use access::{DocketId, OrganisationKind, Question, Resource};
use jiff::civil::Date;
use review::{Due, Limit, State};
use store::{Cursor, Order, Row, Shown, Standing};

use super::listing::{MOST_LOOKED_AT, Page, STORED_PAGE, tell_row};
use crate::asked::Asked;
use crate::desk::Docket;
use crate::problem::Problem;
use crate::view::Sight;

/// What somebody outside the Office asks for.
pub struct Outside {
    standing: Shown,
    step: Option<String>,
    due_before: Option<Date>,
    overdue_on: Option<Date>,
    waiting_for: Option<String>,
    party: Option<String>,
    order: Order,
    limit: usize,
}

impl Outside {
    /// What must be held against rows as they are seen, and the rest, which everybody is told who
    /// may know of a review: its number, its name and its law. A party's own reviews are found by
    /// an index; that says nothing to it.
    pub fn of(asked: &Asked, wanted: store::Query) -> Result<(Outside, store::Query), Problem> {
        let person = asked.person()?;
        let own = (person.kind == OrganisationKind::Party).then(|| person.organisation.as_str());
        let known = store::Query {
            // A provider is not told whether a review is closed.
            standing: if person.kind == OrganisationKind::Provider {
                Shown::All
            } else {
                wanted.standing
            },
            law: wanted.law,
            text: wanted.text,
            party: own.map(str::to_owned),
            order: Order::Newest,
            limit: STORED_PAGE,
            ..store::Query::default()
        };
        let outside = Outside {
            standing: wanted.standing,
            step: wanted.step,
            due_before: wanted.due_before,
            overdue_on: wanted.overdue_on,
            waiting_for: wanted.waiting_for,
            party: wanted.party,
            order: wanted.order,
            limit: usize::from(wanted.limit),
        };
        Ok((outside, known))
    }

    /// Whether a row as it is seen is asked for.
    fn asks_for(&self, row: &Row) -> bool {
        let review = &row.review;
        let (earliest, latest) = match review.due {
            store::Due::Within { earliest, latest } => (Some(earliest), Some(latest)),
            store::Due::None | store::Due::Stopped => (None, None),
        };
        let before = |day: Option<Date>, end: Option<Date>| match end {
            None => true,
            Some(end) => day.is_some_and(|day| day < end),
        };
        let standing = match (self.standing, &review.standing) {
            (Shown::All, _)
            | (Shown::Open, Standing::Open)
            | (Shown::Closed, Standing::Closed { .. }) => true,
            (Shown::Open, Standing::Closed { .. }) | (Shown::Closed, Standing::Open) => false,
        };
        standing
            && self.step.as_ref().is_none_or(|step| *step == review.step)
            && before(earliest, self.due_before)
            && before(latest, self.overdue_on)
            && self.waiting_for.as_ref().is_none_or(|who| review.waiting_for.contains(who))
            && (self.party.is_none() || self.party == review.party)
    }

    /// Where a row as it is seen stands in the order asked for.
    fn key(&self, row: &Row) -> (String, String) {
        let id = row.stream.as_str().to_owned();
        match self.order {
            Order::Urgent => (urgency(row), id),
            // An id begins with the instant at which it was made.
            Order::Newest => (String::new(), id),
        }
    }
}

/// By the day on which a limit may end; then stopped ones, then those without one, then the closed.
fn urgency(row: &Row) -> String {
    match (&row.review.standing, row.review.due) {
        (Standing::Closed { .. }, _) => "past".to_owned(),
        (Standing::Open, store::Due::Within { earliest, .. }) => earliest.to_string(),
        (Standing::Open, store::Due::Stopped) => "held".to_owned(),
        (Standing::Open, store::Due::None) => "none".to_owned(),
    }
}

/// Where a page ended, in nothing but what its reader was told: the key of its last row, and in
/// which hundred of the record the looking began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    after: Option<(String, String)>,
    block: Option<i64>,
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (key, id) = self.after.as_ref().map_or(("", ""), |(key, id)| (key, id));
        let block = self.block.map(|block| block.to_string()).unwrap_or_default();
        write!(out, "{key}.{id}.{block}")
    }
}

/// What is written is no place of a list.
pub struct NoPlace;

impl FromStr for Place {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Place, NoPlace> {
        let mut parts = text.split('.');
        let (Some(key), Some(id), Some(block), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(NoPlace);
        };
        let after = (!id.is_empty()).then(|| (key.to_owned(), id.to_owned()));
        let block = match block {
            "" => None,
            block => Some(block.parse().map_err(|_| NoPlace)?),
        };
        Ok(Place { after, block })
    }
}

/// A page: the rows seen among some thousand of the record, newest first, are put in order and
/// paged; then come those among the next thousand.
pub fn page(
    asked: &Asked,
    outside: &Outside,
    known: store::Query,
    from: Option<Place>,
) -> Result<Page, Problem> {
    let from = from.unwrap_or(Place { after: None, block: None });
    let (mut rows, older) = seen_from(asked, outside, known, from.block)?;
    rows.sort_by_cached_key(|row| outside.key(row));
    if outside.order == Order::Newest {
        rows.reverse();
    }
    let follows = |row: &Row| match (&from.after, outside.order) {
        (None, _) => true,
        (Some(last), Order::Urgent) => *last < outside.key(row),
        (Some(last), Order::Newest) => outside.key(row) < *last,
    };
    rows.retain(follows);
    let more = outside.limit < rows.len();
    rows.truncate(outside.limit);
    let next = match rows.last().filter(|_| more) {
        Some(last) => Some(Place { after: Some(outside.key(last)), block: from.block }),
        None => older.map(|block| Place { after: None, block: Some(block) }),
    };
    let told = rows.iter().map(|row| tell_row(row, None)).collect();
    Ok((told, next.map(|place| place.to_string())))
}

/// The rows asked for among those that are looked at, as they are seen, and in which block of the
/// record to go on, where it was not all looked at.
fn seen_from(
    asked: &Asked,
    outside: &Outside,
    mut known: store::Query,
    block: Option<i64>,
) -> Result<(Vec<Row>, Option<i64>), Problem> {
    known.cursor = block.map(Cursor::of_block);
    let mut rows = Vec::new();
    let mut looked_at = 0;
    let mut last = None;
    loop {
        let stored = asked.office.reader().list(&known);
        let stored = stored.map_err(|error| Problem::broken(&error))?;
        for row in stored.rows {
            let block = row.at.block();
            // WHY: whole blocks are looked at, so that no place in between is told by a cursor.
            if MOST_LOOKED_AT <= looked_at && last != Some(block) {
                return Ok((rows, Some(block)));
            }
            looked_at += 1;
            last = Some(block);
            rows.extend(seen(asked, row)?.filter(|row| outside.asks_for(row)));
        }
        if stored.next.is_none() {
            return Ok((rows, None));
        }
        known.cursor = stored.next;
    }
}

/// A row as it was told to the caller, if they may know of its review: the docket says who was
/// told. Who may not read the review, a provider, sees its number and name and whether something is
/// awaited of them.
fn seen(asked: &Asked, mut row: Row) -> Result<Option<Row>, Problem> {
    let found = asked.office.dockets.find(&asked.office, &DocketId::new(row.stream.as_str()))?;
    let Some(docket) = found else {
        return Ok(None);
    };
    let review = Resource::Review(docket.standing.clone());
    if !asked.allows(Question::ReviewList, &review) {
        return Ok(None);
    }
    let sight = Sight::of(asked, &docket);
    let summary = &docket.summary;
    row.review.step = sight.step(summary.step).word().to_owned();
    row.review.waiting_for = sight.waiting(summary).iter().map(ToString::to_string).collect();
    row.review.due = due(&docket, &sight);
    if !asked.allows(Question::ReviewRead, &review) {
        row.review.step.clear();
        row.review.party = None;
        row.review.waiting_for.retain(|who| who == "provider");
        row.review.due = store::Due::None;
        row.review.standing = Standing::Open;
    }
    Ok(Some(row))
}

/// The first limit that is seen and runs.
fn due(docket: &Docket, sight: &Sight) -> store::Due {
    let limits = docket.summary.limits.iter().filter(|_| !docket.summary.is_closed());
    let own = limits.filter(|limit| sight.sees_limit(limit.name, limit.of.as_ref()) && runs(limit));
    match own.filter_map(|limit| limit.due).min_by_key(|due| earliest(*due)) {
        None => store::Due::None,
        Some(Due::Stopped) => store::Due::Stopped,
        Some(Due::On(day)) => store::Due::Within { earliest: day, latest: day },
        Some(Due::Between { earliest, latest, .. }) => store::Due::Within { earliest, latest },
    }
}

fn runs(limit: &Limit) -> bool {
    match limit.state {
        State::Running(_) | State::Overdue(_) => true,
        State::NotStarted(_) | State::Met(_) => false,
    }
}

fn earliest(due: Due) -> Date {
    match due {
        Due::On(day) => day,
        Due::Between { earliest, .. } => earliest,
        Due::Stopped => Date::MAX,
    }
}
