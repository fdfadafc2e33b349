//! What the benches of cases share: whole cases of 23 acts, taken through the core of the server.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Instant;

use access::DocketId;
use calendar::Calendar;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use law::Book;
use review::{Act, Actor, Command, Consulted, Context, Moment, Reached, Review};
use serde_json::{Map, json};
use server::beijing;
use server::desk::{
    Case, Docket, Recorder, SERIES, case_number, content, frame, numbered, written,
};
use store::{Append, Content, Numbered, Options, Store};

/// The keys of every folder here.
fn keys() -> Arc<seal::KeyRing> {
    let key = seal::Key::of_bytes(seal::Profile::International, &[7; 32]).unwrap();
    Arc::new(seal::KeyRing::new(key))
}

/// The store in a folder, made if there is none.
pub fn open(dir: &Path) -> Store {
    // Salts of a bench need not be secret, only different.
    let counter = AtomicU64::new(0);
    let random: store::Random = Arc::new(move |bytes: &mut [u8]| {
        let salt = counter.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed).to_le_bytes();
        for (byte, from) in bytes.iter_mut().zip(salt.iter().cycle()) {
            *byte = *from;
        }
    });
    let options = Options { random, readers: 2, keys: keys() };
    match dir.join("anshen.db").exists() {
        true => Store::open(dir, options).unwrap(),
        false => Store::create(dir, options).unwrap(),
    }
}

/// What a case consists of, in order: who, what.
fn script() -> Vec<(Actor, Act)> {
    let actor = |text: &str| text.parse::<Actor>().unwrap();
    let act = |value: serde_json::Value| serde_json::from_value::<Act>(value).unwrap();
    let office = |value| (Actor::Office, act(value));
    let mut acts = vec![
        (Actor::Party, act(json!({"act": "files", "kind": "procurement"}))),
        office(json!({"act": "confirm-filing"})),
        office(json!({"act": "open-review"})),
        office(json!({"act": "request-supplement", "what": "source list"})),
        (Actor::Party, act(json!({"act": "supply-supplement"}))),
        office(json!({"act": "extend-limit", "limit": "preliminary-review",
                      "working_days": 15, "because": "many parts"})),
        office(json!({"act": "propose", "conclusion": "pass"})),
    ];
    let members = ["ndrc", "miit", "mps", "mss", "mof", "mofcom", "pboc", "samr"];
    for id in members.into_iter().chain(["nrta", "csrc", "nsb", "sca"]) {
        let unit = actor(&format!("unit:{id}"));
        acts.push((unit, act(json!({"act": "reply", "opinion": "agree"}))));
    }
    acts.push((actor("department:nea"), act(json!({"act": "reply", "opinion": "agree"}))));
    acts.push(office(json!({"act": "conclude"})));
    acts.push(office(json!({"act": "announce", "what": "conclusion"})));
    acts.push(office(json!({"act": "note", "text": "filed away"})));
    assert_eq!(acts.len(), 23);
    acts
}

/// Takes cases through a store.
pub struct Bench {
    /// The store.
    pub store: Store,
    context: Context,
    /// The acts of a case.
    pub script: Vec<(Actor, Act)>,
    by: Recorder,
    start: Instant,
    began: Timestamp,
}

impl Bench {
    /// Over a store.
    pub fn new(store: Store) -> Bench {
        let last = store.last_recorded().unwrap();
        let now = Timestamp::now();
        Bench {
            store,
            context: Context::new(&Book::built_in(), &Calendar::built_in()),
            script: script(),
            by: Recorder { account: "bench".into(), name: "bench".into(), from_paper: false },
            start: Instant::now(),
            began: last.map_or(now, |last| last.max(now)),
        }
    }

    fn now(&self) -> Timestamp {
        let elapsed = SignedDuration::try_from(self.start.elapsed()).unwrap();
        self.began.saturating_add(elapsed).unwrap()
    }

    /// Decides the next act of a case and hands it in; `done` hears when it is on disk.
    fn step(&self, docket: Option<Docket>, id: u64, at: usize, done: SyncSender<Landed>) {
        let now = self.now();
        let (date, time) = beijing(now);
        let today = Moment { date, time: Some(time) };
        let (actor, act) = self.script[at].clone();
        let command = Command { actor, act, dated: None };
        let (next, content) = match docket {
            Some(docket) => {
                let entry = review::act(&self.context, &docket.review, today, command).unwrap();
                let entry = entry.into_inner();
                let beside = self.by.clone().into();
                content(&self.context, &docket, &entry, beside, date).unwrap()
            }
            None => self.open(id, today, command),
        };
        let append = Append {
            stream: next.stream(),
            expected: next.position() - 1,
            recorded_at: now,
            content,
            idempotency: None,
            keys_of: None,
            also: None,
        };
        self.store.append(append, move |outcome| {
            let number = outcome.unwrap().number;
            done.send(Landed { next, number, date, id, at }).unwrap();
        });
    }

    fn open(&self, id: u64, today: Moment, command: Command) -> (Docket, Content) {
        let law::Governs::By(regime, ..) = self.context.book().governs(today.date) else {
            unreachable!("a version is in force today");
        };
        let nea = Consulted { body: "department:nea".parse().unwrap(), reached: Reached::BySystem };
        let review = Review::new(frame(regime, vec![nea]));
        let entry = review::act(&self.context, &review, today, command).unwrap().into_inner();
        let case = Case {
            number: String::new(),
            title: format!("采购案 {id}"),
            party: Some("bench".to_owned()),
            provider: None,
            filing: None,
            subject: Map::new(),
            answers: Map::new(),
            materials: Vec::new(),
        };
        let stream = DocketId::new(&format!("bench-{:x}-{id}", self.began.as_microsecond()));
        let docket =
            Docket::opened(&self.context, &stream, case, &entry, &self.by.clone().into()).unwrap();
        let year = today.date.year();
        let numbered = Numbered {
            series: SERIES.to_owned(),
            year,
            write: Box::new(written(docket.clone(), self.by.clone().into(), year)),
        };
        (docket.numbered(&case_number(year, 0)), Content::Numbered(numbered))
    }

    /// Takes so many cases through so many acts, so many at once.
    pub fn run(&self, cases: u64, in_flight: u64, acts: usize, first: u64) {
        let (tell, told): (SyncSender<Landed>, Receiver<Landed>) = sync_channel(1024);
        let mut next = first;
        let last = first + cases;
        while next < last.min(first + in_flight) {
            self.step(None, next, 0, tell.clone());
            next += 1;
        }
        let mut open = next - first;
        while open > 0 {
            let landed = told.recv().unwrap();
            if landed.at + 1 < acts {
                let (id, at) = (landed.id, landed.at + 1);
                self.step(Some(landed.docket()), id, at, tell.clone());
            } else if next < last {
                self.step(None, next, 0, tell.clone());
                next += 1;
            } else {
                open -= 1;
            }
        }
    }
}

/// An act that is on disk.
struct Landed {
    next: Docket,
    number: Option<u32>,
    date: Date,
    id: u64,
    at: usize,
}

impl Landed {
    /// The docket with the number that was taken.
    fn docket(self) -> Docket {
        match self.number {
            Some(nth) if self.next.position() == 1 => {
                self.next.numbered(&case_number(self.date.year(), nth))
            }
            taken => numbered(self.next, self.date, taken),
        }
    }
}
