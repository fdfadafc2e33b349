//! `anshen law governs`.

use anyhow::anyhow;
use jiff::civil::Date;
use law::{Book, Governs, Words};
use serde::Serialize;

use crate::console::{Answer, Console};

/// The answer as JSON.
#[derive(Debug, Serialize)]
struct Answered<'a> {
    on: Date,
    law: Option<&'a str>,
    in_force: Option<Date>,
    until: Option<Date>,
    article: Option<&'a str>,
    text: &'a Words,
}

/// Says which version governs a day; exit status 1: none does.
pub fn run(console: &Console, book: &Book, date: &str) -> anyhow::Result<Answer> {
    let on = day(console, date)?;
    match book.governs(on) {
        Governs::By(regime, why, article) => {
            let answered = Answered {
                on,
                law: Some(regime.id.as_str()),
                in_force: regime.in_force,
                until: regime.until,
                article: Some(&article.article),
                text: &why,
            };
            tell(console, &answered)?;
            Ok(Answer::Yes)
        }
        Governs::None(why) => {
            let answered =
                Answered { on, law: None, in_force: None, until: None, article: None, text: &why };
            tell(console, &answered)?;
            Ok(Answer::No)
        }
    }
}

fn tell(console: &Console, answered: &Answered<'_>) -> anyhow::Result<()> {
    if console.json {
        return console.value(answered);
    }
    if let Some(law) = answered.law {
        console.line(format!("{}  {law}", answered.on));
    }
    console.line(console.say(answered.text));
    Ok(())
}

/// A civil day, written 2022-02-15 and no other way.
pub fn day(console: &Console, text: &str) -> anyhow::Result<Date> {
    let read = text.parse::<Date>().ok();
    read.filter(|day| day.to_string() == text).ok_or_else(|| {
        let words = Words::new(
            format!("`{text}` 不是日期；写作 2022-02-15"),
            format!("`{text}` is no day; write it as 2022-02-15"),
        );
        anyhow!("{}", console.say(&words))
    })
}
