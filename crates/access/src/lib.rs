//! May this person do this to that, and because of which policy. The rules are Cedar, in `access/`
//! at the root: this crate loads them once, holds them against their schema, and asks them. It
//! knows the acts of `review`; it must never know a clock, a store, a route or a page.

mod act_name;
mod acting;
mod answer;
mod entities;
mod facts;
mod id;
mod person;
mod policies;
mod question;
mod resource;
mod role;

pub use act_name::ActName;
pub use acting::actor_for;
pub use answer::{Answer, Policy};
pub use id::{DocketId, OrganisationId, PersonId};
pub use person::{Asker, Declaration, Glass, Person};
pub use policies::{Access, Broken};
pub use question::Question;
pub use resource::{
    Account, AskedAs, Deed, Emergency, Entry, FactorReset, Filing, FourEyes, Material, Reporter,
    Resource, Review, Seal, Side,
};
pub use review::Step;
pub use role::{Grant, OrganisationKind, Role, UnknownWord};
