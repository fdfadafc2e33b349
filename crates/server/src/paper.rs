//! A case that was kept on paper, taken into the record with its history.

use access::DocketId;
use review::docket::PaperCase;
use review::{Context, Refusal, Standing};
use serde_json::Map;
use store::{Append, Content, NewEntry, Numbered, Projection, Store, Stored, StreamId, Written};

use crate::desk::{Beside, Case, Docket, Recorder, SERIES, case_number, payload, project};
use crate::seed::SeedError;
use crate::world::{World, beijing};

/// A paper case that is now on record.
#[derive(Debug, Clone)]
pub struct TakenIn {
    /// The docket's id.
    pub review: String,
    /// The case number it was given.
    pub number: String,
    /// How many entries it has.
    pub entries: u32,
    /// Entries that the law would have refused, with why; they stand, marked.
    pub irregular: Vec<(u32, Refusal)>,
}

/// Records a paper case: all of it in one transaction, or nothing.
///
/// # Errors
/// The page names a draft, or a version on a day on which it was not in force; the store failed.
pub fn take_in(
    store: &Store,
    world: &World,
    context: &Context,
    paper: PaperCase,
    by: &str,
) -> Result<TakenIn, SeedError> {
    if paper.standing == Standing::Simulation || paper.review.length() == 0 {
        return Err(SeedError::Frame(paper.title));
    }
    let by = Recorder { account: by.to_owned(), name: by.to_owned(), from_paper: true };
    let beside = Beside::from(by);
    let id = world.id().map_err(|error| SeedError::World(error.to_string()))?;
    let case = Case {
        number: String::new(),
        title: paper.title.clone(),
        party: None,
        provider: None,
        filing: None,
        subject: Map::new(),
        answers: Map::new(),
        materials: Vec::new(),
    };
    let docket = fold(context, &DocketId::new(&id.to_string()), case, &paper, &beside)?;
    let now = world.now();
    let year = beijing(now).0.year();
    let (stream, entries) = (docket.stream(), docket.position());
    let receipt = store.append_blocking(Append {
        stream: stream.clone(),
        expected: 0,
        recorded_at: now,
        content: Content::Numbered(Numbered {
            series: SERIES.to_owned(),
            year,
            write: Box::new(move |nth| lines(&docket.numbered(&case_number(year, nth)), &beside)),
        }),
        idempotency: None,
        also: None,
    })?;
    Ok(TakenIn {
        review: stream.as_str().to_owned(),
        number: case_number(year, receipt.number.unwrap_or(0)),
        entries,
        irregular: paper.irregular,
    })
}

fn fold(
    context: &Context,
    id: &DocketId,
    case: Case,
    paper: &PaperCase,
    beside: &Beside,
) -> Result<Docket, SeedError> {
    let mut entries = paper.review.entries().iter();
    let first = entries.next().and_then(|first| Docket::opened(context, id, case, first, beside));
    let mut docket = first.ok_or_else(|| SeedError::Frame(paper.title.clone()))?;
    for entry in entries {
        docket = docket.after(context, entry, beside.clone());
    }
    Ok(docket)
}

/// Every line of a docket as it is stored; the first says what the case is.
fn lines(docket: &Docket, beside: &Beside) -> Written {
    let entries = docket.review.entries().iter().enumerate();
    let payloads = entries.map(|(at, entry)| {
        payload(entry, beside, (at == 0).then_some(&docket.case))
            .map(|payload| NewEntry { payload })
    });
    let entries: Result<Vec<NewEntry>, _> = payloads.collect();
    // WHY: without a line the store refuses the append, so nothing half is written.
    Written { entries: entries.unwrap_or_default(), projection: Some(project(docket)) }
}

/// The row of a stream made anew from its lines; `None` for what is no docket.
pub fn row(context: &Context, stream: &StreamId, lines: &[Stored]) -> Option<Projection> {
    let docket = Docket::read(context, &DocketId::new(stream.as_str()), lines)?;
    Some(project(&docket))
}
