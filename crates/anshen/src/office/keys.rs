//! The keys an office signs with, beside the record in its data folder: made when they are first
//! needed, closed to others, never in a backup of the record. Whoever has them signs as the office.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use anyhow::Context as _;
use ledger::KeyName;
use seal::receipt::{CodeKey, from_hex, to_hex};
use seal::sign::{Algorithm, SigningKey};
use server::Seals;
use store::Store;
use store::desk::people;

use super::world;
use crate::console::Console;

const ED25519: &str = "log-ed25519.pem";
const SM2: &str = "log-sm2.pem";
const CODE: &str = "receipt-code.txt";
/// Where the record keeps the log's name, where it was given one.
const ORIGIN: &str = "log_origin";

/// The keys of the office over a store; made where there are none.
///
/// # Errors
/// A file cannot be read or written, or holds no key.
pub fn seals(store: &Store) -> anyhow::Result<Seals> {
    let folder = store.dir();
    let ed25519 = signing(&folder.join(ED25519), Algorithm::Ed25519)?;
    let sm2 = signing(&folder.join(SM2), Algorithm::Sm2)?;
    let code = code(&folder.join(CODE))?;
    let origin = origin(store, &ed25519)?;
    Ok(Seals::new(&origin, ed25519, sm2, code)?)
}

/// The name of the office's log: the one it was given, else one made of its key, unlike that of any
/// other office.
fn origin(store: &Store, key: &SigningKey) -> anyhow::Result<KeyName> {
    if let Some(set) = store.desk(|conn| people::setting(conn, ORIGIN))? {
        return Ok(set.parse()?);
    }
    let id = ledger::leaf(&key.verifying_key().to_bytes()).to_string();
    Ok(format!("anshen-{}/log", id.get(..16).unwrap_or(&id)).parse()?)
}

fn signing(path: &Path, algorithm: Algorithm) -> anyhow::Result<SigningKey> {
    let random = world::random();
    let make = || SigningKey::generate(algorithm, &*random).to_pem().map(|text| text.to_string());
    let text = read_or_make(path, make)?;
    let key = SigningKey::from_pem(&text);
    let key = key.with_context(|| format!("`{}`", path.display()))?;
    anyhow::ensure!(
        key.algorithm() == algorithm,
        "`{}` holds a key of {}, not of {algorithm}",
        path.display(),
        key.algorithm()
    );
    Ok(key)
}

fn code(path: &Path) -> anyhow::Result<CodeKey> {
    let make = || {
        let mut secret = [0; 32];
        world::random()(&mut secret);
        anyhow::Ok(format!("{}\n", to_hex(&secret)))
    };
    let text = read_or_make(path, make)?;
    let secret = from_hex(text.trim()).and_then(|bytes| bytes.try_into().ok());
    let secret = secret.with_context(|| {
        format!("`{}` holds no secret: 64 hexadecimal digits do", path.display())
    })?;
    Ok(CodeKey::new(secret))
}

/// Reads a file, or makes it, on disk before it is used.
fn read_or_make<E>(path: &Path, make: impl Fn() -> Result<String, E>) -> anyhow::Result<String>
where
    anyhow::Error: From<E>,
{
    let place = || format!("`{}`", path.display());
    if path.exists() {
        return fs::read_to_string(path).with_context(|| format!("cannot read {}", place()));
    }
    let text = make()?;
    let written = || {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
    };
    written().with_context(|| format!("cannot write {}", place()))?;
    Ok(text)
}

/// What a person reads where keys were made for the first time.
pub fn told(console: &Console, dir: &Path) -> String {
    let folder = dir.display();
    let zh = format!("签名密钥（{ED25519}、{SM2}、{CODE}）在 {folder}：请另行保管，备份不含");
    let en = format!(
        "keys to sign with ({ED25519}, {SM2}, {CODE}) are in {folder}: keep copies apart, backups \
         leave them out"
    );
    console.pick(&zh, &en).to_owned()
}
