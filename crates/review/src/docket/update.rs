//! A page with everything that happened written right of the arrows.

use std::collections::BTreeMap;

use super::layout::{column, pad, width};
use super::line::Line;
use super::page::{Page, Section};
use super::replay::{Carried, Replay};
use super::translate::rewrite;

/// The page with all consequences written, everything else byte for byte. Doing it twice changes
/// nothing more.
pub fn update_page(text: &str, page: &Page, replays: &[Replay]) -> String {
    let mut replaced = BTreeMap::new();
    for (section, replay) in page.sections.iter().zip(replays) {
        let arrows = arrow_column(section);
        let lines = section.lines.iter().zip(&replay.steps);
        replaced.extend(lines.map(|(line, step)| (line.number, updated(line, step, arrows))));
    }
    rewrite(text, &replaced)
}

/// The column of the arrows that stand, else one right of the acts.
fn arrow_column(section: &Section) -> usize {
    let standing = section.lines.iter().filter(|line| line.written.is_some());
    let first = standing.map(|line| width(&line.left)).min();
    first
        .unwrap_or_else(|| column(section.lines.iter().map(|line| width(line.left.trim_end())), 80))
}

fn updated(line: &Line, step: &Carried, arrows: usize) -> String {
    let left = line.left.trim_end();
    if step.actual.is_empty() {
        return match &line.written {
            Some(_) => left.to_owned(),
            None => line.left.clone(),
        };
    }
    match &line.written {
        Some(written) if left.len() < line.left.len() => {
            format!("{}{} {}", line.left, written.arrow, step.actual)
        }
        Some(written) => format!("{left}  {} {}", written.arrow, step.actual),
        None => format!("{}-> {}", pad(left, arrows), step.actual),
    }
}
