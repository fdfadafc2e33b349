//! The case: what may be done (`decide`), what follows (`evolve`), when it is due (`clock`), whose
//! turn it is (`summary`) and how it is written down (`docket`). Knows law and calendar; must never
//! know a clock of the machine, a store, a page or a network, nor a single article number or count
//! of days.

mod act;
mod actor;
mod argument;
mod case;
mod clock;
pub mod computation;
mod context;
mod count;
mod course;
mod decide;
pub mod docket;
mod entry;
mod evolve;
mod explain;
mod limit;
mod moment;
mod permitted;
mod refusal;
mod standing;
mod state;
mod summary;
mod vocabulary;
pub mod what_if;

pub use act::*;
pub use actor::{Actor, BodyId, NoActor};
pub use argument::*;
pub use clock::{CountRow, CountSheet, DayTally, NamedDays, count_sheet, day_tally, limit, limits};
pub use context::Context;
pub use course::{Met, Move, Opens, Stage, course};
pub use decide::decide;
pub use entry::*;
pub use evolve::evolve;
pub use explain::{
    Ground as TraceGround, Readable, Rests, Taken, Trace, explain_limit, explain_limit_to,
    explain_refusal, explain_refusal_to,
};
pub use law::{FilingKind, Material, Object};
pub use limit::*;
pub use moment::Moment;
pub use permitted::{Permission, permitted};
pub use refusal::*;
pub use standing::{Authoritative, Simulation, Standing, act, authoritative, entry};
pub use state::{Asked as AskedBody, EntryNumber, Origin, Phase, Request, Review, Round};
pub use summary::{Duty, Step, Summary};
pub use vocabulary::Who;

#[cfg(test)]
mod explore;
