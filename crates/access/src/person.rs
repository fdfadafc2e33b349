//! Who asks.

use std::collections::BTreeSet;

use jiff::civil::Date;
use review::BodyId;

use crate::{DocketId, Grant, OrganisationId, OrganisationKind, PersonId, Role};

/// Somebody with an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// Where.
    pub organisation: OrganisationId,
    /// What that organisation is.
    pub kind: OrganisationKind,
    /// The body the organisation is in a docket: of a unit, a department or a lab.
    pub body: Option<BodyId>,
    /// Every role ever granted, with its days.
    pub grants: Vec<Grant>,
    /// Dockets on which the person declared the absence of a conflict of interest. Only the
    /// dockets that are asked about need be here.
    pub no_conflict: BTreeSet<DocketId>,
    /// Dockets on which the person declared a conflict of interest; it outweighs an absence.
    pub conflicts: BTreeSet<DocketId>,
    /// Dockets that the person opened in an emergency, whose hour is not over.
    pub emergencies: BTreeSet<DocketId>,
}

/// Who asks: somebody with an account, or anybody at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asker<'a> {
    /// Not signed in.
    Anonymous,
    /// Signed in.
    Person(&'a Person),
    /// Signed in, with what the person declared about the docket that is asked about and whether an
    /// emergency opened it, whatever the person's own lists say.
    Declared(&'a Person, Declaration, Glass),
}

impl<'a> Asker<'a> {
    /// The person, where somebody is signed in.
    pub fn person(self) -> Option<&'a Person> {
        match self {
            Asker::Anonymous => None,
            Asker::Person(person) | Asker::Declared(person, ..) => Some(person),
        }
    }
}

impl<'a> From<&'a Person> for Asker<'a> {
    fn from(person: &'a Person) -> Asker<'a> {
        Asker::Person(person)
    }
}

/// What a person declared about a docket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Declaration {
    /// Nothing yet.
    None,
    /// That there is no conflict of interest.
    NoConflict,
    /// A conflict of interest.
    Conflict,
}

/// Whether a docket was opened in an emergency by the person who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Glass {
    /// It was not, or the hour is over.
    #[default]
    Whole,
    /// It was, and the hour runs.
    Broken,
}

impl Person {
    /// The roles in force on a day. Expired, future and unfitting grants give nothing, nor does
    /// counsel's without a mandate.
    pub fn roles_on(&self, day: Date) -> BTreeSet<Role> {
        self.grants_on(day).map(|grant| grant.role).collect()
    }

    /// The parties whose mandate the person holds on a day.
    pub fn mandates_on(&self, day: Date) -> BTreeSet<&OrganisationId> {
        self.grants_on(day)
            .filter(|grant| grant.role == Role::Counsel)
            .filter_map(|grant| grant.on_behalf_of.as_ref())
            .collect()
    }

    /// Whether the person holds a party's mandate on a day.
    pub fn holds_mandate(&self, party: &OrganisationId, day: Date) -> bool {
        self.grants_on(day)
            .any(|grant| grant.role == Role::Counsel && grant.on_behalf_of.as_ref() == Some(party))
    }

    /// Whether the person has left: had roles, and the last day of every one of them is over. Who
    /// was never given one has nothing to leave.
    pub fn has_left(&self, day: Date) -> bool {
        let over = |grant: &Grant| grant.until.is_some_and(|last| last < day);
        !self.grants.is_empty() && self.grants.iter().all(over)
    }

    /// What the person declared about a docket.
    pub fn declared(&self, docket: &DocketId) -> Declaration {
        if self.conflicts.contains(docket) {
            return Declaration::Conflict;
        }
        if self.no_conflict.contains(docket) {
            return Declaration::NoConflict;
        }
        Declaration::None
    }

    /// Whether the person opened a docket in an emergency.
    pub fn glass(&self, docket: &DocketId) -> Glass {
        if self.emergencies.contains(docket) { Glass::Broken } else { Glass::Whole }
    }

    pub(crate) fn grants_on(&self, day: Date) -> impl Iterator<Item = &Grant> {
        self.grants.iter().filter(move |grant| {
            let mandated = grant.role != Role::Counsel || grant.on_behalf_of.is_some();
            grant.holds_on(day) && grant.role.fits(self.kind) && mandated
        })
    }
}
