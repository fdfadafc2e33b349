//! Where the peers live: a Python environment of their own under `target/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, bail};

use crate::debian::{self, PYTHON, VENV};
use crate::machine::{root, run as shell, say};

const REQUIREMENTS: &str = "bench/requirements.txt";

/// The Python of the environment, made and filled if need be.
pub fn python() -> anyhow::Result<PathBuf> {
    debian::need(&[&PYTHON])?;
    let folder = root().join("target/bench-venv");
    let python = folder.join("bin/python");
    let stamp = folder.join("requirements.txt");
    let wanted = fs::read_to_string(root().join(REQUIREMENTS))
        .with_context(|| format!("cannot read `{REQUIREMENTS}`"))?;
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    debian::need(&[&VENV])?;
    say("installing the peers");
    make(&folder, &python)?;
    fs::write(&stamp, wanted).with_context(|| format!("cannot write `{}`", stamp.display()))?;
    Ok(python)
}

fn make(folder: &Path, python: &Path) -> anyhow::Result<()> {
    if !shell(Command::new("python3").args(["-m", "venv"]).arg(folder))? {
        bail!("python3 could not make the environment `{}`", folder.display());
    }
    let install = ["-m", "pip", "install", "--quiet", "-r", REQUIREMENTS];
    if shell(Command::new(python).args(install))? {
        return Ok(());
    }
    bail!(
        "pip could not reach its registry. With a mirror or a folder of wheels at hand:\n\n    \
         {} -m pip install --index-url URL -r {REQUIREMENTS}\n",
        python.display()
    )
}
