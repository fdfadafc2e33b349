//! The round keys of SM4 (GB/T 32907-2016 §7.3), with the constants of the S-box worked in.

use zeroize::Zeroizing;

use super::sbox::substitute;

/// The round keys as the circuit wants them: it leaves out both constants of the S-box. The inner
/// one is added to every round key. The outer one, gone through the diffusion, would be added to
/// each word that a round writes; it is added to the round keys that meet those words instead, and
/// has cancelled out of all four when the last round is done.
pub(super) struct Schedule(Zeroizing<[u32; 32]>);

/// System parameter FK.
const FK: [u32; 4] = [0xa3b1_bac6, 0x56aa_3350, 0x677d_9197, 0xb270_22dc];
/// What the circuit wants added to each byte before, and after.
const INNER: u32 = u32::from_be_bytes([0x75; 4]);
const OUTER: u32 = u32::from_be_bytes([0xd3; 4]);

impl Schedule {
    pub(super) fn new(secret: &[u8; 16]) -> Schedule {
        let (words, _) = secret.as_chunks::<4>();
        let mut state = Zeroizing::new(FK);
        for (state, word) in state.iter_mut().zip(words) {
            *state ^= u32::from_be_bytes(*word);
        }
        let mut keys = Zeroizing::new([0; 32]);
        let mut missing = [0; 4];
        for (key, number) in keys.iter_mut().zip(0_u32..) {
            let [first, second, third, fourth] = *state;
            let word = bytes_substituted(second ^ third ^ fourth ^ parameter(number));
            let made = first ^ word ^ word.rotate_left(13) ^ word.rotate_left(23);
            *state = [second, third, fourth, made];
            let [a, b, c, d] = missing;
            *key = made ^ INNER ^ b ^ c ^ d;
            missing = [b, c, d, a ^ diffused(OUTER)];
        }
        Schedule(keys)
    }

    /// Each round key bit by bit, every bit as a whole word of zeros or ones, the lowest first.
    pub(super) fn masks(&self) -> Zeroizing<Vec<[u64; 32]>> {
        let spread = |key: &u32| {
            let mut masks = [0; 32];
            for (mask, bit) in masks.iter_mut().zip(0..) {
                *mask = spread(key >> bit);
            }
            masks
        };
        Zeroizing::new(self.0.iter().map(spread).collect())
    }
}

/// The lowest bit of a word as a whole word of zeros or ones.
pub(super) fn spread(word: u32) -> u64 {
    0_u64.wrapping_sub(u64::from(word & 1))
}

/// The fixed parameter CK: its bytes are the multiples of seven.
fn parameter(number: u32) -> u32 {
    let byte = |place: u32| ((number * 4 + place) * 7) & 0xff;
    byte(0) << 24 | byte(1) << 16 | byte(2) << 8 | byte(3)
}

/// The diffusion L.
fn diffused(word: u32) -> u32 {
    let rotated = [2, 10, 18, 24].map(|by| word.rotate_left(by));
    rotated.into_iter().fold(word, |sum, one| sum ^ one)
}

/// The S-box on each byte, by the circuit: here too no table is read at a place that is secret.
fn bytes_substituted(word: u32) -> u32 {
    const LOW: u32 = 0x0101_0101;
    let word = word ^ INNER;
    let mut bits = [0; 8];
    for (bits, place) in bits.iter_mut().zip(0..) {
        *bits = word >> place & LOW;
    }
    let bits = substitute(bits).into_iter().zip(0..);
    bits.fold(0, |word, (bits, place)| word | bits << place) ^ OUTER
}
