//! `anshen user`.

use clap::Subcommand;
use serde_json::{Value, json};
use server::setup::{self, Person};
use store::Reader;
use store::desk::people::{self, Door, Organisation};

use super::{Folder, explain, open_or_ask, world};
use crate::console::{Answer, Console};

/// Commands.
#[derive(Debug, Subcommand)]
pub enum User {
    /// 开立账户，得到一次性链接 · Make an account; prints a one-time link
    Add {
        #[command(flatten)]
        folder: Folder,
        /// 登录名 · What they sign in with
        #[arg(long)]
        login: String,
        /// 姓名 · Their name
        #[arg(long)]
        name: String,
        /// 单位代号 · The organisation's id
        #[arg(long, default_value = setup::OFFICE_ORGANISATION)]
        organisation: String,
        /// 角色，可多次 · A role; may be repeated
        #[arg(long = "role")]
        roles: Vec<String>,
    },
    /// 列出账户 · List accounts
    List {
        #[command(flatten)]
        folder: Folder,
    },
    /// 授予角色 · Grant a role from today on
    Grant {
        #[command(flatten)]
        folder: Folder,
        /// 登录名 · Whose
        #[arg(long)]
        user: String,
        /// 角色 · The role
        #[arg(long)]
        role: String,
        /// 最后一日 · Its last day
        #[arg(long)]
        until: Option<jiff::civil::Date>,
    },
    /// 重发一次性链接 · A new one-time link
    Link {
        #[command(flatten)]
        folder: Folder,
        /// 登录名 · Whose
        #[arg(long)]
        user: String,
    },
    /// 启用已停用的账户 · Open an account that was locked
    Unlock {
        /// 登录名 · Whose
        #[arg(value_name = "LOGIN")]
        login: String,
        #[command(flatten)]
        folder: Folder,
    },
    /// 重置遗失的第二因素（记入办公室记录；有两人可办时由系统内两人办理）· Reset lost second factors; on
    /// record. Where two people can, they do it in the running office
    ResetFactors {
        /// 登录名 · Whose
        #[arg(value_name = "LOGIN")]
        login: String,
        #[command(flatten)]
        folder: Folder,
    },
    /// 结束全部会话、令牌与链接 · End all sessions, tokens and links
    EndSessions {
        /// 登录名 · Whose
        #[arg(value_name = "LOGIN")]
        login: String,
        #[command(flatten)]
        folder: Folder,
    },
    /// 绑定客户端证书，或身份提供方的主体 · Bind a client certificate, or the subject of a provider
    Bind {
        /// 登录名 · Whose
        #[arg(value_name = "LOGIN")]
        login: String,
        /// 证书（DER）的 SHA-256，十六进制 · SHA-256 of the certificate (DER), hexadecimal
        #[arg(long, value_parser = sha256, conflicts_with_all = ["issuer", "subject"],
              required_unless_present = "subject")]
        sha256: Option<String>,
        /// 签发者 · The issuer, as it names itself
        #[arg(long, requires = "subject")]
        issuer: Option<String>,
        /// 主体 · Whom the issuer knows
        #[arg(long, requires = "issuer")]
        subject: Option<String>,
        #[command(flatten)]
        folder: Folder,
    },
    /// 登记单位 · Enter an organisation
    Organisation {
        #[command(flatten)]
        folder: Folder,
        /// 代号 · Its id
        #[arg(long)]
        id: String,
        /// 类别，如 party、protection-department · Its kind
        #[arg(long)]
        kind: String,
        /// 名称 · Its name
        #[arg(long)]
        name: String,
        /// 卷宗中的代号，如 nea · The body it is in a docket
        #[arg(long)]
        body: Option<String>,
    },
}

/// Runs one.
pub fn run(console: &Console, command: User) -> anyhow::Result<Answer> {
    let world = world::machine();
    match command {
        User::List { folder } => list(console, &folder)?,
        User::Add { folder, login, name, organisation, roles } => {
            let store = open_or_ask(console, &folder.data, "POST /api/v1/accounts")?;
            let person = Person { login: &login, name: &name, organisation: &organisation };
            tell_link(console, &setup::welcome(&store, &world, &person, &roles)?)?;
        }
        User::Grant { folder, user, role, until } => {
            let store = open_or_ask(console, &folder.data, "POST /api/v1/accounts/{id}/roles")?;
            setup::appoint(&store, &world, &user, &role, until)?;
        }
        User::Link { folder, user } => {
            let store = open_or_ask(console, &folder.data, "POST /api/v1/accounts/{id}/link")?;
            tell_link(console, &setup::new_link(&store, &world, &user)?)?;
        }
        User::Unlock { login, folder } => {
            let store = open_or_ask(console, &folder.data, "PUT /api/v1/accounts/{id}")?;
            setup::unlock(&store, &world, &login)?;
        }
        User::ResetFactors { login, folder } => {
            let route = "POST /api/v1/accounts/{id}/factor-reset";
            let store = open_or_ask(console, &folder.data, route)?;
            setup::reset_factors(&store, &world, &login)?;
        }
        User::EndSessions { login, folder } => {
            let route = "DELETE /api/v1/accounts/{id}/sessions";
            let store = open_or_ask(console, &folder.data, route)?;
            setup::end_sessions(&store, &world, &login)?;
        }
        User::Bind { login, sha256, issuer, subject, folder } => {
            let route = "POST /api/v1/accounts/{id}/identities";
            let store = open_or_ask(console, &folder.data, route)?;
            let elsewhere = match (&sha256, &subject) {
                (Some(sha256), _) => setup::Elsewhere::Certificate(sha256),
                (None, subject) => setup::Elsewhere::Subject {
                    issuer: issuer.as_deref().unwrap_or_default(),
                    subject: subject.as_deref().unwrap_or_default(),
                },
            };
            setup::bind_identity(&store, &world, &login, elsewhere)?;
        }
        User::Organisation { folder, id, kind, name, body } => {
            kind.parse::<access::OrganisationKind>()?;
            let store = open_or_ask(console, &folder.data, "POST /api/v1/organisations")?;
            let organisation = Organisation { id, kind, body, name };
            setup::add_organisation(&store, &world, organisation)?;
        }
    }
    Ok(Answer::Yes)
}

/// 64 hexadecimal digits, with or without colons.
fn sha256(text: &str) -> Result<String, String> {
    let bare: String = text.chars().filter(|letter| *letter != ':').collect();
    if bare.len() == 64 && bare.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(bare.to_ascii_lowercase());
    }
    Err("应为 64 位十六进制 · 64 hexadecimal digits are expected".to_owned())
}

fn tell_link(console: &Console, link: &setup::Shown) -> anyhow::Result<()> {
    if console.json {
        return console.value(&json!({"secret": link.secret, "ends_at": link.ends_at}));
    }
    let zh = format!("一次性链接凭据（72 小时内有效）：{}", link.secret);
    let en = format!("secret of the one-time link (72 hours): {}", link.secret);
    console.line(console.pick(&zh, &en));
    Ok(())
}

fn list(console: &Console, folder: &Folder) -> anyhow::Result<()> {
    let reader = Reader::open(&folder.data, 1, None)
        .map_err(|error| explain(console, &folder.data, error))?;
    let accounts = reader.desk(|conn| {
        let accounts = people::accounts(conn)?.into_iter();
        accounts
            .map(|account| Ok((people::grants(conn, &account.id)?, account)))
            .collect::<Result<Vec<_>, store::Error>>()
    })?;
    let mut told = Vec::new();
    for (grants, account) in accounts {
        let locked = account.door == Door::Locked;
        let roles: Vec<String> = grants.into_iter().map(|grant| grant.role).collect();
        if console.json {
            told.push(json!({
                "login": account.login, "name": account.name, "roles": roles,
                "organisation": account.organisation.id, "locked": locked,
            }));
        } else {
            let house = &account.organisation.name;
            let roles = roles.join(", ");
            let mark = if locked { console.pick("  （已停用）", "  (locked)") } else { "" };
            console.line(format!("{}  {}  {house}  {roles}{mark}", account.login, account.name));
        }
    }
    if console.json {
        console.value(&Value::Array(told))?;
    }
    Ok(())
}
