//! The count sheet of a limit: each day, counted or not, and why.

use access::Question;
use askama::Template;
use axum::extract::Path;
use axum::http::Method;
use axum::response::Response;
use calendar::DayKind;
use review::{BodyId, CountRow, LimitName, count_sheet};

use super::limits::{due_words, name};
use super::names::Names;
use super::shell::{Shell, ok};
use super::texts::Speech;
use super::traces::{self, TraceShown};
use super::visit::Visit;
use crate::explaining::{self, ReadableEntries};
use crate::input::Query;
use crate::problem::Problem;
use crate::table::{Asks, Route, may};
use crate::view::Sight;

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This(Question::ReviewRead);
    vec![
        Route::new(Method::GET, "/reviews/{id}/limits/{limit}", asks, show)
            .about("期限的逐日计算单", "The count sheet of a limit")
            .query(const { &[may("of", "征求意见单位", "the consulted body")] }),
    ]
}

/// A day of a sheet.
pub struct DayRow {
    /// The day with its weekday.
    pub day: String,
    /// Its number.
    pub number: String,
    /// Why it counts or not.
    pub why: String,
    /// Whether it counts.
    pub counted: bool,
}

#[derive(Template)]
#[template(path = "sheet.html")]
struct Page {
    shell: Shell,
    id: String,
    number: String,
    case_title: String,
    title: String,
    summary: String,
    article: String,
    why: Option<TraceShown>,
    rows: Vec<DayRow>,
}

async fn show(
    visit: Visit,
    Path((id, limit)): Path<(String, String)>,
    query: Query,
) -> Result<Response, Problem> {
    query.only(&["of"])?;
    let asked = &visit.asked;
    let docket = asked.docket(&id)?;
    let limit = limit_of(&limit).ok_or_else(Problem::not_found)?;
    let of = query.get("of").and_then(BodyId::new);
    if !Sight::of(asked, &docket).sees_limit(limit, of.as_ref()) {
        return Err(Problem::not_found());
    }
    let context = asked.office.context();
    let sheet = count_sheet(&context, &docket.review, asked.today, limit, of.as_ref());
    let sheet = sheet.ok_or_else(Problem::not_found)?;
    let t = visit.t;
    let names = Names::new(asked, &docket);
    let title = t.with("sheet-title", &[("limit", &name(t, &names, &sheet.limit))]);
    let start = sheet.limit.start;
    let due = sheet.limit.due.map(|due| due_words(t, due)).unwrap_or_default();
    let start_day = start.map(|day| t.day(day)).unwrap_or_default();
    let cite = &sheet.limit.cite.article;
    let readable = ReadableEntries::of(asked, &docket);
    let explained = explaining::limit(asked, &docket, &readable, &sheet.limit);
    ok(&Page {
        shell: Shell::new(asked, title.clone(), "/reviews"),
        number: docket.case.number.clone(),
        case_title: docket.case.title.clone(),
        why: traces::of_limit(asked, t, &id, &explained),
        id,
        title,
        summary: t.with("sheet-summary", &[("start", &start_day), ("due", &due)]),
        article: t.with(
            "article-of",
            &[("article", cite), ("law", &t.of("law", sheet.limit.law.as_str()))],
        ),
        rows: sheet
            .rows
            .iter()
            .map(|row| day_row(t, row, Some(row.date) == start, &readable))
            .collect(),
    })
}

fn limit_of(word: &str) -> Option<LimitName> {
    match word {
        "intake" => Some(LimitName::Intake),
        "preliminary-review" => Some(LimitName::PreliminaryReview),
        "consultation" => Some(LimitName::Consultation),
        "special-review" => Some(LimitName::SpecialReview),
        "commission-approval" => Some(LimitName::CommissionApproval),
        _ => None,
    }
}

/// A day; the entry that stopped the count is named to whoever may read it.
fn day_row(t: Speech, row: &CountRow<'_>, is_start: bool, readable: &ReadableEntries) -> DayRow {
    let why = match row.stopped_by {
        _ if is_start && row.number.is_none() => t.get("why-start").to_owned(),
        Some(entry) if !readable.has(entry) => t.get("why-stopped-only").to_owned(),
        Some(entry) => t.with("why-stopped", &[("entry", &entry.to_string())]),
        None => why(t, &row.kind),
    };
    DayRow {
        day: t.day(row.date),
        number: row.number.map(|number| number.to_string()).unwrap_or_default(),
        why,
        counted: row.number.is_some(),
    }
}

/// What a day is, in words, with the paper that says so.
pub fn why(t: Speech, kind: &DayKind<'_>) -> String {
    match kind {
        DayKind::Working => t.get("why-working").to_owned(),
        DayKind::Weekend => t.get("why-weekend").to_owned(),
        DayKind::Holiday { name, paper } => {
            t.with("why-holiday", &[("name", t.words(name)), ("paper", &paper.number)])
        }
        DayKind::MakeUp { name, paper } => {
            t.with("why-make-up", &[("name", t.words(name)), ("paper", &paper.number)])
        }
        DayKind::RestDay => t.get("why-rest").to_owned(),
        DayKind::Provisional { year } => t.with("why-provisional", &[("year", &year.to_string())]),
        DayKind::Outside => t.get("why-outside").to_owned(),
    }
}
