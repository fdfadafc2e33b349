//! Receipts: what is signed, what a change of any part does, what is refused on reading.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "a test that cannot go on fails; golden files are rewritten on request"
)]

use ledger::Head;
use proptest::prelude::*;
use seal::receipt::{
    Code, CodeKey, FORMAT, Leaf, Logged, Material, NotAReceipt, Noted, Notice, NoticeText, Opening,
    Part, Proof, Receipt, Statement, Verdict, What, canonical, leaf, to_hex, verify,
};
use seal::sign::{Algorithm, SigningKey, VerifyingKey};
use serde_json::{Value, json};

const SALT: [u8; 16] = [9; 16];
const LINE: &str = r#"{"number":3,"actor":"office","act":"open-review"}"#;

fn keys() -> [SigningKey; 2] {
    Algorithm::ALL.map(|algorithm| SigningKey::from_secret(algorithm, &[3; 32]).unwrap())
}

fn trusted() -> Vec<VerifyingKey> {
    keys().iter().map(SigningKey::verifying_key).collect()
}

fn statement() -> Statement {
    Statement {
        what: What::Notice,
        office: "网络安全审查办公室".to_owned(),
        review: "0195f000-0000-7000-8000-000000000001".to_owned(),
        case: "网审〔2026〕1号".to_owned(),
        entry: 3,
        act: "open-review".to_owned(),
        actor: "office".to_owned(),
        day: "2026-03-04".to_owned(),
        recorded_at: "2026-03-04T02:11:05.123456Z".to_owned(),
        law: "measures-2022".to_owned(),
        law_sha256: "ab".repeat(32),
        materials: vec![Material {
            name: "附件 \"一\".pdf".to_owned(),
            bytes: 12,
            sha256: "cd".repeat(32),
            sm3: "ef".repeat(32),
        }],
        notice: Some(Notice {
            number: "网审通〔2026〕3号".to_owned(),
            kind: "review-opened".to_owned(),
            texts: vec![NoticeText {
                language: "zh".to_owned(),
                sha256: "01".repeat(32),
                sm3: "02".repeat(32),
            }],
        }),
        code: "00002-00000-00000-00000".to_owned(),
        leaf: Leaf {
            index: 1,
            commitment: ledger::commitment(&SALT, LINE.as_bytes()).to_string(),
            position: 3,
            recorded_us: 1_772_590_265_123_456,
            stream: "0195f000-0000-7000-8000-000000000001".to_owned(),
        },
    }
}

/// A log of two leaves, the second of which is the entry.
fn receipt() -> (Receipt, Head) {
    let statement = statement();
    let [ed25519, sm2] = keys();
    let first = ledger::leaf(b"another");
    let root = ledger::node(&first, &leaf(&statement).unwrap());
    let receipt = Receipt {
        format: FORMAT.to_owned(),
        signatures: statement.signed(&[&ed25519, &sm2]),
        statement,
        proof: Proof {
            path: vec![first.to_string()],
            checkpoint: "the note of a checkpoint".to_owned(),
        },
        opening: Some(Opening { salt: to_hex(&SALT), line: LINE.to_owned() }),
        stamp: None,
    };
    (receipt, Head { size: 2, root })
}

fn judged(receipt: &Receipt, head: Head) -> Verdict {
    let note = receipt.proof.checkpoint == "the note of a checkpoint";
    let noted = if note { Noted::Head(head, Logged::Yes) } else { Noted::False };
    verify(receipt, &trusted(), &|_| noted)
}

fn genuine() -> Verdict {
    Verdict::Genuine { signatures: Algorithm::ALL.to_vec(), log: Logged::Yes }
}

#[test]
fn a_receipt_is_written_the_same_every_time_and_read_back() {
    let (receipt, head) = receipt();
    assert_eq!(judged(&receipt, head), genuine());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/receipt.json");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, receipt.write()).unwrap();
    }
    assert_eq!(receipt.write(), std::fs::read_to_string(path).unwrap());
    assert_eq!(Receipt::read(receipt.write().as_bytes()).unwrap(), receipt);
}

#[test]
fn what_is_signed_is_the_canonical_form_of_rfc_8785() {
    // The example of RFC 8785 §3.2.3, its members sorted by UTF-16 units, without its fractions.
    let value = json!({
        "\u{20ac}": "Euro Sign", "\r": "Carriage Return",
        "\u{fb33}": "Hebrew Letter Dalet With Dagesh", "1": "One",
        "\u{1f600}": "Emoji: Grinning Face", "\u{80}": "Control", "\u{f6}": "Latin Small Letter O",
    });
    let mut text = String::new();
    canonical(&value, &mut text);
    assert_eq!(
        text,
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\
         \"\u{f6}\":\"Latin Small Letter O\",\"\u{20ac}\":\"Euro Sign\",\
         \"\u{1f600}\":\"Emoji: Grinning Face\",\
         \"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}"
    );
    // And the escapes of its §3.2.2.2.
    let mut text = String::new();
    canonical(&json!("\u{20ac}$\u{f}\nA'B\"\\\\\"/"), &mut text);
    assert_eq!(text, "\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
}

/// Every leaf of a JSON value, by its pointer.
fn pointers(value: &Value, at: &str, into: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, value)| pointers(value, &format!("{at}/{name}"), into));
        }
        Value::Array(items) => {
            let each = items.iter().enumerate();
            each.for_each(|(index, value)| pointers(value, &format!("{at}/{index}"), into));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            into.push(at.to_owned());
        }
    }
}

#[test]
fn a_change_of_any_value_of_a_receipt_is_found() {
    let (receipt, head) = receipt();
    let whole = serde_json::to_value(&receipt).unwrap();
    let mut places = Vec::new();
    pointers(&whole, "", &mut places);
    assert!(30 < places.len());
    for place in places {
        let mut changed = whole.clone();
        let value = changed.pointer_mut(&place).unwrap();
        *value = match &*value {
            Value::Number(number) => json!(number.as_i64().unwrap() + 1),
            Value::String(text) if place == "/statement/what" => {
                json!(text.replace("notice", "act"))
            }
            Value::String(text) => {
                let last = text.chars().last().unwrap();
                let other = if last == '0' { '1' } else { '0' };
                json!(format!("{}{other}", text.strip_suffix(last).unwrap()))
            }
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => continue,
        };
        let Ok(read) = Receipt::read(changed.to_string().as_bytes()) else {
            assert_eq!(place, "/format");
            continue;
        };
        let verdict = judged(&read, head);
        if place.ends_with("/key") || place.ends_with("/algorithm") {
            // The other signature still holds, and is the only one that was checked.
            let Verdict::Genuine { signatures, .. } = verdict else { panic!("{place}") };
            assert_eq!(signatures.len(), 1, "{place}");
            continue;
        }
        let Verdict::Altered(parts) = verdict else { panic!("{place}: {verdict:?}") };
        assert!(
            parts
                .iter()
                .any(|part| place.starts_with(part.pointer()) || place.starts_with("/signatures")),
            "{place}: {parts:?}"
        );
    }
}

#[test]
fn an_opening_can_be_taken_out_and_another_checkpoint_put_in() {
    let (receipt, head) = receipt();
    assert_eq!(judged(&receipt.without_opening(), head), genuine());
    let mut newer = receipt.clone();
    newer.proof.path.push(ledger::leaf(b"a third").to_string());
    let root = ledger::node(&head.root, &ledger::leaf(b"a third"));
    assert_eq!(judged(&newer, Head { size: 3, root }), genuine());
    assert_eq!(judged(&receipt, Head { size: 3, root }), Verdict::Altered(vec![Part::Proof]));
}

#[test]
fn a_receipt_signed_by_others_alone_is_unknown() {
    let (mut receipt, head) = receipt();
    let other = SigningKey::from_secret(Algorithm::Ed25519, &[4; 32]).unwrap();
    receipt.signatures = receipt.statement.signed(&[&other]);
    assert_eq!(judged(&receipt, head), Verdict::Unknown);
    receipt.signatures.clear();
    assert_eq!(judged(&receipt, head), Verdict::Unknown);
}

#[test]
fn what_is_no_receipt_is_refused_and_said() {
    let (receipt, _) = receipt();
    let text = receipt.write();
    let with = |from: &str, to: &str| Receipt::read(text.replacen(from, to, 1).as_bytes());
    let form = |read: Result<Receipt, NotAReceipt>| matches!(read, Err(NotAReceipt::Form(_)));
    assert!(form(with("\"office\":", "\"unknown\": 1, \"office\":")));
    assert!(form(with("\"office\": \"网", "\"office\": \"\", \"office\": \"网")));
    assert!(form(with("\"entry\": 3", "\"entry\": -3")));
    assert!(form(with("\"entry\": 3", "\"entry\": 3.0")));
    assert!(form(with("\"notice\",", "\"gift\",")));
    assert!(form(Receipt::read(b"")));
    assert!(form(Receipt::read(text.get(..text.len() / 2).unwrap_or("{").as_bytes())));
    assert!(form(Receipt::read(format!("{text}x").as_bytes())));
    assert!(matches!(with("receipt-1", "receipt-2"), Err(NotAReceipt::Format(_))));
    let long = vec![b' '; seal::receipt::LONGEST + 1];
    assert_eq!(Receipt::read(&long), Err(NotAReceipt::TooLong));
    let path = vec![json!("00"); 64];
    let mut many = serde_json::to_value(&receipt).unwrap();
    many["proof"]["path"] = json!(path);
    assert!(form(Receipt::read(many.to_string().as_bytes())));
}

#[test]
fn a_code_is_typed_as_people_type_and_no_other_entry_has_it() {
    let key = CodeKey::new([1; 32]);
    let code = key.code(70_000, "a", 3).unwrap();
    assert_eq!(code.seq(), 70_000);
    let text = code.to_string();
    assert_eq!(text.len(), 23);
    let sloppy = text.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
    assert_eq!(sloppy.parse::<Code>().unwrap(), code);
    for other in ["", "1", &text[..22], &format!("{text}0"), &text.replacen(['0'], "U", 1)] {
        assert!(other.parse::<Code>().is_err(), "{other}");
    }
    assert_ne!(key.code(70_001, "a", 3).unwrap(), code);
    assert_ne!(key.code(70_000, "b", 3).unwrap(), code);
    assert_ne!(CodeKey::new([2; 32]).code(70_000, "a", 3).unwrap(), code);
    assert!(key.code(1 << 32, "a", 3).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_bytes_make_the_reader_of_receipts_panic(at in 0_usize..3000, byte in any::<u8>()) {
        let (receipt, head) = receipt();
        let mut bytes = receipt.write().into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(read) = Receipt::read(&bytes) {
            let _ = judged(&read, head);
        }
    }

    #[test]
    fn every_code_is_read_back(seq in 0_u64..1 << 32, secret in any::<[u8; 32]>()) {
        let code = CodeKey::new(secret).code(seq, "a", 1).unwrap();
        prop_assert_eq!(code.to_string().parse::<Code>().unwrap(), code);
        prop_assert_eq!(code.seq(), seq);
    }
}

#[test]
fn a_stamp_that_is_none_or_of_something_else_is_found() {
    let (mut receipt, head) = receipt();
    for stamp in ["", "00", "3003020100", "zz"] {
        receipt.stamp = Some(stamp.to_owned());
        assert_eq!(judged(&receipt, head), Verdict::Altered(vec![Part::Stamp]));
    }
}
