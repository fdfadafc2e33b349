//! A law file that is wrong says where, what, and what would be right.

use law::{Book, Fault};

use crate::{file, measures_2030};

/// Takes a file into the built-in book and expects it to be refused.
fn fault(name: &str, text: &str) -> Fault {
    let taken = Book::built_in().with_file(name, text);
    let fault = taken.expect_err("this file is wrong");
    assert!(!fault.what.zh.is_empty() && !fault.what.en.is_empty());
    assert_ne!(fault.what.zh, fault.what.en);
    fault
}

/// Changes one text of the Measures of 2022 into another; the fault must be on the line where
/// `marked` stands after the change and say `says`.
fn check_fault(from: &str, to: &str, marked: &str, says: &str, nearest: Option<&str>) {
    let sound = file("measures-2022");
    assert!(sound.contains(from), "{from:?} stands in the file");
    let wrong = sound.replacen(from, to, 1);
    let fault = fault("measures-2022.toml", &wrong);
    assert!(fault.what.en.contains(says), "{fault}");
    assert_eq!(fault.nearest.as_deref(), nearest, "{fault}");
    let lines: Vec<&str> = wrong.lines().collect();
    let line = lines.get(fault.line - 1).expect("a line of the file");
    assert!(line.contains(marked), "line {}: {line:?}, {fault}", fault.line);
    assert!(fault.column <= line.chars().count() + 1, "{fault}");
    assert_eq!(fault.file, "measures-2022.toml");
}

#[test]
fn an_unknown_key_is_named_with_the_nearest_known_one() {
    check_fault(
        "departments = ",
        "department = ",
        "department",
        "unknown key `department`",
        Some("departments"),
    );
    check_fault(
        "working_days = 10",
        "working_day = 10",
        "working_day",
        "unknown key",
        Some("working_days"),
    );
    check_fault("[[member]]", "[[members]]", "[[members]]", "unknown key", Some("member"));
    check_fault(
        "kind = \"duty\"",
        "kinds = \"duty\"",
        "kinds",
        "unknown key `kinds`",
        Some("kind"),
    );
    check_fault(
        "intake = { article = \"9\" }",
        "intak = { article = \"9\" }",
        "intak",
        "unknown value `intak`",
        Some("intake"),
    );
    check_fault("short.en", "short.eng", "eng", "unknown key `eng`", Some("en"));
}

#[test]
fn an_unknown_value_is_named_with_the_nearest_known_one() {
    check_fault(
        "status = \"in-force\"",
        "status = \"inforce\"",
        "inforce",
        "unknown value",
        Some("in-force"),
    );
    check_fault("kind = \"limit\"", "kind = \"limits\"", "limits", "unknown value", Some("limit"));
    check_fault(
        "starts = \"notice-dispatched\"",
        "starts = \"notice-dispatch\"",
        "notice-dispatch",
        "unknown value",
        Some("notice-dispatched"),
    );
    check_fault("\"limit:intake\"", "\"limit:intakes\"", "limit:intakes", "carries nothing", None);
}

#[test]
fn what_is_missing_or_unreadable_is_said() {
    check_fault("published = ", "# published = ", "", "`published` is missing", None);
    check_fault(
        "title.zh = \"网络安全审查办法\"",
        "title.zh = \"网络安全审查办法",
        "title.zh",
        "cannot be read",
        None,
    );
    check_fault(
        "in_force = \"2022-02-15\"",
        "in_force = \"2022-02-30\"",
        "2022-02-30",
        "cannot be read",
        None,
    );
    check_fault("working_days = 10", "working_days = -1", "-1", "cannot be read", None);
    check_fault("working_days = 10", "working_days = 0", "working_days = 0", "zero", None);
}

#[test]
fn a_limit_that_nothing_starts_is_refused() {
    check_fault(
        "starts = \"notice-dispatched\"",
        "",
        "preliminary-review",
        "nothing starts the limit",
        None,
    );
    check_fault(
        "brings = [\"proposal-received\"]",
        "brings = []",
        "proposal-received",
        "nothing starts this limit",
        None,
    );
    check_fault("working_days = 30", "", "extension", "nothing to extend", None);
    check_fault("working_days = 30", "working_days = 30\nmonths = 1", "months", "one unit", None);
}

#[test]
fn positions_must_be_those_the_product_knows_and_all_of_them() {
    check_fault(
        "id = \"start-day\"",
        "id = \"start-days\"",
        "start-days",
        "no position is called",
        Some("start-day"),
    );
    check_fault(
        "value = \"excluded\"",
        "value = \"exclude\"",
        "exclude",
        "has no value `exclude`",
        Some("excluded"),
    );
    check_fault(
        "alternatives = [\"counted\"]",
        "alternatives = []",
        "alternatives",
        "may also be `counted`",
        None,
    );
    check_fault(
        "alternatives = [\"counted\"]",
        "alternatives = [\"counted\", \"excluded\"]",
        "alternatives",
        "twice",
        None,
    );
    let sound = file("measures-2022");
    let block = "[[position]]\nid = \"threshold\"";
    let at = sound.find(block).expect("the block");
    let (before, after) = sound.split_at(at);
    let rest = after.split_once("\n\n").map_or("", |(_, rest)| rest);
    let fault = fault("measures-2022.toml", &format!("{before}{rest}"));
    assert!(fault.what.en.contains("`threshold` is missing"), "{fault}");
}

#[test]
fn addresses_must_exist_and_agree() {
    check_fault(
        "supplement = { article = \"15\" }",
        "supplement = { article = \"55\" }",
        "supplement",
        "no `[[provision]]` stands at Art. 55",
        None,
    );
    check_fault(
        "intake = { article = \"9\" }",
        "intake = { article = \"8\" }",
        "intake",
        "differs from that of the step",
        None,
    );
    check_fault(
        "supplement = { article = \"15\" }\n",
        "",
        "id = \"measures-2022\"",
        "lacks `supplement`",
        None,
    );
    check_fault(
        "carried_by = [\"limit:intake\", \"act:open-review\", \"act:find-no-review-needed\"]\n",
        "",
        "article",
        "this binds somebody",
        None,
    );
}

#[test]
fn what_may_stand_once_stands_once() {
    check_fault("id = \"ndrc\"", "id = \"cac\"", "[[member]]", "twice", None);
    check_fault("kind = \"listing\"", "kind = \"procurement\"", "procurement", "twice", None);
    check_fault("object = \"data-processing\"", "object = \"product\"", "product", "twice", None);
    check_fault("name = \"consultation\"", "name = \"intake\"", "name = \"intake\"", "twice", None);
    check_fault(
        "host = true",
        "host = false",
        "id = \"measures-2022\"",
        "exactly one member hosts",
        None,
    );
    check_fault(
        "\"cac\", \"ndrc\"",
        "\"cac\", \"ndcr\"",
        "ndcr",
        "neither a member nor an institution",
        Some("ndrc"),
    );
}

/// Changes the fictitious version of 2030 and expects the book to refuse it.
fn check_book(changes: &[(&str, &str)], says: &str, nearest: Option<&str>) {
    let mut text = measures_2030();
    for (from, to) in changes {
        assert!(text.contains(from), "{from:?}");
        text = text.replacen(from, to, 1);
    }
    let fault = fault("measures-2030.toml", &text);
    assert!(fault.what.en.contains(says), "{fault}");
    assert_eq!(fault.nearest.as_deref(), nearest, "{fault}");
}

#[test]
fn versions_that_contradict_each_other_are_refused() {
    let repeal = "[[repeals]]\nid = \"measures-2022\" # 令第6号…同时废止\n";
    check_book(&[(repeal, "")], "two versions in force on one day", None);
    check_book(&[("id = \"measures-2030\"", "id = \"measures-2022\"")], "taken by", None);
    check_book(
        &[(repeal, "[[repeals]]\nid = \"measure-2022\"\n")],
        "no version `measure-2022`",
        Some("measures-2022"),
    );
    check_book(&[(repeal, "[[repeals]]\nid = \"draft-2021\"\n")], "is a draft", None);
    check_book(&[(repeal, "[[repeals]]\nid = \"measures-2030\"\n")], "in a circle", None);
    check_book(
        &[(repeal, "[[repeals]]\nid = \"measures-2020\"\n")],
        "by another version too",
        None,
    );
    check_book(&[("2030-03-01", "2021-03-01")], "not before 2021-03-01", None);
    check_book(&[("status = \"in-force\"", "status = \"draft\"")], "a draft has no day", None);
    check_book(&[("in_force = ", "# in_force = ")], "needs `in_force`", None);
    check_book(
        &[("status = \"in-force\"", "status = \"repealed\"")],
        "no version repeals it",
        None,
    );
    check_book(&[("id = \"measures-2030\"", "id = \"Measures 2030\"")], "lower-case", None);
}

#[test]
fn repeals_that_go_round_by_way_of_others_are_refused() {
    let circle =
        file("measures-2022").replacen("id = \"measures-2020\"", "id = \"measures-2030\"", 1);
    let book = Book::built_in().with_file("measures-2022.toml", &circle);
    let lone = book.expect_err("there is no measures-2030 yet");
    assert!(lone.what.en.contains("no version `measures-2030`"), "{lone}");
    let files = [("measures-2022.toml", circle.as_str()), ("measures-2030.toml", &measures_2030())];
    let fault = Book::from_files(&files).expect_err("a circle");
    assert!(fault.what.en.contains("in a circle"), "{fault}");
    assert_eq!(fault.file, "measures-2022.toml");
}

#[test]
fn a_fault_reads_as_place_then_words_then_the_nearest() {
    let fault = fault("new.toml", "id = \"x\"\nstatsu = \"draft\"\n");
    let text = fault.to_string();
    assert!(text.starts_with("new.toml:2:1: unknown key `statsu`; known here: "), "{text}");
    assert!(text.ends_with("; did you mean `status`"), "{text}");
    assert!(fault.words().zh.starts_with("new.toml:2:1：不认识的键"), "{fault:?}");
}
