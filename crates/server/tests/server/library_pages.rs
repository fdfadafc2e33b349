//! The shelf of texts of law on pages: read, compared, in one table, brought by a form.

use std::path::PathBuf;

use axum::body::Body;
use serde_json::{Value, json};

use crate::house::House;
use crate::library::{TEXTS, TRIAL, added};

/// The bytes of a real text, beside the repository; `None`, and said aloud, where it is not there.
fn beside(name: &str) -> Option<Vec<u8>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let places = [root.join("../shared"), root.join("../../shared")];
    let found = places.iter().find_map(|at| std::fs::read(at.join("law/text").join(name)).ok());
    if found.is_none() {
        eprintln!("SKIPPED: shared/law/text/{name} is not beside the repository");
    }
    found
}

#[tokio::test]
async fn the_cybersecurity_law_of_2016_and_2025_stand_side_by_side() {
    let (Some(old), Some(new)) = (beside("csl_2016.txt"), beside("csl_2025.txt")) else { return };
    let house = House::new();
    let (old, new) = (added(&house, "name=a", &old).await, added(&house, "name=b", &new).await);
    for (language, changed) in [("zh", "修改"), ("en", "changed")] {
        let with = [("accept-language", language)];
        let path = format!("/law/texts/compare?from={old}&to={new}");
        let page = house.send_with("GET", &path, "", Value::Null, &with).await;
        assert_eq!(page.status, 200);
        let page = page.text();
        // The notes on the law of 2025: 35 is 37 now, and 65 is 67.
        for (old_number, label, new_number, new_label) in
            [(35, "第三十五条", 37, "第三十七条"), (65, "第六十五条", 67, "第六十七条")]
        {
            let strip = format!("href=\"#new-{new_number}\" title=\"");
            assert!(page.contains(&strip), "{new_number}");
            assert!(page.contains(&format!(">{old_number}→{new_number}</a>")));
            let head = format!(
                "<a href=\"/law/texts/{old}#art_{old_number}\">{label}</a> <span class=\"soft\" \
                 aria-hidden=\"true\">→</span> <a href=\"/law/texts/{new}#art_{new_number}\">\
                 {new_label}</a>"
            );
            assert!(page.contains(&head), "{head}");
        }
        // Article 67 orders correction and the removal of the effect, where 65 ordered to stop.
        assert!(page.contains("<ins>") && page.contains("<del>") && page.contains(changed));
        assert!(!page.contains(" style=") && !page.contains("<script>"));
    }
    let page = house.get(&format!("/law/texts/{new}"), "").await.text();
    for anchor in ["id=\"art_67\"", "id=\"art_67__para_1\"", "href=\"#art_37\"", "id=\"chp_3\""] {
        assert!(page.contains(anchor), "{anchor}");
    }
}

#[tokio::test]
async fn a_text_of_the_measures_is_tied_by_itself_and_held_against_the_rule_file() {
    let (Some(measures), Some(draft), Some(older)) =
        (beside("measures_2022.txt"), beside("draft_2021.txt"), beside("measures_2020.txt"))
    else {
        return;
    };
    let house = House::new();
    let id = added(&house, "name=2022.txt", &measures).await;
    let check = house.get(&format!("{TEXTS}/{id}/check"), "").await.is(200);
    assert_eq!((&check["law"], &check["agrees"]), (&json!("measures-2022"), &json!(true)));
    // The special review of another length: one rule differs, at its place.
    let text = String::from_utf8(measures).unwrap();
    assert_eq!(text.matches("90个工作日").count(), 1);
    let wrong = text.replace("90个工作日", "60个工作日");
    let wrong = added(&house, "name=wrong.txt&law=measures-2022", wrong.as_bytes()).await;
    let told = house.get(&format!("{TEXTS}/{wrong}/check"), "").await.is(200);
    assert_eq!(told["agrees"], false);
    let differences = told["differences"].as_array().unwrap();
    let places: Vec<&Value> = differences.iter().map(|it| &it["text"]["address"]).collect();
    assert!(places.contains(&&json!("art_14__para_1")), "{differences:#?}");
    assert!(differences.iter().all(|it| it["rule"]["line"].as_u64() != Some(0)));
    let page = house.get(&format!("/law/texts/{wrong}"), "").await.text();
    assert!(page.contains("href=\"#art_14__para_1\"") && page.contains("law/measures-2022.toml:"));
    // The draft of 2021 repeals what the Measures of 2020 had repealed.
    let draft = added(&house, "name=draft.txt", &draft).await;
    let older = added(&house, "name=2020.txt", &older).await;
    let path = format!("from={older}&to={draft}");
    let told = house.get(&format!("{TEXTS}/compare?{path}"), "").await.is(200);
    let slips = told["slips"].as_array().unwrap();
    assert_eq!(slips.len(), 1, "{slips:#?}");
    assert_eq!((&slips[0]["kind"], &slips[0]["text"]), (&json!("repealed-already"), &json!(draft)));
    assert!(slips[0]["words"]["zh"].as_str().unwrap().contains("2020-06-01"));
    // Where the texts are there, the page of all versions leads to them.
    let history = house.get("/law/history", "").await.text();
    assert!(history.contains(&format!("/law/texts/compare?{}", path.replace('&', "&#38;"))));
    assert!(history.contains(&format!("/law/texts/{older}#art_13\"")), "{history}");
    let version = house.get("/law/measures-2020", "").await.text();
    assert!(version.contains(&format!("/law/texts/{older}")));
}

#[tokio::test]
async fn the_rules_of_all_versions_stand_in_one_table_in_both_languages() {
    let house = House::new();
    // 2020, Art. 14; draft of 2021, Art. 14; 2022, Art. 14. The draft's users stand in its Art. 6.
    for (language, values) in [
        ("zh", ["45 个工作日", "3 个月", "90 个工作日", "12 个", "13 个", "1,000,000"]),
        (
            "en",
            [
                "45 working days",
                "3 months",
                "90 working days",
                "12 members",
                "13 members",
                "1,000,000",
            ],
        ),
    ] {
        let with = [("accept-language", language)];
        let page = house.send_with("GET", "/law/history", "", Value::Null, &with).await;
        assert_eq!(page.status, 200);
        let page = page.text();
        for value in values {
            assert!(page.contains(value), "{value}");
        }
        assert!(!page.contains("history-") && !page.contains("texts-"), "a name without its text");
    }
    for page in ["/law", "/law/texts", "/law/texts/compare", "/law/measures-2022"] {
        assert_eq!(house.get(page, "").await.status, 200, "{page}");
    }
    assert_eq!(house.get("/law/texts/compare?colour=1", "").await.status, 422);
    assert_eq!(house.get("/law/texts/no-such", "").await.status, 404);
}

/// A form with a file as a browser sends it (RFC 7578).
fn form(law: &str, name: &str, file: &[u8]) -> (String, Vec<u8>) {
    let field = |name: &str, value: &str| {
        format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let head = format!(
        "{}{}--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n",
        field("key", "k-1"),
        field("law", law)
    );
    let body = [head.as_bytes(), file, b"\r\n--edge--\r\n"].concat();
    ("multipart/form-data; boundary=edge".to_owned(), body)
}

#[tokio::test]
async fn the_form_of_the_page_brings_a_text_or_says_why_not_and_loses_nothing() {
    let house = House::new();
    let page = house.get("/law/texts", "officer").await.text();
    assert!(page.contains("enctype=\"multipart/form-data\"") && page.contains("measures-2022"));
    assert!(!house.get("/law/texts", "party").await.text().contains("multipart"));
    let (media, body) =
        form("measures-2022", "甲.txt", TRIAL.replace("第三条", "第二条").as_bytes());
    let headers = [("content-type", media.as_str())];
    let refused = house.raw("POST", "/law/texts", "officer", Body::from(body), &headers).await;
    assert_eq!(refused.status, 422);
    let refused = refused.text();
    assert!(refused.contains("第二条出现两次"), "{refused}");
    assert!(refused.contains("<option value=\"measures-2022\" selected>"));
    let (_, body) = form("none", "甲.txt", TRIAL.as_bytes());
    let taken = house.raw("POST", "/law/texts", "officer", Body::from(body), &headers).await;
    assert_eq!(taken.status, 303);
    let place = taken.headers["location"].to_str().unwrap();
    let text = house.get(place, "").await.text();
    assert!(text.contains("渔船试验法") && text.contains("甲.txt"));
    assert!(text.contains("id=\"art_2__para_1__item_2\"") && text.contains("id=\"chp_2\""));
    assert!(text.contains("art_3__para_1") && text.contains("没有这一条"));
    assert!(!text.contains("/withdraw"));
    let original = house.get(&format!("{place}/original"), "").await;
    assert_eq!(original.bytes, TRIAL.as_bytes());
    let withdraw = format!("{place}/withdraw");
    let media = [("content-type", "application/x-www-form-urlencoded")];
    let none = house.raw("POST", &withdraw, "head", Body::from("key=k-2&because="), &media).await;
    assert_eq!(none.status, 422);
    let gone = house.raw("POST", &withdraw, "head", Body::from("key=k-3&because=x"), &media).await;
    assert_eq!(
        (gone.status.as_u16(), gone.headers["location"].to_str().unwrap()),
        (303, "/law/texts")
    );
}

#[tokio::test]
async fn a_text_that_carries_markup_is_shown_and_not_carried_out() {
    let house = House::new();
    let text = TRIAL.replace("申请书", "<script>alert(1)</script>申请书\" onload=\"x");
    let id = added(&house, "name=%3Cb%3E.txt", text.as_bytes()).await;
    for page in [format!("/law/texts/{id}"), "/law/texts".to_owned()] {
        let page = house.get(&page, "").await.text();
        assert!(!page.contains("<script>") && !page.contains("<b>.txt"));
    }
    let original = house.get(&format!("/law/texts/{id}/original"), "").await;
    assert!(original.headers["content-type"].to_str().unwrap() != "text/html");
}
