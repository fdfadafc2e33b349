//! `anshen witness`: what a member unit runs, so that nobody at the office can show one record to
//! one and another to the other.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, anyhow, bail};
use clap::Subcommand;
use law::Words;
use ledger::{Checkpoint, KeyName, Kind, VerifierKey};
use seal::log::NoteKey;
use seal::sign::{Algorithm, SigningKey};
use serde_json::{Value, json};
use store::Witnessed;

use crate::console::{Answer, Console};
use crate::office::{log_key, serve as serving, world};

/// The file of the witness's key.
const KEY: &str = "witness.pem";
/// The file of its name.
const NAME: &str = "name";

/// Commands.
#[derive(Debug, Subcommand)]
pub enum Witness {
    /// 设立见证方，显示其公钥 · Make a witness; prints the key that verifies what it signs
    Init {
        /// 见证方的目录 · The witness's folder
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        /// 见证方名称（无协议前缀的网址）· Its name, a URL without its scheme
        #[arg(long, value_name = "NAME")]
        name: KeyName,
    },
    /// 信任一份日志：名称与公钥（办公室 /log/vkey 所列）· Sign for a log: its name and its key, as the
    /// office shows at /log/vkey
    Trust {
        /// 日志名称，即检查点首行 · The log's name, the first line of its checkpoint
        #[arg(value_name = "NAME")]
        log: KeyName,
        /// 日志公钥 · The log's key
        #[arg(value_name = "VKEY")]
        key: VerifierKey,
        /// 见证方的目录 · The witness's folder
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
    },
    /// 运行见证方 · Run the witness
    Serve {
        /// 见证方的目录 · The witness's folder
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        /// 监听地址 · Where to listen
        #[arg(long, default_value = "127.0.0.1:8090")]
        listen: SocketAddr,
    },
    /// 显示公钥 · Show the key that verifies what it signs
    Key {
        /// 见证方的目录 · The witness's folder
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
    },
    /// 显示最近签署的检查点，以及拒绝签署而留作证据者 · Show the heads signed last, and those refused and kept
    /// as evidence
    Show {
        /// 见证方的目录 · The witness's folder
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
    },
}

/// Runs one.
pub fn run(console: &Console, command: Witness) -> anyhow::Result<Answer> {
    match command {
        Witness::Init { data, name } => {
            drop(Witnessed::create(&data)?);
            log_key::make(Algorithm::Ed25519, &data.join(KEY))?;
            std::fs::write(data.join(NAME), format!("{name}\n"))?;
            tell_key(console, &data)
        }
        Witness::Trust { log, key, data } => {
            if key.kind() == Kind::Cosignature {
                let words = Words::new(
                    "这是见证方的公钥，不是日志的公钥",
                    "this is the key of a witness, not of a log",
                );
                bail!("{}", console.say(&words));
            }
            Witnessed::trust(&data, &format!("{log} {key}"))
                .map_err(|error| explain(console, error))?;
            match console.json {
                true => console.value(&json!({ "log": log.as_str(), "key": key.to_string() }))?,
                false => {
                    let zh = format!("自此为 {log} 见证");
                    let en = format!("signs for {log} from now on");
                    console.line(console.pick(&zh, &en));
                }
            }
            Ok(Answer::Yes)
        }
        Witness::Serve { data, listen } => serve(console, &data, listen),
        Witness::Key { data } => tell_key(console, &data),
        Witness::Show { data } => show(console, &data),
    }
}

/// The witness's key under its name.
fn key(data: &Path) -> anyhow::Result<NoteKey> {
    let read = |file: &str| {
        let path = data.join(file);
        std::fs::read_to_string(&path).with_context(|| format!("`{}`", path.display()))
    };
    let name: KeyName = read(NAME)?.trim_end().parse()?;
    let secret = SigningKey::from_pem(&read(KEY)?)?;
    Ok(NoteKey::new(name, Kind::Cosignature, secret)?)
}

fn tell_key(console: &Console, data: &Path) -> anyhow::Result<Answer> {
    let key = key(data)?.public().to_string();
    match console.json {
        true => console.value(&json!({ "key": key }))?,
        false => console.line(key),
    }
    Ok(Answer::Yes)
}

fn serve(console: &Console, data: &Path, listen: SocketAddr) -> anyhow::Result<Answer> {
    let memory = Witnessed::open(data).map_err(|error| explain(console, error))?;
    let witness = server::witness::Witness::new(key(data)?, world::machine(), memory);
    let router = server::witness::router(Arc::new(witness));
    let patience = serving::patience(console, None);
    let open = serving::Open { address: listen, router, patience, tls: None };
    let listening = serving::listen(console, open, |_| Ok(()));
    serving::runtime()?.block_on(listening)?;
    Ok(Answer::Yes)
}

fn show(console: &Console, data: &Path) -> anyhow::Result<Answer> {
    let mut all = Vec::new();
    for (file, note) in Witnessed::notes(data).map_err(|error| explain(console, error))? {
        let (checkpoint, note) = Checkpoint::read(&note).with_context(|| file.clone())?;
        all.push((file.contains("-refused-"), checkpoint, note));
    }
    if console.json {
        let value = |(refused, checkpoint, note): &(bool, Checkpoint, ledger::Note)| {
            json!({
                "log": checkpoint.origin.as_str(), "refused": refused,
                "size": checkpoint.head.size, "root": checkpoint.head.root.to_string(),
                "note": note.to_string(),
            })
        };
        console.value(&all.iter().map(value).collect::<Vec<Value>>())?;
    } else {
        for (refused, _, note) in &all {
            if *refused {
                console.line(console.pick("# 已拒绝签署", "# refused"));
            }
            console.line(note);
        }
    }
    let refused = all.iter().any(|(refused, ..)| *refused);
    Ok(if refused { Answer::No } else { Answer::Yes })
}

/// What a person can do about a folder that does not open.
fn explain(console: &Console, error: store::Error) -> anyhow::Error {
    let (zh, en) = if let store::Error::NoFolder(dir) = &error {
        let dir = dir.display();
        (
            format!("`{dir}` 中没有见证方。先运行：anshen witness init --data {dir} --name 名称"),
            format!(
                "there is no witness in `{dir}`. First: anshen witness init --data {dir} \
                 --name NAME"
            ),
        )
    } else if let store::Error::InUse(dir) = &error {
        let dir = dir.display();
        (format!("`{dir}` 正由另一进程使用"), format!("`{dir}` is in use by another process"))
    } else {
        return error.into();
    };
    anyhow!("{}", console.pick(&zh, &en))
}
