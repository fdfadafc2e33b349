//! Destroying content of a closed case: asked for by a head, confirmed by another, carried out by
//! whoever asked; and what was destroyed, on what ground.

use std::sync::Arc;

use access::{DocketId, Question, Resource};
use axum::Json;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use jiff::civil::Date;
use law::Words;
use serde_json::{Value, json};
use store::Hash;

use super::four_eyes;
use crate::asked::Asked;
use crate::destruction::{Ground, Wanted, What};
use crate::destructions::Attested;
use crate::emergencies::must_be_a_reason;
use crate::input::{Body, Field, Form, Kind};
use crate::problem::Problem;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route, Takes};

/// What is said of what is to be destroyed.
pub const ASK: &[Field] = &[
    Field::required("what", Kind::OneOf(What::WORDS)),
    Field::optional("entry", Kind::Count(u32::MAX)),
    Field::optional("sha256", Kind::Text),
    Field::required("ground", Kind::OneOf(Ground::WORDS)),
    Field::optional("retained_until", Kind::Day),
    Field::required("because", Kind::Text),
];

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This;
    let all = "/api/v1/reviews/{id}/destructions";
    let one = "/api/v1/reviews/{id}/destructions/{request}";
    vec![
        Route::new(Method::GET, all, asks(Question::DestructionRead), list)
            .about(
                "本案已销毁的内容：何时、依据、理由，提出者与确认者以角色表示；整个卷宗销毁后仍可查",
                "What of the case was destroyed: when, on what ground, why, by whom by role; known \
                 after the whole docket is gone, too",
            )
            .tells(Shape::Is(&shapes::DESTRUCTIONS)),
        Route::new(Method::POST, all, asks(Question::ContentDestroy), ask)
            .about(
                "提出销毁已办结案件的内容：what 为整个卷宗、一条记录（entry）或一份文件（sha256）；由另一位\
                 负责人在 four-eyes 中确认。retained_until 为保存期限届满之日",
                "Ask to destroy content of a closed case: `what` is the whole docket, an entry \
                 (`entry`) or a file (`sha256`); another head confirms it under four-eyes. \
                 `retained_until` is the day on which the period of keeping ended",
            )
            .takes(Takes::Fields(ASK))
            .tells(Shape::Is(&shapes::TWO))
            .conflicts(&[&shapes::NOT_DESTROYED])
            .gives(201),
        Route::new(Method::POST, one, asks(Question::ContentDestroy), carry_out)
            .about(
                "执行已经另一位负责人确认的销毁；不可恢复",
                "Destroy what another head confirmed; nobody can bring it back",
            )
            .tells(Shape::Is(&shapes::DESTRUCTION))
            .conflicts(&[&shapes::TAKES_TWO, &shapes::NOT_DESTROYED, &shapes::CLOCK_BEHIND])
            .gives(201),
    ]
    .into_iter()
    .map(|route| route.of("destructions"))
    .collect()
}

async fn list(asked: Asked, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    asked.person()?;
    let office = &asked.office;
    let (standing, number) = match office.dockets.find(office, &DocketId::new(&id))? {
        Some(_) => {
            let docket = asked.docket_known(&id)?;
            (docket.standing.clone(), docket.case.number.clone())
        }
        None => gone(&asked, &id)?,
    };
    asked.may(&Resource::Review(standing))?;
    let all = office.destructions.of(office, &id)?;
    let told: Vec<Value> = all.iter().map(|one| tell(one)).collect();
    Ok(Json(json!({"review": id, "number": number, "destructions": told})))
}

/// A docket that was destroyed as a whole.
fn gone(asked: &Asked, id: &str) -> Result<(Arc<access::Review>, String), Problem> {
    let standing = asked.destroyed_standing(id)?.ok_or_else(Problem::not_found)?;
    let gone = asked.office.destructions.docket(&asked.office, id)?;
    let number = gone.map(|gone| gone.attestation.number.clone());
    Ok((standing, number.unwrap_or_default()))
}

async fn ask(asked: Asked, Path(id): Path<String>, body: Body) -> Result<Response, Problem> {
    let docket = asked.docket(&id)?;
    let mut form = Form::read(body.value, ASK)?;
    let because: String = form.need("because")?;
    must_be_a_reason("/because", &because)?;
    let ground: Ground = form.need("ground")?;
    let retained_until: Option<Date> = form.take("retained_until")?;
    let what = read_what(&mut form)?;
    let wanted = Wanted { review: id, what, ground, retained_until };
    let request = asked.ask_to_destroy(&docket, &wanted, because).await?;
    Ok((StatusCode::CREATED, Json(four_eyes::tell(&asked, &request)?)).into_response())
}

fn read_what(form: &mut Form) -> Result<What, Problem> {
    let word: String = form.need("what")?;
    let entry: Option<u32> = form.take("entry")?;
    let sha256: Option<String> = form.take("sha256")?;
    match (word.as_str(), entry, sha256) {
        ("docket", None, None) => Ok(What::Docket),
        ("entry", Some(number), None) => Ok(What::Entry(number)),
        ("document", None, Some(text)) => {
            let hash: Option<Hash> = text.trim().parse().ok();
            hash.map(What::Document).ok_or_else(|| {
                let text = Words::new("应为 64 位十六进制", "64 hexadecimal digits are expected");
                Problem::fault("/sha256", text)
            })
        }
        _ => {
            let text = Words::new(
                "整个卷宗不另指明；一条记录只写 entry；一份文件只写 sha256",
                "of a docket nothing more is said, of an entry `entry` alone, of a document \
                 `sha256` alone",
            );
            Err(Problem::fault("/what", text))
        }
    }
}

async fn carry_out(
    asked: Asked,
    Path((id, request)): Path<(String, String)>,
) -> Result<Response, Problem> {
    asked.person()?;
    let done = asked.destroy(&id, &request).await?;
    Ok((StatusCode::CREATED, Json(tell(&done))).into_response())
}

/// What two people agree on.
pub fn tell_wanted(wanted: &Wanted) -> Value {
    let (entry, sha256) = match &wanted.what {
        What::Docket => (None, None),
        What::Entry(number) => (Some(*number), None),
        What::Document(hash) => (None, Some(hash.to_string())),
    };
    json!({
        "what": wanted.what.word(), "entry": entry, "sha256": sha256,
        "ground": wanted.ground.word(), "retained_until": wanted.retained_until,
    })
}

/// What was destroyed; by whom is told by role.
fn tell(one: &Attested) -> Value {
    let said = &one.attestation;
    json!({
        "what": said.what, "entry": said.entry(), "entries": said.entries.len(),
        "files": said.files, "destroyed": said.gone, "seq": one.seq,
        "recorded_at": one.recorded_at,
    })
}
