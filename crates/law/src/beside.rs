//! Each provision with the rules of the file that stand at it: what a lawyer reads side by side.

use serde::Serialize;

use crate::{Cite, Provision, Regime, Words};

/// A provision and what the file makes of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Beside {
    /// The provision.
    #[serde(flatten)]
    pub provision: Provision,
    /// The rules that stand there, in words: limits and figures first.
    pub rules: Vec<Words>,
}

/// Every provision of a version, in the order of the text, with the rules that stand there. A rule
/// whose address has no provision of its own stands at the nearest that holds it.
pub fn beside(regime: &Regime) -> Vec<Beside> {
    let rows = regime.provisions.iter();
    let rows = rows.map(|it| Beside { provision: it.clone(), rules: Vec::new() });
    let mut rows: Vec<Beside> = rows.collect();
    for (cite, words) in all(regime) {
        let exact = rows.iter().position(|row| row.provision.cite == cite);
        let near = || rows.iter().position(|row| row.provision.cite.touches(&cite));
        if let Some(row) = exact.or_else(near).and_then(|at| rows.get_mut(at)) {
            row.rules.push(words);
        }
    }
    rows
}

/// Every rule of a version with its address: limits, figures, lists, then what rests there by name.
fn all(regime: &Regime) -> Vec<(Cite, Words)> {
    let mut all = Vec::new();
    steps(regime, &mut all);
    bodies(regime, &mut all);
    scope(regime, &mut all);
    substance(regime, &mut all);
    for (rule, cite) in regime.rules_in_order() {
        all.push((cite.clone(), said("规则", "rule", rule.words())));
    }
    all
}

/// `期限：…`, `limit: …`.
fn said(zh: &str, en: &str, words: Words) -> Words {
    Words::new(format!("{zh}：{}", words.zh), format!("{en}: {}", words.en))
}

fn steps(regime: &Regime, all: &mut Vec<(Cite, Words)>) {
    for step in &regime.steps {
        let name = step.name.words();
        let Some(limit) = &step.limit else {
            let words = Words::new(
                format!("{}：未定期限", name.zh),
                format!("{}: no limit is stated", name.en),
            );
            all.push((step.cite.clone(), words));
            continue;
        };
        let (budget, extension) = (limit.budget.words(), limit.extension.words());
        let starts = step.starts.map(|start| start.words());
        let none = Words::new("—", "—");
        let starts = starts.unwrap_or(none);
        all.push((
            limit.cite.clone(),
            Words::new(
                format!("{}：{}；自{}起算；延长：{}", name.zh, budget.zh, starts.zh, extension.zh),
                format!(
                    "{}: {}; runs from {}; extension: {}",
                    name.en, budget.en, starts.en, extension.en
                ),
            ),
        ));
    }
}

fn bodies(regime: &Regime, all: &mut Vec<(Cite, Words)>) {
    for body in &regime.content.institutions {
        let words = Words::new(
            format!("{}：{}", body.name.zh, body.role.zh),
            format!("{}: {}", body.name.en, body.role.en),
        );
        all.push((body.cite.clone(), words));
        if body.id == "mechanism" && !regime.members.is_empty() {
            let count = regime.members.len();
            let short = |pick: fn(&Words) -> &str| {
                let names: Vec<&str> = regime.members.iter().map(|it| pick(&it.short)).collect();
                names
            };
            let (zh, en) = (short(|it| &it.zh).join("、"), short(|it| &it.en).join(", "));
            let words =
                Words::new(format!("成员单位 {count} 个：{zh}"), format!("{count} members: {en}"));
            all.push((body.cite.clone(), words));
        }
    }
}

fn scope(regime: &Regime, all: &mut Vec<(Cite, Words)>) {
    let content = &regime.content;
    for figure in &content.thresholds {
        let words = Words::new(
            format!("{} {}", figure.figure, figure.unit.zh),
            format!("{} {}", figure.figure, figure.unit.en),
        );
        all.push((figure.cite.clone(), said("门槛", "threshold", words)));
    }
    for trigger in &content.triggers {
        let leads = trigger.leads_to.words();
        let words = Words::new(
            format!("{}：{}，{}", leads.zh, trigger.who.zh, trigger.what.zh),
            format!("{}: {}, {}", leads.en, trigger.who.en, trigger.what.en),
        );
        all.push((trigger.cite.clone(), words));
    }
    for filing in &regime.filings {
        let (kind, duty) = (filing.kind.words(), filing.duty.words());
        let words =
            Words::new(format!("{}：{}", kind.zh, duty.zh), format!("{}: {}", kind.en, duty.en));
        all.push((filing.cite.clone(), said("申报", "filing", words)));
    }
    for object in &regime.objects {
        let words = object.object.words();
        all.push((object.cite.clone(), said("依职权审查的对象", "reviewed ex officio", words)));
    }
    for category in &content.categories {
        let words = category.name.clone();
        all.push((category.cite.clone(), said("类别", "category", words)));
    }
}

fn substance(regime: &Regime, all: &mut Vec<(Cite, Words)>) {
    let content = &regime.content;
    for it in &content.materials {
        all.push((it.cite.clone(), said("材料", "material", it.words.clone())));
    }
    for it in &content.factors {
        all.push((it.cite.clone(), said("风险因素", "factor", it.gist.clone())));
    }
    for it in &content.duties {
        let of = it.of.words();
        all.push((it.cite.clone(), said(&of.zh, &of.en, it.gist.clone())));
    }
    for it in &content.exclusions {
        let effect = it.effect.words();
        all.push((it.cite.clone(), said(&effect.zh, &effect.en, it.gist.clone())));
    }
    for it in &content.penalties {
        all.push((it.cite.clone(), said("罚则", "penalty", it.gist.clone())));
    }
    for it in &content.publications {
        all.push((it.cite.clone(), said("公开", "publication", it.gist.clone())));
    }
    for it in &content.complaints {
        let words = Words::new(
            format!("{}向{}：{}", it.by.zh, it.to.zh, it.about.zh),
            format!("{} to {}: {}", it.by.en, it.to.en, it.about.en),
        );
        all.push((it.cite.clone(), said("举报", "misconduct report", words)));
    }
}
