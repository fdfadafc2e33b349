//! Sessions and tokens of an account: seen and ended by its holder and by whoever may lock it.

use access::{Question, Resource};
use axum::Json;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use store::desk::{door, people};

use super::entrance::{account_of, tell_credential};
use crate::asked::Asked;
use crate::office_record::Change;
use crate::problem::Problem;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route};

/// Routes.
pub fn routes() -> Vec<Route> {
    let edits = Asks::This(Question::AccountEdit);
    let path = "/api/v1/accounts/{id}/sessions";
    let routes = [
        Route::new(Method::GET, path, edits, list)
            .about("账户的会话与令牌", "Sessions and tokens of an account")
            .tells(Shape::List(&Shape::Is(&shapes::TOKEN))),
        Route::new(Method::DELETE, path, edits, end)
            .about(
                "结束账户的全部会话，吊销其令牌与一次性链接",
                "End all sessions of an account, with its tokens and one-time links",
            )
            .conflicts(&[&shapes::OVERTAKEN])
            .gives(204),
        Route::new(
            Method::DELETE,
            "/api/v1/me/sessions",
            Asks::This(Question::SelfEdit),
            end_own_others,
        )
        .about("结束本人的其他会话", "End one's own other sessions")
        .gives(204),
    ];
    routes.into_iter().map(|route| route.of("accounts")).collect()
}

async fn list(asked: Asked, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Account(account_of(&asked.office, &id)?))?;
    let all = asked.office.read(|conn| door::credentials(conn, &id))?;
    Ok(Json(all.iter().map(tell_credential).collect()))
}

async fn end(asked: Asked, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    asked.may(&Resource::Account(account_of(&asked.office, &id)?))?;
    let change = Change { what: "sessions-ended", account: Some(id.clone()), more: json!({}) };
    asked.record(change, move |conn| people::leave(conn, &id)).await?;
    asked.office.keyring.forget();
    Ok(StatusCode::NO_CONTENT)
}

async fn end_own_others(asked: Asked) -> Result<StatusCode, Problem> {
    asked.may(&Resource::Office)?;
    let credential = asked.credential.as_ref().ok_or_else(Problem::not_signed_in)?;
    let (account, own) = (credential.person.id.as_str().to_owned(), credential.id.clone());
    asked.office.write(move |conn| door::end_other_sessions(conn, &account, &own)).await?;
    asked.office.keyring.forget();
    Ok(StatusCode::NO_CONTENT)
}
