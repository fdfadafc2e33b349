//! Is a paper genuine, and does it still stand? Open to anybody who holds one; the public keys for
//! whoever checks without us.

use std::fmt::Write as _;

use access::{Question, Resource};
use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, header};
use axum::response::{IntoResponse as _, Response};

use crate::asked::Asked;
use crate::input::{Query, SMALL_BODY_BYTES, read_whole, stated_length};
use crate::problem::Problem;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route, Takes, must};
use crate::verify::{self, Verified};

/// The page that checks a receipt in a browser without any server; the keys are put into it.
const OFFLINE: &str = include_str!("../../assets/verify-offline.html");
/// Where the keys stand in it.
const KEYS: &str = "/*KEYS*/[]";

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This(Question::ReceiptVerify);
    let path = "/api/v1/verify";
    vec![
        Route::new(Method::GET, path, asks, by_code)
            .about(
                "凭核验码查验：真实、现行、已被取代或无从核实",
                "What a code stands for: genuine, current, replaced, unknown",
            )
            .query(const { &[must("code", "核验码", "the code")] })
            .tells(Shape::Is(&shapes::VERIFIED))
            .conflicts(&[&shapes::NO_KEYS]),
        Route::new(Method::POST, path, asks, by_file)
            .about(
                "提交回执文件或通知全文查验（至多 256 KiB）；不留存",
                "Show a receipt or the text of a notice (256 KiB at most); nothing is kept",
            )
            .takes(Takes::File)
            .tells(Shape::Is(&shapes::VERIFIED))
            .conflicts(&[&shapes::NO_KEYS]),
        Route::new(Method::GET, "/api/v1/verify/keys", asks, keys)
            .about(
                "本办公室的公钥，每行一把（C2SP signed-note 的 vkey 格式），供离线核验",
                "The office's public keys, one a line (vkey of C2SP signed-note)",
            )
            .as_media("text/plain")
            .conflicts(&[&shapes::NO_KEYS]),
        Route::new(Method::GET, "/api/v1/verify/offline", asks, offline)
            .about(
                "离线核验页：一个自含的 HTML 文件，下载后不需任何服务器",
                "A page of one file that verifies receipts in a browser without any server",
            )
            .as_media("application/octet-stream")
            .conflicts(&[&shapes::NO_KEYS]),
    ]
    .into_iter()
    .map(|route| route.of("verify"))
    .collect()
}

async fn by_code(asked: Asked, query: Query) -> Result<Json<Verified>, Problem> {
    asked.may(&Resource::Office)?;
    query.only(&["code"])?;
    asked.office.gates.verification(asked.from.as_deref(), asked.now)?;
    verify::code(&asked.office, query.get("code").unwrap_or_default()).map(Json)
}

async fn by_file(asked: Asked, request: Request) -> Result<Json<Verified>, Problem> {
    asked.may(&Resource::Office)?;
    asked.office.gates.verification(asked.from.as_deref(), asked.now)?;
    if SMALL_BODY_BYTES < stated_length(request.headers()) {
        return Err(Problem::too_large(SMALL_BODY_BYTES as u64));
    }
    let bytes = read_whole(request.into_body()).await?;
    verify::file(&asked.office, &bytes).map(Json)
}

fn key_lines(asked: &Asked) -> Result<String, Problem> {
    let seals = asked.office.seals()?;
    let mut lines = String::new();
    for line in seals.lines() {
        let _ = writeln!(lines, "{line}");
    }
    Ok(lines)
}

async fn keys(asked: Asked) -> Result<Response, Problem> {
    asked.may(&Resource::Office)?;
    let media = HeaderValue::from_static("text/plain; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, media)], key_lines(&asked)?).into_response())
}

async fn offline(asked: Asked) -> Result<Response, Problem> {
    asked.may(&Resource::Office)?;
    let lines = key_lines(&asked)?;
    let lines: Vec<&str> = lines.lines().collect();
    let keys = serde_json::to_string(&lines).map_err(|error| Problem::broken(&error))?;
    // Nothing in a script may look like its end.
    let page = OFFLINE.replacen(KEYS, &keys.replace('<', "\\u003c"), 1);
    // WHY: not text/html: it is to be kept and opened from the disk, and never runs as ours.
    let media = HeaderValue::from_static("application/octet-stream");
    let file = HeaderValue::from_static("attachment; filename=\"anshen-verify.html\"");
    let headers = [(header::CONTENT_TYPE, media), (header::CONTENT_DISPOSITION, file)];
    Ok((headers, page).into_response())
}
