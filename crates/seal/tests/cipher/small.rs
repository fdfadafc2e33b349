//! Small content.

use proptest::prelude::*;
use seal::{Key, Opening, Profile, open, seal, sealed_length};

use crate::{PROFILES, chance, key};

proptest! {
    #[test]
    fn what_was_sealed_opens_under_the_same_key_and_context_and_no_other(
        plain in proptest::collection::vec(any::<u8>(), 0..600),
        context in proptest::collection::vec(any::<u8>(), 0..40),
        seed in any::<u64>(),
        flip in any::<prop::sample::Index>(),
    ) {
        for profile in PROFILES {
            let key = key(profile, seed);
            let sealed = seal(&key, &context, &plain, &chance(seed ^ 1));
            prop_assert_eq!(sealed.len(), sealed_length(plain.len()));
            prop_assert_eq!(open(&key, &context, &sealed), Ok(plain.clone()));

            let other = Key::generate(profile, &chance(seed ^ 2));
            prop_assert_eq!(open(&other, &context, &sealed), Err(Opening::Altered));
            let longer = [context.as_slice(), b"0"].concat();
            prop_assert_eq!(open(&key, &longer, &sealed), Err(Opening::Altered));

            let bit = flip.index(sealed.len() * 8);
            let mut changed = sealed.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(open(&key, &context, &changed).is_err());
            let cut = flip.index(sealed.len());
            prop_assert!(open(&key, &context, &sealed[..cut]).is_err());
            let long = [sealed.as_slice(), &[0]].concat();
            prop_assert!(open(&key, &context, &long).is_err());
        }
    }

    #[test]
    fn bytes_that_were_never_sealed_are_refused_and_nothing_panics(
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        for profile in PROFILES {
            let key = key(profile, 1);
            prop_assert!(open(&key, b"", &bytes).is_err());
            prop_assert!(key.unwrap(&bytes, b"").is_err());
        }
    }
}

#[test]
fn what_stands_in_the_context_cannot_slide_into_the_content() {
    let key = key(Profile::International, 2);
    let sealed = seal(&key, b"ab", b"cd", &chance(3));
    assert_eq!(open(&key, b"a", &sealed), Err(Opening::Altered));
}

#[test]
fn a_key_of_the_other_profile_is_told_apart_from_a_wrong_one() {
    let sealed = seal(&key(Profile::Chinese, 4), b"", b"text", &chance(5));
    let opened = open(&key(Profile::International, 4), b"", &sealed);
    let (sealed, key) = (Profile::Chinese, Profile::International);
    assert_eq!(opened, Err(Opening::Profile { sealed, key }));
}

#[test]
fn a_wrapped_key_is_not_taken_for_content_nor_content_for_a_key() {
    let (parent, child) = (key(Profile::International, 6), key(Profile::International, 7));
    let wrapped = parent.wrap(&child, b"", &chance(8));
    assert!(matches!(open(&parent, b"", &wrapped), Err(Opening::Format { format: 2, .. })));
    let sealed = seal(&parent, b"", &[0; 64], &chance(9));
    assert!(matches!(parent.unwrap(&sealed, b""), Err(Opening::Format { format: 1, .. })));
}
