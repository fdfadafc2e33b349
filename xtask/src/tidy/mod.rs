//! `cargo xtask tidy`: the rules of the house that no compiler holds. Every rule looks at the whole
//! tree, all findings are printed together, each with its place and what to do.

mod crates;
mod data;
mod documents;
mod promises;
mod rooms;
mod rust;
mod source;
mod tree;

use std::fmt;
use std::path::Path;

use crate::machine::{root, say};
use source::Source;
use tree::Tree;

/// Something to put right.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    file: String,
    line: usize,
    text: String,
}

impl Finding {
    fn new(file: &str, line: usize, text: impl Into<String>) -> Finding {
        let (file, text) = (file.to_owned(), text.into());
        Finding { file, line, text }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.file, self.line, self.text)
    }
}

/// The chore.
pub fn run() -> anyhow::Result<bool> {
    let findings = check(&root())?;
    for finding in &findings {
        say(finding);
    }
    say(match findings.len() {
        0 => "tidy: nothing to put right".to_owned(),
        count => format!("tidy: {count} to put right"),
    });
    Ok(findings.is_empty())
}

/// Holds the tree under `root` against every rule.
pub fn check(root: &Path) -> anyhow::Result<Vec<Finding>> {
    let tree = Tree::read(root)?;
    let mut findings = Vec::new();
    for file in tree.with_ending(".rs") {
        let source = Source::read(&file.text);
        rust::check(file, &source, &mut findings);
        rooms::check_source(file, &source, &mut findings);
    }
    rooms::check_heads(&tree, &mut findings);
    documents::check(&tree, &mut findings);
    promises::check(&tree, &mut findings);
    data::check(&tree, &mut findings);
    crates::check(&mut findings)?;
    findings.sort();
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::{check, root};

    #[test]
    fn the_house_is_tidy() {
        let findings = check(&root()).expect("the tree can be read");
        let list: Vec<String> = findings.iter().map(ToString::to_string).collect();
        assert!(list.is_empty(), "to put right:\n{}", list.join("\n"));
    }
}
