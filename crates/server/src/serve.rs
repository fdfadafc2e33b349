//! The router: the table's routes, and what surrounds all of them.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Extension, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use tower_http::catch_panic::CatchPanicLayer;

use crate::api::table;
use crate::language::preferred;
use crate::office::{Shared, Transport};
use crate::pages::{Api, assets};
use crate::problem::Problem;
use crate::{openapi, pages, table};

/// The whole of the office over HTTP.
pub fn router(office: Shared) -> Router {
    finish(table_of_all(), pages::table(), office)
}

/// Method and path of every route, pages among them: for whoever checks them all.
pub fn every_route() -> Vec<(Method, &'static str)> {
    let all = table_of_all().into_iter().chain(pages::table());
    all.map(|route| (route.method, route.path)).collect()
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
    let transport = office.transport;
    api.merge(pages)
        .merge(assets())
        .merge(openapi::pages())
        .fallback(async || Problem::not_found())
        .with_state(office)
        // What is read of a body is limited where it is read.
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(transport, speak))
        .layer(CatchPanicLayer::custom(panicked))
}

/// Writes every problem in the caller's language, and says to browsers what they may do with an
/// answer.
async fn speak(State(transport): State<Transport>, request: Request, next: Next) -> Response {
    let reader = request.uri().path().starts_with("/api/docs");
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
    let guard = if reader { Guard::Reader } else { Guard::Everything };
    guarded(response.headers_mut(), guard, transport);
    response
}

/// What an answer may do in a browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Guard {
    /// What our own pages need, and what is no page nothing of it.
    Everything,
    /// The reader of the API's description styles itself as it goes: styles, and nothing else, may
    /// stand in its page.
    Reader,
}

/// What pages may load: their own sheet, script and seal. No script and no style stands in a page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'; frame-src 'none'; object-src 'none'; \
    require-trusted-types-for 'script'";
/// The same for the reader of the description.
const POLICY_OF_READER: &str = "default-src 'none'; script-src 'self'; \
    style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
    frame-src 'none'; object-src 'none'";
/// What a page of ours never asks a machine for.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), \
    encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), microphone=(), midi=(), \
    payment=(), usb=()";

/// Every answer, whatever it is: nothing is kept by caches, guessed at, framed, embedded or told to
/// others.
fn guarded(headers: &mut HeaderMap, guard: Guard, transport: Transport) {
    put(headers, header::CACHE_CONTROL, "no-store");
    put(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(headers, header::X_FRAME_OPTIONS, "DENY");
    put(headers, header::REFERRER_POLICY, "no-referrer");
    let policy = match guard {
        Guard::Everything => POLICY,
        Guard::Reader => POLICY_OF_READER,
    };
    put(headers, header::CONTENT_SECURITY_POLICY, policy);
    put(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    put(headers, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    put(headers, HeaderName::from_static("cross-origin-embedder-policy"), "require-corp");
    put(headers, HeaderName::from_static("permissions-policy"), PERMISSIONS);
    put(headers, HeaderName::from_static("x-permitted-cross-domain-policies"), "none");
    match transport {
        // Two years, as lists of those who speak TLS alone ask for.
        Transport::Tls => {
            put(headers, header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains")
        }
        Transport::Plain => {}
    }
}

/// Whether an answer is a page already: a form that comes back with what stands against it.
fn is_html(response: &Response) -> bool {
    let media = response.headers().get(header::CONTENT_TYPE);
    media.is_some_and(|media| media.as_bytes().starts_with(b"text/html"))
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
