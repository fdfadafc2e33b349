//! Receipts, and what is said of a paper that somebody holds.

use super::{CASE_MATERIAL, MAYBE_DAY, MAYBE_TEXT, TEXTS, WORDS_LIST};
use crate::shape::{Schema, Shape, has, may_have};

/// What was received.
pub const RECEIPT: Schema = Schema::new(
    "Receipt",
    "收件回执；at 为签名回执的地址",
    "What was received, and when; `at` is where its signed receipt is",
    &[
        has("seq", Shape::Number),
        has("date", MAYBE_DAY),
        has("time", Shape::OrNull(&Shape::Time)),
        has("title", Shape::Text),
        has("materials", Shape::List(&Shape::Is(&CASE_MATERIAL))),
        has("at", Shape::Text),
    ],
);
/// Where a receipt is.
pub const RECEIPT_PLACE: Schema = Schema::new(
    "ReceiptPlace",
    "回执的地址",
    "Where the receipt is",
    &[has("seq", Shape::Number), has("at", Shape::Text)],
);
/// A receipt.
pub const RECEIPT_SIGNED: Schema = Schema::new(
    "SignedReceipt",
    "回执：字节以小写十六进制书写；签名对象为一行 anshen-receipt-1 加 statement 的 RFC 8785 规范形式",
    "A receipt; bytes are lower-case hex. Signed are the line `anshen-receipt-1` and `statement` \
     in the canonical form of RFC 8785",
    &[
        has("format", Shape::OneOf(&["anshen-receipt-1"])),
        has("statement", Shape::Is(&STATEMENT)),
        has("signatures", Shape::List(&Shape::Is(&SIGNATURE))),
        has("proof", Shape::Is(&PROOF)),
        may_have("opening", Shape::Is(&OPENING)),
        may_have("stamp", Shape::Text),
    ],
);
const STATEMENT: Schema = Schema::new(
    "ReceiptStatement",
    "办公室所记载者（被签名）",
    "What the office recorded; this is signed",
    &[
        has("what", Shape::OneOf(&["filing", "act", "notice"])),
        has("office", Shape::Text),
        has("review", Shape::Text),
        has("case", Shape::Text),
        has("entry", Shape::Number),
        has("act", Shape::Text),
        has("actor", Shape::Actor),
        has("day", Shape::Day),
        has("recorded_at", Shape::Instant),
        has("law", Shape::Text),
        has("law_sha256", Shape::Hash),
        has("materials", Shape::List(&Shape::Is(&MATERIAL))),
        may_have("notice", Shape::Is(&NOTICE)),
        has("code", Shape::Text),
        has("leaf", Shape::Is(&LEAF)),
    ],
);
const MATERIAL: Schema = Schema::new(
    "ReceiptMaterial",
    "随该条提交的文件及其哈希",
    "A file handed in, by its hashes",
    &[
        has("name", Shape::Text),
        has("bytes", Shape::Number),
        has("sha256", Shape::Hash),
        has("sm3", Shape::Hash),
    ],
);
const NOTICE: Schema = Schema::new(
    "ReceiptNotice",
    "该条发出的书面通知",
    "The written notice that the entry sent",
    &[
        has("number", Shape::Text),
        has("kind", Shape::Text),
        has("texts", Shape::List(&Shape::Is(&NOTICE_TEXT))),
    ],
);
const NOTICE_TEXT: Schema = Schema::new(
    "ReceiptNoticeText",
    "通知纯文本的哈希",
    "The hashes of a notice's plain text",
    &[
        has("language", Shape::OneOf(&["zh", "en"])),
        has("sha256", Shape::Hash),
        has("sm3", Shape::Hash),
    ],
);
const LEAF: Schema = Schema::new(
    "ReceiptLeaf",
    "审查链叶子的组成",
    "What the leaf of the log is made of",
    &[
        has("index", Shape::Number),
        has("commitment", Shape::Hash),
        has("position", Shape::Number),
        has("recorded_us", Shape::Number),
        has("stream", Shape::Text),
    ],
);
const SIGNATURE: Schema = Schema::new(
    "ReceiptSignature",
    "签名；SM2 为 r‖s，默认标识",
    "A signature; of SM2 r ‖ s, with the default id",
    &[
        has("algorithm", Shape::OneOf(&["ed25519", "sm2"])),
        has("key", Shape::Text),
        has("signature", Shape::Text),
    ],
);
const PROOF: Schema = Schema::new(
    "ReceiptProof",
    "包含证明与检查点（C2SP signed-note）",
    "The proof of inclusion and the checkpoint (C2SP signed-note) it leads to",
    &[has("path", Shape::List(&Shape::Hash)), has("checkpoint", Shape::Text)],
);
const OPENING: Schema = Schema::new(
    "ReceiptOpening",
    "承诺值的打开：可从回执中删去而不影响其余部分",
    "What opens the commitment; it may be taken out and the rest stays valid",
    &[has("salt", Shape::Text), has("line", Shape::Text)],
);
/// What is said of a paper.
pub const VERIFIED: Schema = Schema::new(
    "Verified",
    "核验结果：真实、已改动或无从核实；真实者是否仍为现行",
    "What is said of a paper: genuine, altered or unknown, and whether a genuine one still stands",
    &[
        has("verdict", Shape::OneOf(&["genuine", "altered", "unknown"])),
        has("standing", Shape::OrNull(&Shape::OneOf(&["current", "replaced", "destroyed"]))),
        has("shown", Shape::OneOf(&["receipt", "notice", "code"])),
        has("checked", WORDS_LIST),
        has("differs", WORDS_LIST),
        has("paper", Shape::OrNull(&Shape::Is(&PAPER))),
        has("replaced_by", Shape::OrNull(&Shape::Is(&REPLACED_BY))),
        has("text", TEXTS),
    ],
);
const PAPER: Schema = Schema::new(
    "Paper",
    "该文书为何：与手中所持者对照",
    "Which paper it is, to hold against the one in hand",
    &[
        has("what", Shape::OneOf(&["filing", "act", "notice"])),
        has("case", Shape::Text),
        has("entry", Shape::Number),
        has("day", Shape::Day),
        has("notice", MAYBE_TEXT),
        has("code", Shape::Text),
    ],
);
const REPLACED_BY: Schema = Schema::new(
    "ReplacedBy",
    "取代该文书的条目",
    "The entry that took its place",
    &[
        has("how", Shape::OneOf(&["corrected", "superseded"])),
        has("entry", Shape::Number),
        has("day", MAYBE_DAY),
    ],
);
