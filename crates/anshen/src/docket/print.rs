//! `anshen docket print`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use calendar::Calendar;
use clap::Args;
use law::Book;
use review::docket::{Instead, print_page, replay};
use serde::Serialize;

use super::files;
use crate::console::{Answer, Console};

/// Options.
#[derive(Debug, Args)]
pub struct Print {
    /// 卷宗页，或 - · A page, or -
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// A page as JSON.
#[derive(Debug, Serialize)]
struct Printed<'a> {
    file: &'a str,
    page: &'a str,
}

/// Runs it.
pub fn run(console: &Console, command: &Print) -> anyhow::Result<Answer> {
    let sources = files::read_all(console, std::slice::from_ref(&command.file))?;
    for source in &sources {
        // The words of refusals exist in both languages only where they happen; a page that names
        // an unknown version is printed all the same.
        let replays =
            replay(&Book::built_in(), &Calendar::built_in(), &source.page, &Instead::default());
        let steps = replays.into_iter().flatten().flat_map(|replay| replay.steps);
        let refusals: BTreeMap<usize, _> =
            steps.filter_map(|step| Some((step.line, step.refusal?))).collect();
        let page = print_page(&source.text, &source.page, &refusals, console.language);
        if console.json {
            console.value(&Printed { file: &source.name, page: &page })?;
        } else {
            console.text(&page);
        }
    }
    Ok(Answer::Yes)
}
