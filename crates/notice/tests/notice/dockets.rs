//! Every notice of every docket page of the house.

use std::path::Path;

use calendar::Calendar;
use law::{Book, Language};
use notice::{Audience, Kind, Notice};
use review::{Actor, Context, Due, Review, State};

use crate::bench::{context, dockets, early, notices, root};

/// Every docket of `dockets/` that can be read, refused ones and public cases too.
fn all() -> Vec<(String, Review)> {
    let mut found = Vec::new();
    for folder in ["dockets", "dockets/cases", "dockets/refused"] {
        collect(&root().join(folder), &mut found);
    }
    assert!(60 < found.len(), "only {} dockets", found.len());
    found
}

fn collect(folder: &Path, found: &mut Vec<(String, Review)>) {
    for file in std::fs::read_dir(folder).expect("a folder") {
        let path = file.expect("a file").path();
        if path.extension().is_some_and(|ending| ending == "md") {
            found.extend(dockets(&std::fs::read_to_string(&path).expect("a page")));
        }
    }
}

/// The weekday and the day, as a notice writes them.
fn written(day: jiff::civil::Date) -> String {
    format!("{}年{}月{}日（", day.year(), day.month(), day.day())
}

#[test]
fn every_notice_drafts_in_both_languages_and_leaves_no_place_unfilled() {
    let context = early();
    let mut count = 0;
    for (title, review) in all() {
        for notice in notices(&context, &review) {
            for language in [Language::Zh, Language::En] {
                let text = notice::text(&notice, language);
                assert!(!text.contains(['{', '}']), "{title}: {text}");
                assert!(!notice::html(&notice, language).contains(['{', '}']), "{title}");
                assert!(2 <= notice.paragraphs.len(), "{title}: {text}");
            }
            count += 1;
        }
    }
    assert!(100 < count, "only {count} notices");
}

/// The limits of a docket that ends with an entry, with the papers known on its day.
fn limits_then(review: &Review, notice: &Notice) -> Vec<review::Limit> {
    let entries = review.entries().iter().take_while(|entry| entry.number <= notice.entry);
    let then = Review::read(entries.map(AsRef::as_ref)).expect("a docket");
    let calendar = Calendar::built_in().known_on(notice.issued);
    review::limits(&Context::new(&Book::built_in(), &calendar), &then, notice.issued)
}

#[test]
fn the_days_of_a_notice_are_those_of_the_clock_on_its_day() {
    let context = context();
    for (title, review) in all() {
        for notice in notices(&context, &review) {
            let limits = limits_then(&review, &notice);
            let text = notice::text(&notice, Language::Zh);
            for limit in &notice.limits {
                assert!(limits.contains(limit), "{title}: {limit:?}");
                if let State::Running(Due::On(day)) = limit.state {
                    assert!(text.contains(&written(day)), "{title}: {day} is not in {text}");
                }
                if let State::Running(Due::Between { earliest, latest, year }) = limit.state {
                    for said in [written(earliest), written(latest), format!("{year}年放假")] {
                        assert!(text.contains(&said), "{title}: {said} is not in {text}");
                    }
                }
            }
        }
    }
}

/// Every name and short name of a member unit, but for the Office's own host.
fn members() -> Vec<String> {
    let book = Book::built_in();
    let mut names = Vec::new();
    for member in book.all().flat_map(|regime| regime.members.iter()) {
        for words in [&member.name, &member.short] {
            names.extend([words.zh.clone(), words.en.clone()]);
        }
    }
    names
}

#[test]
fn what_the_reviewed_are_sent_names_no_body_and_no_opinion() {
    let context = early();
    let members = members();
    for (title, review) in all() {
        for notice in notices(&context, &review) {
            let reviewed = |actor: &Actor| matches!(actor, Actor::Party | Actor::Provider);
            if notice.kind.audience() == Audience::Consulted {
                let mut to = notice.addressees.iter();
                assert!(!to.any(|addressee| reviewed(&addressee.actor)), "{title}");
                continue;
            }
            assert!(notice.addressees.iter().all(|it| reviewed(&it.actor)), "{title}");
            for language in [Language::Zh, Language::En] {
                let text = notice::text(&notice, language);
                let named = members.iter().find(|name| text.contains(name.as_str()));
                assert_eq!(named, None, "{title}: {text}");
                let opinions = ["征求意见", "回复意见", "不同意", "opinion", "consult"];
                let leaked = opinions.iter().find(|word| text.contains(**word));
                assert_eq!(leaked, None, "{title}: {text}");
            }
        }
    }
}

#[test]
fn nothing_is_issued_under_a_draft() {
    let context = context();
    let draft = "Law: draft-2021";
    let docket = crate::bench::docket(draft, "2021-08-02  party  files procurement");
    assert!(review::authoritative(&context, &docket).is_none());
}

#[test]
fn a_later_correction_changes_nothing_in_a_notice_that_went_out() {
    let lines = "2024-03-04  party   files procurement\n2024-03-15  office  opens review";
    let corrected = format!("{lines}\n2024-03-18  office  corrects entry 2 dated 2024-03-14 \"a\"");
    let context = context();
    let header = "Law: measures-2022";
    let before = notices(&context, &crate::bench::docket(header, lines));
    let after = notices(&context, &crate::bench::docket(header, &corrected));
    assert_eq!(before, after);
    assert_eq!(before.first().map(|notice| notice.kind), Some(Kind::ReviewOpened));
}
