//! Which version governs a day, and what becomes of a case that is pending.

use jiff::ToSpan as _;
use jiff::civil::Date;
use law::{Book, Budget, Governs, Status, Transition, transition};
use proptest::prelude::*;

use crate::{day, file, measures_2030, regime};

#[test]
fn every_file_of_the_folder_is_in_the_book_in_order_of_date() {
    let book = Book::built_in();
    let ids: Vec<&str> = book.all().map(|regime| regime.id.as_str()).collect();
    let dated: Vec<Date> = book.all().map(|regime| regime.dated).collect();
    assert!(dated.is_sorted());
    let folder = std::fs::read_dir(crate::root().join("law")).expect("the folder");
    let mut files: Vec<String> = folder
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".toml").map(str::to_owned))
        .filter(|id| id != "penalties")
        .collect();
    files.sort();
    let mut held = ids.clone();
    held.sort_unstable();
    assert_eq!(held, files);
    let five = ["draft-2017", "trial-2017", "measures-2020", "draft-2021", "measures-2022"];
    assert_eq!(ids.get(..5), Some(five.as_slice()));
}

fn check_governs(on: &str, expected: Option<&str>) {
    let book = Book::built_in();
    let found = match book.governs(day(on)) {
        Governs::By(regime, why, article) => {
            assert!(why.en.contains(&article.words().en), "{why:?}");
            assert!(why.zh.contains(&article.words().zh), "{why:?}");
            Some(regime.id.as_str().to_owned())
        }
        Governs::None(why) => {
            assert!(why.en.contains("from 2017-06-01 (Art. 16)"), "{why:?}");
            assert!(why.zh.contains("第十六条"), "{why:?}");
            None
        }
    };
    assert_eq!(found.as_deref(), expected, "{on}");
}

#[test]
fn a_version_governs_from_its_first_day_to_the_day_before_its_successors() {
    check_governs("0001-01-01", None);
    check_governs("2017-05-31", None);
    check_governs("2017-06-01", Some("trial-2017"));
    check_governs("2020-05-31", Some("trial-2017"));
    check_governs("2020-06-01", Some("measures-2020"));
    check_governs("2022-02-14", Some("measures-2020"));
    check_governs("2022-02-15", Some("measures-2022"));
    check_governs("9999-12-31", Some("measures-2022"));
}

#[test]
fn a_version_added_as_one_file_governs_from_its_day() {
    let book = Book::built_in();
    let book = book.with_file("measures-2030.toml", &measures_2030()).expect("a sound file");
    let by = |on: &str| match book.governs(day(on)) {
        Governs::By(regime, ..) => regime.id.to_string(),
        Governs::None(why) => why.en,
    };
    assert_eq!(by("2030-02-28"), "measures-2022");
    assert_eq!(by("2030-03-01"), "measures-2030");
    let older = book.find("measures-2022").expect("still there");
    assert_eq!(older.until, Some(day("2030-03-01")));
    assert_eq!(older.status, Status::Repealed);
    assert_eq!(older.status_on(day("2029-12-31")), Status::InForce);
    assert_eq!(older.status_on(day("2030-03-01")), Status::Repealed);
    let newer = book.find("measures-2030").expect("added");
    let limits = newer.limits.as_ref().expect("limits");
    let special = limits.special_review.as_ref().expect("a special review");
    assert_eq!(special.budget, Budget::WorkingDays(120));
    assert_eq!(Book::built_in().all().count(), 5, "the first book is as it was");
}

#[test]
fn a_file_of_the_same_name_is_replaced() {
    let changed = file("measures-2022").replace("working_days = 90", "working_days = 91");
    let book = Book::built_in().with_file("measures-2022.toml", &changed).expect("a sound file");
    assert_eq!(book.all().count(), 5);
    let after = book.find("measures-2022").expect("there");
    assert_ne!(after.hash, regime("measures-2022").hash);
}

fn check_pending(reading: Transition, says: &[&str]) {
    let (from, to) = (regime("measures-2020"), regime("measures-2022"));
    let words = transition(&from, &to, reading).expect("the later is in force");
    for part in says {
        assert!(words.en.contains(part), "{part}: {}", words.en);
    }
}

#[test]
fn a_case_pending_on_15_february_2022_is_told_what_becomes_of_it() {
    check_pending(
        Transition::NewSteps,
        &[
            "2022-02-15",
            "45 working days if begun before (Art. 13)",
            "90 working days if begun later (Art. 14)",
            "carries over to measures-2022",
        ],
    );
    check_pending(Transition::StartVersion, &["stays under measures-2020 to its end"]);
    check_pending(Transition::All, &["running limits too", "90 working days instead of 45"]);
}

#[test]
fn the_trial_has_no_steps_to_carry_over_and_a_draft_takes_nothing_over() {
    let (trial, first) = (regime("trial-2017"), regime("measures-2020"));
    let words = transition(&trial, &first, Transition::NewSteps).expect("later");
    assert!(words.en.contains("never counted backwards"), "{}", words.en);
    let draft = regime("draft-2021");
    assert_eq!(transition(&first, &draft, Transition::NewSteps), None);
    assert_eq!(transition(&first, &trial, Transition::NewSteps), None);
}

/// A chain of versions, each repealing the one before, in force on the given days.
fn chain(days: &[Date]) -> Book {
    let texts: Vec<(String, String)> = days
        .iter()
        .enumerate()
        .map(|(index, day)| {
            let repeal = match index.checked_sub(1) {
                Some(older) => format!("[[repeals]]\nid = \"version-{older}\"\n\n[rules]"),
                None => "[rules]".to_owned(),
            };
            let status = "status = \"in-force\"";
            let text = file("trial-2017")
                .replace("status = \"repealed\"", status)
                .replace("id = \"trial-2017\"", &format!("id = \"version-{index}\""))
                .replace("in_force = \"2017-06-01\"", &format!("in_force = \"{day}\""))
                .replace("[rules]", &repeal);
            (format!("version-{index}.toml"), text)
        })
        .collect();
    let files: Vec<(&str, &str)> =
        texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Book::from_files(&files).expect("a sound chain")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_governs_is_what_a_naive_scan_finds(
        offsets in proptest::collection::btree_set(0_i64..4000, 1..6),
        asked in 0_i64..4200,
    ) {
        let first = day("2017-06-01");
        let days: Vec<Date> = offsets
            .iter()
            .map(|offset| first.checked_add((*offset).days()).expect("near"))
            .collect();
        let on = first.checked_add(asked.days()).expect("near");
        // The naive scan: the last version whose first day is not after the day asked for.
        let naive = days.iter().rposition(|day| *day <= on);
        let book = chain(&days);
        let found = match book.governs(on) {
            Governs::By(regime, ..) => Some(regime.id.to_string()),
            Governs::None(_) => None,
        };
        prop_assert_eq!(found, naive.map(|index| format!("version-{index}")));
        let in_force = book.all().filter(|regime| regime.in_force_on(on)).count();
        prop_assert!(in_force <= 1);
    }
}
