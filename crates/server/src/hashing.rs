//! Passwords are hashed one after the other on few threads: each run of Argon2id takes 19 MiB, and
//! anybody may ask for one without being signed in.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};

use tokio::sync::{Semaphore, oneshot};

use crate::problem::Problem;

/// Runs at once.
const AT_ONCE: usize = 2;
/// Runs that may wait; who comes after them is asked to come again.
const MOST_WAITING: usize = 32;
/// When to come again, seconds.
const COME_AGAIN: u64 = 2;

/// Where passwords are hashed.
pub struct Hashing {
    room: Arc<Semaphore>,
    waiting: AtomicUsize,
    runs: mpsc::Sender<Run>,
}

type Run = Box<dyn FnOnce() + Send>;

impl Default for Hashing {
    /// With threads of its own, which end with it.
    ///
    /// WHY: each thread that hashes keeps the memory of one run. On those that anything is done on,
    /// a crowd's stayed for good.
    fn default() -> Hashing {
        let (runs, waiting) = mpsc::channel::<Run>();
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..AT_ONCE {
            let waiting = waiting.clone();
            std::thread::spawn(move || {
                let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
                while let Ok(run) = next() {
                    // Whoever waits for a run that panicked is told that it is gone.
                    let _ = catch_unwind(AssertUnwindSafe(run));
                }
            });
        }
        Hashing { room: Arc::new(Semaphore::new(AT_ONCE)), waiting: AtomicUsize::new(0), runs }
    }
}

impl Hashing {
    /// Does a run when there is room, on a thread that answers no requests.
    ///
    /// # Errors
    /// 429 where too many wait already.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let place = self.place()?;
        let room = self.room.clone().acquire_owned().await;
        drop(place);
        let room = room.map_err(|error| Problem::broken(&error))?;
        // WHY: the run holds its room itself. Who asked may break off meanwhile, and the run would
        // go on beside those that come after it.
        let (tell, told) = oneshot::channel();
        let run = self.runs.send(Box::new(move || {
            let _room = room;
            let _ = tell.send(work());
        }));
        run.map_err(|error| Problem::broken(&error))?;
        told.await.map_err(|error| Problem::broken(&error))
    }

    /// A place among those who wait, given up by whoever breaks off.
    fn place(&self) -> Result<Place<'_>, Problem> {
        let place = Place(&self.waiting);
        if MOST_WAITING <= self.waiting.fetch_add(1, Ordering::SeqCst) {
            return Err(Problem::too_many(COME_AGAIN));
        }
        Ok(place)
    }
}

/// Counted while it is there.
struct Place<'a>(&'a AtomicUsize);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn few_run_at_once_and_a_crowd_is_sent_away() {
        let hashing = Arc::new(Hashing::default());
        let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (open, gate) = tokio::sync::watch::channel(false);
        let crowd = (0..100).map(|_| {
            let (hashing, running, most) = (hashing.clone(), running.clone(), most.clone());
            let mut gate = gate.clone();
            let runtime = tokio::runtime::Handle::current();
            tokio::spawn(async move {
                let ran = hashing.run(move || {
                    most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    let opened = runtime.block_on(gate.wait_for(|open| *open)).is_ok();
                    running.fetch_sub(1, Ordering::SeqCst);
                    opened
                });
                ran.await.map_err(|problem| problem.status().as_u16())
            })
        });
        let crowd: Vec<_> = crowd.collect();
        let sent_away = || crowd.iter().filter(|one| one.is_finished()).count();
        let at_work = || running.load(Ordering::SeqCst);
        while sent_away() < 100 - AT_ONCE - MOST_WAITING || at_work() < AT_ONCE {
            tokio::task::yield_now().await;
        }
        open.send(true).unwrap();
        let mut counts = (0, 0);
        for one in crowd {
            match one.await.unwrap() {
                Ok(true) => counts.0 += 1,
                Err(429) => counts.1 += 1,
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(counts, (AT_ONCE + MOST_WAITING, 100 - AT_ONCE - MOST_WAITING));
        assert_eq!(most.load(Ordering::SeqCst), AT_ONCE);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn who_breaks_off_leaves_neither_a_place_taken_nor_a_run_beside_the_others() {
        let hashing = Arc::new(Hashing::default());
        let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (open, gate) = std::sync::mpsc::channel::<()>();
        let gate = Arc::new(std::sync::Mutex::new(gate));
        let begin = || {
            let (hashing, running, most) = (hashing.clone(), running.clone(), most.clone());
            let gate = gate.clone();
            tokio::spawn(async move {
                let ran = hashing.run(move || {
                    most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    let _ = gate.lock().map(|gate| gate.recv());
                    running.fetch_sub(1, Ordering::SeqCst);
                });
                ran.await.map_err(|problem| problem.status().as_u16())
            })
        };
        // Three times as many as may wait, in threes that break off before they are answered.
        for _ in 0..MOST_WAITING {
            let three = [begin(), begin(), begin()];
            while running.load(Ordering::SeqCst) < AT_ONCE {
                tokio::task::yield_now().await;
            }
            for one in three {
                one.abort();
                let _ = one.await;
            }
        }
        assert_eq!(hashing.waiting.load(Ordering::SeqCst), 0);
        assert_eq!(most.load(Ordering::SeqCst), AT_ONCE);
        let last = begin();
        drop(open);
        assert_eq!(last.await.unwrap(), Ok(()));
    }

    #[tokio::test]
    async fn a_run_that_panics_leaves_room_for_the_next() {
        let hashing = Hashing::default();
        for _ in 0..2 * AT_ONCE {
            let panicked = hashing.run(|| assert_eq!(1, 2, "on purpose")).await;
            assert_eq!(panicked.map_err(|problem| problem.status().as_u16()), Err(500));
        }
        assert_eq!(hashing.run(|| 7).await.map_err(|problem| problem.reason()), Ok(7));
    }
}
