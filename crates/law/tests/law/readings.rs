//! What is unverified is marked, what is read is a position, and what is said is said in our words.

use law::{Book, Cite, Kind, Regime, Words};

use crate::regime;
use crate::texts::{ALL, REVIEW, cite, each};

#[test]
fn what_is_from_memory_in_the_text_is_unverified_in_the_file() {
    each(&ALL, |regime, text| {
        let from_memory = text.lines.iter().filter(|line| line.from_memory);
        let stated: Vec<Cite> = from_memory.map(cite).collect();
        assert_eq!(regime.unverified, stated, "{}", regime.id);
    });
    let trial = regime("trial-2017");
    assert!(trial.is_unverified(&Cite::article("12")));
    assert!(!trial.is_unverified(&Cite::article("8")));
}

#[test]
fn the_intake_counts_from_receipt_until_2022_asks_for_the_complete_set() {
    each(&REVIEW, |regime, text| {
        let complete = text.only("自收到符合本办法").is_some();
        let reading = if complete { "complete" } else { "receipt" };
        let readings = regime.positions.readings();
        assert!(readings.contains(&("intake-start", reading)), "{}", regime.id);
    });
}

#[test]
fn what_the_file_does_not_take_otherwise_is_the_recommended_reading() {
    for regime in Book::built_in().all() {
        let recommended = law::Positions::RECOMMENDED.readings();
        for (held, recommended) in regime.positions.readings().into_iter().zip(recommended) {
            let receipt = ["measures-2020", "draft-2021"].contains(&regime.id.as_str());
            if held.0 == "intake-start" && receipt {
                assert_eq!(held.1, "receipt");
            } else {
                assert_eq!(held, recommended, "{}", regime.id);
            }
        }
    }
}

/// Every Chinese text of a version that says what the law says.
fn gists(regime: &Regime) -> Vec<String> {
    let content = &regime.content;
    let mut all: Vec<&Words> = regime.provisions.iter().map(|it| &it.gist).collect();
    all.extend(content.factors.iter().map(|it| &it.gist));
    all.extend(content.duties.iter().map(|it| &it.gist));
    all.extend(content.exclusions.iter().map(|it| &it.gist));
    all.extend(content.penalties.iter().map(|it| &it.gist));
    all.extend(content.publications.iter().map(|it| &it.gist));
    all.extend(content.triggers.iter().flat_map(|it| [&it.who, &it.what]));
    all.extend(content.institutions.iter().map(|it| &it.role));
    all.extend(content.materials.iter().map(|it| &it.words));
    all.iter().map(|words| words.zh.clone()).collect()
}

#[test]
fn gists_are_our_own_words() {
    // A name such as 关键信息基础设施运营者 is eleven characters; a copied sentence is far longer.
    const RUN: usize = 17;
    each(&ALL, |regime, text| {
        let whole: String = text.lines.iter().map(|line| line.text.as_str()).collect();
        for gist in gists(regime) {
            let signs: Vec<char> = gist.chars().collect();
            for run in signs.windows(RUN) {
                let run: String = run.iter().collect();
                assert!(!whole.contains(&run), "{}: {run} in {gist}", regime.id);
            }
        }
    });
}

#[test]
fn what_binds_somebody_is_carried_by_something_or_says_why_not() {
    for regime in Book::built_in().all() {
        for provision in &regime.provisions {
            let carried = !provision.carried_by.is_empty() || provision.out_of_reach.is_some();
            assert!(carried, "{} {:?}", regime.id, provision.cite);
            let limits = provision.carried_by.iter().any(|it| it.to_string().starts_with("limit:"));
            assert_eq!(limits, provision.kind == Kind::Limit, "{:?}", provision.cite);
        }
    }
}
