//! Texts of law on the shelf.

use super::problem::problem;
use super::{MAYBE_DAY, MAYBE_TEXT, TEXTS, WORDS_LIST};
use crate::shape::{Schema, Shape, has, may_have};

/// A text as lists tell it.
pub const LAW_TEXT_ON_SHELF: Schema = Schema::new(
    "LawTextOnShelf",
    "收录的一份文本；law 为其对应的版本",
    "A text on the shelf; `law` is the version it is the text of",
    &[
        has("id", Shape::Text),
        has("law", MAYBE_TEXT),
        has("title", MAYBE_TEXT),
        has("order", MAYBE_TEXT),
        has("language", Shape::OneOf(&["zh", "en"])),
        has("articles", Shape::Number),
        has("promulgated", MAYBE_DAY),
        has("amended", MAYBE_DAY),
        has("in_force", MAYBE_DAY),
        has("issuers", WORDS_LIST),
        has("name", Shape::Text),
        has("media_type", Shape::Text),
        has("sha256", Shape::Hash),
        has("bytes", Shape::Number),
        has("added_at", Shape::Instant),
        has("withdrawn", Shape::OrNull(&Shape::Is(&WITHDRAWAL))),
    ],
);
const WITHDRAWAL: Schema = Schema::new(
    "LawTextWithdrawal",
    "撤下的时间与理由",
    "When a text was withdrawn, and why",
    &[has("at", Shape::Instant), has("because", Shape::Text)],
);
/// A text in full, as `anshen statute parse --json` tells it.
pub const LAW_TEXT: Schema = Schema::new(
    "LawText",
    "读成章、条、款、项的文本，每处有地址",
    "A text read into chapters, articles, paragraphs and items, each with its address",
    &[
        has("kept", Shape::Is(&LAW_TEXT_ON_SHELF)),
        has("title", MAYBE_TEXT),
        has("order", MAYBE_TEXT),
        has("dates", Shape::Is(&DATES)),
        has("issuers", WORDS_LIST),
        has("repeals", WORDS_LIST),
        has("preamble", Shape::Text),
        has("articles", Shape::List(&Shape::Is(&ARTICLE))),
        has("slips", Shape::List(&Shape::Is(&SLIP))),
    ],
);
const DATES: Schema = Schema::new(
    "LawTextDates",
    "公布与施行日期",
    "The days of promulgation and of entry into force",
    &[has("promulgated", MAYBE_DAY), has("in_force", MAYBE_DAY)],
);
const ARTICLE: Schema = Schema::new(
    "LawTextArticle",
    "一条",
    "An article",
    &[
        has("address", Shape::Text),
        has("number", Shape::Number),
        has("suffix", Shape::OrNull(&Shape::Number)),
        has("label", Shape::Text),
        has("chapter", MAYBE_TEXT),
        has("paragraphs", Shape::List(&Shape::Is(&PARAGRAPH))),
    ],
);
const PARAGRAPH: Schema = Schema::new(
    "LawTextParagraph",
    "一款",
    "A paragraph",
    &[
        has("address", Shape::Text),
        has("text", Shape::Text),
        has("items", Shape::List(&Shape::Is(&ITEM))),
    ],
);
const ITEM: Schema = Schema::new(
    "LawTextItem",
    "一项",
    "An item",
    &[has("address", Shape::Text), has("label", Shape::Text), has("text", Shape::Text)],
);
const SLIP: Schema = Schema::new(
    "LawTextSlip",
    "起草疏漏：废止已经废止的，或者提到没有的条款；text 为其所在文本",
    "A slip of drafting: it repeals what had gone, or refers to what is not there; `text` says in \
     which text",
    &[
        has("text", Shape::Text),
        has("kind", Shape::OneOf(&["repealed-already", "no-such-article", "no-such-paragraph"])),
        has("address", Shape::Text),
        has("words", TEXTS),
    ],
);
/// A version held against its text.
pub const LAW_TEXT_CHECKED: Schema = Schema::new(
    "LawTextChecked",
    "规则文件与文本的核对",
    "A rule file held against its text",
    &[
        has("law", MAYBE_TEXT),
        has("agrees", Shape::Truth),
        has("differences", Shape::List(&Shape::Is(&DIFFERENCE))),
        has("unsupported", Shape::List(&Shape::Is(&UNSUPPORTED))),
    ],
);
const DIFFERENCE: Schema = Schema::new(
    "LawTextDifference",
    "一处不同：规则所在与文本所在",
    "A difference with both places",
    &[has("kind", Shape::Text), has("rule", Shape::Is(&IN_RULE)), has("text", Shape::Is(&IN_TEXT))],
);
const IN_RULE: Schema = Schema::new(
    "LawTextInRule",
    "规则文件中的键、行与值",
    "Key, line and value in the rule file",
    &[has("key", Shape::Text), has("line", Shape::Number), has("value", Shape::Text)],
);
const IN_TEXT: Schema = Schema::new(
    "LawTextInText",
    "文本中的地址与值",
    "Address and value in the text",
    &[has("address", MAYBE_TEXT), has("value", Shape::Text)],
);
const UNSUPPORTED: Schema = Schema::new(
    "LawTextUnsupported",
    "文本不能佐证的规则",
    "A rule that no text supports",
    &[has("why", TEXTS)],
)
.with(&[&IN_RULE]);
/// Two texts compared.
pub const LAW_TEXTS_COMPARED: Schema = Schema::new(
    "LawTextsCompared",
    "两份文本的对照，按新文本的顺序",
    "Two texts compared, in the order of the newer one",
    &[
        has("from", Shape::Text),
        has("to", Shape::Text),
        has("same", Shape::Truth),
        has("facts", Shape::List(&Shape::Is(&FACT))),
        has("articles", Shape::List(&Shape::Is(&PAIR))),
        has("slips", Shape::List(&Shape::Is(&SLIP))),
    ],
);
const FACT: Schema = Schema::new(
    "LawTextFact",
    "两份文本自称不同之处",
    "What the texts say of themselves, where they differ",
    &[has("fact", Shape::Text), has("old", Shape::Text), has("new", Shape::Text)],
);
const PAIR: Schema = Schema::new(
    "LawTextPair",
    "对应的两条；alike 为相同的千分数",
    "An article beside its counterpart; `alike` is how much of a thousand they share",
    &[
        has("change", Shape::OneOf(&["same", "renumbered", "changed", "inserted", "removed"])),
        has("old", Shape::OrNull(&Shape::Is(&SIDE))),
        has("new", Shape::OrNull(&Shape::Is(&SIDE))),
        has("alike", Shape::Number),
        has("pieces", Shape::List(&Shape::Is(&PIECE))),
    ],
);
const SIDE: Schema = Schema::new(
    "LawTextSide",
    "一份文本中的一条",
    "An article of one of the texts",
    &[has("address", Shape::Text), has("label", Shape::Text), has("line", Shape::Number)],
);
const PIECE: Schema = Schema::new(
    "LawTextPiece",
    "一段文字：两份都有（same），旧有（old），新有（new）",
    "A stretch of words: in both (`same`), in the old (`old`), in the new (`new`)",
    &[may_have("same", Shape::Text), may_have("old", Shape::Text), may_have("new", Shape::Text)],
);

/// The same bytes are on the shelf.
pub const ON_SHELF: Schema = problem(
    "OnShelf",
    "相同的文件已收录（reason 为 on-shelf）；text_id 为其标识",
    "The very same file is on the shelf (reason `on-shelf`); `text_id` says as which",
    &[has("text_id", Shape::Text)],
);
/// There is no version to hold a text against.
pub const NO_CHECK: Schema = problem(
    "NoCheck",
    "没有可以核对的版本（reason 为 no-check）",
    "There is no version to hold it against (reason `no-check`)",
    &[],
);
/// Texts of two languages are not compared.
pub const TWO_LANGUAGES: Schema = problem(
    "TwoLanguages",
    "两份文本语言不同（reason 为 two-languages）",
    "The texts are of two languages (reason `two-languages`)",
    &[],
);
