//! The closed list of things anybody can do. Its JSON is the API's and the record's: kebab-case,
//! imperative, named arguments. It is never changed, only added to (`docs/events.json` is golden).

use jiff::civil::Date;
use law::{FilingKind, Material, Object, RegimeId};
use serde::{Deserialize, Serialize};

use crate::Actor;
use crate::argument::{
    Affected, Announced, Asked, Delivery, Extendable, Ground, Kept, Opinion, Outcome, Reply,
    ReportOn, Service, Verdict,
};

/// What somebody does. `because` is an `Option` where the table of the docket asks for it, so that
/// its absence can be refused with a reason rather than be unreadable.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case", deny_unknown_fields)]
#[allow(missing_docs, reason = "the docket's table of acts explains each; arguments are its words")]
pub enum Act {
    // Filing and intake
    Files {
        kind: FilingKind,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        without: Vec<Material>,
    },
    ReturnFiling {
        materials: Vec<Material>,
    },
    CompleteFiling,
    Lodge {
        what: String,
    },
    ConfirmFiling,
    OpenReview {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<String>,
    },
    FindNoReviewNeeded,
    // Limits and supplements
    ExtendLimit {
        limit: Extendable,
        working_days: u16,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<String>,
    },
    RequestSupplement {
        what: String,
        #[serde(default)]
        of: Asked,
    },
    SupplySupplement {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        request: Option<u32>,
        #[serde(default)]
        in_part: Delivery,
    },
    FindSupplementIncomplete {
        request: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<String>,
    },
    WithdrawRequest {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        request: Option<u32>,
    },
    // Consultation
    Propose {
        conclusion: Verdict,
    },
    ReceiveProposal,
    AlsoConsult {
        body: Actor,
    },
    Reply {
        opinion: Opinion,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on_paper: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<String>,
        #[serde(default)]
        again: Reply,
    },
    WithdrawProposal {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<String>,
    },
    AmendProposal {
        conclusion: Verdict,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<String>,
    },
    EstablishDivision {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<String>,
    },
    // Special review and the Commission
    OpenSpecialReview,
    Hear {
        body: Actor,
    },
    ProposeAgain {
        conclusion: Verdict,
    },
    SubmitToCommission {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<String>,
    },
    CommissionApprove,
    CommissionDecline,
    CommissionReturn,
    Conclude,
    AskExOfficio {
        object: Object,
        what: String,
    },
    // During and beside the review
    ImposeMeasures {
        what: String,
    },
    LiftMeasures {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        what: Option<String>,
    },
    ReportMeasures {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        what: Option<String>,
    },
    CarryOver {
        law: RegimeId,
    },
    Announce {
        what: Announced,
    },
    Join {
        docket: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<String>,
    },
    Inspect {
        with: Vec<Actor>,
    },
    Refer {
        to: Actor,
        what: String,
    },
    Withdraw,
    ConsentToWithdrawal,
    Terminate {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<String>,
    },
    Commit {
        what: String,
    },
    Urge {
        commitment: u32,
    },
    FindCommitment {
        commitment: u32,
        kept: Kept,
    },
    Report {
        text: String,
    },
    // Acts that any procedure knows
    Correct {
        entry: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        dated: Option<Date>,
        text: String,
    },
    Note {
        text: String,
    },
    Serve {
        notice: u32,
        on: Actor,
        by: Service,
    },
    Acknowledge {
        notice: u32,
    },
    // 2017
    DetermineObject {
        object: String,
        ground: Ground,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<Actor>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        what: Option<String>,
    },
    TakeUp {
        object: String,
        ground: Ground,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<Actor>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        what: Option<String>,
    },
    FindAffected {
        affected: Affected,
    },
    Assign {
        to: Actor,
    },
    ReportEvaluation {
        what: String,
    },
    ReportAssessment {
        what: String,
    },
    PublishResult {
        result: Outcome,
    },
    CirculateResult {
        result: Outcome,
    },
    PublishAssessment {
        on: ReportOn,
        what: String,
    },
}

/// What somebody asks to have done: who, what, and the legal day where it is not the day of the
/// line.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Command {
    /// Who acts.
    pub actor: Actor,
    /// What.
    pub act: Act,
    /// The legal day, where it differs from the day of recording.
    pub dated: Option<Date>,
}
