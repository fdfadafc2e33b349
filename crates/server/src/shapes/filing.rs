//! Filings and their files.

use super::{KINDS, MATERIALS, MAYBE_TEXT, TEXTS};
use crate::shape::{Schema, Shape, has, may_have};

/// A file of a filing.
pub const MATERIAL: Schema = Schema::new(
    "Material",
    "一份材料",
    "A file of a filing",
    &[has("uploaded_at", Shape::Instant), may_have("remarks", REMARKS)],
)
.with(&[&CASE_MATERIAL]);
/// What is to be known of a file.
pub const REMARKS: Shape = Shape::List(&Shape::Is(&REMARK));
const REMARK: Schema = Schema::new(
    "FileRemark",
    "读者应知的事项：名实不符、未扫描、未能检查等",
    "What a reader of a file should know: a name that says otherwise, not scanned, not looked into",
    &[has("id", Shape::Text), has("text", TEXTS)],
);
/// A file as the docket has it.
pub const CASE_MATERIAL: Schema = Schema::new(
    "CaseMaterial",
    "入卷的材料，以内容的 SHA-256 为凭",
    "A file on record, by the SHA-256 of its content",
    &[
        has("material", Shape::OneOf(MATERIALS)),
        has("name", Shape::Text),
        has("media_type", Shape::Text),
        has("sha256", Shape::Hash),
        has("bytes", Shape::Number),
    ],
);
/// A filing.
pub const FILING: Schema = Schema::new(
    "Filing",
    "一份申报；列表中不含材料",
    "A filing; its files are listed where one filing is read",
    &[
        has("id", Shape::Text),
        has("party", Shape::Text),
        has("kind", Shape::OneOf(KINDS)),
        has("subject", Shape::Open),
        has("answers", Shape::Open),
        has("state", Shape::OneOf(&["draft", "submitted"])),
        has("review", MAYBE_TEXT),
        has("created_at", Shape::Instant),
        has("changed_at", Shape::Instant),
        has("materials", Shape::List(&Shape::Is(&MATERIAL))),
    ],
);
/// Filings, a page of them.
pub const FILINGS_PAGE: Schema = Schema::new(
    "FilingsPage",
    "申报列表的一页；next 为下一页的 cursor",
    "A page of filings; `next` is the cursor of the page after it",
    &[has("filings", Shape::List(&Shape::Is(&FILING))), has("next", MAYBE_TEXT)],
);
/// What is missing of a filing.
pub const CHECK: Schema = Schema::new(
    "Check",
    "申报是否齐备",
    "Whether a filing is complete, item by item",
    &[
        has("complete", Shape::Truth),
        has("law", MAYBE_TEXT),
        has("items", Shape::List(&Shape::Is(&CHECK_ITEM))),
    ],
);
/// One item of a check.
pub const CHECK_ITEM: Schema = Schema::new(
    "CheckItem",
    "核对的一项：材料，或 JSON 指针所指的内容",
    "An item checked: a material, or what a JSON pointer names",
    &[
        has("item", Shape::Text),
        has("article", MAYBE_TEXT),
        has("present", Shape::Truth),
        has("text", TEXTS),
    ],
);
