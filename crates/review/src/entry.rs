//! What stands on the docket.

use jiff::civil::{Date, Time};
use law::{Positions, RegimeId};
use serde::{Deserialize, Serialize};

use crate::{Act, Actor, BodyId};

/// How a consulted body is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reached {
    /// In the system: delivery is receipt.
    BySystem,
    /// By letter: receipt is an entry of its own.
    ByLetter,
}

/// A body to be consulted, as the docket's frame names it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Consulted {
    /// A member unit or a department.
    pub body: Actor,
    /// How it is reached.
    pub reached: Reached,
}

/// What is fixed when a docket is opened.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Frame {
    /// The version it starts under.
    pub law: RegimeId,
    /// SHA-256 of that version's file, hex.
    pub law_hash: String,
    /// How the text is read where it is silent.
    pub positions: Positions,
    /// Who is consulted besides the members (or instead of them under `members=concerned`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consulted: Vec<Consulted>,
}

/// How a docket ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Conclusion {
    /// 无需审查.
    NoReviewNeeded,
    /// 通过.
    Pass,
    /// 附承诺通过.
    PassWithCommitments,
    /// 不予通过.
    Fail,
    /// Outside the text: the party withdrew.
    Withdrawn,
    /// Outside the text: the Office ended it.
    Terminated,
    /// The Commission did not approve a review ex officio.
    Declined,
}

/// Whether the consulted agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opinions {
    /// 意见一致.
    Agreed,
    /// 意见不一致.
    Divided,
}

/// What followed from an act by law, positions and the docket so far. Recorded with the act, so
/// that the docket can be read again without deciding again.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// The docket was opened under a version and a set of positions.
    DocketOpened {
        /// What is fixed from here on.
        frame: Frame,
    },
    /// The Office's finding that the filing is complete, made or implied by this act.
    FilingFoundComplete,
    /// The proposed conclusion went to these bodies.
    ProposalSent {
        /// All that are consulted, with how each is reached.
        to: Vec<Consulted>,
    },
    /// The last awaited opinion is in, or silence was read as the positions say.
    OpinionsFormed {
        /// Agreed or divided.
        opinions: Opinions,
    },
    /// Limits that begin from here on are those of another version.
    LawCarriedOver {
        /// The version.
        law: RegimeId,
        /// SHA-256 of its file, hex.
        law_hash: String,
    },
    /// An opening known only from its announcement: the start is assumed.
    OpeningAssumed,
    /// The act is recorded, but no article of the version that governs provides for it.
    OutsideTheText {
        /// That version.
        law: RegimeId,
    },
    /// The review, or with it the docket, is closed.
    Closed {
        /// How.
        conclusion: Conclusion,
    },
    /// Entries that a correction made unlawful; they stay.
    FoundIrregular {
        /// Their numbers.
        entries: Vec<u32>,
    },
}

/// One line of the record: an accepted act.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Entry {
    /// Counted from 1 within the docket.
    pub number: u32,
    /// Civil day in Beijing on which it was recorded.
    pub date: Date,
    /// Beijing time of recording, where the docket says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Time>,
    /// The legal day where it differs from `date`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<Date>,
    /// Who acted.
    pub actor: Actor,
    /// What was done.
    #[serde(rename = "command")]
    pub act: Act,
    /// What followed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
    /// Taken onto the docket although the law would have refused it (a paper case brought in).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub irregular: bool,
}

impl Entry {
    /// The day from which clocks count.
    pub fn legal_day(&self) -> Date {
        self.dated.unwrap_or(self.date)
    }
}

/// A body as consulted: `unit:miit` and `department:miit` are one body with one reply (position
/// C8).
pub fn same_body(left: &Actor, right: &BodyId) -> bool {
    left.body() == Some(right)
}
