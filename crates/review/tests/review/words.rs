//! The JSON of acts, events and refusals is a promise: once written it is never changed.

use std::path::Path;

use review::{Act, Entry, Event, Reason};

/// One example of every act and every event, as the record and the API spell them.
const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/events.json");

fn golden() -> serde_json::Value {
    let text = std::fs::read_to_string(Path::new(GOLDEN)).expect("docs/events.json is there");
    serde_json::from_str(&text).expect("docs/events.json is JSON")
}

#[test]
fn every_act_of_the_golden_file_reads_and_writes_the_same() {
    let golden = golden();
    let acts = golden["acts"].as_array().expect("a list of acts");
    let mut seen: Vec<String> = Vec::new();
    for example in acts {
        let act: Act = serde_json::from_value(example.clone()).expect("an act of the record");
        assert_eq!(serde_json::to_value(&act).expect("JSON"), *example);
        assert_eq!(example["act"], act.name());
        seen.push(act.name().to_owned());
    }
    for name in Act::NAMES {
        assert!(seen.iter().any(|known| known == name), "docs/events.json lacks {name}");
    }
}

#[test]
fn every_event_of_the_golden_file_reads_and_writes_the_same() {
    let golden = golden();
    let events = golden["events"].as_array().expect("a list of events");
    let names = [
        "docket-opened",
        "filing-found-complete",
        "proposal-sent",
        "opinions-formed",
        "law-carried-over",
        "opening-assumed",
        "outside-the-text",
        "closed",
        "found-irregular",
    ];
    for example in events {
        let event: Event = serde_json::from_value(example.clone()).expect("an event of the record");
        assert_eq!(serde_json::to_value(&event).expect("JSON"), *example);
    }
    for name in names {
        assert!(events.iter().any(|known| known["event"] == name), "docs/events.json lacks {name}");
    }
    let entry = &golden["entry"];
    let read: Entry = serde_json::from_value(entry.clone()).expect("an entry of the record");
    assert_eq!(serde_json::to_value(&read).expect("JSON"), *entry);
}

#[test]
fn an_unknown_argument_of_an_act_is_refused() {
    let misspelt = r#"{"act":"extend-limit","limit":"preliminary-review","workingdays":15}"#;
    assert!(serde_json::from_str::<Act>(misspelt).is_err());
}

#[test]
fn reasons_are_spelt_as_the_docket_spells_them() {
    for reason in Reason::ALL {
        let written = serde_json::to_value(reason).expect("JSON");
        assert_eq!(written, reason.id());
    }
    assert_eq!(Reason::ALL.len(), 24);
}
