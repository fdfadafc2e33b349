//! The rules a version of the Measures may contain, by name.

use serde::{Deserialize, Serialize};

/// A rule that the product rests an act, a limit or a refusal on. A law file says for each rule it
/// contains where it stands; a rule it does not list is not in that version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The duty to prejudge a purchase and to file it (2022 Art. 5).
    FileProcurement,
    /// The duty to file a listing abroad (2022 Art. 7).
    FileListing,
    /// The general ground on which data processing is reviewed (2022 Art. 2).
    FileDataProcessing,
    /// The materials of a filing (2022 Art. 8).
    Materials,
    /// Deciding whether a review is needed, in writing (2022 Art. 9).
    Intake,
    /// The preliminary review, its limit and its extension (2022 Art. 11).
    PreliminaryReview,
    /// Whom a proposed conclusion is sent to (2022 Art. 11).
    Proposal,
    /// The written opinions and their limit (2022 Art. 12, paragraph 1).
    Consultation,
    /// Opinions agreed or divided, and what follows (2022 Art. 12, paragraph 2).
    Opinions,
    /// The steps of the special review (2022 Art. 13).
    SpecialProcedure,
    /// The limit of the special review and its extension (2022 Art. 14).
    SpecialLimit,
    /// Supplementary materials (2022 Art. 15).
    Supplement,
    /// A review of the mechanism's own motion (2022 Art. 16, paragraph 1).
    ExOfficio,
    /// Measures to prevent and reduce risk during the review (2022 Art. 16, paragraph 2).
    Measures,
    /// Reports of misconduct by the party or the provider (2022 Art. 18).
    Misconduct,
    /// Commitments and urging the provider to keep them (2022 Art. 19, paragraph 1).
    Commitments,
    /// Supervision before, during and after, and reports by anyone (2022 Art. 19, paragraph 2).
    Supervision,
    /// Penalties (2022 Art. 20).
    Penalties,
    /// State secrets (2022 Art. 22, paragraph 1).
    StateSecrets,
    /// The day of entry into force and what is repealed (2022 Art. 23).
    EntryIntoForce,
    /// 2017 trial: how an object of review is determined (Art. 8).
    DetermineObject,
    /// 2017 draft: how a review is taken up (Art. 8).
    TakeUp,
    /// 2017: a CII operator's purchase and who finds national security affected (Art. 10 / 11).
    OperatorPurchase,
    /// 2017: evaluation by third-party labs (Art. 7).
    Evaluation,
    /// 2017: overall assessment by the experts (Art. 6).
    Assessment,
    /// 2017: publishing or circulating the result (Art. 8).
    Result,
    /// 2017 draft: assessment reports on providers, from time to time (Art. 14).
    ProviderReports,
    /// 2017 trial: assessment reports on products and services, from time to time (Art. 13).
    ProductReports,
}

impl Rule {
    /// Every rule, in the order of the procedure.
    pub const ALL: &[Rule] = &[
        Rule::FileProcurement,
        Rule::FileListing,
        Rule::FileDataProcessing,
        Rule::Materials,
        Rule::Intake,
        Rule::PreliminaryReview,
        Rule::Proposal,
        Rule::Consultation,
        Rule::Opinions,
        Rule::SpecialProcedure,
        Rule::SpecialLimit,
        Rule::Supplement,
        Rule::ExOfficio,
        Rule::Measures,
        Rule::Misconduct,
        Rule::Commitments,
        Rule::Supervision,
        Rule::Penalties,
        Rule::StateSecrets,
        Rule::EntryIntoForce,
        Rule::DetermineObject,
        Rule::TakeUp,
        Rule::OperatorPurchase,
        Rule::Evaluation,
        Rule::Assessment,
        Rule::Result,
        Rule::ProviderReports,
        Rule::ProductReports,
    ];

    /// The rule's spelling in law files.
    pub const fn word(self) -> &'static str {
        match self {
            Rule::FileProcurement => "file-procurement",
            Rule::FileListing => "file-listing",
            Rule::FileDataProcessing => "file-data-processing",
            Rule::Materials => "materials",
            Rule::Intake => "intake",
            Rule::PreliminaryReview => "preliminary-review",
            Rule::Proposal => "proposal",
            Rule::Consultation => "consultation",
            Rule::Opinions => "opinions",
            Rule::SpecialProcedure => "special-procedure",
            Rule::SpecialLimit => "special-limit",
            Rule::Supplement => "supplement",
            Rule::ExOfficio => "ex-officio",
            Rule::Measures => "measures",
            Rule::Misconduct => "misconduct",
            Rule::Commitments => "commitments",
            Rule::Supervision => "supervision",
            Rule::Penalties => "penalties",
            Rule::StateSecrets => "state-secrets",
            Rule::EntryIntoForce => "entry-into-force",
            Rule::DetermineObject => "determine-object",
            Rule::TakeUp => "take-up",
            Rule::OperatorPurchase => "operator-purchase",
            Rule::Evaluation => "evaluation",
            Rule::Assessment => "assessment",
            Rule::Result => "result",
            Rule::ProviderReports => "provider-reports",
            Rule::ProductReports => "product-reports",
        }
    }
}
