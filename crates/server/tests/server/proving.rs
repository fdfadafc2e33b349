//! Who needs a second factor, and what asks for one that was shown lately.

use serde_json::{Value, json};

use crate::browser::{Browser, password, ticket, with_passwords};
use crate::house::House;

const NOW: u64 = 1_772_586_000;

/// The head, enrolled, who has asked a second factor of everybody in the Office.
async fn demanded(house: &House) -> (Browser, crate::browser::Device) {
    with_passwords(house, &["head", "officer", "clerk"]);
    let head = Browser::sign_in(house, "head").await;
    let rules = json!({"second_factor": true});
    let refused = head.send(house, "PUT", "/api/v1/entrance", rules.clone()).await;
    // Whoever shut himself out could not take it back.
    let refused = refused.refuses(422, "invalid");
    assert_eq!(refused["faults"][0]["pointer"], "/second_factor_roles");
    let (device, _) = head.enrol(house, NOW).await;
    let set = head.send(house, "PUT", "/api/v1/entrance", rules).await.is(200);
    let by_default = json!(["officer", "head", "clerk", "administrator", "auditor"]);
    assert_eq!(set["second_factor_roles"], by_default);
    (head, device)
}

#[tokio::test]
async fn whoever_needs_a_second_factor_sets_it_up_before_anything_else() {
    let house = House::new();
    demanded(&house).await;
    let officer = Browser::sign_in(&house, "officer").await;
    officer.get(&house, "/api/v1/me").await.is(200);
    officer.get(&house, "/api/v1/law").await.is(200);
    for path in ["/api/v1/reviews", "/api/v1/organisations"] {
        officer.get(&house, path).await.refuses(403, "enrol-first");
    }
    let page = officer.get(&house, "/reviews").await;
    assert_eq!(
        (page.status.as_u16(), &page.headers["location"]),
        (303, &"/account/factors".parse().unwrap())
    );
    assert!(officer.get(&house, "/account/factors").await.text().contains("您的角色须有第二因素"));
    officer.enrol(&house, NOW).await;
    officer.get(&house, "/api/v1/reviews").await.is(200);
    // The last one stays.
    let refused = officer.send(&house, "DELETE", "/api/v1/me/totp", Value::Null).await;
    refused.refuses(409, "factor-needed");
    // Of a party nothing was asked.
    with_passwords(&house, &["party"]);
    let party = Browser::sign_in(&house, "party").await;
    party.get(&house, "/api/v1/filings").await.is(200);
}

#[tokio::test]
async fn how_people_come_in_is_a_heads_to_set_and_on_record() {
    let house = House::new();
    let (head, _) = demanded(&house).await;
    let rules = json!({"second_factor": false});
    for who in ["admin", "officer", "clerk", "party"] {
        let refused = house.send("PUT", "/api/v1/entrance", who, rules.clone()).await;
        refused.refuses(403, "not-permitted");
    }
    let lines = house.office.reader().entries(&store::StreamId::new("office"), 0).unwrap();
    let last: Value = serde_json::from_str(&lines.last().unwrap().payload).unwrap();
    assert_eq!((&last["office"], &last["by"]["name"]), (&json!("entrance-set"), &json!("head")));
    assert_eq!(last["now"]["second_factor_roles"].as_array().unwrap().len(), 5);
    head.send(&house, "PUT", "/api/v1/entrance", rules).await.is(200);
    Browser::sign_in(&house, "officer").await.get(&house, "/api/v1/reviews").await.is(200);
    // By the head's token it cannot be done: a program shows no factor.
    let refused = house.send("PUT", "/api/v1/entrance", "head", json!({"second_factor": false}));
    refused.await.refuses(403, "in-person");
}

#[tokio::test]
async fn what_decides_asks_for_a_factor_of_the_last_quarter_of_an_hour() {
    let house = House::new();
    let review = house.filed("party").await;
    let (head, device) = demanded(&house).await;
    // Of a docket that others moved: let through, it is refused for that and changes nothing.
    let terminate = || json!({"act": "terminate", "because": "x", "position": 0});
    let path = format!("/api/v1/reviews/{review}/acts");
    head.post(&house, &path, terminate()).await.refuses(409, "docket-moved");
    house.at("2026-03-04T01:15:00Z");
    head.post(&house, &path, terminate()).await.refuses(409, "docket-moved");
    house.at("2026-03-04T01:15:01Z");
    head.post(&house, &path, terminate()).await.refuses(403, "prove-again");
    // Reading and preparing go on.
    head.get(&house, &format!("/api/v1/reviews/{review}")).await.is(200);
    let note = json!({"act": "note", "text": "x", "position": 1});
    head.post(&house, &path, note).await.is(201);
    let proof = json!({"password": crate::browser::PASSWORD});
    head.post(&house, "/api/v1/me/proof", proof).await.refuses(422, "invalid");
    let code = json!({"code": device.code(NOW + 901)});
    let proved = head.post(&house, "/api/v1/me/proof", code).await.is(200);
    assert_eq!(proved["until"], "2026-03-04T01:30:01Z");
    head.post(&house, &path, terminate()).await.refuses(409, "docket-moved");
    // A token is no person.
    house.post(&path, "head", terminate()).await.refuses(403, "in-person");
}

#[tokio::test]
async fn tokens_and_keys_ask_for_it_of_everybody_who_is_signed_in() {
    let house = House::new();
    with_passwords(&house, &["party"]);
    let party = Browser::sign_in(&house, "party").await;
    let token = || json!({"name": "x"});
    party.post(&house, "/api/v1/tokens", token()).await.is(201);
    house.at("2026-03-04T01:20:00Z");
    party.post(&house, "/api/v1/tokens", token()).await.refuses(403, "prove-again");
    party.post(&house, "/api/v1/me/totp", Value::Null).await.refuses(403, "prove-again");
    let refused = party.form(&house, "/account/totp", "").await;
    let to = "/account/prove?next=%2Faccount%2Ffactors";
    assert_eq!(
        (refused.status.as_u16(), &refused.headers["location"]),
        (303, &to.parse().unwrap())
    );
    let wrong = json!({"password": "not the password"});
    party.post(&house, "/api/v1/me/proof", wrong).await.refuses(401, "wrong-factor");
    let form = format!("next=/account/factors&password={}", crate::browser::PASSWORD);
    let proved = party.form(&house, "/account/prove", &form.replace(' ', "+")).await;
    assert_eq!(proved.headers["location"], "/account/factors");
    party.post(&house, "/api/v1/tokens", token()).await.is(201);
}

#[tokio::test]
async fn a_token_is_for_some_groups_of_questions_and_makes_none_that_is_wider() {
    let mut house = House::new();
    let review = house.filed("party").await;
    let made = json!({"name": "calendar", "groups": ["calendar"]});
    let made = house.post("/api/v1/tokens", "officer", made).await.is(201);
    house.tokens.insert("narrow".to_owned(), made["token"].as_str().unwrap().to_owned());
    let me = house.get("/api/v1/me", "narrow").await.is(200);
    assert_eq!((&me["scope"], &me["groups"]), (&json!("all"), &json!(["calendar"])));
    house.get("/api/v1/law", "narrow").await.is(200);
    house.get("/api/v1/numbers", "narrow").await;
    for path in ["/api/v1/reviews".to_owned(), format!("/api/v1/reviews/{review}")] {
        let refused = house.get(&path, "narrow").await.refuses(403, "not-permitted");
        assert_eq!(refused["policy"], "house:token-scope");
    }
    let act = json!({"act": "note", "text": "x", "position": 1});
    let refused = house.act(&review, "narrow", act).await.refuses(403, "not-permitted");
    assert_eq!(refused["policy"], "house:token-scope");
    let wider = json!({"name": "x", "groups": ["calendar", "reviews"]});
    let refused = house.post("/api/v1/tokens", "narrow", wider).await;
    refused.refuses(403, "not-permitted");
    // What a use notes is on disk a moment later; whatever is written next is written after it.
    house.office.forget_old().await.map_err(|problem| problem.reason()).unwrap();
    let listed = house.get("/api/v1/tokens", "officer").await.is(200);
    let used = listed.as_array().unwrap().iter().find(|one| one["name"] == "calendar").unwrap();
    assert_eq!(used["used_at"], "2026-03-04T01:00:00Z");
    for nonsense in [json!([]), json!(["everything"]), json!("calendar")] {
        let body = json!({"name": "x", "groups": nonsense});
        house.post("/api/v1/tokens", "officer", body).await.refuses(422, "invalid");
    }
}

#[tokio::test]
async fn a_certificate_bound_to_an_account_lets_in_and_another_does_not() {
    let mut house = House::new();
    let accounts = house.get("/api/v1/accounts", "head").await.is(200);
    let account = accounts.as_array().unwrap().iter().find(|one| one["login"] == "officer");
    let path = format!("/api/v1/accounts/{}/identities", account.unwrap()["id"].as_str().unwrap());
    // SHA-256 of "foobar", from the sha256sum of coreutils.
    let sha256 = "C3:AB:8F:F1:37:20:E8:AD:90:47:DD:39:46:6B:3C:89:74:E5:92:C2:FA:38:3D:4A:39:60:71:\
                  4C:AE:F0:C4:F2";
    let body = json!({"kind": "certificate", "sha256": sha256});
    let refused = house.post(&path, "admin", body.clone()).await.refuses(403, "not-permitted");
    assert_eq!(refused["policy"], "administrator-lets-in-no-case-role");
    let bound = house.post(&path, "head", body.clone()).await.is(201);
    house.post(&path, "head", body).await.refuses(409, "overtaken");
    let certificate = "/api/v1/session/certificate";
    let shown = [("client-cert", ":Zm9vYmFy:")];
    let come = async |house: &House, with: &[(&str, &str)]| {
        house.send_with("POST", certificate, "", Value::Null, with).await
    };
    house.peer = Some("10.0.0.2:4000".parse().unwrap());
    come(&house, &shown).await.refuses(401, "no-certificate");
    house.peer = Some("10.0.0.1:4000".parse().unwrap());
    come(&house, &[("client-cert", ":Zm9vYmE=:")]).await.refuses(401, "no-certificate");
    come(&house, &[]).await.refuses(401, "no-certificate");
    let browser = Browser::of(come(&house, &shown).await);
    let me = browser.get(&house, "/api/v1/me").await.is(200);
    assert_eq!(me["login"], "officer");
    // It is one factor: who has a second shows it.
    browser.enrol(&house, NOW).await;
    ticket(come(&house, &shown).await);
    let one = format!("{path}/{}", bound["id"].as_str().unwrap());
    house.send("DELETE", &one, "head", Value::Null).await.is(204);
    come(&house, &shown).await.refuses(401, "no-certificate");
}

#[tokio::test]
async fn sessions_are_listed_with_device_and_address_and_end_when_told_or_unused() {
    let mut house = House::new();
    with_passwords(&house, &["officer"]);
    house.peer = Some("198.51.100.7:4000".parse().unwrap());
    let one = Browser::sign_in(&house, "officer").await;
    let other = Browser::sign_in(&house, "officer").await;
    house.at("2026-03-04T01:30:00Z");
    one.get(&house, "/api/v1/me").await.is(200);
    // What a use notes is on disk a moment later; whatever is written next is written after it.
    house.office.forget_old().await.map_err(|problem| problem.reason()).unwrap();
    let listed = one.get(&house, "/api/v1/tokens").await.is(200);
    let sessions: Vec<&Value> =
        listed.as_array().unwrap().iter().filter(|it| it["kind"] == "session").collect();
    assert_eq!(sessions.len(), 2);
    for session in &sessions {
        assert_eq!(session["address"], "198.51.100.7");
        assert_eq!(session["made_at"], "2026-03-04T01:00:00Z");
    }
    // Made in one instant, they are listed either way round.
    let mut used = sessions.iter().map(|it| it["used_at"].as_str().unwrap()).collect::<Vec<_>>();
    used.sort_unstable();
    assert_eq!(used, ["2026-03-04T01:00:00Z", "2026-03-04T01:30:00Z"]);
    one.send(&house, "DELETE", "/api/v1/me/sessions", Value::Null).await.is(204);
    other.get(&house, "/api/v1/me").await.refuses(401, "not-signed-in");
    // Two hours unused, and it is over; used in between, twelve.
    for hour in ["03:29", "05:00", "06:59", "08:58", "10:57", "12:56"] {
        house.at(&format!("2026-03-04T{hour}:00Z"));
        one.get(&house, "/api/v1/me").await.is(200);
    }
    house.at("2026-03-04T13:00:00Z");
    one.get(&house, "/api/v1/me").await.refuses(401, "not-signed-in");
    house.at("2026-03-04T14:00:00Z");
    let third = Browser::of(password(&house, "officer").await);
    house.at("2026-03-04T16:00:00Z");
    third.get(&house, "/api/v1/me").await.refuses(401, "not-signed-in");
}
