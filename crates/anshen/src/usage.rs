//! Help, the version, and a command line that cannot be understood.

use std::io::{self, ErrorKind, Write as _};
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind as Wrong};
use law::Language;

use crate::console;

/// Prints help as asked for, or what is wrong: clap's words in English, ours in Chinese.
pub fn tell(wrong: &clap::Error) -> ExitCode {
    let status = u8::try_from(wrong.exit_code()).map_or(ExitCode::from(2), ExitCode::from);
    if wrong.use_stderr() && language() == Language::Zh {
        let _ = writeln!(io::stderr().lock(), "错误: 命令行用法有误：{}", zh(wrong));
        if !shows_help(wrong) {
            return status;
        }
    }
    match wrong.print() {
        Err(unwritten) if unwritten.kind() != ErrorKind::BrokenPipe => {
            let _ = writeln!(io::stderr().lock(), "error: {unwritten}");
            ExitCode::from(2)
        }
        Ok(()) | Err(_) => status,
    }
}

/// Whether what clap prints is its help, which is in both languages.
fn shows_help(wrong: &clap::Error) -> bool {
    wrong.kind() == Wrong::DisplayHelpOnMissingArgumentOrSubcommand
}

/// The language asked for, as far as a command line that is not understood says it.
fn language() -> Language {
    let mut words = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned());
    let mut asked = None;
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--lang") {
            Some("") => words.next(),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => None,
        };
        asked = value.or(asked);
    }
    match asked.as_deref() {
        Some("zh") => Language::Zh,
        Some("en") => Language::En,
        Some(_) | None => console::locale(),
    }
}

/// What is wrong, what would be right, and how the command is written.
#[expect(clippy::wildcard_enum_match_arm, reason = "clap's list of kinds grows")]
fn zh(wrong: &clap::Error) -> String {
    let what = match wrong.kind() {
        Wrong::InvalidSubcommand => "没有这个命令",
        Wrong::UnknownArgument => "不认识的参数",
        Wrong::InvalidValue | Wrong::ValueValidation => "参数的取值不可用",
        Wrong::NoEquals => "参数与取值之间应有“=”",
        Wrong::TooManyValues | Wrong::TooFewValues | Wrong::WrongNumberOfValues => "取值的个数不对",
        Wrong::ArgumentConflict => "参数重复，或者不能同时使用",
        Wrong::MissingRequiredArgument => "缺少必需的参数",
        Wrong::MissingSubcommand | Wrong::DisplayHelpOnMissingArgumentOrSubcommand => "缺少命令",
        Wrong::InvalidUtf8 => "参数不是 UTF-8 文字",
        _ => "无法理解",
    };
    let mut told = what.to_owned();
    let named = named(wrong, ContextKind::InvalidSubcommand);
    if let Some(name) = named.or_else(|| self::named(wrong, ContextKind::InvalidArg)) {
        told = format!("{told} {name}");
    }
    for (kind, before) in [
        (ContextKind::InvalidValue, "：所给为 "),
        (ContextKind::PriorArg, "，不与此同用："),
        (ContextKind::ValidValue, "；可用的取值："),
        (ContextKind::SuggestedSubcommand, "；是否想写 "),
        (ContextKind::SuggestedArg, "；是否想写 "),
        (ContextKind::SuggestedValue, "；是否想写 "),
    ] {
        if let Some(names) = self::named(wrong, kind) {
            told = format!("{told}{before}{names}");
        }
    }
    if let Some(cause) = std::error::Error::source(wrong) {
        told = format!("{told}（原文：{cause}）");
    }
    if shows_help(wrong) {
        return told;
    }
    if let Some(ContextValue::StyledStr(usage)) = wrong.get(ContextKind::Usage) {
        let usage = usage.to_string();
        told = format!("{told}\n用法：{}", usage.trim_start_matches("Usage: ").trim_end());
    }
    format!("{told}\n加 --help 可看说明")
}

/// What clap names under a kind, each in backquotes.
#[expect(clippy::wildcard_enum_match_arm, reason = "clap's list of values grows")]
fn named(wrong: &clap::Error, kind: ContextKind) -> Option<String> {
    let names = match wrong.get(kind)? {
        ContextValue::String(one) => std::slice::from_ref(one),
        ContextValue::Strings(all) => all.as_slice(),
        _ => return None,
    };
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    (!quoted.is_empty()).then(|| quoted.join("、"))
}
