//! A case that was kept on paper, taken in with its history. What the law would have refused stands
//! as it was done, marked irregular: a record tells what happened, not what should have.

use calendar::Calendar;
use law::Book;

use super::fault::Fault;
use super::frame::{Instead, frame};
use super::page::Section;
use crate::standing::{Standing, entry};
use crate::{Context, Entry, Moment, Refusal, Review, decide};

/// A paper case as entries.
#[derive(Debug, Clone)]
pub struct PaperCase {
    /// What the page calls it.
    pub title: String,
    /// The docket, every line an entry.
    pub review: Review,
    /// Whether it may be recorded.
    pub standing: Standing,
    /// Entries that the law would have refused, with why.
    pub irregular: Vec<(u32, Refusal)>,
}

/// Reads a section as the history of a running case.
///
/// # Errors
/// The section names a version or a position that does not exist, or no version governs its day.
pub fn paper_case(book: &Book, calendar: &Calendar, section: &Section) -> Result<PaperCase, Fault> {
    let context = Context::new(book, calendar);
    let (frame, _) = frame(book, section, &Instead::default())?;
    let mut review = Review::new(frame);
    let mut irregular = Vec::new();
    for line in &section.lines {
        let moment = Moment { date: line.date, time: line.time };
        let next = match decide(&context, &review, moment, &line.command) {
            Ok(events) => entry(&review, moment, line.command.clone(), events),
            Err(refusal) => {
                let next = irregular_entry(&review, moment, line.command.clone());
                irregular.push((next.number, refusal));
                next
            }
        };
        review.take(&next);
    }
    let first = section.lines.first().map_or(super::FIRST_DAY, |line| line.date);
    let standing = Standing::of(&context, &review, first);
    Ok(PaperCase { title: section.title.clone(), review, standing, irregular })
}

/// An act that was done although it should not have been. The first entry opens the docket all the
/// same, else nothing after it could be read.
fn irregular_entry(review: &Review, moment: Moment, command: crate::Command) -> Entry {
    let opened = crate::Event::DocketOpened { frame: review.frame().clone() };
    let events = if review.length() == 0 { vec![opened] } else { Vec::new() };
    Entry { irregular: true, ..entry(review, moment, command, events) }
}
