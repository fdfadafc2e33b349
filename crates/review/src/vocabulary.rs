//! What is fixed about each act whatever the docket: its name, who may do it, which rule it rests
//! on, which procedure knows it.

use law::{Procedure, Rule};

use crate::{Act, Actor, Extendable, ReportOn};

/// Calls a macro with every act's pattern and name.
macro_rules! acts {
    ($($pattern:pat => $name:literal),+ $(,)?) => {
        impl Act {
            /// The names of all acts, as the API spells them.
            pub const NAMES: &[&str] = &[$($name),+];

            /// The act's name, kebab-case, imperative.
            pub fn name(&self) -> &'static str {
                match self { $($pattern => $name),+ }
            }
        }
    };
}

acts! {
    Act::Files { .. } => "files",
    Act::ReturnFiling { .. } => "return-filing",
    Act::CompleteFiling => "complete-filing",
    Act::Lodge { .. } => "lodge",
    Act::ConfirmFiling => "confirm-filing",
    Act::OpenReview { .. } => "open-review",
    Act::FindNoReviewNeeded => "find-no-review-needed",
    Act::ExtendLimit { .. } => "extend-limit",
    Act::RequestSupplement { .. } => "request-supplement",
    Act::SupplySupplement { .. } => "supply-supplement",
    Act::FindSupplementIncomplete { .. } => "find-supplement-incomplete",
    Act::WithdrawRequest { .. } => "withdraw-request",
    Act::Propose { .. } => "propose",
    Act::ReceiveProposal => "receive-proposal",
    Act::AlsoConsult { .. } => "also-consult",
    Act::Reply { .. } => "reply",
    Act::WithdrawProposal { .. } => "withdraw-proposal",
    Act::AmendProposal { .. } => "amend-proposal",
    Act::EstablishDivision { .. } => "establish-division",
    Act::OpenSpecialReview => "open-special-review",
    Act::Hear { .. } => "hear",
    Act::ProposeAgain { .. } => "propose-again",
    Act::SubmitToCommission { .. } => "submit-to-commission",
    Act::CommissionApprove => "commission-approve",
    Act::CommissionDecline => "commission-decline",
    Act::CommissionReturn => "commission-return",
    Act::Conclude => "conclude",
    Act::AskExOfficio { .. } => "ask-ex-officio",
    Act::ImposeMeasures { .. } => "impose-measures",
    Act::LiftMeasures { .. } => "lift-measures",
    Act::ReportMeasures { .. } => "report-measures",
    Act::CarryOver { .. } => "carry-over",
    Act::Announce { .. } => "announce",
    Act::Join { .. } => "join",
    Act::Inspect { .. } => "inspect",
    Act::Refer { .. } => "refer",
    Act::Withdraw => "withdraw",
    Act::ConsentToWithdrawal => "consent-to-withdrawal",
    Act::Terminate { .. } => "terminate",
    Act::Commit { .. } => "commit",
    Act::Urge { .. } => "urge",
    Act::FindCommitment { .. } => "find-commitment",
    Act::Report { .. } => "report",
    Act::Correct { .. } => "correct",
    Act::Note { .. } => "note",
    Act::Serve { .. } => "serve",
    Act::Acknowledge { .. } => "acknowledge",
    Act::DetermineObject { .. } => "determine-object",
    Act::TakeUp { .. } => "take-up",
    Act::FindAffected { .. } => "find-affected",
    Act::Assign { .. } => "assign",
    Act::ReportEvaluation { .. } => "report-evaluation",
    Act::ReportAssessment { .. } => "report-assessment",
    Act::PublishResult { .. } => "publish-result",
    Act::CirculateResult { .. } => "circulate-result",
    Act::PublishAssessment { .. } => "publish-assessment",
}

/// Who may do an act, by kind of actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// The Office.
    Office,
    /// The party.
    Party,
    /// The provider.
    Provider,
    /// The party or the provider.
    PartyOrProvider,
    /// A member unit.
    Unit,
    /// A member unit or a department.
    Consulted,
    /// A department.
    Department,
    /// The Commission.
    Commission,
    /// A lab.
    Lab,
    /// The experts.
    Experts,
    /// Everybody.
    Everybody,
}

impl Who {
    /// Whether an actor is one of these.
    pub fn admits(self, actor: &Actor) -> bool {
        match self {
            Who::Office => *actor == Actor::Office,
            Who::Party => *actor == Actor::Party,
            Who::Provider => *actor == Actor::Provider,
            Who::PartyOrProvider => matches!(actor, Actor::Party | Actor::Provider),
            Who::Unit => matches!(actor, Actor::Unit(_)),
            Who::Consulted => matches!(actor, Actor::Unit(_) | Actor::Department(_)),
            Who::Department => matches!(actor, Actor::Department(_)),
            Who::Commission => *actor == Actor::Commission,
            Who::Lab => matches!(actor, Actor::Lab(_)),
            Who::Experts => *actor == Actor::Experts,
            Who::Everybody => true,
        }
    }

    /// Names the kind, zh and en.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Who::Office => ("办公室", "the Office"),
            Who::Party => ("当事人", "the party"),
            Who::Provider => ("提供者", "the provider"),
            Who::PartyOrProvider => ("当事人或者提供者", "the party or the provider"),
            Who::Unit => ("成员单位", "a member unit"),
            Who::Consulted => ("成员单位或者部门", "a member unit or a department"),
            Who::Department => ("部门", "a department"),
            Who::Commission => ("中央网信委", "the Commission"),
            Who::Lab => ("第三方机构", "a lab"),
            Who::Experts => ("专家委员会", "the experts"),
            Who::Everybody => ("任何人", "anyone"),
        }
    }
}

impl Act {
    /// Who may do it.
    pub fn who(&self) -> Who {
        match self {
            Act::Files { .. } | Act::CompleteFiling | Act::ReportMeasures { .. } => Who::Party,
            Act::Withdraw | Act::Urge { .. } => Who::Party,
            Act::Lodge { .. } => Who::Provider,
            Act::SupplySupplement { .. } | Act::Commit { .. } => Who::PartyOrProvider,
            Act::ReceiveProposal | Act::Reply { .. } => Who::Consulted,
            Act::AskExOfficio { .. } => Who::Unit,
            Act::CommissionApprove | Act::CommissionDecline | Act::CommissionReturn => {
                Who::Commission
            }
            Act::FindAffected { .. } => Who::Department,
            Act::ReportEvaluation { .. } => Who::Lab,
            Act::ReportAssessment { .. } => Who::Experts,
            Act::Report { .. } | Act::Acknowledge { .. } => Who::Everybody,
            Act::ReturnFiling { .. }
            | Act::ConfirmFiling
            | Act::OpenReview { .. }
            | Act::FindNoReviewNeeded
            | Act::ExtendLimit { .. }
            | Act::RequestSupplement { .. }
            | Act::FindSupplementIncomplete { .. }
            | Act::WithdrawRequest { .. }
            | Act::Propose { .. }
            | Act::AlsoConsult { .. }
            | Act::WithdrawProposal { .. }
            | Act::AmendProposal { .. }
            | Act::EstablishDivision { .. }
            | Act::OpenSpecialReview
            | Act::Hear { .. }
            | Act::ProposeAgain { .. }
            | Act::SubmitToCommission { .. }
            | Act::Conclude
            | Act::ImposeMeasures { .. }
            | Act::LiftMeasures { .. }
            | Act::CarryOver { .. }
            | Act::Announce { .. }
            | Act::Join { .. }
            | Act::Inspect { .. }
            | Act::Refer { .. }
            | Act::ConsentToWithdrawal
            | Act::Terminate { .. }
            | Act::FindCommitment { .. }
            | Act::Correct { .. }
            | Act::Note { .. }
            | Act::Serve { .. }
            | Act::DetermineObject { .. }
            | Act::TakeUp { .. }
            | Act::Assign { .. }
            | Act::PublishResult { .. }
            | Act::CirculateResult { .. }
            | Act::PublishAssessment { .. } => Who::Office,
        }
    }

    /// The rule the act rests on; `None`: good practice, outside the text.
    pub fn rule(&self) -> Option<Rule> {
        match self {
            Act::Files { kind, .. } => Some(match kind {
                law::FilingKind::Procurement => Rule::FileProcurement,
                law::FilingKind::DataProcessing => Rule::FileDataProcessing,
                law::FilingKind::Listing => Rule::FileListing,
            }),
            Act::ReturnFiling { .. } | Act::CompleteFiling | Act::ConfirmFiling => {
                Some(Rule::Materials)
            }
            Act::Lodge { .. } => Some(Rule::Supplement),
            Act::OpenReview { .. } => Some(Rule::PreliminaryReview),
            Act::FindNoReviewNeeded => Some(Rule::Intake),
            Act::ExtendLimit { limit, .. } => Some(match limit {
                Extendable::PreliminaryReview => Rule::PreliminaryReview,
                Extendable::SpecialReview => Rule::SpecialLimit,
            }),
            Act::RequestSupplement { .. }
            | Act::SupplySupplement { .. }
            | Act::FindSupplementIncomplete { .. }
            | Act::WithdrawRequest { .. } => Some(Rule::Supplement),
            Act::Propose { .. }
            | Act::AlsoConsult { .. }
            | Act::WithdrawProposal { .. }
            | Act::AmendProposal { .. } => Some(Rule::Proposal),
            Act::ReceiveProposal | Act::Reply { .. } => Some(Rule::Consultation),
            Act::EstablishDivision { .. } | Act::OpenSpecialReview => Some(Rule::Opinions),
            Act::Hear { .. } | Act::ProposeAgain { .. } => Some(Rule::SpecialProcedure),
            Act::SubmitToCommission { .. }
            | Act::CommissionApprove
            | Act::CommissionDecline
            | Act::CommissionReturn => Some(Rule::SpecialProcedure),
            Act::Conclude => Some(Rule::Opinions),
            Act::AskExOfficio { .. } => Some(Rule::ExOfficio),
            Act::ImposeMeasures { .. } | Act::LiftMeasures { .. } | Act::ReportMeasures { .. } => {
                Some(Rule::Measures)
            }
            Act::CarryOver { .. } => Some(Rule::EntryIntoForce),
            Act::Refer { .. } => Some(Rule::Penalties),
            Act::Commit { .. } | Act::Urge { .. } | Act::FindCommitment { .. } => {
                Some(Rule::Commitments)
            }
            Act::Report { .. } => Some(Rule::Supervision),
            Act::DetermineObject { .. } => Some(Rule::DetermineObject),
            Act::TakeUp { .. } => Some(Rule::TakeUp),
            Act::FindAffected { .. } => Some(Rule::OperatorPurchase),
            Act::Assign { to } => Some(match to {
                Actor::Experts => Rule::Assessment,
                Actor::Party
                | Actor::Provider
                | Actor::Office
                | Actor::Commission
                | Actor::Unit(_)
                | Actor::Department(_)
                | Actor::Authority(_)
                | Actor::Lab(_)
                | Actor::Anyone => Rule::Evaluation,
            }),
            Act::ReportEvaluation { .. } => Some(Rule::Evaluation),
            Act::ReportAssessment { .. } => Some(Rule::Assessment),
            Act::PublishResult { .. } | Act::CirculateResult { .. } => Some(Rule::Result),
            Act::PublishAssessment { on: ReportOn::Provider, .. } => Some(Rule::ProviderReports),
            Act::PublishAssessment { on: ReportOn::Product, .. } => Some(Rule::ProductReports),
            Act::Announce { .. }
            | Act::Join { .. }
            | Act::Inspect { .. }
            | Act::Withdraw
            | Act::ConsentToWithdrawal
            | Act::Terminate { .. }
            | Act::Correct { .. }
            | Act::Note { .. }
            | Act::Serve { .. }
            | Act::Acknowledge { .. } => None,
        }
    }

    /// The procedure that knows the act; `None`: any does.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "`who`, `rule` and `decide_act` name every act; here all others share one answer"
    )]
    pub fn procedure(&self) -> Option<Procedure> {
        match self {
            Act::Correct { .. }
            | Act::Note { .. }
            | Act::Serve { .. }
            | Act::Acknowledge { .. }
            | Act::Report { .. } => None,
            Act::DetermineObject { .. }
            | Act::TakeUp { .. }
            | Act::FindAffected { .. }
            | Act::Assign { .. }
            | Act::ReportEvaluation { .. }
            | Act::ReportAssessment { .. }
            | Act::PublishResult { .. }
            | Act::CirculateResult { .. }
            | Act::PublishAssessment { .. } => Some(Procedure::Evaluation),
            _ => Some(Procedure::Review),
        }
    }
}
