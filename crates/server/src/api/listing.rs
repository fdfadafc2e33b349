//! The list of reviews, under the same answers as their pages.

use access::{DocketId, OrganisationId, OrganisationKind, Question, Resource};
use axum::Json;
use jiff::civil::Date;
use law::Words;
use review::Actor;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use store::desk::door;
use store::{Cursor, Order, Row, Shown};

use super::hex;
use super::listing_told::{self, Outside, Place};
use crate::asked::Asked;
use crate::input::{Kind, Query};
use crate::problem::{Fault, Problem};
use crate::shapes;
use crate::table::{Parameter, may};

/// Rows of the record that one request looks at, or a few more. For a member unit, a provider or a
/// lab each costs the reading of its docket: where they see few of very many, pages come short and
/// `next` leads on.
pub const MOST_LOOKED_AT: usize = 1_000;
/// Rows read at once where a page was not filled by its own number.
pub const STORED_PAGE: u16 = 200;
/// Rows on a page at most, and where nothing is said.
const MOST_ROWS: u32 = 200;
const ROWS: u16 = 50;

/// Its query.
pub const LIST: &[Parameter] = &[
    may("step", "所处步骤", "in this step").holds(Kind::OneOf(shapes::STEP_WORDS)),
    may("law", "适用版本", "under this version"),
    may("due_before", "在此日前到期", "with a limit that may end before this day").holds(Kind::Day),
    may("overdue", "true：已逾期", "true: with a limit that has run out").holds(Kind::Truth),
    may("waiting_for", "等待谁，如 party、unit:miit", "whose turn, such as party, unit:miit")
        .holds(Kind::Body),
    may("party", "当事人", "the party's organisation"),
    may("state", "open（默认）、closed、all", "open (default), closed, all")
        .holds(Kind::OneOf(&["open", "closed", "all"])),
    may("order", "urgent（默认）、newest", "urgent (default), newest")
        .holds(Kind::OneOf(&["urgent", "newest"])),
    may("q", "案号或名称中的文字", "words in number or title"),
    may(
        "cursor",
        "翻页：前一页的 next，只用于条件相同的列表",
        "the `next` of the page before; good for the same list alone",
    ),
    may("limit", "每页至多，1 至 200", "at most so many a page, 1 to 200")
        .holds(Kind::Count(MOST_ROWS)),
];

/// A page of the list.
pub async fn list(asked: Asked, query: Query) -> Result<Json<Value>, Problem> {
    let person = asked.person()?.clone();
    let office = person.kind == OrganisationKind::Office;
    let mut faults = query.faults(LIST);
    faults.extend(unknown_law(&asked, &query));
    let list = mark(if office { "office" } else { "told" }, &query);
    // A cursor is read only where all else is right: it says of which list it is.
    let cursor = query.get("cursor").filter(|_| faults.is_empty());
    let cursor = cursor.map(|text| text.split_once('.').filter(|(of, _)| *of == list));
    let cursor = match cursor {
        None => None,
        Some(Some((_, place))) => Some(place.to_owned()),
        Some(None) => {
            faults.push(strange_cursor());
            None
        }
    };
    if !faults.is_empty() {
        return Err(Problem::faulty(faults));
    }
    // Whose turn it is among the consulted is theirs and the Office's to know, not to be searched
    // for.
    let of = query.get("waiting_for").and_then(|name| name.parse::<Actor>().ok());
    let of = of.as_ref().and_then(Actor::body);
    if !office && of.is_some() && of != person.body.as_ref() {
        return Err(Problem::not_permitted("house:own-turn-only"));
    }
    let wanted = wanted(&asked, &query)?;
    let page = tokio::task::spawn_blocking(move || {
        if office {
            return office_page(&asked, wanted, cursor.as_deref());
        }
        let from = cursor.map(|text| text.parse::<Place>().map_err(|_| strange()));
        let (outside, known) = Outside::of(&asked, wanted)?;
        listing_told::page(&asked, &outside, known, from.transpose()?)
    });
    let (rows, next) = page.await.map_err(|error| Problem::broken(&error))??;
    let next = next.map(|place| format!("{list}.{place}"));
    Ok(Json(json!({"reviews": rows, "next": next})))
}

/// Rows as they are told, and where the next page begins, if there is more that the caller may see
/// or not all could be looked at.
pub type Page = (Vec<Value>, Option<String>);

/// What a list is, so that no cursor of another is taken for one of it: whose, what is asked for
/// and in which order.
fn mark(whose: &str, query: &Query) -> String {
    let asked_for = LIST.iter().map(|parameter| parameter.name);
    let asked_for = asked_for.filter(|name| !["cursor", "limit"].contains(name));
    let mut hasher = Sha256::new();
    hasher.update(whose);
    for name in asked_for {
        let value = query.get(name).or(match name {
            "state" => Some("open"),
            "order" => Some("urgent"),
            _ => None,
        });
        hasher.update(format!("\0{name}\0{}", value.unwrap_or_default()));
    }
    hex(hasher.finalize().as_slice()).chars().take(8).collect()
}

fn strange_cursor() -> Fault {
    let text = Words::new(
        "不是此列表的 next：条件或次序不同的列表各有其 next",
        "this is no `next` of this list: other filters and another order have their own",
    );
    Fault::new("?cursor", text)
}

fn strange() -> Problem {
    Problem::faulty(vec![strange_cursor()])
}

fn unknown_law(asked: &Asked, query: &Query) -> Option<Fault> {
    let wanted = query.get("law")?;
    let context = asked.office.context();
    if context.book().find(wanted).is_some() {
        return None;
    }
    let all: Vec<String> = context.book().all().map(|law| law.id.to_string()).collect();
    let all = all.join(", ");
    let text =
        Words::new(format!("没有此版本；有：{all}"), format!("no such version; there are: {all}"));
    Some(Fault::new("?law", text))
}

/// What is asked for, all of it found right before.
fn wanted(asked: &Asked, query: &Query) -> Result<store::Query, Problem> {
    let text = |name: &str| query.get(name).map(str::to_owned);
    let whole = ("整数", "a whole number");
    Ok(store::Query {
        standing: match query.get("state") {
            Some("closed") => Shown::Closed,
            Some("all") => Shown::All,
            Some(_) | None => Shown::Open,
        },
        step: text("step"),
        law: text("law"),
        due_before: query.read::<Date>("due_before", ("日期", "a day"))?,
        overdue_on: (query.get("overdue") == Some("true")).then_some(asked.today),
        waiting_for: text("waiting_for"),
        party: text("party"),
        text: text("q"),
        order: match query.get("order") {
            Some("newest") => Order::Newest,
            Some(_) | None => Order::Urgent,
        },
        limit: query.read("limit", whole)?.unwrap_or(ROWS),
        cursor: None,
    })
}

/// A page for the Office. Looks at rows until the page is full and one more is found that the
/// caller may see, or there are no more, or [`MOST_LOOKED_AT`] were looked at and the last is seen.
fn office_page(
    asked: &Asked,
    mut wanted: store::Query,
    cursor: Option<&str>,
) -> Result<Page, Problem> {
    let cursor = cursor.map(|text| text.parse::<Cursor>().map_err(|_| strange()));
    wanted.cursor = cursor.transpose()?;
    let account = asked.person()?.id.as_str().to_owned();
    let conflicts = asked.office.read(|conn| door::conflicts(conn, &account))?;
    let full = usize::from(wanted.limit);
    let mut rows: Vec<Value> = Vec::new();
    let mut looked_at = 0;
    let mut end: Option<Cursor> = None;
    // One more than the page, so that a page of which all is seen takes one reading.
    wanted.limit = wanted.limit.saturating_add(1);
    loop {
        let stored = asked.office.reader().list(&wanted);
        let stored = stored.map_err(|error| Problem::broken(&error))?;
        for row in stored.rows {
            looked_at += 1;
            let seen = office_may_list(asked, &row, &conflicts)?;
            if seen {
                if rows.len() == full {
                    return Ok((rows, end.as_ref().map(ToString::to_string)));
                }
                rows.push(tell_row(&row, Some(row.review.position)));
                end = Some(row.at.clone());
            }
            // A place is told only of a row that is seen: it holds the row's due day.
            if seen && MOST_LOOKED_AT <= looked_at {
                return Ok((rows, Some(row.at.to_string())));
            }
        }
        if stored.next.is_none() {
            return Ok((rows, None));
        }
        wanted.cursor = stored.next;
        wanted.limit = STORED_PAGE;
    }
}

/// Whether somebody of the Office may know of a row's review. What the row holds is enough to ask.
fn office_may_list(asked: &Asked, row: &Row, conflicts: &[String]) -> Result<bool, Problem> {
    let mut person = asked.person()?.clone();
    let id = DocketId::new(row.stream.as_str());
    if conflicts.iter().any(|docket| docket == id.as_str()) {
        person.conflicts.insert(id.clone());
    }
    let resource = Resource::Review(outline(id, row).into());
    let access = &asked.office.access;
    let answer = access.may((&person).into(), asked.today, Question::ReviewList, &resource);
    Ok(answer.is_allowed())
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

/// A row in JSON. The length of a docket tells when others acted: it is told to those alone who
/// see who they were.
pub fn tell_row(row: &Row, position: Option<u32>) -> Value {
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
        "waiting_for": review.waiting_for, "position": position,
    })
}
