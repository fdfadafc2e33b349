//! Days as texts write them: 2020年4月13日, 二〇一七年六月一日, 2017-05-02, June 1, 2020.

use jiff::civil::Date;

use crate::numeral::{digit, is_numeral, value};

/// Months in English.
const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A day and where in a text without blanks it stands, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The day.
    pub day: Date,
    /// Its first character.
    pub begin: usize,
    /// Behind its last.
    pub end: usize,
}

/// The number of a month by its English name.
pub fn month(name: &str) -> Option<i8> {
    let name = name.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| *month == name)?;
    i8::try_from(at + 1).ok()
}

/// All days in a Chinese text without blanks, in order, with their places.
pub fn days(squeezed: &[char]) -> Vec<Found> {
    let mut found: Vec<Found> = squeezed
        .iter()
        .enumerate()
        .filter_map(|(at, sign)| match sign {
            '年' => chinese(squeezed, at),
            '-' | '/' => numeric(squeezed, at),
            _ => None,
        })
        .collect();
    found.dedup_by(|later, earlier| later.begin < earlier.end);
    found
}

/// A day around the sign 年 at a place.
fn chinese(signs: &[char], year: usize) -> Option<Found> {
    let begin = signs
        .get(..year)?
        .iter()
        .rposition(|sign| digit(*sign).is_none())
        .map_or(0, |before| before + 1);
    let (month, month_end) = number(signs, year + 1)?;
    if signs.get(month_end) != Some(&'月') {
        return None;
    }
    let (day, day_end) = number(signs, month_end + 1)?;
    if signs.get(day_end) != Some(&'日') {
        return None;
    }
    let year = read(signs.get(begin..year)?).filter(|year| (1900..=2999).contains(year))?;
    Some(Found { day: date(year, month, day)?, begin, end: day_end + 1 })
}

/// A day written 2017-05-02 or 2022-01/04, as in addresses of pages, around its first hyphen.
fn numeric(signs: &[char], first: usize) -> Option<Found> {
    let begin = first.checked_sub(4)?;
    let year = signs.get(begin..first)?;
    let alone = begin == 0 || signs.get(begin - 1).is_none_or(|sign| !sign.is_ascii_digit());
    if !alone || !year.iter().all(char::is_ascii_digit) {
        return None;
    }
    let (month, second) = number(signs, first + 1)?;
    if !matches!(signs.get(second), Some('-' | '/')) {
        return None;
    }
    let (day, end) = number(signs, second + 1)?;
    let year = read(year).filter(|year| (1900..=2999).contains(year))?;
    Some(Found { day: date(year, month, day)?, begin, end })
}

/// A number of at most three signs from a place on, and where it ends.
fn number(signs: &[char], from: usize) -> Option<(u64, usize)> {
    let length = signs.get(from..)?.iter().take(4).take_while(|sign| is_numeral(**sign)).count();
    let end = from + length;
    (length <= 3).then(|| read(signs.get(from..end)?)).flatten().map(|number| (number, end))
}

fn read(signs: &[char]) -> Option<u64> {
    let text: String = signs.iter().collect();
    value(&text)
}

fn date(year: u64, month: u64, day: u64) -> Option<Date> {
    let small = |number: u64| i8::try_from(number).ok();
    Date::new(i16::try_from(year).ok()?, small(month)?, small(day)?).ok()
}

/// All days in an English text, April 13, 2020 or 13 April 2020, in order.
pub fn english_days(text: &str) -> Vec<Date> {
    let words: Vec<&str> = text
        .split(|sign: char| sign.is_whitespace() || ",.;:()".contains(sign))
        .filter(|word| !word.is_empty())
        .collect();
    words
        .windows(3)
        .filter_map(|three| {
            let [first, second, third] = three else { return None };
            let year: u64 = third.parse().ok().filter(|year| (1900..=2999).contains(year))?;
            let (month, day) = match (month(first), month(second)) {
                (Some(month), None) => (month, second.parse().ok()?),
                (None, Some(month)) => (month, first.parse().ok()?),
                (Some(_), Some(_)) | (None, None) => return None,
            };
            date(year, u64::try_from(month).ok()?, day)
        })
        .collect()
}

/// The days of a Chinese text, blanks left out.
pub fn in_text(text: &str) -> Vec<Date> {
    let signs: Vec<char> = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    days(&signs).into_iter().map(|found| found.day).collect()
}

#[cfg(test)]
mod tests {
    use super::{english_days, in_text};

    fn read(text: &str) -> Vec<String> {
        in_text(text).into_iter().map(|day| day.to_string()).collect()
    }

    #[test]
    fn days_are_read_in_all_their_spellings() {
        let known = [
            ("自 2020 年 6月 1 日起", "2020-06-01"),
            ("二〇一七年六月一日", "2017-06-01"),
            ("二○○四年十二月三十一日", "2004-12-31"),
            ("二零零零年十月二十日", "2000-10-20"),
            ("2017-05-02 公布", "2017-05-02"),
            ("cac.gov.cn/2022-01/04/c_1.htm", "2022-01-04"),
        ];
        for (text, day) in known {
            assert_eq!(read(text), [day], "{text}");
        }
        for text in ["2021年 月 日", "2021年2月30日", "1642894602182845", "120-10-10-10", "年月日"]
        {
            assert_eq!(read(text), [""; 0], "{text}");
        }
        assert_eq!(read("2020年4月13日公布，自2020年6月1日起"), ["2020-04-13", "2020-06-01"]);
        let english: Vec<String> = english_days("April 13, 2020 and 1 June 2020.")
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(english, ["2020-04-13", "2020-06-01"]);
    }
}
