//! The shelf of texts of law: brought by the Office, read by anybody, compared, withdrawn on
//! record.

use std::io::Write as _;

use axum::body::Body;
use serde_json::{Value, json};

use crate::house::{Answer, House};

pub const TEXTS: &str = "/api/v1/law/texts";

/// An invented law: two chapters, a list, a reference to an article it does not have.
pub const TRIAL: &str = "渔船试验法\n（2031年3月1日公布）\n第一章 总则\n第一条 为了规范渔船试验，制定本法。\n\
    第二条 试验人应当提交下列材料：\n（一）申请书；\n（二）试验方案。\n前款规定的材料一式两份。\n\
    第二章 附则\n第三条 违反本法第二条第三款、第九条的，处罚。\n\
    第四条 本法自2031年5月1日起施行。\n";

/// The same a year later: a new Article 2, the list one article further.
const REVISED: &str = "渔船试验法\n（2032年3月1日公布）\n第一章 总则\n第一条 为了规范渔船试验，制定本法。\n\
    第二条 试验站由省级机关设立，逐年公布名单。\n第三条 试验人应当提交下列材料：\n（一）申请书；\n\
    （二）试验报告。\n前款规定的材料一式两份。\n第二章 附则\n第四条 违反本法第三条第二款的，处罚。\n\
    第五条 本法自2032年5月1日起施行。\n";

async fn send(house: &House, query: &str, who: &str, bytes: Vec<u8>) -> Answer {
    house.raw("POST", &format!("{TEXTS}?{query}"), who, Body::from(bytes), &[]).await
}

/// Adds a text; its id.
pub async fn added(house: &House, query: &str, bytes: &[u8]) -> String {
    let told = send(house, query, "officer", bytes.to_vec()).await.is(201);
    told["id"].as_str().unwrap().to_owned()
}

/// Entries of the office and files on the disk.
fn kept(house: &House) -> (u32, usize) {
    let stream = store::StreamId::new(server::OFFICE);
    let length = house.office.reader().length(&stream).unwrap();
    let shelves = std::fs::read_dir(house.dir.path().join("data/blobs")).unwrap();
    let files = |shelf: std::fs::DirEntry| std::fs::read_dir(shelf.path()).unwrap().count();
    (length, shelves.map(|shelf| files(shelf.unwrap())).sum())
}

#[tokio::test]
async fn an_officer_brings_a_text_and_anybody_reads_it_and_takes_its_bytes_along() {
    let house = House::new();
    let before = kept(&house);
    for (who, status, reason) in [
        ("", 401, "not-signed-in"),
        ("party", 403, "not-permitted"),
        ("clerk", 403, "not-permitted"),
        ("miit", 403, "not-permitted"),
    ] {
        send(&house, "name=a.txt", who, TRIAL.into()).await.refuses(status, reason);
    }
    assert_eq!(kept(&house), before);
    let told = send(&house, "name=trial.txt", "officer", TRIAL.into()).await.is(201);
    assert_eq!(told["title"], "渔船试验法");
    assert_eq!((&told["articles"], &told["law"]), (&json!(4), &Value::Null));
    assert_eq!(
        (&told["promulgated"], &told["in_force"]),
        (&json!("2031-03-01"), &json!("2031-05-01"))
    );
    let id = told["id"].as_str().unwrap();
    let path = format!("{TEXTS}/{id}");
    assert_eq!(house.get(TEXTS, "").await.is(200), json!([told]));
    // As the command line reads the same file.
    let read = house.get(&path, "").await.is(200);
    let expected = serde_json::to_value(statute::read(TRIAL.into()).unwrap()).unwrap();
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(&read[name], value, "{name}");
    }
    assert_eq!(
        read["articles"][1]["paragraphs"][0]["items"][1]["address"],
        "art_2__para_1__item_2"
    );
    let original = house.get(&format!("{path}/original"), "").await;
    assert_eq!(original.bytes, TRIAL.as_bytes());
    let header = |name: &str| original.headers[name].to_str().unwrap().to_owned();
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-disposition").starts_with("attachment; "));
    assert_eq!(
        header("content-disposition"),
        "attachment; filename*=UTF-8''%74%72%69%61%6C%2E%74%78%74"
    );
    // One entry, one file with its key; the file is held against the record like any other.
    assert_eq!(kept(&house), (before.0 + 1, before.1 + 2));
    let named = server::record_check::files_named;
    let found = house.office.reader().verify_files(named, |_, _| ()).unwrap();
    assert_eq!((found.files, found.faults), (1, vec![]));
    for missing in ["no-such-id", "..%2F..", "compare2"] {
        house.get(&format!("{TEXTS}/{missing}"), "").await.refuses(404, "not-found");
    }
}

/// A PDF whose page has no text.
fn pdf_of_nothing() -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>",
        "<< /Length 26 >>\nstream\n10 10 m 190 190 l 2 w S  \nendstream",
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(pdf.len());
        pdf.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let xref = pdf.len();
    pdf.push_str("xref\n0 5\n0000000000 65535 f \n");
    places.iter().for_each(|place| pdf.push_str(&format!("{place:010} 00000 n \n")));
    pdf.push_str(&format!("trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n"));
    pdf.into_bytes()
}

/// A DOCX of a hundred kilobytes that unpacks to more than a hundred megabytes.
fn bomb() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("[Content_Types].xml", options).unwrap();
    zip.write_all(b"<Types/>").unwrap();
    zip.start_file("word/document.xml", options).unwrap();
    zip.write_all(b"<w:document><w:body><w:p><w:r><w:t>").unwrap();
    let piece = vec![b' '; 1 << 20];
    (0..110).for_each(|_| zip.write_all(&piece).unwrap());
    zip.write_all(b"</w:t></w:r></w:p></w:body></w:document>").unwrap();
    zip.finish().unwrap().into_inner()
}

#[tokio::test]
async fn what_is_no_text_of_a_law_is_refused_with_the_reason_and_nothing_is_kept() {
    let house = House::new();
    let before = kept(&house);
    let picture = [b"\x89PNG\r\n\x1a\n".as_slice(), &[0, 0, 0, 13], b"IHDR", &[0; 64]].concat();
    let twice = TRIAL.replace("第三条", "第二条");
    let cases: [(&str, Vec<u8>, &str); 7] = [
        ("empty.txt", Vec::new(), "empty"),
        ("picture.txt", picture, "not-text"),
        ("twice.txt", twice.into(), "article-twice"),
        ("notice.txt", "关于试验的通知\n请于下周一前报送。\n".into(), "no-articles"),
        ("scan.pdf", pdf_of_nothing(), "no-text"),
        ("bomb.docx", bomb(), "bomb"),
        ("long.txt", format!("{TRIAL}{}", "试".repeat(1_000_000)).into(), "long"),
    ];
    for (name, bytes, why) in cases {
        let refused = send(&house, &format!("name={name}"), "officer", bytes).await;
        let refused = refused.refuses(422, "not-a-law-text");
        assert_eq!(refused["why"], why, "{name}: {refused}");
        if why == "article-twice" {
            // 第二条 stands on line 5, its twin on line 10.
            assert_eq!(refused["lines"], json!([5, 10]));
        }
    }
    // Fifty megabytes: refused by their stated length, and where none is stated on the way.
    let large = vec![b'a'; 50 << 20];
    let limit = 16 << 20;
    let stated = large.len().to_string();
    let with = [("content-length", stated.as_str())];
    let path = format!("{TEXTS}?name=a.txt");
    let refused = house.raw("POST", &path, "officer", Body::empty(), &with).await;
    assert_eq!(refused.refuses(413, "too-large")["limit_bytes"], limit);
    let refused = send(&house, "name=a.txt", "officer", large).await.refuses(413, "too-large");
    assert_eq!(refused["limit_bytes"], limit);
    let secret = format!("{TRIAL}机密★\n");
    send(&house, "name=a.txt", "officer", secret.into()).await.refuses(422, "state-secret-marking");
    let fault = send(&house, "name=a.txt&law=measures-2032", "officer", TRIAL.into()).await;
    assert_eq!(fault.refuses(422, "invalid")["faults"][0]["pointer"], "?law");
    assert_eq!(kept(&house), before);
    assert_eq!(house.get(TEXTS, "officer").await.is(200), json!([]));
}

#[tokio::test]
async fn a_text_is_withdrawn_on_record_and_stays_for_the_office() {
    let house = House::new();
    let id = added(&house, "name=a.txt", TRIAL.as_bytes()).await;
    let twin = send(&house, "name=b.txt", "head", TRIAL.into()).await.refuses(409, "on-shelf");
    assert_eq!(twin["text_id"], json!(id));
    let other = added(&house, "name=c.txt", REVISED.as_bytes()).await;
    let path = format!("{TEXTS}/{id}");
    let withdraw = format!("{path}/withdraw");
    let because = json!({"because": "误传初稿"});
    house.post(&withdraw, "party", because.clone()).await.refuses(403, "not-permitted");
    house.post(&withdraw, "head", json!({})).await.refuses(422, "invalid");
    let key = [("idempotency-key", "w-1")];
    let gone = house.send_with("POST", &withdraw, "head", because.clone(), &key).await.is(200);
    let again = house.send_with("POST", &withdraw, "head", because.clone(), &key).await;
    assert_eq!(again.headers["idempotent-replayed"], "true");
    assert_eq!(again.is(200), gone);
    assert_eq!(gone["withdrawn"]["because"], "误传初稿");
    house.post(&withdraw, "head", because).await.refuses(409, "withdrawn-already");
    let compare = format!("{TEXTS}/compare?from={id}&to={other}");
    for hidden in
        [path.clone(), format!("{path}/original"), format!("{path}/check"), compare.clone()]
    {
        let refused = house.get(&hidden, "party").await.refuses(410, "text-withdrawn");
        assert!(refused["text"]["zh"].as_str().unwrap().contains("误传初稿"));
    }
    let page = house.get(&format!("/law/texts/{id}"), "").await;
    assert_eq!(page.status, 410);
    assert!(page.text().contains("误传初稿") && !page.text().contains("渔船"));
    let listed = |told: Value| told.as_array().unwrap().len();
    assert_eq!(listed(house.get(TEXTS, "").await.is(200)), 1);
    assert_eq!(listed(house.get(TEXTS, "officer").await.is(200)), 2);
    house.get(&path, "officer").await.is(200);
    assert_eq!(house.get(&format!("{path}/original"), "officer").await.bytes, TRIAL.as_bytes());
    // What was withdrawn can be brought again, and is another text then.
    assert_ne!(added(&house, "name=a.txt", TRIAL.as_bytes()).await, id);
}

#[tokio::test]
async fn the_same_request_sent_twice_is_one_text() {
    let house = House::new();
    let path = format!("{TEXTS}?name=a.txt");
    let key = [("idempotency-key", "a-1")];
    let first = house.raw("POST", &path, "officer", TRIAL.into(), &key).await.is(201);
    let again = house.raw("POST", &path, "officer", TRIAL.into(), &key).await;
    assert_eq!(again.headers["idempotent-replayed"], "true");
    assert_eq!(again.is(201), first);
    house.raw("POST", &path, "officer", REVISED.into(), &key).await.refuses(409, "key-reused");
    assert_eq!(house.get(TEXTS, "").await.is(200), json!([first]));
}

#[tokio::test]
async fn two_texts_are_compared_through_renumbering_and_slips_are_told() {
    let house = House::new();
    let old = added(&house, "name=old.txt", TRIAL.as_bytes()).await;
    let new = added(&house, "name=new.txt", REVISED.as_bytes()).await;
    let told = house.get(&format!("{TEXTS}/compare?from={old}&to={new}"), "").await.is(200);
    let numbers: Vec<(Option<&str>, Option<&str>, &str)> = told["articles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pair| {
            let at = |side: &str| pair[side]["address"].as_str();
            (at("old"), at("new"), pair["change"].as_str().unwrap())
        })
        .collect();
    // Read side by side by hand.
    assert_eq!(
        numbers,
        [
            (Some("art_1"), Some("art_1"), "same"),
            (None, Some("art_2"), "inserted"),
            (Some("art_2"), Some("art_3"), "changed"),
            (Some("art_3"), Some("art_4"), "changed"),
            (Some("art_4"), Some("art_5"), "changed"),
        ]
    );
    let pieces = told["articles"][2]["pieces"].as_array().unwrap();
    assert!(pieces.contains(&json!({"old": "方案"})) && pieces.contains(&json!({"new": "报告"})));
    // Article 3 of the old text: Article 2 has two paragraphs, and there is no Article 9.
    let slips: Vec<(&Value, &Value, &Value)> = told["slips"]
        .as_array()
        .unwrap()
        .iter()
        .map(|slip| (&slip["text"], &slip["kind"], &slip["address"]))
        .collect();
    let (of, at) = (json!(old), json!("art_3__para_1"));
    let kinds = [json!("no-such-paragraph"), json!("no-such-article")];
    assert_eq!(slips, [(&of, &kinds[0], &at), (&of, &kinds[1], &at)]);
    let english = "Trial Measures\nArticle 1 A trial is made.\nArticle 2 It ends.\n";
    let english = added(&house, "name=en.txt", english.as_bytes()).await;
    let both = format!("{TEXTS}/compare?from={old}&to={english}");
    house.get(&both, "").await.refuses(409, "two-languages");
    house.get(&format!("{TEXTS}/compare?from={old}"), "").await.refuses(422, "invalid");
    house.get(&format!("{TEXTS}/compare?from={old}&to=x"), "").await.refuses(404, "not-found");
    house.get(&format!("{TEXTS}/{old}/check"), "").await.refuses(409, "no-check");
}
