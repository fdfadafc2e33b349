//! The way there and back: to the provider with a challenge, back with a code, and the code for a
//! token.

use std::sync::PoisonError;

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

use super::id_token::{Expected, Keys, subject};
use super::{Call, Known, Outside, Reply, is_safe};
use crate::office::Office;
use crate::problem::Problem;
use crate::secret::{base64url, new_secret};

/// How long what a provider says of itself is remembered.
const SAID_FOR: SignedDuration = SignedDuration::from_mins(10);

/// What a provider says of itself (OpenID Connect Discovery 1.0).
#[derive(Debug, Clone, Deserialize)]
pub struct Said {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
}

/// What is owed when somebody comes back.
#[derive(Debug, Clone)]
pub struct Owed {
    /// The provider's id.
    pub provider: String,
    state: String,
    nonce: String,
    verifier: String,
}

/// A way there.
pub struct Begun {
    /// The provider's address, with what is asked.
    pub address: String,
    /// What is owed on the way back.
    pub owed: Owed,
}

/// Where a provider sends people back to.
fn back(office: &Office) -> Result<String, Problem> {
    let site = office.site.as_ref().ok_or_else(Problem::no_passkeys_here)?;
    Ok(format!("{}/sign-in/oidc/callback", site.origin()))
}

/// Begins: the address to send somebody to.
///
/// # Errors
/// There is no such provider; it is not reached or says nonsense.
pub async fn begin(office: &Office, id: &str, now: Timestamp) -> Result<Begun, Problem> {
    let providers = office.providers.as_ref().ok_or_else(Problem::not_found)?;
    let (known, outside) = providers.find(id).ok_or_else(Problem::not_found)?;
    let (back, client) = (back(office)?, known.provider.client_id.clone());
    let said = blocking(move || said(&known, &outside, now)).await?;
    let owed = Owed {
        provider: id.to_owned(),
        state: new_secret(&office.world, "")?,
        nonce: new_secret(&office.world, "")?,
        verifier: new_secret(&office.world, "")?,
    };
    // RFC 7636, section 4.2.
    let challenge = base64url(&Sha256::digest(owed.verifier.as_bytes()));
    let asked = encoded(&[
        ("response_type", "code"),
        ("scope", "openid"),
        ("client_id", &client),
        ("redirect_uri", &back),
        ("state", &owed.state),
        ("nonce", &owed.nonce),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ]);
    let joint = if said.authorization_endpoint.contains('?') { '&' } else { '?' };
    Ok(Begun { address: format!("{}{joint}{asked}", said.authorization_endpoint), owed })
}

/// Comes back: issuer and subject of whom the provider vouches for.
///
/// # Errors
/// What came back is not what was asked for; the provider is not reached; its word is forged.
pub async fn finish(
    office: &Office,
    owed: &Owed,
    (code, state, issuer): (&str, &str, Option<&str>),
    now: Timestamp,
) -> Result<(String, String), Problem> {
    let providers = office.providers.as_ref().ok_or_else(Problem::not_found)?;
    let (known, outside) = providers.find(&owed.provider).ok_or_else(Problem::not_found)?;
    // RFC 9207: who answers says who it is.
    let other = issuer.is_some_and(|issuer| issuer != known.provider.issuer);
    if state != owed.state || other {
        return Err(Problem::wrong_factor());
    }
    let (back, code, owed) = (back(office)?, code.to_owned(), owed.clone());
    blocking(move || {
        let said = said(&known, &outside, now)?;
        let token = token(&known, &outside, &said, (&code, &back, &owed.verifier))?;
        let keys: Keys = read(&outside, &said.jwks_uri)?;
        let expected = Expected {
            issuer: &known.provider.issuer,
            client_id: &known.provider.client_id,
            nonce: &owed.nonce,
            now,
        };
        let subject = subject(&token, &keys, &expected).map_err(|forged| {
            tracing::warn!(provider = %owed.provider, %forged, "an ID token was refused");
            Problem::wrong_factor()
        })?;
        Ok((known.provider.issuer.clone(), subject))
    })
    .await
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Problem::broken(&error))?
}

fn unreached(why: &dyn std::fmt::Display) -> Problem {
    tracing::warn!(%why, "a provider of identities failed");
    Problem::provider_fails()
}

/// What a provider says of itself, asked anew after some minutes.
fn said(known: &Known, outside: &Outside, now: Timestamp) -> Result<Said, Problem> {
    let remembered = known.said.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some((_, said)) =
        remembered.filter(|(at, _)| now.duration_since(*at) < SAID_FOR && *at <= now)
    {
        return Ok(said);
    }
    let issuer = &known.provider.issuer;
    let at = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
    let said: Said = read(outside, &at)?;
    // Discovery, section 4.3: else one provider could speak for another.
    if said.issuer != *issuer {
        return Err(unreached(&"it names itself otherwise"));
    }
    let places = [&said.authorization_endpoint, &said.token_endpoint, &said.jwks_uri];
    if !places.iter().all(|place| is_safe(place)) {
        return Err(unreached(&"one of its addresses is not over TLS"));
    }
    *known.said.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, said.clone()));
    Ok(said)
}

fn call(outside: &Outside, call: &Call) -> Result<Reply, Problem> {
    let reply = outside(call).map_err(|error| unreached(&error))?;
    if reply.status != 200 {
        return Err(unreached(&format!("{} answered {}", call.url, reply.status)));
    }
    Ok(reply)
}

fn read<T: DeserializeOwned>(outside: &Outside, url: &str) -> Result<T, Problem> {
    let reply = call(outside, &Call { url: url.to_owned(), form: None, authorization: None })?;
    serde_json::from_slice(&reply.body).map_err(|error| unreached(&error))
}

/// The ID token for a code.
fn token(
    known: &Known,
    outside: &Outside,
    said: &Said,
    (code, back, verifier): (&str, &str, &str),
) -> Result<String, Problem> {
    #[derive(Deserialize)]
    struct Answer {
        id_token: String,
    }
    let provider = &known.provider;
    let mut form = vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", back),
        ("code_verifier", verifier),
    ];
    let authorization = match &provider.client_secret {
        Some(secret) => {
            // RFC 6749, section 2.3.1.
            let both = format!("{}:{}", escaped(&provider.client_id), escaped(secret));
            Some(format!("Basic {}", crate::secret::base64(both.as_bytes())))
        }
        None => {
            form.push(("client_id", &provider.client_id));
            None
        }
    };
    let asked =
        Call { url: said.token_endpoint.clone(), form: Some(encoded(&form)), authorization };
    let reply = outside(&asked).map_err(|error| unreached(&error))?;
    // A code that is none is the visitor's doing, not the provider's failure.
    if reply.status == 400 {
        return Err(Problem::wrong_factor());
    }
    if reply.status != 200 {
        return Err(unreached(&format!("{} answered {}", asked.url, reply.status)));
    }
    let answer: Answer = serde_json::from_slice(&reply.body).map_err(|error| unreached(&error))?;
    Ok(answer.id_token)
}

/// Names and values as a form sends them.
fn encoded(pairs: &[(&str, &str)]) -> String {
    let pair = |(name, value): &(&str, &str)| format!("{name}={}", escaped(value));
    pairs.iter().map(pair).collect::<Vec<_>>().join("&")
}

/// A text in an address (RFC 3986, section 2.3: what is not unreserved is written as bytes).
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
