//! What another version or other readings would make of cases.

use super::review::{BASIS, LIMITS};
use super::{CITE, MAYBE_TEXT, TEXTS, WORDS_LIST};
use crate::shape::{Schema, Shape, has, may_have};

/// A simulation over cases.
pub const WHAT_IF: Schema = Schema::new(
    "WhatIf",
    "推演结果；simulation 恒为 true，不得据以办理",
    "What came of a what-if; `simulation` is always true: nothing can be issued from it",
    &[
        has("simulation", Shape::Truth),
        has("law", Shape::Text),
        has("hash", Shape::Hash),
        has("positions", Shape::List(&WORDS_LIST)),
        has("as_of", Shape::Day),
        has("tally", Shape::Is(&TALLY)),
        has("cases", Shape::List(&Shape::Is(&CASE))),
        has("unread", Shape::Number),
        has("next", MAYBE_TEXT),
    ],
);
const TALLY: Schema = Schema::new(
    "WhatIfTally",
    "合计：案件数；期限推后、提前者为期限数",
    "Counts of cases, and of limits that end later or earlier",
    &[
        has("cases", Shape::Number),
        has("differ", Shape::Number),
        has("files_anew", Shape::Number),
        has("files_no_more", Shape::Number),
        has("limits_later", Shape::Number),
        has("limits_earlier", Shape::Number),
        has("newly_late", Shape::Number),
        has("refused", Shape::Number),
    ],
);
const CASE: Schema = Schema::new(
    "WhatIfCase",
    "一个案件若适用另一版本会怎样",
    "What would become of a case",
    &[
        has("review", MAYBE_TEXT),
        has("number", MAYBE_TEXT),
        has("title", MAYBE_TEXT),
        has("simulation", Shape::Truth),
        has("case", Shape::Text),
        has("law", MAYBE_TEXT),
        may_have("owed", Shape::Is(&OWED)),
        has("moved", Shape::List(&Shape::Is(&MOVED))),
        has("refused", Shape::List(&Shape::Is(&REFUSED))),
    ],
);
const OWED: Schema = Schema::new(
    "WhatIfOwed",
    "申报义务：现在与推演",
    "Whether a filing is owed, now and then: the article, or null",
    &[
        has("before", Shape::OrNull(&Shape::Is(&CITE))),
        has("after", Shape::OrNull(&Shape::Is(&CITE))),
        has("filed", Shape::OneOf(&["filed", "not-filed"])),
    ],
);
const MOVED: Schema = Schema::new(
    "WhatIfMoved",
    "变动的期限；days 为推后的天数，提前为负",
    "A limit that stands otherwise; `days` it ends later, negative where earlier",
    &[
        has("limit", Shape::OneOf(LIMITS)),
        may_have("of", Shape::Text),
        has("effect", Shape::OneOf(&["statutory", "internal"])),
        has("before", Shape::OrNull(&Shape::Is(&STANDS))),
        has("after", Shape::OrNull(&Shape::Is(&STANDS))),
        has("days", Shape::OrNull(&Shape::Signed)),
    ],
);
const STANDS: Schema = Schema::new(
    "WhatIfStands",
    "期限所在条文、截止日（放假安排尚未公布的，为自 earliest 至 due 的范围）、逾期工作日数",
    "Where a limit stands: its article, its last day (from earliest to due where a year's notice \
     is not out), working days late",
    &[
        has("article", Shape::Text),
        may_have("earliest", Shape::Day),
        has("due", Shape::OrNull(&Shape::Day)),
        has("late", Shape::Number),
    ],
);
const REFUSED: Schema = Schema::new(
    "WhatIfRefused",
    "推演中不予记入的行为",
    "An act of the case that would be refused",
    &[
        has("entry", Shape::Number),
        has("act", Shape::Text),
        has(
            "refusal",
            Shape::Is(&Schema::new(
                "WhatIfRefusal",
                "不予记入的理由",
                "Why it would be refused",
                &[has("reason", Shape::Text), has("basis", BASIS), has("text", TEXTS)],
            )),
        ),
    ],
);
