//! The docket as the page an officer prints: the same grammar, and the same text, as a test file.

use access::{Question, Resource};
use law::{Book, Language, Regime};
use review::docket::{Instead, print_actor, print_line, read_page, replay, update_page};
use review::{Command, Consulted, Entry, Reached};

use crate::asked::Asked;
use crate::desk::Docket;
use crate::view::Sight;

/// The page, in the caller's language. Who may read all of it gets what followed from each act,
/// too; for anybody else what they may not read is left out, and said so.
pub fn markdown(asked: &Asked, docket: &Docket) -> String {
    let entries = docket.review.entries();
    let readable: Vec<&Entry> =
        entries.iter().map(AsRef::as_ref).filter(|entry| may_read(asked, docket, entry)).collect();
    let withheld = entries.len() - readable.len();
    let mut page = frame(asked, docket, withheld);
    page.push_str("```docket\n");
    for entry in readable {
        page.push_str(&line(entry, asked.language));
        page.push('\n');
    }
    page.push_str("```\n");
    if withheld == 0 { with_consequences(asked, &page).unwrap_or(page) } else { page }
}

fn may_read(asked: &Asked, docket: &Docket, entry: &Entry) -> bool {
    let about = crate::view::about_entry(asked, docket, entry);
    asked.allows(Question::EntryRead, &Resource::Entry(about))
}

fn line(entry: &Entry, language: Language) -> String {
    let command =
        Command { actor: entry.actor.clone(), act: entry.act.clone(), dated: entry.dated };
    print_line(entry.date, entry.time, &command, language)
}

/// Heading, frame and what a reader must know, before the block.
fn frame(asked: &Asked, docket: &Docket, withheld: usize) -> String {
    let language = asked.language;
    let pick = |zh: &'static str, en: &'static str| match language {
        Language::Zh => zh,
        Language::En => en,
    };
    let frame = docket.review.frame();
    let mut page = format!("# {} {}\n\n", docket.case.number, one_line(&docket.case.title));
    page.push_str(&format!("{}: {}\n", pick("适用", "Law"), frame.law));
    let positions = taken_otherwise(asked.office.context().book(), docket);
    if !positions.is_empty() {
        page.push_str(&format!("{}: {}\n", pick("解释口径", "Positions"), positions.join(", ")));
    }
    let sight = Sight::of(asked, docket);
    let seen = frame.consulted.iter().filter(|consulted| sight.sees(consulted.body.body()));
    let seen: Vec<&Consulted> = seen.collect();
    if !seen.is_empty() {
        let bodies = seen.into_iter().map(|consulted| body(consulted, language));
        let bodies: Vec<String> = bodies.collect();
        page.push_str(&format!("{}: {}\n", pick("征求意见单位", "Consulted"), bodies.join(", ")));
    }
    page.push_str(&format!("{}: {}\n\n", pick("截至", "As of"), asked.today));
    if 0 < withheld {
        let told = match language {
            Language::Zh => format!("另有 {withheld} 条记录不向您公开。\n\n"),
            Language::En => format!("{withheld} further entries are not open to you.\n\n"),
        };
        page.push_str(&told);
    }
    page
}

fn body(consulted: &Consulted, language: Language) -> String {
    let name = print_actor(&consulted.body, language);
    match (consulted.reached, language) {
        (Reached::BySystem, _) => name,
        (Reached::ByLetter, Language::Zh) => format!("{name} 以信函"),
        (Reached::ByLetter, Language::En) => format!("{name} by letter"),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// Readings that are not the version's defaults, `name=value`.
fn taken_otherwise(book: &Book, docket: &Docket) -> Vec<String> {
    let frame = docket.review.frame();
    let defaults = book.get(&frame.law).map(|regime: &std::sync::Arc<Regime>| &regime.positions);
    let taken = frame.positions.readings();
    let default = defaults.map(|positions| positions.readings()).unwrap_or_default();
    let otherwise = taken.iter().filter(|reading| !default.contains(reading));
    otherwise.map(|(name, value)| format!("{name}={value}")).collect()
}

/// The page with what followed written right of the arrows; `None` where the page does not replay
/// (a paper case with lines the law would have refused).
fn with_consequences(asked: &Asked, page: &str) -> Option<String> {
    let read = read_page(page).ok()?;
    let context = asked.office.context();
    let calendar = asked.office.calendar();
    let replays = replay(context.book(), &calendar, &read, &Instead::default()).ok()?;
    Some(update_page(page, &read, &replays))
}
