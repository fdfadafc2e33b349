//! One text of law: its articles with their addresses, what a rule file and it say of each other,
//! and its bytes.

use std::sync::Arc;

use access::{Question, Resource};
use askama::Template;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use serde_json::Value;
use statute::{Article, Checked, Heading, Paragraph, Slip, Standing, Statute};

use super::entries::size;
use super::form::{Choice, Filled, Trouble};
use super::law_texts::{choices, day_of, version_of};
use super::shell::{Shell, on_to, page};
use super::texts::Speech;
use super::visit::Visit;
use crate::api::send_original;
use crate::input::{Field, Kind};
use crate::library::OnShelf;
use crate::problem::Problem;
use crate::table::{Asks, Route};

const WITHDRAW: &[Field] = &[Field::required("because", Kind::Text)];

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This;
    let one = "/law/texts/{id}";
    vec![
        Route::new(Method::GET, one, asks(Question::LawRead), show)
            .about("一份法律文本的页面", "The page of a text of law"),
        Route::new(Method::GET, "/law/texts/{id}/original", asks(Question::LawRead), original)
            .about("法律文本的原始文件", "The original file of a text of law"),
        Route::new(
            Method::POST,
            "/law/texts/{id}/withdraw",
            asks(Question::LawTextWithdraw),
            withdraw,
        )
        .about("撤下法律文本", "Withdraw a text of law"),
    ]
}

/// What can be taken along of a text.
struct Download {
    href: String,
    name: &'static str,
    note: String,
}

struct Part {
    address: String,
    title: String,
    /// Addresses and numbers of its articles.
    articles: Vec<(String, String)>,
}

struct Line {
    address: String,
    label: String,
    text: String,
    below: bool,
    unverified: bool,
}

struct Block {
    headings: Vec<(String, String, bool)>,
    address: String,
    label: String,
    /// Paragraphs, each with its items.
    paragraphs: Vec<(Line, Vec<Line>)>,
}

struct Differs {
    kind: String,
    key: String,
    line: usize,
    rule: String,
    address: String,
    text: String,
}

struct Check {
    law: String,
    agrees: bool,
    differences: Vec<Differs>,
    /// Key, value and why.
    unsupported: Vec<(String, String, String)>,
}

#[derive(Template)]
#[template(path = "law_text.html")]
struct Page {
    shell: Shell,
    trouble: Option<Trouble>,
    id: String,
    lang: &'static str,
    english: bool,
    law: Option<(String, String)>,
    withdrawn: Option<(String, String)>,
    facts: Vec<(&'static str, String)>,
    sha256: String,
    downloads: Vec<Download>,
    slips: Vec<(String, String)>,
    check: Option<Check>,
    parts: Vec<Part>,
    preamble: Vec<Line>,
    blocks: Vec<Block>,
    notes: Vec<String>,
    furniture: Vec<(usize, String)>,
    others: Vec<Choice>,
    may_withdraw: bool,
    key: String,
}

async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    draw(&visit, &id, None).await
}

async fn draw(visit: &Visit, id: &str, problem: Option<&Problem>) -> Result<Response, Problem> {
    let (asked, t) = (&visit.asked, visit.t);
    let kept = asked.law_text(id)?;
    let statute = asked.statute(&kept).await?;
    let slips = asked.slips(&kept).await?;
    let checked = match asked.checked(&kept).await {
        Ok(checked) => Some(checked),
        Err(problem) if problem.reason() == "no-check" => None,
        Err(problem) => return Err(problem),
    };
    let all = asked.law_texts()?;
    let alike = |one: &&Arc<OnShelf>| {
        one.id != kept.id && one.withdrawn.is_none() && one.head.language == kept.head.language
    };
    let others: Vec<&OnShelf> = all.iter().filter(alike).map(|one| &**one).collect();
    let nearest = before(&kept, &others).map(|one| one.id.as_str());
    let gone = kept.withdrawn.as_ref();
    let english = kept.head.language == "en";
    let drawn = Page {
        shell: Shell::new(asked, kept.name(), "/law"),
        trouble: problem.map(|problem| Trouble::new(t, problem, &[])),
        id: kept.id.clone(),
        lang: if english { "en" } else { "zh-CN" },
        english,
        law: version_of(visit, &kept),
        withdrawn: gone.map(|gone| (day_of(t, gone.at), gone.because.clone())),
        facts: facts(t, &kept, &statute),
        sha256: kept.file.sha256.clone(),
        downloads: downloads(t, &kept),
        slips: slips.iter().map(|slip| slipped(t, slip)).collect(),
        check: checked.map(|checked| told(t, &kept, &checked)),
        parts: parts(&statute),
        preamble: statute.preamble.iter().map(line).collect(),
        blocks: blocks(&statute),
        notes: statute.notes.clone(),
        furniture: statute.furniture.clone(),
        others: choices(t, &others, nearest),
        may_withdraw: asked.keeps_law_texts() && gone.is_none(),
        key: visit.new_key()?,
    };
    page(problem.map_or(StatusCode::OK, Problem::status), &drawn)
}

/// The text one is likely to be compared with: of the versions of the law the one before, else the
/// last of its name before it.
fn before<'a>(kept: &OnShelf, others: &[&'a OnShelf]) -> Option<&'a OnShelf> {
    let older = others.iter().filter(|one| one.day() < kept.day());
    let kin = older.filter(|one| match kept.law {
        Some(_) => one.law.is_some(),
        None => one.name() == kept.name(),
    });
    kin.max_by_key(|one| one.day()).copied()
}

/// Where a slip is, and what it is.
pub fn slipped(t: Speech, slip: &Slip) -> (String, String) {
    (slip.address.clone(), t.words(&slip.words).to_owned())
}

/// What the text says of itself, and where it came from.
fn facts(t: Speech, kept: &OnShelf, statute: &Statute) -> Vec<(&'static str, String)> {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    // Chinese names are listed as in the text.
    let between = if kept.head.language == "zh" { "、" } else { t.get("list-separator") };
    let listed = |list: Vec<&str>| list.join(between);
    let repeals = statute.repeals.iter().map(|it| it.title.as_str()).collect();
    let issuers = statute.issuers.iter().map(String::as_str).collect();
    let all = [
        ("texts-order", kept.head.order.clone().unwrap_or_default()),
        ("texts-promulgated", day(kept.head.promulgated)),
        ("texts-amended", day(kept.head.amended)),
        ("texts-in-force", day(kept.head.in_force)),
        ("texts-issuers", listed(issuers)),
        ("texts-repeals", listed(repeals)),
        ("texts-articles", kept.head.articles.to_string()),
        ("texts-file", format!("{} · {}", kept.file.name, size(t, kept.file.bytes))),
        ("texts-added", day_of(t, kept.added_at)),
    ];
    all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

fn downloads(t: Speech, kept: &OnShelf) -> Vec<Download> {
    let id = &kept.id;
    vec![
        Download {
            href: format!("/law/texts/{id}/original"),
            name: "texts-original",
            note: size(t, kept.file.bytes),
        },
        Download {
            href: format!("/api/v1/law/texts/{id}"),
            name: "texts-json",
            note: "JSON".to_owned(),
        },
        Download {
            href: format!("/api/v1/law/texts/{id}/akn"),
            name: "texts-akn",
            note: "XML".to_owned(),
        },
    ]
}

fn told(t: Speech, kept: &OnShelf, checked: &Checked) -> Check {
    let differs = checked.differences.iter().map(|one| Differs {
        kind: t.of("texts-kind", one.kind),
        key: one.rule.key.clone(),
        line: one.rule.line,
        rule: one.rule.value.clone(),
        address: one.text.address.clone().unwrap_or_default(),
        text: one.text.value.clone(),
    });
    let unsupported = checked.unsupported.iter();
    Check {
        law: kept.law.clone().unwrap_or_default(),
        agrees: checked.agrees(),
        differences: differs.collect(),
        unsupported: unsupported
            .map(|one| (one.key.clone(), one.value.clone(), t.words(&one.why).to_owned()))
            .collect(),
    }
}

/// The table of contents: chapters with the numbers of their articles; one part where there are no
/// chapters.
fn parts(statute: &Statute) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for article in &statute.articles {
        let heading = article.chapter.as_ref();
        let address = heading.map(|it| it.address.clone()).unwrap_or_default();
        let title = heading.map(|it| it.text.clone()).unwrap_or_default();
        let entry = (article.address.clone(), number(article));
        match parts.last_mut() {
            Some(part) if part.address == address => part.articles.push(entry),
            Some(_) | None => parts.push(Part { address, title, articles: vec![entry] }),
        }
    }
    parts
}

/// 13-1.
fn number(article: &Article) -> String {
    match article.suffix {
        None => article.number.to_string(),
        Some(suffix) => format!("{}-{suffix}", article.number),
    }
}

fn blocks(statute: &Statute) -> Vec<Block> {
    let mut above: [Option<&Heading>; 3] = [None; 3];
    let mut blocks = Vec::new();
    for article in &statute.articles {
        let here = [&article.part, &article.chapter, &article.section].map(Option::as_ref);
        let new = here.iter().zip(above).zip([true, true, false]);
        let headings = new.filter_map(|((heading, last), outer)| {
            let heading = heading.filter(|_| *heading != last)?;
            Some((heading.address.clone(), heading.text.clone(), outer))
        });
        let headings = headings.collect();
        above = here;
        let paragraphs = article.paragraphs.iter().map(|paragraph| {
            let items = paragraph.items.iter().map(|item| Line {
                address: item.address.clone(),
                label: item.label.clone(),
                text: item.text.clone(),
                below: item.address.contains("__subitem_"),
                unverified: item.standing == Standing::Unverified,
            });
            (line(paragraph), items.collect())
        });
        blocks.push(Block {
            headings,
            address: article.address.clone(),
            label: article.label.clone(),
            paragraphs: paragraphs.collect(),
        });
    }
    blocks
}

fn line(paragraph: &Paragraph) -> Line {
    Line {
        address: paragraph.address.clone(),
        label: String::new(),
        text: paragraph.text.clone(),
        below: false,
        unverified: paragraph.standing == Standing::Unverified,
    }
}

async fn original(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    let kept = visit.asked.law_text(&id)?;
    send_original(&visit.asked, &kept).await
}

async fn withdraw(
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    let path = format!("/api/v1/law/texts/{id}/withdraw");
    let body = Value::Object(filled.json(WITHDRAW));
    match visit.ask(Method::POST, &path, body, filled.one("key")).await {
        Ok(_) => Ok(on_to("/law/texts")),
        Err(problem) if problem.status() == StatusCode::NOT_FOUND => Err(problem),
        Err(problem) => draw(&visit, &id, Some(&problem)).await,
    }
}
