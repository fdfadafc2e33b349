//! The page that verifies without a server.

use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::time::Duration;

use fantoccini::{ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

use crate::house::{Office, PARTY, Running, altered};

#[tokio::test]
async fn the_offline_page_verifies_in_a_browser_from_the_disk() {
    let known = Command::new("chromedriver").arg("--version").output();
    if !known.is_ok_and(|known| known.status.success()) {
        eprintln!("SKIPPED: no chromedriver here (Debian: chromium, chromium-driver)");
        return;
    }
    let office = Office::founded(&[]);
    let review = office.case();
    let [filing, receipt, notice, _] = office.papers(&review);
    let page = office.save("/api/v1/verify/offline", PARTY, "anshen-verify.html");
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let driver =
        Command::new("chromedriver").arg(format!("--port={port}")).stdout(Stdio::null()).spawn();
    let _driver = Running(driver.unwrap());
    let options = json!({"goog:chromeOptions": {"args": [
        "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
    ]}});
    let mut client = None;
    for _ in 0..100 {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(options.as_object().unwrap().clone());
        if let Ok(found) = builder.connect(&format!("http://127.0.0.1:{port}")).await {
            client = Some(found);
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let client = client.unwrap();
    let address = format!("file://{}", page.display());
    for (file, text, verdict) in [
        (filing.clone(), None, "genuine"),
        (receipt.clone(), Some(notice.clone()), "genuine"),
        (altered(&filing, "\"entry\": 1", "\"entry\": 2"), None, "altered"),
        (altered(&receipt, "\"path\": [\n      \"", "\"path\": [\n      \"00"), None, "altered"),
        (filing.clone(), Some(notice.clone()), "altered"),
        (notice.clone(), None, "unknown"),
    ] {
        client.goto(&address).await.unwrap();
        if let Some(text) = text {
            let field = client.find(Locator::Css("#text")).await.unwrap();
            field.send_keys(text.to_str().unwrap()).await.unwrap();
        }
        let field = client.find(Locator::Css("#receipt")).await.unwrap();
        field.send_keys(file.to_str().unwrap()).await.unwrap();
        let said = client.wait().for_element(Locator::Css("#verdict[data-verdict]")).await;
        let said = said.unwrap().attr("data-verdict").await.unwrap();
        assert_eq!(said.as_deref(), Some(verdict), "{}", file.display());
    }
    client.close().await.unwrap();
}
