//! `anshen law export`: the procedure of a version as a diagram.

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
}

/// Writes the diagram to standard output.
pub fn run(
    console: &Console,
    book: &Book,
    regime: &Regime,
    format: Format,
) -> anyhow::Result<Answer> {
    let context = Context::new(book, &Calendar::built_in());
    let Some(chart) = diagram::chart(&context, &regime.id) else {
        anyhow::bail!("{}", console.pick("没有这一版本", "there is no such version"));
    };
    let text = match format {
        Format::Bpmn => diagram::bpmn(&chart),
        Format::Svg => diagram::svg(&chart, console.language),
    };
    if console.json {
        let format = match format {
            Format::Bpmn => "bpmn",
            Format::Svg => "svg",
        };
        console.value(&serde_json::json!({
            "law": regime.id, "hash": regime.hash, "format": format, "text": text,
        }))?;
    } else {
        console.text(&text);
    }
    Ok(Answer::Yes)
}
