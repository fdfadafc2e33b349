//! The law compared, drawn, covered and tried, and computations explained, kept and run again: as
//! others run it.

#![expect(clippy::expect_used, reason = "a test may stop where a premise fails")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

fn anshen(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_anshen"));
    command.args(arguments);
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    command.output().expect("the program runs")
}

fn told(arguments: &[&str], status: i32) -> String {
    let output = anshen(arguments);
    let wrong = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {wrong}");
    if status == 2 { wrong } else { String::from_utf8(output.stdout).expect("UTF-8") }
}

fn value(arguments: &[&str], status: i32) -> Value {
    serde_json::from_str(&told(arguments, status)).expect("JSON")
}

fn dockets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dockets")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

#[test]
fn the_difference_is_told_in_both_languages_and_as_json() {
    let en = told(&["law", "diff", "measures-2020", "measures-2022", "--lang", "en"], 0);
    for part in [
        "limit of the special review  [changed]",
        "measures-2020  45 working days (Art. 13)",
        "measures-2022  90 working days (Art. 14)",
        "12 members",
        "13 members",
        "preliminary review: Art. 10 → Art. 11",
    ] {
        assert!(en.contains(part), "{part}: {en}");
    }
    let zh = told(&["law", "diff", "draft-2021", "measures-2022", "--lang", "zh"], 0);
    assert!(zh.contains("3 个月（第十四条）") && zh.contains("90 个工作日（第十四条）"), "{zh}");
    let found = value(&["law", "diff", "trial-2017", "measures-2020", "--json"], 0);
    let rows = found.get("rows").and_then(Value::as_array).expect("rows");
    let special = rows.iter().find(|row| row.get("key") == Some(&json!("step.special-review")));
    let special = special.expect("the trial had no special review");
    assert_eq!(special.get("change"), Some(&json!("added")));
    assert_eq!(special.pointer("/after/cite/article"), Some(&json!("13")));
    let none = told(&["law", "diff", "measures-2022", "measures-2022", "--lang", "en"], 0);
    assert!(none.contains("no rule differs"));
    told(&["law", "diff", "measures-2022", "measures-2023"], 2);
}

#[test]
fn the_procedure_is_written_as_bpmn_and_as_svg() {
    let bpmn = told(&["law", "export", "bpmn", "measures-2022"], 0);
    assert!(bpmn.starts_with("<?xml") && bpmn.contains("<bpmndi:BPMNShape"));
    assert!(bpmn.contains("anshen:act=\"open-special-review\""));
    let zh = told(&["law", "export", "svg", "measures-2022", "--lang", "zh"], 0);
    let en = told(&["law", "export", "svg", "measures-2022", "--lang", "en"], 0);
    assert!(zh.contains("形成审查结论建议") && en.contains("Commission"));
    assert!(told(&["law", "export", "svg", "mesures-2022", "--lang", "en"], 2).contains("did you"));
}

#[test]
fn coverage_names_what_carries_each_provision() {
    let en = told(&["law", "coverage", "measures-2022", "--lang", "en"], 0);
    assert!(en.contains("limit:special-review special review  → Art. 14"), "{en}");
    let all = value(&["law", "coverage", "--json"], 0);
    let all = all.as_array().expect("all versions");
    assert_eq!(all.len(), 8, "five versions and three examples");
    for one in all {
        let rows = one.get("provisions").and_then(Value::as_array).expect("rows");
        assert!(rows.iter().all(|row| row.get("reach") != Some(&json!("bare"))));
    }
}

#[test]
fn a_what_if_over_the_dockets_is_a_simulation() {
    let folder = dockets().join("cases");
    let found = value(&["law", "what-if", "draft-2021", "--filings", text(&folder), "--json"], 0);
    assert_eq!(found.get("simulation"), Some(&json!(true)));
    let cases = found.get("cases").and_then(Value::as_array).expect("cases");
    assert!(!cases.is_empty());
    assert!(cases.iter().all(|case| case.get("simulation") == Some(&json!(true))));
    let page = dockets().join("special-review.md");
    let en =
        told(&["law", "what-if", "measures-2020", "--filings", text(&page), "--lang", "en"], 0);
    assert!(en.contains("nothing can be issued from it"), "{en}");
    assert!(en.contains("special-review"), "{en}");
}

#[test]
fn a_what_if_over_a_data_folder_is_over_the_cases_its_reader_may_see() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("office");
    let data = text(&data);
    told(&["init", "--data", data], 0);
    let add =
        ["user", "add", "--data", data, "--login", "wang", "--name", "王", "--role", "officer"];
    told(&add, 0);
    let page = dockets().join("cases/opened-2026-08-06.md");
    told(&["docket", "import", text(&page), "--data", data, "--as", "wang"], 0);
    let over = ["law", "what-if", "measures-2020", "--data", data, "--json"];
    // Nobody has declared on the case, and so nobody is told what would become of it.
    let found = value(&[&over[..], &["--as", "wang", "--state", "all"]].concat(), 0);
    let count = |at: &str| found.pointer(at).cloned();
    assert_eq!((count("/tally/cases"), count("/unread")), (Some(json!(0)), Some(json!(1))));
    assert_eq!(count("/simulation"), Some(json!(true)));
    // Whoever holds the machine needs no password, and so leaves an entry.
    let entries = || value(&["ledger", "verify", "--data", data, "--json"], 0)["size"].as_u64();
    let before = entries();
    told(&[&over[..], &["--as", "wang"]].concat(), 0);
    assert_eq!(entries(), before.map(|size| size + 1));
    // The machine's administrator reads no case, and nobody does who is not there.
    told(&[&over[..], &["--as", "admin"]].concat(), 2);
    told(&[&over[..], &["--as", "nobody"]].concat(), 2);
    told(&over, 2);
}

#[test]
fn a_what_if_names_the_unknown_version_before_it_asks_for_cases() {
    let wrong = told(&["law", "what-if", "mesures-2020", "--lang", "en"], 2);
    assert!(wrong.contains("did you mean `measures-2020`"), "{wrong}");
    let wrong = told(&["law", "what-if", "measures-2020", "--lang", "zh"], 2);
    assert!(wrong.contains("--filings") && wrong.contains("--data"), "{wrong}");
}

#[test]
fn cases_that_cannot_be_read_are_told_with_their_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("cases.jsonl");
    let good = r#"{"case":"a","occasion":{"kind":"listing","on":"2021-06-30","users":5}}"#;
    std::fs::write(&file, format!("{good}\n\n{{\"case\":1}}\n")).expect("a file");
    let what = ["law", "what-if", "draft-2021", "--lang", "en", "--filings", text(&file)];
    let wrong = told(&what, 2);
    assert!(wrong.contains("cases.jsonl:3:"), "{wrong}");
    std::fs::write(&file, "").expect("a file");
    assert!(told(&what, 2).contains("no case"));
    let reading = [&what[..], &["--position", "silence=maybe"]].concat();
    assert!(told(&reading, 2).contains("no value `maybe`"));
}

#[test]
fn a_computation_is_kept_and_run_again_and_what_was_altered_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let receipt = folder.path().join("receipt.json");
    let page = dockets().join("special-review.md");
    let en =
        told(&["docket", "explain", text(&page), "--receipt", text(&receipt), "--lang", "en"], 0);
    for part in ["reading: start-day=excluded", "not taken: counted", "Art. 14", "began it"] {
        assert!(en.contains(part), "{part}");
    }
    let found = value(&["verify", text(&receipt), "--json"], 0);
    assert_eq!(found.get("verdict"), Some(&json!("equal")));
    let kept = std::fs::read_to_string(&receipt).expect("a receipt");
    // Another result than the page gives.
    let mut other: Value = serde_json::from_str(&kept).expect("JSON");
    let due = other.pointer_mut("/result/0/replay/steps/0/limits/0/due").expect("a due day");
    *due = json!("2024-03-19");
    std::fs::write(&receipt, other.to_string()).expect("a file");
    let found = value(&["verify", text(&receipt), "--json"], 1);
    assert_eq!(found.get("verdict"), Some(&json!("differs")));
    let place = json!(["/result/0/replay/steps/0/limits/0/due"]);
    assert_eq!(found.get("differs"), Some(&place));
    // Another page than the one it was made from.
    std::fs::write(&receipt, kept.replace("files procurement", "files listing")).expect("a file");
    let found = value(&["verify", text(&receipt), "--json"], 1);
    assert_eq!(found.get("verdict"), Some(&json!("altered")));
}

#[test]
fn every_act_said_to_carry_a_provision_can_be_done_under_that_version() {
    let book = law::Book::built_in();
    let context = review::Context::new(&book, &calendar::Calendar::built_in());
    for regime in book.all() {
        let course = review::course(&context, &regime.id).expect("a version of the book");
        for carries in law::coverage(regime).carriers {
            let law::Carrier::Act(name) = &carries.carrier else { continue };
            let known = course.iter().any(|it| it.act == name);
            // What is carried over to the latest version is done under an older one.
            assert!(known || name == "carry-over", "{} knows no `{name}`", regime.id);
        }
    }
}

/// A reader in Python finds by itself where limits begin, stop and end, from the law and calendar
/// files, in every docket; where no notice is out it finds the day no range may begin before.
#[test]
fn another_reader_of_the_law_files_finds_the_same_last_days() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let known = Command::new("python3").args(["-c", "import tomllib"]).output();
    if !known.is_ok_and(|output| output.status.success()) {
        eprintln!("SKIPPED: no python3 with tomllib here (Debian 12: python3)");
        return;
    }
    let (all, cases, refused) = (dockets(), dockets().join("cases"), dockets().join("refused"));
    let pages = [text(&all), text(&cases), text(&refused)];
    let replayed = anshen(&[&["docket", "replay", "--json"], &pages[..]].concat()).stdout;
    let mut python = Command::new("python3")
        .arg(here.join("tests/rerun.py"))
        .args([here.join("../../law"), here.join("../../calendar")])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("python3 runs");
    let mut input = python.stdin.take().expect("a pipe");
    std::io::Write::write_all(&mut input, &replayed).expect("it is read");
    drop(input);
    let output = python.wait_with_output().expect("it ends");
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(found.get("differs"), Some(&json!([])), "{found}");
    let count = |name: &str| found.get(name).and_then(Value::as_u64).expect("a number");
    assert!(270 <= count("compared"), "too few limits were compared: {found}");
    // The review opened on 6 August 2026 runs into a year whose notice is not out.
    assert_eq!(count("provisional"), 1, "{found}");
}

#[test]
fn a_paper_that_is_no_computation_still_needs_keys_or_an_office() {
    let page = dockets().join("filing.md");
    let wrong = told(&["verify", text(&page), "--lang", "en"], 2);
    assert!(wrong.contains("--key, --office or --data"), "{wrong}");
}
