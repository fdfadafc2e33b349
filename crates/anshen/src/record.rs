//! `anshen ledger`, `backup`, `restore`, `migrate`.

mod attested;
mod compare;
mod log;
mod signed;
mod words;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use indicatif::ProgressBar;
use serde_json::{Value, json};
use server::record_check::{Behind, counters_behind, files_named};
use store::{Algorithm, ContentSeen, Copied, FilesVerified, Head, Reader, Verified};

use crate::console::{Answer, Console};
use crate::{office, root_keys};

/// The data folder.
#[derive(Debug, Args)]
pub struct Folder {
    /// 数据目录 · The data folder
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

/// Commands under `ledger`.
#[derive(Debug, Subcommand)]
pub enum Ledger {
    /// 核对全部记录：更改、删除、调换的条目逐条指出 · Check the whole record; name what was changed, removed or reordered
    Verify {
        #[command(flatten)]
        folder: Folder,
        /// 另行留存的检查点（签名检查点文件，或 大小:根），可多次给出 · A checkpoint noted elsewhere (a
        /// file with a signed one, or SIZE:ROOT), which the record must begin with; any number
        #[arg(long, value_name = "CHECKPOINT")]
        against: Vec<signed::Against>,
        /// 不核对文件（较快） · Leave the files out, which is faster
        #[arg(long)]
        skip_files: bool,
    },
    /// 证明某一条目在链中 · Prove that an entry is in the ledger
    Proof(log::Proof),
    /// 当前检查点：条目数与根，或其签名全文 · The head now: size and root, or as it is signed
    Checkpoint(log::Checkpoint),
    /// 比较同一日志的两个检查点；不能并存即为分叉的证据 · Compare two signed heads of one log: two that cannot
    /// both be true are evidence of a fork
    Compare(compare::Compare),
}

/// Commands at the top.
#[derive(Debug, Subcommand)]
pub enum Record {
    /// 备份，不停机 · Copy the data folder while it is in use
    Backup {
        #[command(flatten)]
        folder: Folder,
        /// 新的或空的目录 · A new or empty folder
        #[arg(value_name = "OUT")]
        out: PathBuf,
    },
    /// 恢复备份并核对 · Put a backup into a new or empty data folder, and check it
    Restore {
        /// 备份 · The backup
        #[arg(value_name = "FROM")]
        from: PathBuf,
        #[command(flatten)]
        folder: Folder,
    },
    /// 由记录重建全部列表，逐字节一致 · Make every list anew from the record, byte for byte the same
    Rebuild {
        #[command(flatten)]
        folder: Folder,
    },
    /// 升级旧版数据目录 · Bring the folder of an older program up to date
    Migrate {
        #[command(flatten)]
        folder: Folder,
    },
}

/// Runs one under `ledger`.
pub fn run_ledger(console: &Console, command: Ledger) -> anyhow::Result<Answer> {
    match command {
        Ledger::Verify { folder, against, skip_files } => {
            let files = if skip_files { Files::Skipped } else { Files::Checked };
            let against = signed::noted_elsewhere(console, &folder.data, &against)?;
            tell(console, &verify(console, &folder.data, &against, files)?)
        }
        Ledger::Proof(asked) => log::proof(console, &asked),
        Ledger::Checkpoint(asked) => log::checkpoint(console, &asked),
        Ledger::Compare(asked) => compare::run(console, &asked),
    }
}

/// Runs one at the top.
pub fn run(console: &Console, command: Record) -> anyhow::Result<Answer> {
    match command {
        Record::Backup { folder, out } => {
            let copied = Reader::open(&folder.data, 1, None)?.backup(&out)?;
            tell_copied(console, &copied)?;
            Ok(Answer::Yes)
        }
        Record::Restore { from, folder } => {
            let copied = store::restore(&from, &folder.data)?;
            let against = [(Algorithm::Sha256, copied.head)];
            let verified = verify(console, &folder.data, &against, Files::Checked)?;
            if verified.is_sound() {
                tell_copied(console, &copied)?;
                return Ok(Answer::Yes);
            }
            tell(console, &verified)
        }
        Record::Rebuild { folder } => {
            let store = office::open(console, &folder.data)?;
            let context = office::context(&store)?;
            let row = move |stream: &store::StreamId, lines: &[store::Stored]| {
                server::paper::row(&context, stream, lines)
            };
            let rebuilt = store.rebuild(row)?;
            let behind = counters_behind(&store)?;
            for one in &behind {
                store.raise_number(&one.series, one.year, one.highest)?;
            }
            match console.json {
                true => console.value(&json!({
                    "streams": rebuilt.streams, "reviews": rebuilt.reviews,
                    "corrected": rebuilt.corrected,
                    "counters": behind.iter().map(words::counter_value).collect::<Vec<Value>>(),
                }))?,
                false => {
                    console.line(words::rebuilt(console, &rebuilt));
                    for one in &behind {
                        console.line(words::raised(console, one));
                    }
                }
            }
            let right = rebuilt.corrected == 0 && behind.is_empty();
            Ok(if right { Answer::Yes } else { Answer::No })
        }
        Record::Migrate { folder } => {
            let (found, made) = migrate(console, &folder.data)?;
            match console.json {
                true => console.value(&json!({
                    "from": found, "to": store::format(), "keys": made,
                }))?,
                false => {
                    console.line(words::migrated(console, found));
                    made.iter().for_each(|file| console.line(words::keys_made(console, file)));
                }
            }
            Ok(Answer::Yes)
        }
    }
}

/// Whether the files that the record names are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Files {
    Checked,
    Skipped,
}

/// All that was held against something.
struct Checked {
    record: Verified,
    /// How many of the streams are dockets; the others are the office's own.
    dockets: u64,
    files: Option<FilesVerified>,
    /// What was destroyed, held against what is attested.
    destroyed: attested::Held,
    /// Signed heads and cosignatures whose signature does not hold.
    unsigned: Vec<signed::Unsigned>,
    behind: Vec<Behind>,
}

impl Checked {
    fn is_sound(&self) -> bool {
        self.count() == 0
    }

    /// How much is wrong.
    fn count(&self) -> u64 {
        let files = self.files.as_ref().map_or(0, |files| files.faults.len());
        let destroyed = self.destroyed.count();
        self.record.count + (destroyed + files + self.unsigned.len() + self.behind.len()) as u64
    }
}

/// Checks the record, with a bar on a terminal.
fn verify(
    console: &Console,
    data: &Path,
    against: &[(Algorithm, Head)],
    files: Files,
) -> anyhow::Result<Checked> {
    let reader = Reader::open(data, 1, root_keys::at_hand(console, data)?)?;
    let bar = ProgressBar::new(reader.count()?);
    let record = reader.verify_against(against, |done| bar.set_position(done));
    bar.finish_and_clear();
    let record = record?;
    let mut files = match files {
        Files::Skipped => None,
        // Without the keys nobody can say what a file holds.
        Files::Checked if record.content == ContentSeen::KeysNotAtHand => None,
        Files::Checked => {
            let bar = ProgressBar::new(0);
            let found = reader.verify_files(files_named, |done, all| {
                bar.set_length(all);
                bar.set_position(done);
            });
            bar.finish_and_clear();
            Some(found?)
        }
    };
    let mut whole = Vec::new();
    let faults = files.as_mut().map_or(&mut whole, |files| &mut files.faults);
    let destroyed = attested::hold(&reader, &record, faults)?;
    let own = reader.length(&store::StreamId::new(server::OFFICE))? > 0;
    Ok(Checked {
        dockets: record.streams.saturating_sub(u64::from(own)),
        record,
        files,
        destroyed,
        unsigned: signed::unsigned(&reader)?,
        behind: counters_behind(&reader)?,
    })
}

fn tell(console: &Console, checked: &Checked) -> anyhow::Result<Answer> {
    let record = &checked.record;
    let files = checked.files.as_ref();
    let damaged = files.map(|files| files.faults.as_slice()).unwrap_or_default();
    if console.json {
        let faults = record.faults.iter().map(words::fault_value);
        let faults = faults.chain(checked.destroyed.fault_values());
        let faults = faults.chain(damaged.iter().map(words::file_fault_value));
        let faults = faults.chain(checked.unsigned.iter().map(signed::Unsigned::value));
        let faults = faults.chain(checked.behind.iter().map(words::counter_value));
        console.value(&json!({
            "sound": checked.is_sound(),
            "size": record.head.size,
            "root": record.head.root.to_string(),
            "dockets": checked.dockets,
            "checkpoints": record.heads,
            "content": match record.content {
                ContentSeen::Opened => "opened",
                ContentSeen::KeysNotAtHand => "keys-not-at-hand",
            },
            "destroyed": record.destroyed.len(),
            "attested": checked.destroyed.told_values(),
            "signed": record.signed,
            "files": files.map(|files| files.files),
            "faults": faults.collect::<Vec<Value>>(),
            "count": checked.count(),
        }))?;
    } else {
        let faults = record.faults.iter().map(|fault| words::fault(console, fault));
        let faults = faults.chain(checked.destroyed.faults(console));
        let faults = faults.chain(damaged.iter().map(|fault| words::file_fault(console, fault)));
        let faults = faults.chain(checked.unsigned.iter().map(|one| one.told(console)));
        let faults = faults.chain(checked.behind.iter().map(|one| words::behind(console, one)));
        for line in faults {
            console.line(line);
        }
        for line in checked.destroyed.lines(console) {
            console.line(line);
        }
        let sum = words::Sum {
            record,
            dockets: checked.dockets,
            files: files.map(|files| files.files),
            count: checked.count(),
        };
        console.line(words::verdict(console, &sum));
    }
    Ok(if checked.is_sound() { Answer::Yes } else { Answer::No })
}

/// The first folder format in which content is sealed.
const SEALED: u32 = 4;

/// Brings a folder up to date; what lay open is sealed under keys that are made where there are
/// none. Answers the format it had, and the file of the keys that were made.
fn migrate(console: &Console, data: &Path) -> anyhow::Result<(u32, Option<PathBuf>)> {
    let lies_open = match Reader::open(data, 1, None) {
        Err(store::Error::OlderFolder { found, .. }) => found < SEALED,
        Err(error @ store::Error::NoFolder(_)) => return Err(error.into()),
        Ok(_) | Err(_) => false,
    };
    // WHY: keys made for a folder that is sealed already would open nothing of it.
    let made =
        (lies_open && root_keys::at_hand(console, data)?.is_none()).then(|| root_keys::file(data));
    if let Some(file) = &made {
        root_keys::write(file, &root_keys::fresh(seal::Profile::International))?;
    }
    let ring = root_keys::needed(console, data)?;
    Ok((store::migrate(data, ring, office::world::random())?, made))
}

fn tell_copied(console: &Console, copied: &Copied) -> anyhow::Result<()> {
    if console.json {
        return console.value(&json!({
            "size": copied.head.size,
            "root": copied.head.root.to_string(),
            "files": copied.blobs,
            "bytes": copied.bytes,
        }));
    }
    console.line(words::copied(console, copied));
    Ok(())
}
