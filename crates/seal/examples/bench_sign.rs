//! Signatures a second on one core, of both algorithms: `bench_sign SECONDS`, for each figure.

use std::error::Error;
use std::hint::black_box;
use std::io::Write as _;
use std::time::{Duration, Instant};

use seal::sign::{Algorithm, SigningKey};

/// A message as short as OpenSSL's: the signature is what is measured.
const MESSAGE: &[u8] = b"01234567890123456789";
/// How often in one stretch.
const A_STRETCH: u32 = 2;

fn main() -> Result<(), Box<dyn Error>> {
    let seconds = std::env::args().nth(1).unwrap_or_default();
    let long = Duration::from_secs(seconds.parse()?);
    let mut figures = Vec::new();
    for algorithm in Algorithm::ALL {
        let key = SigningKey::from_secret(algorithm, &[0x5a; 32])?;
        let (public, signature) = (key.verifying_key(), key.sign(MESSAGE));
        figures.push((algorithm, "sign", rate(long, || key.sign(black_box(MESSAGE)))));
        let verify = || public.verify(black_box(MESSAGE), &signature);
        figures.push((algorithm, "verify", rate(long, verify)));
    }
    let figures: Vec<String> = figures
        .iter()
        .map(|(algorithm, what, rate)| format!("\"{algorithm}_{what}\":{rate:.0}"))
        .collect();
    writeln!(std::io::stdout(), "{{\"name\":\"sign\",\"n\":1,{}}}", figures.join(","))?;
    Ok(())
}

/// How often a second something is done: of many short stretches the one in the middle counts, so
/// that what interrupts a few of them does not.
#[expect(clippy::disallowed_methods, reason = "a workload is measured by the clock")]
fn rate<T>(long: Duration, work: impl Fn() -> T) -> f64 {
    let start = Instant::now();
    let mut stretches = Vec::new();
    while start.elapsed() < long {
        let begin = Instant::now();
        for _ in 0..A_STRETCH {
            black_box(work());
        }
        stretches.push(begin.elapsed());
    }
    stretches.sort();
    let middle = stretches.get(stretches.len() / 2).copied().unwrap_or_default();
    f64::from(A_STRETCH) / middle.as_secs_f64()
}
