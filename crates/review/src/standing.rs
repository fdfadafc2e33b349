//! What may be issued from. Drafts of law, and versions on days on which they were not in force,
//! are what-ifs; the type says so, not a flag somebody may forget.

use jiff::civil::Date;
use law::{Regime, Status};
use serde::{Serialize, Serializer};

use crate::context::Context;
use crate::decide::decide;
use crate::state::Review;
use crate::{Basis, Command, Entry, Event, Moment, Reason, Refusal};

/// Whether a docket is run under a version in force on its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is: it may be recorded and issued from.
    Authoritative,
    /// It is not: a what-if.
    Simulation,
}

impl Standing {
    /// The standing of a docket; `today` counts as its first day while it is empty.
    pub fn of(context: &Context, review: &Review, today: Date) -> Standing {
        let first = review.entries().first().map_or(today, |entry| entry.legal_day());
        match context.regime(&review.frame().law) {
            Some(regime) if binds(regime) && regime.in_force_on(first) => Standing::Authoritative,
            Some(_) | None => Standing::Simulation,
        }
    }
}

/// Whether a version can bind anybody at all: a draft never does, nor a regime of another land.
pub(crate) fn binds(regime: &Regime) -> bool {
    match regime.status {
        Status::InForce | Status::Repealed => true,
        Status::Draft | Status::Example => false,
    }
}

/// Something that may be recorded and issued. Only this module makes one.
#[derive(Debug, Clone, PartialEq)]
pub struct Authoritative<T>(T);

impl<T> Authoritative<T> {
    /// What it is.
    pub fn get(&self) -> &T {
        &self.0
    }

    /// Takes it out, at the edge where it is written.
    pub fn into_inner(self) -> T {
        self.0
    }
}

/// Something that was run as a what-if. It can be looked at and written down as what it is; nothing
/// takes it out to be recorded, and no conversion to [`Authoritative`] exists.
#[derive(Debug, Clone, PartialEq)]
pub struct Simulation<T>(T);

impl<T> Simulation<T> {
    pub(crate) fn of(result: T) -> Simulation<T> {
        Simulation(result)
    }

    /// What came of it.
    pub fn get(&self) -> &T {
        &self.0
    }
}

/// A simulation says of itself that it is one, wherever it is written.
impl<T: Serialize> Serialize for Simulation<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Marked<'a, T> {
            simulation: bool,
            #[serde(flatten)]
            result: &'a T,
        }
        Marked { simulation: true, result: &self.0 }.serialize(serializer)
    }
}

/// A docket from which something may be issued; `None`: it is empty, or a what-if.
pub fn authoritative<'a>(
    context: &Context,
    review: &'a Review,
) -> Option<Authoritative<&'a Review>> {
    let first = review.entries().first()?.legal_day();
    match Standing::of(context, review, first) {
        Standing::Authoritative => Some(Authoritative(review)),
        Standing::Simulation => None,
    }
}

/// Decides as the office does: what comes out may be recorded.
///
/// # Errors
/// The refusal of [`decide`], or `draft-law` where the docket is a what-if.
pub fn act(
    context: &Context,
    review: &Review,
    today: Moment,
    command: Command,
) -> Result<Authoritative<Entry>, Refusal> {
    let first = command.dated.unwrap_or(today.date);
    if Standing::of(context, review, first) == Standing::Simulation {
        let law = &review.frame().law;
        return Err(Refusal {
            reason: Reason::DraftLaw,
            basis: Basis::House { house: "drafts-are-simulations".to_owned() },
            text: law::Words::new(
                format!("{law} 当日并未施行，只能推演，不得据以办理"),
                format!("{law} was not in force on that day: it can be simulated, not applied"),
            ),
        });
    }
    let events = decide(context, review, today, &command)?;
    Ok(Authoritative(entry(review, today, command, events)))
}

/// The entry that an accepted command becomes.
pub fn entry(review: &Review, today: Moment, command: Command, events: Vec<Event>) -> Entry {
    Entry {
        number: review.length().saturating_add(1),
        date: today.date,
        time: today.time,
        dated: command.dated.filter(|dated| *dated != today.date),
        actor: command.actor,
        act: command.act,
        events,
        irregular: false,
    }
}
