//! Is a paper genuine, and does it still stand? For anybody who holds one; works without a script.

use access::{Question, Resource};
use askama::Template;
use axum::body::Body;
use axum::extract::Multipart;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;

use super::shell::{Shell, page};
use super::texts::Speech;
use super::visit::Visit;
use crate::input::{Query, SMALL_BODY_BYTES};
use crate::problem::Problem;
use crate::table::{Asks, Route, may};

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This(Question::ReceiptVerify);
    vec![
        Route::new(Method::GET, "/verify", asks, show)
            .about(
                "核验页：文书是否真实、是否仍为现行",
                "The page that says whether a paper stands",
            )
            .query(const { &[may("code", "核验码", "the code")] }),
        Route::new(Method::POST, "/verify", asks, send)
            .about("核验所持文书", "Verify a paper that one holds"),
    ]
}

#[derive(Deserialize)]
struct Verified {
    verdict: String,
    standing: Option<String>,
    differs: Vec<String>,
    paper: Option<Paper>,
    text: Texts,
}

#[derive(Deserialize)]
struct Texts {
    zh: String,
    en: String,
}

#[derive(Deserialize)]
struct Paper {
    what: String,
    case: String,
    day: jiff::civil::Date,
    notice: Option<String>,
    code: String,
}

/// What is shown of an answer.
struct Said {
    look: &'static str,
    word: String,
    text: String,
    differs: Vec<String>,
    facts: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "verify.html")]
struct Page {
    shell: Shell,
    code: String,
    said: Option<Said>,
    fault: Option<String>,
}

async fn show(visit: Visit, query: Query) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    query.only(&["code"])?;
    match query.get("code").filter(|code| !code.trim().is_empty()) {
        None => draw(&visit, String::new(), None, None),
        Some(code) => by_code(&visit, code).await,
    }
}

async fn send(visit: Visit, mut form: Multipart) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    let (mut code, mut file) = (String::new(), Vec::new());
    let unreadable =
        |error: axum::extract::multipart::MultipartError| Problem::of_status(error.status());
    while let Some(mut field) = form.next_field().await.map_err(unreadable)? {
        let of_code = field.name() == Some("code");
        let mut bytes = Vec::new();
        while let Some(piece) = field.chunk().await.map_err(unreadable)? {
            if SMALL_BODY_BYTES < bytes.len() + piece.len() {
                let problem = Problem::too_large(SMALL_BODY_BYTES as u64);
                return draw(&visit, code, None, Some(&problem));
            }
            bytes.extend_from_slice(&piece);
        }
        if of_code {
            code = String::from_utf8_lossy(&bytes).trim().to_owned();
        } else if file.is_empty() {
            file = bytes;
        }
    }
    if !file.is_empty() {
        let media = HeaderValue::from_static("application/octet-stream");
        let path = "/api/v1/verify";
        let answer = visit.send(Method::POST, path, Body::from(file), Some(media), None).await;
        return answered(&visit, code, answer.map(|answer| answer.value));
    }
    if code.is_empty() {
        let words = law::Words::new(
            "请输入核验码，或选择回执文件或通知全文",
            "type the code, or choose a receipt or the text of a notice",
        );
        return draw(&visit, code, None, Some(&Problem::fault("/code", words)));
    }
    by_code(&visit, &code).await
}

async fn by_code(visit: &Visit, code: &str) -> Result<Response, Problem> {
    let quoted: String = code.bytes().take(64).map(|byte| format!("%{byte:02X}")).collect();
    let answer = visit.get(&format!("/api/v1/verify?code={quoted}")).await;
    answered(visit, code.to_owned(), answer)
}

fn answered(
    visit: &Visit,
    code: String,
    answer: Result<Value, Problem>,
) -> Result<Response, Problem> {
    let read = |value| serde_json::from_value::<Verified>(value);
    match answer {
        Ok(value) => {
            let verified = read(value).map_err(|error| Problem::broken(&error))?;
            draw(visit, code, Some(said(visit.t, verified)), None)
        }
        Err(problem) => draw(visit, code, None, Some(&problem)),
    }
}

fn said(t: Speech, verified: Verified) -> Said {
    let (look, word) = match (verified.verdict.as_str(), verified.standing.as_deref()) {
        ("genuine", Some("current")) => ("done", "verify-current"),
        ("genuine", Some("destroyed")) => ("done", "verify-destroyed"),
        ("genuine", _) => ("held", "verify-replaced"),
        ("altered", _) => ("late", "verify-altered"),
        (_, _) => ("", "verify-unknown"),
    };
    let texts = law::Words::new(verified.text.zh, verified.text.en);
    let mut facts = Vec::new();
    if let Some(paper) = verified.paper {
        let what = t.of("verify-what", &paper.what);
        facts.push((t.find("verify-paper").unwrap_or_default(), what));
        facts.push((t.find("verify-case").unwrap_or_default(), paper.case));
        if let Some(number) = paper.notice {
            facts.push((t.find("verify-notice").unwrap_or_default(), number));
        }
        facts.push((t.find("verify-day").unwrap_or_default(), t.day(paper.day)));
        facts.push((t.find("verify-code").unwrap_or_default(), paper.code));
    }
    Said {
        look,
        word: t.get(word).to_owned(),
        text: t.words(&texts).to_owned(),
        differs: verified.differs,
        facts,
    }
}

fn draw(
    visit: &Visit,
    code: String,
    said: Option<Said>,
    problem: Option<&Problem>,
) -> Result<Response, Problem> {
    let words = |problem: &Problem| match problem.faults().first() {
        Some(fault) => visit.t.words(&fault.text).to_owned(),
        None => visit.t.words(problem.text()).to_owned(),
    };
    let drawn = Page {
        shell: Shell::new(&visit.asked, visit.t.get("verify-title"), "/verify"),
        code,
        said,
        fault: problem.map(words),
    };
    page(problem.map_or(StatusCode::OK, Problem::status), &drawn)
}
