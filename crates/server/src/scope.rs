//! What a credential may be used for: all its holder may do or reading alone, of everything or of
//! some groups of questions.

use access::{ActName, Question};

/// Words of what may be done.
pub const HOW: &[&str] = &["all", "read"];
/// Words of groups of questions.
pub const GROUPS: &[&str] = &["filings", "reviews", "calendar", "accounts", "machine", "record"];

/// Whether a credential may change anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// All its holder may do.
    All,
    /// Reading alone.
    Read,
}

/// A group of questions that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// What is anybody's: the law, the description, one's own account.
    Open,
    /// Drafts, and handing them in.
    Filings,
    /// Reviews, their dockets and files.
    Reviews,
    /// Holiday notices and the series of numbers.
    Calendar,
    /// Accounts, roles, tokens, organisations.
    Accounts,
    /// The machine.
    Machine,
    /// The ledger and who asked for what.
    Record,
}

impl Group {
    /// Its word; of what is open to all none is needed.
    pub fn word(self) -> &'static str {
        match self {
            Group::Open => "",
            Group::Filings => "filings",
            Group::Reviews => "reviews",
            Group::Calendar => "calendar",
            Group::Accounts => "accounts",
            Group::Machine => "machine",
            Group::Record => "record",
        }
    }

    /// The group of a question.
    pub fn of(question: Question) -> Group {
        if let Question::Act(act) = question {
            return if act == ActName::Files { Group::Filings } else { Group::Reviews };
        }
        let found = QUESTIONS.iter().find(|(_, questions)| questions.contains(&question));
        // WHY: a test sees that each question has its group; else it is of the narrowest.
        found.map_or(Group::Record, |(group, _)| *group)
    }
}

/// The questions of each group; those of acts are of reviews, but for the one that files.
const QUESTIONS: &[(Group, &[Question])] = &[
    (
        Group::Open,
        &[
            Question::LawRead,
            Question::DaysCompute,
            Question::ApiRead,
            Question::HealthRead,
            Question::LogRead,
            Question::ReceiptVerify,
            Question::SignIn,
            Question::MisconductReport,
            Question::SelfRead,
            Question::SelfEdit,
        ],
    ),
    (
        Group::Filings,
        &[
            Question::FilingCreate,
            Question::FilingRead,
            Question::FilingEdit,
            Question::FilingSubmit,
            Question::FilingDelete,
        ],
    ),
    (
        Group::Reviews,
        &[
            Question::MaterialUpload,
            Question::MaterialRead,
            Question::ReviewList,
            Question::ReviewRead,
            Question::ReviewDocket,
            Question::DocketOutline,
            Question::EntryRead,
            Question::ConsultationRead,
            Question::DeclareConflict,
            Question::ReviewStartExOfficio,
            Question::DocketImport,
            Question::WhatIf,
            Question::PaperEnter,
            Question::PaperDecide,
            Question::ReadingsRead,
            Question::DeclarationsRead,
            Question::BreakGlass,
            Question::EmergencyRead,
            Question::ContentDestroy,
            Question::DestructionRead,
            Question::EmergencyEnd,
            Question::FourEyesAsk,
            Question::FourEyesConfirm,
            Question::FourEyesRead,
            Question::ReporterRead,
            Question::HouseRulesRead,
            Question::HouseRulesEdit,
        ],
    ),
    (
        Group::Accounts,
        &[
            Question::AccountCreate,
            Question::AccountRead,
            Question::AccountEdit,
            Question::AccountLink,
            Question::RoleGrant,
            Question::RoleRevoke,
            Question::TokenCreate,
            Question::TokenRevoke,
            Question::FactorReset,
            Question::FactorResetConfirm,
            Question::EntranceEdit,
            Question::OrganisationCreate,
            Question::OrganisationRead,
        ],
    ),
    (Group::Machine, &[Question::MachineRead, Question::MachineRun]),
    (
        Group::Calendar,
        &[
            Question::NoticeImport,
            Question::NoticeRead,
            Question::NoticeConfirm,
            Question::NumberingRead,
            Question::NumberingEdit,
        ],
    ),
    (Group::Record, &[Question::LedgerVerify, Question::LogEntries, Question::AuditRead]),
];

/// What a credential may be used for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Whether it may change anything.
    pub how: How,
    /// The groups it is for, by their words; `None`: all.
    pub groups: Option<Vec<String>>,
}

impl Scope {
    /// As it is kept: `all`, `read`, `read:filings,reviews`. The narrower where the word is
    /// unknown.
    pub fn read(kept: &str) -> Scope {
        let (how, groups) = match kept.split_once(':') {
            Some((how, groups)) => (how, Some(groups)),
            None => (kept, None),
        };
        Scope {
            how: if how == "all" { How::All } else { How::Read },
            groups: groups.map(|groups| groups.split(',').map(str::to_owned).collect()),
        }
    }

    /// As it is kept.
    pub fn kept(how: &str, groups: Option<&[String]>) -> String {
        match groups {
            Some(groups) => format!("{how}:{}", groups.join(",")),
            None => how.to_owned(),
        }
    }

    /// The word of what may be done.
    pub fn how_word(&self) -> &'static str {
        match self.how {
            How::All => "all",
            How::Read => "read",
        }
    }

    /// Whether it is for a question. A file is handed in for a draft as for a review.
    pub fn is_for(&self, question: Question) -> bool {
        let Some(groups) = &self.groups else {
            return true;
        };
        let has = |group: Group| groups.iter().any(|word| word == group.word());
        let group = Group::of(question);
        let files = matches!(question, Question::MaterialUpload | Question::MaterialRead);
        group == Group::Open || has(group) || (files && has(Group::Filings))
    }

    /// Whether it is no wider than another: nobody makes a token that may do more than the one he
    /// shows.
    pub fn is_within(&self, other: &Scope) -> bool {
        let how = self.how == other.how || self.how == How::Read;
        let groups = match (&self.groups, &other.groups) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(own), Some(others)) => own.iter().all(|group| others.contains(group)),
        };
        how && groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_that_no_act_puts_is_in_one_group() {
        let acts = |question: &Question| matches!(question, Question::Act(_));
        for question in Question::all().filter(|question| !acts(question)) {
            let groups = QUESTIONS.iter().filter(|(_, these)| these.contains(&question));
            assert_eq!(groups.count(), 1, "{}", question.name());
        }
    }

    #[test]
    fn every_group_but_the_open_one_has_a_word_and_questions() {
        for word in GROUPS {
            let scope = Scope::read(&format!("all:{word}"));
            let others = Question::all().filter(|question| Group::of(*question) != Group::Open);
            assert!(others.filter(|question| scope.is_for(*question)).count() != 0, "{word}");
            assert!(!scope.is_for(Question::ReviewRead) || *word == "reviews", "{word}");
            assert!(scope.is_for(Question::SelfRead));
        }
        assert!(Question::all().all(|question| Scope::read("all").is_for(question)));
    }

    #[test]
    fn a_scope_is_kept_as_words_and_an_unknown_one_is_the_narrowest() {
        for kept in ["all", "read", "all:filings", "read:filings,reviews"] {
            let scope = Scope::read(kept);
            assert_eq!(Scope::kept(scope.how_word(), scope.groups.as_deref()), kept);
        }
        assert_eq!(Scope::read("everything").how, How::Read);
        let nothing = Scope::read("all:");
        assert!(!nothing.is_for(Question::ReviewRead) && nothing.is_for(Question::SelfRead));
        let (all, some) = (Scope::read("all"), Scope::read("all:filings"));
        assert!(some.is_within(&all) && !all.is_within(&some));
        assert!(Scope::read("read:filings").is_within(&some));
        assert!(!Scope::read("all:filings").is_within(&Scope::read("read:filings")));
        assert!(!Scope::read("all:filings,reviews").is_within(&some));
    }
}
