//! Tools that share no code with us: `bpmn-moddle`, which reads BPMN for most of the world's
//! modellers, and the schemas of the OMG, which its package carries, with `xmllint`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::charts;

/// The package and its version, as npm names it.
const PACKAGE: &str = "bpmn-moddle@10.3.1";

/// Where npm puts it; installed once where it can be had.
fn modules() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("npm");
    let there = |folder: &Path| folder.join("node_modules/bpmn-moddle/package.json").is_file();
    if !there(&folder) {
        std::fs::create_dir_all(&folder).expect("a folder for tools");
        let quiet = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"];
        let mut npm = Command::new("npm");
        let done = npm.args(quiet).arg(&folder).arg(PACKAGE).output();
        if done.is_err() || !there(&folder) {
            return None;
        }
    }
    Some(folder)
}

/// Every version as a file: its path, and how many boxes and arrows the chart has.
fn files(test: &str) -> Vec<(PathBuf, usize, usize)> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    std::fs::create_dir_all(&folder).expect("a folder");
    let write = |(regime, chart): &(std::sync::Arc<law::Regime>, diagram::Chart)| {
        let path = folder.join(format!("{}.bpmn", regime.id));
        std::fs::write(&path, diagram::bpmn(chart)).expect("a file");
        // A family is a start, a frame and an end, and two arrows.
        let families = chart.families.len();
        (path, chart.nodes.len() + 3 * families, chart.flows.len() + 2 * families)
    };
    charts().iter().map(write).collect()
}

#[test]
fn bpmn_moddle_reads_every_version_without_a_warning() {
    let Some(modules) = modules() else {
        eprintln!("SKIPPED: npm and {PACKAGE} cannot be had: no foreign reader read our BPMN");
        return;
    };
    let files = files("moddle");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/moddle.mjs");
    let mut node = Command::new("node");
    node.arg(script).arg(modules).args(files.iter().map(|(path, ..)| path));
    let output = node.output().expect("node runs where npm does");
    let (said, wrong) = (String::from_utf8_lossy(&output.stdout), output.stderr);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&wrong));
    assert_eq!(said.lines().count(), files.len());
    for (line, (path, nodes, flows)) in said.lines().zip(&files) {
        let found: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let expected = serde_json::json!({
            "warnings": [], "nodes": nodes, "flows": flows, "undrawn": 0, "loose": 0,
        });
        assert_eq!(found, expected, "{}", path.display());
    }
}

#[test]
fn every_version_is_valid_by_the_schemas_of_the_omg() {
    let schema = modules()
        .map(|folder| folder.join("node_modules/bpmn-moddle/resources/bpmn/xsd/BPMN20.xsd"));
    let xmllint = Command::new("xmllint").arg("--version").output().is_ok();
    let Some(schema) = schema.filter(|schema| schema.is_file() && xmllint) else {
        eprintln!("SKIPPED: the schemas of BPMN or xmllint (libxml2-utils) cannot be had");
        return;
    };
    for (path, ..) in files("schema") {
        let mut lint = Command::new("xmllint");
        lint.args(["--nonet", "--noout", "--schema"]).arg(&schema).arg(&path);
        let output = lint.output().expect("xmllint runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {said}", path.display());
    }
}
