//! The questions: one for each route and one for each act.

use std::fmt;

use crate::ActName;

/// What somebody asks to do. The name is stable: policies, routes and the matrix use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Question {
    // For anybody
    /// Versions of the law, their rules and positions.
    LawRead,
    /// Working days, limits and count sheets.
    DaysCompute,
    /// The description of the API.
    ApiRead,
    /// Whether the server answers.
    HealthRead,
    /// What the log signs, and the hashes that prove entries by it.
    LogRead,
    /// Sign in, or use a one-time link.
    SignIn,
    /// Whether a receipt or a notice that one holds is genuine and still current.
    ReceiptVerify,
    /// Report misconduct to the Office.
    MisconductReport,
    // For oneself
    /// One's own account, roles and sessions.
    SelfRead,
    /// One's own password and sessions, signing out included.
    SelfEdit,
    // A filing, from draft to submission
    /// Begin a filing for a party.
    FilingCreate,
    /// Read a filing and what it lacks.
    FilingRead,
    /// Change a draft.
    FilingEdit,
    /// Hand a draft in.
    FilingSubmit,
    /// Delete a draft; what is submitted stays.
    FilingDelete,
    // Materials
    /// Add a file to a draft or a review.
    MaterialUpload,
    /// Read a file.
    MaterialRead,
    // A review
    /// See in lists, searches and counts that there is this review.
    ReviewList,
    /// Read the review: its subject, limits, proposals.
    ReviewRead,
    /// Open the docket; `EntryRead` decides on each of its entries.
    ReviewDocket,
    /// See the entries' numbers, days, actors, acts and hashes, no words.
    DocketOutline,
    /// Read one entry of the docket.
    EntryRead,
    /// See who was consulted and how all of them replied.
    ConsultationRead,
    /// Declare a conflict of interest, or its absence.
    DeclareConflict,
    /// Open the form for a review that nobody filed for.
    ReviewStartExOfficio,
    /// Bring in a running paper case.
    DocketImport,
    /// Try another version or other readings on the cases one may read.
    WhatIf,
    /// Enter what came on paper from one who has no account.
    PaperEnter,
    /// Enter what came on paper and decides or ends something.
    PaperDecide,
    // Who may know what, and that it was read
    /// See when and for what one's own documents of a review were opened.
    ReadingsRead,
    /// See who declared what about a review, with the links the record knows of.
    DeclarationsRead,
    /// Open a case for an hour that one may not see.
    BreakGlass,
    /// See that somebody opened a case so.
    EmergencyRead,
    /// End it before its hour is over.
    EmergencyEnd,
    /// Ask for what takes two.
    FourEyesAsk,
    /// Confirm or refuse what another asked for.
    FourEyesConfirm,
    /// See what was asked for and what became of it.
    FourEyesRead,
    /// Destroy what two agreed is to be destroyed of a case.
    ContentDestroy,
    /// See what of a case was destroyed: when, on what ground, by whom by role.
    DestructionRead,
    /// Read who reported misconduct.
    ReporterRead,
    /// See the rules of the house that a head may choose.
    HouseRulesRead,
    /// Choose them.
    HouseRulesEdit,
    // The machine
    /// Make an account.
    AccountCreate,
    /// See an account and its roles.
    AccountRead,
    /// Lock or unlock an account.
    AccountEdit,
    /// Give an account what its holder comes in by: a one-time link, an identity elsewhere.
    AccountLink,
    /// Grant a role.
    RoleGrant,
    /// End a role.
    RoleRevoke,
    /// Make a token for programs.
    TokenCreate,
    /// Revoke a token.
    TokenRevoke,
    /// Ask that the factors somebody lost be reset.
    FactorReset,
    /// Confirm such a reset that another asked for.
    FactorResetConfirm,
    /// Decide how people come in: who needs a second factor, how long a session lasts.
    EntranceEdit,
    /// Enter an organisation.
    OrganisationCreate,
    /// See the organisations.
    OrganisationRead,
    /// Metrics, settings and the state of the machine.
    MachineRead,
    /// Back up, rebuild, migrate.
    MachineRun,
    // Calendar, numbering, verification
    /// Bring in a State Council notice of holidays.
    NoticeImport,
    /// See holiday notices that wait for confirmation.
    NoticeRead,
    /// Confirm a holiday notice that another brought in.
    NoticeConfirm,
    /// See the series of case numbers.
    NumberingRead,
    /// Keep the series of case numbers.
    NumberingEdit,
    /// Verify the ledger.
    LedgerVerify,
    /// Read what the leaves of the log are made of: dockets, positions, times.
    LogEntries,
    /// Read who asked for what and which policy answered.
    AuditRead,
    // Acts
    /// Do this act.
    Act(ActName),
}

/// The questions other than acts, each with its stable name.
macro_rules! plain {
    ($($question:ident = $name:literal;)*) => {
        impl Question {
            /// Every question other than an act.
            pub const PLAIN: &'static [Question] = &[$(Question::$question),*];

            /// The stable name, `review-read` or `act:reply`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Question::$question => $name,)*
                    Question::Act(act) => act.question(),
                }
            }
        }
    };
}

plain! {
    LawRead = "law-read";
    DaysCompute = "days-compute";
    ApiRead = "api-read";
    HealthRead = "health-read";
    LogRead = "log-read";
    SignIn = "sign-in";
    ReceiptVerify = "receipt-verify";
    MisconductReport = "misconduct-report";
    SelfRead = "self-read";
    SelfEdit = "self-edit";
    FilingCreate = "filing-create";
    FilingRead = "filing-read";
    FilingEdit = "filing-edit";
    FilingSubmit = "filing-submit";
    FilingDelete = "filing-delete";
    MaterialUpload = "material-upload";
    MaterialRead = "material-read";
    ReviewList = "review-list";
    ReviewRead = "review-read";
    ReviewDocket = "review-docket";
    DocketOutline = "docket-outline";
    EntryRead = "entry-read";
    ConsultationRead = "consultation-read";
    DeclareConflict = "declare-conflict";
    ReviewStartExOfficio = "review-start-ex-officio";
    DocketImport = "docket-import";
    WhatIf = "what-if";
    PaperEnter = "paper-enter";
    PaperDecide = "paper-decide";
    ReadingsRead = "readings-read";
    DeclarationsRead = "declarations-read";
    BreakGlass = "break-glass";
    EmergencyRead = "emergency-read";
    EmergencyEnd = "emergency-end";
    FourEyesAsk = "four-eyes-ask";
    FourEyesConfirm = "four-eyes-confirm";
    FourEyesRead = "four-eyes-read";
    ContentDestroy = "content-destroy";
    DestructionRead = "destruction-read";
    ReporterRead = "reporter-read";
    HouseRulesRead = "house-rules-read";
    HouseRulesEdit = "house-rules-edit";
    AccountCreate = "account-create";
    AccountRead = "account-read";
    AccountEdit = "account-edit";
    AccountLink = "account-link";
    RoleGrant = "role-grant";
    RoleRevoke = "role-revoke";
    TokenCreate = "token-create";
    TokenRevoke = "token-revoke";
    FactorReset = "factor-reset";
    FactorResetConfirm = "factor-reset-confirm";
    EntranceEdit = "entrance-edit";
    OrganisationCreate = "organisation-create";
    OrganisationRead = "organisation-read";
    MachineRead = "machine-read";
    MachineRun = "machine-run";
    NoticeImport = "notice-import";
    NoticeRead = "notice-read";
    NoticeConfirm = "notice-confirm";
    NumberingRead = "numbering-read";
    NumberingEdit = "numbering-edit";
    LedgerVerify = "ledger-verify";
    LogEntries = "log-entries";
    AuditRead = "audit-read";
}

impl Question {
    /// Every question there is, the plain ones first.
    pub fn all() -> impl Iterator<Item = Question> {
        let acts = ActName::ALL.iter().copied().map(Question::Act);
        Question::PLAIN.iter().copied().chain(acts)
    }
}

impl fmt::Display for Question {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

impl From<ActName> for Question {
    fn from(act: ActName) -> Question {
        Question::Act(act)
    }
}
