//! Signing in by the word of another (OpenID Connect Core 1.0: authorization code, with PKCE of RFC
//! 7636). Whom a provider vouches for comes in as the account that was bound to that issuer and
//! subject; a name or an address binds nobody.

mod flow;
mod id_token;

use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use serde::Deserialize;

pub use flow::{Begun, Owed, begin, finish};

/// A provider, as it is configured.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// Its id here, part of an address: letters, digits and `-`.
    pub id: String,
    /// What people know it by.
    pub name: String,
    /// Its issuer, an address; as it names itself.
    pub issuer: String,
    /// As whom this office is known to it.
    pub client_id: String,
    /// With which secret, where it asks for one.
    pub client_secret: Option<String>,
}

impl Provider {
    /// What is wrong with it, if anything is.
    pub fn fault(&self) -> Option<law::Words> {
        let unfit = |zh: &str, en: &str| {
            let (zh, en) = (format!("{}：{zh}", self.id), format!("{}: {en}", self.id));
            Some(law::Words::new(zh, en))
        };
        let clean = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
        if self.id.is_empty() || !self.id.chars().all(clean) {
            return unfit("id 应由字母、数字和 - 组成", "the id is made of letters, digits and -");
        }
        if !is_safe(&self.issuer) {
            return unfit(
                "issuer 应为 https:// 开头的网址",
                "the issuer is an address that begins with https://",
            );
        }
        None
    }
}

/// Whether something may be asked for at an address: over TLS, or without leaving this machine.
fn is_safe(address: &str) -> bool {
    let Ok(url) = webauthn_rs::prelude::Url::parse(address) else {
        return false;
    };
    let here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    url.scheme() == "https" || (url.scheme() == "http" && here)
}

/// What is asked of a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// At which address.
    pub url: String,
    /// What is sent to it (`application/x-www-form-urlencoded`); nothing where it is only read.
    pub form: Option<String>,
    /// `Authorization`.
    pub authorization: Option<String>,
}

/// What it answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

/// The way out, which only the outermost crate has. It blocks, follows no redirects, and reads no
/// more than a megabyte.
pub type Outside = Arc<dyn Fn(&Call) -> Result<Reply, String> + Send + Sync>;

/// The providers of an office and the way to them.
pub struct Providers {
    all: Vec<Arc<Known>>,
    outside: Outside,
}

/// A provider with what it said of itself lately.
pub struct Known {
    /// As it is configured.
    pub provider: Provider,
    said: Mutex<Option<(Timestamp, flow::Said)>>,
}

impl Providers {
    /// These providers by that way.
    pub fn new(all: Vec<Provider>, outside: Outside) -> Providers {
        let known = |provider| Arc::new(Known { provider, said: Mutex::default() });
        Providers { all: all.into_iter().map(known).collect(), outside }
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Provider> {
        self.all.iter().map(|known| &known.provider)
    }

    fn find(&self, id: &str) -> Option<(Arc<Known>, Outside)> {
        let known = self.all.iter().find(|known| known.provider.id == id)?;
        Some((known.clone(), self.outside.clone()))
    }
}
