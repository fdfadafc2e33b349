//! What every engine behind the store must keep. Each check gets an empty store and knows nothing
//! of the engine; a second engine runs the same list.

use std::sync::mpsc::channel;

use store::{
    Append, AppendError, Content, Idempotency, NewEntry, Numbered, Receipt, Store, Written,
};

use super::*;

type Check = (&'static str, fn(&Store));

const CHECKS: &[Check] = &[
    ("entries come back letter for letter", letter_for_letter),
    ("several entries are appended together", together),
    ("whoever decided on less is told the length", moved_on),
    ("of those who act at once one is first", one_is_first),
    ("the same request under one key is one act", one_key_one_act),
    ("a key sent twice at once is one act", one_key_at_once),
    ("numbers have no gaps", numbers_without_gaps),
    ("a number that was foreseen wrongly stands nowhere", numbers_foreseen),
    ("numbers are given back with their transaction", numbers_given_back),
    ("what is refused harms nobody else", refused_alone),
    ("what panics harms nobody else", panics_alone),
    ("lists show the last of several acts", last_view),
    ("a rebuild changes nothing", rebuilt),
    ("streams are told in their order", in_their_order),
];

#[test]
fn sqlite_keeps_every_promise() {
    for (promise, check) in CHECKS {
        eprintln!("{promise}");
        let (_folder, store) = fresh();
        check(&store);
        sound(&store);
    }
}

fn letter_for_letter(store: &Store) {
    let texts = [
        r#"{"a": 1,"b":  "two"}"#,
        r#"{"零":"𠮷\u0000\n","x":"é"}"#,
        "",
        "no JSON at all '; DROP TABLE entry; --",
    ];
    for (expected, text) in (0..).zip(texts) {
        let receipt = append(store, "docket", expected, text);
        assert_eq!((receipt.first, receipt.last), (expected + 1, expected + 1));
    }
    assert_eq!(payloads(store, "docket"), texts);
    let after = store.entries(&id("docket"), 3).unwrap();
    assert_eq!(after.len(), 1);
    assert_eq!((after[0].position, after[0].seq), (4, 4));
    assert_eq!(after[0].recorded_at, at(3));
    assert_eq!(store.last_recorded().unwrap(), Some(at(3)));
    assert_eq!(store.length(&id("docket")).unwrap(), 4);
    assert_eq!(store.length(&id("another")).unwrap(), 0);
    assert_eq!(store.entries(&id("another"), 0).unwrap(), []);
}

fn together(store: &Store) {
    let mut three = act("docket", 0, "1");
    for text in ["2", "3"] {
        let payload = text.to_owned();
        written(&mut three).entries.push(NewEntry { payload });
    }
    let receipt = store.append_blocking(three).unwrap();
    assert_eq!((receipt.first, receipt.last, receipt.seq), (1, 3, 3));
    assert_eq!(payloads(store, "docket"), ["1", "2", "3"]);
    append(store, "docket", 3, "4");
}

fn moved_on(store: &Store) {
    append(store, "docket", 0, "first");
    assert_eq!(moved(store.append_blocking(act("docket", 0, "late"))), 1);
    assert_eq!(moved(store.append_blocking(act("docket", 7, "early"))), 1);
    assert_eq!(moved(store.append_blocking(act("new", 1, "early"))), 0);
    assert_eq!(payloads(store, "docket"), ["first"]);
    assert_eq!(payloads(store, "new"), Vec::<String>::new());
}

fn one_is_first(store: &Store) {
    let write = |name: usize| {
        let mut done = 0;
        while done < 25 {
            let length = store.length(&id("docket")).unwrap();
            match store.append_blocking(act("docket", length, &format!("{name}.{done}"))) {
                Ok(_) => done += 1,
                Err(AppendError::Moved { length: now }) => assert!(length < now),
                Err(other) => panic!("{other}"),
            }
        }
    };
    std::thread::scope(|scope| {
        for name in 0..4 {
            scope.spawn(move || write(name));
        }
    });
    let texts = payloads(store, "docket");
    assert_eq!(texts.len(), 100);
    for name in 0..4 {
        let own = texts.iter().filter(|text| text.starts_with(&format!("{name}.")));
        let own: Vec<_> = own.cloned().collect();
        let expected: Vec<_> = (0..25).map(|nth| format!("{name}.{nth}")).collect();
        assert_eq!(own, expected, "in the order in which they were acknowledged");
    }
}

fn keyed(mut append: Append, actor: &str, key: &str, request: &str) -> Append {
    append.idempotency = Some(Idempotency::new(actor, key, request.as_bytes()));
    append
}

fn one_key_one_act(store: &Store) {
    let key = Idempotency::new("a", "k", b"one");
    assert!(store.answered(&key).unwrap().is_none());
    let send =
        |actor, request| store.append_blocking(keyed(act("docket", 0, "one"), actor, "k", request));
    let first = send("a", "one").unwrap();
    append(store, "docket", 1, "somebody else");
    assert_eq!(store.answered(&key).unwrap(), Some(first.clone()));
    match send("a", "one") {
        Err(AppendError::Replayed(receipt)) => assert_eq!(receipt, first),
        other => panic!("{other:?}"),
    }
    assert!(matches!(send("a", "two"), Err(AppendError::KeyReused)));
    let other = Idempotency::new("a", "k", b"two");
    assert!(matches!(store.answered(&other), Err(AppendError::KeyReused)));
    assert_eq!(moved(send("b", "one")), 2, "another actor's key is another key");
    assert_eq!(payloads(store, "docket"), ["one", "somebody else"]);
    // Where actor and key are split makes a difference.
    let split = keyed(act("docket", 2, "three"), "ak", "", "one");
    store.append_blocking(split).unwrap();
    assert_eq!(store.forget_keys(at(1)).unwrap(), 1);
    assert!(store.answered(&key).unwrap().is_none());
}

fn one_key_at_once(store: &Store) {
    let (told, outcomes) = channel();
    for _ in 0..20 {
        let told = told.clone();
        let same = keyed(act("docket", 0, "one"), "a", "k", "same");
        store.append(same, move |outcome| told.send(outcome).unwrap());
    }
    drop(told);
    let outcomes: Vec<_> = outcomes.iter().collect();
    let done: Vec<Receipt> = outcomes.iter().filter_map(|one| one.as_ref().ok().cloned()).collect();
    assert_eq!(done.len(), 1);
    for outcome in outcomes {
        match outcome {
            Ok(receipt) | Err(AppendError::Replayed(receipt)) => assert_eq!(receipt, done[0]),
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(payloads(store, "docket"), ["one"]);
}

fn numbered(stream: &str, expected: u32, year: i16) -> Append {
    let name = stream.to_owned();
    Append {
        content: Content::Numbered(Numbered {
            series: "网审".to_owned(),
            year,
            write: Box::new(move |number| Written {
                entries: vec![NewEntry { payload: format!("{name} 〔{year}〕{number}号") }],
                projection: None,
            }),
        }),
        ..act(stream, expected, "")
    }
}

fn numbers_without_gaps(store: &Store) {
    let (told, outcomes) = channel();
    for nth in 0..60 {
        let told = told.clone();
        // Every third decided on what is not so, and takes no number.
        let expected = u32::from(nth % 3 == 2);
        let filing = numbered(&format!("docket-{nth}"), expected, 2026);
        store.append(filing, move |outcome| told.send(outcome).unwrap());
    }
    drop(told);
    let mut numbers = Vec::new();
    for outcome in outcomes {
        let Ok(receipt) = outcome else { continue };
        let number = receipt.number.unwrap();
        let text = format!("{} 〔2026〕{number}号", receipt.stream);
        assert_eq!(payloads(store, receipt.stream.as_str()), [text]);
        numbers.push(number);
    }
    assert_eq!(numbers, (1..=40).collect::<Vec<_>>());
    let next = store.append_blocking(numbered("next", 0, 2026)).unwrap();
    assert_eq!(next.number, Some(41));
    let year = store.append_blocking(numbered("year", 0, 2027)).unwrap();
    assert_eq!(year.number, Some(1));
}

/// An act is made ready with the number it will probably take, and anew where it takes another.
fn numbers_foreseen(store: &Store) {
    let counting = |stream: &str| {
        let (told, asked) = channel();
        let mut one = numbered(stream, 0, 2026);
        if let Content::Numbered(numbered) = &mut one.content {
            numbered.write = Box::new(move |number| {
                told.send(number).unwrap();
                let payload = format!("number {number}");
                Written { entries: vec![NewEntry { payload }], projection: None }
            });
        }
        (one, asked)
    };
    let write = |stream: &str| {
        let (one, asked) = counting(stream);
        let taken = store.append_blocking(one).unwrap().number;
        (taken, asked.iter().collect::<Vec<_>>())
    };
    // Nothing is known of the series before its first number.
    assert_eq!(write("a"), (Some(1), vec![1]));
    assert_eq!(write("b"), (Some(2), vec![2]));
    // One that is refused takes none, and does not stand in the way of the next.
    let (refused, asked) = counting("b");
    assert!(matches!(store.append_blocking(refused), Err(AppendError::Moved { length: 1 })));
    assert_eq!(asked.iter().collect::<Vec<_>>(), [3]);
    assert_eq!(write("c"), (Some(3), vec![3]));
    // The counter goes on beside it: what was made ready is made anew.
    store.raise_number("网审", 2026, 10).unwrap();
    assert_eq!(write("d"), (Some(11), vec![4, 11]));
    assert_eq!(payloads(store, "d"), ["number 11"]);
    assert_eq!(write("e"), (Some(12), vec![12]));
}

/// What one act makes of its number fails with its transaction; the others' numbers stay gapless.
fn numbers_given_back(store: &Store) {
    let (told, outcomes) = channel();
    for nth in 0..30 {
        let told = told.clone();
        let mut one = numbered(&format!("docket-{nth}"), 0, 2026);
        if let (5, Content::Numbered(numbered)) = (nth % 10, &mut one.content) {
            numbered.write = Box::new(|_| Written::default());
        }
        store.append(one, move |outcome| told.send(outcome).unwrap());
    }
    drop(told);
    let taken: Vec<_> = outcomes.iter().flatten().map(|receipt| receipt.number).collect();
    assert_eq!(taken, (1..=27).map(Some).collect::<Vec<_>>());
    store.raise_number("网审", 2026, 30).unwrap();
    let next = store.append_blocking(numbered("next", 0, 2026)).unwrap();
    assert_eq!(next.number, Some(31));
}

fn refused_alone(store: &Store) {
    let (told, outcomes) = channel();
    for nth in 0..30 {
        let told = told.clone();
        let mut one = act(&format!("docket-{nth}"), 0, "x");
        if nth % 10 == 5 {
            written(&mut one).entries.clear();
        }
        store.append(one, move |outcome| told.send((nth, outcome.is_ok())).unwrap());
    }
    drop(told);
    for (nth, done) in outcomes {
        assert_eq!(done, nth % 10 != 5, "{nth}");
    }
    assert_eq!(store.streams().unwrap().len(), 27);
}

fn panics_alone(store: &Store) {
    append(store, "docket", 0, "before");
    let panicking = || {
        let mut one = numbered("docket", 1, 2026);
        if let Content::Numbered(numbered) = &mut one.content {
            numbered.write = Box::new(|number| panic!("meant to happen, at {number}"));
        }
        one
    };
    let waiting = std::panic::AssertUnwindSafe(|| store.append_blocking(panicking()));
    assert!(std::panic::catch_unwind(waiting).is_err());
    let (told, outcomes) = channel();
    store.append(panicking(), move |outcome| told.send(outcome.is_ok()).unwrap());
    assert!(outcomes.recv().is_err(), "nobody is told of success");
    append(store, "docket", 1, "after");
    let next = store.append_blocking(numbered("next", 0, 2026)).unwrap();
    assert_eq!(next.number, Some(1), "the numbers taken were given back");
}

/// An append with the view that goes with it.
fn shown(stream: &str, expected: u32, payload: &str) -> Append {
    let mut one = act(stream, expected, payload);
    let stored = Stored {
        position: expected + 1,
        seq: 0,
        recorded_at: one.recorded_at,
        payload: payload.to_owned(),
        reading: Reading::Original,
    };
    written(&mut one).projection = project(&id(stream), &[stored]);
    one
}

fn last_view(store: &Store) {
    let (told, outcomes) = channel();
    for expected in 0..50 {
        let told = told.clone();
        store.append(shown("docket", expected, "x"), move |outcome| {
            told.send(outcome.is_ok()).unwrap();
        });
    }
    drop(told);
    assert!(outcomes.iter().all(|done| done));
    let entries = store.entries(&id("docket"), 0).unwrap();
    let view = store.review(&id("docket")).unwrap();
    assert_eq!(view, project(&id("docket"), &entries));
    assert_eq!(store.review(&id("another")).unwrap(), None);
}

fn rebuilt(store: &Store) {
    for expected in 0..3 {
        for name in ["one", "two", "three"] {
            let append = shown(name, expected, "文 A ½");
            store.append_blocking(append).unwrap();
        }
    }
    append(store, "office", 0, "no review");
    let only_reviews = |stream: &StreamId, entries: &[Stored]| {
        let is_review = stream.as_str() != "office";
        is_review.then(|| project(stream, entries)).flatten()
    };
    let before = tamper::dump(store.dir());
    let done = store.rebuild(only_reviews).unwrap();
    assert_eq!((done.streams, done.reviews, done.corrected), (4, 3, 0));
    assert_eq!(tamper::dump(store.dir()), before, "byte for byte");
    tamper::spoil(store.dir(), "UPDATE review SET step = 'wrong' WHERE stream = 2");
    assert_ne!(tamper::dump(store.dir()), before);
    assert_eq!(store.rebuild(only_reviews).unwrap().corrected, 1);
    assert_eq!(tamper::dump(store.dir()), before, "byte for byte");
}

fn in_their_order(store: &Store) {
    for name in ["z", "a", "m"] {
        append(store, name, 0, "x");
    }
    append(store, "a", 1, "y");
    assert_eq!(store.streams().unwrap(), ["z", "a", "m"].map(id));
}
