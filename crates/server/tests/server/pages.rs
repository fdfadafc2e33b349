//! Pages: the same doors as the API, in both languages, with nothing typed lost.

use axum::body::Body;
use serde_json::{Value, json};

use crate::house::{Answer, House, MEMBERS};

/// A form as a browser sends one with files (RFC 7578).
fn multipart(fields: &[(String, String)], files: &[(&str, &str)]) -> (String, Vec<u8>) {
    let edge = "----edge-of-a-form";
    let mut body = String::new();
    for (name, value) in fields {
        body.push_str(&format!(
            "--{edge}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        ));
    }
    for (name, text) in files {
        body.push_str(&format!(
            "--{edge}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: text/plain\r\n\r\n{text}\r\n"
        ));
    }
    body.push_str(&format!("--{edge}--\r\n"));
    (format!("multipart/form-data; boundary={edge}"), body.into_bytes())
}

/// The fields of a form that says what a JSON object says.
fn fields_of(act: &Value) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for (name, value) in act.as_object().unwrap() {
        let values = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
        for value in values.iter().filter(|_| name != "act") {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            fields.push((name.clone(), text));
        }
    }
    fields
}

async fn send_form(house: &House, path: &str, who: &str, fields: &[(String, String)]) -> Answer {
    let (media, bytes) = multipart(fields, &[]);
    let headers = [("content-type", media.as_str())];
    house.raw("POST", path, who, Body::from(bytes), &headers).await
}

async fn act_by_page(house: &House, review: &str, who: &str, act: &Value) -> Answer {
    let path = format!("/reviews/{review}/acts/{}", act["act"].as_str().unwrap());
    send_form(house, &path, who, &fields_of(act)).await
}

/// How a page writes a text.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' | '<' | '>' | '"' | '\'' => out.push_str(&format!("&#{};", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

type Doing = (&'static str, Value);

fn act(who: &'static str, act: Value) -> Doing {
    (who, act)
}

/// From the filing to the proposal that divides.
fn acts_to_the_consultation() -> Vec<Doing> {
    vec![
        act("officer", json!({"act": "return-filing", "materials": ["analysis", "documents"]})),
        act("party", json!({"act": "complete-filing"})),
        act("provider", json!({"act": "lodge", "what": "源代码说明"})),
        act("officer", json!({"act": "confirm-filing"})),
        act("officer", json!({"act": "open-review", "because": "涉及核心设备"})),
        act("officer", json!({"act": "find-no-review-needed"})),
        act("officer", json!({"act": "request-supplement", "what": "来源清单 <甲> & \"乙\""})),
        act("party", json!({"act": "supply-supplement", "request": 1, "in_part": true})),
        act("party", json!({"act": "supply-supplement", "request": 1})),
        act(
            "officer",
            json!({"act": "find-supplement-incomplete", "request": 1, "because": "缺附件"}),
        ),
        act("officer", json!({"act": "withdraw-request", "request": 1})),
        act(
            "officer",
            json!({"act": "extend-limit", "limit": "preliminary-review", "working_days": 16,
                   "because": "情况复杂"}),
        ),
        act(
            "officer",
            json!({"act": "extend-limit", "limit": "preliminary-review", "working_days": 15,
                   "because": "情况复杂"}),
        ),
        act("officer", json!({"act": "also-consult", "body": "department:mot"})),
        act("officer", json!({"act": "propose", "conclusion": "pass"})),
        act("miit", json!({"act": "receive-proposal"})),
        act("miit", json!({"act": "reply", "opinion": "agree-with-points", "text": "补充一点"})),
        act(
            "miit",
            json!({"act": "reply", "opinion": "disagree", "because": "风险", "again": true}),
        ),
        act("officer", json!({"act": "withdraw-proposal", "because": "重新研究"})),
        act("officer", json!({"act": "propose", "conclusion": "pass"})),
        act("officer", json!({"act": "amend-proposal", "conclusion": "fail", "because": "风险"})),
    ]
}

/// All bodies disagree, and what follows up to the Commission.
fn acts_of_the_special_review() -> Vec<Doing> {
    let divided = MEMBERS.iter().chain(&["nea"]).map(|body| {
        (*body, json!({"act": "reply", "opinion": "disagree", "because": "风险未消除"}))
    });
    let mut acts: Vec<Doing> = divided.collect();
    acts.extend([
        act("officer", json!({"act": "establish-division", "because": "逾期未回复"})),
        act("officer", json!({"act": "open-special-review"})),
        act("officer", json!({"act": "hear", "body": "party"})),
        act("officer", json!({"act": "propose-again", "conclusion": "pass"})),
        act("officer", json!({"act": "submit-to-commission", "because": "逾期未回复"})),
        act("commission", json!({"act": "commission-return"})),
        act("officer", json!({"act": "propose-again", "conclusion": "fail"})),
        act("officer", json!({"act": "submit-to-commission", "because": "逾期未回复"})),
        act("commission", json!({"act": "commission-decline"})),
        act("officer", json!({"act": "propose-again", "conclusion": "fail"})),
        act("officer", json!({"act": "submit-to-commission", "because": "逾期未回复"})),
        act("commission", json!({"act": "commission-approve"})),
    ]);
    acts
}

/// Beside the procedure, of another procedure, and after the end.
fn acts_beside() -> Vec<Doing> {
    vec![
        act("head", json!({"act": "impose-measures", "what": "暂停新用户注册"})),
        act("party", json!({"act": "report-measures", "what": "已落实"})),
        act("head", json!({"act": "lift-measures", "what": "恢复"})),
        act("officer", json!({"act": "carry-over", "law": "measures-2020"})),
        act("officer", json!({"act": "announce", "what": "review"})),
        act("officer", json!({"act": "join", "docket": "网审〔2026〕9号", "because": "同一产品"})),
        act("officer", json!({"act": "inspect", "with": ["unit:mps", "unit:mss"]})),
        act("officer", json!({"act": "refer", "to": "authority:samr", "what": "线索"})),
        act("party", json!({"act": "commit", "what": "不断供"})),
        act("party", json!({"act": "urge", "commitment": 1})),
        act("officer", json!({"act": "find-commitment", "commitment": 1, "kept": true})),
        act("officer", json!({"act": "note", "text": "第一行\n第二行"})),
        act("officer", json!({"act": "correct", "entry": 1, "text": "更正事由"})),
        act("officer", json!({"act": "serve", "notice": 1, "on": "party", "by": "system"})),
        act("party", json!({"act": "acknowledge", "notice": 1})),
        act("officer", json!({"act": "report", "text": "反映"})),
        act("officer", json!({"act": "find-affected", "affected": true})),
        act("officer", json!({"act": "assign", "to": "experts"})),
        act("officer", json!({"act": "report-evaluation", "what": "x"})),
        act("officer", json!({"act": "report-assessment", "what": "x"})),
        act("head", json!({"act": "publish-result", "result": "pass"})),
        act("head", json!({"act": "circulate-result", "result": "pass"})),
        act("officer", json!({"act": "publish-assessment", "on": "product", "what": "x"})),
        act("party", json!({"act": "withdraw"})),
        act("head", json!({"act": "consent-to-withdrawal"})),
        act("head", json!({"act": "conclude"})),
        act("head", json!({"act": "terminate", "because": "撤回"})),
    ]
}

/// Somebody who could do an act, and the act with arguments that fit.
fn every_act() -> Vec<Doing> {
    [acts_to_the_consultation(), acts_of_the_special_review(), acts_beside()].concat()
}

/// Every act goes both ways in two dockets that are alike, one act after the other: what the API
/// takes the page takes, what the API refuses the page refuses in the same words.
#[tokio::test]
async fn a_page_and_the_api_decide_alike_on_every_act() {
    let house = House::new();
    let (by_api, by_page) = (house.filed("party").await, house.filed("party").await);
    let named: Vec<String> =
        every_act().iter().map(|(_, act)| act["act"].as_str().unwrap().to_owned()).collect();
    let elsewhere = ["files", "ask-ex-officio", "determine-object", "take-up"];
    for name in review::Act::NAMES {
        assert!(named.iter().any(|one| one == name) || elsewhere.contains(name), "{name}");
    }
    let (mut taken, mut refused) = (0, 0);
    for (who, mut act) in every_act() {
        let position = house.get(&format!("/api/v1/reviews/{by_api}"), "officer").await;
        act["position"] = position.is(200)["position"].clone();
        let api = house.act(&by_api, who, act.clone()).await;
        let page = act_by_page(&house, &by_page, who, &act).await;
        if api.status == 201 {
            taken += 1;
            assert_eq!(page.status, 303, "{act}: {}", page.text());
        } else {
            refused += 1;
            let (status, problem) = (api.status, api.json());
            let html = page.text();
            assert_eq!(page.status, status, "{act}: {html}");
            let faults = problem["faults"].as_array().cloned().unwrap_or_default();
            let texts: Vec<&Value> = if faults.is_empty() {
                vec![&problem["text"]["zh"]]
            } else {
                faults.iter().map(|fault| &fault["text"]["zh"]).collect()
            };
            for text in texts {
                assert!(html.contains(&escaped(text.as_str().unwrap())), "{act}: {text}\n{html}");
            }
        }
        assert_eq!(docket(&house, &by_api).await, docket(&house, &by_page).await, "{act}");
    }
    assert!(40 < taken && 15 < refused, "{taken} taken, {refused} refused");
}

/// The entries of a docket without what names the docket itself.
async fn docket(house: &House, review: &str) -> Vec<Value> {
    let docket = house.get(&format!("/api/v1/reviews/{review}/docket"), "officer").await.is(200);
    let mut entries = docket["entries"].as_array().unwrap().clone();
    for entry in &mut entries {
        entry.as_object_mut().unwrap().remove("notice");
    }
    entries
}

#[tokio::test]
async fn a_form_comes_back_with_each_fault_beside_its_field_and_nothing_typed_is_lost() {
    let house = House::new();
    let review = house.filed("party").await;
    let fields = [
        ("position", "1"),
        ("limit", "preliminary-review"),
        ("working_days", "many"),
        ("because", "情况 <b>复杂</b>"),
        ("dated", "2026-02-30"),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let path = format!("/reviews/{review}/acts/extend-limit");
    let page = send_form(&house, &path, "officer", &fields).await;
    assert_eq!(page.status, 422);
    let html = page.text();
    for (name, value) in &fields[2..4] {
        assert!(html.contains(&escaped(value)), "{name} is lost: {html}");
    }
    assert!(html.contains("应为 1 至 999 的整数"), "{html}");
    assert!(html.contains("应为日期，如 2026-03-04"), "{html}");
    assert!(!html.contains("<b>复杂"), "what was typed is no markup");
    let docket = house.get(&format!("/api/v1/reviews/{review}"), "officer").await.is(200);
    assert_eq!(docket["position"], 1);
}

#[tokio::test]
async fn a_form_sent_twice_is_one_act_with_its_files() {
    let house = House::new();
    let review = house.filed("party").await;
    house.act(&review, "officer", json!({"act": "open-review", "position": 1})).await.is(201);
    let request = json!({"act": "request-supplement", "what": "x", "position": 2});
    house.act(&review, "officer", request).await.is(201);
    let fields = [("key", "page-1"), ("position", "3"), ("request", "1")];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let files = [("a.txt", "甲"), ("b.txt", "乙")];
    for _ in 0..2 {
        let (media, bytes) = multipart(&fields, &files);
        let headers = [("content-type", media.as_str())];
        let path = format!("/reviews/{review}/acts/supply-supplement");
        let page = house.raw("POST", &path, "party", Body::from(bytes), &headers).await;
        assert_eq!(page.status, 303, "{}", page.text());
        let place = page.headers["location"].to_str().unwrap();
        assert_eq!(place, format!("/reviews/{review}#entry-4"));
    }
    let files = house.get(&format!("/api/v1/reviews/{review}/files"), "officer").await.is(200);
    let names: Vec<&str> = files["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["a.txt", "b.txt"]);
    let docket = house.get(&format!("/api/v1/reviews/{review}"), "officer").await.is(200);
    assert_eq!(docket["position"], 4);
}

#[tokio::test]
async fn whoever_is_not_signed_in_goes_to_the_door_and_comes_back() {
    let house = House::new();
    let page = house.get("/reviews?state=all", "").await;
    assert_eq!(page.status, 303);
    assert_eq!(page.headers["location"], "/sign-in?next=%2Freviews%3Fstate%3Dall");
    let elsewhere = "login=x&password=y&next=%2F%2Fevil.example";
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let page = house.raw("POST", "/sign-in", "", Body::from(elsewhere), &headers).await;
    assert_eq!(page.status, 401);
    assert!(page.text().contains("用户名或密码不正确"));
    assert!(
        page.headers["content-security-policy"].to_str().unwrap().contains("default-src 'none'")
    );
}

#[tokio::test]
async fn a_notice_is_numbered_in_its_series_and_read_by_whom_it_concerns() {
    let house = House::new();
    let review = house.filed("party").await;
    house.act(&review, "officer", json!({"act": "open-review", "position": 1})).await.is(201);
    let other = house.filed("other").await;
    let request = json!({"act": "open-review", "position": 1});
    house.act(&other, "officer", request).await.is(201);
    let propose = json!({"act": "propose", "conclusion": "fail", "position": 2});
    house.act(&review, "officer", propose).await.is(201);
    let sent = house.get(&format!("/api/v1/reviews/{review}/notices"), "officer").await.is(200);
    let numbers: Vec<&Value> =
        sent["notices"].as_array().unwrap().iter().map(|one| &one["number"]).collect();
    assert_eq!(numbers, ["网审通〔2026〕1号", "网审通〔2026〕3号"]);
    // The party reads the notice to it, and not the letter to the members.
    let own = house.get(&format!("/api/v1/reviews/{review}/notices"), "party").await.is(200);
    assert_eq!(own["notices"].as_array().unwrap().len(), 1);
    let page = house.get(&format!("/reviews/{review}/notices/1"), "party").await;
    assert!(page.text().contains("网审通〔2026〕1号"));
    let letter = format!("/reviews/{review}/notices/2");
    assert_eq!(house.get(&letter, "party").await.status, 404);
    // A body is told of itself among the consulted, of no other.
    let letter = house.get(&format!("/api/v1{letter}"), "miit").await.is(200);
    assert_eq!(letter["addressees"], json!(["unit:miit"]));
    let text = letter["text"]["zh"].as_str().unwrap();
    assert!(text.contains("工业和信息化部") && !text.contains("公安部"), "{text}");
    let served = json!({"act": "serve", "notice": 3, "on": "party", "by": "post", "position": 3});
    house.act(&review, "officer", served).await.refuses(422, "invalid");
}

/// Every page in both languages for everybody: it is there or is refused as a page, and asks for no
/// text that does not exist.
#[tokio::test]
async fn every_page_is_drawn_in_both_languages() {
    let house = House::new();
    let filing = house.draft("party").await;
    let review = house.filed("party").await;
    house.act(&review, "officer", json!({"act": "open-review", "position": 1})).await.is(201);
    let pages = [
        "/".to_owned(),
        "/sign-in".to_owned(),
        "/link".to_owned(),
        "/account".to_owned(),
        "/reviews".to_owned(),
        "/reviews?state=all&step=preliminary-review&overdue=true&q=x".to_owned(),
        "/reviews/new".to_owned(),
        format!("/reviews/{review}"),
        format!("/reviews/{review}/docket"),
        format!("/reviews/{review}/limits/preliminary-review"),
        format!("/reviews/{review}/notices/1"),
        format!("/reviews/{review}/acts/propose"),
        format!("/reviews/{review}/acts/commit"),
        "/filings".to_owned(),
        "/filings/new".to_owned(),
        format!("/filings/{filing}"),
        "/law".to_owned(),
        "/law?on=2019-06-01".to_owned(),
        "/law/measures-2022".to_owned(),
        "/law/trial-2017".to_owned(),
        "/days?from=2026-12-20&n=15".to_owned(),
        "/days/2026".to_owned(),
        "/days/2027".to_owned(),
        "/calendar".to_owned(),
        "/people".to_owned(),
        "/nowhere".to_owned(),
    ];
    let people =
        ["", "party", "officer", "head", "clerk", "miit", "commission", "provider", "admin"];
    for path in &pages {
        let mut drawn = 0;
        for who in people {
            for (language, tag) in [("zh-CN", "zh-CN"), ("en", "en")] {
                let headers = [("accept-language", language)];
                let page = house.raw("GET", path, who, Body::empty(), &headers).await;
                if page.status == 303 {
                    continue;
                }
                let (status, html) = (page.status, page.text());
                assert!(html.starts_with("<!doctype html>"), "{path} {who}: {status} {html}");
                assert!(html.contains(&format!("<html lang=\"{tag}\">")), "{path} {who}");
                assert!(!status.is_server_error(), "{path} {who}: {html}");
                drawn += u32::from(status == 200);
            }
        }
        assert!(0 < drawn || path == "/nowhere", "{path} is there for nobody");
    }
}
