//! The shelf of texts of law: for anybody to read, for the Office to keep.

use std::sync::Arc;

use access::{Question, Resource};
use axum::Json;
use axum::extract::{Path, Request};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use statute::{Checked, Slip};

use super::law::{AKN, as_file};
use crate::answer;
use crate::asked::Asked;
use crate::download::send_kept;
use crate::input::{Body, Field, Form, Kind, Query, stated_length};
use crate::library::{LARGEST_TEXT_BYTES, OnShelf, Shelved, Tie, bytes_of};
use crate::movement::OFFICE;
use crate::problem::{Problem, both};
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Parameter, Route, Takes, may, must};

const ADD: &[Parameter] = &[
    may("name", "文件名", "the file's name"),
    may(
        "law",
        "对应的版本，如 measures-2022；none 为不对应任何版本；不写则按名称、文号与日期认定",
        "the version it is the text of, such as measures-2022; none: of none; left out: found by \
         its name, number and days",
    ),
];
const COMPARE: &[Parameter] =
    &[must("from", "旧文本的标识", "the older text"), must("to", "新文本的标识", "the newer text")];
const WITHDRAW: &[Field] = &[Field::required("because", Kind::Text)];

/// Routes.
pub fn routes() -> Vec<Route> {
    let all = shelf().into_iter().chain(one_text());
    all.map(|route| route.of("law")).collect()
}

/// Of the shelf.
fn shelf() -> Vec<Route> {
    let (asks, all) = (Asks::This(Question::LawRead), "/api/v1/law/texts");
    let keep = Asks::This;
    vec![
        Route::new(Method::GET, all, asks, list)
            .about("收录的法律文本", "The texts of law on the shelf")
            .tells(Shape::List(&Shape::Is(&shapes::LAW_TEXT_ON_SHELF))),
        Route::new(Method::POST, all, keep(Question::LawTextAdd), add)
            .about(
                "收录一份法律文本：文本、网页、Markdown、PDF、DOCX；不是法律文本的不予收录，并说明理由",
                "Put a text of law on the shelf: text, a web page, Markdown, PDF, DOCX. What is \
                 none is refused with the reason, and nothing of it is kept",
            )
            .takes(Takes::File)
            .query(ADD)
            .tells(Shape::Is(&shapes::LAW_TEXT_ON_SHELF))
            .conflicts(&[&shapes::ON_SHELF, &shapes::OVERTAKEN, &shapes::CLOCK_BEHIND])
            .once()
            .gives(201),
        Route::new(Method::GET, "/api/v1/law/texts/compare", asks, compare)
            .about(
                "两份文本逐条对照，跟随条号变动",
                "Two texts article by article, through renumbering",
            )
            .query(COMPARE)
            .tells(Shape::Is(&shapes::LAW_TEXTS_COMPARED))
            .conflicts(&[&shapes::TWO_LANGUAGES])
            .hides(),
        Route::new(
            Method::POST,
            "/api/v1/law/texts/{id}/withdraw",
            keep(Question::LawTextWithdraw),
            withdraw,
        )
        .about("撤下一份文本；记录与原件不销毁", "Withdraw a text; record and bytes stay")
        .takes(Takes::Fields(WITHDRAW))
        .tells(Shape::Is(&shapes::LAW_TEXT_ON_SHELF))
        .conflicts(&[&shapes::OVERTAKEN, &shapes::CLOCK_BEHIND])
        .once(),
    ]
}

/// Of one text.
fn one_text() -> Vec<Route> {
    let asks = Asks::This(Question::LawRead);
    vec![
        Route::new(Method::GET, "/api/v1/law/texts/{id}", asks, one)
            .about(
                "一份文本：章、条、款、项及其地址",
                "A text: chapters, articles, paragraphs and items with their addresses",
            )
            .tells(Shape::Is(&shapes::LAW_TEXT)),
        Route::new(Method::GET, "/api/v1/law/texts/{id}/check", asks, check)
            .about(
                "规则文件与文本的核对：每处不同，以及文本不能佐证的",
                "The rule file held against the text: each difference, and what no text supports",
            )
            .conflicts(&[&shapes::NO_CHECK])
            .tells(Shape::Is(&shapes::LAW_TEXT_CHECKED)),
        Route::new(Method::GET, "/api/v1/law/texts/{id}/original", asks, original)
            .about("原始文件，逐字节不变", "The original file, byte for byte")
            .as_media("*/*"),
        Route::new(Method::GET, "/api/v1/law/texts/{id}/akn", asks, akn)
            .about("一份文本（Akoma Ntoso 3.0）", "A text as Akoma Ntoso 3.0")
            .as_media(AKN),
    ]
}

async fn list(asked: Asked) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    Ok(Json(json!(asked.law_texts()?)))
}

async fn add(asked: Asked, query: Query, request: Request) -> Result<Response, Problem> {
    asked.may(&Resource::Office)?;
    query.hold(ADD)?;
    let sent = crate::upload::Sent::read(request.headers(), &query, "text.txt")?;
    if LARGEST_TEXT_BYTES < stated_length(request.headers()) {
        return Err(Problem::too_large(LARGEST_TEXT_BYTES as u64));
    }
    let tie = Tie::read(asked.office.context().book(), query.get("law"))?;
    let bytes = bytes_of(request.into_body()).await?;
    let told = format!("{}\n{}\n", sent.name, query.get("law").unwrap_or_default());
    let hash = Sha256::new().chain_update(told).chain_update(&bytes).finalize().into();
    let mark = asked.once("POST law texts", &hash);
    if let Some(before) = answer::before(&asked.office, mark.as_ref())? {
        return Ok(answer::kept(before));
    }
    Ok(match asked.add_law_text(&sent.name, tie, bytes, mark).await? {
        Shelved::Now(added) => (StatusCode::CREATED, Json(json!(added))).into_response(),
        Shelved::Before(before) => answer::kept(before),
    })
}

/// A text that the caller may see.
fn known(asked: &Asked, id: &str) -> Result<Arc<OnShelf>, Problem> {
    asked.may(&Resource::Office)?;
    asked.law_text(id)
}

async fn one(asked: Asked, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    let kept = known(&asked, &id)?;
    let (statute, slips) = (asked.statute(&kept).await?, asked.slips(&kept).await?);
    let mut told = serde_json::to_value(&*statute).map_err(|error| Problem::broken(&error))?;
    if let Value::Object(members) = &mut told {
        members.insert("kept".to_owned(), json!(*kept));
        members.insert("slips".to_owned(), slips.iter().map(|slip| slipped(&id, slip)).collect());
    }
    Ok(Json(told))
}

fn slipped(text: &str, slip: &Slip) -> Value {
    json!({"text": text, "kind": slip.kind, "address": slip.address, "words": both(&slip.words)})
}

async fn check(asked: Asked, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    let kept = known(&asked, &id)?;
    let checked = asked.checked(&kept).await?;
    let Checked { differences, unsupported } = &*checked;
    Ok(Json(json!({
        "law": kept.law, "agrees": checked.agrees(),
        "differences": differences, "unsupported": unsupported,
    })))
}

async fn compare(asked: Asked, query: Query) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    query.hold(COMPARE)?;
    let id = |name: &str| query.get(name).unwrap_or_default().to_owned();
    let (from, to) = (asked.law_text(&id("from"))?, asked.law_text(&id("to"))?);
    let beside = asked.beside(&from, &to).await?;
    let slips: Vec<Value> = beside.slips.iter().map(|(of, slip)| slipped(of, slip)).collect();
    let compared = &beside.compared;
    Ok(Json(json!({
        "from": from.id, "to": to.id, "same": compared.same, "facts": compared.facts,
        "articles": compared.articles, "slips": slips,
    })))
}

async fn original(asked: Asked, Path(id): Path<String>) -> Result<Response, Problem> {
    let kept = known(&asked, &id)?;
    send_original(&asked, &kept).await
}

async fn akn(asked: Asked, Path(id): Path<String>) -> Result<Response, Problem> {
    let kept = known(&asked, &id)?;
    let text = asked.akoma(&kept).await?;
    Ok(as_file(AKN, &format!("{}.xml", kept.id), text))
}

/// The bytes of a text as they came, as a download that no browser runs.
pub async fn send_original(asked: &Asked, kept: &OnShelf) -> Result<Response, Problem> {
    let file = &kept.file;
    let hash = file.sha256.parse::<store::Hash>().map_err(|error| Problem::broken(&error))?;
    let (name, media) = (&file.name, &file.media_type);
    send_kept(&asked.office, OFFICE, name, media, *hash.as_bytes(), file.bytes).await
}

async fn withdraw(asked: Asked, Path(id): Path<String>, body: Body) -> Result<Response, Problem> {
    asked.may(&Resource::Office)?;
    let mark = asked.once(&format!("POST withdraw law text {id}"), &body.hash);
    let because: String = Form::read(body.value, WITHDRAW)?.need("because")?;
    if let Some(before) = answer::before(&asked.office, mark.as_ref())? {
        return Ok(answer::kept(before));
    }
    Ok(match asked.withdraw_law_text(&id, because.trim(), mark).await? {
        Shelved::Now(withdrawn) => Json(json!(withdrawn)).into_response(),
        Shelved::Before(before) => answer::kept(before),
    })
}
