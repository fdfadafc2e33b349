//! `anshen law export`: the procedure of a version as a diagram, and its sheet for other programs.

use calendar::Calendar;
use clap::ValueEnum;
use law::{Book, Regime};
use review::Context;

use crate::console::{Answer, Console};

/// What is written.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Format {
    /// BPMN 2.0，附图形 · BPMN 2.0 with its drawing
    Bpmn,
    /// SVG，语言随 --lang · SVG, in the language of --lang
    Svg,
    /// 规则单，Akoma Ntoso 3.0，语言随 --lang · The sheet as Akoma Ntoso 3.0, in that language
    Akn,
}

/// Writes it to standard output.
pub fn run(
    console: &Console,
    book: &Book,
    regime: &Regime,
    format: Format,
) -> anyhow::Result<Answer> {
    let (name, text) = match format {
        Format::Bpmn => ("bpmn", diagram::bpmn(&chart(console, book, regime)?)),
        Format::Svg => ("svg", diagram::svg(&chart(console, book, regime)?, console.language)),
        Format::Akn => ("akn", statute::akoma_sheet(regime, console.language)),
    };
    if console.json {
        console.value(&serde_json::json!({
            "law": regime.id, "hash": regime.hash, "format": name, "text": text,
        }))?;
    } else {
        console.text(&text);
    }
    Ok(Answer::Yes)
}

fn chart(console: &Console, book: &Book, regime: &Regime) -> anyhow::Result<diagram::Chart> {
    let context = Context::new(book, &Calendar::built_in());
    match diagram::chart(&context, &regime.id) {
        Some(chart) => Ok(chart),
        None => anyhow::bail!("{}", console.pick("没有这一版本", "there is no such version")),
    }
}
