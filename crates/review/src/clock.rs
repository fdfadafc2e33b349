//! Where every limit of a review stands on a day: a pure function of docket, law, positions and
//! calendar. Nothing is stored, nothing ticks.

use std::borrow::Cow;

use calendar::Calendar;
use jiff::civil::Date;
use law::{
    Budget, Cite, IntakeStart, LimitRule, Milestone, Regime, Resume, Rule, StartDay, StepName,
    Supplement, Tolls,
};

use crate::context::Context;
use crate::count::{self, Tolled};
use crate::state::{EntryNumber, Review, Round, Run, StopCause};
use crate::{Awaited, BodyId, Due, Effect, Limit, LimitName, State, Unit};

/// Every limit that began or waits to begin, in the law's order, as of a day. What closed with the
/// review stands as on the day of closing.
pub fn limits(context: &Context, review: &Review, as_of: Date) -> Vec<Limit> {
    let closed = review.closed.and_then(|entry| review.day(entry));
    Clock::new(context, review, closed.map_or(as_of, |day| day.min(as_of))).all()
}

/// One limit by name; `None`: it neither runs nor waits.
pub fn limit(
    context: &Context,
    review: &Review,
    as_of: Date,
    name: LimitName,
    of: Option<&BodyId>,
) -> Option<Limit> {
    limits(context, review, as_of)
        .into_iter()
        .rfind(|limit| limit.name == name && limit.of.as_ref() == of)
}

mod due;
mod sheet;
mod tally;

use due::budget;
pub use sheet::{CountRow, CountSheet, count_sheet};
pub(crate) use sheet::{Stopped, start_and_met, stopped, touches_new_years_eve};
pub use tally::{DayTally, NamedDays, day_tally};

struct Clock<'a> {
    context: &'a Context,
    review: &'a Review,
    calendar: &'a Calendar,
    as_of: Date,
    /// What a supplement that is out does to the counts.
    supplement: Supplement,
}

/// What one count is made of.
struct Count<'a> {
    start: Date,
    budget: Budget,
    extension: u32,
    first_day: StartDay,
    tolled: &'a [Tolled],
}

/// What the limit of a consulted body depends on beside the rule: when it was reached, when it
/// answered, and the stretches that do not count.
#[derive(PartialEq)]
struct ReplyDays<'a> {
    received: Option<Date>,
    met: Option<Date>,
    tolled: Cow<'a, [Tolled]>,
}

impl<'a> Clock<'a> {
    fn new(context: &'a Context, review: &'a Review, as_of: Date) -> Clock<'a> {
        let supplement = context.regime(review.law()).map(|regime| regime.departs().supplement);
        Clock {
            context,
            review,
            calendar: context.calendar_of(review),
            as_of,
            supplement: supplement.unwrap_or_default(),
        }
    }

    fn all(&self) -> Vec<Limit> {
        let review = self.review;
        let rounds = [&review.first, &review.second];
        let bodies = rounds.into_iter().flatten().map(|round| round.bodies.len()).sum::<usize>();
        // The others are the Office's own.
        let mut limits = Vec::with_capacity(bodies + 4);
        if !review.has_limits() {
            return limits;
        }
        if let Some(run) = &review.intake {
            limits.extend(self.run(LimitName::Intake, run));
        }
        let preliminary = review.preliminary.as_ref();
        let preliminary = preliminary.and_then(|run| self.run(LimitName::PreliminaryReview, run));
        let bound = preliminary.as_ref().and_then(|limit| limit.due);
        limits.extend(preliminary);
        if let Some(round) = &review.first {
            self.replies(round, bound, &mut limits);
        }
        if let Some(run) = &review.special_run {
            limits.extend(self.run(LimitName::SpecialReview, run));
        }
        if let Some(run) = &review.approval_run {
            limits.extend(self.run(LimitName::CommissionApproval, run));
        }
        if let Some(round) = &review.second {
            self.targets(round, &mut limits);
        }
        limits
    }

    fn rule(&self, began_under: &law::RegimeId, name: LimitName) -> Option<&LimitRule> {
        let regime = self.context.regime(self.review.law_of(began_under))?;
        regime.limits.as_ref()?.of(name.step())
    }

    /// Whether the day a count begins on is counted: as the text says, else as it is read (position
    /// A1).
    fn first_day(&self, rule: &LimitRule) -> StartDay {
        rule.first_day.unwrap_or(self.review.positions().start_day)
    }

    /// A limit of the Office's own.
    fn run(&self, name: LimitName, run: &Run) -> Option<Limit> {
        let rule = self.rule(&run.law, name)?;
        let (began, met) = ends(self.context, self.review, name, run);
        let tolled = self.tolled(name, met);
        let start = began.and_then(|entry| self.review.day(entry));
        let law = self.review.law_of(&run.law).clone();
        let mut limit = blank(name, None, law, rule);
        limit.assumed = run.assumed;
        let Some(start) = start else {
            let (state, cite) = self.waiting(name, rule);
            limit.state = state;
            limit.held_under = Some(cite);
            limit.total = budget(rule.budget, run.extension);
            limit.left = limit.total;
            return Some(limit);
        };
        let (budget, first_day) = (rule.budget, self.first_day(rule));
        let count = Count { start, budget, extension: run.extension, first_day, tolled: &tolled };
        let met = met.and_then(|entry| self.review.day(entry));
        self.fill(&mut limit, &count, met);
        if limit.state == State::Running(Due::Stopped) {
            let regime = self.context.regime(&limit.law);
            limit.held_under = regime.and_then(|regime| regime.rule(Rule::Supplement)).cloned();
        }
        Some(limit)
    }

    /// What a limit that has not begun waits for, and where the rule for that stands.
    fn waiting(&self, name: LimitName, rule: &LimitRule) -> (State, Cite) {
        let own = rule.cite.clone();
        match name {
            LimitName::Intake => {
                let regime = self.context.regime(self.review.law());
                let cite = regime.and_then(|regime| regime.rule(Rule::Materials)).cloned();
                let filing = self.review.filing.as_ref();
                let awaited = match filing {
                    Some(filing) if filing.missing.is_empty() => {
                        let named = filing.named.last().map(|(_, what)| what.clone());
                        Awaited::Named(named.unwrap_or_default())
                    }
                    Some(filing) => Awaited::Materials(filing.missing.clone()),
                    None => Awaited::Materials(Vec::new()),
                };
                (State::NotStarted(awaited), cite.unwrap_or(own))
            }
            LimitName::PreliminaryReview => (State::NotStarted(Awaited::Service), own),
            LimitName::SpecialReview | LimitName::CommissionApproval => {
                (State::NotStarted(Awaited::Notice), own)
            }
            LimitName::Consultation => (State::NotStarted(Awaited::Receipt), own),
        }
    }

    /// The days of the consulted bodies in the first round.
    fn replies(&self, round: &Round, bound: Option<Due>, limits: &mut Vec<Limit>) {
        let name = LimitName::Consultation;
        let Some(rule) = self.rule(&round.law, name) else {
            return;
        };
        let blank = blank(name, None, self.review.law_of(&round.law).clone(), rule);
        let inside = self.review.positions().consultation == law::Consultation::Inside;
        self.asked_together(round, rule, &blank, bound.filter(|_| inside), limits);
    }

    /// Position C1 taken the other way: the members' days end with the preliminary review.
    fn bind(&self, limit: &mut Limit, bound: Option<Due>) {
        let (Some(Due::On(own)), Some(Due::On(bound))) = (limit.due, bound) else {
            return;
        };
        if own <= bound {
            return;
        }
        limit.due = Some(Due::On(bound));
        let late = |day: Date| self.calendar.latest().between(bound, day);
        match &limit.state {
            State::Running(_) | State::Overdue(_) if bound < self.as_of => {
                limit.late = late(self.as_of);
                limit.state = State::Overdue(Due::On(bound));
            }
            State::Running(_) => limit.state = State::Running(Due::On(bound)),
            State::Met(day) => limit.late = late(*day),
            State::Overdue(_) | State::NotStarted(_) => {}
        }
    }

    /// The second consultation: no limit is stated, only a target of our own (position D4).
    fn targets(&self, round: &Round, limits: &mut Vec<Limit>) {
        let regime = self.context.regime(self.review.law_of(&round.law));
        let Some((regime, rule)) = regime.and_then(|regime| Some((regime, target(regime)?))) else {
            return;
        };
        let blank = blank(LimitName::Consultation, None, regime.id.clone(), &rule);
        let blank = Limit { effect: Effect::Internal, ..blank };
        self.asked_together(round, &rule, &blank, None, limits);
    }

    /// The limits of bodies asked together. What is the same for several is counted once: most were
    /// reached on one day.
    fn asked_together(
        &self,
        round: &Round,
        rule: &LimitRule,
        blank: &Limit,
        bound: Option<Due>,
        limits: &mut Vec<Limit>,
    ) {
        let day = |entry: Option<EntryNumber>| entry.and_then(|entry| self.review.day(entry));
        let name = LimitName::Consultation;
        // The stretches of those whose answer came after the last stop, or has not come.
        let (every, last) = (self.tolled(name, None), self.last_stop());
        let mut counted: Vec<(ReplyDays<'_>, Limit)> = Vec::new();
        for asked in &round.bodies {
            let tolled = match asked.met {
                Some(met) if Some(met) < last => Cow::Owned(self.tolled(name, Some(met))),
                Some(_) | None => Cow::Borrowed(every.as_slice()),
            };
            let days = ReplyDays { received: day(asked.received), met: day(asked.met), tolled };
            let known = counted.iter().find(|(known, _)| *known == days);
            let limit = match known {
                Some((_, limit)) => limit.clone(),
                None => {
                    let mut limit = blank.clone();
                    self.fill_reply(&mut limit, &days, rule);
                    self.bind(&mut limit, bound);
                    counted.push((days, limit.clone()));
                    limit
                }
            };
            limits.push(Limit { of: Some(asked.body.clone()), ..limit });
        }
    }

    fn fill_reply(&self, limit: &mut Limit, days: &ReplyDays<'_>, rule: &LimitRule) {
        let Some(start) = days.received else {
            limit.total = budget(rule.budget, 0);
            limit.left = limit.total;
            limit.state = State::NotStarted(Awaited::Receipt);
            return;
        };
        let (budget, first_day) = (rule.budget, self.first_day(rule));
        let count = Count { start, budget, extension: 0, first_day, tolled: &days.tolled };
        self.fill(limit, &count, days.met);
    }

    /// The last act that began or ended a stop.
    fn last_stop(&self) -> Option<EntryNumber> {
        self.review.stops.iter().flat_map(|stop| [Some(stop.from), stop.until]).max().flatten()
    }

    /// The stretches that do not count for a limit, those that overlap joined.
    fn tolled(&self, name: LimitName, met: Option<EntryNumber>) -> Vec<Tolled> {
        count::join(self.stops(name, met).into_iter().map(|(_, stretch)| stretch).collect())
    }

    /// The stretches that do not count for a limit, each with the act that began it. What came
    /// after the act that met the limit is nothing to it any more, be it on the same day.
    fn stops(&self, name: LimitName, met: Option<EntryNumber>) -> Vec<(EntryNumber, Tolled)> {
        let positions = self.review.positions();
        let before = |entry: &EntryNumber| met.is_none_or(|met| *entry <= met);
        let runs_on = self.supplement == Supplement::RunsOn;
        let stops = self.review.stops.iter().filter(|stop| match stop.cause {
            StopCause::Supplement(_) if runs_on => false,
            StopCause::Deficiency => name == LimitName::Intake,
            StopCause::Commission => name == LimitName::SpecialReview,
            StopCause::Supplement(_) => match (name, positions.tolls) {
                (LimitName::CommissionApproval, _) => false,
                (_, Tolls::All) => true,
                (LimitName::Consultation, Tolls::ReviewsAndIntake | Tolls::Reviews) => false,
                (LimitName::Intake, Tolls::Reviews) => false,
                (LimitName::Intake, Tolls::ReviewsAndIntake) => true,
                (
                    LimitName::PreliminaryReview | LimitName::SpecialReview,
                    Tolls::ReviewsAndIntake | Tolls::Reviews,
                ) => true,
            },
        });
        let stretches = stops.filter(|stop| before(&stop.from)).filter_map(|stop| {
            let from = self.review.day(stop.from)?;
            let until =
                stop.until.filter(before).and_then(|entry| self.review.day(entry)).map(|day| {
                    match positions.resume {
                        Resume::DayAfterReceipt => day,
                        Resume::ReceiptDay => day.yesterday().unwrap_or(day),
                    }
                });
            Some((stop.from, Tolled { from, until: until.map(|day| day.max(from)) }))
        });
        stretches.collect()
    }
}

/// The rule of our own that a second consultation is held to.
fn target(regime: &Regime) -> Option<LimitRule> {
    let limits = regime.limits.as_ref()?;
    let budget = Budget::WorkingDays(limits.second_consultation_target?);
    let own = limits.special_review.as_ref().map(|rule| &rule.cite);
    let cite = regime.rule(Rule::SpecialProcedure).or(own)?.clone();
    Some(LimitRule { cite, budget, extension: law::Extension::None, first_day: None })
}

fn blank(name: LimitName, of: Option<BodyId>, law: law::RegimeId, rule: &LimitRule) -> Limit {
    Limit {
        name,
        of,
        law,
        cite: rule.cite.clone(),
        effect: Effect::Statutory,
        unit: match rule.budget {
            Budget::WorkingDays(_) => Unit::WorkingDays,
            Budget::Months(_) => Unit::Months,
            Budget::CalendarDays { .. } => Unit::CalendarDays,
        },
        state: State::NotStarted(Awaited::Receipt),
        start: None,
        due: None,
        assumed: false,
        late: 0,
        left: 0,
        counted: 0,
        total: 0,
        held_under: None,
    }
}

/// The act that a limit of the Office's own counts from, and the act that met it. Where the text
/// counts the intake from acceptance, that is its beginning; where it gives the approval a limit of
/// its own, the special review is over with the submission.
pub(crate) fn ends(
    context: &Context,
    review: &Review,
    name: LimitName,
    run: &Run,
) -> (Option<EntryNumber>, Option<EntryNumber>) {
    let regime = context.regime(review.law_of(&run.law));
    let accepted = regime
        .and_then(|regime| regime.step(StepName::Intake))
        .is_some_and(|intake| intake.starts == Some(Milestone::FilingAccepted));
    match name {
        LimitName::Intake if accepted => {
            (review.filing.as_ref().and_then(|filing| filing.confirmed), run.met)
        }
        LimitName::SpecialReview => {
            let limits = regime.and_then(|regime| regime.limits.as_ref());
            let apart = limits.is_some_and(|limits| limits.commission_approval.is_some());
            let submitted = review.approval_run.as_ref().filter(|_| apart);
            (run.start, submitted.and_then(|run| run.start).or(run.met))
        }
        LimitName::Intake
        | LimitName::PreliminaryReview
        | LimitName::Consultation
        | LimitName::CommissionApproval => (run.start, run.met),
    }
}

/// Whether a filing that came in is not yet a complete receipt, so that no count has begun.
pub(crate) fn awaits_materials(review: &Review) -> bool {
    review.positions().intake_start == IntakeStart::Complete
        && review.filing.as_ref().is_some_and(|filing| filing.complete.is_none())
}
