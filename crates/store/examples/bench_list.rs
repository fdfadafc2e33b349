//! The list of the 50 most urgent among many open reviews. `bench_list DIR REVIEWS`: fills a record
//! once, then asks.

use std::error::Error;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{RecvError, sync_channel};
use std::time::{Duration, Instant};

use jiff::civil::date;
use jiff::{Timestamp, ToSpan as _};
use store::{
    Append, Content, Due, NewEntry, Options, Projection, Query, Standing, Store, StreamId, Written,
};

/// How often the list is asked for.
const TIMES: usize = 201;
/// Appends on their way at one time.
const WAITING: usize = 512;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [dir, reviews] = words.as_slice() else {
        return Err("usage: bench_list DIR REVIEWS".into());
    };
    let (dir, reviews) = (Path::new(dir), reviews.parse()?);
    let store = if dir.exists() {
        Store::open(dir, options()?)?
    } else {
        let store = Store::create(dir, options()?)?;
        fill(&store, reviews)?;
        store
    };
    let query = Query::default();
    let mut times = Vec::new();
    for _ in 0..TIMES {
        let (page, took) = timed(|| store.list(&query));
        let rows = page?.rows.len();
        if rows != 50 {
            return Err(format!("{rows} rows, not 50").into());
        }
        times.push(took);
    }
    times.sort();
    let at = |index: usize| times.get(index).map_or(f64::NAN, Duration::as_secs_f64) * 1e3;
    let (median, slow) = (at(TIMES / 2), at(TIMES * 99 / 100));
    writeln!(
        std::io::stdout(),
        "{{\"name\":\"list\",\"n\":{reviews},\"median_ms\":{median:.4},\"p99_ms\":{slow:.4}}}"
    )?;
    Ok(())
}

fn options() -> Result<Options, Box<dyn Error>> {
    // A failure here would leave zeros: a measurement can live with that, a record never sees it.
    let random: store::Random =
        Arc::new(|bytes: &mut [u8]| getrandom::fill(bytes).unwrap_or_default());
    let key = seal::Key::of_bytes(seal::Profile::International, &[7; 32]).ok_or("32 bytes")?;
    Ok(Options { random, readers: 2, keys: Arc::new(seal::KeyRing::new(key)) })
}

/// Open reviews, each with one entry, due on days that differ.
fn fill(store: &Store, reviews: u32) -> Result<(), Box<dyn Error>> {
    let (tell, told) = sync_channel(WAITING);
    let mut waiting = 0;
    for number in 0..reviews {
        let tell = tell.clone();
        store.append(opening(number)?, move |outcome| {
            tell.send(outcome.is_ok()).unwrap_or_default()
        });
        waiting += 1;
        if waiting == WAITING {
            check(told.recv())?;
            waiting -= 1;
        }
    }
    (0..waiting).try_for_each(|_| check(told.recv()))
}

fn check(written: Result<bool, RecvError>) -> Result<(), Box<dyn Error>> {
    if written? { Ok(()) } else { Err("an entry was not written".into()) }
}

fn opening(number: u32) -> Result<Append, Box<dyn Error>> {
    // A prime strews the days, so that the order of due days is not that of filing.
    let day = date(2026, 1, 1).checked_add((i64::from(number) * 7919 % 365).days())?;
    let projection = Projection {
        position: 1,
        number: Some(format!("网审〔2026〕{number}号")),
        title: format!("{number}号运营者采购网络产品和服务"),
        party: Some(format!("org-{}", number % 500)),
        law: "measures-2022".to_owned(),
        step: "preliminary-review".to_owned(),
        standing: Standing::Open,
        due: Due::Within { earliest: day, latest: day },
        waiting_for: vec!["office".to_owned()],
        search: "某某云计算有限公司 数据库".to_owned(),
    };
    let entries = vec![NewEntry { payload: "{\"number\":1}".to_owned() }];
    Ok(Append {
        stream: StreamId::new(&format!("review-{number}")),
        expected: 0,
        recorded_at: Timestamp::from_second(1_767_225_600)?,
        idempotency: None,
        keys_of: None,
        also: None,
        content: Content::Ready(Written { entries, projection: Some(projection) }),
    })
}

#[expect(clippy::disallowed_methods, reason = "a workload is measured by the clock")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}
