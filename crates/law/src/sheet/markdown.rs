//! A sheet written as Markdown.

use super::{Block, Cell, Sheet, Span, TICK, Table};
use crate::Words;

/// The page.
pub fn page(sheet: &Sheet) -> String {
    let mut lines = vec![
        format!("# {}\n", aside(&sheet.title, " · ")),
        format!("`{}` · `sha256:{}`", sheet.id, sheet.hash),
    ];
    for block in &sheet.blocks {
        match block {
            Block::Heading(words) => lines.push(format!("\n## {}\n", aside(words, " · "))),
            Block::Warning(head, text) => {
                lines.push(format!("\n> **{}**：{}", head.zh, text.zh));
                lines.push(format!("> **{}**: {}", head.en, text.en));
            }
            Block::Note(words) => lines.push(format!("\n{}\n", aside(words, " "))),
            Block::Table(table) => self::table(&mut lines, table),
            Block::Signature => {
                let file = format!("`{}` `{}`", sheet.file, sheet.hash);
                lines.push(format!("文件 file: {file}\n"));
                lines.push(
                    "审阅人 read by: ____________________　日期 date: ______________\n".to_owned(),
                );
                lines.push("意见 remarks: ________________________________________________".into());
            }
        }
    }
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

/// A table, or a word where there are no rows.
fn table(lines: &mut Vec<String>, table: &Table) {
    if table.rows.is_empty() {
        lines.push("（无） (none)".to_owned());
        return;
    }
    let heads: Vec<String> = table.heads.iter().map(|head| aside(head, " ")).collect();
    lines.push(format!("| {} |", heads.join(" | ")));
    lines.push(format!("|{}", "---|".repeat(heads.len())));
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(cell).collect();
        lines.push(format!("| {} |", cells.join(" | ")));
    }
}

fn cell(cell: &Cell) -> String {
    let spans = cell.iter().map(|span| match span {
        Span::Plain(text) => text.clone(),
        Span::Words(words) => aside(words, "<br>"),
        Span::Label(words) => aside(words, " "),
        Span::Code(id) => format!("`{id}`"),
        Span::Carrier(carrier) => format!("`{carrier}`"),
        Span::Strong(words) => format!("**{}**", aside(words, " ")),
        Span::Cite(cite) => aside(&cite.words(), "<br>"),
        Span::Tick => TICK.to_owned(),
        Span::Break => "<br>".to_owned(),
    });
    spans.collect::<String>().replace('|', "\\|")
}

/// Both languages, or the one where they say the same.
fn aside(words: &Words, between: &str) -> String {
    let same = words.zh == words.en;
    if same { words.zh.clone() } else { format!("{}{between}{}", words.zh, words.en) }
}
