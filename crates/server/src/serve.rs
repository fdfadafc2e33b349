//! The router: the table's routes, and what surrounds all of them.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Extension, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use tower_http::catch_panic::CatchPanicLayer;

use crate::api::table;
use crate::language::preferred;
use crate::office::Shared;
use crate::pages::{Api, assets};
use crate::problem::Problem;
use crate::{openapi, pages, table};

/// The whole of the office over HTTP.
pub fn router(office: Shared) -> Router {
    finish(table_of_all(), pages::table(), office)
}

/// The table of every route, the description of the API among them.
fn table_of_all() -> Vec<table::Route> {
    let mut routes = table();
    routes.extend(openapi::routes());
    routes
}

/// The routers of the API and of the pages over it, and what surrounds both.
pub fn finish(api: Vec<table::Route>, pages: Vec<table::Route>, office: Shared) -> Router {
    let api = table::router(api);
    let behind = Api(api.clone().with_state(office.clone()));
    let pages = table::router(pages).layer(Extension(behind));
    api.merge(pages)
        .merge(assets())
        .merge(openapi::pages())
        .fallback(async || Problem::not_found())
        .with_state(office)
        // What is read of a body is limited where it is read.
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn(speak))
        .layer(CatchPanicLayer::custom(panicked))
}

/// Writes every problem in the caller's language, and says to browsers what they may do with an
/// answer.
async fn speak(request: Request, next: Next) -> Response {
    let language = preferred(request.headers());
    let page = pages::is_page(request.uri().path())
        .then(|| (request.uri().clone(), request.headers().clone()));
    let mut response = next.run(request).await;
    let status = response.status();
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        let headers = std::mem::take(response.headers_mut());
        response = match &page {
            Some((from, visitor)) => pages::show_problem(&problem, language, from, visitor),
            None => problem.answer(language),
        };
        keep(&headers, header::ALLOW, &mut response);
    } else if (status.is_client_error() || status.is_server_error()) && !is_html(&response) {
        let headers = std::mem::take(response.headers_mut());
        response = Problem::of_status(status).answer(language);
        keep(&headers, header::ALLOW, &mut response);
    }
    let headers = response.headers_mut();
    put(headers, header::CACHE_CONTROL, "no-store");
    put(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    if is_html(&response) {
        guard_page(response.headers_mut());
    }
    response
}

/// Whether an answer is a page already: a form that comes back with what stands against it.
fn is_html(response: &Response) -> bool {
    let media = response.headers().get(header::CONTENT_TYPE);
    media.is_some_and(|media| media.as_bytes().starts_with(b"text/html"))
}

/// A page runs nothing but its own, is framed by nobody and says to nobody where one came from.
fn guard_page(headers: &mut HeaderMap) {
    put(headers, header::REFERRER_POLICY, "no-referrer");
    put(
        headers,
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; \
         frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    );
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}

fn keep(from: &HeaderMap, name: HeaderName, to: &mut Response) {
    if let Some(value) = from.get(&name) {
        to.headers_mut().insert(name, value.clone());
    }
}

fn panicked(_panic: Box<dyn std::any::Any + Send>) -> Response {
    use axum::response::IntoResponse as _;
    Problem::broken(&"a handler panicked").into_response()
}
