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

/// A connection from another address of this machine, on which this was sent.
async fn from(address: [u8; 4], to: std::net::SocketAddr, text: &str) -> TcpStream {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind(std::net::SocketAddr::from((address, 0))).unwrap();
    let mut stream = socket.connect(to).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    stream
}

#[tokio::test]
async fn an_address_has_its_share_of_connections_and_no_more() {
    let house = House::new();
    let open = Open::new(&house, Patience { of_one_address: Some(2), ..PATIENT }).await;
    let greedy = [127, 0, 0, 2];
    let first = from(greedy, open.address, HALF).await;
    let _second = from(greedy, open.address, HALF).await;
    // The third is closed without a word; others have their share all the same.
    assert_eq!(heard(from(greedy, open.address, "").await).await, "");
    assert!(heard(open.sent(WHOLE).await).await.starts_with("HTTP/1.1 200"));
    drop(first);
    // What was given up is free again, as soon as it is seen to be gone.
    for _ in 0..200 {
        let mut again = from(greedy, open.address, WHOLE).await;
        let mut answer = String::new();
        if again.read_to_string(&mut answer).await.is_ok() && answer.starts_with("HTTP/1.1 200") {
            return;
        }
        tokio::time::sleep(SHORT / 10).await;
    }
    panic!("the share did not come back");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_hundred_slow_connections_keep_no_honest_one_out() {
    let house = House::new();
    let patience = Patience { connections: 600, of_one_address: Some(128), ..PATIENT };
    let open = Open::new(&house, patience).await;
    let body = "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\
                Content-Length: 1000\r\n\r\n{";
    let deaf = "GET /api/v1/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n".repeat(20);
    let mut slow = Vec::new();
    for nth in 0..500_usize {
        // Slow heads, slow bodies, slow readers, from five addresses.
        let text = [HALF, body, deaf.as_str()][nth % 3];
        let address = [127, 0, 1, u8::try_from(nth % 5).unwrap() + 1];
        slow.push(from(address, open.address, text).await);
    }
    for _ in 0..20 {
        let answer = heard(open.sent(WHOLE).await).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    assert_eq!(slow.len(), 500);
}

/// What comes of bytes sent as they are, until the other end closes.
async fn tried(open: &Open, text: &str) -> String {
    let mut stream = open.sent(text).await;
    let mut answer = Vec::new();
    // A reset after the answer is a close as well.
    let _ = tokio::time::timeout(LONG, stream.read_to_end(&mut answer)).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn no_request_is_smuggled_in_another() {
    let house = House::new();
    let open = Open::new(&house, Patience { head: SHORT, ..PATIENT }).await;
    let head = "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    let within = "GET /healthz HTTP/1.1\r\nHost: smuggled\r\n\r\n";
    // Heads that two readers would read differently are refused whole.
    for lines in [
        "Content-Length: 3\r\nContent-Length: 4\r\n",
        "Content-Length: 3, 4\r\n",
        "Content-Length: +3\r\n",
        "Content-Length: 0x3\r\n",
        "Transfer-Encoding: gzip\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "X-A: b\r\n c\r\nContent-Length: 0\r\n",
        "Content-Length : 3\r\n",
        "X\0: y\r\n",
    ] {
        let answer = tried(&open, &format!("{head}{lines}\r\n{within}")).await;
        assert!(answer.starts_with("HTTP/1.1 400"), "{lines:?}: {answer}");
        assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{lines:?}: {answer}");
    }
    // A length beside chunks: whichever comes first, the connection ends with that one request.
    for lines in [
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
    ] {
        let answer = tried(&open, &format!("{head}{lines}\r\n0\r\n\r\n{within}")).await;
        assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{lines:?}: {answer}");
        assert!(!answer.starts_with("HTTP/1.1 2"), "{lines:?}: {answer}");
    }
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
