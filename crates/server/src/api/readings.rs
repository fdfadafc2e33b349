//! Readings: what a case is read for, and who opened what.

use access::{OrganisationKind, Question, Resource};
use axum::Json;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use law::Words;
use serde_json::{Value, json};
use store::desk::reading::{self, Reading};

use crate::asked::Asked;
use crate::desk::Docket;
use crate::input::{Body, Field, Form, Kind, Query};
use crate::problem::Problem;
use crate::readings::PURPOSES;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Parameter, Route, Takes, may};
use crate::view::Sight;

const STATE: &[Field] =
    &[Field::required("purpose", Kind::OneOf(PURPOSES)), Field::optional("note", Kind::Text)];
const REVIEW: Parameter = may("review", "案件", "of one review");
const EXPECTED: (&str, &str) = ("上一页给出的 next", "the `next` of the page before");
const CURSOR: Parameter = may("cursor", "翻页", "where the next page begins").holds(Kind::Position);
/// Readings on a page.
const PAGE: u32 = 100;
/// Readings of what a house gave in one case that are told, the newest.
const MOST_TOLD: u32 = 1_000;
/// The longest line that a reader adds, in characters.
const LONGEST_NOTE: usize = 200;

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This;
    let purpose = "/api/v1/reviews/{id}/purpose";
    vec![
        Route::new(Method::GET, purpose, asks(Question::ReviewDocket), purposes)
            .about(
                "本次会话查阅本案的目的，及可选的目的",
                "What the case is read for in this session, and what it can be",
            )
            .tells(Shape::Is(&shapes::PURPOSE)),
        Route::new(Method::PUT, purpose, asks(Question::ReviewDocket), state)
            .about(
                "说明本次会话查阅本案的目的；未说明的，按角色的通常目的登记",
                "Say what the case is read for in this session; else the role's usual purpose is \
                 recorded",
            )
            .takes(Takes::Fields(STATE))
            .gives(204),
        Route::new(
            Method::GET,
            "/api/v1/reviews/{id}/readings",
            asks(Question::ReadingsRead),
            of_review,
        )
        .about(
            "本单位所交文件何时、为何被查阅；查阅者只以角色表示；最近 1,000 条",
            "When and for what the documents that one's own house gave were opened, by role; the \
             newest 1,000",
        )
        .tells(Shape::Is(&shapes::READINGS_TOLD)),
        Route::new(Method::GET, "/api/v1/me/readings", asks(Question::SelfRead), own)
            .about("本人的查阅记录", "One's own readings")
            .query(const { &[CURSOR] })
            .tells(Shape::Is(&shapes::READINGS)),
        Route::new(Method::GET, "/api/v1/readings", asks(Question::AuditRead), all)
            .about(
                "全部查阅记录，载明姓名；由审计员查阅",
                "All readings, by name; the auditor's to read",
            )
            .query(const { &[CURSOR, REVIEW] })
            .tells(Shape::Is(&shapes::READINGS)),
    ]
    .into_iter()
    .map(|route| route.of("readings"))
    .collect()
}

async fn purposes(asked: Asked, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    let docket = asked.docket(&id)?;
    let stated = asked.stated_purpose(&docket)?;
    let (purpose, note) = stated.map_or((None, None), |(word, note)| (Some(word), note));
    let choices = asked.purposes()?;
    Ok(Json(json!({"purpose": purpose, "note": note, "choices": choices})))
}

async fn state(asked: Asked, Path(id): Path<String>, body: Body) -> Result<StatusCode, Problem> {
    let docket = asked.docket(&id)?;
    let mut form = Form::read(body.value, STATE)?;
    let purpose: String = form.need("purpose")?;
    let note: Option<String> = form.take("note")?;
    let choices = asked.purposes()?;
    if !choices.contains(&purpose.as_str()) {
        let all = choices.join(", ");
        let text = Words::new(
            format!("您的角色可选的目的：{all}"),
            format!("what your roles can read a case for: {all}"),
        );
        return Err(Problem::fault("/purpose", text));
    }
    if note.as_ref().is_some_and(|note| LONGEST_NOTE < note.chars().count()) {
        let text = Words::new(
            format!("至多 {LONGEST_NOTE} 个字符"),
            format!("at most {LONGEST_NOTE} characters"),
        );
        return Err(Problem::fault("/note", text));
    }
    asked.state_purpose(&docket, (purpose, note)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn own(asked: Asked, query: Query) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    query.hold(const { &[CURSOR] })?;
    let account = asked.person()?.id.as_str();
    let older: Option<u32> = query.read("cursor", EXPECTED)?;
    // WHY: a place among all readings would tell how many others read.
    let (found, older) = asked.office.read(|conn| {
        let all = reading::count(conn, account)?;
        let left = older.unwrap_or(all).min(all);
        let found = reading::of_account(conn, account, all.saturating_sub(left), PAGE)?;
        let older = left.saturating_sub(PAGE);
        Ok((found, older))
    })?;
    by_name(&asked, &found, (0 < older).then(|| older.to_string()))
}

async fn all(asked: Asked, query: Query) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    query.hold(const { &[CURSOR, REVIEW] })?;
    let before: i64 = query.read("cursor", EXPECTED)?.unwrap_or(i64::MAX);
    let review = query.get("review");
    let found = asked.office.read(|conn| match review {
        Some(review) => reading::of_review(conn, review, before, PAGE),
        None => reading::all(conn, before, PAGE),
    })?;
    let full = found.len() == usize::try_from(PAGE).unwrap_or(usize::MAX);
    let next = found.last().map(|reading| reading.nth.to_string()).filter(|_| full);
    by_name(&asked, &found, next)
}

/// Readings with the names of those who read.
fn by_name(asked: &Asked, found: &[Reading], next: Option<String>) -> Result<Json<Value>, Problem> {
    let mut rows = Vec::new();
    for reading in found {
        let id = access::DocketId::new(&reading.review);
        let docket = asked.office.dockets.find(&asked.office, &id)?;
        rows.push(json!({
            "read_at": reading.read_at, "name": reading.name, "role": reading.role,
            "review": reading.review,
            "number": docket.map(|docket| docket.case.number.clone()),
            "kind": reading.kind, "item": reading.item, "purpose": reading.purpose,
            "note": reading.note, "emergency": reading.emergency,
        }));
    }
    Ok(Json(json!({"readings": rows, "next": next})))
}

async fn of_review(asked: Asked, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    let docket = asked.docket(&id)?;
    let (review, owner) = (docket.id.as_str(), giver(&asked, &docket)?);
    let most = MOST_TOLD;
    let found = asked.office.read(|conn| reading::of_owner(conn, review, &owner, most))?;
    let sight = Sight::of(&asked, &docket);
    let rows: Vec<Value> =
        found.iter().map(|reading| told(&asked, &docket, &sight, reading)).collect();
    Ok(Json(json!({"readings": rows})))
}

/// Of whose documents the caller is told: his own house's; counsel of the party whose mandate he
/// holds.
fn giver(asked: &Asked, docket: &Docket) -> Result<String, Problem> {
    let person = asked.person()?;
    let mandated = docket.case.party.as_ref().filter(|party| {
        let party = access::OrganisationId::new(party);
        person.kind == OrganisationKind::LawFirm && person.holds_mandate(&party, asked.today)
    });
    Ok(mandated.cloned().unwrap_or_else(|| person.organisation.as_str().to_owned()))
}

/// A reading as whoever gave the document is told of it: by role, and outside the Office by no more
/// of it than the step of the case says already.
fn told(asked: &Asked, docket: &Docket, sight: &Sight, reading: &Reading) -> Value {
    let own = asked.person().is_ok_and(|own| own.organisation.as_str() == reading.organisation);
    let (role, purpose) = match sight {
        Sight::All => (reading.role.as_str(), reading.purpose.as_str()),
        Sight::Told(_) => {
            let role = if own { "own" } else { outside(&reading.role) };
            let purpose = match (role, reading.purpose.as_str()) {
                (_, "emergency") => "emergency",
                ("mechanism" | "evaluator", _) => "review",
                (_, purpose) => purpose,
            };
            (role, purpose)
        }
    };
    let name = match reading.kind.as_str() {
        "file" => {
            let mut files = docket.beside.iter().flat_map(|beside| &beside.files);
            let file = files.find(|file| file.id == reading.item);
            file.map(|file| file.name.clone())
        }
        "material" => {
            let mut files = docket.case.materials.iter();
            let file = files.find(|file| file.material == reading.item);
            file.map(|file| file.name.clone())
        }
        _ => None,
    };
    json!({"read_at": reading.read_at, "kind": reading.kind, "item": reading.item, "name": name,
           "role": role, "purpose": purpose})
}

/// Whose part somebody outside the deliberation is told that a reader has.
fn outside(role: &str) -> &'static str {
    match role {
        "officer" | "head" | "clerk" => "office",
        "lab" | "expert" => "evaluator",
        "counsel" => "counsel",
        "provider" => "provider",
        "party-admin" | "party-editor" | "party-submitter" | "party-reader" => "party",
        // Which unit, and whether the Commission, is not theirs to know.
        _ => "mechanism",
    }
}
