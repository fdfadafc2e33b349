//! A page goes through the API's own door: what a form sends becomes the request a program would
//! have sent, is asked the same question, decided once, and refused in the same words.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, Request, header};
use axum::response::Response;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tower::ServiceExt as _;

use super::texts::Speech;
use crate::Router;
use crate::asked::Asked;
use crate::demo::MovableClock;
use crate::desk::Docket;
use crate::office::Shared;
use crate::problem::Problem;
use crate::tls::ClientCertificate;

/// Longest answer of the API that a page reads: 16 MiB.
const LONGEST_ANSWER_BYTES: usize = 16 << 20;
/// Headers of a visit that go along to the API: who asks, in which language, and from which site.
const ALONG: &[&str] = &[
    "cookie",
    "authorization",
    "accept-language",
    "host",
    "origin",
    "sec-fetch-site",
    "x-forwarded-for",
    "user-agent",
    "client-cert",
];

/// The API behind the pages.
#[derive(Clone)]
pub struct Api(pub Router);

/// Somebody at a page.
pub struct Visit {
    /// Who asks, and the question of the page.
    pub asked: Asked,
    /// The words in their language.
    pub t: Speech,
    api: Api,
    headers: HeaderMap,
    extensions: Extensions,
}

impl FromRequestParts<Shared> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, office: &Shared) -> Result<Visit, Problem> {
        let asked = Asked::from_request_parts(parts, office).await?;
        // INVARIANT: `serve::finish` puts it there.
        let api = parts.extensions.get::<Api>().cloned().ok_or_else(Problem::not_found)?;
        let along = ALONG.iter().filter_map(|name| {
            let value = parts.headers.get(*name)?;
            Some((HeaderName::from_static(name), value.clone()))
        });
        Ok(Visit {
            t: Speech(asked.language),
            asked,
            api,
            headers: along.collect(),
            extensions: along_with(&parts.extensions),
        })
    }
}

/// What a request carries besides its headers and goes along to the API: the peer's address, the
/// clock of a demonstration. Not what the router put there for the page's own path.
fn along_with(of: &Extensions) -> Extensions {
    let mut along = Extensions::new();
    if let Some(peer) = of.get::<ConnectInfo<SocketAddr>>() {
        along.insert(*peer);
    }
    if let Some(shown) = of.get::<ClientCertificate>() {
        along.insert(shown.clone());
    }
    if let Some(clock) = of.get::<MovableClock>() {
        along.insert(clock.clone());
    }
    along
}

/// What the API answered.
pub struct Answer {
    /// The body; null where there is none.
    pub value: Value,
    /// The headers.
    pub headers: HeaderMap,
}

impl Visit {
    /// Whether the caller must still say what a case is read for: people at pages are asked once a
    /// session, where there is a choice. A program's token says it, or its role does.
    pub fn asks_purpose(&self, docket: &Docket) -> Result<bool, Problem> {
        let asked = &self.asked;
        if self.headers.contains_key(header::AUTHORIZATION) || asked.purposes()?.len() < 2 {
            return Ok(false);
        }
        let account = asked.person()?.id.as_str();
        let in_need = asked.office.emergencies.of(account, &docket.id, asked.now).is_some();
        Ok(!in_need && asked.stated_purpose(docket)?.is_none())
    }

    /// Reads from the API.
    pub async fn get(&self, path: &str) -> Result<Value, Problem> {
        let answer = self.send(Method::GET, path, Body::empty(), None, None).await?;
        Ok(answer.value)
    }

    /// The same as a type of ours.
    pub async fn read<T: DeserializeOwned>(&self, path: &str) -> Result<T, Problem> {
        let value = self.get(path).await?;
        serde_json::from_value(value).map_err(|error| Problem::broken(&error))
    }

    /// Asks the API to do something; `key` makes the same form, sent twice, one request.
    pub async fn ask(
        &self,
        method: Method,
        path: &str,
        body: Value,
        key: Option<&str>,
    ) -> Result<Answer, Problem> {
        if body.is_null() {
            return self.send(method, path, Body::empty(), None, key).await;
        }
        let media = HeaderValue::from_static("application/json");
        self.send(method, path, Body::from(body.to_string()), Some(media), key).await
    }

    /// Sends a body of a media type.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        body: Body,
        media: Option<HeaderValue>,
        key: Option<&str>,
    ) -> Result<Answer, Problem> {
        let (parts, body) = self.passed(method, path, body, media, key).await?.into_parts();
        let bytes = axum::body::to_bytes(body, LONGEST_ANSWER_BYTES).await;
        let bytes = bytes.map_err(|error| Problem::broken(&error))?;
        let value = if bytes.is_empty() {
            Value::Null
        } else {
            serde_json::from_slice(&bytes).map_err(|error| Problem::broken(&error))?
        };
        Ok(Answer { value, headers: parts.headers })
    }

    /// Has the API do something that answers with a file, which is passed on as it comes.
    pub async fn fetch(&self, path: &str, body: &Value) -> Result<Response, Problem> {
        let media = HeaderValue::from_static("application/json");
        let body = Body::from(body.to_string());
        self.passed(Method::POST, path, body, Some(media), None).await
    }

    async fn passed(
        &self,
        method: Method,
        path: &str,
        body: Body,
        media: Option<HeaderValue>,
        key: Option<&str>,
    ) -> Result<Response, Problem> {
        let mut request = Request::new(body);
        *request.method_mut() = method;
        *request.uri_mut() = path.parse().map_err(|_| Problem::not_found())?;
        *request.headers_mut() = self.headers.clone();
        *request.extensions_mut() = self.extensions.clone();
        if let Some(media) = media {
            request.headers_mut().insert(header::CONTENT_TYPE, media);
        }
        if let Some(key) = key.and_then(|key| HeaderValue::from_str(key).ok()) {
            request.headers_mut().insert("idempotency-key", key);
        }
        let Ok(mut response) = self.api.0.clone().oneshot(request).await;
        if let Some(problem) = response.extensions_mut().remove::<Problem>() {
            return Err(problem);
        }
        let status = response.status();
        if !status.is_success() {
            return Err(Problem::of_status(status));
        }
        Ok(response)
    }

    /// A cookie of the visit.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let cookies = self.headers.get(header::COOKIE)?.to_str().ok()?;
        let mut all = cookies.split(';').filter_map(|cookie| cookie.trim().split_once('='));
        all.find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// A fresh key for a form: sent twice, it is one request.
    pub fn new_key(&self) -> Result<String, Problem> {
        let id = self.asked.office.world.id().map_err(|error| Problem::broken(&error))?;
        Ok(format!("page-{id}"))
    }
}
