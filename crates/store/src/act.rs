//! One append on its way through the writer.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::{Connection, Row, params};
use seal::Key;

use crate::batch::{Batch, Stream};
use crate::keys::Keys;
use crate::leaves::{Line, signed, unsigned};
use crate::numbers::{Foreseen, ForeseenNumber};
use crate::projection::View;
use crate::vault::{Side, Vault};
use crate::writer::Work;
use crate::{
    Also, Append, AppendError, Content, Error, Idempotency, NewEntry, Numbered, Receipt, StreamId,
    Written, sql,
};

/// Called once, on the writer's thread, when the outcome is durable.
pub(crate) type Done = Box<dyn FnOnce(Result<Receipt, AppendError>) + Send>;

/// An append with all done that can be done before it is its turn.
pub(crate) struct Act {
    stream: StreamId,
    expected: u32,
    recorded_at: Timestamp,
    content: Sealed,
    idempotency: Option<Idempotency>,
    keys: Option<Keyed>,
    also: Option<Also>,
    /// Held until it is this act's turn.
    awaited: Option<ForeseenNumber>,
    vault: Vault,
    outcome: Result<Receipt, AppendError>,
    done: Done,
}

enum Sealed {
    Ready(Lines),
    /// The stream is not on disk yet: its key is known when it is this act's turn.
    Late(Written),
    /// It takes a number: sealed with the one foreseen, and anew if it is another.
    Numbered(Numbered, Option<(u32, Lines)>),
}

/// What is written, and the view that goes with it.
#[derive(Clone)]
pub(crate) struct Lines(Arc<[Line]>, Option<Arc<View>>);

/// Why an act is not written.
enum Stop {
    /// It is refused, and its neighbours go on.
    Refused(AppendError),
    /// The whole transaction fails.
    Failed(Error),
}

impl<E: Into<Error>> From<E> for Stop {
    fn from(error: E) -> Stop {
        Stop::Failed(error.into())
    }
}

/// The key an act's entries are sealed under.
#[derive(Clone)]
pub(crate) struct Keyed {
    /// Of the stream's scope.
    pub key: Arc<Key>,
    /// What is kept of it where the stream begins.
    pub begins: Option<Vec<u8>>,
}

impl Act {
    /// Seals what is known or foreseen already, on the caller's thread: the writer has enough to
    /// do.
    pub(crate) fn new(
        append: Append,
        keys: Option<Keyed>,
        vault: &Vault,
        foreseen: &Foreseen,
        done: Done,
    ) -> Box<Act> {
        let Append { stream, expected, recorded_at, .. } = append;
        let seal =
            |written, key: &Key| Lines::seal(written, &stream, expected, recorded_at, key, vault);
        let mut awaited = None;
        let content = match (append.content, &keys) {
            (Content::Ready(written), None) => Sealed::Late(written),
            (Content::Ready(written), Some(keys)) => Sealed::Ready(seal(written, &keys.key)),
            (Content::Numbered(numbered), None) => Sealed::Numbered(numbered, None),
            (Content::Numbered(numbered), Some(keys)) => {
                awaited = foreseen.next(&numbered.series, numbered.year);
                let number = awaited.as_ref().map(|awaited| awaited.number);
                let sealed = number.and_then(|number| {
                    // What panics does so again when it is its turn, and fails there.
                    let write = AssertUnwindSafe(|| (numbered.write)(number));
                    let written = catch_unwind(write).ok()?;
                    Some((number, seal(written, &keys.key)))
                });
                Sealed::Numbered(numbered, sealed)
            }
        };
        Box::new(Act {
            keys,
            stream,
            expected,
            recorded_at,
            content,
            idempotency: append.idempotency,
            also: append.also,
            awaited,
            vault: vault.clone(),
            outcome: Err(Error::Closed.into()),
            done,
        })
    }

    fn carry_out(
        &self,
        batch: &mut Batch<'_>,
        awaited: Option<ForeseenNumber>,
    ) -> Result<Receipt, Stop> {
        let stream = self.check(batch)?;
        let (lines, number) = match &self.content {
            Sealed::Ready(lines) => (lines.clone(), None),
            Sealed::Numbered(numbered, sealed) => {
                let number = batch.take(numbered)?;
                drop(awaited);
                let lines = match sealed {
                    Some((foreseen, lines)) if *foreseen == number => lines.clone(),
                    Some(_) | None => self.seal((numbered.write)(number), batch)?,
                };
                (lines, Some(number))
            }
            Sealed::Late(written) => (self.seal(written.clone(), batch)?, None),
        };
        let Lines(lines, view) = lines;
        let stream = match stream {
            Some(stream) => stream,
            None => batch.begin(&self.stream, self.keys.as_ref())?,
        };
        let (last, seq) = batch.append(&self.stream, stream, self.recorded_at, &lines)?;
        if let Some(view) = view {
            batch.show(stream.key, view);
        }
        let receipt =
            Receipt { stream: self.stream.clone(), first: self.expected + 1, last, seq, number };
        if let Some(idempotency) = &self.idempotency {
            batch.keys.remember(&idempotency.scope, receipt.seq);
            keep(batch.conn, idempotency, stream.key, &receipt, self.recorded_at)?;
        }
        Ok(receipt)
    }

    /// Whether it may be written; if so, the stream as it stands.
    fn check(&self, batch: &mut Batch<'_>) -> Result<Option<Stream>, Stop> {
        if let Some(idempotency) = &self.idempotency
            && let Some(answered) = answered(batch.conn, batch.keys, idempotency)?
        {
            let refusal = match answered {
                Answered::Same(receipt) => AppendError::Replayed(receipt),
                Answered::Other => AppendError::KeyReused,
            };
            return Err(Stop::Refused(refusal));
        }
        batch.goes_on(&self.stream).map_err(|error| Stop::Refused(error.into()))?;
        let stream = batch.stream(&self.stream)?;
        let length = stream.map_or(0, |stream| stream.length);
        if length != self.expected {
            return Err(Stop::Refused(AppendError::Moved { length }));
        }
        if let Some(Also { change, ends }) = &self.also {
            let outcome = batch.apart(|batch| change(&batch.desk()))?;
            outcome.map_err(|error| Stop::Refused(AppendError::Store(error)))?;
            batch.end(ends);
        }
        Ok(stream)
    }

    /// Seals what was not known, or could not be sealed, before it was this act's turn.
    fn seal(&self, written: Written, batch: &Batch<'_>) -> Result<Lines, Error> {
        let vault = &self.vault;
        let key = match &self.keys {
            Some(keys) => Arc::clone(&keys.key),
            None => vault.scope(batch.conn, Side::Writing, self.stream.as_str())?,
        };
        let (stream, expected, at) = (&self.stream, self.expected, self.recorded_at);
        Ok(Lines::seal(written, stream, expected, at, &key, vault))
    }
}

impl Work for Act {
    fn attempt(&mut self, batch: &mut Batch<'_>) -> Result<(), Error> {
        let awaited = self.awaited.take();
        self.outcome = match self.carry_out(batch, awaited) {
            Ok(receipt) => Ok(receipt),
            Err(Stop::Refused(refusal)) => Err(refusal),
            Err(Stop::Failed(error)) => return Err(error),
        };
        Ok(())
    }

    fn done(self: Box<Self>, transaction: Result<(), Error>) -> Option<Lines> {
        let Act { stream, keys, vault, content, outcome, done, .. } = *self;
        let outcome = transaction.map_err(AppendError::from).and(outcome);
        let begun = keys.filter(|keys| keys.begins.is_some());
        if let (Ok(_), Some(keys)) = (&outcome, begun) {
            vault.remember(stream.as_str(), &keys.key);
        }
        let kept = outcome.is_ok();
        done(outcome);
        // What was refused may be of a docket that is to be forgotten.
        if !kept {
            return None;
        }
        match content {
            Sealed::Ready(lines) | Sealed::Numbered(_, Some((_, lines))) => Some(lines),
            Sealed::Late(_) | Sealed::Numbered(_, None) => None,
        }
    }
}

impl Lines {
    fn seal(
        written: Written,
        stream: &StreamId,
        expected: u32,
        recorded_at: Timestamp,
        key: &Key,
        vault: &Vault,
    ) -> Lines {
        // A position past the last there can be is refused when it is written.
        let positions = (1..).map(|nth| expected.saturating_add(nth));
        let entries = written.entries.into_iter().zip(positions);
        let seal = |(NewEntry { payload }, position): (NewEntry, u32)| {
            Line::seal(stream, position, recorded_at, &payload, key, vault)
        };
        let view = written.projection.map(View::new);
        Lines(entries.map(seal).collect(), view.map(Arc::new))
    }
}

/// What a key was used for before.
pub(crate) enum Answered {
    /// The same request: this was the answer.
    Same(Receipt),
    /// Another request.
    Other,
}

/// Looks up a key.
pub(crate) fn answered(
    conn: &Connection,
    keys: &Keys,
    idempotency: &Idempotency,
) -> Result<Option<Answered>, Error> {
    let Some(seq) = keys.place(&idempotency.scope) else {
        return Ok(None);
    };
    let mut find = conn.prepare_cached(sql::RECEIPT_FIND)?;
    let mut rows = find.query(params![signed(seq)?, idempotency.scope.as_bytes()])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let request: [u8; 32] = row.get(0)?;
    Ok(Some(if request == *idempotency.request.as_bytes() {
        Answered::Same(receipt(row)?)
    } else {
        Answered::Other
    }))
}

fn receipt(row: &Row<'_>) -> Result<Receipt, Error> {
    let stream: String = row.get(1)?;
    Ok(Receipt {
        stream: StreamId::new(&stream),
        first: row.get(2)?,
        last: row.get(3)?,
        seq: unsigned(row.get(4)?)?,
        number: row.get(5)?,
    })
}

/// Keeps what is answered under a key.
fn keep(
    conn: &Connection,
    idempotency: &Idempotency,
    stream: i64,
    receipt: &Receipt,
    recorded_at: Timestamp,
) -> Result<(), Error> {
    conn.prepare_cached(sql::RECEIPT_ADD)?.execute(params![
        signed(receipt.seq)?,
        idempotency.scope.as_bytes(),
        idempotency.request.as_bytes(),
        stream,
        receipt.first,
        receipt.last,
        receipt.number,
        recorded_at.as_microsecond(),
    ])?;
    Ok(())
}
