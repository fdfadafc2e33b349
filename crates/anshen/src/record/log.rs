//! `anshen ledger checkpoint` and `proof`: what is handed to those who check without us.

use std::path::Path;
use std::str::FromStr;

use anyhow::{anyhow, bail};
use clap::Args;
use law::Words;
use ledger::{Note, Proven};
use serde_json::{Value, json};
use store::{Algorithm, Hash, Inclusion, Reader, Signed, StreamId};

use super::{Folder, words};
use crate::console::{Answer, Console};
use crate::office::{self, log_key};
use crate::root_keys;

/// Arguments of `checkpoint`.
#[derive(Debug, Args)]
pub struct Checkpoint {
    #[command(flatten)]
    folder: Folder,
    /// 签名检查点全文，附见证方会签 · The signed head as a whole, with what witnesses signed
    #[arg(long, conflicts_with = "key")]
    note: bool,
    /// SM3 树的检查点 · Of the tree of SM3
    #[arg(long)]
    sm3: bool,
    /// 验证检查点的公钥 · The keys that verify signed heads
    #[arg(long)]
    key: bool,
}

/// Arguments of `proof`.
#[derive(Debug, Args)]
pub struct Proof {
    /// 链中序号，或 卷宗:序号 · Its number in the ledger, from 1, or DOCKET:POSITION
    #[arg(value_name = "ENTRY")]
    entry: Entry,
    #[command(flatten)]
    folder: Folder,
    /// C2SP tlog-proof 文本，附签名检查点 · As one C2SP tlog-proof text with its signed head
    #[arg(long)]
    tlog: bool,
    /// SM3 树中的证明 · In the tree of SM3
    #[arg(long, requires = "tlog")]
    sm3: bool,
}

/// Which entry.
#[derive(Debug, Clone)]
enum Entry {
    Number(u64),
    Of(StreamId, u32),
}

impl FromStr for Entry {
    type Err = String;

    fn from_str(text: &str) -> Result<Entry, String> {
        let wrong = || format!("`{text}` is no entry: NUMBER or DOCKET:POSITION");
        match text.rsplit_once(':') {
            None => text.parse().map(Entry::Number).map_err(|_| wrong()),
            Some((docket, position)) => {
                let position = position.parse().map_err(|_| wrong())?;
                Ok(Entry::Of(StreamId::new(docket), position))
            }
        }
    }
}

fn tree(sm3: bool) -> Algorithm {
    if sm3 { Algorithm::Sm3 } else { Algorithm::Sha256 }
}

/// The head of the ledger.
pub fn checkpoint(console: &Console, asked: &Checkpoint) -> anyhow::Result<Answer> {
    let data = &asked.folder.data;
    if asked.note || asked.key {
        sign_what_is_new(console, data)?;
    }
    let reader = Reader::open(data, 1, None)?;
    if asked.key {
        return tell_keys(console, &reader);
    }
    let algorithm = tree(asked.sm3);
    let signed = reader.last_signed(algorithm)?;
    if asked.note && !console.json {
        let signed = signed.ok_or_else(|| anyhow!("{}", console.say(&nothing_signed())))?;
        console.text(&signed.whole());
        return Ok(Answer::Yes);
    }
    let head = reader.head_of(algorithm, None)?;
    match console.json {
        true => {
            let sm3 = reader.head_of(Algorithm::Sm3, Some(head.size))?;
            console.value(&json!({
                "size": head.size,
                "root": head.root.to_string(),
                "sm3_root": sm3.root.to_string(),
                "signed": signed.map(|it| json!({ "size": it.size, "note": it.whole() })),
            }))?;
        }
        false => console.line(format!("{}:{}", head.size, head.root)),
    }
    Ok(Answer::Yes)
}

/// Has the head signed where no office runs that does so itself.
fn sign_what_is_new(console: &Console, data: &Path) -> anyhow::Result<()> {
    match store::Store::open(data, office::options_of(console, data)?) {
        Ok(store) => {
            let keys = log_key::open(console, &store, &log_key::LogOptions::default())?;
            Ok(server::log::publish(&store, &keys)?)
        }
        Err(store::Error::InUse(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn nothing_signed() -> Words {
    Words::new(
        "尚无签名检查点：先运行 anshen serve 或 anshen ledger checkpoint --note",
        "no head is signed yet: run `anshen serve`, or `anshen ledger checkpoint --note`",
    )
}

fn tell_keys(console: &Console, reader: &Reader) -> anyhow::Result<Answer> {
    let keys: Vec<String> = log_key::known(reader)?.iter().map(ToString::to_string).collect();
    match console.json {
        true => console.value(&json!({ "keys": keys }))?,
        false => keys.iter().for_each(|key| console.line(key)),
    }
    Ok(Answer::Yes)
}

/// All an outsider needs who is given the entry's text besides.
pub fn proof(console: &Console, asked: &Proof) -> anyhow::Result<Answer> {
    let data = &asked.folder.data;
    let reader = Reader::open(data, 1, root_keys::at_hand(console, data)?)?;
    let entry = match &asked.entry {
        Entry::Number(number) => *number,
        Entry::Of(docket, position) => {
            let Some(number) = reader.place_of(docket, *position)? else {
                let words = Words::new(
                    format!("卷宗 {docket} 没有第 {position} 条"),
                    format!("docket {docket} has no entry {position}"),
                );
                bail!("{}", console.say(&words));
            };
            number
        }
    };
    if asked.tlog {
        let signed = signed(&reader, tree(asked.sm3), entry)?;
        let (proof, note) = signed.ok_or_else(|| anyhow!("{}", console.say(&nothing_signed())))?;
        let extra = Some(proof.entry.leaf_data());
        let index = entry.saturating_sub(1);
        let note = Note::read(note.whole().as_bytes())?;
        console.text(&Proven { extra, index, path: proof.path.clone(), note }.to_string());
        return answer(&proof);
    }
    let proof = reader.inclusion(entry)?;
    match console.json {
        true => console.value(&value(&reader, &proof)?)?,
        false => words::proof(console, &proof).iter().for_each(|line| console.line(line)),
    }
    answer(&proof)
}

fn answer(proof: &Inclusion) -> anyhow::Result<Answer> {
    let genuine = proof.entry.is_genuine();
    Ok(if genuine { Answer::Yes } else { Answer::No })
}

/// The proof that leads to the first signed head over an entry.
fn signed(
    reader: &Reader,
    algorithm: Algorithm,
    entry: u64,
) -> anyhow::Result<Option<(Inclusion, Signed)>> {
    let Some(signed) = reader.signed_over(algorithm, entry)? else {
        return Ok(None);
    };
    let proof = reader.inclusion_in(algorithm, entry, Some(signed.size))?;
    Ok(Some((proof, signed)))
}

fn value(reader: &Reader, proof: &Inclusion) -> anyhow::Result<Value> {
    let sealed = &proof.entry;
    let seq = sealed.seq;
    let data = sealed.leaf_data();
    let in_tree = |algorithm: Algorithm| -> anyhow::Result<Value> {
        Ok(signed(reader, algorithm, seq)?.map_or(Value::Null, |(proof, signed)| {
            json!({
                "leaf": algorithm.leaf(&data).to_string(),
                "path": path(&proof.path),
                "size": proof.head.size,
                "root": proof.head.root.to_string(),
                "checkpoint": signed.whole(),
            })
        }))
    };
    Ok(json!({
        "entry": seq,
        "index": seq.saturating_sub(1),
        "docket": sealed.stream.as_str(),
        "position": sealed.position,
        "recorded_at": sealed.recorded_at.to_string(),
        "content": sealed.content.to_string(),
        "salt": words::salt(sealed),
        "data": words::hex(&data),
        "genuine": sealed.is_genuine(),
        "leaf": sealed.leaf.to_string(),
        "path": path(&proof.path),
        "size": proof.head.size,
        "root": proof.head.root.to_string(),
        "signed": in_tree(Algorithm::Sha256)?,
        "sm3": in_tree(Algorithm::Sm3)?,
    }))
}

fn path(hashes: &[Hash]) -> Vec<String> {
    hashes.iter().map(Hash::to_string).collect()
}
