//! The steps of a procedure, their limits, and the rules they must agree with.

use std::collections::BTreeSet;

use super::twice;
use crate::fault::Source;
use crate::file::{Cited as _, ExtensionValue, LawFile, StepBlock};
use crate::{
    Budget, Extension, Fault, LimitRule, Limits, Procedure, Rule, StepName, StepRule, Words,
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
    let (budget, at) = match (&step.working_days, &step.months) {
        (None, None) => {
            let Some(extension) = &step.extension else {
                return Ok(None);
            };
            let what = Words::new(
                "没有期限，无从延长：缺 `working_days` 或 `months`",
                "nothing to extend: `working_days` or `months` is missing",
            );
            return Err(source.fault(extension.span(), what));
        }
        (Some(_), Some(months)) => {
            let what = Words::new(
                "期限只能用一种单位：`working_days` 或 `months`",
                "a limit has one unit: `working_days` or `months`",
            );
            return Err(source.fault(months.span(), what));
        }
        (Some(days), None) => (Budget::WorkingDays(*days.get_ref()), days.span()),
        (None, Some(months)) => (Budget::Months(*months.get_ref()), months.span()),
    };
    if matches!(budget, Budget::WorkingDays(0) | Budget::Months(0)) {
        let what = Words::new("期限不能为零", "a limit of zero is none");
        return Err(source.fault(at, what));
    }
    let extension = match step.extension.as_ref().map(|value| *value.get_ref()) {
        None => Extension::None,
        Some(ExtensionValue::Open) => Extension::Open,
        Some(ExtensionValue::Once(working_days)) => Extension::Once { working_days },
    };
    Ok(Some(LimitRule { cite: step.cite(), budget, extension }))
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

/// The four limits of the procedure of 2020 and after.
pub(super) fn limits(
    source: &Source<'_>,
    file: &LawFile,
    steps: &[StepRule],
) -> Result<Option<Limits>, Fault> {
    if file.procedure == Procedure::Evaluation {
        return Ok(None);
    }
    let of = |name: StepName| {
        let found = steps.iter().find(|step| step.name == name);
        found.and_then(|step| step.limit.clone()).ok_or_else(|| {
            let what = Words::new(
                format!("缺步骤 `{}` 或其期限", name.word()),
                format!("the step `{}` or its limit is missing", name.word()),
            );
            source.fault(file.id.span(), what)
        })
    };
    let Some(second_consultation_target) = file.second_consultation_target else {
        let what = Words::new(
            "缺 `second_consultation_target`（工作日，内部目标）",
            "`second_consultation_target` (working days, our own target) is missing",
        );
        return Err(source.fault(file.id.span(), what));
    };
    Ok(Some(Limits {
        intake: of(StepName::Intake)?,
        preliminary_review: of(StepName::PreliminaryReview)?,
        consultation: of(StepName::Consultation)?,
        special_review: of(StepName::SpecialReview)?,
        second_consultation_target,
    }))
}
