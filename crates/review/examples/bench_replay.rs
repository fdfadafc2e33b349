//! 100,000 dockets of 22 entries, read again on one core. `per_second` is of entries at hand,
//! through `evolve`; `from_json_per_second` is of entries as they are stored, decoded first.

use std::error::Error;
use std::hint::black_box;
use std::io::Write as _;
use std::time::{Duration, Instant};

use calendar::Calendar;
use jiff::civil::{Date, date};
use law::{Book, FilingKind};
use review::{
    Act, Actor, Announced, Asked, BodyId, Command, Consulted, Context, Delivery, Entry, Extendable,
    Frame, Moment, Opinion, Reached, Reply, Review, Verdict, evolve,
};

/// Dockets made, each on other days.
const MADE: usize = 500;
/// How often each is read.
const TIMES: usize = 200;
/// Entries of each.
const ENTRIES: usize = 22;

fn main() -> Result<(), Box<dyn Error>> {
    let context = Context::new(&Book::built_in(), &Calendar::built_in());
    let mut dockets = Vec::new();
    let mut day = date(2022, 2, 15);
    for _ in 0..MADE {
        dockets.push(docket(&context, day)?);
        day = day.tomorrow()?;
    }
    let stored: Vec<Vec<String>> =
        dockets.iter().map(|docket| store(docket)).collect::<Result<_, _>>()?;
    let entries = TIMES * dockets.iter().map(Vec::len).sum::<usize>();
    let (closed, took) = timed(|| repeat(&dockets, |docket| Review::read(docket)));
    let (again, took_json) = timed(|| {
        repeat(&stored, |lines| {
            let entries = lines.iter().map_while(|line| serde_json::from_str(line).ok());
            Review::read(&entries.collect::<Vec<Entry>>())
        })
    });
    if closed != MADE * TIMES || again != closed {
        return Err(format!("{closed} and {again} dockets closed, not {}", MADE * TIMES).into());
    }
    let (evolved, decoded) = (rate(entries, took), rate(entries, took_json));
    writeln!(
        std::io::stdout(),
        "{{\"name\":\"replay\",\"n\":{entries},\"per_second\":{evolved:.0},\
         \"from_json_per_second\":{decoded:.0}}}"
    )?;
    Ok(())
}

/// Reads every docket many times; how many were concluded.
fn repeat<T>(dockets: &[T], read: impl Fn(&T) -> Option<Review>) -> usize {
    let concluded =
        |docket: &&T| read(black_box(docket)).is_some_and(|it| it.conclusion().is_some());
    (0..TIMES).map(|_| dockets.iter().filter(concluded).count()).sum()
}

fn rate(count: usize, took: Duration) -> f64 {
    u32::try_from(count).map_or(0.0, f64::from) / took.as_secs_f64()
}

#[expect(clippy::disallowed_methods, reason = "a workload is measured by the clock")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = black_box(work());
    (result, start.elapsed())
}

fn store(docket: &[Entry]) -> Result<Vec<String>, serde_json::Error> {
    docket.iter().map(serde_json::to_string).collect()
}

/// A case from its filing to the announcement of its conclusion, decided as the office does.
fn docket(context: &Context, day: Date) -> Result<Vec<Entry>, Box<dyn Error>> {
    let regime = context.book().find("measures-2022").ok_or("no measures-2022")?;
    let department = Actor::Department(BodyId::new("mot").ok_or("`mot` is no id")?);
    let frame = Frame {
        law: regime.id.clone(),
        law_hash: regime.hash.clone(),
        positions: regime.positions.clone(),
        consulted: vec![Consulted { body: department, reached: Reached::BySystem }],
    };
    let mut review = Review::new(frame);
    for (actor, act) in opening() {
        review = step(context, review, day, actor, act)?;
    }
    let asked = review.round().ok_or("nothing was proposed")?.bodies.clone();
    for body in asked {
        review = step(context, review, day, body.actor, agree())?;
    }
    let announced = Act::Announce { what: Announced::Conclusion };
    for act in [Act::Conclude, announced] {
        review = step(context, review, day, Actor::Office, act)?;
    }
    let entries: Vec<Entry> = review.entries().iter().map(|entry| Entry::clone(entry)).collect();
    if entries.len() == ENTRIES { Ok(entries) } else { Err("not as many entries as said".into()) }
}

/// What is done before the members are asked, and that they are.
fn opening() -> [(Actor, Act); 7] {
    let because = || Some("many parts".to_owned());
    let request = Act::RequestSupplement { what: "source list".to_owned(), of: Asked::Party };
    let supply = Act::SupplySupplement { request: None, in_part: Delivery::Whole };
    let limit = Extendable::PreliminaryReview;
    let extend = Act::ExtendLimit { limit, working_days: 15, because: because() };
    [
        (Actor::Party, Act::Files { kind: FilingKind::Procurement, without: Vec::new() }),
        (Actor::Office, Act::ConfirmFiling),
        (Actor::Office, Act::OpenReview { because: None }),
        (Actor::Office, request),
        (Actor::Party, supply),
        (Actor::Office, extend),
        (Actor::Office, Act::Propose { conclusion: Verdict::Pass }),
    ]
}

fn agree() -> Act {
    let (text, on_paper, because) = (None, None, None);
    Act::Reply { opinion: Opinion::Agree, text, on_paper, because, again: Reply::First }
}

fn step(
    context: &Context,
    review: Review,
    day: Date,
    actor: Actor,
    act: Act,
) -> Result<Review, String> {
    let command = Command { actor, act, dated: None };
    let entry = review::act(context, &review, Moment::day(day), command)
        .map_err(|refusal| refusal.text.en)?;
    Ok(evolve(review, entry.get()))
}
