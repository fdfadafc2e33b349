//! Readings: on record before the document is handed out, told by role, never in the way of lists.

use serde_json::{Value, json};

use crate::house::{Answer, House};

const MATERIAL: &str = "materials/analysis";

/// A case and its filing.
async fn case(house: &House) -> (String, String) {
    let review = house.filed("party").await;
    let told = house.get(&format!("/api/v1/reviews/{review}"), "party").await.is(200);
    (review, told["filing"].as_str().unwrap().to_owned())
}

async fn readings(house: &House) -> Vec<Value> {
    let told = house.get("/api/v1/readings", "auditor").await.is(200);
    told["readings"].as_array().unwrap().clone()
}

async fn given(house: &House, review: &str, who: &str) -> Vec<Value> {
    let path = format!("/api/v1/reviews/{review}/readings");
    house.get(&path, who).await.is(200)["readings"].as_array().unwrap().clone()
}

fn of<'a>(all: &'a [Value], kind: &str) -> Vec<&'a Value> {
    all.iter().filter(|one| one["kind"] == kind).collect()
}

#[tokio::test]
async fn a_reading_is_on_record_before_the_document_is_handed_out() {
    let house = House::new();
    let (_, filing) = case(&house).await;
    let blobs = house.dir.path().join("data/blobs");
    std::fs::remove_dir_all(&blobs).unwrap();
    std::fs::create_dir(&blobs).unwrap();
    let refused = house.get(&format!("/api/v1/filings/{filing}/{MATERIAL}"), "officer").await;
    refused.refuses(500, "file-damaged");
    let all = readings(&house).await;
    let read = of(&all, "material");
    assert_eq!(read.len(), 1, "{all:?}");
    let row = read[0];
    for (member, wanted) in [
        ("name", "officer"),
        ("role", "officer"),
        ("item", "analysis"),
        ("purpose", "handle"),
        ("read_at", "2026-03-04T01:00:00Z"),
    ] {
        assert_eq!(row[member], wanted, "{row}");
    }
    assert_eq!(row["emergency"], Value::Null);
}

#[tokio::test]
async fn whoever_gave_a_document_sees_when_and_for_what_by_role_and_no_more() {
    let house = House::new();
    let (review, filing) = case(&house).await;
    let file = format!("/api/v1/filings/{filing}/{MATERIAL}");
    assert_eq!(house.get(&file, "officer").await.status, 200);
    let told = given(&house, &review, "party").await;
    let row = of(&told, "material")[0];
    let wanted = json!({"read_at": "2026-03-04T01:00:00Z", "kind": "material",
        "item": "analysis", "name": "analysis.txt", "role": "office", "purpose": "handle"});
    assert_eq!(*row, wanted);
    // The docket is the Office's own: how it handles a case is nobody's document.
    house.get(&format!("/api/v1/reviews/{review}/docket"), "officer").await.is(200);
    assert!(of(&given(&house, &review, "party").await, "docket").is_empty());
    for who in ["other", "miit", "provider", "admin", "commission"] {
        let path = format!("/api/v1/reviews/{review}/readings");
        house.get(&path, who).await.refuses(404, "not-found");
    }
    // The Office gave nothing here.
    assert!(given(&house, &review, "officer").await.is_empty());
}

#[tokio::test]
async fn a_party_is_not_told_which_body_read_nor_that_it_gives_an_opinion() {
    let house = House::new();
    let (review, filing) = case(&house).await;
    house.act(&review, "head", json!({"act": "open-review", "position": 1})).await.is(201);
    let propose = json!({"act": "propose", "conclusion": "pass", "position": 2});
    house.act(&review, "head", propose).await.is(201);
    let file = format!("/api/v1/filings/{filing}/{MATERIAL}");
    assert_eq!(house.get(&file, "miit").await.status, 200);
    let told = given(&house, &review, "party").await;
    let row = of(&told, "material")[0];
    assert_eq!((&row["role"], &row["purpose"]), (&json!("mechanism"), &json!("review")));
    let text = json!(told).to_string();
    for word in ["miit", "liaison", "opinion"] {
        assert!(!text.contains(word), "{word} in {text}");
    }
    let auditor = readings(&house).await;
    let row = of(&auditor, "material")[0].clone();
    assert_eq!((&row["name"], &row["purpose"]), (&json!("miit"), &json!("opinion")));
}

#[tokio::test]
async fn the_same_document_within_the_hour_is_one_reading_and_later_another() {
    let house = House::new();
    let (review, filing) = case(&house).await;
    let file = format!("/api/v1/filings/{filing}/{MATERIAL}");
    for minute in ["01:00:00", "01:20:00", "01:59:59", "02:00:00", "02:30:00"] {
        house.at(&format!("2026-03-04T{minute}Z"));
        assert_eq!(house.get(&file, "officer").await.status, 200);
    }
    let told = given(&house, &review, "party").await;
    let times: Vec<&Value> = of(&told, "material").iter().map(|one| &one["read_at"]).collect();
    assert_eq!(times, ["2026-03-04T02:00:00Z", "2026-03-04T01:00:00Z"]);
    // Another document, another reader, a docket that has grown: each is another reading.
    let other = format!("/api/v1/filings/{filing}/materials/documents");
    assert_eq!(house.get(&other, "officer").await.status, 200);
    assert_eq!(house.get(&file, "officer2").await.status, 200);
    assert_eq!(of(&given(&house, &review, "party").await, "material").len(), 4);
    let docket = format!("/api/v1/reviews/{review}/docket");
    house.get(&docket, "officer").await.is(200);
    house.act(&review, "head", json!({"act": "open-review", "position": 1})).await.is(201);
    house.get(&docket, "officer").await.is(200);
    house.get(&docket, "officer").await.is(200);
    let all = readings(&house).await;
    let own = of(&all, "docket").into_iter().filter(|one| one["name"] == "officer").count();
    assert_eq!(own, 2);
}

#[tokio::test]
async fn a_person_sees_his_own_readings_the_auditor_all_and_nobody_else_any() {
    let house = House::new();
    let (review, _) = case(&house).await;
    house.get(&format!("/api/v1/reviews/{review}/docket"), "officer").await.is(200);
    let own = house.get("/api/v1/me/readings", "officer").await.is(200);
    assert_eq!(own["readings"].as_array().unwrap().len(), 1);
    let none = house.get("/api/v1/me/readings", "officer2").await.is(200);
    assert_eq!(none["readings"], json!([]));
    for who in ["officer", "head", "clerk", "admin", "party", "miit", "commission"] {
        house.get("/api/v1/readings", who).await.refuses(403, "not-permitted");
    }
    house.get("/api/v1/readings", "").await.refuses(401, "not-signed-in");
}

#[tokio::test]
async fn a_page_of_ones_own_readings_tells_nothing_of_others() {
    let house = House::new();
    let (review, _) = case(&house).await;
    let docket = format!("/api/v1/reviews/{review}/docket");
    for hour in 0..130 {
        let (day, hour) = (4 + hour / 24, hour % 24);
        house.at(&format!("2026-03-{day:02}T{hour:02}:30:00Z"));
        house.get(&docket, "officer").await.is(200);
        if hour % 3 == 0 {
            house.get(&docket, "officer2").await.is(200);
        }
    }
    let mut all = Vec::new();
    let mut path = "/api/v1/me/readings".to_owned();
    loop {
        let page = house.get(&path, "officer").await.is(200);
        all.extend(page["readings"].as_array().unwrap().clone());
        match page["next"].as_str() {
            // How many of one's own are left, whatever others read between.
            Some(next) => assert_eq!(next, "30"),
            None => break,
        }
        path = format!("/api/v1/me/readings?cursor={}", page["next"].as_str().unwrap());
    }
    assert_eq!(all.len(), 130);
    assert!(all.windows(2).all(|two| two[1]["read_at"].as_str() < two[0]["read_at"].as_str()));
}

#[tokio::test]
async fn lists_searches_and_outlines_leave_no_reading() {
    let house = House::new();
    let (review, _) = case(&house).await;
    for (path, who) in [
        ("/api/v1/reviews".to_owned(), "officer"),
        ("/api/v1/reviews?q=%E9%87%87%E8%B4%AD".to_owned(), "head"),
        ("/reviews".to_owned(), "officer"),
        (format!("/api/v1/reviews/{review}/docket"), "auditor"),
        (format!("/api/v1/reviews/{review}/files"), "officer"),
    ] {
        assert_eq!(house.get(&path, who).await.status, 200, "{path}");
    }
    let all = readings(&house).await;
    // The party looked at its own filing.
    assert!(all.iter().all(|one| one["name"] == "party"), "{all:?}");
}

/// Somebody at a browser.
async fn session(house: &House, who: &str) -> String {
    let password = "a long enough password";
    server::setup::set_passwords(house.office.store(), &house.office.world, &[who], password)
        .unwrap();
    let body = json!({"login": who, "password": password});
    let signed = house.post("/api/v1/session", "", body).await;
    let cookie = signed.headers["set-cookie"].to_str().unwrap().to_owned();
    cookie.split(';').next().unwrap().to_owned()
}

async fn at_page(house: &House, method: &str, path: &str, cookie: &str, form: &str) -> Answer {
    let headers = [
        ("cookie", cookie),
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("accept-language", "en"),
    ];
    house.raw(method, path, "", form.to_owned().into(), &headers).await
}

#[tokio::test]
async fn the_purpose_is_asked_once_a_session_and_goes_along_with_each_reading() {
    let house = House::new();
    let (review, _) = case(&house).await;
    let cookie = session(&house, "officer").await;
    let page = format!("/reviews/{review}");
    let asked = at_page(&house, "GET", &page, &cookie, "").await.text();
    assert!(asked.contains("name=\"purpose\"") && !asked.contains("id=\"entry-1\""));
    let all = readings(&house).await;
    assert!(all.iter().all(|one| one["name"] != "officer"), "nothing was handed out");
    // The printed docket leads to the question too.
    let printed = at_page(&house, "GET", &format!("{page}/docket"), &cookie, "").await;
    assert_eq!(
        (printed.status.as_u16(), printed.headers["location"].to_str().unwrap()),
        (303, page.as_str())
    );
    let form = "purpose=check&note=for+the+weekly+meeting";
    let stated = at_page(&house, "POST", &format!("{page}/purpose"), &cookie, form).await;
    assert_eq!(stated.status, 303);
    let shown = at_page(&house, "GET", &page, &cookie, "").await.text();
    assert!(shown.contains("id=\"entry-1\""), "{shown}");
    let all = readings(&house).await;
    let own: Vec<&Value> = all.iter().filter(|one| one["name"] == "officer").collect();
    assert_eq!(own.len(), 2, "the docket and what the filing says");
    for one in own {
        assert_eq!(
            (&one["purpose"], &one["note"]),
            (&json!("check"), &json!("for the weekly meeting"))
        );
    }
    // The giver is told the purpose and not the line.
    let told = json!(given(&house, &review, "party").await).to_string();
    assert!(told.contains("check") && !told.contains("weekly"), "{told}");
    // Another session is asked anew; a party is never asked for its own.
    let again = session(&house, "officer").await;
    let asked = at_page(&house, "GET", &page, &again, "").await.text();
    assert!(asked.contains("name=\"purpose\""));
    let party = session(&house, "party").await;
    let shown = at_page(&house, "GET", &page, &party, "").await.text();
    assert!(shown.contains("id=\"entry-1\""));
    let path = format!("/api/v1/reviews/{review}/purpose");
    let foreign = house.send("PUT", &path, "officer", json!({"purpose": "approve"})).await;
    foreign.refuses(422, "invalid");
}
