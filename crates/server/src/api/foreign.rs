//! Signing in by the word of another.

use access::{Question, Resource};
use axum::Json;
use axum::extract::Path;
use axum::http::Method;
use axum::response::Response;
use serde_json::{Value, json};
use store::desk::identity;

use super::identities::OIDC;
use crate::asked::Asked;
use crate::entering::{First, admit};
use crate::input::{Body, Field, Form, Kind};
use crate::oidc;
use crate::problem::Problem;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route, Takes};
use crate::tickets::Waits;

const BACK: &[Field] = &[
    Field::required("ticket", Kind::Secret(20)),
    Field::required("code", Kind::Secret(1)),
    Field::required("state", Kind::Secret(1)),
    Field::optional("iss", Kind::Text),
];

/// Routes.
pub fn routes() -> Vec<Route> {
    let door = Asks::This(Question::SignIn);
    let routes = [
        Route::new(Method::GET, "/api/v1/session/oidc", door, list)
            .about("可凭以登录的身份提供方", "The providers by whose word one can come in")
            .tells(Shape::List(&Shape::Is(&shapes::PROVIDER))),
        Route::new(Method::POST, "/api/v1/session/oidc/{provider}", door, begin)
            .about(
                "开始：得到提供方的地址，及返回时所需的 ticket",
                "Begin: the provider's address comes back, and the ticket that is needed on return",
            )
            .conflicts(&[&shapes::OVERTAKEN])
            .tells(Shape::Is(&shapes::FOREIGN_BEGUN)),
        Route::new(Method::POST, "/api/v1/session/oidc", door, finish)
            .about(
                "自提供方返回：得到会话 Cookie；其签发者与主体须已绑定账户",
                "Back from the provider: a session cookie comes back, where issuer and subject \
                 are bound to an account",
            )
            .takes(Takes::Fields(BACK))
            .hides()
            .conflicts(&[&shapes::OVERTAKEN])
            .tells(Shape::Is(&shapes::SESSION))
            .gives(201),
    ];
    routes.into_iter().map(|route| route.of("entrance")).collect()
}

async fn list(asked: Asked) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    let all = asked.office.providers.iter().flat_map(|providers| providers.all());
    Ok(Json(all.map(|one| json!({"id": one.id, "name": one.name})).collect()))
}

async fn begin(asked: Asked, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    let office = &asked.office;
    office.gates.link(asked.from.as_deref(), asked.now)?;
    let begun = oidc::begin(office, &id, asked.now).await?;
    let waits = Waits::Foreign(Box::new(begun.owed));
    let ticket = office.tickets.give(&office.world, "", waits, asked.now)?;
    Ok(Json(json!({"address": begun.address, "ticket": ticket})))
}

async fn finish(asked: Asked, body: Body) -> Result<Response, Problem> {
    asked.may(&Resource::Office)?;
    let mut form = Form::read(body.value, BACK)?;
    let (ticket, code): (String, String) = (form.need("ticket")?, form.need("code")?);
    let (state, issuer): (String, Option<String>) = (form.need("state")?, form.take("iss")?);
    let office = &asked.office;
    office.gates.link(asked.from.as_deref(), asked.now)?;
    // Used up, whatever comes of it.
    let known = office.tickets.take(&ticket, asked.now).ok_or_else(Problem::wrong_factor)?;
    let Waits::Foreign(owed) = &known.waits else {
        return Err(Problem::wrong_factor());
    };
    let back = (code.as_str(), state.as_str(), issuer.as_deref());
    let (issuer, subject) = oidc::finish(office, owed, back, asked.now).await?;
    let bound = office.read(|conn| identity::find(conn, OIDC, &issuer, &subject))?;
    let bound = bound.ok_or_else(|| Problem::bound_to_nobody(&issuer, &subject))?;
    let admitted = admit(&asked, &bound.account, First::One).await;
    let now = asked.now;
    office.write(move |conn| identity::used(conn, &bound.id, now)).await?;
    admitted
}
