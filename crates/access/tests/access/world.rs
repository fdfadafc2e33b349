//! A small world to ask about: some people, and one review at every step.

use std::collections::BTreeSet;

use access::*;
use jiff::civil::{Date, date};
use review::{Actor, BodyId};

/// The day on which everything is asked.
pub const TODAY: Date = date(2026, 9, 1);

/// One kind of asker, as the matrix calls it.
pub struct Asking {
    pub name: &'static str,
    pub person: Option<Person>,
}

impl Asking {
    pub fn asker(&self) -> Asker<'_> {
        self.person.as_ref().map_or(Asker::Anonymous, Asker::Person)
    }
}

pub fn body(id: &str) -> BodyId {
    BodyId::new(id).unwrap()
}

pub fn docket() -> DocketId {
    DocketId::new("the-docket")
}

pub fn grant(role: Role) -> Grant {
    let mandate = (role == Role::Counsel).then(|| OrganisationId::new("acme"));
    Grant {
        role,
        from: date(2026, 1, 1),
        until: Some(date(2026, 12, 31)),
        on_behalf_of: mandate,
    }
}

/// A person of the organisation `acme`, `vendor`, `miit` …, whose id is its body id where it has one.
pub fn person(role: &[Role], kind: OrganisationKind, organisation: &str) -> Person {
    use OrganisationKind as Kind;
    let has_body = matches!(
        kind,
        Kind::MemberUnit | Kind::ProtectionDepartment | Kind::Lab
    );
    Person {
        id: PersonId::new("me"),
        organisation: OrganisationId::new(organisation),
        kind,
        body: has_body.then(|| body(organisation)),
        grants: role.iter().copied().map(grant).collect(),
        no_conflict: BTreeSet::new(),
        conflicts: BTreeSet::new(),
    }
}

pub fn declared(mut person: Person) -> Person {
    person.no_conflict.insert(docket());
    person
}

fn conflicted(person: Person) -> Person {
    let mut person = declared(person);
    person.conflicts.insert(docket());
    person
}

fn expired(mut person: Person) -> Person {
    for grant in &mut person.grants {
        grant.until = Some(date(2026, 8, 31));
    }
    person
}

/// Everybody the matrix shows: each role as it stands to the case, and next to it as a stranger to it.
pub fn askers() -> Vec<Asking> {
    use OrganisationKind as Kind;
    let office = |roles: &[Role]| person(roles, Kind::Office, "office");
    let unit = |role, id| person(&[role], Kind::MemberUnit, id);
    let party = |role, id| person(&[role], Kind::Party, id);
    let list: Vec<(&'static str, Option<Person>)> = vec![
        ("anonymous", None),
        (
            "nobody: signed in, no role",
            Some(person(&[], Kind::Public, "people")),
        ),
        ("officer", Some(declared(office(&[Role::Officer])))),
        ("officer: nothing declared", Some(office(&[Role::Officer]))),
        (
            "officer: conflict declared",
            Some(conflicted(office(&[Role::Officer]))),
        ),
        (
            "officer: appointment expired",
            Some(expired(declared(office(&[Role::Officer])))),
        ),
        ("head", Some(declared(office(&[Role::Head])))),
        ("head: nothing declared", Some(office(&[Role::Head]))),
        ("clerk", Some(office(&[Role::Clerk]))),
        (
            "administrator",
            Some(declared(office(&[Role::Administrator]))),
        ),
        (
            "administrator: also officer",
            Some(declared(office(&[Role::Administrator, Role::Officer]))),
        ),
        ("auditor", Some(declared(office(&[Role::Auditor])))),
        (
            "auditor: also head",
            Some(declared(office(&[Role::Auditor, Role::Head]))),
        ),
        ("liaison", Some(unit(Role::Liaison, "miit"))),
        (
            "liaison: of the unit that asked",
            Some(unit(Role::Liaison, "mps")),
        ),
        ("liaison: not consulted", Some(unit(Role::Liaison, "csrc"))),
        (
            "liaison: of a department",
            Some(person(
                &[Role::Liaison],
                Kind::ProtectionDepartment,
                "energy",
            )),
        ),
        ("unit-head", Some(unit(Role::UnitHead, "miit"))),
        (
            "commission-clerk",
            Some(person(
                &[Role::CommissionClerk],
                Kind::CommissionOffice,
                "commission",
            )),
        ),
        ("party-admin", Some(party(Role::PartyAdmin, "acme"))),
        ("party-submitter", Some(party(Role::PartySubmitter, "acme"))),
        ("party-editor", Some(party(Role::PartyEditor, "acme"))),
        ("party-reader", Some(party(Role::PartyReader, "acme"))),
        (
            "party-admin: of another party",
            Some(party(Role::PartyAdmin, "other")),
        ),
        (
            "provider",
            Some(person(&[Role::Provider], Kind::Provider, "vendor")),
        ),
        (
            "provider: another",
            Some(person(&[Role::Provider], Kind::Provider, "other")),
        ),
        (
            "counsel",
            Some(person(&[Role::Counsel], Kind::LawFirm, "firm")),
        ),
        (
            "counsel: mandate ended",
            Some(expired(person(&[Role::Counsel], Kind::LawFirm, "firm"))),
        ),
        (
            "expert",
            Some(declared(person(&[Role::Expert], Kind::Experts, "experts"))),
        ),
        (
            "expert: nothing declared",
            Some(person(&[Role::Expert], Kind::Experts, "experts")),
        ),
        ("lab", Some(person(&[Role::Lab], Kind::Lab, "cnlab"))),
        (
            "lab: another",
            Some(person(&[Role::Lab], Kind::Lab, "otherlab")),
        ),
    ];
    list.into_iter()
        .map(|(name, person)| Asking { name, person })
        .collect()
}

/// The review as it would be at a step.
pub fn review(step: Step) -> Review {
    let consulted: &[&str] = match step {
        Step::Filing | Step::Intake | Step::PreliminaryReview | Step::ExOfficioProposal => &[],
        Step::Consultation | Step::SpecialReview | Step::CommissionApproval | Step::Closed => {
            &["miit", "energy"]
        }
        Step::Determination | Step::Evaluation | Step::Assessment | Step::Result => &["energy"],
    };
    let lab = Actor::Lab(body("cnlab"));
    let assigned = match step {
        Step::Evaluation => vec![lab],
        Step::Assessment | Step::Result | Step::Closed => vec![lab, Actor::Experts],
        Step::Filing
        | Step::Intake
        | Step::PreliminaryReview
        | Step::Consultation
        | Step::SpecialReview
        | Step::CommissionApproval
        | Step::ExOfficioProposal
        | Step::Determination => vec![],
    };
    let told = match step {
        Step::ExOfficioProposal => vec![Side::Commission],
        Step::CommissionApproval | Step::Closed => {
            vec![Side::Party, Side::Provider, Side::Commission]
        }
        Step::Filing
        | Step::Intake
        | Step::PreliminaryReview
        | Step::Consultation
        | Step::SpecialReview
        | Step::Determination
        | Step::Evaluation
        | Step::Assessment
        | Step::Result => vec![Side::Party, Side::Provider],
    };
    Review {
        docket: docket(),
        step,
        party: Some(OrganisationId::new("acme")),
        provider: Some(OrganisationId::new("vendor")),
        consulted: consulted.iter().copied().map(body).collect(),
        asked_by: Some(body("mps")),
        assigned,
        told,
    }
}
