//! The machine a chore runs on: its clock, its programs, its terminal.

use std::fmt::Display;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

/// The folder of the workspace.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Prints a line. A reader that went away ends the printing, not the chore.
pub fn say(text: impl Display) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}");
    let _ = out.flush();
}

/// Runs `work` and says how long it took.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = now();
    let result = work();
    (result, start.elapsed())
}

/// The clock of the chores.
#[expect(clippy::disallowed_methods, reason = "chores measure how long they take")]
pub fn now() -> Instant {
    Instant::now()
}

/// A variable of the environment.
#[expect(clippy::disallowed_methods, reason = "chores run on the machine as it is set up")]
pub fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whether a program of this name is on the path.
pub fn has_program(name: &str) -> bool {
    let path = environment("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(name).is_file())
}

/// Whether this process may install packages.
pub fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// Runs a command in the workspace, its output on the terminal; true if it ended with status 0.
pub fn run(command: &mut Command) -> anyhow::Result<bool> {
    let line = words(command);
    say(format!("$ {line}"));
    let status =
        command.current_dir(root()).status().with_context(|| format!("cannot start `{line}`"))?;
    Ok(status.success())
}

/// What a command prints; an error if it fails, with what it said.
pub fn output(command: &mut Command) -> anyhow::Result<String> {
    let line = words(command);
    let output =
        command.current_dir(root()).output().with_context(|| format!("cannot start `{line}`"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{line}` failed ({}): {}", output.status, said.trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{line}` printed no text"))
}

/// `cargo` as it was called, so that the toolchain stays the same.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(environment("CARGO").unwrap_or_else(|| "cargo".to_owned()));
    command.args(arguments);
    if environment("CI").is_some() {
        // WHY: a clean machine builds once; what incremental builds write is never read again.
        command.env("CARGO_INCREMENTAL", "0");
    }
    command
}

/// The platform of this machine, as rustc names it.
pub fn host() -> anyhow::Result<String> {
    let version = output(&mut cargo(&["-vV"]))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("`cargo -vV` names no host")
}

/// The command as one would type it.
fn words(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program());
    let mut line = name.to_string_lossy().into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}

/// A duration for a reader: `3m12s`, `4.1s`.
pub fn lasting(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds < 60 {
        return format!("{:.1}s", duration.as_secs_f64());
    }
    format!("{}m{:02}s", seconds / 60, seconds % 60)
}
