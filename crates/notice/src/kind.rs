//! The kinds of written notice, what each is called and which rule orders it.

use law::{Cite, Regime, Rule, Words};

use crate::template;

/// A kind of written notice; its words stand in `notice/<word>.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// 补正: what the filing lacks.
    Deficiency,
    /// A review of what was filed is needed.
    ReviewOpened,
    /// A review that nobody filed for begins.
    ReviewInitiated,
    /// No review is needed.
    NoReviewNeeded,
    /// A limit is extended.
    LimitExtended,
    /// Supplementary materials are asked for.
    SupplementRequested,
    /// What came is not all that was asked for.
    SupplementIncomplete,
    /// What was asked for is no longer wanted.
    RequestWithdrawn,
    /// A proposed conclusion is sent for opinions.
    Consultation,
    /// An amended one is sent for opinions anew.
    ConsultationAmended,
    /// The second consultation, within the special review.
    ConsultationAgain,
    /// A proposed conclusion is taken back.
    ProposalWithdrawn,
    /// The special review begins.
    SpecialReview,
    /// The conclusion.
    Conclusion,
    /// Measures to prevent and reduce risk.
    MeasuresImposed,
    /// Those measures end.
    MeasuresLifted,
    /// The Office consents to the withdrawal of a filing.
    WithdrawalConsented,
    /// The Office ends the review outside the text.
    Terminated,
    /// A later version governs the steps that begin from here.
    LawCarriedOver,
    /// 2017: the result is published.
    ResultPublished,
    /// 2017: the result is circulated within a certain range.
    ResultCirculated,
}

/// Who reads a kind of notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    /// The party or the provider: nothing of the consultation may stand in it.
    Reviewed,
    /// The consulted bodies.
    Consulted,
}

/// Why a notice is sent in writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Footing {
    /// An article has it told or sent to its addressee; not every article says “in writing”.
    Called(Cite),
    /// No article asks for it; it is good practice.
    GoodPractice,
}

impl Kind {
    /// Every kind, in the order of the procedure.
    pub const ALL: &[Kind] = &[
        Kind::Deficiency,
        Kind::ReviewOpened,
        Kind::ReviewInitiated,
        Kind::NoReviewNeeded,
        Kind::LimitExtended,
        Kind::SupplementRequested,
        Kind::SupplementIncomplete,
        Kind::RequestWithdrawn,
        Kind::Consultation,
        Kind::ConsultationAmended,
        Kind::ConsultationAgain,
        Kind::ProposalWithdrawn,
        Kind::SpecialReview,
        Kind::Conclusion,
        Kind::MeasuresImposed,
        Kind::MeasuresLifted,
        Kind::WithdrawalConsented,
        Kind::Terminated,
        Kind::LawCarriedOver,
        Kind::ResultPublished,
        Kind::ResultCirculated,
    ];

    /// Its word, kebab-case; the name of its file.
    pub const fn word(self) -> &'static str {
        match self {
            Kind::Deficiency => "deficiency",
            Kind::ReviewOpened => "review-opened",
            Kind::ReviewInitiated => "review-initiated",
            Kind::NoReviewNeeded => "no-review-needed",
            Kind::LimitExtended => "limit-extended",
            Kind::SupplementRequested => "supplement-requested",
            Kind::SupplementIncomplete => "supplement-incomplete",
            Kind::RequestWithdrawn => "request-withdrawn",
            Kind::Consultation => "consultation",
            Kind::ConsultationAmended => "consultation-amended",
            Kind::ConsultationAgain => "consultation-again",
            Kind::ProposalWithdrawn => "proposal-withdrawn",
            Kind::SpecialReview => "special-review",
            Kind::Conclusion => "conclusion",
            Kind::MeasuresImposed => "measures-imposed",
            Kind::MeasuresLifted => "measures-lifted",
            Kind::WithdrawalConsented => "withdrawal-consented",
            Kind::Terminated => "terminated",
            Kind::LawCarriedOver => "law-carried-over",
            Kind::ResultPublished => "result-published",
            Kind::ResultCirculated => "result-circulated",
        }
    }

    /// Its title.
    pub fn title(self) -> Words {
        template::of(self).title.clone()
    }

    /// Who reads it.
    pub const fn audience(self) -> Audience {
        match self {
            Kind::Consultation
            | Kind::ConsultationAmended
            | Kind::ConsultationAgain
            | Kind::ProposalWithdrawn => Audience::Consulted,
            Kind::Deficiency
            | Kind::ReviewOpened
            | Kind::ReviewInitiated
            | Kind::NoReviewNeeded
            | Kind::LimitExtended
            | Kind::SupplementRequested
            | Kind::SupplementIncomplete
            | Kind::RequestWithdrawn
            | Kind::SpecialReview
            | Kind::Conclusion
            | Kind::MeasuresImposed
            | Kind::MeasuresLifted
            | Kind::WithdrawalConsented
            | Kind::Terminated
            | Kind::LawCarriedOver
            | Kind::ResultPublished
            | Kind::ResultCirculated => Audience::Reviewed,
        }
    }

    /// The rule that has it told or sent; `None`: no version has one.
    pub const fn ordered_by(self) -> Option<Rule> {
        match self {
            Kind::ReviewOpened | Kind::NoReviewNeeded => Some(Rule::Intake),
            // The preliminary review runs from the dispatch of a written notice, filed or not.
            Kind::ReviewInitiated => Some(Rule::PreliminaryReview),
            // The article has the Office ask; it does not say in which form.
            Kind::SupplementRequested => Some(Rule::Supplement),
            Kind::Consultation | Kind::ConsultationAmended => Some(Rule::Proposal),
            Kind::ConsultationAgain => Some(Rule::SpecialProcedure),
            // Divided opinions: the party is told; agreed ones: the conclusion goes out in writing.
            Kind::SpecialReview | Kind::Conclusion => Some(Rule::Opinions),
            Kind::MeasuresImposed => Some(Rule::Measures),
            Kind::Deficiency
            | Kind::LimitExtended
            | Kind::SupplementIncomplete
            | Kind::RequestWithdrawn
            | Kind::ProposalWithdrawn
            | Kind::MeasuresLifted
            | Kind::WithdrawalConsented
            | Kind::Terminated
            | Kind::LawCarriedOver
            | Kind::ResultPublished
            | Kind::ResultCirculated => None,
        }
    }

    /// Why it is sent under a version.
    pub fn footing(self, regime: &Regime) -> Footing {
        let cite = self.ordered_by().and_then(|rule| regime.rule(rule));
        cite.cloned().map_or(Footing::GoodPractice, Footing::Called)
    }
}
