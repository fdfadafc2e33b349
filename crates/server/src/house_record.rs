//! What concerns the office as a whole, recorded as an entry of its own stream together with the
//! row that it is about: what was done behind the program's back is found out there.

use jiff::Timestamp;
use serde_json::Value;
use store::{Also, Append, AppendError, Content, NewEntry, StreamId, Written};

use crate::asked::Asked;
use crate::movement::OFFICE;
use crate::office::broken;
use crate::problem::Problem;

/// How often an entry is tried again when others recorded something meanwhile.
const TRIES: usize = 16;

impl Asked {
    /// Records an entry of the office and the row that `also` writes, both or neither; answers when
    /// they are on disk.
    pub async fn record_row(
        &self,
        now: Timestamp,
        entry: &Value,
        also: impl Fn() -> Also,
    ) -> Result<(), Problem> {
        let (office, stream) = (&self.office, StreamId::new(OFFICE));
        for _ in 0..TRIES {
            let length = office.reader().length(&stream).map_err(|error| broken(&error))?;
            let append = Append {
                stream: stream.clone(),
                expected: length,
                recorded_at: now,
                content: Content::Ready(Written {
                    entries: vec![NewEntry { payload: entry.to_string() }],
                    projection: None,
                }),
                idempotency: None,
                keys_of: None,
                also: Some(also()),
            };
            match office.append(append).await? {
                Ok(_) => {
                    office.dockets.recorded(now);
                    return Ok(());
                }
                Err(AppendError::Moved { .. }) => {}
                Err(AppendError::Store(error)) => return Err(broken(&error)),
                Err(error @ (AppendError::Replayed(_) | AppendError::KeyReused)) => {
                    return Err(Problem::broken(&error));
                }
            }
        }
        Err(Problem::too_many(1))
    }
}
