//! 100,000 dockets under two versions on one core: each run under its own and under the other, the
//! limits of both compared. `seconds` is for all of them; cases are at hand, not read from a file.

use std::error::Error;
use std::hint::black_box;
use std::io::Write as _;
use std::time::Instant;

use calendar::Calendar;
use jiff::civil::date;
use law::Book;
use review::Context;
use review::what_if::{Case, Tally, what_if};

/// Dockets made, each on other days.
const MADE: usize = 500;
/// How often each is looked at.
const TIMES: usize = 200;

fn main() -> Result<(), Box<dyn Error>> {
    let book = Book::built_in();
    let context = Context::new(&book, &Calendar::built_in());
    let other = book.find("draft-2021").ok_or("no draft-2021")?;
    let mut cases = Vec::new();
    let mut day = date(2022, 2, 15);
    for _ in 0..MADE {
        cases.push(case(&book, day)?);
        day = day.tomorrow()?;
    }
    #[expect(clippy::disallowed_methods, reason = "a workload is measured by the clock")]
    let start = Instant::now();
    let mut tally = Tally::default();
    for _ in 0..TIMES {
        for case in black_box(&cases) {
            tally.add(what_if(&context, case, other, &Vec::new()).get());
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    if tally.cases != 100_000 || tally.differ != tally.cases {
        return Err(format!("looked at {} cases, {} differ", tally.cases, tally.differ).into());
    }
    writeln!(
        std::io::stdout(),
        "{{\"name\":\"what-if\",\"n\":{},\"seconds\":{seconds:.3},\"per_second\":{:.0}}}",
        tally.cases,
        100_000.0 / seconds
    )?;
    Ok(())
}

/// A divided case: filed, opened, proposed, answered by a member and a department, special review
/// entered. Under the other version its special review is counted in months.
fn case(book: &Book, day: jiff::civil::Date) -> Result<Case, Box<dyn Error>> {
    let on = |days: i64| day.checked_add(jiff::ToSpan::days(days)).map(|day| day.to_string());
    let done = |days: i64, actor: &str, command: &str| {
        on(days).map(|day| {
            format!(r#"{{"date":"{day}","actor":"{actor}","command":{{"act":{command}}}}}"#)
        })
    };
    let entries = [
        done(0, "party", r#""files","kind":"procurement""#)?,
        done(7, "office", r#""open-review""#)?,
        done(28, "office", r#""propose","conclusion":"fail""#)?,
        done(35, "unit:miit", r#""reply","opinion":"agree""#)?,
        done(36, "department:nea", r#""reply","opinion":"disagree""#)?,
        done(38, "office", r#""open-special-review""#)?,
    ];
    let frame = r#""consulted":["unit:miit","department:nea"],"positions":{"members":"concerned"}"#;
    let (as_of, entries) = (on(60)?, entries.join(","));
    let rest = format!(r#""as_of":"{as_of}","entries":[{entries}]"#);
    let line = format!(r#"{{"case":"{day}","law":"measures-2022",{frame},{rest}}}"#);
    Case::of_json(book, &line).map_err(|fault| fault.words.en.into())
}
