//! Penalties by date, held against the laws they stand in.

use law::{Breach, Fine, Penalties, Penalty, Sanction};

use crate::oracle::{numeral, raw};
use crate::{day, file, regime};

#[test]
fn each_breach_has_the_law_of_its_day() {
    let penalties = Penalties::built_in();
    let on = |breach, on: &str| -> Vec<String> {
        let found = penalties.on(breach, day(on));
        found.map(|it| format!("{} {}", it.law.id, it.cite.article)).collect()
    };
    assert!(on(Breach::UseWithoutReview, "2017-05-31").is_empty());
    assert_eq!(on(Breach::UseWithoutReview, "2017-06-01"), ["csl-2016 65"]);
    assert_eq!(on(Breach::UseWithoutReview, "2025-12-31"), ["csl-2016 65"]);
    assert_eq!(on(Breach::UseWithoutReview, "2026-01-01"), ["csl-2025 67"]);
    assert!(on(Breach::PurchaseWithoutReview, "2021-08-31").is_empty());
    assert_eq!(on(Breach::PurchaseWithoutReview, "2021-09-01"), ["cii-regulation-2021 41"]);
    assert!(on(Breach::ProcessingWithoutReview, "2024-12-31").is_empty());
    assert_eq!(
        on(Breach::ProcessingWithoutReview, "2025-01-01"),
        ["network-data-regulation-2024 56"]
    );
}

#[test]
fn a_breach_before_2026_decided_after_it_shows_both_laws() {
    let penalties = Penalties::built_in();
    let both = penalties.choice(Breach::UseWithoutReview, day("2025-06-01"), day("2026-06-01"));
    let ids: Vec<&str> = both.iter().map(|penalty| penalty.law.id.as_str()).collect();
    assert_eq!(ids, ["csl-2016", "csl-2025"]);
    let one = penalties.choice(Breach::UseWithoutReview, day("2026-02-01"), day("2026-06-01"));
    assert_eq!(one.len(), 1);
    // What no law punished when it was done is not punished by one that came later.
    let none =
        penalties.choice(Breach::ProcessingWithoutReview, day("2023-01-01"), day("2026-01-01"));
    assert!(none.is_empty());
}

#[test]
fn every_law_a_version_refers_to_is_known() {
    let penalties = Penalties::built_in();
    for id in ["trial-2017", "measures-2020", "draft-2021", "measures-2022"] {
        for reference in &regime(id).content.penalties {
            let known = penalties
                .all
                .iter()
                .any(|penalty| penalty.law.id == reference.law || penalty.law.of == reference.law);
            assert!(known || reference.law == "laws-and-regulations", "{reference:?}");
        }
    }
}

#[test]
fn a_penalty_of_an_unknown_law_is_refused_with_the_nearest() {
    let wrong = file("penalties").replace("law = \"csl-2016\"", "law = \"csl-2017\"");
    let fault = Penalties::from_file("penalties.toml", &wrong).expect_err("no such law");
    assert_eq!(fault.nearest.as_deref(), Some("csl-2016"));
    let wrong = file("penalties").replace("times = [1, 10]", "times = [10, 1]");
    let fault = Penalties::from_file("penalties.toml", &wrong).expect_err("upside down");
    assert!(fault.what.en.contains("a fine is"), "{fault}");
}

/// What a text says of fines: `(least, most)` in yuan or, for multiples, in times.
fn fines(text: &str) -> Vec<(u64, u64)> {
    let mut found = Vec::new();
    for part in text.split("以下罚款") {
        let Some((least, most)) = part.rsplit_once("以上") else {
            continue;
        };
        if let (Some(least), Some(most)) = (amount(least), amount(most)) {
            found.push((least, most));
        }
    }
    found
}

/// The amount a text ends with: `10万元`, `一万元`, `1倍`.
fn amount(text: &str) -> Option<u64> {
    let (number, unit) = match text.strip_suffix("万元") {
        Some(rest) => (rest, 10_000),
        None => (text.strip_suffix('倍')?, 1),
    };
    let is_number = |c: &char| c.is_ascii_digit() || "一二三四五六七八九十百千".contains(*c);
    let signs: Vec<char> = number.chars().rev().take_while(is_number).collect();
    let signs: String = signs.into_iter().rev().collect();
    let value = signs.parse().unwrap_or_else(|_| u64::from(numeral(&signs)));
    Some(value * unit)
}

/// The fines of a penalty as the file has them, in the order of the text.
fn stated(penalty: &Penalty) -> Vec<(u64, u64)> {
    let degrees = [Some(&penalty.sanction), penalty.serious.as_ref()];
    let fines = degrees.into_iter().flatten().flat_map(|it: &Sanction| [Some(it.fine), it.persons]);
    let range = |fine| match fine {
        Fine::Times { least, most, .. } => (u64::from(least), u64::from(most)),
        Fine::Yuan { least, most, .. } => (least, most),
    };
    fines.flatten().map(range).collect()
}

#[test]
fn the_fines_are_those_of_the_laws() {
    let mut held = 0;
    for penalty in &Penalties::built_in().all {
        let (name, title) = match penalty.law.id.as_str() {
            "csl-2016" => ("csl_2016.txt", ""),
            "csl-2025" => ("csl_2025.txt", ""),
            "dsl-2021" => ("dsl_2021.txt", ""),
            "cii-regulation-2021" => ("cii_regulation_2021.txt", ""),
            "network-data-regulation-2024" => ("network_data_regulation_2024.txt", ""),
            "cryptography-law-2019" => ("supporting_extracts.md", "## 中华人民共和国密码法"),
            "commercial-cryptography-regulation-2023" => {
                ("supporting_extracts.md", "## 商用密码管理条例")
            }
            other => panic!("no text of {other}"),
        };
        let Some(text) = raw(name) else { return };
        let text = text.split_once(title).map_or("", |(_, rest)| rest);
        let label = penalty.cite.words().zh;
        let label = label.split('款').next().unwrap_or_default();
        let article = label.split_once('条').map_or(label, |(head, _)| head);
        let start = format!("\n{article}条 ");
        let body = text.split_once(&start.replace(' ', "\u{3000}"));
        let body = body.or_else(|| text.split_once(&start));
        let (_, body) = body.unwrap_or_else(|| panic!("{name} has no {article}条"));
        let body = body.split("\n第").next().unwrap_or_default();
        let paragraph = usize::from(penalty.cite.paragraph.unwrap_or(1)) - 1;
        let body = body.split("\n\n").nth(paragraph).expect("the paragraph");
        assert_eq!(stated(penalty), fines(body), "{} {article}条", penalty.law.id);
        held += 1;
    }
    assert_eq!(held, Penalties::built_in().all.len());
}
