//! A problem as it is sent: its body (RFC 9457) and its headers.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use review::Basis;
use serde_json::Value;

use super::{Problem, both};
use crate::language::Language;

impl Problem {
    /// The body in one language, both texts inside.
    pub fn body(&self, language: Language) -> Value {
        let content = &self.0;
        let mut body = content.more.clone();
        let mut put = |name: &str, value: Value| body.insert(name.to_owned(), value);
        put("type", format!("urn:anshen:problem:{}", content.reason).into());
        put("title", content.title.text(language).into());
        put("status", content.status.as_u16().into());
        put("detail", content.text.text(language).into());
        put("reason", content.reason.into());
        put("text", both(&content.text));
        if let Some(basis) = &content.basis {
            put("basis", serde_json::to_value(basis).unwrap_or_default());
        }
        if let Some(Basis::Article(cite)) = &content.basis {
            put("article", cite.article.as_ref().into());
        }
        if !content.faults.is_empty() {
            put("faults", serde_json::to_value(&content.faults).unwrap_or_default());
        }
        Value::Object(body)
    }

    /// The answer in one language.
    pub fn answer(&self, language: Language) -> Response {
        let mut response = (self.0.status, Json(self.body(language))).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        let tag = match language {
            Language::Zh => "zh-CN",
            Language::En => "en",
        };
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(tag));
        if let Some(seconds) = self.0.retry_after_seconds {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.0.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl IntoResponse for Problem {
    /// Status alone; the outermost layer writes the body in the caller's language.
    fn into_response(self) -> Response {
        let mut response = self.0.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
