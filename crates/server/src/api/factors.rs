//! One's own factors besides the password: one-time passwords, recovery codes, passkeys.

use access::{Question, Resource};
use axum::Json;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};
use store::desk::factor::{self, Taken};
use store::desk::{Connection, reset};

use super::accounts::new_id;
use super::proving::done;
use crate::asked::Asked;
use crate::credential::{Credential, second_factor};
use crate::entering::{passkeys_of, site, totp_of};
use crate::input::{Body, Field, Form, Kind};
use crate::office_record::Change;
use crate::problem::Problem;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route, Takes};
use crate::tickets::Waits;
use crate::totp;
use crate::world::second;

const CODE: &[Field] = &[Field::required("code", Kind::Secret(6))];
const PASSKEY: &[Field] = &[
    Field::required("ticket", Kind::Secret(20)),
    Field::required("name", Kind::Text),
    Field::required("response", Kind::Open),
];
/// Passkeys one account may have.
const MOST_PASSKEYS: usize = 20;

/// Routes.
pub fn routes() -> Vec<Route> {
    let routes = one_time_passwords().into_iter().chain(passkeys());
    routes.map(|route| route.of("entrance")).collect()
}

fn one_time_passwords() -> Vec<Route> {
    let edits = Asks::This(Question::SelfEdit);
    vec![
        Route::new(Method::GET, "/api/v1/me/factors", Asks::This(Question::SelfRead), show)
            .about("本人的第二因素", "One's own second factors")
            .tells(Shape::Is(&shapes::FACTORS)),
        Route::new(Method::POST, "/api/v1/me/totp", edits, begin_totp)
            .about(
                "设置动态口令：得到密钥与二维码，出示一个口令后启用",
                "Set up one-time passwords: a secret and a QR code come back; in use once a code \
                 is shown",
            )
            .conflicts(&[&shapes::OVERTAKEN])
            .tells(Shape::Is(&shapes::TOTP_MADE))
            .gives(201),
        Route::new(Method::POST, "/api/v1/me/totp/confirm", edits, confirm_totp)
            .about(
                "出示一个口令以启用；得到恢复码，仅显示这一次",
                "Show a code, and it is in use; recovery codes come back, shown this once",
            )
            .takes(Takes::Fields(CODE))
            .conflicts(&[&shapes::OVERTAKEN])
            .tells(Shape::Is(&shapes::RECOVERY_CODES))
            .gives(201),
        Route::new(Method::DELETE, "/api/v1/me/totp", edits, end_totp)
            .about("停用动态口令", "End one-time passwords")
            .conflicts(&[&shapes::OVERTAKEN])
            .gives(204),
        Route::new(Method::POST, "/api/v1/me/recovery-codes", edits, new_codes)
            .about(
                "换发恢复码，仅显示这一次；此前的作废",
                "New recovery codes, shown this once; earlier ones are void",
            )
            .conflicts(&[&shapes::OVERTAKEN])
            .tells(Shape::Is(&shapes::RECOVERY_CODES))
            .gives(201),
    ]
}

fn passkeys() -> Vec<Route> {
    let edits = Asks::This(Question::SelfEdit);
    vec![
        Route::new(Method::POST, "/api/v1/me/passkeys/challenge", edits, ask_passkey)
            .about("登记通行密钥的质询", "A challenge for a new passkey")
            .conflicts(&[&shapes::OVERTAKEN])
            .tells(Shape::Is(&shapes::CHALLENGE)),
        Route::new(Method::POST, "/api/v1/me/passkeys", edits, add_passkey)
            .about("登记通行密钥", "Register a passkey")
            .takes(Takes::Fields(PASSKEY))
            .conflicts(&[&shapes::OVERTAKEN])
            .tells(Shape::Is(&shapes::PASSKEY_MADE))
            .gives(201),
        Route::new(Method::DELETE, "/api/v1/me/passkeys/{id}", edits, end_passkey)
            .about("移除通行密钥", "Remove a passkey")
            .conflicts(&[&shapes::OVERTAKEN])
            .gives(204),
    ]
}

/// The caller, who has just shown a factor.
fn proved(asked: &Asked) -> Result<&Credential, Problem> {
    asked.may(&Resource::Office)?;
    asked.must_have_proved()?;
    asked.credential.as_deref().ok_or_else(Problem::not_signed_in)
}

async fn show(asked: Asked) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    let credential = asked.credential.as_ref().ok_or_else(Problem::not_signed_in)?;
    let account = credential.person.id.as_str();
    let (totp, passkeys, codes, mut resets) = asked.office.read(|conn| {
        let totp = factor::totp(conn, account)?.filter(|totp| totp.confirmed_at.is_some());
        let codes = factor::recovery_left(conn, account)?;
        Ok((totp, factor::passkeys(conn, account)?, codes, reset::all(conn)?))
    })?;
    resets.retain(|one| one.account == account);
    let entrance = asked.office.entrance();
    let passkeys: Vec<Value> = passkeys
        .iter()
        .map(|one| {
            json!({"id": one.id, "name": one.name, "made_at": second(one.made_at),
                   "used_at": one.used_at.map(second)})
        })
        .collect();
    let totp = totp.map(
        |totp| json!({"since": totp.confirmed_at.map(second), "used_at": totp.used_at.map(second)}),
    );
    let told: Result<Vec<Value>, Problem> =
        resets.iter().map(|one| super::resets::tell(&asked.office, one)).collect();
    Ok(Json(json!({
        "needed": entrance.demands_of(&credential.person, asked.today),
        "proved": asked.proved_lately(credential),
        "totp": totp, "passkeys": passkeys, "recovery_codes_left": codes, "resets": told?,
        "passkeys_here": asked.office.site.is_some(),
    })))
}

async fn begin_totp(asked: Asked) -> Result<Response, Problem> {
    let credential = proved(&asked)?;
    let (office, now) = (&asked.office, asked.now);
    let account = credential.person.id.as_str().to_owned();
    let secret = office.world.chance::<{ totp::SECRET_BYTES }>();
    let secret = secret.map_err(|error| Problem::broken(&error))?;
    let issuer = office.read(|conn| store::desk::people::setting(conn, "name"))?;
    let setup = totp::setup(&secret, &credential.login, issuer.as_deref().unwrap_or("Anshen"))?;
    let kept = office.vault.protect(&office.world, &totp_of(&account), &secret)?;
    office.write(move |conn| factor::put_totp(conn, &account, &kept, now)).await?;
    // Shown this once: what is kept is sealed.
    let body = Json(json!({"secret": setup.secret, "uri": setup.uri, "svg": setup.svg}));
    Ok((StatusCode::CREATED, body).into_response())
}

async fn confirm_totp(asked: Asked, body: Body) -> Result<Response, Problem> {
    let credential = proved(&asked)?;
    let code: String = Form::read(body.value, CODE)?.need("code")?;
    let (office, now) = (&asked.office, asked.now);
    let account = credential.person.id.as_str().to_owned();
    office.gates.code(asked.from.as_deref(), &credential.login, now)?;
    let kept = office.read(|conn| factor::totp(conn, &account))?;
    let kept = kept.filter(|kept| kept.confirmed_at.is_none()).ok_or_else(|| {
        let text = law::Words::new("请先开始设置动态口令", "begin setting one-time passwords up");
        Problem::fault("/code", text)
    })?;
    let secret = office.vault.unprotect(&totp_of(&account), &kept.secret)?;
    let step = totp::step_of(&secret, &code, office.world.devices_now())?.ok_or_else(|| {
        let text = law::Words::new(
            "口令不正确：请核对设备的时间，并输入当前显示的六位数字",
            "not the code of now: look at the device's time, then type the six digits it shows",
        );
        Problem::fault("/code", text)
    })?;
    let codes = totp::recovery_codes(&office.world)?;
    let hashes: Vec<[u8; 32]> = codes.iter().map(|code| totp::recovery_hash(code)).collect();
    let own = credential.id.clone();
    changed(&asked, "factor-added", json!({"factor": "totp"}), move |conn| {
        match factor::confirm_totp(conn, &account, step, now)? {
            Taken::Now => {}
            Taken::Before => return Err(store::Error::Overtaken("it was confirmed just now")),
        }
        factor::put_recovery(conn, &account, &hashes)?;
        // Whoever came in with the password alone is out.
        store::desk::door::end_other_sessions(conn, &account, &own)
    })
    .await?;
    Ok((StatusCode::CREATED, Json(json!({"codes": codes}))).into_response())
}

/// Records a change of one's own factors and makes it.
async fn changed(
    asked: &Asked,
    what: &'static str,
    more: Value,
    carry_out: impl Fn(&Connection) -> Result<(), store::Error> + Send + Sync + 'static,
) -> Result<(), Problem> {
    let account = Some(asked.person()?.id.as_str().to_owned());
    asked.record(Change { what, account, more }, carry_out).await?;
    asked.office.keyring.forget();
    Ok(())
}

/// Whoever needs a second factor keeps one.
fn must_keep_one(asked: &Asked) -> impl Fn(&Connection) -> Result<(), store::Error> + use<> {
    let credential = asked.credential.clone();
    let (entrance, today) = (asked.office.entrance(), asked.today);
    move |conn| {
        let Some(credential) = &credential else {
            return Ok(());
        };
        let left = second_factor(conn, credential.person.id.as_str())?;
        let needs = entrance.demands_of(&credential.person, today);
        if needs && left == crate::credential::Second::Missing {
            return Err(store::Error::Overtaken(LAST_FACTOR));
        }
        Ok(())
    }
}

const LAST_FACTOR: &str = "a second factor is needed and this is the last";

/// Refuses beforehand to take the last factor away from somebody who needs one.
fn must_leave_one(asked: &Asked, left: usize) -> Result<(), Problem> {
    let credential = asked.credential.as_ref().ok_or_else(Problem::not_signed_in)?;
    let needs = asked.office.entrance().demands_of(&credential.person, asked.today);
    if needs && left == 0 { Err(Problem::factor_needed()) } else { Ok(()) }
}

async fn end_totp(asked: Asked) -> Result<Response, Problem> {
    let account = proved(&asked)?.person.id.as_str().to_owned();
    let passkeys = asked.office.read(|conn| factor::passkeys(conn, &account))?.len();
    must_leave_one(&asked, passkeys)?;
    let keeps_one = must_keep_one(&asked);
    changed(&asked, "factor-removed", json!({"factor": "totp"}), move |conn| {
        factor::end_totp(conn, &account)?;
        keeps_one(conn)
    })
    .await?;
    Ok(done())
}

async fn new_codes(asked: Asked) -> Result<Response, Problem> {
    let account = proved(&asked)?.person.id.as_str().to_owned();
    let codes = totp::recovery_codes(&asked.office.world)?;
    let hashes: Vec<[u8; 32]> = codes.iter().map(|code| totp::recovery_hash(code)).collect();
    changed(&asked, "recovery-codes-renewed", json!({}), move |conn| {
        factor::put_recovery(conn, &account, &hashes)
    })
    .await?;
    Ok((StatusCode::CREATED, Json(json!({"codes": codes}))).into_response())
}

async fn ask_passkey(asked: Asked) -> Result<Json<Value>, Problem> {
    let credential = proved(&asked)?;
    let (office, account) = (&asked.office, credential.person.id.as_str());
    let (_, known) = office.read(|conn| passkeys_of(conn, account))?;
    if MOST_PASSKEYS <= known.len() {
        let text = law::Words::new(
            format!("至多登记 {MOST_PASSKEYS} 把通行密钥"),
            format!("an account has {MOST_PASSKEYS} passkeys at most"),
        );
        return Err(Problem::fault("", text));
    }
    let (options, state) =
        site(office)?.ask_new(account, &credential.login, &credential.name, &known)?;
    let waits = Waits::Register(Box::new(state));
    let ticket = office.tickets.give(&office.world, account, waits, asked.now)?;
    Ok(Json(json!({"ticket": ticket, "options": options})))
}

async fn add_passkey(asked: Asked, body: Body) -> Result<Response, Problem> {
    let credential = proved(&asked)?;
    let mut form = Form::read(body.value, PASSKEY)?;
    let (ticket, name): (String, String) = (form.need("ticket")?, form.need("name")?);
    let response: Value = form.need("response")?;
    let (office, now) = (&asked.office, asked.now);
    let account = credential.person.id.as_str().to_owned();
    let known = office.tickets.take(&ticket, now).ok_or_else(Problem::wrong_factor)?;
    let Waits::Register(state) = &known.waits else {
        return Err(Problem::wrong_factor());
    };
    let taken = site(office)?.take_new(response, state).filter(|_| known.account == account);
    let taken = taken.ok_or_else(Problem::wrong_factor)?;
    let id = new_id(office)?;
    let text = serde_json::to_string(&taken).map_err(|error| Problem::broken(&error))?;
    let (made, own) = (id.clone(), credential.id.clone());
    let bytes: Vec<u8> = taken.cred_id().to_vec();
    let more = json!({"factor": "passkey", "name": name});
    changed(&asked, "factor-added", more, move |conn| {
        if factor::passkey(conn, &bytes)?.is_some() {
            return Err(store::Error::Overtaken("this passkey is registered already"));
        }
        let passkey = factor::Passkey {
            id: made.clone(),
            account: account.clone(),
            name: name.clone(),
            passkey: text.clone(),
            made_at: now,
            used_at: None,
        };
        factor::add_passkey(conn, &bytes, &passkey)?;
        store::desk::door::end_other_sessions(conn, &account, &own)
    })
    .await?;
    Ok((StatusCode::CREATED, Json(json!({"id": id}))).into_response())
}

async fn end_passkey(asked: Asked, Path(id): Path<String>) -> Result<Response, Problem> {
    let account = proved(&asked)?.person.id.as_str().to_owned();
    let (totp, passkeys) = asked.office.read(|conn| {
        let totp = factor::totp(conn, &account)?;
        Ok((totp.is_some_and(|it| it.confirmed_at.is_some()), factor::passkeys(conn, &account)?))
    })?;
    let found = passkeys.iter().find(|one| one.id == id).ok_or_else(Problem::not_found)?;
    must_leave_one(&asked, passkeys.len() - 1 + usize::from(totp))?;
    let keeps_one = must_keep_one(&asked);
    let more = json!({"factor": "passkey", "name": found.name});
    changed(&asked, "factor-removed", more, move |conn| {
        factor::end_passkey(conn, &account, &id)?;
        keeps_one(conn)
    })
    .await?;
    Ok(done())
}
