//! Problems (RFC 9457): what every one has, and what those of a reason have beside.

use super::review::{BASIS, ENTRIES};
use super::{CHECK, MAYBE_TEXT, TEXTS};
use crate::shape::{Member, Schema, Shape, has, may_have};

/// What every problem has.
pub const PROBLEM: Schema = Schema::new(
    "Problem",
    "问题（RFC 9457）；reason 为稳定的代号",
    "A problem (RFC 9457); `reason` is a stable id",
    &[
        has("type", Shape::Text),
        has("title", Shape::Text),
        has("status", Shape::Number),
        has("detail", Shape::Text),
        has("reason", Shape::Text),
        has("text", TEXTS),
    ],
);

/// A problem with members of its own.
pub const fn problem(
    name: &'static str,
    zh: &'static str,
    en: &'static str,
    members: &'static [Member],
) -> Schema {
    Schema::new(name, zh, en, members).with(&[&PROBLEM])
}

const NOT_SIGNED_IN: Schema = problem(
    "NotSignedIn",
    "未登录；还需第二因素的（reason 为 second-factor），附 ticket 与可用的 factors",
    "Nobody is signed in; where a second factor is owed (reason `second-factor`), with a ticket \
     and the factors that will do",
    &[may_have("ticket", Shape::Text), may_have("factors", Shape::List(&Shape::Text))],
);
const NOT_PERMITTED: Schema = problem(
    "NotPermitted",
    "可以查看而无权操作；policy 为依据的规则",
    "May be seen and not done; `policy` says by which rule",
    &[may_have("policy", Shape::Text)],
);
const NOT_FOUND: Schema = problem(
    "NotFound",
    "没有，或无权知悉",
    "There is none, or the caller may not know of it",
    &[may_have("nearest", Shape::Text), may_have("text_more", TEXTS)],
);
const TOO_LARGE: Schema = problem(
    "TooLarge",
    "内容过大",
    "More than the route takes",
    &[may_have("limit_bytes", Shape::Number)],
);
const BROKEN: Schema = problem(
    "Broken",
    "系统故障；文件与登记的哈希不符或已丢失的（reason 为 file-damaged），sha256 为其哈希",
    "Broken; where a file is not what its hash on record says, or is gone (reason `file-damaged`), \
     `sha256` is that hash",
    &[may_have("sha256", Shape::Hash)],
);
const INVALID: Schema = problem(
    "Invalid",
    "输入有误：逐项列明；不是法律文本的（reason 为 not-a-law-text），why 为代号，lines 为行",
    "Bad input: every fault with its place; of what is no text of a law (reason `not-a-law-text`) \
     `why` is a stable id and `lines` are the places",
    &[
        may_have("faults", Shape::List(&Shape::Is(&FAULT))),
        may_have("found", Shape::Text),
        may_have("why", Shape::Text),
        may_have("lines", Shape::List(&Shape::Number)),
    ],
);
const FAULT: Schema = Schema::new(
    "Fault",
    "一处错误；pointer 为正文的 JSON 指针，或 ?参数名，或头的名称",
    "A fault; `pointer` is a JSON pointer into the body, `?name` of the query, or a header's name",
    &[has("pointer", Shape::Text), has("text", TEXTS)],
);

/// The shape of the problems of a status.
pub const PROBLEM_SHAPES: &[(u16, &str, &str, Shape)] = &[
    (400, "无法处理的请求", "the request cannot be read", Shape::Is(&PROBLEM)),
    (401, "未登录", "nobody is signed in", Shape::Is(&NOT_SIGNED_IN)),
    (403, "无权操作", "not permitted", Shape::Is(&NOT_PERMITTED)),
    (404, "未找到，或无权知悉", "not there, or not to be known", Shape::Is(&NOT_FOUND)),
    (408, "请求长时间没有进展", "the request stood still", Shape::Is(&PROBLEM)),
    (410, "内容已销毁，或文本已撤下", "destroyed, or withdrawn", Shape::Is(&PROBLEM)),
    (413, "内容过大", "too large", Shape::Is(&TOO_LARGE)),
    (415, "不支持的内容类型", "a media type not read here", Shape::Is(&PROBLEM)),
    (422, "输入有误", "invalid", Shape::Is(&INVALID)),
    (429, "请求过多", "too many", Shape::Is(&PROBLEM)),
    (500, "系统故障，未记入任何内容", "broken; nothing was recorded", Shape::Is(&BROKEN)),
];

/// The law, a position or a rule of the house says no.
pub const REFUSAL: Schema = problem(
    "Refusal",
    "依法、依口径或依内部规则不予记入",
    "The law, a position or a rule of the house says no",
    &[has("basis", BASIS), may_have("article", Shape::Text)],
);
/// Somebody acted first.
pub const DOCKET_MOVED: Schema = problem(
    "DocketMoved",
    "他人已先行记入；entries 为其后的条目（reason 为 docket-moved）",
    "Somebody acted first; `entries` are those since (reason `docket-moved`)",
    &[has("position", Shape::Number), has("entries", ENTRIES)],
);
/// Somebody changed what the request rests on, or nothing can be done about it now.
pub const OVERTAKEN: Schema = problem(
    "Overtaken",
    "办理期间情况已变化，或当前不能办理（reason 为 overtaken、factor-needed、no-passkeys-here 等）",
    "Others were faster, or it cannot be done now (reasons `overtaken`, `factor-needed`, \
     `no-passkeys-here` and the like)",
    &[may_have("basis", BASIS)],
);
/// A key used for another request.
pub const KEY_REUSED: Schema = problem(
    "KeyReused",
    "幂等键已用于另一请求（reason 为 key-reused）",
    "The key was used for another request (reason `key-reused`)",
    &[],
);
/// A filing that is no draft any more.
pub const ALREADY_SUBMITTED: Schema = problem(
    "AlreadySubmitted",
    "申报已入卷（reason 为 already-submitted）",
    "The filing is on record (reason `already-submitted`)",
    &[has("review", MAYBE_TEXT)],
);
/// A filing that lacks something.
pub const FILING_INCOMPLETE: Schema = problem(
    "FilingIncomplete",
    "申报材料不齐（reason 为 filing-incomplete）",
    "Materials are missing (reason `filing-incomplete`)",
    &[has("article", MAYBE_TEXT), has("items", Shape::Is(&CHECK))],
);
/// No version governs the day.
pub const NO_LAW: Schema = problem(
    "NoLawInForce",
    "当日无施行的版本（reason 为 no-law-in-force）",
    "No version governs the day (reason `no-law-in-force`)",
    &[],
);
/// The office has no keys.
pub const NO_KEYS: Schema = problem(
    "NoSigningKeys",
    "本办公室没有签名密钥（reason 为 no-signing-keys）",
    "The office has no keys to sign with (reason `no-signing-keys`)",
    &[],
);
/// The machine's clock is wrong.
pub const CLOCK_BEHIND: Schema = problem(
    "ClockBehindRecord",
    "本机时钟早于最后一条记录（reason 为 clock-behind-record）",
    "The machine's clock is behind the record (reason `clock-behind-record`)",
    &[has("basis", BASIS)],
);
/// A notice that governs already.
pub const ALREADY_CONFIRMED: Schema = problem(
    "AlreadyConfirmed",
    "通知已确认（reason 为 already-confirmed）",
    "The notice was confirmed before (reason `already-confirmed`)",
    &[],
);
/// Something else was recorded just now.
pub const OFFICE_MOVED: Schema = problem(
    "OfficeMoved",
    "办公室记录刚有新的内容，请重试（reason 为 office-moved）",
    "Something else was recorded just now: try again (reason `office-moved`)",
    &[],
);
/// A file of which no copy can be made.
pub const NO_COPY: Schema = problem(
    "NoViewingCopy",
    "没有查看副本，只有原件（reason 为 no-viewing-copy）",
    "There is no copy to view, the original alone (reason `no-viewing-copy`)",
    &[],
);
/// A file in which malware was found after it was taken.
pub const INFECTED: Schema = problem(
    "MalwareFound",
    "恶意软件扫描有发现，不予提供（reason 为 malware-found）",
    "Malware was found in it: it is not handed out (reason `malware-found`)",
    &[has("found", Shape::Text)],
);
/// A file that an act handed in.
pub const ON_RECORD: Schema = problem(
    "OnRecord",
    "文件已入卷，不能取回（reason 为 on-record）",
    "The file is on record and is not taken back (reason `on-record`)",
    &[],
);
