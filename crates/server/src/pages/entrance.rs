//! The door: signing in and out, one-time links, the language, one's own sessions and tokens.

use access::{Question, Resource};
use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;

use super::factors::{self, Own, ResetRow};
use super::form::{Filled, Trouble};
use super::shell::{Shell, ok, on_to, page};
use super::texts::Speech;
use super::visit::Visit;
use crate::input::Query;
use crate::language;
use crate::office::Transport;
use crate::problem::Problem;
use crate::table::{Asks, Route, may};
use crate::world::beijing;

/// Routes.
pub fn routes() -> Vec<Route> {
    let door = Asks::This(Question::SignIn);
    let own = Asks::This(Question::SelfRead);
    vec![
        Route::new(Method::GET, "/sign-in", door, show_sign_in)
            .about("登录页", "The page to sign in")
            .query(const { &[may("next", "登录后前往", "where to go then")] }),
        Route::new(Method::POST, "/sign-in", door, sign_in).about("登录", "Sign in"),
        Route::new(Method::POST, "/sign-out", Asks::This(Question::SignIn), sign_out)
            .about("退出", "Sign out"),
        Route::new(Method::GET, "/link", door, show_link).about("一次性链接", "A one-time link"),
        Route::new(Method::POST, "/link", door, use_link)
            .about("凭链接设置密码", "Set a password with a link"),
        Route::new(Method::POST, "/language", door, choose_language)
            .about("选择语言", "Choose a language"),
        Route::new(Method::GET, "/account", own, account)
            .about("本人账户、会话与令牌", "One's own account, sessions and tokens"),
        Route::new(
            Method::POST,
            "/account/credentials/{id}/end",
            Asks::This(Question::TokenRevoke),
            end_credential,
        )
        .about("结束会话或吊销令牌", "End a session or revoke a token"),
        Route::new(
            Method::POST,
            "/account/sessions/end",
            Asks::This(Question::SelfEdit),
            end_others,
        )
        .about("结束其他会话", "End one's other sessions"),
    ]
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn {
    shell: Shell,
    trouble: Option<Trouble>,
    login: String,
    next: String,
    /// Whether passkeys can be used here, and whether a certificate was shown.
    passkeys: bool,
    certificate: bool,
    /// Providers by whose word one can come in: id and name.
    providers: Vec<(String, String)>,
}

impl SignIn {
    fn new(visit: &Visit, next: &str) -> SignIn {
        SignIn {
            shell: Shell::new(&visit.asked, visit.t.get("sign-in"), "/sign-in"),
            trouble: None,
            login: String::new(),
            next: next.to_owned(),
            passkeys: visit.asked.office.site.is_some(),
            certificate: visit.asked.certificate.is_some(),
            providers: visit
                .asked
                .office
                .providers
                .iter()
                .flat_map(|providers| providers.all())
                .map(|one| (one.id.clone(), one.name.clone()))
                .collect(),
        }
    }
}

async fn show_sign_in(visit: Visit, query: Query) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    let next = query.get("next").unwrap_or_default();
    if visit.asked.credential.is_some() {
        return Ok(on_to(inside(next)));
    }
    ok(&SignIn::new(&visit, next))
}

async fn sign_in(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let text = |name: &str| filled.one(name).unwrap_or_default().to_owned();
    let body = json!({"login": text("login"), "password": text("password")});
    match visit.ask(Method::POST, "/api/v1/session", body, None).await {
        Ok(answer) => Ok(with_cookie(on_to(inside(&text("next"))), answer.headers)),
        Err(problem) if problem.reason() == "second-factor" => {
            super::proving::ask_second(&visit, &problem, &text("next"), None)
        }
        Err(problem) => {
            let mut again = SignIn::new(&visit, &text("next"));
            // What is missing is as wrong as what is mistyped.
            let problem =
                if problem.faults().is_empty() { problem } else { Problem::wrong_password() };
            again.trouble = Some(Trouble::new(visit.t, &problem, &[]));
            again.login = text("login");
            page(problem.status(), &again)
        }
    }
}

/// An address of this office and of no other.
pub fn inside(next: &str) -> &str {
    let ours = next.starts_with('/') && !next.starts_with("//") && !next.contains('\\');
    if ours { next } else { "/" }
}

/// Hands the API's cookie on.
pub fn with_cookie(mut response: Response, mut headers: axum::http::HeaderMap) -> Response {
    if let Some(cookie) = headers.remove(header::SET_COOKIE) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

async fn sign_out(visit: Visit) -> Result<Response, Problem> {
    match visit.ask(Method::DELETE, "/api/v1/session", json!(null), None).await {
        Ok(answer) => Ok(with_cookie(on_to("/"), answer.headers)),
        // Whose session is over is out already.
        Err(problem) if problem.status() == StatusCode::UNAUTHORIZED => Ok(on_to("/")),
        Err(problem) => Err(problem),
    }
}

#[derive(Template)]
#[template(path = "link.html")]
struct Link {
    shell: Shell,
    trouble: Option<Trouble>,
    secret: String,
}

async fn show_link(visit: Visit) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    let shell = Shell::new(&visit.asked, visit.t.get("set-password"), "/sign-in");
    ok(&Link { shell, trouble: None, secret: String::new() })
}

async fn use_link(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let text = |name: &str| filled.one(name).unwrap_or_default().to_owned();
    let trouble = if text("password") == text("again") {
        let body = json!({"secret": text("secret"), "password": text("password")});
        match visit.ask(Method::POST, "/api/v1/links", body, None).await {
            Ok(answer) => return Ok(with_cookie(on_to("/"), answer.headers)),
            Err(problem) if problem.reason() == "second-factor" => {
                return super::proving::ask_second(&visit, &problem, "/", None);
            }
            Err(problem) => problem,
        }
    } else {
        let words = law::Words::new("两次输入的密码不一致", "the two passwords differ");
        Problem::fault("/again", words)
    };
    let shell = Shell::new(&visit.asked, visit.t.get("set-password"), "/sign-in");
    let told = Trouble::new(visit.t, &trouble, &[]);
    page(trouble.status(), &Link { shell, trouble: Some(told), secret: text("secret") })
}

async fn choose_language(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    let to = if filled.one("to") == Some("en") { "en" } else { "zh" };
    let secure = match visit.asked.office.transport {
        Transport::Tls => "; Secure",
        Transport::Plain => "",
    };
    let cookie =
        format!("{}={to}; Path=/; Max-Age=31536000; SameSite=Lax{secure}", language::COOKIE);
    let cookie = HeaderValue::from_str(&cookie).map_err(|error| Problem::broken(&error))?;
    let mut response = on_to(inside(filled.one("next").unwrap_or("/")));
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}

/// A session or a token as the API tells it.
#[derive(Deserialize)]
pub struct Credential {
    id: String,
    kind: String,
    name: String,
    scope: String,
    groups: Option<Vec<String>>,
    ends_at: Timestamp,
    made_at: Timestamp,
    used_at: Option<Timestamp>,
    device: Option<String>,
    address: Option<String>,
}

/// The same as a line of a list.
pub struct CredentialRow {
    /// Its id.
    pub id: String,
    /// What it is.
    pub kind: String,
    /// What its holder calls it; of a session the device and the address.
    pub name: String,
    /// What it may be used for.
    pub scope: String,
    /// When it was made.
    pub made: String,
    /// When it was last used.
    pub used: String,
    /// When it ends.
    pub ends: String,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

/// An instant as a page tells it.
pub fn told(t: Speech, instant: Timestamp) -> String {
    let (day, time) = beijing(instant);
    format!("{} {}", t.day(day), time.strftime("%H:%M"))
}

/// Lines of credentials, told from the caller's own.
pub fn credential_rows(t: Speech, all: Vec<Credential>, own: &str) -> Vec<CredentialRow> {
    let row = |one: Credential| {
        let device =
            [one.device, one.address].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let groups = one.groups.unwrap_or_default();
        let groups: Vec<String> = groups.iter().map(|group| t.of("group", group)).collect();
        let scope = t.of("scope", &one.scope);
        CredentialRow {
            is_this: one.id == own,
            id: one.id,
            kind: t.of("credential", &one.kind),
            name: if one.name == "session" { device } else { one.name },
            scope: if groups.is_empty() {
                scope
            } else {
                format!("{scope}: {}", groups.join(", "))
            },
            made: told(t, one.made_at),
            used: one.used_at.map(|at| told(t, at)).unwrap_or_default(),
            ends: told(t, one.ends_at),
        }
    };
    all.into_iter().map(row).collect()
}

#[derive(Template)]
#[template(path = "account.html")]
struct Account {
    shell: Shell,
    login: String,
    organisation: String,
    roles: Vec<String>,
    factors: Vec<String>,
    resets: Vec<ResetRow>,
    credentials: Vec<CredentialRow>,
}

async fn account(visit: Visit) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    let own = visit.asked.credential.clone().ok_or_else(Problem::not_signed_in)?;
    let all: Vec<Credential> = visit.read("/api/v1/tokens").await?;
    let Own { factors, resets } = factors::own(&visit).await?;
    let t = visit.t;
    let roles = own.person.roles_on(visit.asked.today);
    let house = own.person.organisation.as_str();
    let house = visit.asked.office.read(|conn| store::desk::people::organisation(conn, house))?;
    ok(&Account {
        shell: Shell::new(&visit.asked, t.get("my-account"), "/account"),
        login: own.login.clone(),
        organisation: house.map(|house| house.name).unwrap_or_default(),
        roles: roles.into_iter().map(|role| t.of("role", role.name())).collect(),
        factors,
        resets,
        credentials: credential_rows(t, all, &own.id),
    })
}

async fn end_credential(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let path = format!("/api/v1/tokens/{id}");
    visit.ask(Method::DELETE, &path, json!(null), None).await?;
    Ok(on_to("/account").into_response())
}

async fn end_others(visit: Visit) -> Result<Response, Problem> {
    visit.ask(Method::DELETE, "/api/v1/me/sessions", json!(null), None).await?;
    Ok(on_to("/account"))
}
