//! A calendar of another land, kept as an example: every day off named, none waited for.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use law::{Fault, Source, Words};
use serde::Deserialize;
use toml::Spanned;

use crate::calendar::Calendar;
use crate::facts::{Facts, Waits};
use crate::notice::{Arranged, Paper, is_weekend, read_date};
use crate::span::Span;
use crate::statutory::Statutory;

/// A calendar of another land. No case here is counted by it.
#[derive(Debug, Clone)]
pub struct ExampleCalendar {
    /// Its id, `us-federal`.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// Its days.
    pub calendar: Calendar,
}

impl ExampleCalendar {
    /// Reads a file of days off: one list of days, and the calendars that take parts of it.
    ///
    /// # Errors
    /// The first fault with its place: a day that is none, or falls on a weekend or outside the
    /// years, a basis or a part that is not there, a year without a day off.
    pub fn read(name: &str, text: &str) -> Result<Vec<ExampleCalendar>, Fault> {
        let source = Source { name, text };
        let file: File = toml::from_str(text).map_err(|error| source.toml_fault(&error))?;
        let (first, last) = (file.first_year, *file.last_year.get_ref());
        if last < first || !(1900..=9000).contains(&first) || 100 < last - first {
            let what = Words::new(
                format!("{first} 至 {last} 不是可用的年份"),
                format!("{first} to {last} are no years of a calendar"),
            );
            return Err(source.fault(file.last_year.span(), what));
        }
        let days = days_off(&source, &file)?;
        let each = file.calendar.iter().map(|block| build(&source, &file, &days, block));
        each.collect()
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    first_year: i16,
    last_year: Spanned<i16>,
    calendar: Vec<CalendarBlock>,
    basis: Vec<BasisBlock>,
    holiday: Vec<HolidayBlock>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CalendarBlock {
    id: Spanned<String>,
    name: Words,
    parts: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct BasisBlock {
    id: String,
    title: String,
    number: String,
    /// From this day it is known.
    date: Spanned<String>,
    #[serde(default = "yes")]
    verified: bool,
    #[serde(default)]
    source: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayBlock {
    name: Words,
    basis: Spanned<String>,
    parts: Vec<String>,
    days: Vec<Spanned<String>>,
}

fn yes() -> bool {
    true
}

/// A day off: of which holiday, by which basis.
struct Off<'a> {
    day: Date,
    holiday: &'a HolidayBlock,
}

fn days_off<'a>(source: &Source<'_>, file: &'a File) -> Result<Vec<Off<'a>>, Fault> {
    let years = file.first_year..=*file.last_year.get_ref();
    let mut all = Vec::new();
    for holiday in &file.holiday {
        let basis = holiday.basis.get_ref().as_str();
        if !file.basis.iter().any(|known| known.id == basis) {
            let what = Words::new(
                format!("没有名为 `{basis}` 的 [[basis]]"),
                format!("no [[basis]] is called `{basis}`"),
            );
            let known = file.basis.iter().map(|known| known.id.as_str());
            return Err(source.unknown(holiday.basis.span(), what, basis, known));
        }
        let mut seen = BTreeSet::new();
        for text in &holiday.days {
            let day = read_date(source, text)?;
            if is_weekend(day) || !years.contains(&day.year()) || !seen.insert(day) {
                let what = Words::new(
                    format!("{day} 是周末、不在年份之内或者重复：只写工作日上的休息日，各一次"),
                    format!(
                        "{day} is on a weekend, outside the years, or here twice: only days off \
                         on weekdays stand here, each once"
                    ),
                );
                return Err(source.fault(text.span(), what));
            }
            all.push(Off { day, holiday });
        }
    }
    Ok(all)
}

/// One calendar of the file: the days of its parts, as papers, one for each basis and year.
fn build(
    source: &Source<'_>,
    file: &File,
    days: &[Off<'_>],
    block: &CalendarBlock,
) -> Result<ExampleCalendar, Fault> {
    for part in &block.parts {
        if !file.holiday.iter().any(|holiday| holiday.parts.contains(part.get_ref())) {
            let what = Words::new(
                format!("没有假日属于 `{}`", part.get_ref()),
                format!("no holiday is of `{}`", part.get_ref()),
            );
            let known = file.holiday.iter().flat_map(|it| &it.parts).map(String::as_str);
            let known: BTreeSet<&str> = known.collect();
            return Err(source.unknown(part.span(), what, part.get_ref(), known));
        }
    }
    let of =
        |off: &&Off<'_>| block.parts.iter().any(|part| off.holiday.parts.contains(part.get_ref()));
    let mut papers: Vec<Arc<Paper>> = Vec::new();
    for year in file.first_year..=*file.last_year.get_ref() {
        let mut any = false;
        for basis in &file.basis {
            let named = days.iter().filter(of).filter(|off| {
                off.day.year() == year && off.holiday.basis.get_ref().as_str() == basis.id
            });
            let holidays: Vec<Arranged> = named.map(arranged).collect();
            if !holidays.is_empty() {
                any = true;
                papers.push(Arc::new(paper(source, basis, year, holidays)?));
            }
        }
        if !any {
            let what = Words::new(
                format!("{year} 年没有任何休息日"),
                format!("{year} has no day off at all"),
            );
            return Err(source.fault(block.id.span(), what));
        }
    }
    papers.sort_by_key(|paper| paper.date);
    let facts = Facts {
        span: Span::years(file.first_year, *file.last_year.get_ref()),
        statutory: Arc::new(Statutory::none()),
        papers,
        rest_days: BTreeSet::new(),
        waits: Waits::ForNothing,
    };
    Ok(ExampleCalendar {
        id: block.id.get_ref().clone(),
        name: block.name.clone(),
        calendar: Calendar::of(facts),
    })
}

fn arranged(off: &Off<'_>) -> Arranged {
    Arranged { name: off.holiday.name.clone(), off: Some((off.day, off.day)), make_up: Vec::new() }
}

fn paper(
    source: &Source<'_>,
    basis: &BasisBlock,
    year: i16,
    holidays: Vec<Arranged>,
) -> Result<Paper, Fault> {
    Ok(Paper {
        year,
        title: basis.title.clone(),
        number: basis.number.clone(),
        number_verified: basis.verified,
        date: read_date(source, &basis.date)?,
        source: basis.source.clone(),
        read_in: None,
        holidays,
    })
}
