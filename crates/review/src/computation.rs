//! A receipt of a computation: the page of a docket, the versions of the law, what was known of
//! holidays, and the result; and the same computation run again.

use std::collections::BTreeMap;

use calendar::Calendar;
use jiff::civil::Date;
use law::{Book, Language, RegimeId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::Limit;
use crate::docket::{Fault, Instead, LimitReport, Replay, ScenarioReport, read_page, replay};

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
    /// Papers on holidays that an office took in beside those of the program, as files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    papers: Vec<String>,
    /// SHA-256 of the file of every version, hex.
    laws: BTreeMap<String, String>,
    page: PageKept,
    /// The version taken instead of that of the page.
    law: Option<RegimeId>,
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

/// What goes into a computation.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// The version of the program.
    pub program: &'a str,
    /// The versions of the law.
    pub book: &'a Book,
    /// The day as of whose knowledge of holidays it is computed.
    pub known_on: Date,
    /// Papers on holidays beside those of the program, as files.
    pub papers: &'a [String],
    /// What the page is called, and its text.
    pub page: (&'a str, &'a str),
    /// The version and the readings taken instead of those of the page.
    pub instead: &'a Instead,
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

/// Why nothing is computed.
#[derive(Debug, thiserror::Error)]
pub enum NotComputed {
    /// The page cannot be read, or names what does not exist.
    #[error("{}", told(.0))]
    Page(Vec<Fault>),
    /// A paper on holidays cannot be read.
    #[error("{}", .0.words().en)]
    Paper(law::Fault),
    /// The result cannot be written.
    #[error("the result cannot be written")]
    Written(#[from] serde_json::Error),
}

fn told(faults: &[Fault]) -> String {
    let told: Vec<String> = faults.iter().map(|fault| fault.tell("page", Language::En)).collect();
    told.join("\n")
}

impl Computation {
    /// Computes, and keeps what went in and what came out.
    ///
    /// # Errors
    /// The page or a paper cannot be read.
    pub fn of(inputs: &Inputs<'_>) -> Result<Computation, NotComputed> {
        let (name, text) = inputs.page;
        let (book, instead) = (inputs.book, inputs.instead);
        let result = compute(book, (inputs.known_on, inputs.papers), text, instead)?;
        Ok(Computation {
            computation: KIND.to_owned(),
            program: inputs.program.to_owned(),
            known_on: inputs.known_on,
            papers: inputs.papers.to_vec(),
            laws: hashes(book),
            page: PageKept { name: name.to_owned(), sha256: hash(text), text: text.to_owned() },
            law: instead.law.clone(),
            positions: instead.positions.clone(),
            result,
        })
    }

    /// A receipt of a computation; `None`: the bytes are something else.
    pub fn read(bytes: &[u8]) -> Option<Computation> {
        let read: Computation = serde_json::from_slice(bytes).ok()?;
        (read.computation == KIND).then_some(read)
    }

    /// As it is kept in a file.
    ///
    /// # Errors
    /// It cannot be written as JSON.
    pub fn written(&self) -> Result<String, NotComputed> {
        let mut written = serde_json::to_string_pretty(self)?;
        written.push('\n');
        Ok(written)
    }

    /// Where the limits of its one section stand at its end; `None`: it has several sections.
    pub fn limits(&self) -> Option<Value> {
        match self.result.as_array()?.as_slice() {
            [only] => only.pointer("/replay/state/limits").cloned(),
            _ => None,
        }
    }

    /// Runs it again, with what was known then of holidays.
    ///
    /// # Errors
    /// The page or a paper in it cannot be read.
    pub fn rerun(&self, book: &Book) -> Result<Rerun, NotComputed> {
        let now = hashes(book);
        let changed = self.laws.iter().filter(|(id, hash)| now.get(*id) != Some(hash));
        let mut found = Rerun {
            verdict: "equal",
            differs: Vec::new(),
            laws_changed: changed.map(|(id, _)| id.clone()).collect(),
            program: self.program.clone(),
            known_on: self.known_on,
        };
        if hash(&self.page.text) != self.page.sha256 {
            found.verdict = "altered";
            found.differs.push("/page/text".to_owned());
            return Ok(found);
        }
        let instead = Instead { law: self.law.clone(), positions: self.positions.clone() };
        let known = (self.known_on, self.papers.as_slice());
        let result = compute(book, known, &self.page.text, &instead)?;
        differences("/result", &self.result, &result, &mut found.differs);
        if !found.differs.is_empty() {
            found.verdict = "differs";
        }
        Ok(found)
    }
}

fn compute(
    book: &Book,
    (known_on, papers): (Date, &[String]),
    text: &str,
    instead: &Instead,
) -> Result<Value, NotComputed> {
    let page = read_page(text).map_err(NotComputed::Page)?;
    let mut calendar = Calendar::built_in();
    for paper in papers {
        let taken = calendar.with_notice("paper.toml", paper).map_err(NotComputed::Paper)?;
        calendar = taken.0;
    }
    let calendar = calendar.known_on(known_on);
    let replays = replay(book, &calendar, &page, instead).map_err(NotComputed::Page)?;
    let mut result = Vec::new();
    for one in &replays {
        let report = serde_json::to_value(ScenarioReport::of(one))?;
        result.push(json!({ "replay": report, "explained": explained(one) }));
    }
    Ok(Value::Array(result))
}

/// The grounds of every limit and every refusal of a section.
pub fn explained(replay: &Replay) -> Value {
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
    json!({
        "scenario": replay.scenario, "law": replay.law, "as_of": replay.as_of,
        "limits": limits.collect::<Vec<_>>(), "refusals": refusals.collect::<Vec<_>>(),
    })
}

/// Limits as a computation tells them.
pub fn limits_told(limits: &[Limit]) -> Value {
    let told: Vec<LimitReport<'_>> = limits.iter().map(LimitReport::of).collect();
    serde_json::to_value(told).unwrap_or_default()
}

fn hashes(book: &Book) -> BTreeMap<String, String> {
    book.all().map(|regime| (regime.id.to_string(), regime.hash.clone())).collect()
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
