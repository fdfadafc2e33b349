//! What lists know of a review. A function of its docket, the law and the calendar alone, so that
//! it can be made again byte for byte.

use access::DocketId;
use review::{Context, Due, Limit};
use store::{Projection, Standing, Stored, StreamId};

use super::case::Case;
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
        due: due(summary.most_urgent()),
        waiting_for: summary.waiting_for.iter().map(ToString::to_string).collect(),
        search: search(case),
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

/// What a review is found by besides number and title: the words of its subject.
fn search(case: &Case) -> String {
    let texts = case.subject.values().filter_map(|value| value.as_str());
    texts.collect::<Vec<&str>>().join("\n")
}

/// The row of a stream made anew from its lines; `None` where the stream is no docket.
pub fn row(context: &Context, stream: &StreamId, lines: &[Stored]) -> Option<Projection> {
    let docket = Docket::read(context, &DocketId::new(stream.as_str()), lines)?;
    Some(project(&docket))
}
