//! The one place that writes. It carries out what waits, and what comes meanwhile, in one
//! transaction, up to a bound; nobody is told of success before it is committed. An act that is
//! alone is committed at once, by the thread that brought it if that one waits anyway.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::JoinHandle;

use crate::Error;
use crate::act::Lines;
use crate::batch::{Batch, State};

/// Jobs committed together at most.
const TOGETHER: usize = 256;
/// Jobs that may wait.
const WAITING: usize = 4096;

/// Something to be written together with its neighbours in one transaction.
pub(crate) trait Work: Send {
    /// Does it and keeps the outcome; may be asked again after the transaction was rolled back. An
    /// error is the transaction's: what this work itself refuses is an outcome.
    fn attempt(&mut self, batch: &mut Batch<'_>) -> Result<(), Error>;
    /// Called once, when the outcome is durable, or with what the transaction died of. Answers what
    /// is left of it: memory is freed with the least work by the thread that asked for it, and the
    /// writer is the one that everybody waits for.
    fn done(self: Box<Self>, transaction: Result<(), Error>) -> Option<Lines>;
}

type Job = Box<dyn Work>;

/// The way to what writes. Dropping it finishes what waits.
pub(crate) struct Writer {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    queue: Mutex<Queue>,
    /// Told when a job came that the writer waits for, or none will.
    came: Condvar,
    /// Told when jobs were taken from the queue.
    room: Condvar,
    state: Mutex<State>,
}

struct Queue {
    jobs: VecDeque<Job>,
    /// Whether the writer waits for one.
    awaited: bool,
    /// Jobs in the transaction the writer's thread is at, or was last.
    last: usize,
    /// What is left of jobs that are done, for whoever hands in the next one.
    spent: Vec<Lines>,
    standing: Standing,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Open,
    Closed,
}

impl Writer {
    /// Starts the thread.
    pub(crate) fn start(state: State) -> Result<Writer, Error> {
        let shared = Arc::new(Shared {
            queue: Mutex::new(Queue {
                jobs: VecDeque::new(),
                awaited: false,
                last: 1,
                spent: Vec::new(),
                standing: Standing::Open,
            }),
            came: Condvar::new(),
            room: Condvar::new(),
            state: Mutex::new(state),
        });
        let own = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || own.run())
            .map_err(Error::file("store-writer"))?;
        Ok(Writer { shared, thread: Some(thread) })
    }

    /// Hands in a job; a full queue fails it at once.
    pub(crate) fn submit(&self, job: Job) {
        let queue = self.shared.queue();
        if WAITING <= queue.jobs.len() {
            drop(queue);
            job.done(Err(Error::Busy));
            return;
        }
        self.shared.put(queue, job);
    }

    /// Hands in a job by a thread that waits for the outcome: it carries the job out itself if
    /// there is nothing to share a transaction with, and else waits for room in the queue.
    pub(crate) fn submit_waiting(&self, job: Job) {
        let shared = &self.shared;
        let mut queue = shared.queue();
        if queue.jobs.is_empty() && queue.last <= 1 && queue.standing == Standing::Open {
            let state = match shared.state.try_lock() {
                Ok(state) => Some(state),
                Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
                Err(TryLockError::WouldBlock) => None,
            };
            if let Some(mut state) = state {
                let spent = std::mem::take(&mut queue.spent);
                drop(queue);
                drop(spent);
                return shared.after(commit(&mut state, vec![job], alone, &mut Vec::new()));
            }
        }
        while WAITING <= queue.jobs.len() && queue.standing == Standing::Open {
            let woken = shared.room.wait(queue);
            queue = woken.unwrap_or_else(PoisonError::into_inner);
        }
        shared.put(queue, job);
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.shared.after(After::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, mut queue: MutexGuard<'_, Queue>, job: Job) {
        if queue.standing == Standing::Closed {
            drop(queue);
            job.done(Err(Error::Closed));
            return;
        }
        queue.jobs.push_back(job);
        let awaited = std::mem::take(&mut queue.awaited);
        let spent = std::mem::take(&mut queue.spent);
        drop(queue);
        if awaited {
            self.came.notify_one();
        }
        drop(spent);
    }

    /// Closes the queue if nothing more can be written.
    fn after(&self, after: After) {
        if let After::Stop = after {
            self.queue().standing = Standing::Closed;
            self.came.notify_one();
            self.room.notify_all();
        }
    }

    fn run(&self) {
        let mut spent = Vec::new();
        while let Some(first) = self.gather(&mut spent) {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            // A closure that panics takes itself with it, not all that come after.
            let more = |there| self.more(there);
            let work = AssertUnwindSafe(|| commit(&mut state, first, more, &mut spent));
            let after = catch_unwind(work).unwrap_or(After::Continue);
            drop(state);
            if let After::Stop = after {
                self.after(After::Stop);
                let waiting = std::mem::take(&mut self.queue().jobs);
                return fail(waiting, Error::Closed);
            }
        }
    }

    /// What a transaction begins with: waits for somebody. `None` once the queue is closed and
    /// empty. Leaves behind what is left of the transaction before.
    fn gather(&self, spent: &mut Vec<Lines>) -> Option<Vec<Job>> {
        let mut queue = self.queue();
        queue.spent.append(spent);
        while queue.jobs.is_empty() && queue.standing == Standing::Open {
            queue.awaited = true;
            queue = self.came.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
        queue.awaited = false;
        queue.last = queue.jobs.len().min(TOGETHER);
        let first = self.take(queue, TOGETHER);
        (!first.is_empty()).then_some(first)
    }

    /// What came while so many jobs were carried out, and shares their flush; nothing once nobody
    /// waits, or there are enough. So a few that come one after the other are not a commit each,
    /// and nobody is waited for: what is decided during a commit begins the next one.
    fn more(&self, there: usize) -> Vec<Job> {
        let mut queue = self.queue();
        let room = TOGETHER.saturating_sub(there);
        queue.last = there + queue.jobs.len().min(room);
        self.take(queue, room)
    }

    fn take(&self, mut queue: MutexGuard<'_, Queue>, most: usize) -> Vec<Job> {
        let waiting = queue.jobs.len();
        let taken = queue.jobs.drain(..waiting.min(most)).collect();
        drop(queue);
        if WAITING <= waiting && 0 < most {
            self.room.notify_all();
        }
        taken
    }
}

/// Whether the writer goes on.
enum After {
    Continue,
    Stop,
}

/// Nobody comes.
fn alone(_: usize) -> Vec<Job> {
    Vec::new()
}

/// Carries out jobs in one transaction, and those that `more` brings once they are carried out. If
/// one of them makes the database fail, or panics, each is carried out in a transaction of its own,
/// so that it fails alone; a panic of one that is alone goes on. What is left of them comes to
/// `spent`.
fn commit(
    state: &mut State,
    mut jobs: Vec<Job>,
    more: impl FnMut(usize) -> Vec<Job>,
    spent: &mut Vec<Lines>,
) -> After {
    match catch_unwind(AssertUnwindSafe(|| state.carry_out(&mut jobs, more))) {
        Ok(Ok(())) => {
            spent.extend(jobs.into_iter().filter_map(|job| job.done(Ok(()))));
            After::Continue
        }
        Ok(Err(error)) if state.is_closed() || lost_by_disk(&error) || state.reload().is_err() => {
            // What others hold already must not be written from what is remembered of this.
            state.close();
            fail(jobs, error);
            After::Stop
        }
        Ok(Err(error)) if jobs.len() == 1 => {
            fail(jobs, error);
            After::Continue
        }
        Err(panic) if jobs.len() == 1 => resume_unwind(panic),
        // What was begun is rolled back before the next is carried out.
        Ok(Err(_)) | Err(_) => one_by_one(state, jobs, spent),
    }
}

/// Carries out jobs each in a transaction of its own.
fn one_by_one(state: &mut State, jobs: Vec<Job>, spent: &mut Vec<Lines>) -> After {
    let mut jobs = jobs.into_iter();
    while let Some(job) = jobs.next() {
        let work = AssertUnwindSafe(|| commit(state, vec![job], alone, spent));
        if let Ok(After::Stop) = catch_unwind(work) {
            fail(jobs, Error::Closed);
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
fn fail(jobs: impl IntoIterator<Item = Job>, error: Error) {
    let mut jobs = jobs.into_iter();
    if let Some(first) = jobs.next() {
        first.done(Err(error));
    }
    jobs.for_each(|job| drop(job.done(Err(Error::Closed))));
}
