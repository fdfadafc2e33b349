//! Holding the files that the record names against their hashes.

use std::collections::BTreeMap;

use ledger::Hash;

use crate::blob::Kept;
use crate::{Error, Named, Reader};

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
        let wanted = self.first_named(named)?;
        let mut verified = FilesVerified { files: wanted.len() as u64, faults: Vec::new() };
        for (done, (entry, hash)) in (0..).zip(wanted) {
            progress(done, verified.files);
            let kind = match self.blobs(entry.stream.as_str())?.check(&hash)? {
                Kept::Whole(_) => continue,
                Kept::Altered => FileFaultKind::Altered,
                Kept::Missing => FileFaultKind::Missing,
            };
            verified.faults.push(FileFault { hash, entry, kind });
        }
        Ok(verified)
    }

    /// Every document of each stream with the first entry that names it. What was destroyed names
    /// nothing.
    fn first_named(&self, named: impl Fn(&str) -> Vec<Hash>) -> Result<Vec<(Named, Hash)>, Error> {
        let mut first = BTreeMap::new();
        for stream in self.streams()? {
            let entries = match self.readable(&stream) {
                Err(Error::Destroyed(_) | Error::Sealed { .. }) => continue,
                entries => entries?,
            };
            for entry in entries {
                for hash in named(&entry.payload) {
                    let stream = stream.clone();
                    let (seq, position) = (entry.seq, entry.position);
                    let named = Named { seq, stream: stream.clone(), position };
                    first.entry((stream, hash)).or_insert(named);
                }
            }
        }
        let mut first: Vec<(Named, Hash)> =
            first.into_iter().map(|((_, hash), entry)| (entry, hash)).collect();
        first.sort_by_key(|(entry, _)| entry.seq);
        Ok(first)
    }
}
