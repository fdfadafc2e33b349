//! A section carried out: each line decided as the Office would have had to decide it.

use std::sync::Arc;

use calendar::Calendar;
use jiff::civil::{Date, Time};
use law::{Book, Governs, Language, Positions, Regime, RegimeId, Status, UnknownPosition, Words};

use super::compare::{Outcome, agrees};
use super::consequence::Consequence;
use super::fault::Fault;
use super::happened::{changed, followed, refused, told};
use super::key::Key;
use super::line::Line;
use super::page::{Page, Section};
use super::told::print_consequences;
use super::trace::{day_of_comparison, second_round};
use crate::standing::{Standing, entry};
use crate::summary::{Step, Summary};
use crate::{
    Actor, BodyId, Command, Context, Frame, Limit, Moment, Refusal, Review, decide, evolve, limits,
};

/// What is taken otherwise than the page says, for every section.
#[derive(Debug, Clone, Default)]
pub struct Instead {
    /// The version.
    pub law: Option<RegimeId>,
    /// Readings, name and value.
    pub positions: Vec<(String, String)>,
}

/// A section carried out.
#[derive(Debug, Clone)]
pub struct Replay {
    /// Its heading.
    pub scenario: String,
    /// In which language it is written.
    pub language: Language,
    /// The version under which it starts.
    pub law: RegimeId,
    /// Whether anything could be issued from it.
    pub standing: Standing,
    /// Every reading taken.
    pub positions: Positions,
    /// Its lines.
    pub steps: Vec<Carried>,
    /// The day on which it is read at its end.
    pub as_of: Date,
    /// Where it stands then.
    pub summary: Summary,
    standing_limits: Vec<Consequence>,
}

/// A line carried out.
#[derive(Debug, Clone)]
pub struct Carried {
    /// Line of the page, counted from 1.
    pub line: usize,
    /// Its number on the docket; `None` where it was refused.
    pub entry: Option<u32>,
    /// The day of the line.
    pub date: Date,
    /// The time, where the line says it.
    pub time: Option<Time>,
    /// Who did what.
    pub command: Command,
    /// Why it was refused, if it was.
    pub refusal: Option<Refusal>,
    /// Whether a later correction made it unlawful.
    pub irregular: bool,
    /// The limits it changed, as of the day of the line.
    pub limits: Vec<Limit>,
    /// The step after it.
    pub step: Step,
    /// What is written right of the arrow.
    pub expected: Option<String>,
    /// What happened.
    pub followed: Vec<Consequence>,
    /// What is to be written right of the arrow, in the language of the section.
    pub actual: String,
    /// Whether what is written is what happened.
    pub agrees: bool,
}

impl Carried {
    /// What followed, in words of a language.
    pub fn told(&self, language: Language) -> String {
        match &self.refusal {
            Some(refusal) => print_consequences(&[refused(refusal, language)], language),
            None => print_consequences(&self.followed, language),
        }
    }
}

impl Replay {
    /// The limits at its end, in words of a language.
    pub fn limits_told(&self, language: Language) -> Vec<String> {
        let told = self.standing_limits.iter();
        told.map(|limit| print_consequences(std::slice::from_ref(limit), language)).collect()
    }

    /// Whether every line agrees.
    pub fn agrees(&self) -> bool {
        self.steps.iter().all(|step| step.agrees)
    }
}

/// Carries out every section of a page.
///
/// # Errors
/// Every section that names a version or a position that does not exist, or no version where none
/// governs.
pub fn replay(
    book: &Book,
    calendar: &Calendar,
    page: &Page,
    instead: &Instead,
) -> Result<Vec<Replay>, Vec<Fault>> {
    let today = Context::new(book, calendar);
    let mut replays = Vec::new();
    let mut faults = Vec::new();
    for section in &page.sections {
        let known = section.header.known_on;
        let known = known.map(|day| Context::new(book, &calendar.known_on(day)));
        let context = known.as_ref().unwrap_or(&today);
        match frame(book, section, instead) {
            Ok((frame, regime)) => replays.push(carry_out(context, section, frame, &regime)),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(replays) } else { Err(faults) }
}

/// The day of the first act: that on which the version that governs is asked for.
fn first_day(section: &Section) -> Option<Date> {
    let first = section.lines.first()?;
    Some(first.command.dated.unwrap_or(first.date))
}

/// What the section fixes before its first act.
pub(super) fn frame(
    book: &Book,
    section: &Section,
    instead: &Instead,
) -> Result<(Frame, Arc<Regime>), Fault> {
    let regime = regime(book, section, instead)?;
    let mut positions = regime.positions.clone();
    for at in &section.header.positions {
        let (name, value) = &at.value;
        let taken = positions.take(name, value);
        taken.map_err(|unknown| Fault::new(at.line, at.column, position_words(&unknown)))?;
    }
    for (name, value) in &instead.positions {
        let taken = positions.take(name, value);
        taken.map_err(|unknown| Fault::new(section.line, 1, position_words(&unknown)))?;
    }
    must_be_members(section, &regime)?;
    let frame = Frame {
        law: regime.id.clone(),
        law_hash: regime.hash.clone(),
        positions,
        consulted: section.header.consulted.clone(),
    };
    Ok((frame, regime))
}

/// A consulted unit is a member under the version: no other could ever answer.
fn must_be_members(section: &Section, regime: &Regime) -> Result<(), Fault> {
    let members: Vec<&str> = regime.members.iter().map(|member| member.id.as_str()).collect();
    let units = section.header.consulted.iter().filter_map(|consulted| {
        let unit = matches!(consulted.body, Actor::Unit(_));
        consulted.body.body().filter(|_| unit)
    });
    let mut units = units.map(BodyId::as_str);
    let stranger = units.find(|id| !members.contains(id));
    let Some(stranger) = stranger.filter(|_| !members.is_empty()) else {
        return Ok(());
    };
    let keys = section.header.keys.iter();
    let line = keys.filter(|key| key.key == Key::Consulted).map(|key| key.line).next();
    let near = law::nearest(stranger, members.iter().copied());
    let zh_near = near.map_or(String::new(), |near| format!("，是否指“{near}”"));
    let en_near = near.map_or(String::new(), |near| format!(", did you mean `{near}`"));
    let (all, law) = (members.join(", "), &regime.id);
    let zh = format!("{law} 没有成员单位“{stranger}”{zh_near}；成员单位：{all}");
    let en = format!("`{stranger}` is no member unit under {law}{en_near}; they are {all}");
    Err(Fault::new(line.unwrap_or(section.line), 1, Words::new(zh, en)))
}

fn position_words(unknown: &UnknownPosition) -> Words {
    let zh = match unknown {
        UnknownPosition::Name { name, known } => {
            format!("没有名为“{name}”的解释口径；可用的有：{known}")
        }
        UnknownPosition::Value { name, value, known } => {
            format!("解释口径“{name}”没有取值“{value}”；可取：{known}")
        }
    };
    Words::new(zh, unknown.to_string())
}

fn regime(book: &Book, section: &Section, instead: &Instead) -> Result<Arc<Regime>, Fault> {
    let named = match (&instead.law, &section.header.law) {
        (Some(law), _) => Some((section.line, 1, law)),
        (None, Some(at)) => Some((at.line, at.column, &at.value)),
        (None, None) => None,
    };
    if let Some((line, column, law)) = named {
        let found = book.get(law).cloned();
        return found.ok_or_else(|| Fault::new(line, column, law_words(book, law)));
    }
    let Some(day) = first_day(section) else {
        let zh = "本节没有行为，请以“适用：”写明办法的版本";
        let en = "this section has no act: name the version with `Law:`";
        return Err(Fault::new(section.line, 1, Words::new(zh, en)));
    };
    let line = section.lines.first().map_or(section.line, |line| line.number);
    match book.governs(day) {
        Governs::By(regime, ..) => Ok(regime.clone()),
        Governs::None(why) => {
            let zh = format!("{day} 没有施行中的办法（{}），请以“适用：”写明版本", why.zh);
            let en = format!("no version governs {day} ({}): name one with `Law:`", why.en);
            Err(Fault::new(line, 1, Words::new(zh, en)))
        }
    }
}

fn law_words(book: &Book, law: &RegimeId) -> Words {
    let known: Vec<&str> = book.all().map(|regime| regime.id.as_str()).collect();
    let near = book.nearest(law.as_str());
    let zh_near = near.map_or(String::new(), |near| format!("，是否指“{near}”"));
    let en_near = near.map_or(String::new(), |near| format!(", did you mean `{near}`"));
    let zh = format!("没有名为“{law}”的版本{zh_near}；现有：{}", known.join("、"));
    let en = format!("no version is called `{law}`{en_near}; there are {}", known.join(", "));
    Words::new(zh, en)
}

/// Carries out a section under its frame.
fn carry_out(context: &Context, section: &Section, frame: Frame, regime: &Regime) -> Replay {
    let language = section.language();
    let first = first_day(section);
    let in_force = first.is_some_and(|day| regime.in_force_on(day));
    let standing = if in_force && regime.status != Status::Draft {
        Standing::Authoritative
    } else {
        Standing::Simulation
    };
    let last = section.lines.last().map(|line| line.date);
    let fallback = last.or(regime.in_force).unwrap_or(super::FIRST_DAY);
    let as_of = section.header.as_of.unwrap_or(fallback);
    let positions = frame.positions.clone();
    let mut review = Review::new(frame);
    let mut steps = Vec::new();
    for (at, line) in section.lines.iter().enumerate() {
        let is_last = at.saturating_add(1) == section.lines.len();
        let overdue_on = if is_last { as_of } else { line.date };
        let step;
        (review, step) = carry(context, review, line, language, overdue_on);
        steps.push(step);
    }
    for step in &mut steps {
        step.irregular = step.entry.is_some_and(|entry| review.is_irregular(entry));
    }
    let summary = Summary::of(context, &review, as_of);
    let calendar = context.calendar(&positions);
    let limits = summary.limits.iter();
    let standing_limits = limits.map(|limit| Consequence::Limit(told(limit, calendar))).collect();
    Replay {
        scenario: section.title.clone(),
        language,
        law: regime.id.clone(),
        standing,
        positions,
        steps,
        as_of,
        summary,
        standing_limits,
    }
}

/// A line decided: the docket after it and what it changed.
struct Decided {
    after: Review,
    entry: Option<u32>,
    refusal: Option<Refusal>,
    limits: Vec<Limit>,
    changed: Vec<Limit>,
    followed: Vec<Consequence>,
}

fn decided(context: &Context, review: Review, line: &Line, language: Language) -> Decided {
    let moment = Moment { date: line.date, time: line.time };
    match decide(context, &review, moment, &line.command) {
        Ok(events) => {
            let entry = entry(&review, moment, line.command.clone(), events);
            let before = review.clone();
            let after = evolve(review, &entry);
            let day = day_of_comparison(&after, line.date);
            let limits = limits(context, &after, day);
            let changed = changed(&self::limits(context, &before, day), &limits);
            let calendar = context.calendar(after.positions());
            let followed = followed(&changed, &entry.events, second_round(&after), calendar);
            let entry = Some(entry.number);
            Decided { after, entry, refusal: None, limits, changed, followed }
        }
        Err(refusal) => {
            let limits = limits(context, &review, line.date);
            let followed = vec![refused(&refusal, language)];
            let refusal = Some(refusal);
            let changed = Vec::new();
            Decided { after: review, entry: None, refusal, limits, changed, followed }
        }
    }
}

/// Carries out a line.
fn carry(
    context: &Context,
    review: Review,
    line: &Line,
    language: Language,
    overdue_on: Date,
) -> (Review, Carried) {
    let decided = decided(context, review, line, language);
    let written = line.written.as_ref();
    let outcome = Outcome {
        overdue: &self::limits(context, &decided.after, overdue_on),
        limits: &decided.limits,
        changed: &decided.changed,
        followed: &decided.followed,
        refusal: decided.refusal.as_ref(),
        calendar: context.calendar(decided.after.positions()),
    };
    let agrees = agrees(written.map(|written| written.consequences.as_slice()), &outcome);
    let carried = Carried {
        line: line.number,
        entry: decided.entry,
        date: line.date,
        time: line.time,
        command: line.command.clone(),
        refusal: decided.refusal,
        irregular: false,
        limits: decided.changed,
        step: Summary::of(context, &decided.after, line.date).step,
        expected: written.map(|written| written.text.clone()).filter(|text| !text.is_empty()),
        actual: print_consequences(&decided.followed, language),
        followed: decided.followed,
        agrees,
    };
    (decided.after, carried)
}
