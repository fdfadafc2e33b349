//! What holiday notices moved, review by review, as it was recorded when they were confirmed.

use access::DocketId;
use jiff::Timestamp;
use review::{BodyId, LimitName};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::Stored;

use crate::following::Following;
use crate::office::Office;
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

/// What notices moved, by review.
#[derive(Default)]
pub struct Movements(Following<Movement>);

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
        let said = self.0.said(office, read)?;
        let all = said.get(review.as_str()).map(Vec::as_slice).unwrap_or_default();
        let seen = all.iter().filter(|one| sight.sees_limit(one.limit, one.of.as_ref()));
        Ok(seen.cloned().collect())
    }
}

/// What an entry of the office says was moved, by review.
fn read(line: &Stored) -> Vec<(String, Movement)> {
    let Ok(read) = serde_json::from_str::<Line>(&line.payload) else {
        return Vec::new();
    };
    if read.office != crate::movement::CONFIRMED {
        return Vec::new();
    }
    let moved = read.moved.into_iter().map(|moved| {
        let MovedLine { review, limit, of, from, to } = moved;
        let (notice, confirmed_at) = (read.notice.clone(), line.recorded_at);
        (review, Movement { notice, limit, of, from, to, confirmed_at })
    });
    moved.collect()
}
