//! Decisions of access with all policies. `decision_us` is the median of questions whose facts were
//! never met before, so that Cedar decides each; `remembered_us` of those met before; `list_ms` is
//! what a list of 50 reviews costs its reader where no answer is remembered.

use std::collections::BTreeSet;
use std::error::Error;
use std::hint::black_box;
use std::io::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use access::{
    Access, Asker, Declaration, DocketId, Glass, Grant, OrganisationId, OrganisationKind, Person,
    PersonId, Question, Resource, Review, Role, Side, Step,
};
use jiff::civil::{Date, date};
use review::{Actor, BodyId};

const TODAY: Date = date(2026, 9, 1);
/// Reviews of a list.
const LISTED: usize = 50;

fn main() -> Result<(), Box<dyn Error>> {
    let reviews = reviews()?;
    let people = people();
    let questions = [
        Question::ReviewList,
        Question::ReviewRead,
        Question::ReviewDocket,
        Question::ConsultationRead,
        Question::ReadingsRead,
    ];
    let access = Access::built_in();
    let (mut fresh, mut known) = (Vec::new(), Vec::new());
    for person in &people {
        for review in reviews.iter().step_by(7) {
            for question in questions {
                fresh.push(ask(&access, person, question, review));
            }
        }
        // Only the answers of this person are sure to be remembered still.
        for review in reviews.iter().step_by(7) {
            for question in questions {
                known.push(ask(&access, person, question, review));
            }
        }
    }
    let mut lists = Vec::new();
    for person in &people {
        for page in reviews.chunks_exact(LISTED).take(10) {
            let access = Access::built_in();
            let took = page.iter().map(|one| ask(&access, person, Question::ReviewList, one));
            lists.push(took.sum::<Duration>());
        }
    }
    let count = fresh.len();
    let decision = median(&mut fresh).as_secs_f64() * 1e6;
    let remembered = median(&mut known).as_secs_f64() * 1e6;
    let list = median(&mut lists).as_secs_f64() * 1e3;
    writeln!(
        std::io::stdout(),
        "{{\"name\":\"access\",\"n\":{count},\"decision_us\":{decision:.2},\
         \"remembered_us\":{remembered:.2},\"list_ms\":{list:.3}}}"
    )?;
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a measurement needs the clock")]
fn ask(access: &Access, person: &Person, question: Question, review: &Resource) -> Duration {
    let asker = Asker::Declared(person, Declaration::NoConflict, Glass::Whole);
    let begin = Instant::now();
    black_box(access.may(black_box(asker), TODAY, question, black_box(review)));
    begin.elapsed()
}

fn median(all: &mut [Duration]) -> Duration {
    all.sort_unstable();
    all.get(all.len() / 2).copied().unwrap_or_default()
}

/// Reviews that no two of are alike to the policies.
fn reviews() -> Result<Vec<Resource>, Box<dyn Error>> {
    let sides = [Side::Party, Side::Provider, Side::Commission];
    let own = BodyId::new("miit").ok_or("no body")?;
    let mut all = Vec::new();
    for step in Step::ALL {
        for told in 0..8_u8 {
            for part in 0..16_u8 {
                let has = |bit: u8| part & (1 << bit) != 0;
                let of = |yes: bool, id: &str| yes.then(|| OrganisationId::new(id));
                let mut told_sides = sides.to_vec();
                told_sides.retain(|side| told & (1 << (*side as u8)) != 0);
                all.push(Resource::Review(Arc::new(Review {
                    docket: DocketId::new("docket"),
                    step: *step,
                    party: of(has(0), "acme"),
                    provider: of(has(1), "vendor"),
                    consulted: if has(2) { vec![own.clone()] } else { Vec::new() },
                    asked_by: None,
                    assigned: if has(3) { vec![Actor::Experts] } else { Vec::new() },
                    told: told_sides,
                })));
            }
        }
    }
    Ok(all)
}

/// Somebody of each kind that reads cases.
fn people() -> Vec<Person> {
    use OrganisationKind as Kind;
    let of = |role: Role, kind: Kind, house: &str| Person {
        id: PersonId::new("me"),
        organisation: OrganisationId::new(house),
        kind,
        body: BodyId::new(house),
        grants: vec![Grant { role, from: date(2026, 1, 1), until: None, on_behalf_of: None }],
        no_conflict: BTreeSet::new(),
        conflicts: BTreeSet::new(),
        emergencies: BTreeSet::new(),
    };
    vec![
        of(Role::Officer, Kind::Office, "office"),
        of(Role::Head, Kind::Office, "office"),
        of(Role::Liaison, Kind::MemberUnit, "miit"),
        of(Role::PartyAdmin, Kind::Party, "acme"),
        of(Role::Provider, Kind::Provider, "vendor"),
    ]
}
