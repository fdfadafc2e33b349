//! The terminal: language, JSON or words, and where text goes.

use std::io::Write as _;
use std::sync::OnceLock;

use clap::{Args, ValueEnum};
use law::{Language, Words};
use serde::Serialize;

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

/// Options of every command.
#[derive(Debug, Args)]
pub struct Options {
    /// 语言 · Language of the answer; else LC_ALL, LC_MESSAGES, LANG
    #[arg(long, global = true, value_enum)]
    lang: Option<Lang>,
    /// 以 JSON 输出 · Answer as JSON
    #[arg(long, global = true)]
    json: bool,
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

    /// Prints a line. What could not be written is told at the end by [`Console::unwritten`].
    pub fn line(&self, text: impl std::fmt::Display) {
        note(writeln!(std::io::stdout().lock(), "{text}"));
    }

    /// Prints a text as it is, with no line end of its own.
    pub fn text(&self, text: &str) {
        note(std::io::stdout().lock().write_all(text.as_bytes()));
    }

    /// Why not all of the answer was written, if it was not. A reader that went away (`| head`)
    /// has what it wanted.
    pub fn unwritten(&self) -> Option<&'static std::io::Error> {
        note(std::io::stdout().lock().flush());
        UNWRITTEN.get()
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
        let _ = writeln!(std::io::stderr().lock(), "{head}: {reason}");
        Ok(Answer::No)
    }

    /// Says on the error stream what went wrong.
    pub fn fault(&self, error: &anyhow::Error) {
        let head = self.pick("错误", "error");
        let _ = writeln!(std::io::stderr().lock(), "{head}: {error:#}");
    }
}

/// The first write that failed.
static UNWRITTEN: OnceLock<std::io::Error> = OnceLock::new();

fn note(written: std::io::Result<()>) {
    if let Err(error) = written
        && error.kind() != std::io::ErrorKind::BrokenPipe
    {
        // The first is told; those after it follow from it.
        let _ = UNWRITTEN.set(error);
    }
}

/// The language of the locale; Chinese where the locale says nothing, as on every page.
#[expect(clippy::disallowed_methods, reason = "this crate reads the environment for all others")]
fn locale() -> Language {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty());
    match set {
        Some(value) if value.starts_with("en") => Language::En,
        Some(_) | None => Language::Zh,
    }
}
