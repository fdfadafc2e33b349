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
    Grant { role, from: date(2026, 1, 1), until: Some(date(2026, 12, 31)), on_behalf_of: mandate }
}

/// A person of an organisation, whose id is its body id where it has one.
pub fn person(role: &[Role], kind: OrganisationKind, organisation: &str) -> Person {
    use OrganisationKind as Kind;
    let has_body = matches!(kind, Kind::MemberUnit | Kind::ProtectionDepartment | Kind::Lab);
    Person {
        id: PersonId::new("me"),
        organisation: OrganisationId::new(organisation),
        kind,
        body: has_body.then(|| body(organisation)),
        grants: role.iter().copied().map(grant).collect(),
        no_conflict: BTreeSet::new(),
        conflicts: BTreeSet::new(),
        emergencies: BTreeSet::new(),
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

fn in_need(mut person: Person) -> Person {
    person.emergencies.insert(docket());
    person
}

fn expired(mut person: Person) -> Person {
    for grant in &mut person.grants {
        grant.until = Some(date(2026, 8, 31));
    }
    person
}

/// Everybody the matrix shows: each role as it stands to the case, then as a stranger to it.
pub fn askers() -> Vec<Asking> {
    let nobody = person(&[], OrganisationKind::Public, "people");
    let mut all = vec![
        Asking { name: "anonymous", person: None },
        asking("nobody: signed in, no role", nobody),
    ];
    all.extend(people_of_the_office());
    all.extend(people_of_bodies());
    all.extend(people_of_the_sides());
    all
}

fn asking(name: &'static str, person: Person) -> Asking {
    Asking { name, person: Some(person) }
}

fn people_of_the_office() -> Vec<Asking> {
    let office = |roles: &[Role]| person(roles, OrganisationKind::Office, "office");
    let officer = || office(&[Role::Officer]);
    let administrator = Role::Administrator;
    vec![
        asking("officer", declared(officer())),
        asking("officer: nothing declared", officer()),
        asking("officer: conflict declared", conflicted(officer())),
        asking("officer: appointment expired", expired(declared(officer()))),
        asking("head", declared(office(&[Role::Head]))),
        asking("officer: glass broken", in_need(officer())),
        asking("officer: conflict, glass broken", in_need(conflicted(officer()))),
        asking("head: nothing declared", office(&[Role::Head])),
        asking("clerk", office(&[Role::Clerk])),
        asking("administrator", declared(office(&[administrator]))),
        asking("administrator: also officer", declared(office(&[administrator, Role::Officer]))),
        asking("auditor", declared(office(&[Role::Auditor]))),
        asking("auditor: also head", declared(office(&[Role::Auditor, Role::Head]))),
    ]
}

fn people_of_bodies() -> Vec<Asking> {
    use OrganisationKind as Kind;
    let unit = |role, id| person(&[role], Kind::MemberUnit, id);
    let department = person(&[Role::Liaison], Kind::ProtectionDepartment, "energy");
    let commission = person(&[Role::CommissionClerk], Kind::CommissionOffice, "commission");
    vec![
        asking("liaison", unit(Role::Liaison, "miit")),
        asking("liaison: of the unit that asked", unit(Role::Liaison, "mps")),
        asking("liaison: not consulted", unit(Role::Liaison, "csrc")),
        asking("liaison: not consulted, glass broken", in_need(unit(Role::Liaison, "csrc"))),
        asking("liaison: of a department", department.clone()),
        asking("liaison: of a department, glass broken", in_need(department)),
        asking("unit-head", unit(Role::UnitHead, "miit")),
        asking("commission-clerk", commission),
    ]
}

fn people_of_the_sides() -> Vec<Asking> {
    use OrganisationKind as Kind;
    let party = |role, id| person(&[role], Kind::Party, id);
    let provider = |id| person(&[Role::Provider], Kind::Provider, id);
    let counsel = || person(&[Role::Counsel], Kind::LawFirm, "firm");
    let expert = || person(&[Role::Expert], Kind::Experts, "experts");
    let lab = |id| person(&[Role::Lab], Kind::Lab, id);
    vec![
        asking("party-admin", party(Role::PartyAdmin, "acme")),
        asking("party-submitter", party(Role::PartySubmitter, "acme")),
        asking("party-editor", party(Role::PartyEditor, "acme")),
        asking("party-reader", party(Role::PartyReader, "acme")),
        asking("party-admin: of another party", party(Role::PartyAdmin, "other")),
        asking("provider", provider("vendor")),
        asking("provider: another", provider("other")),
        asking("counsel", counsel()),
        asking("counsel: mandate ended", expired(counsel())),
        asking("expert", declared(expert())),
        asking("expert: nothing declared", expert()),
        asking("lab", lab("cnlab")),
        asking("lab: another", lab("otherlab")),
    ]
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
