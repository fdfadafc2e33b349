//! The texts of law on the shelf: for anybody to find, for the Office to bring and to compare.

use access::{Question, Resource};
use askama::Template;
use axum::extract::Multipart;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use jiff::Timestamp;

use super::entries::size;
use super::form::{Choice, Trouble};
use super::parts::{Parts, Upload, read_parts};
use super::shell::{Shell, on_to, page};
use super::texts::Speech;
use super::visit::Visit;
use crate::library::{LARGEST_TEXT_BYTES, OnShelf, Tie};
use crate::problem::Problem;
use crate::table::{Asks, Route};
use crate::world::beijing;

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This;
    vec![
        Route::new(Method::GET, "/law/texts", asks(Question::LawRead), show)
            .about("法律文本页", "The page of the texts of law"),
        Route::new(Method::POST, "/law/texts", asks(Question::LawTextAdd), add)
            .about("收录法律文本", "Put a text of law on the shelf"),
    ]
}

struct Row {
    id: String,
    name: String,
    english: bool,
    order: String,
    promulgated: String,
    amended: String,
    in_force: String,
    articles: usize,
    law: Option<(String, String)>,
    file: String,
    size: String,
    added: String,
    withdrawn: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "law_texts.html")]
struct Page {
    shell: Shell,
    trouble: Option<Trouble>,
    texts: Vec<Row>,
    withdrawn: Vec<Row>,
    from: Vec<Choice>,
    to: Vec<Choice>,
    may_add: bool,
    versions: Vec<Choice>,
    largest: String,
    key: String,
}

async fn show(visit: Visit) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    draw(&visit, None, None)
}

fn draw(
    visit: &Visit,
    chosen: Option<&str>,
    problem: Option<&Problem>,
) -> Result<Response, Problem> {
    let (asked, t) = (&visit.asked, visit.t);
    let all = asked.law_texts()?;
    let (gone, there): (Vec<_>, Vec<_>) = all.iter().partition(|one| one.withdrawn.is_some());
    let mut there: Vec<&OnShelf> = there.into_iter().map(|one| &**one).collect();
    there.sort_by_key(|one| (one.name().to_owned(), one.day()));
    let usual = usual_pair(&there);
    let (from, to) = usual.unzip();
    let context = asked.office.context();
    let version = |regime: &law::Regime| Choice {
        value: regime.id.to_string(),
        name: t.words(&regime.name()).to_owned(),
        chosen: chosen == Some(regime.id.as_str()),
    };
    let first = [("", "texts-law-by-name"), (Tie::ALONE, "texts-law-none")];
    let first = first.map(|(value, name)| Choice {
        value: value.to_owned(),
        name: t.get(name).to_owned(),
        chosen: chosen.unwrap_or_default() == value,
    });
    let drawn = Page {
        shell: Shell::new(asked, t.get("texts-title"), "/law"),
        trouble: problem.map(|problem| Trouble::new(t, problem, &[])),
        texts: there.iter().map(|one| row(visit, one)).collect(),
        withdrawn: gone.iter().map(|one| row(visit, one)).collect(),
        from: choices(t, &there, from),
        to: choices(t, &there, to),
        may_add: asked.allows(Question::LawTextAdd, &Resource::Office),
        versions: first.into_iter().chain(context.book().all().map(|it| version(it))).collect(),
        largest: size(t, LARGEST_TEXT_BYTES as u64),
        key: visit.new_key()?,
    };
    page(problem.map_or(StatusCode::OK, Problem::status), &drawn)
}

fn row(visit: &Visit, one: &OnShelf) -> Row {
    let t = visit.t;
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let gone = one.withdrawn.as_ref();
    Row {
        id: one.id.clone(),
        name: one.name().to_owned(),
        english: one.head.language == "en",
        order: one.head.order.clone().unwrap_or_default(),
        promulgated: day(one.head.promulgated),
        amended: day(one.head.amended),
        in_force: day(one.head.in_force),
        articles: one.head.articles,
        law: version_of(visit, one),
        file: one.file.name.clone(),
        size: size(t, one.file.bytes),
        added: day_of(t, one.added_at),
        withdrawn: gone.map(|gone| (day_of(t, gone.at), gone.because.clone())),
    }
}

/// The version a text is tied to: its id and its name.
pub fn version_of(visit: &Visit, one: &OnShelf) -> Option<(String, String)> {
    let id = one.law.clone()?;
    let context = visit.asked.office.context();
    let name = context.book().find(&id).map(|regime| visit.t.words(&regime.name()).to_owned());
    Some((id.clone(), name.unwrap_or(id)))
}

/// A Beijing day with its weekday.
pub fn day_of(t: Speech, at: Timestamp) -> String {
    t.day(beijing(at).0)
}

/// What a text is called where it is chosen: its version, or its year, tells it from its namesakes.
pub fn called(t: Speech, one: &OnShelf) -> String {
    let year = one.day().map(|day| day.year().to_string());
    let mut called = one.name().to_owned();
    if let Some(which) = one.law.clone().or(year) {
        called.push_str(&t.with("texts-year", &[("year", &which)]));
    }
    if one.head.language == "en" {
        called.push_str(&format!(" · {}", t.get("texts-english")));
    }
    called
}

/// Texts to choose from.
pub fn choices(t: Speech, texts: &[&OnShelf], chosen: Option<&str>) -> Vec<Choice> {
    let choice = |one: &&OnShelf| Choice {
        value: one.id.clone(),
        name: called(t, one),
        chosen: chosen == Some(one.id.as_str()),
    };
    texts.iter().map(choice).collect()
}

/// Two texts that somebody is likely to compare: the newest that has an older namesake, else the
/// last two. In the order of their names and days.
fn usual_pair<'a>(texts: &[&'a OnShelf]) -> Option<(&'a str, &'a str)> {
    let chinese: Vec<&&OnShelf> = texts.iter().filter(|one| one.head.language == "zh").collect();
    let pairs = || chinese.iter().zip(chinese.iter().skip(1));
    let namesakes = pairs().filter(|(old, new)| old.name() == new.name());
    let newest = namesakes.max_by_key(|(_, new)| new.day());
    let (old, new) = newest.or_else(|| pairs().next_back())?;
    Some((old.id.as_str(), new.id.as_str()))
}

async fn add(visit: Visit, multipart: Multipart) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    let path = "/api/v1/law/texts".to_owned();
    let upload = Upload { method: Method::POST, path, along: &["law"] };
    let Parts { filled, files, stopped } = read_parts(&visit, multipart, &upload).await?;
    let nothing = || {
        let text = law::Words::new("请先选择文件", "choose a file first");
        Problem::fault("?name", text)
    };
    let stopped = stopped.or_else(|| files.is_empty().then(nothing));
    match (stopped, files.first()) {
        (Some(problem), _) => draw(&visit, filled.one("law"), Some(&problem)),
        (None, Some(id)) => Ok(on_to(&format!("/law/texts/{id}"))),
        (None, None) => Ok(on_to("/law/texts")),
    }
}
