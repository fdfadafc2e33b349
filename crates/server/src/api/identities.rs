//! Who an account's holder is elsewhere. Whoever binds an identity lets its bearer in, as a
//! one-time link does: the same people may.

use access::{Question, Resource};
use axum::Json;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use law::Words;
use serde_json::{Value, json};
use store::desk::identity::{self, Identity};

use super::accounts::new_id;
use super::entrance::account_of;
use super::proving::done;
use crate::asked::Asked;
use crate::client_certificate;
use crate::input::{Body, Field, Form, Kind};
use crate::office_record::Change;
use crate::problem::{Fault, Problem};
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route, Takes};
use crate::world::second;

/// The kinds of identity.
pub const KINDS: &[&str] = &[OIDC, client_certificate::KIND];
/// A subject of an issuer (OpenID Connect).
pub const OIDC: &str = "oidc";
/// Longest issuer or subject kept, characters.
const LONGEST: usize = 1_000;

const BIND: &[Field] = &[
    Field::required("kind", Kind::OneOf(KINDS)),
    Field::optional("issuer", Kind::Text),
    Field::optional("subject", Kind::Text),
    Field::optional("sha256", Kind::Text),
];

/// Routes.
pub fn routes() -> Vec<Route> {
    let (path, asks) = ("/api/v1/accounts/{id}/identities", Asks::This(Question::AccountLink));
    let routes = [
        Route::new(Method::GET, path, Asks::This(Question::AccountRead), list)
            .about("账户在他处的身份", "Who an account's holder is elsewhere")
            .tells(Shape::List(&Shape::Is(&shapes::IDENTITY))),
        Route::new(Method::POST, path, asks, bind)
            .about(
                "绑定身份：签发者与主体，或客户端证书的 SHA-256",
                "Bind an identity: an issuer and its subject, or the SHA-256 of a client \
                 certificate",
            )
            .takes(Takes::Fields(BIND))
            .conflicts(&[&shapes::OVERTAKEN])
            .tells(Shape::Is(&shapes::IDENTITY))
            .gives(201),
        Route::new(Method::DELETE, "/api/v1/accounts/{id}/identities/{identity}", asks, unbind)
            .about("解除绑定", "Unbind an identity")
            .conflicts(&[&shapes::OVERTAKEN])
            .gives(204),
    ];
    routes.into_iter().map(|route| route.of("accounts")).collect()
}

fn tell(one: &Identity) -> Value {
    json!({"id": one.id, "kind": one.kind, "issuer": one.issuer, "subject": one.subject,
           "bound_at": second(one.bound_at), "used_at": one.used_at.map(second)})
}

async fn list(asked: Asked, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Account(account_of(&asked.office, &id)?))?;
    let all = asked.office.read(|conn| identity::of_account(conn, &id))?;
    Ok(Json(all.iter().map(tell).collect()))
}

async fn bind(asked: Asked, Path(id): Path<String>, body: Body) -> Result<Response, Problem> {
    asked.may(&Resource::Account(account_of(&asked.office, &id)?))?;
    asked.must_have_proved_to_decide()?;
    let mut form = Form::read(body.value, BIND)?;
    let kind: String = form.need("kind")?;
    let (issuer, subject) = named(&kind, &mut form)?;
    let one = Identity {
        id: new_id(&asked.office)?,
        account: id.clone(),
        kind,
        issuer,
        subject,
        bound_at: asked.now,
        used_at: None,
    };
    let told = tell(&one);
    let by = asked.person()?.id.as_str().to_owned();
    let more = json!({"identity": one.id, "kind": one.kind, "issuer": one.issuer,
                      "subject": one.subject});
    let change = Change { what: "identity-bound", account: Some(id), more };
    asked.record(change, move |conn| identity::bind(conn, &one, Some(&by))).await?;
    Ok((StatusCode::CREATED, Json(told)).into_response())
}

/// Issuer and subject of what was named; every fault at once.
fn named(kind: &str, form: &mut Form) -> Result<(String, String), Problem> {
    let mut text = |name: &str| form.take::<String>(name);
    let (issuer, subject, sha256) = (text("issuer")?, text("subject")?, text("sha256")?);
    let mut faults = Vec::new();
    let mut fault = |at: &str, zh: &str, en: &str| faults.push(Fault::new(at, Words::new(zh, en)));
    let long = |text: &Option<String>| text.as_ref().is_some_and(|it| LONGEST < it.chars().count());
    if long(&issuer) || long(&subject) {
        fault("", "至多 1000 个字符", "at most 1000 characters");
    }
    if kind == client_certificate::KIND {
        let bare: String =
            sha256.unwrap_or_default().chars().filter(|letter| *letter != ':').collect();
        if bare.len() != 64 || !bare.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            fault("/sha256", "应为 64 位十六进制", "64 hexadecimal digits are expected");
        }
        return if faults.is_empty() {
            Ok((String::new(), bare.to_ascii_lowercase()))
        } else {
            Err(Problem::faulty(faults))
        };
    }
    if issuer.is_none() {
        fault("/issuer", "缺少签发者", "the issuer is missing");
    }
    if subject.is_none() {
        fault("/subject", "缺少主体（sub）", "the subject is missing");
    }
    match (issuer, subject) {
        (Some(issuer), Some(subject)) if faults.is_empty() => Ok((issuer, subject)),
        (_, _) => Err(Problem::faulty(faults)),
    }
}

async fn unbind(
    asked: Asked,
    Path((id, which)): Path<(String, String)>,
) -> Result<Response, Problem> {
    asked.may(&Resource::Account(account_of(&asked.office, &id)?))?;
    asked.must_have_proved_to_decide()?;
    let all = asked.office.read(|conn| identity::of_account(conn, &id))?;
    if !all.iter().any(|one| one.id == which) {
        return Err(Problem::not_found());
    }
    let more = json!({"identity": which});
    let change = Change { what: "identity-unbound", account: Some(id.clone()), more };
    asked.record(change, move |conn| identity::unbind(conn, &id, &which)).await?;
    Ok(done())
}
