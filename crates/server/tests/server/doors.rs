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

#[tokio::test]
async fn a_grant_that_makes_no_sense_is_refused_with_each_fault() {
    let house = House::new();
    let faults = |refused: Value| -> Vec<String> {
        let all = refused["faults"].as_array().unwrap().iter();
        all.map(|fault| fault["pointer"].as_str().unwrap().to_owned()).collect()
    };
    let reader = format!("{}/roles", account(&house, "reader").await);
    let backwards = json!({"role": "party-editor", "from": "2026-03-05", "until": "2026-03-04",
                           "on_behalf_of": "beichen"});
    let refused = house.post(&reader, "admin", backwards).await.refuses(422, "invalid");
    assert_eq!(faults(refused), ["/until", "/on_behalf_of"]);
    let one_day = json!({"role": "party-editor", "from": "2026-03-05", "until": "2026-03-05"});
    house.post(&reader, "admin", one_day).await.is(201);

    let firm = json!({"name": "某律所", "kind": "law-firm", "id": "firm"});
    house.post("/api/v1/organisations", "admin", firm).await.is(201);
    for id in ["a b", "a/b", "a|b", "../x", ""] {
        let odd = json!({"name": "x", "kind": "party", "id": id});
        let refused = house.post("/api/v1/organisations", "admin", odd).await;
        assert_eq!(faults(refused.refuses(422, "invalid")), ["/id"], "{id}");
    }
    let counsel = json!({"login": "Counsel", "name": "律师", "organisation": "firm"});
    house.post("/api/v1/accounts", "admin", counsel).await.is(201);
    let roles = format!("{}/roles", account(&house, "Counsel").await);
    for mandate in [Value::Null, json!("nobody"), json!("kewei")] {
        let grant = json!({"role": "counsel", "on_behalf_of": mandate});
        let refused = house.post(&roles, "admin", grant).await.refuses(422, "invalid");
        assert_eq!(faults(refused), ["/on_behalf_of"], "{mandate}");
    }
    let grant = json!({"role": "counsel", "on_behalf_of": "beichen"});
    house.post(&roles, "admin", grant).await.is(201);
}

#[tokio::test]
async fn a_login_is_one_login_however_it_is_written() {
    let house = House::new();
    let again = json!({"login": "OFFICER", "name": "x", "organisation": "office"});
    let refused = house.post("/api/v1/accounts", "admin", again).await.refuses(422, "invalid");
    assert_eq!(refused["faults"][0]["pointer"], "/login");
    let link = json!({"secret": house.link, "password": "a good long password"});
    house.post("/api/v1/links", "", link).await.is(201);
    for login in ["admin", "Admin", "ADMIN"] {
        let enters = json!({"login": login, "password": "a good long password"});
        house.post("/api/v1/session", "", enters).await.is(201);
    }
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let house = House::new();
    let own = account(&house, "admin").await;
    let lock = json!({"locked": true});
    let refused = house.send("PUT", &own, "admin", lock.clone()).await.refuses(422, "invalid");
    assert_eq!(refused["faults"][0]["pointer"], "/locked");
    // One who cannot come in yet is none.
    let roles = format!("{}/roles", account(&house, "clerk").await);
    let later = json!({"role": "administrator", "from": "2026-03-05"});
    house.post(&roles, "admin", later).await.is(201);
    house.send("PUT", &own, "admin", lock.clone()).await.refuses(422, "invalid");
    house.at("2026-03-05T01:00:00Z");
    house.send("PUT", &own, "admin", lock).await.is(204);
    house.get("/api/v1/me", "admin").await.refuses(401, "not-signed-in");
}

#[tokio::test]
async fn an_account_asked_for_twice_under_one_key_is_made_once() {
    let house = House::new();
    let path = "/api/v1/accounts";
    let key = [("idempotency-key", "make-wang")];
    let wang = json!({"login": "wang", "name": "王", "organisation": "office"});
    let first = house.send_with("POST", path, "admin", wang.clone(), &key).await.is(201);
    let again = house.send_with("POST", path, "admin", wang.clone(), &key).await;
    assert_eq!(again.headers["idempotent-replayed"], "true");
    let again = again.is(201);
    assert_eq!(again["id"], first["id"]);
    // The first secret may be lost on its way: it is void, the second opens.
    let password = "a good long password";
    let comes_in = |made: &Value| json!({"secret": made["link"]["secret"], "password": password});
    house.post("/api/v1/links", "", comes_in(&first)).await.refuses(422, "invalid");
    let entered = house.post("/api/v1/links", "", comes_in(&again)).await;
    assert_eq!(entered.status, 201);
    // Who has come in is not let in again by it, and neither is whoever is named an officer.
    let late = house.send_with("POST", path, "admin", wang, &key).await.is(201);
    assert_eq!(late["link"], Value::Null);
    let other = json!({"login": "zhao", "name": "赵", "organisation": "office"});
    house.send_with("POST", path, "admin", other.clone(), &key).await.refuses(409, "key-reused");
    let key = [("idempotency-key", "make-zhao")];
    let zhao = house.send_with("POST", path, "admin", other.clone(), &key).await.is(201);
    let roles = format!("{path}/{}/roles", zhao["id"].as_str().unwrap());
    house.post(&roles, "head", json!({"role": "officer"})).await.is(201);
    let late = house.send_with("POST", path, "admin", other, &key).await.is(201);
    assert_eq!(late["link"], Value::Null);
}

#[tokio::test]
async fn there_is_one_office_and_each_body_is_entered_once() {
    let house = House::new();
    let cases = [
        (json!({"name": "x", "kind": "office"}), vec!["/kind"]),
        (json!({"name": "x", "kind": "commission-office"}), vec!["/kind"]),
        (json!({"name": "x", "kind": "member-unit"}), vec!["/body"]),
        (json!({"name": "x", "kind": "member-unit", "body": "nobody"}), vec!["/body"]),
        (json!({"name": "x", "kind": "member-unit", "body": "miit"}), vec!["/body"]),
        (json!({"name": "x", "kind": "protection-department", "body": "nea"}), vec!["/body"]),
        (json!({"name": "x", "kind": "lab"}), vec!["/body"]),
        (json!({"name": "x", "kind": "party", "body": "p"}), vec!["/body"]),
        (json!({"name": "x", "kind": "party", "id": "a b"}), vec!["/id"]),
        (json!({"name": "x", "kind": "lab", "id": "office"}), vec!["/id", "/body"]),
    ];
    for (organisation, at) in cases {
        let refused = house.post("/api/v1/organisations", "admin", organisation.clone()).await;
        let refused = refused.refuses(422, "invalid");
        let faults = refused["faults"].as_array().unwrap();
        let told: Vec<&str> =
            faults.iter().map(|fault| fault["pointer"].as_str().unwrap()).collect();
        assert_eq!(told, at, "{organisation}");
    }
    let lab = json!({"name": "第三方机构", "kind": "lab", "body": "cnits"});
    house.post("/api/v1/organisations", "admin", lab).await.is(201);
}
