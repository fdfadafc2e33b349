//! `anshen days confirm`: the second person, from whose word on a notice governs.

use serde_json::{Value, json};

use super::moved::{self, When};
use crate::console::{Answer, Console};
use crate::office::running::{Running, Said};

/// Confirms a notice in a running office and tells what moved.
pub fn run(console: &Console, office: &Running<'_>, id: &str) -> anyhow::Result<Answer> {
    let plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !plain || id.is_empty() {
        let zh = format!("`{id}` 不是通知的标识：见 anshen days import 所显示者");
        let en = format!("`{id}` is no id of a notice: `anshen days import` shows it");
        anyhow::bail!("{}", console.pick(&zh, &en));
    }
    let told = match office.post(&format!("/api/v1/calendar/notices/{id}/confirm"), &json!({}))? {
        Said::Done(told) => told,
        Said::Refused(reason) => return console.refusal(&reason),
    };
    if console.json {
        console.value(&told)?;
        return Ok(Answer::Yes);
    }
    console.line(console.pick("通知已确认并生效。", "The notice is confirmed and in effect."));
    moved::say(console, told.get("moved").unwrap_or(&Value::Null), When::After)?;
    Ok(Answer::Yes)
}
