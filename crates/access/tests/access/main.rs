//! The policies against a twin in plain code, against the matrix that is reviewed, and against what
//! DESIGN says in so many words.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod matrix;
mod random;
mod says;
mod tables;
mod twin;
mod twin_lists;
mod twin_sides;
mod world;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use access::*;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use world::{TODAY, askers, declared, person};

static ACCESS: LazyLock<Access> = LazyLock::new(Access::built_in);

#[test]
fn the_matrix_is_the_one_that_was_reviewed() {
    let printed = matrix::print();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../access/matrix.txt");
    if update() {
        std::fs::write(&file, &printed).unwrap();
    }
    let golden = std::fs::read_to_string(&file).unwrap_or_default();
    let differs = golden.lines().zip(printed.lines()).find(|(old, new)| old != new);
    assert!(golden == printed, "access/matrix.txt differs (UPDATE=1 rewrites it): {differs:?}");
    assert!(printed.ends_with("permits to anybody: none\n"));
}

#[expect(clippy::disallowed_methods, reason = "a golden file is rewritten when asked to")]
fn update() -> bool {
    std::env::var_os("UPDATE").is_some()
}

#[test]
fn no_policy_is_dead_and_the_twin_agrees_on_the_whole_matrix() {
    let mut deciding = BTreeSet::new();
    for asking in askers() {
        for thing in matrix::things(&asking) {
            for question in Question::all() {
                let answer = ACCESS.may(asking.asker(), TODAY, question, &thing);
                let expected = twin::may(asking.asker(), TODAY, question, &thing);
                let said = answer.is_allowed();
                assert_eq!(said, expected, "{} {question} {thing:?} {answer:?}", asking.name);
                deciding.extend(answer.policy().cloned());
            }
        }
    }
    let dead: Vec<_> = ACCESS.policies().filter(|policy| !deciding.contains(*policy)).collect();
    assert!(dead.is_empty(), "these decide nothing: {dead:?}");
}

#[test]
fn cedar_and_the_twin_agree_on_20_000_random_questions() {
    let mut yes = 0_u32;
    let mut deciding = BTreeSet::new();
    let questions: Vec<Question> = Question::all().collect();
    let inputs = (random::asker(), random::day(), random::resource(), any::<usize>(), 0..10_u8);
    let mut runner = TestRunner::new(Config { cases: 20_000, ..Config::default() });
    let (seen, policies) =
        (std::cell::RefCell::new(&mut yes), std::cell::RefCell::new(&mut deciding));
    let outcome = runner.run(&inputs, |(person, day, resource, pick, stray)| {
        let asker = person.as_ref().map_or(Asker::Anonymous, Asker::Person);
        let yes_to = |q: &Question| twin::may(asker, day, *q, &resource);
        let apt = |q: &Question| twin_lists::is_about(*q, &resource);
        // Most questions are not for most people: some are drawn from those the twin says yes to.
        let mut choice: Vec<Question> = match stray {
            0 => questions.clone(),
            1..=6 => questions.iter().copied().filter(yes_to).collect(),
            _ => questions.iter().copied().filter(apt).collect(),
        };
        choice.push(questions[pick % questions.len()]);
        let question = choice[pick % choice.len()];
        let cedar = ACCESS.may(asker, day, question, &resource);
        let expected = twin::may(asker, day, question, &resource);
        prop_assert_eq!(cedar.is_allowed(), expected, "{}: {:?}", question, cedar);
        if expected {
            **seen.borrow_mut() += 1;
        }
        policies.borrow_mut().extend(cedar.policy().cloned());
        Ok(())
    });
    outcome.unwrap();
    assert!(2_000 < yes, "only {yes} of 20,000 were a yes: the comparison says little");
    let (all, decided) = (ACCESS.policies().count(), deciding.len());
    assert!(4 * all < 5 * decided, "only {decided} of {all} policies decided");
}

#[test]
fn the_administrator_reads_no_case_whatever_else_he_is() {
    for role in Role::ALL {
        let person =
            declared(person(&[Role::Administrator, *role], OrganisationKind::Office, "office"));
        let asking = world::Asking { name: "administrator", person: Some(person) };
        for thing in matrix::things(&asking) {
            let of_a_case = match thing {
                Resource::Review(_)
                | Resource::Filing(_)
                | Resource::Material(_)
                | Resource::Emergency(_)
                | Resource::Reporter(_)
                | Resource::Entry(_) => true,
                Resource::FourEyes(ref asked) => asked.deed.is_about_a_case(),
                Resource::Office
                | Resource::Account(_)
                | Resource::FactorReset(_)
                | Resource::HolidayNotice { .. } => false,
            };
            for question in Question::all() {
                let answer = ACCESS.may(asking.asker(), TODAY, question, &thing);
                let act = matches!(question, Question::Act(_));
                assert!(!answer.is_allowed() || !(of_a_case || act), "{question} {thing:?}");
            }
            let known = ACCESS.may_know(asking.asker(), TODAY, &thing).is_allowed();
            assert!(!(of_a_case && known), "{thing:?}");
        }
    }
}
