//! Commands of every act, for property tests.

use jiff::civil::{Date, date};
use law::{FilingKind, Material, Object, RegimeId};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use crate::{
    Act, Actor, Affected, Announced, Asked, BodyId, Command, Delivery, Extendable, Ground, Kept,
    Opinion, Outcome, Reply, ReportOn, Service, Verdict,
};

/// Texts with everything a line could stumble over.
fn text() -> BoxedStrategy<String> {
    let traps = select(vec![
        "-> intake due",
        "a;b；c",
        "\"quoted\"",
        "“引”",
        "「」『』",
        "two  spaces",
        "\n\r\0\t",
        "␛␊␀␥␡",
        "because \"x\" dated 2024-01-01",
        "理由、日期（）",
        "\u{202e}bidi\u{2066}",
        "→",
        "",
    ]);
    prop_oneof![
        3 => any::<String>(),
        1 => traps.prop_map(str::to_owned),
        1 => "[a-z ]{1,20}",
    ]
    .boxed()
}

fn some() -> BoxedStrategy<Option<String>> {
    of(text()).boxed()
}

fn day() -> BoxedStrategy<Date> {
    (2017_i16..2056, 1_i8..13, 1_i8..29)
        .prop_map(|(year, month, day)| date(year, month, day))
        .boxed()
}

fn id() -> BoxedStrategy<BodyId> {
    let known = select(vec!["miit", "csrc", "nea", "国家能源局", "a-b_9", "交通运输部"]);
    known.prop_map(|id| BodyId::new(id).expect("ids of the list are ids")).boxed()
}

fn actor() -> BoxedStrategy<Actor> {
    prop_oneof![
        select(vec![
            Actor::Party,
            Actor::Provider,
            Actor::Office,
            Actor::Commission,
            Actor::Experts,
            Actor::Anyone,
        ]),
        id().prop_map(Actor::Unit),
        id().prop_map(Actor::Department),
        id().prop_map(Actor::Authority),
        id().prop_map(Actor::Lab),
    ]
    .boxed()
}

fn materials(least: usize) -> BoxedStrategy<Vec<Material>> {
    let one = select(vec![
        Material::Declaration,
        Material::Analysis,
        Material::Documents,
        Material::Other,
    ]);
    vec(one, least..4).boxed()
}

fn verdict() -> BoxedStrategy<Verdict> {
    select(vec![Verdict::Pass, Verdict::PassWithCommitments, Verdict::Fail]).boxed()
}

fn outcome() -> BoxedStrategy<Outcome> {
    select(vec![Outcome::Pass, Outcome::Fail]).boxed()
}

fn ground() -> BoxedStrategy<Ground> {
    select(vec![
        Ground::Department,
        Ground::Association,
        Ground::Users,
        Ground::Market,
        Ground::Application,
        Ground::Other,
    ])
    .boxed()
}

fn filing() -> Vec<BoxedStrategy<Act>> {
    let kinds =
        select(vec![FilingKind::Procurement, FilingKind::DataProcessing, FilingKind::Listing]);
    let files = (kinds, materials(0)).prop_map(|(kind, without)| Act::Files { kind, without });
    vec![
        files.boxed(),
        materials(1).prop_map(|materials| Act::ReturnFiling { materials }).boxed(),
        Just(Act::CompleteFiling).boxed(),
        text().prop_map(|what| Act::Lodge { what }).boxed(),
        Just(Act::ConfirmFiling).boxed(),
        some().prop_map(|because| Act::OpenReview { because }).boxed(),
        Just(Act::FindNoReviewNeeded).boxed(),
    ]
}

fn supplements() -> Vec<BoxedStrategy<Act>> {
    let limits = select(vec![Extendable::PreliminaryReview, Extendable::SpecialReview]);
    let extends = (limits, 1_u16..1000, some()).prop_map(|(limit, working_days, because)| {
        Act::ExtendLimit { limit, working_days, because }
    });
    let asked = select(vec![Asked::Party, Asked::Provider]);
    let in_part = select(vec![Delivery::Whole, Delivery::InPart]);
    vec![
        extends.boxed(),
        (text(), asked).prop_map(|(what, of)| Act::RequestSupplement { what, of }).boxed(),
        (of(any::<u32>()), in_part)
            .prop_map(|(request, in_part)| Act::SupplySupplement { request, in_part })
            .boxed(),
        (any::<u32>(), some())
            .prop_map(|(request, because)| Act::FindSupplementIncomplete { request, because })
            .boxed(),
        of(any::<u32>()).prop_map(|request| Act::WithdrawRequest { request }).boxed(),
    ]
}

fn reply() -> BoxedStrategy<Act> {
    let opinions = select(vec![
        Opinion::Agree,
        Opinion::AgreeWithPoints,
        Opinion::AgreeOnCondition,
        Opinion::NoObjection,
        Opinion::NoRemit,
        Opinion::Disagree,
    ]);
    let again = select(vec![Reply::First, Reply::Again]);
    (opinions, some(), some(), some(), again)
        .prop_map(|(opinion, text, on_paper, because, again)| Act::Reply {
            opinion,
            text,
            on_paper,
            because,
            again,
        })
        .boxed()
}

fn consultation() -> Vec<BoxedStrategy<Act>> {
    let amend = (verdict(), some())
        .prop_map(|(conclusion, because)| Act::AmendProposal { conclusion, because });
    vec![
        verdict().prop_map(|conclusion| Act::Propose { conclusion }).boxed(),
        Just(Act::ReceiveProposal).boxed(),
        actor().prop_map(|body| Act::AlsoConsult { body }).boxed(),
        reply(),
        some().prop_map(|because| Act::WithdrawProposal { because }).boxed(),
        amend.boxed(),
        some().prop_map(|because| Act::EstablishDivision { because }).boxed(),
        Just(Act::OpenSpecialReview).boxed(),
        actor().prop_map(|body| Act::Hear { body }).boxed(),
        verdict().prop_map(|conclusion| Act::ProposeAgain { conclusion }).boxed(),
        some().prop_map(|because| Act::SubmitToCommission { because }).boxed(),
        Just(Act::CommissionApprove).boxed(),
        Just(Act::CommissionDecline).boxed(),
        Just(Act::CommissionReturn).boxed(),
        Just(Act::Conclude).boxed(),
    ]
}

fn beside() -> Vec<BoxedStrategy<Act>> {
    let objects = select(vec![Object::Product, Object::DataProcessing, Object::Listing]);
    let laws = select(vec!["measures-2022", "draft-2021", "fictitious-2030"]);
    let dockets = prop_oneof![text(), Just("网审〔2026〕1号".to_owned()), Just("7".to_owned()),];
    let announced = select(vec![Announced::Review, Announced::Conclusion]);
    let kept = select(vec![Kept::Kept, Kept::Breached]);
    vec![
        (objects, text()).prop_map(|(object, what)| Act::AskExOfficio { object, what }).boxed(),
        text().prop_map(|what| Act::ImposeMeasures { what }).boxed(),
        some().prop_map(|what| Act::LiftMeasures { what }).boxed(),
        some().prop_map(|what| Act::ReportMeasures { what }).boxed(),
        laws.prop_map(|law| Act::CarryOver { law: RegimeId::new(law) }).boxed(),
        announced.prop_map(|what| Act::Announce { what }).boxed(),
        (dockets, some()).prop_map(|(docket, because)| Act::Join { docket, because }).boxed(),
        vec(actor(), 1..4).prop_map(|with| Act::Inspect { with }).boxed(),
        (actor(), text()).prop_map(|(to, what)| Act::Refer { to, what }).boxed(),
        Just(Act::Withdraw).boxed(),
        Just(Act::ConsentToWithdrawal).boxed(),
        some().prop_map(|because| Act::Terminate { because }).boxed(),
        text().prop_map(|what| Act::Commit { what }).boxed(),
        any::<u32>().prop_map(|commitment| Act::Urge { commitment }).boxed(),
        (any::<u32>(), kept)
            .prop_map(|(commitment, kept)| Act::FindCommitment { commitment, kept })
            .boxed(),
        text().prop_map(|text| Act::Report { text }).boxed(),
    ]
}

fn any_procedure() -> Vec<BoxedStrategy<Act>> {
    let ways = select(vec![Service::System, Service::Post, Service::Hand, Service::Announcement]);
    let corrects = (any::<u32>(), of(day()), text())
        .prop_map(|(entry, dated, text)| Act::Correct { entry, dated, text });
    vec![
        corrects.boxed(),
        text().prop_map(|text| Act::Note { text }).boxed(),
        (any::<u32>(), actor(), ways)
            .prop_map(|(notice, on, by)| Act::Serve { notice, on, by })
            .boxed(),
        any::<u32>().prop_map(|notice| Act::Acknowledge { notice }).boxed(),
    ]
}

fn evaluation() -> Vec<BoxedStrategy<Act>> {
    let affected = select(vec![Affected::Affected, Affected::NotAffected]);
    let reported = select(vec![ReportOn::Provider, ReportOn::Product]);
    vec![
        (text(), ground(), of(actor()), some())
            .prop_map(|(object, ground, by, what)| Act::DetermineObject {
                object,
                ground,
                by,
                what,
            })
            .boxed(),
        (text(), ground(), of(actor()), some())
            .prop_map(|(object, ground, by, what)| Act::TakeUp { object, ground, by, what })
            .boxed(),
        affected.prop_map(|affected| Act::FindAffected { affected }).boxed(),
        actor().prop_map(|to| Act::Assign { to }).boxed(),
        text().prop_map(|what| Act::ReportEvaluation { what }).boxed(),
        text().prop_map(|what| Act::ReportAssessment { what }).boxed(),
        outcome().prop_map(|result| Act::PublishResult { result }).boxed(),
        outcome().prop_map(|result| Act::CirculateResult { result }).boxed(),
        (reported, text()).prop_map(|(on, what)| Act::PublishAssessment { on, what }).boxed(),
    ]
}

/// One strategy for each act, in the order of [`Act::NAMES`].
pub(super) fn acts() -> Vec<BoxedStrategy<Act>> {
    let groups = [filing(), supplements(), consultation(), beside(), any_procedure(), evaluation()];
    groups.into_iter().flatten().collect()
}

/// Any command.
pub(super) fn command() -> BoxedStrategy<Command> {
    let act = proptest::strategy::Union::new(acts());
    (actor(), act, of(day())).prop_map(|(actor, act, dated)| Command { actor, act, dated }).boxed()
}
