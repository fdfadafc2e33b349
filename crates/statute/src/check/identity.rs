//! Name, number, days, issuers, repeals, and how a draft was put to the public.

use jiff::civil::Date;
use law::Status;

use super::{Checked, Held, InText, nowhere};
use crate::characters::{folded, squeezed};
use crate::dates;
use crate::statute::Repeal;

/// Holds what the two say of the text as a whole.
pub fn check(held: &Held<'_>, checked: &mut Checked) {
    let (regime, text) = (held.regime, held.text);
    let title = text.title.clone().unwrap_or_default();
    if folded(&title) != folded(&regime.title.zh) {
        checked.differences.push(held.differs("name", "title.zh", nowhere(title)));
    }
    days(held, checked);
    order(held, checked);
    issuers(held, checked);
    repeals(held, checked);
    consultation(held, checked);
    published(held, checked);
    id(held, checked);
}

fn days(held: &Held<'_>, checked: &mut Checked) {
    let (regime, dates) = (held.regime, &held.text.dates);
    let pairs = [
        ("dated", Some(regime.dated), dates.promulgated.or(dates.noticed)),
        ("in_force", regime.in_force, dates.in_force),
        ("adopted", regime.identity.adopted, dates.adopted),
    ];
    for (key, ours, theirs) in pairs {
        match (ours, theirs) {
            (Some(_), None) => checked.unsupported.push(held.unsupported(
                key,
                "文本没有写明这一日期",
                "the text does not name this day",
            )),
            (ours, theirs) if ours != theirs => {
                checked.differences.push(held.differs("date", key, nowhere(told(theirs))));
            }
            (_, _) => {}
        }
    }
}

fn told(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// The digits of a text.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn order(held: &Held<'_>, checked: &mut Checked) {
    let theirs = held.text.order.clone().unwrap_or_default();
    match &held.regime.identity.order {
        Some(ours) => {
            for (key, ours) in [("order.zh", &ours.zh), ("order.en", &ours.en)] {
                if digits(ours) != digits(&theirs) {
                    checked.differences.push(held.differs("order", key, nowhere(theirs.clone())));
                }
            }
        }
        None if !theirs.is_empty() => {
            checked.differences.push(held.differs("order", "order", nowhere(theirs)));
        }
        None => {}
    }
}

/// The names of those who issued it, in the order of the text.
fn issuers(held: &Held<'_>, checked: &mut Checked) {
    let stated: Vec<String> = held
        .text
        .issuers
        .iter()
        .map(|name| squeezed(name).trim_start_matches("中华人民共和国").to_owned())
        .collect();
    if stated.is_empty() {
        checked.unsupported.push(held.unsupported(
            "issuers[0]",
            "文本没有写明发布机关",
            "the text does not say who issued it",
        ));
        return;
    }
    let regime = held.regime;
    let name = |id: &str| {
        let member = regime.members.iter().find(|it| it.id == id).map(|it| &it.name.zh);
        let bodies = &regime.content.institutions;
        member.or_else(|| bodies.iter().find(|it| it.id == id).map(|it| &it.name.zh))
    };
    let ours = &regime.identity.issuers;
    for (index, id) in ours.iter().enumerate() {
        let theirs = stated.get(index).cloned().unwrap_or_default();
        if name(id) != Some(&theirs) {
            let key = format!("issuers[{index}]");
            checked.differences.push(held.differs("name", &key, nowhere(theirs)));
        }
    }
    for theirs in stated.iter().skip(ours.len()) {
        checked.differences.push(held.differs("name", "issuers", nowhere(theirs.clone())));
    }
    // 十三部门联合: the form counts them, where it counts at all.
    for key in ["form.zh", "form.en"] {
        let Some(leaf) = held.leaves.get(key) else { continue };
        let counted = super::languages::numbers(&leaf.value);
        let wrong = counted.iter().any(|count| *count != stated.len() as u64);
        if wrong {
            let count = nowhere(stated.len().to_string());
            checked.differences.push(held.differs("number", key, count));
        }
    }
}

/// What is repealed, by name; by order and day too where the text names them.
fn repeals(held: &Held<'_>, checked: &mut Checked) {
    let stated = &held.text.repeals;
    for (index, id) in held.regime.repeals.iter().enumerate() {
        let key = format!("repeals[{index}].id");
        let Some(older) = held.book.get(id) else {
            checked.unsupported.push(held.unsupported(
                &key,
                "书中没有这一版本，无从核对其名称",
                "no version of this id is known, so its name cannot be held against the text",
            ));
            continue;
        };
        let fits = |repeal: &&Repeal| {
            let same_order = repeal.order.as_ref().is_none_or(|theirs| {
                older.identity.order.as_ref().is_some_and(|it| digits(&it.zh) == digits(theirs))
            });
            let same_day = repeal.promulgated.is_none_or(|day| day == older.dated);
            folded(&repeal.title) == folded(&older.title.zh) && same_order && same_day
        };
        if !stated.iter().any(|repeal| fits(&repeal)) {
            checked.differences.push(held.differs("repeal", &key, named(stated.get(index))));
        }
    }
    for repeal in stated.iter().skip(held.regime.repeals.len()) {
        checked.differences.push(held.differs("repeal", "repeals", named(Some(repeal))));
    }
}

fn named(repeal: Option<&Repeal>) -> InText {
    match repeal {
        None => nowhere(""),
        Some(repeal) => {
            let order = repeal.order.clone().unwrap_or_default();
            let value = format!("{} {order} {}", repeal.title, told(repeal.promulgated));
            InText { address: Some(repeal.address.clone()), value: value.trim().to_owned() }
        }
    }
}

/// Notice, last day and channels of a draft, in its covering notice.
fn consultation(held: &Held<'_>, checked: &mut Checked) {
    let Some(public) = &held.regime.identity.public_consultation else { return };
    let notice: String = held.text.preamble.iter().map(|line| squeezed(&line.text)).collect();
    if notice.is_empty() {
        checked.unsupported.push(held.unsupported(
            "public_consultation.until",
            "文本没有附征求意见的通知",
            "the covering notice is not with the text",
        ));
        return;
    }
    if held.text.dates.noticed.is_some_and(|day| day != public.notice) {
        let told = nowhere(told(held.text.dates.noticed));
        checked.differences.push(held.differs("date", "public_consultation.notice", told));
    }
    let others: Vec<Date> =
        dates::in_text(&notice).into_iter().filter(|day| *day != public.notice).collect();
    if !others.contains(&public.until) {
        let listed: Vec<String> = others.iter().map(ToString::to_string).collect();
        let told = nowhere(listed.join(", "));
        checked.differences.push(held.differs("date", "public_consultation.until", told));
    }
    let stated = super::figures::numbers(&notice);
    for (index, _) in public.channels.iter().enumerate() {
        for language in ["zh", "en"] {
            let key = format!("public_consultation.channels[{index}].{language}");
            let Some(leaf) = held.leaves.get(&key) else { continue };
            let ours = super::languages::numbers(&leaf.value);
            if let Some(wrong) = ours.iter().find(|number| !stated.contains(*number)) {
                checked.differences.push(held.differs("number", &key, nowhere("")).with(*wrong));
            }
        }
    }
}

impl super::Difference {
    /// Names the figure that the text does not have.
    fn with(mut self, figure: u64) -> super::Difference {
        self.rule.value = format!("{figure} ({})", self.rule.value);
        self
    }
}

/// The day it was made public. A text without an order bears it; an order is made public later, and
/// only a note or the frame of a page tells when.
fn published(held: &Held<'_>, checked: &mut Checked) {
    let (regime, text) = (held.regime, held.text);
    let published = regime.identity.published;
    if regime.identity.order.is_none() {
        let bears = text.dates.promulgated.or(text.dates.noticed);
        if bears.is_some_and(|day| day != published) {
            checked.differences.push(held.differs("date", "published", nowhere(told(bears))));
        }
        return;
    }
    let frame = text.furniture.iter().map(|(_, line)| line.as_str());
    let told_of = text.notes.iter().map(String::as_str).chain(frame);
    let later = regime.in_force.unwrap_or(Date::MAX);
    let days: Vec<Date> = told_of
        .flat_map(dates::in_text)
        .filter(|day| text.dates.promulgated < Some(*day) && *day < later)
        .collect();
    if days.contains(&published) {
        return;
    }
    match days.first() {
        Some(day) => {
            checked.differences.push(held.differs("date", "published", nowhere(day.to_string())));
        }
        None => checked.unsupported.push(held.unsupported(
            "published",
            "文本没有写明公开的日期",
            "the text does not say when it was made public",
        )),
    }
}

/// `measures-2022`: the year of an id is that of the entry into force, or of a draft.
fn id(held: &Held<'_>, checked: &mut Checked) {
    let year = match held.regime.status {
        Status::Draft | Status::Example => Some(held.regime.dated),
        Status::InForce | Status::Repealed => held.regime.in_force,
    };
    let ours = digits(held.regime.id.as_str());
    let theirs = year.map(|day| day.year().to_string()).unwrap_or_default();
    if !ours.is_empty() && ours != theirs {
        checked.differences.push(held.differs("date", "id", nowhere(theirs)));
    }
}
