//! Organisations, accounts, roles: the administrator's.

use access::{Account, OrganisationId, PersonId, Question, Resource, Role};
use axum::Json;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use jiff::{SignedDuration, Timestamp};
use law::Words;
use serde_json::{Value, json};
use store::desk::door;
use store::desk::people::{self, Door, Grant, NewAccount, Organisation};

use super::appointing::{END, GRANT, end_grant, grant};
use super::entrance::account_of;
use crate::answer;
use crate::asked::Asked;
use crate::credential::{hash_of, person};
use crate::desk::comes_in;
use crate::houses;
use crate::input::{Body, Field, Form, Kind};
use crate::office::Office;
use crate::office_record::Change;
use crate::problem::Problem;
use crate::secret::new_secret;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route, Takes};
use crate::world::second;

/// How long a one-time link holds.
pub const LINK_HOURS: i64 = 72;

const KINDS: &[&str] = &[
    "office",
    "member-unit",
    "protection-department",
    "commission-office",
    "party",
    "provider",
    "lab",
    "experts",
    "law-firm",
    "public",
];
const ORGANISATION: &[Field] = &[
    Field::required("name", Kind::Text),
    Field::required("kind", Kind::OneOf(KINDS)),
    Field::optional("body", Kind::Text),
    Field::optional("id", Kind::Text),
];
const ACCOUNT: &[Field] = &[
    Field::required("login", Kind::Text),
    Field::required("name", Kind::Text),
    Field::required("organisation", Kind::Text),
];
const DOOR: &[Field] = &[Field::required("locked", Kind::Truth)];

/// Routes.
pub fn routes() -> Vec<Route> {
    let routes = people_routes().into_iter().chain(role_routes());
    routes.map(|route| route.of("accounts")).collect()
}

fn people_routes() -> Vec<Route> {
    let asks = Asks::This;
    let organisations = "/api/v1/organisations";
    let accounts = "/api/v1/accounts";
    vec![
        Route::new(Method::GET, organisations, asks(Question::OrganisationRead), list_houses)
            .about("单位", "Organisations")
            .tells(Shape::List(&Shape::Is(&shapes::ORGANISATION))),
        Route::new(Method::POST, organisations, asks(Question::OrganisationCreate), add_house)
            .about("登记单位", "Enter an organisation")
            .takes(Takes::Fields(ORGANISATION))
            .tells(Shape::Is(&shapes::ORGANISATION))
            .once()
            .gives(201),
        Route::new(Method::GET, accounts, asks(Question::AccountRead), list)
            .about("账户", "Accounts the caller may see")
            .tells(Shape::List(&Shape::Is(&shapes::ACCOUNT))),
        Route::new(Method::POST, accounts, asks(Question::AccountCreate), add)
            .about(
                "开立账户，得到一次性链接；同一幂等键重发的，得到新的链接，前一链接作废",
                "Make an account; a one-time link comes back. Sent again under its key a new link \
                 does, and the earlier one is void",
            )
            .takes(Takes::Fields(ACCOUNT))
            .tells(Shape::Is(&shapes::ACCOUNT_MADE))
            .once()
            .hides()
            .gives(201),
        Route::new(Method::PUT, "/api/v1/accounts/{id}", asks(Question::AccountEdit), set_door)
            .about("停用或启用账户", "Lock or unlock an account")
            .takes(Takes::Fields(DOOR))
            .conflicts(&[&shapes::OVERTAKEN])
            .gives(204),
        Route::new(
            Method::POST,
            "/api/v1/accounts/{id}/link",
            asks(Question::AccountLink),
            new_link,
        )
        .about(
            "重发一次性链接；担任办案角色者，由负责人办理",
            "A new one-time link; for whoever holds a role in cases, a head asks for it",
        )
        .tells(Shape::Is(&shapes::LINK))
        .gives(201),
    ]
}

fn role_routes() -> Vec<Route> {
    let asks = Asks::This;
    vec![
        Route::new(Method::POST, "/api/v1/accounts/{id}/roles", asks(Question::RoleGrant), grant)
            .about(
                "授予角色，有起止日期；首次任经办人、负责人的账户，此前的密码、链接、会话、令牌即行失效",
                "Grant a role, with its days. Who first becomes officer or head comes in anew: \
                 password, links, sessions and tokens of before are void",
            )
            .takes(Takes::Fields(GRANT))
            .tells(Shape::Is(&shapes::GRANT))
            .once()
            .gives(201),
        Route::new(
            Method::DELETE,
            "/api/v1/accounts/{id}/roles/{grant}",
            asks(Question::RoleRevoke),
            end_grant,
        )
        .about("终止角色；默认当日为最后一日", "End a role; today is its last day by default")
        .takes(Takes::Fields(END))
        .conflicts(&[&shapes::OVERTAKEN])
        .gives(204),
    ]
}

async fn list_houses(asked: Asked) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    let all = asked.office.read(people::organisations)?;
    Ok(Json(all.iter().map(tell_house).collect()))
}

fn tell_house(house: &Organisation) -> Value {
    json!({"id": house.id, "kind": house.kind, "body": house.body, "name": house.name})
}

async fn add_house(asked: Asked, body: Body) -> Result<Response, Problem> {
    asked.may(&Resource::Office)?;
    let hash = body.hash;
    let mut form = Form::read(body.value, ORGANISATION)?;
    let id: Option<String> = form.take("id")?;
    let id = match id {
        Some(id) => id,
        None => new_id(&asked.office)?,
    };
    let house = Organisation {
        id,
        kind: form.need("kind")?,
        body: form.take("body")?,
        name: form.need("name")?,
    };
    let once = asked.once("POST organisations", &hash);
    if answer::before(&asked.office, once.as_ref())?.is_none() {
        let known = asked.office.read(people::organisations)?;
        let faults = houses::unfit(asked.office.context().book(), &house, &known);
        if !faults.is_empty() {
            return Err(Problem::faulty(faults));
        }
    }
    let (told, now) = (tell_house(&house), asked.now);
    let add = move |conn: &store::desk::Connection| people::add_organisation(conn, &house, now);
    answer::once(&asked.office, once, 201, told, add).await
}

fn taken_already(at: &str) -> Problem {
    Problem::fault(at, Words::new("已被使用", "taken already"))
}

/// A new id.
pub fn new_id(office: &Office) -> Result<String, Problem> {
    let id = office.world.id().map_err(|error| Problem::broken(&error))?;
    Ok(id.to_string())
}

async fn list(asked: Asked) -> Result<Json<Value>, Problem> {
    asked.person()?;
    let all = asked.office.read(|conn| {
        let mut all = Vec::new();
        for account in people::accounts(conn)? {
            let grants = people::grants(conn, &account.id)?;
            all.push((account, grants));
        }
        Ok(all)
    })?;
    let mut told = Vec::new();
    for (account, grants) in &all {
        let about = Resource::Account(Account {
            person: PersonId::new(&account.id),
            organisation: OrganisationId::new(&account.organisation.id),
            holds: grants.iter().filter_map(|grant| grant.role.parse().ok()).collect(),
            role: None,
        });
        if asked.allows(Question::AccountRead, &about) {
            told.push(tell(account, grants));
        }
    }
    Ok(Json(told.into()))
}

fn tell(account: &people::Account, grants: &[Grant]) -> Value {
    let roles: Vec<Value> = grants
        .iter()
        .map(|grant| {
            json!({"id": grant.id, "role": grant.role, "from": grant.from,
                   "until": grant.until, "on_behalf_of": grant.on_behalf_of})
        })
        .collect();
    let door = match account.door {
        Door::Open => "open",
        Door::NoPassword => "no-password",
        Door::Locked => "locked",
    };
    json!({
        "id": account.id, "login": account.login, "name": account.name, "door": door,
        "organisation": account.organisation.id, "kind": account.organisation.kind,
        "roles": roles,
    })
}

async fn add(asked: Asked, body: Body) -> Result<Response, Problem> {
    let once = asked.once("POST accounts", &body.hash);
    if let Some(before) = answer::before(&asked.office, once.as_ref())? {
        return made_before(&asked, &before.body).await;
    }
    let mut form = Form::read(body.value, ACCOUNT)?;
    let account = NewAccount {
        id: new_id(&asked.office)?,
        login: form.need("login")?,
        name: form.need("name")?,
        organisation: form.need("organisation")?,
    };
    asked.may(&Resource::Account(Account {
        person: PersonId::new(&account.id),
        organisation: OrganisationId::new(&account.organisation),
        holds: Vec::new(),
        role: None,
    }))?;
    let (login, house) = (account.login.clone(), account.organisation.clone());
    let (same, house) = asked.office.read(move |conn| {
        let same = people::account_by_login(conn, &login)?;
        Ok((same, people::organisation(conn, &house)?))
    })?;
    if same.is_some() {
        return Err(taken_already("/login"));
    }
    if house.is_none() {
        let text = Words::new("没有此单位", "there is no such organisation");
        return Err(Problem::fault("/organisation", text));
    }
    let (id, now) = (account.id.clone(), asked.now);
    let add = move |conn: &store::desk::Connection| people::add_account(conn, &account, now);
    // A secret is kept nowhere: what is kept of the answer is whose account it was.
    let before = answer::done_once(&asked.office, once, 201, id.clone(), add).await?;
    if let Some(before) = before {
        return made_before(&asked, &before.body).await;
    }
    let link = make_link(&asked.office, &id, now).await?;
    let body = json!({"id": id, "link": link_told(&link)});
    Ok((StatusCode::CREATED, Json(body)).into_response())
}

/// The answer to an account made before under the same key. Its secret was shown and is kept
/// nowhere: there is a new one, while nobody came in and the caller may still make one.
async fn made_before(asked: &Asked, id: &str) -> Result<Response, Problem> {
    let about = Resource::Account(account_of(&asked.office, id)?);
    let account = asked.office.read(|conn| people::account(conn, id))?;
    let unused = account.is_some_and(|account| account.door == Door::NoPassword);
    let mut link = Value::Null;
    if unused && asked.allows(Question::AccountLink, &about) {
        link = link_told(&make_link(&asked.office, id, asked.now).await?);
    }
    let body = json!({"id": id, "link": link});
    Ok(answer::replayed((StatusCode::CREATED, Json(body)).into_response()))
}

/// Whether an administrator other than this account's holder can come in.
fn another_runs_the_machine(asked: &Asked, id: &str) -> Result<bool, Problem> {
    let mut administrators = asked.office.read(|conn| {
        let mut found = Vec::new();
        for account in people::accounts(conn)? {
            let who = person(&account, &people::grants(conn, &account.id)?);
            let roles = who.map(|who| who.roles_on(asked.today)).unwrap_or_default();
            if roles.contains(&Role::Administrator) && comes_in(conn, &account, asked.now)? {
                found.push(account.id);
            }
        }
        Ok(found)
    })?;
    let one_of_them = administrators.iter().any(|one| one == id);
    administrators.retain(|one| one != id);
    Ok(!one_of_them || !administrators.is_empty())
}

/// A one-time link: what its holder shows, and until when it holds.
pub struct Link {
    /// Shown once.
    pub secret: String,
    /// From then on it is void.
    pub ends_at: Timestamp,
}

fn link_told(link: &Link) -> Value {
    json!({"secret": link.secret, "path": format!("/link#{}", link.secret),
           "ends_at": link.ends_at})
}

/// Makes a one-time link for an account; an earlier one is void.
pub async fn make_link(office: &Office, account: &str, now: Timestamp) -> Result<Link, Problem> {
    let secret = new_secret(&office.world, "al_")?;
    let ends_at = now.saturating_add(SignedDuration::from_hours(LINK_HOURS)).unwrap_or(now);
    let ends_at = second(ends_at);
    let (hash, account) = (hash_of(&secret), account.to_owned());
    office.write(move |conn| door::add_link(conn, &hash, &account, ends_at)).await?;
    Ok(Link { secret, ends_at })
}

async fn new_link(asked: Asked, Path(id): Path<String>) -> Result<Response, Problem> {
    asked.may(&Resource::Account(account_of(&asked.office, &id)?))?;
    let link = make_link(&asked.office, &id, asked.now).await?;
    Ok((StatusCode::CREATED, Json(link_told(&link))).into_response())
}

async fn set_door(asked: Asked, Path(id): Path<String>, body: Body) -> Result<StatusCode, Problem> {
    asked.may(&Resource::Account(account_of(&asked.office, &id)?))?;
    let locked: bool = Form::read(body.value, DOOR)?.need("locked")?;
    if locked && !another_runs_the_machine(&asked, &id)? {
        let text = Words::new(
            "这是唯一能够登录的系统管理员，不能停用",
            "this is the last administrator who can come in: it stays unlocked",
        );
        return Err(Problem::fault("/locked", text));
    }
    let door = if locked { Door::Locked } else { Door::Open };
    let what = if locked { "account-locked" } else { "account-unlocked" };
    let change = Change { what, account: Some(id.clone()), more: json!({}) };
    let outcome = asked.record(change, move |conn| people::set_door(conn, &id, door)).await;
    asked.office.keyring.forget();
    outcome?;
    Ok(StatusCode::NO_CONTENT)
}
