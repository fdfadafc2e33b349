//! The door: health, the description of the API, signing in and out, one-time links, one's own
//! account and tokens.

use access::{Account, OrganisationId, PersonId, Question, Resource, Role};
use axum::Json;
use axum::extract::Path;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use jiff::{SignedDuration, Timestamp};
use law::Words;
use serde_json::{Value, json};
use store::desk::{door, people};

use crate::asked::Asked;
use crate::credential::{COOKIE_PLAIN, COOKIE_TLS, Scope, hash_of};
use crate::input::{Body, Field, Form, Kind};
use crate::office::{Office, Transport};
use crate::problem::Problem;
use crate::secret::{Password, SHORTEST_PASSWORD, check_password, hash_password, new_secret};
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route, Takes};
use crate::world::second;

/// How long a session lasts.
const SESSION: SignedDuration = SignedDuration::from_hours(12);
/// How long a token lasts at most, and where nothing is said.
const TOKEN_DAYS: u32 = 365;

const SIGN_IN: &[Field] =
    &[Field::required("login", Kind::Text), Field::required("password", Kind::Secret(1))];
const LINK: &[Field] = &[
    Field::required("secret", Kind::Secret(20)),
    Field::required("password", Kind::Secret(SHORTEST_PASSWORD)),
];
const TOKEN: &[Field] = &[
    Field::required("name", Kind::Text),
    Field::optional("scope", Kind::OneOf(Scope::WORDS)),
    Field::optional("days", Kind::Count(TOKEN_DAYS)),
    Field::optional("account", Kind::Text),
];

/// Routes.
pub fn routes() -> Vec<Route> {
    let door = Asks::This(Question::SignIn);
    let own = Asks::This(Question::SelfRead);
    vec![
        Route::new(Method::GET, "/healthz", Asks::This(Question::HealthRead), health)
            .of("entrance")
            .about("是否在运行", "Whether the server answers")
            .tells(Shape::Is(&shapes::HEALTH)),
        Route::new(Method::POST, "/api/v1/session", door, sign_in)
            .of("entrance")
            .about("登录，得到会话 Cookie", "Sign in; a session cookie comes back")
            .takes(Takes::Fields(SIGN_IN))
            .tells(Shape::Is(&shapes::SESSION))
            .gives(201),
        Route::new(Method::DELETE, "/api/v1/session", Asks::This(Question::SelfEdit), sign_out)
            .of("entrance")
            .about("退出", "Sign out")
            .gives(204),
        Route::new(Method::POST, "/api/v1/links", door, use_link)
            .of("entrance")
            .about("凭一次性链接设置密码并登录", "Set a password with a one-time link, and sign in")
            .takes(Takes::Fields(LINK))
            .tells(Shape::Is(&shapes::SESSION))
            .gives(201),
        Route::new(Method::GET, "/api/v1/me", own, me)
            .of("entrance")
            .about("本人账户与角色", "One's own account and roles")
            .tells(Shape::Is(&shapes::ME)),
        Route::new(Method::GET, "/api/v1/tokens", own, tokens)
            .of("entrance")
            .about("本人的令牌与会话", "One's own tokens and sessions")
            .tells(Shape::List(&Shape::Is(&shapes::TOKEN))),
        Route::new(Method::POST, "/api/v1/tokens", Asks::This(Question::TokenCreate), add_token)
            .of("entrance")
            .about("为程序签发令牌", "Make a token for programs")
            .takes(Takes::Fields(TOKEN))
            .tells(Shape::Is(&shapes::TOKEN_MADE))
            .hides()
            .gives(201),
        Route::new(
            Method::DELETE,
            "/api/v1/tokens/{id}",
            Asks::This(Question::TokenRevoke),
            end_token,
        )
        .of("entrance")
        .about("吊销令牌", "Revoke a token")
        .gives(204),
    ]
}

async fn health(asked: Asked) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    asked.office.reader().last_recorded().map_err(|error| Problem::broken(&error))?;
    Ok(Json(json!({"status": "ok", "today": asked.today})))
}

async fn sign_in(asked: Asked, body: Body) -> Result<Response, Problem> {
    asked.may(&Resource::Office)?;
    let mut form = Form::read(body.value, SIGN_IN)?;
    let login: String = form.need("login")?;
    let password: String = form.need("password")?;
    asked.office.gates.sign_in(asked.from.as_deref(), &login, asked.now)?;
    let office = asked.office.clone();
    let (account, kept) = office.read(|conn| {
        let account = people::account_by_login(conn, &login)?;
        let kept = match &account {
            Some(account) => people::password(conn, &account.id)?,
            None => None,
        };
        Ok((account, kept))
    })?;
    // Argon2 takes its time by intent: not on a thread that answers requests.
    let checked = office.hashing.run(move || check_password(kept.as_deref(), &password)).await?;
    let account = account.filter(|account| account.door == people::Door::Open);
    match (account, checked) {
        (Some(account), Password::Right) => begin_session(&office, &account.id, asked.now).await,
        (Some(_) | None, Password::Right | Password::Wrong) => Err(Problem::wrong_password()),
    }
}

async fn begin_session(
    office: &Office,
    account: &str,
    now: Timestamp,
) -> Result<Response, Problem> {
    let secret = new_secret(&office.world, "as_")?;
    let ends_at = second(now.saturating_add(SESSION).unwrap_or(now));
    let credential = door::Credential {
        id: office.world.id().map_err(|error| Problem::broken(&error))?.to_string(),
        account: account.to_owned(),
        kind: "session".to_owned(),
        name: "session".to_owned(),
        scope: "all".to_owned(),
        ends_at,
    };
    let hash = hash_of(&secret);
    office
        .write(move |conn| {
            door::forget_ended(conn, now)?;
            door::add_credential(conn, &hash, &credential, now)
        })
        .await?;
    let body = Json(json!({"ends_at": ends_at}));
    let cookie = cookie(office.transport, &secret, SESSION.as_secs());
    Ok((StatusCode::CREATED, [(header::SET_COOKIE, cookie)], body).into_response())
}

fn cookie(transport: Transport, secret: &str, seconds: i64) -> HeaderValue {
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

async fn sign_out(asked: Asked) -> Result<Response, Problem> {
    asked.may(&Resource::Office)?;
    let credential = asked.credential.as_ref().ok_or_else(Problem::not_signed_in)?;
    end(&asked, credential.id.clone()).await?;
    let gone = cookie(asked.office.transport, "", 0);
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, gone)]).into_response())
}

async fn use_link(asked: Asked, body: Body) -> Result<Response, Problem> {
    asked.may(&Resource::Office)?;
    let mut form = Form::read(body.value, LINK)?;
    let secret: String = form.need("secret")?;
    let password: String = form.need("password")?;
    asked.office.gates.link(asked.from.as_deref(), asked.now)?;
    let office = asked.office.clone();
    let (hash, now) = (hash_of(&secret), asked.now);
    // A secret is far too long to be guessed, so that nothing is learnt from a quick no.
    let known = office.read(|conn| door::find_link(conn, &hash))?;
    if known.is_none_or(|(_, ends_at)| ends_at <= now) {
        return Err(void_link());
    }
    let hashing = office.clone();
    let hashed = office.hashing.run(move || hash_password(&hashing.world, &password)).await??;
    let account = office
        .write(move |conn| {
            let taken = door::take_link(conn, &hash)?;
            let account = taken.filter(|(_, ends_at)| now < *ends_at);
            if let Some((account, _)) = &account {
                people::set_password(conn, account, &hashed)?;
                // Whoever had the password before has nothing any more.
                door::end_all(conn, account)?;
            }
            Ok(account.map(|(account, _)| account))
        })
        .await?;
    office.keyring.forget();
    let account = account.ok_or_else(void_link)?;
    begin_session(&office, &account, now).await
}

fn void_link() -> Problem {
    let text = Words::new(
        "链接无效、已用过或已过期；请索取新的链接",
        "the link is void, used or over: ask for a new one",
    );
    Problem::fault("/secret", text)
}

async fn me(asked: Asked) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    let credential = asked.credential.as_ref().ok_or_else(Problem::not_signed_in)?;
    let person = &credential.person;
    Ok(Json(json!({
        "account": person.id.as_str(), "login": credential.login, "name": credential.name,
        "organisation": person.organisation.as_str(), "kind": person.kind, "body": person.body,
        "roles": person.roles_on(asked.today),
        "scope": match credential.scope { Scope::All => "all", Scope::Read => "read" },
        "ends_at": second(credential.ends_at),
    })))
}

async fn tokens(asked: Asked) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    let account = asked.person()?.id.as_str().to_owned();
    let all = asked.office.read(|conn| door::credentials(conn, &account))?;
    let told = all.iter().map(|one| {
        json!({"id": one.id, "kind": one.kind, "name": one.name, "scope": one.scope,
               "ends_at": second(one.ends_at)})
    });
    Ok(Json(told.collect()))
}

async fn add_token(asked: Asked, body: Body) -> Result<Response, Problem> {
    let mut form = Form::read(body.value, TOKEN)?;
    let own = asked.person()?.id.as_str().to_owned();
    let account: String = form.take("account")?.unwrap_or(own);
    asked.may(&Resource::Account(account_of(&asked.office, &account)?))?;
    let days: u32 = form.take("days")?.unwrap_or(TOKEN_DAYS);
    let token = NewToken {
        account,
        name: form.need("name")?,
        scope: form.take("scope")?.unwrap_or_else(|| "all".to_owned()),
        days,
    };
    let (id, secret, ends_at) = make_token(&asked.office, token, asked.now).await?;
    // Shown this once: only its hash is kept.
    let body = Json(json!({"id": id, "token": secret, "ends_at": ends_at}));
    Ok((StatusCode::CREATED, body).into_response())
}

/// A token to be made.
pub struct NewToken {
    /// Whose.
    pub account: String,
    /// What its holder calls it.
    pub name: String,
    /// What it may be used for.
    pub scope: String,
    /// How long it lasts, calendar days.
    pub days: u32,
}

/// Makes a token: its id, what its holder shows, and when it ends.
pub async fn make_token(
    office: &Office,
    token: NewToken,
    now: Timestamp,
) -> Result<(String, String, Timestamp), Problem> {
    let secret = new_secret(&office.world, "at_")?;
    let id = office.world.id().map_err(|error| Problem::broken(&error))?.to_string();
    let lasts = SignedDuration::from_hours(24 * i64::from(token.days));
    let ends_at = second(now.saturating_add(lasts).unwrap_or(now));
    let credential = door::Credential {
        id: id.clone(),
        account: token.account,
        kind: "token".to_owned(),
        name: token.name,
        scope: token.scope,
        ends_at,
    };
    let hash = hash_of(&secret);
    office.write(move |conn| door::add_credential(conn, &hash, &credential, now)).await?;
    Ok((id, secret, ends_at))
}

async fn end_token(asked: Asked, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    let found = asked.office.read(|conn| door::credential(conn, &id))?;
    let credential = found.ok_or_else(Problem::not_found)?;
    asked.may(&Resource::Account(account_of(&asked.office, &credential.account)?))?;
    end(&asked, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn end(asked: &Asked, id: String) -> Result<(), Problem> {
    asked.office.write(move |conn| door::end_credential(conn, &id)).await?;
    asked.office.keyring.forget();
    Ok(())
}

/// An account as access sees it.
pub fn account_of(office: &Office, id: &str) -> Result<Account, Problem> {
    let found = office.read(|conn| {
        let account = people::account(conn, id)?;
        let grants = people::grants(conn, id)?;
        Ok(account.map(|account| (account, grants)))
    })?;
    let (account, grants) = found.ok_or_else(Problem::not_found)?;
    let roles = grants.iter().filter_map(|grant| grant.role.parse::<Role>().ok());
    Ok(Account {
        person: PersonId::new(&account.id),
        organisation: OrganisationId::new(&account.organisation.id),
        holds: roles.collect(),
        role: None,
    })
}
