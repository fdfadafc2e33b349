//! Where each thing stands: provisions, rules, steps, filings, duties and the rest, each at the
//! address at which the text has it.

use std::collections::BTreeSet;

use law::{Cite, Rule};

use super::evidence::{of_filing, of_name, of_object, of_rule, of_step};
use super::places::Place;
use super::{Checked, Held, at, nowhere};
use crate::characters::folded;

/// Holds every address.
pub fn check(held: &Held<'_>, checked: &mut Checked) {
    provisions(held, checked);
    rules(held, checked);
    steps(held, checked);
    filings(held, checked);
    named(held, checked);
    institutions(held, checked);
}

/// Every article, paragraph and item is a provision, and nothing else is, in the order of the text.
fn provisions(held: &Held<'_>, checked: &mut Checked) {
    let stated: Vec<&Cite> = held.places.iter().map(|place| &place.cite).collect();
    let ours = &held.regime.provisions;
    let known: BTreeSet<&Cite> = ours.iter().map(|it| &it.cite).collect();
    let articles: BTreeSet<&str> = ours.iter().map(|it| &*it.cite.article).collect();
    if articles.len() != held.text.articles.len() {
        let mut differs =
            held.differs("number", "provision", nowhere(held.text.articles.len().to_string()));
        differs.rule.value = articles.len().to_string();
        checked.differences.push(differs);
    }
    for place in held.places.iter().filter(|place| !known.contains(&place.cite)) {
        let words = at(place, place.cite.words().en);
        checked.differences.push(held.differs("provision", "provision", words));
    }
    for (index, provision) in ours.iter().enumerate() {
        let block = format!("provision[{index}]");
        let Some(place) = held.places.iter().find(|place| place.cite == provision.cite) else {
            let part = if provision.cite.item.is_some() {
                "item"
            } else if provision.cite.paragraph.is_some() {
                "paragraph"
            } else {
                "article"
            };
            let key = format!("{block}.{part}");
            checked.differences.push(held.differs("provision", &key, nowhere("")));
            continue;
        };
        if place.unverified && !provision.unverified {
            let key = format!("{block}.article");
            checked.unsupported.push(held.unsupported(
                &key,
                "文本此处凭记忆录入，未核实",
                "the text has this line from memory, unverified",
            ));
        }
    }
    let order = ours.iter().map(|it| &it.cite).zip(&stated);
    for (index, (cite, stated)) in order.enumerate().filter(|(_, (cite, other))| *cite != **other) {
        if held.places.iter().any(|place| place.cite == *cite)
            && let Some(place) = held.places.at(stated)
        {
            let block = format!("provision[{index}]");
            held.stands(&block, cite, place, checked);
            break;
        }
    }
}

fn rules(held: &Held<'_>, checked: &mut Checked) {
    for rule in Rule::ALL {
        let block = format!("rules.{}", rule.word());
        match (held.regime.rule(*rule), found(held, *rule)) {
            (Some(cite), Some(place)) => held.stands(&block, cite, place, checked),
            (Some(_), None) => checked.unsupported.push(unknown(held, &format!("{block}.article"))),
            (None, Some(place)) if *rule != Rule::EntryIntoForce => {
                let words = at(place, place.cite.words().en);
                checked.differences.push(held.differs("article", &block, words));
            }
            (None, _) => {}
        }
    }
}

/// Where the text has a rule.
fn found<'a>(held: &'a Held<'_>, rule: Rule) -> Option<&'a Place> {
    if rule == Rule::EntryIntoForce {
        let words = ["起施行", "起实施", "日施行", "日实施"];
        let closing = |place: &&Place| words.iter().any(|word| place.words.contains(word));
        return held.places.iter().filter(closing).last();
    }
    held.places.first(of_rule(rule))
}

fn unknown(held: &Held<'_>, key: &str) -> super::Unsupported {
    held.unsupported(
        key,
        "文本中没有找到据以核对的词语",
        "the words by which it is known do not stand in the text",
    )
}

/// Holds a block against where the text has it, where that is known.
fn one(held: &Held<'_>, block: &str, cite: &Cite, place: Option<&Place>, checked: &mut Checked) {
    match place {
        Some(place) => held.stands(block, cite, place, checked),
        None => checked.unsupported.push(unknown(held, &format!("{block}.article"))),
    }
}

fn steps(held: &Held<'_>, checked: &mut Checked) {
    for (index, step) in held.regime.steps.iter().enumerate() {
        let place = of_step(step.name).iter().find_map(|rule| found(held, *rule));
        one(held, &format!("step[{index}]"), &step.cite, place, checked);
    }
}

fn filings(held: &Held<'_>, checked: &mut Checked) {
    for (index, filing) in held.regime.filings.iter().enumerate() {
        let place = found(held, of_filing(filing.kind));
        one(held, &format!("filing[{index}]"), &filing.cite, place, checked);
    }
    let Some(place) = found(held, Rule::ExOfficio) else { return };
    for (index, object) in held.regime.objects.iter().enumerate() {
        let block = format!("ex_officio[{index}]");
        held.stands(&block, &object.cite, place, checked);
        if !place.words.contains(of_object(object.object)) {
            let key = format!("{block}.object");
            checked.differences.push(held.differs("name", &key, at(place, "")));
        }
    }
    for object in [law::Object::Product, law::Object::DataProcessing, law::Object::Listing] {
        let ours = held.regime.objects.iter().any(|it| it.object == object);
        if place.words.contains(of_object(object)) && !ours {
            let text = at(place, of_object(object));
            checked.differences.push(held.differs("name", "ex_officio", text));
        }
    }
}

/// Blocks that a law file names itself.
fn named(held: &Held<'_>, checked: &mut Checked) {
    let content = &held.regime.content;
    let mut blocks: Vec<(&str, usize, &str, &Cite)> = Vec::new();
    let triggers = content.triggers.iter().enumerate();
    blocks.extend(triggers.map(|(at, it)| ("trigger", at, it.id.as_str(), &it.cite)));
    let thresholds = content.thresholds.iter().enumerate();
    blocks.extend(thresholds.map(|(at, it)| ("threshold", at, it.id.as_str(), &it.cite)));
    let duties = content.duties.iter().enumerate();
    blocks.extend(duties.map(|(at, it)| ("duty", at, it.id.as_str(), &it.cite)));
    let exclusions = content.exclusions.iter().enumerate();
    blocks.extend(exclusions.map(|(at, it)| ("exclusion", at, it.id.as_str(), &it.cite)));
    let publications = content.publications.iter().enumerate();
    blocks.extend(publications.map(|(at, it)| ("publication", at, it.id.as_str(), &it.cite)));
    for (kind, index, id, cite) in blocks {
        let place = of_name(kind, id).and_then(|words| held.places.first(words));
        one(held, &format!("{kind}[{index}]"), cite, place, checked);
    }
    for (index, complaint) in content.complaints.iter().enumerate() {
        let place = found(held, Rule::Misconduct);
        one(held, &format!("complaint[{index}]"), &complaint.cite, place, checked);
    }
    for (index, penalty) in content.penalties.iter().enumerate() {
        let block = format!("penalty[{index}]");
        let place = found(held, Rule::Penalties);
        one(held, &block, &penalty.cite, place, checked);
        let year: String = penalty.law.chars().filter(char::is_ascii_digit).collect();
        // `csl-2016`: the text of a year is named by that year.
        if !year.is_empty() && !penalty.gist.zh.contains(&format!("{year}年")) {
            let text = nowhere(penalty.gist.zh.clone());
            checked.differences.push(held.differs("date", &format!("{block}.law"), text));
        }
        let name = match penalty.law.split('-').next() {
            Some("csl") => "网络安全法",
            Some("dsl") => "数据安全法",
            Some(_) | None => continue,
        };
        if let Some(place) = place.filter(|place| !place.words.contains(name)) {
            let key = format!("{block}.law");
            checked.differences.push(held.differs("name", &key, at(place, "")));
        }
    }
}

/// A body stands where the text first names it.
fn institutions(held: &Held<'_>, checked: &mut Checked) {
    for (index, body) in held.regime.content.institutions.iter().enumerate() {
        let name = folded(&body.name.zh);
        let place = held.places.first(&[&name]);
        one(held, &format!("institution[{index}]"), &body.cite, place, checked);
    }
}
