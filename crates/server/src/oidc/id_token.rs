//! An ID token (OpenID Connect Core 1.0, sections 2 and 3.1.3.7; RFC 7515, 7517, 7518): whose word
//! it is, about whom, for whom, and until when.

use jiff::Timestamp;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;

use crate::secret::from_base64url;

/// How far clocks may differ, seconds.
const SKEW_SECONDS: i64 = 60;
/// Longest subject, characters (Core, section 2).
const LONGEST_SUBJECT: usize = 255;

/// What a token must say.
pub struct Expected<'a> {
    /// Whose word it is.
    pub issuer: &'a str,
    /// For whom.
    pub client_id: &'a str,
    /// In answer to what.
    pub nonce: &'a str,
    /// When it is read.
    pub now: Timestamp,
}

/// Why a token is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Forged {
    /// It is not of three parts that can be read.
    #[error("it is no token")]
    Unreadable,
    /// It is signed by none of the algorithms that are taken.
    #[error("its algorithm is none that is taken")]
    Algorithm,
    /// It names no key of the issuer, or one of another kind.
    #[error("no key of the issuer is named by it")]
    Key,
    /// It was not signed with that key.
    #[error("its signature is wrong")]
    Signature,
    /// It names another issuer.
    #[error("it is another issuer's")]
    Issuer,
    /// It was made for another.
    #[error("it is for somebody else")]
    Audience,
    /// It is over, or not valid yet.
    #[error("its time is over, or not come yet")]
    Time,
    /// It answers another request.
    #[error("it answers something that was not asked")]
    Nonce,
    /// Its subject is none.
    #[error("it says of nobody")]
    Subject,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    crit: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: i64,
    iat: i64,
    nbf: Option<i64>,
    nonce: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

/// The keys of an issuer (RFC 7517).
#[derive(Debug, Clone, Deserialize)]
pub struct Keys {
    keys: Vec<Key>,
}

#[derive(Debug, Clone, Deserialize)]
struct Key {
    kty: String,
    kid: Option<String>,
    alg: Option<String>,
    #[serde(rename = "use")]
    used_for: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

/// The algorithms that are taken. A name from the token decides nothing else: a key is only ever
/// used for what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Algorithm {
    Rs256,
    Es256,
}

impl Algorithm {
    fn of(name: &str) -> Option<Algorithm> {
        match name {
            "RS256" => Some(Algorithm::Rs256),
            "ES256" => Some(Algorithm::Es256),
            _ => None,
        }
    }

    fn fits(self, key: &Key) -> bool {
        let (name, kty) = match self {
            Algorithm::Rs256 => ("RS256", "RSA"),
            Algorithm::Es256 => ("ES256", "EC"),
        };
        key.kty == kty
            && key.alg.as_deref().is_none_or(|alg| alg == name)
            && key.used_for.as_deref().is_none_or(|used| used == "sig")
            && (self == Algorithm::Rs256 || key.crv.as_deref() == Some("P-256"))
    }
}

/// Whom a token is about, if it is the issuer's word in answer to us.
///
/// # Errors
/// It is not.
pub fn subject(token: &str, keys: &Keys, expected: &Expected<'_>) -> Result<String, Forged> {
    let mut parts = token.split('.');
    let (Some(header), Some(claims), Some(signature), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(Forged::Unreadable);
    };
    let read: Header = part(header)?;
    let algorithm = Algorithm::of(&read.alg).ok_or(Forged::Algorithm)?;
    if read.crit.is_some() {
        return Err(Forged::Algorithm);
    }
    let key = the_key(keys, algorithm, read.kid.as_deref())?;
    let signature = from_base64url(signature).ok_or(Forged::Unreadable)?;
    let signed = format!("{header}.{claims}");
    verify(algorithm, key, signed.as_bytes(), &signature)?;
    believe(part(claims)?, expected)
}

fn part<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Forged> {
    let bytes = from_base64url(text).ok_or(Forged::Unreadable)?;
    serde_json::from_slice(&bytes).map_err(|_| Forged::Unreadable)
}

/// The key a token names; without a name the only one that fits.
fn the_key<'k>(keys: &'k Keys, algorithm: Algorithm, kid: Option<&str>) -> Result<&'k Key, Forged> {
    let mut fitting = keys
        .keys
        .iter()
        .filter(|key| algorithm.fits(key) && kid.is_none_or(|kid| key.kid.as_deref() == Some(kid)));
    match (fitting.next(), fitting.next()) {
        (Some(key), None) => Ok(key),
        (_, _) => Err(Forged::Key),
    }
}

fn verify(algorithm: Algorithm, key: &Key, signed: &[u8], signature: &[u8]) -> Result<(), Forged> {
    let number = |text: &Option<String>| {
        let bytes = text.as_deref().and_then(from_base64url);
        bytes.filter(|bytes| !bytes.is_empty()).ok_or(Forged::Key)
    };
    let good = match algorithm {
        Algorithm::Rs256 => {
            let key = RsaPublicKeyComponents { n: number(&key.n)?, e: number(&key.e)? };
            key.verify(&RSA_PKCS1_2048_8192_SHA256, signed, signature)
        }
        Algorithm::Es256 => {
            let point = [&[4], number(&key.x)?.as_slice(), number(&key.y)?.as_slice()].concat();
            UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(signed, signature)
        }
    };
    good.map_err(|_| Forged::Signature)
}

fn believe(claims: Claims, expected: &Expected<'_>) -> Result<String, Forged> {
    if claims.iss != expected.issuer {
        return Err(Forged::Issuer);
    }
    let ours = |name: &String| name == expected.client_id;
    let (for_us, several) = match &claims.aud {
        Audience::One(one) => (ours(one), false),
        Audience::Several(all) => (all.iter().any(ours), 1 < all.len()),
    };
    let asked_by_us = claims.azp.as_ref().map_or(!several, ours);
    if !for_us || !asked_by_us {
        return Err(Forged::Audience);
    }
    let now = expected.now.as_second();
    let over = claims.exp.saturating_add(SKEW_SECONDS) <= now;
    let begins = claims.iat.max(claims.nbf.unwrap_or(i64::MIN));
    let not_yet = now.saturating_add(SKEW_SECONDS) < begins;
    if over || not_yet {
        return Err(Forged::Time);
    }
    if claims.nonce.as_deref() != Some(expected.nonce) {
        return Err(Forged::Nonce);
    }
    let length = claims.sub.chars().count();
    if length == 0 || LONGEST_SUBJECT < length || claims.sub.chars().any(char::is_control) {
        return Err(Forged::Subject);
    }
    Ok(claims.sub)
}
