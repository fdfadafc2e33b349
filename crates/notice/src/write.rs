//! Days, counts, names and other people's words as a notice writes them.

use jiff::civil::{Date, Weekday};
use law::{Cite, Regime, Words};
use review::{Due, LimitName, Unit, Verdict};

use crate::phrase::Phrase;

/// A day with its weekday: 2024年3月18日（星期一）, Monday, 18 March 2024.
pub(crate) fn day(day: Date) -> Words {
    let (zh, en) = weekday(day.weekday());
    Words::new(format!("{}（星期{zh}）", plain_day(day).zh), format!("{en}, {}", plain_day(day).en))
}

/// A day as it stands under a signature.
pub(crate) fn plain_day(day: Date) -> Words {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let index = usize::try_from(day.month().saturating_sub(1)).unwrap_or_default();
    let month = MONTHS.get(index).copied().unwrap_or_default();
    Words::new(
        format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        format!("{} {month} {}", day.day(), day.year()),
    )
}

fn weekday(weekday: Weekday) -> (&'static str, &'static str) {
    match weekday {
        Weekday::Monday => ("一", "Monday"),
        Weekday::Tuesday => ("二", "Tuesday"),
        Weekday::Wednesday => ("三", "Wednesday"),
        Weekday::Thursday => ("四", "Thursday"),
        Weekday::Friday => ("五", "Friday"),
        Weekday::Saturday => ("六", "Saturday"),
        Weekday::Sunday => ("日", "Sunday"),
    }
}

/// When a limit ends; `None`: nobody can say.
pub(crate) fn due(due: Due) -> Option<Words> {
    match due {
        Due::On(last) => Some(day(last)),
        Due::Between { earliest, latest, year } => Some(Phrase::Between.filled(&[
            ("earliest", &day(earliest)),
            ("latest", &day(latest)),
            ("year", &same(&year.to_string())),
        ])),
        Due::Stopped => None,
    }
}

/// So many units of a limit.
pub(crate) fn count(count: u32, unit: Unit) -> Words {
    let phrase = match unit {
        Unit::WorkingDays if count == 1 => Phrase::WorkingDay,
        Unit::WorkingDays => Phrase::WorkingDays,
        Unit::Months => Phrase::Months,
        Unit::CalendarDays => Phrase::CalendarDays,
    };
    phrase.filled(&[("count", &same(&count.to_string()))])
}

/// What a limit is called.
pub(crate) fn limit(name: LimitName) -> Words {
    match name {
        LimitName::Intake => Phrase::Intake,
        LimitName::PreliminaryReview => Phrase::PreliminaryReview,
        LimitName::Consultation => Phrase::Consultation,
        LimitName::SpecialReview => Phrase::SpecialReview,
        LimitName::CommissionApproval => Phrase::CommissionApproval,
    }
    .words()
}

/// A conclusion.
pub(crate) fn verdict(verdict: Verdict) -> Words {
    match verdict {
        Verdict::Pass => Phrase::Pass,
        Verdict::PassWithCommitments => Phrase::PassWithCommitments,
        Verdict::Fail => Phrase::Fail,
    }
    .words()
}

/// Whether the order number stands beside the name of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// One version has governed: its name is enough.
    Unsaid,
    /// Versions bear one name and must be told apart.
    Said,
}

/// A version by name.
pub(crate) fn law(regime: &Regime, order: Order) -> Words {
    let title = &regime.title;
    match (&regime.identity.order, order) {
        (Some(number), Order::Said) => {
            Phrase::LawWithOrder.filled(&[("law", title), ("order", number)])
        }
        (Some(_), Order::Unsaid) | (None, Order::Said | Order::Unsaid) => {
            Phrase::Law.filled(&[("law", title)])
        }
    }
}

/// An article as running text: 第十二条第二款, Article 12(2).
pub(crate) fn article(cite: &Cite) -> Words {
    let words = cite.words();
    let en = match words.en.strip_prefix("Art. ") {
        Some(rest) => format!("Article {rest}"),
        None => words.en,
    };
    Words::new(words.zh, en)
}

/// The same text in both languages: a name, a number, words somebody else wrote.
pub(crate) fn same(text: &str) -> Words {
    Words::new(text, text)
}

/// Somebody else's words on one line, without what could disturb a page or a terminal.
pub(crate) fn clean(text: &str) -> String {
    let harmless = |c: char| !c.is_control() && !is_direction(c);
    let text: String = text.chars().map(|c| if harmless(c) { c } else { ' ' }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a character turns the direction in which text is read.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Somebody else's words, marked as such.
pub(crate) fn quoted(text: &str) -> Words {
    same(&format!("“{}”", clean(text)))
}

/// Somebody else's words as part of a sentence that ends after them.
pub(crate) fn inline(text: &str) -> Words {
    same(clean(text).trim_end_matches(['。', '.', '；', ';', ' ']))
}

/// Several things in a row.
pub(crate) fn row(things: impl IntoIterator<Item = Words>) -> Words {
    let things: Vec<Words> = things.into_iter().collect();
    let zh: Vec<&str> = things.iter().map(|thing| thing.zh.as_str()).collect();
    let en: Vec<&str> = things.iter().map(|thing| thing.en.as_str()).collect();
    Words::new(zh.join("；"), en.join("; "))
}

#[cfg(test)]
mod tests {
    use super::{clean, day, inline};

    #[test]
    fn a_day_has_its_weekday() {
        let words = day("2024-04-28".parse().expect("a date"));
        assert_eq!(words.zh, "2024年4月28日（星期日）");
        assert_eq!(words.en, "Sunday, 28 April 2024");
    }

    #[test]
    fn what_disturbs_a_terminal_or_turns_text_is_left_out() {
        assert_eq!(clean("a\u{1b}[2J\n b\u{202e}c "), "a [2J b c");
        assert_eq!(inline("情况复杂。").zh, "情况复杂");
    }
}
