//! Time stamps that receipts wait for: which are to be asked for, and what came. Who asks the
//! authority has sockets and is elsewhere; no receipt and no act waits for it.

use jiff::{SignedDuration, Timestamp};
use store::desk::receipt::{self as kept, Waiting};

use crate::office::Office;
use crate::problem::Problem;

/// Stamps fetched at a time.
const AT_ONCE: u32 = 20;
/// The pause after the first try in vain; it doubles with each.
const FIRST_PAUSE_SECONDS: i64 = 10;
/// The longest pause.
const LONGEST_PAUSE_SECONDS: i64 = 3_600;

impl Office {
    /// The stamps whose turn it is.
    pub fn stamps_to_fetch(&self) -> Result<Vec<Waiting>, Problem> {
        let now = self.world.now();
        self.read(|conn| kept::waiting_stamps(conn, now, AT_ONCE))
    }

    /// Keeps a stamp that came, or puts it off where the authority gave none.
    pub async fn stamp_came(
        &self,
        waiting: &Waiting,
        token: Option<Vec<u8>>,
    ) -> Result<(), Problem> {
        let (now, imprint) = (self.world.now(), waiting.imprint);
        match token {
            Some(token) => {
                self.write(move |conn| kept::keep_stamp(conn, &imprint, &token, now)).await
            }
            None => {
                let then = later(now, waiting.tries);
                self.write(move |conn| kept::stamp_later(conn, &imprint, then)).await
            }
        }
    }
}

/// When to ask again after so many tries in vain.
fn later(now: Timestamp, tries: u32) -> Timestamp {
    let doubled = FIRST_PAUSE_SECONDS.saturating_mul(1 << tries.min(20));
    let pause = SignedDuration::from_secs(doubled.min(LONGEST_PAUSE_SECONDS));
    now.saturating_add(pause).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_doubles_up_to_an_hour() {
        let now: Timestamp = "2026-03-04T01:00:00Z".parse().unwrap();
        let pause = |tries| later(now, tries).duration_since(now).as_secs();
        assert_eq!([0, 1, 2, 8, 9, 40, u32::MAX].map(pause), [10, 20, 40, 2560, 3600, 3600, 3600]);
    }
}
