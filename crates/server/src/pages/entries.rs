//! The lines of a docket on a page: what was done, what followed, what was handed in and sent.

use std::collections::BTreeSet;

use access::{Question, Resource};
use inspect::Kind;
use law::Language;
use review::Entry;
use review::docket::{Consequence, print_act, print_consequences};

use super::destruction::told;
use super::names::Names;
use super::texts::Speech;
use crate::api::receipt_path;
use crate::asked::Asked;
use crate::desk::Docket;
use crate::looks::doubted;
use crate::view::{Sight, about_entry};

/// A line of the docket.
pub struct EntryRow {
    /// Its number.
    pub number: u32,
    /// The day, with its weekday.
    pub day: String,
    /// The time.
    pub time: String,
    /// The legal day, where it is another.
    pub dated: Option<String>,
    /// Who.
    pub actor: String,
    /// What, in the docket's words.
    pub act: String,
    /// What followed.
    pub followed: Vec<String>,
    /// The files handed in: address, name, size.
    pub files: Vec<FileLink>,
    /// The written notice its act sends: address and number.
    pub notice: Option<(String, String)>,
    /// Where its receipt is, where the office has keys to sign one.
    pub receipt: Option<String>,
    /// Who entered it.
    pub by: Option<String>,
    /// That its words were destroyed: when, on what ground, by whom by role, why.
    pub destroyed: Option<String>,
    /// Whether later corrections made it unlawful.
    pub irregular: bool,
    /// Whether it may not be read.
    pub withheld: bool,
}

/// A file that can be had.
pub struct FileLink {
    /// Where its copy to view is; where none can be made, the step before its original.
    pub href: String,
    /// Where the step before its original is.
    pub original: String,
    /// Its name.
    pub name: String,
    /// What it is, and its size.
    pub about: String,
    /// Why its name should be looked at twice.
    pub doubt: Option<String>,
    /// Whether its content was destroyed: it cannot be had any more.
    pub gone: bool,
}

/// Where one goes for a file: to its copy, or to the step before its original where none is made.
pub fn place_of_copy(media_type: &str, copy: String, original: String) -> String {
    if Kind::of_media(media_type).has_copy() { copy } else { original }
}

/// Why a name should be looked at twice.
pub fn doubt_of(t: Speech, name: &str) -> Option<String> {
    inspect::doubt(name).map(|doubt| t.words(&doubted(doubt).text).to_owned())
}

/// The lines of a docket, as far as the caller may read them.
pub fn entry_rows(
    asked: &Asked,
    docket: &Docket,
    names: &Names<'_>,
    sight: &Sight,
) -> Vec<EntryRow> {
    let context = asked.office.context();
    let traced = docket.trace(&context);
    let resource = Resource::Review(docket.standing.clone());
    let outline = asked.allows(Question::DocketOutline, &resource);
    let gone = files_gone(asked, docket);
    let lines = docket.review.entries().iter().zip(traced.iter());
    let mut rows: Vec<EntryRow> = lines
        .map(|(entry, followed)| {
            let about = Resource::Entry(about_entry(asked, docket, entry));
            if asked.allows(Question::EntryRead, &about) {
                let row = entry_row(asked, docket, names, entry, &seen_of(followed, sight));
                EntryRow { files: file_links(asked, docket, entry, &gone), ..row }
            } else {
                outline_row(asked, docket, names, entry, outline)
            }
        })
        .collect();
    link_notices(asked, docket, &mut rows);
    rows
}

/// Puts beside each entry the written notice that its act sent.
fn link_notices(asked: &Asked, docket: &Docket, rows: &mut [EntryRow]) {
    let t = Speech(asked.language);
    for numbered in crate::notices::readable(asked, docket) {
        let row = rows.iter_mut().find(|row| row.number == numbered.sent.entry);
        let title = t.words(&numbered.sent.kind.title()).to_owned();
        let number = numbered.number.unwrap_or_default();
        let place = format!("/reviews/{}/notices/{}", docket.id.as_str(), numbered.nth);
        if let Some(row) = row {
            row.notice = Some((place, format!("{title} {number}")));
        }
    }
}

fn seen_of(followed: &[Consequence], sight: &Sight) -> Vec<Consequence> {
    let seen = followed.iter().filter(|one| match one {
        Consequence::Limit(told) => sight.sees_limit(told.name, told.of.as_ref()),
        Consequence::Opinions(_) | Consequence::ToBeNotified => matches!(sight, Sight::All),
        Consequence::NoArticle(_) | Consequence::Refused(_) => true,
    });
    seen.cloned().collect()
}

fn entry_row(
    asked: &Asked,
    docket: &Docket,
    names: &Names<'_>,
    entry: &Entry,
    followed: &[Consequence],
) -> EntryRow {
    let t = Speech(asked.language);
    let beside = docket.beside(entry.number);
    let signs = asked.office.seals().is_ok();
    EntryRow {
        number: entry.number,
        day: t.day(entry.date),
        time: entry.time.map(|time| time.strftime("%H:%M").to_string()).unwrap_or_default(),
        dated: entry.dated.map(|day| t.day(day)),
        actor: names.actor(&entry.actor),
        act: words(entry, asked.language),
        followed: followed
            .iter()
            .map(|one| print_consequences(std::slice::from_ref(one), asked.language))
            .collect(),
        files: Vec::new(),
        notice: None,
        destroyed: beside.and_then(|beside| beside.destroyed.as_ref()).map(|gone| told(t, gone)),
        receipt: signs.then(|| receipt_path(docket.id.as_str(), entry.number)),
        by: beside.and_then(|beside| beside.by.as_ref()).map(|by| by.name.clone()),
        irregular: docket.review.is_irregular(entry.number),
        withheld: false,
    }
}

/// The files that an entry handed in.
fn file_links(
    asked: &Asked,
    docket: &Docket,
    entry: &Entry,
    gone: &BTreeSet<String>,
) -> Vec<FileLink> {
    let (t, id) = (Speech(asked.language), docket.id.as_str());
    let beside = docket.beside(entry.number);
    let files = beside.map(|beside| beside.files.as_slice()).unwrap_or_default();
    let link = |file: &crate::desk::Attached| FileLink {
        href: place_of_copy(
            &file.media_type,
            format!("/api/v1/reviews/{id}/files/{}/view", file.id),
            format!("/reviews/{id}/files/{}", file.id),
        ),
        original: format!("/reviews/{id}/files/{}", file.id),
        name: file.name.clone(),
        about: size(t, file.bytes),
        doubt: doubt_of(t, &file.name),
        gone: gone.contains(&file.sha256),
    };
    files.iter().map(link).collect()
}

/// The files of a docket whose content was destroyed; none where the record cannot be read, which
/// whoever asks for one is told.
pub fn files_gone(asked: &Asked, docket: &Docket) -> BTreeSet<String> {
    let office = &asked.office;
    office.destructions.files(office, docket.id.as_str()).unwrap_or_default()
}

/// An act in the docket's words, without actor and day.
pub fn words(entry: &Entry, language: Language) -> String {
    print_act(&entry.act, language)
}

fn outline_row(
    asked: &Asked,
    docket: &Docket,
    names: &Names<'_>,
    entry: &Entry,
    outline: bool,
) -> EntryRow {
    let t = Speech(asked.language);
    EntryRow {
        number: entry.number,
        day: if outline { t.day(entry.date) } else { String::new() },
        time: String::new(),
        dated: entry.dated.filter(|_| outline).map(|day| t.day(day)),
        actor: if outline { names.actor(&entry.actor) } else { String::new() },
        act: if outline { t.of("act", entry.act.name()) } else { String::new() },
        followed: Vec::new(),
        files: Vec::new(),
        notice: None,
        receipt: None,
        by: None,
        destroyed: None,
        irregular: outline && docket.review.is_irregular(entry.number),
        withheld: true,
    }
}

/// A number of bytes as people read it.
pub fn size(t: Speech, bytes: u64) -> String {
    let units = ["B", "KiB", "MiB", "GiB"];
    let mut shown = bytes as f64;
    let mut unit = 0;
    while 1024.0 <= shown && unit + 1 < units.len() {
        shown /= 1024.0;
        unit += 1;
    }
    let number = if unit == 0 { format!("{bytes}") } else { format!("{shown:.1}") };
    t.with("file-size", &[("size", &format!("{number} {}", units.get(unit).unwrap_or(&"B")))])
}
