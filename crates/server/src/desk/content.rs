//! What is written of an act after the first: its line, and where the act sends a written notice,
//! the notice's number, taken in the same transaction.

use jiff::civil::Date;
use review::{Context, Entry};
use store::{Content, NewEntry, Numbered, Written};

use super::case::{Beside, payload};
use super::dockets::Docket;
use super::projection::project;

/// The series of written notices.
pub const NOTICE_SERIES: &str = "网审通";

/// The docket with an entry, and what is written for it. The notice's number is not known yet:
/// [`numbered`] puts it in once the record has answered.
///
/// # Errors
/// The line cannot be written as JSON.
pub fn content(
    context: &Context,
    docket: &Docket,
    entry: &Entry,
    beside: Beside,
    today: Date,
) -> Result<(Docket, Content), serde_json::Error> {
    let next = docket.after(context, entry, beside);
    if notice::sent_by(entry, &next.review).is_none() {
        let written = line(&next)?;
        return Ok((next, Content::Ready(written)));
    }
    let (year, row, last) = (today.year(), project(&next), entry.clone());
    let beside = next.beside.last().map(|beside| Beside::clone(beside)).unwrap_or_default();
    payload(&last, &beside, None)?;
    let numbered = Numbered {
        series: NOTICE_SERIES.to_owned(),
        year,
        write: Box::new(move |nth| {
            let notice = Some(notice_number(year, nth));
            let line = payload(&last, &Beside { notice, ..beside.clone() }, None).ok();
            Written {
                // WHY: without a line the store refuses the append, so nothing half is written.
                entries: line.into_iter().map(|payload| NewEntry { payload }).collect(),
                projection: Some(row.clone()),
            }
        }),
    };
    Ok((next, Content::Numbered(numbered)))
}

/// The docket with the number its last act took for its notice, if it took one.
pub fn numbered(next: Docket, today: Date, taken: Option<u32>) -> Docket {
    match taken {
        Some(nth) => next.noticed(&notice_number(today.year(), nth)),
        None => next,
    }
}

/// `网审通〔2026〕3号`.
fn notice_number(year: i16, nth: u32) -> String {
    format!("{NOTICE_SERIES}〔{year}〕{nth}号")
}

/// The last line of a docket as it is stored, and its row.
fn line(docket: &Docket) -> Result<Written, serde_json::Error> {
    let last = docket.review.entries().last().zip(docket.beside.last());
    let payload = last.map(|(entry, beside)| payload(entry, beside, None)).transpose()?;
    Ok(Written {
        entries: payload.into_iter().map(|payload| NewEntry { payload }).collect(),
        projection: Some(project(docket)),
    })
}
