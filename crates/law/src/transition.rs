//! What happens to a case that is pending when a later version comes into force (position F1).

use crate::{Limits, Regime, Transition, Words};

/// What happens under a reading to a case begun under one version and pending on the first day of a
/// later one. `None`: the later version is a draft, or is not later.
pub fn transition(from: &Regime, to: &Regime, reading: Transition) -> Option<Words> {
    let (begun, day) = (from.in_force?, to.in_force?);
    if day <= begun {
        return None;
    }
    let mut words = match reading {
        Transition::NewSteps => Words::new(
            format!(
                "{day} 未结的案件：已开始的步骤仍按 {} 计算；此后开始的步骤，经记载转适用后按 {} 计算",
                from.id, to.id
            ),
            format!(
                "a case pending on {day}: steps already begun stay under {}; steps that begin after \
                 a recorded carry-over follow {}",
                from.id, to.id
            ),
        ),
        Transition::StartVersion => Words::new(
            format!("{day} 未结的案件：自始至终按 {} 办理", from.id),
            format!("a case pending on {day} stays under {} to its end", from.id),
        ),
        Transition::All => Words::new(
            format!(
                "{day} 未结的案件：经记载转适用后全部按 {} 办理，正在计算的期限也随之改变",
                to.id
            ),
            format!(
                "a case pending on {day} follows {} altogether after a recorded carry-over, running \
                 limits too",
                to.id
            ),
        ),
    };
    if reading != Transition::StartVersion {
        add_limits(&mut words, from, to);
    }
    let list = Words::new(
        format!(
            "。不会自动改变：自该日起列入办公室待办，办公室记入“转适用 {}”方才生效。",
            to.id
        ),
        format!(
            ". Nothing changes by itself: from that day the case is on the Office's list, and the \
             entry `carries over to {}` makes it so.",
            to.id
        ),
    );
    if reading == Transition::StartVersion {
        words.zh.push('。');
        words.en.push('.');
    } else {
        words.zh.push_str(&list.zh);
        words.en.push_str(&list.en);
    }
    Some(words)
}

/// Names each limit that differs, with both articles.
fn add_limits(words: &mut Words, from: &Regime, to: &Regime) {
    let (Some(old), Some(new)) = (&from.limits, &to.limits) else {
        words.zh.push_str("；此前的版本没有期限，不追溯计算");
        words
            .en
            .push_str("; the earlier version sets no limits and none are counted backwards");
        return;
    };
    let name = [
        Words::new("申报处理", "intake"),
        Words::new("初步审查", "preliminary review"),
        Words::new("征求意见", "consultation"),
        Words::new("特别审查", "special review"),
    ];
    for ((name, old), new) in name.iter().zip(all(old)).zip(all(new)) {
        if (old.budget, old.extension) == (new.budget, new.extension) {
            continue;
        }
        let (had, has) = (old.budget.words(), new.budget.words());
        let (before, after) = (old.cite.words(), new.cite.words());
        words.zh.push_str(&format!(
            "；{}：此前开始的 {}（{}），此后开始的 {}（{}）",
            name.zh, had.zh, before.zh, has.zh, after.zh
        ));
        words.en.push_str(&format!(
            "; {}: begun before, {} ({}), begun after, {} ({})",
            name.en, had.en, before.en, has.en, after.en
        ));
    }
}

fn all(limits: &Limits) -> [&crate::LimitRule; 4] {
    [
        &limits.intake,
        &limits.preliminary_review,
        &limits.consultation,
        &limits.special_review,
    ]
}
