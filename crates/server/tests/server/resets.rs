//! Lost factors under four eyes.

use serde_json::{Value, json};

use crate::browser::{Browser, password, ticket, with_passwords};
use crate::house::House;

const NOW: u64 = 1_772_586_000;

async fn account(house: &House, login: &str) -> String {
    let accounts = house.get("/api/v1/accounts", "admin").await.is(200);
    let found = accounts.as_array().unwrap().iter().find(|account| account["login"] == login);
    found.unwrap()["id"].as_str().unwrap().to_owned()
}

async fn asked(house: &House, login: &str, by: &str) -> crate::house::Answer {
    let path = format!("/api/v1/accounts/{}/factor-reset", account(house, login).await);
    house.post(&path, by, json!({"because": "lost the phone, known in person"})).await
}

fn confirm(reset: &Value) -> String {
    format!("/api/v1/factor-resets/{}/confirm", reset["id"].as_str().unwrap())
}

async fn enrolled(house: &House, login: &str) -> Browser {
    with_passwords(house, &[login]);
    let browser = Browser::sign_in(house, login).await;
    browser.enrol(house, NOW).await;
    browser
}

#[tokio::test]
async fn a_lost_factor_is_reset_by_two_of_whom_one_is_a_head() {
    let house = House::new();
    let browser = enrolled(&house, "officer").await;
    let reset = asked(&house, "officer", "admin").await.is(201);
    // Neither whoever asked nor the person, nor anybody who may not.
    let refused = house.post(&confirm(&reset), "admin", Value::Null).await;
    assert_eq!(refused.refuses(403, "not-permitted")["policy"], "asker-does-not-confirm-reset");
    for who in ["officer", "officer2", "clerk", "party"] {
        house.post(&confirm(&reset), who, Value::Null).await.refuses(404, "not-found");
    }
    // The person is told, by whom and why.
    let factors = browser.get(&house, "/api/v1/me/factors").await.is(200);
    assert_eq!(factors["resets"][0]["asked_by"], "管理员");
    let page = browser.get(&house, "/account/factors").await.text();
    assert!(page.contains("有人申请重置您的第二因素") && page.contains("lost the phone"));
    let page = browser.get(&house, "/account").await.text();
    assert!(page.contains("有人申请重置您的第二因素") && page.contains("恢复码尚余 10 个"));
    let confirmed = house.post(&confirm(&reset), "head", Value::Null).await.is(200);
    assert_eq!(confirmed["confirmed_by"], "head");
    browser.get(&house, "/api/v1/me").await.refuses(401, "not-signed-in");
    let again = Browser::of(password(&house, "officer").await);
    let factors = again.get(&house, "/api/v1/me/factors").await.is(200);
    assert_eq!((&factors["totp"], &factors["recovery_codes_left"]), (&Value::Null, &json!(0)));
    assert_eq!(factors["resets"][0]["confirmed_by"], "head");
    house.post(&confirm(&reset), "head", Value::Null).await.refuses(409, "overtaken");
    let lines = house.office.reader().entries(&store::StreamId::new("office"), 0).unwrap();
    let what: Vec<Value> =
        lines.iter().map(|line| serde_json::from_str(&line.payload).unwrap()).collect();
    let what: Vec<&str> = what.iter().map(|entry| entry["office"].as_str().unwrap()).collect();
    assert_eq!(what, ["founded", "factor-added", "factor-reset-asked", "factor-reset-confirmed"]);
}

#[tokio::test]
async fn two_without_a_head_let_in_nobody_who_handles_cases() {
    let house = House::new();
    let new = json!({"login": "admin2", "name": "另一管理员", "organisation": "office"});
    let made = house.post("/api/v1/accounts", "admin", new).await.is(201);
    let roles = format!("/api/v1/accounts/{}/roles", made["id"].as_str().unwrap());
    house.post(&roles, "admin", json!({"role": "administrator"})).await.is(201);
    let link = json!({"secret": made["link"]["secret"], "password": "another long password"});
    let admin2 = Browser::of(house.post("/api/v1/links", "", link).await);
    enrolled(&house, "clerk").await;
    let reset = asked(&house, "clerk", "admin").await.is(201);
    let refused = admin2.post(&house, &confirm(&reset), Value::Null).await;
    assert_eq!(refused.refuses(403, "not-permitted")["policy"], "case-role-is-reset-by-a-head");
    // Asked for by a head, an administrator may confirm it.
    let reset = asked(&house, "clerk", "head").await.is(201);
    house.post(&confirm(&reset), "admin", Value::Null).await.is(200);
    // Of those who run the machine two administrators are enough; one never is.
    enrolled(&house, "auditor").await;
    let reset = asked(&house, "auditor", "admin").await.is(201);
    house.post(&confirm(&reset), "admin", Value::Null).await.refuses(403, "not-permitted");
    admin2.post(&house, &confirm(&reset), Value::Null).await.is(200);
}

#[tokio::test]
async fn nobody_asks_for_his_own_and_the_person_may_object() {
    let house = House::new();
    let head = enrolled(&house, "head").await;
    let own = format!("/api/v1/accounts/{}/factor-reset", account(&house, "head").await);
    let refused = head.post(&house, &own, json!({"because": "x"})).await;
    assert_eq!(refused.refuses(403, "not-permitted")["policy"], "nobody-resets-his-own-factors");
    let reset = asked(&house, "head", "admin").await.is(201);
    let one = format!("/api/v1/factor-resets/{}", reset["id"].as_str().unwrap());
    house.send("DELETE", &one, "officer", Value::Null).await.refuses(404, "not-found");
    head.send(&house, "DELETE", &one, Value::Null).await.is(204);
    house.send("DELETE", &one, "admin", Value::Null).await.refuses(404, "not-found");
    ticket(password(&house, "head").await);
    // Where there is nothing to reset, nothing is asked.
    asked(&house, "officer", "admin").await.refuses(422, "invalid");
    asked(&house, "officer", "clerk").await.refuses(404, "not-found");
}

#[tokio::test]
async fn a_head_resets_on_pages() {
    let house = House::new();
    enrolled(&house, "party").await;
    with_passwords(&house, &["head"]);
    let head = Browser::sign_in(&house, "head").await;
    let party = account(&house, "party").await;
    let page = head.get(&house, &format!("/people/{party}")).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("遗失的第二因素"));
    let form = format!("/people/{party}/factor-reset");
    let done = head.form(&house, &form, "because=lost").await;
    assert_eq!(done.status, 303);
    let resets = house.get("/api/v1/factor-resets", "head").await.is(200);
    let path =
        format!("/people/{party}/factor-resets/{}/confirm", resets[0]["id"].as_str().unwrap());
    // Whoever asked does not confirm.
    let refused = head.form(&house, &path, "").await;
    assert_eq!(refused.status, 403);
    house.post(&confirm(&resets[0]), "admin", Value::Null).await.is(200);
}
