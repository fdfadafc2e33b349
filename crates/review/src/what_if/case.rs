//! Cases to be looked at: sections of docket pages, or lines of a file of invented or historic
//! cases.

use jiff::civil::Date;
use law::{Book, FilingKind, Governs, Regime, RegimeId, Words};
use serde::Deserialize;

use super::Readings;
use crate::docket::{Fault, Instead, Section};
use crate::{Act, Actor, Command, Consulted, Frame, Moment, Reached, Review};

/// A case: what was done, and what there was to be filed.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Its own id.
    pub id: String,
    /// What is fixed for it; `None`: no version governed its day.
    pub frame: Option<Frame>,
    /// What was done, in order.
    pub steps: Vec<Step>,
    /// What there was to be filed, where it is known.
    pub occasion: Option<Occasion>,
    /// The day on which it is looked at.
    pub as_of: Date,
    /// What was known of holidays, where that is not what is known today.
    pub known_on: Option<Date>,
    /// Readings the case takes by itself.
    readings: Readings,
    consulted: Vec<Consulted>,
}

/// An act and when it was recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// When.
    pub moment: Moment,
    /// Who did what.
    pub command: Command,
}

/// Something that may have to be filed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Occasion {
    /// Of what kind.
    pub kind: FilingKind,
    /// The day on which it is looked at.
    pub on: Date,
    /// How many users' personal information is held; of a listing.
    #[serde(default)]
    pub users: u64,
    /// Whether, by the party's own prejudgment, national security is or may be affected; of a
    /// purchase and of data processing.
    #[serde(default)]
    pub affects: bool,
}

/// Why a line is no case: its place within the line where that is known, and what was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFault {
    /// Column, counted from 1; `None`: the whole line.
    pub column: Option<usize>,
    /// What is wrong, and what would be allowed.
    pub words: Words,
}

/// A line of a file of cases.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    case: String,
    #[serde(default)]
    law: Option<RegimeId>,
    #[serde(default)]
    consulted: Vec<Actor>,
    #[serde(default)]
    positions: std::collections::BTreeMap<String, String>,
    #[serde(default)]
    occasion: Option<Occasion>,
    #[serde(default)]
    as_of: Option<Date>,
    #[serde(default)]
    entries: Vec<Done>,
}

/// An act of a case, in the words of the record.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Done {
    date: Date,
    #[serde(default)]
    dated: Option<Date>,
    actor: Actor,
    command: Act,
}

impl Case {
    /// A section of a docket page as a case.
    ///
    /// # Errors
    /// The section names a version or a position that does not exist, or no version governs it.
    pub fn of_section(book: &Book, section: &Section) -> Result<Case, Fault> {
        let (frame, regime) = crate::docket::frame(book, section, &Instead::default())?;
        if regime.example.is_some() {
            let words = Words::new(
                format!("{} 是另一法域的示例，不与办法的版本比较", regime.id),
                format!(
                    "{} is an example of another regime: nothing is held against it",
                    regime.id
                ),
            );
            return Err(Fault::new(section.line, 1, words));
        }
        let steps = section.lines.iter().map(|line| Step {
            moment: Moment { date: line.date, time: line.time },
            command: line.command.clone(),
        });
        let steps: Vec<Step> = steps.collect();
        let last = steps.last().map_or(crate::docket::FIRST_DAY, |step| step.moment.date);
        Ok(Case {
            id: section.title.clone(),
            consulted: frame.consulted.clone(),
            frame: Some(frame),
            steps,
            occasion: None,
            as_of: section.header.as_of.unwrap_or(last),
            known_on: section.header.known_on,
            readings: section.header.positions.iter().map(|at| at.value.clone()).collect(),
        })
    }

    /// A line of a file of cases: one JSON object.
    ///
    /// # Errors
    /// What cannot be read, a version or a position that does not exist, a case of which nothing
    /// is known.
    pub fn of_json(book: &Book, line: &str) -> Result<Case, CaseFault> {
        let read: Line = serde_json::from_str(line).map_err(|wrong| unreadable(&wrong))?;
        let first = read.entries.first().map(|done| done.dated.unwrap_or(done.date));
        let Some(first) = first.or(read.occasion.as_ref().map(|occasion| occasion.on)) else {
            return Err(whole(
                "既无 `entries` 也无 `occasion`：没有可推演的内容",
                "neither `entries` nor `occasion`: there is nothing to look at",
            ));
        };
        let regime = match &read.law {
            Some(law) => {
                // An example is a regime of another land: nothing of ours is held against it.
                Some(book.find(law.as_str()).ok_or_else(|| unknown_law(book, law))?)
            }
            None => match book.governs(first) {
                Governs::By(regime, ..) => Some(regime),
                Governs::None(_) => None,
            },
        };
        let by_system = |body: Actor| Consulted { body, reached: Reached::BySystem };
        let consulted: Vec<Consulted> = read.consulted.into_iter().map(by_system).collect();
        let readings: Readings = read.positions.into_iter().collect();
        let last = read.entries.last().map_or(first, |done| done.date);
        let steps = read.entries.into_iter().map(|done| Step {
            moment: Moment::day(done.date),
            command: Command { actor: done.actor, act: done.command, dated: done.dated },
        });
        let mut case = Case {
            id: read.case,
            frame: None,
            steps: steps.collect(),
            occasion: read.occasion,
            as_of: read.as_of.unwrap_or(last),
            known_on: None,
            readings: Vec::new(),
            consulted,
        };
        let mut probe = law::Positions::RECOMMENDED;
        for (name, value) in &readings {
            probe.take(name, value).map_err(|unknown| {
                let words = crate::docket::position_words(&unknown);
                CaseFault { column: None, words }
            })?;
        }
        case.readings = readings;
        case.frame = regime.map(|regime| case.under(regime, &Vec::new()));
        Ok(case)
    }

    /// What would be fixed for the case under a version: its defaults, the case's own readings, and
    /// those taken on top.
    pub(super) fn under(&self, regime: &Regime, readings: &Readings) -> Frame {
        let mut positions = regime.positions.clone();
        for (name, value) in self.readings.iter().chain(readings) {
            // All were tried before: an unknown one was refused where it was given.
            let _ = positions.take(name, value);
        }
        Frame {
            law: regime.id.clone(),
            law_hash: regime.hash.clone(),
            positions,
            consulted: self.consulted.clone(),
        }
    }

    /// Whether a review runs under another version than the case does.
    pub(super) fn is_other(&self, review: &Review) -> bool {
        self.frame.as_ref().is_none_or(|frame| frame.law != review.frame().law)
    }
}

fn whole(zh: &str, en: &str) -> CaseFault {
    CaseFault { column: None, words: Words::new(zh, en) }
}

fn unreadable(wrong: &serde_json::Error) -> CaseFault {
    // The reader ends with the place, which is told by itself.
    let said = wrong.to_string();
    let said = said.split(" at line ").next().unwrap_or_default().to_owned();
    let words = Words::new(
        format!("无法读作案件（原文：{said}）"),
        format!("cannot be read as a case: {said}"),
    );
    CaseFault { column: Some(wrong.column()), words }
}

fn unknown_law(book: &Book, law: &RegimeId) -> CaseFault {
    let known: Vec<&str> = book.all().map(|regime| regime.id.as_str()).collect();
    let words = Words::new(
        format!("没有版本 `{law}`；有：{}", known.join("、")),
        format!("there is no version `{law}`; there are {}", known.join(", ")),
    );
    CaseFault { column: None, words }
}
