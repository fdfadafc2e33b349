//! Coming in: whoever showed a first factor is let in, or owes a second.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};
use store::desk::factor::{self, Taken};
use store::desk::{Connection, door, people};
use webauthn_rs::prelude::Passkey;

use crate::asked::Asked;
use crate::credential::{COOKIE_PLAIN, COOKIE_TLS, Second, hash_of, second_factor};
use crate::office::{Office, Transport};
use crate::passkey::Site;
use crate::problem::Problem;
use crate::secret::new_secret;
use crate::tickets::Waits;
use crate::totp;
use crate::world::second;

/// What was shown first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum First {
    /// A password, a certificate, the word of an issuer: one factor.
    One,
    /// A passkey that was unlocked: two at once.
    Passkey,
}

/// Lets an account's holder in who showed a factor, or says that a second is owed.
///
/// # Errors
/// A second is owed (401 with a ticket); the account is locked or its holder has left.
pub async fn admit(asked: &Asked, account: &str, first: First) -> Result<Response, Problem> {
    let office = &asked.office;
    let today = asked.today.to_string();
    let (may, second) = office.read(|conn| {
        Ok((people::may_come_in(conn, account, &today)?, second_factor(conn, account)?))
    })?;
    if !may {
        return Err(Problem::wrong_password());
    }
    if (first, second) == (First::One, Second::Enrolled) {
        return Err(owes_second(asked, account)?);
    }
    begin_session(asked, account).await
}

fn owes_second(asked: &Asked, account: &str) -> Result<Problem, Problem> {
    let office = &asked.office;
    let (totp, passkeys, codes) = office.read(|conn| {
        Ok((
            factor::totp(conn, account)?.is_some_and(|totp| totp.confirmed_at.is_some()),
            !factor::passkeys(conn, account)?.is_empty() && office.site.is_some(),
            factor::recovery_left(conn, account)?,
        ))
    })?;
    let known = [(totp, "totp"), (passkeys, "passkey"), (0 < codes, "recovery-code")];
    let factors: Vec<&str> = known.iter().filter(|(has, _)| *has).map(|(_, name)| *name).collect();
    let ticket = office.tickets.give(&office.world, account, Waits::SecondFactor, asked.now)?;
    Ok(Problem::second_factor(&ticket, &factors))
}

/// Begins a session of somebody who has shown all that is asked for.
///
/// # Errors
/// The account was locked meanwhile, or its holder has left.
pub async fn begin_session(asked: &Asked, account: &str) -> Result<Response, Problem> {
    let (office, now) = (&asked.office, asked.now);
    let secret = new_secret(&office.world, "as_")?;
    let lasts = office.entrance().session();
    let ends_at = second(now.saturating_add(lasts).unwrap_or(now));
    let credential = door::Credential {
        id: office.world.id().map_err(|error| Problem::broken(&error))?.to_string(),
        account: account.to_owned(),
        kind: "session".to_owned(),
        name: "session".to_owned(),
        scope: "all".to_owned(),
        ends_at,
        made_at: now,
        device: asked.device.clone(),
        address: asked.from.clone(),
        used_at: Some(now),
        proved_at: Some(now),
    };
    let (hash, today) = (hash_of(&secret), asked.today.to_string());
    let begun = office
        .write(move |conn| {
            door::forget_ended(conn, now)?;
            // WHY: who was locked out while the password was checked stays out.
            if !people::may_come_in(conn, &credential.account, &today)? {
                return Ok(None);
            }
            door::add_credential(conn, &hash, &credential)?;
            people::account(conn, &credential.account)
        })
        .await?;
    let account = begun.ok_or_else(Problem::wrong_password)?;
    office.gates.came_in(asked.from.as_deref(), &account.login);
    let body = Json(json!({"ends_at": ends_at}));
    let cookie = cookie(office.transport, &secret, lasts.as_secs());
    Ok((StatusCode::CREATED, [(header::SET_COOKIE, cookie)], body).into_response())
}

/// The cookie of a session; of none where `seconds` is nought.
pub fn cookie(transport: Transport, secret: &str, seconds: i64) -> HeaderValue {
    let text = match transport {
        Transport::Tls => format!(
            "{COOKIE_TLS}={secret}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Lax"
        ),
        Transport::Plain => {
            format!("{COOKIE_PLAIN}={secret}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax")
        }
    };
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// Takes a one-time password or a recovery code of an account, once.
///
/// # Errors
/// It is wrong or was taken before; too many were tried.
pub async fn take_code(asked: &Asked, account: &str, code: &str) -> Result<(), Problem> {
    let (office, now) = (&asked.office, asked.now);
    let known = office.read(|conn| people::account(conn, account))?;
    let login = known.ok_or_else(Problem::wrong_factor)?.login;
    office.gates.code(asked.from.as_deref(), &login, now)?;
    let digits = code.chars().all(|letter| letter.is_ascii_digit() || letter.is_whitespace());
    let taken = if digits {
        take_totp(asked, account, code).await?
    } else {
        let (account, hash) = (account.to_owned(), totp::recovery_hash(code));
        office.write(move |conn| factor::use_recovery(conn, &account, &hash)).await?
    };
    match taken {
        Taken::Now => Ok(()),
        Taken::Before => {
            office.gates.code_was_wrong(asked.from.as_deref(), &login, now);
            Err(Problem::wrong_factor())
        }
    }
}

async fn take_totp(asked: &Asked, account: &str, code: &str) -> Result<Taken, Problem> {
    let (office, now) = (&asked.office, asked.now);
    let kept = office.read(|conn| factor::totp(conn, account))?;
    let Some(kept) = kept.filter(|kept| kept.confirmed_at.is_some()) else {
        return Ok(Taken::Before);
    };
    let secret = office.vault.unprotect(&totp_of(account), &kept.secret)?;
    let Some(step) = totp::step_of(&secret, code, office.world.devices_now())? else {
        return Ok(Taken::Before);
    };
    let account = account.to_owned();
    office.write(move |conn| factor::use_totp(conn, &account, step, now)).await
}

/// As what the secret of an account's one-time passwords is kept.
pub fn totp_of(account: &str) -> String {
    format!("totp:{account}")
}

/// The passkeys of an account, as they are kept and as they are read.
///
/// # Errors
/// The store failed.
pub fn passkeys_of(
    conn: &Connection,
    account: &str,
) -> Result<(Vec<factor::Passkey>, Vec<Passkey>), store::Error> {
    let kept = factor::passkeys(conn, account)?;
    let read = kept.iter().map(|one| {
        serde_json::from_str(&one.passkey)
            .map_err(|error| store::Error::Damaged(format!("passkey `{}`: {error}", one.id)))
    });
    let read = read.collect::<Result<Vec<Passkey>, store::Error>>()?;
    Ok((kept, read))
}

/// Where passkeys are held to.
///
/// # Errors
/// The office has no public address.
pub fn site(office: &Office) -> Result<&Site, Problem> {
    office.site.as_ref().ok_or_else(Problem::no_passkeys_here)
}

/// Takes the answer of a passkey of an account to what was asked.
///
/// # Errors
/// It is none, or of another, or was given before.
pub async fn take_passkey(
    asked: &Asked,
    account: &str,
    response: Value,
    to: &webauthn_rs::prelude::PasskeyAuthentication,
) -> Result<(), Problem> {
    let (office, now) = (&asked.office, asked.now);
    let (kept, read) = office.read(|conn| passkeys_of(conn, account))?;
    let shown = site(office)?.take(response, to, &read).ok_or_else(Problem::wrong_factor)?;
    let place = read.iter().position(|one| one.cred_id() == shown.cred_id());
    let was = place.and_then(|place| kept.get(place)).cloned();
    let was = was.ok_or_else(Problem::wrong_factor)?;
    let next = serde_json::to_string(&shown).map_err(|error| Problem::broken(&error))?;
    let taken = office.write(move |conn| factor::use_passkey(conn, &was, &next, now)).await?;
    match taken {
        Taken::Now => Ok(()),
        Taken::Before => Err(Problem::wrong_factor()),
    }
}
