//! From the text of one law file to a version of the Measures, with every fault in place.

mod example;
mod lists;
mod parts;
mod positions;
mod steps;

use std::fmt::Write as _;
use std::ops::Range;

use sha2::{Digest as _, Sha256};
use toml::Spanned;

use self::parts::Addresses;
use crate::fault::Source;
use crate::file::LawFile;
use crate::{Fault, Regime, RegimeId, Status, Words};

/// A version as read from its file, with the places the book needs to speak of.
#[derive(Debug, Clone)]
pub(crate) struct Read<'text> {
    pub(crate) source: Source<'text>,
    pub(crate) regime: Regime,
    pub(crate) id: Range<usize>,
    pub(crate) status: Range<usize>,
    pub(crate) in_force: Range<usize>,
    pub(crate) repeals: Vec<(RegimeId, Range<usize>)>,
}

/// Reads one law file.
pub(crate) fn read<'text>(source: Source<'text>) -> Result<Read<'text>, Fault> {
    let mut file: LawFile =
        toml::from_str(source.text).map_err(|error| source.toml_fault(&error))?;
    check_identity(&source, &file)?;
    example::check_words(&source, &file)?;
    let steps = steps::steps(&source, &file)?;
    steps::check_rules(&source, &file, &steps)?;
    let (positions, position_rules) = positions::positions(&source, &file)?;
    let repeals: Vec<(RegimeId, Range<usize>)> = file
        .repeals
        .iter()
        .map(|block| (RegimeId::new(block.id.get_ref()), block.id.span()))
        .collect();
    let members = lists::members(&source, &file)?;
    let addresses = Addresses::new(source, &file)?;
    addresses.check_machine(&file)?;
    let identity = parts::identity(&source, &file)?;
    let content = addresses.content(&mut file)?;
    let provisions = parts::provisions(&source, &mut file)?;
    let example = example::example(&source, &mut file, &addresses)?;
    let unverified = provisions.iter().filter(|provision| provision.unverified);
    let regime = Regime {
        id: RegimeId::new(file.id.get_ref()),
        hash: file_hash(source.text),
        title: file.title.clone(),
        status: *file.status.get_ref(),
        dated: file.dated,
        in_force: file.in_force.as_ref().map(|day| *day.get_ref()),
        until: None,
        repeals: repeals.iter().map(|(id, _)| id.clone()).collect(),
        procedure: file.procedure,
        limits: steps::limits(&source, &file, &steps)?,
        steps,
        members,
        departments: file.departments,
        filings: lists::filings(&source, &file)?,
        objects: lists::objects(&source, &file)?,
        rules: file.rules.iter().map(|(rule, cite)| (*rule, cite.get_ref().clone())).collect(),
        positions,
        position_rules,
        identity,
        content,
        unverified: unverified.map(|provision| provision.cite.clone()).collect(),
        provisions,
        example,
    };
    let in_force = file.in_force.as_ref().map_or(file.id.span(), Spanned::span);
    Ok(Read { source, regime, id: file.id.span(), status: file.status.span(), in_force, repeals })
}

/// SHA-256 of a file's text, lower-case hex.
pub(crate) fn file_hash(text: &str) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

fn check_identity(source: &Source<'_>, file: &LawFile) -> Result<(), Fault> {
    let id = file.id.get_ref();
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || !id.chars().all(fits) {
        let what = Words::new(
            format!("版本代号 `{id}` 只能用小写字母、数字和连字符"),
            format!("the id `{id}` takes lower-case letters, digits and hyphens only"),
        );
        return Err(source.fault(file.id.span(), what));
    }
    match (file.status.get_ref(), &file.in_force) {
        (Status::Draft, Some(day)) => Err(source.fault(
            day.span(),
            Words::new("征求意见稿没有施行日期", "a draft has no day of entry into force"),
        )),
        (Status::Example, Some(day)) => Err(source.fault(
            day.span(),
            Words::new(
                "示例不在本国施行：写 `effective`，不写 `in_force`",
                "an example is in force on no day here: write `effective`, not `in_force`",
            ),
        )),
        (Status::InForce | Status::Repealed, None) => Err(source.fault(
            file.status.span(),
            Words::new(
                "已公布的版本须写明 `in_force`",
                "a version that is no draft needs `in_force`",
            ),
        )),
        (Status::Draft | Status::Example, None) | (Status::InForce | Status::Repealed, Some(_)) => {
            Ok(())
        }
    }
}

/// A name that may stand once stands twice.
fn twice(source: &Source<'_>, at: Range<usize>) -> Fault {
    source.fault(at, Words::new("重复出现", "stands here twice"))
}
