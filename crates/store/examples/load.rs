//! How fast the record is, beside bare SQLite on the same disk in the same run: acts a second, one
//! at a time and with 64 in flight. `cargo run --release -p store --example load [ACTS] [REVIEWS]`.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a tool on the bench, not the product: it may time, print and give up"
)]

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::time::Instant;

use jiff::Timestamp;
use jiff::civil::date;
use rusqlite::{Connection, params};
use store::{
    Append, Content, Due, Idempotency, NewEntry, Options, Order, Projection, Query, Shown,
    Standing, Store, StreamId, Written,
};

/// Acts of a case of ordinary length.
const ACTS_OF_A_CASE: u32 = 23;

/// Each is measured this often, in turn with its peer: the machine may have other work.
const ROUNDS: usize = 5;

fn main() {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse().unwrap());
    let acts: u32 = arguments.next().unwrap_or(100_000);
    let reviews: u32 = arguments.next().unwrap_or(0);
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    fill(&store, reviews);
    let share = acts / u32::try_from(ROUNDS).unwrap();
    println!("{:<24} {:>10} {:>10} {:>6}", "acts/s", "bare", "store", "ratio");
    compare(
        "one at a time",
        || bare(share / 10, 1),
        |round| one_at_a_time(&store, share / 10, &format!("one{round}")),
    );
    let before = store.verify(None, |_| ()).unwrap();
    compare(
        "64 in flight",
        || bare(share, 64),
        |round| in_flight(&store, share, 64, &format!("many{round}")),
    );
    let start = Instant::now();
    let after = store.verify(None, |_| ()).unwrap();
    let seconds = start.elapsed().as_secs_f64();
    assert_eq!(after.count, 0);
    let together = (after.head.size - before.head.size) as f64;
    let together = together / (after.heads - before.heads) as f64;
    println!("acts in a commit, 64 in flight: {together:.1}");
    println!("verify: {:.0} entries/s", after.head.size as f64 / seconds);
    measure_list(&store);
}

/// Measures both in turn and says the medians.
fn compare(what: &str, peer: impl Fn() -> f64, ours: impl Fn(usize) -> f64) {
    let mut rounds: Vec<(f64, f64)> = (0..ROUNDS).map(|round| (peer(), ours(round))).collect();
    rounds.sort_by(|a, b| (a.1 / a.0).total_cmp(&(b.1 / b.0)));
    let (bare, store) = rounds.get(ROUNDS / 2).unwrap();
    println!("{what:<24} {bare:>10.0} {store:>10.0} {:>6.2}", store / bare);
}

fn payload(act: u32) -> String {
    format!(
        "{{\"number\":{act},\"date\":\"2024-03-04\",\"time\":\"16:30:00\",\"actor\":\"unit:miit\",\
         \"command\":{{\"act\":\"reply\",\"opinion\":\"agree-with-points\",\
         \"text\":\"原则同意，建议补充供应链安全承诺，并明确数据出境的范围与方式。\",\
         \"because\":\"供应商已提交来源清单\"}},\
         \"events\":[{{\"event\":\"opinions-formed\",\"opinions\":\"agreed\"}}]}}"
    )
}

/// Rows of the same content, nothing else: what the disk and SQLite can do.
fn bare(acts: u32, together: u32) -> f64 {
    let folder = tempfile::tempdir().unwrap();
    let conn = Connection::open(folder.path().join("bare.db")).unwrap();
    conn.pragma_update(None, "journal_mode", "wal").unwrap();
    conn.pragma_update(None, "synchronous", "full").unwrap();
    let table = "CREATE TABLE entry (stream INTEGER, position INTEGER, recorded_at INTEGER,
        payload TEXT, PRIMARY KEY (stream, position)) STRICT";
    conn.execute_batch(table).unwrap();
    let insert = "INSERT INTO entry VALUES ($1, $2, $3, $4)";
    let start = Instant::now();
    for act in 0..acts {
        if act.is_multiple_of(together) {
            conn.execute_batch("BEGIN IMMEDIATE").unwrap();
        }
        let (stream, position) = (act / ACTS_OF_A_CASE, act % ACTS_OF_A_CASE);
        let mut insert = conn.prepare_cached(insert).unwrap();
        let row = params![stream, position, i64::from(act), payload(act)];
        insert.execute(row).unwrap();
        if (act + 1).is_multiple_of(together) || act + 1 == acts {
            conn.execute_batch("COMMIT").unwrap();
        }
    }
    f64::from(acts) / start.elapsed().as_secs_f64()
}

/// The keys of every folder here.
fn keys() -> Arc<seal::KeyRing> {
    let key = seal::Key::of_bytes(seal::Profile::International, &[7; 32]).unwrap();
    Arc::new(seal::KeyRing::new(key))
}

fn open(dir: &Path) -> Store {
    // Fixed bytes would do for speed; the system's are what the product pays for.
    let random = Arc::new(|bytes: &mut [u8]| getrandom::fill(bytes).unwrap());
    Store::create(dir, Options { random, readers: 2, keys: keys() }).unwrap()
}

fn act(case: &str, number: u32, position: u32) -> Append {
    let day = date(2024, 1, 1).saturating_add(jiff::Span::new().days(number % 366));
    let closed = position == ACTS_OF_A_CASE;
    Append {
        stream: StreamId::new(&format!("{case}-{number}")),
        expected: position - 1,
        recorded_at: Timestamp::from_second(1_700_000_000 + i64::from(position)).unwrap(),
        idempotency: Some(Idempotency::new(
            "user-1",
            &format!("{case}-{number}-{position}"),
            b"request",
        )),
        keys_of: None,
        also: None,
        content: Content::Ready(Written {
            entries: vec![NewEntry { payload: payload(position) }],
            projection: Some(Projection {
                position,
                number: Some(format!("网审〔2026〕{number}号")),
                title: format!("{number}号运营者采购网络产品和服务"),
                party: Some(format!("org-{}", number % 500)),
                law: "measures-2022".to_owned(),
                step: "consultation".to_owned(),
                standing: match closed {
                    true => Standing::Closed { conclusion: "pass".to_owned() },
                    false => Standing::Open,
                },
                due: Due::Within { earliest: day, latest: day },
                waiting_for: vec!["unit:miit".to_owned(), "unit:csrc".to_owned()],
                search: "某某云计算有限公司 数据库".to_owned(),
            }),
        }),
    }
}

fn one_at_a_time(store: &Store, acts: u32, name: &str) -> f64 {
    let start = Instant::now();
    for n in 0..acts {
        let (case, position) = (n / ACTS_OF_A_CASE, n % ACTS_OF_A_CASE + 1);
        store.append_blocking(act(name, case, position)).unwrap();
    }
    f64::from(acts) / start.elapsed().as_secs_f64()
}

/// Each case waits for its own act before its next, as 64 clients would.
fn in_flight(store: &Store, acts: u32, cases: u32, name: &str) -> f64 {
    let (told, outcomes) = sync_channel(usize::try_from(cases).unwrap());
    let send = |case: u32, position: u32| {
        let told = told.clone();
        store.append(act(name, case, position), move |outcome| {
            outcome.unwrap();
            // The last of them answer to nobody.
            let _ = told.send((case, position));
        });
    };
    let start = Instant::now();
    (0..cases).for_each(|case| send(case, 1));
    let (mut done, mut next) = (0, cases);
    while done < acts {
        let (case, position) = outcomes.recv().unwrap();
        done += 1;
        if position < ACTS_OF_A_CASE {
            send(case, position + 1);
        } else {
            send(next, 1);
            next += 1;
        }
    }
    f64::from(acts) / start.elapsed().as_secs_f64()
}

/// Brings the record to a number of open reviews.
fn fill(store: &Store, reviews: u32) {
    if reviews == 0 {
        return;
    }
    let start = Instant::now();
    let (told, outcomes) = sync_channel(1024);
    let mut waiting = 0;
    for round in 1..ACTS_OF_A_CASE {
        for case in 0..reviews {
            let told = told.clone();
            store.append(act("old", case, round), move |outcome| {
                outcome.unwrap();
                told.send(()).unwrap();
            });
            waiting += 1;
            if waiting == 512 {
                outcomes.recv().unwrap();
                waiting -= 1;
            }
        }
    }
    (0..waiting).for_each(|_| outcomes.recv().unwrap());
    println!("filled with {reviews} reviews in {:.0} s", start.elapsed().as_secs_f64());
}

fn measure_list(store: &Store) {
    for (what, query) in queries() {
        let mut times: Vec<_> = (0..21)
            .map(|_| {
                let start = Instant::now();
                let page = store.list(&query).unwrap();
                (start.elapsed(), page.rows.len())
            })
            .collect();
        times.sort();
        let (median, rows) = times.get(10).unwrap();
        println!("list: {what:<38} {:>12.3} ms {rows:>4} rows", median.as_secs_f64() * 1e3);
    }
}

fn queries() -> [(&'static str, Query); 7] {
    let text = |text: &str| Some(text.to_owned());
    [
        ("50 most urgent", Query::default()),
        ("overdue", Query { overdue_on: Some(date(2024, 2, 1)), ..Query::default() }),
        (
            "waiting for nobody known",
            Query { waiting_for: text("unit:nobody"), ..Query::default() },
        ),
        ("of one party", Query { party: text("org-77"), ..Query::default() }),
        ("two characters found", Query { text: text("采购"), ..Query::default() }),
        ("two characters not found", Query { text: text("龘龘"), ..Query::default() }),
        ("newest", Query { order: Order::Newest, standing: Shown::All, ..Query::default() }),
    ]
}
