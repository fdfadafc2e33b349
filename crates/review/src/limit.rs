//! A limit as of a day: what a page, an API answer or a docket line says of it.

use jiff::civil::Date;
use law::{Cite, RegimeId};
use serde::Serialize;

use crate::{BodyId, LimitName, Material};

/// When a limit ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// On this day.
    On(Date),
    /// Nobody can say: it is stopped.
    Stopped,
    /// Within these days: the count runs into a year whose notice is not out.
    Between {
        /// Not before.
        earliest: Date,
        /// Not after.
        latest: Date,
        /// The first year without a notice that the count touches.
        year: i16,
    },
}

/// What is awaited before a count begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Awaited {
    /// Materials of the filing.
    Materials(Vec<Material>),
    /// Something the Office named in its own words.
    Named(String),
    /// Receipt of the proposed conclusion.
    Receipt,
    /// Service of the written notice (position `preliminary-start=service`).
    Service,
    /// The notice of entry (position `special-start=notice`).
    Notice,
}

/// Where a limit stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Its count has not begun.
    NotStarted(Awaited),
    /// It runs.
    Running(Due),
    /// What it limits was done on this day.
    Met(Date),
    /// It ran out and what it limits is not done.
    Overdue(Due),
}

/// Whether a limit is the law's or our own target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Stated by the text.
    Statutory,
    /// An internal target.
    Internal,
}

/// The unit a limit is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Working days.
    WorkingDays,
    /// Calendar months.
    Months,
    /// Calendar days.
    CalendarDays,
}

/// A limit as of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// Which.
    pub name: LimitName,
    /// Of whom, for a consultation.
    pub of: Option<BodyId>,
    /// The version it runs under.
    pub law: RegimeId,
    /// Where that version states it.
    pub cite: Cite,
    /// The law's or our own.
    pub effect: Effect,
    /// Unit of `left`, `counted` and `total`.
    pub unit: Unit,
    /// Where it stands.
    pub state: State,
    /// The day it counts from (not itself counted by default).
    pub start: Option<Date>,
    /// When it ends or would have ended; `None` before it begins.
    pub due: Option<Due>,
    /// Whether the start is assumed from an announcement.
    pub assumed: bool,
    /// Working days late, as of the day asked for or the day it was met.
    pub late: u32,
    /// Units left of the budget, never negative.
    pub left: u32,
    /// Units counted so far.
    pub counted: u32,
    /// The whole budget, extensions included.
    pub total: u32,
    /// Where the rule stands that stopped it, or that its beginning waits for.
    pub held_under: Option<Cite>,
}
