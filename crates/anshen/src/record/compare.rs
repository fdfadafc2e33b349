//! `anshen ledger compare`: two signed heads of one log that cannot both be true are evidence.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use law::Words;
use ledger::{Algorithm, Checkpoint, Head, Note, VerifierKey};
use serde_json::json;
use store::{Error, Reader};

use crate::console::{Answer, Console};

/// Arguments.
#[derive(Debug, Args)]
pub struct Compare {
    /// 检查点文件 · A file with a signed head
    #[arg(value_name = "A")]
    a: PathBuf,
    /// 另一检查点文件 · A file with another
    #[arg(value_name = "B")]
    b: PathBuf,
    /// 数据目录或其备份，可多次给出；大小不同的检查点须据此核对 · A data folder or a backup of one, any
    /// number of times; heads of different sizes are held against them
    #[arg(long, value_name = "DIR")]
    data: Vec<PathBuf>,
    /// 日志公钥，可多次给出；默认取自 --data · The log's key, any number of times; else that of --data
    #[arg(long, value_name = "VKEY")]
    key: Vec<VerifierKey>,
}

/// What two heads are to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// The same head.
    Same,
    /// One is the beginning of the other.
    Continued,
    /// Both cannot be true. `agreed`: entries of which two histories agree, where both are at hand.
    Forked { agreed: Option<u64> },
    /// Nothing at hand tells.
    Unknown,
}

/// Compares.
pub fn run(console: &Console, asked: &Compare) -> anyhow::Result<Answer> {
    let (first, note_a) = read(&asked.a)?;
    let (second, note_b) = read(&asked.b)?;
    if first.origin != second.origin {
        let (a, b) = (&first.origin, &second.origin);
        let words = Words::new(
            format!("不是同一份日志：`{a}` 与 `{b}`"),
            format!("these are of two logs: `{a}` and `{b}`"),
        );
        bail!("{}", console.say(&words));
    }
    let readers: Vec<Reader> =
        asked.data.iter().map(|dir| Reader::open(dir, 1, None)).collect::<Result<_, Error>>()?;
    let mut keys = asked.key.clone();
    for reader in &readers {
        keys.extend(crate::office::log_key::known(reader)?);
    }
    let a = signer(&note_a, &keys);
    let b = signer(&note_b, &keys);
    let (Some(a), Some(b)) = (a, b) else {
        let words = Words::new(
            "检查点不是以所给公钥签名的，不能作证：请以 --key 给出日志公钥",
            "a head is not signed by a key that was given and proves nothing: give the log's by \
             --key",
        );
        bail!("{}", console.say(&words));
    };
    let algorithm = a.kind().algorithm();
    if algorithm != b.kind().algorithm() {
        bail!("the two are signed for different trees · 两者属于不同的树");
    }
    let verdict = judge(algorithm, [first.head, second.head], &readers)?;
    tell(console, [&first, &second], [&note_a, &note_b], verdict)
}

fn read(path: &Path) -> anyhow::Result<(Checkpoint, Note)> {
    let shown = || format!("`{}`", path.display());
    let bytes = std::fs::read(path).with_context(shown)?;
    Checkpoint::read(&bytes).with_context(shown)
}

/// The key that signed.
fn signer<'a>(note: &Note, keys: &'a [VerifierKey]) -> Option<&'a VerifierKey> {
    keys.iter().find(|key| note.signed_by(key, &seal::log::check).is_ok())
}

fn judge(algorithm: Algorithm, heads: [Head; 2], readers: &[Reader]) -> anyhow::Result<Verdict> {
    let [a, b] = heads;
    let same_size = a.size == b.size;
    if same_size && a.root == b.root {
        return Ok(Verdict::Same);
    }
    let at = |reader: &Reader, size: u64| match reader.head_of(algorithm, Some(size)) {
        Ok(head) => Ok(Some(head)),
        Err(Error::OutOfRange { .. }) => Ok(None),
        Err(error) => Err(error),
    };
    let mut holds = [None; 2];
    let mut forked = same_size;
    for reader in readers {
        let here = [at(reader, a.size)?, at(reader, b.size)?];
        let agrees = [here[0] == Some(a), here[1] == Some(b)];
        match agrees {
            [true, true] => return Ok(Verdict::Continued),
            // A log that has the larger head as its own and another root where the smaller is:
            // no log can have both.
            [true, false] if b.size <= a.size => forked = true,
            [false, true] if a.size <= b.size => forked = true,
            _ => {}
        }
        for (holds, agrees) in holds.iter_mut().zip(agrees) {
            *holds = holds.or(agrees.then_some(reader));
        }
    }
    Ok(match (forked, holds) {
        (false, _) => Verdict::Unknown,
        (true, [Some(one), Some(other)]) => {
            Verdict::Forked { agreed: Some(agreed(algorithm, one, other)?) }
        }
        (true, _) => Verdict::Forked { agreed: None },
    })
}

/// The most entries of which two histories agree, found by halving.
fn agreed(algorithm: Algorithm, one: &Reader, other: &Reader) -> anyhow::Result<u64> {
    let mut most = one.count()?.min(other.count()?);
    let mut least = 0;
    while least < most {
        let middle = least + (most - least).div_ceil(2);
        let same =
            one.head_of(algorithm, Some(middle))? == other.head_of(algorithm, Some(middle))?;
        match same {
            true => least = middle,
            false => most = middle - 1,
        }
    }
    Ok(least)
}

fn tell(
    console: &Console,
    [a, b]: [&Checkpoint; 2],
    notes: [&Note; 2],
    verdict: Verdict,
) -> anyhow::Result<Answer> {
    let (name, agreed) = match verdict {
        Verdict::Same => ("same", None),
        Verdict::Continued => ("continued", None),
        Verdict::Forked { agreed } => ("forked", agreed),
        Verdict::Unknown => ("unknown", None),
    };
    if verdict == Verdict::Unknown {
        let words = Words::new(
            "两个检查点大小不同，手头的数据不能判断：请以 --data 给出含较大检查点的数据目录或备份",
            "the heads are of different sizes and nothing at hand tells: give by --data a folder \
             or a backup that has the larger one",
        );
        bail!("{}", console.say(&words));
    }
    if console.json {
        console.value(&json!({
            "log": a.origin.as_str(), "verdict": name, "agreed": agreed,
            "a": { "size": a.head.size, "root": a.head.root.to_string() },
            "b": { "size": b.head.size, "root": b.head.root.to_string() },
            "evidence": (name == "forked").then(|| notes.map(ToString::to_string)),
        }))?;
    } else {
        console.line(told(console, [a.head, b.head], verdict));
        if name == "forked" {
            notes.iter().for_each(|note| console.line(format!("\n{note}")));
        }
    }
    Ok(if name == "forked" { Answer::No } else { Answer::Yes })
}

fn told(console: &Console, [a, b]: [Head; 2], verdict: Verdict) -> String {
    let (zh, en) = match verdict {
        Verdict::Same => ("同一检查点".to_owned(), "the same head".to_owned()),
        Verdict::Continued => {
            let (small, large) = (a.size.min(b.size), a.size.max(b.size));
            (
                format!("大小 {large} 的检查点是大小 {small} 者的延续"),
                format!("the head of {large} entries continues that of {small}"),
            )
        }
        Verdict::Forked { agreed } => {
            let (zh, en) = agreed.map_or_else(Default::default, |agreed| {
                let first = agreed + 1;
                (
                    format!("；两段历史自第 {first} 条起不同"),
                    format!("; the two histories differ from entry {first} on"),
                )
            });
            (
                format!("分叉：同一日志签署了两个不能并存的检查点，以下为证据{zh}"),
                format!(
                    "a fork: one log has signed two heads that cannot both be true; what follows \
                     is the evidence{en}"
                ),
            )
        }
        Verdict::Unknown => Default::default(),
    };
    console.pick(&zh, &en).to_owned()
}
