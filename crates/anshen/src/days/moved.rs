//! The limits that a notice moves, as a running office tells them: the old day beside the new.

use jiff::civil::Date;
use law::Words;
use review::LimitName;
use serde::Deserialize;
use serde_json::Value;

use super::words;
use crate::console::Console;

#[derive(Debug, Deserialize)]
struct Moved {
    number: String,
    limit: LimitName,
    of: Option<String>,
    from: Span,
    to: Span,
}

#[derive(Debug, Deserialize)]
struct Span {
    due: Date,
    latest: Date,
}

/// Whether the limits are told before or after the notice governs.
#[derive(Debug, Clone, Copy)]
pub enum When {
    /// They would move.
    Before,
    /// They moved.
    After,
}

/// Tells each limit in a line.
///
/// # Errors
/// The office told something else.
pub fn say(console: &Console, moved: &Value, when: When) -> anyhow::Result<()> {
    let moved = Vec::<Moved>::deserialize(moved)?;
    let count = moved.len();
    let words = match (count, when) {
        (0, _) => Words::new("没有期限因此变动", "no limit moves by it"),
        (_, When::Before) => Words::new(
            format!("确认后将有 {count} 项期限变动："),
            format!("once confirmed, {count} limits move:"),
        ),
        (_, When::After) => {
            Words::new(format!("{count} 项期限已变动："), format!("{count} limits moved:"))
        }
    };
    console.line(console.say(&words));
    for limit in &moved {
        let (zh, en) = name(limit.limit);
        let of = limit.of.as_deref().map(|of| format!(" {of}")).unwrap_or_default();
        let (from, to) = (span(console, &limit.from), span(console, &limit.to));
        let limit_name = console.pick(zh, en);
        console.line(format!("  {}  {limit_name}{of}  {from} → {to}", limit.number));
    }
    Ok(())
}

fn span(console: &Console, span: &Span) -> String {
    let due = words::dated(console, span.due);
    if span.due == span.latest {
        return due;
    }
    let latest = words::dated(console, span.latest);
    let words =
        Words::new(format!("{due}至 {latest}（暂定）"), format!("{due} to {latest}, provisional"));
    console.say(&words).to_owned()
}

fn name(limit: LimitName) -> (&'static str, &'static str) {
    match limit {
        LimitName::Intake => ("申报处理", "intake"),
        LimitName::PreliminaryReview => ("初步审查", "preliminary-review"),
        LimitName::Consultation => ("征求意见", "consultation"),
        LimitName::SpecialReview => ("特别审查", "special-review"),
        LimitName::CommissionApproval => ("报中央网信委批准", "commission-approval"),
    }
}
