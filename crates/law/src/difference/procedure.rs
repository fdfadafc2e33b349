//! Who, which steps, how long: what differs in the procedure.

use super::{Row, Side, count, parts, row};
use crate::{Cite, Member, Positions, Regime, RegimeId, Rule, StepName, StepTold, Words};

pub(super) fn compare(from: &Regime, to: &Regime, rows: &mut Vec<Row>) {
    identity(from, to, rows);
    bodies(from, to, rows);
    begins(from, to, rows);
    steps(from, to, rows);
    rules(from, to, rows);
    positions(from, to, rows);
}

fn whole(value: Words) -> Option<Side> {
    Some(Side { value, cite: None })
}

fn at(value: Words, cite: &Cite) -> Side {
    Side { value, cite: Some(cite.clone()) }
}

fn identity(from: &Regime, to: &Regime, rows: &mut Vec<Row>) {
    let procedure = |regime: &Regime| whole(regime.procedure.words());
    row(rows, "procedure", Words::new("程序", "procedure"), procedure(from), procedure(to));
    let form = |regime: &Regime| whole(regime.identity.form.clone());
    row(rows, "form", Words::new("形式", "form"), form(from), form(to));
    let repeals = |regime: &Regime| {
        let ids: Vec<&str> = regime.repeals.iter().map(RegimeId::as_str).collect();
        let cite = regime.rule(Rule::EntryIntoForce).cloned();
        let value = Words::new(ids.join("、"), ids.join(", "));
        (!ids.is_empty()).then_some(Side { value, cite })
    };
    row(rows, "repeals", Words::new("写明废止", "says it repeals"), repeals(from), repeals(to));
}

/// Where the members are listed.
fn mechanism(regime: &Regime) -> Option<Cite> {
    let bodies = regime.content.institutions.iter();
    bodies.into_iter().find(|body| body.id == "mechanism").map(|body| body.cite.clone())
}

fn bodies(from: &Regime, to: &Regime, rows: &mut Vec<Row>) {
    let number = |regime: &Regime| {
        let value = count(regime.members.len(), "个", "members");
        (!regime.members.is_empty()).then(|| Side { value, cite: mechanism(regime) })
    };
    row(rows, "members", Words::new("成员单位", "members"), number(from), number(to));
    if !from.members.is_empty() && !to.members.is_empty() {
        let cites = (mechanism(from), mechanism(to));
        let subject = Words::new("成员单位", "member");
        let side = |member: &Member| {
            let cite = if to.members.contains(member) { &cites.1 } else { &cites.0 };
            Side { value: member.name.clone(), cite: cite.clone() }
        };
        let lists = (from.members.as_slice(), to.members.as_slice());
        parts(rows, ("member", &subject), lists, |member| member.id.clone(), side);
    }
    let departments = |regime: &Regime| {
        let value = regime.departments?.words();
        Some(Side { value, cite: regime.rule(Rule::Proposal).cloned() })
    };
    let subject = Words::new("另征求意见", "asked besides the members");
    row(rows, "departments", subject, departments(from), departments(to));
    let subject = Words::new("机构", "body");
    let lists = (from.content.institutions.as_slice(), to.content.institutions.as_slice());
    let side = |body: &crate::Institution| at(body.name.clone(), &body.cite);
    parts(rows, ("body", &subject), lists, |body| body.id.clone(), side);
}

/// What a review can begin with.
fn begins(from: &Regime, to: &Regime, rows: &mut Vec<Row>) {
    let subject = Words::new("申报", "filing");
    let key = |filing: &crate::FilingRule| filing.kind.words().en.replace(' ', "-");
    let side = |filing: &crate::FilingRule| {
        let (kind, duty) = (filing.kind.words(), filing.duty.words());
        let value =
            Words::new(format!("{}：{}", kind.zh, duty.zh), format!("{}: {}", kind.en, duty.en));
        at(value, &filing.cite)
    };
    parts(rows, ("filing", &subject), (&from.filings, &to.filings), key, side);
    let subject = Words::new("依职权审查的对象", "object of a review ex officio");
    let key = |object: &crate::ObjectRule| object.object.words().en.replace(' ', "-");
    let side = |object: &crate::ObjectRule| at(object.object.words(), &object.cite);
    parts(rows, ("ex-officio", &subject), (&from.objects, &to.objects), key, side);
}

fn steps(from: &Regime, to: &Regime, rows: &mut Vec<Row>) {
    let (before, after) = (from.steps_told(), to.steps_told());
    let find = |steps: &[StepTold], word: &str| steps.iter().find(|it| it.word == word).cloned();
    let mut words: Vec<&str> = StepName::ALL.iter().map(|name| name.word()).collect();
    for step in before.iter().chain(&after) {
        if !words.contains(&step.word) {
            words.push(step.word);
        }
    }
    for word in words {
        let (old, new) = (find(&before, word), find(&after, word));
        let Some(called) = new.as_ref().or(old.as_ref()).map(|step| step.name.clone()) else {
            continue;
        };
        let (Some(old), Some(new)) = (&old, &new) else {
            let side = |step: &StepTold| at(step.limit.clone(), &step.cite);
            let (before, after) = (old.as_ref().map(side), new.as_ref().map(side));
            row(rows, format!("step.{word}"), called, before, after);
            continue;
        };
        let subject = |zh: &str, en: &str| {
            Words::new(format!("{}的{zh}", called.zh), format!("{en} of the {}", called.en))
        };
        let limit = |step: &StepTold| Some(at(step.limit.clone(), &step.cite));
        row(rows, format!("limit.{word}"), subject("期限", "limit"), limit(old), limit(new));
        let part = |step: &StepTold, part: &Option<Words>| {
            part.as_ref().map(|value| at(value.clone(), &step.cite))
        };
        let extension = |step: &StepTold| part(step, &step.extension);
        let longer = subject("延长", "extension");
        row(rows, format!("extension.{word}"), longer, extension(old), extension(new));
        let starts = |step: &StepTold| part(step, &step.starts);
        row(rows, format!("start.{word}"), subject("起算", "start"), starts(old), starts(new));
    }
}

/// Rules that are there or not; those that rows above tell of are left out.
fn rules(from: &Regime, to: &Regime, rows: &mut Vec<Row>) {
    let told = [
        Rule::FileProcurement,
        Rule::FileListing,
        Rule::FileDataProcessing,
        Rule::Intake,
        Rule::PreliminaryReview,
        Rule::Consultation,
        Rule::SpecialLimit,
        Rule::EntryIntoForce,
        Rule::Evaluation,
        Rule::Assessment,
    ];
    for rule in Rule::ALL.iter().copied().filter(|rule| !told.contains(rule)) {
        let side = |regime: &Regime| regime.rule(rule).map(|cite| at(rule.words(), cite));
        let key = format!("rule.{}", rule.word());
        row(rows, key, Words::new("规则", "rule"), side(from), side(to));
    }
}

/// Readings taken by default where the text is silent; not law.
fn positions(from: &Regime, to: &Regime, rows: &mut Vec<Row>) {
    if from.position_rules.is_empty() || to.position_rules.is_empty() {
        return;
    }
    for ((name, old), (_, new)) in
        from.positions.readings().into_iter().zip(to.positions.readings())
    {
        let asked = to.position_rules.iter().find(|rule| rule.id == name);
        let subject = asked.map_or_else(|| Words::new(name, name), |rule| rule.asks.clone());
        let side = |value: &str| {
            let code = format!("{name}={value}");
            whole(match Positions::says(name, value) {
                Some(says) => {
                    Words::new(format!("{}（{code}）", says.zh), format!("{} ({code})", says.en))
                }
                None => Words::new(code.clone(), code),
            })
        };
        row(rows, format!("position.{name}"), subject, side(old), side(new));
    }
}
