//! A what-if against two runs that share none of its code: the replay of docket pages under the
//! other version, and counting by hand with the naive calendar of working days.

use std::path::Path;

use calendar::Calendar;
use jiff::civil::Date;
use law::{Book, Procedure, RegimeId};

use super::{Case, Outcome, Stands, Tally, what_if};
use crate::docket::{Instead, Page, read_page, replay};
use crate::{Context, Due, Limit};

fn context() -> Context {
    Context::new(&Book::built_in(), &Calendar::built_in())
}

fn pages() -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dockets");
    let mut pages = Vec::new();
    for folder in [folder.clone(), folder.join("cases")] {
        let mut paths: Vec<_> = std::fs::read_dir(folder)
            .expect("the dockets")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|it| it == "md"))
            .collect();
        paths.sort();
        let read = |path: &std::path::PathBuf| std::fs::read_to_string(path).expect("a page");
        pages.extend(paths.iter().map(|path| read_page(&read(path)).expect("a docket page")));
    }
    pages
}

fn stands(limit: &Limit) -> Stands {
    let (earliest, due) = match limit.due {
        Some(Due::On(day)) => (None, Some(day)),
        Some(Due::Between { earliest, latest, .. }) => (Some(earliest), Some(latest)),
        Some(Due::Stopped) | None => (None, None),
    };
    Stands { article: limit.cite.article.to_string(), earliest, due, late: limit.late }
}

/// Every scenario of the house under every other version of its procedure: where neither run
/// refuses an act, all limits of the replayed pages are those of the what-if.
#[test]
fn moved_days_are_those_of_the_pages_replayed_under_the_other_version() {
    let (book, calendar) = (Book::built_in(), Calendar::built_in());
    let mut compared = 0;
    for page in pages() {
        let own = replay(&book, &calendar, &page, &Instead::default()).expect("it replays");
        for other in book.all().filter(|regime| regime.procedure == Procedure::Review) {
            let instead = Instead { law: Some(other.id.clone()), positions: Vec::new() };
            let Ok(there) = replay(&book, &calendar, &page, &instead) else { continue };
            for ((section, here), there) in page.sections.iter().zip(&own).zip(&there) {
                let refused = |replay: &crate::docket::Replay| {
                    replay.steps.iter().any(|step| step.refusal.is_some() || step.irregular)
                };
                let carries =
                    section.lines.iter().any(|line| line.command.act.name() == "carry-over");
                // A page may be read before its last line; a what-if looks at all that was done.
                let early = section.lines.iter().any(|line| here.as_of < line.date);
                if refused(here) || refused(there) || carries || early {
                    continue;
                }
                let case = Case::of_section(&book, section).expect("a case");
                let known = case.known_on.map_or(calendar.clone(), |day| calendar.known_on(day));
                let context = Context::new(&book, &known);
                let outcome = what_if(&context, &case, other, &Vec::new());
                check(outcome.get(), &here.summary.limits, &there.summary.limits);
                compared += 1;
            }
        }
    }
    assert!(compared > 60, "only {compared} runs could be compared");
}

fn check(outcome: &Outcome, here: &[Limit], there: &[Limit]) {
    assert!(outcome.refused.is_empty(), "{outcome:?}");
    let same = |one: &Limit, of: &super::Moved| {
        (one.name, &one.of, one.effect) == (of.limit, &of.of, of.effect)
    };
    for moved in &outcome.moved {
        let find = |limits: &[Limit]| limits.iter().find(|it| same(it, moved)).map(stands);
        assert_eq!((moved.before.clone(), moved.after.clone()), (find(here), find(there)));
    }
    // What is not told stands alike on both sides, or runs on neither.
    for limit in there {
        let old = here
            .iter()
            .find(|old| (old.name, &old.of, old.effect) == (limit.name, &limit.of, limit.effect));
        let told = outcome.moved.iter().any(|moved| same(limit, moved));
        let alike = old.is_some_and(|old| (old.due, old.late) == (limit.due, limit.late));
        assert!(told || alike || limit.start.is_none(), "{}: {limit:?}", outcome.case);
    }
}

fn case(line: &str) -> Case {
    Case::of_json(&Book::built_in(), line).expect("a case")
}

fn outcome(line: &str, under: &str) -> Outcome {
    let context = context();
    let other = context.book().find(under).expect("a version").clone();
    what_if(&context, &case(line), &other, &Vec::new()).get().clone()
}

#[test]
fn a_listing_of_2021_would_have_to_be_filed_above_the_threshold_and_not_at_it() {
    let line = |users: u64| {
        format!(
            r#"{{"case":"A","occasion":{{"kind":"listing","on":"2021-06-30","users":{users}}}}}"#
        )
    };
    let above = outcome(&line(1_000_001), "draft-2021");
    assert!(above.files_anew());
    let owed = above.owed.expect("an occasion");
    assert_eq!(owed.before, None, "the Measures of 2020 know no such filing");
    assert_eq!(owed.after.map(|cite| cite.words().en), Some("Art. 6".to_owned()));
    assert!(!outcome(&line(1_000_000), "draft-2021").files_anew(), "the figure itself");
    assert!(outcome(&line(1_000_001), "measures-2022").files_anew());
    let reading = vec![("threshold".to_owned(), "at-least".to_owned())];
    let context = context();
    let other = context.book().find("draft-2021").expect("a version").clone();
    let at = what_if(&context, &case(&line(1_000_000)), &other, &reading);
    assert!(at.get().files_anew(), "under the other reading");
}

#[test]
fn a_filing_by_the_draft_of_2021_of_data_processing_is_refused_in_2020() {
    let act = r#"{"act":"files","kind":"data-processing"}"#;
    let entry = format!(r#"{{"date":"2022-03-07","actor":"party","command":{act}}}"#);
    let line = format!(r#"{{"case":"B","entries":[{entry}]}}"#);
    let found = outcome(&line, "measures-2020");
    let refused = found.refused.first().expect("a refusal");
    assert_eq!((refused.entry, refused.act), (1, "files"));
}

/// The naive count: day by day, by the table of days alone.
fn nth_working_day(calendar: &Calendar, from: Date, n: u32) -> Date {
    let mut left = n;
    let mut day = from;
    while left > 0 {
        day = day.tomorrow().expect("before 9999");
        if calendar.earliest().is_working(day) {
            left -= 1;
        }
    }
    day
}

/// A thousand invented cases, counted one by one: filed and opened in 2023, then divided, and
/// looked at 60 working days later. Under 2020 the special review has 45 working days, under 2022
/// it has 90, under the draft three months.
#[test]
fn the_counts_over_many_cases_are_those_of_a_count_by_hand() {
    let calendar = Calendar::built_in();
    let context = context();
    let other = context.book().find("measures-2020").expect("a version").clone();
    let (mut tally, mut earlier, mut late, mut anew) = (Tally::default(), 0, 0, 0);
    let mut day: Date = "2023-01-03".parse().expect("a day");
    for number in 0..1000 {
        day = nth_working_day(&calendar, day, 1);
        if day.year() > 2023 {
            day = "2023-01-04".parse().expect("a day");
        }
        let [opened, proposed, divided] = [3, 10, 12].map(|n| nth_working_day(&calendar, day, n));
        let after = 40 + number % 30;
        let as_of = nth_working_day(&calendar, divided, after);
        let users = 990_000 + u64::from(number) * 20;
        let occasion = format!(r#"{{"kind":"listing","on":"{day}","users":{users}}}"#);
        let done = |date: Date, actor: &str, act: &str| {
            format!(r#"{{"date":"{date}","actor":"{actor}","command":{act}}}"#)
        };
        let entries = if number % 4 == 3 {
            // Held enough users and did not file: owed in 2022, unknown in 2020.
            String::new()
        } else {
            [
                done(day, "party", r#"{"act":"files","kind":"procurement"}"#),
                done(opened, "office", r#"{"act":"open-review"}"#),
                done(proposed, "office", r#"{"act":"propose","conclusion":"fail"}"#),
                done(divided, "department:nea", r#"{"act":"reply","opinion":"disagree"}"#),
            ]
            .join(",")
        };
        let frame = r#""consulted":["department:nea"],"positions":{"members":"concerned"}"#;
        let rest = format!(r#""occasion":{occasion},"as_of":"{as_of}","entries":[{entries}]"#);
        let line = format!(r#"{{"case":"{number}",{frame},{rest}}}"#);
        let found = what_if(&context, &case(&line), &other, &Vec::new());
        tally.add(found.get());
        if entries.is_empty() {
            anew += u64::from(1_000_000 < users);
        } else {
            earlier += 1;
            // The fortieth working day and the forty-fifth are in time, the forty-sixth is late.
            late += u64::from(45 < after);
        }
    }
    assert_eq!(tally.cases, 1000);
    assert_eq!((tally.limits_earlier, tally.limits_later), (earlier, 0));
    assert_eq!(tally.newly_late, late);
    assert_eq!((tally.files_anew, tally.refused), (0, 0));
    // 500 numbers lie above the threshold; a listing owed in 2022 is owed no more in 2020,
    // filed or not.
    assert_eq!(tally.files_no_more, 499);
    assert!(anew > 0);
}

#[test]
fn bad_lines_say_what_is_wrong_and_what_would_be_right() {
    let book = Book::built_in();
    let told = |line: &str| Case::of_json(&book, line).expect_err("a fault").words.en;
    for (line, says) in [
        ("", "cannot be read"),
        ("{}", "missing field `case`"),
        (r#"{"case":"x"}"#, "nothing to look at"),
        (r#"{"case":"x","entris":[]}"#, "unknown field `entris`"),
        (
            r#"{"case":"x","law":"measures-2O22","occasion":{"kind":"listing","on":"2023-01-03"}}"#,
            "there are draft-2017",
        ),
        (r#"{"case":"x","occasion":{"kind":"merger","on":"2023-01-03"}}"#, "unknown variant"),
        (
            r#"{"case":"x","positions":{"silence":"yes"},"as_of":"2023-01-03",
            "occasion":{"kind":"listing","on":"2023-01-03"}}"#,
            "no value `yes`",
        ),
    ] {
        assert!(told(line).contains(says), "{line}: {}", told(line));
    }
}

#[test]
fn a_case_no_version_governed_is_looked_at_all_the_same() {
    let line =
        r#"{"case":"old","occasion":{"kind":"procurement","on":"2016-05-03","affects":true}}"#;
    let found = outcome(line, "measures-2022");
    assert_eq!(found.law, None::<RegimeId>);
    assert!(found.files_anew());
}

#[test]
fn a_simulation_says_so_wherever_it_is_written() {
    let context = context();
    let other = context.book().find("draft-2021").expect("a version").clone();
    let line = r#"{"case":"A","occasion":{"kind":"listing","on":"2021-06-30","users":2000000}}"#;
    let found = what_if(&context, &case(line), &other, &Vec::new());
    let written = serde_json::to_value(&found).expect("JSON");
    assert_eq!(written.get("simulation"), Some(&serde_json::Value::Bool(true)));
}
