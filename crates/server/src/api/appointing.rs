//! Roles with their days: granted and ended.

use access::{Account, OrganisationKind, Resource, Role};
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use jiff::civil::Date;
use law::Words;
use serde_json::json;
use store::desk::people::{self, Grant};

use super::accounts::new_id;
use super::entrance::account_of;
use crate::answer;
use crate::asked::Asked;
use crate::input::{Body, Field, Form, Kind};
use crate::office_record::Change;
use crate::problem::{Fault, Problem};

/// The words of roles.
pub const ROLES: &[&str] = &[
    "officer",
    "head",
    "clerk",
    "administrator",
    "auditor",
    "liaison",
    "unit-head",
    "commission-clerk",
    "party-admin",
    "party-editor",
    "party-submitter",
    "party-reader",
    "provider",
    "counsel",
    "expert",
    "lab",
];
/// What granting a role takes.
pub const GRANT: &[Field] = &[
    Field::required("role", Kind::OneOf(ROLES)),
    Field::optional("from", Kind::Day),
    Field::optional("until", Kind::Day),
    Field::optional("on_behalf_of", Kind::Text),
];
/// What ending one takes.
pub const END: &[Field] = &[Field::optional("last_day", Kind::Day)];

/// The account with the role that is the question.
fn with_role(mut about: Account, role: Role) -> Resource {
    about.role = Some(role);
    Resource::Account(about)
}

/// Grants a role.
pub async fn grant(asked: Asked, Path(id): Path<String>, body: Body) -> Result<Response, Problem> {
    let hash = body.hash;
    let mut form = Form::read(body.value, GRANT)?;
    let role: Role = form.need("role")?;
    let about = account_of(&asked.office, &id)?;
    let of_cases = |role: &Role| matches!(role, Role::Officer | Role::Head);
    let (grants, today) =
        (asked.office.read(|conn| people::grants(conn, &id))?, asked.today.to_string());
    let over = |grant: &Grant| grant.until.as_deref().is_some_and(|last| last < today.as_str());
    let had_left = !grants.is_empty() && grants.iter().all(over);
    // WHY: whoever made the account may hold its link, or have set its password. Who comes back
    // after he left comes in anew, too.
    let shuts = had_left || (of_cases(&role) && !about.holds.iter().any(of_cases));
    asked.may(&with_role(about, role))?;
    let account = asked.office.read(|conn| people::account(conn, &id))?;
    let kind = account.and_then(|account| account.organisation.kind.parse().ok());
    if !kind.is_some_and(|kind: OrganisationKind| role.fits(kind)) {
        let text = Words::new(
            "该单位的人不能担任此角色",
            "nobody of that organisation can hold this role",
        );
        return Err(Problem::fault("/role", text));
    }
    let grant = read_grant(&asked, role, &mut form)?;
    let told = json!({"id": grant.id, "role": grant.role, "from": grant.from,
                      "until": grant.until, "on_behalf_of": grant.on_behalf_of});
    let (by, now) = (asked.person()?.id.as_str().to_owned(), asked.now);
    let once = asked.once(&format!("POST roles {id}"), &hash);
    if let Some(before) = answer::before(&asked.office, once.as_ref())? {
        return Ok(answer::kept(before));
    }
    let change = Change { what: "role-granted", account: Some(id.clone()), more: told.clone() };
    let add = move |conn: &store::desk::Connection| {
        if shuts {
            people::shut(conn, &id)?;
        }
        people::grant(conn, &id, &grant, Some(&by), now)
    };
    let outcome = asked.record_once(once, (201, told.to_string()), change, add).await;
    asked.office.keyring.forget();
    outcome?;
    Ok((StatusCode::CREATED, Json(told)).into_response())
}

/// A grant as it was asked for; every fault at once.
fn read_grant(asked: &Asked, role: Role, form: &mut Form) -> Result<Grant, Problem> {
    let from: Option<Date> = form.take("from")?;
    let until: Option<Date> = form.take("until")?;
    let from = from.unwrap_or(asked.today);
    let on_behalf_of: Option<String> = form.take("on_behalf_of")?;
    let mut faults = Vec::new();
    if until.is_some_and(|until| until < from) {
        let text = Words::new(
            format!("不得早于起始日 {from}"),
            format!("not before the first day, {from}"),
        );
        faults.push(Fault::new("/until", text));
    }
    let mandated = match &on_behalf_of {
        Some(party) => asked.office.read(|conn| people::organisation(conn, party))?,
        None => None,
    };
    let by_party = mandated.is_some_and(|house| house.kind == OrganisationKind::Party.name());
    if role == Role::Counsel && !by_party {
        let text = Words::new(
            "律师须注明委托的当事人：此处应为已登记当事人的代号",
            "counsel has a party's mandate: the id of a party known here is expected",
        );
        faults.push(Fault::new("/on_behalf_of", text));
    }
    if role != Role::Counsel && on_behalf_of.is_some() {
        let text = Words::new("仅律师有委托人", "only counsel acts under a mandate");
        faults.push(Fault::new("/on_behalf_of", text));
    }
    if !faults.is_empty() {
        return Err(Problem::faulty(faults));
    }
    Ok(Grant {
        id: new_id(&asked.office)?,
        role: role.name().to_owned(),
        from: from.to_string(),
        until: until.map(|day| day.to_string()),
        on_behalf_of,
    })
}

/// Ends one.
pub async fn end_grant(
    asked: Asked,
    Path((id, grant)): Path<(String, String)>,
    body: Body,
) -> Result<StatusCode, Problem> {
    let value = if body.value.is_null() { json!({}) } else { body.value };
    let last_day: Option<Date> = Form::read(value, END)?.take("last_day")?;
    let about = account_of(&asked.office, &id)?;
    let grants = asked.office.read(|conn| people::grants(conn, &id))?;
    let found = grants.iter().find(|one| one.id == grant);
    let role = found.and_then(|one| one.role.parse::<Role>().ok());
    let role = role.ok_or_else(Problem::not_found)?;
    asked.may(&with_role(about, role))?;
    let last_day = last_day.unwrap_or(asked.today).to_string();
    let more = json!({"role": role.name(), "grant": grant, "last_day": last_day});
    let change = Change { what: "role-ended", account: Some(id), more };
    let today = asked.today.to_string();
    let end = move |conn: &store::desk::Connection| {
        people::end_grant(conn, &grant, &last_day)?;
        // A leaver is out with the same stroke.
        people::end_leavers(conn, &today)
    };
    let outcome = asked.record(change, end).await;
    asked.office.keyring.forget();
    outcome?;
    Ok(StatusCode::NO_CONTENT)
}
