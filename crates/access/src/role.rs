//! Roles, the organisations they are held in, and the grants that give them for a time.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::OrganisationId;

/// What somebody is appointed to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// 经办人: handles cases in the Office.
    Officer,
    /// 负责人: signs for the Office.
    Head,
    /// 内勤: keeps the calendar and the numbering.
    Clerk,
    /// 系统管理员: runs the machine and reads no case.
    Administrator,
    /// 审计员: verifies the record and acts on nothing.
    Auditor,
    /// 联络员: of a member unit or a department.
    Liaison,
    /// 单位负责人: head of a member unit or a department.
    UnitHead,
    /// 中央网信委经办: the Commission's office.
    CommissionClerk,
    /// 当事人管理员: keeps the party's own accounts, and may do all its people may.
    PartyAdmin,
    /// 当事人编辑: writes the party's drafts.
    PartyEditor,
    /// 当事人申报人: hands in and acts for the party.
    PartySubmitter,
    /// 当事人查阅人: reads what is the party's.
    PartyReader,
    /// 提供者: of a product or service.
    Provider,
    /// 律师: under a mandate of a party.
    Counsel,
    /// 专家.
    Expert,
    /// 第三方机构: evaluates (2017).
    Lab,
}

/// What an organisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OrganisationKind {
    /// 网络安全审查办公室.
    Office,
    /// 成员单位.
    MemberUnit,
    /// 保护工作部门 and other relevant departments.
    ProtectionDepartment,
    /// 中央网信委.
    CommissionOffice,
    /// 当事人.
    Party,
    /// 提供者.
    Provider,
    /// 第三方机构.
    Lab,
    /// 专家委员会.
    Experts,
    /// 律师事务所.
    LawFirm,
    /// The public: people of no organisation.
    Public,
}

/// A role held from one day to another. Days are Beijing's.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// First day it holds.
    pub from: Date,
    /// Last day it holds; `None` while nobody has ended it.
    pub until: Option<Date>,
    /// The party that gave counsel the mandate; without one counsel's role gives nothing.
    pub on_behalf_of: Option<OrganisationId>,
}

impl Grant {
    /// Whether the grant holds on a day: its first and its last day included.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

impl Role {
    /// Every role.
    pub const ALL: &[Role] = &[
        Role::Officer,
        Role::Head,
        Role::Clerk,
        Role::Administrator,
        Role::Auditor,
        Role::Liaison,
        Role::UnitHead,
        Role::CommissionClerk,
        Role::PartyAdmin,
        Role::PartyEditor,
        Role::PartySubmitter,
        Role::PartyReader,
        Role::Provider,
        Role::Counsel,
        Role::Expert,
        Role::Lab,
    ];

    /// The role's word, `party-submitter`.
    pub fn name(self) -> &'static str {
        match self {
            Role::Officer => "officer",
            Role::Head => "head",
            Role::Clerk => "clerk",
            Role::Administrator => "administrator",
            Role::Auditor => "auditor",
            Role::Liaison => "liaison",
            Role::UnitHead => "unit-head",
            Role::CommissionClerk => "commission-clerk",
            Role::PartyAdmin => "party-admin",
            Role::PartyEditor => "party-editor",
            Role::PartySubmitter => "party-submitter",
            Role::PartyReader => "party-reader",
            Role::Provider => "provider",
            Role::Counsel => "counsel",
            Role::Expert => "expert",
            Role::Lab => "lab",
        }
    }

    /// Whether somebody of such an organisation can hold the role. A grant that does not fit its
    /// holder's organisation gives nothing, so that a slip in an appointment opens no door.
    pub fn fits(self, kind: OrganisationKind) -> bool {
        use OrganisationKind as Kind;
        match self {
            Role::Officer | Role::Head | Role::Clerk | Role::Administrator => kind == Kind::Office,
            // WHY: an audit may be lent from above; one who audits sits in no party's house.
            Role::Auditor => matches!(kind, Kind::Office | Kind::CommissionOffice),
            Role::Liaison | Role::UnitHead => {
                matches!(kind, Kind::MemberUnit | Kind::ProtectionDepartment)
            }
            Role::CommissionClerk => kind == Kind::CommissionOffice,
            Role::PartyAdmin | Role::PartyEditor | Role::PartySubmitter | Role::PartyReader => {
                kind == Kind::Party
            }
            Role::Provider => kind == Kind::Provider,
            Role::Counsel => kind == Kind::LawFirm,
            Role::Expert => kind == Kind::Experts,
            Role::Lab => kind == Kind::Lab,
        }
    }
}

impl OrganisationKind {
    /// Every kind.
    pub const ALL: &[OrganisationKind] = &[
        OrganisationKind::Office,
        OrganisationKind::MemberUnit,
        OrganisationKind::ProtectionDepartment,
        OrganisationKind::CommissionOffice,
        OrganisationKind::Party,
        OrganisationKind::Provider,
        OrganisationKind::Lab,
        OrganisationKind::Experts,
        OrganisationKind::LawFirm,
        OrganisationKind::Public,
    ];

    /// The kind's word, `member-unit`.
    pub fn name(self) -> &'static str {
        match self {
            OrganisationKind::Office => "office",
            OrganisationKind::MemberUnit => "member-unit",
            OrganisationKind::ProtectionDepartment => "protection-department",
            OrganisationKind::CommissionOffice => "commission-office",
            OrganisationKind::Party => "party",
            OrganisationKind::Provider => "provider",
            OrganisationKind::Lab => "lab",
            OrganisationKind::Experts => "experts",
            OrganisationKind::LawFirm => "law-firm",
            OrganisationKind::Public => "public",
        }
    }
}

/// What is written is no role, or no kind of organisation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is not one of: {known}")]
pub struct UnknownWord {
    /// What is written.
    pub word: String,
    /// All that there are, with commas.
    pub known: String,
}

impl FromStr for Role {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Role, UnknownWord> {
        pick(text, Role::ALL, Role::name)
    }
}

impl FromStr for OrganisationKind {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<OrganisationKind, UnknownWord> {
        pick(text, OrganisationKind::ALL, OrganisationKind::name)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

impl fmt::Display for OrganisationKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// The one of `all` that has this name.
fn pick<T: Copy>(
    text: &str,
    all: &[T],
    name: impl Fn(T) -> &'static str,
) -> Result<T, UnknownWord> {
    let found = all.iter().copied().find(|one| name(*one) == text);
    found.ok_or_else(|| UnknownWord {
        word: text.to_owned(),
        known: all.iter().map(|one| name(*one)).collect::<Vec<_>>().join(", "),
    })
}
