//! One-time passwords and recovery codes.

use serde_json::{Value, json};

use crate::browser::{Browser, Device, password, ticket, with_passwords};
use crate::house::House;

/// 2026-03-04T01:00:00Z, as `date +%s` says it.
const NOW: u64 = 1_772_586_000;

async fn second(house: &House, ticket: &str, code: &str) -> crate::house::Answer {
    house.post("/api/v1/session/factor", "", json!({"ticket": ticket, "code": code})).await
}

async fn enrolled(house: &House, login: &str) -> (Browser, Device, Vec<String>) {
    with_passwords(house, &[login]);
    let browser = Browser::sign_in(house, login).await;
    let (device, codes) = browser.enrol(house, NOW).await;
    (browser, device, codes)
}

#[tokio::test]
async fn with_one_time_passwords_a_password_alone_lets_nobody_in() {
    let house = House::new();
    let (browser, device, _) = enrolled(&house, "officer").await;
    let owed = password(&house, "officer").await.refuses(401, "second-factor");
    assert_eq!(owed["factors"], json!(["totp", "recovery-code"]));
    let ticket = owed["ticket"].as_str().unwrap();
    second(&house, ticket, "000000").await.refuses(401, "wrong-factor");
    // The code that confirmed it is used up, as are all of its step and before.
    second(&house, ticket, &device.code(NOW)).await.refuses(401, "wrong-factor");
    second(&house, ticket, &device.code(NOW - 30)).await.refuses(401, "wrong-factor");
    house.at("2026-03-04T01:00:30Z");
    let entered = Browser::of(second(&house, ticket, &device.code(NOW + 30)).await);
    entered.get(&house, "/api/v1/me").await.is(200);
    // The ticket is used up.
    house.at("2026-03-04T01:01:00Z");
    second(&house, ticket, &device.code(NOW + 60)).await.refuses(401, "wrong-factor");
    let factors = browser.get(&house, "/api/v1/me/factors").await.is(200);
    assert_eq!(factors["totp"]["used_at"], "2026-03-04T01:00:30Z");
}

#[tokio::test]
async fn a_code_of_the_step_before_or_after_is_taken_and_each_once() {
    let house = House::new();
    let (_, device, _) = enrolled(&house, "officer").await;
    house.at("2026-03-04T01:10:00Z");
    let now = NOW + 600;
    let (first, other) =
        (ticket(password(&house, "officer").await), ticket(password(&house, "officer").await));
    for far in [now - 60, now + 60] {
        second(&house, &first, &device.code(far)).await.refuses(401, "wrong-factor");
    }
    Browser::of(second(&house, &first, &device.code(now - 30)).await);
    second(&house, &other, &device.code(now - 30)).await.refuses(401, "wrong-factor");
    Browser::of(second(&house, &other, &device.code(now + 30)).await);
    // What came before the last one taken is used up with it.
    house.at("2026-03-04T01:10:30Z");
    let third = ticket(password(&house, "officer").await);
    second(&house, &third, &device.code(now)).await.refuses(401, "wrong-factor");
}

#[tokio::test]
async fn of_two_requests_with_one_code_one_comes_in() {
    let house = House::new();
    let (_, device, _) = enrolled(&house, "officer").await;
    house.at("2026-03-04T01:10:00Z");
    let (one, other) =
        (ticket(password(&house, "officer").await), ticket(password(&house, "officer").await));
    let code = device.code(NOW + 600);
    let (one, other) = tokio::join!(second(&house, &one, &code), second(&house, &other, &code));
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 401]);
}

#[tokio::test]
async fn a_recovery_code_works_once_and_new_ones_void_the_old() {
    let house = House::new();
    let (browser, _, codes) = enrolled(&house, "officer").await;
    assert_eq!(codes.len(), 10);
    let owed = ticket(password(&house, "officer").await);
    let typed = codes[0].to_lowercase().replace('-', " ");
    Browser::of(second(&house, &owed, &typed).await);
    let owed = ticket(password(&house, "officer").await);
    second(&house, &owed, &codes[0]).await.refuses(401, "wrong-factor");
    let left = browser.get(&house, "/api/v1/me/factors").await.is(200);
    assert_eq!(left["recovery_codes_left"], 9);
    let renewed = browser.post(&house, "/api/v1/me/recovery-codes", Value::Null).await.is(201);
    second(&house, &owed, &codes[1]).await.refuses(401, "wrong-factor");
    Browser::of(second(&house, &owed, renewed["codes"][0].as_str().unwrap()).await);
}

#[tokio::test]
async fn codes_are_tried_slowly_and_a_ticket_ends() {
    let house = House::new();
    let (_, device, _) = enrolled(&house, "officer").await;
    house.at("2026-03-04T01:10:00Z");
    let owed = ticket(password(&house, "officer").await);
    let mut last = second(&house, &owed, "123456").await;
    for _ in 0..5 {
        last = second(&house, &owed, "123456").await;
    }
    assert!(last.headers.contains_key("retry-after"));
    last.refuses(429, "too-many");
    house.at("2026-03-04T01:15:00Z");
    second(&house, &owed, &device.code(NOW + 900)).await.refuses(401, "wrong-factor");
    let owed = ticket(password(&house, "officer").await);
    Browser::of(second(&house, &owed, &device.code(NOW + 900)).await);
}

#[tokio::test]
async fn neither_secret_nor_codes_lie_in_the_data_folder() {
    let house = House::new();
    with_passwords(&house, &["officer"]);
    let browser = Browser::sign_in(&house, "officer").await;
    let made = browser.post(&house, "/api/v1/me/totp", Value::Null).await.is(201);
    assert!(made["svg"].as_str().unwrap().starts_with("<svg "));
    let base32 = made["secret"].as_str().unwrap();
    let device = Device::set_up(base32);
    let code = json!({"code": device.code(NOW)});
    let codes = browser.post(&house, "/api/v1/me/totp/confirm", code).await.is(201);
    let bare = codes["codes"][0].as_str().unwrap().replace('-', "");
    let folder = house.dir.path().join("data");
    for name in ["anshen.db", "anshen.db-wal"] {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
        assert!(holds(b"recovery_code") || name != "anshen.db");
        assert!(!holds(base32.as_bytes()) && !holds(&device.secret()) && !holds(bare.as_bytes()));
        assert!(!holds(codes["codes"][0].as_str().unwrap().as_bytes()));
    }
}

#[tokio::test]
async fn setting_up_throws_out_who_came_in_by_the_password_alone() {
    let house = House::new();
    with_passwords(&house, &["officer"]);
    let thief = Browser::sign_in(&house, "officer").await;
    let browser = Browser::sign_in(&house, "officer").await;
    browser.enrol(&house, NOW).await;
    thief.get(&house, "/api/v1/me").await.refuses(401, "not-signed-in");
    browser.get(&house, "/api/v1/me").await.is(200);
    // One in use is not replaced by the next who asks.
    browser.post(&house, "/api/v1/me/totp", Value::Null).await.refuses(409, "overtaken");
}

#[tokio::test]
async fn a_one_time_link_sets_a_password_and_replaces_no_second_factor() {
    let house = House::new();
    let (_, device, _) = enrolled(&house, "officer").await;
    let accounts = house.get("/api/v1/accounts", "head").await.is(200);
    let account = accounts.as_array().unwrap().iter().find(|one| one["login"] == "officer");
    let path = format!("/api/v1/accounts/{}/link", account.unwrap()["id"].as_str().unwrap());
    let link = house.post(&path, "head", Value::Null).await.is(201);
    let body = json!({"secret": link["secret"], "password": "another long password"});
    let owed = ticket(house.post("/api/v1/links", "", body).await);
    house.at("2026-03-04T01:00:30Z");
    Browser::of(second(&house, &owed, &device.code(NOW + 30)).await);
}

#[tokio::test]
async fn pages_set_it_up_and_ask_for_it_without_a_script() {
    let house = House::new();
    with_passwords(&house, &["officer"]);
    let browser = Browser::sign_in(&house, "officer").await;
    let page = browser.get(&house, "/account/factors").await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("设置动态口令"));
    let page = browser.form(&house, "/account/totp", "").await.text();
    let secret = page.split("<p class=\"mono\">").nth(1).unwrap().split('<').next().unwrap();
    let device = Device::set_up(secret);
    assert!(page.contains("<svg ") && page.contains("/account/totp/confirm"));
    let wrong = browser.form(&house, "/account/totp/confirm", "code=000000").await;
    assert_eq!(wrong.status, 422);
    let code = format!("code={}", device.code(NOW));
    let page = browser.form(&house, "/account/totp/confirm", &code).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("恢复码"));
    house.at("2026-03-04T01:00:30Z");
    let nobody = Browser { cookie: String::new() };
    let form = format!("login=officer&password={}&next=/law", crate::browser::PASSWORD);
    let page = nobody.form(&house, "/sign-in", &form.replace(' ', "+")).await.text();
    let ticket = page.split("name=\"ticket\" value=\"").nth(1).unwrap();
    let ticket = ticket.split('"').next().unwrap();
    let form = |code: &str| format!("ticket={ticket}&factors=totp&next=/law&code={code}");
    let again = nobody.form(&house, "/sign-in/factor", &form("1")).await;
    assert_eq!(again.status, 401);
    assert!(again.text().contains(ticket));
    let entered = nobody.form(&house, "/sign-in/factor", &form(&device.code(NOW + 30))).await;
    assert_eq!(
        (entered.status.as_u16(), &entered.headers["location"]),
        (303, &"/law".parse().unwrap())
    );
    assert!(entered.headers.contains_key("set-cookie"));
}
