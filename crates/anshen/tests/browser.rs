//! The demonstration in a real Chromium: a newcomer takes a case from filing to its conclusion by
//! hand, without a script running, and another sees the script's part of an upload.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]
#![allow(clippy::disallowed_methods, reason = "it starts programs and waits for them")]

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

const BODIES: &[&str] = &[
    "ndrc", "miit", "mps", "mss", "mof", "mofcom", "pboc", "samr", "nrta", "csrc", "nsb", "sca",
    "nea",
];

/// Programs that end with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A demonstration and a driver of browsers.
struct Stage {
    office: String,
    driver: String,
    folder: TempDir,
    _running: [Running; 2],
}

/// Whether pages run their script.
#[derive(Clone, Copy)]
enum Script {
    On,
    Off,
}

impl Stage {
    /// `None`, said loudly, where there is no Chromium to test with.
    fn set() -> Option<Stage> {
        let known = Command::new("chromedriver").arg("--version").output();
        if !known.is_ok_and(|known| known.status.success()) {
            eprintln!("SKIPPED: no chromedriver here (Debian: chromium, chromium-driver)");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("demo");
        let mut office = Command::new(env!("CARGO_BIN_EXE_anshen"))
            .args(["demo", "--port", "0", "--json", "--data"])
            .arg(&data)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(office.stdout.take().unwrap()).lines();
        let told = lines.map(Result::unwrap).find(|line| line.contains("listening")).unwrap();
        let told: Value = serde_json::from_str(&told).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let driver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        Some(Stage {
            office: told["listening"].as_str().unwrap().to_owned(),
            driver: format!("http://127.0.0.1:{port}"),
            folder,
            _running: [Running(office), Running(driver)],
        })
    }

    async fn browser(&self, language: &str, script: Script) -> Client {
        let mut options = json!({
            "binary": "/usr/bin/chromium",
            "args": ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
                     "--disable-background-networking", "--disable-component-update",
                     "--disable-sync", "--disable-quic", "--window-size=1366,768"],
            "prefs": {"intl.accept_languages": language},
        });
        if matches!(script, Script::Off) {
            options["prefs"]["profile.managed_default_content_settings.javascript"] = 2.into();
        }
        let wanted = json!({"goog:chromeOptions": options});
        let Value::Object(wanted) = wanted else { unreachable!("an object") };
        let mut tries = 0;
        loop {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            match builder.capabilities(wanted.clone()).connect(&self.driver).await {
                Ok(client) => return client,
                Err(_) if tries < 50 => tries += 1,
                Err(error) => panic!("{error}"),
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// Somebody signed in.
    async fn signed_in(&self, who: &str, script: Script) -> Person<'_> {
        let client = self.browser("zh-CN", script).await;
        let person = Person { stage: self, client };
        person.open("/sign-in").await;
        person.fill("login", who).await;
        person.fill("password", "anshen-demo-2026").await;
        person.press("main button").await;
        person
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

struct Person<'a> {
    stage: &'a Stage,
    client: Client,
}

impl Person<'_> {
    async fn open(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.stage.office)).await.unwrap();
    }

    async fn fill(&self, name: &str, text: &str) {
        let field = self.client.find(Locator::Css(&format!("[name='{name}']"))).await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Chooses one of several, or ticks a box.
    async fn choose(&self, name: &str, value: &str) {
        let one = format!("[name='{name}'][value='{value}']");
        self.client.find(Locator::Css(&one)).await.unwrap().click().await.unwrap();
    }

    /// Presses a button and waits for the page that follows.
    async fn press(&self, button: &str) {
        let before = self.client.find(Locator::Css("html")).await.unwrap();
        self.client.find(Locator::Css(button)).await.unwrap().click().await.unwrap();
        for _ in 0..100 {
            // The old page's element is stale once the new page is there.
            if before.tag_name().await.is_err() {
                self.client.wait().for_element(Locator::Css("main")).await.unwrap();
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("no page follows `{button}`");
    }

    async fn text(&self, of: &str) -> String {
        self.client.find(Locator::Css(of)).await.unwrap().text().await.unwrap()
    }

    /// The path of the page.
    async fn path(&self) -> String {
        self.client.current_url().await.unwrap().path().to_owned()
    }

    /// Opens an act of a case; its fields are filled in by the caller.
    async fn act(&self, case: &str, act: &str) {
        self.open(&format!("{case}/acts/{act}")).await;
    }

    /// Sends the form of an act, which must be taken.
    async fn send(&self, case: &str) {
        self.press("form.fields button").await;
        let refused = self.client.find_all(Locator::Css(".notice-box")).await.unwrap();
        let told = match refused.first() {
            Some(told) if self.path().await != *case => told.text().await.unwrap(),
            _ => String::new(),
        };
        assert_eq!(self.path().await, case, "{told}");
    }
}

/// Fills a draft in and hands it in: the path of the case.
async fn file_a_purchase(party: &Person<'_>) -> String {
    party.open("/filings/new").await;
    party.choose("kind", "procurement").await;
    party.fill("subject.title", "北辰电力采购调度中心核心交换机").await;
    party.press("form.fields button").await;
    party.fill("subject.provider", "kewei").await;
    party.fill("subject.protection_department", "nea").await;
    party.choose("answers.no_state_secrets", "true").await;
    party.press("form.fields button").await;
    for material in ["declaration", "analysis", "documents"] {
        let path = party.stage.file(&format!("{material}.txt"), "申报材料正文");
        let form = format!("form[action$='/materials/{material}']");
        let input = party.client.find(Locator::Css(&format!("{form} input"))).await.unwrap();
        input.send_keys(&path).await.unwrap();
        party.press(&format!("{form} button")).await;
    }
    party.press("form[action$='/submit'] button").await;
    party.path().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newcomer_takes_a_case_to_its_conclusion_without_a_script() {
    let Some(stage) = Stage::set() else { return };
    let party = stage.signed_in("party", Script::Off).await;
    let case = file_a_purchase(&party).await;
    assert!(case.starts_with("/reviews/"), "{case}");

    let officer = stage.signed_in("officer", Script::Off).await;
    officer.open(&case).await;
    officer.press("button[value='false']").await;
    officer.act(&case, "open-review").await;
    officer.send(&case).await;
    officer.act(&case, "request-supplement").await;
    officer.fill("what", "来源清单").await;
    officer.choose("of", "party").await;
    officer.send(&case).await;
    assert!(officer.text(".sentence").await.contains("暂停计算"));

    party.act(&case, "supply-supplement").await;
    let list = stage.file("list.txt", "来源清单全文");
    party.client.find(Locator::Css("#f-file")).await.unwrap().send_keys(&list).await.unwrap();
    party.send(&case).await;
    assert!(party.text("#docket + table").await.contains("list.txt"));

    officer.act(&case, "extend-limit").await;
    officer.choose("limit", "preliminary-review").await;
    officer.fill("working_days", "16").await;
    officer.fill("because", "情况复杂").await;
    officer.press("form.fields button").await;
    let refused = officer.text(".notice-box").await;
    assert!(refused.contains("第11条") && refused.contains("15"), "{refused}");

    officer.act(&case, "propose").await;
    officer.choose("conclusion", "pass").await;
    officer.send(&case).await;
    for body in BODIES {
        let unit = stage.signed_in(body, Script::Off).await;
        unit.act(&case, "reply").await;
        unit.choose("opinion", "agree").await;
        unit.send(&case).await;
        unit.client.close().await.unwrap();
    }
    let head = stage.signed_in("head", Script::Off).await;
    head.open(&case).await;
    head.press("button[value='false']").await;
    head.act(&case, "conclude").await;
    head.send(&case).await;
    assert_eq!(head.text(".sentence").await, "已办结：通过。");

    // The party reads the conclusion, and its notice, in the language it chooses.
    party.open(&case).await;
    party.press("form[action='/language'] button").await;
    assert_eq!(party.text(".sentence").await, "Closed: pass.");
    party.open(&format!("{case}/notices/1")).await;
    assert!(party.text("article.notice").await.contains("Cybersecurity Review Measures"));
    for person in [party, officer, head] {
        person.client.close().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_a_script_an_upload_ends_on_the_page_it_would_have_ended_on_without() {
    let Some(stage) = Stage::set() else { return };
    let party = stage.signed_in("party", Script::On).await;
    let case = file_a_purchase(&party).await;
    assert!(case.starts_with("/reviews/"), "{case}");
    assert!(Path::new(&case).file_name().is_some());
    assert!(party.text(".sentence").await.contains("申报处理"));
    party.client.close().await.unwrap();
}
