//! A form with files (RFC 7578): its fields, and its files streamed on as they come.

use axum::body::{Body, Bytes};
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::{HeaderValue, Method};
use serde_json::Value;
use tokio::sync::mpsc;

use super::form::Filled;
use super::visit::Visit;
use crate::input::SMALL_BODY_BYTES;
use crate::problem::Problem;

/// Fields a form has at most.
const MOST_FIELDS: usize = 200;
/// Pieces of a file that may wait.
const PIECES_WAITING: usize = 4;

/// What a form with files sent.
pub struct Parts {
    /// Its fields.
    pub filled: Filled,
    /// The ids under which its files are kept.
    pub files: Vec<String>,
    /// Why a file was not kept. What came before it is kept all the same.
    pub stopped: Option<Problem>,
}

/// Where the files of a form go.
pub struct Upload {
    /// How the API takes a file there.
    pub method: Method,
    /// The route.
    pub path: String,
    /// Fields of the form that go along in its query, beside the file's name.
    pub along: &'static [&'static str],
}

/// Reads a form; each file goes to a route of the API, which answers with its id. The fields stand
/// before the files in our forms, so that a key among them marks each file too.
pub async fn read_parts(
    visit: &Visit,
    mut multipart: Multipart,
    upload: &Upload,
) -> Result<Parts, Problem> {
    let mut parts = Parts { filled: Filled::default(), files: Vec::new(), stopped: None };
    let mut room = SMALL_BODY_BYTES;
    while let Some(field) = multipart.next_field().await.map_err(unreadable)? {
        let name = field.name().unwrap_or_default().to_owned();
        match field.file_name().map(str::to_owned) {
            None => {
                let text = small(field, &mut room).await?;
                parts.filled.0.push((name, text));
            }
            // A browser sends an empty part where no file was chosen.
            Some(file) if file.is_empty() => {}
            Some(file) if parts.stopped.is_none() => {
                let key = parts.filled.one("key").map(|key| format!("{key}-{}", parts.files.len()));
                let path = path_of(upload, &parts.filled, &file);
                match send_on(visit, field, (&upload.method, &path), key.as_deref()).await {
                    Ok(id) => parts.files.push(id),
                    Err(problem) => parts.stopped = Some(problem),
                }
            }
            Some(_) => {}
        }
        if MOST_FIELDS < parts.filled.0.len() {
            return Err(Problem::too_large(SMALL_BODY_BYTES as u64));
        }
    }
    Ok(parts)
}

async fn small(mut field: Field<'_>, room: &mut usize) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(unreadable)? {
        *room = room
            .checked_sub(piece.len())
            .ok_or_else(|| Problem::too_large(SMALL_BODY_BYTES as u64))?;
        bytes.extend_from_slice(&piece);
    }
    let text = String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
    text.ok_or_else(|| {
        let text = law::Words::new(
            "表单不是合法的 UTF-8，或含有 NUL 字符",
            "the form is no UTF-8, or holds a NUL character",
        );
        Problem::fault("", text)
    })
}

/// Where a file goes, with its name and what goes along.
fn path_of(upload: &Upload, filled: &Filled, file: &str) -> String {
    let named = upload.along.iter().filter_map(|name| Some((*name, filled.one(name)?)));
    let all = std::iter::once(("name", file)).chain(named);
    let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let query: Vec<String> =
        all.map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    format!("{}?{}", upload.path, query.join("&"))
}

/// Streams a file on to the API.
async fn send_on(
    visit: &Visit,
    mut field: Field<'_>,
    (method, path): (&Method, &str),
    key: Option<&str>,
) -> Result<String, Problem> {
    let media = field.content_type().and_then(|media| HeaderValue::from_str(media).ok());
    let (pieces, arriving) = mpsc::channel::<Result<Bytes, MultipartError>>(PIECES_WAITING);
    let arriving = futures_util::stream::unfold(arriving, |mut arriving| async move {
        arriving.recv().await.map(|piece| (piece, arriving))
    });
    let kept = visit.send(method.clone(), path, Body::from_stream(arriving), media, key);
    let feeding = async {
        loop {
            let piece = match field.chunk().await {
                Ok(Some(piece)) => Ok(piece),
                Ok(None) => break,
                Err(error) => Err(error),
            };
            // The API stops listening where it stops taking; it says why.
            let broken = piece.is_err();
            if pieces.send(piece).await.is_err() || broken {
                break;
            }
        }
        drop(pieces);
    };
    let (kept, ()) = tokio::join!(kept, feeding);
    let id = kept?.value.get("id").and_then(Value::as_str).map(str::to_owned);
    Ok(id.unwrap_or_default())
}

fn unreadable(error: MultipartError) -> Problem {
    Problem::of_status(error.status())
}
