//! A case that was kept on paper, taken into the record with its history.

use access::{Access, DocketId, Question, Resource};
use law::Words;
use review::docket::PaperCase;
use review::{Context, Refusal, Standing};
use serde_json::Map;
use store::desk::people::{self, Door};
use store::{Append, Content, NewEntry, Numbered, Projection, Store, Stored, StreamId, Written};

use crate::credential;
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

/// Somebody who may take paper cases in.
#[derive(Debug, Clone)]
pub struct Importer(Recorder);

/// Who takes paper cases in, by login: an account that is not locked, whose roles today permit it.
///
/// # Errors
/// There is no such account, it may not, or the store failed.
pub fn importer(store: &Store, world: &World, login: &str) -> Result<Importer, SeedError> {
    let broken = |error: store::Error| SeedError::World(error.to_string());
    let found = store.desk(|conn| {
        let Some(account) = people::account_by_login(conn, login)? else {
            return Ok(None);
        };
        let grants = people::grants(conn, &account.id)?;
        Ok(Some((account, grants)))
    });
    let (account, grants) = found.map_err(broken)?.ok_or_else(|| unknown(login))?;
    let person = credential::person(&account, &grants).filter(|_| account.door != Door::Locked);
    let person = person.ok_or_else(|| unknown(login))?;
    let question = Question::DocketImport;
    let access = Access::built_in();
    let answer = access.may((&person).into(), world.today(), question, &Resource::Office);
    if !answer.is_allowed() {
        return Err(SeedError::NotPermitted(Words::new(
            format!("“{login}”无权录入纸质案卷：应由办公室经办人或负责人录入"),
            format!(
                "`{login}` may not take paper cases in: an officer or a head of the Office may"
            ),
        )));
    }
    Ok(Importer(Recorder { account: account.id, name: account.name, from_paper: true }))
}

fn unknown(login: &str) -> SeedError {
    SeedError::NotPermitted(Words::new(
        format!("没有可用的账户“{login}”"),
        format!("there is no account `{login}`, or it is locked"),
    ))
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
    by: &Importer,
) -> Result<TakenIn, SeedError> {
    if paper.standing == Standing::Simulation || paper.review.length() == 0 {
        return Err(SeedError::Frame(paper.title));
    }
    let beside = Beside::from(by.0.clone());
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
        keys_of: None,
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
