//! One person's ways in, for those who may let people in: sessions, identities, lost factors.

use access::{Question, Resource};
use askama::Template;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::entrance::{Credential, CredentialRow, credential_rows};
use super::factors::{Reset, ResetRow, reset_row};
use super::form::{Filled, Trouble};
use super::shell::{Shell, on_to, page};
use super::visit::Visit;
use crate::api::account_of;
use crate::problem::Problem;
use crate::table::{Asks, Route};

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This;
    vec![
        Route::new(Method::GET, "/people/{id}", asks(Question::AccountRead), show)
            .about("某人登录方式的页面", "The page of one person's ways in"),
        Route::new(
            Method::POST,
            "/people/{id}/sessions/end",
            asks(Question::AccountEdit),
            end_sessions,
        )
        .about("结束全部会话", "End all sessions"),
        Route::new(Method::POST, "/people/{id}/identities", asks(Question::AccountLink), bind)
            .about("绑定证书", "Bind a certificate"),
        Route::new(
            Method::POST,
            "/people/{id}/identities/{identity}/end",
            asks(Question::AccountLink),
            unbind,
        )
        .about("解除绑定", "Unbind an identity"),
        Route::new(
            Method::POST,
            "/people/{id}/factor-reset",
            asks(Question::FactorReset),
            ask_reset,
        )
        .about("申请重置第二因素", "Ask that factors be reset"),
        Route::new(
            Method::POST,
            "/people/{id}/factor-resets/{reset}/confirm",
            asks(Question::FactorResetConfirm),
            confirm_reset,
        )
        .about("确认重置", "Confirm a reset"),
    ]
}

#[derive(Deserialize)]
struct Identity {
    id: String,
    issuer: String,
    subject: String,
}

struct IdentityRow {
    id: String,
    told: String,
}

#[derive(Template)]
#[template(path = "person.html")]
struct Page {
    shell: Shell,
    trouble: Option<Trouble>,
    id: String,
    name: String,
    sees_sessions: bool,
    credentials: Vec<CredentialRow>,
    identities: Vec<IdentityRow>,
    resets: Vec<ResetRow>,
}

async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    draw(&visit, &id, None).await
}

async fn draw(visit: &Visit, id: &str, problem: Option<&Problem>) -> Result<Response, Problem> {
    let (asked, t) = (&visit.asked, visit.t);
    let own = asked.credential.as_ref().ok_or_else(Problem::not_signed_in)?;
    let about = Resource::Account(account_of(&asked.office, id)?);
    asked.may_ask(Question::AccountRead, &about)?;
    let account = asked.office.read(|conn| store::desk::people::account(conn, id))?;
    let sees_sessions = asked.allows(Question::AccountEdit, &about);
    let credentials: Vec<Credential> = if sees_sessions {
        visit.read(&format!("/api/v1/accounts/{id}/sessions")).await?
    } else {
        Vec::new()
    };
    let identities: Vec<Identity> =
        visit.read(&format!("/api/v1/accounts/{id}/identities")).await?;
    let identity = |one: Identity| IdentityRow {
        told: if one.issuer.is_empty() {
            format!("SHA-256 {}", one.subject)
        } else {
            format!("{} · {}", one.issuer, one.subject)
        },
        id: one.id,
    };
    let resets: Vec<Reset> = visit.read("/api/v1/factor-resets").await?;
    let resets = resets.into_iter().filter(|one| one.account == id);
    let drawn = Page {
        shell: Shell::new(asked, t.get("people-title"), "/people"),
        trouble: problem.map(|problem| Trouble::new(t, problem, &[])),
        id: id.to_owned(),
        name: account.map(|account| account.name).unwrap_or_default(),
        sees_sessions,
        credentials: credential_rows(t, credentials, &own.id),
        identities: identities.into_iter().map(identity).collect(),
        resets: resets.map(|one| reset_row(t, one)).collect(),
    };
    page(problem.map_or(StatusCode::OK, Problem::status), &drawn)
}

/// Does something by the API and goes back to the page, with what stood against it.
async fn done(
    visit: &Visit,
    id: &str,
    method: Method,
    path: &str,
    body: Value,
) -> Result<Response, Problem> {
    match visit.ask(method, path, body, None).await {
        Ok(_) => Ok(on_to(&format!("/people/{id}"))),
        Err(problem) => draw(visit, id, Some(&problem)).await,
    }
}

async fn end_sessions(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let path = format!("/api/v1/accounts/{id}/sessions");
    done(&visit, &id, Method::DELETE, &path, Value::Null).await
}

async fn bind(visit: Visit, Path(id): Path<String>, filled: Filled) -> Result<Response, Problem> {
    let path = format!("/api/v1/accounts/{id}/identities");
    let body = json!({"kind": "certificate", "sha256": filled.one("sha256")});
    done(&visit, &id, Method::POST, &path, body).await
}

async fn unbind(
    visit: Visit,
    Path((id, identity)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let path = format!("/api/v1/accounts/{id}/identities/{identity}");
    done(&visit, &id, Method::DELETE, &path, Value::Null).await
}

async fn ask_reset(
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let path = format!("/api/v1/accounts/{id}/factor-reset");
    let body = json!({"because": filled.one("because")});
    done(&visit, &id, Method::POST, &path, body).await
}

async fn confirm_reset(
    visit: Visit,
    Path((id, reset)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let path = format!("/api/v1/factor-resets/{reset}/confirm");
    done(&visit, &id, Method::POST, &path, Value::Null).await
}
