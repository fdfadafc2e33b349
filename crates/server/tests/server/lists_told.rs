//! Lists outside the Office: whatever is asked for, in whatever order and on whatever page, answers
//! nothing but what the caller was told.

use serde_json::{Value, json};

use crate::house::House;

/// What can be asked of a list, each alone and in both orders, two rows a page and all pages of it.
const FILTERS: &[&str] = &[
    "",
    "state=all",
    "state=closed",
    "overdue=true",
    "overdue=false",
    "due_before=2026-03-20",
    "due_before=2026-04-10",
    "due_before=2026-05-01",
    "due_before=2026-07-01",
    "due_before=2026-10-01",
    "due_before=2027-06-01",
    "step=preliminary-review",
    "step=consultation",
    "step=special-review",
    "step=commission-approval",
    "waiting_for=office",
    "waiting_for=party",
    "waiting_for=commission",
    "waiting_for=anyone",
    "law=measures-2022",
    "party=beichen",
    "q=%E9%87%87%E8%B4%AD",
];

/// Every answer, byte for byte.
async fn answers(house: &House, who: &str) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for filter in FILTERS {
        for order in ["urgent", "newest"] {
            let query = format!("/api/v1/reviews?order={order}&limit=2&{filter}");
            let mut cursor = String::new();
            loop {
                let path = format!("{query}{cursor}");
                let answer = house.get(&path, who).await;
                assert_eq!(answer.status, 200, "{path}");
                let next = answer.json()["next"].clone();
                all.push((path, answer.bytes));
                match next.as_str() {
                    None => break,
                    Some(next) => cursor = format!("&cursor={next}"),
                }
            }
        }
    }
    all
}

fn numbers(told: &Value) -> Vec<String> {
    let rows = told["reviews"].as_array().unwrap().iter();
    rows.map(|row| row["number"].as_str().unwrap().to_owned()).collect()
}

async fn days_pass(house: &House, review: &str, day: &str, who: &str, mut act: Value, at: u32) {
    house.at(&format!("{day}T02:00:00Z"));
    act["position"] = at.into();
    house.act(review, who, act).await.is(201);
}

#[tokio::test]
async fn no_list_of_a_party_moves_with_what_it_was_not_told() {
    let house = House::new();
    let mut all = Vec::new();
    for day in ["2026-03-04", "2026-03-09", "2026-03-11", "2026-03-16", "2026-03-17"] {
        house.at(&format!("{day}T01:00:00Z"));
        all.push(house.filed("party").await);
    }
    let [_, opened, other, _, review] = all.as_slice() else { unreachable!() };
    days_pass(&house, opened, "2026-03-18", "officer", json!({"act": "open-review"}), 1).await;
    let opens = json!({"act": "open-review"});
    days_pass(&house, other, "2026-03-18", "officer", opens.clone(), 1).await;
    days_pass(&house, review, "2026-03-18", "officer", opens, 1).await;
    let propose = json!({"act": "propose", "conclusion": "fail"});
    days_pass(&house, other, "2026-03-19", "officer", propose.clone(), 2).await;
    days_pass(&house, review, "2026-03-20", "officer", propose, 2).await;
    let before = answers(&house, "party").await;
    // Of five, so that there are pages to be turned.
    assert!(before.iter().filter(|(path, _)| path.contains("cursor")).count() > 10);
    let consulted = house.get(&format!("/api/v1/reviews/{review}"), "officer").await.is(200);
    let mut position = 3;
    for who in consulted["waiting_for"].as_array().unwrap() {
        let (_, body) = who.as_str().unwrap().split_once(':').unwrap();
        let reply = json!({"act": "reply", "opinion": "disagree", "because": "风险"});
        days_pass(&house, review, "2026-03-20", body, reply, position).await;
        position += 1;
        if position < 6 {
            assert!(answers(&house, "party").await == before, "after the opinion of {body}");
        }
    }
    // The last opinion divided them.
    let office = house.get(&format!("/api/v1/reviews/{review}"), "officer").await.is(200);
    assert_eq!(office["step"], "special-review");
    assert!(answers(&house, "party").await == before, "after the division");

    let special = json!({"act": "open-special-review"});
    days_pass(&house, review, "2026-03-20", "officer", special, position).await;
    let told = answers(&house, "party").await;
    assert!(told != before, "the special review is notified");
    for (nth, (who, act)) in [
        ("officer", json!({"act": "hear", "body": "unit:mss"})),
        ("officer", json!({"act": "propose-again", "conclusion": "fail"})),
        ("officer", json!({"act": "submit-to-commission", "because": "逾期未回复"})),
        ("commission", json!({"act": "commission-approve"})),
    ]
    .into_iter()
    .enumerate()
    {
        let at = position + 1 + u32::try_from(nth).unwrap();
        days_pass(&house, review, "2026-03-20", who, act.clone(), at).await;
        assert!(answers(&house, "party").await == told, "after {act}");
    }
}

#[tokio::test]
async fn a_party_s_urgent_order_goes_through_all_pages_by_the_days_it_was_told() {
    let house = House::new();
    for _ in 0..3 {
        house.filed("party").await;
    }
    let rows = house.get("/api/v1/reviews", "party").await.is(200);
    let newest = house.get("/api/v1/reviews?order=newest", "party").await.is(200);
    let mut reversed = numbers(&newest);
    reversed.reverse();
    // The same day for all: then by age.
    assert_eq!(numbers(&rows), reversed);
    let first = rows["reviews"][0]["id"].as_str().unwrap();
    house.at("2026-03-05T01:00:00Z");
    let asks = json!({"act": "request-supplement", "what": "来源清单", "position": 1});
    house.act(first, "officer", asks).await.is(201);
    let mut paged = Vec::new();
    let mut path = "/api/v1/reviews?limit=1".to_owned();
    loop {
        let told = house.get(&path, "party").await.is(200);
        paged.extend(numbers(&told));
        match told["next"].as_str() {
            None => break,
            Some(next) => path = format!("/api/v1/reviews?limit=1&cursor={next}"),
        }
    }
    // The one that is stopped comes last.
    reversed.rotate_left(1);
    assert_eq!(paged, reversed);
}

#[tokio::test]
async fn a_cursor_outside_the_office_is_made_of_what_its_holder_was_told() {
    let house = House::new();
    for _ in 0..2 {
        house.filed("other").await;
    }
    for _ in 0..2 {
        house.filed("party").await;
    }
    let told = house.get("/api/v1/reviews?limit=1", "party").await.is(200);
    let row = &told["reviews"][0];
    assert_eq!(row["position"], Value::Null);
    let next = told["next"].as_str().unwrap();
    let (_list, place) = next.split_once('.').unwrap();
    let (due, id) = (row["due"].as_str().unwrap(), row["id"].as_str().unwrap());
    assert_eq!(place, format!("{due}.{id}."));
}

#[tokio::test]
async fn a_provider_finds_its_review_by_nothing_it_was_not_told() {
    let house = House::new();
    let body = json!({"kind": "procurement",
        "subject": {"title": "采购", "provider": "kewei"},
        "answers": {"no_state_secrets": true}});
    let filing = house.post("/api/v1/filings", "party", body).await.is(201);
    let path = format!("/api/v1/filings/{}/submit", filing["id"].as_str().unwrap());
    let without = json!({"without": ["declaration", "analysis", "documents"]});
    let opened = house.post(&path, "party", without).await.is(201);
    let review = opened["review"].as_str().unwrap();
    house.declares(review, "officer", false).await;
    let asks = json!({"act": "request-supplement", "what": "源代码", "of": "provider",
                      "position": 1});
    house.act(review, "officer", asks).await.is(201);
    let list = async |query: &str| {
        let told = house.get(&format!("/api/v1/reviews?{query}"), "provider").await.is(200);
        told["reviews"].as_array().unwrap().len()
    };
    assert_eq!(list("").await, 1);
    assert_eq!(list("waiting_for=provider").await, 1);
    for hidden in [
        "step=filing",
        "step=intake",
        "due_before=2030-01-01",
        "overdue=true",
        "state=closed",
        "party=beichen",
        "waiting_for=office",
        "waiting_for=party",
    ] {
        assert_eq!(list(hidden).await, 0, "{hidden}");
    }
}

#[tokio::test]
async fn a_list_names_every_fault_of_its_query_and_takes_no_cursor_of_another() {
    let house = House::new();
    for _ in 0..3 {
        house.filed("party").await;
    }
    let faults = async |query: &str, who: &str| {
        let answer = house.get(&format!("/api/v1/reviews?{query}"), who).await;
        let told = answer.refuses(422, "invalid");
        let all = told["faults"].as_array().unwrap().iter();
        all.map(|fault| fault["pointer"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for who in ["officer", "party"] {
        let all =
            "limit=abc&step=zzz&due_before=1&colour=red&state=open&state=all&law=measures-2021";
        assert_eq!(
            faults(all, who).await,
            ["?colour", "?state", "?step", "?due_before", "?limit", "?law"]
        );
        for (query, at) in [
            ("limit=0", "?limit"),
            ("limit=201", "?limit"),
            ("limit=-1", "?limit"),
            ("limit=1.0", "?limit"),
            ("waiting_for=nobody%20at%20all", "?waiting_for"),
            ("overdue=yes", "?overdue"),
            ("law=measures-2021", "?law"),
            ("order=oldest", "?order"),
            ("cursor=nonsense", "?cursor"),
            ("q=a&q=b", "?q"),
        ] {
            assert_eq!(faults(query, who).await, [at], "{query}");
        }
        let told = house.get("/api/v1/reviews?limit=1", who).await.is(200);
        let next = told["next"].as_str().unwrap();
        for other in ["order=newest", "state=all", "step=intake", "q=a"] {
            assert_eq!(
                faults(&format!("{other}&cursor={next}"), who).await,
                ["?cursor"],
                "{other}"
            );
        }
        for same in ["", "limit=2", "order=urgent", "state=open"] {
            let path = format!("/api/v1/reviews?{same}&cursor={next}");
            house.get(&path, who).await.is(200);
        }
        let elsewhere = if who == "party" { "officer" } else { "party" };
        assert_eq!(faults(&format!("cursor={next}"), elsewhere).await, ["?cursor"]);
        let list = next.split_once('.').unwrap().0;
        for torn in ["", "x", "a.b.c.d", "..x", "9999-99-99"] {
            assert_eq!(faults(&format!("cursor={list}.{torn}"), who).await, ["?cursor"], "{torn}");
        }
    }
    for (query, at) in [("from=x&n=0", vec!["?from", "?n"]), ("n=5&n=6", vec!["?n", "?from"])] {
        let answer = house.get(&format!("/api/v1/days/add?{query}"), "").await;
        let told = answer.refuses(422, "invalid");
        let all = told["faults"].as_array().unwrap().iter();
        let all: Vec<&str> = all.map(|fault| fault["pointer"].as_str().unwrap()).collect();
        assert_eq!(all, at);
    }
}
