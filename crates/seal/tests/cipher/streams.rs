//! Streams, held against a twin that is the definition of the construction written down naively.

use std::io::{Cursor, Read, Seek, SeekFrom};
use std::num::NonZeroUsize;

use proptest::prelude::*;
use seal::stream::{
    Broken, ChunkSize, HEADER, Opener, Reading, Sealer, open_all, plain_length, seal_all,
    sealed_length,
};
use seal::{Key, Opening, Profile};

use crate::{PROFILES, chance, key};

const ONE: NonZeroUsize = NonZeroUsize::MIN;
const TAG: usize = 16;

fn small() -> ChunkSize {
    ChunkSize::of_bits(10).unwrap()
}

fn cores(count: usize) -> NonZeroUsize {
    NonZeroUsize::new(count).unwrap()
}

/// Content of some length.
fn plain(length: usize) -> Vec<u8> {
    let mut plain = vec![0; length];
    chance(length as u64)(&mut plain);
    plain
}

/// Seals in pieces of a length.
fn seal(key: &Key, plain: &[u8], piece: usize, on: NonZeroUsize) -> Vec<u8> {
    let mut sealer = Sealer::with(key, b"file", small(), on, &chance(99));
    let mut sealed = Vec::new();
    for piece in plain.chunks(piece) {
        sealer.push(piece, &mut sealed).unwrap();
    }
    sealer.finish(&mut sealed).unwrap();
    sealed
}

/// Opens in pieces of a length.
fn open(key: &Key, sealed: &[u8], piece: usize, on: NonZeroUsize) -> Result<Vec<u8>, Broken> {
    let (header, body) = sealed.split_at(HEADER.min(sealed.len()));
    let mut opener = Opener::with(key, b"file", header, on)?;
    let mut plain = Vec::new();
    for piece in body.chunks(piece) {
        opener.push(piece, &mut plain)?;
    }
    opener.finish(&mut plain)?;
    Ok(plain)
}

/// Lengths around the borders of chunks.
fn length() -> impl Strategy<Value = usize> {
    prop_oneof![0..40_usize, 1000..1060_usize, 2040..2060_usize, 0..30_000_usize, Just(20 * 1024)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_stream_opens_to_what_was_sealed_whatever_the_pieces_and_cores(
        length in length(),
        piece in 1..5000_usize,
        other in 1..5000_usize,
        on in 1..4_usize,
    ) {
        let plain = plain(length);
        for profile in PROFILES {
            let key = key(profile, 1);
            let sealed = seal(&key, &plain, piece, cores(on));
            prop_assert_eq!(&sealed, &seal(&key, &plain, 1 << 20, ONE));
            prop_assert_eq!(sealed.len() as u64, sealed_length(length as u64, small()));
            prop_assert_eq!(plain_length(sealed.len() as u64, small()), Some(length as u64));
            prop_assert_eq!(&open(&key, &sealed, other, cores(on)).unwrap(), &plain);
        }
    }

    #[test]
    fn a_part_read_from_anywhere_is_that_part_of_the_whole(
        length in length(),
        places in proptest::collection::vec((any::<prop::sample::Index>(), 0..4000_usize), 1..8),
    ) {
        let plain = plain(length);
        let key = key(Profile::International, 1);
        let sealed = seal(&key, &plain, 4096, ONE);
        let mut reading = Reading::new(&key, b"file", Cursor::new(sealed)).unwrap();
        prop_assert_eq!(reading.length(), length as u64);
        for (from, count) in places {
            let from = from.index(length + 1);
            reading.seek(SeekFrom::Start(from as u64)).unwrap();
            let mut part = Vec::new();
            reading.by_ref().take(count as u64).read_to_end(&mut part).unwrap();
            prop_assert_eq!(&part, &plain[from..(from + count).min(length)]);
        }
    }

    #[test]
    fn a_stream_altered_in_any_way_is_refused(
        chunks in 0..6_usize,
        tail in 0..1024_usize,
        at in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(),
        profile in prop::sample::select(PROFILES.to_vec()),
    ) {
        let plain = plain(chunks * 1024 + tail);
        let key = key(profile, 1);
        let sealed = seal(&key, &plain, 4096, ONE);
        let (header, body) = sealed.split_at(HEADER);
        let units: Vec<&[u8]> = body.chunks(1024 + TAG).collect();
        let (first, second) = (at.index(units.len()), to.index(units.len()));
        let joined = |units: &[&[u8]]| [header, &units.concat()].concat();

        let mut swapped = units.clone();
        swapped.swap(first, second);
        let mut dropped = units.clone();
        dropped.remove(first);
        let mut doubled = units.clone();
        doubled.insert(second, units[first]);
        let mut flipped = sealed.clone();
        let bit = at.index(sealed.len() * 8);
        flipped[bit / 8] ^= 1 << (bit % 8);
        let altered = [
            joined(&swapped),
            joined(&dropped),
            joined(&doubled),
            flipped,
            sealed[..to.index(sealed.len())].to_vec(),
            [sealed.as_slice(), &sealed[to.index(sealed.len())..]].concat(),
        ];
        for altered in altered.iter().filter(|altered| **altered != sealed) {
            for on in [1, 2] {
                prop_assert!(open(&key, altered, 700, cores(on)).is_err());
            }
            // Read at random: refused at once, or where the altered chunk is.
            let whole = Reading::new(&key, b"file", Cursor::new(altered)).map(|mut reading| {
                let mut all = Vec::new();
                reading.read_to_end(&mut all)
            });
            prop_assert!(!matches!(whole, Ok(Ok(_))));
        }
    }

    #[test]
    fn what_was_written_before_an_error_is_a_true_beginning(
        length in length(),
        at in any::<prop::sample::Index>(),
    ) {
        let plain = plain(length);
        let key = key(Profile::International, 1);
        let mut sealed = seal(&key, &plain, 4096, ONE);
        let at = HEADER + at.index(sealed.len() - HEADER);
        sealed[at] ^= 1;
        let mut opened = Vec::new();
        let broken = open_all(&key, b"file", ONE, &mut sealed.as_slice(), &mut opened);
        prop_assert!(broken.is_err());
        prop_assert!(plain.starts_with(&opened));
    }
}

/// The construction by its definition: the whole in memory, one chunk after the other, from the
/// parts that other crates have.
fn naive(secret: &[u8], salt: &[u8], context: &[u8], plain: &[u8]) -> Vec<u8> {
    use ring::{aead, hkdf};
    struct Length;
    impl hkdf::KeyType for Length {
        fn len(&self) -> usize {
            32
        }
    }
    let head = [3, 1, 10];
    let about = [b"anshen seal: stream", head.as_slice(), context].concat();
    let mut key = [0; 32];
    let derived = hkdf::Salt::new(hkdf::HKDF_SHA256, salt).extract(secret);
    derived.expand(&[&about], Length).unwrap().fill(&mut key).unwrap();
    let key = aead::LessSafeKey::new(aead::UnboundKey::new(&aead::AES_256_GCM, &key).unwrap());
    let mut sealed = [head.as_slice(), salt].concat();
    let chunks: Vec<&[u8]> =
        if plain.is_empty() { vec![&[]] } else { plain.chunks(1024).collect() };
    for (number, chunk) in chunks.iter().enumerate() {
        let last = u8::from(number + 1 == chunks.len());
        let mut nonce = [0; 12];
        nonce[3..11].copy_from_slice(&(number as u64).to_be_bytes());
        nonce[11] = last;
        let nonce = aead::Nonce::assume_unique_for_key(nonce);
        let mut text = chunk.to_vec();
        key.seal_in_place_append_tag(nonce, aead::Aad::empty(), &mut text).unwrap();
        sealed.extend(text);
    }
    sealed
}

#[test]
fn a_stream_is_what_its_definition_says() {
    for length in [0, 1, 1023, 1024, 1025, 2047, 2048, 2049, 9000, 10 * 1024] {
        let plain = plain(length);
        let secret: Vec<u8> = (0..32).collect();
        let key = Key::of_bytes(Profile::International, &secret).unwrap();
        let mut salt = [0; 32];
        chance(99)(&mut salt);
        assert_eq!(seal(&key, &plain, 500, ONE), naive(&secret, &salt, b"file", &plain));
    }
}

#[test]
fn a_stream_opens_only_under_its_key_and_with_its_context() {
    for profile in PROFILES {
        let sealed = seal(&key(profile, 1), b"content", 4, ONE);
        let other = open(&key(profile, 2), &sealed, 4, ONE);
        assert!(matches!(other, Err(Broken::Opening(Opening::Altered))));
        let mut into = Vec::new();
        let moved = open_all(&key(profile, 1), b"other", ONE, &mut sealed.as_slice(), &mut into);
        assert!(matches!(moved, Err(Broken::Opening(Opening::Altered))));
        assert_eq!(into, b"");
    }
}

#[test]
fn two_streams_of_one_content_under_one_key_share_nothing() {
    let (key, random) = (key(Profile::Chinese, 1), chance(5));
    let mut sealed = [Vec::new(), Vec::new()];
    for sealed in &mut sealed {
        let sealer = Sealer::new(&key, b"", &random);
        seal_all(sealer, &mut [0_u8; 64].as_slice(), sealed).unwrap();
    }
    let pairs = sealed[0].iter().zip(&sealed[1]).skip(3);
    assert!(pairs.filter(|(one, other)| one == other).count() < 8);
}

#[test]
fn no_length_but_those_of_streams_is_taken_for_one() {
    let size = small();
    for plain in 0..5000 {
        assert_eq!(plain_length(sealed_length(plain, size), size), Some(plain));
    }
    let lengths: std::collections::BTreeSet<u64> =
        (0..5000).map(|plain| sealed_length(plain, size)).collect();
    for sealed in 0..5000 {
        assert_eq!(plain_length(sealed, size).is_some(), lengths.contains(&sealed), "{sealed}");
    }
    assert_eq!(plain_length(HEADER as u64, ChunkSize::MEBIBYTE), None);
}

/// A sink that takes so many bytes and then fails once.
struct Failing(usize);

impl std::io::Write for Failing {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self.0.checked_sub(bytes.len()) {
            Some(left) => self.0 = left,
            None => {
                self.0 = usize::MAX;
                return Err(std::io::Error::other("full"));
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn an_opener_whose_output_failed_does_not_end_as_if_all_were_written() {
    let key = key(Profile::International, 1);
    let sealed = seal(&key, &plain(5000), 4096, ONE);
    let (header, body) = sealed.split_at(HEADER);
    let mut opener = Opener::new(&key, b"file", header).unwrap();
    let mut sink = Failing(2000);
    assert!(matches!(opener.push(body, &mut sink), Err(Broken::Io(_))));
    assert!(opener.push(&[], &mut sink).is_ok());
    assert!(opener.finish(&mut sink).is_err());
}

#[test]
fn a_stream_far_larger_than_what_is_held_of_it_opens_again() {
    let (key, random) = (key(Profile::International, 1), chance(3));
    let length = 40 * 1024 * 1024 + 17;
    let sealer = Sealer::with(&key, b"", ChunkSize::MEBIBYTE, cores(2), &random);
    let mut sealed = Vec::new();
    let read = seal_all(sealer, &mut std::io::repeat(7).take(length), &mut sealed).unwrap();
    assert_eq!(read, length);
    let mut opened = Vec::new();
    open_all(&key, b"", cores(2), &mut sealed.as_slice(), &mut opened).unwrap();
    assert_eq!(opened.len() as u64, length);
    assert!(opened.iter().all(|byte| *byte == 7));
}
