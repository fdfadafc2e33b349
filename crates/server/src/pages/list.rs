//! The list of reviews: who must do what until when, the most urgent first.

use access::{OrganisationKind, Question, Role};
use askama::Template;
use axum::http::Method;
use axum::response::Response;
use jiff::civil::Date;
use review::{Actor, Step};
use serde::Deserialize;

use super::form::Choice;
use super::limits::some_names;
use super::shell::{Shell, ok, on_to};
use super::texts::Speech;
use super::visit::Visit;
use crate::asked::Asked;
use crate::input::Query;
use crate::problem::Problem;
use crate::table::{Asks, Route};
use crate::world::beijing;

/// Routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(Method::GET, "/", Asks::This(Question::HealthRead), home)
            .about("首页", "The first page"),
        Route::new(Method::GET, "/reviews", Asks::This(Question::ReviewList), list)
            .about("审查列表页", "The page of the reviews"),
    ]
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    shell: Shell,
}

/// Whoever is signed in goes on to their work.
async fn home(visit: Visit) -> Result<Response, Problem> {
    let asked = &visit.asked;
    asked.may(&access::Resource::Office)?;
    if let Some(credential) = &asked.credential {
        let roles = credential.person.roles_on(asked.today);
        let kind = credential.person.kind;
        let only = |one: Role| roles.iter().all(|role| *role == one);
        let place = if matches!(kind, OrganisationKind::Party | OrganisationKind::LawFirm) {
            "/filings"
        } else if only(Role::Administrator) {
            "/people"
        } else if only(Role::Clerk) {
            "/calendar"
        } else {
            "/reviews"
        };
        return Ok(on_to(place));
    }
    ok(&Home { shell: Shell::new(asked, visit.t.get("home-title"), "/") })
}

#[derive(Deserialize)]
struct Listed {
    reviews: Vec<Row>,
    next: Option<String>,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    number: Option<String>,
    title: String,
    law: String,
    step: Option<String>,
    closed: bool,
    conclusion: Option<String>,
    due: Option<Date>,
    latest: Option<Date>,
    stopped: bool,
    waiting_for: Vec<String>,
}

/// Something to be known at once.
struct ToldLine {
    place: String,
    text: String,
    because: String,
}

/// What the caller is to know, as it stands above the list.
fn told(asked: &Asked, t: Speech) -> Result<Vec<ToldLine>, Problem> {
    let line = |line: crate::api::Line| {
        let (day, time) = beijing(line.at);
        let when = format!("{} {}", t.day(day), time.strftime("%H:%M"));
        let number = line.number.unwrap_or_default();
        let deed = line.deed.map(|deed| t.of("deed", &deed)).unwrap_or_default();
        let with: [(&str, &str); 4] =
            [("name", &line.name), ("number", &number), ("when", &when), ("deed", &deed)];
        let (place, text) = match line.kind.as_str() {
            "emergency" => ("/emergencies".to_owned(), t.with("told-emergency", &with)),
            "four-eyes" => ("/four-eyes".to_owned(), t.with("told-two", &with)),
            _ => {
                let review = line.review.unwrap_or_default();
                (format!("/reviews/{review}/declarations"), t.with("told-declared", &with))
            }
        };
        ToldLine { place, text, because: line.because.unwrap_or_default() }
    };
    Ok(crate::api::told_lines(asked)?.into_iter().map(line).collect())
}

/// A row as it is shown.
struct Line {
    id: String,
    number: String,
    title: String,
    law: String,
    step: String,
    due: String,
    look: &'static str,
    note: String,
    waiting: String,
}

#[derive(Template)]
#[template(path = "reviews.html")]
struct Page {
    shell: Shell,
    told: Vec<ToldLine>,
    lines: Vec<Line>,
    next: Option<String>,
    steps: Vec<Choice>,
    laws: Vec<Choice>,
    states: Vec<Choice>,
    turns: Vec<Choice>,
    text: String,
    overdue: bool,
    may_open: bool,
    filtered: bool,
}

async fn list(visit: Visit, query: Query) -> Result<Response, Problem> {
    let (asked, t) = (&visit.asked, visit.t);
    asked.person()?;
    let filters = ["step", "law", "waiting_for", "state", "overdue", "q", "cursor"];
    query.only(&filters)?;
    let given: Vec<(&str, &str)> = filters
        .iter()
        .filter_map(|name| Some((*name, query.get(name)?)))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let listed: Listed = visit.read(&address("/api/v1/reviews", &given)).await?;
    let next = listed.next.map(|cursor| {
        let mut on: Vec<(&str, &str)> =
            given.iter().copied().filter(|(name, _)| *name != "cursor").collect();
        on.push(("cursor", &cursor));
        address("/reviews", &on)
    });
    let chosen = |name: &str| query.get(name).unwrap_or_default();
    let steps = Step::ALL.iter().map(|step| (step.word().to_owned(), t.of("step", step.word())));
    let context = asked.office.context();
    let laws = context.book().all();
    let laws = laws.map(|law| (law.id.to_string(), t.of("law", law.id.as_str())));
    ok(&Page {
        shell: Shell::new(asked, t.get("nav-reviews"), "/reviews"),
        told: told(asked, t)?,
        lines: listed.reviews.into_iter().map(|row| line(asked, t, row)).collect(),
        next,
        steps: choices(steps, chosen("step")),
        laws: choices(laws, chosen("law")),
        states: choices(words(t, "list-state", &["open", "closed", "all"]), chosen("state")),
        turns: choices(turns(asked, t), chosen("waiting_for")),
        text: chosen("q").to_owned(),
        overdue: chosen("overdue") == "true",
        may_open: may_open(asked),
        filtered: !given.is_empty(),
    })
}

/// Whether the caller may open a review that nobody filed for.
fn may_open(asked: &Asked) -> bool {
    asked.allows(Question::ReviewStartExOfficio, &access::Resource::Office)
}

/// Whose turn the list can be asked for: outside the Office only sides and oneself.
fn turns(asked: &Asked, t: Speech) -> Vec<(String, String)> {
    let mut all = vec![Actor::Office, Actor::Party, Actor::Provider, Actor::Commission];
    let person = asked.credential.as_ref().map(|credential| &credential.person);
    if let Some((body, person)) = person.and_then(|person| Some((person.body.clone()?, person))) {
        if person.kind == OrganisationKind::MemberUnit {
            all.push(Actor::Unit(body));
        } else if person.kind == OrganisationKind::ProtectionDepartment {
            all.push(Actor::Department(body));
        }
    }
    let own = |actor: &Actor| match actor.body() {
        Some(_) => t.get("turn-ours").to_owned(),
        None => t.of("actor", &actor.to_string()),
    };
    all.iter().map(|actor| (actor.to_string(), own(actor))).collect()
}

fn words(t: Speech, kind: &str, all: &[&str]) -> Vec<(String, String)> {
    all.iter().map(|word| ((*word).to_owned(), t.of(kind, word))).collect()
}

fn choices(all: impl IntoIterator<Item = (String, String)>, chosen: &str) -> Vec<Choice> {
    let choice = |(value, name)| Choice { chosen: value == chosen, value, name };
    all.into_iter().map(choice).collect()
}

fn line(asked: &Asked, t: Speech, row: Row) -> Line {
    let late = row.latest.is_some_and(|day| day < asked.today);
    let (due, look, note) = match (row.due, row.latest) {
        _ if row.closed => {
            let conclusion = row.conclusion.as_deref().unwrap_or_default();
            (String::new(), "done", t.of("conclusion", conclusion))
        }
        _ if row.stopped => (String::new(), "held", t.get("due-stopped").to_owned()),
        (Some(due), Some(latest)) if due != latest => {
            let range = t.with("range", &[("earliest", &t.day(due)), ("latest", &t.day(latest))]);
            (range, "maybe", t.get("provisional").to_owned())
        }
        (Some(due), _) if late => (t.day(due), "late", t.get("overdue").to_owned()),
        (Some(due), _) => (t.day(due), "", String::new()),
        (None, _) => (String::new(), "held", t.get("no-limit-runs").to_owned()),
    };
    let waiting: Vec<String> =
        row.waiting_for.iter().map(|who| actor_name(asked, t, who)).collect();
    Line {
        id: row.id,
        number: row.number.unwrap_or_default(),
        title: row.title,
        law: t.of("law", &row.law),
        step: row.step.map(|step| t.of("step", &step)).unwrap_or_default(),
        due,
        look,
        note,
        waiting: some_names(t, &waiting),
    }
}

/// What somebody in a row is called.
fn actor_name(asked: &Asked, t: Speech, who: &str) -> String {
    let context = asked.office.context();
    let Some((_, id)) = who.split_once(':') else {
        return t.of("actor", who);
    };
    let members = context.book().all().flat_map(|law| &law.members);
    let member = members.filter(|member| member.id == id).last();
    if let Some(member) = member {
        return t.words(&member.short).to_owned();
    }
    let found = asked.office.read(store::desk::people::organisations).unwrap_or_default();
    let house = found.into_iter().find(|house| house.body.as_deref() == Some(id));
    house.map_or_else(|| id.to_owned(), |house| house.name)
}

/// A path with a query.
pub fn address(path: &str, query: &[(&str, &str)]) -> String {
    let mut address = path.to_owned();
    for (at, (name, value)) in query.iter().enumerate() {
        address.push(if at == 0 { '?' } else { '&' });
        address.push_str(name);
        address.push('=');
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
                address.push(char::from(byte));
            } else {
                address.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    address
}
