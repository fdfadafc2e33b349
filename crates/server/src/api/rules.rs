//! How people come in, as a head sets it.

use access::{Question, Resource, Role};
use axum::Json;
use axum::http::Method;
use serde_json::{Value, json};

use super::appointing::ROLES;
use crate::asked::Asked;
use crate::credential::Second;
use crate::entrance::{BY_DEFAULT, Entrance, MOST_IDLE_MINUTES, MOST_SESSION_HOURS};
use crate::input::{Body, Field, Form, Kind};
use crate::office_record::Change;
use crate::problem::Problem;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route, Takes};

const RULES: &[Field] = &[
    Field::required("second_factor", Kind::Truth),
    Field::optional("second_factor_roles", Kind::SomeOf(ROLES)),
    Field::optional("session_hours", Kind::Count(MOST_SESSION_HOURS)),
    Field::optional("idle_minutes", Kind::Count(MOST_IDLE_MINUTES)),
];

/// Routes.
pub fn routes() -> Vec<Route> {
    let path = "/api/v1/entrance";
    let routes = [
        Route::new(Method::GET, path, Asks::This(Question::SelfRead), show)
            .about(
                "登录规则：哪些角色须有第二因素，会话多长",
                "How people come in: which roles need a second factor, how long a session lasts",
            )
            .tells(Shape::Is(&shapes::ENTRANCE)),
        Route::new(Method::PUT, path, Asks::This(Question::EntranceEdit), set)
            .about(
                "设定登录规则；须第二因素而未写明角色的，为经办人、负责人、内勤、系统管理员、审计员",
                "Set how people come in. Where a second factor is needed and no role is named, \
                 officers, heads, clerks, administrators and auditors need one",
            )
            .takes(Takes::Fields(RULES))
            .conflicts(&[&shapes::OVERTAKEN])
            .tells(Shape::Is(&shapes::ENTRANCE)),
    ];
    routes.into_iter().map(|route| route.of("accounts")).collect()
}

fn tell(entrance: &Entrance) -> Value {
    json!({
        "second_factor": !entrance.second_factor_roles.is_empty(),
        "second_factor_roles": entrance.second_factor_roles,
        "session_hours": entrance.session_hours, "idle_minutes": entrance.idle_minutes,
    })
}

async fn show(asked: Asked) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    Ok(Json(tell(&asked.office.entrance())))
}

async fn set(asked: Asked, body: Body) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    asked.must_have_proved()?;
    let mut form = Form::read(body.value, RULES)?;
    let wanted: bool = form.need("second_factor")?;
    let named: Option<Vec<Role>> = form.take("second_factor_roles")?;
    let roles = if wanted { named.unwrap_or_else(|| BY_DEFAULT.to_vec()) } else { Vec::new() };
    let before = asked.office.entrance();
    let entrance = Entrance {
        second_factor_roles: roles.into_iter().collect(),
        session_hours: form.take("session_hours")?.unwrap_or(before.session_hours),
        idle_minutes: form.take("idle_minutes")?.unwrap_or(before.idle_minutes),
    };
    let credential = asked.credential.as_ref().ok_or_else(Problem::not_signed_in)?;
    // WHY: whoever shut himself out by this could not take it back.
    if entrance.demands_of(&credential.person, asked.today) && credential.second == Second::Missing
    {
        let text = law::Words::new(
            "请先为本人设置第二因素，再作此要求",
            "set up a second factor of your own, then ask it of everybody",
        );
        return Err(Problem::fault("/second_factor_roles", text));
    }
    let told = tell(&entrance);
    let more = json!({"before": tell(&before), "now": told});
    let change = Change { what: "entrance-set", account: None, more };
    let set = entrance.clone();
    asked.record(change, move |conn| set.set(conn)).await?;
    asked.office.take_entrance(entrance);
    Ok(Json(told))
}
