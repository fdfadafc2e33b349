//! `anshen docket replay`.

use std::path::PathBuf;

use anyhow::bail;
use calendar::Calendar;
use clap::Args;
use law::Book;
use review::docket::{Instead, Replay as Replayed, ScenarioReport, replay, update_page};

use super::files::{self, Source};
use super::show;
use crate::console::{Answer, Console};

/// Options.
#[derive(Debug, Args)]
pub struct Replay {
    /// 卷宗页，或其所在目录，或 - · Pages, a folder of pages, or -
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// 写下的后果须与重演一致 · Holds every consequence written against what happens
    #[arg(long, conflicts_with = "update")]
    check: bool,
    /// 将重演所得后果写入文件 · Writes all that happens into the file
    #[arg(long)]
    update: bool,
    #[command(flatten)]
    instead: super::instead::Options,
}

/// Runs it.
pub fn run(console: &Console, command: &Replay) -> anyhow::Result<Answer> {
    let instead = command.instead.read(console)?;
    let sources = files::read_all(console, &command.files)?;
    let replays = replay_all(console, &sources, &instead)?;
    if command.update {
        update(console, &sources, &replays)?;
    }
    if console.json {
        let all = replays.iter().flatten();
        let reports: Vec<ScenarioReport<'_>> = all.map(ScenarioReport::of).collect();
        console.value(&reports)?;
    } else if command.check {
        show::differences(console, &sources, &replays);
    } else if !command.update {
        show::replays(console, &sources, &replays);
    }
    let agrees = replays.iter().flatten().all(Replayed::agrees);
    if command.check && !agrees { Ok(Answer::No) } else { Ok(Answer::Yes) }
}

/// Carries out every page; what names an unknown version or position is told at once.
fn replay_all(
    console: &Console,
    sources: &[Source],
    instead: &Instead,
) -> anyhow::Result<Vec<Vec<Replayed>>> {
    let book = Book::built_in();
    let calendar = Calendar::built_in();
    let mut replays = Vec::new();
    let mut faults = Vec::new();
    for source in sources {
        match replay(&book, &calendar, &source.page, instead) {
            Ok(replayed) => replays.push(replayed),
            Err(found) => faults.push(files::tell(console, &source.name, &found)),
        }
    }
    if faults.is_empty() {
        return Ok(replays);
    }
    bail!("{}", faults.join("\n"))
}

fn update(console: &Console, sources: &[Source], replays: &[Vec<Replayed>]) -> anyhow::Result<()> {
    for (source, replayed) in sources.iter().zip(replays) {
        let new = update_page(&source.text, &source.page, replayed);
        match &source.path {
            Some(path) if new != source.text => {
                files::replace(console, path, &new)?;
                show::note(console, &source.name, "已写入后果", "consequences written");
            }
            Some(_) => show::note(console, &source.name, "无需改动", "nothing to change"),
            None if console.json => {}
            None => console.text(&new),
        }
    }
    Ok(())
}
