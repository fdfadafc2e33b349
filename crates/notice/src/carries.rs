//! Which provisions the written notices carry: the one that has a notice told or sent, and those
//! whose article its words name to its addressee.

use std::collections::BTreeSet;

use law::{Carrier, Cite, Regime, Rule};

use crate::{Kind, template};

/// The rules a kind of notice carries.
pub fn rules(kind: Kind) -> BTreeSet<Rule> {
    let mut rules = template::named_by(kind);
    rules.extend(kind.ordered_by());
    rules
}

/// The provisions of a version that its notices carry, each with the kind.
pub fn carried(regime: &Regime) -> Vec<(Carrier, Cite)> {
    let mut carried = Vec::new();
    for kind in Kind::ALL {
        for rule in rules(*kind) {
            if let Some(cite) = regime.rule(rule) {
                carried.push((Carrier::Notice(kind.word().to_owned()), cite.clone()));
            }
        }
    }
    carried
}
