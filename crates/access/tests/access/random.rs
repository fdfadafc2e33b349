//! Random askers and things, out of so few names that they often meet.

use std::sync::Arc;

use std::collections::BTreeSet;

use access::*;
use jiff::civil::Date;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use review::{Actor, BodyId};

use crate::world::{TODAY, body};

fn organisation() -> impl Strategy<Value = OrganisationId> + Clone {
    select(vec!["acme", "vendor", "other"]).prop_map(OrganisationId::new)
}

/// Mostly the one that makes the person or the review of use.
fn mostly(id: &'static str) -> impl Strategy<Value = OrganisationId> + Clone {
    prop_oneof![4 => Just(OrganisationId::new(id)), 1 => organisation()]
}

fn home(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::Party => "acme",
        OrganisationKind::Provider => "vendor",
        OrganisationKind::Office
        | OrganisationKind::MemberUnit
        | OrganisationKind::ProtectionDepartment
        | OrganisationKind::CommissionOffice
        | OrganisationKind::Lab
        | OrganisationKind::Experts
        | OrganisationKind::LawFirm
        | OrganisationKind::Public => "other",
    }
}

fn some_body() -> impl Strategy<Value = BodyId> + Clone {
    select(vec!["miit", "energy", "cnlab"]).prop_map(body)
}

fn some_person() -> impl Strategy<Value = PersonId> + Clone {
    select(vec!["me", "you"]).prop_map(PersonId::new)
}

fn some_docket() -> impl Strategy<Value = DocketId> + Clone {
    select(vec!["first", "second"]).prop_map(DocketId::new)
}

/// A day within a few days of today, so that first and last days are hit.
pub fn day() -> impl Strategy<Value = Date> + Clone {
    (-3_i64..=3).prop_map(|days| TODAY.saturating_add(jiff::Span::new().days(days)))
}

fn actor() -> impl Strategy<Value = Actor> + Clone {
    prop_oneof![
        select(vec![
            Actor::Party,
            Actor::Provider,
            Actor::Office,
            Actor::Commission,
            Actor::Experts,
            Actor::Anyone
        ]),
        some_body().prop_map(Actor::Unit),
        some_body().prop_map(Actor::Department),
        some_body().prop_map(Actor::Authority),
        some_body().prop_map(Actor::Lab),
    ]
}

/// A grant: mostly of a role that fits the organisation.
fn grant(kind: OrganisationKind) -> impl Strategy<Value = Grant> {
    let fitting: Vec<Role> = Role::ALL.iter().copied().filter(|r| r.fits(kind)).collect();
    let fitting = if fitting.is_empty() { Role::ALL.to_vec() } else { fitting };
    let role = prop_oneof![6 => select(fitting), 1 => select(Role::ALL.to_vec())];
    let until = prop_oneof![2 => Just(None), 1 => day().prop_map(Some)];
    let mandate = proptest::option::weighted(0.8, mostly("acme"));
    let from = prop_oneof![3 => Just(TODAY.yesterday().unwrap()), 1 => day()];
    (role, from, until, mandate).prop_map(|(role, from, until, on_behalf_of)| Grant {
        role,
        from,
        until,
        on_behalf_of,
    })
}

pub fn person() -> impl Strategy<Value = Person> {
    let dockets = || subsequence(vec!["first", "second"], 0..=2);
    let both = || Just(vec!["first", "second"]);
    let absences = prop_oneof![2 => both(), 1 => dockets()];
    let conflicts = prop_oneof![5 => Just(vec![]), 1 => dockets()];
    let emergencies = prop_oneof![3 => Just(vec![]), 1 => dockets()];
    select(OrganisationKind::ALL.to_vec()).prop_flat_map(move |kind| {
        let ids = |names: Vec<&str>| -> BTreeSet<DocketId> {
            names.into_iter().map(DocketId::new).collect()
        };
        (
            some_person(),
            mostly(home(kind)),
            proptest::option::weighted(0.9, some_body()),
            proptest::collection::vec(grant(kind), 0..4),
            absences.clone(),
            conflicts.clone(),
            emergencies.clone(),
        )
            .prop_map(
                move |(id, organisation, body, grants, no_conflict, conflicts, opened)| {
                    let (no_conflict, conflicts) = (ids(no_conflict), ids(conflicts));
                    let emergencies = ids(opened);
                    Person {
                        id,
                        organisation,
                        kind,
                        body,
                        grants,
                        no_conflict,
                        conflicts,
                        emergencies,
                    }
                },
            )
    })
}

fn review() -> impl Strategy<Value = Arc<Review>> + Clone {
    let bodies = || subsequence(vec![body("miit"), body("energy"), body("cnlab")], 0..=3);
    let side = |id| proptest::option::weighted(0.9, mostly(id));
    let assigned = subsequence(vec![Actor::Experts, Actor::Lab(body("cnlab"))], 0..=2);
    let sides = || vec![Side::Party, Side::Provider, Side::Commission];
    let told = prop_oneof![1 => Just(sides()), 1 => subsequence(sides(), 0..=3)];
    (
        some_docket(),
        select(Step::ALL.to_vec()),
        side("acme"),
        side("vendor"),
        bodies(),
        proptest::option::of(some_body()),
        assigned,
        told,
    )
        .prop_map(|(docket, step, party, provider, consulted, asked_by, assigned, told)| {
            Review { docket, step, party, provider, consulted, asked_by, assigned, told }.into()
        })
}

pub fn resource() -> impl Strategy<Value = Resource> {
    let maybe = || proptest::option::weighted(0.5, review());
    let roles = || subsequence(Role::ALL.to_vec(), 0..=2);
    let role = proptest::option::weighted(0.9, select(Role::ALL.to_vec()));
    let act = || select(ActName::ALL.to_vec());
    let seal = prop_oneof![3 => Just(Seal::Open), 1 => Just(Seal::Sealed)];
    let as_head = select(vec![AskedAs::Head, AskedAs::Other]);
    prop_oneof![
        2 => Just(Resource::Office),
        6 => review().prop_map(Resource::Review),
        2 => (mostly("acme"), maybe())
            .prop_map(|(party, review)| Resource::Filing(Filing { party, review })),
        2 => (mostly("acme"), maybe())
            .prop_map(|(owner, review)| Resource::Material(Material { owner, review })),
        4 => (review(), actor(), act(), proptest::option::of(actor()), seal)
            .prop_map(|(review, by, act, to, seal)| {
                Resource::Entry(Entry { review, by, act, to, seal })
            }),
        2 => (some_person(), organisation(), roles(), role)
            .prop_map(|(person, organisation, holds, role)| {
                Resource::Account(Account { person, organisation, holds, role })
            }),
        2 => (some_person(), organisation(), roles(), some_person(), as_head)
            .prop_map(|(person, organisation, holds, asked_by, asked_as)| {
                let reset = FactorReset { person, organisation, holds, asked_by, asked_as };
                Resource::FactorReset(reset)
            }),
        1 => some_person().prop_map(|imported_by| Resource::HolidayNotice { imported_by }),
        1 => (some_person(), review())
            .prop_map(|(by, review)| Resource::Emergency(Emergency { by, review })),
        2 => (some_person(), maybe(), select(Deed::ALL.to_vec()))
            .prop_map(|(by, review, deed)| Resource::FourEyes(FourEyes { deed, by, review })),
        1 => (proptest::option::of(some_person()), proptest::option::of(organisation()), maybe())
            .prop_map(|(of_person, of_house, review)| {
                Resource::Reporter(Reporter { of_person, of_house, review })
            }),
    ]
}

/// Anybody, seldom nobody.
pub fn asker() -> impl Strategy<Value = Option<Person>> {
    proptest::option::weighted(0.95, person())
}
