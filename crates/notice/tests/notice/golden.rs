//! What each kind of notice says, in `tests/golden/<kind>.<language>.txt`; `UPDATE=1` rewrites.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use law::Language;
use notice::Kind;

use crate::bench::{context, dockets, notices, root};

const SCENES: &str = include_str!("../golden/scenes.md");

/// Every notice of the scenes, by file.
fn written() -> BTreeMap<String, String> {
    let context = context();
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for (title, review) in dockets(SCENES) {
        for notice in notices(&context, &review) {
            for (language, ending) in [(Language::Zh, "zh"), (Language::En, "en")] {
                let file = format!("{}.{ending}.txt", notice.kind.word());
                let text = files.entry(file).or_default();
                let _ = writeln!(text, "=== {title}, entry {} ===\n", notice.entry);
                let _ = writeln!(text, "{}", notice::text(&notice, language));
            }
        }
    }
    files
}

#[test]
#[expect(clippy::disallowed_methods, reason = "UPDATE=1 is read by tests alone")]
fn every_kind_reads_as_it_was_approved() {
    let folder = root().join("crates/notice/tests/golden");
    let written = written();
    let mut differs = Vec::new();
    for (file, text) in &written {
        let path = folder.join(file);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, text).expect("it can be written");
        }
        if std::fs::read_to_string(&path).unwrap_or_default() != *text {
            differs.push(file.clone());
        }
    }
    assert!(differs.is_empty(), "these differ, UPDATE=1 rewrites them: {differs:?}");
}

#[test]
fn every_kind_is_among_the_scenes() {
    let written = written();
    for kind in Kind::ALL {
        assert!(written.contains_key(&format!("{}.zh.txt", kind.word())), "{kind:?}");
    }
    assert_eq!(written.len(), Kind::ALL.len() * 2);
}

/// The parts of a paragraph between its places.
fn literals(text: &str) -> Vec<&str> {
    text.split('{').map(|part| part.split_once('}').map_or(part, |(_, after)| after)).collect()
}

#[test]
fn every_paragraph_stands_in_some_scene() {
    let written = written();
    for kind in Kind::ALL {
        let path = root().join(format!("notice/{}.toml", kind.word()));
        let file: toml::Table =
            std::fs::read_to_string(path).expect("a file").parse().expect("TOML");
        let paragraphs = file.get("paragraph").and_then(toml::Value::as_array).expect("a list");
        for paragraph in paragraphs {
            for language in ["zh", "en"] {
                let text = paragraph.get(language).and_then(toml::Value::as_str).expect("a text");
                let golden = written.get(&format!("{}.{language}.txt", kind.word()));
                let golden = golden.expect("a golden file");
                let stands = golden
                    .lines()
                    .any(|line| literals(text).iter().all(|literal| line.contains(*literal)));
                assert!(stands, "{}: no scene shows `{text}`", kind.word());
            }
        }
    }
}
