//! Organisations, people and their dated roles.

use access::{OrganisationKind, Question, Resource, Role};
use askama::Template;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::entries::doubt_of;
use super::form::{Asking, Filled, Shape, Trouble};
use super::shell::{Shell, on_to, page};
use super::texts::Speech;
use super::visit::Visit;
use crate::input::{Field, Kind};
use crate::problem::Problem;
use crate::table::{Asks, Route};
use crate::world::beijing;

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This;
    vec![
        Route::new(Method::GET, "/people", asks(Question::AccountRead), show)
            .about("单位与人员页", "The page of organisations and people"),
        Route::new(Method::POST, "/people", asks(Question::AccountCreate), add)
            .about("增加人员", "Add a person"),
        Route::new(Method::POST, "/organisations", asks(Question::OrganisationCreate), add_house)
            .about("登记单位", "Enter an organisation"),
        Route::new(Method::POST, "/people/{id}/link", asks(Question::AccountLink), link)
            .about("重发一次性链接", "A new one-time link"),
        Route::new(Method::POST, "/people/{id}/door", asks(Question::AccountEdit), door)
            .about("停用或启用", "Lock or unlock"),
        Route::new(Method::POST, "/people/{id}/roles", asks(Question::RoleGrant), grant)
            .about("授予角色", "Grant a role"),
        Route::new(
            Method::POST,
            "/people/{id}/roles/{grant}/end",
            asks(Question::RoleRevoke),
            end_role,
        )
        .about("终止角色", "End a role"),
    ]
}

const PERSON: &[Field] = &[
    Field::required("name", Kind::Text),
    Field::required("login", Kind::Text),
    Field::required("organisation", Kind::Text),
];
const HOUSE: &[Field] = &[
    Field::required("name", Kind::Text),
    Field::required("kind", Kind::Text),
    Field::optional("body", Kind::Text),
    Field::optional("id", Kind::Text),
];
const GRANT: &[Field] = &[
    Field::required("role", Kind::Text),
    Field::optional("from", Kind::Day),
    Field::optional("until", Kind::Day),
    Field::optional("on_behalf_of", Kind::Text),
];

#[derive(Deserialize)]
struct House {
    id: String,
    kind: String,
    body: Option<String>,
    name: String,
}

#[derive(Deserialize)]
struct Account {
    id: String,
    login: String,
    name: String,
    door: String,
    organisation: String,
    kind: String,
    roles: Vec<Grant>,
}

#[derive(Deserialize)]
struct Grant {
    id: String,
    role: String,
    from: String,
    until: Option<String>,
    on_behalf_of: Option<String>,
}

struct RoleRow {
    id: String,
    name: String,
    days: String,
    over: bool,
}

struct PersonRow {
    id: String,
    login: String,
    name: String,
    doubt: Option<String>,
    house: String,
    door: String,
    locked: bool,
    roles: Vec<RoleRow>,
    can_hold: Vec<(String, String)>,
    is_counsel: bool,
}

struct HouseRow {
    id: String,
    name: String,
    doubt: Option<String>,
    kind: String,
    body: String,
}

#[derive(Template)]
#[template(path = "people.html")]
struct Page {
    shell: Shell,
    trouble: Option<Trouble>,
    link: Option<(String, String)>,
    people: Vec<PersonRow>,
    houses: Vec<HouseRow>,
    person_fields: Vec<Asking>,
    house_fields: Vec<Asking>,
    key: String,
}

/// Which form a problem is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    Person,
    House,
    Other,
}

async fn show(visit: Visit) -> Result<Response, Problem> {
    visit.asked.person()?;
    draw(&visit, &Filled::default(), None, None).await
}

async fn draw(
    visit: &Visit,
    filled: &Filled,
    link: Option<(String, String)>,
    problem: Option<(&Problem, About)>,
) -> Result<Response, Problem> {
    let (asked, t) = (&visit.asked, visit.t);
    let accounts: Vec<Account> = visit.read("/api/v1/accounts").await?;
    let own_house = asked.person()?.organisation.as_str().to_owned();
    let may_houses = asked.allows(Question::OrganisationRead, &Resource::Office);
    let houses: Vec<House> =
        if may_houses { visit.read("/api/v1/organisations").await? } else { Vec::new() };
    // Whoever holds no account anywhere but may make one is shown the page; others are not.
    if accounts.is_empty() && !may_houses {
        return Err(Problem::not_permitted("house:keeps-no-accounts"));
    }
    let of = |about: About| problem.filter(|(_, of)| *of == about).map(|(problem, _)| problem);
    let mut named: Vec<(String, String)> =
        houses.iter().map(|house| (house.id.clone(), house.name.clone())).collect();
    if named.is_empty() {
        named.push((own_house.clone(), own_house));
    }
    let person_fields: Vec<Asking> = PERSON
        .iter()
        .map(|field| {
            let asking = Asking::new(t, field, filled, of(About::Person));
            if field.name == "organisation" { asking.among(named.clone()) } else { asking }
        })
        .collect();
    let may_add_house = asked.allows(Question::OrganisationCreate, &Resource::Office);
    let house_fields: Vec<Asking> = HOUSE
        .iter()
        .filter(|_| may_add_house)
        .map(|field| {
            let asking = Asking::new(t, field, filled, of(About::House));
            if field.name == "kind" { asking.among(kinds(t)) } else { asking }
        })
        .collect();
    let all: Vec<Asking> = person_fields.iter().chain(&house_fields).cloned().collect();
    let drawn = Page {
        shell: Shell::new(asked, t.get("people-title"), "/people"),
        trouble: problem.map(|(problem, _)| Trouble::new(t, problem, &all)),
        link,
        people: accounts.into_iter().map(|one| person_row(visit, &houses, one)).collect(),
        houses: houses.into_iter().map(|house| house_row(t, house)).collect(),
        person_fields,
        house_fields,
        key: visit.new_key()?,
    };
    page(problem.map_or(StatusCode::OK, |(problem, _)| problem.status()), &drawn)
}

fn kinds(t: Speech) -> Vec<(String, String)> {
    let all = OrganisationKind::ALL.iter().map(|kind| kind.name());
    all.map(|word| (word.to_owned(), t.of("organisation", word))).collect()
}

fn person_row(visit: &Visit, houses: &[House], account: Account) -> PersonRow {
    let t = visit.t;
    let today = visit.asked.today.to_string();
    let house = houses.iter().find(|house| house.id == account.organisation);
    let kind = account.kind.parse::<OrganisationKind>().ok();
    let fits = Role::ALL.iter().filter(|role| kind.is_some_and(|kind| role.fits(kind)));
    let role = |grant: Grant| {
        let of = grant.on_behalf_of.map(|party| format!(" · {party}")).unwrap_or_default();
        RoleRow {
            id: grant.id,
            name: format!("{}{of}", t.of("role", &grant.role)),
            over: grant.until.as_ref().is_some_and(|until| *until < today),
            days: format!("{} – {}", grant.from, grant.until.unwrap_or_default()),
        }
    };
    PersonRow {
        house: house.map_or_else(|| account.organisation.clone(), |house| house.name.clone()),
        door: t.of("people-door", &account.door),
        locked: account.door == "locked",
        roles: account.roles.into_iter().map(role).collect(),
        can_hold: fits.map(|role| (role.name().to_owned(), t.of("role", role.name()))).collect(),
        is_counsel: kind == Some(OrganisationKind::LawFirm),
        id: account.id,
        login: account.login,
        doubt: doubt_of(t, &account.name),
        name: account.name,
    }
}

fn house_row(t: Speech, house: House) -> HouseRow {
    HouseRow {
        kind: t.of("organisation", &house.kind),
        body: house.body.unwrap_or_default(),
        id: house.id,
        doubt: doubt_of(t, &house.name),
        name: house.name,
    }
}

/// The link as its holder opens it, and until when.
fn told_link(visit: &Visit, link: Option<&Value>) -> Option<(String, String)> {
    let path = link?.get("path")?.as_str()?.to_owned();
    let ends: Timestamp = link?.get("ends_at")?.as_str()?.parse().ok()?;
    let (day, time) = beijing(ends);
    let ends = format!("{} {}", visit.t.day(day), time.strftime("%H:%M"));
    Some((path, visit.t.with("people-link-text", &[("ends", &ends)])))
}

async fn add(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let body = Value::Object(filled.json(PERSON));
    match visit.ask(Method::POST, "/api/v1/accounts", body, filled.one("key")).await {
        Ok(made) => {
            let link = told_link(&visit, made.value.get("link"));
            draw(&visit, &Filled::default(), link, None).await
        }
        Err(problem) => draw(&visit, &filled, None, Some((&problem, About::Person))).await,
    }
}

async fn add_house(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let body = Value::Object(filled.json(HOUSE));
    match visit.ask(Method::POST, "/api/v1/organisations", body, filled.one("key")).await {
        Ok(_) => Ok(on_to("/people")),
        Err(problem) => draw(&visit, &filled, None, Some((&problem, About::House))).await,
    }
}

async fn link(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let path = format!("/api/v1/accounts/{id}/link");
    match visit.ask(Method::POST, &path, Value::Null, None).await {
        Ok(made) => {
            let link = told_link(&visit, Some(&made.value));
            draw(&visit, &Filled::default(), link, None).await
        }
        Err(problem) => {
            draw(&visit, &Filled::default(), None, Some((&problem, About::Other))).await
        }
    }
}

async fn door(visit: Visit, Path(id): Path<String>, filled: Filled) -> Result<Response, Problem> {
    let locked = filled.one("locked") == Some("true");
    let path = format!("/api/v1/accounts/{id}");
    back(&visit, visit.ask(Method::PUT, &path, json!({"locked": locked}), None).await.err()).await
}

/// Back to the page, with what stood against it.
async fn back(visit: &Visit, problem: Option<Problem>) -> Result<Response, Problem> {
    match problem {
        None => Ok(on_to("/people")),
        Some(problem) => {
            draw(visit, &Filled::default(), None, Some((&problem, About::Other))).await
        }
    }
}

async fn grant(visit: Visit, Path(id): Path<String>, filled: Filled) -> Result<Response, Problem> {
    let body = Value::Object(filled.json(GRANT));
    let path = format!("/api/v1/accounts/{id}/roles");
    back(&visit, visit.ask(Method::POST, &path, body, filled.one("key")).await.err()).await
}

async fn end_role(
    visit: Visit,
    Path((id, grant)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let path = format!("/api/v1/accounts/{id}/roles/{grant}");
    back(&visit, visit.ask(Method::DELETE, &path, Value::Null, None).await.err()).await
}
