//! The case: what may be done (`decide`), what follows (`evolve`), when it is due (`clock`), whose
//! turn it is (`duty`) and how it is written down (`docket`). Knows law and calendar; must never know
//! a clock of the machine, a store, a page or a network, nor a single article number or count of days.

mod act;
mod actor;
mod entry;
mod limit;
mod moment;
mod refusal;
mod vocabulary;

pub use act::*;
pub use actor::{Actor, BodyId, NoActor};
pub use entry::*;
pub use law::{FilingKind, Material, Object};
pub use limit::*;
pub use moment::Moment;
pub use refusal::*;
pub use vocabulary::Who;
