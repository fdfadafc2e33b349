//! `anshen law` as others run it: exact JSON, exit status, both languages; and the law files
//! against the acts the record knows.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop where a premise fails"
)]

use std::process::{Command, Output};

use law::{Book, Carrier};
use review::Act;
use serde_json::{Value, json};

fn anshen(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_anshen"));
    command.arg("law").args(arguments);
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    command.output().expect("the program runs")
}

fn words(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn value(arguments: &[&str]) -> (Value, Option<i32>) {
    let output = anshen(arguments);
    let value = serde_json::from_slice(&output.stdout).expect("JSON");
    (value, output.status.code())
}

#[test]
fn the_list_begins_with_the_five_versions_and_their_days() {
    let (list, status) = value(&["list", "--json"]);
    assert_eq!(status, Some(0));
    let expected = json!([
        ["draft-2017", "draft", null, null],
        ["trial-2017", "repealed", "2017-06-01", "2020-06-01"],
        ["measures-2020", "repealed", "2020-06-01", "2022-02-15"],
        ["draft-2021", "draft", null, null],
        ["measures-2022", "in-force", "2022-02-15", null],
    ]);
    let list = list.as_array().expect("a list");
    let held: Vec<Value> = list
        .iter()
        .take(5)
        .map(|law| json!([law["id"], law["status"], law["in_force"], law["until"]]))
        .collect();
    assert_eq!(Value::Array(held), expected);
    for law in list {
        let mut keys: Vec<&String> = law.as_object().expect("an object").keys().collect();
        keys.sort();
        assert_eq!(keys, ["id", "in_force", "status", "title", "until"]);
        assert!(law["title"]["zh"].is_string() && law["title"]["en"].is_string());
    }
}

fn check_governs(on: &str, law: Option<&str>, from: Option<&str>, article: Option<&str>) {
    let (answer, status) = value(&["governs", on, "--json"]);
    assert_eq!(answer["on"], json!(on));
    assert_eq!(answer["law"], json!(law), "{on}");
    assert_eq!(answer["in_force"], json!(from), "{on}");
    assert_eq!(answer["article"], json!(article), "{on}");
    assert_eq!(status, Some(if law.is_some() { 0 } else { 1 }), "{on}");
    let text = &answer["text"];
    assert!(text["zh"].is_string() && text["en"].is_string());
    let mut keys: Vec<&String> = answer.as_object().expect("an object").keys().collect();
    keys.sort();
    assert_eq!(keys, ["article", "in_force", "law", "on", "text", "until"]);
}

#[test]
fn each_day_is_governed_by_one_version_or_none_and_it_is_said_why() {
    check_governs("2017-05-31", None, None, None);
    check_governs("2017-06-01", Some("trial-2017"), Some("2017-06-01"), Some("16"));
    check_governs("2020-05-31", Some("trial-2017"), Some("2017-06-01"), Some("16"));
    check_governs("2020-06-01", Some("measures-2020"), Some("2020-06-01"), Some("22"));
    check_governs("2022-02-14", Some("measures-2020"), Some("2020-06-01"), Some("22"));
    check_governs("2022-02-15", Some("measures-2022"), Some("2022-02-15"), Some("23"));
    let none = words(&anshen(&["governs", "2017-05-31", "--lang", "en"]));
    assert!(none.contains("no version is in force on 2017-05-31"), "{none}");
    assert!(none.contains("2017-06-01 (Art. 16)"), "{none}");
    let some = words(&anshen(&["governs", "2022-02-14"]));
    assert!(some.contains("第二十二条") && some.contains("2022-02-15"), "{some}");
}

fn check_refused(arguments: &[&str], says: &str) {
    let output = anshen(arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert!(output.stdout.is_empty());
    let error = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(error.contains(says), "{error}");
}

#[test]
fn bad_usage_says_what_would_be_right() {
    check_refused(&["show", "measures-2O22", "--lang", "en"], "did you mean `measures-2022`");
    check_refused(&["sheet", "mesures-2020", "--lang", "zh"], "是否想写 `measures-2020`");
    check_refused(&["show", "constitution", "--lang", "en"], "there are draft-2017, trial-2017");
    for day in ["2022-02-30", "yesterday", "20220215", "2022-2-15", "2022-02-15T00:00", ""] {
        check_refused(&["governs", day, "--lang", "en"], "write it as 2022-02-15");
    }
    check_refused(&["governs", "2022-02-30"], "不是日期");
}

#[test]
fn a_draft_and_what_is_unverified_are_marked_in_words_and_json() {
    let draft = words(&anshen(&["show", "draft-2021", "--lang", "en"]));
    assert!(draft.contains("nothing can be issued from it"), "{draft}");
    assert!(draft.contains("drafting slip"), "{draft}");
    let trial = words(&anshen(&["show", "trial-2017", "--lang", "en"]));
    assert!(trial.contains("Art. 13 (unverified)"), "{trial}");
    let trial = words(&anshen(&["show", "trial-2017", "--lang", "zh"]));
    assert!(trial.contains("第十三条（未核实）"), "{trial}");
    let (shown, _) = value(&["show", "trial-2017", "--json"]);
    assert_eq!(shown["rules"]["product-reports"]["unverified"], json!(true));
    assert_eq!(shown["rules"]["penalties"]["unverified"], json!(true));
    assert_eq!(shown["rules"]["result"]["unverified"], Value::Null);
    let (shown, _) = value(&["show", "measures-2022", "--json"]);
    assert_eq!(shown["unverified"], json!([]));
}

#[test]
fn show_prints_every_limit_with_its_article_and_every_position() {
    let shown = words(&anshen(&["show", "measures-2022", "--lang", "en"]));
    for part in [
        "10 working days",
        "30 working days",
        "once, at most 15 working days",
        "90 working days",
        "Art. 12(1)",
        "Art. 14",
        "China Securities Regulatory Commission",
        "intake-start=complete  [receipt]",
        "Order No. 8",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    for (name, value) in law::Positions::RECOMMENDED.readings() {
        assert!(shown.contains(&format!("{name}={value}")), "{name}");
    }
    let pending = words(&anshen(&["show", "measures-2020", "--lang", "en"]));
    assert!(pending.contains("a case pending on 2022-02-15"), "{pending}");
}

#[test]
fn the_sheet_is_the_committed_one() {
    for regime in Book::built_in().all() {
        let id = regime.id.as_str();
        let path = format!("{}/../../law/sheet/{id}.md", env!("CARGO_MANIFEST_DIR"));
        let committed = std::fs::read_to_string(path).expect("a sheet");
        assert_eq!(words(&anshen(&["sheet", id])), committed);
    }
}

/// One act of each name, so that each can be asked which rule it rests on.
fn acts() -> Vec<Act> {
    let arguments = json!({
        "files": [{"kind": "procurement"}, {"kind": "listing"}, {"kind": "data-processing"}],
        "return-filing": [{"materials": ["analysis"]}],
        "lodge": [{"what": "x"}],
        "extend-limit": [
            {"limit": "preliminary-review", "working_days": 1},
            {"limit": "special-review", "working_days": 1}
        ],
        "request-supplement": [{"what": "x"}],
        "find-supplement-incomplete": [{"request": 1}],
        "propose": [{"conclusion": "pass"}],
        "also-consult": [{"body": "department:x"}],
        "reply": [{"opinion": "agree"}],
        "amend-proposal": [{"conclusion": "pass"}],
        "hear": [{"body": "party"}],
        "propose-again": [{"conclusion": "pass"}],
        "ask-ex-officio": [{"object": "product", "what": "x"}],
        "impose-measures": [{"what": "x"}],
        "carry-over": [{"law": "measures-2022"}],
        "announce": [{"what": "review"}],
        "join": [{"docket": "x"}],
        "inspect": [{"with": ["unit:mps"]}],
        "refer": [{"to": "authority:x", "what": "x"}],
        "commit": [{"what": "x"}],
        "urge": [{"commitment": 1}],
        "find-commitment": [{"commitment": 1, "kept": true}],
        "report": [{"text": "x"}],
        "correct": [{"entry": 1, "text": "x"}],
        "note": [{"text": "x"}],
        "serve": [{"notice": 1, "on": "party", "by": "post"}],
        "acknowledge": [{"notice": 1}],
        "determine-object": [{"object": "x", "ground": "users"}],
        "take-up": [{"object": "x", "ground": "market"}],
        "find-affected": [{"affected": true}],
        "assign": [{"to": "lab:x"}, {"to": "experts"}],
        "report-evaluation": [{"what": "x"}],
        "report-assessment": [{"what": "x"}],
        "publish-result": [{"result": "pass"}],
        "circulate-result": [{"result": "pass"}],
        "publish-assessment": [{"on": "provider", "what": "x"}, {"on": "product", "what": "x"}],
    });
    let mut acts = Vec::new();
    for name in Act::NAMES {
        let none = json!([{}]);
        let each = arguments.get(name).unwrap_or(&none);
        for given in each.as_array().expect("a list") {
            let mut act = given.clone();
            act["act"] = json!(name);
            acts.push(serde_json::from_value(act).expect("an act"));
        }
    }
    acts
}

#[test]
fn every_act_said_to_carry_a_provision_exists() {
    for regime in Book::built_in().all() {
        for provision in &regime.provisions {
            for carrier in &provision.carried_by {
                if let Carrier::Act(name) = carrier {
                    let known = Act::NAMES.contains(&name.as_str());
                    assert!(known, "{} {:?}: {name}", regime.id, provision.cite);
                }
            }
        }
    }
}

#[test]
fn every_act_is_named_by_the_provision_its_rule_stands_in() {
    for regime in Book::built_in().all() {
        for act in acts() {
            // A draft comes into force on no day, so nothing is carried over to it.
            let to_a_draft = regime.in_force.is_none() && act.name() == "carry-over";
            let of_another = act.procedure().is_some_and(|it| it != regime.procedure);
            let cite = act.rule().and_then(|rule| regime.rule(rule));
            let (false, Some(cite)) = (of_another || to_a_draft, cite) else {
                continue;
            };
            let provision = regime.provision(cite).expect("rules cite provisions");
            let carrier = Carrier::Act(act.name().to_owned());
            let named = provision.carried_by.contains(&carrier);
            assert!(named, "{} {:?} does not name {carrier}", regime.id, cite.words().en);
        }
    }
}
