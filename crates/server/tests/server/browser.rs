//! Somebody at a browser: a session by its cookie, one-time passwords by a device of one's own.

use serde_json::{Value, json};
use server::setup;

use crate::house::{Answer, House};

pub const PASSWORD: &str = "correct horse battery";

/// A session.
pub struct Browser {
    pub cookie: String,
}

pub fn cookie(answer: &Answer) -> String {
    let set = answer.headers["set-cookie"].to_str().unwrap();
    set.split(';').next().unwrap().to_owned()
}

impl Browser {
    /// Of an answer that began one.
    #[track_caller]
    pub fn of(answer: Answer) -> Browser {
        let status = answer.status.as_u16();
        assert_eq!(status, 201, "{}", String::from_utf8_lossy(&answer.bytes));
        Browser { cookie: cookie(&answer) }
    }

    /// Signs in by password alone.
    pub async fn sign_in(house: &House, login: &str) -> Browser {
        Browser::of(password(house, login).await)
    }

    pub async fn send(&self, house: &House, method: &str, path: &str, body: Value) -> Answer {
        let with = [
            ("cookie", self.cookie.as_str()),
            ("user-agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"),
        ];
        house.send_with(method, path, "", body, &with).await
    }

    pub async fn get(&self, house: &House, path: &str) -> Answer {
        self.send(house, "GET", path, Value::Null).await
    }

    pub async fn post(&self, house: &House, path: &str, body: Value) -> Answer {
        self.send(house, "POST", path, body).await
    }

    /// A form of a page.
    pub async fn form(&self, house: &House, path: &str, body: &str) -> Answer {
        let headers = [
            ("cookie", self.cookie.as_str()),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        house.raw("POST", path, "", body.to_owned().into(), &headers).await
    }

    /// Sets one-time passwords up: the device and the recovery codes.
    pub async fn enrol(&self, house: &House, now_seconds: u64) -> (Device, Vec<String>) {
        let made = self.post(house, "/api/v1/me/totp", Value::Null).await.is(201);
        let device = Device::set_up(made["secret"].as_str().unwrap());
        let code = json!({"code": device.code(now_seconds)});
        let codes = self.post(house, "/api/v1/me/totp/confirm", code).await.is(201);
        let codes = codes["codes"].as_array().unwrap().iter();
        (device, codes.map(|code| code.as_str().unwrap().to_owned()).collect())
    }
}

/// Gives people the password of these tests.
pub fn with_passwords(house: &House, logins: &[&str]) {
    setup::set_passwords(house.office.store(), &house.office.world, logins, PASSWORD).unwrap();
}

/// The first step of signing in.
pub async fn password(house: &House, login: &str) -> Answer {
    let body = json!({"login": login, "password": PASSWORD});
    house.post("/api/v1/session", "", body).await
}

/// The ticket of an answer that asks for a second factor.
#[track_caller]
pub fn ticket(answer: Answer) -> String {
    let owed = answer.refuses(401, "second-factor");
    owed["ticket"].as_str().unwrap().to_owned()
}

/// A device that shows one-time passwords, written from RFC 4226 and RFC 6238 alone.
pub struct Device {
    secret: Vec<u8>,
}

impl Device {
    pub fn secret(&self) -> Vec<u8> {
        self.secret.clone()
    }

    pub fn set_up(base32: &str) -> Device {
        let (mut bits, mut held, mut secret) = (0_u32, 0, Vec::new());
        for letter in base32.bytes() {
            let value = match letter {
                b'A'..=b'Z' => letter - b'A',
                b'2'..=b'7' => letter - b'2' + 26,
                _ => panic!("no base32: {base32}"),
            };
            bits = (bits << 5) | u32::from(value);
            held += 5;
            if 8 <= held {
                held -= 8;
                secret.push(u8::try_from((bits >> held) & 255).unwrap());
            }
        }
        assert_eq!(secret.len(), 20);
        Device { secret }
    }

    pub fn code(&self, seconds: u64) -> String {
        let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.secret);
        let tag = ring::hmac::sign(&key, &(seconds / 30).to_be_bytes());
        let tag = tag.as_ref();
        let at = usize::from(tag[19] & 15);
        let four = u32::from_be_bytes(tag[at..at + 4].try_into().unwrap()) & 0x7FFF_FFFF;
        format!("{:06}", four % 1_000_000)
    }
}
