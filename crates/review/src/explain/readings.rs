//! Which readings a limit takes, with their question, source and alternatives.

use law::{Positions, Regime, Words};
use serde::Serialize;

use crate::{Effect, Limit, LimitName, Origin, Review, Unit};

/// A reading taken where the text is silent. Not law.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Taken {
    /// The position's name.
    pub name: String,
    /// The reading taken.
    pub value: String,
    /// The readings that were not.
    pub rejected: Vec<String>,
    /// The question it answers.
    pub asks: Words,
    /// What the default of this version rests on.
    pub source: Words,
    /// Whether the docket takes another reading than the version's default.
    pub own: bool,
}

/// A position as a docket takes it; `None`: the version holds no such position.
pub(super) fn taken(review: &Review, regime: &Regime, name: &str) -> Option<Taken> {
    let readings = review.positions().readings();
    let (_, value) = readings.into_iter().find(|(known, _)| *known == name)?;
    let rule = regime.position_rules.iter().find(|rule| rule.id == name)?;
    let rejected = Positions::values(name).unwrap_or_default().into_iter();
    Some(Taken {
        name: name.to_owned(),
        value: value.to_owned(),
        rejected: rejected.filter(|other| *other != value).map(str::to_owned).collect(),
        asks: rule.asks.clone(),
        source: rule.source.clone(),
        own: rule.value != value,
    })
}

/// The positions that a limit of this kind turns on, as things stand.
pub(super) fn of_limit(
    review: &Review,
    regime: &Regime,
    limit: &Limit,
    was_stopped: bool,
    touches_new_years_eve: bool,
) -> Vec<Taken> {
    let rule = regime.limits.as_ref().and_then(|limits| limits.of(limit.name.step()));
    let silent = rule.is_none_or(|rule| rule.first_day.is_none());
    let mut names = if silent { vec!["start-day"] } else { Vec::new() };
    match limit.name {
        LimitName::Intake => names.push("intake-start"),
        LimitName::PreliminaryReview => {
            names.extend(["preliminary-start", "consultation"]);
            if review.preliminary.as_ref().is_some_and(|run| run.extended > 0) {
                names.push("extension-size");
            }
        }
        LimitName::Consultation => {
            names.extend(["proposal-receipt", "consultation-clock"]);
            if limit.effect == Effect::Statutory {
                names.extend(["consultation", "silence"]);
            }
        }
        LimitName::SpecialReview => names.extend(["special-start", "commission-time"]),
        LimitName::CommissionApproval => {}
    }
    if limit.unit == Unit::Months {
        names.push("month-end");
    }
    if was_stopped {
        names.extend(["tolls", "resume"]);
    }
    if touches_new_years_eve {
        names.push("new-years-eve-2024");
    }
    if matches!(review.origin(), Some(Origin::ExOfficio(_))) {
        names.push("ex-officio-start");
    }
    if review.law != review.frame().law {
        names.push("transition");
    }
    names.into_iter().filter_map(|name| taken(review, regime, name)).collect()
}
