//! Who lets whom in.

use serde_json::{Value, json};

use crate::house::House;

async fn account(house: &House, login: &str) -> String {
    let accounts = house.get("/api/v1/accounts", "admin").await.is(200);
    let all = accounts.as_array().unwrap();
    let found = all.iter().find(|account| account["login"] == login).unwrap();
    format!("/api/v1/accounts/{}", found["id"].as_str().unwrap())
}

#[tokio::test]
async fn the_administrator_comes_in_as_nobody_who_handles_cases() {
    let house = House::new();
    let logins = ["officer", "head", "clerk", "miit", "commission", "party", "provider"];
    for login in logins {
        let path = format!("{}/link", account(&house, login).await);
        let refused = house.post(&path, "admin", Value::Null).await;
        let refused = refused.refuses(403, "not-permitted");
        assert_eq!(refused["policy"], "administrator-lets-in-no-case-role", "{login}");
    }
    for login in ["admin", "auditor"] {
        let path = format!("{}/link", account(&house, login).await);
        house.post(&path, "admin", Value::Null).await.is(201);
    }
    // A head lets in; the party's admin the party's own people.
    let officer = format!("{}/link", account(&house, "officer").await);
    house.post(&officer, "officer2", Value::Null).await.refuses(404, "not-found");
    let link = house.post(&officer, "head", Value::Null).await.is(201);
    let reader = format!("{}/link", account(&house, "reader").await);
    house.post(&reader, "party", Value::Null).await.is(201);
    house.post(&reader, "other", Value::Null).await.refuses(404, "not-found");
    // With the password set by link, what the account had before is over.
    house.get("/api/v1/me", "officer").await.is(200);
    let body = json!({"secret": link["secret"], "password": "a long new password"});
    house.post("/api/v1/links", "", body).await.is(201);
    house.get("/api/v1/me", "officer").await.refuses(401, "not-signed-in");
}

#[tokio::test]
async fn officers_and_heads_are_named_by_a_head() {
    let house = House::new();
    let clerk = format!("{}/roles", account(&house, "clerk").await);
    for role in ["officer", "head"] {
        let refused = house.post(&clerk, "admin", json!({"role": role})).await;
        let refused = refused.refuses(403, "not-permitted");
        assert_eq!(refused["policy"], "administrator-names-no-officer");
        house.post(&clerk, "officer", json!({"role": role})).await.refuses(404, "not-found");
    }
    house.post(&clerk, "admin", json!({"role": "auditor"})).await.is(201);
    house.post(&clerk, "head", json!({"role": "auditor"})).await.refuses(403, "not-permitted");
    let own = format!("{}/roles", account(&house, "head").await);
    let refused = house.post(&own, "head", json!({"role": "officer"})).await;
    assert_eq!(refused.refuses(403, "not-permitted")["policy"], "nobody-grants-himself");
    house.get("/api/v1/me", "clerk").await.is(200);
    house.post(&clerk, "head", json!({"role": "officer"})).await.is(201);
    house.get("/api/v1/me", "clerk").await.refuses(401, "not-signed-in");
    // Who is officer already stays signed in.
    let officer = format!("{}/roles", account(&house, "officer").await);
    house.post(&officer, "head", json!({"role": "head"})).await.is(201);
    house.get("/api/v1/me", "officer").await.is(200);
}
