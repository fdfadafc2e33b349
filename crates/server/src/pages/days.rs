//! Working days, for anybody: the N-th working day after a day with its count sheet, and a year.

use access::{Question, Resource};
use askama::Template;
use axum::extract::Path;
use axum::http::Method;
use axum::response::Response;
use calendar::{Counted, Standing};
use jiff::civil::Date;
use law::StartDay;

use super::sheet::{DayRow, why};
use super::shell::{Shell, ok};
use super::texts::Speech;
use super::visit::Visit;
use crate::input::Query;
use crate::problem::Problem;
use crate::table::{Asks, Route, may};

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This(Question::DaysCompute);
    vec![
        Route::new(Method::GET, "/days", asks, count)
            .about("期限计算页", "The page to compute working days")
            .query(
                const {
                    &[
                        may("from", "起算日（不计入）", "the day counted from, not counted"),
                        may("n", "工作日数", "working days"),
                    ]
                },
            ),
        Route::new(Method::GET, "/days/{year}", asks, year)
            .about("一年的放假安排页", "The page of a year's days off"),
    ]
}

struct Outcome {
    line: String,
    provisional: bool,
    papers: String,
    rows: Vec<DayRow>,
}

#[derive(Template)]
#[template(path = "days.html")]
struct Page {
    shell: Shell,
    from: String,
    n: String,
    faults: Vec<String>,
    outcome: Option<Outcome>,
    years: Vec<i16>,
}

async fn count(visit: Visit, query: Query) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    query.only(&["from", "n"])?;
    let t = visit.t;
    let from = query.get("from").unwrap_or_default().to_owned();
    let n = query.get("n").unwrap_or_default().to_owned();
    let mut faults = Vec::new();
    let mut outcome = None;
    if !from.is_empty() || !n.is_empty() {
        match (from.parse::<Date>(), n.trim().parse::<u32>()) {
            (Ok(day), Ok(count)) if (1..=999).contains(&count) => {
                match computed(&visit, day, count) {
                    Ok(found) => outcome = Some(found),
                    Err(words) => faults.push(t.words(&words).to_owned()),
                }
            }
            (day, count) => {
                let wrong = !count.is_ok_and(|count| (1..=999).contains(&count));
                faults.extend(day.is_err().then(|| t.get("fault-day").to_owned()));
                faults.extend(wrong.then(|| t.get("fault-count").to_owned()));
            }
        }
    }
    let first = visit.asked.today.year();
    ok(&Page {
        shell: Shell::new(&visit.asked, t.get("days-title"), "/days"),
        from: if from.is_empty() { visit.asked.today.to_string() } else { from },
        n: if n.is_empty() { "10".to_owned() } else { n },
        faults,
        outcome,
        years: (2017..=first.saturating_add(1)).rev().collect(),
    })
}

fn computed(visit: &Visit, from: Date, n: u32) -> Result<Outcome, law::Words> {
    let t = visit.t;
    let calendar = visit.asked.office.calendar();
    let sheet = calendar.sheet(from, n, StartDay::Excluded).map_err(|error| error.words())?;
    let due = match sheet.counted {
        Counted::On(day) => t.day(day),
        Counted::Between { earliest, latest, year } => t.with(
            "due-between",
            &[
                ("earliest", &t.day(earliest)),
                ("latest", &t.day(latest)),
                ("year", &year.to_string()),
            ],
        ),
    };
    let rows = sheet.rows.iter().map(|row| DayRow {
        day: t.day(row.date),
        number: row.number.map(|number| number.to_string()).unwrap_or_default(),
        why: if row.date == from { t.get("why-start").to_owned() } else { why(t, &row.kind) },
        counted: row.number.is_some(),
    });
    let papers = calendar.papers(from, sheet.counted.latest());
    Ok(Outcome {
        line: t.with("days-result", &[("n", &n.to_string()), ("due", &due)]),
        provisional: matches!(sheet.counted, Counted::Between { .. }),
        papers: t.with("days-papers", &[("papers", &papers.join(t.get("list-separator")))]),
        rows: rows.collect(),
    })
}

struct Special {
    day: String,
    name: String,
}

#[derive(Template)]
#[template(path = "year.html")]
struct YearPage {
    shell: Shell,
    total: String,
    open: bool,
    papers: Vec<String>,
    off: Vec<Special>,
    worked: Vec<Special>,
}

async fn year(visit: Visit, Path(year): Path<String>) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    let t = visit.t;
    let calendar = visit.asked.office.calendar();
    let number: i16 = year.parse().map_err(|_| Problem::not_found())?;
    let told = calendar.year(number).map_err(|_| Problem::not_found())?;
    let total = match told.standing {
        Standing::Announced { working_days } => {
            t.with("days-year-total", &[("days", &working_days.to_string())])
        }
        Standing::Unannounced { fewest, most } => t.with(
            "days-year-open",
            &[("fewest", &fewest.to_string()), ("most", &most.to_string())],
        ),
    };
    let title = t.with("days-year-title", &[("year", &year)]);
    ok(&YearPage {
        shell: Shell::new(&visit.asked, title, "/days"),
        total,
        open: matches!(told.standing, Standing::Unannounced { .. }),
        papers: told.papers.iter().map(|paper| paper.number.clone()).collect(),
        off: told.days_off.iter().map(|off| special(t, off.day, &off.name)).collect(),
        worked: told.make_up_days.iter().map(|day| special(t, day.day, &day.name)).collect(),
    })
}

fn special(t: Speech, day: Date, name: &law::Words) -> Special {
    Special { day: t.day(day), name: t.words(name).to_owned() }
}
