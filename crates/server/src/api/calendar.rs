//! Holiday notices: brought in by one, confirmed by another, after which every open limit follows.

use access::{PersonId, Question, Resource};
use axum::Json;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use law::Words;
use serde_json::{Value, json};
use store::desk::paper::{self, HolidayNotice};

use crate::answer::replayed;
use crate::asked::Asked;
use crate::input::{Body, Field, Form, Kind};
use crate::movement::{self, Answered};
use crate::problem::Problem;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route, Takes};

const NOTICE: &[Field] = &[Field::required("toml", Kind::Text)];

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This;
    let path = "/api/v1/calendar/notices";
    vec![
        Route::new(Method::GET, path, asks(Question::NoticeRead), list)
            .about("录入的放假通知", "Holiday notices brought in")
            .tells(Shape::List(&Shape::Is(&shapes::NOTICE))),
        Route::new(Method::POST, path, asks(Question::NoticeImport), import)
            .about(
                "录入国务院办公厅放假通知，待另一人确认",
                "Bring in a State Council holiday notice; a second person confirms it",
            )
            .takes(Takes::Fields(NOTICE))
            .tells(Shape::Is(&shapes::NOTICE_PENDING))
            .once()
            .gives(201),
        Route::new(
            Method::POST,
            "/api/v1/calendar/notices/{id}/confirm",
            asks(Question::NoticeConfirm),
            confirm,
        )
        .about(
            "确认放假通知；列明每项期限的变动",
            "Confirm a notice; every limit that moved is told",
        )
        .tells(Shape::Is(&shapes::NOTICE_CONFIRMED))
        .once()
        .conflicts(&[
            &shapes::ALREADY_CONFIRMED,
            &shapes::OFFICE_MOVED,
            &shapes::CLOCK_BEHIND,
        ]),
    ]
    .into_iter()
    .map(|route| route.of("calendar"))
    .collect()
}

async fn list(asked: Asked) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    let all = asked.office.read(paper::notices)?;
    let moved = movement::recorded(&asked.office)?;
    Ok(Json(all.iter().map(|notice| tell(notice, moved.get(&notice.id))).collect()))
}

fn tell(notice: &HolidayNotice, moved: Option<&Value>) -> Value {
    let (by, at) = notice.confirmed.clone().unzip();
    json!({
        "id": notice.id, "state": if by.is_some() { "confirmed" } else { "pending" },
        "imported_by": notice.imported_by, "imported_at": notice.imported_at,
        "confirmed_by": by, "confirmed_at": at, "toml": notice.toml,
        "moved": moved,
    })
}

async fn import(asked: Asked, body: Body) -> Result<Response, Problem> {
    asked.may(&Resource::Office)?;
    let hash = body.hash;
    let toml: String = Form::read(body.value, NOTICE)?.need("toml")?;
    let id = asked.office.world.id().map_err(|error| Problem::broken(&error))?.to_string();
    let (calendar, notice) = movement::read(&asked.office, &toml)?;
    movement::must_be_new(&asked.office.calendar(), &notice, asked.today)?;
    let moved = movement::moved(&asked.office, &calendar, asked.today).await?;
    let pending = HolidayNotice {
        id: id.clone(),
        toml,
        imported_by: asked.person()?.id.as_str().to_owned(),
        imported_at: asked.now,
        confirmed: None,
    };
    let papers: Vec<&str> = notice.papers.iter().map(|paper| paper.number.as_str()).collect();
    let told = json!({
        "id": id, "state": "pending", "year": notice.year, "papers": papers,
        "would_move": moved.iter().map(movement::Moved::tell).collect::<Vec<Value>>(),
    });
    let once = asked.once("POST notices", &hash);
    let add = move |conn: &store::desk::Connection| paper::add_notice(conn, &pending);
    crate::answer::once(&asked.office, once, 201, told, add).await
}

async fn confirm(asked: Asked, Path(id): Path<String>, body: Body) -> Result<Response, Problem> {
    let found = asked.office.read(|conn| paper::notice(conn, &id))?;
    let notice = found.ok_or_else(Problem::not_found)?;
    asked.may(&Resource::HolidayNotice { imported_by: PersonId::new(&notice.imported_by) })?;
    let key = asked.idempotency(&body.hash, &format!("confirm {id}"))?;
    if movement::confirmed_before(&asked, key.as_ref())? {
        return confirmed(&asked, &id, Answered::Before);
    }
    if notice.confirmed.is_some() {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "already-confirmed",
            Words::new("通知已确认", "Already confirmed"),
            Words::new(
                "该通知此前已经确认并生效",
                "the notice was confirmed before and is in effect",
            ),
        ));
    }
    let answered = movement::confirm(&asked, &notice, key).await?;
    confirmed(&asked, &id, answered)
}

/// What the record says of a confirmation: the same however often it is asked for.
fn confirmed(asked: &Asked, id: &str, answered: Answered) -> Result<Response, Problem> {
    let mut recorded = movement::recorded(&asked.office)?;
    let moved = recorded.remove(id).unwrap_or_default();
    let body = json!({"id": id, "state": "confirmed", "moved": moved});
    let response = Json(body).into_response();
    Ok(match answered {
        Answered::Now => response,
        Answered::Before => replayed(response),
    })
}
