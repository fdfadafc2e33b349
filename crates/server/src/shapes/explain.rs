//! Why something is so, and computations that can be kept.

use super::problem::problem;
use super::review::{BASIS, LIMIT};
use super::{CITE, MAYBE_TEXT, TEXTS, WORDS_LIST};
use crate::shape::{Schema, Shape, has, may_have};

/// Why the limits of a docket stand as they do, and why acts are refused.
pub const EXPLANATION: Schema = Schema::new(
    "Explanation",
    "期限与不予记入的依据",
    "Why limits stand as they do and why acts are refused",
    &[
        has("review", Shape::Text),
        has("number", Shape::Text),
        has("law", Shape::Text),
        has("as_of", Shape::Day),
        has("limits", Shape::List(&Shape::Is(&LIMIT_TRACED))),
        has("refusals", Shape::List(&Shape::Is(&REFUSAL_TRACED))),
    ],
);
const LIMIT_TRACED: Schema = Schema::new(
    "LimitExplained",
    "一项期限及其依据与日子",
    "A limit, its grounds and its days",
    &[
        has("limit", Shape::Is(&LIMIT)),
        has("grounds", Shape::OrNull(&Shape::Is(&TRACE))),
        has("days", Shape::OrNull(&Shape::Is(&DAYS))),
    ],
);
const REFUSAL_TRACED: Schema = Schema::new(
    "RefusalExplained",
    "一项不予记入的行为及其依据",
    "An act that is refused, and the grounds",
    &[
        has("act", Shape::Text),
        has("actor", Shape::Actor),
        has("refusal", Shape::Is(&REFUSED)),
        has("grounds", Shape::OrNull(&Shape::Is(&TRACE))),
    ],
);
const REFUSED: Schema = Schema::new(
    "RefusalWords",
    "不予记入的理由",
    "Why something is refused",
    &[has("reason", Shape::Text), has("basis", BASIS), has("text", TEXTS)],
);
const TRACE: Schema = Schema::new(
    "Trace",
    "依据：条文、口径、记录；withheld 为另有来者无权阅读的记录",
    "Grounds: articles, readings, entries; `withheld`: there are others the caller may not read",
    &[
        has("law", Shape::Text),
        has("law_hash", Shape::Hash),
        has("articles", Shape::List(&Shape::Is(&GROUND))),
        has("positions", Shape::List(&Shape::Is(&TAKEN))),
        has("entries", Shape::List(&Shape::Is(&RESTS))),
        may_have("house", Shape::Text),
        may_have("withheld", Shape::Truth),
    ],
);
const GROUND: Schema = Schema::new(
    "TraceArticle",
    "条文及其要旨",
    "An article, what it is for here, and what it says in our words",
    &[has("role", TEXTS), may_have("gist", TEXTS), has("unverified", Shape::Truth)],
)
.with(&[&CITE]);
const TAKEN: Schema = Schema::new(
    "TraceReading",
    "所取口径；own 为本案自定",
    "A reading taken and those that were not; `own`: this docket takes another than the version",
    &[
        has("name", Shape::Text),
        has("value", Shape::Text),
        has("rejected", WORDS_LIST),
        has("asks", TEXTS),
        has("source", TEXTS),
        has("own", Shape::Truth),
    ],
);
const RESTS: Schema = Schema::new(
    "TraceEntry",
    "所依据的记录",
    "An entry it rests on, and what for",
    &[
        has("entry", Shape::Number),
        has("day", Shape::Day),
        has("act", Shape::Text),
        has("role", TEXTS),
    ],
);
const DAYS: Schema = Schema::new(
    "DayTally",
    "计入与跳过的日子",
    "The days counted and skipped, by what they are",
    &[
        has("from", Shape::Day),
        has("until", Shape::Day),
        has("counted", Shape::Number),
        has("weekend", Shape::Number),
        has("holidays", Shape::List(&Shape::Is(&NAMED))),
        has("make_up", Shape::List(&Shape::Is(&NAMED))),
        has("stopped", Shape::Number),
        has("rest", Shape::Number),
        has("unannounced", Shape::Number),
        has("aside", Shape::Number),
    ],
);
const NAMED: Schema = Schema::new(
    "NamedDays",
    "一个节日的日子及其文件",
    "Days of one holiday by one paper",
    &[has("name", TEXTS), has("paper", Shape::Text), has("days", Shape::Number)],
);

/// A computation that can be run again.
pub const COMPUTATION: Schema = Schema::new(
    "Computation",
    "计算凭据：输入与结果",
    "The receipt of a computation: what went in, and what came out",
    &[
        has("computation", Shape::Text),
        has("program", Shape::Text),
        has("known_on", Shape::Day),
        may_have("papers", WORDS_LIST),
        has("laws", Shape::Table(&Shape::Hash)),
        has("page", Shape::Is(&PAGE)),
        has("law", MAYBE_TEXT),
        has("positions", Shape::List(&WORDS_LIST)),
        has("result", Shape::List(&Shape::Open)),
    ],
);
const PAGE: Schema = Schema::new(
    "ComputationPage",
    "计算所据的卷宗页",
    "The page of the docket it was computed from",
    &[has("name", Shape::Text), has("sha256", Shape::Hash), has("text", Shape::Text)],
);

/// The page of a docket does not run to where the docket stands.
pub const NO_REPLAY: Schema = problem(
    "NoReplay",
    "卷宗页不能重算到现状（reason 为 does-not-replay）",
    "The page does not run to where the docket stands (reason `does-not-replay`)",
    &[],
);
