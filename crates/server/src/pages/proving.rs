//! Showing a factor: the second one to come in, any to prove that it is still oneself, a
//! certificate.

use access::{Question, Resource};
use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};

use super::entrance::{inside, with_cookie};
use super::form::{Filled, Trouble};
use super::shell::{Shell, on_to, page};
use super::visit::Visit;
use crate::credential::Second;
use crate::input::Query;
use crate::office::Transport;
use crate::problem::Problem;
use crate::table::{Asks, Route, may};

/// Routes.
pub fn routes() -> Vec<Route> {
    let (door, own) = (Asks::This(Question::SignIn), Asks::This(Question::SelfEdit));
    vec![
        Route::new(Method::POST, "/sign-in/factor", door, second_factor)
            .about("出示第二因素", "Show a second factor"),
        Route::new(Method::POST, "/sign-in/certificate", door, certificate)
            .about("凭证书登录", "Sign in with a certificate"),
        Route::new(Method::GET, "/sign-in/oidc/{provider}", door, to_provider)
            .about("前往身份提供方", "On to a provider of identities"),
        Route::new(Method::GET, "/sign-in/oidc/callback", door, from_provider)
            .about("自身份提供方返回", "Back from a provider of identities")
            .query(
                const {
                    &[
                        may("code", "授权码", "the code"),
                        may("state", "状态", "the state"),
                        may("iss", "签发者", "the issuer"),
                        may("error", "提供方的错误", "the provider's error"),
                    ]
                },
            ),
        Route::new(Method::GET, "/account/prove", own, show)
            .about("再次验证身份的页面", "The page to prove that it is you")
            .query(const { &[may("next", "验证后前往", "where to go then")] }),
        Route::new(Method::POST, "/account/prove", own, prove)
            .about("再次验证身份", "Prove that it is you"),
    ]
}

#[derive(Template)]
#[template(path = "second_factor.html")]
struct SecondFactor {
    shell: Shell,
    trouble: Option<Trouble>,
    ticket: String,
    factors: String,
    next: String,
    codes: bool,
    passkey: bool,
}

/// The page that asks for the second factor that is owed.
pub fn ask_second(
    visit: &Visit,
    owed: &Problem,
    next: &str,
    trouble: Option<Trouble>,
) -> Result<Response, Problem> {
    let factors = owed.member("factors").and_then(Value::as_array);
    let factors = factors.into_iter().flatten().filter_map(Value::as_str);
    let factors = factors.collect::<Vec<_>>().join(" ");
    let ticket = owed.member("ticket").and_then(Value::as_str).unwrap_or_default();
    draw_second(visit, (ticket, &factors, next), trouble)
}

fn draw_second(
    visit: &Visit,
    (ticket, factors, next): (&str, &str, &str),
    trouble: Option<Trouble>,
) -> Result<Response, Problem> {
    let has = |factor: &str| factors.split(' ').any(|one| one == factor);
    let status = if trouble.is_some() { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
    let drawn = SecondFactor {
        shell: Shell::new(&visit.asked, visit.t.get("second-title"), "/sign-in"),
        trouble,
        ticket: ticket.to_owned(),
        factors: factors.to_owned(),
        next: next.to_owned(),
        codes: has("totp") || has("recovery-code"),
        passkey: has("passkey"),
    };
    page(status, &drawn)
}

async fn second_factor(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let text = |name: &str| filled.one(name).unwrap_or_default().to_owned();
    let next = text("next");
    let body = json!({"ticket": text("ticket"), "code": text("code")});
    match visit.ask(Method::POST, "/api/v1/session/factor", body, None).await {
        Ok(answer) => Ok(with_cookie(on_to(inside(&next)), answer.headers)),
        Err(problem) => {
            // What is too short to be a code is as wrong as what is mistyped.
            let problem =
                if problem.faults().is_empty() { problem } else { Problem::wrong_factor() };
            let trouble = Some(Trouble::new(visit.t, &problem, &[]));
            draw_second(&visit, (&text("ticket"), &text("factors"), &next), trouble)
        }
    }
}

async fn certificate(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let next = filled.one("next").unwrap_or_default();
    match visit.ask(Method::POST, "/api/v1/session/certificate", Value::Null, None).await {
        Ok(answer) => Ok(with_cookie(on_to(inside(next)), answer.headers)),
        Err(problem) if problem.reason() == "second-factor" => {
            ask_second(&visit, &problem, next, None)
        }
        Err(problem) => Err(problem),
    }
}

/// The cookie that ties whoever comes back to the browser that was sent: for the way there and back
/// alone, and for that path.
const ON_THE_WAY: &str = "anshen-oidc";

fn way_cookie(visit: &Visit, ticket: &str, seconds: u32) -> Result<HeaderValue, Problem> {
    let secure = match visit.asked.office.transport {
        Transport::Tls => "; Secure",
        Transport::Plain => "",
    };
    let text = format!(
        "{ON_THE_WAY}={ticket}; Path=/sign-in/oidc; Max-Age={seconds}; HttpOnly; \
         SameSite=Lax{secure}"
    );
    HeaderValue::from_str(&text).map_err(|error| Problem::broken(&error))
}

async fn to_provider(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let path = format!("/api/v1/session/oidc/{id}");
    let begun = visit.ask(Method::POST, &path, Value::Null, None).await?.value;
    let text = |name: &str| begun.get(name).and_then(Value::as_str).unwrap_or_default();
    let mut response = on_to(text("address"));
    let cookie = way_cookie(&visit, text("ticket"), 300)?;
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}

async fn from_provider(visit: Visit, query: Query) -> Result<Response, Problem> {
    let text = |name: &str| query.get(name).unwrap_or_default();
    let body = json!({
        "ticket": visit.cookie(ON_THE_WAY).unwrap_or_default(), "code": text("code"),
        "state": text("state"), "iss": query.get("iss").filter(|iss| !iss.is_empty()),
    });
    let mut response = match visit.ask(Method::POST, "/api/v1/session/oidc", body, None).await {
        Ok(answer) => with_cookie(on_to("/"), answer.headers),
        Err(problem) if problem.reason() == "second-factor" => {
            ask_second(&visit, &problem, "/", None)?
        }
        // Whoever said no over there, or comes back without having been sent, begins again.
        Err(problem) if !problem.faults().is_empty() => return Err(Problem::wrong_factor()),
        Err(problem) => return Err(problem),
    };
    response.headers_mut().append(header::SET_COOKIE, way_cookie(&visit, "", 0)?);
    Ok(response)
}

#[derive(Template)]
#[template(path = "prove.html")]
struct Prove {
    shell: Shell,
    trouble: Option<Trouble>,
    next: String,
    proved: bool,
    by_code: bool,
    by_password: bool,
    by_passkey: bool,
}

async fn show(visit: Visit, query: Query) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    draw(&visit, query.get("next").unwrap_or_default(), None).await
}

async fn draw(visit: &Visit, next: &str, problem: Option<&Problem>) -> Result<Response, Problem> {
    let credential = visit.asked.credential.as_ref().ok_or_else(Problem::not_signed_in)?;
    let factors = visit.get("/api/v1/me/factors").await?;
    let enrolled = credential.second == Second::Enrolled;
    let has_codes = factors.get("totp").is_some_and(|totp| !totp.is_null())
        || factors.get("recovery_codes_left").and_then(Value::as_u64) != Some(0);
    let has_passkeys = factors.get("passkeys").and_then(Value::as_array);
    let drawn = Prove {
        shell: Shell::new(&visit.asked, visit.t.get("prove-title"), "/account"),
        trouble: problem.map(|problem| Trouble::new(visit.t, problem, &[])),
        next: next.to_owned(),
        proved: visit.asked.proved_lately(credential),
        by_code: enrolled && has_codes,
        by_password: !enrolled,
        by_passkey: has_passkeys.is_some_and(|all| !all.is_empty())
            && visit.asked.office.site.is_some(),
    };
    page(problem.map_or(StatusCode::OK, Problem::status), &drawn)
}

async fn prove(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let next = filled.one("next").unwrap_or_default().to_owned();
    let body = json!({"code": filled.one("code"), "password": filled.one("password")});
    match visit.ask(Method::POST, "/api/v1/me/proof", body, None).await {
        Ok(_) if next.is_empty() => Ok(on_to("/account/prove")),
        Ok(_) => Ok(on_to(inside(&next))),
        Err(problem) => draw(&visit, &next, Some(&problem)).await,
    }
}
