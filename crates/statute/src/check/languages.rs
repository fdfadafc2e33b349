//! The two languages of a law file say the same figures: one that was mistyped in one of them is
//! found by the other.

use super::{Checked, Held, nowhere};
use crate::dates::month;
use crate::numeral::{is_numeral, value};

/// Words behind a single Chinese digit that make it a figure; 一致 or 第三方 are none.
const MEASURES: &[&str] = &[
    "条", "款", "项", "号", "章", "个", "类", "对", "种", "日", "天", "月", "年", "倍", "元", "份",
    "家", "次", "部门",
];
/// Numbers in English words.
const WORDS: &[(&str, u64)] = &[
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("twenty", 20),
    ("thirty", 30),
    ("sixteen", 16),
];

/// Holds every pair of texts in both languages.
pub fn check(held: &Held<'_>, checked: &mut Checked) {
    for (key, leaf) in held.leaves.iter() {
        let Some(base) = key.strip_suffix(".zh") else { continue };
        let other = format!("{base}.en");
        let Some(english) = held.leaves.get(&other) else { continue };
        let (ours, theirs) = (numbers(&leaf.value), numbers(&english.value));
        // One language may say in words what the other says in figures.
        if !ours.is_empty() && !theirs.is_empty() && ours != theirs {
            let told = nowhere(format!("{} ({})", leaf.value, leaf.line));
            checked.differences.push(held.differs("languages", &other, told));
        }
    }
}

/// The figures of a text in either language, smallest first. One is left out: 一 and "a" are seldom
/// figures.
pub fn numbers(text: &str) -> Vec<u64> {
    let mut numbers = Vec::new();
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let taken = if sign.is_ascii_digit() {
            arabic(rest, &mut numbers)
        } else if is_numeral(sign) {
            chinese(rest, &mut numbers)
        } else if sign.is_ascii_alphabetic() {
            word(rest, &mut numbers)
        } else {
            sign.len_utf8()
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    numbers.retain(|number| *number != 1);
    numbers.sort_unstable();
    numbers
}

/// Digits, with commas between thousands and 万 behind.
fn arabic(text: &str, numbers: &mut Vec<u64>) -> usize {
    let mut digits = String::new();
    let mut length = 0;
    for (at, sign) in text.char_indices() {
        let group = |rest: &str| rest.chars().take(3).filter(char::is_ascii_digit).count() == 3;
        if sign.is_ascii_digit() || matches!(sign, '万' | '亿') {
            digits.push(sign);
        } else if sign != ',' || !text.get(at + 1..).is_some_and(group) {
            break;
        }
        length = at + sign.len_utf8();
    }
    numbers.extend(value(&digits));
    length
}

/// A numeral of several signs, or of one before a measure.
fn chinese(text: &str, numbers: &mut Vec<u64>) -> usize {
    let numeral: String = text.chars().take_while(|sign| is_numeral(*sign)).collect();
    let rest = text.get(numeral.len()..).unwrap_or_default();
    let measured = MEASURES.iter().any(|measure| rest.starts_with(measure));
    if 1 < numeral.chars().count() || measured {
        numbers.extend(value(&numeral));
    }
    numeral.len()
}

/// A number or a month in English.
fn word(text: &str, numbers: &mut Vec<u64>) -> usize {
    let word: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
    let lower = word.to_ascii_lowercase();
    let known = WORDS.iter().find(|(name, _)| *name == lower).map(|(_, number)| *number);
    // May is a verb as well, and no text of ours names that month.
    let named = month(&word).filter(|_| lower != "may" && word.starts_with(char::is_uppercase));
    numbers.extend(known.or_else(|| named.and_then(|month| u64::try_from(month).ok())));
    word.len()
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn both_languages_say_the_same_figures() {
        let pairs = [
            ("第十二条第一款自收到之日起", "Art. 12(1): from the day of receipt"),
            ("民法典第203条第1款", "Civil Code Art. 203(1)"),
            ("2024年2月9日（除夕）", "Is 9 February 2024, New Year's Eve, a working day?"),
            ("超过一百万的平台，一律", "more than 1,000,000 users files any"),
            ("与其他十二个单位，第三方一致", "and 12 others, third parties agreed"),
            ("七类，另有兜底", "Seven categories"),
            ("2020-04-27 答记者问", "press answers of 2020-04-27"),
        ];
        for (zh, en) in pairs {
            assert_eq!(numbers(zh), numbers(en), "{zh} / {en}");
            assert!(!numbers(zh).is_empty());
        }
    }
}
