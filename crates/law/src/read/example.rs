//! What a file marked as an example says beyond a version of the Measures; no other file may.

use std::collections::BTreeSet;
use std::ops::Range;

use super::parts::Addresses;
use super::twice;
use crate::fault::Source;
use crate::file::LawFile;
use crate::{Cite, Example, Fault, Procedure, Sort, StandsFor, Status, StepName, Unsaid, Words};

/// The example a file is; `None`: it is a version of the Measures.
pub(super) fn example(
    source: &Source<'_>,
    file: &mut LawFile,
    addresses: &Addresses<'_>,
) -> Result<Option<Example>, Fault> {
    if *file.status.get_ref() != Status::Example {
        return Ok(None);
    }
    if let Some(block) = file.repeals.first() {
        let what = Words::new("示例不废止任何版本", "an example repeals nothing here");
        return Err(source.fault(block.id.span(), what));
    }
    if file.procedure != Procedure::Review {
        let what = Words::new(
            "示例只能用 `procedure = \"review\"`",
            "an example takes `procedure = \"review\"`",
        );
        return Err(source.fault(file.id.span(), what));
    }
    let Some(calendar) = file.calendar.take() else {
        return Err(missing(source, file, "calendar"));
    };
    let Some(effective) = file.effective.take() else {
        return Err(missing(source, file, "effective"));
    };
    let stands_for = stands_for(source, file, addresses)?;
    if file.unsaid.is_empty() {
        return Err(missing(source, file, "[[unsaid]]"));
    }
    let mut unsaid = Vec::new();
    for block in std::mem::take(&mut file.unsaid) {
        let cite = Cite::article(block.article.get_ref().as_str());
        addresses.check(&cite, block.article.span())?;
        unsaid.push(Unsaid { what: block.what, instead: block.instead, cite });
    }
    Ok(Some(Example {
        calendar: calendar.into_inner(),
        effective: effective.into_inner(),
        departs: file.departs.take().map(toml::Spanned::into_inner).unwrap_or_default(),
        stands_for,
        unsaid,
    }))
}

/// The table of words: each word of ours once, and every limit of the file among them.
fn stands_for(
    source: &Source<'_>,
    file: &mut LawFile,
    addresses: &Addresses<'_>,
) -> Result<Vec<StandsFor>, Fault> {
    let mut seen = BTreeSet::new();
    let mut table = Vec::new();
    for block in std::mem::take(&mut file.stands_for) {
        let ours = block.ours.get_ref().clone();
        if !seen.insert(ours.to_string()) {
            return Err(twice(source, block.ours.span()));
        }
        let is_step = |step: &&StepName| step.word() == ours.name;
        if ours.sort == Sort::Limit && !StepName::ALL.iter().any(|step| is_step(&step)) {
            let known = StepName::ALL.iter().map(|step| step.word());
            let what = Words::new(
                format!("没有期限 `{}`", ours.name),
                format!("there is no limit `{}`", ours.name),
            );
            return Err(source.unknown(block.ours.span(), what, &ours.name, known));
        }
        let cite = Cite::article(block.article.get_ref().as_str());
        addresses.check(&cite, block.article.span())?;
        table.push(StandsFor { ours, theirs: block.theirs, cite });
    }
    for step in &file.step {
        let name = step.get_ref().name.get_ref().word();
        if !seen.contains(&format!("limit:{name}")) {
            let what = Words::new(
                format!("缺 `[[stands_for]]`：`limit:{name}` 在该制度中指什么"),
                format!("`[[stands_for]]` is missing: what `limit:{name}` is in that regime"),
            );
            return Err(source.fault(step.get_ref().name.span(), what));
        }
    }
    Ok(table)
}

fn missing(source: &Source<'_>, file: &LawFile, key: &str) -> Fault {
    let what = Words::new(format!("示例须写明 `{key}`"), format!("an example needs `{key}`"));
    source.fault(file.id.span(), what)
}

/// That a version of the Measures uses nothing that only an example may.
pub(super) fn check_words(source: &Source<'_>, file: &LawFile) -> Result<(), Fault> {
    if *file.status.get_ref() == Status::Example {
        return Ok(());
    }
    let words: [Option<(&str, Range<usize>)>; 5] = [
        file.calendar.as_ref().map(|it| ("calendar", it.span())),
        file.effective.as_ref().map(|it| ("effective", it.span())),
        file.departs.as_ref().map(|it| ("departs", it.span())),
        file.stands_for.first().map(|it| ("stands_for", it.ours.span())),
        file.unsaid.first().map(|it| ("unsaid", it.article.span())),
    ];
    if let Some((key, at)) = words.into_iter().flatten().next() {
        let what = Words::new(
            format!("`{key}` 只用于示例（`status = \"example\"`）"),
            format!("`{key}` is for examples only (`status = \"example\"`)"),
        );
        return Err(source.fault(at, what));
    }
    Ok(())
}
