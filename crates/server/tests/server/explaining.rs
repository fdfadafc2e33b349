//! Why limits stand as they do and acts are refused, told to each as far as he may read; and the
//! computation, kept and run again.

use review::computation::Computation;
use serde_json::{Value, json};

use crate::house::{House, MEMBERS};

/// Filed and opened on Wednesday 4 March 2026; on 10 March materials are asked of the provider.
async fn stopped(house: &House) -> String {
    let review = house.filed("party").await;
    house.act(&review, "head", json!({"act": "open-review", "position": 1})).await.is(201);
    house.at("2026-03-10T01:00:00Z");
    let asks = json!({"act": "request-supplement", "what": "源代码清单", "of": "provider",
                      "position": 2});
    house.act(&review, "officer", asks).await.is(201);
    review
}

async fn explained(house: &House, review: &str, who: &str) -> Value {
    house.get(&format!("/api/v1/reviews/{review}/explain"), who).await.is(200)
}

fn limit<'a>(told: &'a Value, name: &str) -> &'a Value {
    let limits = told["limits"].as_array().unwrap();
    limits.iter().find(|one| one["limit"]["limit"] == name).unwrap()
}

fn articles(one: &Value) -> Vec<&str> {
    let all = one["grounds"]["articles"].as_array().unwrap().iter();
    all.map(|it| it["article"].as_str().unwrap()).collect()
}

fn entries(one: &Value) -> Vec<u64> {
    let all = one["grounds"]["entries"].as_array().unwrap().iter();
    all.map(|it| it["entry"].as_u64().unwrap()).collect()
}

/// By hand: of the days after Wednesday 4 March 2026 ten are worked up to Wednesday the 18th, and
/// two weekends lie between (7 and 8, 14 and 15 March); no paper names a day of that month.
#[tokio::test]
async fn a_due_day_unfolds_into_article_readings_entries_and_days() {
    let house = House::new();
    let review = house.filed("party").await;
    let told = explained(&house, &review, "officer").await;
    let intake = limit(&told, "intake");
    assert_eq!(intake["limit"]["due"], "2026-03-18");
    assert_eq!((articles(intake), entries(intake)), (vec!["9"], vec![1]));
    let days = &intake["days"];
    assert_eq!((&days["counted"], &days["weekend"]), (&json!(10), &json!(4)));
    assert_eq!((&days["from"], &days["until"]), (&json!("2026-03-04"), &json!("2026-03-18")));
    assert_eq!(days["holidays"], json!([]));
    let readings = intake["grounds"]["positions"].as_array().unwrap();
    let start = readings.iter().find(|one| one["name"] == "start-day").unwrap();
    assert_eq!((&start["value"], &start["rejected"]), (&json!("excluded"), &json!(["counted"])));
    let refusals = told["refusals"].as_array().unwrap();
    let conclude = refusals.iter().find(|one| one["act"] == "conclude").unwrap();
    assert_eq!(conclude["grounds"]["entries"][0]["entry"], 1);
    let page = house.get(&format!("/reviews/{review}"), "officer").await.text();
    // The page of the case leads to the grounds: of a limit to its count sheet, of a refusal to the
    // page of the act.
    for part in ["/limits/intake\">依据</a>", "/acts/amend-proposal\">为何不予记入</a>"] {
        assert!(page.contains(part), "{part}");
    }
    let sheet = house.get(&format!("/reviews/{review}/limits/intake"), "officer").await.text();
    for part in ["当日不计入", "start-day=excluded", "周六、周日 4 天", "未采用"] {
        assert!(sheet.contains(part), "{part}");
    }
    let act = house.get(&format!("/reviews/{review}/acts/amend-proposal"), "officer").await.text();
    for part in ["目前不予办理：", "<details class=\"unfold\" open>", "#entry-1"] {
        assert!(act.contains(part), "{part}");
    }
    let act = house.get(&format!("/reviews/{review}/acts/confirm-filing"), "officer").await.text();
    assert!(!act.contains("目前不予办理"), "it can be done");
    let sheet = house.get(&format!("/reviews/{review}/limits/intake"), "party").await.text();
    assert!(sheet.contains("/law/measures-2022/coverage#art-9"), "{sheet}");
}

#[tokio::test]
async fn grounds_name_no_entry_that_the_reader_may_not_read() {
    let house = House::new();
    let review = stopped(&house).await;
    let office = explained(&house, &review, "officer").await;
    let preliminary = limit(&office, "preliminary-review");
    assert_eq!((articles(preliminary), entries(preliminary)), (vec!["11", "15"], vec![2, 3]));
    // What was asked of its provider is not the party's to know.
    let party = explained(&house, &review, "party").await;
    let preliminary = limit(&party, "preliminary-review");
    assert_eq!((articles(preliminary), entries(preliminary)), (vec!["11"], vec![2]));
    assert_eq!(preliminary["grounds"]["withheld"], true);
    let readings = preliminary["grounds"]["positions"].as_array().unwrap();
    assert!(readings.iter().all(|one| one["name"] != "tolls" && one["name"] != "resume"));
    assert!(!party.to_string().contains("request-supplement"));
    let place = format!("/reviews/{review}#entry-3");
    let sheet = format!("/reviews/{review}/limits/preliminary-review");
    assert!(house.get(&sheet, "officer").await.text().contains(&place));
    assert!(!house.get(&sheet, "party").await.text().contains(&place));
    house.at("2026-03-13T01:00:00Z");
    assert!(house.get(&sheet, "officer").await.text().contains("暂停计算（第 3 条记录）"));
    let told = house.get(&sheet, "party").await.text();
    assert!(told.contains("暂停计算") && !told.contains("第 3 条记录"));
    for who in ["other", "miit", "commission"] {
        let path = format!("/api/v1/reviews/{review}/explain");
        house.get(&path, who).await.refuses(404, "not-found");
    }
    // Whoever has a conflict of interest does not even know of the case.
    house.declares(&review, "officer2", true).await;
    let path = format!("/api/v1/reviews/{review}/explain");
    house.get(&path, "officer2").await.refuses(404, "not-found");
}

#[tokio::test]
async fn a_sealed_opinion_is_no_ground_that_is_told() {
    let house = House::new();
    let body = json!({"opinions_sealed": true});
    house.send("PUT", "/api/v1/house-rules", "head", body).await.is(200);
    let review = house.filed("party").await;
    house.act(&review, "head", json!({"act": "open-review", "position": 1})).await.is(201);
    let propose = json!({"act": "propose", "conclusion": "pass", "position": 2});
    house.act(&review, "head", propose).await.is(201);
    let reply = json!({"act": "reply", "opinion": "disagree", "because": "供应", "position": 3});
    house.act(&review, "miit", reply).await.is(201);
    let met = |told: &Value| {
        let limits = told["limits"].as_array().unwrap().iter();
        let one = limits.clone().find(|one| one["limit"]["of"] == "miit").unwrap();
        (entries(one).contains(&4), one["grounds"]["withheld"] == true)
    };
    assert_eq!(met(&explained(&house, &review, "officer").await), (false, true));
    assert_eq!(met(&explained(&house, &review, "miit").await), (true, false));
    // Nor does the computation hold it, nor a what-if tell it.
    let path = format!("/api/v1/reviews/{review}/computation");
    let no = house.get(&path, "head").await.refuses(403, "not-permitted");
    assert_eq!(no["policy"], "house:whole-docket-only");
    let tried = house.post("/api/v1/law/what-if", "head", json!({"law": "measures-2020"})).await;
    let tried = tried.is(200);
    assert_eq!((&tried["tally"]["cases"], &tried["unread"]), (&json!(0), &json!(1)));
    let page = house.get(&format!("/reviews/{review}"), "head").await.text();
    assert!(!page.contains("/computation"));
    assert!(MEMBERS.contains(&"miit"));
}

#[tokio::test]
async fn a_computation_taken_along_runs_again_to_the_same_result() {
    let house = House::new();
    let review = stopped(&house).await;
    let path = format!("/api/v1/reviews/{review}/computation");
    let page = house.get(&format!("/reviews/{review}"), "officer").await.text();
    assert!(page.contains(&format!("href=\"{path}\" download")));
    for language in ["zh-CN", "en"] {
        let with = [("accept-language", language)];
        let kept = house.send_with("GET", &path, "officer", Value::Null, &with).await;
        let named = kept.headers["content-disposition"].to_str().unwrap().to_owned();
        assert!(named.starts_with("attachment; filename=\"computation-"), "{named}");
        let read = Computation::read(&kept.bytes).unwrap();
        let again = read.rerun(&law::Book::built_in()).unwrap();
        assert_eq!((again.verdict, again.differs), ("equal", Vec::new()));
        let told = kept.json();
        let due = told.pointer("/result/0/replay/state/limits/0/due").unwrap();
        assert_eq!(due, "2026-03-18");
    }
    // The party may not read what the provider was asked for, and so not the whole computation.
    house.get(&path, "party").await.refuses(403, "not-permitted");
    house.get(&path, "other").await.refuses(404, "not-found");
}

#[tokio::test]
async fn a_refusal_on_the_page_of_an_act_unfolds() {
    let house = House::new();
    let review = house.filed("party").await;
    house.act(&review, "head", json!({"act": "open-review", "position": 1})).await.is(201);
    let edge = "edge";
    let field = |name: &str, value: &str| {
        format!("--{edge}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let fields = [
        ("position", "2"),
        ("limit", "preliminary-review"),
        ("working_days", "16"),
        ("because", "情况复杂"),
    ];
    let mut body: String = fields.iter().map(|(name, value)| field(name, value)).collect();
    body.push_str(&format!("--{edge}--\r\n"));
    let media = format!("multipart/form-data; boundary={edge}");
    let headers = [("content-type", media.as_str())];
    let path = format!("/reviews/{review}/acts/extend-limit");
    let page = house.raw("POST", &path, "head", body.into(), &headers).await;
    assert_eq!(page.status.as_u16(), 409);
    let page = page.text();
    for part in ["为何不予记入", "/law/measures-2022/coverage#art-11", "案卷至此"] {
        assert!(page.contains(part), "{part}");
    }
}
