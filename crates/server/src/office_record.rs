//! What changes who may do what stands on the office's own stream, as holiday notices do: the change
//! and its entry are written together or not at all.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use store::desk::{self, Connection, door};
use store::{Append, AppendError, Content, NewEntry, StreamId, Written};

use crate::answer::{self, Once};
use crate::asked::Asked;
use crate::movement::OFFICE;
use crate::office::broken;
use crate::problem::Problem;

/// How often an append is tried again after somebody else's came first.
const TRIES: u32 = 8;

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
        for _ in 0..TRIES {
            match self.append_to_office(&payload, carry_out.clone()).await? {
                Ok(_) => return Ok(()),
                Err(AppendError::Moved { .. }) => {}
                Err(AppendError::Store(error)) => return Err(broken(&error)),
                Err(error @ (AppendError::Replayed(_) | AppendError::KeyReused)) => {
                    return Err(Problem::broken(&error));
                }
            }
        }
        Err(Problem::overtaken("others recorded something at the same time"))
    }

    async fn append_to_office(
        &self,
        payload: &str,
        carry_out: Arc<impl Fn(&Connection) -> Result<(), store::Error> + Send + Sync + 'static>,
    ) -> Result<Result<store::Receipt, AppendError>, Problem> {
        let office = &self.office;
        let stream = StreamId::new(OFFICE);
        let length = office.reader().length(&stream).map_err(|error| broken(&error))?;
        let now = self.instant()?;
        let append = Append {
            stream,
            expected: length,
            recorded_at: now,
            content: Content::Ready(Written {
                entries: vec![NewEntry { payload: payload.to_owned() }],
                projection: None,
            }),
            idempotency: None,
            keys_of: None,
            also: Some(desk::together(move |conn| carry_out(conn))),
        };
        let outcome = office.append(append).await?;
        if outcome.is_ok() {
            office.dockets.recorded(now);
        }
        Ok(outcome)
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
