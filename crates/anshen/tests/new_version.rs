//! A new version of the law is one file. A fictitious version of 2030 is added as a file and
//! nothing else: it renumbers articles, sets other limits and another threshold, has one member
//! more. It governs from its day, is covered, differs as it should, is drawn, and dockets replay.

#![expect(clippy::expect_used, reason = "a test may stop where a premise fails")]

use std::process::Command;

use calendar::Calendar;
use jiff::civil::Date;
use law::{Book, Governs, coverage, difference};
use review::Context;
use review::docket::{Instead, LimitReport, read_page, replay};

const MEASURES_2022: &str = include_str!("../../../law/measures-2022.toml");

/// The Measures of 2022 with an article put in before the fifth, so that all later ones are
/// renumbered; twelve working days of intake instead of ten, 120 of special review instead of 90;
/// a fourteenth member; a threshold of half a million.
fn measures_2030() -> String {
    let mut text = String::new();
    let mut put_in = false;
    for line in MEASURES_2022.lines() {
        if !put_in && line == "article = \"5\"" && text.ends_with("[[provision]]\n") {
            text.push_str(
                "article = \"5\"\nkind = \"principle\"\ngist.zh = \"虚构的一条\"\n\
                 gist.en = \"A fictitious article\"\ncarried_by = [\"page:law\"]\n\n\
                 [[provision]]\n",
            );
            put_in = true;
        }
        text.push_str(&renumbered(line));
        text.push('\n');
    }
    assert!(put_in, "the fifth article was found");
    text.replace("id = \"measures-2022\"", "id = \"measures-2030\"")
        .replace("dated = \"2021-12-28\"", "dated = \"2030-01-02\"")
        .replace("in_force = \"2022-02-15\"", "in_force = \"2030-03-01\"")
        .replace("id = \"measures-2020\"", "id = \"measures-2022\"")
        .replace("working_days = 10 ", "working_days = 12 ")
        .replace("working_days = 90 ", "working_days = 120 ")
        .replace("figure = 1_000_000", "figure = 500_000")
        .replace(
            "[[institution]]\nid = \"commission\"",
            "[[member]]\nid = \"customs\"\nname.zh = \"海关总署\"\n\
             name.en = \"General Administration of Customs\"\nshort.zh = \"海关总署\"\n\
             short.en = \"GACC\"\n\n[[institution]]\nid = \"commission\"",
        )
}

/// Articles from the fifth on bear the next number.
fn renumbered(line: &str) -> String {
    let Some((before, rest)) = line.split_once("article = \"") else {
        return line.to_owned();
    };
    let (number, after) = rest.split_once('"').expect("a number in quotes");
    let number: u16 = number.parse().expect("a number");
    let number = if number < 5 { number } else { number + 1 };
    format!("{before}article = \"{number}\"{after}")
}

fn book() -> Book {
    let book = Book::built_in().with_file("measures-2030.toml", &measures_2030());
    book.expect("a sound file")
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

#[test]
fn it_governs_from_its_day_and_its_article_on_that_is_the_renumbered_one() {
    let book = book();
    let by = |on: &str| match book.governs(day(on)) {
        Governs::By(regime, _, cite) => (regime.id.to_string(), cite.words().en),
        Governs::None(why) => (why.en, String::new()),
    };
    assert_eq!(by("2030-02-28"), ("measures-2022".to_owned(), "Art. 23".to_owned()));
    assert_eq!(by("2030-03-01"), ("measures-2030".to_owned(), "Art. 24".to_owned()));
}

#[test]
fn it_is_covered_and_differs_from_2022_as_it_was_made_to() {
    let book = book();
    let (old, new) =
        (book.find("measures-2022").expect("it"), book.find("measures-2030").expect("it"));
    assert_eq!(coverage(new).bare().count(), 0);
    assert_eq!(coverage(new).provisions.len(), coverage(old).provisions.len() + 1);
    let found = difference(old, new);
    let keys: Vec<&str> = found.rows.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(
        keys,
        [
            "repeals",
            "members",
            "member.customs",
            "limit.intake",
            "limit.special-review",
            "threshold.personal-information-users",
        ]
    );
    let row = found.rows.iter().find(|row| row.key == "limit.special-review").expect("it");
    let said = |side: &Option<law::Side>| {
        let side = side.as_ref().expect("both have it");
        (side.value.en.clone(), side.cite.as_ref().expect("an article").words().en)
    };
    let own = |value: &str, cite: &str| (value.to_owned(), cite.to_owned());
    assert_eq!(said(&row.before), own("90 working days", "Art. 14"));
    assert_eq!(said(&row.after), own("120 working days", "Art. 15"));
    // Every rule from the fifth article on moved: all but the general ground in Art. 2.
    assert_eq!(found.renumbered.len(), new.rules.len() - 1);
}

/// Monday 4 March 2030 and twelve working days: 20 March, Wednesday. No holiday of any year lies
/// between, and no make-up day can.
#[test]
fn dockets_replay_under_it() {
    let page = "## A filing of 2030\n\nPositions: members=concerned\nConsulted: unit:customs\n\n\
        ```docket\n2030-03-04  party  files procurement\n2030-03-11  office  opens review\n\
        2030-03-18  office  proposes pass\n2030-03-19  unit:customs  replies agree\n\
        2030-03-20  office  concludes\n```\n";
    let page = read_page(page).expect("a page");
    let book = book();
    let replays = replay(&book, &Calendar::built_in(), &page, &Instead::default());
    let replays = replays.expect("it replays");
    let one = replays.first().expect("a section");
    assert_eq!(one.law.as_str(), "measures-2030");
    for step in &one.steps {
        assert!(step.refusal.is_none(), "{:?}", step.refusal);
    }
    assert!(one.summary.is_closed());
    let filed = one.steps.first().and_then(|step| step.limits.first()).expect("a limit");
    let report = serde_json::to_value(LimitReport::of(filed)).expect("JSON");
    let get = |key: &str| report.get(key).cloned().unwrap_or_default();
    assert_eq!(get("due"), serde_json::json!("2030-03-20"));
    assert_eq!(get("latest"), serde_json::json!("2030-03-20"));
    assert_eq!(get("article"), serde_json::json!("10"));
    assert_eq!(get("total"), serde_json::json!(12));
}

#[test]
fn it_is_drawn_with_its_own_numbers() {
    let book = book();
    let context = Context::new(&book, &Calendar::built_in());
    let id = book.find("measures-2030").expect("it").id.clone();
    let chart = diagram::chart(&context, &id).expect("a version of the book");
    let svg = diagram::svg(&chart, law::Language::En);
    assert!(svg.contains("120 working days") && svg.contains("Art. 15"));
    assert!(!svg.contains("90 working days"));
}

/// As a ministry would try it: the file named on the command line, a case of today.
#[test]
fn it_can_be_tried_as_a_what_if_before_it_is_law() {
    let folder = tempfile::tempdir().expect("a folder");
    let (law, cases) = (folder.path().join("measures-2030.toml"), folder.path().join("c.jsonl"));
    std::fs::write(&law, measures_2030()).expect("a file");
    let case = |id: &str, users: u64| {
        format!(
            r#"{{"case":"{id}","occasion":{{"kind":"listing","on":"2026-03-02","users":{users}}}}}"#
        )
    };
    let act = r#"{"act":"files","kind":"procurement"}"#;
    let entry = format!(r#"{{"date":"2026-03-02","actor":"party","command":{act}}}"#);
    let filed = format!(r#"{{"case":"filed","entries":[{entry}]}}"#);
    let lines = format!("{}\n{}\n{filed}\n", case("small", 500_000), case("between", 500_001));
    std::fs::write(&cases, lines).expect("a file");
    let output = Command::new(env!("CARGO_BIN_EXE_anshen"))
        .args(["law", "what-if", "measures-2030", "--json", "--with"])
        .arg(&law)
        .arg("--filings")
        .arg(&cases)
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let at = |path: &str| told.pointer(path).cloned().unwrap_or_default();
    assert_eq!(at("/simulation"), true);
    assert_eq!(at("/tally/cases"), 3);
    assert_eq!(at("/tally/files_anew"), 1);
    // Ten working days after Monday 2 March 2026 are the 16th, twelve are the 18th.
    assert_eq!(at("/tally/limits_later"), 1);
    assert_eq!(at("/cases/0/case"), "between");
    assert_eq!(at("/cases/1/moved/0/before/due"), "2026-03-16");
    assert_eq!(at("/cases/1/moved/0/after/due"), "2026-03-18");
    assert_eq!(at("/cases/1/moved/0/days"), 2);
}
