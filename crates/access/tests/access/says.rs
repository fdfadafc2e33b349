//! What DESIGN §8 says in so many words.

use std::collections::BTreeSet;

use access::*;
use review::{Act, Actor};

use crate::ACCESS;
use crate::matrix;
use crate::world::{TODAY, askers, body, declared, docket, person, review};

#[track_caller]
fn check(person: &Person, question: Question, resource: &Resource, expected: (bool, &str)) {
    let answer = ACCESS.may(person.into(), TODAY, question, resource);
    let policy = answer.policy().map_or("", Policy::as_str);
    assert_eq!((answer.is_allowed(), policy), expected);
}

#[test]
fn an_officer_declares_before_he_reads_and_a_conflict_hides_the_case() {
    let mut officer = person(&[Role::Officer], OrganisationKind::Office, "office");
    let case = Resource::Review(review(Step::Intake));
    check(
        &officer,
        Question::ReviewList,
        &case,
        (true, "office-lists-cases"),
    );
    check(
        &officer,
        Question::DeclareConflict,
        &case,
        (true, "office-lists-cases"),
    );
    check(
        &officer,
        Question::ReviewRead,
        &case,
        (false, "declare-before-content"),
    );
    assert!(
        ACCESS
            .may_know((&officer).into(), TODAY, &case)
            .is_allowed(),
        "403, not 404"
    );
    officer.no_conflict.insert(docket());
    check(
        &officer,
        Question::ReviewRead,
        &case,
        (true, "office-reads-cases"),
    );
    officer.conflicts.insert(docket());
    check(
        &officer,
        Question::ReviewList,
        &case,
        (false, "conflict-hides-case"),
    );
    assert!(
        !ACCESS
            .may_know((&officer).into(), TODAY, &case)
            .is_allowed(),
        "404, not 403"
    );
}

#[test]
fn a_grant_holds_from_its_first_to_its_last_day() {
    let mut officer = declared(person(&[Role::Officer], OrganisationKind::Office, "office"));
    let case = Resource::Review(review(Step::Intake));
    let (yesterday, tomorrow) = (TODAY.yesterday().unwrap(), TODAY.tomorrow().unwrap());
    for (from, until, holds) in [
        (TODAY, Some(TODAY), true),
        (yesterday, None, true),
        (yesterday, Some(yesterday), false),
        (tomorrow, None, false),
        (tomorrow, Some(yesterday), false),
    ] {
        officer.grants[0].from = from;
        officer.grants[0].until = until;
        let answer = ACCESS.may((&officer).into(), TODAY, Question::ReviewRead, &case);
        assert_eq!(answer.is_allowed(), holds, "{from} {until:?}");
    }
}

#[test]
fn the_party_of_a_review_ex_officio_learns_of_it_by_its_notice_only() {
    let reader = person(&[Role::PartyReader], OrganisationKind::Party, "acme");
    let mut review = review(Step::ExOfficioProposal);
    assert!(
        !ACCESS
            .may_know((&reader).into(), TODAY, &Resource::Review(review.clone()))
            .is_allowed()
    );
    // 不予批准: what the Commission declined is closed, and the party never hears of it.
    review.step = Step::Closed;
    assert!(
        !ACCESS
            .may_know((&reader).into(), TODAY, &Resource::Review(review.clone()))
            .is_allowed()
    );
    review.told.push(Side::Party);
    let told = Resource::Review(review);
    check(
        &reader,
        Question::ReviewRead,
        &told,
        (true, "party-reads-own-reviews"),
    );
    check(&reader, ActName::Withdraw.into(), &told, (false, ""));
}

#[test]
fn who_acts_as_whom() {
    use OrganisationKind as Kind;
    let unit = Actor::Unit(body("miit"));
    let department = Actor::Department(body("energy"));
    for (role, kind, home, act, actor) in [
        (
            Role::Officer,
            Kind::Office,
            "office",
            ActName::Propose,
            Some(Actor::Office),
        ),
        (
            Role::Head,
            Kind::Office,
            "office",
            ActName::Conclude,
            Some(Actor::Office),
        ),
        (Role::Clerk, Kind::Office, "office", ActName::Note, None),
        (
            Role::Administrator,
            Kind::Office,
            "office",
            ActName::Note,
            None,
        ),
        (
            Role::Administrator,
            Kind::Office,
            "office",
            ActName::Report,
            Some(Actor::Anyone),
        ),
        (
            Role::Liaison,
            Kind::MemberUnit,
            "miit",
            ActName::Reply,
            Some(unit.clone()),
        ),
        (
            Role::UnitHead,
            Kind::MemberUnit,
            "miit",
            ActName::Reply,
            Some(unit),
        ),
        (
            Role::Liaison,
            Kind::ProtectionDepartment,
            "energy",
            ActName::Reply,
            Some(department),
        ),
        (Role::Liaison, Kind::Office, "office", ActName::Reply, None),
        (
            Role::CommissionClerk,
            Kind::CommissionOffice,
            "commission",
            ActName::CommissionApprove,
            Some(Actor::Commission),
        ),
        (
            Role::PartySubmitter,
            Kind::Party,
            "acme",
            ActName::Commit,
            Some(Actor::Party),
        ),
        (
            Role::PartyAdmin,
            Kind::Party,
            "acme",
            ActName::Commit,
            Some(Actor::Party),
        ),
        (
            Role::PartyEditor,
            Kind::Party,
            "acme",
            ActName::Commit,
            None,
        ),
        (
            Role::Provider,
            Kind::Provider,
            "vendor",
            ActName::Lodge,
            Some(Actor::Provider),
        ),
        (Role::Counsel, Kind::LawFirm, "firm", ActName::Commit, None),
        (
            Role::Expert,
            Kind::Experts,
            "experts",
            ActName::ReportAssessment,
            Some(Actor::Experts),
        ),
        (
            Role::Lab,
            Kind::Lab,
            "cnlab",
            ActName::ReportEvaluation,
            Some(Actor::Lab(body("cnlab"))),
        ),
    ] {
        let person = person(&[role], kind, home);
        assert_eq!(actor_for(&person, TODAY, act), actor, "{role} {act}");
    }
}

/// The arguments an act cannot do without.
const ARGUMENTS: &[(&str, &str)] = &[
    ("files", r#""kind":"procurement""#),
    ("return-filing", r#""materials":["analysis"]"#),
    ("lodge", r#""what":"x""#),
    (
        "extend-limit",
        r#""limit":"preliminary-review","working_days":1"#,
    ),
    ("request-supplement", r#""what":"x""#),
    ("find-supplement-incomplete", r#""request":1"#),
    ("propose", r#""conclusion":"pass""#),
    ("also-consult", r#""body":"department:energy""#),
    ("reply", r#""opinion":"agree""#),
    ("amend-proposal", r#""conclusion":"pass""#),
    ("hear", r#""body":"party""#),
    ("propose-again", r#""conclusion":"pass""#),
    ("ask-ex-officio", r#""object":"product","what":"x""#),
    ("impose-measures", r#""what":"x""#),
    ("carry-over", r#""law":"measures-2022""#),
    ("announce", r#""what":"review""#),
    ("join", r#""docket":"x""#),
    ("inspect", r#""with":["unit:mps"]"#),
    ("refer", r#""to":"authority:x","what":"x""#),
    ("commit", r#""what":"x""#),
    ("urge", r#""commitment":1"#),
    ("find-commitment", r#""commitment":1,"kept":true"#),
    ("report", r#""text":"x""#),
    ("correct", r#""entry":1,"text":"x""#),
    ("note", r#""text":"x""#),
    ("serve", r#""notice":1,"on":"party","by":"post""#),
    ("acknowledge", r#""notice":1"#),
    ("determine-object", r#""object":"x","ground":"other""#),
    ("take-up", r#""object":"x","ground":"application""#),
    ("find-affected", r#""affected":true"#),
    ("assign", r#""to":"experts""#),
    ("report-evaluation", r#""what":"x""#),
    ("report-assessment", r#""what":"x""#),
    ("publish-result", r#""result":"pass""#),
    ("circulate-result", r#""result":"pass""#),
    ("publish-assessment", r#""on":"product","what":"x""#),
];

fn an_act(name: &str) -> Act {
    let needs = ARGUMENTS.iter().find(|(act, _)| *act == name);
    let arguments = needs
        .map(|(_, arguments)| format!(",{arguments}"))
        .unwrap_or_default();
    serde_json::from_str(&format!(r#"{{"act":"{name}"{arguments}}}"#)).unwrap()
}

#[test]
fn the_acts_are_those_of_the_record() {
    let ours: BTreeSet<&str> = ActName::ALL.iter().map(|act| act.name()).collect();
    assert_eq!(ours, Act::NAMES.iter().copied().collect());
    for name in Act::NAMES {
        assert_eq!(ActName::from(&an_act(name)).name(), *name);
    }
}

#[test]
fn what_a_policy_permits_the_case_does_not_refuse_for_its_actor() {
    for asking in askers() {
        let Some(person) = &asking.person else {
            continue;
        };
        let things = matrix::things(&asking);
        for act in ActName::ALL {
            let may = |thing| {
                ACCESS
                    .may(asking.asker(), TODAY, (*act).into(), thing)
                    .is_allowed()
            };
            if things.iter().any(may) {
                let actor = actor_for(person, TODAY, *act).expect("whoever may act is somebody");
                let who = an_act(act.name()).who();
                assert!(who.admits(&actor), "{} as {actor}: {act}", asking.name);
            }
        }
    }
}
