//! How often somebody may try: a bucket for each key that fills again with time.

use std::collections::HashMap;
use std::sync::Mutex;

use jiff::Timestamp;

use crate::problem::Problem;

/// Buckets kept before the full ones are thrown away.
const MOST_BUCKETS: usize = 20_000;

/// A limit of tries.
pub struct Limiter {
    burst: u32,
    refill_seconds: u32,
    buckets: Mutex<HashMap<String, Bucket>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    /// Tries left, in thousandths.
    left: i64,
    at: Timestamp,
}

impl Limiter {
    /// So many tries at once, and one more every so many seconds.
    pub fn new(burst: u32, refill_seconds: u32) -> Limiter {
        Limiter { burst, refill_seconds, buckets: Mutex::new(HashMap::new()) }
    }

    /// Takes one try of a key, or says when there will be one.
    pub fn take(&self, key: &str, now: Timestamp) -> Result<(), Problem> {
        let full = i64::from(self.burst) * 1_000;
        let mut buckets = match self.buckets.lock() {
            Ok(buckets) => buckets,
            Err(poisoned) => poisoned.into_inner(),
        };
        if MOST_BUCKETS <= buckets.len() {
            buckets.retain(|_, bucket| self.filled(bucket, now) < full);
        }
        let fresh = Bucket { left: full, at: now };
        let bucket = buckets.entry(key.to_owned()).or_insert(fresh);
        let left = self.filled(bucket, now);
        if left < 1_000 {
            let lacking = u64::try_from(1_000 - left).unwrap_or(1_000);
            let wait = lacking * u64::from(self.refill_seconds);
            return Err(Problem::too_many(wait.div_ceil(1_000).max(1)));
        }
        *bucket = Bucket { left: left - 1_000, at: now };
        Ok(())
    }

    fn filled(&self, bucket: &Bucket, now: Timestamp) -> i64 {
        let elapsed_ms = (now.as_millisecond() - bucket.at.as_millisecond()).max(0);
        let gained = elapsed_ms / i64::from(self.refill_seconds.max(1));
        (bucket.left + gained).min(i64::from(self.burst) * 1_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_run_out_and_come_back() {
        let limiter = Limiter::new(2, 10);
        let start: Timestamp = "2026-03-04T00:00:00Z".parse().unwrap();
        let after = |seconds: i64| Timestamp::from_second(start.as_second() + seconds).unwrap();
        assert!(limiter.take("a", start).is_ok());
        assert!(limiter.take("a", start).is_ok());
        assert!(limiter.take("a", start).is_err());
        assert!(limiter.take("b", start).is_ok());
        assert!(limiter.take("a", after(9)).is_err());
        assert!(limiter.take("a", after(10)).is_ok());
        assert!(limiter.take("a", after(10)).is_err());
    }
}
