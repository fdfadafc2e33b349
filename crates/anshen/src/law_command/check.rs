//! `anshen law check`: a law file held against its text.

use std::path::Path;

use anyhow::bail;
use law::{Book, Regime, Source, Words};
use serde_json::json;
use statute::{Checked, Statute, check};

use crate::console::{Answer, Console};
use crate::statute_command::{read, tell_refused};

/// Holds a version against a text; without an id, the version whose text it is. Exit status 1: they
/// differ.
pub fn run(
    console: &Console,
    book: &Book,
    text: &Path,
    id: Option<&str>,
) -> anyhow::Result<Answer> {
    let statute = match read(console, text)? {
        Ok(statute) => statute,
        Err(refused) => return tell_refused(console, text, &refused),
    };
    if statute.language == statute::Language::English {
        let words = Words::new(
            "这是译文；规则文件要与中文文本核对",
            "this is a translation: a law file is held against the Chinese text",
        );
        bail!("{}", console.say(&words));
    }
    let regime: &Regime = match id {
        Some(id) => super::find(console, book, id)?,
        None => of_text(console, book, &statute)?,
    };
    let name = format!("law/{}.toml", regime.id);
    let Some(file) = book.file(&regime.id) else {
        let words = Words::new(format!("没有文件 `{name}`"), format!("there is no file `{name}`"));
        bail!("{}", console.say(&words));
    };
    let source = Source { name: &name, text: file };
    let checked = match check(book, regime, &source, &statute) {
        Ok(checked) => checked,
        Err(fault) => bail!("{}", console.say(&fault.words())),
    };
    let answer = if checked.agrees() { Answer::Yes } else { Answer::No };
    if console.json {
        console.value(&json!({
            "law": regime.id,
            "text": text.display().to_string(),
            "agrees": checked.agrees(),
            "differences": checked.differences,
            "unsupported": checked.unsupported,
        }))?;
        return Ok(answer);
    }
    tell(console, &name, text, &checked);
    Ok(answer)
}

/// The version of which a text is: its name, then its number and days tell it from its namesakes.
fn of_text<'book>(
    console: &Console,
    book: &'book Book,
    statute: &Statute,
) -> anyhow::Result<&'book Regime> {
    let Some(found) = statute::version_of(book, statute) else {
        let title = statute.title.as_deref().unwrap_or_default();
        let ids: Vec<&str> = book.all().map(|it| it.id.as_str()).collect();
        let ids = ids.join(", ");
        let words = Words::new(
            format!("没有版本名为《{title}》；请写明代号：{ids}"),
            format!("no version bears the name `{title}`; name one: {ids}"),
        );
        bail!("{}", console.say(&words));
    };
    Ok(found)
}

fn tell(console: &Console, name: &str, text: &Path, checked: &Checked) {
    let text = text.display();
    for it in &checked.differences {
        let place = it.text.address.as_deref().unwrap_or("—");
        let (rule, stated) = (&it.rule, &it.text.value);
        console.line(format!(
            "{name}:{}  {} = {}\n    {text}  {place}  {stated}  ({})",
            rule.line, rule.key, rule.value, it.kind
        ));
    }
    let head = if checked.agrees() {
        console.pick("相符", "agrees")
    } else {
        console.pick("不相符", "differs")
    };
    console.line(format!("{name} · {text}: {head} ({})", checked.differences.len()));
    if !checked.unsupported.is_empty() {
        console.line(console.pick("文本不能佐证的：", "what the text does not support:"));
    }
    for it in &checked.unsupported {
        let why = console.say(&it.why);
        console.line(format!("{name}:{}  {} = {}  {why}", it.line, it.key, it.value));
    }
}
