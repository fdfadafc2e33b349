//! What each kind of notice says, in `tests/golden/<kind>.<language>.txt`; `UPDATE=1` rewrites.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use law::{Language, Positions};
use notice::Kind;

use crate::bench::{context, docket, dockets, dockets_with, early, notices, root};

const SCENES: &str = include_str!("../golden/scenes.md");

/// Every notice of the scenes, by file.
static WRITTEN: LazyLock<BTreeMap<String, String>> = LazyLock::new(written);

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

/// Holds a text against its file.
#[expect(clippy::disallowed_methods, reason = "UPDATE=1 is read by tests alone")]
fn check_golden(file: &str, text: &str) {
    let path = root().join("crates/notice/tests/golden").join(file);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, text).expect("it can be written");
    }
    let approved = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(approved, text, "{file} differs, UPDATE=1 rewrites it");
}

#[test]
fn every_kind_reads_as_it_was_approved() {
    for (file, text) in &*WRITTEN {
        check_golden(file, text);
    }
}

#[test]
fn every_kind_drafts_under_every_reading() {
    let context = early();
    for name in Positions::NAMES {
        for value in Positions::values(name).expect("its values").into_iter().skip(1) {
            let drafted = dockets_with(SCENES, &[(name, value)]);
            let drafted = drafted.iter().flat_map(|(_, review)| notices(&context, review));
            for notice in drafted {
                let text = notice::text(&notice, Language::Zh);
                assert!(2 <= notice.paragraphs.len(), "{name}={value}: {text}");
            }
        }
    }
}

#[test]
fn a_page_has_the_parts_of_an_official_paper() {
    let review = docket(
        "Law: measures-2022",
        "2024-03-04  party   files procurement\n2024-03-11  office  finds no review needed",
    );
    let notices = notices(&context(), &review);
    let pages = [Language::Zh, Language::En].map(|it| notice::html(&notices[0], it));
    check_golden("page.html", &pages.concat());
}

#[test]
fn every_kind_is_among_the_scenes() {
    let written = &*WRITTEN;
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
    let written = &*WRITTEN;
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
