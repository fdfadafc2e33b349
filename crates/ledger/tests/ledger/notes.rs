//! Notes and checkpoints by the examples of C2SP and of the Go checksum database.

use ledger::{
    Checkpoint, Head, KeyName, Kind, Malformed, NotACheckpoint, NotAKey, Note, Proven, Unverified,
    VerifierKey, cosignature,
};

/// Of `golang.org/x/mod/sumdb/note`.
const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const SIGNED: &str = "If you think cryptography is the answer to your problem,\n\
    then you don't know what your problem is.\n\n\
    — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZ\
    b6KE6RyyBwJnAM=\n";

/// Of C2SP tlog-cosignature.
const COSIGNED: &str = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2M\
    PA3j2jxq2I=\n\n\
    — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv\
    2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\
    — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b\
    2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";

fn name(text: &str) -> KeyName {
    text.parse().unwrap()
}

/// A stand-in for a signature, so that this room needs no curve: the key, then the message.
fn stamp(key: &VerifierKey, message: &[u8]) -> Vec<u8> {
    let hash = ledger::commitment(key.key(), message);
    [hash.as_bytes().as_slice(), hash.as_bytes()].concat()
}

fn check(key: &VerifierKey, message: &[u8], signature: &[u8]) -> bool {
    stamp(key, message) == signature
}

fn key(label: &str, kind: Kind) -> VerifierKey {
    let bytes = match kind {
        Kind::Ed25519 | Kind::Cosignature => vec![label.len() as u8; 32],
        Kind::Sm2 => vec![label.len() as u8; 65],
    };
    VerifierKey::new(name(label), kind, &bytes).unwrap()
}

#[test]
fn a_note_of_others_is_read_and_written_letter_for_letter() {
    for text in [SIGNED, COSIGNED] {
        assert_eq!(Note::read(text.as_bytes()).unwrap().to_string(), text);
    }
    let note = Note::read(SIGNED.as_bytes()).unwrap();
    let peter: VerifierKey = PETER.parse().unwrap();
    assert_eq!(peter.to_string(), PETER);
    assert_eq!(peter.kind(), Kind::Ed25519);
    let signature = &note.signatures()[0];
    assert_eq!((&signature.name, signature.id), (peter.name(), peter.id()));
    assert_eq!(signature.bytes.len(), 64);
}

#[test]
fn a_checkpoint_of_others_is_read_with_the_time_of_its_witness() {
    let (checkpoint, note) = Checkpoint::read(COSIGNED.as_bytes()).unwrap();
    assert_eq!(checkpoint.origin, name("example.com/behind-the-sofa"));
    assert_eq!(checkpoint.head.size, 20_852_163);
    assert_eq!(checkpoint.to_string(), note.text());
    let (seconds, signature) = cosignature::read(&note.signatures()[1]).unwrap();
    let message = cosignature::message(seconds, note.text());
    // As tlog-cosignature prints it.
    let expected = "cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\n\
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    assert_eq!(String::from_utf8(message).unwrap(), expected);
    assert_eq!(signature.len(), 64);
}

#[test]
fn no_part_of_a_key_is_a_key_and_none_with_a_letter_changed() {
    for start in 0..PETER.len() {
        for end in start + 1..=PETER.len() {
            let whole = (start, end) == (0, PETER.len());
            assert_eq!(PETER[start..end].parse::<VerifierKey>().is_ok(), whole);
        }
    }
    for at in 0..PETER.len() {
        let mut bytes = PETER.as_bytes().to_vec();
        bytes[at] += 1;
        let changed = String::from_utf8(bytes).unwrap();
        assert!(changed.parse::<VerifierKey>().is_err(), "{changed}");
    }
    // The Go package's own: a key too long, an unknown kind, both with an id that fits.
    for wrong in [
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ] {
        assert!(wrong.parse::<VerifierKey>().is_err(), "{wrong}");
    }
    for unfit in ["", "a b", "a+b", "a\u{3000}b", "a\nb", "a\u{a0}"] {
        assert!(matches!(unfit.parse::<KeyName>(), Err(NotAKey::Name(_))), "{unfit}");
    }
}

#[test]
fn a_key_of_each_kind_is_read_as_it_is_written() {
    for kind in [Kind::Ed25519, Kind::Cosignature, Kind::Sm2] {
        let key = key("office.example/log", kind);
        assert_eq!(key.to_string().parse::<VerifierKey>().unwrap(), key);
    }
    let same = [Kind::Ed25519, Kind::Cosignature].map(|kind| key("one", kind).id());
    assert_ne!(same[0], same[1], "one key for two uses has two ids");
}

#[test]
fn what_is_no_note_is_refused() {
    let malformed = |text: &str| Note::read(text.as_bytes()).unwrap_err();
    assert_eq!(malformed("text\n\n"), Malformed::NotSigned);
    assert_eq!(malformed("text\n"), Malformed::NotSigned);
    assert_eq!(malformed(""), Malformed::NotSigned);
    assert_eq!(malformed("text\n\n— a AAAAAAA="), Malformed::NotSigned);
    assert_eq!(malformed("te\txt\n\n— a AAAAAAA=\n"), Malformed::NotText);
    assert_eq!(malformed("te\rxt\n\n— a AAAAAAA=\n"), Malformed::NotText);
    assert_eq!(Note::read(b"te\xff\n\n").unwrap_err(), Malformed::NotText);
    for line in [
        "-- a AAAAAAA=",
        "— a",
        "— a ",
        "— a AAAA",
        "— a AAAAAAA",
        "— a AAAAAAB=",
        "— a AAAAAA==",
        "—  AAAAAAA=",
        "— a+b AAAAAAA=",
        "— a  AAAAAAA=",
        "— a AAAAAAA= ",
        "—a AAAAAAA=",
        "— a AAA AAA=",
        "",
    ] {
        let text = format!("text\n\n— a AAAAAAA=\n{line}\n");
        let refused = Note::read(text.as_bytes());
        assert!(refused.is_err(), "{line}");
    }
    let many = "— a AAAAAAA=\n".repeat(101);
    assert_eq!(malformed(&format!("text\n\n{many}")), Malformed::TooLarge);
    let many = "— a AAAAAAA=\n".repeat(100);
    assert!(Note::read(format!("text\n\n{many}").as_bytes()).is_ok());
    assert_eq!(malformed(&"x".repeat(1 << 21)), Malformed::TooLarge);
}

#[test]
fn the_last_blank_line_ends_the_text() {
    let note = Note::read("one\n\ntwo\n\n— a AAAAAAA=\n".as_bytes()).unwrap();
    assert_eq!(note.text(), "one\n\ntwo\n");
}

#[test]
fn signatures_of_others_are_passed_over_and_false_ones_are_not() {
    let (log, other) = (key("log", Kind::Ed25519), key("other", Kind::Ed25519));
    let witness = key("witness", Kind::Cosignature);
    let mut note = Note::unsigned("text\n").unwrap();
    note.sign(&other, 0, &|message| stamp(&other, message));
    let unsigned = Unverified::Unsigned(name("log"));
    assert_eq!(note.signed_by(&log, &check), Err(unsigned));
    note.sign(&log, 0, &|message| stamp(&log, message));
    note.sign(&witness, 1_700_000_000, &|message| stamp(&witness, message));
    let read = Note::read(note.to_string().as_bytes()).unwrap();
    for key in [&log, &other, &witness] {
        assert!(read.signed_by(key, &check).is_ok());
    }
    // The same name with another key is another signer.
    let namesake = VerifierKey::new(name("log"), Kind::Ed25519, &[9; 32]).unwrap();
    let unsigned = Unverified::Unsigned(name("log"));
    assert_eq!(read.signed_by(&namesake, &check), Err(unsigned));
    let changed = note.to_string().replace("text", "next");
    let read = Note::read(changed.as_bytes()).unwrap();
    for key in [&log, &other, &witness] {
        let wrong = Unverified::False(key.name().clone());
        assert_eq!(read.signed_by(key, &check), Err(wrong));
    }
}

#[test]
fn a_cosignature_holds_for_its_own_time_alone() {
    let witness = key("witness", Kind::Cosignature);
    let mut note = Note::unsigned("text\n").unwrap();
    note.sign(&witness, 1_700_000_000, &|message| stamp(&witness, message));
    let mut moved = note.signatures()[0].clone();
    moved.bytes[7] ^= 1;
    note.add(moved);
    assert_eq!(note.signatures().len(), 1, "the later one takes the place of the earlier");
    let wrong = Unverified::False(name("witness"));
    assert_eq!(note.signed_by(&witness, &check), Err(wrong));
}

#[test]
fn what_is_no_checkpoint_is_refused() {
    let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    let read = |text: &str| text.parse::<Checkpoint>();
    assert!(read(&format!("log\n0\n{root}\n")).is_ok());
    let with = read(&format!("log\n7\n{root}\nmore\n")).unwrap();
    assert_eq!(with.extensions, ["more"]);
    assert_eq!(with.to_string(), format!("log\n7\n{root}\nmore\n"));
    assert_eq!(read(&format!("log\n7\n{root}")), Err(NotACheckpoint::Lines));
    assert_eq!(read("log\n7\n"), Err(NotACheckpoint::Lines));
    assert_eq!(read(&format!("log\n7\n{root}\n\n")), Err(NotACheckpoint::Lines));
    for size in ["", "01", "+1", "-1", "1 ", "18446744073709551616", "٣"] {
        let wrong = NotACheckpoint::Size(size.to_owned());
        assert_eq!(read(&format!("log\n{size}\n{root}\n")), Err(wrong), "{size}");
    }
    for wrong in ["", "AAAA", &root[1..], "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J="] {
        assert!(read(&format!("log\n7\n{wrong}\n")).is_err(), "{wrong}");
    }
    assert!(read(&format!("\n7\n{root}\n")).is_err());
}

#[test]
fn a_proof_is_read_as_it_is_written() {
    let log = key("log", Kind::Ed25519);
    let head = Head { size: 9, root: ledger::leaf(b"root") };
    let text = Checkpoint::new(name("log"), head).to_string();
    let mut note = Note::unsigned(&text).unwrap();
    note.sign(&log, 0, &|message| stamp(&log, message));
    let path = vec![ledger::leaf(b"a"), ledger::leaf(b"b")];
    for extra in [None, Some(b"data".to_vec())] {
        let proven = Proven { extra, index: 3, path: path.clone(), note: note.clone() };
        let text = proven.to_string();
        assert_eq!(text.parse::<Proven>().unwrap(), proven);
        assert!(text.starts_with("c2sp.org/tlog-proof@v1\n"));
        for changed in [
            text.replace("@v1", "@v2"),
            text.replace("index 3", "index 03"),
            text.replace("index 3\n", ""),
            text.replace("index 3\n", "index 3\nAAAA\n"),
            text.replacen("\n\n", "\n", 1),
        ] {
            assert!(changed.parse::<Proven>().is_err(), "{changed}");
        }
    }
}
