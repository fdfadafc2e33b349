//! The whole state space of each version with two consulted bodies, walked breadth first: no dead
//! end, no act without a ground, no review ex officio without approval, no conclusion out of
//! silence.

mod key;

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use jiff::ToSpan as _;
use jiff::civil::Date;
use law::{Book, FilingKind};

use crate::permitted::{samples, variants};
use crate::{
    Act, Actor, Basis, BodyId, Command, Conclusion, Consulted, Context, Event, Frame, LimitName,
    Moment, Opinions, Origin, Phase, Reached, Review, Stage, course, decide, entry, evolve,
};
use key::{Key, key};

/// Whether acts beside the procedure are followed or only tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    Tried,
    Followed,
}

/// Acts that no later act of the procedure depends on.
fn is_beside(act: &Act) -> bool {
    matches!(
        act.name(),
        "commit"
            | "urge"
            | "find-commitment"
            | "impose-measures"
            | "lift-measures"
            | "report-measures"
            | "serve"
            | "acknowledge"
            | "announce"
            | "join"
            | "inspect"
            | "refer"
            | "note"
            | "report"
            | "lodge"
            | "correct"
            | "publish-assessment"
    )
}

/// Acts whose states are those of another (a filing of another kind, a draft carried over) or that
/// leave the procedure.
#[expect(clippy::wildcard_enum_match_arm, reason = "every other act has states of its own")]
fn is_twin(review: &Review, act: &Act) -> bool {
    match act {
        Act::Files { kind, .. } => *kind != FilingKind::Procurement,
        Act::CarryOver { .. } => review.law().as_str() != "measures-2020",
        Act::Terminate { .. } | Act::Withdraw | Act::ConsentToWithdrawal => true,
        _ => false,
    }
}

struct Walk {
    context: Context,
    beside: Beside,
    states: HashMap<Key, usize>,
    edges: Vec<(usize, usize)>,
    moves: BTreeSet<(&'static str, Stage, Stage)>,
    accepted: BTreeSet<&'static str>,
    closed: HashSet<usize>,
}

impl Walk {
    fn run(law: &str, beside: Beside, change: impl FnOnce(&mut Frame)) -> Walk {
        let book = Book::built_in();
        let regime = book.get(&law::RegimeId::new(law)).expect("a version of the book").clone();
        let mut frame = Frame {
            law: regime.id.clone(),
            law_hash: regime.hash.clone(),
            positions: regime.positions.clone(),
            consulted: two_bodies(),
        };
        frame.positions.take("members", "concerned").expect("a position");
        change(&mut frame);
        let context = Context::new(&book, &calendar::Calendar::built_in());
        let mut walk = Walk {
            context,
            beside,
            states: HashMap::new(),
            edges: Vec::new(),
            moves: BTreeSet::new(),
            accepted: BTreeSet::new(),
            closed: HashSet::new(),
        };
        let effective = regime.example.as_ref().map(|example| example.effective);
        let first = regime.in_force.or(effective).unwrap_or(jiff::civil::date(2021, 7, 10));
        walk.explore(Review::new(frame), first);
        walk
    }

    fn explore(&mut self, start: Review, day: Date) {
        let mut queue = VecDeque::new();
        self.states.insert(key(&self.context, &start, day), 0);
        queue.push_back((0, start, day));
        while let Some((id, review, day)) = queue.pop_front() {
            self.check_state(&review);
            if review.phase() == Phase::Closed {
                self.closed.insert(id);
            }
            for (next, day) in self.followers(&review, day) {
                let key = key(&self.context, &next, day);
                let count = self.states.len();
                let to = *self.states.entry(key).or_insert(count);
                self.edges.push((id, to));
                if to == count {
                    queue.push_back((to, next, day));
                }
            }
        }
    }

    /// The dockets one act, or half a year of silence, away. Ways out that the text does not
    /// provide (withdrawing, terminating) are tried but not followed: they must not hide a dead
    /// end.
    fn followers(&mut self, review: &Review, day: Date) -> Vec<(Review, Date)> {
        let mut next = Vec::new();
        let today = Moment::day(day);
        let acts = samples(&self.context, review).into_iter().chain(variants(review));
        for (actor, act) in acts {
            let command = Command { actor, act, dated: None };
            match decide(&self.context, review, today, &command) {
                Ok(events) => {
                    self.accepted.insert(command.act.name());
                    self.check_basis(review, &command.act, &events);
                    // Acts beside the procedure change nothing that it looks at: they are tried in
                    // every state, and followed in a walk of their own.
                    if self.beside == Beside::Tried && is_beside(&command.act) {
                        continue;
                    }
                    if is_twin(review, &command.act) {
                        continue;
                    }
                    let act = command.act.name();
                    let entry = entry(review, today, command, events);
                    let after = evolve(review.clone(), &entry);
                    self.moves.insert((act, Stage::of(review), Stage::of(&after)));
                    next.push((after, day));
                }
                Err(refusal) => {
                    assert!(!refusal.text.zh.is_empty() && !refusal.text.en.is_empty());
                    if let Basis::Article(cite) = &refusal.basis {
                        assert!(!cite.article.is_empty(), "{refusal:?}");
                    }
                }
            }
        }
        if review.length() > 0 && day.year() < 2040 {
            next.push((review.clone(), day.checked_add(190.days()).expect("before 9999")));
        }
        next
    }

    /// An accepted act rests on a rule of the version, or says that it stands outside the text, or
    /// is one of the acts of good practice that no text needs to name.
    fn check_basis(&self, review: &Review, act: &Act, events: &[Event]) {
        let regime = self.context.regime(review.law()).expect("the law is in the book");
        let ruled = act.rule().is_some_and(|rule| regime.rule(rule).is_some());
        let said = events.iter().any(|event| matches!(event, Event::OutsideTheText { .. }));
        let practice = matches!(
            act.name(),
            "announce"
                | "join"
                | "inspect"
                | "withdraw"
                | "consent-to-withdrawal"
                | "correct"
                | "note"
                | "serve"
                | "acknowledge"
                | "report"
                | "refer"
                | "lift-measures"
                | "report-measures"
                | "commit"
                | "carry-over"
        );
        let example = regime.example.as_ref();
        let stands = example.is_some_and(|it| it.theirs(law::Sort::Act, act.name()).is_some());
        let rests = ruled || said || practice || stands;
        assert!(rests, "{} rests on nothing in {}", act.name(), regime.id);
    }

    fn check_state(&self, review: &Review) {
        let opened = review.is_opened();
        if opened && matches!(review.origin, Some(Origin::ExOfficio(_))) {
            assert!(review.approved.is_some(), "opened ex officio without approval");
        }
        if let Some(first) = &review.first {
            let all_in = first.awaited().next().is_none() && !first.bodies.is_empty();
            assert!(!all_in || first.formed.is_some(), "all replied and nothing followed");
        }
        let decided = matches!(
            review.conclusion(),
            Some(Conclusion::Pass | Conclusion::PassWithCommitments | Conclusion::Fail)
        );
        let modern = !matches!(review.origin, Some(Origin::Determined));
        if decided && modern {
            let first = review.first.as_ref().expect("a conclusion was proposed");
            let agreed = matches!(first.formed, Some((Opinions::Agreed, _)));
            let silent = first.awaited().next().is_some();
            if self.ends_without_approval(review) {
                return;
            }
            assert!((agreed && !silent) || review.approved.is_some(), "concluded out of silence");
        }
    }

    /// Where the version asks nobody, or asks for approval only of what does not pass.
    fn ends_without_approval(&self, review: &Review) -> bool {
        let regime = self.context.regime(review.law()).expect("the law is in the book");
        let nobody = regime.step(law::StepName::Consultation).is_none();
        let unless = regime.departs().approval == law::Approval::UnlessAgreedToPass;
        let second = review.second.as_ref();
        let passes = review.conclusion() != Some(Conclusion::Fail)
            && second.is_some_and(|round| round.outcome() == Some(Opinions::Agreed));
        nobody || (unless && passes)
    }

    /// Every state from which no closing can be reached.
    fn dead_ends(&self) -> usize {
        let mut back: HashMap<usize, Vec<usize>> = HashMap::new();
        for (from, to) in &self.edges {
            back.entry(*to).or_default().push(*from);
        }
        let mut reached = self.closed.clone();
        let mut queue: VecDeque<usize> = self.closed.iter().copied().collect();
        while let Some(state) = queue.pop_front() {
            for from in back.get(&state).into_iter().flatten() {
                if reached.insert(*from) {
                    queue.push_back(*from);
                }
            }
        }
        self.states.len() - reached.len()
    }
}

fn two_bodies() -> Vec<Consulted> {
    let unit = Actor::Unit(BodyId::new("miit").expect("an id"));
    let department = Actor::Department(BodyId::new("nea").expect("an id"));
    let by_system = |body| Consulted { body, reached: Reached::BySystem };
    vec![by_system(unit), by_system(department)]
}

/// Walks a version and returns how many states it has.
fn check_walk(law: &str, beside: Beside, change: impl FnOnce(&mut Frame)) -> usize {
    let walk = Walk::run(law, beside, change);
    assert!(!walk.closed.is_empty(), "{law} never closes");
    assert_eq!(walk.dead_ends(), 0, "{law} has states from which nothing closes");
    walk.states.len()
}

#[test]
fn every_version_can_be_walked_to_its_end() {
    for law in ["draft-2017", "trial-2017", "measures-2020", "draft-2021", "measures-2022"] {
        let states = check_walk(law, Beside::Tried, |_| {});
        assert!(states > 6, "{law}: only {states} states");
    }
}

/// The course that diagrams are drawn from against the whole state space: two bodies instead of
/// one, states told apart by all a decision looks at.
#[test]
fn the_course_has_every_move_of_the_state_space_and_no_other() {
    for law in ["draft-2017", "trial-2017", "measures-2020", "draft-2021", "measures-2022"] {
        let walk = Walk::run(law, Beside::Tried, |_| {});
        let leads = |(_, from, to): &&(&str, Stage, Stage)| from != to;
        let whole: BTreeSet<_> = walk.moves.iter().filter(leads).copied().collect();
        let acts: BTreeSet<&str> = walk.moves.iter().map(|(act, ..)| *act).collect();
        let moves = course(&walk.context, &law::RegimeId::new(law)).expect("a version");
        let moves = moves.iter().map(|it| (it.act, it.from, it.to));
        let drawn = moves.filter(|(act, from, to)| from != to && acts.contains(act));
        assert_eq!(drawn.collect::<BTreeSet<_>>(), whole, "{law}");
    }
}

#[test]
fn acts_beside_the_procedure_leave_no_dead_end() {
    for law in ["trial-2017", "measures-2020", "measures-2022"] {
        check_walk(law, Beside::Followed, |frame| frame.consulted.truncate(1));
    }
}

#[test]
fn every_alternative_position_can_be_walked_to_its_end() {
    for name in law::Positions::NAMES {
        for value in law::Positions::values(name).unwrap_or_default().into_iter().skip(1) {
            if (*name, value) == ("silence", "consent") || *name == "members" {
                continue;
            }
            check_walk("measures-2022", Beside::Tried, |frame| {
                frame.consulted.truncate(1);
                frame.positions.take(name, value).expect("a position");
            });
        }
    }
    let _ = LimitName::Intake;
}

/// Examples of other regimes are walked as versions are. Their diagrams are not drawn, so that
/// there is no course of theirs to hold.
#[test]
fn every_example_can_be_walked_to_its_end() {
    let unit = Actor::Unit(BodyId::new("defense").expect("an id"));
    let lead = Consulted { body: unit, reached: Reached::ByLetter };
    // Nobody is asked under the Act, whatever a page names.
    let named = two_bodies().split_off(1);
    for (law, consulted) in
        [("us-cfius", vec![lead]), ("us-cfius-declaration", Vec::new()), ("uk-nsi", named)]
    {
        let walk = Walk::run(law, Beside::Tried, |frame| frame.consulted = consulted);
        assert!(!walk.closed.is_empty() && walk.dead_ends() == 0, "{law} has a dead end");
        let states = walk.states.len();
        assert!(states > 6, "{law}: only {states} states");
        // The walk tries no extension of exactly so many days, follows neither measures nor
        // withdrawals, and tells no answered request from none: what needs these is in the dockets.
        let elsewhere = [
            "extend-limit",
            "lift-measures",
            "consent-to-withdrawal",
            "find-supplement-incomplete",
        ];
        let example = walk.context.book().example(law).and_then(|it| it.example.clone());
        for it in example.expect("an example").stands_for {
            let name = it.ours.name.as_str();
            let done = walk.accepted.contains(name) || elsewhere.contains(&name);
            assert!(it.ours.sort != law::Sort::Act || done, "{law}: {name} can never be done");
        }
    }
}
