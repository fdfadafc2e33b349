//! Limits, extensions, thresholds; and that no period of the text is left out.

use law::{Budget, Extension, LimitRule};

use super::places::Place;
use super::{Checked, Held, at};
use crate::numeral::{is_numeral, value};

/// A period in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// How many; none where the number cannot be read.
    pub count: Option<u64>,
    /// Of what.
    pub unit: &'static str,
    /// Whether it is what a limit is extended by.
    pub extends: bool,
}

/// Units of periods, in the text's words and with the key of a law file.
const UNITS: &[(&str, &str)] = &[("个工作日", "working_days"), ("个月", "months")];

/// The periods in folded words, in order.
pub fn periods(words: &str) -> Vec<Period> {
    let mut found: Vec<(usize, Period)> = Vec::new();
    for (unit, _) in UNITS {
        for (end, _) in words.match_indices(unit) {
            let before = words.get(..end).unwrap_or_default();
            let number: String = reversed_number(before);
            let head = before.get(..before.len() - number.len()).unwrap_or_default();
            let count = value(&number);
            let extends = head.ends_with("延长");
            found.push((end, Period { count, unit, extends }));
        }
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, period)| period).collect()
}

/// The number that ends a text.
fn reversed_number(text: &str) -> String {
    let signs: Vec<char> = text.chars().rev().take_while(|sign| is_numeral(*sign)).collect();
    signs.into_iter().rev().collect()
}

/// All numbers in a text, 万 and 亿 read.
pub fn numbers(words: &str) -> Vec<u64> {
    let mut numbers = Vec::new();
    let mut number = String::new();
    for sign in words.chars().chain(std::iter::once(' ')) {
        if is_numeral(sign) {
            number.push(sign);
        } else {
            numbers.extend(value(&number));
            number.clear();
        }
    }
    numbers
}

/// Holds every figure.
pub fn check(held: &Held<'_>, checked: &mut Checked) {
    let mut ours: Vec<(String, Period)> = Vec::new();
    for (index, step) in held.regime.steps.iter().enumerate() {
        if let Some(limit) = &step.limit {
            limited(held, &format!("step[{index}]"), limit, checked);
            ours.extend(stated(limit).into_iter().map(|it| (limit.cite.article.to_string(), it)));
        }
    }
    for place in held.places.iter() {
        for period in periods(&place.words) {
            let known = (place.cite.article.to_string(), period);
            match ours.iter().position(|it| *it == known) {
                Some(at) => drop(ours.swap_remove(at)),
                None => {
                    let kind = if period.count.is_some() { "number" } else { "unread" };
                    let told = at(place, told(&period));
                    checked.differences.push(held.differs(kind, "step", told));
                }
            }
        }
    }
    thresholds(held, checked);
    target(held, checked);
}

fn told(period: &Period) -> String {
    let count = period.count.map(|count| count.to_string()).unwrap_or_default();
    let extends = if period.extends { "延长" } else { "" };
    format!("{extends}{count}{}", period.unit)
}

/// The periods a limit of a law file states.
fn stated(limit: &LimitRule) -> Vec<Period> {
    let (count, unit) = match limit.budget {
        Budget::WorkingDays(count) => (count, "个工作日"),
        Budget::Months(count) => (count, "个月"),
        Budget::CalendarDays { days, .. } => (days, "日"),
    };
    let mut stated = vec![Period { count: Some(u64::from(count)), unit, extends: false }];
    if let Extension::Once { working_days } = limit.extension {
        let count = Some(u64::from(working_days));
        stated.push(Period { count, unit: "个工作日", extends: true });
    }
    if let Extension::OnceDays { calendar_days } = limit.extension {
        let count = Some(u64::from(calendar_days));
        stated.push(Period { count, unit: "日", extends: true });
    }
    stated
}

fn limited(held: &Held<'_>, block: &str, limit: &LimitRule, checked: &mut Checked) {
    let Some(place) = held.places.at(&limit.cite) else { return };
    let periods = periods(&place.words);
    let unit = match limit.budget {
        Budget::WorkingDays(_) => "working_days",
        Budget::Months(_) => "months",
        Budget::CalendarDays { .. } => "calendar_days",
    };
    let mut ours = stated(limit).into_iter();
    let (budget, extension) = (ours.next(), ours.next());
    let first = periods.iter().find(|period| !period.extends);
    if first != budget.as_ref() {
        let text = at(place, first.map(told).unwrap_or_default());
        checked.differences.push(held.differs("number", &format!("{block}.{unit}"), text));
    }
    let longer = periods.iter().find(|period| period.extends);
    let may = place.words.contains("延长");
    let agrees = match limit.extension {
        Extension::None => !may,
        Extension::Open => may && longer.is_none(),
        Extension::Once { .. } | Extension::OnceDays { .. } => longer == extension.as_ref(),
        // No text of ours says so; what it would say has no known turn of phrase.
        Extension::OnceThenOpen { .. } => false,
    };
    if !agrees {
        let key = match limit.extension {
            Extension::Once { .. } | Extension::OnceDays { .. } => {
                format!("{block}.extension.once")
            }
            Extension::OnceThenOpen { .. } => format!("{block}.extension.once-then-open"),
            Extension::None | Extension::Open => format!("{block}.extension"),
        };
        let said = longer.map(told).unwrap_or_else(|| if may { "延长" } else { "" }.to_owned());
        checked.differences.push(held.differs("number", &key, at(place, said)));
    }
}

fn thresholds(held: &Held<'_>, checked: &mut Checked) {
    for (index, threshold) in held.regime.content.thresholds.iter().enumerate() {
        let key = format!("threshold[{index}].figure");
        let Some(place) = held.places.at(&threshold.cite) else { continue };
        let stated = numbers(&place.words);
        if !stated.contains(&threshold.figure) {
            let text = at(place, listed(&stated));
            checked.differences.push(held.differs("number", &key, text));
        }
    }
    let ours = &held.regime.content.thresholds;
    let above = |place: &&Place| place.words.contains("超过") && !numbers(&place.words).is_empty();
    for place in held.places.iter().filter(above) {
        if !ours.iter().any(|threshold| threshold.cite.touches(&place.cite)) {
            let text = at(place, listed(&numbers(&place.words)));
            checked.differences.push(held.differs("number", "threshold", text));
        }
    }
}

fn listed(numbers: &[u64]) -> String {
    let listed: Vec<String> = numbers.iter().map(u64::to_string).collect();
    listed.join(", ")
}

/// Our own target for the second consultation: no text supports it, and it follows the first.
fn target(held: &Held<'_>, checked: &mut Checked) {
    const KEY: &str = "second_consultation_target";
    let Some(limits) = &held.regime.limits else { return };
    let (Some(first), Some(target)) = (&limits.consultation, limits.second_consultation_target)
    else {
        return;
    };
    if first.budget != Budget::WorkingDays(target)
        && let Some(place) = held.places.at(&first.cite)
    {
        let said = stated(first).first().map(told).unwrap_or_default();
        checked.differences.push(held.differs("number", KEY, at(place, said)));
    }
    checked.unsupported.push(held.unsupported(
        KEY,
        "条文未定再次征求意见的期限：内部目标，比照首次征求意见",
        "no article gives a limit for the second consultation: our own target, after the first",
    ));
}

#[cfg(test)]
mod tests {
    use super::{numbers, periods};

    #[test]
    fn periods_are_read_with_their_units_and_what_extends_them() {
        let read: Vec<(Option<u64>, &str, bool)> =
            periods("自通知之日起30个工作日内完成;复杂的,可以延长十五个工作日;一般应当在3个月内")
                .into_iter()
                .map(|it| (it.count, it.unit, it.extends))
                .collect();
        let expected =
            [(Some(30), "个工作日", false), (Some(15), "个工作日", true), (Some(3), "个月", false)];
        assert_eq!(read, expected);
        assert_eq!(periods("在若干个工作日内").first().and_then(|it| it.count), None);
        assert_eq!(numbers("超过100万用户,一倍以上"), [1_000_000, 1]);
    }
}
