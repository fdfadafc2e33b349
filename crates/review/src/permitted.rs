//! What may be done now and by whom, and why the rest may not: every act is tried.

use law::{FilingKind, Material, Object};
use serde::Serialize;

use crate::context::Context;
use crate::decide::decide;
use crate::state::Review;
use crate::{
    Act, Actor, Affected, Announced, Asked, Command, Delivery, Extendable, Ground, Kept, Moment,
    Opinion, Outcome, Refusal, Reply, ReportOn, Service, Verdict,
};

/// An act and whether it may be done.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Permission {
    /// The act's name.
    pub act: &'static str,
    /// Who would do it.
    pub actor: Actor,
    /// Why not; `None`: it may be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Refusal>,
}

/// Tries every act that could follow, by everybody who could do it.
pub fn permitted(context: &Context, review: &Review, today: Moment) -> Vec<Permission> {
    let mut permissions = Vec::new();
    for (actor, act) in samples(context, review) {
        let name = act.name();
        let command = Command { actor, act, dated: None };
        let refusal = decide(context, review, today, &command).err();
        permissions.push(Permission { act: name, actor: command.actor, refusal });
    }
    permissions
}

/// One example of every act that this docket's procedure knows, with arguments that fit the docket.
pub(crate) fn samples(context: &Context, review: &Review) -> Vec<(Actor, Act)> {
    let procedure = context.regime(review.law()).map(|regime| regime.procedure);
    let mut acts = party_acts(review);
    acts.extend(office_acts(context, review));
    acts.extend(beside_acts(review));
    acts.extend(acts_of_2017(review));
    for body in consulted(review) {
        let agrees = |again| Act::Reply {
            opinion: Opinion::Agree,
            text: None,
            on_paper: None,
            because: None,
            again,
        };
        acts.push((body.clone(), Act::ReceiveProposal));
        acts.push((body.clone(), agrees(Reply::First)));
        acts.push((body, agrees(Reply::Again)));
    }
    acts.retain(|(_, act)| act.procedure().is_none_or(|known| Some(known) == procedure));
    acts
}

/// Acts beside the plain samples: other opinions, incomplete filings, parts, the provider.
pub(crate) fn variants(review: &Review) -> Vec<(Actor, Act)> {
    let mut acts = Vec::new();
    if review.length() == 0 {
        let without = vec![Material::Analysis];
        acts.push((Actor::Party, Act::Files { kind: FilingKind::Procurement, without }));
    }
    if let Some(open) = review.open_requests().next() {
        let supply =
            Act::SupplySupplement { request: Some(open.number), in_part: Delivery::InPart };
        acts.push((Actor::Party, supply));
    }
    let what = "x".to_owned();
    acts.push((Actor::Office, Act::RequestSupplement { what, of: Asked::Provider }));
    for asked in review.round().into_iter().flat_map(|round| &round.bodies) {
        for again in [Reply::First, Reply::Again] {
            let opinion = Opinion::Disagree;
            let reply = Act::Reply { opinion, text: None, on_paper: None, because: None, again };
            acts.push((asked.actor.clone(), reply));
        }
    }
    acts.push((Actor::Office, Act::Propose { conclusion: Verdict::Fail }));
    acts
}

fn consulted(review: &Review) -> Vec<Actor> {
    let round = review.round().into_iter().flat_map(|round| &round.bodies);
    round.map(|asked| asked.actor.clone()).collect()
}

fn because() -> Option<String> {
    Some("…".to_owned())
}

fn party_acts(review: &Review) -> Vec<(Actor, Act)> {
    let open = review.open_requests().next();
    let supplier = open.map_or(Actor::Party, |request| request.of.clone());
    let request = open.map(|request| request.number);
    let files = |kind| (Actor::Party, Act::Files { kind, without: Vec::new() });
    let mut acts = Vec::new();
    if review.length() == 0 {
        acts.extend([
            files(FilingKind::Procurement),
            files(FilingKind::DataProcessing),
            files(FilingKind::Listing),
        ]);
    }
    acts.extend([
        (Actor::Party, Act::CompleteFiling),
        (Actor::Provider, Act::Lodge { what: String::new() }),
        (supplier, Act::SupplySupplement { request, in_part: Delivery::Whole }),
        (Actor::Party, Act::Withdraw),
        (Actor::Party, Act::ReportMeasures { what: None }),
        (Actor::Party, Act::Commit { what: String::new() }),
        (Actor::Party, Act::Urge { commitment: 1 }),
    ]);
    acts
}

fn office_acts(context: &Context, review: &Review) -> Vec<(Actor, Act)> {
    let open = review.open_requests().next().map(|request| request.number);
    let answered = review.requests.iter().find(|request| request.answered.is_some());
    let answered = answered.map_or(1, |request| request.number);
    let conclusion = Verdict::Pass;
    let extend = |limit| Act::ExtendLimit { limit, working_days: 1, because: because() };
    let regime = context.regime(review.law());
    let objects = regime.map(|regime| regime.objects.as_slice()).unwrap_or_default();
    let mut acts = vec![
        Act::ReturnFiling { materials: vec![Material::Analysis] },
        Act::ConfirmFiling,
        Act::OpenReview { because: because() },
        Act::FindNoReviewNeeded,
        extend(Extendable::PreliminaryReview),
        extend(Extendable::SpecialReview),
        Act::RequestSupplement { what: String::new(), of: Asked::Party },
        Act::FindSupplementIncomplete { request: answered, because: because() },
        Act::WithdrawRequest { request: open },
        Act::Propose { conclusion },
        Act::WithdrawProposal { because: because() },
        Act::AmendProposal { conclusion, because: because() },
        Act::EstablishDivision { because: because() },
        Act::OpenSpecialReview,
        Act::Hear { body: Actor::Party },
        Act::ProposeAgain { conclusion },
        Act::SubmitToCommission { because: because() },
        Act::Conclude,
    ];
    if let Some(body) = crate::BodyId::new("department") {
        acts.push(Act::AlsoConsult { body: Actor::Department(body) });
    }
    let mut acts: Vec<(Actor, Act)> = acts.into_iter().map(|act| (Actor::Office, act)).collect();
    for act in [Act::CommissionApprove, Act::CommissionDecline, Act::CommissionReturn] {
        acts.push((Actor::Commission, act));
    }
    if let Some(unit) = crate::BodyId::new("mss").filter(|_| review.length() == 0) {
        let object = objects.first().map_or(Object::Product, |rule| rule.object);
        acts.push((Actor::Unit(unit), Act::AskExOfficio { object, what: String::new() }));
    }
    for regime in context.book().all().filter(|regime| regime.id != *review.law()) {
        acts.push((Actor::Office, Act::CarryOver { law: regime.id.clone() }));
    }
    acts
}

fn beside_acts(review: &Review) -> Vec<(Actor, Act)> {
    let text = String::new;
    let mut acts = vec![
        Act::ImposeMeasures { what: text() },
        Act::LiftMeasures { what: None },
        Act::Announce { what: Announced::Review },
        Act::Announce { what: Announced::Conclusion },
        Act::Join { docket: text(), because: because() },
        Act::Inspect { with: Vec::new() },
        Act::Refer { to: Actor::Office, what: text() },
        Act::ConsentToWithdrawal,
        Act::Terminate { because: because() },
        Act::FindCommitment { commitment: 1, kept: Kept::Kept },
        Act::Note { text: text() },
        Act::Serve { notice: 1, on: Actor::Party, by: Service::System },
    ];
    if review.length() > 0 {
        acts.push(Act::Correct { entry: 1, dated: None, text: text() });
    }
    let mut acts: Vec<(Actor, Act)> = acts.into_iter().map(|act| (Actor::Office, act)).collect();
    acts.push((Actor::Party, Act::Acknowledge { notice: 1 }));
    acts.push((Actor::Anyone, Act::Report { text: text() }));
    acts
}

fn acts_of_2017(review: &Review) -> Vec<(Actor, Act)> {
    let text = String::new;
    let what = || Some("…".to_owned());
    let ground = Ground::Association;
    let (Some(lab), Some(department)) =
        (crate::BodyId::new("lab"), crate::BodyId::new("department"))
    else {
        return Vec::new();
    };
    let assigned = review.entries().iter().find_map(|entry| {
        if let Act::Assign { to: lab @ Actor::Lab(_) } = &entry.act {
            Some(lab.clone())
        } else {
            None
        }
    });
    let lab = assigned.unwrap_or(Actor::Lab(lab));
    let finds = |affected| (Actor::Department(department.clone()), Act::FindAffected { affected });
    let office = [
        Act::DetermineObject { object: text(), ground, by: None, what: what() },
        Act::TakeUp { object: text(), ground, by: None, what: what() },
        Act::Assign { to: lab.clone() },
        Act::Assign { to: Actor::Experts },
        Act::PublishResult { result: Outcome::Pass },
        Act::CirculateResult { result: Outcome::Pass },
        Act::PublishAssessment { on: ReportOn::Product, what: text() },
        Act::PublishAssessment { on: ReportOn::Provider, what: text() },
    ];
    let mut acts: Vec<(Actor, Act)> = office.into_iter().map(|act| (Actor::Office, act)).collect();
    acts.extend([
        finds(Affected::Affected),
        finds(Affected::NotAffected),
        (lab, Act::ReportEvaluation { what: text() }),
        (Actor::Experts, Act::ReportAssessment { what: text() }),
    ]);
    acts
}
