//! The bytes of a stream that are at hand: whole units, and a little beyond, so that it is known of
//! each unit whether another follows before it is worked on.

use std::num::NonZeroUsize;
use std::thread;

/// How far it looks beyond its units, in bytes.
const BEYOND: usize = 1 << 16;
/// Units that each core works on between two meetings: starting a thread costs some 20 µs.
const UNITS_A_CORE: usize = 4;

/// A buffer of one unit, or of several for each core.
pub(super) struct Window {
    bytes: Vec<u8>,
    filled: usize,
    unit: usize,
    units: usize,
    cores: usize,
}

impl Window {
    pub(super) fn new(unit: usize, cores: NonZeroUsize) -> Window {
        let cores = cores.get();
        let units = if cores == 1 { 1 } else { cores.saturating_mul(UNITS_A_CORE) };
        let length = units.saturating_mul(unit).saturating_add(BEYOND.min(unit));
        Window { bytes: vec![0; length], filled: 0, unit, units, cores }
    }

    /// Where the next bytes go; never empty.
    pub(super) fn room(&mut self) -> &mut [u8] {
        self.bytes.get_mut(self.filled..).unwrap_or_default()
    }

    /// Notes that so many bytes were put into the room.
    pub(super) fn fill(&mut self, count: usize) {
        self.filled = self.filled.saturating_add(count).min(self.bytes.len());
    }

    /// All units, once more follows after them.
    pub(super) fn full(&mut self) -> Option<Units<'_>> {
        let length = self.units * self.unit;
        if self.filled <= length {
            return None;
        }
        let bytes = self.bytes.get_mut(..length).unwrap_or_default();
        Some(Units { bytes, unit: self.unit, cores: self.cores })
    }

    /// Drops the units that [`Window::full`] gave.
    pub(super) fn shift(&mut self) {
        let length = self.units * self.unit;
        let filled = self.filled.max(length);
        self.bytes.copy_within(length..filled, 0);
        self.filled = filled - length;
    }

    /// What is left at the end of the stream: whole units that others follow, and the last.
    pub(super) fn rest(&mut self) -> (Units<'_>, &mut [u8]) {
        // WHY: a stream ends with a unit that holds something, unless it holds nothing at all.
        let whole = self.filled.saturating_sub(1) / self.unit * self.unit;
        let rest = self.bytes.get_mut(..self.filled).unwrap_or_default();
        let (bytes, last) = rest.split_at_mut(whole);
        (Units { bytes, unit: self.unit, cores: self.cores }, last)
    }
}

/// Whole units.
pub(super) struct Units<'a> {
    bytes: &'a mut [u8],
    unit: usize,
    cores: usize,
}

impl<'a> Units<'a> {
    /// How many.
    pub(super) fn count(&self) -> u64 {
        (self.bytes.len() / self.unit) as u64
    }

    /// Each with what `work` made of it, which is told how many stood before it; on several cores
    /// if there are several.
    pub(super) fn each<T: Send>(self, work: impl Fn(u64, &'a mut [u8]) -> T + Sync) -> Vec<T> {
        let Units { bytes, unit, cores } = self;
        let count = bytes.len() / unit;
        let share = count.div_ceil(cores).max(1);
        let mut shares = bytes.chunks_mut(share.saturating_mul(unit)).enumerate();
        let work = &work;
        let one = |(index, bytes): (usize, &'a mut [u8])| -> Vec<T> {
            let first = (index * share) as u64;
            let units = bytes.chunks_mut(unit).zip(first..);
            units.map(|(unit, before)| work(before, unit)).collect()
        };
        let Some(mine) = shares.next() else {
            return Vec::new();
        };
        thread::scope(|scope| {
            let others: Vec<_> = shares.map(|share| scope.spawn(move || one(share))).collect();
            let mut done = one(mine);
            for other in others {
                match other.join() {
                    Ok(theirs) => done.extend(theirs),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            done
        })
    }
}
