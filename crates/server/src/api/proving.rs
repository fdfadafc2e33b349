//! Showing a factor: a second one to come in, a passkey to come in, any to prove that it is still
//! oneself; a certificate.

use access::{Question, Resource};
use axum::Json;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};
use store::desk::{door, identity, people};

use crate::asked::Asked;
use crate::credential::{Second, Sort};
use crate::entering::{First, admit, begin_session, passkeys_of, site, take_code, take_passkey};
use crate::entrance::FRESH;
use crate::input::{Body, Field, Form, Kind};
use crate::problem::Problem;
use crate::secret::{Password, check_password};
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route, Takes};
use crate::tickets::Waits;
use crate::world::second;

const FACTOR: &[Field] =
    &[Field::required("ticket", Kind::Secret(20)), Field::required("code", Kind::Secret(6))];
const CHALLENGE: &[Field] =
    &[Field::optional("ticket", Kind::Secret(20)), Field::optional("login", Kind::Text)];
const ANSWER: &[Field] =
    &[Field::required("ticket", Kind::Secret(20)), Field::required("response", Kind::Open)];
const PROOF: &[Field] =
    &[Field::optional("code", Kind::Secret(6)), Field::optional("password", Kind::Secret(1))];

/// Routes.
pub fn routes() -> Vec<Route> {
    let routes = coming_in().into_iter().chain(still_here());
    routes.map(|route| route.of("entrance")).collect()
}

fn coming_in() -> Vec<Route> {
    let door = Asks::This(Question::SignIn);
    vec![
        Route::new(Method::POST, "/api/v1/session/factor", door, second_factor)
            .about(
                "凭 ticket 出示动态口令或恢复码，得到会话 Cookie",
                "Show a one-time password or a recovery code with a ticket; a session cookie \
                 comes back",
            )
            .takes(Takes::Fields(FACTOR))
            .tells(Shape::Is(&shapes::SESSION))
            .gives(201),
        Route::new(Method::POST, "/api/v1/session/passkey/challenge", door, challenge)
            .about(
                "以通行密钥登录的质询：凭 ticket，或凭登录名而不用密码",
                "A challenge to sign in with a passkey: with a ticket, or by login without a \
                 password",
            )
            .takes(Takes::Fields(CHALLENGE))
            .conflicts(&[&shapes::OVERTAKEN])
            .tells(Shape::Is(&shapes::CHALLENGE)),
        Route::new(Method::POST, "/api/v1/session/passkey", door, by_passkey)
            .about(
                "通行密钥的应答，得到会话 Cookie",
                "The answer of a passkey; a session cookie comes back",
            )
            .takes(Takes::Fields(ANSWER))
            .conflicts(&[&shapes::OVERTAKEN])
            .tells(Shape::Is(&shapes::SESSION))
            .gives(201),
        Route::new(Method::POST, "/api/v1/session/certificate", door, by_certificate)
            .about(
                "凭连接所示的客户端证书登录",
                "Sign in with the certificate shown while the connection was made",
            )
            .tells(Shape::Is(&shapes::SESSION))
            .gives(201),
    ]
}

fn still_here() -> Vec<Route> {
    let own = Asks::This(Question::SelfEdit);
    vec![
        Route::new(Method::POST, "/api/v1/me/proof", own, prove)
            .about(
                "再次验证身份：动态口令或恢复码；没有第二因素的，用密码",
                "Prove that it is you: by a one-time password or a recovery code; where there is \
                 no second factor, by the password",
            )
            .takes(Takes::Fields(PROOF))
            .tells(Shape::Is(&shapes::PROVED)),
        Route::new(Method::POST, "/api/v1/me/proof/passkey/challenge", own, proof_challenge)
            .about("以通行密钥再次验证的质询", "A challenge to prove it with a passkey")
            .conflicts(&[&shapes::OVERTAKEN])
            .tells(Shape::Is(&shapes::CHALLENGE)),
        Route::new(Method::POST, "/api/v1/me/proof/passkey", own, prove_by_passkey)
            .about("通行密钥的应答", "The answer of a passkey")
            .takes(Takes::Fields(ANSWER))
            .conflicts(&[&shapes::OVERTAKEN])
            .tells(Shape::Is(&shapes::PROVED)),
    ]
}

async fn second_factor(asked: Asked, body: Body) -> Result<Response, Problem> {
    asked.may(&Resource::Office)?;
    let mut form = Form::read(body.value, FACTOR)?;
    let (ticket, code): (String, String) = (form.need("ticket")?, form.need("code")?);
    let tickets = &asked.office.tickets;
    let known = tickets.look(&ticket, asked.now).ok_or_else(Problem::wrong_factor)?;
    let Waits::SecondFactor = known.waits else {
        return Err(Problem::wrong_factor());
    };
    take_code(&asked, &known.account, &code).await?;
    // Of two requests with one ticket and two good codes, one comes in.
    tickets.take(&ticket, asked.now).ok_or_else(Problem::wrong_factor)?;
    begin_session(&asked, &known.account).await
}

async fn challenge(asked: Asked, body: Body) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    let mut form = Form::read(body.value, CHALLENGE)?;
    let ticket: Option<String> = form.take("ticket")?;
    let login: Option<String> = form.take("login")?;
    let office = &asked.office;
    let site = site(office)?;
    let (account, login) = match (ticket, login) {
        (Some(ticket), _) => {
            let known = office.tickets.look(&ticket, asked.now);
            let known = known.ok_or_else(Problem::wrong_factor)?;
            (Some(known.account.clone()), String::new())
        }
        (None, Some(login)) => {
            office.gates.sign_in(asked.from.as_deref(), &login, asked.now)?;
            let account = office.read(|conn| people::account_by_login(conn, &login))?;
            (account.map(|account| account.id), login)
        }
        (None, None) => {
            let text = law::Words::new("缺少登录名", "the login is missing");
            return Err(Problem::fault("/login", text));
        }
    };
    let known = match &account {
        Some(account) => office.read(|conn| passkeys_of(conn, account))?.1,
        None => Vec::new(),
    };
    let (options, waits) = if known.is_empty() {
        (site.ask_nobody(&office.world, &office.vault, &login)?, Waits::SignIn(None))
    } else {
        let (options, state) = site.ask(&known)?;
        (options, Waits::SignIn(Some(Box::new(state))))
    };
    let account = account.unwrap_or_default();
    let ticket = office.tickets.give(&office.world, &account, waits, asked.now)?;
    Ok(Json(json!({"ticket": ticket, "options": options})))
}

async fn by_passkey(asked: Asked, body: Body) -> Result<Response, Problem> {
    asked.may(&Resource::Office)?;
    let (known, response) = answered(&asked, body)?;
    let Waits::SignIn(Some(state)) = &known.waits else {
        return Err(Problem::wrong_factor());
    };
    take_passkey(&asked, &known.account, response, state).await?;
    admit(&asked, &known.account, First::Passkey).await
}

/// What an answer belongs to; its ticket is used up, so that no answer is taken twice.
fn answered(
    asked: &Asked,
    body: Body,
) -> Result<(std::sync::Arc<crate::tickets::Ticket>, Value), Problem> {
    let mut form = Form::read(body.value, ANSWER)?;
    let (ticket, response): (String, Value) = (form.need("ticket")?, form.need("response")?);
    let known = asked.office.tickets.take(&ticket, asked.now);
    Ok((known.ok_or_else(Problem::wrong_factor)?, response))
}

async fn by_certificate(asked: Asked) -> Result<Response, Problem> {
    asked.may(&Resource::Office)?;
    let certificate = asked.certificate.as_ref().ok_or_else(no_certificate)?;
    asked.office.gates.link(asked.from.as_deref(), asked.now)?;
    let bound = asked.office.read(|conn| certificate.bound(conn))?;
    let bound = bound.ok_or_else(no_certificate)?;
    let admitted = admit(&asked, &bound.account, First::One).await?;
    let now = asked.now;
    asked.office.write(move |conn| identity::used(conn, &bound.id, now)).await?;
    Ok(admitted)
}

fn no_certificate() -> Problem {
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "no-certificate",
        law::Words::new("没有可用的证书", "No certificate"),
        law::Words::new(
            "连接未出示客户端证书，或该证书未绑定任何账户",
            "no client certificate was shown, or it is bound to no account",
        ),
    )
}

/// Only a session proves anything: a token is no person.
fn session(asked: &Asked) -> Result<&crate::credential::Credential, Problem> {
    asked.may(&Resource::Office)?;
    let credential = asked.credential.as_ref().ok_or_else(Problem::not_signed_in)?;
    match credential.sort {
        Sort::Session => Ok(credential),
        Sort::Token => Err(Problem::in_person()),
    }
}

async fn prove(asked: Asked, body: Body) -> Result<Json<Value>, Problem> {
    let credential = session(&asked)?;
    let mut form = Form::read(body.value, PROOF)?;
    let (code, password): (Option<String>, Option<String>) =
        (form.take("code")?, form.take("password")?);
    let account = credential.person.id.as_str().to_owned();
    match (credential.second, code, password) {
        (Second::Enrolled, Some(code), _) => take_code(&asked, &account, &code).await?,
        (Second::Missing, _, Some(password)) => {
            let office = asked.office.clone();
            office.gates.sign_in(asked.from.as_deref(), &credential.login, asked.now)?;
            let kept = office.read(|conn| people::password(conn, &account))?;
            let check = move || check_password(kept.as_deref(), &password);
            match office.hashing.run(check).await? {
                Password::Right => {}
                Password::Wrong => return Err(Problem::wrong_factor()),
            }
        }
        (Second::Enrolled, None, _) => return Err(missing("/code")),
        (Second::Missing, _, None) => return Err(missing("/password")),
    }
    proved(&asked).await
}

fn missing(at: &str) -> Problem {
    Problem::fault(at, law::Words::new("缺少该字段", "this field is missing"))
}

async fn proof_challenge(asked: Asked) -> Result<Json<Value>, Problem> {
    let account = session(&asked)?.person.id.as_str().to_owned();
    let office = &asked.office;
    let (_, known) = office.read(|conn| passkeys_of(conn, &account))?;
    if known.is_empty() {
        return Err(Problem::wrong_factor());
    }
    let (options, state) = site(office)?.ask(&known)?;
    let waits = Waits::Proof(Box::new(state));
    let ticket = office.tickets.give(&office.world, &account, waits, asked.now)?;
    Ok(Json(json!({"ticket": ticket, "options": options})))
}

async fn prove_by_passkey(asked: Asked, body: Body) -> Result<Json<Value>, Problem> {
    let own = session(&asked)?.person.id.as_str().to_owned();
    let (known, response) = answered(&asked, body)?;
    let Waits::Proof(state) = &known.waits else {
        return Err(Problem::wrong_factor());
    };
    if known.account != own {
        return Err(Problem::wrong_factor());
    }
    take_passkey(&asked, &own, response, state).await?;
    proved(&asked).await
}

async fn proved(asked: &Asked) -> Result<Json<Value>, Problem> {
    let credential = session(asked)?;
    let (id, now) = (credential.id.clone(), asked.now);
    asked.office.write(move |conn| door::proved(conn, &id, now)).await?;
    asked.office.keyring.forget();
    asked.office.gates.came_in(asked.from.as_deref(), &credential.login);
    let until = second(now.saturating_add(FRESH).unwrap_or(now));
    Ok(Json(json!({"until": until})))
}

/// Nothing to tell.
pub fn done() -> Response {
    StatusCode::NO_CONTENT.into_response()
}
