//! What followed from an act, as a docket line says it right of `->`.

use std::sync::Arc;

use jiff::civil::{Date, Weekday};
use law::RegimeId;

use crate::{Awaited, BodyId, LimitName, Opinions};

/// One consequence. What a line leaves unsaid is `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Consequence {
    /// What became of a limit.
    Limit(LimitTold),
    /// Whether the consulted agree.
    Opinions(Opinions),
    /// The consulted agree and the conclusion is to be notified; no limit is stated for that.
    ToBeNotified,
    /// The act is recorded, but no article of this version provides for it.
    NoArticle(RegimeId),
    /// The act was refused.
    Refused(RefusalTold),
}

/// A limit, where it stands, and under what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitTold {
    /// Which.
    pub name: LimitName,
    /// Of whom, for a consultation.
    pub of: Option<BodyId>,
    /// Where it stands.
    pub state: StateTold,
    /// Under what.
    pub under: Option<Under>,
}

/// Where a limit stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StateTold {
    /// `due 2024-03-18 Mon`.
    Due(Day),
    /// `due 2027-02-19 Fri to 2027-03-02 Tue, provisional`.
    Between {
        /// Not before.
        earliest: Day,
        /// Not after.
        latest: Day,
    },
    /// `not started: analysis missing`.
    NotStarted(Option<Awaited>),
    /// `awaiting receipt`.
    AwaitingReceipt,
    /// `stopped, 20 of 30 working days left`.
    Stopped(Option<Left>),
    /// `met 2024-03-15, 1 working day early`.
    Met {
        /// When.
        day: Option<Day>,
        /// How far from the last day.
        margin: Option<Margin>,
    },
    /// `overdue by 3 working days`.
    Overdue {
        /// By how many.
        working_days: Option<u32>,
    },
}

/// A day with its weekday, where the line says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// The weekday as written.
    pub weekday: Option<Weekday>,
}

/// What is left of a budget of working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// Working days left.
    pub left: u32,
    /// The whole budget, working days.
    pub total: Option<u32>,
}

/// How far from its last day a limit was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Margin {
    /// So many working days before it.
    Early(u32),
    /// On it.
    OnLastDay,
    /// So many working days after it.
    Late(u32),
}

/// What a consequence stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Under {
    /// `(Art. 9)`.
    Article(Arc<str>),
    /// `(internal target)`.
    Target,
    /// `(position extension-size=exactly)`.
    Position(String),
    /// `(house rule one-docket)`.
    House(String),
}

/// A refusal as a line says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusalTold {
    /// The reason in words of either language, or its id.
    pub words: Option<String>,
    /// What it rests on.
    pub under: Option<Under>,
}

impl Day {
    /// A day with its weekday.
    pub fn of(date: Date) -> Day {
        Day { date, weekday: Some(date.weekday()) }
    }
}
