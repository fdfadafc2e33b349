//! As whom a person acts in a docket.

use jiff::civil::Date;
use review::Actor;

use crate::{ActName, OrganisationKind, Person, Role};

/// The actor of the docket as whom `person` does `act` on a day; `None`: as nobody. Whether it is
/// permitted, [`crate::Access::may`] says; whether it is lawful, `review::decide`.
pub fn actor_for(person: &Person, today: Date, act: ActName) -> Option<Actor> {
    // 举报 is anybody's (2022, Art. 18 and 19): who reports does so as no side of the review.
    if act == ActName::Report {
        return Some(Actor::Anyone);
    }
    let roles = person.roles_on(today);
    let holds = |wanted: &[Role]| wanted.iter().any(|role| roles.contains(role));
    match person.kind {
        OrganisationKind::Office if holds(&[Role::Officer, Role::Head]) => Some(Actor::Office),
        OrganisationKind::MemberUnit if holds(&[Role::Liaison, Role::UnitHead]) => {
            person.body.clone().map(Actor::Unit)
        }
        OrganisationKind::ProtectionDepartment if holds(&[Role::Liaison, Role::UnitHead]) => {
            person.body.clone().map(Actor::Department)
        }
        OrganisationKind::CommissionOffice if holds(&[Role::CommissionClerk]) => {
            Some(Actor::Commission)
        }
        OrganisationKind::Party if holds(&[Role::PartySubmitter, Role::PartyAdmin]) => {
            Some(Actor::Party)
        }
        OrganisationKind::Provider if holds(&[Role::Provider]) => Some(Actor::Provider),
        OrganisationKind::Lab if holds(&[Role::Lab]) => person.body.clone().map(Actor::Lab),
        OrganisationKind::Experts if holds(&[Role::Expert]) => Some(Actor::Experts),
        OrganisationKind::Office
        | OrganisationKind::MemberUnit
        | OrganisationKind::ProtectionDepartment
        | OrganisationKind::CommissionOffice
        | OrganisationKind::Party
        | OrganisationKind::Provider
        | OrganisationKind::Lab
        | OrganisationKind::Experts
        | OrganisationKind::LawFirm
        | OrganisationKind::Public => None,
    }
}
