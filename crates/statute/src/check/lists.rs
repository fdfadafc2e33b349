//! Lists in their order: members, categories, materials, factors.

use law::{Procedure, Rule};

use super::evidence::{of_material, of_rule};
use super::places::Place;
use super::{Checked, Held, at, nowhere};
use crate::characters::folded;

/// Holds every list.
pub fn check(held: &Held<'_>, checked: &mut Checked) {
    members(held, checked);
    categories(held, checked);
    materials(held, checked);
    factors(held, checked);
}

/// A list of names held against another; the first that differs at each place is told.
fn names(
    held: &Held<'_>,
    place: &Place,
    keys: &[(String, String)],
    stated: &[String],
    checked: &mut Checked,
) {
    for (index, (key, ours)) in keys.iter().enumerate() {
        match stated.get(index) {
            Some(theirs) if *theirs == folded(ours) => {}
            Some(theirs) => {
                checked.differences.push(held.differs("name", key, at(place, theirs.clone())));
            }
            None => checked.differences.push(held.differs("name", key, at(place, ""))),
        }
    }
    for theirs in stated.iter().skip(keys.len()) {
        let list = keys.first().and_then(|(key, _)| key.split('[').next()).unwrap_or_default();
        checked.differences.push(held.differs("name", list, at(place, theirs.clone())));
    }
}

/// The members in the order of the text: the host, then those with whom it sets the mechanism up.
fn members(held: &Held<'_>, checked: &mut Checked) {
    if held.regime.procedure != Procedure::Review {
        return;
    }
    let Some(place) = held.places.first(&["建立国家网络安全审查工作机制"]) else {
        if !held.regime.members.is_empty() {
            checked.unsupported.push(held.unsupported(
                "member[0].id",
                "文本中没有列出成员单位",
                "the text lists no members",
            ));
        }
        return;
    };
    let list = place.words.split_once("会同").and_then(|(before, after)| {
        let host = before.rsplit(',').next().unwrap_or_default();
        let (others, _) = after.split_once("建立")?;
        Some((host.to_owned(), others.to_owned()))
    });
    let Some((host, others)) = list else {
        let text = at(place, place.words.clone());
        checked.differences.push(held.differs("unread", "member", text));
        return;
    };
    let bare = |name: &str| name.trim_start_matches("中华人民共和国").to_owned();
    let stated: Vec<String> =
        std::iter::once(bare(&host)).chain(others.split('、').map(bare)).collect();
    let members = held.regime.members.iter().enumerate();
    let keys: Vec<(String, String)> = members
        .map(|(index, it)| (format!("member[{index}].name.zh"), it.name.zh.clone()))
        .collect();
    names(held, place, &keys, &stated, checked);
    let hosts = held.places.first(&["办公室设在"]);
    for (index, member) in held.regime.members.iter().enumerate().filter(|(_, it)| it.host) {
        let name = format!("办公室设在{}", member.name.zh);
        if let Some(place) = hosts.filter(|place| !place.words.contains(&name)) {
            let key = format!("member[{index}].host");
            checked.differences.push(held.differs("name", &key, at(place, place.words.clone())));
        }
    }
}

fn categories(held: &Held<'_>, checked: &mut Checked) {
    let ours = &held.regime.content.categories;
    let Some(place) = held.places.first(&["所称网络产品和服务主要指"]) else {
        if !ours.is_empty() {
            checked.unsupported.push(held.unsupported(
                "category[0].id",
                "文本中没有产品和服务的分类",
                "the text lists no categories",
            ));
        }
        return;
    };
    let list = place.words.split_once("主要指").and_then(|(_, list)| list.split_once(",以及其他"));
    let Some((list, _)) = list else {
        let text = at(place, place.words.clone());
        checked.differences.push(held.differs("unread", "category", text));
        return;
    };
    let stated: Vec<String> = list.split('、').map(str::to_owned).collect();
    let closed = ours.iter().enumerate().filter(|(_, it)| it.id != "other");
    let keys: Vec<(String, String)> = closed
        .map(|(index, it)| (format!("category[{index}].name.zh"), it.name.zh.clone()))
        .collect();
    names(held, place, &keys, &stated, checked);
    for (index, category) in ours.iter().enumerate() {
        held.stands(&format!("category[{index}]"), &category.cite, place, checked);
    }
    if !ours.iter().any(|it| it.id == "other") {
        checked.differences.push(held.differs("name", "category", at(place, "以及其他")));
    }
}

/// The items of the article on materials.
fn materials(held: &Held<'_>, checked: &mut Checked) {
    let ours = &held.regime.content.materials;
    let Some(place) = held.places.first(of_rule(Rule::Materials)) else {
        if !ours.is_empty() {
            checked.differences.push(held.differs("number", "material", nowhere("0")));
        }
        return;
    };
    let items = held.places.items_of(place);
    count(held, "material", ours.len(), (place, items.len()), checked);
    for (index, (material, item)) in ours.iter().zip(items).enumerate() {
        let block = format!("material[{index}]");
        held.stands(&block, &material.cite, item, checked);
        if !item.words.contains(of_material(material.name)) {
            let key = format!("{block}.name");
            checked.differences.push(held.differs("name", &key, at(item, item.words.clone())));
        }
    }
}

/// The items of the article that says what is weighed.
fn factors(held: &Held<'_>, checked: &mut Checked) {
    let ours = &held.regime.content.factors;
    let Some(place) = held.places.first(&["主要考虑以下因素", "以下国家安全风险因素", "主要包括"])
    else {
        if !ours.is_empty() {
            checked.differences.push(held.differs("number", "factor", nowhere("0")));
        }
        return;
    };
    let items = held.places.items_of(place);
    count(held, "factor", ours.len(), (place, items.len()), checked);
    for (index, (factor, item)) in ours.iter().zip(items).enumerate() {
        held.stands(&format!("factor[{index}]"), &factor.cite, item, checked);
    }
}

fn count(held: &Held<'_>, list: &str, ours: usize, stated: (&Place, usize), checked: &mut Checked) {
    let (place, theirs) = stated;
    if ours != theirs {
        let mut differs = held.differs("number", list, at(place, theirs.to_string()));
        differs.rule.value = ours.to_string();
        checked.differences.push(differs);
    }
}
