//! The readings of a version: every position once, its values those the product knows.

use std::collections::BTreeSet;

use super::twice;
use crate::fault::Source;
use crate::file::{LawFile, PositionBlock};
use crate::{Fault, PositionRule, Positions, Procedure, Status, Words};

/// The default readings, and each position as the file has it.
pub(super) fn positions(
    source: &Source<'_>,
    file: &LawFile,
) -> Result<(Positions, Vec<PositionRule>), Fault> {
    let mut readings = Positions::RECOMMENDED;
    let mut seen = BTreeSet::new();
    let mut rules = Vec::new();
    for block in &file.position {
        let id = block.id.get_ref().as_str();
        if !seen.insert(id) {
            return Err(twice(source, block.id.span()));
        }
        check_values(source, block)?;
        if readings.take(id, block.value.get_ref()).is_err() {
            return Err(unknown_value(source, block, block.value.get_ref()));
        }
        rules.push(PositionRule {
            id: id.to_owned(),
            value: block.value.get_ref().clone(),
            alternatives: block.alternatives.get_ref().clone(),
            question: block.question.clone(),
            asks: block.asks.clone(),
            source: block.source.clone(),
        });
    }
    // The texts of 2017 set no limits, so most questions do not arise under them; nor do they under
    // another land's text, which states those on which a day of it turns.
    let missing = Positions::NAMES.iter().find(|name| !seen.contains(*name));
    let owed = file.procedure == Procedure::Review && *file.status.get_ref() != Status::Example;
    if let (true, Some(name)) = (owed, missing) {
        let what = Words::new(
            format!("缺解释口径 `{name}`：每一口径都须写明"),
            format!("the position `{name}` is missing: every one must be stated"),
        );
        return Err(source.fault(file.id.span(), what));
    }
    Ok((readings, rules))
}

/// That value and alternatives together are the values the position has.
fn check_values(source: &Source<'_>, block: &PositionBlock) -> Result<(), Fault> {
    let id = block.id.get_ref().as_str();
    let Some(known) = Positions::values(id) else {
        let list = Positions::NAMES.join(", ");
        let what = Words::new(
            format!("没有名为 `{id}` 的解释口径；有：{list}"),
            format!("no position is called `{id}`; there are {list}"),
        );
        let names = Positions::NAMES.iter().copied();
        return Err(source.unknown(block.id.span(), what, id, names));
    };
    let stated = std::iter::once(block.value.get_ref()).chain(block.alternatives.get_ref());
    let mut seen = BTreeSet::new();
    for value in stated {
        if !known.contains(&value.as_str()) {
            return Err(unknown_value(source, block, value));
        }
        if !seen.insert(value.as_str()) {
            return Err(twice(source, block.alternatives.span()));
        }
    }
    if let Some(left) = known.iter().find(|value| !seen.contains(*value)) {
        let what = Words::new(
            format!("`{id}` 的另一取值 `{left}` 未列入 `alternatives`"),
            format!("`{id}` may also be `{left}`: name it among the `alternatives`"),
        );
        return Err(source.fault(block.alternatives.span(), what));
    }
    Ok(())
}

fn unknown_value(source: &Source<'_>, block: &PositionBlock, value: &str) -> Fault {
    let id = block.id.get_ref().as_str();
    let known = Positions::values(id).unwrap_or_default();
    let list = known.join(" | ");
    let what = Words::new(
        format!("`{id}` 没有取值 `{value}`；可取：{list}"),
        format!("`{id}` has no value `{value}`; it takes {list}"),
    );
    source.unknown(block.value.span(), what, value, known)
}
