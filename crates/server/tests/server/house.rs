//! An office to test against: its people, a clock that is set by hand, requests without a network.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use access::Access;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use calendar::Calendar;
use jiff::Timestamp;
use law::Book;
use seal::receipt::CodeKey;
use serde_json::Value;
use server::setup::{self, Person};
use server::{Office, Router, Seals, Transport, World};
use store::desk::people::Organisation;
use store::{Options, Store};
use tempfile::TempDir;
use tower::ServiceExt as _;

pub const MEMBERS: &[&str] =
    &["ndrc", "miit", "mps", "mss", "mof", "mofcom", "pboc", "samr", "nrta", "csrc", "nsb", "sca"];

const HOUSES: &[(&str, &str, Option<&str>)] = &[
    ("nea", "protection-department", Some("nea")),
    ("beichen", "party", None),
    ("yunhe", "party", None),
    ("kewei", "provider", None),
];

const PEOPLE: &[(&str, &str, &str)] = &[
    ("officer", "office", "officer"),
    ("officer2", "office", "officer"),
    ("head", "office", "head"),
    ("clerk", "office", "clerk"),
    ("clerk2", "office", "clerk"),
    ("auditor", "office", "auditor"),
    ("commission", "commission", "commission-clerk"),
    ("nea", "nea", "liaison"),
    ("party", "beichen", "party-admin"),
    ("reader", "beichen", "party-reader"),
    ("other", "yunhe", "party-admin"),
    ("provider", "kewei", "provider"),
];

/// The address browsers know the office by.
pub const SITE: &str = "https://office.example";

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.bytes)))
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    /// The body, if the status is this one.
    #[track_caller]
    pub fn is(self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", String::from_utf8_lossy(&self.bytes));
        if self.bytes.is_empty() { Value::Null } else { self.json() }
    }

    /// A problem of this status and reason.
    #[track_caller]
    pub fn refuses(self, status: u16, reason: &str) -> Value {
        let media = self.headers.get("content-type").map(|media| media.to_str().unwrap());
        assert_eq!(media, Some("application/problem+json"));
        let body = self.is(status);
        assert_eq!(body["reason"], reason, "{body}");
        assert_eq!(body["status"], status);
        assert_eq!(body["type"], format!("urn:anshen:problem:{reason}"));
        for language in ["zh", "en"] {
            let text = body["text"][language].as_str().unwrap();
            assert!(!text.is_empty(), "{body}");
        }
        body
    }
}

/// An office.
pub struct House {
    pub router: Router,
    pub office: Arc<Office>,
    pub tokens: BTreeMap<String, String>,
    /// The one-time secret of the first administrator.
    pub link: String,
    pub dir: TempDir,
    /// From where requests come; over no network where nothing is set.
    pub peer: Option<SocketAddr>,
    clock_us: Arc<AtomicI64>,
}

fn microseconds(text: &str) -> i64 {
    text.parse::<Timestamp>().unwrap().as_microsecond()
}

/// Bytes that differ from call to call and test to test; no test needs them secret.
fn fill(bytes: &mut [u8]) {
    static CALLS: AtomicU64 = AtomicU64::new(0x9E37_79B9_7F4A_7C15);
    for chunk in bytes.chunks_mut(8) {
        let mut word = CALLS.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::Relaxed);
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        word ^= word >> 31;
        chunk.iter_mut().zip(word.to_le_bytes()).for_each(|(into, from)| *into = from);
    }
}

/// The keys of every folder here.
fn root_keys() -> Arc<seal::KeyRing> {
    let key = seal::Key::of_bytes(seal::Profile::International, &[7; 32]).unwrap();
    Arc::new(seal::KeyRing::new(key))
}

impl House {
    /// An office on Wednesday 4 March 2026, nine in the morning in Beijing.
    pub fn new() -> House {
        House::made(|office| office)
    }

    /// The same, made otherwise.
    pub fn made(change: impl FnOnce(Office) -> Office) -> House {
        House::founded(|office| change(office.with_seals(seals())))
    }

    /// The same without keys to sign with.
    pub fn keyless() -> House {
        House::founded(|office| office)
    }

    fn founded(change: impl FnOnce(Office) -> Office) -> House {
        let dir = tempfile::tempdir().unwrap();
        let clock_us = Arc::new(AtomicI64::new(microseconds("2026-03-04T01:00:00Z")));
        let options = Options { random: Arc::new(fill), readers: 4, keys: root_keys() };
        let store = Store::create(&dir.path().join("data"), options).unwrap();
        let world = || {
            let clock = clock_us.clone();
            let now = move || Timestamp::from_microsecond(clock.load(Ordering::SeqCst)).unwrap();
            World::new(now, |bytes| {
                fill(bytes);
                Ok(())
            })
        };
        let (tokens, link) = let_in(&store, &world());
        let (book, calendar) = (Book::built_in(), Calendar::built_in());
        let access = Access::built_in();
        let office = Office::new(store, access, &book, &calendar, world(), Transport::Plain);
        let office = office.map_err(|problem| problem.reason()).unwrap();
        let office = office.at(SITE).unwrap();
        let office = office.with_certificates_from(vec!["10.0.0.1".parse().unwrap()]);
        let office = Arc::new(change(office.with_log(crate::log::keys())));
        let router = server::router(office.clone());
        House { router, office, tokens, link, dir, peer: None, clock_us }
    }

    /// Sets the clock.
    pub fn at(&self, instant: &str) {
        self.clock_us.store(microseconds(instant), Ordering::SeqCst);
    }

    /// A request of somebody (`""`: nobody) with a JSON body.
    pub async fn send(&self, method: &str, path: &str, who: &str, body: Value) -> Answer {
        self.send_with(method, path, who, body, &[]).await
    }

    /// The same with more headers.
    pub async fn send_with(
        &self,
        method: &str,
        path: &str,
        who: &str,
        body: Value,
        headers: &[(&str, &str)],
    ) -> Answer {
        let (media, bytes) = if body.is_null() {
            (None, Vec::new())
        } else {
            (Some(("content-type", "application/json")), body.to_string().into_bytes())
        };
        let headers: Vec<(&str, &str)> = media.into_iter().chain(headers.iter().copied()).collect();
        self.raw(method, path, who, Body::from(bytes), &headers).await
    }

    /// A request as it is.
    pub async fn raw(
        &self,
        method: &str,
        path: &str,
        who: &str,
        body: Body,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request =
            Request::builder().method(Method::from_bytes(method.as_bytes()).unwrap()).uri(path);
        if let Some(token) = self.tokens.get(who) {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(peer) = self.peer {
            request = request.extension(ConnectInfo(peer));
        }
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let answer = Answer {
            status: parts.status,
            headers: parts.headers,
            bytes: axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec(),
        };
        crate::schema::hold(method, path, &answer);
        answer
    }

    pub async fn get(&self, path: &str, who: &str) -> Answer {
        self.send("GET", path, who, Value::Null).await
    }

    pub async fn post(&self, path: &str, who: &str, body: Value) -> Answer {
        self.send("POST", path, who, body).await
    }

    /// A draft with its three materials.
    pub async fn draft(&self, who: &str) -> String {
        let body = serde_json::json!({
            "kind": "procurement",
            "subject": {"title": "采购核心交换机", "protection_department": "nea"},
            "answers": {"no_state_secrets": true},
        });
        let filing = self.post("/api/v1/filings", who, body).await.is(201);
        let id = filing["id"].as_str().unwrap().to_owned();
        for material in ["declaration", "analysis", "documents"] {
            let path = format!("/api/v1/filings/{id}/materials/{material}?name={material}.txt");
            let file = Body::from(format!("{material} of {id}"));
            let media = [("content-type", "text/plain")];
            self.raw("PUT", &path, who, file, &media).await.is(201);
        }
        id
    }

    /// A review that was filed; officer and head have declared that they have no conflict.
    pub async fn filed(&self, who: &str) -> String {
        let filing = self.draft(who).await;
        let path = format!("/api/v1/filings/{filing}/submit");
        let submitted = self.post(&path, who, Value::Null).await.is(201);
        let review = submitted["review"].as_str().unwrap().to_owned();
        for officer in ["officer", "officer2", "head"] {
            self.declares(&review, officer, false).await;
        }
        review
    }

    pub async fn declares(&self, review: &str, who: &str, conflict: bool) {
        let path = format!("/api/v1/reviews/{review}/declarations");
        self.post(&path, who, serde_json::json!({"conflict": conflict})).await.is(204);
    }

    /// An act.
    pub async fn act(&self, review: &str, who: &str, act: Value) -> Answer {
        self.post(&format!("/api/v1/reviews/{review}/acts"), who, act).await
    }
}

/// Keys that every test knows.
pub fn seals() -> Seals {
    Seals::new(crate::log::keys(), CodeKey::new([7; 32]))
}

fn let_in(store: &Store, world: &World) -> (BTreeMap<String, String>, String) {
    let admin =
        Person { login: "admin", name: "管理员", organisation: setup::OFFICE_ORGANISATION };
    let link = setup::found(store, world, &Book::built_in(), "办公室", &admin).unwrap();
    for (id, kind, body) in HOUSES {
        let organisation = Organisation {
            id: (*id).to_owned(),
            kind: (*kind).to_owned(),
            body: body.map(str::to_owned),
            name: (*id).to_owned(),
        };
        setup::add_organisation(store, world, organisation).unwrap();
    }
    let mut tokens = BTreeMap::new();
    let liaisons = MEMBERS.iter().map(|id| (*id, *id, "liaison"));
    for (login, organisation, role) in PEOPLE.iter().copied().chain(liaisons) {
        let person = Person { login, name: login, organisation };
        setup::add_person(store, world, &person).unwrap();
        setup::grant_role(store, world, login, role, None).unwrap();
    }
    let logins = PEOPLE.iter().map(|(login, _, _)| *login).chain(MEMBERS.iter().copied());
    for login in logins.chain(["admin"]) {
        let token = setup::new_token(store, world, login, "test", "all", 365).unwrap();
        tokens.insert(login.to_owned(), token.secret);
    }
    (tokens, link.secret)
}
