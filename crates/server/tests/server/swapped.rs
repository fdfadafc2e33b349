//! Two people who swap each other's ids, on every route there is: a route added later is tried by
//! itself, or says here whose its ids are.

use serde_json::{Value, json};
use server::table::{Asks, Route, Takes};

use crate::house::House;
use crate::passkeys::with_passkey;

/// What two parties have of their own, by the word that stands before an id in a path.
struct Own {
    who: &'static str,
    review: String,
    filing: String,
    file: String,
    token: String,
    account: String,
    need: String,
    two: String,
    grant: String,
}

/// What a third has by whom nobody of the two comes in.
struct Third {
    passkey: String,
    identity: String,
    reset: String,
}

async fn third(house: &House) -> Third {
    let (browser, _) = with_passkey(house, "auditor").await;
    let factors = browser.get(house, "/api/v1/me/factors").await.is(200);
    let me = browser.get(house, "/api/v1/me").await.is(200);
    let account = format!("/api/v1/accounts/{}", me["account"].as_str().unwrap());
    let bound = json!({"kind": "certificate", "sha256": "0".repeat(64)});
    let bound = house.post(&format!("{account}/identities"), "admin", bound).await.is(201);
    let lost = json!({"because": "lost the key, known in person"});
    let reset = house.post(&format!("{account}/factor-reset"), "admin", lost).await.is(201);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    Third {
        passkey: text(&factors["passkeys"][0]["id"]),
        identity: text(&bound["id"]),
        reset: text(&reset["id"]),
    }
}

async fn own(house: &House, who: &'static str, office: &'static str) -> Own {
    let review = house.filed(who).await;
    let told = house.get(&format!("/api/v1/reviews/{review}"), who).await.is(200);
    let sent = house
        .raw("POST", &format!("/api/v1/reviews/{review}/files?name=a.txt"), who, "a".into(), &[])
        .await
        .is(201);
    let tokens = house.get("/api/v1/tokens", who).await.is(200);
    let me = house.get("/api/v1/me", who).await.is(200);
    let because = "须经两人办理的事项，依法调取";
    let two = json!({"deed": "export-docket", "about": review, "because": because});
    let two = house.post("/api/v1/four-eyes", office, two).await.is(201);
    let need = json!({"review": review, "because": because});
    let need = house.post("/api/v1/emergencies", "mss", need).await.is(201);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let accounts = house.get("/api/v1/accounts", who).await.is(200);
    let mine = accounts.as_array().unwrap().iter().find(|one| one["id"] == me["account"]).unwrap();
    Own {
        who,
        filing: text(&told["filing"]),
        file: text(&sent["id"]),
        token: text(&tokens[0]["id"]),
        account: text(&me["account"]),
        need: text(&need["id"]),
        two: text(&two["id"]),
        grant: text(&mine["roles"][0]["id"]),
        review,
    }
}

/// A route's path with what somebody owns in the places of its ids; `None` where its ids are
/// nobody's (a version of the law) or the house's own.
fn filled(route: &Route, own: &Own, third: &Third) -> Option<String> {
    let mut path = String::new();
    let mut before = "";
    for part in route.path.split('/').skip(1) {
        path.push('/');
        let named = part.strip_prefix('{').and_then(|part| part.strip_suffix('}'));
        let Some(name) = named else {
            path.push_str(part);
            before = part;
            continue;
        };
        let id = match (before, name) {
            ("reviews", "id") => &own.review,
            ("filings", "id") => &own.filing,
            ("files", "file") => &own.file,
            ("tokens" | "credentials", "id") => &own.token,
            ("accounts" | "people", "id") => &own.account,
            ("roles", "grant") => &own.grant,
            ("emergencies", "id") => &own.need,
            ("four-eyes", "id") | ("destructions" | "destroy", "request") => &own.two,
            ("passkeys", "id") => &third.passkey,
            ("identities", "identity") => &third.identity,
            ("factor-resets", _) | ("resets", "id") => &third.reset,
            ("materials", "material") => "analysis",
            ("notices", "notice") | ("receipts", "entry") => "1",
            ("acts", "act") => "withdraw",
            ("limits", _) => "intake",
            // Everybody's, and the house's: no party has one.
            (
                "law" | "scenarios" | "calendar" | "days" | "assets" | "log" | "tile" | "entries"
                | "oidc",
                _,
            )
            | ("notices", "id") => {
                return None;
            }
            _ => panic!("{} {}: whose are its ids?", route.method, route.path),
        };
        path.push_str(id);
    }
    route.path.contains('{').then_some(path)
}

/// A form as the page's own would send it: with a file (RFC 7578) where it takes one.
fn form(route: &Route) -> (&'static str, &'static str) {
    if route.path.contains("/acts/") || route.path.ends_with("{material}") {
        let sent = "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\
                    \r\na\r\n--edge--\r\n";
        return ("multipart/form-data; boundary=edge", sent);
    }
    let sent = "role=party-reader&answer=confirmed&purpose=own&conflict=false";
    ("application/x-www-form-urlencoded", sent)
}

fn body(route: &Route) -> Value {
    match route.takes {
        Takes::Act(_) => json!({"act": "withdraw", "position": 1}),
        Takes::Fields(_) if route.path.ends_with("declarations") => json!({"conflict": false}),
        Takes::Fields(_) if route.path.ends_with("purpose") => json!({"purpose": "own"}),
        Takes::Fields(_) if route.path.ends_with("answer") => json!({"answer": "confirmed"}),
        Takes::Fields(_) if route.path.ends_with("roles") => json!({"role": "party-reader"}),
        Takes::Fields(_) if route.path == "/api/v1/accounts/{id}" => json!({"locked": true}),
        Takes::Fields(_) | Takes::File | Takes::Nothing => Value::Null,
    }
}

#[tokio::test]
async fn who_swaps_ids_with_another_finds_nothing_on_any_route() {
    let house = House::new();
    let (one, other) =
        (own(&house, "party", "officer").await, own(&house, "other", "officer2").await);
    let third = third(&house).await;
    let mut tried = 0;
    for route in server::api::table().into_iter().chain(server::page_table()) {
        for (mine, theirs) in [(&one, &other), (&other, &one)] {
            let Some(path) = filled(&route, theirs, &third) else { continue };
            let method = route.method.as_str();
            let answer = if path.starts_with("/api/") {
                house.send(method, &path, mine.who, body(&route)).await
            } else {
                let (media, sent) = form(&route);
                house.raw(method, &path, mine.who, sent.into(), &[("content-type", media)]).await
            };
            let name = format!("{} {method} {path} ({})", mine.who, question(&route));
            assert_eq!(answer.status, 404, "{name}: {}", answer.text());
            tried += 1;
        }
    }
    assert!(90 < tried, "{tried}");
}

fn question(route: &Route) -> &'static str {
    match route.asks {
        Asks::This(question) => question.name(),
        Asks::TheAct => "the act's",
    }
}
