//! The deployment's keys: where they come from, and how they are made and kept. They stand in a
//! file beside the record (`root.keys` in the data folder) unless another is named, and best on
//! another disk; without them a data folder, or a backup of it, says nothing.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use anyhow::{Context as _, bail};
use seal::{Key, KeyRing, Profile};

use crate::console::Console;
use crate::office::world;

/// The file in the data folder.
const FILE: &str = "root.keys";
/// The keys themselves, in the environment, for machines that are handed secrets that way.
const VALUE: &str = "ANSHEN_KEYS";

/// The file named on the command line or in the environment.
static NAMED: OnceLock<PathBuf> = OnceLock::new();

/// Notes the file that was named, if one was.
pub fn named(file: Option<PathBuf>) {
    if let Some(file) = file {
        // Said once, at the start.
        let _ = NAMED.set(file);
    }
}

/// The file the keys of a data folder stand in.
pub fn file(dir: &Path) -> PathBuf {
    NAMED.get().cloned().unwrap_or_else(|| dir.join(FILE))
}

/// The keys of a data folder, where they are at hand.
pub fn at_hand(console: &Console, dir: &Path) -> anyhow::Result<Option<Arc<KeyRing>>> {
    if NAMED.get().is_none()
        && let Some(text) = from_environment()
    {
        return parse(console, &text, VALUE).map(Some);
    }
    let file = file(dir);
    if !file.is_file() && NAMED.get().is_none() {
        return Ok(None);
    }
    Ok(Some(read(console, &file)?))
}

/// The keys of a data folder that cannot be opened without.
pub fn needed(console: &Console, dir: &Path) -> anyhow::Result<Arc<KeyRing>> {
    let Some(keys) = at_hand(console, dir)? else {
        let file = file(dir);
        let (dir, file) = (dir.display(), file.display());
        let zh = format!(
            "`{dir}` 的密钥不在手边：应在 `{file}`，或以 --key-file 指明，或置于环境变量 {VALUE}；\
             没有密钥，任何人都打不开其内容"
        );
        let en = format!(
            "the keys of `{dir}` are not at hand: they belong in `{file}`, or name their file with \
             --key-file, or put them into {VALUE}; without them nobody opens what is kept"
        );
        bail!("{}", console.pick(&zh, &en));
    };
    Ok(keys)
}

/// Reads a key file. One that others may read is refused: then it is no secret.
pub fn read(console: &Console, file: &Path) -> anyhow::Result<Arc<KeyRing>> {
    let shown = file.display().to_string();
    let cannot = || console.pick("密钥文件读不出", "cannot read the key file").to_owned();
    let meta = fs::metadata(file).with_context(|| format!("{}: `{shown}`", cannot()))?;
    if open_to_others(&meta) {
        let zh = format!("`{shown}` 可被他人读取，已不成秘密：先 chmod 600 {shown}");
        let en = format!("others may read `{shown}`: it is no secret. First: chmod 600 {shown}");
        bail!("{}", console.pick(&zh, &en));
    }
    let text = fs::read_to_string(file).with_context(|| format!("{}: `{shown}`", cannot()))?;
    parse(console, &text, &shown)
}

fn parse(console: &Console, text: &str, place: &str) -> anyhow::Result<Arc<KeyRing>> {
    let ring: Result<KeyRing, seal::BadKeys> = text.parse();
    let ring = ring.with_context(|| {
        let zh = format!("`{place}` 不是密钥文件");
        let en = format!("`{place}` holds no keys");
        console.pick(&zh, &en).to_owned()
    })?;
    Ok(Arc::new(ring))
}

#[expect(clippy::disallowed_methods, reason = "this crate reads the environment for all others")]
fn from_environment() -> Option<String> {
    std::env::var(VALUE).ok().filter(|value| !value.is_empty())
}

#[cfg(unix)]
fn open_to_others(meta: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    meta.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn open_to_others(_: &fs::Metadata) -> bool {
    false
}

/// A ring of one new key.
pub fn fresh(profile: Profile) -> KeyRing {
    let random = world::random();
    KeyRing::new(Key::generate(profile, &*random))
}

/// Writes keys, readable by their owner alone: whole or not at all, and on disk before this
/// returns. What stands there gives way only to a ring made from it.
pub fn write(file: &Path, ring: &KeyRing) -> anyhow::Result<()> {
    let new = file.with_extension("new");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&new).and_then(|mut out| {
        out.write_all(ring.to_text().as_bytes())?;
        out.sync_all()
    });
    written.with_context(|| format!("`{}`", new.display()))?;
    fs::rename(&new, file).with_context(|| format!("`{}`", file.display()))?;
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::File::open(folder).and_then(|folder| folder.sync_all())?;
    }
    Ok(())
}
