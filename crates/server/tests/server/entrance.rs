//! Signing in: links, passwords, sessions, tokens, roles with their days.

use serde_json::{Value, json};

use crate::house::{Answer, House};

fn cookie(answer: &Answer) -> String {
    let set = answer.headers["set-cookie"].to_str().unwrap();
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax"), "{set}");
    set.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn what_ends_is_told_in_one_form_everywhere() {
    let house = House::new();
    house.at("2026-03-04T01:00:00.123456Z");
    let password = json!({"secret": house.link, "password": "a long new password"});
    let begun = house.post("/api/v1/links", "", password).await.is(201);
    assert_eq!(begun["ends_at"], "2026-03-04T13:00:00Z");
    let made = house.post("/api/v1/tokens", "party", json!({"name": "x", "days": 1})).await.is(201);
    assert_eq!(made["ends_at"], "2026-03-05T01:00:00Z");
    let me = house.get("/api/v1/me", "party").await.is(200);
    let tokens = house.get("/api/v1/tokens", "party").await.is(200);
    let all = tokens.as_array().unwrap().iter().map(|one| &one["ends_at"]);
    for ends_at in all.chain([&me["ends_at"]]) {
        assert_eq!(ends_at.as_str().unwrap().len(), "2026-03-05T01:00:00Z".len(), "{ends_at}");
    }
}

#[tokio::test]
async fn the_first_administrator_comes_in_by_a_link_that_works_once() {
    let house = House::new();
    let short = json!({"secret": house.link, "password": "short"});
    house.post("/api/v1/links", "", short).await.refuses(422, "invalid");
    let link = json!({"secret": house.link, "password": "a good long password"});
    let entered = house.post("/api/v1/links", "", link.clone()).await;
    let session = cookie(&entered);
    entered.is(201);
    let with = [("cookie", session.as_str())];
    let me = house.send_with("GET", "/api/v1/me", "", Value::Null, &with).await.is(200);
    assert_eq!((&me["login"], &me["roles"]), (&json!("admin"), &json!(["administrator"])));
    house.post("/api/v1/links", "", link).await.refuses(422, "invalid");
    let wrong = json!({"login": "admin", "password": "another long password"});
    house.post("/api/v1/session", "", wrong).await.refuses(401, "wrong-password");
    let right = json!({"login": "admin", "password": "a good long password"});
    house.post("/api/v1/session", "", right).await.is(201);
    let elsewhere = [("cookie", session.as_str()), ("sec-fetch-site", "cross-site")];
    let answer = house.send_with("DELETE", "/api/v1/session", "", Value::Null, &elsewhere).await;
    answer.refuses(403, "not-permitted");
    house.send_with("DELETE", "/api/v1/session", "", Value::Null, &with).await.is(204);
    let gone = house.send_with("GET", "/api/v1/me", "", Value::Null, &with).await;
    gone.refuses(401, "not-signed-in");
}

#[tokio::test]
async fn a_link_ends() {
    let house = House::new();
    house.at("2026-03-07T01:00:01Z");
    let link = json!({"secret": house.link, "password": "a good long password"});
    house.post("/api/v1/links", "", link).await.refuses(422, "invalid");
}

#[tokio::test]
async fn guessing_is_slowed_down() {
    let house = House::new();
    let guess = || json!({"login": "officer", "password": "guess"});
    let mut last = house.post("/api/v1/session", "", guess()).await;
    for _ in 0..10 {
        last = house.post("/api/v1/session", "", guess()).await;
    }
    assert!(last.headers.contains_key("retry-after"));
    last.refuses(429, "too-many");
    house.at("2026-03-04T01:10:00Z");
    house.post("/api/v1/session", "", guess()).await.refuses(401, "wrong-password");
}

#[tokio::test]
async fn strangers_are_counted_by_address_and_tokens_are_not() {
    let mut house = House::new();
    house.peer = Some("203.0.113.9:4000".parse().unwrap());
    for _ in 0..200 {
        house.get("/api/v1/law", "").await.is(200);
    }
    let refused = house.get("/api/v1/law", "").await;
    assert_eq!(refused.headers["retry-after"], "1");
    refused.refuses(429, "too-many");
    // A token that opens nothing is a stranger's.
    house.tokens.insert("made-up".to_owned(), "at_nothing".to_owned());
    house.get("/api/v1/law", "made-up").await.refuses(429, "too-many");
    for _ in 0..300 {
        house.get("/api/v1/law", "officer").await.is(200);
    }
    // Without a trusted proxy, what callers write of themselves is not read.
    let elsewhere = [("x-forwarded-for", "198.51.100.7")];
    let answer = house.send_with("GET", "/api/v1/law", "", Value::Null, &elsewhere).await;
    answer.refuses(429, "too-many");
    house.peer = Some("198.51.100.7:4000".parse().unwrap());
    house.get("/api/v1/law", "").await.is(200);
    house.at("2026-03-04T01:00:01Z");
    house.peer = Some("203.0.113.9:4001".parse().unwrap());
    house.get("/api/v1/law", "").await.is(200);
}

#[tokio::test]
async fn a_token_reads_only_ends_and_is_revoked() {
    let mut house = House::new();
    let made = json!({"name": "watch", "scope": "read", "days": 2});
    let made = house.post("/api/v1/tokens", "officer", made).await.is(201);
    house.tokens.insert("watch".to_owned(), made["token"].as_str().unwrap().to_owned());
    house.get("/api/v1/reviews", "watch").await.is(200);
    let refused = house.post("/api/v1/tokens", "watch", json!({"name": "more"})).await;
    refused.refuses(403, "not-permitted");
    house.at("2026-03-06T01:00:00Z");
    house.get("/api/v1/reviews", "watch").await.refuses(401, "not-signed-in");
    let made = house.post("/api/v1/tokens", "officer", json!({"name": "x"})).await.is(201);
    house.tokens.insert("x".to_owned(), made["token"].as_str().unwrap().to_owned());
    house.get("/api/v1/me", "x").await.is(200);
    let path = format!("/api/v1/tokens/{}", made["id"].as_str().unwrap());
    house.send("DELETE", &path, "officer2", Value::Null).await.refuses(404, "not-found");
    house.send("DELETE", &path, "officer", Value::Null).await.is(204);
    house.get("/api/v1/me", "x").await.refuses(401, "not-signed-in");
    house.tokens.insert("made-up".to_owned(), "at_nothing".to_owned());
    house.get("/api/v1/law", "made-up").await.refuses(401, "not-signed-in");
}

#[tokio::test]
async fn an_administrator_keeps_accounts_and_reads_no_case() {
    let mut house = House::new();
    let new = json!({"login": "li", "name": "李", "organisation": "office"});
    let made = house.post("/api/v1/accounts", "admin", new.clone()).await.is(201);
    house.post("/api/v1/accounts", "admin", new).await.refuses(422, "invalid");
    let account = made["id"].as_str().unwrap().to_owned();
    let roles = format!("/api/v1/accounts/{account}/roles");
    let unfit = json!({"role": "liaison"});
    house.post(&roles, "admin", unfit).await.refuses(422, "invalid");
    let officer = json!({"role": "officer", "from": "2026-03-04", "until": "2026-03-05"});
    let refused = house.post(&roles, "admin", officer.clone()).await;
    let refused = refused.refuses(403, "not-permitted");
    assert_eq!(refused["policy"], "administrator-names-no-officer");
    let granted = house.post(&roles, "head", officer).await.is(201);
    // The link that came with the account is void: the administrator has seen it.
    let secret = made["link"]["secret"].as_str().unwrap();
    let link = json!({"secret": secret, "password": "another long password"});
    house.post("/api/v1/links", "", link).await.refuses(422, "invalid");
    let made = house.post(&format!("/api/v1/accounts/{account}/link"), "head", Value::Null).await;
    let made = made.is(201);
    let secret = made["secret"].as_str().unwrap();
    let link = json!({"secret": secret, "password": "another long password"});
    let entered = house.post("/api/v1/links", "", link).await;
    let session = cookie(&entered);
    let token = session.split_once('=').unwrap().1.to_owned();
    house.tokens.insert("li".to_owned(), token);
    let me = |day: &'static str, house: &House| {
        house.at(day);
    };
    house.get("/api/v1/me", "li").await.is(200);
    let told = house.get("/api/v1/me", "li").await.is(200);
    assert_eq!(told["roles"], json!(["officer"]));
    let path = format!("{roles}/{}", granted["id"].as_str().unwrap());
    house.send("DELETE", &path, "admin", json!({"last_day": "2026-03-03"})).await.is(204);
    // With the last role the holder is out.
    house.get("/api/v1/me", "li").await.refuses(401, "not-signed-in");
    me("2026-03-04T02:00:00Z", &house);
    let lock = format!("/api/v1/accounts/{account}");
    house.send("PUT", &lock, "admin", json!({"locked": true})).await.is(204);
    house.get("/api/v1/me", "li").await.refuses(401, "not-signed-in");
    let own = house.get("/api/v1/me", "admin").await.is(200);
    let own = format!("/api/v1/accounts/{}/roles", own["account"].as_str().unwrap());
    let refused = house.post(&own, "admin", json!({"role": "head"})).await;
    assert_eq!(refused.refuses(403, "not-permitted")["policy"], "nobody-grants-himself");
    house.get("/api/v1/accounts", "officer").await.is(200);
    let listed = house.get("/api/v1/accounts", "admin").await.is(200);
    assert!(20 < listed.as_array().unwrap().len());
}
