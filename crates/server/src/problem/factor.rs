//! Problems of people who are half in: a factor is owed, missing, stale or wrong.

use axum::http::StatusCode;
use law::Words;
use serde_json::json;

use super::Problem;

impl Problem {
    /// The first factor is right and a second is owed: `ticket` says for whom, `factors` which.
    pub fn second_factor(ticket: &str, factors: &[&str]) -> Problem {
        Problem::new(
            StatusCode::UNAUTHORIZED,
            "second-factor",
            Words::new("还需第二因素", "A second factor is needed"),
            Words::new(
                "密码正确；请再出示动态口令、恢复码或通行密钥",
                "the password is right: now a one-time password, a recovery code or a passkey",
            ),
        )
        .with("ticket", ticket)
        .with("factors", json!(factors))
    }

    /// A code, a passkey's answer or the ticket it belongs to is wrong, used or over.
    pub fn wrong_factor() -> Problem {
        Problem::new(
            StatusCode::UNAUTHORIZED,
            "wrong-factor",
            Words::new("验证未通过", "Not proved"),
            Words::new(
                "口令或密钥不正确、已经用过，或已超时；动态口令每个只能使用一次",
                "the code or the key is wrong, was used, or its time is over; a one-time password \
                 is used once",
            ),
        )
    }

    /// Whoever has this role needs a second factor and has none.
    pub fn enrol_first() -> Problem {
        Problem::new(
            StatusCode::FORBIDDEN,
            "enrol-first",
            Words::new("请先设置第二因素", "Set up a second factor first"),
            Words::new(
                "您的角色须有第二因素：请先在“我的账户”设置动态口令或通行密钥，然后方可办理其他事项",
                "your role needs a second factor: set up one-time passwords or a passkey under \
                 \"My account\", then everything else is open",
            ),
        )
        .with("policy", "house:second-factor")
    }

    /// What is asked for needs a factor shown within the last quarter of an hour.
    pub fn prove_again() -> Problem {
        Problem::new(
            StatusCode::FORBIDDEN,
            "prove-again",
            Words::new("请再次验证身份", "Prove that it is you"),
            Words::new(
                "该操作须在 15 分钟内验证过身份：请出示动态口令、通行密钥或密码，然后再次提交",
                "this needs a factor shown within the last 15 minutes: show a one-time password, a \
                 passkey or the password, then send it again",
            ),
        )
        .with("policy", "house:prove-again")
    }

    /// A program asks for what a person does with a factor in hand.
    pub fn in_person() -> Problem {
        Problem::new(
            StatusCode::FORBIDDEN,
            "in-person",
            Words::new("须由本人办理", "In person only"),
            Words::new(
                "该账户有第二因素：此操作须由本人登录并验证身份后办理，不得凭令牌办理",
                "this account has a second factor: its holder does this signed in, with a factor \
                 shown, not by a token",
            ),
        )
        .with("policy", "house:in-person")
    }

    /// The last second factor of somebody whose role needs one.
    pub fn factor_needed() -> Problem {
        Problem::new(
            StatusCode::CONFLICT,
            "factor-needed",
            Words::new("不能移除", "It stays"),
            Words::new(
                "您的角色须有第二因素，这是最后一个：请先设置另一个，再移除此项",
                "your role needs a second factor and this is the last: set up another, then remove \
                 this one",
            ),
        )
    }

    /// A provider of identities is not reached, or answers as none does.
    pub fn provider_fails() -> Problem {
        Problem::new(
            StatusCode::CONFLICT,
            "provider-fails",
            Words::new("身份提供方未能应答", "The provider does not answer"),
            Words::new(
                "未能从身份提供方取得可用的应答；请稍后再试，或以其他方式登录",
                "the provider of identities gave no answer that can be used: try again later, or \
                 sign in another way",
            ),
        )
    }

    /// Whom a provider vouches for is nobody here. Whoever reads it has just shown that the subject
    /// is theirs; they hand it to whoever may bind it.
    pub fn bound_to_nobody(issuer: &str, subject: &str) -> Problem {
        Problem::new(
            StatusCode::CONFLICT,
            "bound-to-nobody",
            Words::new("该身份未绑定账户", "Bound to no account"),
            Words::new(
                format!("请将此告知负责人或管理员，由其绑定：签发者 {issuer}，主体 {subject}"),
                format!(
                    "tell a head or an administrator, who may bind it: issuer {issuer}, subject \
                     {subject}"
                ),
            ),
        )
    }

    /// Passkeys need an address that browsers know the office by.
    pub fn no_passkeys_here() -> Problem {
        Problem::new(
            StatusCode::CONFLICT,
            "no-passkeys-here",
            Words::new("此处不能使用通行密钥", "No passkeys here"),
            Words::new(
                "本办公室尚未设定对外地址：请在 anshen serve 中以 --url 写明（须为域名，非 IP 地址）",
                "this office has no public address: `anshen serve --url` says it (a name, no IP \
                 address)",
            ),
        )
    }
}
