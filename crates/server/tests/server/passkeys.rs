//! Passkeys, by an authenticator in software.

use serde_json::{Value, json};

use crate::authenticator::{Authenticator, base64url};
use crate::browser::{Browser, password, with_passwords};
use crate::house::{Answer, House};

async fn register(house: &House, browser: &Browser, device: &Authenticator, name: &str) -> Answer {
    let asked = browser.post(house, "/api/v1/me/passkeys/challenge", Value::Null).await.is(200);
    let body = json!({"ticket": asked["ticket"], "name": name,
                      "response": device.create(&asked["options"])});
    browser.post(house, "/api/v1/me/passkeys", body).await
}

async fn challenge(house: &House, login: &str) -> Value {
    let body = json!({"login": login});
    house.post("/api/v1/session/passkey/challenge", "", body).await.is(200)
}

async fn answer(house: &House, ticket: &Value, response: Value) -> Answer {
    let body = json!({"ticket": ticket, "response": response});
    house.post("/api/v1/session/passkey", "", body).await
}

/// Somebody signed in who has a passkey.
pub async fn with_passkey(house: &House, login: &str) -> (Browser, Authenticator) {
    with_passwords(house, &[login]);
    let browser = Browser::sign_in(house, login).await;
    let device = Authenticator::new();
    register(house, &browser, &device, "office computer").await.is(201);
    (browser, device)
}

#[tokio::test]
async fn a_passkey_lets_in_without_a_password_and_with_one_is_the_second_factor() {
    let house = House::new();
    let (_, mut device) = with_passkey(&house, "officer").await;
    let asked = challenge(&house, "officer").await;
    let known = &asked["options"]["publicKey"];
    assert_eq!(known["rpId"], "office.example");
    assert_eq!(known["userVerification"], "required");
    let entered = answer(&house, &asked["ticket"], device.get(&asked["options"])).await;
    Browser::of(entered).get(&house, "/api/v1/me").await.is(200);

    let owed = password(&house, "officer").await.refuses(401, "second-factor");
    assert_eq!(owed["factors"], json!(["passkey"]));
    let body = json!({"ticket": owed["ticket"]});
    let asked = house.post("/api/v1/session/passkey/challenge", "", body).await.is(200);
    let entered = answer(&house, &asked["ticket"], device.get(&asked["options"])).await;
    Browser::of(entered);
}

#[tokio::test]
async fn an_account_has_several_named_listed_with_their_use_and_removable() {
    let house = House::new();
    let (browser, _) = with_passkey(&house, "officer").await;
    let mut second = Authenticator::new();
    register(&house, &browser, &second, "key on the ring").await.is(201);
    house.at("2026-03-04T01:05:00Z");
    let asked = challenge(&house, "officer").await;
    let entered = answer(&house, &asked["ticket"], second.get(&asked["options"])).await;
    let browser = Browser::of(entered);
    let factors = browser.get(&house, "/api/v1/me/factors").await.is(200);
    let told: Vec<(&str, &Value)> = factors["passkeys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["name"].as_str().unwrap(), &one["used_at"]))
        .collect();
    let used = json!("2026-03-04T01:05:00Z");
    assert_eq!(told, [("office computer", &Value::Null), ("key on the ring", &used)]);
    let path = format!("/api/v1/me/passkeys/{}", factors["passkeys"][1]["id"].as_str().unwrap());
    browser.send(&house, "DELETE", &path, Value::Null).await.is(204);
    browser.send(&house, "DELETE", &path, Value::Null).await.refuses(404, "not-found");
    let asked = challenge(&house, "officer").await;
    let refused = answer(&house, &asked["ticket"], second.get(&asked["options"])).await;
    refused.refuses(401, "wrong-factor");
    // The same device cannot be registered twice: not by another, not by its holder.
    let (own, device) = with_passkey(&house, "officer2").await;
    with_passwords(&house, &["head"]);
    let other = Browser::sign_in(&house, "head").await;
    register(&house, &other, &device, "again").await.refuses(409, "overtaken");
    register(&house, &own, &device, "again").await.refuses(401, "wrong-factor");
}

#[tokio::test]
async fn an_answer_of_another_origin_challenge_account_or_time_is_refused() {
    let mut house = House::new();
    let (_, mut device) = with_passkey(&house, "officer").await;
    let (_, mut other) = with_passkey(&house, "officer2").await;
    house.peer = Some("198.51.100.7:4000".parse().unwrap());
    let refused = |answer: Answer| answer.refuses(401, "wrong-factor");

    let asked = challenge(&house, "officer").await;
    device.origin = "https://0ffice.example".to_owned();
    refused(answer(&house, &asked["ticket"], device.get(&asked["options"])).await);
    device.origin = crate::house::SITE.to_owned();

    let asked = challenge(&house, "officer").await;
    let made_up = device.answer(&base64url(&[7; 32]));
    refused(answer(&house, &asked["ticket"], made_up).await);

    let asked = challenge(&house, "officer").await;
    refused(answer(&house, &asked["ticket"], other.get(&asked["options"])).await);

    // Not unlocked: the device is there, whoever holds it is not known.
    let asked = challenge(&house, "officer").await;
    device.flags = 0x01;
    refused(answer(&house, &asked["ticket"], device.get(&asked["options"])).await);
    device.flags = 0x05;

    let asked = challenge(&house, "officer").await;
    house.at("2026-03-04T01:05:00Z");
    refused(answer(&house, &asked["ticket"], device.get(&asked["options"])).await);

    let asked = challenge(&house, "officer").await;
    let good = device.get(&asked["options"]);
    Browser::of(answer(&house, &asked["ticket"], good.clone()).await);
    // The same answer again: under its own ticket, under another.
    refused(answer(&house, &asked["ticket"], good.clone()).await);
    let asked = challenge(&house, "officer").await;
    refused(answer(&house, &asked["ticket"], good).await);
    refused(answer(&house, &json!("aw_AAAAAAAAAAAAAAAAAAAAAAAA"), json!({})).await);
}

#[tokio::test]
async fn a_counter_that_goes_back_shows_a_copied_device() {
    let house = House::new();
    let (_, mut device) = with_passkey(&house, "officer").await;
    device.counter = 40;
    let asked = challenge(&house, "officer").await;
    Browser::of(answer(&house, &asked["ticket"], device.get(&asked["options"])).await);
    for copied in [40, 39, 1] {
        device.counter = copied;
        let asked = challenge(&house, "officer").await;
        let refused = answer(&house, &asked["ticket"], device.get(&asked["options"])).await;
        refused.refuses(401, "wrong-factor");
    }
    device.counter = 41;
    let asked = challenge(&house, "officer").await;
    Browser::of(answer(&house, &asked["ticket"], device.get(&asked["options"])).await);
}

#[tokio::test]
async fn nobody_learns_by_a_challenge_which_logins_there_are() {
    let house = House::new();
    let (_, mut device) = with_passkey(&house, "officer").await;
    let keys = |value: &Value| -> Vec<String> {
        value["options"]["publicKey"].as_object().unwrap().keys().cloned().collect()
    };
    let real = challenge(&house, "officer").await;
    for login in ["nobody-at-all", "head"] {
        let made_up = challenge(&house, login).await;
        assert_eq!(keys(&made_up), keys(&real));
        let again = challenge(&house, login).await;
        let ids = |value: &Value| value["options"]["publicKey"]["allowCredentials"].clone();
        assert_eq!(ids(&made_up), ids(&again));
        assert_ne!(ids(&made_up), ids(&real));
        let refused = answer(&house, &made_up["ticket"], device.get(&made_up["options"])).await;
        refused.refuses(401, "wrong-factor");
    }
}
