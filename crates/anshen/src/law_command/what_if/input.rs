//! Cases read from pages and from files of JSON Lines.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use law::Book;
use review::docket::read_page;
use review::what_if::Case;

use crate::console::Console;

/// The longest file of cases.
const LONGEST: u64 = 1 << 30;

/// Reads every case; what cannot be read is told with its place, the first hundred of it.
pub fn read(console: &Console, book: &Book, names: &[PathBuf]) -> anyhow::Result<Vec<Case>> {
    let mut cases = Vec::new();
    let mut faults = Vec::new();
    for path in expand(console, names)? {
        let name = path.display().to_string();
        let text = text(console, &path)?;
        if path.extension().is_some_and(|extension| extension == "md") {
            page(console, book, (&name, &text), &mut cases, &mut faults);
        } else {
            lines(console, book, (&name, &text), &mut cases, &mut faults);
        }
    }
    if !faults.is_empty() {
        let more = faults.len().saturating_sub(100);
        faults.truncate(100);
        if more > 0 {
            let zh = format!("另有 {more} 处");
            let en = format!("and {more} more");
            faults.push(console.pick(&zh, &en).to_owned());
        }
        bail!("{}", faults.join("\n"));
    }
    if cases.is_empty() {
        bail!("{}", console.pick("没有案件可供推演", "there is no case to look at"));
    }
    Ok(cases)
}

fn page(
    console: &Console,
    book: &Book,
    (name, text): (&str, &str),
    cases: &mut Vec<Case>,
    faults: &mut Vec<String>,
) {
    let told = |found: &[review::docket::Fault]| -> Vec<String> {
        found.iter().map(|fault| fault.tell(name, console.language)).collect()
    };
    match read_page(text) {
        Err(found) => faults.extend(told(&found)),
        Ok(page) => {
            for section in &page.sections {
                match Case::of_section(book, section) {
                    Ok(case) => cases.push(case),
                    Err(fault) => faults.extend(told(&[fault])),
                }
            }
        }
    }
}

fn lines(
    console: &Console,
    book: &Book,
    (name, text): (&str, &str),
    cases: &mut Vec<Case>,
    faults: &mut Vec<String>,
) {
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match Case::of_json(book, line) {
            Ok(case) => cases.push(case),
            Err(fault) => {
                let number = index.saturating_add(1);
                let column = fault.column.map_or(String::new(), |column| format!(":{column}"));
                faults.push(format!("{name}:{number}{column}: {}", console.say(&fault.words)));
            }
        }
    }
}

/// A folder stands for the pages and the files of cases in it, in the order of their names.
fn expand(console: &Console, names: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for name in names {
        if !name.is_dir() {
            paths.push(name.clone());
            continue;
        }
        let mut found = Vec::new();
        for entry in fs::read_dir(name).with_context(|| cannot(console, name))? {
            let path = entry.with_context(|| cannot(console, name))?.path();
            let known = path.extension().is_some_and(|it| it == "md" || it == "jsonl");
            if known && path.is_file() {
                found.push(path);
            }
        }
        found.sort();
        paths.extend(found);
    }
    Ok(paths)
}

fn text(console: &Console, path: &Path) -> anyhow::Result<String> {
    let mut text = String::new();
    if path.as_os_str() == "-" {
        let input = std::io::stdin().lock();
        input.take(LONGEST).read_to_string(&mut text).with_context(|| cannot(console, path))?;
        return Ok(text);
    }
    let file = fs::File::open(path).with_context(|| cannot(console, path))?;
    let long = file.metadata().with_context(|| cannot(console, path))?.len();
    if LONGEST < long {
        let most = LONGEST >> 20;
        let zh = format!("`{}` 过大：至多 {most} MiB，请分作几个文件", path.display());
        let en = format!("`{}` is too large: at most {most} MiB, split it", path.display());
        bail!("{}", console.pick(&zh, &en));
    }
    file.take(LONGEST).read_to_string(&mut text).with_context(|| cannot(console, path))?;
    Ok(text)
}

fn cannot(console: &Console, path: &Path) -> String {
    format!("{} `{}`", console.pick("打不开", "cannot open"), path.display())
}
