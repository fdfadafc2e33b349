//! Words that several notices share, from `notice/words.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use law::{Fault, Source, Words};
use serde::Deserialize;

/// A shared phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Phrase {
    Between,
    WorkingDay,
    WorkingDays,
    Months,
    CalendarDays,
    Law,
    LawWithOrder,
    Party,
    Provider,
    Intake,
    PreliminaryReview,
    Consultation,
    SpecialReview,
    CommissionApproval,
    Pass,
    PassWithCommitments,
    Fail,
    Code,
}

impl Phrase {
    /// Its words, with what stands in braces filled in.
    pub(crate) fn filled(self, places: &[(&str, &Words)]) -> Words {
        let mut words = of(self).clone();
        for (place, value) in places {
            let place = format!("{{{place}}}");
            words.zh = words.zh.replace(&place, &value.zh);
            words.en = words.en.replace(&place, &value.en);
        }
        words
    }

    /// Its words, where nothing is to be filled in.
    pub(crate) fn words(self) -> Words {
        self.filled(&[])
    }
}

#[expect(clippy::expect_used, reason = "the file is part of the build and a test reads it")]
fn of(phrase: Phrase) -> &'static Words {
    static ALL: LazyLock<BTreeMap<Phrase, Words>> = LazyLock::new(|| {
        let text = include_str!("../../../notice/words.toml");
        read("notice/words.toml", text).expect("the built-in words are sound")
    });
    ALL.get(&phrase).expect("a test holds that every phrase has its words")
}

fn read(name: &str, text: &str) -> Result<BTreeMap<Phrase, Words>, Fault> {
    toml::from_str(text).map_err(|error| Source { name, text }.toml_fault(&error))
}

#[cfg(test)]
mod tests {
    use super::{Phrase, of, read};
    use crate::figures::typed_figure;

    const ALL: &[(Phrase, &[&str])] = &[
        (Phrase::Between, &["earliest", "latest", "year"]),
        (Phrase::WorkingDay, &["count"]),
        (Phrase::WorkingDays, &["count"]),
        (Phrase::Months, &["count"]),
        (Phrase::CalendarDays, &["count"]),
        (Phrase::Law, &["law"]),
        (Phrase::LawWithOrder, &["law", "order"]),
        (Phrase::Party, &["name"]),
        (Phrase::Provider, &["name"]),
        (Phrase::Intake, &[]),
        (Phrase::PreliminaryReview, &[]),
        (Phrase::Consultation, &[]),
        (Phrase::SpecialReview, &[]),
        (Phrase::CommissionApproval, &[]),
        (Phrase::Pass, &[]),
        (Phrase::PassWithCommitments, &[]),
        (Phrase::Fail, &[]),
        (Phrase::Code, &["code"]),
    ];

    #[test]
    fn every_phrase_has_its_words_and_its_places_and_no_figure() {
        for (phrase, places) in ALL {
            let words = of(*phrase);
            for text in [&words.zh, &words.en] {
                assert_eq!(text.matches('{').count(), places.len(), "{text}");
                for place in *places {
                    assert!(text.contains(&format!("{{{place}}}")), "{text}");
                }
                assert_eq!(typed_figure(text), None, "{text}");
            }
        }
    }

    #[test]
    fn an_unknown_phrase_is_refused_with_the_nearest() {
        let fault = read("words.toml", "[pas]\nzh = \"a\"\nen = \"a\"\n").expect_err("unknown");
        assert_eq!(fault.nearest.as_deref(), Some("pass"));
    }
}
