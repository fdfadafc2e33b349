//! Lists held against a naive twin: everything read, filtered and sorted by hand.

use std::sync::mpsc::channel;

use jiff::civil::{Date, date};
use proptest::prelude::*;
use store::{Cursor, Order, Query, Shown};

use super::*;

fn day(offset: u8) -> Date {
    date(2026, 12, 20).saturating_add(jiff::Span::new().days(i64::from(offset)))
}

fn any_projection() -> impl Strategy<Value = Projection> {
    let due = prop_oneof![
        Just(Due::None),
        Just(Due::Stopped),
        (0_u8..20, 0_u8..4)
            .prop_map(|(from, more)| Due::Within { earliest: day(from), latest: day(from + more) }),
    ];
    let standing = prop_oneof![
        3 => Just(Standing::Open),
        1 => Just(Standing::Closed { conclusion: "pass".to_owned() }),
    ];
    let waiting = prop::sample::subsequence(vec!["party", "office", "unit:a_b", "unit:aXb"], 0..3);
    let title = prop::sample::select(vec!["数据库采购", "ＡＢ云 Ünï", "100%_\\x", "采 购"]);
    (due, standing, waiting, title, 0_u8..3, 0_u8..3).prop_map(
        |(due, standing, waiting, title, kind, party)| Projection {
            position: 1,
            number: (kind == 1).then(|| "网审〔2026〕1号".to_owned()),
            title: title.to_owned(),
            party: (party > 0).then(|| format!("org-{party}")),
            law: format!("law-{kind}"),
            step: format!("step-{party}"),
            standing,
            due,
            waiting_for: waiting.into_iter().map(str::to_owned).collect(),
            search: "某某公司".to_owned(),
        },
    )
}

fn any_query() -> impl Strategy<Value = Query> {
    fn maybe(values: &[&str]) -> impl Strategy<Value = Option<String>> + use<> {
        let values: Vec<String> = values.iter().map(|text| (*text).to_owned()).collect();
        prop::option::weighted(0.3, prop::sample::select(values))
    }
    let day = || prop::option::weighted(0.3, (0_u8..24).prop_map(day));
    let texts = ["采购", "ab", "ÜNÏ", "%", "_", "\\", "网审 1", "公司", "1 网审"];
    let which = (
        prop::sample::select(vec![Shown::Open, Shown::Closed, Shown::All]),
        prop::sample::select(vec![Order::Urgent, Order::Newest]),
        1_u16..6,
    );
    let names = (
        maybe(&["step-0", "step-1"]),
        maybe(&["law-0", "law-1"]),
        maybe(&["party", "unit:a_b", "unit"]),
        maybe(&["org-1"]),
        maybe(&texts),
    );
    (which, names, day(), day()).prop_map(|(which, names, due_before, overdue_on)| Query {
        standing: which.0,
        order: which.1,
        limit: which.2,
        step: names.0,
        law: names.1,
        waiting_for: names.2,
        party: names.3,
        text: names.4,
        due_before,
        overdue_on,
        cursor: None,
    })
}

fn fits(query: &Query, review: &Projection) -> bool {
    let open = review.standing == Standing::Open;
    let days = match review.due {
        Due::Within { earliest, latest } if open => Some((earliest, latest)),
        Due::Within { .. } | Due::None | Due::Stopped => None,
    };
    let is = |wanted: &Option<String>, value: Option<&String>| {
        wanted.is_none() || wanted.as_ref() == value
    };
    let shown = match query.standing {
        Shown::Open => open,
        Shown::Closed => !open,
        Shown::All => true,
    };
    let waits = |name: &String| review.waiting_for.contains(name);
    shown
        && is(&query.step, Some(&review.step))
        && is(&query.law, Some(&review.law))
        && is(&query.party, review.party.as_ref())
        && query.waiting_for.as_ref().is_none_or(waits)
        && query.due_before.is_none_or(|day| days.is_some_and(|due| due.0 < day))
        && query.overdue_on.is_none_or(|day| days.is_some_and(|due| due.1 < day))
        && query.text.as_ref().is_none_or(|text| found(text, review))
}

/// Each word after the one before it.
fn found(text: &str, review: &Projection) -> bool {
    let number = review.number.clone().unwrap_or_default();
    let all = [number, review.title.clone(), review.search.clone()].join("\n");
    let all = all.replace('Ａ', "a").replace('Ｂ', "b").to_lowercase();
    let mut rest = all.as_str();
    text.to_lowercase().split_whitespace().all(|word| {
        rest.find(word).is_some_and(|at| {
            rest = rest.get(at + word.len()..).unwrap();
            true
        })
    })
}

fn rank(review: &Projection) -> (u8, Option<Date>) {
    match (&review.standing, review.due) {
        (Standing::Closed { .. }, _) => (2, None),
        (Standing::Open, Due::Within { earliest, .. }) => (0, Some(earliest)),
        (Standing::Open, _) => (1, None),
    }
}

/// What is listed, wherever its pages end.
type Listed = (StreamId, Projection);

fn naive(query: &Query, reviews: &[Projection]) -> Vec<Listed> {
    let mut rows: Vec<(usize, &Projection)> = reviews.iter().enumerate().collect();
    rows.retain(|(_, review)| fits(query, review));
    match query.order {
        Order::Urgent => rows.sort_by_key(|(nth, review)| (rank(review), *nth)),
        Order::Newest => rows.reverse(),
    }
    let row = |(nth, review): (usize, &Projection)| (id(&format!("docket-{nth}")), review.clone());
    rows.into_iter().map(row).collect()
}

fn all_pages(store: &Store, query: &Query) -> Vec<Listed> {
    let mut query = query.clone();
    let mut rows = Vec::new();
    loop {
        let page = store.list(&query).unwrap();
        assert!(page.rows.len() <= usize::from(query.limit));
        assert!(page.next.is_none() || page.next == page.rows.last().map(|row| row.at.clone()));
        rows.extend(page.rows.into_iter().map(|row| (row.stream, row.review)));
        let Some(next) = page.next else {
            return rows;
        };
        // As it comes back from a client.
        let cursor: Cursor = next.to_string().parse().unwrap();
        assert_eq!(cursor, next);
        query.cursor = Some(cursor);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn lists_agree_with_the_naive_twin(
        mut reviews in prop::collection::vec(any_projection(), 1..40),
        queries in prop::collection::vec(any_query(), 40),
    ) {
        let (_folder, store) = fresh();
        for (nth, review) in (1..).zip(&mut reviews) {
            // No two have one number.
            review.number = review.number.take().map(|_| format!("网审〔2026〕{nth}号"));
        }
        for (nth, review) in reviews.iter().enumerate() {
            let mut one = act(&format!("docket-{nth}"), 0, "x");
            written(&mut one).projection = Some(review.clone());
            store.append_blocking(one).unwrap();
        }
        for query in &queries {
            prop_assert_eq!(all_pages(&store, query), naive(query, &reviews), "{:?}", query);
        }
    }
}

/// Shows a review anew, past any act, as when the calendar changed.
fn show_anew(store: &Store, review: Projection) {
    let (told, outcome) = channel();
    store.reproject_then(&id("docket"), review, move |done| told.send(done).unwrap());
    outcome.recv().unwrap().unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    /// Only what changed of a review is written: what stands there must be the whole all the same,
    /// whatever changed since, and whether by an act or past one.
    #[test]
    fn a_review_is_shown_as_it_was_last_written(
        first in any_projection(),
        changes in prop::collection::vec((any_projection(), 0_u8..6), 1..30),
    ) {
        let (_folder, store) = fresh();
        let mut length = 0;
        let (mut found, mut shown) = (first.clone(), first);
        for (next, how) in changes {
            // Mostly little changes from act to act.
            let mut review = match how {
                0 => next,
                1 | 2 => Projection {
                    law: next.law, standing: next.standing, due: next.due, ..shown.clone()
                },
                // Decided before the calendar changed.
                3 => Projection { step: next.step, ..found.clone() },
                _ => Projection {
                    step: next.step, waiting_for: next.waiting_for, ..shown.clone()
                },
            };
            if how == 2 && length != 0 {
                review.position = length;
                show_anew(&store, review.clone());
            } else {
                let mut one = act("docket", length, "x");
                length += 1;
                review.position = length;
                written(&mut one).projection = Some(review.clone());
                store.append_blocking(one).unwrap();
                found = review.clone();
            }
            prop_assert_eq!(store.review(&id("docket")).unwrap(), Some(review.clone()));
            let listed = store.list(&Query { standing: Shown::All, ..Query::default() }).unwrap();
            prop_assert_eq!(&listed.rows[0].review, &review);
            let open = store.list(&Query::default()).unwrap();
            prop_assert_eq!(open.rows.len() == 1, review.standing == Standing::Open);
            shown = review;
        }
    }
}

#[test]
fn what_no_list_gave_out_is_no_cursor() {
    for wrong in ["", "2026-01-01", "2026-01-01.", "x.y"] {
        assert!(wrong.parse::<Cursor>().is_err(), "{wrong}");
    }
}

/// An append that takes a number of the year 2026 and shows it.
fn takes_a_number(stream: &str) -> Append {
    Append {
        content: Content::Numbered(store::Numbered {
            series: "网审".to_owned(),
            year: 2026,
            write: Box::new(|nth| Written {
                entries: vec![store::NewEntry { payload: nth.to_string() }],
                projection: Some(Projection {
                    position: 1,
                    number: Some(format!("网审〔2026〕{nth}号")),
                    ..Projection::default()
                }),
            }),
        }),
        ..act(stream, 0, "")
    }
}

#[test]
fn a_number_is_given_once_even_if_its_counter_was_set_back() {
    let (folder, store) = fresh();
    for stream in ["a", "b"] {
        store.append_blocking(takes_a_number(stream)).unwrap();
    }
    drop(store);
    let dir = folder.path().join("data");
    crate::tamper::spoil(&dir, "UPDATE number SET last = 1");
    let store = reopen(&dir);
    let refused = store.append_blocking(takes_a_number("c"));
    let used = matches!(&refused, Err(AppendError::Store(store::Error::NumberUsed(number)))
        if number == "网审〔2026〕2号");
    assert!(used, "{refused:?}");
    assert_eq!(store.length(&id("c")).unwrap(), 0, "nothing is recorded");
    append(&store, "other", 0, "and the others go on");
    store.raise_number("网审", 2026, 2).unwrap();
    store.raise_number("网审", 2026, 1).unwrap();
    assert_eq!(store.append_blocking(takes_a_number("c")).unwrap().number, Some(3));
    assert_eq!(store.review_numbers().unwrap().len(), 3);
}
