//! What an office signs receipts with: the keys of its log, and the secret of the codes on its
//! papers, beside the record in its data folder: made when it is first needed, closed to others,
//! never in a backup of the record.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use seal::log::LogKeys;
use seal::receipt::{CodeKey, from_hex, to_hex};
use server::{Office, Seals};

use super::world;
use crate::console::Console;

const CODE: &str = "receipt-code.txt";

/// An office that signs the heads of its log and its receipts with these keys.
///
/// # Errors
/// The secret of its codes cannot be read or written.
pub fn equipped(office: Office, log: LogKeys) -> anyhow::Result<Office> {
    let keys = Arc::new(log);
    let code = code(&office.reader().dir().join(CODE))?;
    Ok(office.with_log(keys.clone()).with_seals(Seals::new(keys, code)))
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
    let zh = format!(
        "签名密钥（log-ed25519.pem、log-sm2.pem、{CODE}）在 {folder}：请另行保管，备份不含"
    );
    let en = format!(
        "keys to sign with (log-ed25519.pem, log-sm2.pem, {CODE}) are in {folder}: keep copies \
         apart, backups leave them out"
    );
    console.pick(&zh, &en).to_owned()
}
