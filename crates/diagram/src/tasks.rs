//! Which acts are steps of the procedure, and which may be done beside it: read off the course.

use std::collections::{BTreeMap, BTreeSet};

use law::{Regime, Rule};
use review::{Conclusion, Met, Move, Opens, Stage, Who};

/// An act that is open at this many steps is of none of them.
// WHY: supplements, further bodies and, in 2017, the finding of a department are open wherever a
// review is; all that leads the procedure on is open at three steps at most.
const STEPS: usize = 4;

/// An act as a step: from where to where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Task {
    pub act: &'static str,
    pub who: Who,
    pub rules: Vec<Rule>,
    pub from: Vec<Stage>,
    pub to: Vec<Stage>,
    pub back: bool,
    pub meets: Vec<Met>,
    pub opens: Opens,
    pub conclusion: Option<Conclusion>,
}

/// The steps of a course in its order, and the moves of all other acts.
pub(crate) fn tasks<'a>(regime: &Regime, moves: &'a [Move]) -> (Vec<Task>, Vec<&'a Move>) {
    let mut by_rule: BTreeMap<(&str, Option<Rule>), Vec<&Move>> = BTreeMap::new();
    let mut steps: BTreeMap<(&str, Option<Rule>), BTreeSet<Step>> = BTreeMap::new();
    for it in moves {
        by_rule.entry((it.act, it.rule)).or_default().push(it);
        steps.entry((it.act, it.rule)).or_default().insert(step(it.from));
    }
    let mut leading = Vec::new();
    let mut beside = Vec::new();
    for ((act, rule), all) in by_rule {
        let ruled = rule.is_some_and(|rule| regime.rule(rule).is_some());
        let few = steps.get(&(act, rule)).is_none_or(|steps| steps.len() < STEPS);
        if ruled && few && all.iter().any(|it| !it.stays()) {
            leading.extend(without_repeats(&all));
        } else {
            beside.extend(all);
        }
    }
    (merged(leading), beside)
}

/// What a step of the text is, so that an act's steps can be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Beginning,
    Intake,
    ExOfficio,
    Preliminary,
    Consultation,
    Special,
    Determination,
    Evaluation,
    Assessment,
    Result,
    Closed,
}

fn step(stage: Stage) -> Step {
    match stage {
        Stage::Empty => Step::Beginning,
        Stage::FilingWhole | Stage::FilingLacking => Step::Intake,
        Stage::ExOfficioAsked | Stage::ExOfficioSubmitted | Stage::ExOfficioApproved => {
            Step::ExOfficio
        }
        Stage::PreliminaryReview => Step::Preliminary,
        Stage::OpinionsAwaited | Stage::OpinionsAgreed => Step::Consultation,
        Stage::OpinionsDivided
        | Stage::ToHear
        | Stage::ToProposeAgain
        | Stage::SecondAwaited
        | Stage::SecondAnswered
        | Stage::SpecialSubmitted
        | Stage::SpecialApproved => Step::Special,
        Stage::Determined => Step::Determination,
        Stage::Evaluation | Stage::Evaluated => Step::Evaluation,
        Stage::Assessment => Step::Assessment,
        Stage::Assessed => Step::Result,
        Stage::Closed => Step::Closed,
    }
}

/// The moves of an act that are worth an arrow: where an act leads on, doing it again later (a
/// second hearing, a changed opinion) is not drawn; an act that only leads back keeps its ways.
fn without_repeats<'a>(all: &[&'a Move]) -> Vec<&'a Move> {
    let reached = |stage: Stage| all.iter().any(|it| it.is_forward() && it.to == stage);
    let onward = all.iter().any(|it| it.is_forward());
    let returns = |stage: Stage| all.iter().any(|it| it.to < it.from && it.to == stage);
    let worth = |it: &&&Move| {
        if reached(it.from) {
            return false;
        }
        if onward { it.is_forward() } else { !it.stays() || returns(it.to) }
    };
    all.iter().filter(worth).copied().collect()
}

/// One box for an act that leads from several stages to the same and meets the same limits.
fn merged(leading: Vec<&Move>) -> Vec<Task> {
    let mut by_stage: BTreeMap<(Stage, &str), Task> = BTreeMap::new();
    for it in leading {
        let task = by_stage.entry((it.from, it.act)).or_insert_with(|| Task {
            act: it.act,
            who: it.who,
            rules: Vec::new(),
            from: vec![it.from],
            to: Vec::new(),
            back: true,
            meets: Vec::new(),
            opens: Opens::Overdue,
            conclusion: it.conclusion,
        });
        task.rules.extend(it.rule);
        task.to.push(it.to);
        task.back &= !it.is_forward();
        task.meets.extend(it.meets.iter().copied());
        task.opens = task.opens.min(it.opens);
    }
    let mut tasks: Vec<Task> = Vec::new();
    for mut task in by_stage.into_values() {
        for list in [&mut task.to, &mut task.from] {
            list.sort();
            list.dedup();
        }
        task.rules.sort();
        task.rules.dedup();
        task.meets.sort();
        task.meets.dedup();
        let alike = |known: &&mut Task| {
            (known.act, &known.to, &known.meets) == (task.act, &task.to, &task.meets)
        };
        match tasks.iter_mut().find(alike) {
            Some(known) => known.from.extend(task.from),
            None => tasks.push(task),
        }
    }
    tasks
}
