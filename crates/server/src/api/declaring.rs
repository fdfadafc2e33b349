//! Declarations of a conflict of interest or its absence, with the links that the record knows of.

use access::{Question, Resource};
use axum::Json;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use law::Words;
use serde_json::{Value, json};
use store::desk::door::{self, Declared};
use store::desk::tie::{self, Said};

use crate::asked::Asked;
use crate::emergencies::must_be_a_reason;
use crate::input::{Body, Field, Form, Kind};
use crate::links::Link;
use crate::problem::Problem;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route, Takes};

const DECLARE: &[Field] =
    &[Field::required("conflict", Kind::Truth), Field::optional("because", Kind::Text)];

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This;
    let all = "/api/v1/reviews/{id}/declarations";
    vec![
        Route::new(Method::POST, all, asks(Question::DeclareConflict), declare)
            .about(
                "声明有无利益冲突；声明有冲突后即不再显示该案。系统记录显示有关联而声明无冲突的，须在 because 中\
                 写明理由，并告知负责人",
                "Declare a conflict of interest or its absence; a conflict hides the case. Where \
                 the record knows of a link, an absence needs its reason in `because`, and heads \
                 are told",
            )
            .takes(Takes::Fields(DECLARE))
            .gives(204),
        Route::new(Method::GET, all, asks(Question::DeclarationsRead), said)
            .about(
                "本案的声明，及声明时系统所知的关联；由负责人查阅",
                "What was declared about a review, with the links known then; a head's to read",
            )
            .tells(Shape::Is(&shapes::DECLARATIONS)),
        Route::new(
            Method::GET,
            "/api/v1/reviews/{id}/links",
            asks(Question::DeclareConflict),
            links,
        )
        .about(
            "系统记录中本人与当事人、提供者的关联",
            "What the record knows that may tie the caller to the party or the provider",
        )
        .tells(Shape::Is(&shapes::LINKS)),
    ]
    .into_iter()
    .map(|route| route.of("reviews"))
    .collect()
}

async fn declare(asked: Asked, Path(id): Path<String>, body: Body) -> Result<StatusCode, Problem> {
    let docket = asked.docket(&id)?;
    let mut form = Form::read(body.value, DECLARE)?;
    let conflict: bool = form.need("conflict")?;
    let because: Option<String> = form.take("because")?;
    let links = asked.links(&docket)?;
    if !conflict && !links.is_empty() {
        must_explain(because.as_deref(), &links)?;
    }
    let declared = if conflict { Declared::Conflict } else { Declared::NoConflict };
    let by = asked.recorder(false)?;
    let said = Said {
        account: by.account,
        name: by.name,
        docket: docket.id.as_str().to_owned(),
        conflict,
        because,
        links: serde_json::to_string(&links).map_err(|error| Problem::broken(&error))?,
        said_at: asked.now,
    };
    let now = asked.now;
    asked
        .office
        .write(move |conn| {
            tie::say(conn, &said)?;
            door::declare(conn, &said.account, &said.docket, declared, now)
        })
        .await?;
    asked.office.dockets.declaration_changed(&docket.id);
    Ok(StatusCode::NO_CONTENT)
}

/// Where the record knows of a link, an absence of conflict has its reason.
fn must_explain(because: Option<&str>, links: &[Link]) -> Result<(), Problem> {
    if let Some(because) = because {
        return must_be_a_reason("/because", because);
    }
    let words: Vec<Words> = links.iter().map(Link::words).collect();
    let (zh, en): (Vec<String>, Vec<String>) =
        words.into_iter().map(|words| (words.zh, words.en)).unzip();
    let text = Words::new(
        format!("系统记录显示下列关联，请说明为何仍无利益冲突：{}", zh.join("；")),
        format!(
            "the record knows of these links; say why there is no conflict all the same: {}",
            en.join("; ")
        ),
    );
    Err(Problem::fault("/because", text))
}

async fn links(asked: Asked, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    let docket = asked.docket(&id)?;
    Ok(Json(json!({"links": asked.links(&docket)?})))
}

async fn said(asked: Asked, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    asked.person()?;
    let docket = asked.docket_known(&id)?;
    asked.may(&Resource::Review(docket.standing.clone()))?;
    let all = asked.office.read(|conn| tie::said(conn, docket.id.as_str()))?;
    let told: Vec<Value> = all.iter().map(tell).collect();
    Ok(Json(json!({"declarations": told})))
}

fn tell(said: &Said) -> Value {
    let links: Vec<Link> = serde_json::from_str(&said.links).unwrap_or_default();
    json!({"name": said.name, "conflict": said.conflict, "because": said.because,
           "links": links, "said_at": said.said_at})
}
