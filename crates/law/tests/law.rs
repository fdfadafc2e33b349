//! The law as data: files against the texts, faults in place, and which version governs a day.

#![expect(clippy::expect_used, reason = "a test may stop where a premise fails")]

use law::{Book, Budget, Extension, Governs};

fn day(text: &str) -> jiff::civil::Date {
    text.parse().expect("a date")
}

#[test]
fn the_built_in_files_are_sound_and_in_order_of_date() {
    let book = Book::built_in();
    let ids: Vec<&str> = book.all().map(|regime| regime.id.as_str()).collect();
    let expected = [
        "draft-2017",
        "trial-2017",
        "measures-2020",
        "draft-2021",
        "measures-2022",
    ];
    assert_eq!(ids, expected);
}

fn check_governs(on: &str, expected: Option<&str>) {
    let book = Book::built_in();
    let found = match book.governs(day(on)) {
        Governs::By(regime, why, article) => {
            assert!(why.en.contains(&article.words().en), "{why:?}");
            Some(regime.id.as_str().to_owned())
        }
        Governs::None(why) => {
            assert!(why.en.contains("2017-06-01"), "{why:?}");
            None
        }
    };
    assert_eq!(found.as_deref(), expected, "{on}");
}

#[test]
fn a_version_governs_from_its_first_day_to_the_day_before_its_successors() {
    check_governs("2017-05-31", None);
    check_governs("2017-06-01", Some("trial-2017"));
    check_governs("2020-05-31", Some("trial-2017"));
    check_governs("2020-06-01", Some("measures-2020"));
    check_governs("2022-02-14", Some("measures-2020"));
    check_governs("2022-02-15", Some("measures-2022"));
    check_governs("2100-01-01", Some("measures-2022"));
}

#[test]
fn the_special_review_is_45_days_then_3_months_then_90_days() {
    let book = Book::built_in();
    let special = |id: &str| {
        let regime = book.find(id).expect("stands");
        let limits = regime.limits.as_ref().expect("has limits");
        assert_eq!(
            limits.preliminary_review.extension,
            Extension::Once { working_days: 15 }
        );
        assert_eq!(limits.special_review.extension, Extension::Open);
        limits.special_review.budget
    };
    assert_eq!(special("measures-2020"), Budget::WorkingDays(45));
    assert_eq!(special("draft-2021"), Budget::Months(3));
    assert_eq!(special("measures-2022"), Budget::WorkingDays(90));
}
