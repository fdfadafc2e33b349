//! Connections over a real socket: what is half sent, or sent and never heard, holds nobody up.

use std::time::Duration;

use serde_json::{Value, json};
use server::Patience;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::house::House;

const SHORT: Duration = Duration::from_millis(300);
const LONG: Duration = Duration::from_secs(60);
const PATIENT: Patience = Patience {
    connections: 100,
    of_one_address: None,
    head: LONG,
    standstill: LONG,
    last_answers: LONG,
};

/// An office that listens.
struct Open {
    address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<std::io::Result<()>>,
}

impl Open {
    async fn new(house: &House, patience: Patience) -> Open {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let stopped = async {
            let _ = stopped.await;
        };
        let serving = server::listen(listener, house.router.clone(), patience, stopped);
        Open { address, stop, serving: tokio::spawn(serving) }
    }

    /// A connection on which this was sent.
    async fn sent(&self, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        stream
    }
}

/// What comes until the other end closes.
async fn heard(mut stream: TcpStream) -> String {
    let mut answer = String::new();
    let read = tokio::time::timeout(LONG, stream.read_to_string(&mut answer)).await;
    read.unwrap().unwrap();
    answer
}

fn problem(answer: &str) -> Value {
    assert!(answer.contains("content-type: application/problem+json"), "{answer}");
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    serde_json::from_str(body).unwrap()
}

const WHOLE: &str = "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
const HALF: &str = "GET /healthz HTTP/1.1\r\nHost: x\r\n";

#[tokio::test]
async fn a_head_that_never_ends_is_cut_and_told_so() {
    let house = House::new();
    let open = Open::new(&house, Patience { head: SHORT, ..PATIENT }).await;
    let half = open.sent(HALF).await;
    // Others are answered meanwhile.
    assert!(heard(open.sent(WHOLE).await).await.starts_with("HTTP/1.1 200"));
    let answer = heard(half).await;
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert_eq!(problem(&answer)["reason"], "too-slow");
    // Who says nothing is told nothing: a later request would take it for its answer.
    assert_eq!(heard(open.sent("").await).await, "");
}

#[tokio::test]
async fn a_body_that_stands_still_is_cut_and_one_that_moves_is_not() {
    let house = House::new();
    let open = Open::new(&house, Patience { standstill: SHORT, ..PATIENT }).await;
    let head = "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\
                Content-Type: application/json\r\nContent-Length: 12\r\n\r\n";
    let half = open.sent(&format!("{head}{{\"login\"")).await;
    let mut slow = open.sent(head).await;
    // Three times as long as a body may stand still.
    for piece in ["{", "\"a\"", ": ", "\"bc", "\"", "}"] {
        slow.write_all(piece.as_bytes()).await.unwrap();
        tokio::time::sleep(SHORT / 2).await;
    }
    slow.write_all(b"  ").await.unwrap();
    let answer = heard(slow).await;
    assert!(answer.starts_with("HTTP/1.1 422 "), "{answer}");
    let answer = heard(half).await;
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert_eq!(problem(&answer)["reason"], "too-slow");
}

#[tokio::test]
async fn an_answer_that_nobody_fetches_is_cut() {
    let house = House::new();
    let open = Open::new(&house, Patience { standstill: SHORT, connections: 1, ..PATIENT }).await;
    let ask = "GET /api/v1/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n";
    let deaf = open.sent(&ask.repeat(200)).await;
    // There is room for one: the next is answered once the first is cut.
    let answer = heard(open.sent(WHOLE).await).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    drop(deaf);
}

#[tokio::test]
async fn no_more_connections_are_taken_than_there_is_room_for() {
    let house = House::new();
    let open = Open::new(&house, Patience { connections: 2, ..PATIENT }).await;
    let (first, _second) = (open.sent(HALF).await, open.sent(HALF).await);
    let mut third = open.sent(WHOLE).await;
    let mut byte = [0];
    let early = tokio::time::timeout(SHORT, third.read(&mut byte)).await;
    assert!(early.is_err(), "a third was taken");
    drop(first);
    assert!(heard(third).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_request_that_is_half_sent_does_not_keep_the_office_from_stopping() {
    let house = House::new();
    let open = Open::new(&house, Patience { last_answers: SHORT, ..PATIENT }).await;
    let half = open.sent(HALF).await;
    assert!(heard(open.sent(WHOLE).await).await.starts_with("HTTP/1.1 200"));
    open.stop.send(()).unwrap();
    let ended = tokio::time::timeout(LONG / 2, open.serving).await;
    ended.unwrap().unwrap().unwrap();
    assert_eq!(heard(half).await, "", "and closes what is left");
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
