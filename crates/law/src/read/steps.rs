//! The steps of a procedure, their limits, and the rules they must agree with.

use std::collections::BTreeSet;
use std::ops::Range;

use super::twice;
use crate::fault::Source;
use crate::file::{Cited as _, ExtensionValue, LawFile, StepBlock};
use crate::{
    Budget, Ends, Extension, Fault, LimitRule, Limits, Procedure, Rule, Status, StepName, StepRule,
    Words,
};

/// The steps, each with its limit; a limit must be started by something.
pub(super) fn steps(source: &Source<'_>, file: &LawFile) -> Result<Vec<StepRule>, Fault> {
    let mut seen = BTreeSet::new();
    let mut steps = Vec::new();
    for block in &file.step {
        let step = block.get_ref();
        let name = *step.name.get_ref();
        if !seen.insert(name) {
            return Err(twice(source, step.name.span()));
        }
        let limit = limit(source, step)?;
        if limit.is_some() {
            check_started(source, file, step)?;
        }
        steps.push(StepRule {
            name,
            cite: step.cite(),
            starts: step.starts.as_ref().map(|start| *start.get_ref()),
            brings: step.brings.clone(),
            limit,
        });
    }
    Ok(steps)
}

/// The limit a step names.
fn limit(source: &Source<'_>, step: &StepBlock) -> Result<Option<LimitRule>, Fault> {
    let Some((budget, at)) = budget(source, step)? else {
        let Some(extension) = &step.extension else {
            return Ok(None);
        };
        let what = Words::new(
            "没有期限，无从延长：缺 `working_days`、`months` 或 `calendar_days`",
            "nothing to extend: `working_days`, `months` or `calendar_days` is missing",
        );
        return Err(source.fault(extension.span(), what));
    };
    let zero = Budget::CalendarDays { days: 0, ends: Ends::Stays };
    if matches!(budget, Budget::WorkingDays(0) | Budget::Months(0)) || budget == zero {
        let what = Words::new("期限不能为零", "a limit of zero is none");
        return Err(source.fault(at, what));
    }
    let extension = extension(source, budget, step)?;
    let (cite, first_day) = (step.cite(), step.first_day);
    Ok(Some(LimitRule { cite, budget, extension, first_day }))
}

/// How a limit may be extended, in days of its own kind.
fn extension(source: &Source<'_>, budget: Budget, step: &StepBlock) -> Result<Extension, Fault> {
    let Some(written) = &step.extension else {
        return Ok(Extension::None);
    };
    Ok(match (budget, *written.get_ref()) {
        (_, ExtensionValue::Open) => Extension::Open,
        (Budget::CalendarDays { .. }, ExtensionValue::Once(calendar_days)) => {
            Extension::OnceDays { calendar_days }
        }
        (_, ExtensionValue::Once(working_days)) => Extension::Once { working_days },
        (Budget::WorkingDays(_), ExtensionValue::OnceThenOpen(working_days)) => {
            Extension::OnceThenOpen { working_days }
        }
        (Budget::Months(_) | Budget::CalendarDays { .. }, ExtensionValue::OnceThenOpen(_)) => {
            let what = Words::new(
                "`once-then-open` 只用于工作日的期限",
                "`once-then-open` is for limits in working days",
            );
            return Err(source.fault(written.span(), what));
        }
    })
}

/// How long, in the one unit that is written, and where that stands.
fn budget(source: &Source<'_>, step: &StepBlock) -> Result<Option<(Budget, Range<usize>)>, Fault> {
    let working = step.working_days.as_ref();
    let working = working.map(|days| (Budget::WorkingDays(*days.get_ref()), days.span()));
    let months = step.months.as_ref();
    let months = months.map(|months| (Budget::Months(*months.get_ref()), months.span()));
    let ends = step.ends.as_ref().map(|ends| *ends.get_ref());
    let calendar = match (&step.calendar_days, ends) {
        (Some(days), Some(ends)) => {
            Some((Budget::CalendarDays { days: *days.get_ref(), ends }, days.span()))
        }
        (Some(days), None) => {
            let what = Words::new(
                "自然日的期限须写明 `ends`：末日为休息日的如何处理",
                "a limit in calendar days needs `ends`: what becomes of a last day off",
            );
            return Err(source.fault(days.span(), what));
        }
        (None, _) => None,
    };
    if let (None, Some(ends)) = (&calendar, &step.ends) {
        let what =
            Words::new("`ends` 只用于 `calendar_days`", "`ends` goes with `calendar_days` only");
        return Err(source.fault(ends.span(), what));
    }
    let mut written = [working, months, calendar].into_iter().flatten();
    let first = written.next();
    if let Some((_, at)) = written.next() {
        let what = Words::new(
            "期限只能用一种单位：`working_days`、`months` 或 `calendar_days`",
            "a limit has one unit: `working_days`, `months` or `calendar_days`",
        );
        return Err(source.fault(at, what));
    }
    Ok(first)
}

/// That something starts the limit of this step: a filing, or what another step brings.
fn check_started(source: &Source<'_>, file: &LawFile, step: &StepBlock) -> Result<(), Fault> {
    let Some(start) = &step.starts else {
        let what = Words::new(
            "此步骤有期限，但没有任何事项使其起算：缺 `starts`",
            "nothing starts the limit of this step: `starts` is missing",
        );
        return Err(source.fault(step.name.span(), what));
    };
    let milestone = *start.get_ref();
    let brought = file.step.iter().any(|other| {
        other.get_ref().name != step.name && other.get_ref().brings.contains(&milestone)
    });
    if milestone.is_origin() || brought {
        return Ok(());
    }
    let what = Words::new(
        "没有任何步骤带来此起算事项，期限无从起算",
        "nothing starts this limit: no step brings what it starts with",
    );
    Err(source.fault(start.span(), what))
}

/// What the procedure of 2020 and after needs, and the agreement of steps with rules.
pub(super) fn check_rules(
    source: &Source<'_>,
    file: &LawFile,
    steps: &[StepRule],
) -> Result<(), Fault> {
    let mut needed = vec![Rule::EntryIntoForce, Rule::Penalties];
    match file.procedure {
        Procedure::Review if *file.status.get_ref() == Status::Example => {
            needed = example_rules(steps);
        }
        Procedure::Review => needed.extend(REVIEW_RULES),
        Procedure::Evaluation => {
            needed = vec![Rule::EntryIntoForce, Rule::Evaluation, Rule::Result]
        }
    }
    for rule in needed {
        if !file.rules.contains_key(&rule) {
            let name = rule.word();
            let what = Words::new(
                format!("`[rules]` 缺 `{name}`：须写明其条文"),
                format!("`[rules]` lacks `{name}`: say where it stands"),
            );
            return Err(source.fault(file.id.span(), what));
        }
    }
    for step in steps {
        let rules = rules_of(step.name).iter();
        for stated in rules.filter_map(|rule| file.rules.get(rule)) {
            if stated.get_ref() != &step.cite {
                let what = Words::new(
                    "此处条文与同名步骤的条文不一致",
                    "this address differs from that of the step it rules",
                );
                return Err(source.fault(stated.span(), what));
            }
        }
    }
    Ok(())
}

/// Rules without which the procedure of 2020 and after cannot be run.
const REVIEW_RULES: [Rule; 10] = [
    Rule::Materials,
    Rule::Intake,
    Rule::PreliminaryReview,
    Rule::Proposal,
    Rule::Consultation,
    Rule::Opinions,
    Rule::SpecialProcedure,
    Rule::SpecialLimit,
    Rule::Supplement,
    Rule::ExOfficio,
];

/// Rules without which an example cannot be run: those of the steps it has.
fn example_rules(steps: &[StepRule]) -> Vec<Rule> {
    let has = |name: StepName| steps.iter().any(|step| step.name == name);
    let mut needed = vec![Rule::Materials, Rule::Intake, Rule::PreliminaryReview, Rule::Supplement];
    if has(StepName::Consultation) {
        needed.extend([Rule::Proposal, Rule::Consultation, Rule::Opinions]);
    }
    if has(StepName::SpecialReview) {
        needed.extend([Rule::SpecialProcedure, Rule::SpecialLimit]);
    }
    needed
}

/// The rules that say where a step, or its limit, stands.
const fn rules_of(step: StepName) -> &'static [Rule] {
    match step {
        StepName::Intake => &[Rule::Intake],
        StepName::PreliminaryReview => &[Rule::PreliminaryReview],
        StepName::Consultation => &[Rule::Consultation],
        StepName::SpecialReview => &[Rule::SpecialLimit],
        StepName::CommissionApproval => &[],
        StepName::Determination => &[Rule::DetermineObject, Rule::TakeUp],
        StepName::Evaluation => &[Rule::Evaluation],
        StepName::Assessment => &[Rule::Assessment],
        StepName::Result => &[Rule::Result],
    }
}

/// The limits of the procedure of 2020 and after: the four that every version of the Measures has,
/// and those an example has.
pub(super) fn limits(
    source: &Source<'_>,
    file: &LawFile,
    steps: &[StepRule],
) -> Result<Option<Limits>, Fault> {
    if file.procedure == Procedure::Evaluation {
        return Ok(None);
    }
    let is_example = *file.status.get_ref() == Status::Example;
    let stated = |name: StepName| {
        let found = steps.iter().find(|step| step.name == name);
        found.and_then(|step| step.limit.clone())
    };
    let owed = |name: StepName| {
        stated(name).ok_or_else(|| {
            let what = Words::new(
                format!("缺步骤 `{}` 或其期限", name.word()),
                format!("the step `{}` or its limit is missing", name.word()),
            );
            source.fault(file.id.span(), what)
        })
    };
    let of = |name: StepName| match is_example {
        true => Ok(stated(name)),
        false => owed(name).map(Some),
    };
    if file.second_consultation_target.is_none() && !is_example {
        let what = Words::new(
            "缺 `second_consultation_target`（工作日，内部目标）",
            "`second_consultation_target` (working days, our own target) is missing",
        );
        return Err(source.fault(file.id.span(), what));
    }
    Ok(Some(Limits {
        intake: of(StepName::Intake)?,
        preliminary_review: owed(StepName::PreliminaryReview)?,
        consultation: of(StepName::Consultation)?,
        special_review: of(StepName::SpecialReview)?,
        commission_approval: stated(StepName::CommissionApproval),
        second_consultation_target: file.second_consultation_target,
    }))
}
