//! Connections over a real socket: what is half sent holds nobody up.

use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use crate::house::House;

#[tokio::test]
async fn a_request_that_is_half_sent_does_not_keep_the_office_from_stopping() {
    let house = House::new();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(server::listen(listener, house.router.clone(), async {
        let _ = stopped.await;
    }));
    let mut half = TcpStream::connect(address).await.unwrap();
    half.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n").await.unwrap();
    // Others are answered meanwhile.
    let mut whole = TcpStream::connect(address).await.unwrap();
    let request = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    whole.write_all(request).await.unwrap();
    let mut answer = String::new();
    whole.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    stop.send(()).unwrap();
    let ended = tokio::time::timeout(Duration::from_secs(20), serving).await;
    ended.expect("the office stops").unwrap().unwrap();
    drop(half);
}

#[tokio::test]
async fn a_password_set_by_link_ends_what_the_account_had_before() {
    let house = House::new();
    let accounts = house.get("/api/v1/accounts", "admin").await.is(200);
    let clerk = accounts.as_array().unwrap().iter().find(|one| one["login"] == "clerk").unwrap();
    let path = format!("/api/v1/accounts/{}/link", clerk["id"].as_str().unwrap());
    let link = house.post(&path, "head", json!(null)).await.is(201);
    let wrong =
        json!({"secret": "al_0123456789012345678901234", "password": "a long new password"});
    house.post("/api/v1/links", "", wrong).await.refuses(422, "invalid");
    house.get("/api/v1/me", "clerk").await.is(200);
    let body = json!({"secret": link["secret"], "password": "a long new password"});
    house.post("/api/v1/links", "", body).await.is(201);
    house.get("/api/v1/me", "clerk").await.refuses(401, "not-signed-in");
}
