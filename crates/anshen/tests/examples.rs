//! Regimes of other lands and their calendars on the command line: listed and marked, replayed with
//! what stands for what, and kept out of whatever is for the Measures.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test that is wrong shall stop")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

const ALL: [&str; 3] = ["uk-nsi", "us-cfius", "us-cfius-declaration"];

fn anshen(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_anshen"));
    command.args(arguments).output().expect("the program runs")
}

fn words(arguments: &[&str]) -> String {
    let output = anshen(arguments);
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn answer(arguments: &[&str]) -> Value {
    serde_json::from_str(&words(&[arguments, &["--json"]].concat())).expect("JSON")
}

fn refused(arguments: &[&str]) -> String {
    let output = anshen(&[arguments, &["--lang", "en"]].concat());
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    String::from_utf8(output.stderr).expect("UTF-8")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn pages() -> String {
    root().join("dockets/examples").to_str().expect("UTF-8").to_owned()
}

#[test]
fn examples_are_listed_last_and_marked() {
    let list = answer(&["law", "list"]);
    let rows = list.as_array().expect("a list");
    let (ours, examples) = rows.split_at(5);
    assert!(ours.iter().all(|row| row["status"] != "example"));
    let ids: Vec<&str> = examples.iter().filter_map(|row| row["id"].as_str()).collect();
    assert_eq!(ids, ALL);
    for row in examples {
        assert_eq!((&row["status"], &row["in_force"]), (&json!("example"), &Value::Null));
    }
    assert!(words(&["law", "list", "--lang", "zh"]).contains("示例：另一法域的制度"));
}

#[test]
fn an_example_is_shown_with_its_table_and_what_cannot_be_said() {
    for (language, parts) in [
        ("en", ["it governs no case here", "What our vocabulary cannot say", "45 calendar days"]),
        ("zh", ["在此不适用于任何案件", "我们的词汇说不出的", "45 个自然日"]),
    ] {
        let shown = words(&["law", "show", "us-cfius", "--lang", language]);
        for part in parts {
            assert!(shown.contains(part), "{part}: {shown}");
        }
        assert!(shown.contains("act:open-review"), "{shown}");
    }
    let shown = answer(&["law", "show", "uk-nsi"]);
    assert_eq!(shown["example"]["calendar"], "uk-any-part");
    assert_eq!(shown["example"]["stands_for"][0]["ours"], "actor:party");
    assert!(answer(&["law", "show", "measures-2022"]).get("example").is_none());
    for id in ALL {
        let sheet = root().join(format!("law/sheet/examples/{id}.md"));
        assert_eq!(words(&["law", "sheet", id]), std::fs::read_to_string(sheet).expect("a sheet"));
        assert!(
            words(&["law", "coverage", id, "--lang", "en"]).contains("limit:preliminary-review")
        );
    }
    assert_eq!(answer(&["law", "coverage"]).as_array().map(Vec::len), Some(8));
}

#[test]
fn what_is_for_the_measures_takes_no_example() {
    let text = root().join("law/examples/us-cfius.toml");
    let text = text.to_str().expect("UTF-8");
    for arguments in [
        &["law", "diff", "measures-2022", "us-cfius"][..],
        &["law", "export", "svg", "us-cfius"],
        &["law", "check", "--text", text, "us-cfius"],
        &["law", "what-if", "us-cfius", "--filings", &pages()],
    ] {
        let said = refused(arguments);
        assert!(said.contains("no version of the Measures"), "{arguments:?}: {said}");
    }
    let filings = format!("{}/us-cfius.md", pages());
    let said = refused(&["law", "what-if", "draft-2021", "--filings", &filings]);
    assert!(said.contains("an example of another regime"), "{said}");
    for day in ["2020-02-13", "2022-01-04", "2024-10-31"] {
        let governs = answer(&["law", "governs", day]);
        assert!(governs["law"].as_str().is_some_and(|law| !ALL.contains(&law)), "{governs}");
    }
}

#[test]
fn a_replay_says_what_each_act_stands_for_and_that_nothing_can_be_issued() {
    let page = format!("{}/us-cfius.md", pages());
    let told = words(&["docket", "replay", &page, "--lang", "en"]);
    for part in [
        "an example of another land's regime: a what-if, nothing can be issued",
        "= accepts the notice: the review begins (31 CFR 800.503(a))",
        "= the President's decision",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let report = answer(&["docket", "replay", &page]);
    assert_eq!(
        (&report[0]["simulation"], &report[0]["example"]),
        (&json!(true), &json!("us-federal-dc"))
    );
    assert_eq!(report[0]["steps"][0]["stands_for"]["article"], "31 CFR 800.501(a)");
    let explained = words(&["docket", "explain", &page, "--lang", "en"]);
    assert!(explained.contains("the limit: 31 CFR 800.503(b)"), "{explained}");
    let ours = root().join("dockets/filing.md");
    let ours = answer(&["docket", "replay", ours.to_str().expect("UTF-8")]);
    assert!(ours[0].get("example").is_none() && ours[0]["steps"][0].get("stands_for").is_none());
}

/// A reader in Python finds by itself where the limits of the examples begin, stop and end.
#[test]
fn another_reader_of_the_examples_finds_the_same_last_days() {
    let known = Command::new("python3").args(["-c", "import tomllib"]).output();
    if !known.is_ok_and(|output| output.status.success()) {
        eprintln!("SKIPPED: no python3 with tomllib here (Debian 12: python3)");
        return;
    }
    let replayed = anshen(&["docket", "replay", &pages(), "--json"]).stdout;
    let mut python = Command::new("python3")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rerun_examples.py"))
        .args([root().join("law/examples"), root().join("calendar/examples")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 runs");
    python.stdin.take().expect("a pipe").write_all(&replayed).expect("it is read");
    let output = python.wait_with_output().expect("it ends");
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(found["differs"], json!([]), "{found}");
    assert!(20 <= found["compared"].as_u64().expect("a number"), "{found}");
}

/// Counted by hand on a calendar of 2024 and of 2022.
#[test]
fn days_are_counted_by_a_calendar_of_another_land_where_one_is_named() {
    let us = answer(&["days", "add", "2024-06-28", "10", "--calendar", "us-federal"]);
    assert_eq!((&us["due"], &us["provisional"]), (&json!("2024-07-15"), &json!(false)));
    assert_eq!((&us["calendar"], &us["papers"]), (&json!("us-federal"), &json!(["5 U.S.C. 6103"])));
    let beijing = answer(&["days", "add", "2024-06-28", "10"]);
    assert_eq!((&beijing["due"], beijing.get("calendar")), (&json!("2024-07-12"), None));
    // From St Andrew's Day 2022, a Wednesday, kept in Scotland only.
    for (calendar, due) in [("uk-any-part", "2022-12-01"), ("uk-england-and-wales", "2022-11-30")] {
        let found = answer(&["days", "add", "2022-11-29", "1", "--calendar", calendar]);
        assert_eq!(found["due"], due, "{calendar}");
    }
    let sheet = answer(&["days", "sheet", "2022-09-16", "2", "--calendar", "uk-any-part"]);
    assert_eq!(sheet["days"][3]["why"], "holiday");
    assert_eq!(sheet["days"][3]["paper"], "1971 c. 80, s. 1(3): 2022-09-19");
    let between =
        answer(&["days", "between", "2022-12-23", "2023-01-04", "--calendar", "uk-any-part"]);
    assert_eq!(
        (&between["working_days"], &between["calendar"]),
        (&json!(4), &json!("uk-any-part"))
    );
    let year = answer(&["days", "year", "2021", "--calendar", "us-federal"]);
    assert_eq!((&year["announced"], &year["working_days"]), (&json!(true), &json!(249)));
    let said = words(&["days", "year", "2021", "--calendar", "us-federal", "--lang", "en"]);
    assert!(said.contains("example calendar: US federal holidays (us-federal)"), "{said}");
}

#[test]
fn a_calendar_that_is_not_there_is_told_with_those_that_are() {
    let said = refused(&["days", "add", "2024-06-28", "10", "--calendar", "us-fedral"]);
    assert!(said.contains("did you mean `us-federal`") && said.contains("uk-any-part"), "{said}");
    let reading = ["--position", "new-years-eve-2024=off"];
    let add = ["days", "add", "2024-02-08", "1", "--calendar", "us-federal"];
    let said = refused(&[&add[..], &reading].concat());
    assert!(said.contains("no bearing"), "{said}");
    let said = refused(&["days", "add", "2019-12-31", "1", "--calendar", "us-federal"]);
    assert!(said.contains("from 2020-01-01 on"), "{said}");
    let said = refused(&["days", "year", "2028", "--calendar", "us-federal"]);
    assert!(said.contains("2020 to 2027"), "{said}");
}
