//! Bare SQLite on the same disk, WAL and FULL: rows of the size of an entry and nothing else. The
//! bound the record is measured against. `bench_bare DIR A_COMMIT ROWS`.

use std::error::Error;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};

/// Rows of one case.
const ACTS: u32 = 23;
/// What an entry says, at its usual length.
const PAYLOAD: &str = "{\"number\":12,\"date\":\"2024-03-04\",\"actor\":\"unit:miit\",\"command\":\
    {\"act\":\"reply\",\"opinion\":\"agree-with-points\",\"text\":\"原则同意，建议补充供应链安全承诺。\",\
    \"because\":\"供应商已提交来源清单\"},\"events\":[{\"event\":\"opinions-formed\",\
    \"opinions\":\"agreed\"}]}";

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [dir, a_commit, rows] = words.as_slice() else {
        return Err("usage: bench_bare DIR A_COMMIT ROWS".into());
    };
    let (a_commit, rows) = (a_commit.parse()?, rows.parse()?);
    let conn = open(Path::new(dir))?;
    let (inserted, took) = timed(|| insert(&conn, a_commit, rows));
    inserted?;
    let per_second = f64::from(rows) / took.as_secs_f64();
    writeln!(
        std::io::stdout(),
        "{{\"name\":\"bare\",\"peer\":\"SQLite {}, {a_commit} a commit\",\"n\":{rows},\
         \"per_second\":{per_second:.0}}}",
        rusqlite::version()
    )?;
    Ok(())
}

fn open(dir: &Path) -> Result<Connection, Box<dyn Error>> {
    if dir.exists() {
        std::fs::remove_dir_all(dir)?;
    }
    std::fs::create_dir_all(dir)?;
    let conn = Connection::open(dir.join("bare.db"))?;
    conn.pragma_update(None, "journal_mode", "wal")?;
    conn.pragma_update(None, "synchronous", "full")?;
    conn.execute_batch(
        "CREATE TABLE entry (stream INTEGER, position INTEGER, recorded_at INTEGER, payload TEXT,
         PRIMARY KEY (stream, position)) STRICT",
    )?;
    Ok(conn)
}

/// What is measured.
fn insert(conn: &Connection, a_commit: u32, rows: u32) -> rusqlite::Result<()> {
    let mut insert = conn.prepare("INSERT INTO entry VALUES ($1, $2, $3, $4)")?;
    for row in 0..rows {
        if row.is_multiple_of(a_commit) {
            conn.execute_batch("BEGIN IMMEDIATE")?;
        }
        insert.execute(params![row / ACTS, row % ACTS, i64::from(row), PAYLOAD])?;
        if (row + 1).is_multiple_of(a_commit) || row + 1 == rows {
            conn.execute_batch("COMMIT")?;
        }
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a workload is measured by the clock")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}
