//! Reviews and dockets.

use super::destruction::GONE;
use super::receipt::{RECEIPT, RECEIPT_PLACE};
use super::{CASE_MATERIAL, CITE, MAYBE_DAY, MAYBE_TEXT, POSITIONS, REMARKS, TEXTS, WORDS_LIST};
use crate::shape::{Member, Schema, Shape, has, may_have};

/// The limits of the procedure.
pub const LIMITS: &[&str] = &["intake", "preliminary-review", "consultation", "special-review"];
/// The steps of the procedures.
pub const STEP_WORDS: &[&str] = &[
    "filing",
    "intake",
    "preliminary-review",
    "consultation",
    "special-review",
    "commission-approval",
    "ex-officio-proposal",
    "determination",
    "evaluation",
    "assessment",
    "result",
    "closed",
];
const STEPS: Shape = Shape::OneOf(STEP_WORDS);
const CONCLUSIONS: Shape = Shape::OneOf(&[
    "no-review-needed",
    "pass",
    "pass-with-commitments",
    "fail",
    "withdrawn",
    "terminated",
    "declined",
]);
const OPINIONS: Shape = Shape::OneOf(&["agreed", "divided"]);

/// A review in full.
pub const REVIEW: Schema = Schema::new(
    "Review",
    "一项审查：案情、所处步骤、期限、可为与不可为",
    "A review: its case, step, limits, what may be done and what may not",
    &[
        has("id", Shape::Text),
        has("position", Shape::Number),
        has("law_hash", Shape::Hash),
        has("positions", POSITIONS),
        has("as_of", Shape::Day),
        has("moved", Shape::List(&Shape::Is(&super::MOVEMENT))),
        has("may", Shape::List(&Shape::Is(&MAY))),
        has("may_not", Shape::List(&Shape::Is(&MAY_NOT))),
    ],
)
.with(&[&CASE, &STATE]);
const CASE: Schema = Schema::new(
    "Case",
    "案情",
    "What a case is about",
    &[
        has("number", Shape::Text),
        has("title", Shape::Text),
        may_have("party", Shape::Text),
        may_have("provider", Shape::Text),
        may_have("filing", Shape::Text),
        may_have("subject", Shape::Open),
        may_have("answers", Shape::Open),
        may_have("materials", Shape::List(&Shape::Is(&CASE_MATERIAL))),
    ],
);
/// Where a review stands.
const STATE: Schema = Schema::new(
    "State",
    "审查的现状；征求意见仅对有权知悉者显示",
    "Where a review stands; the consultation is shown to those who may know of it",
    &[
        has("law", Shape::Text),
        has("step", STEPS),
        has("closed", Shape::Truth),
        has("conclusion", Shape::OrNull(&CONCLUSIONS)),
        has("opinions", Shape::OrNull(&OPINIONS)),
        has("waiting_for", Shape::List(&Shape::Actor)),
        has("duties", Shape::List(&Shape::Is(&DUTY))),
        has("limits", Shape::List(&Shape::Is(&LIMIT))),
    ],
);
const DUTY: Schema = Schema::new(
    "Duty",
    "办公室在期限之外应办之事",
    "What the Office owes beside the limits",
    &[
        has("duty", Shape::OneOf(&["carry-over", "answer-withdrawal"])),
        may_have("law", Shape::Text),
        may_have("since", Shape::Day),
    ],
);
/// A time limit.
pub const LIMIT: Schema = Schema::new(
    "Limit",
    "一项期限",
    "A time limit; `due` and `latest` differ where it is provisional, and are null while stopped",
    &[
        has("limit", Shape::OneOf(LIMITS)),
        has("of", MAYBE_TEXT),
        has("law", Shape::Text),
        has("article", Shape::Text),
        has("effect", Shape::OneOf(&["statutory", "internal"])),
        has("unit", Shape::OneOf(&["working-days", "months"])),
        has("state", Shape::OneOf(&["not-started", "due", "stopped", "met", "overdue"])),
        has("start", MAYBE_DAY),
        has("due", MAYBE_DAY),
        has("latest", MAYBE_DAY),
        has("provisional", Shape::Truth),
        has("assumed", Shape::Truth),
        has("met", MAYBE_DAY),
        has("late", Shape::Number),
        has("left", Shape::Number),
        has("counted", Shape::Number),
        has("total", Shape::Number),
        has("held_under", MAYBE_TEXT),
    ],
);
const MAY: Schema = Schema::new(
    "Permission",
    "现在可做的行为；you 为来者本人可否",
    "An act that may be done now; `you`: by whoever asks",
    &[has("act", Shape::Text), has("actor", Shape::Actor), has("you", Shape::Truth)],
);
const MAY_NOT: Schema = Schema::new(
    "PermissionRefused",
    "现在不可做的行为及其理由",
    "An act that may not be done now, and why",
    &[
        has("act", Shape::Text),
        has("actor", Shape::Actor),
        has("reason", Shape::Text),
        has("article", MAYBE_TEXT),
        has("basis", BASIS),
        has("text", TEXTS),
    ],
);
/// What a refusal rests on.
pub const BASIS: Shape = Shape::Either(&[
    Shape::Is(&CITE),
    Shape::Is(&Schema::new(
        "BasisPosition",
        "解释口径",
        "A position taken where the text is silent",
        &[has("position", Shape::Text)],
    )),
    Shape::Is(&Schema::new(
        "BasisHouse",
        "内部规则",
        "A rule of the house",
        &[has("house", Shape::Text)],
    )),
]);
/// Reviews, a page of them.
pub const REVIEWS_PAGE: Schema = Schema::new(
    "ReviewsPage",
    "审查列表的一页；next 为下一页的 cursor",
    "A page of reviews; `next` is the cursor of the page after it",
    &[has("reviews", Shape::List(&Shape::Is(&ROW))), has("next", MAYBE_TEXT)],
);
const ROW: Schema = Schema::new(
    "ReviewRow",
    "列表中的一项审查",
    "A review as lists show it",
    &[
        has("id", Shape::Text),
        has("number", MAYBE_TEXT),
        has("title", Shape::Text),
        has("law", Shape::Text),
        has("step", Shape::OrNull(&STEPS)),
        has("closed", Shape::Truth),
        has("conclusion", Shape::OrNull(&CONCLUSIONS)),
        has("due", MAYBE_DAY),
        has("latest", MAYBE_DAY),
        has("stopped", Shape::Truth),
        has("waiting_for", WORDS_LIST),
        has("position", Shape::OrNull(&Shape::Number)),
    ],
);
/// An act that was done.
pub const DONE: Schema = Schema::new(
    "Done",
    "已记入的行为：卷宗条目、链上序号与现状",
    "An act on record: its entry, its number in the ledger and where the review stands",
    &[
        has("review", Shape::Text),
        has("number", Shape::Text),
        has("position", Shape::Number),
        has("seq", Shape::Number),
        has("receipt", Shape::Is(&RECEIPT_PLACE)),
        has("entry", Shape::Is(&ENTRY)),
        has("state", Shape::Is(&STATE)),
    ],
);
/// A docket that was opened.
pub const OPENED: Schema = Schema::new(
    "Opened",
    "已开立的卷宗：案号与回执",
    "A docket that was opened: its number and a receipt",
    &[
        has("review", Shape::Text),
        has("number", Shape::Text),
        has("position", Shape::Number),
        has("receipt", Shape::Is(&RECEIPT)),
        has("state", Shape::Is(&STATE)),
        has("text", TEXTS),
    ],
);
/// A docket.
pub const DOCKET: Schema = Schema::new(
    "Docket",
    "卷宗的全部条目；不得阅读者只列其号",
    "The entries of a docket; what may not be read is only counted",
    &[
        has("review", Shape::Text),
        has("number", Shape::Text),
        has("title", Shape::Text),
        has("position", Shape::Number),
        has("law", Shape::Text),
        has("positions", POSITIONS),
        has("consulted", Shape::List(&Shape::Is(&CONSULTED))),
        has("entries", ENTRIES),
    ],
);
/// Entries as far as the caller may read them.
pub const ENTRIES: Shape = Shape::List(&Shape::Either(&[
    Shape::Is(&ENTRY),
    Shape::Is(&ENTRY_OUTLINE),
    Shape::Is(&ENTRY_WITHHELD),
]));
const CONSULTED: Schema = Schema::new(
    "Consulted",
    "被征求意见的单位及送达方式",
    "A body that is consulted, and how it is reached",
    &[has("body", Shape::Actor), has("reached", Shape::OneOf(&["by-system", "by-letter"]))],
);
/// An entry that may be read.
pub const ENTRY: Schema = Schema::new(
    "Entry",
    "卷宗的一条：谁、何时、做了什么、由此发生什么",
    "An entry: who did what, when, and what followed",
    &[
        has("number", Shape::Number),
        has("date", Shape::Day),
        may_have("time", Shape::Time),
        may_have("dated", Shape::Day),
        has("actor", Shape::Actor),
        has("command", Shape::Act),
        may_have("events", Shape::List(&Shape::Is(&EVENT))),
        may_have("irregular", Shape::Truth),
        may_have("by", Shape::Is(&BY)),
        may_have("files", Shape::List(&Shape::Is(&ATTACHED))),
        may_have("notice", Shape::Text),
        may_have("destroyed", Shape::Is(&GONE)),
    ],
);
/// A file that an act handed in.
const ATTACHED: Schema =
    Schema::new("AttachedFile", "随行为入卷的文件", "A file that an act handed in", FILE);
const FILE: &[Member] = &[
    has("id", Shape::Text),
    has("name", Shape::Text),
    has("media_type", Shape::Text),
    has("sha256", Shape::Hash),
    has("bytes", Shape::Number),
];
/// A file on the docket, and by which entry.
const DOCKET_FILE: Schema = Schema::new(
    "DocketFile",
    "卷内文件；entry 为入卷的条目",
    "A file on the docket; `entry` handed it in",
    &[has("entry", Shape::Number)],
)
.with(&[&ATTACHED]);
/// A file that no act names yet.
pub const WAITING_FILE: Schema = Schema::new(
    "WaitingFile",
    "已上传、尚未随行为入卷的文件",
    "A file sent that no act names yet",
    &[has("uploaded_at", Shape::Instant), may_have("remarks", REMARKS)],
)
.with(&[&ATTACHED]);
/// The files of a review.
pub const FILES: Schema = Schema::new(
    "ReviewFiles",
    "卷内文件，以及本人尚未提交的文件",
    "Files on the docket, and one's own that no act names yet",
    &[
        has("files", Shape::List(&Shape::Is(&DOCKET_FILE))),
        has("waiting", Shape::List(&Shape::Is(&WAITING_FILE))),
    ],
);
const BY: Schema = Schema::new(
    "EnteredBy",
    "录入人",
    "Who entered it, and whether for somebody who acted on paper",
    &[has("name", Shape::Text), has("from_paper", Shape::Truth)],
);
/// An entry of which the outline may be known.
pub const ENTRY_OUTLINE: Schema = Schema::new(
    "EntryOutline",
    "只可知其梗概的条目",
    "An entry of which only the outline may be known",
    &[
        has("number", Shape::Number),
        has("date", Shape::Day),
        has("dated", MAYBE_DAY),
        has("actor", Shape::Actor),
        has("command", Shape::Is(&ACT_NAME)),
        has("withheld", Shape::Truth),
    ],
);
const ACT_NAME: Schema =
    Schema::new("ActName", "行为的名称", "The name of an act", &[has("act", Shape::Text)]);
/// An entry of which nothing but its number may be known.
pub const ENTRY_WITHHELD: Schema = Schema::new(
    "EntryWithheld",
    "不向来者公开的条目",
    "An entry that is not open to whoever asks",
    &[has("number", Shape::Number), has("withheld", Shape::Truth)],
);
const EVENT: Schema = Schema::new(
    "Event",
    "由行为而发生的事实",
    "What followed from an act",
    &[
        has(
            "event",
            Shape::OneOf(&[
                "docket-opened",
                "filing-found-complete",
                "proposal-sent",
                "opinions-formed",
                "law-carried-over",
                "opening-assumed",
                "outside-the-text",
                "closed",
                "found-irregular",
            ]),
        ),
        may_have("frame", Shape::Is(&FRAME)),
        may_have("to", Shape::List(&Shape::Is(&CONSULTED))),
        may_have("opinions", OPINIONS),
        may_have("law", Shape::Text),
        may_have("law_hash", Shape::Hash),
        may_have("conclusion", CONCLUSIONS),
        may_have("entries", Shape::List(&Shape::Number)),
    ],
);
const FRAME: Schema = Schema::new(
    "Frame",
    "开立卷宗时确定的版本与口径",
    "What is fixed when a docket is opened",
    &[
        has("law", Shape::Text),
        has("law_hash", Shape::Hash),
        has("positions", POSITIONS),
        may_have("consulted", Shape::List(&Shape::Is(&CONSULTED))),
    ],
);

/// The written notices of a review.
pub const NOTICES_SENT: Schema = Schema::new(
    "NoticesSent",
    "本案已发出、可查阅的书面通知",
    "The written notices of a review that may be read",
    &[has("notices", Shape::List(&Shape::Is(&NOTICE_SENT)))],
);
/// A written notice.
pub const NOTICE_SENT: Schema = Schema::new(
    "NoticeSent",
    "书面通知：编号、收件人、正文",
    "A written notice: its number, addressees and text",
    &[
        has("notice", Shape::Number),
        has("number", MAYBE_TEXT),
        has("kind", Shape::Text),
        has("entry", Shape::Number),
        has("issued", Shape::Day),
        has("law", Shape::Text),
        has("called_for_by", Shape::OrNull(&Shape::Is(&CITE))),
        has("title", TEXTS),
        has("addressees", WORDS_LIST),
        has("text", TEXTS),
        has("code", MAYBE_TEXT),
        has("receipt", Shape::Text),
    ],
);
