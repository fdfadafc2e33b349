//! Coming in: factors, challenges, resets, identities, the rules of the door.

use super::{MAYBE_TEXT, WORDS_LIST};
use crate::shape::{Schema, Shape, has};

const MAYBE_INSTANT: Shape = Shape::OrNull(&Shape::Instant);

/// How people come in.
pub const ENTRANCE: Schema = Schema::new(
    "Entrance",
    "登录规则",
    "How people come in",
    &[
        has("second_factor", Shape::Truth),
        has("second_factor_roles", WORDS_LIST),
        has("session_hours", Shape::Number),
        has("idle_minutes", Shape::Number),
    ],
);
/// A challenge for a passkey.
pub const CHALLENGE: Schema = Schema::new(
    "Challenge",
    "质询；options 交给浏览器的 navigator.credentials，应答连同 ticket 送回",
    "A challenge: `options` is for `navigator.credentials` of the browser, its answer is sent back \
     with the ticket",
    &[has("ticket", Shape::Text), has("options", Shape::Open)],
);
/// A provider of identities.
pub const PROVIDER: Schema = Schema::new(
    "Provider",
    "身份提供方",
    "A provider of identities",
    &[has("id", Shape::Text), has("name", Shape::Text)],
);
/// Somebody about to be sent to a provider.
pub const FOREIGN_BEGUN: Schema = Schema::new(
    "ForeignBegun",
    "前往身份提供方：地址，及返回时所需的 ticket",
    "On the way to a provider: its address, and the ticket that is needed on return",
    &[has("address", Shape::Text), has("ticket", Shape::Text)],
);
/// That one is still oneself.
pub const PROVED: Schema = Schema::new(
    "Proved",
    "已验证身份，有效至 until",
    "Proved, until then",
    &[has("until", Shape::Instant)],
);
/// One's own factors.
pub const FACTORS: Schema = Schema::new(
    "Factors",
    "本人的第二因素",
    "One's own second factors",
    &[
        has("needed", Shape::Truth),
        has("proved", Shape::Truth),
        has("totp", Shape::OrNull(&Shape::Is(&TOTP))),
        has("passkeys", Shape::List(&Shape::Is(&PASSKEY))),
        has("recovery_codes_left", Shape::Number),
        has("passkeys_here", Shape::Truth),
        has("resets", Shape::List(&Shape::Is(&FACTOR_RESET))),
    ],
);
const TOTP: Schema = Schema::new(
    "Totp",
    "动态口令（RFC 6238）",
    "One-time passwords (RFC 6238)",
    &[has("since", MAYBE_INSTANT), has("used_at", MAYBE_INSTANT)],
);
const PASSKEY: Schema = Schema::new(
    "Passkey",
    "通行密钥",
    "A passkey",
    &[
        has("id", Shape::Text),
        has("name", Shape::Text),
        has("made_at", Shape::Instant),
        has("used_at", MAYBE_INSTANT),
    ],
);
/// One-time passwords about to be set up.
pub const TOTP_MADE: Schema = Schema::new(
    "TotpMade",
    "待启用的动态口令；密钥与二维码仅显示这一次",
    "One-time passwords about to be in use; secret and QR code are shown this once",
    &[has("secret", Shape::Text), has("uri", Shape::Text), has("svg", Shape::Text)],
);
/// Recovery codes.
pub const RECOVERY_CODES: Schema = Schema::new(
    "RecoveryCodes",
    "恢复码；仅显示这一次，每个只能使用一次",
    "Recovery codes: shown this once, each is used once",
    &[has("codes", WORDS_LIST)],
);
/// A passkey just registered.
pub const PASSKEY_MADE: Schema = Schema::new(
    "PasskeyMade",
    "新登记的通行密钥",
    "A passkey just registered",
    &[has("id", Shape::Text)],
);
/// A reset of factors.
pub const FACTOR_RESET: Schema = Schema::new(
    "FactorReset",
    "第二因素的重置：一人申请，另一人确认",
    "A reset of factors: one asks, another confirms",
    &[
        has("id", Shape::Text),
        has("account", Shape::Text),
        has("name", MAYBE_TEXT),
        has("because", Shape::Text),
        has("asked_by", MAYBE_TEXT),
        has("asked_at", Shape::Instant),
        has("confirmed_by", MAYBE_TEXT),
        has("confirmed_at", MAYBE_INSTANT),
    ],
);
/// An identity bound to an account.
pub const IDENTITY: Schema = Schema::new(
    "Identity",
    "账户在他处的身份：签发者与主体；仅凭指纹的证书，签发者为空",
    "Who an account's holder is elsewhere: issuer and subject; of a certificate known by its \
     fingerprint alone the issuer is empty",
    &[
        has("id", Shape::Text),
        has("kind", Shape::OneOf(&["oidc", "certificate"])),
        has("issuer", Shape::Text),
        has("subject", Shape::Text),
        has("bound_at", Shape::Instant),
        has("used_at", MAYBE_INSTANT),
    ],
);
