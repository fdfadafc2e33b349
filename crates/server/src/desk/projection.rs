//! What lists know of a review. A function of its docket, the law and the calendar alone, so that
//! it can be made again byte for byte.

use access::DocketId;
use review::{Context, Due, Limit};
use store::{Projection, Standing, Stored, StreamId};

use super::dockets::Docket;

/// The row of a docket, as of the day of its last entry: no clock comes in.
pub fn project(docket: &Docket) -> Projection {
    let (summary, case) = (&docket.summary, &docket.case);
    Projection {
        position: docket.position(),
        number: Some(case.number.clone()),
        title: case.title.clone(),
        party: case.party.clone(),
        law: summary.law.as_str().to_owned(),
        step: summary.step.word().to_owned(),
        standing: if summary.is_closed() {
            let conclusion = summary.conclusion.map(|conclusion| word(&conclusion));
            Standing::Closed { conclusion: conclusion.unwrap_or_default() }
        } else {
            Standing::Open
        },
        // What is closed has no limit that anybody could still meet.
        due: if summary.is_closed() { store::Due::None } else { due(summary.most_urgent()) },
        waiting_for: summary.waiting_for.iter().map(ToString::to_string).collect(),
        // WHY: who may know that a case is there may search it, and not everybody of them may read
        // what it is about. Number and title are found without this.
        search: String::new(),
    }
}

/// The word of a value that serializes as one.
pub fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(_) | Err(_) => String::new(),
    }
}

fn due(limit: Option<&Limit>) -> store::Due {
    match limit.and_then(|limit| limit.due) {
        None => store::Due::None,
        Some(Due::Stopped) => store::Due::Stopped,
        Some(Due::On(day)) => store::Due::Within { earliest: day, latest: day },
        Some(Due::Between { earliest, latest, .. }) => store::Due::Within { earliest, latest },
    }
}

/// The row of a stream made anew from its lines; `None` where the stream is no docket.
pub fn row(context: &Context, stream: &StreamId, lines: &[Stored]) -> Option<Projection> {
    let docket = Docket::read(context, &DocketId::new(stream.as_str()), lines)?;
    Some(project(&docket))
}
