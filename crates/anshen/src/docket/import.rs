//! `anshen docket import`: a running paper case taken in with its history.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use law::Book;
use review::docket::paper_case;
use review::{Context, Standing};
use serde_json::{Value, json};
use server::paper::{TakenIn, importer, take_in};

use super::files;
use crate::console::{Answer, Console};
use crate::office;

/// Options.
#[derive(Debug, Args)]
pub struct Import {
    /// 卷宗页 · A page
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 数据目录 · The data folder
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// 录入人的登录名：办公室经办人或负责人 · Login of the officer or head who takes it in
    #[arg(long = "as", value_name = "LOGIN")]
    by: String,
}

/// Runs it: every section of the page is a case; each is recorded whole or not at all.
pub fn run(console: &Console, command: &Import) -> anyhow::Result<Answer> {
    let sources = files::read_all(console, std::slice::from_ref(&command.file))?;
    let store = office::open(console, &command.data)?;
    let (book, calendar) = (Book::built_in(), office::calendar(&store)?);
    let context = Context::new(&book, &calendar);
    let mut cases = Vec::new();
    for source in &sources {
        for section in &source.page.sections {
            let case = paper_case(&book, &calendar, section);
            let case =
                case.map_err(|fault| anyhow::anyhow!(fault.tell(&source.name, console.language)))?;
            if case.standing == Standing::Simulation || section.lines.is_empty() {
                let zh = format!("“{}”是推演或者没有行为，不得录入记录", case.title);
                let en = format!("\"{}\" is a what-if or has no act: not recorded", case.title);
                bail!("{}", console.pick(&zh, &en));
            }
            cases.push(case);
        }
    }
    let world = office::world::machine();
    let by = importer(&store, &world, &command.by)?;
    let mut taken = Vec::new();
    for case in cases {
        let title = case.title.clone();
        taken.push((title, take_in(&store, &world, &context, case, &by)?));
    }
    tell(console, &taken)?;
    Ok(Answer::Yes)
}

fn tell(console: &Console, taken: &[(String, TakenIn)]) -> anyhow::Result<()> {
    if console.json {
        let told: Vec<Value> = taken
            .iter()
            .map(|(title, case)| {
                let irregular: Vec<Value> = case
                    .irregular
                    .iter()
                    .map(|(entry, refusal)| json!({"entry": entry, "refusal": refusal}))
                    .collect();
                json!({
                    "review": case.review, "number": case.number, "title": title,
                    "entries": case.entries, "irregular": irregular,
                })
            })
            .collect();
        return console.value(&told);
    }
    for (title, case) in taken {
        let zh = format!("{} {title}：录入 {} 条", case.number, case.entries);
        let en = format!("{} {title}: {} entries taken in", case.number, case.entries);
        console.line(console.pick(&zh, &en));
        for (entry, refusal) in &case.irregular {
            let zh = format!("  第{entry}条标为不规范：{}", refusal.text.zh);
            let en = format!("  entry {entry} is marked irregular: {}", refusal.text.en);
            console.line(console.pick(&zh, &en));
        }
    }
    Ok(())
}
