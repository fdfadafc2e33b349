//! Sealing beside the bare ciphers it is made of, and the bare hash, in MB a second (10⁶ bytes).
//! Bare and sealed passes take turns, each figure is the median. `bench_seal`.
//!
//! Bare: one buffer of a mebibyte, encrypted in place again and again. Sealed: a stream whose
//! source leaves the sealer's buffer as it is and whose sink takes nothing, since copying in and
//! out is theirs. `two`: two of them on two threads. `one_on_two`: one stream whose chunks two
//! threads share. `copied`: a stream that is read from memory and written to memory.

// WHY: the bare cipher is no part of the crate's interface, where nobody should seal with it.
#[expect(dead_code, reason = "nothing is opened here")]
#[path = "../src/sm4_gcm/mod.rs"]
mod sm4_gcm;

use std::error::Error;
use std::hint::black_box;
use std::io::{self, Read, Write as _};
use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use seal::stream::{ChunkSize, Sealer, seal_all};
use seal::{Key, Profile};
use sm3::{Digest as _, Sm3};

const MEBIBYTE: usize = 1 << 20;
const PASSES: usize = 15;
/// Mebibytes in a pass, with the fast cipher and the slower algorithms.
const LONG: usize = 192;
const SHORT: usize = 48;
/// Acts in a pass.
const ACTS: u32 = 20_000;

fn main() -> Result<(), Box<dyn Error>> {
    let aes = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &[1; 32]).map_err(|_| "no key")?);
    let sm4 = sm4_gcm::Sm4Gcm::new(&[1; 16]);
    let aes_bare = |buffer: &mut [u8]| {
        let nonce = Nonce::assume_unique_for_key([0; 12]);
        black_box(aes.seal_in_place_separate_tag(nonce, Aad::empty(), buffer).is_ok());
    };
    let sm4_bare = |buffer: &mut [u8]| {
        black_box(sm4.seal([0; 12], &[], buffer));
    };
    let mut figures = Vec::new();
    compare("aes", Profile::International, LONG, &aes_bare, &mut figures)?;
    compare("sm4", Profile::Chinese, SHORT, &sm4_bare, &mut figures)?;
    figures.push(("sm3".to_owned(), hash()));
    for (name, profile) in [("aes", Profile::International), ("sm4", Profile::Chinese)] {
        figures.push((format!("{name}_act_us"), act(profile)));
    }
    let figures = figures.iter().map(|(name, value)| format!(",\"{name}\":{value:.3}"));
    let figures: String = figures.collect();
    writeln!(io::stdout(), "{{\"name\":\"anshen\",\"n\":{PASSES}{figures}}}")?;
    Ok(())
}

/// Bare and sealed, on one core and on two.
fn compare(
    name: &str,
    profile: Profile,
    mebibytes: usize,
    bare: &(impl Fn(&mut [u8]) + Sync),
    figures: &mut Vec<(String, f64)>,
) -> Result<(), Box<dyn Error>> {
    let key = Key::generate(profile, &|bytes| bytes.fill(7));
    let one = NonZeroUsize::MIN;
    let two = one.saturating_add(1);
    let bare = |mebibytes: usize| {
        let mut buffer = vec![0; MEBIBYTE];
        (0..mebibytes).for_each(|_| bare(&mut buffer));
        Ok(())
    };
    let sealed = |mebibytes| seal_much(&key, mebibytes, one, &mut io::sink());
    let passes: [(&str, &dyn Fn() -> io::Result<()>); 6] = [
        ("bare", &|| bare(mebibytes)),
        ("sealed", &|| sealed(mebibytes)),
        ("bare_two", &|| twice(|| bare(mebibytes / 2))),
        ("sealed_two", &|| twice(|| sealed(mebibytes / 2))),
        ("one_on_two", &|| seal_much(&key, mebibytes, two, &mut io::sink())),
        ("copied", &|| copy_much(&key, mebibytes)),
    ];
    let mut took = [const { Vec::new() }; 6];
    for _ in 0..PASSES {
        for ((_, pass), took) in passes.iter().zip(&mut took) {
            let begun = now();
            pass()?;
            took.push(begun.elapsed());
        }
    }
    for ((kind, _), took) in passes.iter().zip(took) {
        figures.push((format!("{name}_{kind}"), rate(mebibytes, median(took))));
    }
    Ok(())
}

/// The same on two threads.
fn twice(pass: impl Fn() -> io::Result<()> + Sync) -> io::Result<()> {
    std::thread::scope(|scope| {
        let other = scope.spawn(&pass);
        pass()?;
        other.join().unwrap_or_else(|_| Err(io::Error::other("a thread panicked")))
    })
}

fn seal_much(
    key: &Key,
    mebibytes: usize,
    cores: NonZeroUsize,
    into: &mut impl io::Write,
) -> io::Result<()> {
    let random = |bytes: &mut [u8]| bytes.fill(9);
    let sealer = Sealer::with(key, b"bench", ChunkSize::MEBIBYTE, cores, &random);
    let mut content = Anything.take((mebibytes * MEBIBYTE) as u64);
    seal_all(sealer, &mut content, into).map(|_| ())
}

fn copy_much(key: &Key, mebibytes: usize) -> io::Result<()> {
    let random = |bytes: &mut [u8]| bytes.fill(9);
    let content = vec![0; MEBIBYTE];
    let mut into = Vec::with_capacity(2 * MEBIBYTE);
    let mut sealer = Sealer::new(key, b"bench", &random);
    for _ in 0..mebibytes {
        into.clear();
        sealer.push(&content, &mut into)?;
    }
    sealer.finish(&mut into)
}

/// A source that says it has read, and leaves what was there.
struct Anything;

impl Read for Anything {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        Ok(into.len())
    }
}

fn hash() -> f64 {
    let buffer = vec![0; MEBIBYTE];
    let pass = |_| {
        let begun = now();
        for _ in 0..SHORT / 4 {
            black_box(Sm3::digest(black_box(&buffer)));
        }
        begun.elapsed()
    };
    rate(SHORT / 4, median((0..PASSES).map(pass).collect()))
}

/// What an act costs, in µs: a key for its text, the key wrapped, 300 bytes sealed.
fn act(profile: Profile) -> f64 {
    let random = |bytes: &mut [u8]| bytes.fill(5);
    let docket = Key::generate(profile, &random);
    let text = [7; 300];
    let pass = |_| {
        let begun = now();
        for _ in 0..ACTS {
            let key = Key::generate(profile, &random);
            black_box(docket.wrap(&key, b"docket 2024-0042, entry 17", &random));
            black_box(seal::seal(&key, b"docket 2024-0042, entry 17", &text, &random));
        }
        begun.elapsed()
    };
    median((0..PASSES).map(pass).collect()).as_secs_f64() * 1e6 / f64::from(ACTS)
}

fn median(mut took: Vec<Duration>) -> Duration {
    took.sort();
    took.get(took.len() / 2).copied().unwrap_or_default()
}

fn rate(mebibytes: usize, took: Duration) -> f64 {
    (mebibytes * MEBIBYTE) as f64 / 1e6 / took.as_secs_f64()
}

#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
fn now() -> Instant {
    Instant::now()
}
