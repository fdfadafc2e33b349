//! A docket page: Markdown, each section one scenario, blocks marked `docket` run.

use law::{Language, Words};

use super::fault::Fault;
use super::key::{Header, Shape, shape};
use super::line::{Line, read_line};
use super::source::{self, Kind, SourceLine, Unclosed};

/// A page that could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The sections that have a docket block, in order.
    pub sections: Vec<Section>,
}

/// A section with at least one docket block: one scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The text of its heading; empty before the first heading of a page.
    pub title: String,
    /// Line of its first docket block, counted from 1.
    pub line: usize,
    /// Its frame.
    pub header: Header,
    /// Its lines, of all its blocks.
    pub lines: Vec<Line>,
}

impl Section {
    /// The language it is written in: that of its first actor, else of its first key, else English.
    pub fn language(&self) -> Language {
        let actor = self.lines.first().map(|line| line.language);
        let key = self.header.keys.first().map(|key| key.language);
        actor.or(key).unwrap_or(Language::En)
    }
}

/// A section being read.
#[derive(Default)]
struct Draft<'a> {
    title: &'a str,
    prose: Vec<(usize, &'a str)>,
    block: Option<usize>,
    lines: Vec<Line>,
    faults: Vec<Fault>,
}

/// Faults after which lines are no longer read: the page is not taken in any case.
const MOST_FAULTS: usize = 100;

/// Reads a page.
///
/// # Errors
/// Every place that cannot be read; of very many about the first hundred.
pub fn read_page(text: &str) -> Result<Page, Vec<Fault>> {
    let lines = source::lines(without_mark(text));
    let (kinds, unclosed) = source::kinds(&lines);
    let mut sections = Vec::new();
    let mut faults = Vec::new();
    let mut draft = Draft::default();
    let mut last_block = 1;
    for (at, (line, kind)) in lines.iter().zip(&kinds).enumerate() {
        let number = at.saturating_add(1);
        match kind {
            Kind::Heading(title) => {
                let done = std::mem::take(&mut draft);
                finish(done, &mut sections, &mut faults);
                draft.title = title;
            }
            Kind::Underline if draft.ends_in_key() => {}
            Kind::Underline => {
                let title = draft.prose.pop().map_or("", |(_, title)| title.trim());
                let done = std::mem::take(&mut draft);
                finish(done, &mut sections, &mut faults);
                draft.title = title;
            }
            Kind::Prose => draft.prose.push((number, line.text)),
            Kind::Open => {
                last_block = number;
                draft.block.get_or_insert(number);
            }
            // A page of another kind has a fault on each of a million lines: a hundred are enough.
            Kind::Docket if MOST_FAULTS < faults.len().saturating_add(draft.faults.len()) => {}
            Kind::Docket => draft.docket_line(line, number),
            Kind::Blank | Kind::Other | Kind::Close => {}
        }
    }
    finish(draft, &mut sections, &mut faults);
    faults.extend(left_open(unclosed, last_block, lines.len()));
    faults.sort_by_key(|fault| (fault.line, fault.column));
    if faults.is_empty() { Ok(Page { sections }) } else { Err(faults) }
}

/// The text without its byte order mark.
pub(super) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

fn left_open(unclosed: Unclosed, block: usize, end: usize) -> Option<Fault> {
    match unclosed {
        Unclosed::Nothing => None,
        Unclosed::Docket => {
            let words =
                Words::new("此代码块没有结尾的围栏", "this block is never closed by a fence");
            Some(Fault::new(block, 1, words))
        }
        Unclosed::Comment => {
            let words = Words::new("注释没有以“-->”结束", "a comment is never closed by `-->`");
            Some(Fault::new(end.max(1), 1, words))
        }
    }
}

impl<'a> Draft<'a> {
    /// Whether the last line of prose is a key, which no rule under it makes a heading.
    fn ends_in_key(&self) -> bool {
        let last = self.prose.last();
        last.is_some_and(|(number, text)| matches!(shape(text, *number), Shape::Key(..)))
    }

    fn docket_line(&mut self, line: &SourceLine<'a>, number: usize) {
        if line.text.trim().is_empty() {
            return;
        }
        match read_line(line.text, number) {
            Ok(line) => self.lines.push(line),
            Err(fault) => self.faults.push(fault),
        }
    }
}

/// Closes a section: its keys count only where it has a block.
fn finish(draft: Draft<'_>, sections: &mut Vec<Section>, faults: &mut Vec<Fault>) {
    let Some(block) = draft.block else {
        return;
    };
    let mut header = Header::default();
    for (number, text) in draft.prose {
        let before = number < block;
        match shape(text, number) {
            Shape::Key(key, language, value) if before => {
                faults.extend(header.take(key, language, value, number).err());
            }
            Shape::Key(..) => {
                let zh = "项目须写在本节第一个卷宗块之前";
                let en = "keys stand before the first docket block of their section";
                faults.push(Fault::new(number, 1, Words::new(zh, en)));
            }
            Shape::Misspelt(fault) if before => faults.push(fault),
            Shape::Misspelt(_) | Shape::Prose => {}
        }
    }
    faults.extend(draft.faults);
    let title = draft.title.to_owned();
    sections.push(Section { title, line: block, header, lines: draft.lines });
}
