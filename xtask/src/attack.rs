//! `cargo xtask attack`: programs of others try an office of the demonstration. Schemathesis sends
//! what the description of the API allows and what it does not, as every role in turn: no answer is
//! a fault of ours (5xx), and every answer is as described.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context as _, bail};

use crate::debian::{self, PYTHON, VENV};
use crate::machine::{cargo, root, run as shell, say};

const REQUIREMENTS: &str = "xtask/attack-requirements.txt";
/// How long an office may take to begin.
const PATIENCE: Duration = Duration::from_secs(300);
/// What is held against every answer.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
                      response_schema_conformance";

/// Operations that put whoever tries them out: after them nothing more would be tried as him.
const LEFT_OUT: &[&str] = &[
    "delete-api-v1-session",
    "delete-api-v1-tokens-id",
    "delete-api-v1-me-sessions",
    "delete-api-v1-accounts-id-sessions",
    "delete-api-v1-accounts-id-roles-grant",
    "put-api-v1-accounts-id",
    "put-api-v1-entrance",
];

/// The chore; so many examples an operation, 20 where nothing is said.
pub fn run(words: &[String]) -> anyhow::Result<bool> {
    let examples = match words {
        [] => 20,
        [count] => count.parse::<u32>().with_context(|| format!("`{count}` is no number"))?,
        _ => bail!("cargo xtask attack [EXAMPLES]"),
    };
    let python = environment()?;
    if !shell(&mut cargo(&["build", "--profile", "demo", "-p", "anshen"]))? {
        return Ok(false);
    }
    let data = root().join("target/attack-office");
    if data.exists() {
        fs::remove_dir_all(&data).context("cannot clear `target/attack-office`")?;
    }
    let mut office = Command::new(root().join("target/demo/anshen"))
        .args(["demo", "--port", "0", "--data"])
        .arg(&data)
        .stdout(Stdio::null())
        .spawn()
        .context("cannot start the office")?;
    let tried = begun(&mut office, &data).and_then(|place| attack(&python, &place, examples));
    let _ = office.kill();
    let _ = office.wait();
    tried
}

/// Where the office is, and a token for each of its people.
struct Place {
    base: String,
    tokens: Vec<(String, String)>,
}

fn begun(office: &mut Child, data: &Path) -> anyhow::Result<Place> {
    let mut waited = Duration::ZERO;
    loop {
        let text = fs::read_to_string(data.join("demo.env")).unwrap_or_default();
        let lines = text.lines().filter_map(|line| line.split_once('='));
        let mut tokens: Vec<(String, String)> = lines
            .map(|(name, value)| (name.to_owned(), value.trim_matches('\'').to_owned()))
            .collect();
        let base = tokens.iter().position(|(name, _)| name == "BASE");
        if let Some((_, base)) = base.map(|at| tokens.remove(at)) {
            tokens.retain(|(_, value)| value.starts_with("at_"));
            return Ok(Place { base, tokens });
        }
        if let Some(status) = office.try_wait()? {
            bail!("the office ended before it began ({status})");
        }
        if PATIENCE < waited {
            bail!("no office within {PATIENCE:?}");
        }
        sleep(Duration::from_millis(200));
        waited += Duration::from_millis(200);
    }
}

/// Every role in turn, and somebody who is not signed in.
fn attack(python: &Path, place: &Place, examples: u32) -> anyhow::Result<bool> {
    let nobody = ("nobody".to_owned(), String::new());
    let mut failed = Vec::new();
    for (who, token) in std::iter::once(&nobody).chain(&place.tokens) {
        say(format!("\n== {who}"));
        let mut command = Command::new(python.with_file_name("schemathesis"));
        command.arg("run").arg(format!("{}/api/v1/openapi.json", place.base));
        command.args(["--checks", CHECKS, "--max-examples", &examples.to_string()]);
        command.args(["--seed", "1", "--generation-database", "none", "--no-color"]);
        command.args(["--continue-on-failure", "--workers", "2"]);
        command.args(LEFT_OUT.iter().flat_map(|one| ["--exclude-operation-id", one]));
        if !token.is_empty() {
            command.args(["-H", &format!("Authorization: Bearer {token}")]);
        }
        if !shell(&mut command)? {
            failed.push(who.as_str());
        }
    }
    say(if failed.is_empty() {
        "attack: nothing found".to_owned()
    } else {
        format!("attack: something was found as {}", failed.join(", "))
    });
    Ok(failed.is_empty())
}

/// A Python environment with the program in it.
fn environment() -> anyhow::Result<PathBuf> {
    debian::need(&[&PYTHON, &VENV])?;
    let folder = root().join("target/attack-venv");
    let python = folder.join("bin/python");
    if python.with_file_name("schemathesis").exists() {
        return Ok(python);
    }
    if !shell(Command::new("python3").args(["-m", "venv"]).arg(&folder))? {
        bail!("python3 could not make the environment `{}`", folder.display());
    }
    let install = ["-m", "pip", "install", "--quiet", "-r", REQUIREMENTS];
    if !shell(Command::new(&python).args(install).current_dir(root()))? {
        bail!("pip could not install {REQUIREMENTS}");
    }
    Ok(python)
}
