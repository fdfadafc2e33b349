//! The walk: breadth first over dockets that differ in their stage or in one fact beside it.

use std::collections::{HashSet, VecDeque};

use jiff::ToSpan as _;
use jiff::civil::Date;
use law::{Members, Regime};

use super::{Met, Move, Opens, Stage};
use crate::decide::{is_later, rule_of};
use crate::permitted::{samples, variants};
use crate::{
    Actor, BodyId, Command, Conclusion, Consulted, Context, Frame, Limit, LimitName, Moment,
    Reached, Review, State, decide, entry, evolve, limits,
};

/// How long a silence is, beyond every limit of any version.
const SILENCE_DAYS: i64 = 190;

pub(super) fn walk(context: &Context, regime: &Regime) -> Option<Vec<Move>> {
    let mut walk = Walk { context, seen: HashSet::new(), moves: Vec::new() };
    // One body is enough for every move; how it is reached opens other acts.
    for reached in [Reached::BySystem, Reached::ByLetter] {
        let mut frame = Frame {
            law: regime.id.clone(),
            law_hash: regime.hash.clone(),
            positions: regime.positions.clone(),
            consulted: vec![Consulted {
                body: Actor::Department(BodyId::new("protection")?),
                reached,
            }],
        };
        frame.positions.members = Members::Concerned;
        walk.seen.clear();
        walk.from(Review::new(frame), regime.in_force.unwrap_or(regime.dated));
    }
    let mut moves = walk.moves;
    moves.sort_by_key(|it| (it.from, it.to));
    Some(moves)
}

struct Walk<'a> {
    context: &'a Context,
    seen: HashSet<(Stage, Option<Conclusion>, Vec<Beside>)>,
    moves: Vec<Move>,
}

/// A fact beside the stage that opens acts of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Beside {
    Requested,
    Supplied,
    Extended,
    Committed,
    Measured,
    Served,
    WithdrawalAsked,
    Assumed,
    Unreceived,
    Late,
    CarriedOver,
    Superseded,
}

impl Walk<'_> {
    fn from(&mut self, start: Review, day: Date) {
        let mut queue = VecDeque::new();
        self.seen.insert((Stage::of(&start), None, Vec::new()));
        queue.push_back((start, day));
        while let Some((review, day)) = queue.pop_front() {
            let acts = samples(self.context, &review).into_iter().chain(variants(&review));
            for (actor, act) in acts.collect::<Vec<_>>() {
                let command = Command { actor, act, dated: None };
                if let Some(next) = self.act(&review, day, command) {
                    self.follow(next, day, &mut queue);
                }
            }
            if review.length() > 0 {
                for later in self.later_days(day) {
                    self.follow(review.clone(), later, &mut queue);
                }
            }
        }
    }

    /// Days on which a docket that nobody touches stands otherwise: after a silence, and when a
    /// later version comes into force.
    fn later_days(&self, day: Date) -> Vec<Date> {
        let silence = day.checked_add(SILENCE_DAYS.days()).ok();
        let begins = self.context.book().all().filter_map(|regime| regime.in_force);
        silence.into_iter().chain(begins.filter(|begins| day < *begins)).collect()
    }

    /// Whether a later version of the same procedure is in force.
    fn is_superseded(&self, review: &Review, day: Date) -> bool {
        let Some(current) = self.context.regime(review.law()) else { return false };
        current.example.is_none()
            && self.context.book().all().any(|regime| {
                regime.procedure == current.procedure
                    && is_later(current, regime)
                    && regime.in_force_on(day)
            })
    }

    /// Keeps a docket for later where nothing like it was seen. Facts beside the stage are looked
    /// at one at a time: no act depends on two of them.
    fn follow(&mut self, review: Review, day: Date, queue: &mut VecDeque<(Review, Date)>) {
        let beside = self.beside(&review, day);
        let new = (Stage::of(&review), review.conclusion(), beside);
        if new.2.len() < 2 && self.seen.insert(new) {
            queue.push_back((review, day));
        }
    }

    /// Tries an act and writes down where it leads; the docket after it, if it may be done.
    fn act(&mut self, review: &Review, day: Date, command: Command) -> Option<Review> {
        let today = Moment::day(day);
        let events = decide(self.context, review, today, &command).ok()?;
        let before = limits(self.context, review, day);
        let (act, who) = (command.act.name(), command.act.who());
        let rule = rule_of(review, &command.act);
        let after = evolve(review.clone(), &entry(review, today, command, events));
        let opens = if is_late(&before) { Opens::Overdue } else { Opens::Always };
        let found = Move {
            act,
            who,
            rule,
            from: Stage::of(review),
            to: Stage::of(&after),
            meets: met(&before, &limits(self.context, &after, day)),
            opens,
            conclusion: closing(review, &after),
        };
        self.note(found);
        Some(after)
    }

    /// One move is written down once; that it is open at any time prevails.
    fn note(&mut self, found: Move) {
        let same = |known: &&mut Move| {
            (known.act, known.rule, known.from, known.to)
                == (found.act, found.rule, found.from, found.to)
        };
        match self.moves.iter_mut().find(same) {
            Some(known) => {
                known.opens = known.opens.min(found.opens);
                if known.meets.is_empty() {
                    known.meets = found.meets;
                }
            }
            None => self.moves.push(found),
        }
    }

    fn beside(&self, review: &Review, day: Date) -> Vec<Beside> {
        let runs = [&review.preliminary, &review.special_run];
        let extended = |run: &crate::state::Run| run.met.is_none() && run.extended > 0;
        let unreceived =
            |round: &crate::state::Round| round.bodies.iter().any(|body| body.received.is_none());
        let facts = [
            (Beside::Requested, review.open_requests().next().is_some()),
            (Beside::Supplied, review.requests.iter().any(|it| it.answered.is_some())),
            (Beside::Extended, runs.into_iter().flatten().any(extended)),
            (Beside::Committed, !review.commitments.is_empty()),
            (Beside::Measured, review.measures > 0),
            (Beside::Served, !review.served.is_empty()),
            (Beside::WithdrawalAsked, review.withdrawal.is_some()),
            (Beside::Assumed, review.preliminary.as_ref().is_some_and(|run| run.assumed)),
            (Beside::Unreceived, review.round().is_some_and(unreceived)),
            (Beside::Late, is_late(&limits(self.context, review, day))),
            (Beside::CarriedOver, review.law != review.frame.law),
            (Beside::Superseded, self.is_superseded(review, day)),
        ];
        facts.into_iter().filter(|(_, holds)| *holds).map(|(fact, _)| fact).collect()
    }
}

fn closing(before: &Review, after: &Review) -> Option<Conclusion> {
    after.conclusion().filter(|_| before.conclusion().is_none())
}

/// Whether a consulted body is silent past its days: what the text lets the Office answer.
fn is_late(limits: &[Limit]) -> bool {
    limits.iter().any(|limit| {
        limit.name == LimitName::Consultation && matches!(limit.state, State::Overdue(_))
    })
}

fn met(before: &[Limit], after: &[Limit]) -> Vec<Met> {
    let is_met = |limit: &&Limit| matches!(limit.state, State::Met(_));
    let known = |limit: &Limit| {
        let same = |other: &Limit| {
            (other.name, &other.of, other.effect) == (limit.name, &limit.of, limit.effect)
        };
        before.iter().filter(is_met).any(same)
    };
    let met = after.iter().filter(is_met).filter(|limit| !known(limit));
    let mut met: Vec<Met> =
        met.map(|limit| Met { limit: limit.name, effect: limit.effect }).collect();
    met.sort();
    met.dedup();
    met
}
