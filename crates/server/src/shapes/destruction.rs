//! What is to be destroyed, and what was.

use super::{CITE, MAYBE_DAY};
use crate::destruction::{Ground, What};
use crate::shape::{Schema, Shape, has, may_have};
use crate::shapes::problem::problem;

/// What two people agree on.
pub const DESTROYS: Schema = Schema::new(
    "ToBeDestroyed",
    "拟销毁的内容：整个卷宗、一条记录或一份文件",
    "What is to be destroyed: a docket, an entry or a file",
    &[
        has("what", Shape::OneOf(What::WORDS)),
        has("entry", Shape::OrNull(&Shape::Number)),
        has("sha256", Shape::OrNull(&Shape::Hash)),
        has("ground", Shape::OneOf(Ground::WORDS)),
        has("retained_until", MAYBE_DAY),
    ],
);
/// What stands in the place of what was destroyed.
pub const GONE: Schema = Schema::new(
    "Destroyed",
    "已销毁：何时、依据、条款、理由，提出者与确认者的角色；办法未作规定的依据没有 article",
    "That it was destroyed: when, on what ground, why, the roles of who asked and who confirmed; \
     without `article` where the Measures do not speak of the ground",
    &[
        has("request", Shape::Text),
        has("on", Shape::Day),
        has("ground", Shape::OneOf(Ground::WORDS)),
        has("law", Shape::Text),
        may_have("article", Shape::Is(&CITE)),
        may_have("retained_until", Shape::Day),
        has("because", Shape::Text),
        has("asked_by", Shape::Text),
        has("confirmed_by", Shape::Text),
    ],
);
/// A destruction.
pub const DESTRUCTION: Schema = Schema::new(
    "Destruction",
    "一次销毁；entries 为内容已销毁的条目数，files 为文件的 SHA-256，seq 为载明此事的条目在审查链中的序号",
    "A destruction; `entries`: how many entries lost their content, `files`: by SHA-256, `seq`: \
     the number in the ledger of the entry that attests it",
    &[
        has("what", Shape::OneOf(What::WORDS)),
        has("entry", Shape::OrNull(&Shape::Number)),
        has("entries", Shape::Number),
        has("files", Shape::List(&Shape::Hash)),
        has("destroyed", Shape::Is(&GONE)),
        has("seq", Shape::Number),
        has("recorded_at", Shape::Instant),
    ],
);
/// What of a case was destroyed.
pub const DESTRUCTIONS: Schema = Schema::new(
    "Destructions",
    "本案已销毁的内容",
    "What of a case was destroyed",
    &[
        has("review", Shape::Text),
        has("number", Shape::Text),
        has("destructions", Shape::List(&Shape::Is(&DESTRUCTION))),
    ],
);
/// What may not be destroyed, or not now.
pub const NOT_DESTROYED: Schema = problem(
    "NotDestroyed",
    "不予销毁：案件未办结（case-still-open）、理由不及（ground-does-not-reach）、只随卷宗销毁\
     （goes-with-the-docket）、此前已销毁（destroyed-already）、无可销毁（nothing-to-destroy）",
    "It is not destroyed (reason `case-still-open`, `ground-does-not-reach`, \
     `goes-with-the-docket`, `destroyed-already`, `nothing-to-destroy`)",
    &[],
);
