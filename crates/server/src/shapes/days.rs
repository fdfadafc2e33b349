//! Working days.

use super::WORDS_LIST;
use crate::shape::{Schema, Shape, has, may_have};

const WEEKDAYS: &[&str] = &["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// `GET /api/v1/days/add`.
pub const DAYS_ADD: Schema = Schema::new(
    "DaysAdd",
    "某日之后第 N 个工作日；latest 晚于 due 者为暂定",
    "The N-th working day after a day; provisional where `latest` is after `due`",
    &[
        has("from", Shape::Day),
        has("n", Shape::Number),
        has("due", Shape::Day),
        has("latest", Shape::Day),
        has("weekday", Shape::OneOf(WEEKDAYS)),
        has("provisional", Shape::Truth),
        has("start_day", Shape::OneOf(&["excluded", "counted"])),
        has("papers", WORDS_LIST),
    ],
);
/// `GET /api/v1/days/sheet`.
pub const DAYS_SHEET: Schema = Schema::new(
    "DaysSheet",
    "逐日计算单",
    "The count sheet: each day, and why it counts or not",
    &[has("days", Shape::List(&Shape::Is(&SHEET_DAY)))],
)
.with(&[&DAYS_ADD]);
const SHEET_DAY: Schema = Schema::new(
    "DaysSheetDay",
    "计算单中的一日",
    "A day of the count sheet",
    &[
        has("date", Shape::Day),
        has("weekday", Shape::OneOf(WEEKDAYS)),
        has("counted", Shape::Truth),
        has("number", Shape::OrNull(&Shape::Number)),
        has(
            "why",
            Shape::OneOf(&["start", "working", "weekend", "holiday", "make-up", "provisional"]),
        ),
        has("paper", super::MAYBE_TEXT),
        has("entry", Shape::OrNull(&Shape::Number)),
    ],
);
/// `GET /api/v1/days/between`.
pub const DAYS_BETWEEN: Schema = Schema::new(
    "DaysBetween",
    "两日之间的工作日数；暂定时另有 most",
    "Working days between two days; `most` beside it where it is provisional",
    &[
        has("from", Shape::Day),
        has("to", Shape::Day),
        has("working_days", Shape::Number),
        may_have("most", Shape::Number),
        may_have("provisional", Shape::Truth),
    ],
);
/// `GET /api/v1/days/year`.
pub const DAYS_YEAR: Schema = Schema::new(
    "DaysYear",
    "一年的放假与调休安排",
    "A year's days off and make-up days",
    &[
        has("year", Shape::Number),
        has("announced", Shape::Truth),
        has("working_days", Shape::OrNull(&Shape::Number)),
        has("days_off", Shape::List(&Shape::Day)),
        has("make_up_days", Shape::List(&Shape::Day)),
        has("papers", WORDS_LIST),
        may_have("provisional", Shape::Is(&YEAR_PROVISIONAL)),
    ],
);
const YEAR_PROVISIONAL: Schema = Schema::new(
    "DaysYearProvisional",
    "未公布年份的工作日数范围",
    "How many working days a year without a notice may have",
    &[has("fewest_working_days", Shape::Number), has("most_working_days", Shape::Number)],
);
