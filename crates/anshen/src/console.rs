//! The terminal: language, JSON or words, and where text goes.

use std::io::{self, ErrorKind, Write as _};
use std::sync::OnceLock;

use clap::{Args, ValueEnum};
use law::{Language, Words};
use serde::Serialize;

use crate::faults;

/// Whether the answer is yes (exit status 0) or no (1). Bad usage and unreadable input are errors,
/// status 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Done, or so it is.
    Yes,
    /// Refused, differs, invalid.
    No,
}

/// A language as typed on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Lang {
    Zh,
    En,
}

/// Why the answer could not be written, once it could not.
static UNWRITTEN: OnceLock<io::Error> = OnceLock::new();

/// Options of every command.
#[derive(Debug, Args)]
pub struct Options {
    /// 语言 · Language of the answer; else LC_ALL, LC_MESSAGES, LANG
    #[arg(long, global = true, value_enum)]
    lang: Option<Lang>,
    /// 以 JSON 输出 · Answer as JSON
    #[arg(long, global = true)]
    json: bool,
    /// 密钥文件；默认为数据目录中的 root.keys · The key file; by default `root.keys` in the data folder
    #[arg(long, global = true, value_name = "FILE", env = "ANSHEN_KEY_FILE")]
    pub key_file: Option<std::path::PathBuf>,
}

/// How this run speaks.
#[derive(Debug, Clone, Copy)]
pub struct Console {
    /// The language of words.
    pub language: Language,
    /// JSON instead of words.
    pub json: bool,
}

impl Console {
    /// From the options, else the locale.
    pub fn new(options: &Options) -> Console {
        let language = match options.lang {
            Some(Lang::Zh) => Language::Zh,
            Some(Lang::En) => Language::En,
            None => locale(),
        };
        Console { language, json: options.json }
    }

    /// The text in the language of this run.
    pub fn say<'a>(&self, words: &'a Words) -> &'a str {
        words.text(self.language)
    }

    /// Picks between two texts.
    pub fn pick<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    /// Prints a line.
    pub fn line(&self, text: impl std::fmt::Display) {
        keep(writeln!(io::stdout().lock(), "{text}"));
    }

    /// Prints a text as it is, with no line end of its own.
    pub fn text(&self, text: &str) {
        keep(io::stdout().lock().write_all(text.as_bytes()));
    }

    /// Whether all that was printed is written: an answer on a full disk is no answer.
    pub fn written(&self) -> anyhow::Result<()> {
        keep(io::stdout().lock().flush());
        match UNWRITTEN.get() {
            None => Ok(()),
            Some(error) => {
                let zh = "写不出结果";
                let what = self.pick(zh, "the answer cannot be written");
                Err(anyhow::Error::msg(error.to_string()).context(what.to_owned()))
            }
        }
    }

    /// Prints a value as JSON.
    pub fn value(&self, value: &impl Serialize) -> anyhow::Result<()> {
        let text = serde_json::to_string(value)?;
        self.line(text);
        Ok(())
    }

    /// Says on the error stream what was refused, and why.
    pub fn refusal(&self, reason: &str) -> anyhow::Result<Answer> {
        let head = self.pick("不予办理", "refused");
        let _ = writeln!(io::stderr().lock(), "{head}: {reason}");
        Ok(Answer::No)
    }

    /// Says something on the error stream, beside what is answered.
    pub fn aside(&self, text: &str) {
        let _ = writeln!(io::stderr().lock(), "{text}");
    }

    /// Says on the error stream what went wrong.
    pub fn fault(&self, error: &anyhow::Error) {
        let head = self.pick("错误", "error");
        let causes = error.chain().map(|cause| {
            let words = faults::words(cause);
            words.map_or_else(|| cause.to_string(), |words| self.say(&words).to_owned())
        });
        let told = match self.language {
            Language::En => causes.collect::<Vec<_>>().join(": "),
            Language::Zh => chinese(causes),
        };
        let _ = writeln!(io::stderr().lock(), "{head}: {told}");
    }
}

/// Keeps why something could not be written. A reader that went away (`| head`) is no failure: it
/// has what it wanted.
fn keep(written: io::Result<()>) {
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            // The first reason is the one that is told.
            let _ = UNWRITTEN.set(error);
        }
        Ok(()) | Err(_) => {}
    }
}

/// An error and its causes in Chinese; what a cause says in another language stands in brackets as
/// it is.
pub fn chinese(causes: impl Iterator<Item = String>) -> String {
    let mut told = String::new();
    for cause in causes {
        if !is_chinese(&cause) {
            let head = if told.is_empty() { "未能完成" } else { "" };
            told = format!("{told}{head}（原文：{cause}）");
        } else if told.is_empty() {
            told = cause;
        } else {
            told = format!("{told}：{cause}");
        }
    }
    told
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// The language of the locale; Chinese where the locale says nothing, as on every page.
#[expect(clippy::disallowed_methods, reason = "this crate reads the environment for all others")]
pub fn locale() -> Language {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty());
    match set {
        Some(value) if value.starts_with("en") => Language::En,
        Some(_) | None => Language::Zh,
    }
}
