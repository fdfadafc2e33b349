//! What takes two, declarations with their links, sealed opinions.

use serde_json::{Value, json};
use server::setup::{self, Person};
use store::desk::people::{self, Grant, Organisation};

use crate::house::{House, MEMBERS};

const TWO: &str = "/api/v1/four-eyes";
const WHY: &str = "法院依法调取全部卷宗";

/// Lets somebody else in.
pub fn let_in(house: &mut House, login: &str, name: &str, organisation: &str, role: &str) {
    let (store, world) = (house.office.store(), &house.office.world);
    let person = Person { login, name, organisation };
    setup::add_person(store, world, &person).unwrap();
    if !role.is_empty() {
        setup::grant_role(store, world, login, role, None).unwrap();
    }
    let token = setup::new_token(store, world, login, "test", "all", 365).unwrap();
    house.tokens.insert(login.to_owned(), token.secret);
}

fn organisation(house: &House, id: &str, kind: &str, body: Option<&str>) {
    let one = Organisation {
        id: id.to_owned(),
        kind: kind.to_owned(),
        body: body.map(str::to_owned),
        name: id.to_owned(),
    };
    setup::add_organisation(house.office.store(), &house.office.world, one).unwrap();
}

/// A role of the past, as the record would hold it.
fn held(house: &House, login: &str, role: &str, days: (&str, Option<&str>), party: Option<&str>) {
    let login = login.to_owned();
    let grant = Grant {
        id: format!("{login}-{role}-{}", days.0),
        role: role.to_owned(),
        from: days.0.to_owned(),
        until: days.1.map(str::to_owned),
        on_behalf_of: party.map(str::to_owned),
    };
    let now = house.office.world.now();
    let done = house.office.store().desk_blocking(move |conn| {
        let account = people::account_by_login(conn, &login)?.unwrap();
        people::grant(conn, &account.id, &grant, None, now)
    });
    done.unwrap();
}

pub async fn ask(house: &House, who: &str, deed: &str, about: &str) -> Value {
    let body = json!({"deed": deed, "about": about, "because": WHY});
    house.post(TWO, who, body).await.is(201)
}

pub fn answer_to(request: &Value) -> String {
    format!("{TWO}/{}/answer", request["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_whole_docket_leaves_the_house_once_and_by_two() {
    let house = House::new();
    let review = house.filed("party").await;
    let export = format!("/api/v1/reviews/{review}/exports");
    house.post(&export, "officer", Value::Null).await.refuses(409, "takes-two");
    let request = ask(&house, "officer", "export-docket", &review).await;
    assert_eq!(ask(&house, "officer", "export-docket", &review).await["id"], request["id"]);
    let (answer, yes) = (answer_to(&request), json!({"answer": "confirmed"}));
    for who in ["officer2", "party", "miit", "clerk", "admin", "other"] {
        let refused = house.post(&answer, who, yes.clone()).await;
        assert_eq!(refused.status, 404, "{who}");
    }
    let own = house.post(&answer, "officer", yes.clone()).await.refuses(403, "not-permitted");
    assert_eq!(own["policy"], "asker-does-not-confirm");
    house.post(&answer, "auditor", yes.clone()).await.refuses(403, "not-permitted");
    house.post(&export, "officer", Value::Null).await.refuses(409, "takes-two");
    let lines = house.get("/api/v1/me/told", "head").await.is(200);
    assert_eq!(lines["lines"][0]["deed"], "export-docket");
    let done = house.post(&answer, "head", yes.clone()).await.is(200);
    assert_eq!((&done["state"], &done["answered_by"]), (&json!("confirmed"), &json!("head")));
    house.post(&answer, "head", yes).await.refuses(409, "answered-already");
    // It is whoever asked who does it, once.
    house.post(&export, "head", Value::Null).await.refuses(409, "takes-two");
    let whole = house.post(&export, "officer", Value::Null).await.is(201);
    assert_eq!(whole["entries"].as_array().unwrap().len(), 1);
    assert!(whole["page"].as_str().unwrap().contains("```docket"));
    house.post(&export, "officer", Value::Null).await.refuses(409, "takes-two");
    let listed = house.get(TWO, "auditor").await.is(200);
    assert_eq!(listed["requests"][0]["state"], "used");
}

#[tokio::test]
async fn what_two_agree_on_holds_for_seven_days() {
    let house = House::new();
    let review = house.filed("party").await;
    let late = ask(&house, "officer", "export-docket", &review).await;
    house.at("2026-03-11T00:59:59Z");
    assert_eq!(house.get(TWO, "officer").await.is(200)["requests"][0]["state"], "open");
    house.at("2026-03-11T01:00:00Z");
    let yes = json!({"answer": "confirmed"});
    house.post(&answer_to(&late), "head", yes.clone()).await.refuses(409, "request-void");
    let again = ask(&house, "officer", "export-docket", &review).await;
    assert_ne!(again["id"], late["id"]);
    house.post(&answer_to(&again), "head", yes).await.is(200);
    house.at("2026-03-18T01:00:00Z");
    let export = format!("/api/v1/reviews/{review}/exports");
    house.post(&export, "officer", Value::Null).await.refuses(409, "takes-two");
}

#[tokio::test]
async fn who_asked_withdraws_and_a_head_refuses() {
    let house = House::new();
    let review = house.filed("party").await;
    let first = ask(&house, "officer", "export-docket", &review).await;
    let withdraw = json!({"answer": "withdrawn"});
    house.post(&answer_to(&first), "head", withdraw.clone()).await.refuses(403, "not-permitted");
    house.post(&answer_to(&first), "officer", withdraw).await.is(200);
    let second = ask(&house, "officer", "export-docket", &review).await;
    house.post(&answer_to(&second), "head", json!({"answer": "refused"})).await.is(200);
    let export = format!("/api/v1/reviews/{review}/exports");
    house.post(&export, "officer", Value::Null).await.refuses(409, "takes-two");
    // What is not about a case is the house's: the administrator asks, a head confirms.
    let account = ask(&house, "admin", "recover-account", "an-account").await;
    house.post(&answer_to(&account), "head", json!({"answer": "confirmed"})).await.is(200);
    let body = json!({"deed": "recover-account", "about": "x", "because": WHY});
    house.post(TWO, "officer", body).await.refuses(403, "not-permitted");
}

#[tokio::test]
async fn the_record_shows_its_links_before_somebody_declares() {
    let mut house = House::new();
    let_in(&mut house, "zhang", "张三", "office", "officer");
    let_in(&mut house, "zhang-then", " 张三 ", "beichen", "");
    held(&house, "zhang-then", "party-editor", ("2020-01-01", Some("2023-03-04")), None);
    let review = house.filed("party").await;
    let path = format!("/api/v1/reviews/{review}");
    let links = house.get(&format!("{path}/links"), "zhang").await.is(200);
    let wanted =
        json!([{"kind": "former", "side": "party", "through": "beichen", "by_name": true}]);
    assert_eq!(links["links"], wanted);
    assert_eq!(house.get(&format!("{path}/links"), "officer").await.is(200)["links"], json!([]));
    // No absence of conflict without a reason.
    let say = format!("{path}/declarations");
    for body in [json!({"conflict": false}), json!({"conflict": false, "because": "没有"})] {
        let refused = house.post(&say, "zhang", body).await.refuses(422, "invalid");
        assert_eq!(refused["faults"][0]["pointer"], "/because");
    }
    house.get(&path, "zhang").await.refuses(403, "not-permitted");
    let why = "同名账户并非本人，身份证件已由人事部门核对";
    house.post(&say, "zhang", json!({"conflict": false, "because": why})).await.is(204);
    house.get(&path, "zhang").await.is(200);
    let lines = house.get("/api/v1/me/told", "head").await.is(200);
    let line = &lines["lines"][0];
    assert_eq!((&line["kind"], &line["because"]), (&json!("declared-in-spite"), &json!(why)));
    let said = house.get(&say, "head").await.is(200);
    let last = said["declarations"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&last["name"], &last["links"]), (&json!("张三"), &wanted));
    for who in ["officer", "auditor"] {
        house.get(&say, who).await.refuses(403, "not-permitted");
    }
    house.get(&say, "miit").await.refuses(404, "not-found");
    // A day later the three years are over.
    house.at("2026-03-05T01:00:00Z");
    assert_eq!(house.get(&format!("{path}/links"), "zhang").await.is(200)["links"], json!([]));
}

#[tokio::test]
async fn a_colleague_of_ones_firm_is_a_link_and_a_lab_only_where_it_evaluated() {
    let mut house = House::new();
    organisation(&house, "firm", "law-firm", None);
    organisation(&house, "cnlab", "lab", Some("cnlab"));
    organisation(&house, "experts", "experts", None);
    let_in(&mut house, "partner", "李四", "firm", "");
    let_in(&mut house, "li-there", "王五", "firm", "");
    let_in(&mut house, "li", "王五", "office", "officer");
    let_in(&mut house, "tester-then", "赵六", "cnlab", "lab");
    let_in(&mut house, "tester", "赵六", "office", "officer");
    held(&house, "partner", "counsel", ("2025-01-01", None), Some("beichen"));
    held(&house, "li-there", "counsel", ("2024-01-01", Some("2024-12-31")), Some("kewei"));
    let review = house.filed("party").await;
    let links = format!("/api/v1/reviews/{review}/links");
    let found = house.get(&links, "li").await.is(200);
    let firm = json!([{"kind": "firm", "side": "party", "through": "firm", "by_name": true}]);
    assert_eq!(found["links"], firm, "a colleague of the same firm held the mandate");
    assert_eq!(house.get(&links, "tester").await.is(200)["links"], json!([]));
}

/// The opinions of the members, and of the department.
async fn opinions(house: &House, review: &str, from: u32, who: &[&str]) -> u32 {
    let mut position = from;
    for body in who {
        let reply = json!({"act": "reply", "opinion": "disagree", "because": "供应中断风险",
                           "position": position});
        house.act(review, body, reply).await.is(201);
        position += 1;
    }
    position
}

async fn proposed(house: &House) -> String {
    let review = house.filed("party").await;
    house.act(&review, "head", json!({"act": "open-review", "position": 1})).await.is(201);
    let propose = json!({"act": "propose", "conclusion": "pass", "position": 2});
    house.act(&review, "head", propose).await.is(201);
    review
}

async fn seal(house: &House, sealed: bool) {
    let body = json!({"opinions_sealed": sealed});
    house.send("PUT", "/api/v1/house-rules", "head", body).await.is(200);
}

#[tokio::test]
async fn sealed_opinions_are_nobodys_but_their_authors_until_all_are_in() {
    let house = House::new();
    seal(&house, true).await;
    let review = proposed(&house).await;
    let everyone: Vec<&str> = MEMBERS.iter().copied().chain(["nea"]).collect();
    let (last, before) = everyone.split_last().unwrap();
    let position = opinions(&house, &review, 3, before).await;
    let path = format!("/api/v1/reviews/{review}");
    let markdown = [("accept", "text/markdown")];
    for who in ["officer", "head"] {
        let docket = house.get(&format!("{path}/docket"), who).await.is(200);
        let page = house
            .send_with("GET", &format!("{path}/docket"), who, Value::Null, &markdown)
            .await
            .text();
        let shown = house.get(&format!("/reviews/{review}"), who).await.text();
        for text in [docket.to_string(), page, shown] {
            for word in ["disagree", "供应中断", "不同意"] {
                assert!(!text.contains(word), "{who} reads `{word}` in {text}");
            }
        }
        // That each reply came is seen.
        let entries = docket["entries"].as_array().unwrap();
        let replies = entries.iter().filter(|entry| entry["command"]["act"] == "reply");
        assert_eq!(replies.clone().count(), before.len());
        assert!(replies.clone().all(|entry| entry["withheld"] == true));
        let told = house.get(&path, who).await.is(200);
        assert_eq!(told["waiting_for"], json!(["department:nea"]));
    }
    let own = house.get(&format!("{path}/docket"), "miit").await.is(200).to_string();
    assert_eq!(own.matches("供应中断").count(), 1);
    opinions(&house, &review, position, &[last]).await;
    let docket = house.get(&format!("{path}/docket"), "officer").await.is(200).to_string();
    assert_eq!(docket.matches("供应中断").count(), everyone.len());
}

#[tokio::test]
async fn sealed_opinions_open_when_their_time_is_over() {
    let house = House::new();
    seal(&house, true).await;
    let review = proposed(&house).await;
    opinions(&house, &review, 3, &["miit"]).await;
    let path = format!("/api/v1/reviews/{review}");
    let told = house.get(&path, "officer").await.is(200);
    let limits = told["limits"].as_array().unwrap();
    let due =
        limits.iter().filter(|limit| limit["limit"] == "consultation" && limit["state"] == "due");
    let due = due.map(|limit| limit["latest"].as_str().unwrap()).max().unwrap().to_owned();
    let reads = async |day: &str| {
        house.at(&format!("{day}T02:00:00Z"));
        let docket = house.get(&format!("{path}/docket"), "officer").await.is(200);
        docket.to_string().contains("供应中断")
    };
    assert!(!reads(&due).await, "on the last day they are still awaited");
    let next: jiff::civil::Date = due.parse().unwrap();
    assert!(reads(&next.tomorrow().unwrap().to_string()).await);
}

#[tokio::test]
async fn two_open_sealed_opinions_early_and_the_house_chooses_whether_they_are_sealed() {
    let house = House::new();
    let review = proposed(&house).await;
    opinions(&house, &review, 3, &["miit"]).await;
    let path = format!("/api/v1/reviews/{review}/docket");
    let reads = async |who: &'static str| {
        house.get(&path, who).await.is(200).to_string().contains("供应中断")
    };
    assert!(reads("officer").await, "as it was before anybody chose");
    let body = json!({"deed": "open-opinions", "about": review, "because": WHY});
    house.post(TWO, "officer", body.clone()).await.refuses(409, "nothing-sealed");
    seal(&house, true).await;
    assert!(!reads("officer").await);
    let rules = json!({"opinions_sealed": false});
    for who in ["officer", "clerk", "auditor", "admin", "party"] {
        let path = "/api/v1/house-rules";
        house.send("PUT", path, who, rules.clone()).await.refuses(403, "not-permitted");
    }
    let request = house.post(TWO, "officer", body).await.is(201);
    house.post(&answer_to(&request), "head", json!({"answer": "confirmed"})).await.is(200);
    assert!(reads("officer").await && reads("head").await);
    // Another round is sealed again.
    let amend = json!({"act": "amend-proposal", "conclusion": "fail", "because": "新的事实",
                       "position": 4});
    house.act(&review, "head", amend).await.is(201);
    let reply = json!({"act": "reply", "opinion": "agree", "text": "第二轮意见", "position": 5});
    house.act(&review, "mps", reply).await.is(201);
    let docket = house.get(&path, "officer").await.is(200).to_string();
    assert!(!docket.contains("第二轮意见"));
}
