//! The body of a small request: JSON, at most so many bytes, refused by its stated length before a
//! byte of it is read.

use std::time::Duration;

use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use futures_util::StreamExt as _;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tower_http::timeout::TimeoutError;

use super::json::read_json;
use crate::problem::Problem;

/// What a small route takes, in bytes.
pub const SMALL_BODY_BYTES: usize = 256 * 1024;
/// How long it may take on its way.
const WHOLE: Duration = Duration::from_secs(60);

/// A JSON body and the hash of its bytes, by which a repeated request is known again.
#[derive(Debug)]
pub struct Body {
    /// The value; null where nothing was sent.
    pub value: Value,
    /// SHA-256 of the bytes as sent.
    pub hash: [u8; 32],
}

impl<S: Send + Sync> FromRequest<S> for Body {
    type Rejection = Problem;

    async fn from_request(request: Request, _state: &S) -> Result<Body, Problem> {
        let headers = request.headers();
        if SMALL_BODY_BYTES < stated_length(headers) {
            return Err(Problem::too_large(SMALL_BODY_BYTES as u64));
        }
        let json = is_json(headers);
        let whole = tokio::time::timeout(WHOLE, read_whole(request.into_body()));
        let bytes = whole.await.map_err(|_| Problem::too_slow())??;
        let hash = Sha256::digest(&bytes).into();
        if bytes.is_empty() {
            let value = Value::Null;
            return Ok(Body { value, hash });
        }
        if !json {
            return Err(Problem::media_type("application/json"));
        }
        let value = read_json(&bytes)?;
        Ok(Body { value, hash })
    }
}

/// Reads a small body, no further than it may be long.
pub async fn read_whole(body: axum::body::Body) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|error| not_whole(&error))?;
        if SMALL_BODY_BYTES < bytes.len() + piece.len() {
            return Err(Problem::too_large(SMALL_BODY_BYTES as u64));
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// Why a body did not come whole: it stood still, or it broke off.
pub fn not_whole(error: &axum::Error) -> Problem {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if error.is::<TimeoutError>() {
            return Problem::too_slow();
        }
        cause = error.source();
    }
    Problem::broken_off()
}

/// `Content-Length`, or nothing where none is stated.
pub fn stated_length(headers: &HeaderMap) -> usize {
    headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.parse().ok())
        .unwrap_or(0)
}

fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.split(';').next())
        .map(str::trim)
        .is_some_and(|media| {
            media.eq_ignore_ascii_case("application/json") || media.ends_with("+json")
        })
}
