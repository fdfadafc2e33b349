//! What happens to a case that is pending when a later version comes into force (position F1).

use crate::{LimitRule, Limits, Regime, StepName, Transition, Words};

/// What happens under a reading to a case begun under one version and pending on the first day of a
/// later one. `None`: one of them is a draft, or the second is not later.
pub fn transition(from: &Regime, to: &Regime, reading: Transition) -> Option<Words> {
    let (begun, day) = (from.in_force?, to.in_force?);
    if day <= begun {
        return None;
    }
    let mut words = match (&from.limits, &to.limits) {
        (Some(old), Some(new)) => between(from, to, reading, (old, new)),
        (None, _) | (_, None) => other_procedure(from, to, reading),
    };
    words.zh.insert_str(0, &format!("{day} 未结的案件："));
    words.en.insert_str(0, &format!("a case pending on {day}: "));
    if reading == Transition::StartVersion {
        words.zh.push('。');
        words.en.push('.');
    } else {
        words.zh.push_str(&format!(
            "。不会自动改变：自该日起列入办公室待办，办公室记入“转适用 {}”方才生效。",
            to.id
        ));
        words.en.push_str(&format!(
            ". Nothing changes by itself: from that day the case is on the Office's list, and the \
             entry `carries over to {}` makes it so.",
            to.id
        ));
    }
    Some(words)
}

/// Between two versions of one procedure: by step, or altogether.
fn between(
    from: &Regime,
    to: &Regime,
    reading: Transition,
    (old, new): (&Limits, &Limits),
) -> Words {
    match reading {
        Transition::NewSteps => {
            let mut words = Words::new(
                format!("已开始的步骤仍按 {} 计算，此后开始的步骤按 {} 计算", from.id, to.id),
                format!(
                    "steps already begun stay under {}, steps that begin later follow {}",
                    from.id, to.id
                ),
            );
            for (name, old, new) in changed(old, new) {
                let (had, has) = (old.budget.words(), new.budget.words());
                let (before, after) = (old.cite.words(), new.cite.words());
                words.zh.push_str(&format!(
                    "；{}：此前开始的 {}（{}），此后开始的 {}（{}）",
                    name.zh, had.zh, before.zh, has.zh, after.zh
                ));
                words.en.push_str(&format!(
                    "; {}: {} if begun before ({}), {} if begun later ({})",
                    name.en, had.en, before.en, has.en, after.en
                ));
            }
            words
        }
        Transition::StartVersion => stays(from),
        Transition::All => {
            let mut words = Words::new(
                format!("全部按 {} 办理，正在计算的期限也随之改变", to.id),
                format!("it follows {} altogether, running limits too", to.id),
            );
            for (name, old, new) in changed(old, new) {
                let (had, has) = (old.budget.words(), new.budget.words());
                let after = new.cite.words();
                words.zh.push_str(&format!(
                    "；{}由 {} 改为 {}（{}）",
                    name.zh, had.zh, has.zh, after.zh
                ));
                words.en.push_str(&format!(
                    "; {}: {} instead of {} ({})",
                    name.en, has.en, had.en, after.en
                ));
            }
            words
        }
    }
}

/// Between two procedures no step can be carried over, and no limit is counted backwards.
fn other_procedure(from: &Regime, to: &Regime, reading: Transition) -> Words {
    match reading {
        Transition::StartVersion => stays(from),
        Transition::NewSteps | Transition::All => Words::new(
            format!(
                "程序不同，按 {} 办结，或者按 {} 重新发起；{} 的期限不追溯计算",
                from.id, to.id, to.id
            ),
            format!(
                "the procedures differ, so it ends under {} or is begun anew under {}, whose \
                 limits are never counted backwards",
                from.id, to.id
            ),
        ),
    }
}

fn stays(from: &Regime) -> Words {
    Words::new(
        format!("自始至终按 {} 办理", from.id),
        format!("it stays under {} to its end", from.id),
    )
}

/// The limits that differ, by name.
fn changed<'a>(
    old: &'a Limits,
    new: &'a Limits,
) -> impl Iterator<Item = (Words, &'a LimitRule, &'a LimitRule)> {
    let steps = [
        StepName::Intake,
        StepName::PreliminaryReview,
        StepName::Consultation,
        StepName::SpecialReview,
    ];
    steps.into_iter().filter_map(|step| {
        let (old, new) = (old.of(step)?, new.of(step)?);
        let same = (old.budget, old.extension) == (new.budget, new.extension);
        (!same).then(|| (step.words(), old, new))
    })
}
