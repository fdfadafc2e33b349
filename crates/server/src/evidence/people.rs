//! What is looked at of people: how they prove who they are, and who holds which power.

use access::Role;
use jiff::civil::Date;
use law::Words;
use store::desk::people::{self, Door, Grant};

use super::{APPLICATION, Found, Probe};
use crate::credential::{Second, second_factor};
use crate::entrance::BY_DEFAULT;
use crate::office::Office;
use crate::problem::Problem;

/// What the accounts show.
#[derive(Default)]
struct Counted {
    auditors: usize,
    auditors_who_administer: usize,
    need_second: usize,
    lack_second: usize,
}

/// The probes of people.
///
/// # Errors
/// The accounts cannot be read.
pub fn probes(office: &Office, today: Date) -> Result<Vec<Probe>, Problem> {
    let counted = count(office, today)?;
    Ok(vec![passwords(), second_factors(office, &counted), separation(&counted)])
}

fn count(office: &Office, today: Date) -> Result<Counted, Problem> {
    // Days are kept as they are written, and sort as they are.
    let today = today.to_string();
    let entrance = office.entrance();
    office.read(|conn| {
        let mut counted = Counted::default();
        for account in people::accounts(conn)? {
            let grants = people::grants(conn, &account.id)?;
            let stands = |grant: &&Grant| {
                grant.from <= today && grant.until.as_ref().is_none_or(|end| today <= *end)
            };
            let holds =
                |role: Role| grants.iter().filter(stands).any(|grant| grant.role == role.name());
            let audits = holds(Role::Auditor);
            counted.auditors += usize::from(audits);
            counted.auditors_who_administer += usize::from(audits && holds(Role::Administrator));
            let needs = entrance.second_factor_roles.iter().any(|role| holds(*role));
            if needs && account.door == Door::Open {
                counted.need_second += 1;
                let lacks = second_factor(conn, &account.id)? == Second::Missing;
                counted.lack_second += usize::from(lacks);
            }
        }
        Ok(counted)
    })
}

fn passwords() -> Probe {
    Probe {
        id: "passwords",
        protection: "8.1.4.1",
        cryptography: Some(APPLICATION),
        control: Words::new("身份鉴别：口令存储", "Identity: how passwords are kept"),
        found: Found::Good,
        seen: Words::new(
            "口令以 Argon2id 加盐散列，会话与令牌只存其 SHA-256",
            "passwords are kept as salted Argon2id, sessions and tokens as their SHA-256 alone",
        ),
    }
}

/// Two or more techniques, one of them of cryptography (GB/T 22239-2019, 8.1.4.1 d).
fn second_factors(office: &Office, counted: &Counted) -> Probe {
    let entrance = office.entrance();
    let open: Vec<&str> = BY_DEFAULT
        .iter()
        .filter(|role| !entrance.second_factor_roles.contains(role))
        .map(|role| role.name())
        .collect();
    let open_zh: Vec<&str> = open.iter().map(|role| in_chinese(role)).collect();
    let Counted { need_second, lack_second, .. } = counted;
    let seen = if open.is_empty() {
        Words::new(
            format!(
                "须有第二因素者 {need_second} 名，尚未设置的 {lack_second} 名（未设置前不能办事）"
            ),
            format!(
                "{need_second} account(s) need one; {lack_second} of them have none so far and can \
                 do nothing before"
            ),
        )
    } else {
        Words::new(
            format!("不要求第二因素的角色：{}", open_zh.join("、")),
            format!("roles of which none is asked: {}", open.join(", ")),
        )
    };
    Probe {
        id: "second-factor",
        protection: "8.1.4.1",
        cryptography: Some(APPLICATION),
        control: Words::new(
            "身份鉴别：办案和管理账户的人员须出示第二因素",
            "Identity: who handles cases or keeps accounts shows a second factor",
        ),
        found: Found::of(Some(open.is_empty())),
        seen,
    }
}

/// A role as the pages name it; another stays the word it is.
fn in_chinese(role: &str) -> &str {
    match role {
        "officer" => "承办人",
        "head" => "负责人",
        "clerk" => "内勤",
        "administrator" => "系统管理员",
        "auditor" => "审计员",
        other => other,
    }
}

/// Nobody administers and audits both, and somebody audits.
fn separation(counted: &Counted) -> Probe {
    let Counted { auditors, auditors_who_administer, .. } = counted;
    Probe {
        id: "separation",
        protection: "8.1.4.2",
        cryptography: None,
        control: Words::new(
            "访问控制：管理与审计权限分离，有审计人员",
            "Access: administering and auditing are apart, and somebody audits",
        ),
        found: Found::of(Some(*auditors_who_administer == 0 && 0 < *auditors)),
        seen: Words::new(
            format!("审计人员 {auditors} 名，兼任管理员的 {auditors_who_administer} 名"),
            format!("{auditors} auditor(s), {auditors_who_administer} of them administrator too"),
        ),
    }
}
