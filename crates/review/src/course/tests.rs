//! What a course must contain, counted by hand from the acts of the procedure.

use std::collections::BTreeSet;

use law::{Book, Procedure, RegimeId};

use super::{Met, Opens, Stage, course};
use crate::{Act, Context, Effect, LimitName};

fn moves(law: &str) -> Vec<super::Move> {
    let context = Context::new(&Book::built_in(), &calendar::Calendar::built_in());
    course(&context, &RegimeId::new(law)).expect("a version of the book")
}

/// Acts of 2017, of which the draft knows only its own.
const OF_2017: &[&str] = &[
    "determine-object",
    "take-up",
    "find-affected",
    "assign",
    "report-evaluation",
    "report-assessment",
    "publish-result",
    "circulate-result",
    "publish-assessment",
];

const OF_ANY: &[&str] = &["correct", "note", "serve", "acknowledge", "report"];

#[test]
fn every_act_of_a_procedure_is_on_its_course() {
    let book = Book::built_in();
    for regime in book.all() {
        let found: BTreeSet<&str> = moves(regime.id.as_str()).iter().map(|it| it.act).collect();
        let known: BTreeSet<&str> = match regime.procedure {
            // To the latest version nothing is later that a review could carry over to.
            Procedure::Review => {
                let latest = regime.id.as_str() == "measures-2022";
                let known = Act::NAMES.iter().copied().filter(|act| !OF_2017.contains(act));
                known.filter(|act| !(latest && *act == "carry-over")).collect()
            }
            Procedure::Evaluation => {
                let other =
                    if regime.id.as_str() == "draft-2017" { "determine-object" } else { "take-up" };
                OF_2017.iter().chain(OF_ANY).copied().filter(|act| *act != other).collect()
            }
        };
        let missing: Vec<_> = known.difference(&found).collect();
        let surplus: Vec<_> = found.difference(&known).collect();
        assert!(missing.is_empty() && surplus.is_empty(), "{}: {missing:?} {surplus:?}", regime.id);
    }
}

#[test]
fn limits_are_met_by_the_acts_the_articles_name() {
    let met = |act: &str, from: Stage| -> Vec<Met> {
        let moves = moves("measures-2022");
        let found = moves.iter().find(|it| it.act == act && it.from == from && !it.stays());
        found.map(|it| it.meets.clone()).expect("a move")
    };
    let law = |limit| vec![Met { limit, effect: Effect::Statutory }];
    assert_eq!(met("open-review", Stage::FilingWhole), law(LimitName::Intake));
    assert_eq!(met("find-no-review-needed", Stage::FilingWhole), law(LimitName::Intake));
    assert_eq!(met("open-review", Stage::ExOfficioApproved), []);
    assert_eq!(met("propose", Stage::PreliminaryReview), law(LimitName::PreliminaryReview));
    assert_eq!(met("reply", Stage::OpinionsAwaited), law(LimitName::Consultation));
    assert_eq!(met("conclude", Stage::OpinionsAgreed), []);
    assert_eq!(met("conclude", Stage::SpecialApproved), law(LimitName::SpecialReview));
    let own = Met { limit: LimitName::Consultation, effect: Effect::Internal };
    assert_eq!(met("reply", Stage::SecondAwaited), [own]);
}

#[test]
fn division_out_of_silence_is_open_only_past_a_limit() {
    let moves = moves("measures-2022");
    let overdue: BTreeSet<&str> = moves
        .iter()
        .filter(|it| it.opens == Opens::Overdue && !it.stays())
        .map(|it| it.act)
        .collect();
    assert_eq!(overdue, BTreeSet::from(["establish-division"]));
}
