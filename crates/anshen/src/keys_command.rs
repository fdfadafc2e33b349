//! `anshen keys`: which keys there are, a new one, and one that is no longer needed.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::bail;
use clap::{Args, Subcommand};
use seal::{Fingerprint, Key, KeyRing};
use serde_json::{Value, json};
use store::Reader;

use crate::console::{Answer, Console};
use crate::office::{self, world};
use crate::root_keys;

/// The data folder.
#[derive(Debug, Args)]
pub struct Folder {
    /// 数据目录 · The data folder
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

/// Commands.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// 列出密钥及各自封装的数量 · The keys, and how much is wrapped under each
    List {
        #[command(flatten)]
        folder: Folder,
    },
    /// 换用新密钥；旧密钥仍可打开，内容不动，运行中的办公室会自行跟上 · Turn to a new key; the old one
    /// still opens, content is not touched, a running office follows by itself
    Rotate {
        #[command(flatten)]
        folder: Folder,
    },
    /// 撤去已无封装的旧密钥 · Take away a key under which nothing is wrapped any more
    Retire {
        /// 密钥名 · The key's name
        key: Fingerprint,
        #[command(flatten)]
        folder: Folder,
    },
}

/// Runs one.
pub fn run(console: &Console, command: Keys) -> anyhow::Result<Answer> {
    match command {
        Keys::List { folder } => list(console, &folder),
        Keys::Rotate { folder } => rotate(console, &folder),
        Keys::Retire { key, folder } => retire(console, &folder, key),
    }
}

fn list(console: &Console, folder: &Folder) -> anyhow::Result<Answer> {
    let ring = root_keys::needed(console, &folder.data)?;
    let counts = Reader::open(&folder.data, 1, None)?.wrapped_under()?;
    let current = ring.current().fingerprint();
    let mut told = Vec::new();
    for key in ring.keys() {
        let name = key.fingerprint();
        let count = counts.get(&name).copied().unwrap_or(0);
        let is_current = name == current;
        told.push(json!({
            "key": name.to_string(), "profile": key.profile().to_string(), "current": is_current,
            "wraps": count,
        }));
        if !console.json {
            let mark = match is_current {
                true => console.pick("现用", "current"),
                false => console.pick("旧", "earlier"),
            };
            let wraps = console.pick("封装", "wraps");
            console.line(format!("{name}  {}  {mark}  {wraps} {count}", key.profile()));
        }
    }
    if console.json {
        console.value(&Value::Array(told))?;
    }
    Ok(Answer::Yes)
}

fn rotate(console: &Console, folder: &Folder) -> anyhow::Result<Answer> {
    let ring = root_keys::needed(console, &folder.data)?;
    let file = file_of(console, folder)?;
    let profile = ring.current().profile();
    let random = world::random();
    let anew: KeyRing = ring.to_text().parse()?;
    let anew = anew.rotated(Key::generate(profile, &*random));
    let name = anew.current().fingerprint();
    root_keys::write(&file, &anew)?;
    // A running office holds the folder: it sees the file change and does the rest itself.
    let wrapped = match office::open_if_free(console, &folder.data)? {
        Some(store) => Some(store.rotate(Arc::new(anew))?),
        None => None,
    };
    if console.json {
        console.value(&json!({"key": name.to_string(), "wrapped": wrapped}))?;
        return Ok(Answer::Yes);
    }
    let file = file.display();
    let (zh, en) = match wrapped {
        Some(count) => (
            format!("已换用密钥 {name}（{file}），重新封装 {count} 个；请另存该文件的副本"),
            format!(
                "turned to key {name} ({file}), {count} wrapped anew; keep a copy of that \
                 file apart"
            ),
        ),
        None => (
            format!(
                "已换用密钥 {name}（{file}）；运行中的办公室将在一分钟内重新封装。请另存该文件的副本"
            ),
            format!(
                "turned to key {name} ({file}); the running office wraps all anew within a minute. \
                 Keep a copy of that file apart"
            ),
        ),
    };
    console.line(console.pick(&zh, &en));
    Ok(Answer::Yes)
}

fn retire(console: &Console, folder: &Folder, key: Fingerprint) -> anyhow::Result<Answer> {
    let ring = root_keys::needed(console, &folder.data)?;
    let file = file_of(console, folder)?;
    if ring.keys().all(|known| known.fingerprint() != key) {
        return console.refusal(console.pick("没有这一密钥", "there is no such key"));
    }
    let counts = Reader::open(&folder.data, 1, None)?.wrapped_under()?;
    let count = counts.get(&key).copied().unwrap_or(0);
    if key == ring.current().fingerprint() || count != 0 {
        let zh = format!("{key} 为现用密钥，或尚封装 {count} 个：先 anshen keys rotate");
        let en =
            format!("{key} is the current key, or still wraps {count}: first anshen keys rotate");
        return console.refusal(console.pick(&zh, &en));
    }
    let rest: KeyRing = ring.to_text().parse()?;
    root_keys::write(&file, &rest.without(key))?;
    if console.json {
        console.value(&json!({"retired": key.to_string()}))?;
    } else {
        let zh = format!("已撤去 {key}；早于更换的备份没有它就打不开");
        let en = format!("took {key} away; backups older than the turn do not open without it");
        console.line(console.pick(&zh, &en));
    }
    Ok(Answer::Yes)
}

/// The file, which keys given by the environment do not have.
fn file_of(console: &Console, folder: &Folder) -> anyhow::Result<PathBuf> {
    let file = root_keys::file(&folder.data);
    if !file.is_file() {
        bail!(
            "{}",
            console.pick(
                "密钥来自环境变量，须在其来源处更换",
                "the keys come from the environment: they are changed where it gets them",
            )
        );
    }
    Ok(file)
}
