//! A replay as data others hold against their own twin: names, order and nulls are a contract.

use jiff::civil::Date;
use law::{Example, Positions, RegimeId, Sort, StandsFor};
use serde::Serialize;

use super::line::print_act;
use super::replay::{Carried, Replay};
use crate::standing::Standing;
use crate::summary::{Step, Summary};
use crate::{
    Act, Actor, BodyId, Conclusion, Due, Effect, Limit, LimitName, Opinions, Refusal, State, Unit,
};

/// A section carried out.
#[derive(Debug, Serialize)]
pub struct ScenarioReport<'a> {
    scenario: &'a str,
    law: &'a RegimeId,
    simulation: bool,
    /// Of another land's regime only: the calendar it is counted by.
    #[serde(skip_serializing_if = "Option::is_none")]
    example: Option<&'a str>,
    positions: &'a Positions,
    steps: Vec<StepReport<'a>>,
    state: StateReport<'a>,
    agrees: bool,
}

/// A line carried out.
#[derive(Debug, Serialize)]
pub struct StepReport<'a> {
    line: usize,
    entry: Option<u32>,
    date: Date,
    time: Option<String>,
    dated: Option<Date>,
    actor: &'a Actor,
    act: String,
    command: &'a Act,
    accepted: bool,
    refusal: Option<&'a Refusal>,
    irregular: bool,
    limits: Vec<LimitReport<'a>>,
    step: Step,
    expected: Option<&'a str>,
    actual: &'a str,
    agrees: bool,
    /// Of another land's regime only: what the act stands for there.
    #[serde(skip_serializing_if = "Option::is_none")]
    stands_for: Option<&'a StandsFor>,
}

/// Where a section stands at its end.
#[derive(Debug, Serialize)]
pub struct StateReport<'a> {
    step: Step,
    closed: bool,
    conclusion: Option<Conclusion>,
    opinions: Option<Opinions>,
    limits: Vec<LimitReport<'a>>,
    waiting_for: &'a [Actor],
}

/// A limit as of a day.
#[derive(Debug, Serialize)]
pub struct LimitReport<'a> {
    limit: LimitName,
    of: Option<&'a BodyId>,
    law: &'a RegimeId,
    article: &'a str,
    effect: Effect,
    unit: Unit,
    state: &'static str,
    start: Option<Date>,
    due: Option<Date>,
    latest: Option<Date>,
    provisional: bool,
    assumed: bool,
    met: Option<Date>,
    late: u32,
    left: u32,
    counted: u32,
    total: u32,
}

impl<'a> ScenarioReport<'a> {
    /// The report of a section.
    pub fn of(replay: &'a Replay) -> ScenarioReport<'a> {
        let example = replay.example.as_ref();
        let steps = replay.steps.iter().map(|step| StepReport::of(step, example));
        ScenarioReport {
            scenario: &replay.scenario,
            law: &replay.law,
            simulation: replay.standing == Standing::Simulation,
            example: replay.example.as_ref().map(|example| example.calendar.as_str()),
            positions: &replay.positions,
            steps: steps.collect(),
            state: StateReport::of(&replay.summary),
            agrees: replay.agrees(),
        }
    }
}

impl<'a> StepReport<'a> {
    /// The report of a line. The act is told in English whatever the language of the section, so
    /// that a page and its translation give one report.
    pub fn of(step: &'a Carried, example: Option<&'a Example>) -> StepReport<'a> {
        StepReport {
            line: step.line,
            entry: step.entry,
            date: step.date,
            time: step.time.map(super::day::time_words),
            dated: step.command.dated,
            actor: &step.command.actor,
            act: print_act(&step.command.act, law::Language::En),
            command: &step.command.act,
            accepted: step.refusal.is_none(),
            refusal: step.refusal.as_ref(),
            irregular: step.irregular,
            limits: step.limits.iter().map(LimitReport::of).collect(),
            step: step.step,
            expected: step.expected.as_deref(),
            actual: &step.actual,
            agrees: step.agrees,
            stands_for: example
                .and_then(|example| example.theirs(Sort::Act, step.command.act.name())),
        }
    }
}

impl<'a> StateReport<'a> {
    /// The report of where a review stands.
    pub fn of(summary: &'a Summary) -> StateReport<'a> {
        StateReport {
            step: summary.step,
            closed: summary.is_closed(),
            conclusion: summary.conclusion,
            opinions: summary.opinions,
            limits: summary.limits.iter().map(LimitReport::of).collect(),
            waiting_for: &summary.waiting_for,
        }
    }
}

impl<'a> LimitReport<'a> {
    /// The report of a limit. What is stopped has neither a first nor a last day.
    pub fn of(limit: &'a Limit) -> LimitReport<'a> {
        let (due, latest) = match limit.due {
            Some(Due::On(day)) => (Some(day), Some(day)),
            Some(Due::Between { earliest, latest, .. }) => (Some(earliest), Some(latest)),
            Some(Due::Stopped) | None => (None, None),
        };
        let (state, met) = match limit.state {
            State::NotStarted(_) => ("not-started", None),
            State::Running(Due::Stopped) => ("stopped", None),
            State::Running(Due::On(_) | Due::Between { .. }) => ("due", None),
            State::Met(day) => ("met", Some(day)),
            State::Overdue(_) => ("overdue", None),
        };
        LimitReport {
            limit: limit.name,
            of: limit.of.as_ref(),
            law: &limit.law,
            article: &limit.cite.article,
            effect: limit.effect,
            unit: limit.unit,
            state,
            start: limit.start,
            due,
            latest,
            provisional: matches!(limit.due, Some(Due::Between { .. })),
            assumed: limit.assumed,
            met,
            late: limit.late,
            left: limit.left,
            counted: limit.counted,
            total: limit.total,
        }
    }
}
