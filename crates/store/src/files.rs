//! Holding the files that the record names against their hashes.

use std::collections::BTreeMap;

use ledger::Hash;

use crate::blob::Kept;
use crate::leaves::unsigned;
use crate::reader::streams;
use crate::{Error, Named, Reader, StreamId, sql};

/// What was found of the files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FilesVerified {
    /// Files named, each counted once.
    pub files: u64,
    /// What is wrong, in the order in which the record first names the files.
    pub faults: Vec<FileFault>,
}

/// A file that is not what the record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFault {
    /// Its hash on record.
    pub hash: Hash,
    /// The first entry that names it.
    pub entry: Named,
    /// What is wrong with it.
    pub kind: FileFaultKind,
}

/// What can be wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFaultKind {
    /// It is not there.
    Missing,
    /// Its content is another.
    Altered,
}

impl Reader {
    /// Reads every file that an entry names through and holds it against its hash. This crate does
    /// not know what entries mean: `named` says which hashes one names. `progress` is told how many
    /// files of how many are read.
    pub fn verify_files(
        &self,
        named: impl Fn(&str) -> Vec<Hash>,
        mut progress: impl FnMut(u64, u64),
    ) -> Result<FilesVerified, Error> {
        let mut wanted: Vec<(Named, Hash)> = self.first_named(named)?.into_iter().collect();
        wanted.sort_by_key(|(entry, _)| entry.seq);
        let mut verified = FilesVerified { files: wanted.len() as u64, faults: Vec::new() };
        let blobs = self.blobs();
        for (done, (entry, hash)) in (0..).zip(wanted) {
            progress(done, verified.files);
            let kind = match blobs.check(&hash)? {
                Kept::Whole(_) => continue,
                Kept::Altered => FileFaultKind::Altered,
                Kept::Missing => FileFaultKind::Missing,
            };
            verified.faults.push(FileFault { hash, entry, kind });
        }
        Ok(verified)
    }

    /// Every hash with the first entry that names it.
    fn first_named(&self, named: impl Fn(&str) -> Vec<Hash>) -> Result<Vec<(Named, Hash)>, Error> {
        self.read(|conn| {
            let streams: BTreeMap<i64, StreamId> = streams(conn)?.into_iter().collect();
            let mut first = BTreeMap::new();
            let mut query = conn.prepare(sql::ENTRY_ALL)?;
            let mut rows = query.query([])?;
            while let Some(row) = rows.next()? {
                let payload = row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?;
                let key: i64 = row.get(1)?;
                for hash in named(payload) {
                    let stream = streams.get(&key).cloned();
                    let stream = stream.unwrap_or_else(|| StreamId::new("?"));
                    let (seq, position) = (unsigned(row.get(0)?)?, row.get(2)?);
                    first.entry(hash).or_insert(Named { seq, stream, position });
                }
            }
            Ok(first.into_iter().map(|(hash, entry)| (entry, hash)).collect())
        })
    }
}
