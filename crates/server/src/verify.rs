//! What an office says of a paper that somebody holds: a receipt, the text of a notice, or the code
//! printed on one. Nothing is said of a case to whoever does not hold its paper: a code cannot be
//! guessed, a receipt and a text must be right to the byte.

use std::sync::Arc;

use access::DocketId;
use jiff::civil::Date;
use law::{Language, Words};
use review::{Entry, authoritative};
use seal::receipt::{Code, Logged, Receipt, Statement, Verdict, leaf, verify};
use serde::Serialize;
use serde_json::Value;
use store::SealedEntry;

use crate::desk::Docket;
use crate::notices::{draft_whole, of_entry};
use crate::office::{Office, broken};
use crate::problem::{Problem, both};
use crate::receipts::{law_at, leaf_of, office_name};

/// What somebody shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shown {
    /// A receipt.
    Receipt,
    /// The text of a notice.
    Notice,
    /// A code alone.
    Code,
}

/// What is said of it.
#[derive(Debug, Serialize)]
pub struct Verified {
    verdict: &'static str,
    standing: Option<&'static str>,
    shown: Shown,
    checked: Vec<&'static str>,
    differs: Vec<&'static str>,
    paper: Option<Paper>,
    replaced_by: Option<ReplacedBy>,
    text: Value,
}

#[derive(Debug, Serialize)]
struct Paper {
    what: &'static str,
    case: String,
    entry: u32,
    day: Date,
    notice: Option<String>,
    code: String,
}

#[derive(Debug, Serialize)]
struct ReplacedBy {
    how: &'static str,
    entry: u32,
    day: Option<Date>,
}

/// An entry of a docket as the record holds it.
struct Found {
    docket: Arc<Docket>,
    entry: Entry,
    sealed: SealedEntry,
    code: Code,
}

/// An entry of a docket that was destroyed as a whole: its place in the log is there.
struct Lost {
    sealed: SealedEntry,
    on: Date,
}

/// Says what a file is: a receipt, or the text of a notice.
pub fn file(office: &Office, bytes: &[u8]) -> Result<Verified, Problem> {
    office.seals()?;
    let text = str::from_utf8(bytes).ok().map(|text| text.trim_start_matches('\u{feff}'));
    if let Ok(receipt) = Receipt::read(text.map_or(bytes, str::as_bytes)) {
        return of_receipt(office, &receipt);
    }
    match text.and_then(code_in) {
        Some((code, text)) => of_text(office, code, text),
        None => Ok(unknown(Shown::Receipt)),
    }
}

/// The same as JSON, for whoever asks in this process.
///
/// # Errors
/// The office has no keys, or its record cannot be read.
pub fn verify_file(office: &Office, bytes: &[u8]) -> Result<Value, Problem> {
    let said = file(office, bytes)?;
    serde_json::to_value(said).map_err(|error| Problem::broken(&error))
}

/// Says what a code stands for.
pub fn code(office: &Office, typed: &str) -> Result<Verified, Problem> {
    office.seals()?;
    let Ok(code) = typed.parse::<Code>() else {
        return Ok(unknown(Shown::Code));
    };
    match (found_by_code(office, code)?, lost_by_code(office, code)?) {
        (Some(found), _) => genuine(Shown::Code, vec!["record"], &found),
        (None, Some(lost)) => Ok(of_destroyed(Shown::Code, vec!["record"], &lost)),
        (None, None) => Ok(unknown(Shown::Code)),
    }
}

fn of_receipt(office: &Office, receipt: &Receipt) -> Result<Verified, Problem> {
    let seals = office.seals()?;
    let verdict = verify(receipt, &seals.verifying(), &|note| seals.read_checkpoint(note));
    let (found, lost) = match receipt.statement.code.parse::<Code>() {
        Ok(code) => (found_by_code(office, code)?, lost_by_code(office, code)?),
        Err(_) => (None, None),
    };
    let of_entry = |sealed: &SealedEntry| {
        leaf(&receipt.statement) == Some(sealed.leaf)
            && receipt.statement.leaf.index + 1 == sealed.seq
    };
    let fits = found.as_ref().is_some_and(|found| of_entry(&found.sealed));
    let checked = |verdict: &Verdict| {
        let Verdict::Genuine { signatures, log } = verdict else {
            return Vec::new();
        };
        let mut checked: Vec<&'static str> = signatures.iter().map(|one| one.name()).collect();
        checked.extend((*log == Logged::Yes).then_some("log"));
        checked.extend(receipt.opening.as_ref().map(|_| "opening"));
        checked.push("record");
        checked
    };
    if let (Verdict::Genuine { .. }, Some(lost)) = (&verdict, &lost)
        && of_entry(&lost.sealed)
    {
        return Ok(of_destroyed(Shown::Receipt, checked(&verdict), lost));
    }
    match (verdict, found) {
        (verdict @ Verdict::Genuine { .. }, Some(found)) if fits => {
            genuine(Shown::Receipt, checked(&verdict), &found)
        }
        // Signed by us, and not in this record: it was cut off or belongs to another folder.
        (Verdict::Genuine { .. }, _) => Ok(altered(Shown::Receipt, vec!["/statement/leaf"])),
        (Verdict::Altered(parts), found) => {
            let mut differs: Vec<&'static str> = parts.iter().map(|part| part.pointer()).collect();
            if let Some(found) = found {
                differs.extend(differences(office, &receipt.statement, &found));
            }
            differs.sort_unstable();
            differs.dedup();
            Ok(altered(Shown::Receipt, differs))
        }
        // Whoever shows the right code holds a paper of ours, or what was made of one.
        (Verdict::Unknown, Some(found)) if receipt.statement.entry == found.entry.number => {
            Ok(altered(Shown::Receipt, vec!["/signatures"]))
        }
        (Verdict::Unknown, _) => Ok(unknown(Shown::Receipt)),
    }
}

/// Where a statement says something else than the record.
fn differences(office: &Office, said: &Statement, found: &Found) -> Vec<&'static str> {
    let Found { docket, entry, sealed, .. } = found;
    let (law, law_hash) = law_at(docket, entry.number);
    let leaf = leaf_of(sealed);
    let notice = docket.beside(entry.number).and_then(|beside| beside.notice.as_deref());
    let pairs = [
        ("/statement/office", said.office == office_name(office)),
        ("/statement/review", said.review == docket.id.as_str()),
        ("/statement/case", said.case == docket.case.number),
        ("/statement/entry", said.entry == entry.number),
        ("/statement/act", said.act == entry.act.name()),
        ("/statement/actor", said.actor == entry.actor.to_string()),
        ("/statement/day", said.day == entry.legal_day().to_string()),
        ("/statement/recorded_at", said.recorded_at == sealed.recorded_at.to_string()),
        ("/statement/law", said.law == law),
        ("/statement/law_sha256", said.law_sha256 == law_hash),
        ("/statement/leaf", said.leaf == leaf),
        ("/statement/notice", said.notice.as_ref().map(|notice| notice.number.as_str()) == notice),
    ];
    pairs.into_iter().filter(|(_, same)| !same).map(|(at, _)| at).collect()
}

/// The code in a text, and the text up to the end of the code's line. A text that holds two codes
/// is no notice of ours.
fn code_in(text: &str) -> Option<(Code, &str)> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    let shaped = |word: &&str| word.len() == 23 && word.matches('-').count() == 3;
    let mut codes = words.filter(shaped).filter_map(|word| word.parse::<Code>().ok());
    let code = codes.next()?;
    codes.next().is_none().then_some((code, text))
}

fn of_text(office: &Office, code: Code, text: &str) -> Result<Verified, Problem> {
    let Some(found) = found_by_code(office, code)? else {
        let lost = lost_by_code(office, code)?;
        return Ok(lost.map_or_else(|| unknown(Shown::Notice), |_| not_compared()));
    };
    let shown = text.replace("\r\n", "\n");
    let shown = shown.trim_end();
    let issued = issued_texts(office, &found)?;
    if issued.iter().any(|issued| issued.trim_end() == shown) {
        return genuine(Shown::Notice, vec!["record"], &found);
    }
    // What it was drafted from is not all there any more.
    if found.docket.beside.iter().any(|beside| beside.destroyed.is_some()) {
        return Ok(not_compared());
    }
    Ok(altered(Shown::Notice, vec!["/text"]))
}

/// Every text that was sent: in both languages, to all addressees and to each.
fn issued_texts(office: &Office, found: &Found) -> Result<Vec<String>, Problem> {
    let Some(numbered) = of_entry(&found.docket, found.entry.number) else {
        return Ok(Vec::new());
    };
    let context = office.context();
    if authoritative(&context, &found.docket.review).is_none() {
        return Ok(Vec::new());
    }
    let whole = draft_whole(office, &found.docket, &numbered)?;
    let mut papers = vec![whole.clone()];
    for addressee in &whole.addressees {
        let mut paper = whole.clone();
        let own = addressee.actor.body();
        paper.addressees.retain(|one| one.actor.body().is_none() || one.actor.body() == own);
        papers.push(paper);
    }
    let both = |paper: &notice::Notice| {
        [Language::Zh, Language::En].map(|language| notice::text(paper, language))
    };
    Ok(papers.iter().flat_map(both).collect())
}

/// The place in the log that a code is of, if it is the code of one.
fn sealed_by_code(office: &Office, code: Code) -> Result<Option<SealedEntry>, Problem> {
    let seals = office.seals()?;
    let sealed = match office.reader().inclusion(code.seq()) {
        Ok(found) => found.entry,
        Err(store::Error::OutOfRange { .. }) => return Ok(None),
        Err(error) => return Err(broken(&error)),
    };
    let own = seals.code(code.seq(), sealed.stream.as_str(), sealed.position) == Some(code);
    Ok(own.then_some(sealed))
}

/// The entry of a docket that was destroyed as a whole, if the code is of one.
fn lost_by_code(office: &Office, code: Code) -> Result<Option<Lost>, Problem> {
    let Some(sealed) = sealed_by_code(office, code)? else {
        return Ok(None);
    };
    let gone = office.destructions.docket(office, sealed.stream.as_str())?;
    Ok(gone.map(|gone| Lost { sealed, on: gone.attestation.gone.on }))
}

/// The entry that a code is of, if it is the code of one.
fn found_by_code(office: &Office, code: Code) -> Result<Option<Found>, Problem> {
    let Some(sealed) = sealed_by_code(office, code)? else {
        return Ok(None);
    };
    let (stream, position) = (sealed.stream.as_str(), sealed.position);
    let docket = office.dockets.find(office, &DocketId::new(stream))?;
    let found = docket.and_then(|docket| {
        let entries = docket.review.entries().iter();
        let entry = entries.clone().find(|entry| entry.number == position)?;
        let entry = Entry::clone(entry);
        Some(Found { docket, entry, sealed, code })
    });
    Ok(found)
}

fn genuine(shown: Shown, checked: Vec<&'static str>, found: &Found) -> Result<Verified, Problem> {
    let Found { docket, entry, code, .. } = found;
    let replaced = notice::replaced(&docket.review, entry.number);
    let notice = docket.beside(entry.number).and_then(|beside| beside.notice.clone());
    let by = replaced.map(|replaced| {
        let mut entries = docket.review.entries().iter();
        let later = entries.find(|later| later.number == replaced.by());
        ReplacedBy {
            how: replaced.word(),
            entry: replaced.by(),
            day: later.map(|later| later.legal_day()),
        }
    });
    let text = match &by {
        None => Words::new(
            "真实，且仍为现行。请与手中文书的案号、编号、日期逐项对照。",
            "Genuine, and it still stands. Hold case number, number and day against the paper in \
             your hand.",
        ),
        Some(by) => Words::new(
            format!("真实，但已被第{}条取代，不再是现行文书。", by.entry),
            format!("Genuine, and replaced by entry {}: it no longer stands.", by.entry),
        ),
    };
    let what = match (&notice, &entry.act) {
        (Some(_), _) => "notice",
        (None, review::Act::Files { .. }) => "filing",
        (None, _) => "act",
    };
    Ok(Verified {
        verdict: "genuine",
        standing: Some(if by.is_some() { "replaced" } else { "current" }),
        shown,
        checked,
        differs: Vec::new(),
        paper: Some(Paper {
            what,
            case: docket.case.number.clone(),
            entry: entry.number,
            day: entry.legal_day(),
            notice,
            code: code.to_string(),
        }),
        replaced_by: by,
        text: both(&text),
    })
}

fn altered(shown: Shown, differs: Vec<&'static str>) -> Verified {
    let text = match shown {
        Shown::Receipt => Words::new(
            "已改动：下列之处与签名或与本办公室的记载不符。",
            "Altered: what is listed does not fit the signatures or what this office recorded.",
        ),
        Shown::Notice | Shown::Code => Words::new(
            "已改动：核验码属于本办公室发出的一份文书，但正文与发出时不同。",
            "Altered: the code is of a paper that this office issued, and the text is not the one \
             that was issued.",
        ),
    };
    said("altered", shown, differs, &text)
}

/// A paper of a docket that was destroyed: its entry stands in the log, what it said does not.
fn of_destroyed(shown: Shown, checked: Vec<&'static str>, lost: &Lost) -> Verified {
    let on = lost.on;
    let text = Words::new(
        format!(
            "真实。所载卷宗的内容已于 {on} 依记录销毁；该条在审查链中仍可核对，是否仍为现行已无从说明。"
        ),
        format!(
            "Genuine. The content of the docket was destroyed on {on}, as the record says: the \
             entry still stands in the log, and whether it was replaced can be said no more."
        ),
    );
    Verified { standing: Some("destroyed"), checked, ..said("genuine", shown, Vec::new(), &text) }
}

/// The text of a notice that cannot be held against anything any more.
fn not_compared() -> Verified {
    let text = Words::new(
        "核验码属于本办公室发出的一份文书；所据内容已依记录销毁，正文无从比对。回执仍可查验。",
        "The code is of a paper that this office issued; what it was drafted from was destroyed, \
         as the record says, and the text cannot be compared. A receipt still can.",
    );
    Verified { standing: Some("destroyed"), ..said("unknown", Shown::Notice, Vec::new(), &text) }
}

fn unknown(shown: Shown) -> Verified {
    let text = Words::new(
        "无从核实：本办公室没有出具过这样的文书，或核验码输入有误。",
        "Unknown: this office issued no such paper, or the code was mistyped.",
    );
    said("unknown", shown, Vec::new(), &text)
}

fn said(verdict: &'static str, shown: Shown, differs: Vec<&'static str>, text: &Words) -> Verified {
    Verified {
        verdict,
        standing: None,
        shown,
        checked: Vec::new(),
        differs,
        paper: None,
        replaced_by: None,
        text: both(text),
    }
}
