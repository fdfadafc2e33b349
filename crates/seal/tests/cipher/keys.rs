//! Keys, wrapped keys, rings of keys and their text.

use std::collections::BTreeSet;

use seal::{Key, KeyRing, Opening, Profile, WhyBadKeys, open, rewrap, seal, wrapped_under};

use crate::{PROFILES, chance, key};

#[test]
fn a_wrapped_key_opens_only_under_its_parent_and_for_its_context() {
    let random = chance(1);
    for parent in PROFILES {
        for child in PROFILES {
            let (parent, child) = (key(parent, 2), key(child, 3));
            let wrapped = parent.wrap(&child, b"docket 7", &random);
            assert_eq!(wrapped_under(&wrapped), Ok(parent.fingerprint()));
            let again = parent.unwrap(&wrapped, b"docket 7").ok().unwrap();
            assert_eq!(again.fingerprint(), child.fingerprint());
            let text = seal(&child, b"x", b"word", &random);
            assert_eq!(open(&again, b"x", &text), Ok(b"word".to_vec()));

            let moved = parent.unwrap(&wrapped, b"docket 8").err();
            assert_eq!(moved, Some(Opening::Altered));
            let other = key(parent.profile(), 4);
            let under_other = other.unwrap(&wrapped, b"docket 7").err();
            assert_eq!(under_other, Some(Opening::OtherKey(parent.fingerprint())));
        }
    }
}

#[test]
fn no_bit_of_a_wrapped_key_can_be_changed_and_nothing_cut_off_it() {
    for profile in PROFILES {
        let parent = key(profile, 5);
        let wrapped = parent.wrap(&key(profile, 6), b"", &chance(7));
        for bit in 0..wrapped.len() * 8 {
            let mut changed = wrapped.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(parent.unwrap(&changed, b"").is_err(), "bit {bit}");
        }
        for length in 0..wrapped.len() {
            assert!(parent.unwrap(&wrapped[..length], b"").is_err(), "{length} bytes");
        }
    }
}

#[test]
fn two_wrappings_of_one_key_share_nothing_but_their_head() {
    let parent = key(Profile::International, 8);
    let child = key(Profile::Chinese, 9);
    let random = chance(10);
    let all: BTreeSet<Vec<u8>> =
        (0..1000).map(|_| parent.wrap(&child, b"", &random)[11..].to_vec()).collect();
    assert_eq!(all.len(), 1000);
}

#[test]
fn a_ring_written_as_text_is_the_same_ring() {
    let random = chance(11);
    let ring = KeyRing::new(key(Profile::International, 12))
        .rotated(key(Profile::Chinese, 13))
        .rotated(key(Profile::International, 14));
    let child = key(Profile::Chinese, 15);
    let wrapped: Vec<Vec<u8>> = ring.keys().map(|it| it.wrap(&child, b"c", &random)).collect();
    let text = ring.to_text();
    let again: KeyRing = text.parse().ok().unwrap();
    assert_eq!(again.to_text(), text);
    assert_eq!(again.current().fingerprint(), ring.current().fingerprint());
    for wrapped in wrapped {
        let opened = again.unwrap(&wrapped, b"c").ok().unwrap();
        assert_eq!(opened.fingerprint(), child.fingerprint());
    }
    let in_one_line: KeyRing = text.replace('\n', ";").parse().ok().unwrap();
    assert_eq!(in_one_line.to_text(), text);
}

#[test]
fn a_key_rotated_out_still_opens_until_it_is_taken_from_the_ring() {
    let random = chance(16);
    let old = KeyRing::new(key(Profile::International, 17));
    let child = key(Profile::International, 18);
    let wrapped = old.wrap(&child, b"docket", &random);
    let before = old.current().fingerprint();
    let ring = old.rotated(key(Profile::Chinese, 19));
    assert!(ring.unwrap(&wrapped, b"docket").is_ok());

    let anew = rewrap(&ring, &ring, &wrapped, b"docket", &random).ok().flatten().unwrap();
    assert_eq!(rewrap(&ring, &ring, &anew, b"docket", &random), Ok(None));
    let ring = ring.without(before);
    assert_eq!(ring.unwrap(&wrapped, b"docket").err(), Some(Opening::OtherKey(before)));
    let opened = ring.unwrap(&anew, b"docket").ok().unwrap();
    assert_eq!(opened.fingerprint(), child.fingerprint());
    assert_eq!(opened.profile(), Profile::International);
}

#[test]
fn a_key_is_wrapped_anew_only_for_the_context_it_had() {
    let random = chance(20);
    let old = KeyRing::new(key(Profile::International, 21));
    let new = KeyRing::new(key(Profile::International, 22));
    let wrapped = old.wrap(&key(Profile::International, 23), b"docket 1", &random);
    let moved = rewrap(&old, &new, &wrapped, b"docket 2", &random);
    assert_eq!(moved, Err(Opening::Altered));
}

/// The message for a text of keys.
fn fault(text: &str) -> String {
    text.parse::<KeyRing>().err().unwrap().to_string()
}

#[test]
fn faulty_keys_are_refused_with_line_and_reason_and_without_the_secret() {
    let ring = KeyRing::new(key(Profile::Chinese, 24));
    let good = ring.to_text();
    let line = good.trim_end();
    let secret = line.split(' ').nth(3).unwrap();
    let other = key(Profile::Chinese, 25).fingerprint().to_string();
    let name = ring.current().fingerprint().to_string();

    assert_eq!(fault(""), "line 2 of the keys: no key is marked `current`");
    assert!(fault(&line.replace("current", "newest")).contains("line 1 of the keys: `newest`"));
    assert!(fault(&format!("# remark\n\n{line}\n{line}")).contains("line 4 of the keys: key"));
    assert!(fault(&line.replace("chinese", "french")).contains("`french` is no profile"));
    assert!(fault(&line.replace("chinese", "international")).contains("base64 of 32 bytes"));
    assert!(fault(&format!("{line} more")).contains("four words"));
    assert!(fault(&line.replace(&name, "7")).contains("`7` is no name of a key"));
    assert!(fault(&line.replace(&name, "+000000000000007")).contains("is no name of a key"));
    let mistyped = fault(&line.replace(&name, &other));
    assert!(mistyped.contains(&name) && mistyped.contains(&other), "{mistyped}");

    let second = KeyRing::new(key(Profile::Chinese, 26)).to_text();
    let two = format!("{line}\n{}", *second).parse::<KeyRing>().err().unwrap();
    assert_eq!((two.line, two.why), (2, WhyBadKeys::SecondCurrent));
    for cut in 0..line.len() {
        assert!(!fault(line.get(..cut).unwrap()).contains(secret), "the secret is told");
    }
}

#[test]
fn a_secret_of_another_length_makes_no_key() {
    assert!(Key::of_bytes(Profile::International, &[0; 16]).is_none());
    assert!(Key::of_bytes(Profile::Chinese, &[0; 32]).is_none());
    assert!(Key::of_bytes(Profile::Chinese, &[]).is_none());
}
