//! Signing in by the word of another, against a provider that also forges.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use server::oidc::{Call, Provider, Providers, Reply};
use sha2::{Digest as _, Sha256};

use crate::authenticator::base64url;
use crate::browser::{Browser, ticket};
use crate::house::{Answer, House};

const ISSUER: &str = "https://id.example";
/// 2026-03-04T01:00:00Z.
const NOW: i64 = 1_772_586_000;

type Change = Box<dyn Fn(&mut Value, &mut Value) + Send>;

/// A provider: what it was asked for, and how its next token is spoilt.
struct Issuer {
    key: EcdsaKeyPair,
    asked: HashMap<String, String>,
    spoil: Option<Change>,
    sign: Sign,
    named: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Well,
    Not,
    /// HMAC by the public key, which everybody knows.
    ByPublicKey,
    ByAnotherKey,
}

fn fresh() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random).unwrap()
}

impl Issuer {
    fn answer(&self, call: &Call) -> Result<Reply, String> {
        let path = call.url.strip_prefix(ISSUER).ok_or("elsewhere")?;
        let body = match path {
            "/.well-known/openid-configuration" => json!({
                "issuer": self.named, "authorization_endpoint": format!("{ISSUER}/auth"),
                "token_endpoint": format!("{ISSUER}/token"), "jwks_uri": format!("{ISSUER}/jwks"),
            }),
            "/jwks" => {
                let point = self.key.public_key().as_ref();
                json!({"keys": [{"kty": "EC", "crv": "P-256", "kid": "one", "use": "sig",
                                 "x": base64url(&point[1..33]), "y": base64url(&point[33..65])}]})
            }
            "/token" => return Ok(self.token(call)),
            other => return Err(format!("no {other}")),
        };
        Ok(Reply { status: 200, body: body.to_string().into_bytes() })
    }

    fn token(&self, call: &Call) -> Reply {
        let form = pairs(call.form.as_deref().unwrap());
        // RFC 7636: whoever has the code alone has nothing.
        let shown = base64url(&Sha256::digest(&form["code_verifier"]));
        let good = form["code"] == "the-code"
            && shown == self.asked["code_challenge"]
            && form["redirect_uri"] == self.asked["redirect_uri"]
            && call.authorization.as_deref() == Some("Basic YW5zaGVuOnMlM0FjcmV0");
        if !good {
            return Reply { status: 400, body: b"{\"error\":\"invalid_grant\"}".to_vec() };
        }
        let body = json!({"token_type": "Bearer", "access_token": "x", "id_token": self.signed()});
        Reply { status: 200, body: body.to_string().into_bytes() }
    }

    fn signed(&self) -> String {
        let mut header = json!({"alg": "ES256", "kid": "one"});
        let mut claims = json!({
            "iss": ISSUER, "sub": "subject-7", "aud": "anshen", "iat": NOW, "exp": NOW + 300,
            "nonce": self.asked["nonce"], "email": "officer@office.example",
        });
        if let Some(spoil) = &self.spoil {
            spoil(&mut header, &mut claims);
        }
        let part = |value: &Value| base64url(value.to_string().as_bytes());
        let text = format!("{}.{}", part(&header), part(&claims));
        let random = SystemRandom::new();
        let signature = match self.sign {
            Sign::Well => self.key.sign(&random, text.as_bytes()).unwrap().as_ref().to_vec(),
            Sign::ByAnotherKey => fresh().sign(&random, text.as_bytes()).unwrap().as_ref().to_vec(),
            Sign::Not => Vec::new(),
            Sign::ByPublicKey => {
                let public = self.key.public_key().as_ref();
                let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, public);
                ring::hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
            }
        };
        format!("{text}.{}", base64url(&signature))
    }
}

fn pairs(form: &str) -> HashMap<String, String> {
    let plain = |text: &str| {
        let (mut out, mut rest) = (Vec::new(), text.as_bytes());
        while let Some((byte, after)) = rest.split_first() {
            rest = after;
            if *byte == b'%' {
                let (hex, after) = rest.split_at(2);
                rest = after;
                out.push(u8::from_str_radix(std::str::from_utf8(hex).unwrap(), 16).unwrap());
            } else {
                out.push(*byte);
            }
        }
        String::from_utf8(out).unwrap()
    };
    let each = form.split('&').filter_map(|pair| pair.split_once('='));
    each.map(|(name, value)| (name.to_owned(), plain(value))).collect()
}

struct Stage {
    house: House,
    issuer: Arc<Mutex<Issuer>>,
}

impl Stage {
    fn new() -> Stage {
        let issuer = Arc::new(Mutex::new(Issuer {
            key: fresh(),
            asked: HashMap::new(),
            spoil: None,
            sign: Sign::Well,
            named: ISSUER.to_owned(),
        }));
        let provider = Provider {
            id: "unit".to_owned(),
            name: "统一身份".to_owned(),
            issuer: ISSUER.to_owned(),
            client_id: "anshen".to_owned(),
            client_secret: Some("s:cret".to_owned()),
        };
        assert_eq!(provider.fault(), None);
        let asked = issuer.clone();
        let outside = move |call: &Call| asked.lock().unwrap().answer(call);
        let providers = Providers::new(vec![provider], Arc::new(outside));
        Stage { house: House::made(|office| office.with_providers(providers)), issuer }
    }

    async fn bind(&self, login: &str, subject: &str) -> Answer {
        let accounts = self.house.get("/api/v1/accounts", "head").await.is(200);
        let account = accounts.as_array().unwrap().iter().find(|one| one["login"] == login);
        let id = account.unwrap()["id"].as_str().unwrap();
        let body = json!({"kind": "oidc", "issuer": ISSUER, "subject": subject});
        self.house.post(&format!("/api/v1/accounts/{id}/identities"), "head", body).await
    }

    /// To the provider: the ticket, and what is sent back on return.
    async fn sent(&self) -> (Value, String) {
        let path = "/api/v1/session/oidc/unit";
        let begun = self.house.post(path, "", Value::Null).await.is(200);
        let address = begun["address"].as_str().unwrap();
        let (at, query) = address.split_once('?').unwrap();
        assert_eq!(at, format!("{ISSUER}/auth"));
        let asked = pairs(query);
        assert_eq!((asked["response_type"].as_str(), asked["scope"].as_str()), ("code", "openid"));
        assert_eq!(asked["code_challenge_method"], "S256");
        assert_eq!(asked["redirect_uri"], "https://office.example/sign-in/oidc/callback");
        let state = asked["state"].clone();
        self.issuer.lock().unwrap().asked = asked;
        (begun["ticket"].clone(), state)
    }

    async fn back(&self, ticket: &Value, state: &str) -> Answer {
        let body = json!({"ticket": ticket, "code": "the-code", "state": state});
        self.house.post("/api/v1/session/oidc", "", body).await
    }

    async fn there_and_back(&self) -> Answer {
        let (ticket, state) = self.sent().await;
        self.back(&ticket, &state).await
    }
}

#[tokio::test]
async fn whom_the_provider_vouches_for_comes_in_as_the_account_bound_to_the_subject() {
    let stage = Stage::new();
    // The address in the token is an officer's: it binds nobody.
    let told = stage.there_and_back().await.refuses(409, "bound-to-nobody");
    assert!(told["text"]["zh"].as_str().unwrap().contains("subject-7"));
    stage.bind("officer", "subject-7").await.is(201);
    let browser = Browser::of(stage.there_and_back().await);
    assert_eq!(browser.get(&stage.house, "/api/v1/me").await.is(200)["login"], "officer");
    // It is one factor: who has a second shows it.
    let seconds = u64::try_from(NOW).unwrap();
    browser.enrol(&stage.house, seconds).await;
    ticket(stage.there_and_back().await);
}

#[tokio::test]
async fn what_the_provider_did_not_say_to_us_now_is_refused() {
    let mut stage = Stage::new();
    stage.bind("officer", "subject-7").await.is(201);
    let claim = |name: &'static str, value: Value| -> Change {
        Box::new(move |_, claims| claims[name] = value.clone())
    };
    let header = |name: &'static str, value: Value| -> Change {
        Box::new(move |header, _| header[name] = value.clone())
    };
    let forged: Vec<(&str, Sign, Change)> = vec![
        ("audience", Sign::Well, claim("aud", json!("another"))),
        ("audiences", Sign::Well, claim("aud", json!(["another", "third"]))),
        ("for several, asked by none", Sign::Well, claim("aud", json!(["anshen", "another"]))),
        ("asked by another", Sign::Well, claim("azp", json!("another"))),
        ("nonce", Sign::Well, claim("nonce", json!("another"))),
        ("no nonce", Sign::Well, claim("nonce", Value::Null)),
        ("over", Sign::Well, claim("exp", json!(NOW - 60))),
        ("not yet", Sign::Well, claim("iat", json!(NOW + 61))),
        ("not before", Sign::Well, claim("nbf", json!(NOW + 61))),
        ("issuer", Sign::Well, claim("iss", json!("https://evil.example"))),
        ("issuer with a slash", Sign::Well, claim("iss", json!(format!("{ISSUER}/")))),
        ("nobody", Sign::Well, claim("sub", json!(""))),
        ("none", Sign::Not, header("alg", json!("none"))),
        ("None", Sign::Not, header("alg", json!("None"))),
        ("unsigned", Sign::Not, header("kid", json!("one"))),
        ("HS256 by the public key", Sign::ByPublicKey, header("alg", json!("HS256"))),
        ("another algorithm's name", Sign::Well, header("alg", json!("RS256"))),
        ("another key", Sign::ByAnotherKey, header("kid", json!("one"))),
        ("unknown key", Sign::Well, header("kid", json!("two"))),
        ("what must be understood", Sign::Well, header("crit", json!(["b64"]))),
    ];
    for (minute, (name, sign, spoil)) in forged.into_iter().enumerate() {
        // Each from its own address: of tries there are so many a minute.
        stage.house.peer = Some(format!("198.51.100.{minute}:4000").parse().unwrap());
        {
            let mut issuer = stage.issuer.lock().unwrap();
            (issuer.sign, issuer.spoil) = (sign, Some(spoil));
        }
        let answer = stage.there_and_back().await;
        assert_eq!(answer.status.as_u16(), 401, "{name}: {}", answer.text());
        assert_eq!(answer.json()["reason"], "wrong-factor", "{name}");
    }
    {
        let mut issuer = stage.issuer.lock().unwrap();
        (issuer.sign, issuer.spoil) = (Sign::Well, None);
    }
    Browser::of(stage.there_and_back().await);
}

#[tokio::test]
async fn who_comes_back_was_sent_by_us_and_comes_back_once() {
    let stage = Stage::new();
    stage.bind("officer", "subject-7").await.is(201);
    let (ticket, _) = stage.sent().await;
    stage.back(&ticket, "made-up-state").await.refuses(401, "wrong-factor");
    let (ticket, state) = stage.sent().await;
    stage.back(&json!("aw_AAAAAAAAAAAAAAAAAAAAAAAA"), &state).await.refuses(401, "wrong-factor");
    Browser::of(stage.back(&ticket, &state).await);
    stage.back(&ticket, &state).await.refuses(401, "wrong-factor");
    // A code that was caught is worth nothing without the verifier of who was sent.
    let (ticket, state) = stage.sent().await;
    stage.issuer.lock().unwrap().asked.insert("code_challenge".to_owned(), "another".to_owned());
    stage.back(&ticket, &state).await.refuses(401, "wrong-factor");
    let (ticket, state) = stage.sent().await;
    let body = json!({"ticket": ticket, "code": "the-code", "state": state,
                      "iss": "https://evil.example"});
    stage.house.post("/api/v1/session/oidc", "", body).await.refuses(401, "wrong-factor");
    let missing = stage.house.post("/api/v1/session/oidc/nobody", "", Value::Null).await;
    missing.refuses(404, "not-found");
}

#[tokio::test]
async fn a_provider_that_names_itself_otherwise_is_not_believed() {
    let stage = Stage::new();
    stage.issuer.lock().unwrap().named = "https://evil.example".to_owned();
    let path = "/api/v1/session/oidc/unit";
    stage.house.post(path, "", Value::Null).await.refuses(409, "provider-fails");
    // A provider over plain HTTP, but for one on this machine, is none.
    let provider = |issuer: &str, id: &str| Provider {
        id: id.to_owned(),
        name: "x".to_owned(),
        issuer: issuer.to_owned(),
        client_id: "x".to_owned(),
        client_secret: None,
    };
    assert!(provider("http://id.example", "a").fault().is_some());
    assert!(provider("https://id.example", "a/b").fault().is_some());
    assert!(provider("http://127.0.0.1:3000", "a").fault().is_none());
}

#[tokio::test]
async fn pages_go_there_and_back_with_a_cookie_of_the_way() {
    let stage = Stage::new();
    stage.bind("officer", "subject-7").await.is(201);
    let page = stage.house.get("/sign-in", "").await.text();
    assert!(page.contains("/sign-in/oidc/unit") && page.contains("通过统一身份登录"));
    let sent = stage.house.get("/sign-in/oidc/unit", "").await;
    assert_eq!(sent.status, 303);
    let set = sent.headers["set-cookie"].to_str().unwrap();
    assert!(set.contains("HttpOnly") && set.contains("Path=/sign-in/oidc"), "{set}");
    let way = set.split(';').next().unwrap().to_owned();
    let address = sent.headers["location"].to_str().unwrap().to_owned();
    let asked = pairs(address.split_once('?').unwrap().1);
    let back = format!("/sign-in/oidc/callback?code=the-code&state={}", asked["state"]);
    stage.issuer.lock().unwrap().asked = asked;
    // Who was not sent from this browser does not come in with another's code.
    assert_eq!(stage.house.get(&back, "").await.status, 303);
    let with = [("cookie", way.as_str())];
    let entered = stage.house.send_with("GET", &back, "", Value::Null, &with).await;
    assert_eq!(
        (entered.status.as_u16(), &entered.headers["location"]),
        (303, &"/".parse().unwrap())
    );
    let cookies: Vec<&str> =
        entered.headers.get_all("set-cookie").iter().map(|it| it.to_str().unwrap()).collect();
    assert!(cookies.iter().any(|it| it.starts_with("anshen=as_")), "{cookies:?}");
}
