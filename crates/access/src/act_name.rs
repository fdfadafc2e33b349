//! The acts by name: what a question about an act needs of it, without its arguments.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use review::Act;

/// An act of [`review::Act`] without its arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the docket's table of acts explains each")]
pub enum ActName {
    Files,
    ReturnFiling,
    CompleteFiling,
    Lodge,
    ConfirmFiling,
    OpenReview,
    FindNoReviewNeeded,
    ExtendLimit,
    RequestSupplement,
    SupplySupplement,
    FindSupplementIncomplete,
    WithdrawRequest,
    Propose,
    ReceiveProposal,
    AlsoConsult,
    Reply,
    WithdrawProposal,
    AmendProposal,
    EstablishDivision,
    OpenSpecialReview,
    Hear,
    ProposeAgain,
    SubmitToCommission,
    CommissionApprove,
    CommissionDecline,
    CommissionReturn,
    Conclude,
    AskExOfficio,
    ImposeMeasures,
    LiftMeasures,
    ReportMeasures,
    CarryOver,
    Announce,
    Join,
    Inspect,
    Refer,
    Withdraw,
    ConsentToWithdrawal,
    Terminate,
    Commit,
    Urge,
    FindCommitment,
    Report,
    Correct,
    Note,
    Serve,
    Acknowledge,
    DetermineObject,
    TakeUp,
    FindAffected,
    Assign,
    ReportEvaluation,
    ReportAssessment,
    PublishResult,
    CirculateResult,
    PublishAssessment,
}

impl ActName {
    /// The act of a word.
    pub fn of_word(word: &str) -> Option<ActName> {
        static WORDS: LazyLock<HashMap<&str, ActName>> =
            LazyLock::new(|| ActName::ALL.iter().map(|name| (name.name(), *name)).collect());
        WORDS.get(word).copied()
    }

    /// Every act, in the order of the docket's table.
    pub const ALL: &[ActName] = &[
        ActName::Files,
        ActName::ReturnFiling,
        ActName::CompleteFiling,
        ActName::Lodge,
        ActName::ConfirmFiling,
        ActName::OpenReview,
        ActName::FindNoReviewNeeded,
        ActName::ExtendLimit,
        ActName::RequestSupplement,
        ActName::SupplySupplement,
        ActName::FindSupplementIncomplete,
        ActName::WithdrawRequest,
        ActName::Propose,
        ActName::ReceiveProposal,
        ActName::AlsoConsult,
        ActName::Reply,
        ActName::WithdrawProposal,
        ActName::AmendProposal,
        ActName::EstablishDivision,
        ActName::OpenSpecialReview,
        ActName::Hear,
        ActName::ProposeAgain,
        ActName::SubmitToCommission,
        ActName::CommissionApprove,
        ActName::CommissionDecline,
        ActName::CommissionReturn,
        ActName::Conclude,
        ActName::AskExOfficio,
        ActName::ImposeMeasures,
        ActName::LiftMeasures,
        ActName::ReportMeasures,
        ActName::CarryOver,
        ActName::Announce,
        ActName::Join,
        ActName::Inspect,
        ActName::Refer,
        ActName::Withdraw,
        ActName::ConsentToWithdrawal,
        ActName::Terminate,
        ActName::Commit,
        ActName::Urge,
        ActName::FindCommitment,
        ActName::Report,
        ActName::Correct,
        ActName::Note,
        ActName::Serve,
        ActName::Acknowledge,
        ActName::DetermineObject,
        ActName::TakeUp,
        ActName::FindAffected,
        ActName::Assign,
        ActName::ReportEvaluation,
        ActName::ReportAssessment,
        ActName::PublishResult,
        ActName::CirculateResult,
        ActName::PublishAssessment,
    ];

    /// Whether a head alone does it: it ends a review or binds the party (decision 0003).
    pub fn is_a_heads(self) -> bool {
        matches!(
            self,
            ActName::FindNoReviewNeeded
                | ActName::Conclude
                | ActName::ImposeMeasures
                | ActName::LiftMeasures
                | ActName::ConsentToWithdrawal
                | ActName::Terminate
                | ActName::PublishResult
                | ActName::CirculateResult
        )
    }

    /// The act's word in the API and the record, `supply-supplement`.
    pub fn name(self) -> &'static str {
        let question = self.question();
        question.strip_prefix("act:").unwrap_or(question)
    }

    /// The name of the question whether somebody may do it, `act:supply-supplement`.
    pub fn question(self) -> &'static str {
        match self {
            ActName::Files => "act:files",
            ActName::ReturnFiling => "act:return-filing",
            ActName::CompleteFiling => "act:complete-filing",
            ActName::Lodge => "act:lodge",
            ActName::ConfirmFiling => "act:confirm-filing",
            ActName::OpenReview => "act:open-review",
            ActName::FindNoReviewNeeded => "act:find-no-review-needed",
            ActName::ExtendLimit => "act:extend-limit",
            ActName::RequestSupplement => "act:request-supplement",
            ActName::SupplySupplement => "act:supply-supplement",
            ActName::FindSupplementIncomplete => "act:find-supplement-incomplete",
            ActName::WithdrawRequest => "act:withdraw-request",
            ActName::Propose => "act:propose",
            ActName::ReceiveProposal => "act:receive-proposal",
            ActName::AlsoConsult => "act:also-consult",
            ActName::Reply => "act:reply",
            ActName::WithdrawProposal => "act:withdraw-proposal",
            ActName::AmendProposal => "act:amend-proposal",
            ActName::EstablishDivision => "act:establish-division",
            ActName::OpenSpecialReview => "act:open-special-review",
            ActName::Hear => "act:hear",
            ActName::ProposeAgain => "act:propose-again",
            ActName::SubmitToCommission => "act:submit-to-commission",
            ActName::CommissionApprove => "act:commission-approve",
            ActName::CommissionDecline => "act:commission-decline",
            ActName::CommissionReturn => "act:commission-return",
            ActName::Conclude => "act:conclude",
            ActName::AskExOfficio => "act:ask-ex-officio",
            ActName::ImposeMeasures => "act:impose-measures",
            ActName::LiftMeasures => "act:lift-measures",
            ActName::ReportMeasures => "act:report-measures",
            ActName::CarryOver => "act:carry-over",
            ActName::Announce => "act:announce",
            ActName::Join => "act:join",
            ActName::Inspect => "act:inspect",
            ActName::Refer => "act:refer",
            ActName::Withdraw => "act:withdraw",
            ActName::ConsentToWithdrawal => "act:consent-to-withdrawal",
            ActName::Terminate => "act:terminate",
            ActName::Commit => "act:commit",
            ActName::Urge => "act:urge",
            ActName::FindCommitment => "act:find-commitment",
            ActName::Report => "act:report",
            ActName::Correct => "act:correct",
            ActName::Note => "act:note",
            ActName::Serve => "act:serve",
            ActName::Acknowledge => "act:acknowledge",
            ActName::DetermineObject => "act:determine-object",
            ActName::TakeUp => "act:take-up",
            ActName::FindAffected => "act:find-affected",
            ActName::Assign => "act:assign",
            ActName::ReportEvaluation => "act:report-evaluation",
            ActName::ReportAssessment => "act:report-assessment",
            ActName::PublishResult => "act:publish-result",
            ActName::CirculateResult => "act:circulate-result",
            ActName::PublishAssessment => "act:publish-assessment",
        }
    }
}

impl fmt::Display for ActName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

impl From<&Act> for ActName {
    fn from(act: &Act) -> ActName {
        match act {
            Act::Files { .. } => ActName::Files,
            Act::ReturnFiling { .. } => ActName::ReturnFiling,
            Act::CompleteFiling => ActName::CompleteFiling,
            Act::Lodge { .. } => ActName::Lodge,
            Act::ConfirmFiling => ActName::ConfirmFiling,
            Act::OpenReview { .. } => ActName::OpenReview,
            Act::FindNoReviewNeeded => ActName::FindNoReviewNeeded,
            Act::ExtendLimit { .. } => ActName::ExtendLimit,
            Act::RequestSupplement { .. } => ActName::RequestSupplement,
            Act::SupplySupplement { .. } => ActName::SupplySupplement,
            Act::FindSupplementIncomplete { .. } => ActName::FindSupplementIncomplete,
            Act::WithdrawRequest { .. } => ActName::WithdrawRequest,
            Act::Propose { .. } => ActName::Propose,
            Act::ReceiveProposal => ActName::ReceiveProposal,
            Act::AlsoConsult { .. } => ActName::AlsoConsult,
            Act::Reply { .. } => ActName::Reply,
            Act::WithdrawProposal { .. } => ActName::WithdrawProposal,
            Act::AmendProposal { .. } => ActName::AmendProposal,
            Act::EstablishDivision { .. } => ActName::EstablishDivision,
            Act::OpenSpecialReview => ActName::OpenSpecialReview,
            Act::Hear { .. } => ActName::Hear,
            Act::ProposeAgain { .. } => ActName::ProposeAgain,
            Act::SubmitToCommission { .. } => ActName::SubmitToCommission,
            Act::CommissionApprove => ActName::CommissionApprove,
            Act::CommissionDecline => ActName::CommissionDecline,
            Act::CommissionReturn => ActName::CommissionReturn,
            Act::Conclude => ActName::Conclude,
            Act::AskExOfficio { .. } => ActName::AskExOfficio,
            Act::ImposeMeasures { .. } => ActName::ImposeMeasures,
            Act::LiftMeasures { .. } => ActName::LiftMeasures,
            Act::ReportMeasures { .. } => ActName::ReportMeasures,
            Act::CarryOver { .. } => ActName::CarryOver,
            Act::Announce { .. } => ActName::Announce,
            Act::Join { .. } => ActName::Join,
            Act::Inspect { .. } => ActName::Inspect,
            Act::Refer { .. } => ActName::Refer,
            Act::Withdraw => ActName::Withdraw,
            Act::ConsentToWithdrawal => ActName::ConsentToWithdrawal,
            Act::Terminate { .. } => ActName::Terminate,
            Act::Commit { .. } => ActName::Commit,
            Act::Urge { .. } => ActName::Urge,
            Act::FindCommitment { .. } => ActName::FindCommitment,
            Act::Report { .. } => ActName::Report,
            Act::Correct { .. } => ActName::Correct,
            Act::Note { .. } => ActName::Note,
            Act::Serve { .. } => ActName::Serve,
            Act::Acknowledge { .. } => ActName::Acknowledge,
            Act::DetermineObject { .. } => ActName::DetermineObject,
            Act::TakeUp { .. } => ActName::TakeUp,
            Act::FindAffected { .. } => ActName::FindAffected,
            Act::Assign { .. } => ActName::Assign,
            Act::ReportEvaluation { .. } => ActName::ReportEvaluation,
            Act::ReportAssessment { .. } => ActName::ReportAssessment,
            Act::PublishResult { .. } => ActName::PublishResult,
            Act::CirculateResult { .. } => ActName::CirculateResult,
            Act::PublishAssessment { .. } => ActName::PublishAssessment,
        }
    }
}
