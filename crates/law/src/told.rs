//! What a version says, thing by thing, in words with the address: the one list that its sheets,
//! its history and its comparisons are made from, so that none leaves out what another has.

use crate::{Cite, Content, Figure, Regime, Rule, StepRule, Words};

/// A thing a version says.
pub type Told = (Cite, Words);

/// A step in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepTold {
    /// Stable, `special-review`.
    pub word: &'static str,
    /// What it is called.
    pub name: Words,
    /// How long it is, or that no limit is stated.
    pub limit: Words,
    /// What it runs from, and whether the text counts that day; `None`: nothing starts a clock.
    pub starts: Option<Words>,
    /// How it may be extended; `None` without a limit.
    pub extension: Option<Words>,
    /// Where it stands.
    pub cite: Cite,
}

impl StepTold {
    fn of(step: &StepRule) -> StepTold {
        let limit = step.limit.as_ref();
        let none = || Words::new("未定期限", "no limit is stated");
        StepTold {
            word: step.name.word(),
            name: step.name.words(),
            limit: limit.map_or_else(none, |limit| limit.budget.words()),
            starts: step.start_words(),
            extension: limit.map(|limit| limit.extension.words()),
            cite: step.cite.clone(),
        }
    }

    /// All of it in one sentence.
    pub fn words(&self) -> Words {
        let (mut zh, mut en) = (vec![self.limit.zh.clone()], vec![self.limit.en.clone()]);
        if let Some(starts) = &self.starts {
            zh.push(format!("自{}起算", starts.zh));
            en.push(format!("runs from {}", starts.en));
        }
        if let Some(extension) = &self.extension {
            zh.push(format!("延长：{}", extension.zh));
            en.push(format!("extension: {}", extension.en));
        }
        said(&self.name, &Words::new(zh.join("；"), en.join("; ")))
    }
}

impl StepRule {
    /// What its limit runs from, and whether the text itself counts that day.
    fn start_words(&self) -> Option<Words> {
        let starts = self.starts?.words();
        Some(match self.limit.as_ref().and_then(|limit| limit.first_day) {
            Some(first) => {
                let first = first.words();
                Words::new(
                    format!("{}（{}）", starts.zh, first.zh),
                    format!("{} ({})", starts.en, first.en),
                )
            }
            None => starts,
        })
    }
}

impl Figure {
    /// The figure with its thousands apart: 1,000,000.
    pub fn number(&self) -> String {
        let digits = self.figure.to_string();
        let mut told = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at != 0 && (digits.len() - at).is_multiple_of(3) {
                told.push(',');
            }
            told.push(digit);
        }
        told
    }

    /// The figure and what is counted.
    pub fn words(&self) -> Words {
        let figure = self.number();
        Words::new(format!("{figure} {}", self.unit.zh), format!("{figure} {}", self.unit.en))
    }
}

impl Regime {
    /// Its steps in words, in the order of the procedure; the second consultation, which no text
    /// limits, comes last with our own target.
    pub fn steps_told(&self) -> Vec<StepTold> {
        let mut steps: Vec<StepTold> = self.steps.iter().map(StepTold::of).collect();
        let target = self.limits.as_ref().and_then(|it| it.second_consultation_target);
        let special = self.limits.as_ref().and_then(|it| it.special_review.as_ref());
        let cite = self.rule(Rule::SpecialProcedure).or(special.map(|rule| &rule.cite));
        if let (Some(days), Some(cite)) = (target, cite) {
            steps.push(StepTold {
                word: "second-consultation",
                name: Words::new("再次征求意见", "second consultation"),
                limit: Words::new(
                    format!("未定期限；内部目标 {days} 个工作日"),
                    format!("no limit is stated; our own target is {days} working days"),
                ),
                starts: None,
                extension: None,
                cite: cite.clone(),
            });
        }
        steps
    }

    /// Every thing it says with its address: limits, bodies, figures, lists, and what rests there
    /// by name.
    pub fn told(&self) -> Vec<Told> {
        let mut all = Vec::new();
        all.extend(self.steps_told().into_iter().map(|step| (step.cite.clone(), step.words())));
        bodies(self, &mut all);
        scope(self, &mut all);
        substance(&self.content, &mut all);
        let named = self.rules_in_order().into_iter();
        all.extend(named.map(|(rule, cite)| (cite.clone(), headed("规则", "rule", &rule.words()))));
        all
    }

    /// The name of a member or an institution by its id; the id itself where it is neither.
    pub fn called(&self, id: &str) -> Words {
        let member = self.members.iter().find(|it| it.id == id).map(|it| &it.name);
        let bodies = &self.content.institutions;
        let body = || bodies.iter().find(|it| it.id == id).map(|it| &it.name);
        member.or_else(body).cloned().unwrap_or_else(|| Words::new(id, id))
    }
}

/// `期限：…`, `limit: …`.
pub fn said(head: &Words, words: &Words) -> Words {
    Words::new(format!("{}：{}", head.zh, words.zh), format!("{}: {}", head.en, words.en))
}

fn headed(zh: &str, en: &str, words: &Words) -> Words {
    said(&Words::new(zh, en), words)
}

fn bodies(regime: &Regime, all: &mut Vec<Told>) {
    for body in &regime.content.institutions {
        all.push((body.cite.clone(), said(&body.name, &body.role)));
        if body.id == "mechanism" && !regime.members.is_empty() {
            all.push((body.cite.clone(), members(regime)));
        }
    }
}

/// How many members there are, which, and which of them hosts the Office.
fn members(regime: &Regime) -> Words {
    let count = regime.members.len();
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for member in &regime.members {
        let (host_zh, host_en) =
            if member.host { ("（设办公室）", " (hosts the Office)") } else { ("", "") };
        zh.push(format!("{}{host_zh}", member.short.zh));
        en.push(format!("{}{host_en}", member.short.en));
    }
    Words::new(
        format!("成员单位 {count} 个：{}", zh.join("、")),
        format!("{count} members: {}", en.join(", ")),
    )
}

fn scope(regime: &Regime, all: &mut Vec<Told>) {
    let content = &regime.content;
    for figure in &content.thresholds {
        all.push((figure.cite.clone(), headed("门槛", "threshold", &figure.words())));
    }
    for trigger in &content.triggers {
        let event = said(&trigger.who, &trigger.what);
        all.push((trigger.cite.clone(), said(&trigger.leads_to.words(), &event)));
    }
    for filing in &regime.filings {
        let duty = said(&filing.kind.words(), &filing.duty.words());
        all.push((filing.cite.clone(), headed("申报", "filing", &duty)));
    }
    for object in &regime.objects {
        let words = headed("依职权审查的对象", "reviewed ex officio", &object.object.words());
        all.push((object.cite.clone(), words));
    }
    for category in &content.categories {
        all.push((category.cite.clone(), headed("产品和服务类别", "category", &category.name)));
    }
}

fn substance(content: &Content, all: &mut Vec<Told>) {
    for it in &content.materials {
        all.push((it.cite.clone(), headed("材料", "material", &it.words)));
    }
    for it in &content.factors {
        all.push((it.cite.clone(), headed("风险因素", "factor", &it.gist)));
    }
    for it in &content.duties {
        all.push((it.cite.clone(), said(&it.of.words(), &it.gist)));
    }
    for it in &content.exclusions {
        all.push((it.cite.clone(), said(&it.effect.words(), &it.gist)));
    }
    for it in &content.penalties {
        let head = Words::new(format!("罚则（{}）", it.law), format!("penalty ({})", it.law));
        all.push((it.cite.clone(), said(&head, &it.gist)));
    }
    for it in &content.publications {
        all.push((it.cite.clone(), headed("公开", "publication", &it.gist)));
    }
    for it in &content.complaints {
        let (by, to, about) = (&it.by, &it.to, &it.about);
        let words = Words::new(
            format!("{}向{}：{}", by.zh, to.zh, about.zh),
            format!("{} to {}: {}", by.en, to.en, about.en),
        );
        all.push((it.cite.clone(), headed("举报", "misconduct report", &words)));
    }
}
