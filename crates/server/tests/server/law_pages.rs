//! The law library on pages: coverage, scenarios, the sheet to be signed, what-ifs.

use std::collections::BTreeSet;

use law::{Block, Book, Language, Sheet, Span};
use serde_json::{Value, json};

use crate::house::House;

const VERSIONS: [&str; 5] =
    ["draft-2017", "trial-2017", "measures-2020", "draft-2021", "measures-2022"];

/// The values of an attribute of a page.
fn values<'a>(page: &'a str, attribute: &str) -> BTreeSet<&'a str> {
    let opening = format!("{attribute}=\"");
    page.split(opening.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[tokio::test]
async fn coverage_is_linked_both_ways_and_every_link_leads_somewhere() {
    let house = House::new();
    let mut scenarios = BTreeSet::new();
    for id in VERSIONS {
        let page = house.get(&format!("/law/{id}/coverage"), "").await;
        assert_eq!(page.status.as_u16(), 200, "{id}");
        let page = page.text();
        let ids = values(&page, " id");
        for link in values(&page, " href") {
            if let Some(name) = link.strip_prefix('#') {
                assert!(name == "main" || ids.contains(name), "{id}: {link}");
            }
            if link.starts_with("/law/scenarios/") {
                scenarios.insert(link.to_owned());
            }
        }
        let by = |prefix: &str| ids.iter().filter(|name| name.starts_with(prefix)).count();
        // Articles as in the texts: 16, 16, 22, 23, 23; each has at least one row.
        let least = if id.ends_with("2017") { 16 } else { 22 };
        assert!(least <= by("art-") && 0 < by("by-act-"), "{id}");
        assert!(!page.contains("未落实</span>"), "{id}: something is carried by nothing");
        let told = house.get(&format!("/api/v1/law/{id}/coverage"), "").await.is(200);
        let rows = told["provisions"].as_array().unwrap();
        assert_eq!(rows.len(), by("art-"), "{id}");
    }
    for link in scenarios {
        let (path, place) = link.split_once('#').unwrap();
        let page = house.get(path, "").await;
        assert_eq!(page.status.as_u16(), 200, "{link}");
        assert!(values(&page.text(), " id").contains(place), "{link}");
    }
    house.get("/law/measures-2023/coverage", "").await;
    assert_eq!(house.get("/law/measures-2023/coverage", "").await.status.as_u16(), 404);
}

/// By hand from the text of 2022: the limit of the special review stands in Art. 14, and the notice
/// of a review in Art. 9; the docket of the extension too long is refused under Art. 11.
#[tokio::test]
async fn scenarios_and_notices_stand_among_what_carries_a_provision() {
    let house = House::new();
    let told = house.get("/api/v1/law/measures-2022/coverage", "").await.is(200);
    let row = |article: &str| {
        let rows = told["provisions"].as_array().unwrap().iter();
        let found = rows.clone().find(|one| one["article"] == article).unwrap();
        found["carried_by"].to_string()
    };
    assert!(row("14").contains("scenario:special-review/To the end, 2022"));
    assert!(row("9").contains("notice:review-opened"));
    let refused = "scenario:refused/extension-too-long/Refused: the extension is too long";
    assert!(row("11").contains(refused), "{}", row("11"));
    let page = house.get("/law/scenarios/special-review", "").await.text();
    // The reader's language: the same docket.
    assert!(page.contains("转入特别审查程序") && page.contains("第十四条"), "{page}");
    let list = house.get("/law/scenarios", "").await.text();
    assert!(list.contains("/law/scenarios/refused-extension-too-long"));
    assert_eq!(house.get("/law/scenarios/none", "").await.status.as_u16(), 404);
}

#[tokio::test]
async fn the_sheet_has_each_rule_beside_its_article_and_lines_to_sign_on() {
    let house = House::new();
    for id in VERSIONS {
        let page = house.get(&format!("/law/{id}/sheet"), "").await;
        assert_eq!(page.status.as_u16(), 200);
        let page = page.text();
        let law = house.get(&format!("/api/v1/law/{id}"), "").await.is(200);
        assert!(page.contains(law["hash"].as_str().unwrap()), "{id}");
        for part in ["签名", "姓名", "日期", "☐"] {
            assert!(page.contains(part), "{id}: {part}");
        }
    }
    let page = house.get("/law/measures-2022/sheet", "").await.text();
    let row = page.split("<tr>").find(|row| row.contains("第十四条")).unwrap();
    assert!(row.contains("90 个工作日"), "{row}");
    let row = page.split("<tr>").find(|row| row.contains("第四条第一款")).unwrap();
    assert!(row.contains("成员单位 13 个"), "{row}");
}

/// The page and the committed sheet are one sheet: every rule of a version and every word of its
/// sheet is on both, and what used to be on one alone is on the page.
#[tokio::test]
async fn the_page_of_a_sheet_leaves_out_nothing_of_the_sheet() {
    let house = House::new();
    let book = Book::built_in();
    for regime in book.all() {
        let (sheet, markdown) = (Sheet::of(regime), law::sheet(regime));
        for (header, language) in [("zh-CN", Language::Zh), ("en", Language::En)] {
            let path = format!("/law/{}/sheet", regime.id);
            let with = [("accept-language", header)];
            let page = house.send_with("GET", &path, "", Value::Null, &with).await.text();
            let page = page.replace("&#38;", "&").replace("&#39;", "'").replace("&#34;", "\"");
            for (cite, words) in regime.told() {
                let words = words.text(language);
                assert!(page.contains(words), "{} {cite:?}: {words}", regime.id);
                let words = words.replace('|', "\\|");
                assert!(markdown.contains(&words), "{} {cite:?}: {words}", regime.id);
            }
            let tables = sheet.blocks.iter().filter_map(|block| match block {
                Block::Table(table) => Some(&table.rows),
                Block::Heading(_) | Block::Warning(..) | Block::Note(_) | Block::Signature => None,
            });
            for span in tables.flatten().flatten().flatten() {
                let words = match span {
                    Span::Words(words) | Span::Label(words) | Span::Strong(words) => {
                        words.text(language).to_owned()
                    }
                    Span::Plain(text) | Span::Code(text) => text.clone(),
                    Span::Cite(cite) => cite.words().text(language).to_owned(),
                    Span::Carrier(_) | Span::Tick | Span::Break => continue,
                };
                assert!(page.contains(&words), "{}: {words}", regime.id);
            }
        }
    }
    // Read in the file: the law behind a penalty, and our own target of fifteen working days, which
    // no article states.
    let page = house.get("/law/measures-2022/sheet", "").await.text();
    assert!(page.contains("未定期限；内部目标 15 个工作日") && page.contains("罚则（csl）"));
}

async fn tried(house: &House, who: &str, body: Value) -> Value {
    house.post("/api/v1/law/what-if", who, body).await.is(200)
}

/// By hand: filed on Wednesday 4 March 2026, ten working days end on the 18th; where the day of
/// receipt counts itself, they end on Tuesday the 17th.
#[tokio::test]
async fn a_what_if_moves_due_days_of_cases_one_may_read_and_keeps_nothing() {
    let house = House::new();
    let one = house.filed("party").await;
    let two = house.filed("other").await;
    // A third on which nobody has declared anything.
    let filing = house.draft("party").await;
    let path = format!("/api/v1/filings/{filing}/submit");
    house.post(&path, "party", Value::Null).await.is(201);
    let body = json!({"law": "measures-2022", "positions": {"start-day": "counted"}});
    let told = tried(&house, "officer", body.clone()).await;
    assert_eq!(told["simulation"], true);
    let tally = &told["tally"];
    assert_eq!((&tally["cases"], &tally["limits_earlier"]), (&json!(2), &json!(2)));
    assert_eq!((&tally["newly_late"], &told["unread"]), (&json!(0), &json!(1)));
    let cases = told["cases"].as_array().unwrap();
    let ids: BTreeSet<&str> = cases.iter().map(|it| it["review"].as_str().unwrap()).collect();
    assert_eq!(ids, BTreeSet::from([one.as_str(), two.as_str()]));
    for case in cases {
        assert_eq!(case["simulation"], true);
        let moved = &case["moved"][0];
        assert_eq!((&moved["limit"], &moved["days"]), (&json!("intake"), &json!(-1)));
        assert_eq!(moved["before"]["due"], "2026-03-18");
        assert_eq!(moved["after"]["due"], "2026-03-17");
    }
    // The day after that, it would be late.
    house.at("2026-03-18T01:00:00Z");
    assert_eq!(tried(&house, "officer", body).await["tally"]["newly_late"], 2);
    let docket = house.get(&format!("/api/v1/reviews/{one}"), "officer").await.is(200);
    assert_eq!((&docket["position"], &docket["law"]), (&json!(1), &json!("measures-2022")));
    // A conflict of interest takes a case out, and out of the count of those left out.
    house.declares(&one, "officer2", true).await;
    let told = tried(&house, "officer2", json!({"law": "draft-2021"})).await;
    assert_eq!((&told["tally"]["cases"], &told["unread"]), (&json!(1), &json!(1)));
    assert!(!told.to_string().contains(&one));
}

#[tokio::test]
async fn a_what_if_is_for_officers_and_heads_and_says_what_is_wrong() {
    let house = House::new();
    let body = json!({"law": "draft-2021"});
    for who in ["party", "provider", "miit", "commission", "clerk", "auditor", "admin", ""] {
        let answer = house.post("/api/v1/law/what-if", who, body.clone()).await;
        assert!([401, 403, 404].contains(&answer.status.as_u16()), "{who}: {}", answer.status);
        let page = house.get("/law/what-if", who).await;
        assert_ne!(page.status.as_u16(), 200, "{who}");
    }
    for (wrong, at) in [
        (json!({"law": "measures-2023"}), "/law"),
        (json!({"law": "draft-2021", "positions": {"silence": "maybe"}}), "/positions/silence"),
        (json!({"law": "draft-2021", "cursor": "x"}), "/cursor"),
        (json!({"law": "draft-2021", "cases": "{\"case\":1}"}), "/cases"),
    ] {
        let told = house.post("/api/v1/law/what-if", "head", wrong).await.refuses(422, "invalid");
        assert_eq!(told["faults"][0]["pointer"], at);
    }
    // In June 2021 the version of 2020 governed, which orders no filing of a listing; two million
    // users are more than one million (2022, Art. 7).
    let case = r#"{"case":"A","occasion":{"kind":"listing","on":"2021-06-30","users":2000000}}"#;
    let told = tried(&house, "head", json!({"law": "measures-2022", "cases": case})).await;
    assert_eq!(told["tally"]["files_anew"], 1);
    assert_eq!(told["cases"][0]["owed"]["after"]["article"], "7");
}

#[tokio::test]
async fn the_page_of_a_what_if_bears_its_mark() {
    let house = House::new();
    let review = house.filed("party").await;
    let form = "law=measures-2022&state=open&positions.start-day=counted&cases=";
    let media = [("content-type", "application/x-www-form-urlencoded")];
    let page = house.raw("POST", "/law/what-if", "officer", form.into(), &media).await;
    assert_eq!(page.status.as_u16(), 200);
    let page = page.text();
    for part in ["class=\"simulation\"", "不得据以办理", "提前 1 天", "2026-03-17 周二"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(page.contains(&format!("/reviews/{review}\"")));
    // Nothing on it can be sent but another what-if, a language, or oneself out.
    let sent: BTreeSet<&str> = values(&page, " action");
    assert_eq!(sent, BTreeSet::from(["/language", "/law/what-if", "/sign-out"]));
    let wrong = "law=measures-2023&state=open";
    let page = house.raw("POST", "/law/what-if", "officer", wrong.into(), &media).await;
    assert_eq!(page.status.as_u16(), 422);
}
