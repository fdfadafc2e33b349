//! `anshen ledger`, `backup`, `restore`, `migrate`.

mod words;

use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::{Args, Subcommand};
use indicatif::ProgressBar;
use serde_json::{Value, json};
use store::{Copied, Hash, Head, Reader, Verified};

use crate::console::{Answer, Console};
use crate::office;

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
        /// 另行留存的检查点 · A checkpoint noted elsewhere, which the record must begin with
        #[arg(long, value_name = "SIZE:ROOT")]
        against: Option<Checkpoint>,
    },
    /// 证明某一条目在链中 · Prove that an entry is in the ledger
    Proof {
        /// 链中序号 · Its number in the ledger, from 1
        #[arg(value_name = "ENTRY")]
        entry: u64,
        #[command(flatten)]
        folder: Folder,
    },
    /// 当前检查点：条目数与根 · The checkpoint now: size and root, to be noted elsewhere
    Checkpoint {
        #[command(flatten)]
        folder: Folder,
    },
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

/// A head of the ledger as it is noted: `SIZE:ROOT`.
#[derive(Debug, Clone, Copy)]
pub struct Checkpoint(Head);

impl FromStr for Checkpoint {
    type Err = String;

    fn from_str(text: &str) -> Result<Checkpoint, String> {
        let wrong =
            || format!("`{text}` is no checkpoint: SIZE:ROOT, as `ledger checkpoint` prints");
        let (size, root) = text.split_once(':').ok_or_else(wrong)?;
        let size = size.parse().map_err(|_| wrong())?;
        let root: Hash = root.parse().map_err(|_| wrong())?;
        Ok(Checkpoint(Head { size, root }))
    }
}

/// Runs one under `ledger`.
pub fn run_ledger(console: &Console, command: Ledger) -> anyhow::Result<Answer> {
    match command {
        Ledger::Verify { folder, against } => {
            let against = against.map(|Checkpoint(head)| head);
            let verified = verify(&folder.data, against)?;
            tell(console, &verified)
        }
        Ledger::Proof { entry, folder } => proof(console, &folder.data, entry),
        Ledger::Checkpoint { folder } => {
            let head = Reader::open(&folder.data, 1)?.head()?;
            match console.json {
                true => console.value(&checkpoint(&head))?,
                false => console.line(format!("{}:{}", head.size, head.root)),
            }
            Ok(Answer::Yes)
        }
    }
}

/// Runs one at the top.
pub fn run(console: &Console, command: Record) -> anyhow::Result<Answer> {
    match command {
        Record::Backup { folder, out } => {
            let copied = Reader::open(&folder.data, 1)?.backup(&out)?;
            tell_copied(console, &copied)?;
            Ok(Answer::Yes)
        }
        Record::Restore { from, folder } => {
            let copied = store::restore(&from, &folder.data)?;
            let verified = verify(&folder.data, Some(copied.head))?;
            if verified.count == 0 {
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
            match console.json {
                true => console.value(&json!({
                    "streams": rebuilt.streams, "reviews": rebuilt.reviews,
                    "corrected": rebuilt.corrected,
                }))?,
                false => console.line(words::rebuilt(console, &rebuilt)),
            }
            Ok(if rebuilt.corrected == 0 { Answer::Yes } else { Answer::No })
        }
        Record::Migrate { folder } => {
            let found = store::migrate(&folder.data)?;
            match console.json {
                true => console.value(&json!({ "from": found, "to": store::format() }))?,
                false => console.line(words::migrated(console, found)),
            }
            Ok(Answer::Yes)
        }
    }
}

/// Checks the record, with a bar on a terminal.
fn verify(data: &Path, against: Option<Head>) -> anyhow::Result<Verified> {
    let reader = Reader::open(data, 1)?;
    let bar = ProgressBar::new(reader.count()?);
    let verified = reader.verify(against, |done| bar.set_position(done));
    bar.finish_and_clear();
    Ok(verified?)
}

fn tell(console: &Console, verified: &Verified) -> anyhow::Result<Answer> {
    if console.json {
        let faults: Vec<Value> = verified.faults.iter().map(words::fault_value).collect();
        console.value(&json!({
            "sound": verified.count == 0,
            "size": verified.head.size,
            "root": verified.head.root.to_string(),
            "dockets": verified.streams,
            "checkpoints": verified.heads,
            "faults": faults,
            "count": verified.count,
        }))?;
    } else {
        for fault in &verified.faults {
            console.line(words::fault(console, fault));
        }
        console.line(words::verdict(console, verified));
    }
    Ok(match verified.count {
        0 => Answer::Yes,
        _ => Answer::No,
    })
}

/// All an outsider needs who is given the entry's text besides.
fn proof(console: &Console, data: &Path, entry: u64) -> anyhow::Result<Answer> {
    let proof = Reader::open(data, 1)?.inclusion(entry)?;
    let sealed = &proof.entry;
    let genuine = sealed.leaf_made_anew() == sealed.leaf;
    if console.json {
        let path: Vec<String> = proof.path.iter().map(Hash::to_string).collect();
        console.value(&json!({
            "entry": entry,
            "docket": sealed.stream.as_str(),
            "position": sealed.entry.position,
            "recorded_at": sealed.entry.recorded_at.to_string(),
            "salt": words::hex(&sealed.salt),
            "genuine": genuine,
            "leaf": sealed.leaf.to_string(),
            "path": path,
            "size": proof.head.size,
            "root": proof.head.root.to_string(),
        }))?;
    } else {
        for line in words::proof(console, &proof) {
            console.line(line);
        }
    }
    Ok(match genuine {
        true => Answer::Yes,
        false => Answer::No,
    })
}

fn checkpoint(head: &Head) -> Value {
    json!({ "size": head.size, "root": head.root.to_string() })
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
