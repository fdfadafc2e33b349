//! A notice file: the papers for one year, each with its days off and the days it has worked.

use std::ops::Range;

use jiff::civil::{Date, Weekday};
use law::{Fault, Source, Words};
use serde::Deserialize;
use toml::Spanned;

/// The papers for one year, as one file holds them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The year the papers arrange.
    pub year: i16,
    /// In the order of their dates.
    pub papers: Vec<Paper>,
}

/// One paper of the State Council's General Office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The year it arranges; a day of the December before may be named, too.
    pub year: i16,
    /// Its title.
    pub title: String,
    /// Its number, 国办发明电〔…〕….
    pub number: String,
    /// Whether the number was seen in print.
    pub number_verified: bool,
    /// The day it bears: from this day it is known.
    pub date: Date,
    /// Its address.
    pub source: Option<String>,
    /// Where its text was read, if elsewhere.
    pub read_in: Option<String>,
    /// What it arranges, holiday by holiday.
    pub holidays: Vec<Arranged>,
}

/// One holiday as a paper arranges it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arranged {
    /// The holiday's name.
    pub name: Words,
    /// First and last day off; `None` where the paper only has days worked.
    pub off: Option<(Date, Date)>,
    /// Days that are worked.
    pub make_up: Vec<Date>,
}

impl Arranged {
    /// The days off in order.
    pub fn days_off(&self) -> impl Iterator<Item = Date> + use<> {
        let (from, to) = match self.off {
            Some((from, to)) => (Some(from), Some(to)),
            None => (None, None),
        };
        std::iter::successors(from, |day| day.tomorrow().ok())
            .take_while(move |day| Some(*day) <= to)
    }
}

impl Notice {
    /// Reads a notice file.
    pub fn read(name: &str, text: &str) -> Result<Notice, Fault> {
        let source = Source { name, text };
        let file: NoticeFile = toml::from_str(text).map_err(|error| source.toml_fault(&error))?;
        let year = *file.year.get_ref();
        if !(2017..=9998).contains(&year) {
            let what = Words::new(
                format!("年份 {year} 不在日历之内；可用 2017 及以后的年份"),
                format!("the year {year} is outside the calendar; 2017 and later are allowed"),
            );
            return Err(source.fault(file.year.span(), what));
        }
        let mut papers: Vec<Paper> = Vec::new();
        for block in file.paper {
            let at = block.number.span();
            let paper = read_paper(&source, year, block)?;
            if papers.iter().any(|known| known.number == paper.number) {
                let number = &paper.number;
                let what = Words::new(
                    format!("文号 `{number}` 在本文件中已有；同一文件只写一次"),
                    format!("`{number}` stands in this file already: a paper is written once"),
                );
                return Err(source.fault(at, what));
            }
            papers.push(paper);
        }
        if papers.is_empty() {
            let what = Words::new("没有任何文件：缺少 [[paper]]", "no paper: [[paper]] is missing");
            return Err(source.fault(file.year.span(), what));
        }
        papers.sort_by_key(|paper: &Paper| paper.date);
        Ok(Notice { year, papers })
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NoticeFile {
    year: Spanned<i16>,
    #[serde(default)]
    paper: Vec<PaperBlock>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PaperBlock {
    title: Spanned<String>,
    number: Spanned<String>,
    #[serde(default = "seen_in_print")]
    number_verified: bool,
    date: Spanned<String>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    read_in: Option<String>,
    #[serde(default)]
    holiday: Vec<HolidayBlock>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayBlock {
    name: Words,
    #[serde(default)]
    from: Option<Spanned<String>>,
    #[serde(default)]
    to: Option<Spanned<String>>,
    #[serde(default)]
    make_up: Vec<Spanned<String>>,
}

fn seen_in_print() -> bool {
    true
}

fn read_paper(source: &Source, year: i16, block: PaperBlock) -> Result<Paper, Fault> {
    for (text, zh, en) in [(&block.title, "标题", "title"), (&block.number, "文号", "number")] {
        if text.get_ref().trim().is_empty() {
            let what = Words::new(format!("{zh}不能为空"), format!("the {en} must not be empty"));
            return Err(source.fault(text.span(), what));
        }
    }
    let date = read_date(source, &block.date)?;
    // Papers within the year there have been (of 22 March 2019, of 26 January 2020), none after it.
    if year < date.year() {
        let what = Words::new(
            format!("文件日期 {date} 晚于其所安排的 {year} 年；日期应不晚于 {year}-12-31"),
            format!(
                "the paper of {date} arranges {year}, which is over by then: a day up to \
                     {year}-12-31 is allowed"
            ),
        );
        return Err(source.fault(block.date.span(), what));
    }
    let mut seen: Vec<Date> = Vec::new();
    let mut holidays = Vec::new();
    for holiday in block.holiday {
        holidays.push(read_holiday(source, year, holiday, &mut seen)?);
    }
    if seen.is_empty() {
        let what = Words::new(
            "文件没有安排任何一天：缺少 [[paper.holiday]]",
            "the paper arranges no day: [[paper.holiday]] is missing",
        );
        return Err(source.fault(block.number.span(), what));
    }
    Ok(Paper {
        year,
        title: block.title.into_inner(),
        number: block.number.into_inner(),
        number_verified: block.number_verified,
        date,
        source: block.source,
        read_in: block.read_in,
        holidays,
    })
}

fn read_holiday(
    source: &Source,
    year: i16,
    block: HolidayBlock,
    seen: &mut Vec<Date>,
) -> Result<Arranged, Fault> {
    let off = match (&block.from, &block.to) {
        (None, None) => None,
        (Some(from), None) => {
            let day = read_date(source, from)?;
            Some((day, day))
        }
        (Some(from), Some(to)) => Some((read_date(source, from)?, read_date(source, to)?)),
        (None, Some(to)) => {
            let what = Words::new("有 `to` 而无 `from`", "`to` stands without `from`");
            return Err(source.fault(to.span(), what));
        }
    };
    if let (Some((from, to)), Some(last)) = (off, block.to.as_ref())
        && !stretch(from, to)
    {
        let what = Words::new(
            format!("{from} 至 {to} 不是一段假期；`to` 应在 `from` 之后 31 天之内"),
            format!("{from} to {to} is no stretch of days off; `to` may be up to 31 days later"),
        );
        return Err(source.fault(last.span(), what));
    }
    let mut make_up = Vec::new();
    for text in &block.make_up {
        let day = read_date(source, text)?;
        claim(source, text.span(), year, day, seen)?;
        make_up.push(day);
    }
    let arranged = Arranged { name: block.name, off, make_up };
    if let Some(from) = &block.from {
        for day in arranged.days_off() {
            claim(source, from.span(), year, day, seen)?;
        }
    }
    Ok(arranged)
}

/// Whether the two days can be the ends of one stretch of days off.
fn stretch(from: Date, to: Date) -> bool {
    from <= to && from.until(to).is_ok_and(|span| span.get_days() <= 31)
}

/// Takes a day for the paper: inside its year or the December before, and not named twice.
fn claim(
    source: &Source,
    at: Range<usize>,
    year: i16,
    day: Date,
    seen: &mut Vec<Date>,
) -> Result<(), Fault> {
    let december_before = day.year() == year - 1 && day.month() == 12;
    if day.year() != year && !december_before {
        let before = year - 1;
        let what = Words::new(
            format!("{day} 不属于 {year} 年的安排；可用 {before}-12-01 至 {year}-12-31"),
            format!(
                "{day} is not for a notice for {year}; {before}-12-01 to {year}-12-31 are allowed"
            ),
        );
        return Err(source.fault(at, what));
    }
    if seen.contains(&day) {
        let what = Words::new(
            format!("同一文件两次写到 {day}"),
            format!("{day} is named twice in one paper"),
        );
        return Err(source.fault(at, what));
    }
    seen.push(day);
    Ok(())
}

/// Whether the day is a Saturday or a Sunday.
pub(crate) fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

pub(crate) fn read_date(source: &Source, text: &Spanned<String>) -> Result<Date, Fault> {
    let written = text.get_ref();
    match parse_day(written) {
        Some(day) => Ok(day),
        None => {
            let what = Words::new(
                format!("`{written}` 不是日期；应写作 2027-02-05"),
                format!("`{written}` is not a day; write it as 2027-02-05"),
            );
            Err(source.fault(text.span(), what))
        }
    }
}

/// A day written as 2027-02-05, and no other way.
pub fn parse_day(text: &str) -> Option<Date> {
    let day = text.parse::<Date>().ok()?;
    (day.to_string() == text).then_some(day)
}
