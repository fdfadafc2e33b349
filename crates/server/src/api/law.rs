//! The versions of the Measures.

use std::sync::Arc;

use access::{Question, Resource};
use axum::Json;
use axum::extract::Path;
use axum::http::{Method, header};
use axum::response::{IntoResponse as _, Response};
use jiff::civil::Date;
use law::{Governs, Regime};
use serde_json::{Value, json};

use crate::asked::Asked;
use crate::charts::{Charts, Form};
use crate::input::{Kind, Query};
use crate::problem::{Problem, both};
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Parameter, Route, must};

const GOVERNS: &[Parameter] = &[must("on", "日期", "the day").holds(Kind::Day)];

/// Akoma Ntoso (Naming Convention 1.0, §4.6).
pub const AKN: &str = "application/akn+xml";

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This(Question::LawRead);
    vec![
        Route::new(Method::GET, "/api/v1/law", asks, list)
            .of("law")
            .about("各版本办法", "The versions of the Measures")
            .tells(Shape::List(&Shape::Is(&shapes::LAW_BRIEF))),
        Route::new(Method::GET, "/api/v1/law/governs", asks, governs)
            .of("law")
            .about("某日适用哪一版本", "Which version governs a day")
            .tells(Shape::Is(&shapes::GOVERNS))
            .query(GOVERNS),
        Route::new(Method::GET, "/api/v1/law/{id}", asks, one)
            .of("law")
            .about("一个版本", "One version")
            .tells(Shape::Is(&shapes::LAW)),
        Route::new(Method::GET, "/api/v1/law/{id}/coverage", asks, covered)
            .of("law")
            .about(
                "一个版本逐条由什么落实：行为、期限、通知、页面、情景，双向对照",
                "What carries each provision of a version, and what each thing carries: acts, \
                 limits, notices, pages, scenarios",
            )
            .tells(Shape::Is(&shapes::COVERAGE)),
        Route::new(Method::GET, "/api/v1/law/{id}/procedure.svg", asks, svg)
            .of("law")
            .about("一个版本的程序图（SVG）", "The procedure of a version as a picture (SVG)")
            .as_media("image/svg+xml"),
        Route::new(Method::GET, "/api/v1/law/{id}/procedure.bpmn", asks, bpmn)
            .of("law")
            .about(
                "一个版本的程序图（BPMN 2.0，附图形）",
                "The procedure of a version in BPMN 2.0, with its drawing",
            )
            .as_media("application/xml"),
        Route::new(Method::GET, "/api/v1/law/{id}/sheet.akn", asks, akn)
            .of("law")
            .about(
                "一个版本的规则单（Akoma Ntoso 3.0），语言随请求",
                "The sheet of a version as Akoma Ntoso 3.0, in the language asked for",
            )
            .as_media(AKN),
    ]
}

async fn list(asked: Asked) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    let context = asked.office.context();
    let versions: Vec<Value> = context.book().all().map(|regime| brief(regime)).collect();
    Ok(Json(versions.into()))
}

fn brief(regime: &Regime) -> Value {
    json!({
        "id": regime.id, "status": regime.status, "in_force": regime.in_force,
        "until": regime.until, "title": both(&regime.title),
    })
}

async fn governs(asked: Asked, query: Query) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    query.hold(GOVERNS)?;
    let on: Date = query.need("on", ("日期，如 2022-02-15", "a day such as 2022-02-15"))?;
    let context = asked.office.context();
    Ok(Json(match context.book().governs(on) {
        Governs::By(regime, why, cite) => json!({
            "on": on, "law": regime.id, "in_force": regime.in_force, "until": regime.until,
            "article": cite.article, "text": both(&why),
        }),
        Governs::None(why) => json!({
            "on": on, "law": null, "in_force": null, "until": null, "article": null,
            "text": both(&why),
        }),
    }))
}

/// A version of the book; else the nearest id is told.
fn known(asked: &Asked, id: &str) -> Result<Arc<Regime>, Problem> {
    asked.may(&Resource::Office)?;
    let context = asked.office.context();
    let found = context.book().find(id).cloned();
    let nearest = context.book().nearest(id).map(str::to_owned);
    found.ok_or_else(|| match nearest {
        Some(nearest) => Problem::not_found().with("nearest", nearest),
        None => Problem::not_found(),
    })
}

async fn svg(asked: Asked, Path(id): Path<String>) -> Result<Response, Problem> {
    let regime = known(&asked, &id)?;
    let drawn = Charts::of(&asked.office, &regime, Form::svg(asked.language)).await?;
    let media = [(header::CONTENT_TYPE, "image/svg+xml")];
    Ok((media, drawn.to_string()).into_response())
}

async fn bpmn(asked: Asked, Path(id): Path<String>) -> Result<Response, Problem> {
    let regime = known(&asked, &id)?;
    let drawn = Charts::of(&asked.office, &regime, Form::Bpmn).await?;
    Ok(as_file("application/xml", &format!("{}.bpmn", regime.id), drawn.to_string()))
}

async fn akn(asked: Asked, Path(id): Path<String>) -> Result<Response, Problem> {
    let regime = known(&asked, &id)?;
    let text = statute::akoma_sheet(&regime, asked.language);
    Ok(as_file(AKN, &format!("{}-sheet.xml", regime.id), text))
}

/// A text as a file to be kept, under a name of ours.
pub fn as_file(media: &'static str, name: &str, text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, text).into_response()
}

async fn covered(asked: Asked, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    let regime = known(&asked, &id)?;
    let covered = crate::covering::coverage(&regime);
    serde_json::to_value(covered).map(Json).map_err(|error| Problem::broken(&error))
}

async fn one(asked: Asked, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    let regime = known(&asked, &id)?;
    serde_json::to_value(regime.as_ref()).map(Json).map_err(|error| Problem::broken(&error))
}
