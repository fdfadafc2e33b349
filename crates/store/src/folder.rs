//! The data folder: `anshen.db`, `blobs/`, and a lock held by the one process that writes.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use seal::KeyRing;

use crate::vault::Vault;
use crate::{Error, Random, desk, format_4, format_12, private, second, sql};

/// Marks the database file as ours (`ANSH`), for `file` and for us.
const APPLICATION: i32 = 0x414E_5348;

/// What brings a folder from format n (its place here) to format n + 1. Never edited once released:
/// a change of layout is one more line.
const STEPS: &[Step] = &[
    Step::Statements(&[sql::SCHEMA_1, desk::SCHEMA_1]),
    Step::Statements(&[sql::SCHEMA_2, desk::SCHEMA_2]),
    Step::Statements(&[sql::SCHEMA_3]),
    Step::Sealing,
    Step::Second,
    Step::Statements(&[desk::SCHEMA_RECEIPTS]),
    Step::Statements(&[desk::SCHEMA_READINGS]),
    Step::Statements(&[desk::SCHEMA_LOOKED]),
    Step::Statements(&[desk::SCHEMA_ENTRANCE]),
    Step::FreeTexts,
    Step::Statements(&[desk::SCHEMA_DESTROYING]),
    Step::Middles,
    Step::Statements(&[sql::SCHEMA_13]),
    Step::Statements(&[sql::SCHEMA_14]),
];

/// What a step does.
enum Step {
    /// These statements say it all.
    Statements(&'static [&'static str]),
    /// What lies open is sealed.
    Sealing,
    /// The second tree is planted.
    Second,
    /// The free texts beside the record are sealed.
    FreeTexts,
    /// More nodes of both trees are kept.
    Middles,
}

/// Pages of the write-ahead log after which it is carried over into the database file: 16 MiB.
const CHECKPOINT_PAGES: i64 = 4096;
/// Memory the writer may use for pages, in KiB. SQLite looks through the whole table of a cache
/// whenever pages changed places, which is in every other commit: a larger one costs more than it
/// spares, with the system's file cache below it.
const WRITER_CACHE: i64 = 4 * 1024;
/// Memory each reader may use for pages, in KiB.
const READER_CACHE: i64 = 8 * 1024;

/// The format of data folders this program writes.
pub fn format() -> u32 {
    u32::try_from(STEPS.len()).unwrap_or(u32::MAX)
}

/// Where the database is.
pub(crate) fn database(dir: &Path) -> PathBuf {
    dir.join("anshen.db")
}

/// Where the blobs are.
pub(crate) fn blobs(dir: &Path) -> PathBuf {
    dir.join("blobs")
}

/// Makes a data folder where there is none or an empty one.
pub(crate) fn create(dir: &Path, vault: &Vault) -> Result<(), Error> {
    must_be_empty(dir)?;
    make(dir)?;
    let _lock = lock(dir)?;
    let mut conn = Connection::open(database(dir))?;
    conn.pragma_update(None, "journal_mode", "wal")?;
    conn.pragma_update(None, "application_id", APPLICATION)?;
    climb(&mut conn, 0, vault)?;
    drop(conn);
    sync_dir(dir)
}

/// The folder, the one of its blobs and an empty database file, closed to others. What SQLite puts
/// beside the file has the file's mode.
pub(crate) fn make(dir: &Path) -> Result<(), Error> {
    private::folder(dir).map_err(Error::file(dir))?;
    private::folder(&blobs(dir)).map_err(Error::file(dir))?;
    let database = database(dir);
    private::new_file(&database).map_err(Error::file(&database))?;
    Ok(())
}

/// Brings a folder of an older program to the format of this one; answers the format it had. New
/// keys are wrapped under the current one of `keys`. May be done again after it was broken off.
pub fn migrate(dir: &Path, keys: Arc<KeyRing>, random: Random) -> Result<u32, Error> {
    let vault = Vault::new(Some(keys), random);
    let _lock = lock(dir)?;
    let mut conn = writing(dir)?;
    let found = found(&conn, dir)?;
    // Programs up to format 2 left it open to others.
    private::folder(dir).map_err(Error::file(dir))?;
    private::file(&database(dir)).map_err(Error::file(dir))?;
    let marker = dir.join(MIGRATING);
    if found < sealed_since() {
        private::empty_file(&marker).map_err(Error::file(&marker))?;
        sync_dir(dir)?;
    }
    climb(&mut conn, found, &vault)?;
    if marker.is_file() {
        format_4::seal_documents(dir, &conn, &vault)?;
        // What lay open stands on free pages until they are written anew.
        conn.execute_batch(sql::VACUUM)?;
        fs::remove_file(&marker).map_err(Error::file(&marker))?;
        sync_dir(dir)?;
    }
    Ok(found)
}

/// The first format in which all content is sealed: the one that the last step that seals leads to.
fn sealed_since() -> u32 {
    let seals = |step: &Step| matches!(step, Step::Sealing | Step::FreeTexts);
    let last = STEPS.iter().rposition(seals).map_or(0, |place| place + 1);
    u32::try_from(last).unwrap_or(u32::MAX)
}

/// Stands in a folder while what lay open is being sealed.
const MIGRATING: &str = "migrating";

/// Refuses a folder that exists and holds anything.
pub(crate) fn must_be_empty(dir: &Path) -> Result<(), Error> {
    match fs::read_dir(dir) {
        Ok(mut entries) => match entries.next() {
            None => Ok(()),
            Some(_) => Err(Error::NotEmpty(dir.to_owned())),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Error::file(dir)(error)),
    }
}

/// Takes the folder for this process; released when the file is dropped or the process dies.
pub(crate) fn lock(dir: &Path) -> Result<File, Error> {
    if !dir.is_dir() {
        return Err(Error::NoFolder(dir.to_owned()));
    }
    let path = dir.join("lock");
    let file = private::empty_file(&path).map_err(Error::file(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::InUse(dir.to_owned())),
        Err(TryLockError::Error(error)) => Err(Error::file(path)(error)),
    }
}

/// A connection that may write. Whoever asks holds the lock.
pub(crate) fn writing(dir: &Path) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = open(dir, flags)?;
    conn.pragma_update(None, "journal_mode", "wal")?;
    conn.pragma_update(None, "synchronous", "full")?;
    conn.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    conn.pragma_update(None, "cache_size", -WRITER_CACHE)?;
    // Without it, `INSERT OR REPLACE` would delete past the triggers that forbid it.
    conn.pragma_update(None, "recursive_triggers", true)?;
    // A destroyed key is overwritten, not merely forgotten.
    conn.pragma_update(None, "secure_delete", true)?;
    Ok(conn)
}

/// A connection that can only read.
pub(crate) fn reading(dir: &Path) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = open(dir, flags)?;
    conn.pragma_update(None, "cache_size", -READER_CACHE)?;
    check_format(&conn, dir)?;
    Ok(conn)
}

fn open(dir: &Path, flags: OpenFlags) -> Result<Connection, Error> {
    let path = database(dir);
    if !path.is_file() {
        return Err(Error::NoFolder(dir.to_owned()));
    }
    let conn = Connection::open_with_flags(path, flags)?;
    conn.set_prepared_statement_cache_capacity(128);
    // Else a statement is planned anew whenever it is given another value.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(conn)
}

/// Refuses a folder this program does not know.
pub(crate) fn check_format(conn: &Connection, dir: &Path) -> Result<(), Error> {
    let found = found(conn, dir)?;
    let known = format();
    if found < known || dir.join(MIGRATING).is_file() {
        return Err(Error::OlderFolder { found, known });
    }
    Ok(())
}

/// The format of the folder, if this program knows it.
fn found(conn: &Connection, dir: &Path) -> Result<u32, Error> {
    let application: i32 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION {
        return Err(Error::NoFolder(dir.to_owned()));
    }
    let found: u32 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = format();
    if known < found {
        return Err(Error::NewerFolder { found, known });
    }
    Ok(found)
}

/// Takes every step from the format found, all or none.
fn climb(conn: &mut Connection, found: u32, vault: &Vault) -> Result<(), Error> {
    let done = usize::try_from(found).unwrap_or(usize::MAX);
    let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for step in STEPS.iter().skip(done) {
        match step {
            Step::Statements(statements) => {
                statements.iter().try_for_each(|one| transaction.execute_batch(one))?;
            }
            Step::Sealing => format_4::seal(&transaction, vault)?,
            Step::Second => {
                transaction.execute_batch(sql::SCHEMA_LOG)?;
                second::plant(&transaction)?;
                transaction.execute_batch(sql::SCHEMA_LOG_END)?;
            }
            Step::Middles => format_12::fill(&transaction)?,
            Step::FreeTexts => desk::free_texts::seal(&transaction, vault)?,
        }
    }
    transaction.pragma_update(None, "user_version", format())?;
    transaction.commit()?;
    Ok(())
}

/// Makes the names in a folder durable.
pub(crate) fn sync_dir(dir: &Path) -> Result<(), Error> {
    let synced = File::open(dir).and_then(|dir| dir.sync_all());
    synced.map_err(Error::file(dir))
}
