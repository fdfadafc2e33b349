//! What carries each provision of a version, and what each thing carried rests on: for anybody.

use access::{Question, Resource};
use askama::Template;
use axum::extract::Path;
use axum::http::Method;
use axum::response::Response;
use law::{Carrier, Carries, Covered, Kind, Reach, Regime};
use review::docket::scenario;

use super::law_scenarios::place_of;
use super::shell::{Shell, ok};
use super::texts::Speech;
use super::traces::anchor;
use super::visit::Visit;
use crate::covering::coverage;
use crate::problem::Problem;
use crate::table::{Asks, Route};

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This(Question::LawRead);
    vec![Route::new(Method::GET, "/law/{id}/coverage", asks, show).about(
        "一个版本逐条由什么落实的页面",
        "The page of what carries each provision of a version",
    )]
}

/// Something that carries: where it is told of, and what it is called.
struct CarrierShown {
    at: String,
    sort: String,
    name: String,
}

struct Row {
    anchor: String,
    cite: String,
    gist: String,
    kind: String,
    unverified: bool,
    reach: String,
    look: &'static str,
    carriers: Vec<CarrierShown>,
    scenarios: Vec<CarrierShown>,
    out_of_reach: Option<String>,
}

struct CarrierRow {
    anchor: String,
    name: String,
    /// Where it can be seen, if it has a page.
    at: Option<String>,
    provisions: Vec<(String, String)>,
}

struct Group {
    title: String,
    rows: Vec<CarrierRow>,
}

struct Figure {
    number: String,
    words: String,
}

#[derive(Template)]
#[template(path = "law_coverage.html")]
struct Page {
    shell: Shell,
    id: String,
    name: String,
    figures: Vec<Figure>,
    rows: Vec<Row>,
    groups: Vec<Group>,
}

async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    let t = visit.t;
    let context = visit.asked.office.context();
    let regime = context.book().find(&id).ok_or_else(Problem::not_found)?;
    let covered = coverage(regime);
    ok(&Page {
        shell: Shell::new(&visit.asked, t.get("coverage-title"), "/law"),
        id: regime.id.to_string(),
        name: t.words(&regime.name()).to_owned(),
        figures: figures(t, &covered),
        rows: covered.provisions.iter().map(|one| row(t, regime, one)).collect(),
        groups: groups(t, regime, &covered.carriers),
    })
}

/// How many provisions there are of those that bind somebody, and how many are carried.
fn figures(t: Speech, covered: &law::Coverage) -> Vec<Figure> {
    let of = |kind: Kind| {
        let (all, carried) = covered.of_kind(kind);
        Figure { number: format!("{carried} / {all}"), words: t.words(&kind.words()).to_owned() }
    };
    let mut figures: Vec<Figure> = [Kind::Duty, Kind::Power, Kind::Limit].map(of).into();
    for reach in [Reach::OutOfReach, Reach::Bare] {
        let count = covered.provisions.iter().filter(|row| row.reach == reach).count();
        let words = t.words(&reach.words()).to_owned();
        figures.push(Figure { number: count.to_string(), words });
    }
    figures
}

fn row(t: Speech, regime: &Regime, one: &Covered) -> Row {
    let provision = &one.provision;
    let (scenarios, carriers): (Vec<&Carrier>, Vec<&Carrier>) =
        provision.carried_by.iter().partition(|it| matches!(it, Carrier::Scenario(_)));
    let shown = |carrier: &&Carrier| CarrierShown {
        at: place(regime, carrier),
        sort: t.of("carrier", sort(carrier)),
        name: name(t, carrier),
    };
    Row {
        anchor: anchor(&provision.cite),
        cite: t.words(&provision.cite.words()).to_owned(),
        gist: t.words(&provision.gist).to_owned(),
        kind: t.words(&provision.kind.words()).to_owned(),
        unverified: provision.unverified || regime.is_unverified(&provision.cite),
        reach: t.words(&one.reach.words()).to_owned(),
        look: look(one.reach),
        carriers: carriers.iter().map(shown).collect(),
        scenarios: scenarios.iter().map(shown).collect(),
        out_of_reach: provision.out_of_reach.as_ref().map(|why| t.words(why).to_owned()),
    }
}

fn look(reach: Reach) -> &'static str {
    match reach {
        Reach::Carried => "done",
        Reach::InPart => "maybe",
        Reach::OutOfReach | Reach::Said => "held",
        Reach::Bare => "late",
    }
}

fn sort(carrier: &Carrier) -> &'static str {
    match carrier {
        Carrier::Act(_) => "act",
        Carrier::Limit(_) => "limit",
        Carrier::Notice(_) => "notice",
        Carrier::Page(_) => "page",
        Carrier::Scenario(_) => "scenario",
    }
}

/// What a carrier is called where people meet it.
pub(super) fn name(t: Speech, carrier: &Carrier) -> String {
    match carrier {
        Carrier::Act(act) => t.of("act", act),
        Carrier::Limit(step) => t.words(&step.words()).to_owned(),
        Carrier::Notice(word) => {
            let kind = notice::Kind::ALL.iter().find(|kind| kind.word() == word);
            kind.map_or_else(|| word.clone(), |kind| t.words(&kind.title()).to_owned())
        }
        Carrier::Page(page) => t.of("carrier-page", page),
        Carrier::Scenario(name) => {
            scenario(name).map_or(name.as_str(), |(_, title)| title).to_owned()
        }
    }
}

/// Where it is told what a carrier carries.
pub(super) fn place(regime: &Regime, carrier: &Carrier) -> String {
    match carrier {
        Carrier::Scenario(name) => place_of(name),
        Carrier::Act(_) | Carrier::Limit(_) | Carrier::Notice(_) | Carrier::Page(_) => {
            format!("/law/{}/coverage#{}", regime.id, slug(carrier))
        }
    }
}

fn slug(carrier: &Carrier) -> String {
    format!("by-{}", carrier.to_string().replace([':', '/', ' '], "-"))
}

/// What carries, by its sort, with what each carries.
fn groups(t: Speech, regime: &Regime, all: &[Carries]) -> Vec<Group> {
    let sorts = ["limit", "act", "notice", "page"];
    let group = |of: &&str| {
        let rows = all.iter().filter(|one| sort(&one.carrier) == *of);
        Group {
            title: t.of("carriers", of),
            rows: rows.map(|one| carrier_row(t, regime, one)).collect(),
        }
    };
    sorts.iter().map(group).filter(|group| !group.rows.is_empty()).collect()
}

fn carrier_row(t: Speech, regime: &Regime, one: &Carries) -> CarrierRow {
    let cites = one.provisions.iter();
    let at = match &one.carrier {
        Carrier::Page(page) if page == "law" => Some(format!("/law/{}", regime.id)),
        Carrier::Page(_)
        | Carrier::Act(_)
        | Carrier::Limit(_)
        | Carrier::Notice(_)
        | Carrier::Scenario(_) => None,
    };
    CarrierRow {
        anchor: slug(&one.carrier),
        name: name(t, &one.carrier),
        at,
        provisions: cites
            .map(|cite| (format!("#{}", anchor(cite)), t.words(&cite.words()).to_owned()))
            .collect(),
    }
}
