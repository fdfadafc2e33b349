//! The body of a small request: JSON, at most so many bytes, refused by its stated length before a
//! byte of it is read.

use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::json::read_json;
use crate::problem::Problem;

/// What a small route takes, in bytes.
pub const SMALL_BODY_BYTES: usize = 256 * 1024;

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
        let bytes = axum::body::to_bytes(request.into_body(), SMALL_BODY_BYTES)
            .await
            .map_err(|_| Problem::too_large(SMALL_BODY_BYTES as u64))?;
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
