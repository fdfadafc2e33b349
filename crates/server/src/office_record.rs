//! What concerns the office as a whole stands on its own stream: the change and its entry are
//! written together or not at all. What was done behind the program's back is found out there.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use store::desk::{self, Connection, door};
use store::{Also, Append, AppendError, Content, NewEntry, StreamId, Written};

use crate::answer::{self, Once};
use crate::asked::Asked;
use crate::movement::OFFICE;
use crate::office::broken;
use crate::problem::Problem;

/// How often an append is tried again after somebody else's came first.
const TRIES: u32 = 16;

/// A change to be recorded.
pub struct Change {
    /// What happened, `role-granted`.
    pub what: &'static str,
    /// Whose account, where it is about one.
    pub account: Option<String>,
    /// What else is to be known.
    pub more: Value,
}

impl Asked {
    /// Changes something and records it. Fails, and changes nothing, where whoever asks was signed
    /// out meanwhile.
    ///
    /// # Errors
    /// The change failed; the record did; nobody is signed in.
    pub async fn record(
        &self,
        change: Change,
        carry_out: impl Fn(&Connection) -> Result<(), store::Error> + Send + Sync + 'static,
    ) -> Result<(), Problem> {
        let credential = self.credential.as_ref().ok_or_else(Problem::not_signed_in)?.id.clone();
        let by = self.recorder(false)?;
        let mut entry = Map::from_iter([
            ("office".to_owned(), change.what.into()),
            ("account".to_owned(), change.account.into()),
            ("date".to_owned(), json!(self.today)),
            ("by".to_owned(), json!(by)),
        ]);
        if let Value::Object(more) = change.more {
            entry.extend(more);
        }
        let payload = Value::Object(entry).to_string();
        let carry_out = Arc::new(move |conn: &Connection| {
            door::must_stand(conn, &credential)?;
            carry_out(conn)
        });
        let now = self.instant()?;
        self.append_in_turn(now, &payload, || {
            let carry_out = carry_out.clone();
            desk::together(move |conn| carry_out(conn))
        })
        .await
    }

    /// Records an entry of the office and the row that `also` writes, both or neither; answers when
    /// they are on disk. Fails, and writes nothing, where whoever asks was signed out meanwhile.
    ///
    /// # Errors
    /// The record failed, or whoever asks is out.
    pub async fn record_row(
        &self,
        now: Timestamp,
        entry: &Value,
        also: impl Fn() -> Also,
    ) -> Result<(), Problem> {
        self.append_in_turn(now, &entry.to_string(), || match self.while_signed_in() {
            Some(held) => held.and(also()),
            None => also(),
        })
        .await
    }

    async fn append_in_turn(
        &self,
        now: Timestamp,
        payload: &str,
        also: impl Fn() -> Also,
    ) -> Result<(), Problem> {
        let (office, stream) = (&self.office, StreamId::new(OFFICE));
        for _ in 0..TRIES {
            let append = Append {
                stream: stream.clone(),
                expected: office.reader().length(&stream).map_err(|error| broken(&error))?,
                recorded_at: now,
                content: Content::Ready(Written {
                    entries: vec![NewEntry { payload: payload.to_owned() }],
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
        Err(Problem::overtaken("others recorded something at the same time"))
    }

    /// The same, once for a key; `told` is what is answered under it from then on.
    ///
    /// # Errors
    /// As for [`Asked::record`].
    pub async fn record_once(
        &self,
        mark: Option<Once>,
        told: (u16, String),
        change: Change,
        carry_out: impl Fn(&Connection) -> Result<(), store::Error> + Send + Sync + 'static,
    ) -> Result<(), Problem> {
        let (status, body) = told;
        let both = move |conn: &Connection| {
            carry_out(conn)?;
            mark.as_ref().map_or(Ok(()), |mark| answer::keep(conn, mark, status, &body))
        };
        self.record(change, both).await
    }
}
