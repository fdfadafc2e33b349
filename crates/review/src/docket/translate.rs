//! A page in the other language: keys, actors, acts and consequences; prose and layout stay.

use std::collections::BTreeMap;

use law::Language;

use super::consequence::{Consequence, RefusalTold};
use super::key;
use super::layout::{column, pad, width};
use super::line::{Line, print_parts};
use super::page::{Page, Section, without_mark};
use super::source;
use super::told::print_consequences;
use crate::Refusal;

/// The page in a language. `refusals` are those that happen, by line of the page: their words exist
/// in both languages, so that written ones can be turned too.
pub fn print_page(
    text: &str,
    page: &Page,
    refusals: &BTreeMap<usize, Refusal>,
    language: Language,
) -> String {
    let mut rewritten = BTreeMap::new();
    for section in &page.sections {
        for key in &section.header.keys {
            let printed = key::print(key.key, &section.header, &key.value, language);
            rewritten.insert(key.line, printed);
        }
        rewritten.extend(print_section(section, refusals, language));
    }
    rewrite(text, &rewritten)
}

/// The page with some of its lines replaced, all else byte for byte.
pub(super) fn rewrite(text: &str, replaced: &BTreeMap<usize, String>) -> String {
    let body = without_mark(text);
    let mark = text.strip_suffix(body).unwrap_or_default();
    let mut page = String::with_capacity(text.len());
    page.push_str(mark);
    for (at, line) in source::lines(body).iter().enumerate() {
        let new = replaced.get(&at.saturating_add(1));
        page.push_str(new.map_or(line.text, String::as_str));
        page.push_str(line.ending);
    }
    page
}

/// The lines of a section, its columns set anew.
fn print_section(
    section: &Section,
    refusals: &BTreeMap<usize, Refusal>,
    language: Language,
) -> Vec<(usize, String)> {
    let parts = |line: &Line| print_parts(line.date, line.time, &line.command, language);
    let rows: Vec<_> = section.lines.iter().map(|line| (line, parts(line))).collect();
    let actors = column(rows.iter().map(|(_, [day, _, _])| width(day)), 16);
    let acts = column(rows.iter().map(|(_, [_, actor, _])| width(actor)), 24);
    let left =
        |[day, actor, act]: &[String; 3]| format!("{}{}{act}", pad(day, actors), pad(actor, acts));
    let with_arrow = rows.iter().filter(|(line, _)| line.written.is_some());
    let arrows = column(with_arrow.map(|(_, [_, _, act])| width(act)), 48);
    let arrows = arrows.saturating_add(actors).saturating_add(acts);
    let print = |(line, parts): &(&Line, [String; 3])| {
        let left = left(parts);
        let Some(written) = &line.written else {
            return (line.number, left);
        };
        let told = turn(&written.consequences, refusals.get(&line.number), language);
        let told = print_consequences(&told, language);
        let right = format!("{}-> {told}", pad(&left, arrows));
        (line.number, right.trim_end().to_owned())
    };
    rows.iter().map(print).collect()
}

/// Written consequences with a refusal's words in the language, where they are the words of what
/// happened; other words stay as they are.
fn turn(
    written: &[Consequence],
    happened: Option<&Refusal>,
    language: Language,
) -> Vec<Consequence> {
    let turned = |one: &Consequence| match (one, happened) {
        (Consequence::Refused(told), Some(refusal)) => {
            let ours = |words: &String| *words == refusal.text.zh || *words == refusal.text.en;
            let words = told.words.clone().map(|words| {
                if ours(&words) { refusal.text.text(language).to_owned() } else { words }
            });
            Consequence::Refused(RefusalTold { words, under: told.under.clone() })
        }
        (
            Consequence::Refused(_)
            | Consequence::Limit(_)
            | Consequence::Opinions(_)
            | Consequence::ToBeNotified
            | Consequence::NoArticle(_),
            _,
        ) => one.clone(),
    };
    written.iter().map(turned).collect()
}
