//! `anshen days` as a program: its JSON, its words, its exit status.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test that is wrong shall stop")]

use std::process::{Command, Output};

use serde_json::{Value, json};

fn anshen(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_anshen"));
    command.arg("days").args(arguments).output().expect("the program runs")
}

fn answer(arguments: &[&str]) -> Value {
    let output = anshen(&[arguments, &["--json"]].concat());
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn words(arguments: &[&str]) -> String {
    let output = anshen(arguments);
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn check_refused(arguments: &[&str], zh: &str, en: &str) {
    for (language, words) in [("zh", zh), ("en", en)] {
        let output = anshen(&[arguments, &["--lang", language]].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(said.contains(words), "{arguments:?}: {said}");
    }
}

#[test]
fn a_count_answers_with_the_fields_of_the_contract_in_order() {
    let output = anshen(&["add", "2024-03-04", "10", "--json"]);
    let expected = concat!(
        r#"{"from":"2024-03-04","n":10,"due":"2024-03-18","latest":"2024-03-18","#,
        r#""weekday":"Mon","provisional":false,"start_day":"excluded","#,
        r#""papers":["国办发明电〔2023〕7号"]}"#,
        "\n"
    );
    assert_eq!(String::from_utf8(output.stdout).expect("UTF-8"), expected);
}

#[test]
fn the_days_of_the_page_that_explains_dockets_are_counted() {
    for (from, n, due, weekday) in [
        ("2024-03-15", "30", "2024-04-28", "Sun"),
        ("2024-06-05", "15", "2024-06-27", "Thu"),
        ("2024-06-24", "90", "2024-11-01", "Fri"),
    ] {
        let answer = answer(&["add", from, n]);
        assert_eq!((&answer["due"], &answer["weekday"]), (&json!(due), &json!(weekday)));
        let between = self::answer(&["between", from, due]);
        assert_eq!(between["working_days"], json!(n.parse::<u32>().expect("a number")));
    }
}

#[test]
fn the_start_day_counts_where_the_reading_says_so() {
    let counted = answer(&["add", "2024-03-04", "10", "--position", "start-day=counted"]);
    assert_eq!((&counted["due"], &counted["start_day"]), (&json!("2024-03-15"), &json!("counted")));
    let first = answer(&["sheet", "2024-03-04", "1", "--position", "start-day=counted"]);
    assert_eq!(first["days"][0]["number"], 1);
    assert_eq!(first["days"][0]["why"], "working");
}

#[test]
fn a_sheet_says_of_each_day_whether_it_counts_and_why() {
    let sheet = answer(&["sheet", "2024-04-01", "5"]);
    let days = sheet["days"].as_array().expect("days");
    let whys: Vec<&str> = days.iter().filter_map(|day| day["why"].as_str()).collect();
    let holiday = ["holiday"; 3];
    let expected =
        [&["start", "working", "working"][..], &holiday, &["make-up", "working", "working"]]
            .concat();
    assert_eq!(whys, expected);
    let numbers: Vec<u64> = days.iter().filter_map(|day| day["number"].as_u64()).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
    assert_eq!(days[6]["paper"], "国办发明电〔2023〕7号");
    assert_eq!(days[6]["weekday"], "Sun");
    assert_eq!(days[8]["date"], sheet["due"]);
}

#[test]
fn a_count_into_an_unannounced_year_is_a_range() {
    let answer = answer(&["sheet", "2026-12-15", "30"]);
    assert_eq!(answer["provisional"], true);
    assert!(answer["due"].as_str() < answer["latest"].as_str());
    let days = answer["days"].as_array().expect("days");
    let last = days.last().expect("rows");
    assert_eq!((&last["date"], &last["number"]), (&answer["latest"], &json!(30)));
    for day in days {
        let waits = Some("2026-12-29") <= day["date"].as_str();
        assert_eq!(day["why"] == "provisional", waits, "{day}");
    }
    assert!(words(&["add", "2026-12-15", "30", "--lang", "zh"]).contains("暂定"));
    assert!(words(&["add", "2026-12-15", "30", "--lang", "en"]).contains("provisional"));
}

#[test]
fn a_year_is_announced_or_says_that_it_is_not() {
    let year = answer(&["year", "2026"]);
    assert_eq!((&year["announced"], &year["working_days"]), (&json!(true), &json!(248)));
    let unknown = answer(&["year", "2027"]);
    assert_eq!((&unknown["announced"], &unknown["working_days"]), (&json!(false), &Value::Null));
    let known = answer(&["year", "2019", "--known-on", "2019-01-01"]);
    assert_eq!(known["papers"].as_array().map(Vec::len), Some(1));
    assert!(words(&["year", "2017", "--lang", "zh"]).contains("文号未核实"));
    assert!(words(&["year", "2017", "--lang", "en"]).contains("number unverified"));
}

#[test]
fn what_was_known_decides_what_is_firm() {
    let then = answer(&["add", "2025-10-20", "60", "--known-on", "2025-11-03"]);
    let now = answer(&["add", "2025-10-20", "60"]);
    assert_eq!((&then["provisional"], &now["provisional"]), (&json!(true), &json!(false)));
    assert!(then["due"].as_str() <= now["due"].as_str());
    assert!(now["due"].as_str() <= then["latest"].as_str());
}

#[test]
fn a_notice_is_checked_and_its_differences_shown() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../calendar/2019.toml");
    let change = answer(&["import", file, "--known-on", "2019-01-01"]);
    let days: Vec<&str> = change["changes"]
        .as_array()
        .expect("changes")
        .iter()
        .filter_map(|change| change["date"].as_str())
        .collect();
    assert_eq!(days, ["2019-04-28", "2019-05-02", "2019-05-03", "2019-05-04", "2019-05-05"]);
    assert!(words(&["import", file, "--lang", "en"]).contains("nothing differs"));
}

#[test]
fn bad_input_is_told_what_would_be_allowed() {
    let n = ("可用 1 至 999", "1 to 999 are allowed");
    for bad in ["0", "1000", "10000", "-3", "+3", "ten", ""] {
        check_refused(&["add", "2024-03-04", bad], n.0, n.1);
        check_refused(&["sheet", "2024-03-04", bad], n.0, n.1);
    }
    for bad in ["2024-02-30", "2024-3-4", "20240304", "2024-03-04T10:00", "高"] {
        check_refused(&["add", bad, "1"], "应写作 2024-03-04", "write it as 2024-03-04");
    }
    check_refused(&["add", "2016-12-31", "1"], "2017-01-01 及以后", "from 2017-01-01 on");
    check_refused(&["add", "9999-12-31", "1"], "及以前的日期", "days up to");
    check_refused(&["add", "2060-12-01", "999"], "请减少天数", "count fewer days");
    check_refused(&["between", "2024-03-04", "2024-03-01"], "早于", "is before");
    check_refused(&["between", "2016-03-04", "2024-03-01"], "2017-01-01", "2017-01-01");
    check_refused(&["year", "2016"], "2017 至", "2017 to");
    check_refused(&["year", "99999"], "2017 至", "2017 to");
    let silence = ["add", "2024-03-04", "1", "--position", "silence=none"];
    check_refused(&silence, "start-day", "start-day");
    check_refused(&["import", "no-such-file"], "无法读取", "cannot read");
}
