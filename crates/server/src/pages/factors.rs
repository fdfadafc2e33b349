//! One's own second factors.

use access::{Question, Resource};
use askama::Template;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::entrance::told;
use super::form::{Filled, Trouble};
use super::shell::{Shell, on_to, page};
use super::texts::Speech;
use super::visit::Visit;
use crate::problem::Problem;
use crate::table::{Asks, Route};

/// Routes.
pub fn routes() -> Vec<Route> {
    let own = Asks::This(Question::SelfEdit);
    vec![
        Route::new(Method::GET, "/account/factors", Asks::This(Question::SelfRead), show)
            .about("本人第二因素的页面", "The page of one's own second factors"),
        Route::new(Method::POST, "/account/totp", own, begin_totp)
            .about("设置动态口令", "Set up one-time passwords"),
        Route::new(Method::POST, "/account/totp/confirm", own, confirm_totp)
            .about("启用动态口令", "Put one-time passwords in use"),
        Route::new(Method::POST, "/account/totp/end", own, end_totp)
            .about("停用动态口令", "End one-time passwords"),
        Route::new(Method::POST, "/account/recovery-codes", own, new_codes)
            .about("换发恢复码", "New recovery codes"),
        Route::new(Method::POST, "/account/passkeys/{id}/end", own, end_passkey)
            .about("移除通行密钥", "Remove a passkey"),
        Route::new(Method::POST, "/account/resets/{id}/object", own, object)
            .about("反对重置", "Object to a reset"),
    ]
}

#[derive(Deserialize)]
struct Factors {
    needed: bool,
    totp: Option<Totp>,
    passkeys: Vec<Passkey>,
    recovery_codes_left: u32,
    passkeys_here: bool,
    resets: Vec<Reset>,
}

#[derive(Deserialize)]
struct Totp {
    since: Option<Timestamp>,
}

#[derive(Deserialize)]
struct Passkey {
    id: String,
    name: String,
    made_at: Timestamp,
    used_at: Option<Timestamp>,
}

/// A reset as the API tells it.
#[derive(Deserialize)]
pub struct Reset {
    /// Its id.
    pub id: String,
    /// Whose factors.
    pub account: String,
    because: String,
    asked_by: Option<String>,
    asked_at: Timestamp,
    confirmed_by: Option<String>,
    confirmed_at: Option<Timestamp>,
}

/// The same as a sentence.
pub struct ResetRow {
    /// Its id.
    pub id: String,
    /// What happened.
    pub text: String,
    /// Whether it waits for its second person.
    pub waits: bool,
}

/// A reset as a sentence.
pub fn reset_row(t: Speech, one: Reset) -> ResetRow {
    let asked_at = told(t, one.asked_at);
    let asked_by = one.asked_by.unwrap_or_default();
    let mut text =
        t.with("reset-asked", &[("by", &asked_by), ("at", &asked_at), ("because", &one.because)]);
    if let Some(at) = one.confirmed_at {
        let by = one.confirmed_by.unwrap_or_default();
        let confirmed = t.with("reset-confirmed", &[("by", &by), ("at", &told(t, at))]);
        text = format!("{text} {confirmed}");
    }
    ResetRow { id: one.id, text, waits: one.confirmed_at.is_none() }
}

#[derive(Deserialize)]
struct Setup {
    secret: String,
    svg: String,
}

struct PasskeyRow {
    id: String,
    name: String,
    made: String,
    used: String,
}

#[derive(Template)]
#[template(path = "factors.html")]
struct Page {
    shell: Shell,
    trouble: Option<Trouble>,
    owed: bool,
    setup: Option<Setup>,
    /// Whether a code of what was set up is still waited for.
    pending: bool,
    codes: Vec<String>,
    totp: Option<String>,
    codes_left: String,
    passkeys: Vec<PasskeyRow>,
    passkeys_here: bool,
    resets: Vec<ResetRow>,
}

/// What a page shows this once.
#[derive(Default)]
struct Once {
    setup: Option<Setup>,
    pending: bool,
    codes: Vec<String>,
}

/// What the page of an account tells of its own factors.
pub struct Own {
    /// Those in use, in words.
    pub factors: Vec<String>,
    /// Resets others asked for.
    pub resets: Vec<ResetRow>,
}

/// One's own factors in short.
pub async fn own(visit: &Visit) -> Result<Own, Problem> {
    let t = visit.t;
    let found: Factors = visit.read("/api/v1/me/factors").await?;
    let count = |key, count: usize| t.with(key, &[("count", &count.to_string())]);
    let totp = found.totp.is_some();
    let passkeys = found.passkeys.len();
    let codes = usize::try_from(found.recovery_codes_left).unwrap_or(usize::MAX);
    let factors = [
        totp.then(|| t.get("totp-title").to_owned()),
        (passkeys != 0).then(|| count("passkeys-held", passkeys)),
        (codes != 0).then(|| count("recovery-held", codes)),
    ];
    Ok(Own {
        factors: factors.into_iter().flatten().collect(),
        resets: found.resets.into_iter().map(|one| reset_row(t, one)).collect(),
    })
}

async fn show(visit: Visit) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    draw(&visit, Once::default(), None).await
}

async fn draw(visit: &Visit, once: Once, problem: Option<&Problem>) -> Result<Response, Problem> {
    let t = visit.t;
    let factors: Factors = visit.read("/api/v1/me/factors").await?;
    let passkeys = factors.passkeys.into_iter().map(|one| PasskeyRow {
        id: one.id,
        name: one.name,
        made: told(t, one.made_at),
        used: one.used_at.map(|at| told(t, at)).unwrap_or_default(),
    });
    let passkeys: Vec<PasskeyRow> = passkeys.collect();
    let drawn = Page {
        shell: Shell::new(&visit.asked, t.get("factors-title"), "/account"),
        trouble: problem.map(|problem| Trouble::new(t, problem, &[])),
        owed: factors.needed && factors.totp.is_none() && passkeys.is_empty(),
        setup: once.setup,
        pending: once.pending,
        codes: once.codes,
        totp: factors.totp.map(|totp| totp.since.map(|at| told(t, at)).unwrap_or_default()),
        codes_left: factors.recovery_codes_left.to_string(),
        passkeys,
        passkeys_here: factors.passkeys_here,
        resets: factors.resets.into_iter().map(|one| reset_row(t, one)).collect(),
    };
    page(problem.map_or(StatusCode::OK, Problem::status), &drawn)
}

/// Back to the page, with what stood against it; where a factor has to be shown first, to that.
async fn back(visit: &Visit, problem: Option<Problem>) -> Result<Response, Problem> {
    match problem {
        None => Ok(on_to("/account/factors")),
        Some(problem) if problem.reason() == "prove-again" => Err(problem),
        Some(problem) => draw(visit, Once::default(), Some(&problem)).await,
    }
}

async fn begin_totp(visit: Visit) -> Result<Response, Problem> {
    match visit.ask(Method::POST, "/api/v1/me/totp", Value::Null, None).await {
        Ok(made) => {
            let setup = serde_json::from_value(made.value);
            let setup = Some(setup.map_err(|error| Problem::broken(&error))?);
            draw(&visit, Once { setup, ..Once::default() }, None).await
        }
        Err(problem) => back(&visit, Some(problem)).await,
    }
}

fn codes_of(answer: &Value) -> Vec<String> {
    let codes = answer.get("codes").and_then(Value::as_array);
    codes.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

async fn confirm_totp(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let body = json!({"code": filled.one("code").unwrap_or_default()});
    match visit.ask(Method::POST, "/api/v1/me/totp/confirm", body, None).await {
        Ok(made) => {
            let codes = codes_of(&made.value);
            draw(&visit, Once { codes, ..Once::default() }, None).await
        }
        // A mistyped code is typed again; what was scanned stays good.
        Err(problem) if !problem.faults().is_empty() => {
            let once = Once { pending: true, ..Once::default() };
            draw(&visit, once, Some(&problem)).await
        }
        Err(problem) => back(&visit, Some(problem)).await,
    }
}

async fn new_codes(visit: Visit) -> Result<Response, Problem> {
    match visit.ask(Method::POST, "/api/v1/me/recovery-codes", Value::Null, None).await {
        Ok(made) => {
            let codes = codes_of(&made.value);
            draw(&visit, Once { codes, ..Once::default() }, None).await
        }
        Err(problem) => back(&visit, Some(problem)).await,
    }
}

async fn end_totp(visit: Visit) -> Result<Response, Problem> {
    let ended = visit.ask(Method::DELETE, "/api/v1/me/totp", Value::Null, None).await;
    back(&visit, ended.err()).await
}

async fn end_passkey(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let path = format!("/api/v1/me/passkeys/{id}");
    back(&visit, visit.ask(Method::DELETE, &path, Value::Null, None).await.err()).await
}

async fn object(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let path = format!("/api/v1/factor-resets/{id}");
    back(&visit, visit.ask(Method::DELETE, &path, Value::Null, None).await.err()).await
}
