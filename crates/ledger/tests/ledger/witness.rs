//! What a witness is asked and what it may sign.

use ledger::{
    AddCheckpoint, Algorithm, Checkpoint, Hash, Head, NotARequest, Note, Refused, consistency,
};

use super::tree::{head, leaves, source};

/// Of C2SP tlog-witness.
const REQUEST: &str = "old 20852014\n\
    PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n\
    jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n\
    5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n\
    /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\n\
    example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\
    — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv\
    2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\
    — example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6\
    267UEjw6QUXTS5Rovnzv++qbSzm9Q=\n";

fn request(log: &[Hash], old: u64) -> AddCheckpoint {
    let whole = head(log);
    let checkpoint = Checkpoint::new("log".parse().unwrap(), whole);
    let note = Note::unsigned(&checkpoint.to_string()).unwrap();
    let proof = consistency(old, whole.size, source(log)).unwrap();
    AddCheckpoint { old, proof, checkpoint, note }
}

fn decide(request: &AddCheckpoint, known: Option<Head>) -> Result<(), Refused> {
    request.decide(Algorithm::Sha256, known)
}

#[test]
fn a_request_of_the_specification_is_read_and_written_letter_for_letter() {
    let read = AddCheckpoint::read(REQUEST.as_bytes()).unwrap();
    assert_eq!((read.old, read.proof.len()), (20_852_014, 4));
    assert_eq!(read.checkpoint.head.size, 20_852_163);
    assert_eq!(read.note.signatures().len(), 2);
    assert_eq!(read.to_string(), REQUEST);
}

#[test]
fn what_is_no_request_is_refused() {
    let read = |text: &str| AddCheckpoint::read(text.as_bytes()).unwrap_err();
    assert_eq!(read(""), NotARequest::Old);
    for line in ["old", "old ", "old 01", "old -1", "OLD 1", "old 1 ", "old  1"] {
        assert_eq!(read(&REQUEST.replace("old 20852014", line)), NotARequest::Old, "{line}");
    }
    assert_eq!(read("old 1\n"), NotARequest::NoCheckpoint);
    assert_eq!(read("old 1\nAAAA\n\n"), NotARequest::Proof(2));
    let hash = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n";
    let many = format!("old 1\n{}\nlog\n", hash.repeat(64));
    assert_eq!(read(&many), NotARequest::Proof(65));
    assert!(matches!(read("old 1\n\nlog\n"), NotARequest::Checkpoint(_)));
    assert_eq!(AddCheckpoint::read(b"old \xff").unwrap_err(), NotARequest::NotText);
}

#[test]
fn a_log_that_grows_is_signed_from_every_size_to_every_other() {
    let log = leaves(20);
    for old in 0..=log.len() {
        for new in old..=log.len() {
            let known = (0 < old).then(|| head(&log[..old]));
            assert_eq!(decide(&request(&log[..new], old as u64), known), Ok(()), "{old} to {new}");
        }
    }
}

#[test]
fn a_fork_is_refused_and_both_heads_are_told() {
    let log = leaves(12);
    let mut forked = log.clone();
    forked[3] = ledger::leaf(b"another history");
    let known = head(&log[..9]);
    let shown = head(&forked[..9]);
    let same_size = request(&forked[..9], 9);
    assert_eq!(decide(&same_size, Some(known)), Err(Refused::Fork { known, shown }));
    let shown = head(&forked);
    let longer = request(&forked, 9);
    assert_eq!(decide(&longer, Some(known)), Err(Refused::Inconsistent { known, shown }));
    let told = Refused::Fork { known, shown }.to_string();
    assert!(told.contains(&known.root.to_string()) && told.contains(&shown.root.to_string()));
}

#[test]
fn nothing_is_taken_back() {
    let log = leaves(12);
    let known = Some(head(&log));
    let refused = decide(&request(&log[..9], 9), known);
    assert_eq!(refused, Err(Refused::Moved { known: 12, old: 9 }));
    let refused = decide(&request(&log[..9], 0), known);
    assert_eq!(refused, Err(Refused::Moved { known: 12, old: 0 }));
    let backwards = AddCheckpoint { old: 12, proof: Vec::new(), ..request(&log[..9], 0) };
    assert_eq!(decide(&backwards, known), Err(Refused::Backwards { old: 12, size: 9 }));
}

#[test]
fn a_first_checkpoint_has_no_proof() {
    let log = leaves(5);
    let mut first = request(&log, 0);
    assert_eq!(decide(&first, None), Ok(()));
    first.proof.push(log[0]);
    assert!(matches!(decide(&first, None), Err(Refused::Inconsistent { .. })));
    assert_eq!(decide(&request(&[], 0), None), Ok(()));
}
