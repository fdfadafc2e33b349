//! Members, kinds of filing, objects: each named once.

use std::collections::BTreeSet;

use super::twice;
use crate::fault::Source;
use crate::file::{Cited as _, LawFile};
use crate::{Fault, FilingRule, Member, ObjectRule, Procedure, Words};

/// The members in the order of the text; one of them hosts the Office.
pub(super) fn members(source: &Source<'_>, file: &LawFile) -> Result<Vec<Member>, Fault> {
    let mut seen = BTreeSet::new();
    for block in &file.member {
        if !seen.insert(block.get_ref().id.as_str()) {
            return Err(twice(source, block.span()));
        }
    }
    let members: Vec<Member> = file.member.iter().map(|b| b.get_ref().clone()).collect();
    let hosts = members.iter().filter(|member| member.host).count();
    if file.procedure == Procedure::Review && hosts != 1 {
        let what = Words::new(
            format!("须有且仅有一个成员单位设办公室（`host = true`），现有 {hosts} 个"),
            format!("exactly one member hosts the Office (`host = true`), there are {hosts}"),
        );
        return Err(source.fault(file.id.span(), what));
    }
    Ok(members)
}

/// The kinds of filing.
pub(super) fn filings(source: &Source<'_>, file: &LawFile) -> Result<Vec<FilingRule>, Fault> {
    let mut seen = BTreeSet::new();
    let mut filings = Vec::new();
    for block in &file.filing {
        let kind = *block.kind.get_ref();
        if !seen.insert(kind) {
            return Err(twice(source, block.kind.span()));
        }
        filings.push(FilingRule { kind, duty: block.duty, cite: block.cite() });
    }
    Ok(filings)
}

/// The objects of a review ex officio.
pub(super) fn objects(source: &Source<'_>, file: &LawFile) -> Result<Vec<ObjectRule>, Fault> {
    let mut seen = BTreeSet::new();
    let mut objects = Vec::new();
    for block in &file.ex_officio {
        let object = *block.object.get_ref();
        if !seen.insert(object) {
            return Err(twice(source, block.object.span()));
        }
        objects.push(ObjectRule { object, cite: block.cite() });
    }
    Ok(objects)
}
