//! Reviews: the list, one review, and what is done in it.

use access::{ActName, DocketId, OrganisationId, OrganisationKind, Question, Resource, actor_for};
use axum::Json;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use law::Words;
use review::{Basis, Permission, Summary};
use serde_json::{Value, json};
use store::desk::door::{self, Declared};
use store::{Order, Row, Shown};

use crate::answer::replayed;
use crate::asked::Asked;
use crate::desk::{Docket, Doing, Done, moment};
use crate::input::{Body, Field, Form, Kind, Query, read_act};
use crate::problem::{Problem, both};
use crate::table::{Asks, Parameter, Route, Takes, may};
use crate::view;

const BESIDE: &[Field] = &[
    Field::required("position", Kind::Position),
    Field::optional("dated", Kind::Day),
    Field::optional("on_paper_for", Kind::Body),
];
const DECLARE: &[Field] = &[Field::required("conflict", Kind::Truth)];
const LIST: &[Parameter] = &[
    may("step", "所处步骤", "in this step"),
    may("law", "适用版本", "under this version"),
    may("due_before", "在此日前到期", "with a limit that may end before this day"),
    may("overdue", "true：已逾期", "true: with a limit that has run out"),
    may("waiting_for", "等待谁，如 party、unit:miit", "whose turn, such as party, unit:miit"),
    may("party", "当事人", "the party's organisation"),
    may("state", "open（默认）、closed、all", "open (default), closed, all"),
    may("order", "urgent（默认）、newest", "urgent (default), newest"),
    may("q", "案号、名称或事项中的文字", "words in number, title or subject"),
    may("cursor", "翻页", "where the next page begins"),
    may("limit", "每页至多，1 至 200", "at most so many a page, 1 to 200"),
];

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This;
    vec![
        Route::new(Method::GET, "/api/v1/reviews", asks(Question::ReviewList), list)
            .about("审查列表，最紧迫者在前", "Reviews, the most urgent first")
            .query(LIST),
        Route::new(Method::GET, "/api/v1/reviews/{id}", asks(Question::ReviewRead), read).about(
            "适用版本、步骤、期限、轮到谁、现在可做什么及不可做的理由",
            "Law, step, limits, whose turn, what may be done now and why the rest may not",
        ),
        Route::new(Method::POST, "/api/v1/reviews/{id}/acts", Asks::TheAct, act)
            .about(
                "办理一项行为；position 为决定时所见卷宗的长度",
                "Do an act; `position` is the length of the docket it was decided on",
            )
            .takes(Takes::Act(BESIDE))
            .gives(201),
        Route::new(
            Method::POST,
            "/api/v1/reviews/{id}/declarations",
            asks(Question::DeclareConflict),
            declare,
        )
        .about(
            "声明有无利益冲突；声明有冲突后即不再显示该案",
            "Declare a conflict of interest or its absence; a conflict hides the case",
        )
        .takes(Takes::Fields(DECLARE))
        .gives(204),
    ]
    .into_iter()
    .map(|route| route.of("reviews"))
    .collect()
}

async fn list(asked: Asked, query: Query) -> Result<Json<Value>, Problem> {
    let person = asked.person()?.clone();
    let names: Vec<&str> = LIST.iter().map(|parameter| parameter.name).collect();
    query.only(&names)?;
    let mut wanted = wanted(&asked, &query)?;
    if person.kind == OrganisationKind::Party {
        wanted.party = Some(person.organisation.as_str().to_owned());
    }
    let account = person.id.as_str().to_owned();
    let conflicts = asked.office.read(|conn| door::conflicts(conn, &account))?;
    let mut rows: Vec<Value> = Vec::new();
    // A page of the store may hold nothing the caller may know of: go on, but not for ever.
    for _ in 0..20 {
        let page = asked.office.reader().list(&wanted);
        let page = page.map_err(|error| Problem::broken(&error))?;
        for row in &page.rows {
            if listed(&asked, row, &conflicts)? {
                rows.push(tell_row(row));
            }
        }
        wanted.cursor = page.next;
        if wanted.cursor.is_none() || usize::from(wanted.limit) <= rows.len() {
            break;
        }
    }
    let next = wanted.cursor.as_ref().map(ToString::to_string);
    Ok(Json(json!({"reviews": rows, "next": next})))
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

/// Whether the caller may know of a review. For the Office what a row holds is enough to ask; for
/// everybody else the docket says who was told.
fn listed(asked: &Asked, row: &Row, conflicts: &[String]) -> Result<bool, Problem> {
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
        return Ok(answer.is_allowed());
    }
    let docket = asked.office.dockets.find(&asked.office, &id)?;
    Ok(docket.is_some_and(|docket| {
        asked.allows(Question::ReviewList, &Resource::Review(docket.standing.clone()))
    }))
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

async fn read(asked: Asked, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    let docket = asked.docket(&id)?;
    let context = asked.office.context();
    let summary = Summary::of(&context, &docket.review, asked.today);
    let mut told = view::summary(&asked, &docket, &summary);
    let permissions = review::permitted(&context, &docket.review, moment(asked.now));
    let (may, may_not) = permissions_told(&asked, &docket, permissions);
    let more = json!({
        "id": docket.id.as_str(), "number": docket.case.number, "title": docket.case.title,
        "party": docket.case.party, "filing": docket.case.filing, "position": docket.position(),
        "law_hash": docket.review.frame().law_hash, "positions": docket.review.positions(),
        "subject": docket.case.subject, "materials": docket.case.materials,
        "as_of": asked.today, "may": may, "may_not": may_not,
    });
    if let (Value::Object(told), Value::Object(more)) = (&mut told, more) {
        told.extend(more);
    }
    Ok(Json(told))
}

/// What may be done and by whom; why the rest may not. Who does not see the consultation is told of
/// their own acts alone.
fn permissions_told(
    asked: &Asked,
    docket: &Docket,
    permissions: Vec<Permission>,
) -> (Vec<Value>, Vec<Value>) {
    let resource = Resource::Review(docket.standing.clone());
    let all = asked.allows(Question::ConsultationRead, &resource);
    let (mut may, mut may_not) = (Vec::new(), Vec::new());
    for permission in permissions {
        let name = ActName::ALL.iter().find(|name| name.name() == permission.act);
        let own = asked
            .credential
            .as_ref()
            .and_then(|credential| actor_for(&credential.person, asked.today, *name?));
        let mine = own.as_ref() == Some(&permission.actor);
        if !all && !mine {
            continue;
        }
        match permission.refusal {
            None => {
                let you =
                    mine && name.is_some_and(|name| asked.allows(Question::Act(*name), &resource));
                may.push(json!({"act": permission.act, "actor": permission.actor, "you": you}));
            }
            Some(refusal) => {
                let article = match &refusal.basis {
                    Basis::Article(cite) => Some(cite.article.clone()),
                    Basis::Position { .. } | Basis::House { .. } => None,
                };
                may_not.push(json!({
                    "act": permission.act, "actor": permission.actor, "reason": refusal.reason,
                    "article": article, "basis": refusal.basis, "text": both(&refusal.text),
                }));
            }
        }
    }
    (may, may_not)
}

async fn act(asked: Asked, Path(id): Path<String>, body: Body) -> Result<Response, Problem> {
    // Who is not signed in learns nothing of what an act must look like for this docket.
    asked.person()?;
    let request = body.hash;
    let (act, mut beside) = match read_act(body.value, BESIDE) {
        Ok(read) => read,
        Err(faulty) => {
            asked.docket_known(&id)?;
            return Err(faulty);
        }
    };
    let doing = Doing {
        act,
        on_paper_for: beside.take("on_paper_for")?,
        dated: beside.take("dated")?,
        position: beside.need("position")?,
        request,
    };
    let done = asked.act(&id, doing).await?;
    Ok(told(&asked, &done))
}

fn told(asked: &Asked, done: &Done) -> Response {
    let docket = &done.docket;
    let body = json!({
        "review": docket.id.as_str(), "number": docket.case.number,
        "position": docket.position(), "seq": done.seq,
        "entry": view::whole_entry(docket, &done.entry),
        "state": view::summary(asked, docket, &docket.summary),
    });
    let response = (StatusCode::CREATED, Json(body)).into_response();
    if done.replayed { replayed(response) } else { response }
}

async fn declare(asked: Asked, Path(id): Path<String>, body: Body) -> Result<StatusCode, Problem> {
    let docket = asked.docket(&id)?;
    let conflict: bool = Form::read(body.value, DECLARE)?.need("conflict")?;
    let declared = if conflict { Declared::Conflict } else { Declared::NoConflict };
    let (account, now) = (asked.person()?.id.as_str().to_owned(), asked.now);
    asked.office.write(move |conn| door::declare(conn, &account, &id, declared, now)).await?;
    asked.office.dockets.declaration_changed(&docket.id);
    Ok(StatusCode::NO_CONTENT)
}
