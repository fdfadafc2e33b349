//! What is done to an office from the terminal of its own machine, before anybody can sign in or
//! while nobody does: founding it, making accounts, granting roles, making tokens.

use jiff::{SignedDuration, Timestamp};
use law::{Book, Language, Status, Words};
use store::desk::people::{self, Grant, NewAccount, Organisation};
use store::desk::{Connection, door};
use store::{Append, Content, NewEntry, Store, StreamId, Written};

use crate::api::{LINK_HOURS, rights_end};
use crate::credential::hash_of;
use crate::houses;
use crate::movement::{self, OFFICE};
use crate::problem::Problem;
use crate::secret::{hash_password, new_secret};
use crate::setup_record::record;
use crate::world::{World, beijing, second};

pub use crate::scope::GROUPS;
pub use crate::setup_record::{Elsewhere, bind_identity, end_sessions};
pub use crate::setup_record::{reset_factors, tried_on_machine};

/// The id of the Office among the organisations.
pub const OFFICE_ORGANISATION: &str = "office";
/// The id of the Commission's office.
pub const COMMISSION_ORGANISATION: &str = "commission";

/// Why something could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// An entry could not be appended.
    #[error(transparent)]
    Append(#[from] store::AppendError),
    /// Chance failed.
    #[error("{0}")]
    Chance(String),
    /// There is something of that name already.
    #[error("`{0}` is taken already")]
    Taken(String),
    /// There is nothing of that name.
    #[error("there is no `{0}`")]
    Unknown(String),
    /// There is no role, or no kind of organisation, of that name.
    #[error(transparent)]
    Word(#[from] access::UnknownWord),
    /// What was given is not taken.
    #[error("{} · {}", .0.zh, .0.en)]
    Unfit(Words),
}

impl From<Problem> for SetupError {
    fn from(problem: Problem) -> SetupError {
        SetupError::Chance(problem.reason().to_owned())
    }
}

/// A secret to be shown once, and until when it holds.
#[derive(Debug, Clone)]
pub struct Shown {
    /// What the holder shows.
    pub secret: String,
    /// From then on it opens nothing.
    pub ends_at: Timestamp,
}

/// Who is to have an account.
pub struct Person<'a> {
    /// What they sign in with.
    pub login: &'a str,
    /// Their name.
    pub name: &'a str,
    /// Where they belong.
    pub organisation: &'a str,
}

/// Founds an office: itself, the members of the mechanism under the law in force, the Commission's
/// office, and the first administrator. Recorded as the first entry.
pub fn found(
    store: &Store,
    world: &World,
    book: &Book,
    name: &str,
    admin: &Person<'_>,
) -> Result<Shown, SetupError> {
    let now = world.now();
    let (today, _) = beijing(now);
    let houses = houses(book, name);
    store.desk_blocking(move |conn| {
        people::set(conn, "name", &houses.0)?;
        houses.1.iter().try_for_each(|house| people::add_organisation(conn, house, now))
    })?;
    let entry = serde_json::json!({
        "office": "founded", "name": name, "date": today, "administrator": admin.login,
    });
    store.append_blocking(Append {
        stream: StreamId::new(OFFICE),
        expected: 0,
        recorded_at: now,
        content: Content::Ready(Written {
            entries: vec![NewEntry { payload: entry.to_string() }],
            projection: None,
        }),
        idempotency: None,
        keys_of: None,
        also: None,
    })?;
    add_person(store, world, admin)?;
    grant_role(store, world, admin.login, "administrator", None)?;
    new_link(store, world, admin.login)
}

fn houses(book: &Book, name: &str) -> (String, Vec<Organisation>) {
    let house = |id: &str, kind: &str, body: Option<&str>, name: &str| Organisation {
        id: id.to_owned(),
        kind: kind.to_owned(),
        body: body.map(str::to_owned),
        name: name.to_owned(),
    };
    let mut all = vec![
        house(OFFICE_ORGANISATION, "office", None, name),
        house(COMMISSION_ORGANISATION, "commission-office", None, "中央网信委办公室"),
    ];
    // The members are those of the version that binds, whatever day the record begins with.
    let binding = book.all().find(|regime| regime.status == Status::InForce);
    if let Some(regime) = binding {
        all.extend(regime.members.iter().map(|member| {
            house(&member.id, "member-unit", Some(&member.id), member.name.text(Language::Zh))
        }));
    }
    (name.to_owned(), all)
}

/// Enters an organisation.
pub fn add_organisation(
    store: &Store,
    world: &World,
    organisation: Organisation,
) -> Result<(), SetupError> {
    let known = store.desk(people::organisations)?;
    let faults = houses::unfit(&Book::built_in(), &organisation, &known);
    if let Some(fault) = faults.first() {
        let (at, text) = (&fault.pointer, &fault.text);
        let told = Words::new(format!("{at}：{}", text.zh), format!("{at}: {}", text.en));
        return Err(SetupError::Unfit(told));
    }
    let now = world.now();
    store.desk_blocking(move |conn| people::add_organisation(conn, &organisation, now))?;
    Ok(())
}

/// Makes an account; its id.
pub fn add_person(store: &Store, world: &World, person: &Person<'_>) -> Result<String, SetupError> {
    let known = store.desk(|conn| people::account_by_login(conn, person.login))?;
    if known.is_some() {
        return Err(SetupError::Taken(person.login.to_owned()));
    }
    if store.desk(|conn| people::organisation(conn, person.organisation))?.is_none() {
        return Err(SetupError::Unknown(person.organisation.to_owned()));
    }
    let account = NewAccount {
        id: new_id(world)?,
        login: person.login.to_owned(),
        name: person.name.to_owned(),
        organisation: person.organisation.to_owned(),
    };
    let (id, now) = (account.id.clone(), world.now());
    store.desk_blocking(move |conn| people::add_account(conn, &account, now))?;
    Ok(id)
}

/// An account with its roles on record, and its one-time link. What does not fit is told before
/// anything is written.
pub fn welcome(
    store: &Store,
    world: &World,
    person: &Person<'_>,
    roles: &[String],
) -> Result<Shown, SetupError> {
    let house = store.desk(|conn| people::organisation(conn, person.organisation))?;
    let house = house.ok_or_else(|| SetupError::Unknown(person.organisation.to_owned()))?;
    for role in roles {
        must_make_sense(world, &house.kind, role.parse()?, None)?;
    }
    add_person(store, world, person)?;
    for role in roles {
        appoint(store, world, person.login, role, None)?;
    }
    new_link(store, world, person.login)
}

/// Grants a role from today on.
pub fn grant_role(
    store: &Store,
    world: &World,
    login: &str,
    role: &str,
    until: Option<jiff::civil::Date>,
) -> Result<(), SetupError> {
    let (account, grant) = grant_of(store, world, login, role, until)?;
    let now = world.now();
    store.desk_blocking(move |conn| people::grant(conn, &account, &grant, None, now))?;
    Ok(())
}

/// The account and the grant that makes sense for it.
fn grant_of(
    store: &Store,
    world: &World,
    login: &str,
    role: &str,
    until: Option<jiff::civil::Date>,
) -> Result<(String, Grant), SetupError> {
    let account = account_id(store, login)?;
    let role: access::Role = role.parse()?;
    let found = store.desk(|conn| people::account(conn, &account))?;
    let kind = found.map(|found| found.organisation.kind).unwrap_or_default();
    must_make_sense(world, &kind, role, until)?;
    let grant = Grant {
        id: new_id(world)?,
        role: role.name().to_owned(),
        from: world.today().to_string(),
        until: until.map(|day| day.to_string()),
        on_behalf_of: None,
    };
    Ok((account, grant))
}

/// A role that fits the kind of organisation its holder belongs to, for days that come one after
/// the other.
fn must_make_sense(
    world: &World,
    kind: &str,
    role: access::Role,
    until: Option<jiff::civil::Date>,
) -> Result<(), SetupError> {
    let unfit = |zh: &str, en: &str| Err(SetupError::Unfit(Words::new(zh, en)));
    if !kind.parse().is_ok_and(|kind| role.fits(kind)) {
        return unfit("该单位的人不能担任此角色", "nobody of that organisation can hold this role");
    }
    if role == access::Role::Counsel {
        return unfit(
            "律师须有当事人的委托：请由管理员在系统中授予",
            "counsel has a party's mandate: the administrator grants it in the running office",
        );
    }
    if until.is_some_and(|until| until < world.today()) {
        return unfit("最后一日不得早于今日", "the last day is not before today");
    }
    Ok(())
}

/// Grants a role as [`grant_role`] does, and records it: in an office that runs already.
pub fn appoint(
    store: &Store,
    world: &World,
    login: &str,
    role: &str,
    until: Option<jiff::civil::Date>,
) -> Result<(), SetupError> {
    let (account, grant) = grant_of(store, world, login, role, until)?;
    let more = serde_json::json!({"id": grant.id, "role": grant.role, "from": grant.from,
                                  "until": grant.until});
    let (whose, now) = (account.clone(), world.now());
    record(store, world, "role-granted", &account, more, move |conn| {
        people::grant(conn, &whose, &grant, None, now)
    })
}

/// Opens an account that was locked.
pub fn unlock(store: &Store, world: &World, login: &str) -> Result<(), SetupError> {
    let account = account_id(store, login)?;
    let whose = account.clone();
    record(store, world, "account-unlocked", &account, serde_json::json!({}), move |conn| {
        people::set_door(conn, &whose, people::Door::Open)
    })
}

/// A one-time link with which an account's holder sets a password.
pub fn new_link(store: &Store, world: &World, login: &str) -> Result<Shown, SetupError> {
    let account = account_id(store, login)?;
    let secret = new_secret(world, "al_")?;
    let lasts = SignedDuration::from_hours(LINK_HOURS);
    let ends_at = second(world.now().saturating_add(lasts).unwrap_or_default());
    let hash = hash_of(&secret);
    store.desk_blocking(move |conn| door::add_link(conn, &hash, &account, ends_at))?;
    Ok(Shown { secret, ends_at })
}

/// Gives all these accounts one password: for demonstrations and tests, where a password is no
/// secret.
pub fn set_passwords(
    store: &Store,
    world: &World,
    logins: &[&str],
    password: &str,
) -> Result<(), SetupError> {
    let phc = hash_password(world, password);
    let phc = phc.map_err(|problem| SetupError::Chance(problem.reason().to_owned()))?;
    for login in logins {
        let (account, phc) = (account_id(store, login)?, phc.clone());
        store.desk_blocking(move |conn| people::set_password(conn, &account, &phc))?;
    }
    Ok(())
}

/// A scope as a token keeps it; without groups it is for all of them.
pub fn scope(how: &str, groups: &[String]) -> String {
    crate::scope::Scope::kept(how, Some(groups).filter(|groups| !groups.is_empty()))
}

/// A token for programs.
pub fn new_token(
    store: &Store,
    world: &World,
    login: &str,
    name: &str,
    scope: &str,
    days: u32,
) -> Result<Shown, SetupError> {
    let account = account_id(store, login)?;
    let token_of = account.clone();
    let secret = new_secret(world, "at_")?;
    let now = world.now();
    let lasts = SignedDuration::from_hours(24 * i64::from(days));
    let ends_at = second(now.saturating_add(lasts).unwrap_or(now));
    let credential = door::Credential {
        id: new_id(world)?,
        account,
        kind: "token".to_owned(),
        name: name.to_owned(),
        scope: scope.to_owned(),
        ends_at: rights_end(&store.desk(|conn| people::grants(conn, &token_of))?)
            .map_or(ends_at, |end| ends_at.min(second(end))),
        made_at: now,
        device: None,
        address: None,
        used_at: None,
        proved_at: None,
    };
    let (hash, told) = (hash_of(&secret), credential.ends_at);
    store.desk_blocking(move |conn: &Connection| door::add_credential(conn, &hash, &credential))?;
    Ok(Shown { secret, ends_at: told })
}

pub(crate) fn account_id(store: &Store, login: &str) -> Result<String, SetupError> {
    let found = store.desk(|conn| people::account_by_login(conn, login))?;
    let account = found.ok_or_else(|| SetupError::Unknown(login.to_owned()))?;
    Ok(account.id)
}

pub(crate) fn new_id(world: &World) -> Result<String, SetupError> {
    let id = world.id().map_err(|error| SetupError::Chance(error.to_string()))?;
    Ok(id.to_string())
}

/// Brings a holiday notice in; it governs nothing until a second person confirms it. Its id.
pub fn bring_notice(
    store: &Store,
    world: &World,
    login: &str,
    toml: &str,
) -> Result<String, SetupError> {
    let imported_by = account_id(store, login)?;
    let id = new_id(world)?;
    let known = calendar(store, calendar::Calendar::built_in())?;
    let (_, read) =
        known.with_notice("notice.toml", toml).map_err(|fault| SetupError::Unfit(fault.words()))?;
    movement::must_be_new(&known, &read, world.today()).map_err(|problem| {
        let first = problem.faults().first();
        SetupError::Unfit(first.map_or_else(|| problem.text().clone(), |fault| fault.text.clone()))
    })?;
    let notice = store::desk::paper::HolidayNotice {
        id: id.clone(),
        toml: toml.to_owned(),
        imported_by,
        imported_at: world.now(),
        confirmed: None,
    };
    store.desk_blocking(move |conn| store::desk::paper::add_notice(conn, &notice))?;
    Ok(id)
}

/// The calendar with every holiday notice that was confirmed, in the order of confirmation.
pub fn calendar(
    store: &Store,
    mut calendar: calendar::Calendar,
) -> Result<calendar::Calendar, SetupError> {
    let mut notices = store.desk(store::desk::paper::notices)?;
    notices.retain(|notice| notice.confirmed.is_some());
    notices.sort_by_key(|notice| notice.confirmed.as_ref().map(|(_, at)| *at));
    for notice in notices {
        let taken = calendar.with_notice("notice.toml", &notice.toml);
        let (next, _) = taken.map_err(|fault| SetupError::Unknown(fault.to_string()))?;
        calendar = next;
    }
    Ok(calendar)
}
