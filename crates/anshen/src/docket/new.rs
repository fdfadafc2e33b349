//! `anshen docket new`.

use anyhow::bail;
use calendar::Calendar;
use clap::Args;
use law::Book;
use review::docket::skeleton;
use serde::Serialize;

use crate::console::{Answer, Console};

/// Options.
#[derive(Debug, Args)]
pub struct New {
    /// 办法的版本 · The version of the Measures
    #[arg(value_name = "LAW")]
    law: String,
}

/// A page as JSON.
#[derive(Debug, Serialize)]
struct Made<'a> {
    law: &'a str,
    page: &'a str,
}

/// Runs it.
pub fn run(console: &Console, command: &New) -> anyhow::Result<Answer> {
    let book = Book::built_in();
    // A page to begin with is in the words of the Measures: there is none for an example.
    let Some(regime) = book.find(&command.law) else {
        let known: Vec<&str> = book.all().map(|regime| regime.id.as_str()).collect();
        let known = known.join(console.pick("、", ", "));
        let zh = format!("没有名为“{}”的版本；现有：{known}", command.law);
        let en = format!("no version is called `{}`; there are {known}", command.law);
        bail!("{}", console.pick(&zh, &en));
    };
    let page = skeleton(&book, &Calendar::built_in(), regime, console.language);
    if console.json {
        console.value(&Made { law: &command.law, page: &page })?;
    } else {
        console.text(&page);
    }
    Ok(Answer::Yes)
}
