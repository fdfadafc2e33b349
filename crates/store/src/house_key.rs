//! The key under which the office keeps what it must be able to read again and nobody else may:
//! the secrets people prove themselves with. It stands among the settings, sealed under the
//! deployment's keys as everything is, so that a backup brings it along and says nothing.

use rusqlite::{Connection, OptionalExtension as _};

use crate::vault::{LISTS, Place, Side, Vault, open};
use crate::{Error, desk};

/// The setting it stands in, as hexadecimal digits of what is sealed.
const SETTING: &str = "house-key";

/// The key of a folder; made where there is none. Whoever asks writes to the folder.
pub(crate) fn read_or_make(conn: &Connection, vault: &Vault) -> Result<[u8; 32], Error> {
    let scope = vault.scope(conn, Side::Reading, LISTS)?;
    let place = Place::Column("setting", SETTING);
    let mut find = conn.prepare(desk::SETTING_GET)?;
    let kept: Option<String> = find.query_row([SETTING], |row| row.get(0)).optional()?;
    let damaged = || Error::Damaged("the key of people's secrets is none".to_owned());
    if let Some(kept) = kept {
        let sealed = digits(&kept).ok_or_else(damaged)?;
        return open(&scope, &place, &sealed)?.try_into().map_err(|_| damaged());
    }
    let mut key = [0; 32];
    vault.random()(&mut key);
    let sealed = vault.seal(&scope, &place, &key);
    let digits: String = sealed.iter().map(|byte| format!("{byte:02x}")).collect();
    conn.prepare(desk::SETTING_PUT)?.execute([SETTING, &digits])?;
    Ok(key)
}

/// The bytes that hexadecimal digits say.
fn digits(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}
