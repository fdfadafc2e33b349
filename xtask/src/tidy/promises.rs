//! The threat model: every promise names tests, and the tests are there; both languages promise the
//! same.

use std::collections::BTreeSet;

use super::Finding;
use super::tree::{File, Tree};

const PAGES: [&str; 2] = ["docs/threat-model.md", "docs/threat-model.en.md"];

/// Checks both pages.
pub fn check(tree: &Tree, findings: &mut Vec<Finding>) {
    let known = tests(tree);
    let mut named = Vec::new();
    for path in PAGES {
        let Some(page) = tree.file(path) else {
            findings.push(Finding::new(path, 1, "there is no threat model"));
            return;
        };
        let promises = promises(page);
        for (number, tests) in &promises {
            if tests.is_empty() {
                findings.push(Finding::new(path, *number, "a promise that no test holds"));
            }
            for test in tests.iter().filter(|test| !known.contains(test.as_str())) {
                let text = format!("there is no test `{test}`: the promise is held by nothing");
                findings.push(Finding::new(path, *number, text));
            }
        }
        named.push(promises.into_iter().map(|(_, tests)| tests).collect::<Vec<_>>());
    }
    if named.first() != named.last() {
        let text = "the two languages do not name the same tests in the same order";
        findings.push(Finding::new("docs/threat-model.en.md", 1, text));
    }
}

/// The rows of promises with the tests they name; heads of tables are none.
fn promises(page: &File) -> Vec<(usize, Vec<String>)> {
    let rows = page.lines().filter(|(_, line)| {
        let heads = ["| 承诺 |", "| promise |", "|---"];
        line.starts_with('|') && !heads.iter().any(|head| line.starts_with(head))
    });
    rows.map(|(number, line)| {
        let tests = line.split('`').skip(1).step_by(2).map(str::to_owned);
        (number, tests.collect())
    })
    .collect()
}

/// The names of all tests of the tree.
fn tests(tree: &Tree) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for file in tree.with_ending(".rs") {
        let mut is_test = false;
        for (_, line) in file.lines() {
            let line = line.trim_start();
            if line.starts_with("#[test]") || line.starts_with("#[tokio::test") {
                is_test = true;
            } else if let Some((_, rest)) = line.split_once("fn ").filter(|_| is_test) {
                names.extend(rest.split('(').next());
                is_test = false;
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{File, promises};

    #[test]
    fn a_row_names_its_tests_and_a_head_none() {
        let text = "| promise | tests |\n|---|---|\n| Holds | `a_b`, `c` |\n| Holds not | |\n";
        let page = File { path: "a.md".to_owned(), text: text.to_owned() };
        let found = promises(&page);
        assert_eq!(found, [(3, vec!["a_b".to_owned(), "c".to_owned()]), (4, vec![])]);
    }
}
