//! The n-th working day after a day, a million times. `bench_days PAIRS RESULTS`: the files are
//! those of `bench/peers/numpy_days.py`, days as little-endian days since 1970-01-01.

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::io::Write as _;
use std::time::{Duration, Instant};

use calendar::{Calendar, Counted};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};

const EPOCH: Date = date(1970, 1, 1);
/// How often all pairs are answered; the pass in the middle counts.
const PASSES: usize = 21;

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let (Some(pairs), Some(results)) = (words.next(), words.next()) else {
        return Err("usage: bench_days PAIRS RESULTS".into());
    };
    let pairs = read(&fs::read(&pairs)?)?;
    let calendar = Calendar::built_in();
    let mut due = vec![EPOCH; pairs.len()];
    let mut passes = [Duration::ZERO; PASSES];
    for pass in &mut passes {
        let (certain, took) = timed(|| answer(&calendar, &pairs, &mut due));
        if certain != pairs.len() {
            return Err("a count ran into a year without a notice".into());
        }
        *pass = took;
    }
    passes.sort();
    let took = passes.get(PASSES / 2).copied().unwrap_or_default();
    fs::write(&results, write(&due))?;
    let seconds = took.as_secs_f64();
    let count = f64::from(u32::try_from(pairs.len())?);
    let (per_second, nanoseconds) = (count / seconds, seconds * 1e9 / count);
    writeln!(
        std::io::stdout(),
        "{{\"name\":\"days\",\"n\":{count},\"per_second\":{per_second:.0},\
         \"ns_per_call\":{nanoseconds:.3}}}"
    )?;
    Ok(())
}

/// What is measured; how many have one certain answer.
fn answer(calendar: &Calendar, pairs: &[(Date, u32)], due: &mut [Date]) -> usize {
    let mut certain = 0;
    for (&(day, n), due) in black_box(pairs).iter().zip(due) {
        if let Ok(Counted::On(day)) = calendar.nth_after(day, n) {
            *due = day;
            certain += 1;
        }
    }
    certain
}

#[expect(clippy::disallowed_methods, reason = "a workload is measured by the clock")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = black_box(work());
    (result, start.elapsed())
}

fn read(bytes: &[u8]) -> Result<Vec<(Date, u32)>, Box<dyn Error>> {
    let (numbers, _) = bytes.as_chunks::<4>();
    let numbers: Vec<i32> = numbers.iter().map(|four| i32::from_le_bytes(*four)).collect();
    let (pairs, _) = numbers.as_chunks::<2>();
    let pair = |[day, n]: &[i32; 2]| Ok((EPOCH.checked_add(day.days())?, u32::try_from(*n)?));
    pairs.iter().map(pair).collect()
}

fn write(due: &[Date]) -> Vec<u8> {
    due.iter().flat_map(|day| (*day - EPOCH).get_days().to_le_bytes()).collect()
}
