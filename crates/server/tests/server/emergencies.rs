//! Emergencies: a reason, an hour, reading alone, heads and auditor told.

use serde_json::{Value, json};

use crate::house::House;

const ALL: &str = "/api/v1/emergencies";
const WHY: &str = "值班期间接报：关键设备疑似中断，须核对清单";

/// A case that nobody of the Office has declared anything about.
async fn case(house: &House) -> (String, String) {
    let filing = house.draft("party").await;
    let path = format!("/api/v1/filings/{filing}/submit");
    let submitted = house.post(&path, "party", Value::Null).await.is(201);
    let text = |name: &str| submitted[name].as_str().unwrap().to_owned();
    (text("review"), text("number"))
}

async fn told(house: &House, who: &str) -> Vec<Value> {
    let lines = house.get("/api/v1/me/told", who).await.is(200);
    lines["lines"].as_array().unwrap().clone()
}

#[tokio::test]
async fn an_officer_who_has_not_declared_reads_for_an_hour_and_does_nothing_else() {
    let house = House::new();
    let (review, _) = case(&house).await;
    let page = format!("/api/v1/reviews/{review}");
    house.get(&page, "officer").await.refuses(403, "not-permitted");
    let begun = house.post(ALL, "officer", json!({"review": review, "because": WHY})).await;
    let begun = begun.is(201);
    assert_eq!(begun["ends_at"], "2026-03-04T02:00:00Z");
    house.get(&page, "officer").await.is(200);
    house.get(&format!("{page}/docket"), "officer").await.is(200);
    let act = json!({"act": "open-review", "position": 1});
    let refused = house.act(&review, "officer", act).await.refuses(403, "not-permitted");
    assert_eq!(refused["policy"], "emergency-reads-only");
    let path = format!("{page}/files?name=a.txt");
    let file = house.raw("POST", &path, "officer", "x".into(), &[]).await;
    assert_eq!(file.refuses(403, "not-permitted")["policy"], "emergency-reads-only");
    // Asked for twice it is one.
    let again = house.post(ALL, "officer", json!({"review": review, "because": WHY})).await;
    assert_eq!(again.is(201)["id"], begun["id"]);
    // What was read carries it.
    let all = house.get("/api/v1/readings", "auditor").await.is(200);
    let own: Vec<&Value> =
        all["readings"].as_array().unwrap().iter().filter(|one| one["name"] == "officer").collect();
    assert!(own.len() == 2 && own.iter().all(|one| one["emergency"] == begun["id"]), "{own:?}");
    assert!(own.iter().all(|one| one["purpose"] == "emergency"));
    let listed = house.get(ALL, "head").await.is(200);
    assert_eq!(
        (&listed["emergencies"][0]["readings"], &listed["emergencies"][0]["state"]),
        (&json!(2), &json!("running"))
    );
    house.at("2026-03-04T01:59:59Z");
    house.get(&page, "officer").await.is(200);
    house.at("2026-03-04T02:00:00Z");
    house.get(&page, "officer").await.refuses(403, "not-permitted");
    assert_eq!(house.get(ALL, "head").await.is(200)["emergencies"][0]["state"], "over");
}

#[tokio::test]
async fn a_declared_conflict_is_never_broken_and_a_reason_is_a_sentence() {
    let house = House::new();
    let (review, number) = case(&house).await;
    for because in ["", "急", "  急急急急   "] {
        let body = json!({"review": review, "because": because});
        house.post(ALL, "officer", body).await.refuses(422, "invalid");
    }
    house.declares(&review, "officer", true).await;
    let absent = json!({"review": "01900000-0000-7000-8000-000000000000", "because": WHY});
    let nowhere = house.post(ALL, "officer", absent).await;
    for named in [&review, &number] {
        let body = json!({"review": named, "because": WHY});
        let refused = house.post(ALL, "officer", body).await;
        assert_eq!(refused.status, 404);
        assert_eq!(refused.bytes, nowhere.bytes);
    }
    // One that is declared while the hour runs ends it.
    house.post(ALL, "officer2", json!({"review": review, "because": WHY})).await.is(201);
    house.declares(&review, "officer2", true).await;
    let page = format!("/api/v1/reviews/{review}");
    house.get(&page, "officer2").await.refuses(404, "not-found");
    assert!(told(&house, "head").await.len() == 1);
}

#[tokio::test]
async fn a_member_that_was_not_asked_opens_a_case_by_its_number() {
    let house = House::new();
    let (review, number) = case(&house).await;
    let page = format!("/api/v1/reviews/{review}");
    house.get(&page, "mss").await.refuses(404, "not-found");
    let begun = house.post(ALL, "mss", json!({"review": number, "because": WHY})).await.is(201);
    house.get(&page, "mss").await.is(200);
    let listed = house.get("/api/v1/reviews", "mss").await.is(200);
    assert_eq!(listed["reviews"].as_array().unwrap().len(), 1);
    // Nobody else of its kind sees more for it.
    house.get(&page, "miit").await.refuses(404, "not-found");
    let reply = json!({"act": "reply", "opinion": "agree", "position": 1});
    house.act(&review, "mss", reply).await.refuses(403, "not-permitted");
    // Its own emergencies it sees, and may end.
    let own = house.get(ALL, "mss").await.is(200);
    assert_eq!(own["emergencies"].as_array().unwrap().len(), 1);
    assert_eq!(house.get(ALL, "miit").await.is(200)["emergencies"], json!([]));
    let one = format!("{ALL}/{}", begun["id"].as_str().unwrap());
    house.send("DELETE", &one, "miit", Value::Null).await.refuses(404, "not-found");
    house.send("DELETE", &one, "mss", Value::Null).await.is(204);
    house.get(&page, "mss").await.refuses(404, "not-found");
    // Who is no member, or reads it as it is, has no emergency.
    for who in ["nea", "other", "provider", "commission", "admin", "clerk", "auditor"] {
        let refused = house.post(ALL, who, json!({"review": number, "because": WHY})).await;
        assert!([403, 404].contains(&refused.status.as_u16()), "{who} {}", refused.status);
    }
    let body = json!({"review": number, "because": WHY});
    house.post(ALL, "party", body.clone()).await.refuses(403, "not-permitted");
    house.declares(&review, "officer", false).await;
    house.post(ALL, "officer", body).await.refuses(409, "reads-already");
}

#[tokio::test]
async fn heads_and_the_auditor_are_told_at_once_and_a_heads_own_to_another_head() {
    let mut house = House::new();
    crate::trust::let_in(&mut house, "head2", "另一负责人", "office", "head");
    let (review, number) = case(&house).await;
    house.post(ALL, "officer", json!({"review": review, "because": WHY})).await.is(201);
    for who in ["head", "head2", "auditor"] {
        let lines = told(&house, who).await;
        assert_eq!(lines.len(), 1, "{who}");
        let line = &lines[0];
        assert_eq!(line["kind"], "emergency");
        assert_eq!((&line["name"], &line["number"]), (&json!("officer"), &json!(number)));
        assert_eq!(line["because"], WHY);
    }
    for who in ["officer", "officer2", "clerk", "admin", "party", "miit", "commission"] {
        assert!(told(&house, who).await.is_empty(), "{who}");
    }
    house.post(ALL, "head", json!({"review": review, "because": WHY})).await.is(201);
    assert_eq!(told(&house, "head").await.len(), 1, "not of his own");
    assert_eq!(told(&house, "head2").await.len(), 2);
    assert_eq!(told(&house, "auditor").await.len(), 2);
    // It stands on the head's first page.
    let english = [("accept-language", "en")];
    let page = house.send_with("GET", "/reviews", "head2", Value::Null, &english).await.text();
    assert!(page.contains("in an emergency") && page.contains("officer"), "{page}");
    let page = house.send_with("GET", "/reviews", "officer2", Value::Null, &english).await.text();
    assert!(!page.contains("in an emergency"));
}

#[tokio::test]
async fn a_head_ends_an_emergency_and_it_is_all_on_the_offices_stream() {
    let house = House::new();
    let (review, _) = case(&house).await;
    let begun = house.post(ALL, "officer", json!({"review": review, "because": WHY})).await;
    let id = begun.is(201)["id"].as_str().unwrap().to_owned();
    let one = format!("{ALL}/{id}");
    house.send("DELETE", &one, "officer2", Value::Null).await.refuses(404, "not-found");
    house.send("DELETE", &one, "auditor", Value::Null).await.refuses(403, "not-permitted");
    house.send("DELETE", &one, "head", Value::Null).await.is(204);
    house.get(&format!("/api/v1/reviews/{review}"), "officer").await.refuses(403, "not-permitted");
    // Ended once, it stays as it ended.
    house.send("DELETE", &one, "officer", Value::Null).await.is(204);
    let listed = house.get(ALL, "auditor").await.is(200);
    let row = &listed["emergencies"][0];
    assert_eq!((&row["state"], &row["ended_by"]), (&json!("ended"), &json!("head")));
    let stream = store::StreamId::new(server::OFFICE);
    let lines = house.office.reader().entries(&stream, 0).unwrap();
    let kinds: Vec<String> = lines
        .iter()
        .filter_map(|line| {
            let said: Value = serde_json::from_str(&line.payload).unwrap();
            let ours = said["emergency"] == id.as_str();
            ours.then(|| said["office"].as_str().unwrap().to_owned())
        })
        .collect();
    assert_eq!(kinds, ["emergency-began", "emergency-ended"]);
}
