//! `anshen statute` and `anshen law check` as others run them: exact JSON, exit status, both
//! languages.

#![expect(
    clippy::expect_used,
    reason = "a test may stop where a premise fails"
)]

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

/// An invented text.
const TEXT: &str = "渔船试验办法\n第一条 为了规范渔船试验，制定本办法。\n第二条 试验站应当在10个工作日内答复。\n\
                    第三条 本办法自2031年3月1日起施行，《旧试验办法》同时废止。\n";

fn anshen(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_anshen"));
    command.args(arguments);
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    command.output().expect("the program runs")
}

fn value(arguments: &[&str]) -> (Value, Option<i32>) {
    let output = anshen(arguments);
    let value = serde_json::from_slice(&output.stdout).expect("JSON");
    (value, output.status.code())
}

/// A file with these bytes.
fn file(folder: &TempDir, name: &str, bytes: &[u8]) -> String {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a file");
    path.display().to_string()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn a_text_is_parsed_into_the_fields_of_the_contract() {
    let folder = TempDir::new().expect("a folder");
    let (read, status) =
        value(&["statute", "parse", &file(&folder, "a.txt", TEXT.as_bytes()), "--json"]);
    assert_eq!(status, Some(0));
    let mut fields = keys(&read);
    fields.sort_unstable();
    assert_eq!(fields, ["articles", "dates", "issuers", "order", "preamble", "repeals", "title"]);
    assert_eq!(read["dates"], json!({"promulgated": null, "in_force": "2031-03-01"}));
    assert_eq!(read["repeals"], json!(["旧试验办法"]));
    let article = &read["articles"][1];
    let expected = json!({
        "address": "art_2", "number": 2, "suffix": null, "label": "第二条", "chapter": null,
        "paragraphs": [{"address": "art_2__para_1", "text": "试验站应当在10个工作日内答复。", "items": []}],
    });
    assert_eq!(article, &expected);
}

#[test]
fn what_is_no_law_is_refused_with_a_reason_and_what_cannot_be_read_is_an_error() {
    let folder = TempDir::new().expect("a folder");
    let cases: [(&str, &[u8], &str, i32); 5] = [
        ("empty.txt", b"", "empty", 1),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0", "not-text", 1),
        ("notice.txt", "关于试验的通知\n请报送。\n".as_bytes(), "no-articles", 1),
        ("twice.txt", "第一条 甲。\n第二条 乙。\n第二条 丙。\n".as_bytes(), "article-twice", 1),
        ("broken.pdf", b"%PDF-1.7\n", "damaged", 2),
    ];
    for (name, bytes, reason, status) in cases {
        let path = file(&folder, name, bytes);
        let (told, code) = value(&["statute", "parse", &path, "--json"]);
        assert_eq!(
            (told["refused"]["reason"].as_str(), code),
            (Some(reason), Some(status)),
            "{name}"
        );
        for (language, word) in [("zh", "不予办理"), ("en", "refused")] {
            let output = anshen(&["statute", "parse", &path, "--lang", language]);
            let words = String::from_utf8_lossy(&output.stderr).into_owned();
            let head = if status == 1 {
                word
            } else if language == "zh" {
                "错误"
            } else {
                "error"
            };
            assert!(words.starts_with(head), "{words}");
        }
    }
    let output = anshen(&["statute", "parse", "/nowhere/a.txt", "--lang", "zh"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn two_texts_are_compared_and_the_answer_is_no_where_they_differ() {
    let folder = TempDir::new().expect("a folder");
    let old = file(&folder, "old.txt", TEXT.as_bytes());
    let changed = TEXT
        .replace("10个工作日", "15个工作日")
        .replace("第二条", "第二条 新增一条。\n第三条")
        .replace("第三条 本办法", "第四条 本办法");
    let new = file(&folder, "new.txt", changed.as_bytes());
    assert_eq!(anshen(&["statute", "diff", &old, &old]).status.code(), Some(0));
    let (told, status) = value(&["statute", "diff", &old, &new, "--json"]);
    assert_eq!((status, &told["same"]), (Some(1), &json!(false)));
    let changes: Vec<&str> = told["articles"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|it| it["change"].as_str())
        .collect();
    assert_eq!(changes, ["same", "inserted", "changed", "renumbered"]);
    let output = anshen(&["statute", "diff", &old, &new, "--lang", "zh"]);
    let words = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(words.contains("第二条 → 第三条  修改") && words.contains("[-10-]{+15+}"), "{words}");
}

#[test]
fn a_law_file_is_held_against_its_text_and_each_difference_has_both_places() {
    let shared = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/law/text");
    let path = shared.join("measures_2022.txt");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("SKIPPED: {} is not there, nothing was held against it", path.display());
        return;
    };
    let name = path.display().to_string();
    // The text says itself which version it is.
    let (told, status) = value(&["law", "check", "--text", &name, "--json"]);
    assert_eq!(
        (status, &told["agrees"], &told["law"]),
        (Some(0), &json!(true), &json!("measures-2022"))
    );
    let mut fields = keys(&told);
    fields.sort_unstable();
    assert_eq!(fields, ["agrees", "differences", "law", "text", "unsupported"]);
    let folder = TempDir::new().expect("a folder");
    let wrong = file(&folder, "wrong.txt", text.replace("30个工作日", "35个工作日").as_bytes());
    let (told, status) = value(&["law", "check", "--text", &wrong, "measures-2022", "--json"]);
    assert_eq!((status, &told["agrees"]), (Some(1), &json!(false)));
    let key = |it: &&Value| it["rule"]["key"] == "step[1].working_days";
    let found =
        told["differences"].as_array().expect("a list").iter().find(key).expect("the limit");
    assert_eq!(found["kind"], "number");
    assert_eq!(
        (&found["rule"]["value"], &found["text"]["address"]),
        (&json!("30"), &json!("art_11__para_1"))
    );
    let line = found["rule"]["line"].as_u64().expect("a line");
    let law = std::fs::read_to_string(
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../law/measures-2022.toml"),
    )
    .expect("the law file");
    let stated = law.lines().nth(usize::try_from(line).expect("small") - 1).unwrap_or_default();
    assert!(stated.starts_with("working_days = 30"), "{stated}");
    let output = anshen(&["law", "check", "--text", &name, "no-such-law"]);
    assert_eq!(output.status.code(), Some(2));
}
