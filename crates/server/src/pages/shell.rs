//! What surrounds every page: who is signed in, where one can go, in which language.

use access::{OrganisationKind, Role};
use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::texts::Speech;
use crate::asked::Asked;
use crate::problem::Problem;

/// A place in the navigation.
pub struct Place {
    /// Its address.
    pub href: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Whether the page is under it.
    pub here: bool,
}

/// The surroundings of a page.
pub struct Shell {
    /// The words.
    pub t: Speech,
    /// The page's title.
    pub title: String,
    /// Where one can go.
    pub places: Vec<Place>,
    /// Who is signed in.
    pub name: Option<String>,
    /// The address of this page, to come back to after a change of language.
    pub here: String,
    /// The Beijing day, with its weekday.
    pub today: String,
    /// Whether this is a demonstration.
    pub demo: bool,
}

impl Shell {
    /// The surroundings of a page under a place of the navigation.
    pub fn new(asked: &Asked, title: impl Into<String>, under: &str) -> Shell {
        let t = Speech(asked.language);
        Shell {
            t,
            title: title.into(),
            places: places(asked, t, under),
            name: asked.credential.as_ref().map(|credential| credential.name.clone()),
            here: asked.address.clone(),
            today: t.day(asked.today),
            demo: asked.movable.is_some(),
        }
    }
}

/// Where the caller can go: what their roles are about, and what is open to anybody.
fn places(asked: &Asked, t: Speech, under: &str) -> Vec<Place> {
    let mut places = Vec::new();
    let mut place = |href, name: &'static str| {
        let name = t.find(name).unwrap_or(name);
        places.push(Place { href, name, here: href == under });
    };
    if let Some(credential) = &asked.credential {
        let person = &credential.person;
        let roles = person.roles_on(asked.today);
        let is = |role| roles.contains(&role);
        if roles.iter().any(|role| !matches!(role, Role::Administrator | Role::Clerk)) {
            place("/reviews", "nav-reviews");
        }
        if matches!(person.kind, OrganisationKind::Party | OrganisationKind::LawFirm) {
            place("/filings", "nav-filings");
        }
        if is(Role::Clerk) || is(Role::Head) || is(Role::Auditor) {
            place("/calendar", "nav-calendar");
        }
        if is(Role::Administrator) || is(Role::Head) || is(Role::PartyAdmin) {
            place("/people", "nav-people");
        }
        if is(Role::Auditor) {
            place("/readings/all", "readings-title");
        }
        if is(Role::Head) || is(Role::Auditor) {
            place("/emergencies", "emergency-title");
            place("/four-eyes", "two-title");
        }
        if is(Role::Administrator) || is(Role::Auditor) {
            place("/office/evidence", "nav-evidence");
        }
    }
    place("/law", "nav-law");
    place("/days", "nav-days");
    if asked.office.seals().is_ok() {
        place("/verify", "nav-verify");
    }
    places
}

/// A page of a status.
pub fn page(status: StatusCode, template: &impl Template) -> Result<Response, Problem> {
    let html = template.render().map_err(|error| Problem::broken(&error))?;
    let media = HeaderValue::from_static("text/html; charset=utf-8");
    Ok((status, [(header::CONTENT_TYPE, media)], html).into_response())
}

/// A page, all well.
pub fn ok(template: &impl Template) -> Result<Response, Problem> {
    page(StatusCode::OK, template)
}

/// On to another page (303: what was sent is not sent again by a reload).
pub fn on_to(address: &str) -> Response {
    let place = HeaderValue::from_str(address).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response()
}
