//! Help, the version, and a command line that cannot be understood.

use std::io::{self, ErrorKind, Write as _};
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind as Wrong};
use law::Language;

use crate::console;

/// Prints what clap has to say: help as asked for, or what is wrong; in Chinese under a sentence of
/// ours.
pub fn tell(wrong: &clap::Error) -> ExitCode {
    let status = u8::try_from(wrong.exit_code()).map_or(ExitCode::from(2), ExitCode::from);
    if wrong.use_stderr() && language() == Language::Zh {
        let _ = writeln!(io::stderr().lock(), "错误: 命令行用法有误：{}。原文：", zh(wrong));
    }
    match wrong.print() {
        Err(unwritten) if unwritten.kind() != ErrorKind::BrokenPipe => {
            let _ = writeln!(io::stderr().lock(), "error: {unwritten}");
            ExitCode::from(2)
        }
        Ok(()) | Err(_) => status,
    }
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

/// What is wrong, in a sentence.
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
    let context = [ContextKind::InvalidSubcommand, ContextKind::InvalidArg];
    let named = context.into_iter().find_map(|kind| wrong.get(kind)).and_then(|it| match it {
        ContextValue::String(one) => Some(one.clone()),
        ContextValue::Strings(all) => Some(all.join("、")),
        _ => None,
    });
    named.map_or(what.to_owned(), |named| format!("{what} `{named}`"))
}
