//! Who leaves is out: with the stroke that ends the last role or locks the account, and at midnight
//! after the last day.

use serde_json::{Value, json};

use crate::browser::{Browser, password, with_passwords};
use crate::house::House;

async fn account(house: &House, login: &str) -> Value {
    let accounts = house.get("/api/v1/accounts", "admin").await.is(200);
    let found = accounts.as_array().unwrap().iter().find(|account| account["login"] == login);
    found.unwrap().clone()
}

fn path(account: &Value) -> String {
    format!("/api/v1/accounts/{}", account["id"].as_str().unwrap())
}

#[tokio::test]
async fn whose_account_is_locked_is_out_and_stays_out_when_it_is_unlocked() {
    let house = House::new();
    with_passwords(&house, &["officer"]);
    let browser = Browser::sign_in(&house, "officer").await;
    let officer = path(&account(&house, "officer").await);
    let link = house.post(&format!("{officer}/link"), "head", Value::Null).await.is(201);
    house.send("PUT", &officer, "admin", json!({"locked": true})).await.is(204);
    browser.get(&house, "/api/v1/me").await.refuses(401, "not-signed-in");
    house.get("/api/v1/me", "officer").await.refuses(401, "not-signed-in");
    password(&house, "officer").await.refuses(401, "wrong-password");
    house.send("PUT", &officer, "admin", json!({"locked": false})).await.is(204);
    browser.get(&house, "/api/v1/me").await.refuses(401, "not-signed-in");
    house.get("/api/v1/me", "officer").await.refuses(401, "not-signed-in");
    let used = json!({"secret": link["secret"], "password": "another long password"});
    house.post("/api/v1/links", "", used).await.refuses(422, "invalid");
    Browser::sign_in(&house, "officer").await;
}

#[tokio::test]
async fn whose_last_role_ends_is_out_at_once_or_with_its_last_day() {
    let house = House::new();
    with_passwords(&house, &["officer", "officer2"]);
    let (one, two) =
        (Browser::sign_in(&house, "officer").await, Browser::sign_in(&house, "officer2").await);
    for (login, last_day) in [("officer", "2026-03-03"), ("officer2", "2026-03-04")] {
        let account = account(&house, login).await;
        let role = account["roles"][0]["id"].as_str().unwrap();
        let role = format!("{}/roles/{role}", path(&account));
        house.send("DELETE", &role, "head", json!({"last_day": last_day})).await.is(204);
    }
    one.get(&house, "/api/v1/me").await.refuses(401, "not-signed-in");
    house.get("/api/v1/me", "officer").await.refuses(401, "not-signed-in");
    password(&house, "officer").await.refuses(401, "wrong-password");
    // The last day is one of work, to its end in Beijing.
    two.get(&house, "/api/v1/me").await.is(200);
    let made = house.post("/api/v1/tokens", "officer2", json!({"name": "x"})).await.is(201);
    assert_eq!(made["ends_at"], "2026-03-04T16:00:00Z");
    house.at("2026-03-04T15:59:59Z");
    house.get("/api/v1/me", "officer2").await.is(200);
    house.at("2026-03-04T16:00:00Z");
    house.get("/api/v1/me", "officer2").await.refuses(401, "not-signed-in");
    password(&house, "officer2").await.refuses(401, "wrong-password");
    house.office.forget_old().await.map_err(|problem| problem.reason()).unwrap();
    let left = house.office.reader().desk(|conn| {
        let account = store::desk::people::account_by_login(conn, "officer2")?.unwrap();
        store::desk::door::credentials(conn, &account.id)
    });
    assert_eq!(left.unwrap(), []);
    // Who comes back comes in anew: nothing of before opens anything.
    let officer = path(&account(&house, "officer").await);
    house.post(&format!("{officer}/roles"), "head", json!({"role": "officer"})).await.is(201);
    password(&house, "officer").await.refuses(401, "wrong-password");
    house.get("/api/v1/me", "officer").await.refuses(401, "not-signed-in");
}

#[tokio::test]
async fn roles_and_locks_stand_on_the_offices_record_with_who_did_it() {
    let house = House::new();
    let clerk = account(&house, "clerk").await;
    let roles = format!("{}/roles", path(&clerk));
    let granted = house.post(&roles, "admin", json!({"role": "auditor"})).await.is(201);
    let role = format!("{roles}/{}", granted["id"].as_str().unwrap());
    house.send("DELETE", &role, "admin", json!({"last_day": "2026-03-04"})).await.is(204);
    house.send("PUT", &path(&clerk), "admin", json!({"locked": true})).await.is(204);
    house.send("PUT", &path(&clerk), "admin", json!({"locked": false})).await.is(204);
    let lines = house.office.reader().entries(&store::StreamId::new("office"), 0).unwrap();
    let told: Vec<Value> =
        lines.iter().map(|line| serde_json::from_str(&line.payload).unwrap()).collect();
    let what: Vec<&str> = told.iter().map(|entry| entry["office"].as_str().unwrap()).collect();
    let expected = ["founded", "role-granted", "role-ended", "account-locked", "account-unlocked"];
    assert_eq!(what, expected);
    for entry in &told[1..] {
        assert_eq!(entry["account"], clerk["id"]);
        assert_eq!(entry["by"]["name"], "管理员");
        assert_eq!(entry["date"], "2026-03-04");
    }
    assert_eq!((&told[1]["role"], &told[2]["last_day"]), (&json!("auditor"), &json!("2026-03-04")));
}

#[tokio::test]
async fn what_is_asked_in_the_instant_of_leaving_is_done_before_it_or_not_at_all() {
    for round in 0..8 {
        let house = House::new();
        let review = house.filed("party").await;
        let officer = path(&account(&house, "officer").await);
        let note = json!({"act": "note", "text": "in the last instant", "position": 1});
        let lock = house.send("PUT", &officer, "admin", json!({"locked": true}));
        let act = house.act(&review, "officer", note);
        // Which of the two is first to be let in differs from round to round.
        let (locked, acted) = if round % 2 == 0 {
            tokio::join!(lock, act)
        } else {
            let (acted, locked) = tokio::join!(act, lock);
            (locked, acted)
        };
        locked.is(204);
        let office = house.office.reader().entries(&store::StreamId::new("office"), 0).unwrap();
        let locked_at = office.iter().find(|line| line.payload.contains("account-locked"));
        let docket = house.office.reader().entries(&store::StreamId::new(&review), 0).unwrap();
        let noted = docket.iter().find(|line| line.payload.contains("in the last instant"));
        match (acted.status.as_u16(), noted) {
            (201, Some(noted)) => assert!(noted.seq < locked_at.unwrap().seq),
            (401 | 409, None) => {}
            (status, noted) => panic!("{status}: {noted:?}"),
        }
    }
}

#[tokio::test]
async fn an_act_let_in_before_the_lock_and_written_after_it_is_not_recorded() {
    let house = House::new();
    let credential = house.office.reader().desk(|conn| {
        let account = store::desk::people::account_by_login(conn, "officer")?.unwrap();
        Ok(store::desk::door::credentials(conn, &account.id)?.remove(0).id)
    });
    let credential = credential.unwrap();
    let officer = path(&account(&house, "officer").await);
    house.send("PUT", &officer, "admin", json!({"locked": true})).await.is(204);
    // What was asked under it meanwhile fails in its own transaction.
    let id = credential.clone();
    let written =
        house.office.store().desk_blocking(move |conn| store::desk::door::must_stand(conn, &id));
    assert!(matches!(written, Err(store::Error::Overtaken(_))));
}
