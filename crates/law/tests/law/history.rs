//! All versions in one table. What each says was written down from the five texts, not from what
//! the program says.

use law::{Group, History, Regime, history};

use crate::regime;

const VERSIONS: [&str; 5] =
    ["draft-2017", "trial-2017", "measures-2020", "draft-2021", "measures-2022"];

fn table() -> History {
    let all = VERSIONS.map(regime);
    let all: Vec<&Regime> = all.iter().map(|it| &**it).collect();
    history(&all)
}

/// A row in Chinese: value and article of each version, nothing where it has none.
fn row(key: &str) -> Vec<String> {
    let table = table();
    let found = table.rows.iter().find(|row| row.key == key);
    let found = found.expect("a row of that key");
    let told = found.cells.iter().map(|cell| {
        let Some(side) = cell else { return "—".to_owned() };
        let article = side.cite.as_ref().map(|cite| cite.words().zh).unwrap_or_default();
        format!("{} {article}", side.value.zh).trim().to_owned()
    });
    told.collect()
}

#[test]
fn each_limit_stands_with_its_length_in_every_version_changed_or_not() {
    let none = "—";
    let ten = |article: &str| format!("10 个工作日 第{article}条");
    assert_eq!(row("limit.intake"), [none, none, &ten("八"), &ten("九"), &ten("九")]);
    let thirty = |article: &str| format!("30 个工作日 第{article}条");
    let told = [none, none, &thirty("十"), &thirty("十一"), &thirty("十一")];
    assert_eq!(row("limit.preliminary-review"), told);
    let opinions = |article: &str| format!("15 个工作日 第{article}条第一款");
    let told = [none, none, &opinions("十一"), &opinions("十二"), &opinions("十二")];
    assert_eq!(row("limit.consultation"), told);
    let special = ["45 个工作日 第十三条", "3 个月 第十四条", "90 个工作日 第十四条"];
    assert_eq!(row("limit.special-review"), [none, none, special[0], special[1], special[2]]);
}

#[test]
fn members_the_threshold_and_what_is_weighed_are_counted() {
    let count = |row: Vec<String>| -> Vec<String> {
        row.iter().map(|it| it.split(' ').next().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(count(row("members")), ["—", "—", "12", "13", "13"]);
    let figure = row("threshold.personal-information-users");
    assert_eq!(figure, ["—", "—", "—", "1,000,000 第六条", "1,000,000 第七条"]);
    // Items of the lists in the texts: five factors up to 2020, seven then; four materials.
    assert_eq!(count(row("factors")), ["5", "5", "5", "7", "7"]);
    assert_eq!(count(row("materials")), ["—", "—", "4", "4", "4"]);
    // The draft of 2021 puts communication products in; the open end of the list is none.
    assert_eq!(count(row("categories"))[2..], ["6", "7", "7"]);
    assert_eq!(count(row("articles")), ["16", "16", "22", "23", "23"]);
}

#[test]
fn a_cell_that_differs_from_the_version_before_is_told_and_keys_stand_once() {
    let table = table();
    let changes = |key: &str| -> Vec<bool> {
        let row = table.rows.iter().find(|row| row.key == key);
        (0..5).map(|at| row.is_some_and(|row| row.changes_at(at))).collect()
    };
    assert_eq!(changes("limit.special-review"), [false, false, true, true, true]);
    assert_eq!(changes("limit.intake"), [false, false, true, false, false]);
    // Where a rule stands is no change of it; that it is there is one.
    assert_eq!(changes("rule.special-limit"), [false, false, true, false, false]);
    let mut keys: Vec<&str> = table.rows.iter().map(|row| row.key.as_str()).collect();
    let all = keys.len();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), all);
    let groups: Vec<Group> = table.rows.iter().map(|row| row.group).collect();
    assert!(groups.is_sorted());
    assert!(table.rows.iter().all(|row| row.cells.len() == 5));
}
