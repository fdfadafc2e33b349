//! Which provision is carried by what in the product, and what carries which provisions.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{Carrier, Cite, Kind, Provision, Regime, RegimeId, Words};

/// One version, read both ways.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Coverage {
    /// The version.
    pub law: RegimeId,
    /// Every article, paragraph and item, in the order of the text.
    pub provisions: Vec<Covered>,
    /// Everything that carries something, by name, with what it carries.
    pub carriers: Vec<Carries>,
}

/// A provision and how far the product carries it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Covered {
    /// The provision: address, kind, gist, what carries it.
    #[serde(flatten)]
    pub provision: Provision,
    /// How far it is carried.
    pub reach: Reach,
}

/// How far a provision is carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// It is.
    Carried,
    /// In part; the law file says what is left out and why.
    InPart,
    /// It is out of reach; the law file says why.
    OutOfReach,
    /// It binds nobody and nothing carries it.
    Said,
    /// It binds somebody and nothing carries it: a fault of the product.
    Bare,
}

/// Something of the product, with the provisions it carries.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Carries {
    /// What carries.
    pub carrier: Carrier,
    /// What it carries, in the order of the text.
    pub provisions: Vec<Cite>,
}

impl Reach {
    /// Its name.
    pub fn words(self) -> Words {
        match self {
            Reach::Carried => Words::new("已落实", "carried"),
            Reach::InPart => Words::new("部分落实", "in part"),
            Reach::OutOfReach => Words::new("不在范围内", "out of reach"),
            Reach::Said => Words::new("无须落实", "binds nobody"),
            Reach::Bare => Words::new("未落实", "carried by nothing"),
        }
    }

    fn of(provision: &Provision) -> Reach {
        match (provision.carried_by.is_empty(), &provision.out_of_reach) {
            (false, None) => Reach::Carried,
            (false, Some(_)) => Reach::InPart,
            (true, Some(_)) => Reach::OutOfReach,
            (true, None) if provision.kind.is_normative() => Reach::Bare,
            (true, None) => Reach::Said,
        }
    }
}

impl Coverage {
    /// How many provisions of a kind there are, and how many of them are carried at all.
    pub fn of_kind(&self, kind: Kind) -> (usize, usize) {
        let all = || self.provisions.iter().filter(|row| row.provision.kind == kind);
        let carried = all().filter(|row| matches!(row.reach, Reach::Carried | Reach::InPart));
        (all().count(), carried.count())
    }

    /// Provisions that bind somebody and are carried by nothing.
    pub fn bare(&self) -> impl Iterator<Item = &Covered> {
        self.provisions.iter().filter(|row| row.reach == Reach::Bare)
    }
}

/// The coverage of a version, by what its file says carries it.
pub fn coverage(regime: &Regime) -> Coverage {
    coverage_with(regime, &[])
}

/// The same with what was found to carry something besides: the written notices that rest on a
/// provision, the scenarios in which it is applied. A scenario shows that a provision is carried;
/// it does not carry it.
pub fn coverage_with(regime: &Regime, found: &[(Carrier, Cite)]) -> Coverage {
    let provisions = regime.provisions.iter().map(|provision| {
        let mut provision = provision.clone();
        let of_it = found.iter().filter(|(_, cite)| *cite == provision.cite);
        let (shown, carried): (Vec<_>, Vec<_>) = of_it
            .map(|(carrier, _)| carrier.clone())
            .partition(|carrier| matches!(carrier, Carrier::Scenario(_)));
        join(&mut provision.carried_by, carried);
        let reach = Reach::of(&provision);
        join(&mut provision.carried_by, shown);
        Covered { provision, reach }
    });
    let provisions: Vec<Covered> = provisions.collect();
    let mut carriers: BTreeMap<String, Carries> = BTreeMap::new();
    for provision in provisions.iter().map(|covered| &covered.provision) {
        for carrier in &provision.carried_by {
            let entry = carriers.entry(carrier.to_string());
            let carries = entry
                .or_insert_with(|| Carries { carrier: carrier.clone(), provisions: Vec::new() });
            carries.provisions.push(provision.cite.clone());
        }
    }
    Coverage { law: regime.id.clone(), provisions, carriers: carriers.into_values().collect() }
}

fn join(all: &mut Vec<Carrier>, more: Vec<Carrier>) {
    for carrier in more {
        if !all.contains(&carrier) {
            all.push(carrier);
        }
    }
}
