//! What a template may name: places to be filled, and conditions under which a paragraph stands.

use serde::Deserialize;

use crate::Kind;

/// A place in a paragraph, `{due}` in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Slot {
    /// The version that governs the step.
    Law,
    /// The docket number.
    CaseNumber,
    /// What the case is called.
    CaseTitle,
    /// The legal day of the act.
    Issued,
    /// Who is under review, by role and name.
    Reviewed,
    /// The limit concerned.
    Limit,
    /// Where that limit stands.
    LimitArticle,
    /// The day it ends, or the days between which it does.
    Due,
    /// Its whole budget.
    Days,
    /// What is left of it.
    Left,
    /// What an extension added.
    Added,
    /// The reasons recorded.
    Because,
    /// What a filing lacks.
    Materials,
    /// What is asked for, imposed or lifted, in the Office's words.
    What,
    /// The number of a request for supplementary materials.
    Request,
    /// A proposed or final conclusion.
    Verdict,
    /// The commitments on the docket.
    Commitments,
    /// The law by which a decision is final.
    FinalLaw,
    /// The version carried over from.
    OldLaw,
    /// The version carried over to.
    NewLaw,
    /// The day that version came into force.
    InForce,
}

impl Slot {
    /// Every place.
    pub(crate) const ALL: &[Slot] = &[
        Slot::Law,
        Slot::CaseNumber,
        Slot::CaseTitle,
        Slot::Issued,
        Slot::Reviewed,
        Slot::Limit,
        Slot::LimitArticle,
        Slot::Due,
        Slot::Days,
        Slot::Left,
        Slot::Added,
        Slot::Because,
        Slot::Materials,
        Slot::What,
        Slot::Request,
        Slot::Verdict,
        Slot::Commitments,
        Slot::FinalLaw,
        Slot::OldLaw,
        Slot::NewLaw,
        Slot::InForce,
    ];

    /// Its spelling in templates.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Slot::Law => "law",
            Slot::CaseNumber => "case-number",
            Slot::CaseTitle => "case-title",
            Slot::Issued => "issued",
            Slot::Reviewed => "reviewed",
            Slot::Limit => "limit",
            Slot::LimitArticle => "limit-article",
            Slot::Due => "due",
            Slot::Days => "days",
            Slot::Left => "left",
            Slot::Added => "added",
            Slot::Because => "because",
            Slot::Materials => "materials",
            Slot::What => "what",
            Slot::Request => "request",
            Slot::Verdict => "verdict",
            Slot::Commitments => "commitments",
            Slot::FinalLaw => "final-law",
            Slot::OldLaw => "old-law",
            Slot::NewLaw => "new-law",
            Slot::InForce => "in-force",
        }
    }

    /// Conditions of which one must hold, else it has nothing to say; none: it always has.
    pub(crate) const fn needs(self, kind: Kind) -> &'static [When] {
        const LIMITED: &[When] =
            &[When::Due, When::Stopped, When::StillStopped, When::NotStarted, When::OnReceipt];
        match self {
            Slot::Due => &[When::Due],
            Slot::Limit | Slot::LimitArticle if matches!(kind, Kind::LimitExtended) => &[],
            Slot::Days | Slot::Left | Slot::Limit | Slot::LimitArticle => LIMITED,
            Slot::Because => &[When::Because],
            Slot::Commitments => &[When::Commitments],
            Slot::FinalLaw => &[When::Final],
            Slot::Reviewed => &[When::ReviewedNamed],
            Slot::Law
            | Slot::CaseNumber
            | Slot::CaseTitle
            | Slot::Issued
            | Slot::Added
            | Slot::Materials
            | Slot::What
            | Slot::Request
            | Slot::Verdict
            | Slot::OldLaw
            | Slot::NewLaw
            | Slot::InForce => &[],
        }
    }

    /// Whether a kind of notice knows it.
    pub(crate) const fn fits(self, kind: Kind) -> bool {
        match self {
            Slot::Law
            | Slot::CaseNumber
            | Slot::CaseTitle
            | Slot::Issued
            | Slot::Because
            | Slot::Due
            | Slot::Days
            | Slot::Left
            | Slot::Limit
            | Slot::LimitArticle => true,
            Slot::Reviewed => matches!(
                kind,
                Kind::Consultation | Kind::ConsultationAmended | Kind::ConsultationAgain
            ),
            Slot::Added => matches!(kind, Kind::LimitExtended),
            Slot::Materials => matches!(kind, Kind::Deficiency),
            Slot::What => matches!(
                kind,
                Kind::SupplementRequested | Kind::MeasuresImposed | Kind::MeasuresLifted
            ),
            Slot::Request => matches!(
                kind,
                Kind::SupplementRequested | Kind::SupplementIncomplete | Kind::RequestWithdrawn
            ),
            Slot::Verdict => matches!(
                kind,
                Kind::Consultation
                    | Kind::ConsultationAmended
                    | Kind::ConsultationAgain
                    | Kind::Conclusion
                    | Kind::ResultPublished
                    | Kind::ResultCirculated
            ),
            Slot::Commitments | Slot::FinalLaw => matches!(kind, Kind::Conclusion),
            Slot::OldLaw | Slot::NewLaw | Slot::InForce => matches!(kind, Kind::LawCarriedOver),
        }
    }
}

/// A condition under which a paragraph stands. All that a paragraph names must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum When {
    /// The limit concerned ends on a day, or between two.
    Due,
    /// This act stopped it.
    Stopped,
    /// It was stopped before this act and still is.
    StillStopped,
    /// It has not begun.
    NotStarted,
    /// Consulted bodies whose receipt is awaited are among the addressees.
    OnReceipt,
    /// Reasons are on record.
    Because,
    /// Commitments are on the docket.
    Commitments,
    /// By law the decision is final (position E4).
    Final,
    /// The Measures state no remedy (position E4).
    RemedyNotStated,
    /// The opinions agreed.
    Agreed,
    /// The special review led here.
    Special,
    /// The Commission approved a review of the mechanism's own motion.
    ExOfficio,
    /// Nothing is known of the beginning but its announcement.
    Announced,
    /// The version has an article that orders this.
    Article,
    /// It has none.
    NoArticle,
    /// The caller named who is under review.
    ReviewedNamed,
    /// The Office said which measures.
    Named,
    /// It did not.
    Unnamed,
    /// Measures end with the conclusion (position E6).
    UntilConclusion,
    /// Measures end when they are lifted (position E6).
    UntilLifted,
    /// Limits that run keep their version (position F1).
    LimitsKeep,
    /// Limits that run follow the new version (position F1).
    LimitsMove,
}
