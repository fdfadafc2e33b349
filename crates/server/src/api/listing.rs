//! The list of reviews, under the same answers as their pages.

use access::{DocketId, OrganisationId, OrganisationKind, Question, Resource};
use axum::Json;
use jiff::civil::Date;
use law::Words;
use review::{Actor, Due, Limit, State};
use serde_json::{Value, json};
use store::desk::door;
use store::{Cursor, Order, Row, Shown};

use crate::asked::Asked;
use crate::desk::Docket;
use crate::input::{Kind, Query};
use crate::problem::Problem;
use crate::shapes;
use crate::table::{Parameter, may};
use crate::view::Sight;

/// Rows of the record that one request looks at. For a member unit, a provider or a lab each costs
/// the reading of its docket: where they see few of very many, pages come short and `next` leads
/// on.
const MOST_LOOKED_AT: usize = 1_000;
/// Rows read at once where a page was not filled by its own number.
const STORED_PAGE: u16 = 200;

/// Its query.
pub const LIST: &[Parameter] = &[
    may("step", "所处步骤", "in this step").holds(Kind::OneOf(shapes::STEP_WORDS)),
    may("law", "适用版本", "under this version"),
    may("due_before", "在此日前到期", "with a limit that may end before this day").holds(Kind::Day),
    may("overdue", "true：已逾期", "true: with a limit that has run out").holds(Kind::Truth),
    may("waiting_for", "等待谁，如 party、unit:miit", "whose turn, such as party, unit:miit"),
    may("party", "当事人", "the party's organisation"),
    may("state", "open（默认）、closed、all", "open (default), closed, all")
        .holds(Kind::OneOf(&["open", "closed", "all"])),
    may("order", "urgent（默认）、newest", "urgent (default), newest")
        .holds(Kind::OneOf(&["urgent", "newest"])),
    may("q", "案号或名称中的文字", "words in number or title"),
    may("cursor", "翻页", "where the next page begins"),
    may("limit", "每页至多，1 至 200", "at most so many a page, 1 to 200").holds(Kind::Count(200)),
];

/// A page of the list.
pub async fn list(asked: Asked, query: Query) -> Result<Json<Value>, Problem> {
    let person = asked.person()?.clone();
    let names: Vec<&str> = LIST.iter().map(|parameter| parameter.name).collect();
    query.only(&names)?;
    let mut wanted = wanted(&asked, &query)?;
    if person.kind == OrganisationKind::Party {
        wanted.party = Some(person.organisation.as_str().to_owned());
    }
    // Whose turn it is among the consulted is theirs and the Office's to know, not to be searched
    // for.
    let of = query.get("waiting_for").and_then(|name| name.parse::<Actor>().ok());
    let of = of.as_ref().and_then(Actor::body);
    if person.kind != OrganisationKind::Office && of.is_some() && of != person.body.as_ref() {
        return Err(Problem::not_permitted("house:own-turn-only"));
    }
    let outside = person.kind != OrganisationKind::Office;
    let mut filter = None;
    if outside {
        filter = Some(Outside::take(&mut wanted));
    }
    let page = tokio::task::spawn_blocking(move || page(&asked, wanted, filter.as_ref()));
    let page = page.await.map_err(|error| Problem::broken(&error))??;
    Ok(Json(json!({"reviews": page.rows, "next": page.next.as_ref().map(ToString::to_string)})))
}

/// What somebody outside the Office asks for. The record's rows know what was never told to them:
/// no filter, no order and no cursor of theirs may be held against those.
struct Outside {
    step: Option<String>,
    due_before: Option<Date>,
    overdue_on: Option<Date>,
    waiting_for: Option<String>,
    order: Order,
}

impl Outside {
    /// Takes from a question what must be held against the row as it is seen.
    fn take(wanted: &mut store::Query) -> Outside {
        Outside {
            step: wanted.step.take(),
            due_before: wanted.due_before.take(),
            overdue_on: wanted.overdue_on.take(),
            waiting_for: wanted.waiting_for.take(),
            order: std::mem::replace(&mut wanted.order, Order::Newest),
        }
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
        self.step.as_ref().is_none_or(|step| *step == review.step)
            && before(earliest, self.due_before)
            && before(latest, self.overdue_on)
            && self.waiting_for.as_ref().is_none_or(|who| review.waiting_for.contains(who))
    }
}

/// A page as the caller sees it.
struct Seen {
    rows: Vec<Value>,
    /// Where it ended, if there is more that the caller may see, or not all could be looked at.
    next: Option<Cursor>,
}

impl Seen {
    /// Rows in the order asked for. Outside the Office the pages themselves go from the newest on,
    /// and a page is ordered by the days its reader was told.
    fn new(mut rows: Vec<Row>, next: Option<Cursor>, outside: Option<&Outside>) -> Seen {
        if outside.is_some_and(|asked| asked.order == Order::Urgent) {
            rows.sort_by_key(|row| (urgency(row), row.stream.clone()));
        }
        let next = match outside {
            Some(_) => next.map(|cursor| cursor.without_urgency()),
            None => next,
        };
        Seen { rows: rows.iter().map(tell_row).collect(), next }
    }
}

/// By the day on which a limit may end; then stopped ones, then those without one, then the closed.
fn urgency(row: &Row) -> (u8, Date) {
    match (&row.review.standing, row.review.due) {
        (store::Standing::Closed { .. }, _) => (3, Date::MAX),
        (store::Standing::Open, store::Due::Within { earliest, .. }) => (0, earliest),
        (store::Standing::Open, store::Due::Stopped) => (1, Date::MAX),
        (store::Standing::Open, store::Due::None) => (2, Date::MAX),
    }
}

/// Looks at rows until the page is full and one more is found that the caller may see, or there are
/// no more, or [`MOST_LOOKED_AT`] were looked at.
fn page(
    asked: &Asked,
    mut wanted: store::Query,
    outside: Option<&Outside>,
) -> Result<Seen, Problem> {
    let account = asked.person()?.id.as_str().to_owned();
    let conflicts = asked.office.read(|conn| door::conflicts(conn, &account))?;
    let full = usize::from(wanted.limit);
    let mut rows: Vec<Row> = Vec::new();
    let mut looked_at = 0;
    let mut end = None;
    // One more than the page, so that a page of which all is seen takes one reading.
    wanted.limit = wanted.limit.saturating_add(1);
    loop {
        let stored = asked.office.reader().list(&wanted);
        let stored = stored.map_err(|error| Problem::broken(&error))?;
        for row in stored.rows {
            looked_at += 1;
            let at = row.at.clone();
            let told = told(asked, row, &conflicts)?;
            if let Some(told) = told.filter(|told| outside.is_none_or(|ask| ask.asks_for(told))) {
                if rows.len() == full {
                    return Ok(Seen::new(rows, end, outside));
                }
                rows.push(told);
                end = Some(at.clone());
            }
            if looked_at == MOST_LOOKED_AT {
                return Ok(Seen::new(rows, Some(at), outside));
            }
        }
        if stored.next.is_none() {
            return Ok(Seen::new(rows, None, outside));
        }
        wanted.cursor = stored.next;
        wanted.limit = STORED_PAGE;
    }
}

fn wanted(asked: &Asked, query: &Query) -> Result<store::Query, Problem> {
    let text = |name: &str| query.get(name).map(str::to_owned);
    let day = ("日期，如 2026-03-04", "a day such as 2026-03-04");
    let standing = match query.get("state") {
        None | Some("open") => Shown::Open,
        Some("closed") => Shown::Closed,
        Some("all") => Shown::All,
        Some(_) => return Err(one_of("?state", "open, closed, all")),
    };
    let order = match query.get("order") {
        None | Some("urgent") => Order::Urgent,
        Some("newest") => Order::Newest,
        Some(_) => return Err(one_of("?order", "urgent, newest")),
    };
    let overdue = match query.get("overdue") {
        None | Some("false") => None,
        Some("true") => Some(asked.today),
        Some(_) => return Err(one_of("?overdue", "true, false")),
    };
    let step = query.read::<access::Step>("step", ("步骤", "a step of the procedure"))?;
    let limit = query.read("limit", ("1 至 200 的整数", "a whole number from 1 to 200"))?;
    let cursor = query.read("cursor", ("上一页给出的 next", "the `next` of the page before"))?;
    Ok(store::Query {
        standing,
        step: step.map(|step| step.word().to_owned()),
        law: text("law"),
        due_before: query.read("due_before", day)?,
        overdue_on: overdue,
        waiting_for: text("waiting_for"),
        party: text("party"),
        text: text("q"),
        order,
        limit: limit.unwrap_or(50_u16).clamp(1, 200),
        cursor,
    })
}

fn one_of(at: &str, words: &str) -> Problem {
    let text = Words::new(format!("应为下列之一：{words}"), format!("one of {words} is expected"));
    Problem::fault(at, text)
}

/// A row, if the caller may know of its review. For the Office what the row holds is enough to ask;
/// for everybody else the docket says who was told, and the row shows nothing of the consultation.
fn told(asked: &Asked, row: Row, conflicts: &[String]) -> Result<Option<Row>, Problem> {
    let person = asked.person()?;
    let id = DocketId::new(row.stream.as_str());
    if person.kind == OrganisationKind::Office {
        let mut person = person.clone();
        if conflicts.iter().any(|docket| docket == id.as_str()) {
            person.conflicts.insert(id.clone());
        }
        let resource = Resource::Review(outline(id, &row));
        let access = &asked.office.access;
        let answer = access.may((&person).into(), asked.today, Question::ReviewList, &resource);
        return Ok(answer.is_allowed().then_some(row));
    }
    let docket = asked.office.dockets.find(&asked.office, &id)?;
    let known = docket.filter(|docket| {
        asked.allows(Question::ReviewList, &Resource::Review(docket.standing.clone()))
    });
    Ok(known.map(|docket| seen(asked, row, &docket)))
}

/// The row as somebody outside the Office sees it: as it was told to them. Who may not read the
/// review, a provider, sees its number and name and whether something is awaited of them.
fn seen(asked: &Asked, mut row: Row, docket: &Docket) -> Row {
    let sight = Sight::of(asked, docket);
    let summary = &docket.summary;
    row.review.step = sight.step(summary.step).word().to_owned();
    row.review.waiting_for = sight.waiting(summary).iter().map(ToString::to_string).collect();
    let review = Resource::Review(docket.standing.clone());
    if !asked.allows(Question::ReviewRead, &review) {
        row.review.step.clear();
        row.review.waiting_for.retain(|who| who == "provider");
        row.review.due = store::Due::None;
        row.review.standing = store::Standing::Open;
        row.review.position = 0;
        return row;
    }
    let limits = summary.limits.iter();
    let own = limits.filter(|limit| sight.sees_limit(limit.name, limit.of.as_ref()) && runs(limit));
    let first = own.filter_map(|limit| limit.due).min_by_key(|due| earliest(*due));
    row.review.due = match first {
        None => store::Due::None,
        Some(Due::Stopped) => store::Due::Stopped,
        Some(Due::On(day)) => store::Due::Within { earliest: day, latest: day },
        Some(Due::Between { earliest, latest, .. }) => store::Due::Within { earliest, latest },
    };
    row
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

fn outline(docket: DocketId, row: &Row) -> access::Review {
    access::Review {
        docket,
        step: row.review.step.parse().unwrap_or(access::Step::Filing),
        party: row.review.party.as_deref().map(OrganisationId::new),
        provider: None,
        consulted: Vec::new(),
        asked_by: None,
        assigned: Vec::new(),
        told: Vec::new(),
    }
}

fn tell_row(row: &Row) -> Value {
    let review = &row.review;
    let (due, latest, stopped) = match review.due {
        store::Due::None => (None, None, false),
        store::Due::Stopped => (None, None, true),
        store::Due::Within { earliest, latest } => (Some(earliest), Some(latest), false),
    };
    let step = Some(&review.step).filter(|step| !step.is_empty());
    let conclusion = match &review.standing {
        store::Standing::Open => None,
        store::Standing::Closed { conclusion } => Some(conclusion),
    };
    json!({
        "id": row.stream.as_str(), "number": review.number, "title": review.title,
        "law": review.law, "step": step, "closed": conclusion.is_some(),
        "conclusion": conclusion, "due": due, "latest": latest, "stopped": stopped,
        "waiting_for": review.waiting_for, "position": review.position,
    })
}
