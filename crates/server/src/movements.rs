//! What holiday notices moved, review by review, as it was recorded when they were confirmed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use access::DocketId;
use jiff::Timestamp;
use review::{BodyId, LimitName};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::StreamId;

use crate::movement::OFFICE;
use crate::office::{Office, broken};
use crate::problem::Problem;
use crate::view::Sight;

/// A limit that a notice moved.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Movement {
    /// The notice's id.
    notice: String,
    limit: LimitName,
    of: Option<BodyId>,
    /// The days it could end on before.
    from: Value,
    /// The days it can end on since.
    to: Value,
    confirmed_at: Timestamp,
}

/// What is known of the office's own stream up to a length.
#[derive(Default)]
pub struct Movements(Mutex<Known>);

#[derive(Default, Clone)]
struct Known {
    length: u32,
    of: Arc<HashMap<String, Vec<Movement>>>,
}

#[derive(Deserialize)]
struct Line {
    office: String,
    #[serde(default)]
    notice: String,
    #[serde(default)]
    moved: Vec<MovedLine>,
}

#[derive(Deserialize)]
struct MovedLine {
    review: String,
    limit: LimitName,
    of: Option<BodyId>,
    from: Value,
    to: Value,
}

impl Movements {
    /// The limits of a review that notices moved, in the order of confirmation, as far as they are
    /// seen.
    pub fn of(
        &self,
        office: &Office,
        review: &DocketId,
        sight: &Sight,
    ) -> Result<Vec<Movement>, Problem> {
        let known = self.up_to_date(office)?;
        let all = known.of.get(review.as_str()).map(Vec::as_slice).unwrap_or_default();
        let seen = all.iter().filter(|one| sight.sees_limit(one.limit, one.of.as_ref()));
        Ok(seen.cloned().collect())
    }

    /// What is known, read anew where the office recorded something since.
    fn up_to_date(&self, office: &Office) -> Result<Known, Problem> {
        let stream = StreamId::new(OFFICE);
        let length = office.reader().length(&stream).map_err(|error| broken(&error))?;
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.length < length {
            let after = office.reader().entries(&stream, known.length);
            let after = after.map_err(|error| broken(&error))?;
            let of = Arc::make_mut(&mut known.of);
            for line in &after {
                take(of, line);
            }
            known.length = after.last().map_or(length, |line| line.position);
        }
        Ok(known.clone())
    }
}

/// Adds what an entry of the office says.
fn take(of: &mut HashMap<String, Vec<Movement>>, line: &store::Stored) {
    let Ok(read) = serde_json::from_str::<Line>(&line.payload) else {
        return;
    };
    if read.office != crate::movement::CONFIRMED {
        return;
    }
    for moved in read.moved {
        let MovedLine { review, limit, of: body, from, to } = moved;
        let notice = read.notice.clone();
        let confirmed_at = line.recorded_at;
        let movement = Movement { notice, limit, of: body, from, to, confirmed_at };
        of.entry(review).or_default().push(movement);
    }
}
