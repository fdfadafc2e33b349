//! The rules once more, as plain code and by role, written from DESIGN §8, the docket's table of
//! acts and decision 0003, not from the policies.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the twin lists what is a yes; the rest is a no"
)]

use access::*;
use jiff::civil::Date;
use review::Actor;

use Question as Q;

use crate::twin_lists::*;
use crate::twin_sides::*;

/// The twin's answer.
pub fn may(asker: Asker<'_>, today: Date, question: Question, resource: &Resource) -> bool {
    if !is_about(question, resource) {
        return false;
    }
    if public(question) {
        return true;
    }
    let Asker::Person(me) = asker else {
        return false;
    };
    let roles: Vec<Role> = Role::ALL.iter().copied().filter(|r| holds(me, *r, today)).collect();
    !walled(me, &roles, question, resource)
        && (oneself(me, question, resource)
            || roles.iter().any(|role| role_may(me, *role, today, question, resource)))
}

fn holds(me: &Person, role: Role, today: Date) -> bool {
    use OrganisationKind as K;
    let homes: &[K] = match role {
        Role::Officer | Role::Head | Role::Clerk | Role::Administrator => &[K::Office],
        Role::Auditor => &[K::Office, K::CommissionOffice],
        Role::Liaison | Role::UnitHead => &[K::MemberUnit, K::ProtectionDepartment],
        Role::CommissionClerk => &[K::CommissionOffice],
        Role::PartyAdmin | Role::PartyEditor | Role::PartySubmitter | Role::PartyReader => {
            &[K::Party]
        }
        Role::Provider => &[K::Provider],
        Role::Counsel => &[K::LawFirm],
        Role::Expert => &[K::Experts],
        Role::Lab => &[K::Lab],
    };
    let in_time = |g: &Grant| !(today < g.from || g.until.is_some_and(|last| last < today));
    homes.contains(&me.kind) && me.grants.iter().any(|g| g.role == role && in_time(g))
}

/// What may be done before an absence of conflict was declared.
fn before_declaring(question: Question) -> bool {
    matches!(
        question,
        Q::ReviewList
            | Q::DocketOutline
            | Q::DeclareConflict
            | Q::DeclarationsRead
            | Q::BreakGlass
            | Q::DestructionRead
            | Q::EmergencyRead
            | Q::EmergencyEnd
            | Q::FilingCreate
            | Q::FilingEdit
            | Q::FilingSubmit
            | Q::FilingDelete
            | Q::ReviewStartExOfficio
            | Q::DocketImport
            | Q::WhatIf
            | Q::Act(
                ActName::Files | ActName::AskExOfficio | ActName::DetermineObject | ActName::TakeUp
            )
    )
}

/// Whether a wall stands before it: conflict, no declaration, administrator, auditor, oneself.
fn walled(me: &Person, roles: &[Role], question: Question, resource: &Resource) -> bool {
    let docket = resource.review().map(|review| &review.docket);
    let conflict = docket.is_some_and(|docket| me.conflicts.contains(docket));
    let absence = docket.is_some_and(|docket| me.no_conflict.contains(docket));
    let must_declare = [Role::Officer, Role::Head, Role::Expert].iter().any(|r| roles.contains(r));
    if of_a_case(question, resource) {
        if conflict || roles.contains(&Role::Administrator) {
            return true;
        }
        let broken = docket.is_some_and(|docket| me.emergencies.contains(docket));
        if must_declare && !absence && !broken && !before_declaring(question) {
            return true;
        }
        // An hour in need is for reading.
        let writes = matches!(
            question,
            Q::Act(_) | Q::MaterialUpload | Q::PaperEnter | Q::PaperDecide | Q::ReporterRead
        );
        if broken && !absence && writes {
            return true;
        }
        if roles.contains(&Role::Auditor) && matches!(question, Q::Act(_)) {
            return true;
        }
        if question == Q::PaperDecide && !roles.contains(&Role::Head) {
            return true;
        }
    }
    match resource {
        Resource::HolidayNotice { imported_by } => *imported_by == me.id,
        Resource::Account(account) => account_walled(me, roles, question, account),
        Resource::FourEyes(asked) => {
            let machine = roles.contains(&Role::Administrator) && asked.deed.is_about_a_case();
            conflict || machine || (asked.by == me.id && question == Q::FourEyesConfirm)
        }
        Resource::Reporter(of) => {
            of.of_person.as_ref() == Some(&me.id) || of.of_house.as_ref() == Some(&me.organisation)
        }
        Resource::Entry(Entry { seal: Seal::Sealed, by, .. }) => {
            me.body.is_none() || by.body() != me.body.as_ref()
        }
        Resource::FactorReset(reset) => {
            let in_cases = !far_from_cases(&reset.holds);
            let by_a_head = reset.asked_as == AskedAs::Head || roles.contains(&Role::Head);
            reset.person == me.id || reset.asked_by == me.id || (in_cases && !by_a_head)
        }
        _ => false,
    }
}

fn oneself(me: &Person, question: Question, resource: &Resource) -> bool {
    match resource {
        Resource::Office => matches!(question, Q::SelfRead | Q::SelfEdit),
        Resource::Account(account) => {
            account.person == me.id && matches!(question, Q::TokenCreate | Q::TokenRevoke)
        }
        Resource::Emergency(emergency) => emergency.by == me.id,
        Resource::FourEyes(asked) => asked.by == me.id && question == Q::FourEyesRead,
        _ => false,
    }
}

fn role_may(me: &Person, role: Role, today: Date, question: Question, what: &Resource) -> bool {
    match role {
        Role::Officer | Role::Head => office_may(me, role, question, what),
        Role::Clerk => clerk_may(question),
        Role::Administrator => match what {
            Resource::Account(_) | Resource::FactorReset(_) => true,
            Resource::FourEyes(asked) => {
                question == Q::FourEyesAsk && !asked.deed.is_about_a_case()
            }
            _ => matches!(
                question,
                Q::OrganisationCreate
                    | Q::OrganisationRead
                    | Q::MachineRead
                    | Q::MachineRun
                    | Q::LedgerVerify
            ),
        },
        Role::Auditor => auditor_may(question),
        Role::Liaison | Role::UnitHead => {
            body_may(me, question, what) || in_need(me, question, what)
        }
        Role::CommissionClerk => {
            let told = what.review().is_some_and(|review| review.told.contains(&Side::Commission));
            told && match question {
                Q::Act(act) => does(act, "commission"),
                Q::MaterialUpload => {
                    let open = |review: &access::Review| review.step != Step::Closed;
                    matches!(what, Resource::Review(_)) && what.review().is_some_and(open)
                }
                _ => reads(question) || question == Q::ConsultationRead,
            }
        }
        Role::PartyAdmin | Role::PartySubmitter | Role::PartyEditor | Role::PartyReader => {
            party_may(me, role, question, what)
        }
        Role::Counsel => counsel_may(me, today, question, what),
        Role::Provider => provider_may(me, question, what),
        Role::Expert => {
            let mine = what.review().is_some_and(|r| r.assigned.contains(&Actor::Experts));
            mine && (evaluator_may(me, "experts", question, what) || question == Q::DeclareConflict)
        }
        Role::Lab => {
            let me_as_lab = me.body.clone().map(Actor::Lab);
            let assigned = what.review().map(|review| review.assigned.as_slice());
            let mine = me_as_lab.is_some_and(|lab| assigned.unwrap_or_default().contains(&lab));
            mine && evaluator_may(me, "lab", question, what)
        }
    }
}

fn auditor_may(question: Question) -> bool {
    matches!(
        question,
        Q::ReviewList
            | Q::DocketOutline
            | Q::AuditRead
            | Q::MachineRead
            | Q::NoticeRead
            | Q::NumberingRead
            | Q::LedgerVerify
            | Q::EmergencyRead
            | Q::FourEyesRead
            | Q::HouseRulesRead
            | Q::LogEntries
            | Q::DestructionRead
    )
}

fn clerk_may(question: Question) -> bool {
    matches!(
        question,
        Q::NoticeImport
            | Q::NoticeRead
            | Q::NoticeConfirm
            | Q::NumberingRead
            | Q::NumberingEdit
            | Q::OrganisationRead
            | Q::LedgerVerify
            | Q::ReviewList
            | Q::DocketOutline
            | Q::DestructionRead
            | Q::HouseRulesRead
    )
}

pub fn reads(question: Question) -> bool {
    matches!(
        question,
        Q::ReviewList
            | Q::ReviewRead
            | Q::ReviewDocket
            | Q::ReadingsRead
            | Q::EntryRead
            | Q::MaterialRead
    )
}

fn office_may(me: &Person, role: Role, question: Question, what: &Resource) -> bool {
    if let Resource::Account(account) = what {
        let named = matches!(account.role, Some(Role::Officer | Role::Head));
        return role == Role::Head
            && match question {
                Q::AccountRead | Q::AccountLink | Q::FactorReset => true,
                Q::RoleGrant | Q::RoleRevoke => named && account.organisation == me.organisation,
                _ => false,
            };
    }
    let heads = [
        Q::NoticeImport,
        Q::NoticeRead,
        Q::NoticeConfirm,
        Q::NumberingEdit,
        Q::EntranceEdit,
        Q::FactorResetConfirm,
    ];
    if role == Role::Head && heads.contains(&question) {
        return true;
    }
    if let Resource::FourEyes(asked) = what {
        return two_may(me, role, question, asked);
    }
    match question {
        Q::ContentDestroy => {
            let docket = what.review().map(|review| &review.docket);
            role == Role::Head && docket.is_some_and(|docket| me.no_conflict.contains(docket))
        }
        Q::DeclarationsRead
        | Q::EmergencyRead
        | Q::EmergencyEnd
        | Q::ReporterRead
        | Q::HouseRulesEdit => role == Role::Head,
        Q::Act(ActName::DetermineObject | ActName::TakeUp) => true,
        Q::Act(act) => does(act, "office") || (role == Role::Head && does(act, "head")),
        Q::FilingRead | Q::MaterialRead => what.review().is_some(),
        Q::MaterialUpload => matches!(what, Resource::Review(_)),
        Q::NumberingRead
        | Q::OrganisationRead
        | Q::LedgerVerify
        | Q::DocketOutline
        | Q::ConsultationRead
        | Q::DeclareConflict
        | Q::PaperEnter
        | Q::PaperDecide
        | Q::BreakGlass
        | Q::DestructionRead
        | Q::HouseRulesRead
        | Q::ReviewStartExOfficio
        | Q::DocketImport
        | Q::WhatIf => true,
        _ => reads(question),
    }
}

fn two_may(me: &Person, role: Role, question: Question, asked: &FourEyes) -> bool {
    let declared = asked.review.as_ref().is_some_and(|review| {
        let (yes, no) = (&me.no_conflict, &me.conflicts);
        yes.contains(&review.docket) && !no.contains(&review.docket)
    });
    let ready = declared || !asked.deed.is_about_a_case();
    match question {
        // What cannot be undone is a head's to ask for.
        Q::FourEyesAsk if asked.deed == Deed::DestroyKey => declared && role == Role::Head,
        Q::FourEyesAsk if asked.deed.is_about_a_case() => declared,
        Q::FourEyesAsk => role == Role::Head,
        Q::FourEyesConfirm => role == Role::Head && ready,
        _ => role == Role::Head,
    }
}

fn body_may(me: &Person, question: Question, what: &Resource) -> bool {
    let Some(mine) = &me.body else {
        return false;
    };
    let member = me.kind == OrganisationKind::MemberUnit;
    if matches!(question, Q::ReviewStartExOfficio | Q::Act(ActName::AskExOfficio)) {
        return member;
    }
    let Some(review) = what.review() else {
        return false;
    };
    let consulted = review.consulted.contains(mine);
    let concerned = consulted || review.asked_by.as_ref() == Some(mine);
    if let Q::Act(act) = question {
        return (consulted && does(act, "body"))
            || (concerned && !member && act == ActName::FindAffected);
    }
    if question == Q::MaterialUpload {
        return concerned && matches!(what, Resource::Review(_)) && review.step != Step::Closed;
    }
    concerned
        && reads(question)
        && match what {
            Resource::Entry(entry) => {
                let to = entry.to.as_ref().and_then(Actor::body);
                let visible = !matches!(
                    entry.act,
                    ActName::Note
                        | ActName::Hear
                        | ActName::Refer
                        | ActName::Report
                        | ActName::Correct
                        | ActName::Serve
                );
                let shown = matches!(entry.by, Actor::Party | Actor::Provider | Actor::Office);
                entry.by.body() == Some(mine)
                    || to == Some(mine)
                    || (to.is_none() && shown && visible)
            }
            Resource::Material(file) => handed_in_by_a_side(file, review),
            _ => true,
        }
}

/// What a member unit's people may where nobody asked their unit: break the glass, and for an hour
/// read what they would read if it had been asked.
fn in_need(me: &Person, question: Question, what: &Resource) -> bool {
    if me.kind != OrganisationKind::MemberUnit {
        return false;
    }
    if question == Q::BreakGlass {
        return me.body.is_some();
    }
    let Some(review) = what.review().filter(|review| me.emergencies.contains(&review.docket))
    else {
        return false;
    };
    match (question, what) {
        (Q::ReviewList | Q::ReviewRead | Q::ReviewDocket, _) => true,
        (Q::MaterialRead, Resource::Material(file)) => handed_in_by_a_side(file, review),
        (Q::EntryRead, Resource::Entry(entry)) => {
            let told = matches!(entry.by, Actor::Party | Actor::Provider | Actor::Office);
            let inner = matches!(
                entry.act,
                ActName::Note
                    | ActName::Hear
                    | ActName::Refer
                    | ActName::Report
                    | ActName::Correct
                    | ActName::Serve
            );
            let to_body = entry.to.as_ref().is_some_and(|to| to.body().is_some());
            told && !inner && !to_body
        }
        _ => false,
    }
}
