//! Why something may not be done.

use law::{Cite, Words};
use serde::{Deserialize, Serialize};

/// The stable id of a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words of each refusal explain it")]
pub enum Reason {
    WrongActor,
    OutOfTurn,
    BeforeLastEntry,
    NotInThisVersion,
    ObjectNotCovered,
    DraftLaw,
    FilingIncomplete,
    ExtensionTooLong,
    AlreadyExtended,
    LimitExpired,
    NoRequestOpen,
    WhichRequest,
    SupplementOutstanding,
    NotConsulted,
    AlreadyReplied,
    OpinionsMissing,
    NotDivided,
    NothingHeard,
    ApprovalMissing,
    ReviewOpened,
    NothingFiled,
    NoProtectionDepartment,
    ReasonsMissing,
    DocketClosed,
}

impl Reason {
    /// Every reason.
    pub const ALL: &[Reason] = &[
        Reason::WrongActor,
        Reason::OutOfTurn,
        Reason::BeforeLastEntry,
        Reason::NotInThisVersion,
        Reason::ObjectNotCovered,
        Reason::DraftLaw,
        Reason::FilingIncomplete,
        Reason::ExtensionTooLong,
        Reason::AlreadyExtended,
        Reason::LimitExpired,
        Reason::NoRequestOpen,
        Reason::WhichRequest,
        Reason::SupplementOutstanding,
        Reason::NotConsulted,
        Reason::AlreadyReplied,
        Reason::OpinionsMissing,
        Reason::NotDivided,
        Reason::NothingHeard,
        Reason::ApprovalMissing,
        Reason::ReviewOpened,
        Reason::NothingFiled,
        Reason::NoProtectionDepartment,
        Reason::ReasonsMissing,
        Reason::DocketClosed,
    ];

    /// The id as written, `extension-too-long`.
    pub fn id(self) -> &'static str {
        match self {
            Reason::WrongActor => "wrong-actor",
            Reason::OutOfTurn => "out-of-turn",
            Reason::BeforeLastEntry => "before-last-entry",
            Reason::NotInThisVersion => "not-in-this-version",
            Reason::ObjectNotCovered => "object-not-covered",
            Reason::DraftLaw => "draft-law",
            Reason::FilingIncomplete => "filing-incomplete",
            Reason::ExtensionTooLong => "extension-too-long",
            Reason::AlreadyExtended => "already-extended",
            Reason::LimitExpired => "limit-expired",
            Reason::NoRequestOpen => "no-request-open",
            Reason::WhichRequest => "which-request",
            Reason::SupplementOutstanding => "supplement-outstanding",
            Reason::NotConsulted => "not-consulted",
            Reason::AlreadyReplied => "already-replied",
            Reason::OpinionsMissing => "opinions-missing",
            Reason::NotDivided => "not-divided",
            Reason::NothingHeard => "nothing-heard",
            Reason::ApprovalMissing => "approval-missing",
            Reason::ReviewOpened => "review-opened",
            Reason::NothingFiled => "nothing-filed",
            Reason::NoProtectionDepartment => "no-protection-department",
            Reason::ReasonsMissing => "reasons-missing",
            Reason::DocketClosed => "docket-closed",
        }
    }
}

/// What a refusal rests on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Basis {
    /// An article of the version that governs.
    Article(Cite),
    /// A position taken where the text is silent.
    Position {
        /// `name=value`.
        position: String,
    },
    /// A rule of the house.
    House {
        /// The rule's name.
        house: String,
    },
}

/// A refusal: a value, shown to the user; the record is unchanged.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Refusal {
    /// Stable id.
    pub reason: Reason,
    /// What it rests on.
    pub basis: Basis,
    /// Words without the article, both languages.
    pub text: Words,
}
