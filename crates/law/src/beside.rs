//! Each provision with the rules of the file that stand at it: what a lawyer reads side by side.

use serde::Serialize;

use crate::{Provision, Regime, Words};

/// A provision and what the file makes of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Beside {
    /// The provision.
    #[serde(flatten)]
    pub provision: Provision,
    /// The rules that stand there, in words: limits and figures first.
    pub rules: Vec<Words>,
}

/// Every provision of a version, in the order of the text, with the rules that stand there. A rule
/// whose address has no provision of its own stands at the nearest that holds it.
pub fn beside(regime: &Regime) -> Vec<Beside> {
    let rows = regime.provisions.iter();
    let rows = rows.map(|it| Beside { provision: it.clone(), rules: Vec::new() });
    let mut rows: Vec<Beside> = rows.collect();
    for (cite, words) in regime.told() {
        let exact = rows.iter().position(|row| row.provision.cite == cite);
        let near = || rows.iter().position(|row| row.provision.cite.touches(&cite));
        if let Some(row) = exact.or_else(near).and_then(|at| rows.get_mut(at)) {
            row.rules.push(words);
        }
    }
    rows
}
