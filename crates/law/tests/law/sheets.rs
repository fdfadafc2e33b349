//! The sheets a lawyer signs are committed, and are what the files say.

use law::{Book, sheet};

use crate::root;

#[test]
fn the_committed_sheets_are_what_the_files_say() {
    #[expect(clippy::disallowed_methods, reason = "UPDATE=1 rewrites the golden files")]
    let update = std::env::var_os("UPDATE").is_some();
    let mut stale = Vec::new();
    for regime in Book::built_in().all() {
        let path = root().join(format!("law/sheet/{}.md", regime.id));
        let now = sheet(regime);
        if update {
            std::fs::create_dir_all(root().join("law/sheet")).expect("a folder");
            std::fs::write(&path, &now).expect("a sheet written");
        } else if std::fs::read_to_string(&path).unwrap_or_default() != now {
            stale.push(regime.id.to_string());
        }
    }
    assert!(stale.is_empty(), "UPDATE=1 rewrites the sheets of {stale:?}");
}

#[test]
fn a_sheet_names_each_rule_beside_its_article_in_both_languages() {
    for regime in Book::built_in().all() {
        let page = sheet(regime);
        for (rule, cite) in &regime.rules {
            let (name, address) = (rule.words(), cite.words());
            let beside = page.lines().any(|line| {
                [&name.zh, &name.en, &address.zh, &address.en]
                    .iter()
                    .all(|text| line.contains(text.as_str()))
            });
            assert!(beside, "{}: {rule:?}", regime.id);
        }
        for cite in &regime.unverified {
            let marked = page.lines().any(|line| {
                line.contains(&cite.words().zh) && line.contains("**未核实 unverified**")
            });
            assert!(marked, "{cite:?}");
        }
        let draft = page.contains("nothing can be issued from it");
        assert_eq!(draft, regime.in_force.is_none(), "{}", regime.id);
        assert!(page.contains(&regime.hash));
    }
}
