//! Organisations, accounts, roles: the administrator's.

use access::{Account, OrganisationId, OrganisationKind, PersonId, Question, Resource, Role};
use axum::Json;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use law::Words;
use serde_json::{Value, json};
use store::desk::door;
use store::desk::people::{self, Door, Grant, NewAccount, Organisation};

use super::entrance::account_of;
use crate::asked::Asked;
use crate::credential::hash_of;
use crate::input::{Body, Field, Form, Kind};
use crate::office::Office;
use crate::problem::Problem;
use crate::secret::new_secret;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route, Takes};

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
const ROLES: &[&str] = &[
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
const GRANT: &[Field] = &[
    Field::required("role", Kind::OneOf(ROLES)),
    Field::optional("from", Kind::Day),
    Field::optional("until", Kind::Day),
    Field::optional("on_behalf_of", Kind::Text),
];
const END: &[Field] = &[Field::optional("last_day", Kind::Day)];
const DOOR: &[Field] = &[Field::required("locked", Kind::Truth)];

/// Routes.
pub fn routes() -> Vec<Route> {
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
            .about("开立账户，得到一次性链接", "Make an account; a one-time link comes back")
            .takes(Takes::Fields(ACCOUNT))
            .tells(Shape::Is(&shapes::ACCOUNT_MADE))
            .hides()
            .gives(201),
        Route::new(Method::PUT, "/api/v1/accounts/{id}", asks(Question::AccountEdit), set_door)
            .about("停用或启用账户", "Lock or unlock an account")
            .takes(Takes::Fields(DOOR))
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
        .gives(204),
    ]
    .into_iter()
    .map(|route| route.of("accounts"))
    .collect()
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
    if house.body.as_deref().is_some_and(|body| review::BodyId::new(body).is_none()) {
        let text = Words::new("应为字母、数字、- 和 _", "letters, digits, - and _ are expected");
        return Err(Problem::fault("/body", text));
    }
    let taken = asked.office.read(|conn| people::organisation(conn, &house.id))?;
    if taken.is_some() {
        return Err(taken_already("/id"));
    }
    let (told, now) = (tell_house(&house), asked.now);
    let once = asked.once("POST organisations", &hash);
    let add = move |conn: &store::desk::Connection| people::add_organisation(conn, &house, now);
    crate::answer::once(&asked.office, once, 201, told, add).await
}

fn taken_already(at: &str) -> Problem {
    Problem::fault(at, Words::new("已被使用", "taken already"))
}

fn new_id(office: &Office) -> Result<String, Problem> {
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
    asked.office.write(move |conn| people::add_account(conn, &account, now)).await?;
    let link = make_link(&asked.office, &id, now).await?;
    let body = json!({"id": id, "link": link_told(&link)});
    Ok((StatusCode::CREATED, Json(body)).into_response())
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
    let door = if locked { Door::Locked } else { Door::Open };
    asked.office.write(move |conn| people::set_door(conn, &id, door)).await?;
    asked.office.keyring.forget();
    Ok(StatusCode::NO_CONTENT)
}

/// The account with the role that is the question.
fn with_role(mut about: Account, role: Role) -> Resource {
    about.role = Some(role);
    Resource::Account(about)
}

async fn grant(asked: Asked, Path(id): Path<String>, body: Body) -> Result<Response, Problem> {
    let hash = body.hash;
    let mut form = Form::read(body.value, GRANT)?;
    let role: Role = form.need("role")?;
    let about = account_of(&asked.office, &id)?;
    let of_cases = |role: &Role| matches!(role, Role::Officer | Role::Head);
    // WHY: whoever made the account may hold its link, or have set its password.
    let shuts = of_cases(&role) && !about.holds.iter().any(of_cases);
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
    let from: Option<Date> = form.take("from")?;
    let until: Option<Date> = form.take("until")?;
    let grant = Grant {
        id: new_id(&asked.office)?,
        role: role.name().to_owned(),
        from: from.unwrap_or(asked.today).to_string(),
        until: until.map(|day| day.to_string()),
        on_behalf_of: form.take("on_behalf_of")?,
    };
    let told = json!({"id": grant.id, "role": grant.role, "from": grant.from,
                      "until": grant.until, "on_behalf_of": grant.on_behalf_of});
    let (by, now) = (asked.person()?.id.as_str().to_owned(), asked.now);
    let once = asked.once(&format!("POST roles {id}"), &hash);
    let add = move |conn: &store::desk::Connection| {
        if shuts {
            people::shut(conn, &id)?;
        }
        people::grant(conn, &id, &grant, Some(&by), now)
    };
    let answer = crate::answer::once(&asked.office, once, 201, told, add).await;
    asked.office.keyring.forget();
    answer
}

async fn end_grant(
    asked: Asked,
    Path((id, grant)): Path<(String, String)>,
    body: Body,
) -> Result<StatusCode, Problem> {
    let value = if body.value.is_null() { json!({}) } else { body.value };
    let last_day: Option<Date> = Form::read(value, END)?.take("last_day")?;
    let about = account_of(&asked.office, &id)?;
    let grants = asked.office.read(|conn| people::grants(conn, &id))?;
    let found = grants.iter().find(|one| one.id == grant);
    let role = found.and_then(|one| one.role.parse().ok()).ok_or_else(Problem::not_found)?;
    asked.may(&with_role(about, role))?;
    let last_day = last_day.unwrap_or(asked.today).to_string();
    asked.office.write(move |conn| people::end_grant(conn, &grant, &last_day)).await?;
    asked.office.keyring.forget();
    Ok(StatusCode::NO_CONTENT)
}
