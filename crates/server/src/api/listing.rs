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
    may("q", "案号、名称或事项中的文字", "words in number, title or subject"),
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
    let page = tokio::task::spawn_blocking(move || page(&asked, wanted));
    let page = page.await.map_err(|error| Problem::broken(&error))??;
    Ok(Json(json!({"reviews": page.rows, "next": page.next.as_ref().map(ToString::to_string)})))
}

/// A page as the caller sees it.
struct Seen {
    rows: Vec<Value>,
    /// Where it ended, if there is more that the caller may see, or not all could be looked at.
    next: Option<Cursor>,
}

/// Looks at rows until the page is full and one more is found that the caller may see, or there are
/// no more, or [`MOST_LOOKED_AT`] were looked at.
fn page(asked: &Asked, mut wanted: store::Query) -> Result<Seen, Problem> {
    let account = asked.person()?.id.as_str().to_owned();
    let conflicts = asked.office.read(|conn| door::conflicts(conn, &account))?;
    let full = usize::from(wanted.limit);
    let mut rows: Vec<Value> = Vec::new();
    let mut looked_at = 0;
    let mut end = None;
    // One more than the page, so that a page of which all is seen takes one reading.
    wanted.limit = wanted.limit.saturating_add(1);
    loop {
        let stored = asked.office.reader().list(&wanted);
        let stored = stored.map_err(|error| Problem::broken(&error))?;
        for row in stored.rows {
            looked_at += 1;
            if let Some(told) = told(asked, &row, &conflicts)? {
                if rows.len() == full {
                    return Ok(Seen { rows, next: end });
                }
                rows.push(told);
                end = Some(row.at.clone());
            }
            if looked_at == MOST_LOOKED_AT {
                return Ok(Seen { rows, next: Some(row.at) });
            }
        }
        if stored.next.is_none() {
            return Ok(Seen { rows, next: None });
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
fn told(asked: &Asked, row: &Row, conflicts: &[String]) -> Result<Option<Value>, Problem> {
    let person = asked.person()?;
    let id = DocketId::new(row.stream.as_str());
    if person.kind == OrganisationKind::Office {
        let mut person = person.clone();
        if conflicts.iter().any(|docket| docket == id.as_str()) {
            person.conflicts.insert(id.clone());
        }
        let resource = Resource::Review(outline(id, row));
        let access = &asked.office.access;
        let answer = access.may((&person).into(), asked.today, Question::ReviewList, &resource);
        return Ok(answer.is_allowed().then(|| tell_row(row)));
    }
    let docket = asked.office.dockets.find(&asked.office, &id)?;
    let known = docket.filter(|docket| {
        asked.allows(Question::ReviewList, &Resource::Review(docket.standing.clone()))
    });
    Ok(known.map(|docket| tell_row(&seen(asked, row, &docket))))
}

/// The row as somebody outside the Office sees it: limits and turns of other bodies left out.
fn seen(asked: &Asked, row: &Row, docket: &Docket) -> Row {
    let sight = Sight::of(asked, docket);
    let mut row = row.clone();
    let waiting = docket.summary.waiting_for.iter().filter(|actor| sight.sees(actor.body()));
    row.review.waiting_for = waiting.map(ToString::to_string).collect();
    let limits = docket.summary.limits.iter();
    let own = limits.filter(|limit| sight.sees(limit.of.as_ref()) && runs(limit));
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
    let conclusion = match &review.standing {
        store::Standing::Open => None,
        store::Standing::Closed { conclusion } => Some(conclusion),
    };
    json!({
        "id": row.stream.as_str(), "number": review.number, "title": review.title,
        "law": review.law, "step": review.step, "closed": conclusion.is_some(),
        "conclusion": conclusion, "due": due, "latest": latest, "stopped": stopped,
        "waiting_for": review.waiting_for, "position": review.position,
    })
}
