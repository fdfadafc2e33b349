//! Emergencies: opening a case for an hour that one may not see, and who did.

use std::sync::Arc;

use access::{DocketId, PersonId, Question, Resource};
use axum::Json;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};
use store::desk::emergency::{self, Emergency};
use store::desk::reading;
use store::{Query, Shown};

use crate::asked::Asked;
use crate::desk::Docket;
use crate::emergencies::must_be_a_reason;
use crate::input::{Body, Field, Form, Kind};
use crate::problem::Problem;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route, Takes};

const BREAK: &[Field] =
    &[Field::required("review", Kind::Text), Field::required("because", Kind::Text)];
/// The longest case number looked up.
const LONGEST_NUMBER: usize = 64;

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This;
    let all = "/api/v1/emergencies";
    let one = "/api/v1/emergencies/{id}";
    vec![
        Route::new(Method::POST, all, asks(Question::BreakGlass), begin)
            .about(
                "紧急查阅：写明理由，一小时内只读；负责人与审计员即时获知。review 为案件标识或案号。声明有冲突的案件不在此列",
                "Break the glass: with a reason, for an hour, to read alone; heads and the auditor \
                 are told at once. `review` is the case's id or number. A declared conflict is \
                 never broken",
            )
            .takes(Takes::Fields(BREAK))
            .tells(Shape::Is(&shapes::EMERGENCY))
            .conflicts(&[&shapes::READS_ALREADY])
            .hides()
            .gives(201),
        Route::new(Method::GET, all, asks(Question::EmergencyRead), list)
            .about(
                "紧急查阅：本人的；负责人与审计员可见全部",
                "Emergencies: one's own; heads and the auditor see all",
            )
            .tells(Shape::Is(&shapes::EMERGENCIES)),
        Route::new(Method::DELETE, one, asks(Question::EmergencyEnd), end)
            .about("提前终止紧急查阅", "End an emergency before its hour is over")
            .gives(204),
    ]
    .into_iter()
    .map(|route| route.of("emergencies"))
    .collect()
}

async fn begin(asked: Asked, body: Body) -> Result<Response, Problem> {
    asked.person()?;
    let mut form = Form::read(body.value, BREAK)?;
    let review: String = form.need("review")?;
    let because: String = form.need("because")?;
    must_be_a_reason("/because", &because)?;
    let docket = find(&asked, review.trim())?.ok_or_else(Problem::not_found)?;
    let begun = asked.break_glass(&docket, because).await?;
    Ok((StatusCode::CREATED, Json(tell(&asked, &begun)?)).into_response())
}

/// A docket by its id or its case number.
fn find(asked: &Asked, named: &str) -> Result<Option<Arc<Docket>>, Problem> {
    let office = &asked.office;
    if let Some(docket) = office.dockets.find(office, &DocketId::new(named))? {
        return Ok(Some(docket));
    }
    if LONGEST_NUMBER < named.chars().count() {
        return Ok(None);
    }
    let query = Query {
        standing: Shown::All,
        text: Some(named.to_owned()),
        limit: 500,
        ..Query::default()
    };
    let page = office.reader().list(&query).map_err(|error| Problem::broken(&error))?;
    let row = page.rows.into_iter().find(|row| row.review.number.as_deref() == Some(named));
    let id = row.map(|row| DocketId::new(row.stream.as_str()));
    id.map_or(Ok(None), |id| office.dockets.find(office, &id))
}

async fn list(asked: Asked) -> Result<Json<Value>, Problem> {
    asked.person()?;
    let all = asked.office.read(emergency::all)?;
    let mut told = Vec::new();
    for one in &all {
        if about(&asked, one)?.is_some_and(|it| asked.allows(Question::EmergencyRead, &it)) {
            told.push(tell(&asked, one)?);
        }
    }
    Ok(Json(json!({"emergencies": told})))
}

/// An emergency as access sees it.
pub fn about(asked: &Asked, one: &Emergency) -> Result<Option<Resource>, Problem> {
    let docket = asked.office.dockets.find(&asked.office, &DocketId::new(&one.review))?;
    Ok(docket.map(|docket| {
        let (by, review) = (PersonId::new(&one.account), docket.standing.clone());
        Resource::Emergency(access::Emergency { by, review })
    }))
}

async fn end(asked: Asked, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    asked.person()?;
    let found = asked.office.read(|conn| emergency::one(conn, &id))?;
    let found = found.ok_or_else(Problem::not_found)?;
    let resource = about(&asked, &found)?.ok_or_else(Problem::not_found)?;
    asked.may(&resource)?;
    asked.end_emergency(&found).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn tell(asked: &Asked, one: &Emergency) -> Result<Value, Problem> {
    let docket = asked.office.dockets.find(&asked.office, &DocketId::new(&one.review))?;
    let read = asked.office.read(|conn| reading::of_emergency(conn, &one.review, &one.id))?;
    let state = match &one.ended {
        Some(_) => "ended",
        None if asked.now < one.ends_at => "running",
        None => "over",
    };
    let (by, at) = one.ended.clone().map_or((None, None), |(by, at)| (Some(by), Some(at)));
    Ok(json!({
        "id": one.id, "review": one.review,
        "number": docket.map(|docket| docket.case.number.clone()), "name": one.name,
        "role": one.role, "because": one.because, "began_at": one.began_at,
        "ends_at": one.ends_at, "state": state, "ended_by": by, "ended_at": at,
        "readings": read,
    }))
}
