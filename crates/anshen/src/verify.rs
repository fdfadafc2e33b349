//! `anshen verify`: is a receipt or a notice genuine, and does it still stand?

mod words;

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{Context as _, bail};
use clap::Args;
use law::Words;
use ledger::VerifierKey;
use review::computation::Computation;
use seal::note::{noted, verifying};
use seal::receipt::{LONGEST, Logged, NotAReceipt, Receipt, Verdict, to_hex, verify};
use seal::sign::VerifyingKey;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::console::{Answer, Console};
use crate::office;
use crate::office::running::Public;

/// Arguments.
#[derive(Debug, Args)]
pub struct Verify {
    /// 回执（.json）、通知全文（.txt）或计算凭据（.json，重算，无须公钥） · A receipt (.json), the text of a
    /// notice (.txt), or the receipt of a computation (.json, run again; takes no key)
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 公钥文件：每行一把（/api/v1/verify/keys 所给），或 PEM；不联网即可核验真伪 · Public keys, one a
    /// line as the office hands them out, or PEM: genuineness, without any office
    #[arg(long, value_name = "KEYS")]
    key: Option<PathBuf>,
    /// 通知的回执：与 --key 合用，核对通知全文 · The receipt of the notice, with --key
    #[arg(long, value_name = "RECEIPT", requires = "key")]
    receipt: Option<PathBuf>,
    /// 办公室地址：另查是否仍为现行 · The office's address: also whether it still stands
    #[arg(long, value_name = "URL", conflicts_with = "data")]
    office: Option<String>,
    /// 办公室数据目录：另查是否仍为现行 · The office's data folder: also whether it still stands
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// Says what a file is.
pub fn run(console: &Console, command: &Verify) -> anyhow::Result<Answer> {
    if let Some(kept) = computation(&command.file)? {
        return again(console, &kept);
    }
    if command.key.is_none() && command.office.is_none() && command.data.is_none() {
        let zh = "须给出 --key、--office 或 --data：核验以何为据";
        bail!("{}", console.pick(zh, "give --key, --office or --data: what to verify against"));
    }
    let bytes = read(&command.file)?;
    let offline = command.key.as_ref().map(|keys| {
        let trusted = Trusted::read(keys)?;
        offline(console, &bytes, &trusted, command.receipt.as_deref())
    });
    let offline = offline.transpose()?;
    let said = match (&command.office, &command.data) {
        (Some(url), _) => Some(Public::at(console, url)?.post_bytes("/api/v1/verify", &bytes)?),
        (None, Some(dir)) => Some(by_folder(console, dir, &bytes)?),
        (None, None) => None,
    };
    let told = both(said, offline);
    match console.json {
        true => console.value(&told)?,
        false => words::tell(console, &told),
    }
    let is = |name: &str, word: &str| told.get(name).and_then(Value::as_str) == Some(word);
    let stands = is("verdict", "genuine") && !is("standing", "replaced");
    Ok(if stands { Answer::Yes } else { Answer::No })
}

/// The longest receipt of a computation.
const LONGEST_COMPUTATION: u64 = 64 << 20;

/// The receipt of a computation, if the file is one.
fn computation(path: &Path) -> anyhow::Result<Option<Computation>> {
    let name = path.display();
    let file = std::fs::File::open(path).with_context(|| format!("cannot read `{name}`"))?;
    let mut bytes = Vec::new();
    let read = file.take(LONGEST_COMPUTATION).read_to_end(&mut bytes);
    read.with_context(|| format!("cannot read `{name}`"))?;
    Ok(Computation::read(&bytes))
}

/// Runs a computation again and says whether its result is the one kept.
fn again(console: &Console, kept: &Computation) -> anyhow::Result<Answer> {
    let found = kept.rerun(&law::Book::built_in())?;
    if console.json {
        console.value(&found)?;
    } else {
        words::tell_again(console, &found);
    }
    Ok(if found.verdict == "equal" { Answer::Yes } else { Answer::No })
}

/// What the office says, unless one's own keys say that the paper is not what it seems: an office
/// that is not the one whose keys one holds is not believed.
fn both(office: Option<Value>, offline: Option<Value>) -> Value {
    let genuine = |value: &Value| value.get("verdict").and_then(Value::as_str) == Some("genuine");
    match (office, offline) {
        (Some(_), Some(offline)) if !genuine(&offline) => offline,
        (Some(office), _) => office,
        (None, offline) => offline.unwrap_or_default(),
    }
}

fn by_folder(console: &Console, dir: &Path, bytes: &[u8]) -> anyhow::Result<Value> {
    let in_use =
        ("办公室正在运行：请改用 --office URL", "its office is running: use --office URL instead");
    let store = office::open_for(console, dir, in_use)?;
    let office = office::running_office(console, store)?;
    let said = server::verify_file(&office, bytes);
    said.map_err(|problem| anyhow::anyhow!("{}", console.say(problem.text())))
}

/// The keys that somebody trusts.
struct Trusted {
    lines: Vec<VerifierKey>,
    keys: Vec<VerifyingKey>,
}

impl Trusted {
    fn read(path: &Path) -> anyhow::Result<Trusted> {
        let bytes = read(path)?;
        let name = path.display();
        let text = String::from_utf8(bytes).with_context(|| format!("`{name}` is no text"))?;
        if text.contains("-----BEGIN") {
            let key = VerifyingKey::from_pem(&text).with_context(|| format!("`{name}`"))?;
            return Ok(Trusted { lines: Vec::new(), keys: vec![key] });
        }
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let lines: Result<Vec<VerifierKey>, _> = lines.map(VerifierKey::from_str).collect();
        let lines = lines.with_context(|| format!("`{name}`"))?;
        let keys: Option<Vec<VerifyingKey>> = lines.iter().map(verifying).collect();
        let keys = keys.with_context(|| format!("`{name}` holds a line whose key is none"))?;
        if keys.is_empty() {
            bail!("`{name}` holds no key");
        }
        Ok(Trusted { lines, keys })
    }
}

/// What keys alone say: whether it is genuine, never whether it still stands.
fn offline(
    console: &Console,
    bytes: &[u8],
    trusted: &Trusted,
    beside: Option<&Path>,
) -> anyhow::Result<Value> {
    let shown = Receipt::read(bytes);
    let (receipt, notice) = match (&shown, beside) {
        (Ok(receipt), _) => (receipt.clone(), None),
        (Err(_), Some(path)) => {
            let receipt = Receipt::read(&read(path)?);
            (receipt.with_context(|| format!("`{}`", path.display()))?, Some(bytes))
        }
        (Err(why), None) => bail!("{}", console.say(&no_receipt(why))),
    };
    let verdict = verify(&receipt, &trusted.keys, &|note| noted(note, &trusted.lines));
    let (word, mut checked, mut differs) = match verdict {
        Verdict::Genuine { signatures, log } => {
            let mut checked: Vec<&str> = signatures.iter().map(|one| one.name()).collect();
            checked.extend((log == Logged::Yes).then_some("log"));
            checked.extend(receipt.opening.as_ref().map(|_| "opening"));
            ("genuine", checked, Vec::new())
        }
        Verdict::Altered(parts) => {
            // Both signatures may fail at one place.
            let mut places: Vec<&str> = parts.iter().map(|part| part.pointer()).collect();
            places.dedup();
            ("altered", Vec::new(), places)
        }
        Verdict::Unknown => ("unknown", Vec::new(), Vec::new()),
    };
    let mut word = word;
    if let (Some(text), "genuine") = (notice, word) {
        if is_text_of(&receipt, text) {
            checked.push("notice");
        } else {
            (word, differs) = ("altered", vec!["/text"]);
            checked.clear();
        }
    }
    let said = &receipt.statement;
    let paper = json!({
        "what": said.what.word(), "case": said.case, "entry": said.entry, "day": said.day,
        "notice": said.notice.as_ref().map(|notice| &notice.number), "code": said.code,
    });
    Ok(json!({
        "verdict": word, "standing": null, "checked": checked, "differs": differs,
        "shown": if notice.is_some() { "notice" } else { "receipt" },
        "paper": if word == "genuine" { paper } else { Value::Null }, "replaced_by": null,
    }))
}

fn no_receipt(why: &NotAReceipt) -> Words {
    Words::new(
        format!("文件不是回执（{why}）；核验通知全文须以 --receipt 指明其回执"),
        format!("the file is no receipt ({why}); for the text of a notice name its --receipt"),
    )
}

/// Whether bytes are a text of the notice that a receipt is for.
fn is_text_of(receipt: &Receipt, text: &[u8]) -> bool {
    let hash = to_hex(&Sha256::digest(text));
    let notice = receipt.statement.notice.as_ref();
    notice.is_some_and(|notice| notice.texts.iter().any(|text| text.sha256 == hash))
}

/// Reads a file no further than any receipt is long.
fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let name = path.display();
    let file = std::fs::File::open(path).with_context(|| format!("cannot read `{name}`"))?;
    let mut bytes = Vec::new();
    let read = file.take(LONGEST as u64 + 1).read_to_end(&mut bytes);
    read.with_context(|| format!("cannot read `{name}`"))?;
    if LONGEST < bytes.len() {
        bail!("`{name}` is longer than any receipt or notice: {LONGEST} bytes at most");
    }
    Ok(bytes)
}
