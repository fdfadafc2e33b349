//! Time limits on a page: the one sentence at its top, and the table.

use jiff::civil::Date;
use review::{Awaited, Due, Limit, LimitName, State, Step, Summary, Unit};

use super::names::Names;
use super::texts::Speech;
use super::traces::TraceShown;

/// How a limit looks: late is red, held is grey, what may move is hatched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// It runs.
    Runs,
    /// It runs into a year whose notice is not out.
    Maybe,
    /// It is stopped, or has not begun.
    Held,
    /// It ran out.
    Late,
    /// What it limits is done.
    Done,
}

impl Look {
    /// The class in the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Look::Runs => "",
            Look::Maybe => "maybe",
            Look::Held => "held",
            Look::Late => "late",
            Look::Done => "done",
        }
    }
}

/// A limit in the table.
pub struct LimitRow {
    /// Which, and of whom.
    pub name: String,
    /// Where it stands, in words.
    pub state: String,
    /// How it looks.
    pub look: Look,
    /// The day it counts from.
    pub start: String,
    /// When it ends.
    pub due: String,
    /// Counted of all.
    pub counted: String,
    /// The article, under which version.
    pub article: String,
    /// Whether it is the law's limit or our target.
    pub effect: Option<String>,
    /// Where its count sheet is.
    pub sheet: Option<String>,
    /// Why it stands so, where no count sheet says it.
    pub why: Option<TraceShown>,
}

/// The word of a limit.
pub fn word(name: LimitName) -> &'static str {
    match name {
        LimitName::Intake => "intake",
        LimitName::PreliminaryReview => "preliminary-review",
        LimitName::Consultation => "consultation",
        LimitName::SpecialReview => "special-review",
        LimitName::CommissionApproval => "commission-approval",
    }
}

/// What a limit is called.
pub fn name(t: Speech, names: &Names<'_>, limit: &Limit) -> String {
    let step = t.of("step", word(limit.name));
    match &limit.of {
        Some(body) => t.with("limit-of", &[("limit", &step), ("body", &names.body(body))]),
        None => step,
    }
}

/// The rows of the table, each with its grounds: those of a count sheet stand on it.
pub fn rows(
    t: Speech,
    names: &Names<'_>,
    review: &str,
    limits: &[&Limit],
    why: &dyn Fn(&Limit) -> Option<TraceShown>,
) -> Vec<LimitRow> {
    let row = |limit: &&Limit| {
        let row = row(t, names, review, limit);
        let why = if row.sheet.is_none() { why(limit) } else { None };
        LimitRow { why, ..row }
    };
    limits.iter().map(row).collect()
}

fn row(t: Speech, names: &Names<'_>, review: &str, limit: &Limit) -> LimitRow {
    let unit = match limit.unit {
        Unit::WorkingDays => "working-days",
        Unit::Months => "months",
        Unit::CalendarDays => "calendar-days",
    };
    let counted = match limit.start {
        None => String::new(),
        Some(_) => t.with(
            &format!("counted-{unit}"),
            &[("counted", &limit.counted.to_string()), ("total", &limit.total.to_string())],
        ),
    };
    let of = limit.of.as_ref().map_or(String::new(), |of| format!("?of={of}"));
    let countable = limit.unit == Unit::WorkingDays && limit.start.is_some();
    LimitRow {
        name: name(t, names, limit),
        state: state(t, limit),
        look: look(limit),
        start: limit.start.map(|day| t.day(day)).unwrap_or_default(),
        due: limit.due.map(|due| due_words(t, due)).unwrap_or_default(),
        counted,
        article: t.with(
            "article-of",
            &[("article", &limit.cite.article), ("law", &t.of("law", limit.law.as_str()))],
        ),
        effect: match limit.effect {
            review::Effect::Statutory => None,
            review::Effect::Internal => Some(t.get("internal-target").to_owned()),
        },
        sheet: countable.then(|| format!("/reviews/{review}/limits/{}{of}", word(limit.name))),
        why: None,
    }
}

/// How a limit looks.
pub fn look(limit: &Limit) -> Look {
    match &limit.state {
        State::NotStarted(_) | State::Running(Due::Stopped) => Look::Held,
        State::Running(Due::On(_)) => Look::Runs,
        State::Running(Due::Between { .. }) => Look::Maybe,
        State::Met(_) => Look::Done,
        State::Overdue(_) => Look::Late,
    }
}

fn state(t: Speech, limit: &Limit) -> String {
    let late = limit.late.to_string();
    match &limit.state {
        State::NotStarted(awaited) => t.get(awaited_name(awaited)).to_owned(),
        State::Running(Due::Stopped) => t.with("state-stopped", &[("left", &left(t, limit))]),
        State::Running(Due::On(_) | Due::Between { .. }) => {
            t.with("state-running", &[("left", &left(t, limit))])
        }
        State::Met(day) if 0 < limit.late => {
            t.with("state-met-late", &[("day", &t.day(*day)), ("late", &late)])
        }
        State::Met(day) => t.with("state-met", &[("day", &t.day(*day))]),
        State::Overdue(_) => t.with("state-overdue", &[("late", &late)]),
    }
}

fn left(t: Speech, limit: &Limit) -> String {
    let name = match limit.unit {
        Unit::WorkingDays => "left-working-days",
        Unit::Months => "left-months",
        Unit::CalendarDays => "left-calendar-days",
    };
    t.with(name, &[("left", &limit.left.to_string())])
}

fn awaited_name(awaited: &Awaited) -> &'static str {
    match awaited {
        Awaited::Materials(_) | Awaited::Named(_) => "awaits-materials",
        Awaited::Receipt => "awaits-receipt",
        Awaited::Service => "awaits-service",
        Awaited::Notice => "awaits-notice",
    }
}

/// When a limit ends, in words.
pub fn due_words(t: Speech, due: Due) -> String {
    match due {
        Due::On(day) => t.day(day),
        Due::Stopped => t.get("due-stopped").to_owned(),
        Due::Between { earliest, latest, year } => t.with(
            "due-between",
            &[
                ("earliest", &t.day(earliest)),
                ("latest", &t.day(latest)),
                ("year", &year.to_string()),
            ],
        ),
    }
}

/// The sentence at the top: the step, how far its limit is, who is waited for, until when.
pub fn sentence(t: Speech, names: &Names<'_>, seen: &Seen<'_>) -> (String, Look) {
    let summary = seen.summary;
    if let Some(conclusion) = summary.conclusion {
        let word = t.of("conclusion", &crate::desk::word(&conclusion));
        return (t.with("sentence-closed", &[("conclusion", &word)]), Look::Done);
    }
    let step = t.of("step", seen.step.word());
    let waiting: Vec<String> = seen.waiting.iter().map(|actor| names.actor(actor)).collect();
    let waiting = some_names(t, &waiting);
    let mut parts = vec![step];
    let urgent = seen.urgent();
    if let Some(limit) = urgent {
        parts.push(how_far(t, limit));
    }
    if !waiting.is_empty() {
        parts.push(t.with("sentence-waiting", &[("who", &waiting)]));
    }
    let (until, look) = match urgent.map(|limit| (limit, &limit.state)) {
        Some((limit, State::Overdue(_))) => {
            let late = limit.late.to_string();
            (Some(t.with("sentence-late", &[("late", &late)])), Look::Late)
        }
        Some((limit, _)) => {
            let due = limit.due.filter(|due| *due != Due::Stopped);
            let due = due.map(|due| t.with("sentence-until", &[("due", &due_words(t, due))]));
            (due, look(limit))
        }
        None => (None, Look::Held),
    };
    parts.extend(until);
    let sentence = format!("{}{}", parts.join(t.get("clause-separator")), t.get("full-stop"));
    (sentence, look)
}

/// Names in a row; of many only the first, and how many.
pub fn some_names(t: Speech, names: &[String]) -> String {
    match names {
        [first, _, _, _, ..] => {
            t.with("and-others", &[("first", first), ("count", &names.len().to_string())])
        }
        few => few.join(t.get("list-separator")),
    }
}

/// How many consulted bodies have replied, of how many, in one line.
pub fn consultations(t: Speech, limits: &[&Limit]) -> String {
    let met = limits.iter().filter(|limit| matches!(limit.state, State::Met(_))).count();
    let late = limits.iter().filter(|limit| matches!(limit.state, State::Overdue(_))).count();
    let numbers =
        [("all", limits.len().to_string()), ("met", met.to_string()), ("late", late.to_string())];
    let numbers: Vec<(&str, &str)> =
        numbers.iter().map(|(name, number)| (*name, number.as_str())).collect();
    let name = if late == 0 { "consultations" } else { "consultations-late" };
    t.with(name, &numbers)
}

fn how_far(t: Speech, limit: &Limit) -> String {
    let counted = limit.counted.to_string();
    let total = limit.total.to_string();
    let numbers = [("counted", counted.as_str()), ("total", total.as_str())];
    let name = match (&limit.state, limit.unit) {
        (State::NotStarted(_), _) => return t.get("sentence-not-begun").to_owned(),
        (_, Unit::Months) => return t.with("sentence-months", &numbers),
        (_, Unit::CalendarDays) => return t.with("sentence-calendar-days", &numbers),
        (State::Running(Due::Stopped), Unit::WorkingDays) => "sentence-stopped",
        (_, Unit::WorkingDays) => "sentence-day",
    };
    t.with(name, &numbers)
}

/// As much of a summary as somebody sees.
pub struct Seen<'a> {
    /// All of it.
    pub summary: &'a Summary,
    /// The step as it was told.
    pub step: Step,
    /// The limits they see.
    pub limits: Vec<&'a Limit>,
    /// Whose turn it is, as far as they see.
    pub waiting: Vec<&'a review::Actor>,
}

impl<'a> Seen<'a> {
    /// The open limit that ends first, of those seen.
    pub fn urgent(&self) -> Option<&'a Limit> {
        let open = self.limits.iter().copied().filter(|limit| match limit.state {
            State::Running(_) | State::Overdue(_) | State::NotStarted(_) => true,
            State::Met(_) => false,
        });
        open.min_by_key(|limit| match limit.due {
            Some(Due::On(day)) => (0, day),
            Some(Due::Between { earliest, .. }) => (0, earliest),
            Some(Due::Stopped) => (1, Date::MAX),
            None => (2, Date::MAX),
        })
    }
}
