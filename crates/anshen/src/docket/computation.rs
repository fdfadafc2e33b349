//! A receipt of a computation: the page, the versions of the law, what was known of holidays, and
//! the result; and the same computation run again.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;
use calendar::Calendar;
use jiff::civil::Date;
use law::Book;
use review::docket::{Instead, LimitReport, Replay, ScenarioReport, read_page, replay};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::console::Console;
use crate::office;

/// What a receipt of this kind says it is.
const KIND: &str = "docket-explain/1";

/// How many differences are told.
const TOLD: usize = 20;

/// A receipt.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Computation {
    computation: String,
    /// The version of the program.
    program: String,
    /// The day as of whose knowledge of holidays it was computed.
    known_on: Date,
    /// SHA-256 of the file of every version, hex.
    laws: BTreeMap<String, String>,
    page: PageKept,
    /// The version taken instead of that of the page.
    law: Option<law::RegimeId>,
    /// Readings taken instead.
    positions: Vec<(String, String)>,
    result: Value,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PageKept {
    name: String,
    sha256: String,
    text: String,
}

/// What running it again found.
#[derive(Debug, Serialize)]
pub struct Rerun {
    /// `equal`, `differs`, or `altered`: the page in it is not the one it was made from.
    pub verdict: &'static str,
    /// Places of the result that differ, as JSON pointers; the first of them.
    pub differs: Vec<String>,
    /// Versions whose files are not those it was made with.
    pub laws_changed: Vec<String>,
    /// The version of the program it was made with.
    pub program: String,
    /// The day as of whose knowledge of holidays it was computed.
    pub known_on: Date,
}

/// Computes, and keeps what went in and what came out.
pub fn keep(
    console: &Console,
    path: &Path,
    (name, text): (&str, &str),
    instead: &Instead,
) -> anyhow::Result<()> {
    let book = Book::built_in();
    let known_on = office::world::machine().today();
    let result = compute(&book, known_on, text, instead)?;
    let kept = Computation {
        computation: KIND.to_owned(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        known_on,
        laws: hashes(&book),
        page: PageKept { name: name.to_owned(), sha256: hash(text), text: text.to_owned() },
        law: instead.law.clone(),
        positions: instead.positions.clone(),
        result,
    };
    let mut written = serde_json::to_string_pretty(&kept)?;
    written.push('\n');
    std::fs::write(path, written)
        .with_context(|| format!("{} `{}`", console.pick("写不了", "cannot write"), path.display()))
}

/// A receipt of a computation; `None`: the bytes are something else.
pub fn read(bytes: &[u8]) -> Option<Computation> {
    let read: Computation = serde_json::from_slice(bytes).ok()?;
    (read.computation == KIND).then_some(read)
}

/// Runs it again, with what was known then of holidays.
pub fn rerun(kept: &Computation) -> anyhow::Result<Rerun> {
    let book = Book::built_in();
    let now = hashes(&book);
    let changed = kept.laws.iter().filter(|(id, hash)| now.get(*id) != Some(hash));
    let mut found = Rerun {
        verdict: "equal",
        differs: Vec::new(),
        laws_changed: changed.map(|(id, _)| id.clone()).collect(),
        program: kept.program.clone(),
        known_on: kept.known_on,
    };
    if hash(&kept.page.text) != kept.page.sha256 {
        found.verdict = "altered";
        found.differs.push("/page/text".to_owned());
        return Ok(found);
    }
    let instead = Instead { law: kept.law.clone(), positions: kept.positions.clone() };
    let result = compute(&book, kept.known_on, &kept.page.text, &instead)?;
    differences("/result", &kept.result, &result, &mut found.differs);
    if !found.differs.is_empty() {
        found.verdict = "differs";
    }
    Ok(found)
}

fn compute(book: &Book, known_on: Date, text: &str, instead: &Instead) -> anyhow::Result<Value> {
    let told = |faults: Vec<review::docket::Fault>| {
        let told = faults.iter().map(|fault| fault.tell("page", law::Language::En));
        anyhow::anyhow!(told.collect::<Vec<_>>().join("\n"))
    };
    let page = read_page(text).map_err(told)?;
    let calendar = Calendar::built_in().known_on(known_on);
    let replays = replay(book, &calendar, &page, instead).map_err(told)?;
    let mut result = Vec::new();
    for one in &replays {
        let report = serde_json::to_value(ScenarioReport::of(one))?;
        result.push(json!({ "replay": report, "explained": explained(one)? }));
    }
    Ok(Value::Array(result))
}

/// The grounds of every limit and every refusal of a section.
pub fn explained(replay: &Replay) -> anyhow::Result<Value> {
    let limits = replay.summary.limits.iter().zip(&replay.grounds);
    let limits = limits
        .map(|(limit, grounds)| json!({ "limit": LimitReport::of(limit), "grounds": grounds }));
    let refused = replay.steps.iter().filter(|step| step.refusal.is_some());
    let refusals = refused.map(|step| {
        json!({
            "line": step.line, "date": step.date, "act": step.command.act.name(),
            "refusal": step.refusal, "grounds": step.grounds,
        })
    });
    Ok(json!({
        "scenario": replay.scenario, "law": replay.law, "as_of": replay.as_of,
        "limits": limits.collect::<Vec<_>>(), "refusals": refusals.collect::<Vec<_>>(),
    }))
}

fn hashes(book: &Book) -> BTreeMap<String, String> {
    let all = book.all().chain(book.examples());
    all.map(|regime| (regime.id.to_string(), regime.hash.clone())).collect()
}

fn hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where two values differ, the first few places.
fn differences(at: &str, one: &Value, other: &Value, found: &mut Vec<String>) {
    if TOLD <= found.len() || one == other {
        return;
    }
    match (one, other) {
        (Value::Object(left), Value::Object(right)) => {
            let keys = left.keys().chain(right.keys().filter(|key| !left.contains_key(*key)));
            for key in keys {
                let none = Value::Null;
                let (left, right) =
                    (left.get(key).unwrap_or(&none), right.get(key).unwrap_or(&none));
                differences(&format!("{at}/{key}"), left, right, found);
            }
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            for (index, (left, right)) in left.iter().zip(right).enumerate() {
                differences(&format!("{at}/{index}"), left, right, found);
            }
        }
        _ => found.push(at.to_owned()),
    }
}
