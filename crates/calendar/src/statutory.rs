//! The holidays of all citizens (全国年节及纪念日放假办法, Art. 2) of any year of the calendar.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::{Fault, Source, Words};
use serde::Deserialize;
use toml::Spanned;

use crate::notice::read_date;

/// The revisions of the Measures on holidays, and the days that follow moon and sun.
#[derive(Debug, Clone)]
pub(crate) struct Statutory {
    revisions: Vec<Revision>,
    festivals: BTreeMap<i16, BTreeMap<String, Date>>,
}

/// One revision.
#[derive(Debug, Clone)]
struct Revision {
    dated: Date,
    first_year: i16,
    holidays: Vec<Rule>,
}

/// One holiday of a revision, with the practice of the notices.
#[derive(Debug, Clone)]
struct Rule {
    id: String,
    name: Words,
    begins: Begins,
    before: i8,
    days: u8,
    practice: Practice,
}

#[derive(Debug, Clone)]
enum Begins {
    Sun { month: i8, day: i8 },
    Festival(String),
}

/// How the notices have arranged a holiday; all in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Practice {
    /// Calendar days off in a row at most.
    pub block: u8,
    /// Weekend days worked for it at most.
    pub make_up: u8,
    /// Days off that no weekend day made up for, at most.
    pub unpaid: u8,
}

/// A statutory holiday in one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Holiday {
    pub id: String,
    pub name: Words,
    pub first: Date,
    pub days: Vec<Date>,
    pub practice: Practice,
}

impl Statutory {
    /// Reads `statutory.toml` and `festivals.toml`.
    pub fn read(statutory: &Source, festivals: &Source) -> Result<Statutory, Fault> {
        let file: StatutoryFile =
            toml::from_str(statutory.text).map_err(|error| statutory.toml_fault(&error))?;
        let festivals = read_festivals(festivals)?;
        let mut revisions = Vec::new();
        for block in file.revision {
            revisions.push(read_revision(statutory, &festivals, block)?);
        }
        Ok(Statutory { revisions, festivals })
    }

    /// No holiday at all: a calendar that waits for no notice has nothing to judge by.
    pub fn none() -> Statutory {
        Statutory { revisions: Vec::new(), festivals: BTreeMap::new() }
    }

    /// Only revisions of that day or before count.
    pub fn known_on(&self, day: Date) -> Statutory {
        let known = |revision: &&Revision| revision.dated <= day;
        Statutory {
            revisions: self.revisions.iter().filter(known).cloned().collect(),
            festivals: self.festivals.clone(),
        }
    }

    /// The last year whose festivals are known.
    pub fn last_year(&self) -> Option<i16> {
        self.festivals.keys().next_back().copied()
    }

    /// The holidays of a year in the order of the article.
    pub fn holidays(&self, year: i16) -> Vec<Holiday> {
        let Some(revision) = self.governing(year) else {
            return Vec::new();
        };
        let of_year = |rule: &Rule| self.holiday(year, rule);
        revision.holidays.iter().filter_map(of_year).collect()
    }

    fn governing(&self, year: i16) -> Option<&Revision> {
        let began = |revision: &&Revision| revision.first_year <= year;
        self.revisions.iter().filter(began).max_by_key(|revision| revision.dated)
    }

    fn holiday(&self, year: i16, rule: &Rule) -> Option<Holiday> {
        let named = match &rule.begins {
            Begins::Sun { month, day } => Date::new(year, *month, *day).ok()?,
            Begins::Festival(id) => *self.festivals.get(&year)?.get(id)?,
        };
        let first = shift(named, -i64::from(rule.before))?;
        let days = (0..i64::from(rule.days)).filter_map(|after| shift(first, after)).collect();
        Some(Holiday {
            id: rule.id.clone(),
            name: rule.name.clone(),
            first,
            days,
            practice: rule.practice,
        })
    }
}

/// The day so many calendar days later; `None` outside the years 1 to 9999.
fn shift(day: Date, days: i64) -> Option<Date> {
    day.checked_add(jiff::Span::new().days(days)).ok()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StatutoryFile {
    revision: Vec<RevisionBlock>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RevisionBlock {
    #[serde(rename = "title")]
    _title: String,
    dated: Spanned<String>,
    first_year: i16,
    holiday: Vec<RuleBlock>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleBlock {
    id: String,
    name: Words,
    #[serde(rename = "item")]
    _item: u8,
    begins: Spanned<String>,
    #[serde(default)]
    before: i8,
    days: u8,
    block: u8,
    make_up: u8,
    unpaid: u8,
}

fn read_festivals(source: &Source) -> Result<BTreeMap<i16, BTreeMap<String, Date>>, Fault> {
    type File = BTreeMap<String, BTreeMap<String, Spanned<String>>>;
    let file: File = toml::from_str(source.text).map_err(|error| source.toml_fault(&error))?;
    let mut years = BTreeMap::new();
    for (year, festivals) in file {
        let mut days = BTreeMap::new();
        for (id, text) in festivals {
            let day = read_date(source, &text)?;
            if day.year().to_string() != year {
                let what = Words::new(
                    format!("{day} 不在 {year} 年内"),
                    format!("{day} is not in the year {year}"),
                );
                return Err(source.fault(text.span(), what));
            }
            days.insert(id, day);
        }
        let year = year.parse().unwrap_or_default();
        years.insert(year, days);
    }
    Ok(years)
}

fn read_revision(
    source: &Source,
    festivals: &BTreeMap<i16, BTreeMap<String, Date>>,
    block: RevisionBlock,
) -> Result<Revision, Fault> {
    let dated = read_date(source, &block.dated)?;
    let mut holidays = Vec::new();
    for rule in block.holiday {
        let begins = read_begins(source, festivals, &rule.begins)?;
        holidays.push(Rule {
            id: rule.id,
            name: rule.name,
            begins,
            before: rule.before,
            days: rule.days,
            practice: Practice { block: rule.block, make_up: rule.make_up, unpaid: rule.unpaid },
        });
    }
    Ok(Revision { dated, first_year: block.first_year, holidays })
}

/// `05-01`, or a festival that every year of the festivals' file has.
fn read_begins(
    source: &Source,
    festivals: &BTreeMap<i16, BTreeMap<String, Date>>,
    text: &Spanned<String>,
) -> Result<Begins, Fault> {
    let word = text.get_ref().as_str();
    if let Some((month, day)) = word.split_once('-')
        && let (Ok(month), Ok(day)) = (month.parse(), day.parse())
        && Date::new(2001, month, day).is_ok()
    {
        return Ok(Begins::Sun { month, day });
    }
    if festivals.values().all(|days| days.contains_key(word)) {
        return Ok(Begins::Festival(word.to_owned()));
    }
    let what = Words::new(
        format!("`{word}` 既不是 05-01 这样的日子，也不是每年都有的节日"),
        format!("`{word}` is neither a day such as 05-01 nor a festival every year has"),
    );
    let known = festivals.values().next().into_iter().flat_map(|days| days.keys());
    Err(source.unknown(text.span(), what, word, known.map(String::as_str)))
}
