//! When a holiday notice is taken in every open limit follows by itself; what moved is told and
//! recorded.

use std::collections::HashMap;

use ::calendar::{Calendar, Notice};
use access::DocketId;
use jiff::civil::Date;
use law::Words;
use review::{BodyId, Context, Due, Limit, LimitName, State, Summary};
use serde::Deserialize;
use serde_json::{Value, json};
use store::desk::paper::HolidayNotice;
use store::{Append, Content, Idempotency, NewEntry, Shown, StreamId, Written};

use crate::asked::Asked;
use crate::desk::{Docket, project};
use crate::office::{Office, Shared, broken};
use crate::problem::{Fault, Problem};

/// The stream of what concerns the office as a whole.
pub const OFFICE: &str = "office";
/// How its entry says that a notice was taken in.
pub const CONFIRMED: &str = "holiday-notice-confirmed";

/// A limit that moved.
pub struct Moved {
    /// Of which review.
    pub review: DocketId,
    /// Its case number.
    pub number: String,
    /// Which limit.
    pub limit: LimitName,
    /// Of whom.
    pub of: Option<BodyId>,
    /// The days it could end on before.
    pub from: (Date, Date),
    /// The days it can end on now.
    pub to: (Date, Date),
}

impl Moved {
    /// In JSON.
    pub fn tell(&self) -> Value {
        let span = |(earliest, latest): (Date, Date)| {
            let provisional = earliest != latest;
            json!({"due": earliest, "latest": latest, "provisional": provisional})
        };
        json!({
            "review": self.review.as_str(), "number": self.number, "limit": self.limit,
            "of": self.of, "from": span(self.from), "to": span(self.to),
        })
    }
}

/// The calendar with a notice, if the notice can be read.
pub fn read(office: &Office, toml: &str) -> Result<(Calendar, Notice), Problem> {
    let read = office.calendar().with_notice("notice.toml", toml);
    read.map_err(|fault| Problem::fault("/toml", fault.words()))
}

/// A paper is out before it is brought in, and is taken in once: what corrects it is a paper of its
/// own, with its own number, beside which the first may stand as it is known.
pub fn must_be_new(known: &Calendar, notice: &Notice, today: Date) -> Result<(), Problem> {
    let mut faults = Vec::new();
    let mut all_known = true;
    for (at, paper) in notice.papers.iter().enumerate() {
        let (number, date) = (&paper.number, paper.date);
        if today < date {
            let text = Words::new(
                format!("通知“{number}”的日期为 {date}，晚于今日（{today}）"),
                format!("the paper `{number}` is dated {date}, which is after today ({today})"),
            );
            faults.push(Fault::new(format!("/toml/paper/{at}/date"), text));
        }
        match known.paper(number) {
            None => all_known = false,
            Some(before) if before == paper => {}
            Some(_) => {
                let text = Words::new(
                    format!(
                        "文号为“{number}”的通知已经录入，内容与此不同；更正应以另一文号的通知作出"
                    ),
                    format!(
                        "a paper with the number `{number}` is known and says otherwise: what \
                         corrects it has a number of its own"
                    ),
                );
                faults.push(Fault::new(format!("/toml/paper/{at}/number"), text));
            }
        }
    }
    if faults.is_empty() && all_known {
        let text = Words::new("其中的通知均已录入并生效", "every paper in it is taken in already");
        faults.push(Fault::new("/toml", text));
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::faulty(faults)) }
}

/// The limits that end on other days under another calendar.
pub async fn moved(
    office: &Shared,
    calendar: &Calendar,
    today: Date,
) -> Result<Vec<Moved>, Problem> {
    let (office, calendar) = (office.clone(), calendar.clone());
    // Every open docket is read again: not on a thread that answers requests.
    let looked = tokio::task::spawn_blocking(move || all_moved(&office, &calendar, today));
    looked.await.map_err(|error| Problem::broken(&error))?
}

fn all_moved(office: &Office, calendar: &Calendar, today: Date) -> Result<Vec<Moved>, Problem> {
    let (before, after) = (office.context(), office.context_with(calendar));
    let mut query = store::Query { standing: Shown::Open, limit: 500, ..store::Query::default() };
    let mut all = Vec::new();
    loop {
        let page = office.reader().list(&query).map_err(|error| broken(&error))?;
        for row in &page.rows {
            if let Some(docket) = read_docket(office, &before, &row.stream)? {
                all.extend(moved_in(&before, &after, &docket, today));
            }
        }
        query.cursor = page.next;
        if query.cursor.is_none() {
            return Ok(all);
        }
    }
}

/// A docket from the record, not kept in memory: there may be very many.
fn read_docket(
    office: &Office,
    context: &Context,
    stream: &StreamId,
) -> Result<Option<Docket>, Problem> {
    let lines = match office.reader().entries(stream, 0) {
        Err(store::Error::Destroyed(_)) => return Ok(None),
        lines => lines.map_err(|error| broken(&error))?,
    };
    Ok(Docket::read(context, &DocketId::new(stream.as_str()), &lines))
}

fn moved_in(before: &Context, after: &Context, docket: &Docket, today: Date) -> Vec<Moved> {
    let was = Summary::of(before, &docket.review, today).limits;
    let is = Summary::of(after, &docket.review, today).limits;
    let pairs = was.iter().filter(|limit| runs(limit)).filter_map(|limit| {
        let same = |other: &&Limit| other.name == limit.name && other.of == limit.of;
        let now = is.iter().filter(|other| runs(other)).find(same)?;
        let (from, to) = (days(limit)?, days(now)?);
        (from != to).then(|| Moved {
            review: docket.id.clone(),
            number: docket.case.number.clone(),
            limit: limit.name,
            of: limit.of.clone(),
            from,
            to,
        })
    });
    pairs.collect()
}

fn runs(limit: &Limit) -> bool {
    match limit.state {
        State::Running(_) | State::Overdue(_) => true,
        State::NotStarted(_) | State::Met(_) => false,
    }
}

fn days(limit: &Limit) -> Option<(Date, Date)> {
    match limit.due? {
        Due::On(day) => Some((day, day)),
        Due::Between { earliest, latest, .. } => Some((earliest, latest)),
        Due::Stopped => None,
    }
}

/// What each confirmed notice moved, by its id, as it was recorded.
pub fn recorded(office: &Office) -> Result<HashMap<String, Value>, Problem> {
    let lines = office.reader().entries(&StreamId::new(OFFICE), 0);
    let lines = lines.map_err(|error| broken(&error))?;
    let movement = |line: &store::Stored| {
        let entry: Confirmed = serde_json::from_str(&line.payload).ok()?;
        (entry.office == CONFIRMED).then_some((entry.notice?, entry.moved?))
    };
    Ok(lines.iter().filter_map(movement).collect())
}

/// What an entry of the office says, where it confirms a notice.
#[derive(Deserialize)]
struct Confirmed {
    office: String,
    notice: Option<String>,
    moved: Option<Value>,
}

/// Whether a request was carried out now, or was before under the same key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// Now.
    Now,
    /// Before.
    Before,
}

/// Whether a confirmation was recorded under this key before.
pub fn confirmed_before(asked: &Asked, key: Option<&Idempotency>) -> Result<bool, Problem> {
    let Some(key) = key else {
        return Ok(false);
    };
    match asked.office.reader().answered(key) {
        Ok(found) => Ok(found.is_some()),
        Err(store::AppendError::KeyReused) => Err(Problem::key_reused()),
        Err(error) => Err(not_taken(&error)),
    }
}

/// Takes a notice in: recorded as the office's own entry, then the lists follow.
pub async fn confirm(
    asked: &Asked,
    notice: &HolidayNotice,
    key: Option<Idempotency>,
) -> Result<Answered, Problem> {
    let office = &asked.office;
    // Nobody acts meanwhile: what is decided is decided by one calendar, and listed by it.
    let _alone = office.turn.write().await;
    // The same request may have been carried out while this one waited.
    if confirmed_before(asked, key.as_ref())? {
        return Ok(Answered::Before);
    }
    let (calendar, _) = read(office, &notice.toml)?;
    let moved = moved(office, &calendar, asked.today).await?;
    let by = asked.recorder(false)?;
    let entry = json!({
        "office": CONFIRMED, "notice": notice.id, "toml": notice.toml,
        "imported_by": notice.imported_by, "date": asked.today, "by": by,
        "moved": moved.iter().map(Moved::tell).collect::<Vec<Value>>(),
    });
    let stream = StreamId::new(OFFICE);
    let now = asked.instant()?;
    let length = office.reader().length(&stream).map_err(|error| broken(&error))?;
    let append = Append {
        stream,
        expected: length,
        recorded_at: now,
        content: Content::Ready(Written {
            entries: vec![NewEntry { payload: entry.to_string() }],
            projection: None,
        }),
        idempotency: key,
        keys_of: None,
        also: Some(store::desk::paper::confirmed(&notice.id, &by.account, now)),
    };
    if let Err(error) = office.append(append).await? {
        return Err(not_taken(&error));
    }
    office.dockets.recorded(now);
    office.take_calendar(&calendar);
    office.dockets.forget_all();
    let ids: Vec<DocketId> = moved.iter().map(|limit| limit.review.clone()).collect();
    reproject(office, ids).await?;
    Ok(Answered::Now)
}

fn not_taken(error: &store::AppendError) -> Problem {
    match error {
        store::AppendError::Moved { .. } => Problem::new(
            axum::http::StatusCode::CONFLICT,
            "office-moved",
            Words::new("请重试", "Try again"),
            Words::new(
                "办公室记录刚有新的内容，请重试",
                "something else was recorded just now: try again",
            ),
        ),
        store::AppendError::Replayed(_)
        | store::AppendError::KeyReused
        | store::AppendError::Store(_) => Problem::broken(error),
    }
}

/// Writes the rows of reviews anew: the calendar under them changed.
async fn reproject(office: &Office, ids: Vec<DocketId>) -> Result<(), Problem> {
    let context = office.context();
    for id in ids {
        if let Some(docket) = read_docket(office, &context, &StreamId::new(id.as_str()))? {
            let (stream, row) = (docket.stream(), project(&docket));
            let (tell, told) = tokio::sync::oneshot::channel();
            office.store().reproject_then(&stream, row, move |outcome| {
                let _ = tell.send(outcome);
            });
            let outcome = told.await.map_err(|gone| Problem::broken(&gone))?;
            outcome.map_err(|error| broken(&error))?;
        }
    }
    Ok(())
}
