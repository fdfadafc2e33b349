//! A problem as a page.

use askama::Template;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};

use super::list::address;
use super::shell::on_to;
use super::texts::Speech;
use crate::language::Language;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "problem.html")]
struct Page {
    t: Speech,
    title: String,
    text: String,
    faults: Vec<String>,
}

/// Whether an address is a page's: everything but the API, the log and the watchers'
/// door.
pub fn is_page(path: &str) -> bool {
    let others = ["/api/", "/assets/", "/log/"];
    path != "/healthz" && !others.iter().any(|begin| path.starts_with(begin))
}

/// The page whose form was sent to an address.
fn back_to(path: &str) -> &str {
    let own = ["/account/totp", "/account/recovery-codes", "/account/passkeys"];
    if own.iter().any(|of| path.starts_with(of)) { "/account/factors" } else { path }
}

/// A problem for somebody at a page. Who is not signed in goes to the door and comes back.
pub fn show(problem: &Problem, language: Language, from: &Uri, headers: &HeaderMap) -> Response {
    if problem.status() == StatusCode::UNAUTHORIZED && !headers.contains_key(header::AUTHORIZATION)
    {
        return on_to(&address("/sign-in", &[("next", &from.to_string())]));
    }
    match problem.reason() {
        "enrol-first" => return on_to("/account/factors"),
        "prove-again" => {
            return on_to(&address("/account/prove", &[("next", back_to(from.path()))]));
        }
        _ => {}
    }
    let t = Speech(language);
    let faults = problem.faults().iter();
    let page = Page {
        t,
        title: t.words(problem.title()).to_owned(),
        text: t.words(problem.text()).to_owned(),
        faults: faults.map(|fault| format!("{} {}", fault.pointer, t.words(&fault.text))).collect(),
    };
    match page.render() {
        Ok(html) => {
            let media = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
            (problem.status(), media, html).into_response()
        }
        Err(_) => problem.answer(language),
    }
}
