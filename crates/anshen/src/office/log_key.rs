//! The keys that sign the heads of an office's log: made once, kept beside the record, and known to
//! it by their public half, so that another key is noticed.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use law::Words;
use ledger::{KeyName, Kind, NotAKey, VerifierKey};
use seal::log::LogKeys;
use seal::sign::{Algorithm, SigningKey};
use store::desk::people;
use store::{Reader, Store};

use super::world;
use crate::console::Console;

/// The name of the log.
const ORIGIN: &str = "log_origin";
/// Public keys that sign or have signed, a line each; the last of its kind is the one in use.
const KEYS: &str = "log_keys";

/// How the keys of the log are chosen.
#[derive(Debug, Args, Default)]
pub struct LogOptions {
    /// 审查链的名称（无协议前缀的网址）；首次确定后不变 · The log's name, a URL without its scheme;
    /// fixed once it is set
    #[arg(long, value_name = "NAME")]
    log_origin: Option<KeyName>,
    /// Ed25519 私钥文件（PKCS#8 PEM）；默认为数据目录中的 log-ed25519.pem · File of the Ed25519 key
    #[arg(long, value_name = "FILE")]
    log_key: Option<PathBuf>,
    /// SM2 私钥文件；默认为数据目录中的 log-sm2.pem · File of the SM2 key
    #[arg(long, value_name = "FILE")]
    log_key_sm2: Option<PathBuf>,
    /// 接受新的日志私钥（原钥遗失时）；见证方须重新信任 · Go on with other keys where the old ones are
    /// lost; witnesses must be told to trust them
    #[arg(long)]
    new_log_keys: bool,
}

/// What verifies the heads of a log, from its record; empty where it has signed none.
pub fn known(reader: &Reader) -> anyhow::Result<Vec<VerifierKey>> {
    let lines = reader.desk(|conn| people::setting(conn, KEYS))?.unwrap_or_default();
    let keys = lines.lines().map(str::parse::<VerifierKey>);
    Ok(keys.collect::<Result<_, _>>()?)
}

/// The keys of an office's log; made where there are none.
pub fn open(console: &Console, store: &Store, options: &LogOptions) -> anyhow::Result<LogKeys> {
    let known = known(store)?;
    let read = |algorithm: Algorithm, kind: Kind, file: &Option<PathBuf>, name: &str| {
        let file = file.clone().unwrap_or_else(|| store.dir().join(name));
        let expected = known.iter().rfind(|key| key.kind() == kind);
        let expected = expected.filter(|_| !options.new_log_keys);
        key(console, algorithm, &file, expected)
    };
    let ed25519 = read(Algorithm::Ed25519, Kind::Ed25519, &options.log_key, "log-ed25519.pem")?;
    let sm2 = read(Algorithm::Sm2, Kind::Sm2, &options.log_key_sm2, "log-sm2.pem")?;
    let origin = origin(store, options, &ed25519)?;
    let keys = LogKeys::new(origin, ed25519, sm2)?;
    remember(store, &known, &keys)?;
    Ok(keys)
}

/// Reads a key, or makes one where the record knows of none.
fn key(
    console: &Console,
    algorithm: Algorithm,
    file: &Path,
    expected: Option<&VerifierKey>,
) -> anyhow::Result<SigningKey> {
    let shown = file.display();
    let key = match std::fs::read_to_string(file) {
        Ok(text) => SigningKey::from_pem(&text).with_context(|| format!("`{shown}`"))?,
        Err(error) if error.kind() == ErrorKind::NotFound && expected.is_none() => {
            make(algorithm, file).with_context(|| format!("`{shown}`"))?
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            bail!("{}", console.say(&lost(file)))
        }
        Err(error) => return Err(error).with_context(|| format!("`{shown}`")),
    };
    if key.algorithm() != algorithm {
        let words = Words::new(
            format!("`{shown}` 不是 {algorithm} 私钥"),
            format!("`{shown}` is no key of {algorithm}"),
        );
        bail!("{}", console.say(&words));
    }
    match expected {
        Some(expected) if key.verifying_key().to_bytes() != expected.key() => {
            bail!("{}", console.say(&lost(file)))
        }
        Some(_) | None => Ok(key),
    }
}

fn lost(file: &Path) -> Words {
    let shown = file.display();
    Words::new(
        format!(
            "`{shown}` 不是此前签署检查点的私钥，或已不在：请放回原私钥；确已遗失的，加 --new-log-keys \
             启用新钥，并请各见证方重新信任"
        ),
        format!(
            "`{shown}` is not the key that signed the heads so far, or is gone: put that key back. \
             If it is lost, say --new-log-keys to go on with a new one, and have the witnesses \
             trust it"
        ),
    )
}

/// Makes a key and writes it where nobody else may read it.
pub fn make(algorithm: Algorithm, file: &Path) -> anyhow::Result<SigningKey> {
    let random = world::random();
    let key = SigningKey::generate(algorithm, &|bytes: &mut [u8]| random(bytes));
    let pem = key.to_pem()?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(file)?;
    file.write_all(pem.as_bytes())?;
    file.sync_all()?;
    Ok(key)
}

/// The log's name: as set before, as asked for, or made of its first key so that no two logs have
/// the same.
fn origin(store: &Store, options: &LogOptions, key: &SigningKey) -> anyhow::Result<KeyName> {
    if let Some(set) = store.desk(|conn| people::setting(conn, ORIGIN))? {
        let set: KeyName = set.parse()?;
        if let Some(asked) = options.log_origin.as_ref().filter(|asked| **asked != set) {
            bail!("the log is `{set}` and cannot become `{asked}` · 审查链名为 {set}，不能改名");
        }
        return Ok(set);
    }
    let made = || -> Result<KeyName, NotAKey> {
        let id = ledger::leaf(&key.verifying_key().to_bytes()).to_string();
        format!("anshen-{}/log", id.get(..16).unwrap_or(&id)).parse()
    };
    let origin = options.log_origin.clone().map_or_else(made, Ok)?;
    let text = origin.to_string();
    store.desk_blocking(move |conn| people::set(conn, ORIGIN, &text))?;
    Ok(origin)
}

/// Has the record know the public half of the keys in use.
fn remember(store: &Store, known: &[VerifierKey], keys: &LogKeys) -> anyhow::Result<()> {
    let mut all = known.to_vec();
    for algorithm in store::Algorithm::ALL {
        let key = keys.public(algorithm);
        let current = all.iter().rfind(|other| other.kind() == key.kind());
        if current != Some(key) {
            all.push(key.clone());
        }
    }
    if all != known {
        let lines: String = all.iter().map(|key| format!("{key}\n")).collect();
        store.desk_blocking(move |conn| people::set(conn, KEYS, &lines))?;
    }
    Ok(())
}
