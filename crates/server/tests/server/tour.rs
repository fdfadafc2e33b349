//! A filing taken to its conclusion, and what the record holds afterwards.

use calendar::Calendar;
use law::Book;
use review::docket::{Instead, read_page, replay};
use serde_json::json;

use crate::house::{House, MEMBERS};

#[tokio::test]
async fn a_filing_comes_to_its_conclusion() {
    let house = House::new();
    let filing = house.draft("party").await;
    let check = house.get(&format!("/api/v1/filings/{filing}/check"), "party").await.is(200);
    assert_eq!(check["complete"], true);
    let path = format!("/api/v1/filings/{filing}/submit");
    let submitted = house.post(&path, "party", json!({})).await.is(201);
    assert_eq!(submitted["number"], "网审〔2026〕1号");
    assert_eq!(submitted["receipt"]["date"], "2026-03-04");
    // Ten working days after Wednesday 4 March 2026, by the calendar on a wall: Wednesday 18 March.
    assert_eq!(submitted["state"]["limits"][0]["due"], "2026-03-18");
    assert_eq!(submitted["state"]["limits"][0]["article"], "9");
    let review = submitted["review"].as_str().unwrap().to_owned();
    for who in ["officer", "head"] {
        house.declares(&review, who, false).await;
    }
    let acts = [
        ("officer", json!({"act": "confirm-filing", "position": 1})),
        ("head", json!({"act": "open-review", "position": 2})),
        ("officer", json!({"act": "request-supplement", "what": "来源清单", "position": 3})),
        ("party", json!({"act": "supply-supplement", "position": 4})),
        ("head", json!({"act": "propose", "conclusion": "pass", "position": 5})),
    ];
    for (who, act) in acts {
        house.act(&review, who, act).await.is(201);
    }
    let bodies = MEMBERS.iter().copied().chain(["nea"]);
    for (position, body) in (6..).zip(bodies) {
        let reply = json!({"act": "reply", "opinion": "agree", "position": position});
        house.act(&review, body, reply).await.is(201);
    }
    let done = house.act(&review, "head", json!({"act": "conclude", "position": 19})).await.is(201);
    assert_eq!(done["state"]["conclusion"], "pass");
    assert_eq!(done["state"]["closed"], true);
    assert_eq!(done["position"], 20);
    check_docket(&house, &review).await;
    check_record(&house);
}

/// The page replays to the very docket it was printed from, in both languages.
async fn check_docket(house: &House, review: &str) {
    let path = format!("/api/v1/reviews/{review}/docket");
    let entries = house.get(&path, "officer").await.is(200);
    assert_eq!(entries["entries"].as_array().unwrap().len(), 20);
    for language in ["zh", "en"] {
        let accept =
            [("accept", "application/json;q=0.1, text/markdown"), ("accept-language", language)];
        let nothing = serde_json::Value::Null;
        let page = house.send_with("GET", &path, "officer", nothing, &accept).await;
        assert_eq!(page.headers["content-type"], "text/markdown; charset=utf-8");
        let page = read_page(&page.text()).unwrap();
        let replays =
            replay(&Book::built_in(), &Calendar::built_in(), &page, &Instead::default()).unwrap();
        assert_eq!(replays.len(), 1);
        let replay = &replays[0];
        assert!(replay.agrees());
        assert!(page.sections[0].lines.iter().all(|line| {
            // Every line but those nothing follows from says what followed.
            line.written.is_some() || line.command.actor.to_string() == "office"
        }));
        for (step, entry) in replay.steps.iter().zip(entries["entries"].as_array().unwrap()) {
            let act = serde_json::to_value(&step.command.act).unwrap();
            assert_eq!(act, entry["command"]);
            assert_eq!(step.refusal, None);
        }
    }
}

/// Rebuilding finds every row as it should be, and the ledger is whole.
fn check_record(house: &House) {
    let store = house.office.store();
    let context = house.office.context();
    let rebuilt = store.rebuild(move |stream, lines| server::desk::row(&context, stream, lines));
    let rebuilt = rebuilt.unwrap();
    assert_eq!((rebuilt.reviews, rebuilt.corrected), (1, 0));
    let verified = store.verify(None, |_| ()).unwrap();
    assert!(verified.faults.is_empty(), "{:?}", verified.faults);
}
