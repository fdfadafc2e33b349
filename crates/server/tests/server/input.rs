//! Bad input: each gets a clear answer that says what, where and what would be allowed.

use axum::body::{Body, Bytes};
use futures_util::stream;
use serde_json::{Value, json};

use crate::house::House;

const JSON: (&str, &str) = ("content-type", "application/json");

async fn faults(house: &House, path: &str, body: &str) -> Vec<String> {
    let body = Body::from(body.to_owned());
    let answer = house.raw("POST", path, "party", body, &[JSON]).await;
    let refused = answer.refuses(422, "invalid");
    let faults = refused["faults"].as_array().unwrap().clone();
    faults.iter().map(|fault| fault["pointer"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn every_fault_is_told_with_its_place() {
    let house = House::new();
    let filings = "/api/v1/filings";
    let body = r#"{"kind": "export", "subject": [], "colour": 1, "party": ""}"#;
    let told = faults(&house, filings, body).await;
    assert_eq!(told, ["/colour", "/kind", "/party", "/subject"]);
    assert_eq!(faults(&house, filings, "{}").await, ["/kind", "/subject"]);
    assert_eq!(faults(&house, filings, "[1]").await, [""]);
    assert_eq!(faults(&house, filings, "{\"kind\": ").await, [""]);
    let nul = r#"{"kind":"procurement","subject":{"a/b":{"c":["x","y\u0000"]}}}"#;
    assert_eq!(faults(&house, filings, nul).await, ["/subject/a~1b/c/1"]);
    let lone = r#"{"kind":"procurement","subject":{"title":"\ud800"}}"#;
    assert_eq!(faults(&house, filings, lone).await, [""]);
    let answer = house.raw("POST", filings, "party", Body::from(lone), &[JSON]).await.json();
    assert!(answer["faults"][0]["text"]["en"].as_str().unwrap().contains("surrogate"));
    let latin = house.raw("POST", filings, "party", Body::from(&b"\"\xE9\""[..]), &[JSON]).await;
    latin.refuses(422, "invalid");
}

#[tokio::test]
async fn what_would_not_be_kept_as_it_was_sent_is_refused_at_its_place() {
    let house = House::new();
    let filings = "/api/v1/filings";
    let subject = async |members: &str| {
        let body = format!(r#"{{"kind":"procurement","subject":{{{members}}}}}"#);
        faults(&house, filings, &body).await
    };
    assert_eq!(subject(r#""a\u0000b":1"#).await, ["/subject/a\0b"]);
    assert_eq!(subject(r#""a\u001fb":1"#).await, ["/subject/a\u{1f}b"]);
    assert_eq!(
        subject(r#""a\u0085":1,"b":[{"\n":2}]"#).await,
        ["/subject/a\u{85}", "/subject/b/0/\n"]
    );
    assert_eq!(subject(r#""a":1,"b":2,"a":3"#).await, ["/subject/a"]);
    assert_eq!(subject(r#""a":[0,{"b/c":1,"b\u002fc":1}]"#).await, ["/subject/a/1/b~1c"]);
    let twice = r#"{"kind":"procurement","kind":"platform-listing","subject":{}}"#;
    assert_eq!(faults(&house, filings, twice).await, ["/kind"]);
    for number in [
        "9007199254740992",
        "-9007199254740992",
        "18446744073709551615",
        "18446744073709551616",
        "123456789012345678901234567890",
        "1e300",
        "-1.5e16",
    ] {
        assert_eq!(subject(&format!(r#""n":[1,{number}]"#)).await, ["/subject/n/1"], "{number}");
    }
    assert_eq!(subject(r#""n":1e400"#).await, [""]);
    let kept = r#"{"n":[9007199254740991,-9007199254740991,0.5,-0.0,1e3,0],"t":"a\nb"}"#;
    let body = format!(r#"{{"kind":"procurement","subject":{kept}}}"#);
    let answer = house.raw("POST", filings, "party", Body::from(body), &[JSON]).await.is(201);
    assert_eq!(answer["subject"], serde_json::from_str::<Value>(kept).unwrap());
    // Of very many faults a hundred are told.
    let many: Vec<String> = (0..500).map(|nth| format!(r#""{nth}\u0001":1"#)).collect();
    assert_eq!(subject(&many.join(",")).await.len(), 100);
    let deep = format!(r#""a":{}1{}"#, "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(subject(&deep).await, [""]);
}

#[tokio::test]
async fn acts_are_read_with_the_same_care() {
    let house = House::new();
    let review = house.filed("party").await;
    let path = format!("/api/v1/reviews/{review}/acts");
    let told = faults(&house, &path, r#"{"act": "fly", "position": 1}"#).await;
    assert_eq!(told, ["/act"]);
    let bad = r#"{"act": "extend-limit", "limit": "intake", "working_days": 10000, "x": 1}"#;
    let told = faults(&house, &path, bad).await;
    assert_eq!(told, ["/x", "/limit", "/working_days", "/position"]);
    let zero = r#"{"act": "extend-limit", "limit": "special-review", "working_days": 0,
                   "position": 1}"#;
    assert_eq!(faults(&house, &path, zero).await, ["/working_days"]);
    let dated = r#"{"act": "withdraw", "position": 1, "dated": "2026-02-30"}"#;
    assert_eq!(faults(&house, &path, dated).await, ["/dated"]);
}

#[tokio::test]
async fn too_much_for_a_small_route_is_refused_unread() {
    let house = House::new();
    // A body of 200 MB whose reading would fail the test.
    let unread = stream::once(async { panic!("the body was read") });
    let unread = unread.map_ok_never();
    let length = [JSON, ("content-length", "200000000")];
    let body = Body::from_stream(unread);
    let answer = house.raw("POST", "/api/v1/filings", "party", body, &length).await;
    let refused = answer.refuses(413, "too-large");
    assert_eq!(refused["limit_bytes"], 256 * 1024);
    let unstated =
        stream::iter((0..400).map(|_| Ok::<_, std::io::Error>(Bytes::from(vec![b' '; 1024]))));
    let body = Body::from_stream(unstated);
    let answer = house.raw("POST", "/api/v1/filings", "party", body, &[JSON]).await;
    answer.refuses(413, "too-large");
}

trait Never {
    fn map_ok_never(self)
    -> impl futures_util::Stream<Item = Result<Bytes, std::io::Error>> + Send;
}

impl<S: futures_util::Stream<Item = ()> + Send> Never for S {
    fn map_ok_never(
        self,
    ) -> impl futures_util::Stream<Item = Result<Bytes, std::io::Error>> + Send {
        futures_util::StreamExt::map(self, |()| Ok(Bytes::new()))
    }
}

#[tokio::test]
async fn other_media_methods_and_paths_are_told() {
    let house = House::new();
    let xml = [("content-type", "application/xml")];
    let answer = house.raw("POST", "/api/v1/filings", "party", Body::from("<a/>"), &xml).await;
    answer.refuses(415, "media-type");
    let answer = house.send("PATCH", "/api/v1/law", "", Value::Null).await;
    assert!(answer.headers.contains_key("allow"));
    answer.refuses(405, "method-not-allowed");
    house.get("/api/v1/nothing", "party").await.refuses(404, "not-found");
    house.get("/api/v1/filings?colour=red", "party").await.refuses(422, "invalid");
}

#[tokio::test]
async fn days_and_law_are_anybodys() {
    let house = House::new();
    let added = house.get("/api/v1/days/add?from=2024-03-04&n=10", "").await.is(200);
    // The contract's own example.
    assert_eq!(added["due"], "2024-03-18");
    assert_eq!((&added["weekday"], &added["provisional"]), (&json!("Mon"), &json!(false)));
    let sheet = house.get("/api/v1/days/sheet?from=2024-03-04&n=2", "").await.is(200);
    let days: Vec<&str> =
        sheet["days"].as_array().unwrap().iter().map(|day| day["why"].as_str().unwrap()).collect();
    assert_eq!(days, ["start", "working", "working"]);
    for bad in ["n=0", "n=10000", "n=x", ""] {
        let path = format!("/api/v1/days/add?from=2024-03-04&{bad}");
        house.get(&path, "").await.refuses(422, "invalid");
    }
    house.get("/api/v1/days/add?from=2016-12-31&n=1", "").await.refuses(422, "invalid");
    for (day, law) in [
        ("2017-05-31", Value::Null),
        ("2017-06-01", json!("trial-2017")),
        ("2020-06-01", json!("measures-2020")),
        ("2022-02-14", json!("measures-2020")),
        ("2022-02-15", json!("measures-2022")),
    ] {
        let told = house.get(&format!("/api/v1/law/governs?on={day}"), "").await.is(200);
        assert_eq!(told["law"], law);
    }
    let laws = house.get("/api/v1/law", "").await.is(200);
    assert_eq!(laws.as_array().unwrap().len(), 5);
    house.get("/api/v1/law/measures-2022", "").await.is(200);
    house.get("/api/v1/law/measures-2021", "").await.refuses(404, "not-found");
}
