//! How often somebody may try: a bucket for each key that fills again with time.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

use crate::problem::Problem;

/// Buckets kept before the full ones are thrown away.
const MOST_BUCKETS: usize = 20_000;
const SECOND_US: i64 = 1_000_000;

/// A limit of tries. A bucket holds time: a try takes its share, and time passing brings it back.
pub struct Limiter {
    /// What one try takes, microseconds.
    try_us: i64,
    /// What a full bucket holds, microseconds.
    full_us: i64,
    buckets: Mutex<HashMap<String, Bucket>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    left_us: i64,
    at: Timestamp,
}

impl Limiter {
    /// So many tries at once, and one more every so many seconds.
    pub fn new(burst: u32, refill_seconds: u32) -> Limiter {
        Limiter::of(burst, SECOND_US * i64::from(refill_seconds.max(1)))
    }

    /// So many tries a second, and those of two seconds at once.
    pub fn a_second(tries: u32) -> Limiter {
        let tries = tries.max(1);
        Limiter::of(tries.saturating_mul(2), (SECOND_US / i64::from(tries)).max(1))
    }

    fn of(burst: u32, try_us: i64) -> Limiter {
        let full_us = try_us * i64::from(burst);
        Limiter { try_us, full_us, buckets: Mutex::default() }
    }

    /// Takes one try of a key, or says when there will be one.
    pub fn take(&self, key: &str, now: Timestamp) -> Result<(), Problem> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if MOST_BUCKETS <= buckets.len() {
            buckets.retain(|_, bucket| self.filled_us(bucket, now) < self.full_us);
        }
        let left_us = buckets.get(key).map_or(self.full_us, |bucket| self.filled_us(bucket, now));
        if left_us < self.try_us {
            let lacking_us = u64::try_from(self.try_us - left_us).unwrap_or_default();
            return Err(Problem::too_many(lacking_us.div_ceil(1_000_000).max(1)));
        }
        let next = Bucket { left_us: left_us - self.try_us, at: now };
        match buckets.get_mut(key) {
            Some(bucket) => *bucket = next,
            None => drop(buckets.insert(key.to_owned(), next)),
        }
        Ok(())
    }

    fn filled_us(&self, bucket: &Bucket, now: Timestamp) -> i64 {
        let elapsed_us = (now.as_microsecond() - bucket.at.as_microsecond()).max(0);
        bucket.left_us.saturating_add(elapsed_us).min(self.full_us)
    }
}

/// Failures of one key in a row: the first are free, from then on each makes the next wait twice as
/// long, up to an hour.
#[derive(Default)]
pub struct BackOff {
    failed: Mutex<HashMap<String, Failed>>,
}

#[derive(Debug, Clone, Copy)]
struct Failed {
    times: u32,
    at: Timestamp,
}

impl BackOff {
    /// Failures that cost nothing.
    const FREE: u32 = 10;
    /// The longest wait, minutes.
    const LONGEST_MINUTES: i64 = 60;

    /// Nothing where a key has waited long enough, else when it will have.
    pub fn must_have_waited(&self, key: &str, now: Timestamp) -> Result<(), Problem> {
        let failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner).get(key).copied();
        let Some(failed) = failed.filter(|failed| Self::FREE <= failed.times) else {
            return Ok(());
        };
        let doublings = (failed.times - Self::FREE).min(6);
        let wait_seconds = 60 * (1_i64 << doublings).min(Self::LONGEST_MINUTES);
        let left = wait_seconds - (now.as_second() - failed.at.as_second());
        match u64::try_from(left) {
            Ok(left) if 0 < left => Err(Problem::too_many(left)),
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// A key failed.
    pub fn failed(&self, key: &str, now: Timestamp) {
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        if MOST_BUCKETS <= failed.len() {
            failed.retain(|_, one| now.as_second() - one.at.as_second() < 24 * 3_600);
        }
        let times = failed.get(key).map_or(0, |one| one.times);
        failed.insert(key.to_owned(), Failed { times: times.saturating_add(1), at: now });
    }

    /// A key succeeded.
    pub fn forget(&self, key: &str) {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(milliseconds: i64) -> Timestamp {
        let start: Timestamp = "2026-03-04T00:00:00Z".parse().unwrap();
        Timestamp::from_millisecond(start.as_millisecond() + milliseconds).unwrap()
    }

    #[test]
    fn tries_run_out_and_come_back() {
        let limiter = Limiter::new(2, 10);
        assert!(limiter.take("a", after(0)).is_ok());
        assert!(limiter.take("a", after(0)).is_ok());
        assert!(limiter.take("a", after(0)).is_err());
        assert!(limiter.take("b", after(0)).is_ok());
        assert!(limiter.take("a", after(9_999)).is_err());
        assert!(limiter.take("a", after(10_000)).is_ok());
        assert!(limiter.take("a", after(10_000)).is_err());
    }

    #[test]
    fn a_rate_is_kept_over_time_and_may_be_twice_that_at_once() {
        let limiter = Limiter::a_second(50);
        let taken = |at: i64| (0..500).filter(|_| limiter.take("a", after(at)).is_ok()).count();
        assert_eq!(taken(0), 100);
        assert_eq!(taken(500), 25);
        assert_eq!(taken(1_500), 50);
        assert_eq!(taken(60_000), 100);
    }
}
