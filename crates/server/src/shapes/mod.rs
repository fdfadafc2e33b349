//! The shapes of our answers, by what they are about. A word added to an answer without its line
//! here fails a test.

mod days;
mod destruction;
mod entrance;
mod evidence;
mod explain;
mod filing;
mod house;
mod law;
mod problem;
mod receipt;
mod review;
mod trust;
mod what_if;

pub use days::{DAYS_ADD, DAYS_BETWEEN, DAYS_SHEET, DAYS_YEAR};
pub use destruction::{DESTRUCTION, DESTRUCTIONS, NOT_DESTROYED};
pub use entrance::{
    CHALLENGE, ENTRANCE, FACTOR_RESET, FACTORS, FOREIGN_BEGUN, IDENTITY, PASSKEY_MADE, PROVED,
    PROVIDER, RECOVERY_CODES, TOTP_MADE,
};
pub use evidence::EVIDENCE;
pub use explain::{COMPUTATION, EXPLANATION, NO_REPLAY};
pub use filing::{CASE_MATERIAL, CHECK, FILING, FILINGS_PAGE, MATERIAL, REMARKS};
pub use house::{
    ACCOUNT, ACCOUNT_MADE, GRANT, HEALTH, LEDGER_HEAD, LINK, ME, MOVEMENT, NOTICE,
    NOTICE_CONFIRMED, NOTICE_PENDING, ORGANISATION, SESSION, TOKEN, TOKEN_MADE,
};
pub use law::{COVERAGE, GOVERNS, LAW, LAW_BRIEF};
pub use problem::{
    ALREADY_CONFIRMED, ALREADY_SUBMITTED, CLOCK_BEHIND, DOCKET_MOVED, FILING_INCOMPLETE, INFECTED,
    KEY_REUSED, NO_COPY, NO_KEYS, NO_LAW, OFFICE_MOVED, ON_RECORD, OVERTAKEN, PROBLEM_SHAPES,
    REFUSAL,
};
pub use receipt::{RECEIPT_SIGNED, VERIFIED};
pub use review::{
    DOCKET, DONE, FILES, NOTICE_SENT, NOTICES_SENT, OPENED, REVIEW, REVIEWS_PAGE, STEP_WORDS,
    WAITING_FILE,
};
pub use trust::{
    ANSWERED_ALREADY, DECLARATIONS, EMERGENCIES, EMERGENCY, EXPORT, HOUSE_RULES, LINKS,
    NOTHING_SEALED, PURPOSE, READINGS, READINGS_TOLD, READS_ALREADY, REQUEST_VOID, TAKES_TWO, TOLD,
    TWO, TWOS,
};
pub use what_if::WHAT_IF;

use crate::shape::{Schema, Shape, has, may_have};

/// A text in both languages.
pub const WORDS: Schema = Schema::new(
    "Words",
    "中英文文本",
    "A text in both languages",
    &[has("zh", Shape::Text), has("en", Shape::Text)],
);
/// Where a rule stands.
pub const CITE: Schema = Schema::new(
    "Cite",
    "条款：条、款、项",
    "Where a rule stands: article, paragraph, item",
    &[
        has("article", Shape::Text),
        may_have("paragraph", Shape::Number),
        may_have("item", Shape::Number),
    ],
);
/// A text in both languages.
pub const TEXTS: Shape = Shape::Is(&WORDS);
/// Words, or null.
pub const MAYBE_TEXT: Shape = Shape::OrNull(&Shape::Text);
/// A day, or null.
pub const MAYBE_DAY: Shape = Shape::OrNull(&Shape::Day);
/// Readings of the text by their names.
pub const POSITIONS: Shape = Shape::Table(&Shape::Text);
/// Words, each.
pub const WORDS_LIST: Shape = Shape::List(&Shape::Text);
/// The materials of a filing.
pub const MATERIALS: &[&str] = &["declaration", "analysis", "documents", "other"];
/// The kinds of filing.
pub const KINDS: &[&str] = &["procurement", "data-processing", "listing"];
