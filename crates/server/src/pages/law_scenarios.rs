//! The scenarios that come with the program: dockets that show what a rule does, for anybody.

use std::collections::BTreeMap;

use access::{Question, Resource};
use askama::Template;
use axum::extract::Path;
use axum::http::Method;
use axum::response::Response;
use calendar::Calendar;
use law::{Book, Language};
use review::docket::{
    Instead, SCENARIOS, ScenarioPage, applied, print_page, read_page, replay, scenario,
};

use super::shell::{Shell, ok};
use super::texts::Speech;
use super::traces::place;
use super::visit::Visit;
use crate::problem::Problem;
use crate::table::{Asks, Route};

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This(Question::LawRead);
    vec![
        Route::new(Method::GET, "/law/scenarios", asks, list)
            .about("情景一览页", "The page of the scenarios"),
        Route::new(Method::GET, "/law/scenarios/{page}", asks, show)
            .about("一页情景", "A page of scenarios"),
    ]
}

/// Where a page of scenarios is.
fn place_of_page(name: &str) -> String {
    format!("/law/scenarios/{}", name.replace('/', "-"))
}

/// Where a scenario is, by what it is called as a carrier: its page and its title.
pub fn place_of(carrier: &str) -> String {
    let Some((page, title)) = scenario(carrier) else {
        return "/law/scenarios".to_owned();
    };
    let nth = chunks(page.text).iter().position(|chunk| chunk.title == title);
    let nth = nth.map_or(0, |nth| nth + 1);
    format!("{}#s-{nth}", place_of_page(page.name))
}

struct Listed {
    at: String,
    title: String,
    scenarios: usize,
}

#[derive(Template)]
#[template(path = "scenarios.html")]
struct ListPage {
    shell: Shell,
    pages: Vec<Listed>,
}

async fn list(visit: Visit) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    let listed = |page: &ScenarioPage| Listed {
        at: place_of_page(page.name),
        title: title_of(page),
        scenarios: applied().iter().filter(|one| one.page == page.name).count(),
    };
    ok(&ListPage {
        shell: Shell::new(&visit.asked, visit.t.get("scenarios-title"), "/law"),
        pages: SCENARIOS.iter().map(listed).collect(),
    })
}

fn title_of(page: &ScenarioPage) -> String {
    let first = chunks(page.text).into_iter().find(|chunk| !chunk.title.is_empty());
    first.map_or_else(|| page.name.to_owned(), |chunk| chunk.title)
}

/// A heading with what stands under it.
struct Chunk {
    title: String,
    /// Text and dockets in turn; `true`: a docket.
    pieces: Vec<(bool, String)>,
}

/// A page taken apart by its headings and its blocks.
fn chunks(text: &str) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        let fence = line.starts_with("```");
        if !inside && !fence && line.starts_with('#') {
            let title = line.trim_start_matches('#').trim().to_owned();
            chunks.push(Chunk { title, pieces: Vec::new() });
            continue;
        }
        let chunk = match chunks.last_mut() {
            Some(last) => last,
            None => {
                chunks.push(Chunk { title: String::new(), pieces: Vec::new() });
                continue;
            }
        };
        if fence {
            inside = !inside;
            continue;
        }
        match chunk.pieces.last_mut() {
            Some((docket, piece)) if *docket == inside => {
                piece.push('\n');
                piece.push_str(line);
            }
            Some(_) | None => chunk.pieces.push((inside, line.to_owned())),
        }
    }
    for chunk in &mut chunks {
        chunk.pieces.iter_mut().for_each(|(_, piece)| *piece = piece.trim().to_owned());
        chunk.pieces.retain(|(_, piece)| !piece.is_empty());
    }
    chunks
}

struct Scenario {
    nth: usize,
    title: String,
    pieces: Vec<(bool, String)>,
    applies: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "scenario.html")]
struct Page {
    shell: Shell,
    name: String,
    scenarios: Vec<Scenario>,
}

async fn show(visit: Visit, Path(wanted): Path<String>) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    let t = visit.t;
    let found = SCENARIOS.iter().find(|page| page.name.replace('/', "-") == wanted);
    let page = found.ok_or_else(Problem::not_found)?;
    let text = in_language(page, visit.asked.language);
    let chunks = chunks(text.as_deref().unwrap_or(page.text)).into_iter().enumerate();
    let shown = |(index, chunk): (usize, Chunk)| Scenario {
        nth: index + 1,
        applies: applies(t, page, &chunk.title),
        title: chunk.title,
        pieces: chunk.pieces,
    };
    ok(&Page {
        shell: Shell::new(&visit.asked, title_of(page), "/law"),
        name: format!("dockets/{}.md", page.name),
        scenarios: chunks.map(shown).collect(),
    })
}

/// The page with its dockets in a language; its prose stays as it was written.
fn in_language(page: &ScenarioPage, language: Language) -> Option<String> {
    let read = read_page(page.text).ok()?;
    let replays =
        replay(&Book::built_in(), &Calendar::built_in(), &read, &Instead::default()).ok()?;
    let steps = replays.into_iter().flat_map(|one| one.steps);
    let refusals: BTreeMap<usize, review::Refusal> =
        steps.filter_map(|step| Some((step.line, step.refusal?))).collect();
    Some(print_page(page.text, &read, &refusals, language))
}

/// What a scenario applies: each provision with where it stands.
fn applies(t: Speech, page: &ScenarioPage, title: &str) -> Vec<(String, String)> {
    let all = applied().iter().filter(|one| one.page == page.name && one.title == title);
    let mut cites: Vec<_> = all.flat_map(|one| one.provisions.iter()).collect();
    cites.sort_by_key(|(law, cite)| (law.clone(), cite.article.parse::<u16>().ok(), cite.clone()));
    let told = cites.into_iter().map(|(law, cite)| {
        let words = t.words(&cite.words()).to_owned();
        (place(law, cite), format!("{words} · {law}"))
    });
    told.collect()
}
