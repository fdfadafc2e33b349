//! The course of a procedure, as the machine runs it: every act is tried wherever a docket can
//! stand, and what it leads to is written down. Diagrams are drawn from this and from nothing else.

mod stage;
mod walk;

use law::{RegimeId, Rule};

use crate::{Conclusion, Context, Effect, LimitName, Who};

pub use stage::Stage;

/// A limit that an act meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Met {
    /// Which.
    pub limit: LimitName,
    /// The law's or our own target.
    pub effect: Effect,
}

/// Whether an act is open at a stage at any time, or only once a limit has run out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Opens {
    /// At any time.
    Always,
    /// Only once a limit is overdue.
    Overdue,
}

/// One thing that may be done at a stage, and where the docket stands after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The act's name.
    pub act: &'static str,
    /// Who does it.
    pub who: Who,
    /// The rule it rests on there; `None`: good practice, outside the text.
    pub rule: Option<Rule>,
    /// Where the docket stood.
    pub from: Stage,
    /// Where it stands then.
    pub to: Stage,
    /// The limits it met, sorted.
    pub meets: Vec<Met>,
    /// When it is open.
    pub opens: Opens,
    /// How it closed the docket, if it did.
    pub conclusion: Option<Conclusion>,
}

impl Move {
    /// Whether it leads on to a later stage.
    pub fn is_forward(&self) -> bool {
        self.from < self.to
    }

    /// Whether the docket stands where it stood.
    pub fn stays(&self) -> bool {
        self.from == self.to
    }
}

/// Every move of one version's procedure under its own positions, in the order of stages and of the
/// acts as they were tried. `None`: the book has no such version.
pub fn course(context: &Context, law: &RegimeId) -> Option<Vec<Move>> {
    walk::walk(context, context.regime(law)?)
}

#[cfg(test)]
mod tests;
