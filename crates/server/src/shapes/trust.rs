//! Who may know what, and that it was read: declarations, readings, emergencies, what takes two.

use super::destruction::DESTROYS;
use super::{MAYBE_TEXT, POSITIONS};
use crate::api::{DEEDS, TOLD_LINES};
use crate::links;
use crate::readings::{Document, PURPOSES};
use crate::shape::{Schema, Shape, has};
use crate::shapes::problem::problem;

const MAYBE_INSTANT: Shape = Shape::OrNull(&Shape::Instant);

/// A link between a person and a side of a case.
const LINK: Schema = Schema::new(
    "LinkKnown",
    "系统所知的关联；by_name 为同名账户，可能并非同一人",
    "A link the record knows of; `by_name`: by an account of the same name, which may be another's",
    &[
        has("kind", Shape::OneOf(links::KINDS)),
        has("side", Shape::OneOf(&["party", "provider"])),
        has("through", Shape::Text),
        has("by_name", Shape::Truth),
    ],
);
/// The caller's links.
pub const LINKS: Schema = Schema::new(
    "Links",
    "本人与当事人、提供者的关联",
    "What may tie the caller to party or provider",
    &[has("links", Shape::List(&Shape::Is(&LINK)))],
);
const DECLARATION: Schema = Schema::new(
    "DeclarationSaid",
    "一项声明，及声明时系统所知的关联",
    "What was declared, with the links known then",
    &[
        has("name", Shape::Text),
        has("conflict", Shape::Truth),
        has("because", MAYBE_TEXT),
        has("links", Shape::List(&Shape::Is(&LINK))),
        has("said_at", Shape::Instant),
    ],
);
/// What was declared about a review.
pub const DECLARATIONS: Schema = Schema::new(
    "Declarations",
    "本案的声明",
    "What was declared about a review",
    &[has("declarations", Shape::List(&Shape::Is(&DECLARATION)))],
);
/// What a case is read for.
pub const PURPOSE: Schema = Schema::new(
    "Purpose",
    "查阅目的；未说明的为 null",
    "What a case is read for; null where it was not said",
    &[
        has("purpose", Shape::OrNull(&Shape::OneOf(PURPOSES))),
        has("note", MAYBE_TEXT),
        has("choices", Shape::List(&Shape::OneOf(PURPOSES))),
    ],
);
const READING_TOLD: Schema = Schema::new(
    "ReadingTold",
    "一次查阅，查阅者以角色表示",
    "A reading, its reader by role",
    &[
        has("read_at", Shape::Instant),
        has("kind", Shape::OneOf(Document::KINDS)),
        has("item", Shape::Text),
        has("name", MAYBE_TEXT),
        has("role", Shape::Text),
        has("purpose", Shape::Text),
    ],
);
/// Readings of what one's own house gave.
pub const READINGS_TOLD: Schema = Schema::new(
    "ReadingsTold",
    "本单位所交文件的查阅",
    "Readings of what one's own house gave",
    &[has("readings", Shape::List(&Shape::Is(&READING_TOLD)))],
);
const READING: Schema = Schema::new(
    "Reading",
    "一次查阅，载明查阅者",
    "A reading, with who read",
    &[
        has("read_at", Shape::Instant),
        has("name", Shape::Text),
        has("role", Shape::Text),
        has("review", Shape::Text),
        has("number", MAYBE_TEXT),
        has("kind", Shape::OneOf(Document::KINDS)),
        has("item", Shape::Text),
        has("purpose", Shape::OneOf(PURPOSES)),
        has("note", MAYBE_TEXT),
        has("emergency", MAYBE_TEXT),
    ],
);
/// Readings by name, a page of them.
pub const READINGS: Schema = Schema::new(
    "Readings",
    "查阅记录的一页",
    "A page of readings",
    &[has("readings", Shape::List(&Shape::Is(&READING))), has("next", MAYBE_TEXT)],
);
/// An emergency.
pub const EMERGENCY: Schema = Schema::new(
    "Emergency",
    "紧急查阅；readings 为其间查阅的文件数",
    "An emergency; `readings` is how many documents were read under it",
    &[
        has("id", Shape::Text),
        has("review", Shape::Text),
        has("number", MAYBE_TEXT),
        has("name", Shape::Text),
        has("role", Shape::Text),
        has("because", Shape::Text),
        has("began_at", Shape::Instant),
        has("ends_at", Shape::Instant),
        has("state", Shape::OneOf(&["running", "over", "ended"])),
        has("ended_by", MAYBE_TEXT),
        has("ended_at", MAYBE_INSTANT),
        has("readings", Shape::Number),
    ],
);
/// Emergencies, the newest first.
pub const EMERGENCIES: Schema = Schema::new(
    "Emergencies",
    "紧急查阅，最近的在前",
    "Emergencies, the newest first",
    &[has("emergencies", Shape::List(&Shape::Is(&EMERGENCY)))],
);
/// A request for what takes two.
pub const TWO: Schema = Schema::new(
    "FourEyes",
    "须经两人之事；may_confirm 为来者可否确认，declare_first 为来者声明无利益冲突后方可",
    "What takes two; `may_confirm`: whether the caller may; `declare_first`: not before he \
     declares that he has no conflict",
    &[
        has("id", Shape::Text),
        has("deed", Shape::OneOf(DEEDS)),
        has("about", Shape::Text),
        has("review", MAYBE_TEXT),
        has("number", MAYBE_TEXT),
        has("destroys", Shape::OrNull(&Shape::Is(&DESTROYS))),
        has("because", Shape::Text),
        has("by", Shape::Text),
        has("asked_at", Shape::Instant),
        has("ends_at", Shape::Instant),
        has("state", Shape::OneOf(&["open", "confirmed", "used", "refused", "withdrawn", "void"])),
        has("answered_by", MAYBE_TEXT),
        has("answered_at", MAYBE_INSTANT),
        has("used_at", MAYBE_INSTANT),
        has("may_confirm", Shape::Truth),
        has("declare_first", Shape::Truth),
        has("own", Shape::Truth),
    ],
);
/// Requests, the newest first.
pub const TWOS: Schema = Schema::new(
    "FourEyesList",
    "须经两人之事，最近的在前",
    "What takes two, the newest first",
    &[has("requests", Shape::List(&Shape::Is(&TWO)))],
);
/// A whole docket.
pub const EXPORT: Schema = Schema::new(
    "Export",
    "整个卷宗：案件、各条记录、可打印的卷宗页",
    "A whole docket: the case, its entries, the page that is printed",
    &[
        has("review", Shape::Text),
        has("number", Shape::Text),
        has("case", Shape::Open),
        has("law", Shape::Text),
        has("law_hash", Shape::Text),
        has("positions", POSITIONS),
        has("position", Shape::Number),
        has("entries", Shape::List(&Shape::Open)),
        has("page", Shape::Text),
        has("exported_at", Shape::Instant),
        has("request", Shape::Text),
    ],
);
/// The rules that a head may choose.
pub const HOUSE_RULES: Schema = Schema::new(
    "HouseRules",
    "本办公室自定的规则",
    "The rules of the house that a head may choose",
    &[has("opinions_sealed", Shape::Truth)],
);
const TOLD_LINE: Schema = Schema::new(
    "ToldLine",
    "应当知悉的一项",
    "Something to be known",
    &[
        has("kind", Shape::OneOf(TOLD_LINES)),
        has("at", Shape::Instant),
        has("name", Shape::Text),
        has("review", MAYBE_TEXT),
        has("number", MAYBE_TEXT),
        has("because", MAYBE_TEXT),
        has("deed", Shape::OrNull(&Shape::OneOf(DEEDS))),
    ],
);
/// What somebody is told at once.
pub const TOLD: Schema = Schema::new(
    "Told",
    "应当即时知悉的事项",
    "What the caller is to know at once",
    &[has("lines", Shape::List(&Shape::Is(&TOLD_LINE)))],
);

/// No emergency is needed.
pub const READS_ALREADY: Schema = problem(
    "ReadsAlready",
    "本可查阅，无须紧急查阅（reason 为 reads-already）",
    "The caller may read the case as it is (reason `reads-already`)",
    &[],
);
/// What was asked to be opened is not sealed.
pub const NOTHING_SEALED: Schema = problem(
    "NothingSealed",
    "没有密封的意见（reason 为 nothing-sealed）",
    "No opinions are sealed (reason `nothing-sealed`)",
    &[],
);
/// A request that was answered.
pub const ANSWERED_ALREADY: Schema = problem(
    "AnsweredAlready",
    "已有答复（reason 为 answered-already）",
    "It was answered before (reason `answered-already`)",
    &[has("answer", Shape::Text)],
);
/// A request whose time is over.
pub const REQUEST_VOID: Schema = problem(
    "RequestVoid",
    "已逾七日（reason 为 request-void）",
    "Its seven days are over (reason `request-void`)",
    &[],
);
/// What takes two.
pub const TAKES_TWO: Schema = problem(
    "TakesTwo",
    "须先经两人（reason 为 takes-two）",
    "Two people must agree first (reason `takes-two`)",
    &[has("deed", Shape::OneOf(DEEDS))],
);
