//! The procedure of a version as a picture, for anybody.

use crate::house::House;

#[tokio::test]
async fn anybody_sees_the_procedure_of_a_version_in_his_language_and_takes_it_along() {
    let house = House::new();
    let pages = house.get("/law/measures-2022", "").await.text();
    let path = "/api/v1/law/measures-2022/procedure.svg";
    assert!(pages.contains(&format!("src=\"{path}\"")));
    for (language, within) in [("zh-CN", "15 个工作日"), ("en", "15 working days")] {
        for _ in 0..2 {
            let with = [("accept-language", language)];
            let svg = house.send_with("GET", path, "", serde_json::Value::Null, &with).await;
            assert_eq!(
                (svg.status.as_u16(), &svg.headers["content-type"]),
                (200, &media("svg+xml"))
            );
            let text = svg.text();
            assert!(text.contains("<svg ") && text.contains(within), "{language}");
            assert!(!text.contains("<script") && !text.contains("style="));
        }
    }
    // 45 working days in 2020, 90 in 2022 (Art. 13 and 14 of the two versions).
    let older = house.get("/api/v1/law/measures-2020/procedure.svg", "").await.text();
    assert!(older.contains("45 个工作日") && !older.contains("90 个工作日"));
    let bpmn = house.get("/api/v1/law/measures-2022/procedure.bpmn", "").await;
    assert_eq!(bpmn.headers["content-disposition"], "attachment; filename=\"measures-2022.bpmn\"");
    assert!(bpmn.text().contains("http://www.omg.org/spec/BPMN/20100524/MODEL"));
    let sheet = house.get("/api/v1/law/measures-2022/sheet.akn", "").await;
    assert_eq!(sheet.headers["content-type"], "application/akn+xml");
    assert!(sheet.text().contains("href=\"/akn/cn/act/2021-12-28/8/!main#art_9\""));
    for form in ["procedure.svg", "procedure.bpmn", "sheet.akn"] {
        let missing = house.get(&format!("/api/v1/law/measures-2032/{form}"), "").await;
        assert_eq!(missing.refuses(404, "not-found")["nearest"], "measures-2022");
    }
}

#[tokio::test]
async fn anybody_reads_the_rules_of_two_versions_side_by_side() {
    let house = House::new();
    // The usual two: 45 working days (2020, Art. 14) become 90 (2022, Art. 14), 12 members 13.
    let page = house.get("/law/compare", "").await;
    assert_eq!(page.status, 200);
    let text = page.text();
    assert!(text.contains("45 个工作日") && text.contains("90 个工作日"));
    assert!(text.contains("中国证券监督管理委员会"));
    // Of the draft of 2021: three months.
    let draft = house.get("/law/compare?from=measures-2020&to=draft-2021", "").await.text();
    assert!(draft.contains("3 个月") && !draft.contains("90 个工作日"));
    let same = house.get("/law/compare?from=measures-2022&to=measures-2022", "").await.text();
    assert!(same.contains("规则没有不同"));
    assert_eq!(house.get("/law/compare?from=measures-2032", "").await.status, 404);
    assert_eq!(house.get("/law/compare?colour=1", "").await.status, 422);
}

fn media(kind: &str) -> axum::http::HeaderValue {
    format!("image/{kind}").parse().unwrap()
}
