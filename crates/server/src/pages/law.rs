//! The versions of the Measures, for anybody: which governs a day, what each says in our words.

use access::{Question, Resource};
use askama::Template;
use axum::extract::Path;
use axum::http::Method;
use axum::response::Response;
use jiff::civil::Date;
use law::{Governs, Regime, Status};

use super::law_texts::called;
use super::shell::{Shell, ok};
use super::texts::Speech;
use super::visit::Visit;
use crate::input::Query;
use crate::problem::Problem;
use crate::table::{Asks, Route, may};

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This(Question::LawRead);
    vec![
        Route::new(Method::GET, "/law", asks, list)
            .about("各版本办法页", "The page of the versions")
            .query(const { &[may("on", "日期", "the day")] }),
        Route::new(Method::GET, "/law/{id}", asks, one)
            .about("一个版本的页面", "The page of a version"),
    ]
}

struct Version {
    id: String,
    title: String,
    status: String,
    look: &'static str,
    dated: String,
    in_force: String,
    until: String,
}

#[derive(Template)]
#[template(path = "law.html")]
struct ListPage {
    shell: Shell,
    versions: Vec<Version>,
    on: String,
    governs: Option<(String, String, String)>,
    governs_none: Option<String>,
    fault: Option<String>,
    may_try: bool,
}

async fn list(visit: Visit, query: Query) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    query.only(&["on"])?;
    let t = visit.t;
    let context = visit.asked.office.context();
    let book = context.book();
    let today = visit.asked.today;
    let given = query.get("on").unwrap_or_default();
    let on = if given.is_empty() { Ok(today) } else { given.parse::<Date>() };
    let mut drawn = ListPage {
        shell: Shell::new(&visit.asked, t.get("law-title"), "/law"),
        versions: book.all().map(|regime| version(t, regime, today)).collect(),
        on: on.as_ref().map_or_else(|_| given.to_owned(), ToString::to_string),
        governs: None,
        governs_none: None,
        fault: None,
        may_try: may_try(&visit),
    };
    match on {
        Err(_) => {
            let words =
                law::Words::new("应为日期，如 2022-02-15", "a day such as 2022-02-15 is expected");
            drawn.fault = Some(t.words(&words).to_owned());
        }
        Ok(on) => match book.governs(on) {
            Governs::By(regime, why, _) => {
                let name = t.words(&regime.title).to_owned();
                drawn.governs = Some((regime.id.to_string(), name, t.words(&why).to_owned()));
            }
            Governs::None(why) => drawn.governs_none = Some(t.words(&why).to_owned()),
        },
    }
    ok(&drawn)
}

fn version(t: Speech, regime: &Regime, today: Date) -> Version {
    let status = regime.status_on(today);
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    Version {
        id: regime.id.to_string(),
        title: t.words(&regime.title).to_owned(),
        status: t.words(&status.words()).to_owned(),
        look: match status {
            Status::InForce => "done",
            Status::Draft | Status::Example => "maybe",
            Status::Repealed => "held",
        },
        dated: regime.dated.to_string(),
        in_force: day(regime.in_force),
        until: day(regime.until),
    }
}

/// Whether the caller may try a version on the cases there are.
fn may_try(visit: &Visit) -> bool {
    visit.asked.credential.is_some() && visit.asked.allows(Question::WhatIf, &Resource::Office)
}

struct PositionRow {
    question: String,
    taken: String,
    code: String,
    others: String,
    source: String,
}

struct ProvisionRow {
    address: String,
    gist: String,
    kind: String,
    unverified: bool,
}

#[derive(Template)]
#[template(path = "law_version.html")]
struct Page {
    shell: Shell,
    version: Version,
    may_try: bool,
    hash: String,
    members: Vec<String>,
    positions: Vec<PositionRow>,
    provisions: Vec<ProvisionRow>,
    /// Its texts on the shelf: ids and names.
    texts: Vec<(String, String)>,
}

async fn one(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    let t = visit.t;
    let context = visit.asked.office.context();
    let regime = context.book().find(&id).ok_or_else(Problem::not_found)?;
    let positions = regime.position_rules.iter().map(|rule| PositionRow {
        code: format!("{}={}", rule.id, rule.value),
        question: t.words(&rule.asks).to_owned(),
        taken: t.reading(&rule.id, &rule.value),
        others: t.readings(&rule.id, &rule.alternatives),
        source: t.words(&rule.source).to_owned(),
    });
    let provisions = regime.provisions.iter().map(|provision| ProvisionRow {
        address: t.words(&provision.cite.words()).to_owned(),
        gist: t.words(&provision.gist).to_owned(),
        kind: t.words(&provision.kind.words()).to_owned(),
        unverified: provision.unverified,
    });
    let texts = visit.asked.law_texts()?;
    let its = texts.iter().filter(|one| one.law.as_deref() == Some(regime.id.as_str()));
    let there = its.filter(|one| one.withdrawn.is_none());
    ok(&Page {
        shell: Shell::new(&visit.asked, t.words(&regime.title), "/law"),
        texts: there.map(|one| (one.id.clone(), called(t, one))).collect(),
        version: version(t, regime, visit.asked.today),
        may_try: may_try(&visit),
        hash: regime.hash.clone(),
        members: regime.members.iter().map(|one| t.words(&one.name).to_owned()).collect(),
        positions: positions.collect(),
        provisions: provisions.collect(),
    })
}
