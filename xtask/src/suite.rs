//! `cargo xtask test`: everything that must hold, in one command, on a fresh Debian 12.

use std::io::{BufRead as _, BufReader, Read};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, bail};

use crate::debian::{
    self, AGE, CHINESE_FONT, CHROMEDRIVER, CHROMIUM, COMPILER, CURL, OPENSSL, PYTHON, PYTHON_DOCX,
    REPORTLAB, SOFTHSM, VENV, XMLLINT,
};
use crate::machine::{cargo, has_program, host, lasting, root, run as shell, say, timed};
use crate::tidy;

/// What is built only where it is asked for, and tested everywhere.
const FEATURES: &str = "seal/pkcs11";

/// Runs all stages, also those after one that failed; closes with the lines in which the test
/// runner counts.
pub fn run() -> anyhow::Result<bool> {
    debian::need(&[
        &AGE,
        &COMPILER,
        &CURL,
        &CHROMIUM,
        &CHROMEDRIVER,
        &CHINESE_FONT,
        &OPENSSL,
        &PYTHON,
        &REPORTLAB,
        &PYTHON_DOCX,
        &SOFTHSM,
        &VENV,
        &XMLLINT,
    ])?;
    let mut counts = Vec::new();
    let stages = [
        stage("fetch", fetch)?,
        stage("format", || shell(&mut cargo(&["fmt", "--all", "--check"])))?,
        stage("tidy", tidy::run)?,
        stage("deny", deny)?,
        stage("clippy", clippy)?,
        stage("tests", || tests(&mut counts))?,
    ];
    say("\n== stages");
    for stage in &stages {
        let took = lasting(stage.took);
        say(format!("{:>8}  {:<8} {took}", stage.word(), stage.name));
    }
    let total: Duration = stages.iter().map(|stage| stage.took).sum();
    say(format!("   total           {}\n", lasting(total)));
    counts.iter().for_each(say);
    Ok(stages.iter().all(|stage| stage.passed))
}

struct Stage {
    name: &'static str,
    passed: bool,
    took: Duration,
}

impl Stage {
    fn word(&self) -> &'static str {
        if self.passed { "passed" } else { "FAILED" }
    }
}

fn stage(name: &'static str, work: impl FnOnce() -> anyhow::Result<bool>) -> anyhow::Result<Stage> {
    say(format!("\n== {name}"));
    let (outcome, took) = timed(work);
    let passed = outcome.with_context(|| format!("stage `{name}` could not run"))?;
    let stage = Stage { name, passed, took };
    say(format!("== {name} {} in {}", stage.word(), lasting(took)));
    Ok(stage)
}

/// The crates this machine builds, and that the lock file is the one they were chosen by.
fn fetch() -> anyhow::Result<bool> {
    let host = host()?;
    shell(&mut cargo(&["fetch", "--locked", "--target", &host]))
}

fn clippy() -> anyhow::Result<bool> {
    let all = ["clippy", "--workspace", "--all-targets", "--features", FEATURES];
    shell(cargo(&all).args(["--", "-D", "warnings"]))
}

/// The full check of licences and sources where its tool is installed; the core of it, no banned
/// crate and no licence off the list, is part of tidy and always runs.
fn deny() -> anyhow::Result<bool> {
    if has_program("cargo-deny") {
        // It looks at the crates of every platform, not only of this one.
        if !shell(&mut cargo(&["fetch", "--locked"]))? {
            return Ok(false);
        }
        let checks = ["deny", "--offline", "check", "licenses", "bans", "sources"];
        return shell(&mut cargo(&checks));
    }
    say("********************************************************************************");
    say("*** cargo-deny is NOT installed: of deny.toml only the licences and the banned  ***");
    say("*** crates were checked, by tidy. For the rest: cargo install cargo-deny --locked ***");
    say("********************************************************************************");
    Ok(true)
}

/// All tests of the workspace; keeps the lines in which the runner counts.
fn tests(counts: &mut Vec<String>) -> anyhow::Result<bool> {
    let mut command = if has_program("cargo-nextest") {
        cargo(&["nextest", "run", "--workspace", "--no-fail-fast", "--features", FEATURES])
    } else {
        say("cargo-nextest is not installed: cargo test runs the same tests, more slowly");
        cargo(&["test", "--workspace", "--no-fail-fast", "--features", FEATURES])
    };
    let (passed, lines) = forward(&mut command)?;
    if lines.is_empty() {
        bail!("the test runner counted nothing");
    }
    *counts = lines;
    Ok(passed)
}

/// Runs a command, passes on every line it prints and returns those that count tests.
fn forward(command: &mut Command) -> anyhow::Result<(bool, Vec<String>)> {
    let mut child = command
        .current_dir(root())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("cannot start the test runner")?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let lines = std::thread::scope(|scope| {
        let out = scope.spawn(move || out.map(pass_on).unwrap_or_default());
        let err = scope.spawn(move || err.map(pass_on).unwrap_or_default());
        let (out, err) = (out.join(), err.join());
        [out.unwrap_or_default(), err.unwrap_or_default()].concat()
    });
    Ok((child.wait()?.success(), lines))
}

fn pass_on(stream: impl Read) -> Vec<String> {
    let mut counts = Vec::new();
    let mut reader = BufReader::new(stream);
    let mut bytes = Vec::new();
    while reader.read_until(b'\n', &mut bytes).is_ok_and(|length| 0 < length) {
        let line = String::from_utf8_lossy(&bytes).trim_end().to_owned();
        say(&line);
        if is_count(&line) {
            counts.push(line);
        }
        bytes.clear();
    }
    counts
}

/// `Summary [ 0.1s] 3 tests run: …` of nextest, `test result: ok. 3 passed; …` of cargo test; what
/// nextest shows, indented, of a test that failed does not count.
fn is_count(line: &str) -> bool {
    line.trim_start().starts_with("Summary [") || line.starts_with("test result: ")
}

#[cfg(test)]
mod tests {
    use super::is_count;

    #[test]
    fn count_lines_of_both_runners_are_known() {
        assert!(is_count("     Summary [   0.012s] 3 tests run: 3 passed, 0 skipped"));
        assert!(is_count("test result: ok. 3 passed; 0 failed; 0 ignored"));
        assert!(!is_count("    test result: FAILED. 0 passed; 1 failed; 0 ignored"));
        assert!(!is_count("test tidy::tests::the_house_is_tidy ... ok"));
    }
}
