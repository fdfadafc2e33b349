//! Content destroyed by two heads: asked for, confirmed, gone; and what is told of it afterwards.

use axum::body::Body;
use seal::receipt::Receipt;
use serde_json::{Value, json};
use store::{Destroyed, Hash};

use crate::destroyed_case::{ASKED, Case, LETTER, NAME, NOTE, TITLE, WHY, says};

#[tokio::test]
async fn it_takes_a_head_who_asks_and_another_who_confirms() {
    let case = Case::closed().await;
    let docket = json!({"what": "docket"});
    case.asks("officer", docket.clone()).await.refuses(403, "not-permitted");
    case.asks("auditor", docket.clone()).await.refuses(403, "not-permitted");
    for who in ["party", "other", "miit", "admin"] {
        let refused = case.asks(who, docket.clone()).await;
        assert!([403, 404].contains(&refused.status.as_u16()), "{who}: {}", refused.status);
    }
    // Not by the way of what else takes two.
    let body = json!({"deed": "destroy-key", "about": case.review, "because": WHY});
    case.house.post(ASKED, "head", body).await.refuses(422, "invalid");
    let request = case.asks("head", docket).await.is(201);
    assert_eq!(request["destroys"]["what"], "docket");
    case.carries_out("head", &request).await.refuses(409, "takes-two");
    let own = case.answers("head", &request, "confirmed").await.refuses(403, "not-permitted");
    assert_eq!(own["policy"], "asker-does-not-confirm");
    case.answers("officer", &request, "confirmed").await.refuses(404, "not-found");
    case.carries_out("head", &request).await.refuses(409, "takes-two");
    case.answers("head2", &request, "confirmed").await.is(200);
    // Whoever confirmed does not carry it out, nor anybody else.
    case.carries_out("head2", &request).await.refuses(409, "takes-two");
    case.carries_out("officer", &request).await.refuses(403, "not-permitted");
    case.house.get(&case.path("/docket"), "officer").await.is(200);
    assert_eq!(case.verifies(), []);
    case.carries_out("head", &request).await.is(201);
    case.carries_out("head", &request).await.refuses(410, "content-destroyed");
}

#[tokio::test]
async fn a_destroyed_docket_is_read_by_nobody_and_everything_else_still_holds() {
    let case = Case::closed().await;
    let (filed, noted) = (case.receipt(1, "party").await, case.receipt(2, "officer").await);
    let number = "网审〔2026〕1号";
    let words = [TITLE, NOTE, LETTER, NAME];
    let before = case.all_that_is_told().await;
    assert!(before.iter().any(|(_, answer)| says(answer, &words)));
    let done = case.destroyed(json!({"what": "docket"})).await;
    assert_eq!((&done["entries"], &done["what"]), (&json!(3), &json!("docket")));
    assert_eq!(done["files"].as_array().unwrap().len(), 4);
    for (name, answer) in case.all_that_is_told().await {
        assert!(!says(&answer, &words), "{name}: {}", answer.text());
        assert!(![500, 503].contains(&answer.status.as_u16()), "{name}: {}", answer.text());
    }
    // Lists and searches tell nothing of it, nor does its number.
    for who in ["officer", "head", "clerk", "auditor", "party"] {
        let found = case.house.get("/api/v1/reviews?state=all&q=2026", who).await.is(200);
        assert_eq!(found["reviews"], json!([]), "{who}");
    }
    // Who knew of it is told that it is gone, nobody else that it was there.
    for who in ["officer", "head", "clerk", "auditor", "party"] {
        case.house.get(&case.path(""), who).await.refuses(410, "content-destroyed");
        let told = case.house.get(&case.path("/destructions"), who).await.is(200);
        let one = &told["destructions"][0]["destroyed"];
        assert_eq!((&told["number"], &one["because"]), (&json!(number), &json!(WHY)));
        assert_eq!((&one["asked_by"], &one["confirmed_by"]), (&json!("head"), &json!("head")));
        assert_eq!(one["article"], json!({"article": "22", "paragraph": 1}));
        let page = case.house.get(&format!("/reviews/{}", case.review), who).await;
        assert_eq!(page.status.as_u16(), 200, "{who}");
        assert!(says(&page, &["2026-03-05"]) && says(&page, &[WHY]), "{}", page.text());
    }
    let filing = format!("/api/v1/filings/{}", case.filing);
    case.house.get(&filing, "party").await.refuses(410, "content-destroyed");
    case.house.get(&filing, "other").await.refuses(404, "not-found");
    for who in ["other", "provider", "miit", "admin", "commission"] {
        case.house.get(&case.path(""), who).await.refuses(404, "not-found");
        case.house.get(&case.path("/destructions"), who).await.refuses(404, "not-found");
        let page = case.house.get(&format!("/reviews/{}", case.review), who).await;
        assert_eq!(page.status.as_u16(), 404, "{who}");
    }
    let scopes = case.verifies();
    let gone = [&case.review, &case.filing].map(|name| Destroyed::Scope(name.clone()));
    assert!(scopes.len() == 2 && gone.iter().all(|one| scopes.contains(one)), "{scopes:?}");
    case.rebuilds();
    // Papers in somebody's hands still verify, here and without us.
    for receipt in [filed, noted] {
        let shown = case.shown(&receipt).await;
        assert_eq!(
            (&shown["verdict"], &shown["standing"]),
            (&json!("genuine"), &json!("destroyed"))
        );
    }
    let listed = case.house.get(ASKED, "auditor").await.is(200);
    let used = &listed["requests"][0];
    assert_eq!((&used["state"], &used["number"]), (&json!("used"), &json!(number)));
    // The next case takes the next number.
    let next = case.house.filed("party").await;
    let told = case.house.get(&format!("/api/v1/reviews/{next}"), "officer").await.is(200);
    assert_eq!(told["number"], "网审〔2026〕2号");
}

#[tokio::test]
async fn a_destroyed_entry_keeps_what_was_done_and_loses_its_words() {
    let case = Case::closed().await;
    let noted = case.receipt(2, "officer").await;
    let before = case.house.get(&case.path(""), "officer").await.is(200);
    case.destroyed(json!({"what": "entry", "entry": 2})).await;
    for (name, answer) in case.all_that_is_told().await {
        assert!(!says(&answer, &[NOTE, LETTER, NAME]), "{name}: {}", answer.text());
        assert_ne!(answer.status.as_u16(), 500, "{name}: {}", answer.text());
    }
    let docket = case.house.get(&case.path("/docket"), "officer").await.is(200);
    let entry = &docket["entries"][1];
    assert_eq!(entry["command"]["act"], "note");
    assert_eq!(entry["by"]["name"], "officer");
    assert_eq!(entry["destroyed"]["ground"], "state-secret");
    assert_eq!(entry["files"][0]["sha256"], json!(case.letter));
    case.house.get(&case.file, "officer").await.refuses(410, "content-destroyed");
    // Where the case stands is what it was.
    let after = case.house.get(&case.path(""), "officer").await.is(200);
    for name in ["number", "step", "closed", "conclusion", "position", "limits"] {
        assert_eq!(before[name], after[name], "{name}");
    }
    let page = case.house.get(&format!("/reviews/{}", case.review), "officer").await;
    assert!(says(&page, &[WHY]), "{}", page.text());
    let destroyed = case.verifies();
    assert!(matches!(destroyed.as_slice(), [Destroyed::Entry(named, _)] if named.position == 2));
    case.rebuilds();
    let shown = case.shown(&noted).await;
    assert_eq!((&shown["verdict"], &shown["standing"]), (&json!("genuine"), &json!("current")));
    // A receipt asked for now is genuine too, and opens nothing.
    let late = case.receipt(2, "officer").await;
    assert!(Receipt::read(&late).unwrap().opening.is_none());
    case.shown(&late).await;
    let again = case.asks("head", json!({"what": "entry", "entry": 2})).await;
    again.refuses(409, "destroyed-already");
}

#[tokio::test]
async fn a_destroyed_file_is_gone_and_the_entry_that_names_it_stays() {
    let case = Case::closed().await;
    let what = json!({"what": "document", "sha256": case.letter, "ground": "confidentiality"});
    let done = case.destroyed(what.clone()).await;
    assert_eq!(done["destroyed"]["article"], json!({"article": "17"}));
    case.house.get(&case.file, "officer").await.refuses(410, "content-destroyed");
    let view = format!("{}/view", case.file);
    case.house.get(&view, "officer").await.refuses(410, "content-destroyed");
    let docket = case.house.get(&case.path("/docket"), "officer").await.is(200);
    assert_eq!(docket["entries"][1]["command"]["text"], NOTE);
    let page = case.house.get(&format!("/reviews/{}", case.review), "officer").await.text();
    assert!(page.contains(NAME) && !page.contains(&case.file), "no link leads to it: {page}");
    // What is on the disk is the filing's three, each with its key.
    let shelves = std::fs::read_dir(case.house.dir.path().join("data/blobs")).unwrap();
    let files = shelves.flat_map(|it| std::fs::read_dir(it.unwrap().path()).unwrap());
    assert_eq!(files.count(), 6);
    assert_eq!(case.verifies(), []);
    let named = server::record_check::files_named;
    let found = case.house.office.reader().verify_files(named, |_, _| ()).unwrap();
    let missing: Vec<Hash> = found.faults.iter().map(|fault| fault.hash).collect();
    assert_eq!(missing, [case.letter.parse().unwrap()]);
    let receipt = case.receipt(2, "officer").await;
    assert_eq!(Receipt::read(&receipt).unwrap().statement.materials.len(), 1);
    case.shown(&receipt).await;
    case.asks("head", what).await.refuses(409, "destroyed-already");
}

#[tokio::test]
async fn a_file_of_the_filing_is_gone_for_the_party_that_gave_it() {
    let case = Case::closed().await;
    let told = case.house.get(&format!("/api/v1/filings/{}", case.filing), "party").await.is(200);
    let materials = told["materials"].as_array().unwrap();
    let analysis = materials.iter().find(|one| one["material"] == "analysis").unwrap();
    case.destroyed(json!({"what": "document", "sha256": analysis["sha256"]})).await;
    let path = format!("/api/v1/filings/{}/materials/analysis", case.filing);
    for who in ["party", "officer"] {
        case.house.get(&path, who).await.refuses(410, "content-destroyed");
    }
    let other = format!("/api/v1/filings/{}/materials/documents", case.filing);
    assert_eq!(case.house.get(&other, "party").await.status.as_u16(), 200);
}

#[tokio::test]
async fn a_case_that_runs_and_what_a_ground_does_not_reach_are_refused() {
    let case = Case::open().await;
    for what in [
        json!({"what": "docket"}),
        json!({"what": "entry", "entry": 2}),
        json!({"what": "document", "sha256": case.letter}),
    ] {
        case.asks("head", what).await.refuses(409, "case-still-open");
    }
    let act = json!({"act": "find-no-review-needed", "position": 2});
    case.house.act(&case.review, "head", act).await.is(201);
    case.house.at("2026-03-05T01:00:00Z");
    let refused = [
        (json!({"what": "entry", "entry": 1}), "goes-with-the-docket"),
        (json!({"what": "entry", "entry": 3}), "nothing-to-destroy"),
        (json!({"what": "docket", "ground": "confidentiality"}), "ground-does-not-reach"),
        (
            json!({"what": "entry", "entry": 2, "ground": "retention-ended"}),
            "ground-does-not-reach",
        ),
    ];
    for (what, reason) in refused {
        case.asks("head", what).await.refuses(409, reason);
    }
    let ended =
        |day: &str| json!({"what": "docket", "ground": "retention-ended", "retained_until": day});
    let faulty = [
        (json!({"what": "docket", "ground": "retention-ended"}), "/retained_until"),
        (ended("2026-03-03"), "/retained_until"),
        (ended("2026-03-05"), "/retained_until"),
        (json!({"what": "docket", "retained_until": "2026-03-04"}), "/retained_until"),
        (json!({"what": "entry", "entry": 9}), "/entry"),
        (json!({"what": "entry"}), "/what"),
        (json!({"what": "document", "sha256": "x"}), "/sha256"),
        (json!({"what": "document", "sha256": "ab".repeat(32)}), "/sha256"),
        (json!({"what": "docket", "because": "短"}), "/because"),
    ];
    for (what, at) in faulty {
        let refused = case.asks("head", what.clone()).await.refuses(422, "invalid");
        assert_eq!(refused["faults"][0]["pointer"], at, "{what}");
    }
    let request = case.asks("head", ended("2026-03-04")).await.is(201);
    case.answers("head2", &request, "confirmed").await.is(200);
    // It holds for seven days.
    case.house.at("2026-03-12T01:00:00Z");
    case.carries_out("head", &request).await.refuses(409, "takes-two");
}

#[tokio::test]
async fn the_pages_ask_confirm_and_tell() {
    let case = Case::closed().await;
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let place = format!("/reviews/{}/destroy", case.review);
    let shown = case.house.get(&format!("/reviews/{}", case.review), "head").await.text();
    assert!(shown.contains(&place), "{shown}");
    let page = case.house.get(&place, "head").await;
    assert!(page.status.is_success() && says(&page, &["任何人都不能恢复"]), "{}", page.text());
    for who in ["officer", "party", "auditor"] {
        assert!(!case.house.get(&place, who).await.status.is_success(), "{who}");
    }
    let bad = Body::from("what=docket&ground=retention-ended&because=x");
    let refused = case.house.raw("POST", &place, "head", bad, &form).await;
    assert_eq!(refused.status.as_u16(), 422);
    let said = "what=entry&entry=2&ground=state-secret&because=ordered+by+the+authority";
    let sent = case.house.raw("POST", &place, "head", Body::from(said), &form).await;
    assert_eq!(sent.status.as_u16(), 303, "{}", sent.text());
    let two = case.house.get("/four-eyes", "head2").await.text();
    assert!(two.contains("第 2 条 · 国家秘密"), "{two}");
    let listed = case.house.get(ASKED, "head2").await.is(200);
    let id = listed["requests"][0]["id"].as_str().unwrap();
    let now = format!("{place}/{id}");
    let early = case.house.raw("POST", &now, "head", Body::empty(), &form).await;
    assert_eq!(early.status.as_u16(), 409);
    let answer = format!("/four-eyes/{id}");
    let yes = Body::from("answer=confirmed");
    let answered = case.house.raw("POST", &answer, "head2", yes, &form).await;
    assert_eq!(answered.status.as_u16(), 303);
    let ready = case.house.get(&place, "head").await.text();
    assert!(ready.contains(&now) && ready.contains("立即销毁"), "{ready}");
    let done = case.house.raw("POST", &now, "head", Body::empty(), &form).await;
    assert_eq!(done.status.as_u16(), 303, "{}", done.text());
    let english = [("accept-language", "en")];
    let path = format!("/reviews/{}", case.review);
    let page = case.house.send_with("GET", &path, "officer", Value::Null, &english).await.text();
    assert!(page.contains("confirmed by another Head") && page.contains("state secret"), "{page}");
}
