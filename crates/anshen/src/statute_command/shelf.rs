//! `anshen statute add | list`: the shelf of texts of law of a running office.

use std::path::Path;

use serde_json::Value;

use super::{bytes_of, tell_refused};
use crate::console::{Answer, Console};
use crate::office::running::{Public, Running, Said};

/// Where an office keeps its shelf.
const TEXTS: &str = "/api/v1/law/texts";

/// Puts a text on the shelf. What is no law is told here and never sent.
pub fn add(
    console: &Console,
    office: &Running<'_>,
    file: &Path,
    law: Option<&str>,
) -> anyhow::Result<Answer> {
    let bytes = bytes_of(console, file)?;
    if let Err(refused) = statute::read(bytes.clone()) {
        return tell_refused(console, file, &refused);
    }
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    let mut path = format!("{TEXTS}?name={}", encoded(&name.unwrap_or_default()));
    if let Some(law) = law {
        path.push_str(&format!("&law={}", encoded(law)));
    }
    let told = match office.post_bytes(&path, &bytes)? {
        Said::Done(told) => told,
        Said::Refused(reason) => return console.refusal(&reason),
    };
    if console.json {
        console.value(&told)?;
        return Ok(Answer::Yes);
    }
    say(console, &told);
    Ok(Answer::Yes)
}

/// Tells what is on the shelf, as anybody may ask.
pub fn list(console: &Console, office: &Public<'_>) -> anyhow::Result<Answer> {
    let told = office.get(TEXTS)?;
    if console.json {
        console.value(&told)?;
        return Ok(Answer::Yes);
    }
    let all = told.as_array().map(Vec::as_slice).unwrap_or_default();
    if all.is_empty() {
        console.line(console.pick("尚未收录任何文本", "there is no text on the shelf"));
    }
    all.iter().for_each(|one| say(console, one));
    Ok(Answer::Yes)
}

fn say(console: &Console, one: &Value) {
    let text = |name: &str| one.get(name).and_then(Value::as_str).unwrap_or_default();
    let articles = one.get("articles").and_then(Value::as_u64).unwrap_or_default();
    let title = if text("title").is_empty() { text("name") } else { text("title") };
    let law = if text("law").is_empty() { "—" } else { text("law") };
    let counted = console.pick("条", "articles");
    console.line(title);
    console.line(format!("  {}  {law}  {articles} {counted}  {}", text("id"), text("promulgated")));
    console.line(format!("  {}  sha256:{}", text("name"), text("sha256")));
}

/// A text as it stands in a query.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
