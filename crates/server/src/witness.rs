//! A witness over HTTP (C2SP tlog-witness): a member unit's own small program that signs a log's
//! head only if it continues the one it signed before. It knows no office and no case; whoever asks
//! shows by the log's signature who he is, so there is nobody to sign in.

use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use ledger::{AddCheckpoint, Algorithm, Checkpoint, Head, Refused, VerifierKey};
use seal::log::{NoteKey, check};
use store::Witnessed;

use crate::limiter::Limiter;
use crate::peer::{Proxy, origin};
use crate::world::World;

/// Bytes of a request at most: a proof of 63 hashes and a checkpoint with many signatures.
const MOST_BYTES: usize = 128 * 1024;

/// A witness.
pub struct Witness {
    key: NoteKey,
    world: World,
    /// Held from the look at what was signed until what is signed now is on disk.
    memory: Mutex<Witnessed>,
    gate: Limiter,
}

impl Witness {
    /// A witness with its key, a clock, and what it remembers.
    pub fn new(key: NoteKey, world: World, memory: Witnessed) -> Witness {
        Witness { key, world, memory: Mutex::new(memory), gate: Limiter::a_second(20) }
    }

    /// What the witness answers to a request's body.
    fn add(&self, body: &[u8]) -> Answer {
        let request = match AddCheckpoint::read(body) {
            Ok(request) => request,
            Err(error) => return Answer::no(400, "请求不合格式", &error.to_string()),
        };
        let memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        match self.decide(&memory, &request) {
            Ok(answer) => answer,
            Err(error) => {
                tracing::error!(%error, "the witness cannot use its memory");
                Answer::no(500, "见证方的存储出错", "the witness cannot use its memory")
            }
        }
    }

    fn decide(&self, memory: &Witnessed, request: &AddCheckpoint) -> Result<Answer, store::Error> {
        let name = request.checkpoint.origin.as_str();
        let trusted = keys_of(&memory.trusted()?, name);
        if trusted.is_empty() {
            let en = format!("the log `{name}` is not known here");
            return Ok(Answer::no(404, "本见证方未受托见证此日志", &en));
        }
        let signer = trusted.iter().find(|key| request.note.signed_by(key, &check).is_ok());
        let Some(signer) = signer else {
            let en = "no signature is by a key that is trusted for this log";
            return Ok(Answer::no(403, "没有受信任公钥的有效签名", en));
        };
        let file = file_of(name);
        let known = last(memory, &file)?;
        if let Err(refused) = request.decide(signer.kind().algorithm(), known) {
            return refuse(memory, request, &refused);
        }
        let seconds = u64::try_from(self.world.now().as_second()).unwrap_or_default();
        let mut note = request.note.clone();
        self.key.sign(&mut note, seconds);
        memory.keep(&file, note.to_string().as_bytes())?;
        let own = note.signed_by(self.key.public(), &check);
        Ok(Answer {
            status: 200,
            media: TEXT,
            body: own.map(ToString::to_string).unwrap_or_default(),
        })
    }
}

const TEXT: &str = "text/plain; charset=utf-8";

/// Why a head is not signed, as the protocol has it; a fork is kept as evidence first.
fn refuse(
    memory: &Witnessed,
    request: &AddCheckpoint,
    refused: &Refused,
) -> Result<Answer, store::Error> {
    let en = refused.to_string();
    let size =
        |known: u64| Answer { status: 409, media: "text/x.tlog.size", body: format!("{known}\n") };
    let answer = match refused {
        Refused::Backwards { .. } => Answer::no(400, "原大小大于检查点", &en),
        Refused::Moved { known, .. } => size(*known),
        Refused::Fork { known, .. } => size(known.size),
        Refused::Inconsistent { .. } => Answer::no(422, "一致性证明不成立：日志可能已分叉", &en),
    };
    if let Refused::Fork { shown, .. } | Refused::Inconsistent { shown, .. } = refused {
        let origin = request.checkpoint.origin.as_str();
        tracing::error!(origin, refused = en, "not signed: kept as evidence");
        let file = format!("{}-refused-{}", file_of(origin), shown.size);
        memory.keep(&file, request.note.to_string().as_bytes())?;
    }
    Ok(answer)
}

/// The keys trusted for a log, from lines of its name and a key.
fn keys_of(lines: &[String], origin: &str) -> Vec<VerifierKey> {
    let keys = lines.iter().filter_map(|line| line.split_once(' '));
    let own = keys.filter(|(name, _)| *name == origin);
    own.filter_map(|(_, key)| key.parse().ok()).collect()
}

/// The file of a log: no name of a log can be a path.
pub fn file_of(origin: &str) -> String {
    Algorithm::Sha256.leaf(origin.as_bytes()).to_string()
}

/// The head signed last of a log. One that cannot be read is an error: a witness that has forgotten
/// would sign a fork.
fn last(memory: &Witnessed, file: &str) -> Result<Option<Head>, store::Error> {
    let Some(note) = memory.last(file)? else {
        return Ok(None);
    };
    let damaged = |error: ledger::NotACheckpoint| store::Error::Damaged(format!("{file}: {error}"));
    let (checkpoint, _) = Checkpoint::read(&note).map_err(damaged)?;
    Ok(Some(checkpoint.head))
}

/// What is answered.
struct Answer {
    status: u16,
    media: &'static str,
    body: String,
}

impl Answer {
    fn no(status: u16, zh: &str, en: &str) -> Answer {
        Answer { status, media: TEXT, body: format!("{zh}\n{en}\n") }
    }

    fn response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::BAD_REQUEST);
        (status, [(header::CONTENT_TYPE, self.media)], self.body).into_response()
    }
}

/// The whole of a witness over HTTP.
pub fn router(witness: Arc<Witness>) -> Router {
    Router::new()
        .route("/add-checkpoint", post(add))
        .route("/vkey", get(vkey))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .with_state(witness)
}

async fn add(State(witness): State<Arc<Witness>>, _: Let, body: Bytes) -> Response {
    // It waits for the disk.
    let answered = tokio::task::spawn_blocking(move || witness.add(&body)).await;
    let answer = answered.unwrap_or_else(|error| {
        tracing::error!(%error, "a request to the witness panicked");
        Answer::no(500, "见证方出错", "the witness failed")
    });
    answer.response()
}

async fn vkey(State(witness): State<Arc<Witness>>, _: Let) -> Response {
    let body = format!("{}\n", witness.key.public());
    Answer { status: 200, media: TEXT, body }.response()
}

/// That a caller has not asked too often.
struct Let;

impl FromRequestParts<Arc<Witness>> for Let {
    type Rejection = Response;

    async fn from_request_parts(
        parts: &mut Parts,
        witness: &Arc<Witness>,
    ) -> Result<Let, Response> {
        let from = origin(parts, Proxy::None).unwrap_or_default();
        match witness.gate.take(&from, witness.world.now()) {
            Ok(()) => Ok(Let),
            Err(_) => Err(Answer::no(429, "请求过于频繁", "too many requests").response()),
        }
    }
}
