//! Every provision is carried or says why not, and the table reads the same both ways.

use std::collections::BTreeSet;

use law::{Book, Carrier, Cite, Kind, Provision, Reach, coverage, coverage_with};

use crate::texts::{ALL, cite, each};

#[test]
fn no_provision_that_binds_somebody_is_carried_by_nothing() {
    for regime in Book::built_in().all() {
        let coverage = coverage(regime);
        let bare: Vec<String> = coverage.bare().map(|row| row.provision.cite.words().en).collect();
        assert!(bare.is_empty(), "{}: {bare:?}", regime.id);
        for row in &coverage.provisions {
            let gist = &row.provision.gist;
            assert!(!gist.zh.is_empty() && !gist.en.is_empty());
            if row.reach == Reach::Said {
                assert!(!row.provision.kind.is_normative(), "{:?}", row.provision.cite);
            }
        }
    }
}

#[test]
fn every_paragraph_and_item_of_the_text_has_its_row() {
    each(&ALL, |regime, text| {
        let rows: BTreeSet<law::Cite> =
            coverage(regime).provisions.into_iter().map(|row| row.provision.cite).collect();
        for line in &text.lines {
            assert!(rows.contains(&cite(line)), "{} {:?}", regime.id, cite(line).words().en);
        }
    });
}

#[test]
fn the_table_reads_the_same_from_either_side() {
    for regime in Book::built_in().all() {
        let coverage = coverage(regime);
        let from_provisions: BTreeSet<(String, law::Cite)> = coverage
            .provisions
            .iter()
            .flat_map(|row| {
                let cite = row.provision.cite.clone();
                row.provision.carried_by.iter().map(move |it| (it.to_string(), cite.clone()))
            })
            .collect();
        let from_carriers: BTreeSet<(String, law::Cite)> = coverage
            .carriers
            .iter()
            .flat_map(|it| {
                let carrier = it.carrier.to_string();
                it.provisions.iter().map(move |cite| (carrier.clone(), cite.clone()))
            })
            .collect();
        assert_eq!(from_provisions, from_carriers, "{}", regime.id);
        for limit in regime.steps.iter().filter(|step| step.limit.is_some()) {
            let name = format!("limit:{}", limit.name.word());
            assert!(coverage.carriers.iter().any(|it| it.carrier.to_string() == name), "{name}");
        }
    }
}

/// Counted by hand in the articles of 2022: the four limits stand in Arts. 9, 11, 12(1) and 14.
#[test]
fn the_limits_of_2022_are_four_and_all_are_carried() {
    let book = Book::built_in();
    let coverage = coverage(book.find("measures-2022").expect("in the book"));
    assert_eq!(coverage.of_kind(Kind::Limit), (4, 4));
    let articles: Vec<String> = coverage
        .provisions
        .iter()
        .filter(|row| row.provision.kind == Kind::Limit)
        .map(|row| row.provision.cite.words().en)
        .collect();
    assert_eq!(articles, ["Art. 9", "Art. 11", "Art. 12(1)", "Art. 14"]);
}

/// What shows that a provision is applied does not carry it; what tells it to people does.
#[test]
fn a_scenario_is_listed_and_carries_nothing_by_itself() {
    let book = Book::built_in();
    let mut regime = (**book.find("measures-2022").expect("in the book")).clone();
    let cite = Cite::article("17");
    let bare = |it: &mut Provision| it.carried_by.clear();
    regime.provisions.iter_mut().filter(|it| it.cite == cite).for_each(bare);
    let reach = |found: &[(Carrier, Cite)]| {
        let rows = coverage_with(&regime, found).provisions;
        let row = rows.into_iter().find(|row| row.provision.cite == cite).expect("an article");
        (row.reach, row.provision.carried_by.len())
    };
    let scenario = (Carrier::Scenario("page/title".to_owned()), cite.clone());
    let notice = (Carrier::Notice("conclusion".to_owned()), cite.clone());
    assert_eq!(reach(&[]), (Reach::Bare, 0));
    assert_eq!(reach(std::slice::from_ref(&scenario)), (Reach::Bare, 1));
    assert_eq!(reach(&[scenario, notice]), (Reach::Carried, 2));
}
