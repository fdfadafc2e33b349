//! Commitments, corrections, service, labs and experts.

use jiff::civil::Date;
use law::{Object, PreliminaryStart, RegimeId, Transition};

use crate::Actor;
use crate::state::{Commitment, Origin, Phase, Review};

impl Review {
    pub(super) fn commit(&mut self, number: u32) {
        let next = u32::try_from(self.commitments.len()).unwrap_or(u32::MAX).saturating_add(1);
        self.commitments.push(Commitment { number: next, made: number });
    }

    /// Steps that begin from here follow the new version; under `transition=all` so do the limits
    /// that still run (position F1).
    pub(super) fn carry_over(&mut self, law: &RegimeId) {
        self.law = law.clone();
        if self.positions().transition != Transition::All {
            return;
        }
        let runs = [
            &mut self.intake,
            &mut self.preliminary,
            &mut self.special_run,
            &mut self.approval_run,
        ];
        for run in runs.into_iter().flatten().filter(|run| run.met.is_none()) {
            run.law = law.clone();
        }
        let rounds = [&mut self.first, &mut self.second];
        for round in rounds.into_iter().flatten().filter(|round| round.formed.is_none()) {
            round.law = law.clone();
        }
    }

    /// The old entry stays as it was written; only the day that clocks count from moves.
    pub(super) fn correct(&mut self, entry: u32, day: Date) {
        let index = usize::try_from(entry).ok().and_then(|entry| entry.checked_sub(1));
        if let Some(known) = index.and_then(|index| self.days.get_mut(index)) {
            *known = day;
        }
    }

    /// Serving starts nothing by itself, unless the position taken counts from service.
    pub(super) fn serve(&mut self, number: u32, notice: u32, on: &Actor) {
        self.served.push((notice, on.clone(), number));
        // The notice goes to the party; ex officio, of a product, it may go to the provider.
        let addressee = match on {
            Actor::Party => true,
            Actor::Provider => self.origin == Some(Origin::ExOfficio(Object::Product)),
            Actor::Office
            | Actor::Commission
            | Actor::Unit(_)
            | Actor::Department(_)
            | Actor::Authority(_)
            | Actor::Lab(_)
            | Actor::Experts
            | Actor::Anyone => false,
        };
        let starts = self.positions().preliminary_start == PreliminaryStart::Service && addressee;
        if let Some(run) = self.preliminary.as_mut().filter(|_| starts) {
            run.start.get_or_insert(number);
        }
    }

    pub(super) fn assign(&mut self, to: &Actor) {
        self.phase = if *to == Actor::Experts { Phase::Assessment } else { Phase::Evaluation };
    }
}
