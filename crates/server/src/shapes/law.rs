//! The versions of the Measures.

use super::{CITE, KINDS, MAYBE_DAY, MAYBE_TEXT, POSITIONS, TEXTS, WORDS_LIST};
use crate::shape::{Schema, Shape, has, may_have};

const STATUS: Shape = Shape::OneOf(&["draft", "in-force", "repealed"]);

/// A version in a line.
pub const LAW_BRIEF: Schema = Schema::new(
    "LawBrief",
    "一个版本的名称与施行日期",
    "A version: its name and its days",
    &[
        has("id", Shape::Text),
        has("status", STATUS),
        has("in_force", MAYBE_DAY),
        has("until", MAYBE_DAY),
        has("title", TEXTS),
    ],
);
/// Which version governs a day.
pub const GOVERNS: Schema = Schema::new(
    "Governs",
    "某日适用的版本；law 为 null 者当日无版本施行",
    "Which version governs a day; `law` is null where none does",
    &[
        has("on", Shape::Day),
        has("law", MAYBE_TEXT),
        has("in_force", MAYBE_DAY),
        has("until", MAYBE_DAY),
        has("article", MAYBE_TEXT),
        has("text", TEXTS),
    ],
);
/// A version in full.
pub const LAW: Schema = Schema::new(
    "Law",
    "一个版本的全部规则，逐条附条款",
    "A version with all its rules, each with its article",
    &[
        has("hash", Shape::Hash),
        has("dated", Shape::Day),
        has("repeals", WORDS_LIST),
        has("procedure", Shape::OneOf(&["review", "evaluation"])),
        has("steps", Shape::List(&Shape::Is(&STEP))),
        has("members", Shape::List(&Shape::Is(&MEMBER))),
        has("departments", Shape::OrNull(&Shape::OneOf(&["protection", "relevant"]))),
        has("filings", Shape::List(&Shape::Is(&FILING_RULE))),
        has("objects", Shape::List(&Shape::Is(&OBJECT_RULE))),
        has("limits", Shape::OrNull(&Shape::Is(&LIMITS))),
        has("rules", Shape::Table(&Shape::Is(&CITE))),
        has("positions", POSITIONS),
        has("position_rules", Shape::List(&Shape::Is(&POSITION_RULE))),
        has("identity", Shape::Is(&IDENTITY)),
        has("content", Shape::Table(&Shape::List(&Shape::Open))),
        has("provisions", Shape::List(&Shape::Is(&PROVISION))),
        has("unverified", Shape::List(&Shape::Is(&CITE))),
    ],
)
.with(&[&LAW_BRIEF]);
const STEP: Schema = Schema::new(
    "LawStep",
    "一个步骤及其期限",
    "A step with its limit",
    &[
        has("name", Shape::Text),
        has("cite", Shape::Is(&CITE)),
        has("starts", MAYBE_TEXT),
        has("brings", WORDS_LIST),
        has("limit", Shape::OrNull(&Shape::Is(&LIMIT))),
    ],
);
const LIMIT: Schema = Schema::new(
    "LawLimit",
    "一项期限：长短与可否延长",
    "A limit: how long, and whether it may be extended",
    &[
        has("cite", Shape::Is(&CITE)),
        has("budget", Shape::Table(&Shape::Number)),
        has("extension", Shape::Either(&[Shape::OneOf(&["none", "open"]), Shape::Is(&ONCE)])),
    ],
);
const ONCE: Schema = Schema::new(
    "LawExtensionOnce",
    "延长一次的上限",
    "Once, by at most so many working days",
    &[has("once", Shape::Table(&Shape::Number))],
);
const LIMITS: Schema = Schema::new(
    "LawLimits",
    "四项期限",
    "The four limits",
    &[
        has("intake", Shape::Is(&LIMIT)),
        has("preliminary_review", Shape::Is(&LIMIT)),
        has("consultation", Shape::Is(&LIMIT)),
        has("special_review", Shape::Is(&LIMIT)),
        has("second_consultation_target", Shape::Number),
    ],
);
const MEMBER: Schema = Schema::new(
    "LawMember",
    "工作机制成员单位",
    "A member unit of the work mechanism",
    &[has("id", Shape::Text), has("name", TEXTS), has("short", TEXTS), has("host", Shape::Truth)],
);
const FILING_RULE: Schema = Schema::new(
    "LawFiling",
    "一种申报及应否申报",
    "A kind of filing, and whether it is owed",
    &[has("kind", Shape::OneOf(KINDS)), has("duty", Shape::OneOf(&["obliged", "voluntary"]))],
)
.with(&[&CITE]);
const OBJECT_RULE: Schema = Schema::new(
    "LawObject",
    "可依职权审查的对象",
    "What may be reviewed ex officio",
    &[has("object", Shape::OneOf(&["product", "data-processing", "listing"]))],
)
.with(&[&CITE]);
const POSITION_RULE: Schema = Schema::new(
    "LawPosition",
    "文本未明之处的解释口径",
    "How the text is read where it is silent",
    &[
        has("id", Shape::Text),
        has("value", Shape::Text),
        has("alternatives", WORDS_LIST),
        has("question", Shape::Text),
        has("asks", TEXTS),
        has("source", TEXTS),
    ],
);
const IDENTITY: Schema = Schema::new(
    "LawIdentity",
    "文号、公布与发布机关",
    "Order, publication, who issued it",
    &[
        has("form", TEXTS),
        has("order", Shape::OrNull(&TEXTS)),
        has("adopted", MAYBE_DAY),
        has("published", Shape::Day),
        has("issuers", WORDS_LIST),
        has("notes", Shape::List(&TEXTS)),
        has("public_consultation", Shape::OrNull(&Shape::Open)),
    ],
);
const PROVISION: Schema = Schema::new(
    "LawProvision",
    "一条、一款或一项：要旨与落实",
    "An article, paragraph or item: its gist and what carries it",
    &[
        has(
            "kind",
            Shape::OneOf(&["duty", "power", "limit", "definition", "principle", "formality"]),
        ),
        has("gist", TEXTS),
        has("carried_by", WORDS_LIST),
        may_have("out_of_reach", TEXTS),
        has("unverified", Shape::Truth),
    ],
)
.with(&[&CITE]);

/// What carries each provision of a version.
pub const COVERAGE: Schema = Schema::new(
    "Coverage",
    "逐条由什么落实",
    "What carries each provision, and what each thing carries",
    &[
        has("law", Shape::Text),
        has("provisions", Shape::List(&Shape::Is(&COVERED))),
        has(
            "carriers",
            Shape::List(&Shape::Is(&Schema::new(
                "Carrier",
                "落实者及其所据条款",
                "Something that carries, with the provisions it carries",
                &[has("carrier", Shape::Text), has("provisions", Shape::List(&Shape::Is(&CITE)))],
            ))),
        ),
    ],
);
const COVERED: Schema = Schema::new(
    "Covered",
    "一条、一款或一项及其落实程度",
    "A provision, what carries it, and how far it is carried",
    &[has("reach", Shape::OneOf(&["carried", "in-part", "out-of-reach", "said", "bare"]))],
)
.with(&[&PROVISION]);
