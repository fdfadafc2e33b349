//! `anshen docket explain`: each due day and each refusal unfolded into its grounds.

use std::path::PathBuf;

use anyhow::bail;
use calendar::Calendar;
use clap::Args;
use law::Book;
use review::docket::{Replay, print_act, replay};
use review::{Taken, Trace, TraceGround};

use super::{computation, files};
use crate::console::{Answer, Console};

/// Options.
#[derive(Debug, Args)]
pub struct Explain {
    /// 卷宗页，或其所在目录，或 - · Pages, a folder of pages, or -
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// 将计算及其结果存为凭据，日后以 anshen verify 重算 · Keeps the computation and its result as a
    /// receipt, to be run again by anshen verify; of one page
    #[arg(long, value_name = "FILE")]
    receipt: Option<PathBuf>,
    #[command(flatten)]
    instead: super::instead::Options,
}

/// Runs it.
pub fn run(console: &Console, command: &Explain) -> anyhow::Result<Answer> {
    let instead = command.instead.read(console)?;
    let sources = files::read_all(console, &command.files)?;
    if let Some(path) = &command.receipt {
        let [source] = sources.as_slice() else {
            bail!("{}", console.pick("凭据只能存一页", "a receipt is of one page"));
        };
        computation::keep(console, path, (&source.name, &source.text), &instead)?;
    }
    let (book, calendar) = (Book::built_in(), Calendar::built_in());
    let mut values = Vec::new();
    for source in &sources {
        let replays = replay(&book, &calendar, &source.page, &instead)
            .map_err(|faults| anyhow::anyhow!(files::tell(console, &source.name, &faults)))?;
        for one in &replays {
            if console.json {
                values.push(review::computation::explained(one));
            } else {
                tell(console, &source.name, one);
            }
        }
    }
    if console.json {
        console.value(&values)?;
    }
    Ok(Answer::Yes)
}

fn tell(console: &Console, name: &str, replay: &Replay) {
    console.line(format!("{name} · {}", replay.scenario));
    let told = replay.limits_told(console.language);
    for (limit, grounds) in told.iter().zip(&replay.grounds) {
        console.line(format!("  {limit}"));
        if let Some(trace) = grounds {
            self::trace(console, trace);
        }
    }
    for step in &replay.steps {
        if let (Some(_), Some(trace)) = (&step.refusal, &step.grounds) {
            let act = print_act(&step.command.act, console.language);
            let refused = step.told(console.language);
            console.line(format!("  {} {act} → {refused}", step.date));
            self::trace(console, trace);
        }
    }
    console.line("");
}

fn trace(console: &Console, trace: &Trace) {
    let file = trace.law_hash.get(..12).unwrap_or_default();
    let version = console.pick("版本", "version");
    console.line(format!("      {version}: {} (sha256:{file}…)", trace.law));
    for ground in &trace.articles {
        article(console, ground);
    }
    for taken in &trace.positions {
        reading(console, taken);
    }
    if let Some(house) = &trace.house {
        console.line(format!("      {}: {house}", console.pick("内部规则", "rule of the house")));
    }
    for rests in &trace.entries {
        let act = diagram::act_words(rests.act);
        let zh = format!("      第{}条 {} {}：{}", rests.entry, rests.day, act.zh, rests.role.zh);
        let en =
            format!("      entry {}, {}, {}: {}", rests.entry, rests.day, act.en, rests.role.en);
        console.line(console.pick(&zh, &en));
    }
}

fn article(console: &Console, ground: &TraceGround) {
    let cite = ground.cite.words();
    let mark =
        if ground.unverified { console.pick("（未核实）", " (unverified)") } else { "" };
    let gist = ground.gist.as_ref().map_or("", |gist| console.say(gist));
    let (role, cite) = (console.say(&ground.role), console.say(&cite));
    console.line(format!("      {role}: {cite}{mark}  {gist}"));
}

fn reading(console: &Console, taken: &Taken) {
    let position = console.pick("口径", "reading");
    let own = if taken.own { console.pick("，本案自定", ", of this docket") } else { "" };
    let not = console.pick("未采用", "not taken");
    console.line(format!(
        "      {position}: {}={}{own}  [{not}: {}]",
        taken.name,
        taken.value,
        taken.rejected.join(" | ")
    ));
    let says = law::Positions::says(&taken.name, &taken.value);
    let says = says.as_ref().map_or("", |says| console.say(says));
    console.line(format!("          {} {says}", console.say(&taken.asks)));
    console.line(format!("          {}", console.say(&taken.source)));
}
