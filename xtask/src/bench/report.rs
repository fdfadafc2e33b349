//! What came out: medians, ratios, goals.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Context as _;
use serde_json::{Value, json};

use super::workload::{Bound, Figure, Goal, Workload};
use crate::machine::say;

/// A workload with its figures; with none if it could not be measured.
pub struct Outcome {
    workload: &'static Workload,
    rounds: BTreeMap<&'static str, Vec<Value>>,
}

impl Outcome {
    /// One whose program does not stand yet.
    pub fn not_measured(workload: &'static Workload) -> Outcome {
        Outcome { workload, rounds: BTreeMap::new() }
    }

    /// One with what each side printed in each round.
    pub fn measured(
        workload: &'static Workload,
        rounds: BTreeMap<&'static str, Vec<Value>>,
    ) -> Outcome {
        Outcome { workload, rounds }
    }

    /// Whether every goal is met.
    pub fn holds(&self) -> bool {
        self.workload
            .goals
            .iter()
            .all(|goal| self.result(goal).is_some_and(|it| goal.bound.holds(it)))
    }

    fn median(&self, (side, key): Figure) -> Option<f64> {
        let values = self.rounds.get(side)?;
        median(values.iter().filter_map(|value| value.get(key)?.as_f64()).collect())
    }

    fn result(&self, goal: &Goal) -> Option<f64> {
        let figure = self.median(goal.figure)?;
        match goal.by {
            Some(by) => Some(figure / self.median(by)?),
            None => Some(figure),
        }
    }

    fn value(&self) -> Value {
        let goals = self.workload.goals.iter().map(|goal| {
            let result = self.result(goal);
            json!({
                "figure": label(goal),
                "unit": goal.unit,
                "result": result,
                "bound": bound(goal.bound),
                "holds": result.is_some_and(|it| goal.bound.holds(it)),
            })
        });
        json!({
            "name": self.workload.name,
            "about": self.workload.about,
            "rounds": self.rounds,
            "goals": goals.collect::<Vec<Value>>(),
        })
    }
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    let upper = *values.get(half)?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *values.get(half.checked_sub(1)?)?;
    Some(f64::midpoint(lower, upper))
}

/// Prints the table.
pub fn table(outcomes: &[Outcome]) {
    say("\n== medians");
    for outcome in outcomes {
        for side in outcome.workload.sides {
            if let Some(figure) = outcome.median((side.name, "per_second")) {
                let name = outcome.workload.name;
                say(format!("{name:<12} {:<14} {figure:>16.0} a second", side.name));
            }
        }
    }
    say("\n== goals");
    for outcome in outcomes {
        for goal in outcome.workload.goals {
            let (name, label) = (outcome.workload.name, label(goal));
            let (result, word) = match outcome.result(goal) {
                Some(result) if goal.bound.holds(result) => (format!("{result:.2}"), "holds"),
                Some(result) => (format!("{result:.2}"), "MISSED"),
                None => ("–".to_owned(), "NOT MEASURED"),
            };
            let (unit, bound) = (goal.unit, bound(goal.bound));
            say(format!("{name:<12} {label:<38} {result:>12} {unit:<16} {bound:<20} {word}"));
        }
    }
}

/// Writes everything that was printed by every side in every round.
pub fn write(path: &Path, outcomes: &[Outcome]) -> anyhow::Result<()> {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let workloads: Vec<Value> = outcomes.iter().map(Outcome::value).collect();
    let value = json!({ "load_average": load.trim(), "workloads": workloads });
    let text = serde_json::to_string_pretty(&value)?;
    fs::write(path, text + "\n").with_context(|| format!("cannot write `{}`", path.display()))
}

fn label(goal: &Goal) -> String {
    let (side, key) = goal.figure;
    match goal.by {
        None => format!("{side} {key}"),
        Some((other, same)) if same == key => format!("{side} / {other}"),
        Some((other, by)) => format!("{side} {key} / {other} {by}"),
    }
}

fn bound(bound: Bound) -> String {
    match bound {
        Bound::AtLeast(least) => format!("at least {least}"),
        Bound::AtMost(most) => format!("at most {most}"),
    }
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn a_median_is_the_middle_or_between_the_two_in_the_middle() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(median(vec![]), None);
    }
}
