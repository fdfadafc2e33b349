//! Pages on disk: found, read, and rewritten so that a reader sees the old page or the new one.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use review::docket::{Fault, Page, read_page};

use crate::console::Console;

/// A page with where it came from.
pub struct Source {
    /// As the user named it.
    pub name: String,
    /// Where it stands; `None` for the standard input.
    pub path: Option<PathBuf>,
    /// Its text, byte for byte.
    pub text: String,
    /// What was read of it.
    pub page: Page,
}

/// Reads every file named; a folder stands for the pages in it, `-` for the standard input. All
/// that cannot be read is told at once.
pub fn read_all(console: &Console, names: &[PathBuf]) -> anyhow::Result<Vec<Source>> {
    let mut sources = Vec::new();
    let mut faults = Vec::new();
    for path in expand(console, names)? {
        let name = path.display().to_string();
        let text = read(console, &path)?;
        match read_page(&text) {
            Ok(page) => {
                let path = (name != "-").then_some(path);
                sources.push(Source { name, path, text, page });
            }
            Err(found) => faults.push(tell(console, &name, &found)),
        }
    }
    if faults.is_empty() {
        return Ok(sources);
    }
    bail!("{}", faults.join("\n"))
}

/// Faults of a page, one a line.
pub fn tell(console: &Console, name: &str, faults: &[Fault]) -> String {
    let told = faults.iter().map(|fault| fault.tell(name, console.language));
    told.collect::<Vec<_>>().join("\n")
}

fn expand(console: &Console, names: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for name in names {
        if !name.is_dir() {
            paths.push(name.clone());
            continue;
        }
        let unreadable = || cannot(console, "打不开", "cannot open", name);
        let mut pages = Vec::new();
        for entry in fs::read_dir(name).with_context(unreadable)? {
            let path = entry.with_context(unreadable)?.path();
            if path.extension().is_some_and(|extension| extension == "md") && path.is_file() {
                pages.push(path);
            }
        }
        pages.sort();
        if pages.is_empty() {
            bail!(cannot(console, "此目录没有 .md 页", "no .md page in this folder", name));
        }
        paths.extend(pages);
    }
    Ok(paths)
}

fn read(console: &Console, path: &Path) -> anyhow::Result<String> {
    let unreadable = || cannot(console, "打不开", "cannot open", path);
    let bytes = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).with_context(unreadable)?;
        bytes
    } else {
        fs::read(path).with_context(unreadable)?
    };
    String::from_utf8(bytes).map_err(|wrong| {
        let at = wrong.utf8_error().valid_up_to();
        let read = wrong.as_bytes().get(..at).map(String::from_utf8_lossy).unwrap_or_default();
        let line = read.matches('\n').count().saturating_add(1);
        let begun = read.rsplit('\n').next().unwrap_or_default();
        let column = begun.chars().count().saturating_add(1);
        let name = path.display();
        let place = format!("{name}:{line}:{column}");
        let zh = format!("{place}: 不是 UTF-8 文字（第 {at} 字节之后）；请存为 UTF-8");
        let en = format!("{place}: not UTF-8 text (after byte {at}): save the page as UTF-8");
        anyhow::anyhow!(console.pick(&zh, &en).to_owned())
    })
}

fn cannot(console: &Console, zh: &str, en: &str, path: &Path) -> String {
    format!("{} `{}`", console.pick(zh, en), path.display())
}

/// Puts a new text in the place of a page, at once and whole. A link stays a link.
pub fn replace(console: &Console, path: &Path, text: &str) -> anyhow::Result<()> {
    let failed = || cannot(console, "写不了", "cannot write", path);
    let path = fs::canonicalize(path).with_context(failed)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let beside = format!(".{}.{}.new", name.unwrap_or_default(), std::process::id());
    let beside = path.with_file_name(beside);
    let written = write_beside(&path, &beside, text).with_context(failed);
    if written.is_err() {
        // What was half written is of no use; that it cannot be removed changes nothing.
        let _ = fs::remove_file(&beside);
    }
    written
}

fn write_beside(path: &Path, beside: &Path, text: &str) -> std::io::Result<()> {
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(beside)?;
    file.set_permissions(fs::metadata(path)?.permissions())?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(beside, path)
}
