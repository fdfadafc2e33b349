//! Receipts, and what is said of a paper that somebody holds.

use axum::body::Body;
use seal::note::noted;
use seal::receipt::{Logged, Receipt, Verdict, verify};
use seal::sign::Algorithm;
use serde_json::{Value, json};

use crate::house::{Answer, House, seals};

fn judged(receipt: &Receipt) -> Verdict {
    let seals = seals();
    verify(receipt, &seals.verifying(), &|note| noted(note, seals.lines()))
}

fn genuine() -> Verdict {
    Verdict::Genuine { signatures: Algorithm::ALL.to_vec(), log: Logged::Yes }
}

impl House {
    async fn receipt(&self, review: &str, entry: u32, who: &str) -> Receipt {
        let answer = self.get(&format!("/api/v1/reviews/{review}/receipts/{entry}"), who).await;
        assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
        Receipt::read(&answer.bytes).unwrap()
    }

    async fn shows(&self, bytes: impl Into<Body>) -> Value {
        self.raw("POST", "/api/v1/verify", "", bytes.into(), &[]).await.is(200)
    }

    /// A review that was filed and opened: entry 2 sends a notice to the party.
    async fn opened(&self) -> String {
        let review = self.filed("party").await;
        let act = json!({"act": "open-review", "position": 1});
        self.act(&review, "officer", act).await.is(201);
        review
    }

    async fn notice_text(&self, review: &str, who: &str, language: &str) -> Answer {
        let path = format!("/api/v1/reviews/{review}/notices/1/text?in={language}");
        self.get(&path, who).await
    }
}

#[tokio::test]
async fn a_filing_and_an_act_say_where_their_receipt_is_and_it_verifies() {
    let house = House::new();
    let draft = house.draft("party").await;
    let path = format!("/api/v1/filings/{draft}/submit");
    let submitted = house.post(&path, "party", Value::Null).await.is(201);
    let review = submitted["review"].as_str().unwrap();
    assert_eq!(submitted["receipt"]["at"], format!("/api/v1/reviews/{review}/receipts/1"));
    house.declares(review, "officer", false).await;
    let act = json!({"act": "open-review", "position": 1});
    let done = house.act(review, "officer", act).await.is(201);
    assert_eq!(done["receipt"]["at"], format!("/api/v1/reviews/{review}/receipts/2"));
    for (entry, who) in [(1, "party"), (1, "officer"), (2, "party"), (2, "officer")] {
        let receipt = house.receipt(review, entry, who).await;
        assert_eq!(judged(&receipt), genuine(), "{entry} {who}");
        assert_eq!(receipt.statement.entry, entry);
    }
}

#[tokio::test]
async fn a_receipt_names_number_day_law_and_the_files_by_both_hashes() {
    let house = House::new();
    let review = house.filed("party").await;
    let receipt = house.receipt(&review, 1, "party").await;
    let said = &receipt.statement;
    assert_eq!(said.case, "网审〔2026〕1号");
    assert_eq!((said.day.as_str(), said.law.as_str()), ("2026-03-04", "measures-2022"));
    assert_eq!(said.recorded_at, "2026-03-04T01:00:00Z");
    assert_eq!(said.materials.len(), 3);
    for file in &said.materials {
        // Hashed anew from what `House::draft` sends.
        let draft = house.get(&format!("/api/v1/reviews/{review}"), "party").await.is(200);
        let filing = draft["filing"].as_str().unwrap();
        let content = format!("{} of {filing}", file.name.strip_suffix(".txt").unwrap());
        assert_eq!(file.sm3, seal::receipt::to_hex(&seal::digest::sm3(content.as_bytes())));
        assert_eq!(file.bytes, content.len() as u64);
    }
}

#[tokio::test]
async fn the_same_reader_gets_the_same_statement_and_signatures_under_a_newer_checkpoint() {
    let house = House::new();
    let review = house.opened().await;
    let before = house.receipt(&review, 2, "party").await;
    house.filed("other").await;
    let after = house.receipt(&review, 2, "party").await;
    assert_eq!(before.statement, after.statement);
    assert_eq!(before.signatures, after.signatures);
    assert_ne!(before.proof, after.proof);
    assert_eq!((judged(&before), judged(&after)), (genuine(), genuine()));
}

#[tokio::test]
async fn a_head_that_was_signed_and_kept_is_the_one_a_receipt_leads_to() {
    let house = House::new();
    let review = house.opened().await;
    let head = house.office.reader().head().unwrap();
    let note = seals().checkpoint(head).unwrap_or_else(|problem| panic!("{}", problem.reason()));
    let tree = store::Algorithm::Sha256;
    house.office.store().keep_signed(tree, head.size, &note).unwrap();
    house.filed("other").await;
    for _ in 0..2 {
        let receipt = house.receipt(&review, 2, "party").await;
        assert_eq!(receipt.proof.checkpoint, note);
        assert_eq!(judged(&receipt), genuine());
    }
}

#[tokio::test]
async fn who_acted_can_prove_his_text_and_no_other_partys_text_is_told() {
    let house = House::new();
    let review = house.opened().await;
    let own = house.receipt(&review, 1, "party").await;
    assert!(own.opening.unwrap().line.contains("采购核心交换机"));
    assert!(house.receipt(&review, 2, "party").await.opening.is_none());
    assert!(house.receipt(&review, 2, "officer").await.opening.is_some());
    let path = format!("/api/v1/reviews/{review}/receipts/1");
    house.get(&path, "other").await.refuses(404, "not-found");
    house.get(&path, "").await.refuses(401, "not-signed-in");
    for wrong in ["0", "99", "x", "-1"] {
        let path = format!("/api/v1/reviews/{review}/receipts/{wrong}");
        house.get(&path, "officer").await.refuses(404, "not-found");
    }
}

#[tokio::test]
async fn a_paper_is_genuine_current_then_replaced_by_its_correction() {
    let house = House::new();
    let review = house.opened().await;
    let receipt = house.receipt(&review, 2, "party").await;
    let text = house.notice_text(&review, "party", "zh").await.bytes;
    let code = receipt.statement.code.clone();
    assert!(String::from_utf8_lossy(&text).contains(&code));
    let by_code = format!("/api/v1/verify?code={}", code.to_lowercase().replace('-', "%20"));
    for said in [
        house.shows(receipt.write()).await,
        house.shows(text.clone()).await,
        house.get(&by_code, "").await.is(200),
    ] {
        assert_eq!(said["verdict"], "genuine", "{said}");
        assert_eq!(said["standing"], "current");
        assert_eq!(said["paper"]["notice"], receipt.statement.notice.as_ref().unwrap().number);
    }
    let correct = json!({"act": "correct", "entry": 2, "text": "更正联系人", "position": 2});
    house.act(&review, "officer", correct).await.is(201);
    for said in [
        house.shows(receipt.write()).await,
        house.shows(text).await,
        house.get(&by_code, "").await.is(200),
    ] {
        assert_eq!(said["verdict"], "genuine", "{said}");
        assert_eq!(said["standing"], "replaced");
        assert_eq!(said["replaced_by"]["entry"], 3);
        assert_eq!(said["replaced_by"]["how"], "corrected");
    }
    assert_eq!(judged(&receipt), genuine());
}

#[tokio::test]
async fn an_altered_paper_is_told_with_the_place() {
    let house = House::new();
    let review = house.opened().await;
    let receipt = house.receipt(&review, 2, "party").await;
    type Change = fn(&mut Receipt);
    let changes: [(&str, Change); 4] = [
        ("/statement/day", |it| it.statement.day = "2026-03-05".to_owned()),
        ("/statement/case", |it| it.statement.case = "网审〔2026〕2号".to_owned()),
        ("/proof/path", |it| it.proof.path.push("00".repeat(32))),
        ("/proof/checkpoint", |it| it.proof.checkpoint = it.proof.checkpoint.replace('2', "3")),
    ];
    for (place, change) in changes {
        let mut altered = receipt.clone();
        change(&mut altered);
        let said = house.shows(altered.write()).await;
        assert_eq!(said["verdict"], "altered", "{said}");
        let differs = said["differs"].as_array().unwrap();
        assert!(differs.iter().any(|at| at == place), "{place}: {said}");
        assert_eq!(said["paper"], Value::Null);
    }
    let mut one = receipt.clone();
    one.signatures.truncate(1);
    assert_eq!(house.shows(one.write()).await["checked"], json!(["ed25519", "log", "record"]));
    let text = house.notice_text(&review, "party", "en").await.text();
    let said = house.shows(text.replacen("2026", "2027", 1)).await;
    assert_eq!((&said["verdict"], &said["differs"]), (&json!("altered"), &json!(["/text"])));
    // A browser on another system may have changed the ends of lines.
    assert_eq!(house.shows(text.replace('\n', "\r\n")).await["verdict"], "genuine");
}

#[tokio::test]
async fn of_a_case_whose_paper_one_does_not_hold_nothing_is_told() {
    let house = House::new();
    let review = house.opened().await;
    let code = house.receipt(&review, 2, "party").await.statement.code;
    let mut letters: Vec<char> = code.chars().collect();
    let last = letters.len() - 3;
    letters[last] = if letters[last] == '7' { '8' } else { '7' };
    let guessed: String = letters.iter().collect();
    let mut told = vec![
        house.get(&format!("/api/v1/verify?code={guessed}"), "").await.is(200),
        house.get("/api/v1/verify?code=00001-00000-00000-00000", "").await.is(200),
        house.get("/api/v1/verify?code=ZZZZZ-ZZZZZ-ZZZZZ-ZZZZ0", "").await.is(200),
        house.get("/api/v1/verify?code=nonsense", "").await.is(200),
        house.get("/api/v1/verify?code=", "").await.is(200),
    ];
    told.dedup();
    assert_eq!(told.len(), 1, "all unknown codes are told alike: {told:?}");
    assert_eq!(told[0]["verdict"], "unknown");
    for bytes in [&b""[..], b"{}", b"\xff\xfe", b"[[[[[[", guessed.as_bytes()] {
        assert_eq!(house.shows(bytes.to_vec()).await["verdict"], "unknown");
    }
    let long = vec![b' '; 300_000];
    let refused = house.raw("POST", "/api/v1/verify", "", Body::from(long), &[]).await;
    assert_eq!(refused.status.as_u16(), 413);
}

#[tokio::test]
async fn papers_shown_from_one_address_are_limited() {
    let mut house = House::new();
    house.peer = Some("203.0.113.9:4000".parse().unwrap());
    let mut statuses = Vec::new();
    for _ in 0..62 {
        let answer = house.get("/api/v1/verify?code=nonsense", "").await;
        statuses.push(answer.status.as_u16());
    }
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 60);
    assert_eq!(statuses.last(), Some(&429));
}

#[tokio::test]
async fn an_office_without_keys_works_and_says_that_it_gives_no_receipts() {
    let house = House::keyless();
    let review = house.opened().await;
    let path = format!("/api/v1/reviews/{review}/receipts/1");
    house.get(&path, "officer").await.refuses(409, "no-signing-keys");
    house.get("/api/v1/verify?code=x", "").await.refuses(409, "no-signing-keys");
    let notice = house.get(&format!("/api/v1/reviews/{review}/notices/1"), "party").await.is(200);
    assert_eq!(notice["code"], Value::Null);
    let page = house.get(&format!("/reviews/{review}"), "officer").await.text();
    assert!(!page.contains("/receipts/"), "no link to what there is not");
}

#[tokio::test]
async fn the_page_verifies_without_a_script_and_the_offline_page_is_a_download() {
    let house = House::new();
    let review = house.opened().await;
    let receipt = house.receipt(&review, 2, "party").await;
    let page = house.get("/verify", "").await;
    assert_eq!(page.status.as_u16(), 200);
    assert!(page.text().contains("multipart/form-data"));
    let form = |code: &str, file: &str| {
        let body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"code\"\r\n\r\n{code}\r\n--b\r\n\
             Content-Disposition: form-data; name=\"file\"; filename=\"r.json\"\r\n\
             Content-Type: application/json\r\n\r\n{file}\r\n--b--\r\n"
        );
        let media = [("content-type", "multipart/form-data; boundary=b")];
        (Body::from(body), media)
    };
    let forged = receipt.write().replace("2026-03-04", "2026-03-03");
    for (code, file, told) in [
        (receipt.statement.code.as_str(), "", "真实，现行"),
        ("", receipt.write().as_str(), "真实，现行"),
        ("", forged.as_str(), "已改动"),
        ("nonsense", "", "无从核实"),
        ("", "", "请输入核验码"),
    ] {
        let (body, media) = form(code, file);
        let page = house.raw("POST", "/verify", "", body, &media).await;
        assert!(page.text().contains(told), "{told}: {}", page.text());
    }
    let offline = house.get("/api/v1/verify/offline", "").await;
    let disposition = offline.headers["content-disposition"].to_str().unwrap();
    assert!(disposition.starts_with("attachment"), "{disposition}");
    let [line, _] = seals().lines().clone();
    assert!(offline.text().contains(&format!("const KEYS = [\"{line}\"")), "its keys are in it");
    assert!(!offline.text().contains("://"), "it names no address to load from");
    let keys = house.get("/api/v1/verify/keys", "").await.text();
    assert_eq!(keys.lines().count(), 2);
    assert_eq!(keys.lines().next(), Some(line.to_string().as_str()));
}
