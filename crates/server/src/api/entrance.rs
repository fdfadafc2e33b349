//! The door: health, the description of the API, signing in and out, one-time links, one's own
//! account and tokens.

use access::{Account, OrganisationId, PersonId, Question, Resource, Role};
use axum::Json;
use axum::extract::Path;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use jiff::{SignedDuration, Timestamp};
use law::Words;
use serde_json::{Value, json};
use store::desk::{door, people};

use crate::asked::Asked;
use crate::credential::hash_of;
use crate::entering::{First, admit, cookie};
use crate::input::{Body, Field, Form, Kind};
use crate::office::Office;
use crate::problem::Problem;
use crate::scope::{GROUPS, HOW, Scope};
use crate::secret::{Password, SHORTEST_PASSWORD, check_password, hash_password, new_secret};
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route, Takes};
use crate::world::second;

/// How long a token lasts at most, and where nothing is said.
const TOKEN_DAYS: u32 = 365;

const SIGN_IN: &[Field] =
    &[Field::required("login", Kind::Text), Field::required("password", Kind::Secret(1))];
const LINK: &[Field] = &[
    Field::required("secret", Kind::Secret(20)),
    Field::required("password", Kind::Secret(SHORTEST_PASSWORD)),
];
const TOKEN: &[Field] = &[
    Field::required("name", Kind::Text),
    Field::optional("scope", Kind::OneOf(HOW)),
    Field::optional("groups", Kind::SomeOf(GROUPS)),
    Field::optional("days", Kind::Count(TOKEN_DAYS)),
    Field::optional("account", Kind::Text),
];

/// Routes.
pub fn routes() -> Vec<Route> {
    let door = Asks::This(Question::SignIn);
    let own = Asks::This(Question::SelfRead);
    vec![
        Route::new(Method::GET, "/healthz", Asks::This(Question::HealthRead), health)
            .of("entrance")
            .about("是否在运行", "Whether the server answers")
            .tells(Shape::Is(&shapes::HEALTH)),
        Route::new(Method::POST, "/api/v1/session", door, sign_in)
            .of("entrance")
            .about(
                "登录，得到会话 Cookie；有第二因素的，先得到 401 second-factor 及其 ticket",
                "Sign in; a session cookie comes back. Whoever has a second factor is first \
                 answered 401 second-factor, with a ticket",
            )
            .takes(Takes::Fields(SIGN_IN))
            .tells(Shape::Is(&shapes::SESSION))
            .gives(201),
        Route::new(Method::DELETE, "/api/v1/session", Asks::This(Question::SelfEdit), sign_out)
            .of("entrance")
            .about("退出", "Sign out")
            .gives(204),
        Route::new(Method::POST, "/api/v1/links", door, use_link)
            .of("entrance")
            .about("凭一次性链接设置密码并登录", "Set a password with a one-time link, and sign in")
            .takes(Takes::Fields(LINK))
            .tells(Shape::Is(&shapes::SESSION))
            .gives(201),
        Route::new(Method::GET, "/api/v1/me", own, me)
            .of("entrance")
            .about("本人账户与角色", "One's own account and roles")
            .tells(Shape::Is(&shapes::ME)),
        Route::new(Method::GET, "/api/v1/tokens", own, tokens)
            .of("entrance")
            .about("本人的令牌与会话", "One's own tokens and sessions")
            .tells(Shape::List(&Shape::Is(&shapes::TOKEN))),
        Route::new(Method::POST, "/api/v1/tokens", Asks::This(Question::TokenCreate), add_token)
            .of("entrance")
            .about("为程序签发令牌", "Make a token for programs")
            .takes(Takes::Fields(TOKEN))
            .tells(Shape::Is(&shapes::TOKEN_MADE))
            .hides()
            .gives(201),
        Route::new(
            Method::DELETE,
            "/api/v1/tokens/{id}",
            Asks::This(Question::TokenRevoke),
            end_token,
        )
        .of("entrance")
        .about("吊销令牌", "Revoke a token")
        .gives(204),
    ]
}

async fn health(asked: Asked) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    asked.office.reader().last_recorded().map_err(|error| Problem::broken(&error))?;
    Ok(Json(json!({"status": "ok", "today": asked.today})))
}

async fn sign_in(asked: Asked, body: Body) -> Result<Response, Problem> {
    asked.may(&Resource::Office)?;
    let mut form = Form::read(body.value, SIGN_IN)?;
    let login: String = form.need("login")?;
    let password: String = form.need("password")?;
    asked.office.gates.sign_in(asked.from.as_deref(), &login, asked.now)?;
    let office = asked.office.clone();
    let (account, kept) = office.read(|conn| {
        let account = people::account_by_login(conn, &login)?;
        let kept = match &account {
            Some(account) => people::password(conn, &account.id)?,
            None => None,
        };
        Ok((account, kept))
    })?;
    // Argon2 takes its time by intent: not on a thread that answers requests.
    let checked = office.hashing.run(move || check_password(kept.as_deref(), &password)).await?;
    let account = account.filter(|account| account.door == people::Door::Open);
    match (account, checked) {
        (Some(account), Password::Right) => admit(&asked, &account.id, First::One).await,
        (Some(_) | None, Password::Right | Password::Wrong) => Err(Problem::wrong_password()),
    }
}

async fn sign_out(asked: Asked) -> Result<Response, Problem> {
    asked.may(&Resource::Office)?;
    let credential = asked.credential.as_ref().ok_or_else(Problem::not_signed_in)?;
    end(&asked, credential.id.clone()).await?;
    let gone = cookie(asked.office.transport, "", 0);
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, gone)]).into_response())
}

async fn use_link(asked: Asked, body: Body) -> Result<Response, Problem> {
    asked.may(&Resource::Office)?;
    let mut form = Form::read(body.value, LINK)?;
    let secret: String = form.need("secret")?;
    let password: String = form.need("password")?;
    asked.office.gates.link(asked.from.as_deref(), asked.now)?;
    let office = asked.office.clone();
    let (hash, now) = (hash_of(&secret), asked.now);
    // A secret is far too long to be guessed, so that nothing is learnt from a quick no.
    let known = office.read(|conn| door::find_link(conn, &hash))?;
    if known.is_none_or(|(_, ends_at)| ends_at <= now) {
        return Err(void_link());
    }
    let hashing = office.clone();
    let hashed = office.hashing.run(move || hash_password(&hashing.world, &password)).await??;
    let account = office
        .write(move |conn| {
            let taken = door::take_link(conn, &hash)?;
            let account = taken.filter(|(_, ends_at)| now < *ends_at);
            if let Some((account, _)) = &account {
                people::set_password(conn, account, &hashed)?;
                // Whoever had the password before has nothing any more.
                door::end_all(conn, account)?;
            }
            Ok(account.map(|(account, _)| account))
        })
        .await?;
    office.keyring.forget();
    let account = account.ok_or_else(void_link)?;
    // A link gives a password and no more: who has a second factor shows it.
    admit(&asked, &account, First::One).await
}

fn void_link() -> Problem {
    let text = Words::new(
        "链接无效、已用过或已过期；请索取新的链接",
        "the link is void, used or over: ask for a new one",
    );
    Problem::fault("/secret", text)
}

async fn me(asked: Asked) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    let credential = asked.credential.as_ref().ok_or_else(Problem::not_signed_in)?;
    let person = &credential.person;
    Ok(Json(json!({
        "account": person.id.as_str(), "login": credential.login, "name": credential.name,
        "organisation": person.organisation.as_str(), "kind": person.kind, "body": person.body,
        "roles": person.roles_on(asked.today),
        "scope": credential.scope.how_word(), "groups": credential.scope.groups,
        "ends_at": second(credential.ends_at),
    })))
}

async fn tokens(asked: Asked) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    let account = asked.person()?.id.as_str().to_owned();
    let all = asked.office.read(|conn| door::credentials(conn, &account))?;
    Ok(Json(all.iter().map(tell_credential).collect()))
}

/// A session or a token, without its secret.
pub fn tell_credential(one: &door::Credential) -> Value {
    let scope = Scope::read(&one.scope);
    json!({
        "id": one.id, "kind": one.kind, "name": one.name, "scope": scope.how_word(),
        "groups": scope.groups, "ends_at": second(one.ends_at), "made_at": second(one.made_at),
        "used_at": one.used_at.map(second), "device": one.device, "address": one.address,
    })
}

async fn add_token(asked: Asked, body: Body) -> Result<Response, Problem> {
    let mut form = Form::read(body.value, TOKEN)?;
    let own = asked.person()?.id.as_str().to_owned();
    let account: String = form.take("account")?.unwrap_or(own);
    asked.may(&Resource::Account(account_of(&asked.office, &account)?))?;
    asked.must_have_proved()?;
    let days: u32 = form.take("days")?.unwrap_or(TOKEN_DAYS);
    let (how, groups): (Option<String>, Option<Vec<String>>) =
        (form.take("scope")?, form.take("groups")?);
    let scope = Scope::kept(how.as_deref().unwrap_or("all"), groups.as_deref());
    let credential = asked.credential.as_ref().ok_or_else(Problem::not_signed_in)?;
    if !Scope::read(&scope).is_within(&credential.scope) {
        return Err(Problem::not_permitted("house:token-scope"));
    }
    let token = NewToken { account, name: form.need("name")?, scope, days };
    let (id, secret, ends_at) = make_token(&asked, token).await?;
    // Shown this once: only its hash is kept.
    let body = Json(json!({"id": id, "token": secret, "ends_at": ends_at}));
    Ok((StatusCode::CREATED, body).into_response())
}

/// A token to be made.
struct NewToken {
    account: String,
    name: String,
    scope: String,
    days: u32,
}

/// Makes a token: its id, what its holder shows, and when it ends.
async fn make_token(
    asked: &Asked,
    token: NewToken,
) -> Result<(String, String, Timestamp), Problem> {
    let (office, now) = (&asked.office, asked.now);
    let secret = new_secret(&office.world, "at_")?;
    let id = office.world.id().map_err(|error| Problem::broken(&error))?.to_string();
    let lasts = SignedDuration::from_hours(24 * i64::from(token.days));
    let grants = office.read(|conn| people::grants(conn, &token.account))?;
    let wanted = now.saturating_add(lasts).unwrap_or(now);
    let ends_at = second(rights_end(&grants).map_or(wanted, |end| wanted.min(end)));
    let credential = door::Credential {
        id: id.clone(),
        account: token.account,
        kind: "token".to_owned(),
        name: token.name,
        scope: token.scope,
        ends_at,
        made_at: now,
        device: None,
        address: None,
        used_at: None,
        proved_at: None,
    };
    let (hash, today) = (hash_of(&secret), asked.today.to_string());
    let own = asked.credential.as_ref().map(|own| own.id.clone());
    office
        .write(move |conn| {
            // WHY: nobody leaves a token behind by asking for it while he is locked out.
            own.as_ref().map_or(Ok(()), |own| door::must_stand(conn, own))?;
            if !people::may_come_in(conn, &credential.account, &today)? {
                return Err(store::Error::Overtaken("the account was locked just now"));
            }
            door::add_credential(conn, &hash, &credential)
        })
        .await?;
    Ok((id, secret, ends_at))
}

/// When the last of these roles ends, where all of them do: midnight in Beijing after its last day.
/// No token outlives its holder's right.
pub fn rights_end(grants: &[people::Grant]) -> Option<Timestamp> {
    let last = grants.iter().map(|grant| grant.until.as_deref());
    let last = last.collect::<Option<Vec<&str>>>()?.into_iter().max()?;
    let day: jiff::civil::Date = last.parse().ok()?;
    let midnight = day.tomorrow().ok()?.at(0, 0, 0, 0);
    jiff::tz::Offset::constant(8).to_timestamp(midnight).ok()
}

async fn end_token(asked: Asked, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    let found = asked.office.read(|conn| door::credential(conn, &id))?;
    let credential = found.ok_or_else(Problem::not_found)?;
    asked.may(&Resource::Account(account_of(&asked.office, &credential.account)?))?;
    end(&asked, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn end(asked: &Asked, id: String) -> Result<(), Problem> {
    asked.office.write(move |conn| door::end_credential(conn, &id)).await?;
    asked.office.keyring.forget();
    Ok(())
}

/// An account as access sees it.
pub fn account_of(office: &Office, id: &str) -> Result<Account, Problem> {
    let found = office.read(|conn| {
        let account = people::account(conn, id)?;
        let grants = people::grants(conn, id)?;
        Ok(account.map(|account| (account, grants)))
    })?;
    let (account, grants) = found.ok_or_else(Problem::not_found)?;
    let roles = grants.iter().filter_map(|grant| grant.role.parse::<Role>().ok());
    Ok(Account {
        person: PersonId::new(&account.id),
        organisation: OrganisationId::new(&account.organisation.id),
        holds: roles.collect(),
        role: None,
    })
}
