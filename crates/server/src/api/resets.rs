//! Lost factors under four eyes: one person asks, another confirms, and neither is the person whose
//! factors they are. `access` says who may.

use access::{FactorReset, PersonId, Question, Resource, Role};
use axum::Json;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};
use store::desk::people;
use store::desk::reset::{self, AskedAs, Reset};

use super::accounts::new_id;
use super::entrance::account_of;
use super::proving::done;
use crate::asked::Asked;
use crate::credential::{Second, second_factor};
use crate::input::{Body, Field, Form, Kind};
use crate::office::Office;
use crate::office_record::Change;
use crate::problem::Problem;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route, Takes};
use crate::world::second;

const RESET: &[Field] = &[Field::required("because", Kind::Text)];

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This;
    let routes = [
        Route::new(
            Method::POST,
            "/api/v1/accounts/{id}/factor-reset",
            asks(Question::FactorReset),
            ask,
        )
        .about(
            "申请重置他人遗失的第二因素；须由另一人确认",
            "Ask that factors somebody lost be reset; another person confirms it",
        )
        .takes(Takes::Fields(RESET))
        .conflicts(&[&shapes::OVERTAKEN])
        .tells(Shape::Is(&shapes::FACTOR_RESET))
        .gives(201),
        Route::new(Method::GET, "/api/v1/factor-resets", asks(Question::AccountRead), list)
            .about("第二因素的重置", "Resets of factors")
            .tells(Shape::List(&Shape::Is(&shapes::FACTOR_RESET))),
        Route::new(
            Method::POST,
            "/api/v1/factor-resets/{id}/confirm",
            asks(Question::FactorResetConfirm),
            confirm,
        )
        .about(
            "确认重置：其动态口令、恢复码、通行密钥作废，会话与令牌结束；密码不变",
            "Confirm a reset: one-time passwords, recovery codes and passkeys are void, sessions \
             and tokens ended; the password stays",
        )
        .conflicts(&[&shapes::OVERTAKEN])
        .tells(Shape::Is(&shapes::FACTOR_RESET)),
        Route::new(
            Method::DELETE,
            "/api/v1/factor-resets/{id}",
            asks(Question::SelfEdit),
            withdraw,
        )
        .about(
            "撤回待确认的重置：由申请人撤回，或由本人反对",
            "Withdraw a reset that waits: by whoever asked, or by the person concerned",
        )
        .conflicts(&[&shapes::OVERTAKEN])
        .gives(204),
    ];
    routes.into_iter().map(|route| route.of("accounts")).collect()
}

/// A reset as access sees it.
fn about(office: &Office, one: &Reset) -> Result<Resource, Problem> {
    let account = account_of(office, &one.account)?;
    Ok(Resource::FactorReset(FactorReset {
        person: account.person,
        organisation: account.organisation,
        holds: account.holds,
        asked_by: PersonId::new(&one.asked_by),
        asked_as: match one.asked_as {
            AskedAs::Head => access::AskedAs::Head,
            AskedAs::Other => access::AskedAs::Other,
        },
    }))
}

/// A reset, as it is told: to those who may confirm it and to the person concerned.
pub fn tell(office: &Office, one: &Reset) -> Result<Value, Problem> {
    let (whose, asked_by, confirmed_by) = office.read(|conn| {
        let name = |id: &str| Ok::<_, store::Error>(people::account(conn, id)?.map(|it| it.name));
        let confirmed_by = match &one.confirmed {
            Some((by, _)) => name(by)?,
            None => None,
        };
        Ok((name(&one.account)?, name(&one.asked_by)?, confirmed_by))
    })?;
    Ok(json!({
        "id": one.id, "account": one.account, "name": whose, "because": one.because,
        "asked_by": asked_by, "asked_at": second(one.asked_at), "confirmed_by": confirmed_by,
        "confirmed_at": one.confirmed.as_ref().map(|(_, at)| second(*at)),
    }))
}

async fn ask(asked: Asked, Path(id): Path<String>, body: Body) -> Result<Response, Problem> {
    asked.may(&Resource::Account(account_of(&asked.office, &id)?))?;
    asked.must_have_proved_to_decide()?;
    let because: String = Form::read(body.value, RESET)?.need("because")?;
    if asked.office.read(|conn| second_factor(conn, &id))? == Second::Missing {
        let text = law::Words::new(
            "该账户没有第二因素，无须重置",
            "this account has no second factor: there is nothing to reset",
        );
        return Err(Problem::fault("", text));
    }
    let person = asked.person()?;
    let as_head = person.roles_on(asked.today).contains(&Role::Head);
    let one = Reset {
        id: new_id(&asked.office)?,
        account: id.clone(),
        because: because.clone(),
        asked_by: person.id.as_str().to_owned(),
        asked_as: if as_head { AskedAs::Head } else { AskedAs::Other },
        asked_at: asked.now,
        confirmed: None,
    };
    let told = tell(&asked.office, &one)?;
    let more = json!({"reset": one.id, "because": because});
    let change = Change { what: "factor-reset-asked", account: Some(id), more };
    asked.record(change, move |conn| reset::add(conn, &one)).await?;
    Ok((StatusCode::CREATED, Json(told)).into_response())
}

async fn list(asked: Asked) -> Result<Json<Value>, Problem> {
    asked.person()?;
    let all = asked.office.read(reset::all)?;
    let mut told = Vec::new();
    for one in &all {
        let account = account_of(&asked.office, &one.account)?;
        if asked.allows(Question::AccountRead, &Resource::Account(account)) {
            told.push(tell(&asked.office, one)?);
        }
    }
    Ok(Json(told.into()))
}

fn find(asked: &Asked, id: &str) -> Result<Reset, Problem> {
    asked.office.read(|conn| reset::one(conn, id))?.ok_or_else(Problem::not_found)
}

async fn confirm(asked: Asked, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    let mut one = find(&asked, &id)?;
    asked.may(&about(&asked.office, &one)?)?;
    asked.must_have_proved_to_decide()?;
    let (by, now) = (asked.person()?.id.as_str().to_owned(), asked.now);
    let (confirmed_by, confirmed) = (by.clone(), one.clone());
    let change = Change {
        what: "factor-reset-confirmed",
        account: Some(one.account.clone()),
        more: json!({"reset": id, "asked_by": one.asked_by}),
    };
    asked.record(change, move |conn| reset::confirm(conn, &confirmed, &by, now)).await?;
    asked.office.tickets.forget(&one.account);
    asked.office.keyring.forget();
    one.confirmed = Some((confirmed_by, now));
    Ok(Json(tell(&asked.office, &one)?))
}

async fn withdraw(asked: Asked, Path(id): Path<String>) -> Result<Response, Problem> {
    asked.may(&Resource::Office)?;
    let one = find(&asked, &id)?;
    let own = asked.person()?.id.as_str();
    if own != one.asked_by && own != one.account {
        return Err(Problem::not_found());
    }
    let change = Change {
        what: "factor-reset-withdrawn",
        account: Some(one.account.clone()),
        more: json!({"reset": id}),
    };
    asked.record(change, move |conn| reset::withdraw(conn, &id)).await?;
    Ok(done())
}
