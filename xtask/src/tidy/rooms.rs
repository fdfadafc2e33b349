//! What each room must never know, as far as its text shows it; `crates` looks at dependencies.

use super::Finding;
use super::source::{Piece, Source};
use super::tree::{File, Tree};

/// Rooms without IO, async, clock and randomness.
pub const PURE: &[&str] = &[
    "law", "calendar", "review", "diagram", "ledger", "access", "notice", "inspect", "statute",
    "xml",
];

/// What the code of a room must not name.
struct Ban {
    words: &'static [&'static str],
    holds_in: fn(&str) -> bool,
    remedy: &'static str,
}

const BANS: &[Ban] = &[
    Ban {
        words: &["::now(", "now_v7(", "SystemTime", "clock_gettime"],
        holds_in: |room| room != "anshen",
        remedy: "only `anshen` has a clock: take the time as an argument",
    },
    Ban {
        words: &["axum", "utoipa", "tower_http"],
        holds_in: |room| room != "server",
        remedy: "only `server` speaks HTTP: call its API",
    },
    Ban {
        words: &["rusqlite", "libsqlite3_sys"],
        holds_in: |room| room != "store",
        remedy: "only `store` speaks SQL: add a verb there",
    },
    Ban {
        words: &["cedar_policy"],
        holds_in: |room| room != "access",
        remedy: "only `access` reads policies: ask it a question",
    },
    Ban {
        words: &["std::fs", "std::net", "std::process", "std::env", "std::thread", "async fn"],
        holds_in: |room| PURE.contains(&room),
        remedy: "this room is pure: take the value, not its source",
    },
];

/// What opens a statement of SQL.
const SQL: &[&str] = &[
    "SELECT ",
    "INSERT INTO ",
    "DELETE FROM ",
    "CREATE TABLE ",
    "CREATE INDEX ",
    "CREATE TRIGGER ",
    "ALTER TABLE ",
    "DROP TABLE ",
    "PRAGMA ",
    "BEGIN IMMEDIATE",
];

/// Checks what the production code of one file names.
pub fn check_source(file: &File, source: &Source, findings: &mut Vec<Finding>) {
    let Some(room) = room_of(&file.path) else {
        return;
    };
    let end = tests_begin(source);
    for ban in BANS.iter().filter(|ban| (ban.holds_in)(room)) {
        for (number, line) in source.code_lines().filter(|(number, _)| *number < end) {
            for word in ban.words.iter().filter(|word| names(line, word)) {
                let text = format!("`{word}` in `{room}`: {}", ban.remedy);
                findings.push(Finding::new(&file.path, number, text));
            }
        }
    }
    let strings = || source.strings.iter().filter(|(number, _)| *number < end);
    if room != "store" {
        check_sql(file, strings(), findings);
    }
    if room == "review" {
        check_law(file, strings(), findings);
    }
}

/// Whether a line names a word, and not only a longer word that ends or begins with it.
fn names(line: &str, word: &str) -> bool {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    line.match_indices(word).any(|(index, _)| {
        let (before, after) = line.split_at(index);
        let after = after.strip_prefix(word).unwrap_or_default();
        let open = word.ends_with('(') || !after.starts_with(is_word);
        let begins = word.starts_with(':') || !before.ends_with(is_word);
        begins && open
    })
}

fn check_sql<'a>(
    file: &File,
    strings: impl Iterator<Item = &'a Piece>,
    findings: &mut Vec<Finding>,
) {
    for (number, text) in strings {
        if SQL.iter().any(|opening| text.trim_start().starts_with(opening)) {
            let text = "SQL outside `store`: add a verb there, one statement a file";
            findings.push(Finding::new(&file.path, *number, text));
        }
    }
}

fn check_law<'a>(
    file: &File,
    strings: impl Iterator<Item = &'a Piece>,
    findings: &mut Vec<Finding>,
) {
    for (number, text) in strings {
        let english = text.split("Art. ").skip(1);
        if english.into_iter().any(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
            let text = "an article number in `review`: it stands in law/*.toml, with its rule";
            findings.push(Finding::new(&file.path, *number, text));
        }
    }
}

/// Every room says first what it knows and must never know; files of SQL stand in `store`.
pub fn check_heads(tree: &Tree, findings: &mut Vec<Finding>) {
    for file in tree.with_ending("/src/lib.rs").filter(|file| room_of(&file.path).is_some()) {
        let head: Vec<&str> =
            file.text.lines().map_while(|line| line.strip_prefix("//!")).collect();
        let head = head.join(" ");
        if head.is_empty() {
            let text = "open with `//!`: one paragraph, what this crate knows";
            findings.push(Finding::new(&file.path, 1, text));
        } else if !["never", "nothing of"].iter().any(|words| head.contains(words)) {
            let text = "the head does not say what this crate must never know";
            findings.push(Finding::new(&file.path, 1, text));
        }
    }
    for file in tree.with_ending(".sql").filter(|file| !file.path.starts_with("crates/store/")) {
        let text = "SQL outside `store`: move the file there";
        findings.push(Finding::new(&file.path, 1, text));
    }
}

/// The crate whose production code this file is; none for tests, examples and what is no crate.
fn room_of(path: &str) -> Option<&str> {
    let (room, inside) = path.strip_prefix("crates/")?.split_once('/')?;
    let production =
        inside.starts_with("src/") && !inside.ends_with("/tests.rs") && !inside.contains("/tests/");
    production.then_some(room)
}

/// The line on which the tests of a file begin; beyond its end if it has none.
fn tests_begin(source: &Source) -> usize {
    let mut lines = source.code_lines();
    lines.find(|(_, line)| line.starts_with("#[cfg(test)]")).map_or(usize::MAX, |(line, _)| line)
}

#[cfg(test)]
mod tests {
    use super::{File, Source, check_source, names};

    fn findings(path: &str, text: &str) -> Vec<usize> {
        let file = File { path: path.to_owned(), text: text.to_owned() };
        let mut findings = Vec::new();
        check_source(&file, &Source::read(text), &mut findings);
        findings.into_iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn a_clock_is_found_outside_anshen_and_not_in_it() {
        let text = "fn f() { Timestamp::now(); }\n// Timestamp::now()\n";
        assert_eq!(findings("crates/review/src/x.rs", text), [1]);
        assert_eq!(findings("crates/anshen/src/x.rs", text), [0_usize; 0]);
    }

    #[test]
    fn tests_and_examples_may_read_files() {
        let text = "use std::fs;\n#[cfg(test)]\nmod tests { use std::fs; }\n";
        assert_eq!(findings("crates/law/src/x.rs", text), [1]);
        assert_eq!(findings("crates/law/tests/law.rs", text), [0_usize; 0]);
        assert_eq!(findings("crates/law/examples/x.rs", text), [0_usize; 0]);
    }

    #[test]
    fn sql_is_found_in_strings_only() {
        let text = "const A: &str = \"SELECT 1\";\nfn select() {}\n";
        assert_eq!(findings("crates/server/src/x.rs", text), [1]);
        assert_eq!(findings("crates/store/src/x.rs", text), [0_usize; 0]);
    }

    #[test]
    fn an_article_number_in_review_is_found() {
        assert_eq!(findings("crates/review/src/x.rs", "let a = \"(Art. 11)\";"), [1]);
        assert_eq!(findings("crates/review/src/x.rs", "let a = \"(Art. {n})\";"), [0_usize; 0]);
    }

    #[test]
    fn a_name_inside_a_longer_name_is_another_name() {
        assert!(names("use axum::Router;", "axum"));
        assert!(!names("let taxum = 1;", "axum"));
        assert!(!names("let axum_like = 1;", "axum"));
    }
}
