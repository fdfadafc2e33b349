//! The twin's lists: which question is about what, who does which act, what a party is told.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the twin lists what is a yes; the rest is a no"
)]

use access::*;
use jiff::civil::Date;
use review::Actor;

use Question as Q;

pub fn public(question: Question) -> bool {
    matches!(
        question,
        Q::LawRead
            | Q::DaysCompute
            | Q::ApiRead
            | Q::HealthRead
            | Q::LogRead
            | Q::SignIn
            | Q::ReceiptVerify
            | Q::MisconductReport
    )
}

/// Of what kind of thing each question is asked.
pub fn is_about(question: Question, resource: &Resource) -> bool {
    match resource {
        Resource::Filing(_) => matches!(
            question,
            Q::FilingCreate
                | Q::FilingRead
                | Q::FilingEdit
                | Q::FilingSubmit
                | Q::FilingDelete
                | Q::MaterialUpload
                | Q::Act(ActName::Files)
        ),
        Resource::Material(_) => question == Q::MaterialRead,
        Resource::Entry(_) => question == Q::EntryRead,
        Resource::Account(_) => of_an_account(question),
        Resource::FactorReset(_) => question == Q::FactorResetConfirm,
        Resource::HolidayNotice { .. } => question == Q::NoticeConfirm,
        Resource::Emergency(_) => matches!(question, Q::EmergencyRead | Q::EmergencyEnd),
        Resource::FourEyes(_) => {
            matches!(question, Q::FourEyesAsk | Q::FourEyesConfirm | Q::FourEyesRead)
        }
        Resource::Reporter(_) => question == Q::ReporterRead,
        Resource::Review(_) => match question {
            Q::Act(act) => !matches!(
                act,
                ActName::Files | ActName::AskExOfficio | ActName::DetermineObject | ActName::TakeUp
            ),
            _ => matches!(
                question,
                Q::ReviewList
                    | Q::ReviewRead
                    | Q::ReviewDocket
                    | Q::DocketOutline
                    | Q::ConsultationRead
                    | Q::DeclareConflict
                    | Q::PaperEnter
                    | Q::PaperDecide
                    | Q::MaterialUpload
                    | Q::ReadingsRead
                    | Q::DeclarationsRead
                    | Q::BreakGlass
                    | Q::ContentDestroy
                    | Q::DestructionRead
            ),
        },
        Resource::Office => match question {
            Q::Act(act) => {
                matches!(act, ActName::AskExOfficio | ActName::DetermineObject | ActName::TakeUp)
            }
            _ => public(question) || of_the_house(question) || of_anybody_or_cases(question),
        },
    }
}

/// Questions about the Office that are oneself's, or about cases as such.
fn of_anybody_or_cases(question: Question) -> bool {
    matches!(
        question,
        Q::SelfRead | Q::SelfEdit | Q::ReviewStartExOfficio | Q::DocketImport | Q::WhatIf
    )
}

/// Questions about an account.
fn of_an_account(question: Question) -> bool {
    matches!(
        question,
        Q::AccountCreate
            | Q::AccountRead
            | Q::AccountEdit
            | Q::AccountLink
            | Q::RoleGrant
            | Q::RoleRevoke
            | Q::TokenCreate
            | Q::TokenRevoke
            | Q::FactorReset
    )
}

/// Questions about the Office as a whole that touch no case.
pub fn of_the_house(question: Question) -> bool {
    matches!(
        question,
        Q::OrganisationCreate
            | Q::OrganisationRead
            | Q::MachineRead
            | Q::MachineRun
            | Q::EntranceEdit
            | Q::NoticeImport
            | Q::NoticeRead
            | Q::NumberingRead
            | Q::NumberingEdit
            | Q::LedgerVerify
            | Q::LogEntries
            | Q::AuditRead
            | Q::HouseRulesRead
            | Q::HouseRulesEdit
    )
}

pub fn of_a_case(question: Question, resource: &Resource) -> bool {
    let of_cases =
        matches!(question, Q::ReviewStartExOfficio | Q::DocketImport | Q::WhatIf | Q::Act(_));
    match resource {
        Resource::Review(_)
        | Resource::Filing(_)
        | Resource::Material(_)
        | Resource::Emergency(_)
        | Resource::Reporter(_)
        | Resource::Entry(_) => true,
        Resource::Office => of_cases,
        Resource::Account(_)
        | Resource::FactorReset(_)
        | Resource::HolidayNotice { .. }
        | Resource::FourEyes(_) => false,
    }
}

/// The docket's table of acts: who does which; what a head alone does is `head`.
pub fn does(act: ActName, who: &str) -> bool {
    use ActName as A;
    let doers: &[&str] = match act {
        A::Files | A::CompleteFiling | A::ReportMeasures | A::Withdraw | A::Urge => &["party"],
        A::SupplySupplement | A::Commit => &["party", "provider"],
        A::Lodge => &["provider"],
        A::ReturnFiling
        | A::ConfirmFiling
        | A::OpenReview
        | A::ExtendLimit
        | A::RequestSupplement
        | A::FindSupplementIncomplete
        | A::WithdrawRequest
        | A::Propose
        | A::AlsoConsult
        | A::WithdrawProposal
        | A::AmendProposal
        | A::EstablishDivision
        | A::OpenSpecialReview
        | A::Hear
        | A::ProposeAgain
        | A::SubmitToCommission
        | A::CarryOver
        | A::Announce
        | A::Join
        | A::Inspect
        | A::Refer
        | A::FindCommitment
        | A::Correct
        | A::Note
        | A::Serve
        | A::Assign
        | A::PublishAssessment => &["office"],
        A::FindNoReviewNeeded
        | A::Conclude
        | A::Terminate
        | A::ConsentToWithdrawal
        | A::ImposeMeasures
        | A::LiftMeasures
        | A::PublishResult
        | A::CirculateResult => &["head"],
        A::ReceiveProposal | A::Reply => &["body"],
        A::CommissionApprove | A::CommissionDecline | A::CommissionReturn => &["commission"],
        A::Report => &["office", "party", "provider", "body"],
        A::Acknowledge => &["party", "provider", "body", "commission", "lab", "experts"],
        A::ReportEvaluation => &["lab"],
        A::ReportAssessment => &["experts"],
        A::AskExOfficio | A::DetermineObject | A::TakeUp | A::FindAffected => &[],
    };
    doers.contains(&who)
}

/// What the party learns of the docket.
pub fn told_party(entry: &Entry) -> bool {
    use ActName as A;
    let deliberation = match entry.act {
        A::Propose
        | A::ReceiveProposal
        | A::AlsoConsult
        | A::Reply
        | A::WithdrawProposal
        | A::AmendProposal
        | A::EstablishDivision
        | A::Hear
        | A::ProposeAgain
        | A::SubmitToCommission
        | A::CommissionApprove
        | A::CommissionDecline
        | A::CommissionReturn
        | A::AskExOfficio
        | A::Join
        | A::Refer
        | A::Report
        | A::Correct
        | A::Note
        | A::FindAffected
        | A::Assign
        | A::ReportEvaluation
        | A::ReportAssessment => true,
        A::RequestSupplement | A::FindSupplementIncomplete | A::WithdrawRequest | A::Serve => true,
        A::Files | A::CompleteFiling | A::Lodge | A::SupplySupplement | A::ReportMeasures => true,
        A::Withdraw | A::Urge | A::Acknowledge => true,
        A::ReturnFiling
        | A::ConfirmFiling
        | A::OpenReview
        | A::FindNoReviewNeeded
        | A::ExtendLimit
        | A::OpenSpecialReview
        | A::Conclude
        | A::ImposeMeasures
        | A::LiftMeasures
        | A::CarryOver
        | A::Announce
        | A::Inspect
        | A::ConsentToWithdrawal
        | A::Terminate
        | A::Commit
        | A::FindCommitment
        | A::DetermineObject
        | A::TakeUp
        | A::PublishResult
        | A::CirculateResult
        | A::PublishAssessment => false,
    };
    let addressed = entry.to == Some(Actor::Party);
    entry.by == Actor::Party || addressed || (entry.to.is_none() && !deliberation)
}

/// Whether no account with these roles leads into a case.
pub fn far_from_cases(roles: &[Role]) -> bool {
    roles.iter().all(|role| matches!(role, Role::Administrator | Role::Auditor))
}

/// Wall before an account: who is named, let in or spoken for by whom.
pub fn account_walled(me: &Person, roles: &[Role], question: Question, of: &Account) -> bool {
    let own = of.person == me.id;
    let machine = roles.contains(&Role::Administrator);
    match question {
        Q::RoleGrant => own || (matches!(of.role, Some(Role::Officer | Role::Head)) && machine),
        Q::TokenCreate => !own && !far_from_cases(&of.holds),
        Q::AccountLink => !far_from_cases(&of.holds) && machine,
        Q::FactorReset => own,
        _ => false,
    }
}

pub fn handed_in_by_a_side(file: &Material, review: &Review) -> bool {
    review.party.as_ref() == Some(&file.owner) || review.provider.as_ref() == Some(&file.owner)
}

pub fn knows(
    review: &Review,
    side: Option<&OrganisationId>,
    ours: &OrganisationId,
    as_side: Side,
) -> bool {
    side == Some(ours) && review.told.contains(&as_side)
}

pub fn mandate(me: &Person, party: Option<&OrganisationId>, today: Date) -> bool {
    party.is_some_and(|party| {
        me.grants.iter().any(|g| {
            g.role == Role::Counsel
                && g.on_behalf_of.as_ref() == Some(party)
                && g.from <= today
                && g.until.is_none_or(|last| today <= last)
        })
    })
}
