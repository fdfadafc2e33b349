//! Answering once: a request outside the record that was sent before under the same key is answered
//! as it was then.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use store::desk::Connection;
use store::desk::paper::{self, Answered};

use crate::asked::Asked;
use crate::office::Office;
use crate::problem::Problem;

/// The mark of a request.
pub struct Once {
    account: String,
    key: String,
    request: [u8; 32],
    now: Timestamp,
}

impl Asked {
    /// The mark of this request, where the caller gave a key. `what` tells routes apart.
    pub fn once(&self, what: &str, body: &[u8; 32]) -> Option<Once> {
        let key = self.key.clone()?;
        let credential = self.credential.as_ref()?;
        let request = Sha256::new().chain_update(what).chain_update(body).finalize();
        Some(Once {
            account: credential.person.id.as_str().to_owned(),
            key,
            request: request.into(),
            now: self.now,
        })
    }
}

enum Outcome {
    Fresh,
    Before(Answered),
    Reused,
}

/// What was answered before to this very request; `None` where it is new.
pub fn before(office: &Office, mark: Option<&Once>) -> Result<Option<Answered>, Problem> {
    let Some(mark) = mark else {
        return Ok(None);
    };
    let found = office.read(|conn| paper::answered(conn, &mark.account, &mark.key))?;
    match found {
        Some(before) if before.request != mark.request => Err(Problem::key_reused()),
        found => Ok(found),
    }
}

/// Changes something and answers; both happen once for a key.
pub async fn once(
    office: &Office,
    mark: Option<Once>,
    status: u16,
    body: Value,
    change: impl Fn(&Connection) -> Result<(), store::Error> + Send + 'static,
) -> Result<Response, Problem> {
    let text = body.to_string();
    match done_once(office, mark, status, text.clone(), change).await? {
        None => Ok(json(status, text)),
        Some(before) => Ok(replayed(json(before.status, before.body))),
    }
}

/// Changes something, once for a key, and keeps what is answered: what was kept before, where the
/// change was made before.
pub async fn done_once(
    office: &Office,
    mark: Option<Once>,
    status: u16,
    body: String,
    change: impl Fn(&Connection) -> Result<(), store::Error> + Send + 'static,
) -> Result<Option<Answered>, Problem> {
    let Some(mark) = mark else {
        office.write(change).await?;
        return Ok(None);
    };
    let outcome = office
        .write(move |conn| {
            if let Some(before) = paper::answered(conn, &mark.account, &mark.key)? {
                let same = before.request == mark.request;
                return Ok(if same { Outcome::Before(before) } else { Outcome::Reused });
            }
            change(conn)?;
            let answered = Answered { request: mark.request, status, body: body.clone() };
            paper::add_answered(conn, &mark.account, &mark.key, &answered, mark.now)?;
            Ok(Outcome::Fresh)
        })
        .await?;
    match outcome {
        Outcome::Fresh => Ok(None),
        Outcome::Before(before) => Ok(Some(before)),
        Outcome::Reused => Err(Problem::key_reused()),
    }
}

/// Keeps what is answered under a mark, with the change that is made in the same transaction; fails
/// where another request came first under it.
pub fn keep(conn: &Connection, mark: &Once, status: u16, body: &str) -> Result<(), store::Error> {
    if paper::answered(conn, &mark.account, &mark.key)?.is_some() {
        return Err(store::Error::Overtaken("the same key was used just now"));
    }
    let answered = Answered { request: mark.request, status, body: body.to_owned() };
    paper::add_answered(conn, &mark.account, &mark.key, &answered, mark.now)
}

/// The answer kept of a request that was sent before.
pub fn kept(before: Answered) -> Response {
    replayed(json(before.status, before.body))
}

/// Marks an answer as one given before.
pub fn replayed(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert("idempotent-replayed", HeaderValue::from_static("true"));
    response
}

fn json(status: u16, text: String) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let json = [(header::CONTENT_TYPE, "application/json")];
    (status, json, text).into_response()
}
