//! The scenarios that come with the program are those of the folder, and apply what they show.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use law::{Book, Cite};
use review::docket::{SCENARIOS, applied, exercised};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dockets")
}

#[test]
fn every_page_of_the_folder_is_built_in() {
    let mut found = BTreeSet::new();
    for under in ["", "cases", "refused"] {
        for entry in std::fs::read_dir(folder().join(under)).expect("a folder") {
            let path = entry.expect("a file").path();
            let page = path.extension().is_some_and(|ending| ending == "md");
            if let (true, Some(stem)) = (page, path.file_stem()) {
                let stem = stem.to_string_lossy();
                let name = if under.is_empty() { stem.into() } else { format!("{under}/{stem}") };
                found.insert(name);
            }
        }
    }
    let built_in: BTreeSet<String> = SCENARIOS.iter().map(|page| page.name.to_owned()).collect();
    assert_eq!(built_in, found);
    for page in SCENARIOS {
        assert!(applied().iter().any(|one| one.page == page.name), "{} runs", page.name);
    }
}

/// Read in the pages: `special-review.md` goes through Arts. 5 (the filing), 9, 11, 12, 13, 14 and
/// 15; the page refused for sixteen days more rests on Art. 11.
#[test]
fn what_a_scenario_applies_is_what_its_lines_name() {
    let of = |page: &str, title: &str| -> BTreeSet<String> {
        let found = applied().iter().find(|one| one.page == page && one.title == title);
        let provisions = &found.expect("a scenario").provisions;
        provisions.iter().map(|(_, cite)| cite.article.to_string()).collect()
    };
    let long = of("special-review", "To the end, 2022");
    for article in ["5", "9", "11", "12", "13", "14", "15", "19"] {
        assert!(long.contains(article), "{article}: {long:?}");
    }
    assert!(!long.contains("16"), "{long:?}");
    assert!(of("refused/extension-too-long", "Refused: the extension is too long").contains("11"));
}

/// Whatever limit a version in force since 2020 states, some scenario lets it run.
#[test]
fn every_limit_of_the_law_is_shown_by_a_scenario() {
    for id in ["measures-2020", "measures-2022", "draft-2021"] {
        let book = Book::built_in();
        let regime = book.find(id).expect("a version");
        let shown: BTreeSet<Cite> = exercised(regime).into_iter().map(|(_, cite)| cite).collect();
        for step in regime.steps.iter().filter_map(|step| step.limit.as_ref()) {
            assert!(shown.contains(&step.cite), "{id}: {}", step.cite.words().en);
        }
    }
}
