//! A process that is killed while it writes loses nothing that it acknowledged.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

use store::Idempotency;

use super::*;

const ROUNDS: u64 = 60;
const STREAMS: u32 = 16;
const FOLDER: &str = "STORE_KILL_FOLDER";

fn payload(stream: u32, position: u32) -> String {
    let filler = "审".repeat(usize::try_from(position % 50).unwrap());
    format!(r#"{{"stream":{stream},"position":{position},"text":"{filler}"}}"#)
}

fn entry(stream: u32, position: u32) -> Append {
    let mut entry = act(&format!("docket-{stream}"), position - 1, &payload(stream, position));
    let key = format!("{stream}.{position}");
    entry.idempotency = Some(Idempotency::new("load", &key, b"x"));
    let stored = Stored {
        position,
        seq: 0,
        recorded_at: entry.recorded_at,
        payload: String::new(),
        reading: Reading::Original,
    };
    written(&mut entry).projection = project(&id(&format!("docket-{stream}")), &[stored]);
    entry
}

/// The process that is killed: acts on all streams at once without end, and notes each
/// acknowledgement in a file. Run by hand, it is no test and does nothing.
#[test]
fn load_until_killed() {
    let Ok(dir) = std::env::var(FOLDER) else {
        return;
    };
    let dir = Path::new(&dir);
    let store = reopen(&dir.join("data"));
    let mut notes = OpenOptions::new().append(true).open(dir.join("acknowledged")).unwrap();
    let (told, outcomes) = channel();
    let send = |stream: u32, position: u32| {
        let told = told.clone();
        store.append(entry(stream, position), move |outcome| {
            outcome.unwrap();
            told.send((stream, position)).unwrap();
        });
    };
    for stream in 0..STREAMS {
        send(stream, store.length(&id(&format!("docket-{stream}"))).unwrap() + 1);
    }
    for (stream, position) in outcomes {
        // One write each: what the system has taken survives the process.
        notes.write_all(format!("{stream} {position}\n").as_bytes()).unwrap();
        send(stream, position + 1);
    }
}

fn start(dir: &Path) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "kill::load_until_killed", "--nocapture"]);
    command.env(FOLDER, dir).stdout(Stdio::null()).stderr(Stdio::inherit());
    command.spawn().unwrap()
}

/// The last acknowledged position of each stream. A line cut short was not yet told to anybody.
fn acknowledged(dir: &Path) -> BTreeMap<u32, u32> {
    let mut text = String::new();
    let mut file = File::open(dir.join("acknowledged")).unwrap();
    file.read_to_string(&mut text).unwrap();
    let mut last = BTreeMap::new();
    for line in text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')) {
        let (stream, position) = line.split_once(' ').unwrap();
        let position: u32 = position.parse().unwrap();
        let before = last.insert(stream.parse().unwrap(), position);
        assert!(before.is_none_or(|before| before < position));
    }
    last
}

#[test]
fn nothing_acknowledged_is_lost_when_killed() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    drop(Store::create(&dir.join("data"), options()).unwrap());
    File::create(dir.join("acknowledged")).unwrap();
    let mut chance = 0x5EED;
    let mut under_load = 0;
    for round in 1..=ROUNDS {
        let before = acknowledged(dir);
        let mut child = start(dir);
        while acknowledged(dir) == before && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(2));
        }
        chance = xorshift(chance + round);
        std::thread::sleep(Duration::from_micros(chance % 40_000));
        child.kill().unwrap();
        let status = child.wait().unwrap();
        assert_eq!(status.code(), None, "it was killed and did not end: {status}");
        let after = acknowledged(dir);
        under_load += u64::from(after != before);
        check(dir, &after, &before);
    }
    assert_eq!(under_load, ROUNDS, "every round was killed while it wrote");
}

fn check(dir: &Path, acknowledged: &BTreeMap<u32, u32>, before: &BTreeMap<u32, u32>) {
    let store = reopen(&dir.join("data"));
    sound(&store);
    for (stream, last) in acknowledged {
        let name = id(&format!("docket-{stream}"));
        let checked = before.get(stream).copied().unwrap_or(0);
        let entries = store.entries(&name, checked).unwrap();
        let length = store.length(&name).unwrap();
        assert!(*last <= length, "{name}: {last} acknowledged, {length} there");
        for (position, entry) in (checked + 1..).zip(&entries) {
            assert_eq!((entry.position, &entry.payload), (position, &payload(*stream, position)));
        }
        assert_eq!(store.review(&name).unwrap().unwrap().position, length);
        let key = Idempotency::new("load", &format!("{stream}.{last}"), b"x");
        assert_eq!(store.answered(&key).unwrap().unwrap().last, *last);
    }
}
