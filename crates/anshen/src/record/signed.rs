//! Signed heads while the record is verified: those noted elsewhere, and whether the signatures of
//! those kept in the folder hold.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{Context as _, bail};
use law::Words;
use ledger::{Checkpoint, Note, VerifierKey};
use serde_json::{Value, json};
use store::{Algorithm, Hash, Head, Reader, Signed};

use crate::console::Console;
use crate::office::log_key;
use crate::office::offer;

/// A head noted elsewhere, as it is given.
#[derive(Debug, Clone)]
pub enum Against {
    /// `SIZE:ROOT`, as `ledger checkpoint` prints, of the tree of SHA-256.
    Head(Head),
    /// A file that holds a signed one.
    File(PathBuf),
}

impl FromStr for Against {
    type Err = String;

    fn from_str(text: &str) -> Result<Against, String> {
        let head = text.split_once(':').and_then(|(size, root)| {
            let root: Hash = root.parse().ok()?;
            Some(Head { size: size.parse().ok()?, root })
        });
        if let Some(head) = head {
            return Ok(Against::Head(head));
        }
        if Path::new(text).is_file() {
            return Ok(Against::File(PathBuf::from(text)));
        }
        Err(format!(
            "`{text}` is no checkpoint: SIZE:ROOT, or a file, as `ledger checkpoint` prints"
        ))
    }
}

/// Reads the heads noted elsewhere. A file counts if this log's key, or a witness it names, signed
/// it: anybody could have written the others.
pub fn noted_elsewhere(
    console: &Console,
    data: &Path,
    given: &[Against],
) -> anyhow::Result<Vec<(Algorithm, Head)>> {
    let mut heads = Vec::new();
    for one in given {
        match one {
            Against::Head(head) => heads.push((Algorithm::Sha256, *head)),
            Against::File(path) => heads.push(of_file(console, data, path)?),
        }
    }
    Ok(heads)
}

fn of_file(console: &Console, data: &Path, path: &Path) -> anyhow::Result<(Algorithm, Head)> {
    let shown = || format!("`{}`", path.display());
    let bytes = std::fs::read(path).with_context(shown)?;
    let (checkpoint, note) = Checkpoint::read(&bytes).with_context(shown)?;
    let keys = log_key::known(&Reader::open(data, 1, None)?)?;
    let signed = |key: &&VerifierKey| note.signed_by(key, &seal::log::check).is_ok();
    let Some(key) = keys.iter().find(signed) else {
        let words = Words::new(
            format!("{} 不是以本日志的公钥签名的检查点", shown()),
            format!("{} holds no head signed by this log's key", shown()),
        );
        bail!("{}", console.say(&words));
    };
    Ok((key.kind().algorithm(), checkpoint.head))
}

/// A signature that does not hold.
pub struct Unsigned {
    algorithm: Algorithm,
    size: u64,
    /// Whose.
    by: String,
}

impl Unsigned {
    /// In words.
    pub fn told(&self, console: &Console) -> String {
        let Unsigned { algorithm, size, by } = self;
        let tree = algorithm.name();
        let zh = format!("保存的 {tree} 检查点（{size} 条）上 {by} 的签名不成立");
        let en =
            format!("the signature of {by} on the kept {tree} head of {size} entries is false");
        console.pick(&zh, &en).to_owned()
    }

    /// As JSON.
    pub fn value(&self) -> Value {
        json!({
            "kind": "signature", "tree": self.algorithm.name(), "size": self.size, "by": self.by,
        })
    }
}

/// The signatures kept in the folder that do not hold: the office's own on every signed head, and
/// those of the witnesses that the folder names.
pub fn unsigned(reader: &Reader) -> anyhow::Result<Vec<Unsigned>> {
    let all = reader.all_signed()?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let own = log_key::known(reader)?;
    let quiet = Console { language: law::Language::En, json: true };
    let chosen = offer::chosen(&quiet, reader.dir())?;
    let witnesses: Vec<VerifierKey> = chosen.into_iter().map(|chosen| chosen.key).collect();
    let mut found = Vec::new();
    for signed in &all {
        let Signed { algorithm, size, .. } = *signed;
        let mut add = |by: &str| found.push(Unsigned { algorithm, size, by: by.to_owned() });
        let Ok(note) = Note::read(signed.whole().as_bytes()) else {
            add("log");
            continue;
        };
        let by_log = own.iter().filter(|key| key.kind().algorithm() == algorithm);
        if !by_log.into_iter().any(|key| note.signed_by(key, &seal::log::check).is_ok()) {
            add("log");
        }
        for key in &witnesses {
            let refused = note.signed_by(key, &seal::log::check);
            if matches!(refused, Err(ledger::Unverified::False(_))) {
                add(key.name().as_str());
            }
        }
    }
    Ok(found)
}
