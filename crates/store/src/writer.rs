//! The one thread that writes. It takes whatever waits, up to a bound, and commits it in one
//! transaction; nobody is told of success before that. Alone in the queue an act is committed at
//! once: there is no delay to fill a batch.

use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::Error;
use crate::batch::{Batch, State};

/// Jobs committed together at most.
const TOGETHER: usize = 256;
/// How long the next of several who act at once may take to act again.
const SOON: Duration = Duration::from_micros(50);
/// Jobs that may wait.
const WAITING: usize = 4096;

/// Something to be written together with its neighbours in one transaction.
pub(crate) trait Work: Send {
    /// Does it and keeps the outcome; may be asked again after the transaction was rolled back. An
    /// error is the transaction's: what this work itself refuses is an outcome.
    fn attempt(&mut self, batch: &mut Batch<'_>) -> Result<(), Error>;
    /// Called once, when the outcome is durable, or with what the transaction died of.
    fn done(self: Box<Self>, transaction: Result<(), Error>);
}

type Job = Box<dyn Work>;

/// The way to the writer. Dropping it lets the writer finish what waits and end.
pub(crate) struct Writer {
    queue: Option<SyncSender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread.
    pub(crate) fn start(state: State) -> Result<Writer, Error> {
        let (queue, jobs) = sync_channel(WAITING);
        let thread = std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || run(state, &jobs))
            .map_err(Error::file("store-writer"))?;
        Ok(Writer {
            queue: Some(queue),
            thread: Some(thread),
        })
    }

    /// Hands in a job; a full queue or an ended writer fails it at once.
    pub(crate) fn submit(&self, job: Job) {
        let Some(queue) = &self.queue else {
            return job.done(Err(Error::Closed));
        };
        match queue.try_send(job) {
            Ok(()) => (),
            Err(TrySendError::Full(job)) => job.done(Err(Error::Busy)),
            Err(TrySendError::Disconnected(job)) => job.done(Err(Error::Closed)),
        }
    }

    /// Hands in a job, waiting for room in the queue.
    pub(crate) fn submit_waiting(&self, job: Job) {
        let Some(queue) = &self.queue else {
            return job.done(Err(Error::Closed));
        };
        if let Err(refused) = queue.send(job) {
            refused.0.done(Err(Error::Closed));
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.queue.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(mut state: State, jobs: &Receiver<Job>) {
    let mut expected = 1;
    while let Some(batch) = gather(jobs, expected) {
        expected = batch.len();
        if let After::Stop = commit(&mut state, batch) {
            return;
        }
    }
}

/// What waits, and what is about to: whoever was just answered sends its next act within
/// microseconds, and a commit of one followed by one of all the others would waste every second
/// commit. After a commit of one nothing is waited for.
fn gather(jobs: &Receiver<Job>, expected: usize) -> Option<Vec<Job>> {
    let first = jobs.recv().ok()?;
    let mut batch = Vec::with_capacity(expected);
    batch.push(first);
    while batch.len() < TOGETHER {
        let next = match batch.len() < expected {
            true => jobs.recv_timeout(SOON).ok(),
            false => jobs.try_recv().ok(),
        };
        let Some(next) = next else {
            break;
        };
        batch.push(next);
    }
    Some(batch)
}

/// Whether the writer goes on.
enum After {
    Continue,
    Stop,
}

/// Carries out jobs in one transaction. If one of them makes the database fail, each is carried out
/// in a transaction of its own, so that it fails alone.
fn commit(state: &mut State, mut jobs: Vec<Job>) -> After {
    let Err(error) = state.carry_out(&mut jobs) else {
        jobs.into_iter().for_each(|job| job.done(Ok(())));
        return After::Continue;
    };
    let stop = lost_by_disk(&error) || state.reload().is_err();
    if stop || jobs.len() == 1 {
        fail(jobs, error);
        return if stop { After::Stop } else { After::Continue };
    }
    for job in jobs {
        if let After::Stop = commit(state, vec![job]) {
            return After::Stop;
        }
    }
    After::Continue
}

/// A disk that failed to keep what it was given may say yes the next time without having kept it:
/// only a restart, which reads what is there, can go on.
fn lost_by_disk(error: &Error) -> bool {
    let Error::Database(error) = error else {
        return false;
    };
    error
        .sqlite_error()
        .is_some_and(|error| error.extended_code == rusqlite::ffi::SQLITE_IOERR_FSYNC)
}

/// Tells the first what happened and the others that they were not written.
fn fail(jobs: Vec<Job>, error: Error) {
    let mut jobs = jobs.into_iter();
    if let Some(first) = jobs.next() {
        first.done(Err(error));
    }
    jobs.for_each(|job| job.done(Err(Error::Closed)));
}
