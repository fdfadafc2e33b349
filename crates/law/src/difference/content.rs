//! Whose conduct, which products, which risks: what differs in the substance.

use super::{Row, Side, count, parts, row};
use crate::{Cite, Regime, Words};

pub(super) fn compare(from: &Regime, to: &Regime, rows: &mut Vec<Row>) {
    scope(from, to, rows);
    weighed(from, to, rows);
    owed(from, to, rows);
}

fn at(value: Words, cite: &Cite) -> Side {
    Side { value, cite: Some(cite.clone()) }
}

fn scope(from: &Regime, to: &Regime, rows: &mut Vec<Row>) {
    let (old, new) = (&from.content, &to.content);
    let subject = Words::new("审查因何而起", "what leads to a review");
    let side = |trigger: &crate::Trigger| {
        let (who, leads) = (&trigger.who, trigger.leads_to.words());
        let value =
            Words::new(format!("{}：{}", who.zh, leads.zh), format!("{}: {}", who.en, leads.en));
        at(value, &trigger.cite)
    };
    let lists = (old.triggers.as_slice(), new.triggers.as_slice());
    parts(rows, ("trigger", &subject), lists, |trigger| trigger.id.clone(), side);
    let subject = Words::new("门槛", "threshold");
    let side = |figure: &crate::Figure| {
        let value = Words::new(
            format!("{} · {}", figure.figure, figure.unit.zh),
            format!("{} · {}", figure.figure, figure.unit.en),
        );
        at(value, &figure.cite)
    };
    let lists = (old.thresholds.as_slice(), new.thresholds.as_slice());
    parts(rows, ("threshold", &subject), lists, |figure| figure.id.clone(), side);
    let subject = Words::new("产品和服务类别", "category of products and services");
    let side = |category: &crate::Category| at(category.name.clone(), &category.cite);
    let lists = (old.categories.as_slice(), new.categories.as_slice());
    parts(rows, ("category", &subject), lists, |category| category.id.clone(), side);
    let subject = Words::new("不入本审查或者同时适用", "outside or beside the review");
    let side = |exclusion: &crate::Exclusion| at(exclusion.effect.words(), &exclusion.cite);
    let lists = (old.exclusions.as_slice(), new.exclusions.as_slice());
    parts(rows, ("exclusion", &subject), lists, |exclusion| exclusion.id.clone(), side);
}

fn weighed(from: &Regime, to: &Regime, rows: &mut Vec<Row>) {
    let (old, new) = (&from.content, &to.content);
    let subject = Words::new("申报材料", "material of a filing");
    let key = |material: &crate::MaterialRule| material.name.words().en.replace(' ', "-");
    let side = |material: &crate::MaterialRule| at(material.words.clone(), &material.cite);
    let lists = (old.materials.as_slice(), new.materials.as_slice());
    parts(rows, ("material", &subject), lists, key, side);
    let number = |regime: &Regime| {
        let factors = &regime.content.factors;
        let whole = factors.first().map(|factor| Cite { item: None, ..factor.cite.clone() });
        whole.map(|cite| at(count(factors.len(), "项", "factors"), &cite))
    };
    row(rows, "factors", Words::new("风险因素", "factors of risk"), number(from), number(to));
    let subject = Words::new("风险因素", "factor of risk");
    let key =
        |factor: &crate::Factor| factor.cite.item.map_or_else(String::new, |item| item.to_string());
    let side = |factor: &crate::Factor| at(factor.gist.clone(), &factor.cite);
    parts(rows, ("factor", &subject), (&old.factors, &new.factors), key, side);
}

fn owed(from: &Regime, to: &Regime, rows: &mut Vec<Row>) {
    let (old, new) = (&from.content, &to.content);
    let subject = Words::new("义务", "duty");
    // Who must is compared; how we put what must be done is not the law's.
    let alike = |id: &str| {
        let find =
            |list: &[crate::DutyRule]| list.iter().find(|duty| duty.id == id).map(|it| it.of);
        find(&old.duties).is_some() && find(&old.duties) == find(&new.duties)
    };
    let side = |duty: &crate::DutyRule| {
        let bearer = duty.of.words();
        let value = if alike(&duty.id) {
            bearer
        } else {
            Words::new(
                format!("{}：{}", bearer.zh, duty.gist.zh),
                format!("{}: {}", bearer.en, duty.gist.en),
            )
        };
        at(value, &duty.cite)
    };
    let lists = (old.duties.as_slice(), new.duties.as_slice());
    parts(rows, ("duty", &subject), lists, |duty| duty.id.clone(), side);
    let subject = Words::new("罚则所指法律", "law by which breaches are punished");
    let side = |penalty: &crate::PenaltyReference| at(penalty.gist.clone(), &penalty.cite);
    let lists = (old.penalties.as_slice(), new.penalties.as_slice());
    parts(rows, ("penalty", &subject), lists, |penalty| penalty.law.clone(), side);
    let subject = Words::new("公开", "publication");
    let side = |it: &crate::Publication| at(it.gist.clone(), &it.cite);
    let lists = (old.publications.as_slice(), new.publications.as_slice());
    parts(rows, ("publication", &subject), lists, |it| it.id.clone(), side);
    let subject = Words::new("可以举报的人", "who may complain");
    let side = |it: &crate::Complaint| at(it.by.clone(), &it.cite);
    let lists = (old.complaints.as_slice(), new.complaints.as_slice());
    parts(rows, ("complaint", &subject), lists, |_| "reviewers".to_owned(), side);
}
