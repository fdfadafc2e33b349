//! Evidence.

use super::{MAYBE_TEXT, TEXTS};
use crate::evidence::Found;
use crate::shape::{Schema, Shape, has};

/// Controls and what was found.
pub const EVIDENCE: Schema = Schema::new(
    "Evidence",
    "自查证据；at 为探查的时刻",
    "Evidence on oneself; `at` is when it was looked at",
    &[has("at", Shape::Instant), has("probes", Shape::List(&Shape::Is(&PROBE)))],
);
const PROBE: Schema = Schema::new(
    "Probe",
    "一项控制及其探查结果；protection 为 GB/T 22239-2019 的条，cryptography 为 GB/T 39786-2021 的章",
    "A control and what was found; `protection` is a clause of GB/T 22239-2019, `cryptography` a \
     chapter of GB/T 39786-2021",
    &[
        has("id", Shape::Text),
        has("protection", Shape::Text),
        has("cryptography", MAYBE_TEXT),
        has("control", TEXTS),
        has("found", Shape::OneOf(Found::WORDS)),
        has("seen", TEXTS),
    ],
);
