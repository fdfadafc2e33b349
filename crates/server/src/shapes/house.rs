//! The house: who comes in, organisations, accounts, notices, the ledger.

use super::{MAYBE_DAY, MAYBE_TEXT, WORDS_LIST};
use crate::shape::{Schema, Shape, has};

/// That the office runs.
pub const HEALTH: Schema = Schema::new(
    "Health",
    "正在运行",
    "That the office answers, and the day it goes by",
    &[has("status", Shape::OneOf(&["ok"])), has("today", Shape::Day)],
);
/// A session that began.
pub const SESSION: Schema = Schema::new(
    "Session",
    "会话；凭据在 Cookie 中",
    "A session; its secret is in the cookie",
    &[has("ends_at", Shape::Instant)],
);
/// Oneself.
pub const ME: Schema = Schema::new(
    "Me",
    "本人账户与当日角色",
    "One's own account and roles as of today",
    &[
        has("account", Shape::Text),
        has("login", Shape::Text),
        has("name", Shape::Text),
        has("organisation", Shape::Text),
        has("kind", Shape::Text),
        has("body", MAYBE_TEXT),
        has("roles", WORDS_LIST),
        has("scope", Shape::OneOf(&["all", "read"])),
        has("groups", Shape::OrNull(&WORDS_LIST)),
        has("ends_at", Shape::Instant),
    ],
);
/// A token or a session, without its secret.
pub const TOKEN: Schema = Schema::new(
    "Token",
    "令牌或会话；不含其秘密",
    "A token or a session, without its secret",
    &[
        has("id", Shape::Text),
        has("kind", Shape::OneOf(&["token", "session"])),
        has("name", Shape::Text),
        has("scope", Shape::OneOf(&["all", "read"])),
        has("groups", Shape::OrNull(&WORDS_LIST)),
        has("ends_at", Shape::Instant),
        has("made_at", Shape::Instant),
        has("used_at", Shape::OrNull(&Shape::Instant)),
        has("device", MAYBE_TEXT),
        has("address", MAYBE_TEXT),
    ],
);
/// A token just made.
pub const TOKEN_MADE: Schema = Schema::new(
    "TokenMade",
    "新签发的令牌；token 仅显示这一次",
    "A token just made; `token` is shown this once",
    &[has("id", Shape::Text), has("token", Shape::Text), has("ends_at", Shape::Instant)],
);
/// An organisation.
pub const ORGANISATION: Schema = Schema::new(
    "Organisation",
    "单位",
    "An organisation; `body` is what it is in dockets",
    &[
        has("id", Shape::Text),
        has("kind", Shape::Text),
        has("body", MAYBE_TEXT),
        has("name", Shape::Text),
    ],
);
/// An account.
pub const ACCOUNT: Schema = Schema::new(
    "Account",
    "账户",
    "An account",
    &[
        has("id", Shape::Text),
        has("login", Shape::Text),
        has("name", Shape::Text),
        has("door", Shape::OneOf(&["open", "no-password", "locked"])),
        has("organisation", Shape::Text),
        has("kind", Shape::Text),
        has("roles", Shape::List(&Shape::Is(&GRANT))),
    ],
);
/// A role with its days.
pub const GRANT: Schema = Schema::new(
    "Grant",
    "角色及其起止日期",
    "A role with its days",
    &[
        has("id", Shape::Text),
        has("role", Shape::Text),
        has("from", Shape::Day),
        has("until", MAYBE_DAY),
        has("on_behalf_of", MAYBE_TEXT),
    ],
);
/// A one-time link.
pub const LINK: Schema = Schema::new(
    "Link",
    "一次性链接；secret 仅显示这一次",
    "A one-time link; `secret` is shown this once",
    &[has("secret", Shape::Text), has("path", Shape::Text), has("ends_at", Shape::Instant)],
);
/// An account just made.
pub const ACCOUNT_MADE: Schema = Schema::new(
    "AccountMade",
    "新开立的账户及其一次性链接；重发请求而已有人登录的，不再给出链接",
    "An account just made, with its one-time link; none where the request is repeated and somebody \
     has come in by then",
    &[has("id", Shape::Text), has("link", Shape::OrNull(&Shape::Is(&LINK)))],
);
/// A holiday notice brought in.
pub const NOTICE: Schema = Schema::new(
    "Notice",
    "录入的放假通知",
    "A holiday notice brought in",
    &[
        has("id", Shape::Text),
        has("state", Shape::OneOf(&["pending", "confirmed"])),
        has("imported_by", Shape::Text),
        has("imported_at", Shape::Instant),
        has("confirmed_by", MAYBE_TEXT),
        has("confirmed_at", Shape::OrNull(&Shape::Instant)),
        has("toml", Shape::Text),
        has("moved", Shape::OrNull(&Shape::List(&Shape::Is(&MOVED)))),
    ],
);
/// A notice that waits for its second person.
pub const NOTICE_PENDING: Schema = Schema::new(
    "NoticePending",
    "待另一人确认的通知，及其将引起的变动",
    "A notice that waits for a second person, and what it would move",
    &[
        has("id", Shape::Text),
        has("state", Shape::OneOf(&["pending"])),
        has("year", Shape::Number),
        has("papers", WORDS_LIST),
        has("would_move", Shape::List(&Shape::Is(&MOVED))),
    ],
);
/// A notice that governs, and what it moved.
pub const NOTICE_CONFIRMED: Schema = Schema::new(
    "NoticeConfirmed",
    "已生效的通知，及其引起的变动",
    "A notice that is in effect, and what it moved",
    &[
        has("id", Shape::Text),
        has("state", Shape::OneOf(&["confirmed"])),
        has("moved", Shape::List(&Shape::Is(&MOVED))),
    ],
);
const MOVED: Schema = Schema::new(
    "MovedLimit",
    "变动的期限：原截止日与新截止日",
    "A limit that moved: the day it ended on before, and now",
    &[
        has("review", Shape::Text),
        has("number", Shape::Text),
        has("limit", Shape::OneOf(super::review::LIMITS)),
        has("of", MAYBE_TEXT),
        has("from", Shape::Is(&SPAN)),
        has("to", Shape::Is(&SPAN)),
    ],
);
/// A limit of a review that a notice moved.
pub const MOVEMENT: Schema = Schema::new(
    "Movement",
    "本案中因放假通知而变动的期限",
    "A limit of this review that a holiday notice moved",
    &[
        has("notice", Shape::Text),
        has("limit", Shape::OneOf(super::review::LIMITS)),
        has("of", MAYBE_TEXT),
        has("from", Shape::Is(&SPAN)),
        has("to", Shape::Is(&SPAN)),
        has("confirmed_at", Shape::Instant),
    ],
);
const SPAN: Schema = Schema::new(
    "DueSpan",
    "截止日；暂定时为一段",
    "The day a limit ends on; a span where it is provisional",
    &[has("due", Shape::Day), has("latest", Shape::Day), has("provisional", Shape::Truth)],
);
/// The ledger.
pub const LEDGER_HEAD: Schema = Schema::new(
    "LedgerHead",
    "审查链的长度与根（RFC 6962）",
    "The size and root of the ledger (RFC 6962)",
    &[has("size", Shape::Number), has("root", Shape::Text)],
);
