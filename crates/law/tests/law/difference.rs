//! The rules of two versions side by side. What must differ was written down by hand from the
//! comparison of the five texts by subject (issuers and members, institutions, triggers, materials,
//! limits, consultation, factors, duties, penalties), not from what the program says.

use std::collections::BTreeSet;

use law::{Change, Cite, Difference, difference};

use crate::regime;

fn found(from: &str, to: &str) -> Difference {
    difference(&regime(from), &regime(to))
}

fn check(from: &str, to: &str, expected: &[&str]) {
    let found = found(from, to);
    let keys: Vec<&str> = found.rows.iter().map(|row| row.key.as_str()).collect();
    let one: BTreeSet<&str> = keys.iter().copied().collect();
    assert_eq!(one.len(), keys.len(), "a key stands twice");
    let expected: BTreeSet<&str> = expected.iter().copied().collect();
    let missing: Vec<_> = expected.difference(&one).collect();
    let surplus: Vec<_> = one.difference(&expected).collect();
    assert!(missing.is_empty() && surplus.is_empty(), "missing {missing:?}, surplus {surplus:?}");
}

#[test]
fn from_2020_to_the_draft_of_2021() {
    check(
        "measures-2020",
        "draft-2021",
        &[
            // A rule of twelve departments; a draft.
            "form",
            // Twelve members and thirteen: the securities regulator.
            "members",
            "member.csrc",
            // The special procedure asks the relevant departments.
            "body.relevant-department",
            "filing.listing-abroad",
            "filing.data-processing",
            "ex-officio.data-processing",
            "ex-officio.listing-abroad",
            // 45 working days and three months.
            "limit.special-review",
            "trigger.listing",
            "trigger.data-processing",
            "threshold.personal-information-users",
            "category.important-communication-products",
            "material.documents",
            // Five factors and seven; data leave the first and stand in the fifth.
            "factors",
            "factor.1",
            "factor.5",
            "factor.6",
            "factor.7",
            "duty.file-listing",
            "penalty.csl-2016",
            "penalty.csl",
            "penalty.dsl",
        ],
    );
}

#[test]
fn from_the_draft_of_2021_to_2022() {
    check(
        "draft-2021",
        "measures-2022",
        &[
            "form",
            // The draft repeals what was repealed already.
            "repeals",
            "departments",
            // Now the department for the security protection of CII.
            "body.protection-department",
            // A listing abroad is no longer named.
            "ex-officio.listing-abroad",
            // Three months and 90 working days.
            "limit.special-review",
            // From receipt; from receipt of what satisfies the article on materials.
            "start.intake",
            "position.intake-start",
            "rule.measures",
            "duty.prevent-risk",
            // Whoever handles data, an operator; a network platform operator.
            "trigger.listing",
            "trigger.data-processing",
            "category.other",
            "exclusion.other-reviews",
            "material.documents",
            "factor.5",
            "factor.6",
            "factor.7",
            // The operator; the party.
            "complaint.reviewers",
        ],
    );
}

#[test]
fn from_2020_to_2022() {
    check(
        "measures-2020",
        "measures-2022",
        &[
            "form",
            "repeals",
            "members",
            "member.csrc",
            "departments",
            "body.relevant-department",
            "body.protection-department",
            "filing.listing-abroad",
            "filing.data-processing",
            "ex-officio.data-processing",
            "limit.special-review",
            "start.intake",
            "position.intake-start",
            "rule.measures",
            "trigger.listing",
            "trigger.data-processing",
            "threshold.personal-information-users",
            "category.important-communication-products",
            "category.other",
            "exclusion.other-reviews",
            "material.documents",
            "factors",
            "factor.1",
            "factor.5",
            "factor.6",
            "factor.7",
            "duty.file-listing",
            "duty.prevent-risk",
            "penalty.csl-2016",
            "penalty.csl",
            "penalty.dsl",
            "complaint.reviewers",
        ],
    );
}

fn check_row(from: &str, to: &str, key: &str, before: (&str, &str), after: (&str, &str)) {
    let found = found(from, to);
    let row = found.rows.iter().find(|row| row.key == key).expect("a row of that key");
    let said = |side: &Option<law::Side>| {
        let side = side.as_ref().expect("both have it");
        let cite = side.cite.as_ref().map(Cite::words).expect("an article");
        (side.value.en.clone(), cite.en)
    };
    let owned = |(value, cite): (&str, &str)| (value.to_owned(), cite.to_owned());
    assert_eq!(row.change, Change::Changed);
    assert_eq!((said(&row.before), said(&row.after)), (owned(before), owned(after)), "{key}");
}

#[test]
fn each_row_bears_both_articles() {
    let (m20, d21, m22) = ("measures-2020", "draft-2021", "measures-2022");
    let special = "limit.special-review";
    check_row(m20, d21, special, ("45 working days", "Art. 13"), ("3 months", "Art. 14"));
    check_row(d21, m22, special, ("3 months", "Art. 14"), ("90 working days", "Art. 14"));
    check_row(m20, m22, "members", ("12 members", "Art. 4(1)"), ("13 members", "Art. 4(1)"));
    let received = ("receipt of the filing", "Art. 8");
    check_row(m20, m22, "start.intake", received, ("receipt of the complete filing", "Art. 9"));
    check_row(m20, m22, "factors", ("5 factors", "Art. 9"), ("7 factors", "Art. 10"));
}

#[test]
fn what_both_say_in_another_article_is_told_as_renumbered() {
    let found = found("measures-2020", "measures-2022");
    let moved: Vec<(String, String, String)> = found
        .renumbered
        .iter()
        .map(|it| (it.rule.word().to_owned(), it.before.words().en, it.after.words().en))
        .collect();
    let own = |rule: &str, before: &str, after: &str| {
        (rule.to_owned(), before.to_owned(), after.to_owned())
    };
    for expected in [
        own("materials", "Art. 7", "Art. 8"),
        own("intake", "Art. 8", "Art. 9"),
        own("preliminary-review", "Art. 10", "Art. 11"),
        own("consultation", "Art. 11(1)", "Art. 12(1)"),
        own("special-limit", "Art. 13", "Art. 14"),
        own("penalties", "Art. 19", "Art. 20"),
        own("entry-into-force", "Art. 22", "Art. 23"),
    ] {
        assert!(moved.contains(&expected), "{expected:?}");
    }
    assert!(!moved.iter().any(|(rule, ..)| rule == "file-procurement"), "it stays Art. 5(1)");
}

#[test]
fn a_version_does_not_differ_from_itself_and_back_is_the_same_table_turned() {
    for id in ["draft-2017", "trial-2017", "measures-2020", "draft-2021", "measures-2022"] {
        let own = found(id, id);
        assert!(own.rows.is_empty() && own.renumbered.is_empty(), "{id}");
    }
    let there = found("trial-2017", "measures-2020");
    let back = found("measures-2020", "trial-2017");
    let keys = |difference: &Difference| -> BTreeSet<String> {
        difference.rows.iter().map(|row| row.key.clone()).collect()
    };
    assert_eq!(keys(&there), keys(&back));
    for row in &there.rows {
        let other = back.rows.iter().find(|other| other.key == row.key).expect("the same key");
        assert_eq!((&row.before, &row.after), (&other.after, &other.before), "{}", row.key);
    }
    assert!(keys(&there).contains("step.special-review"));
    assert!(keys(&there).contains("procedure"));
}
