//! `cargo xtask bench`: our speed beside named peers, in one run. Each round runs every side
//! once, in turn, so that what the machine does besides falls on all alike; medians are compared.

mod peers;
mod report;
mod serve;
mod workload;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, bail};
use serde_json::Value;

use crate::debian;
use crate::machine::{cargo, output, root, run as shell, say};
use report::Outcome;
use workload::{Program, WORKLOADS, Workload};

/// The chore: all workloads, or those named. False if a goal is missed.
pub fn run(names: &[String]) -> anyhow::Result<bool> {
    let chosen = choose(names)?;
    let python = peers::python()?;
    let mut outcomes = Vec::new();
    for workload in chosen {
        say(format!("\n== {}: {}", workload.name, workload.about));
        if let Some(missing) = missing(workload) {
            say(format!("*** not measured: {missing} does not stand yet"));
            outcomes.push(Outcome::not_measured(workload));
            continue;
        }
        build(workload)?;
        outcomes.push(measure(workload, &python)?);
    }
    report::write(&root().join("target/bench.json"), &outcomes)?;
    report::table(&outcomes);
    Ok(outcomes.iter().all(Outcome::holds))
}

fn choose(names: &[String]) -> anyhow::Result<Vec<&'static Workload>> {
    if names.is_empty() {
        return Ok(WORKLOADS.iter().collect());
    }
    let find = |name: &String| {
        let known: Vec<&str> = WORKLOADS.iter().map(|workload| workload.name).collect();
        let found = WORKLOADS.iter().find(|workload| workload.name == name);
        found.with_context(|| format!("no workload `{name}`: {}", known.join(", ")))
    };
    names.iter().map(find).collect()
}

/// The source of an example that is not there.
fn missing(workload: &Workload) -> Option<String> {
    workload.sides.iter().find_map(|side| match side.program {
        Program::Example(room, example, _) => {
            let file = format!("crates/{room}/examples/{example}.rs");
            (!root().join(&file).is_file()).then_some(file)
        }
        Program::Peer(..) | Program::C(..) | Program::Serve => None,
    })
}

/// Builds what will be measured, before anything is.
fn build(workload: &Workload) -> anyhow::Result<()> {
    for side in workload.sides {
        let mut command = match side.program {
            Program::Example(room, example, _) => {
                cargo(&["build", "--release", "-p", room, "--example", example])
            }
            Program::Serve => cargo(&["build", "--release", "-p", "anshen"]),
            Program::C(source, library) => {
                debian::need(&[&debian::COMPILER, &debian::LIBGCRYPT])?;
                compile(source, library)?
            }
            Program::Peer(..) => continue,
        };
        if !shell(&mut command)? {
            bail!("`{}` cannot be built", side.name);
        }
    }
    Ok(())
}

/// The compiler's command for a C program of the peers.
fn compile(source: &str, library: &str) -> anyhow::Result<Command> {
    let program = compiled(source);
    if let Some(folder) = program.parent() {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot make `{}`", folder.display()))?;
    }
    let mut command = Command::new("cc");
    command.args(["-O2", "-o"]).arg(program).arg(root().join("bench/peers").join(source));
    command.arg(format!("-l{library}"));
    Ok(command)
}

fn measure(workload: &'static Workload, python: &Path) -> anyhow::Result<Outcome> {
    let folder = root().join("target/bench").join(workload.name);
    if folder.exists() {
        fs::remove_dir_all(&folder)
            .with_context(|| format!("cannot clear `{}`", folder.display()))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    if let Some(program) = workload.prepare {
        figures(program, python, &folder)?;
    }
    let mut rounds: BTreeMap<&'static str, Vec<Value>> = BTreeMap::new();
    for round in 1..=workload.rounds {
        for side in workload.sides {
            let value = figures(side.program, python, &folder)
                .with_context(|| format!("`{}` of workload `{}`", side.name, workload.name))?;
            say(format!("   round {round}  {:<14} {value}", side.name));
            rounds.entry(side.name).or_default().push(value);
        }
    }
    Ok(Outcome::measured(workload, rounds))
}

/// Runs a program once; the last line it prints is its figures.
fn figures(program: Program, python: &Path, folder: &Path) -> anyhow::Result<Value> {
    let (mut command, words) = match program {
        Program::Example(_, example, words) => (Command::new(release(example)), words),
        Program::Peer(script, words) => {
            let mut command = Command::new(python);
            command.arg(root().join("bench/peers").join(script));
            (command, words)
        }
        Program::C(source, _) => (Command::new(compiled(source)), &[] as &[&str]),
        Program::Serve => return serve::measure(folder),
    };
    let folder = folder.to_string_lossy();
    let (python, peers) = (python.to_string_lossy(), root().join("bench/peers"));
    let peers = peers.to_string_lossy();
    let filled = |word: &&str| {
        word.replace("{dir}", &folder).replace("{python}", &python).replace("{peers}", &peers)
    };
    command.args(words.iter().map(filled));
    let text = output(&mut command)?;
    let last = text.lines().last().unwrap_or_default();
    serde_json::from_str(last).with_context(|| format!("the last line is no JSON: `{last}`"))
}

fn release(example: &str) -> PathBuf {
    root().join("target/release/examples").join(example)
}

fn compiled(source: &str) -> PathBuf {
    root().join("target/bench-peers").join(source).with_extension("")
}
