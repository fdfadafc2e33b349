//! What the versions make of each other: who repeals whom, and that one at most is in force a day.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::read::Read;
use crate::{Fault, RegimeId, Status, Words};

/// Gives each version the day it was repealed, and refuses a book that contradicts itself. An
/// example is a name that is taken and nothing else: it repeals nothing, and nothing repeals it.
pub(crate) fn link(versions: &mut [Read<'_>]) -> Result<(), Fault> {
    check_ids(versions)?;
    check_cycles(versions)?;
    let repealed = repeals(versions)?;
    for version in versions.iter_mut() {
        let by = repealed.get(&version.regime.id).and_then(|by| *by);
        version.regime.until = by;
        if by.is_some() {
            version.regime.status = Status::Repealed;
        } else if version.regime.status == Status::Repealed {
            let what = Words::new(
                "写作已废止，但没有任何版本废止它",
                "it says it is repealed, but no version repeals it",
            );
            return Err(version.source.fault(version.status.clone(), what));
        }
    }
    check_overlap(versions)
}

fn check_ids(versions: &[Read<'_>]) -> Result<(), Fault> {
    let mut seen: BTreeMap<&RegimeId, &str> = BTreeMap::new();
    for version in versions {
        let id = &version.regime.id;
        if let Some(other) = seen.insert(id, version.source.name) {
            let what = Words::new(
                format!("版本代号 `{id}` 已为 {other} 所用"),
                format!("the id `{id}` is taken by {other}"),
            );
            return Err(version.source.fault(version.id.clone(), what));
        }
    }
    for version in versions {
        for (id, at) in &version.repeals {
            if !seen.contains_key(id) {
                let list: Vec<&str> = seen.keys().map(|id| id.as_str()).collect();
                let list = list.join(", ");
                let what = Words::new(
                    format!("没有版本 `{id}` 可废止；有：{list}"),
                    format!("there is no version `{id}` to repeal; there are {list}"),
                );
                let known = seen.keys().map(|id| id.as_str());
                let known: Vec<&str> = known.collect();
                return Err(version.source.unknown(at.clone(), what, id.as_str(), known));
            }
        }
    }
    Ok(())
}

/// No version repeals itself, nor by way of others.
fn check_cycles(versions: &[Read<'_>]) -> Result<(), Fault> {
    for version in versions {
        for (first, at) in &version.repeals {
            let mut reached = vec![first];
            let mut next = 0;
            while let Some(id) = reached.get(next).copied() {
                next += 1;
                if *id == version.regime.id {
                    let what = Words::new(
                        format!("废止关系成环：`{id}` 经 `{first}` 废止自身"),
                        format!("repeals in a circle: `{id}` repeals itself by way of `{first}`"),
                    );
                    return Err(version.source.fault(at.clone(), what));
                }
                let others = versions.iter().filter(|other| other.regime.id == *id);
                for (further, _) in others.flat_map(|other| &other.repeals) {
                    if !reached.contains(&further) {
                        reached.push(further);
                    }
                }
            }
        }
    }
    Ok(())
}

/// The day on which each version is repealed. What a draft says it repeals, it does not.
fn repeals(versions: &[Read<'_>]) -> Result<BTreeMap<RegimeId, Option<jiff::civil::Date>>, Fault> {
    let mut repealed: BTreeMap<RegimeId, Option<jiff::civil::Date>> = BTreeMap::new();
    for version in versions {
        let Some(from) = version.regime.in_force else {
            continue;
        };
        for (id, at) in &version.repeals {
            let fault = |what| Err(version.source.fault(at.clone(), what));
            let older = versions.iter().find(|other| other.regime.id == *id);
            if older.is_some_and(|older| older.regime.status == Status::Example) {
                return fault(Words::new(
                    format!("`{id}` 是另一法域的示例，无可废止"),
                    format!("`{id}` is an example of another regime: there is nothing to repeal"),
                ));
            }
            match older.and_then(|older| older.regime.in_force) {
                Some(begun) if begun < from => {}
                Some(begun) => {
                    return fault(Words::new(
                        format!("`{id}` 自 {begun} 起施行，不早于 {from}，不能在此废止"),
                        format!("`{id}` is in force from {begun}, not before {from}"),
                    ));
                }
                None => {
                    return fault(Words::new(
                        format!("`{id}` 是征求意见稿，无可废止"),
                        format!("`{id}` is a draft: there is nothing to repeal"),
                    ));
                }
            }
            if repealed.insert(id.clone(), Some(from)).is_some() {
                return fault(Words::new(
                    format!("`{id}` 已为另一版本废止"),
                    format!("`{id}` is repealed by another version too"),
                ));
            }
        }
    }
    Ok(repealed)
}

/// One version at most is in force on a day.
fn check_overlap(versions: &[Read<'_>]) -> Result<(), Fault> {
    for version in versions {
        let Some(from) = version.regime.in_force else {
            continue;
        };
        let other = versions.iter().find(|other| {
            other.regime.id != version.regime.id
                && other.regime.in_force <= Some(from)
                && other.regime.in_force_on(from)
        });
        if let Some(other) = other {
            return Err(overlap(version, other, version.in_force.clone()));
        }
    }
    Ok(())
}

fn overlap(version: &Read<'_>, other: &Read<'_>, at: Range<usize>) -> Fault {
    let id = &other.regime.id;
    let what = Words::new(
        format!("同日有两个版本施行：`{id}` 此日仍施行；缺 `[[repeals]]`，或日期有误"),
        format!(
            "two versions in force on one day: `{id}` still is; `[[repeals]]` is missing or the \
             day is wrong"
        ),
    );
    version.source.fault(at, what)
}
