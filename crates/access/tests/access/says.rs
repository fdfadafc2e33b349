//! What DESIGN §8 says in so many words.

use std::collections::BTreeSet;

use access::*;
use review::{Act, Actor};

use crate::ACCESS;
use crate::matrix;
use crate::world::{TODAY, askers, declared, docket, person, review};

#[track_caller]
fn check(person: &Person, question: Question, resource: &Resource, expected: (bool, &str)) {
    let answer = ACCESS.may(person.into(), TODAY, question, resource);
    let policy = answer.policy().map_or("", Policy::as_str);
    assert_eq!((answer.is_allowed(), policy), expected);
}

#[test]
fn an_officer_declares_before_he_reads_and_a_conflict_hides_the_case() {
    let mut officer = person(&[Role::Officer], OrganisationKind::Office, "office");
    let case = Resource::Review(review(Step::Intake).into());
    check(&officer, Question::ReviewList, &case, (true, "office-lists-cases"));
    check(&officer, Question::DeclareConflict, &case, (true, "office-lists-cases"));
    check(&officer, Question::ReviewRead, &case, (false, "declare-before-content"));
    assert!(ACCESS.may_know((&officer).into(), TODAY, &case).is_allowed(), "403, not 404");
    officer.no_conflict.insert(docket());
    check(&officer, Question::ReviewRead, &case, (true, "office-reads-cases"));
    officer.conflicts.insert(docket());
    check(&officer, Question::ReviewList, &case, (false, "conflict-hides-case"));
    assert!(!ACCESS.may_know((&officer).into(), TODAY, &case).is_allowed(), "404, not 403");
}

#[test]
fn who_has_yet_to_declare_may_know_of_a_file_but_not_read_it() {
    let officer = person(&[Role::Officer], OrganisationKind::Office, "office");
    let (owner, review) = (OrganisationId::new("acme"), Some(review(Step::Intake).into()));
    let file = Resource::Material(Material { owner, review });
    let no = (false, "declare-before-content");
    check(&officer, Question::MaterialRead, &file, no);
    let known = ACCESS.may_know((&officer).into(), TODAY, &file);
    assert!(known.is_allowed(), "403, not 404");
}

#[test]
fn a_grant_holds_from_its_first_to_its_last_day() {
    let mut officer = declared(person(&[Role::Officer], OrganisationKind::Office, "office"));
    let case = Resource::Review(review(Step::Intake).into());
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
            .may_know((&reader).into(), TODAY, &Resource::Review(review.clone().into()))
            .is_allowed()
    );
    // 不予批准: what the Commission declined is closed, and the party never hears of it.
    review.step = Step::Closed;
    assert!(
        !ACCESS
            .may_know((&reader).into(), TODAY, &Resource::Review(review.clone().into()))
            .is_allowed()
    );
    review.told.push(Side::Party);
    let told = Resource::Review(review.into());
    check(&reader, Question::ReviewRead, &told, (true, "party-reads-own-reviews"));
    check(&reader, ActName::Withdraw.into(), &told, (false, ""));
}

#[track_caller]
fn check_actor(role: Role, kind: OrganisationKind, home: &str, act: ActName, actor: &str) {
    let actor = (actor != "nobody").then(|| actor.parse::<Actor>().unwrap());
    assert_eq!(actor_for(&person(&[role], kind, home), TODAY, act), actor);
}

#[test]
fn officer_and_head_act_as_the_office_and_nobody_else_there_does() {
    let kind = OrganisationKind::Office;
    check_actor(Role::Officer, kind, "office", ActName::Propose, "office");
    check_actor(Role::Head, kind, "office", ActName::Conclude, "office");
    check_actor(Role::Clerk, kind, "office", ActName::Note, "nobody");
    check_actor(Role::Administrator, kind, "office", ActName::Note, "nobody");
    check_actor(Role::Administrator, kind, "office", ActName::Report, "anyone");
    check_actor(Role::Liaison, kind, "office", ActName::Reply, "nobody");
}

#[test]
fn bodies_act_under_their_ids() {
    use OrganisationKind as Kind;
    check_actor(Role::Liaison, Kind::MemberUnit, "miit", ActName::Reply, "unit:miit");
    check_actor(Role::UnitHead, Kind::MemberUnit, "miit", ActName::Reply, "unit:miit");
    let (department, reply) = (Kind::ProtectionDepartment, ActName::Reply);
    check_actor(Role::Liaison, department, "energy", reply, "department:energy");
    let (commission, approve) = (Kind::CommissionOffice, ActName::CommissionApprove);
    check_actor(Role::CommissionClerk, commission, "commission", approve, "commission");
    check_actor(Role::Lab, Kind::Lab, "cnlab", ActName::ReportEvaluation, "lab:cnlab");
    check_actor(Role::Expert, Kind::Experts, "x", ActName::ReportAssessment, "experts");
}

#[test]
fn a_party_acts_through_its_submitter_and_not_through_counsel() {
    use OrganisationKind as Kind;
    check_actor(Role::PartySubmitter, Kind::Party, "acme", ActName::Commit, "party");
    check_actor(Role::PartyAdmin, Kind::Party, "acme", ActName::Commit, "party");
    check_actor(Role::PartyEditor, Kind::Party, "acme", ActName::Commit, "nobody");
    check_actor(Role::Counsel, Kind::LawFirm, "firm", ActName::Commit, "nobody");
    check_actor(Role::Provider, Kind::Provider, "vendor", ActName::Lodge, "provider");
}

/// The arguments an act cannot do without.
const ARGUMENTS: &[(&str, &str)] = &[
    ("files", r#""kind":"procurement""#),
    ("return-filing", r#""materials":["analysis"]"#),
    ("lodge", r#""what":"x""#),
    ("extend-limit", r#""limit":"preliminary-review","working_days":1"#),
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
    let arguments = needs.map(|(_, arguments)| format!(",{arguments}")).unwrap_or_default();
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
            let may = |thing| ACCESS.may(asking.asker(), TODAY, (*act).into(), thing).is_allowed();
            if things.iter().any(may) {
                let actor = actor_for(person, TODAY, *act).expect("whoever may act is somebody");
                let who = an_act(act.name()).who();
                assert!(who.admits(&actor), "{} as {actor}: {act}", asking.name);
            }
        }
    }
}
