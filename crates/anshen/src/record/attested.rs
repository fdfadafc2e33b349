//! What was destroyed, held against what the office's own stream attests: what is attested is told
//! with the entry that says so, what is not is a fault; and so is what is attested and still there.

use serde_json::{Map, Value};
use server::destructions::{Attested, attested};
use store::{
    ContentSeen, Destroyed, Error, FileFault, FileFaultKind, Named, Reader, StreamId, Verified,
};

use crate::console::Console;

/// Something that is gone, or should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Thing {
    /// All content of a docket or a filing.
    Scope(String),
    /// The words of an entry of a docket.
    Entry(StreamId, u32),
    /// The content of a file, by SHA-256, and the docket that names it.
    File(StreamId, String),
}

/// What was found.
#[derive(Default)]
pub struct Held {
    /// Destroyed, with the number of the entry that attests it; without one where the keys that
    /// open the attestations are not at hand.
    pub told: Vec<(Thing, Option<u64>)>,
    /// Destroyed without a word.
    pub unattested: Vec<Thing>,
    /// Attested, and still there.
    pub remains: Vec<(Thing, u64)>,
}

impl Held {
    /// How much of it is wrong.
    pub fn count(&self) -> usize {
        self.unattested.len() + self.remains.len()
    }

    /// What is wrong, as JSON.
    pub fn fault_values(&self) -> impl Iterator<Item = Value> {
        let unattested = self.unattested.iter().map(|thing| thing.value("destroyed", None));
        let remains = self.remains.iter().map(|(thing, seq)| {
            let attested_by = Value::from(*seq);
            thing.value("not-destroyed", Some(attested_by))
        });
        unattested.chain(remains)
    }

    /// What was destroyed lawfully, as JSON.
    pub fn told_values(&self) -> Vec<Value> {
        let told = self.told.iter();
        told.map(|(thing, seq)| thing.value("destroyed", Some((*seq).into()))).collect()
    }

    /// What is wrong, a line each.
    pub fn faults(&self, console: &Console) -> Vec<String> {
        let unattested = self.unattested.iter().map(|thing| {
            let (zh, en) = thing.words();
            let zh = format!("{zh}已随密钥销毁，而记录中没有说明");
            let en = format!("{en} was destroyed with its key, and no entry says so");
            console.pick(&zh, &en).to_owned()
        });
        let remains = self.remains.iter().map(|(thing, seq)| {
            let (zh, en) = thing.words();
            let zh = format!("{zh}依链中第 {seq} 条已销毁，却仍可打开");
            let en = format!("{en} was destroyed, says entry {seq}, and still opens");
            console.pick(&zh, &en).to_owned()
        });
        unattested.chain(remains).collect()
    }

    /// What was destroyed lawfully, a line each.
    pub fn lines(&self, console: &Console) -> Vec<String> {
        let line = |(thing, seq): &(Thing, Option<u64>)| {
            let (zh, en) = thing.words();
            let (zh, en) = match seq {
                Some(seq) => (
                    format!("{zh}已销毁，链中第 {seq} 条载明此事"),
                    format!("{en} was destroyed, as entry {seq} of the ledger says"),
                ),
                None => (
                    format!("{zh}已销毁；密钥不在手边，记录有无说明未能核对"),
                    format!(
                        "{en} was destroyed; whether an entry says so was not checked, the keys \
                         are not at hand"
                    ),
                ),
            };
            console.pick(&zh, &en).to_owned()
        };
        self.told.iter().map(line).collect()
    }
}

impl Thing {
    fn words(&self) -> (String, String) {
        match self {
            Thing::Scope(name) => (format!("{name}的全部内容"), format!("all content of {name}")),
            Thing::Entry(stream, position) => (
                format!("卷宗 {stream} 第 {position} 条的内容"),
                format!("the content of entry {position} of docket {stream}"),
            ),
            Thing::File(stream, hash) => (
                format!("卷宗 {stream} 的文件 {hash}"),
                format!("the file {hash} of docket {stream}"),
            ),
        }
    }

    fn value(&self, kind: &str, attested_by: Option<Value>) -> Value {
        let mut members = Map::from_iter([("kind".to_owned(), kind.into())]);
        let mut put = |name: &str, value: Value| members.insert(name.to_owned(), value);
        match self {
            Thing::Scope(name) => {
                put("docket", name.as_str().into());
            }
            Thing::Entry(stream, position) => {
                put("docket", stream.as_str().into());
                put("position", (*position).into());
            }
            Thing::File(stream, hash) => {
                put("docket", stream.as_str().into());
                put("sha256", hash.as_str().into());
            }
        }
        if let Some(seq) = attested_by {
            put("attested_by", seq);
        }
        Value::Object(members)
    }
}

/// Holds what is gone against the attestations; files that are gone by one are faults no more.
pub fn hold(
    reader: &Reader,
    record: &Verified,
    faults: &mut Vec<FileFault>,
) -> Result<Held, Error> {
    let all = match attested(reader) {
        Err(Error::NoKeys) => return Ok(unread(record)),
        all => all?,
    };
    let mut held = Held::default();
    for gone in &record.destroyed {
        let (thing, attested) = match gone {
            Destroyed::Scope(name) => (Thing::Scope(name.clone()), of_scope(reader, &all, name)?),
            Destroyed::Entry(entry, instead) => {
                let thing = Thing::Entry(entry.stream.clone(), entry.position);
                (thing, of_entry(reader, &all, entry, &instead.to_string())?)
            }
        };
        match attested {
            Some(seq) => held.told.push((thing, Some(seq))),
            None => held.unattested.push(thing),
        }
    }
    faults.retain(|fault| {
        let hash = fault.hash.to_string();
        let attested = all.iter().find(|one| {
            let said = &one.attestation;
            said.scopes.iter().any(|scope| scope == fault.entry.stream.as_str())
                && said.files.contains(&hash)
        });
        let attested = attested.filter(|_| fault.kind == FileFaultKind::Missing);
        let thing = Thing::File(fault.entry.stream.clone(), hash);
        held.told.extend(attested.map(|one| (thing, Some(one.seq))));
        attested.is_none()
    });
    if record.content == ContentSeen::Opened {
        held.remains = remains(record, &all);
    }
    Ok(held)
}

/// Without the keys nobody can say what is attested.
fn unread(record: &Verified) -> Held {
    let things = record.destroyed.iter().map(|gone| match gone {
        Destroyed::Scope(name) => Thing::Scope(name.clone()),
        Destroyed::Entry(entry, _) => Thing::Entry(entry.stream.clone(), entry.position),
    });
    Held { told: things.map(|thing| (thing, None)).collect(), ..Held::default() }
}

/// The entry that attests the destruction of a docket or a filing: it must name all entries of the
/// docket by what they commit to.
fn of_scope(reader: &Reader, all: &[Attested], name: &str) -> Result<Option<u64>, Error> {
    for one in all.iter().filter(|one| one.attestation.what == "docket") {
        let said = &one.attestation;
        if said.scopes.iter().any(|scope| scope == name) {
            let there = reader.commitments(&StreamId::new(&said.review))?;
            let named = said.entries.iter().map(|one| (one.entry, one.commitment.clone()));
            let there = there.into_iter().map(|(entry, hash)| (entry, hash.to_string()));
            if there.eq(named) {
                return Ok(Some(one.seq));
            }
        }
    }
    Ok(None)
}

/// The entry that attests the destruction of an entry: it must name what is read in its place, and
/// what it commits to.
fn of_entry(
    reader: &Reader,
    all: &[Attested],
    entry: &Named,
    instead: &str,
) -> Result<Option<u64>, Error> {
    let there = reader.commitments(&entry.stream)?;
    let commits = there.into_iter().find(|(position, _)| *position == entry.position);
    let commits = commits.map(|(_, hash)| hash.to_string());
    let found = all.iter().find(|one| {
        let said = &one.attestation;
        said.entry() == Some(entry.position)
            && said.review == entry.stream.as_str()
            && said.instead.as_deref() == Some(instead)
            && said.entries.first().map(|one| &one.commitment) == commits.as_ref()
    });
    Ok(found.map(|one| one.seq))
}

/// What is attested and still opens.
fn remains(record: &Verified, all: &[Attested]) -> Vec<(Thing, u64)> {
    let scope_gone =
        |name: &str| record.destroyed.iter().any(|gone| *gone == Destroyed::Scope(name.to_owned()));
    let entry_gone = |stream: &str, position: u32| {
        record.destroyed.iter().any(|gone| match gone {
            Destroyed::Scope(_) => false,
            Destroyed::Entry(entry, _) => {
                entry.stream.as_str() == stream && entry.position == position
            }
        })
    };
    let mut remains = Vec::new();
    for one in all {
        let said = &one.attestation;
        if said.what == "docket" {
            let there = said.scopes.iter().filter(|scope| !scope_gone(scope));
            remains.extend(there.map(|scope| (Thing::Scope(scope.clone()), one.seq)));
        }
        if let Some(position) = said.entry()
            && !scope_gone(&said.review)
            && !entry_gone(&said.review, position)
        {
            remains.push((Thing::Entry(StreamId::new(&said.review), position), one.seq));
        }
    }
    remains
}
