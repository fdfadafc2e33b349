//! The keystream of counter mode, for 64 blocks in each 64 bits of a vector at once: bit i of a
//! word of every block stands in one vector, its *plane*. A rotation is then a choice of planes,
//! and the S-box a circuit. Which vectors the processor has is asked by `pulp` when the program
//! runs; all `unsafe` there is lives in that crate.

use std::ops::{BitAnd, BitXor};

use pulp::{Arch, Simd, WithSimd, bytemuck};

use super::sbox::substitute;
use super::schedule::{Schedule, spread};

/// Adds the keystream to a text, from a counter on.
pub(super) fn xor(schedule: &Schedule, nonce: [u8; 12], counter: u32, text: &mut [u8]) {
    let keys = schedule.masks();
    Arch::new().dispatch(Xor { keys: &keys, nonce: words(nonce), counter, text });
}

/// The same as on a machine that has no vectors.
#[cfg(test)]
pub(super) fn xor_plainly(schedule: &Schedule, nonce: [u8; 12], counter: u32, text: &mut [u8]) {
    let keys = schedule.masks();
    Xor { keys: &keys, nonce: words(nonce), counter, text }.with_simd(pulp::Scalar::new());
}

fn words(nonce: [u8; 12]) -> [u32; 3] {
    let mut words = [0; 3];
    for (word, bytes) in words.iter_mut().zip(nonce.as_chunks::<4>().0) {
        *word = u32::from_be_bytes(*bytes);
    }
    words
}

struct Xor<'a> {
    keys: &'a [[u64; 32]],
    nonce: [u32; 3],
    counter: u32,
    text: &'a mut [u8],
}

/// A vector, with the instructions for it.
struct Plane<S: Simd>(S, S::u64s);

/// A word of every block.
type Word<S> = [Plane<S>; 32];

impl<S: Simd> Clone for Plane<S> {
    #[inline(always)]
    fn clone(&self) -> Plane<S> {
        *self
    }
}

impl<S: Simd> Copy for Plane<S> {}

impl<S: Simd> BitXor for Plane<S> {
    type Output = Plane<S>;

    #[inline(always)]
    fn bitxor(self, other: Plane<S>) -> Plane<S> {
        Plane(self.0, self.0.xor_u64s(self.1, other.1))
    }
}

impl<S: Simd> BitAnd for Plane<S> {
    type Output = Plane<S>;

    #[inline(always)]
    fn bitand(self, other: Plane<S>) -> Plane<S> {
        Plane(self.0, self.0.and_u64s(self.1, other.1))
    }
}

#[inline(always)]
fn splat<S: Simd>(simd: S, value: u64) -> Plane<S> {
    Plane(simd, simd.splat_u64s(value))
}

// WHY inline(always), and loops where there might be closures: what is not inlined into `with_simd`
// is compiled for the oldest processor, at a tenth of the speed.
impl WithSimd for Xor<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Xor { keys, nonce: [first, second, third], mut counter, text } = self;
        let blocks = 64 * S::U64_LANES;
        let nonce = [word(simd, first), word(simd, second), word(simd, third)];
        for text in text.chunks_mut(16 * blocks) {
            let [mut a, mut b, mut c] = nonce;
            let mut d = count(simd, counter);
            for keys in keys.as_chunks::<4>().0 {
                let [first, second, third, fourth] = keys;
                round(simd, &mut a, [&b, &c, &d], first);
                round(simd, &mut b, [&c, &d, &a], second);
                round(simd, &mut c, [&d, &a, &b], third);
                round(simd, &mut d, [&a, &b, &c], fourth);
            }
            // The last four words come out in reverse (GB/T 32907-2016 §7.1, the transformation R).
            let (front, back) = (halves(simd, &d, &c), halves(simd, &b, &a));
            add(bytemuck::cast_slice(&front), bytemuck::cast_slice(&back), text);
            counter = counter.wrapping_add(blocks as u32);
        }
    }
}

/// The same word in every block.
#[inline(always)]
fn word<S: Simd>(simd: S, value: u32) -> Word<S> {
    let mut word = [splat(simd, 0); 32];
    for (plane, bit) in word.iter_mut().zip(0..) {
        *plane = splat(simd, spread(value >> bit));
    }
    word
}

/// Counters from `first` on: of the block at bit r of element m of a vector of L elements, first +
/// r · L + m. The sum is worked out by a ripple of carries.
#[inline(always)]
fn count<S: Simd>(simd: S, first: u32) -> Word<S> {
    const BITS: [u64; 6] = [
        0xaaaa_aaaa_aaaa_aaaa,
        0xcccc_cccc_cccc_cccc,
        0xf0f0_f0f0_f0f0_f0f0,
        0xff00_ff00_ff00_ff00,
        0xffff_0000_ffff_0000,
        0xffff_ffff_0000_0000,
    ];
    let elements = S::U64_LANES.trailing_zeros();
    let mut bits = BITS.into_iter();
    let mut carry = splat(simd, 0);
    let mut word = [splat(simd, 0); 32];
    for (plane, place) in word.iter_mut().zip(0..) {
        let mut index = splat(simd, 0);
        if place < elements {
            let parts: &mut [u64] = bytemuck::cast_slice_mut(std::slice::from_mut(&mut index.1));
            for (part, element) in parts.iter_mut().zip(0_u32..) {
                *part = spread(element >> place);
            }
        } else if let Some(bits) = bits.next() {
            index = splat(simd, bits);
        }
        let other = splat(simd, spread(first >> place));
        let half = index ^ other;
        *plane = half ^ carry;
        carry = (index & other) ^ (half & carry);
    }
    word
}

/// One round: x ← x + L(S(others + key)).
#[inline(always)]
#[expect(clippy::indexing_slicing, reason = "every index is taken modulo 32, of 32 planes")]
fn round<S: Simd>(simd: S, x: &mut Word<S>, others: [&Word<S>; 3], key: &[u64; 32]) {
    let [one, two, three] = others;
    let mut word = [splat(simd, 0); 32];
    for byte in 0..4 {
        let mut bits = [splat(simd, 0); 8];
        for (bit, place) in bits.iter_mut().zip(8 * byte..) {
            let place = place % 32;
            *bit = (one[place] ^ two[place]) ^ (three[place] ^ splat(simd, key[place]));
        }
        for (bit, place) in substitute(bits).into_iter().zip(8 * byte..) {
            word[place % 32] = bit;
        }
    }
    // Bit i of a word rotated left by n is bit i - n of the word.
    for (place, x) in x.iter_mut().enumerate() {
        let rotated = |by: usize| word[(place + 32 - by) % 32];
        *x = ((*x ^ word[place]) ^ (rotated(2) ^ rotated(10))) ^ (rotated(18) ^ rotated(24));
    }
}

/// Two words of every block as bytes: eight of them are an element, in the order of the blocks.
///
/// Planes are rows of a matrix of 64 by 64 bits in each element, which is turned over by swapping
/// ever smaller squares (Warren, *Hacker's Delight*, §7-3).
#[inline(always)]
#[expect(clippy::indexing_slicing, reason = "64 rows of as many elements as a vector has")]
fn halves<S: Simd>(simd: S, front: &Word<S>, back: &Word<S>) -> [S::u64s; 64] {
    let mut rows = [simd.splat_u64s(0); 64];
    for (place, row) in rows.iter_mut().enumerate() {
        // The first byte of a word is its highest, but the lowest of an element.
        let bit = (3 - place % 32 / 8) * 8 + place % 8;
        *row = if place < 32 { front[bit].1 } else { back[bit].1 };
    }
    let parts: &mut [u64] = bytemuck::cast_slice_mut(&mut rows);
    let (mut side, mut mask) = (32, 0x0000_0000_ffff_ffff_u64);
    while side != 0 {
        let length = side * S::U64_LANES;
        for pair in parts.chunks_exact_mut(2 * length) {
            let (upper, lower) = pair.split_at_mut(length);
            for (upper, lower) in upper.iter_mut().zip(lower) {
                let swapped = (*upper >> side ^ *lower) & mask;
                *upper ^= swapped << side;
                *lower ^= swapped;
            }
        }
        side /= 2;
        mask ^= mask << side;
    }
    rows
}

/// Adds the two halves of each block of keystream to a text.
#[inline(always)]
fn add(front: &[u64], back: &[u64], text: &mut [u8]) {
    let mut stream = front.iter().zip(back);
    let (blocks, rest) = text.as_chunks_mut::<16>();
    for (block, (front, back)) in blocks.iter_mut().zip(&mut stream) {
        let stream = u128::from(*back) << 64 | u128::from(*front);
        *block = (u128::from_le_bytes(*block) ^ stream).to_le_bytes();
    }
    if let Some((front, back)) = stream.next() {
        let stream = front.to_le_bytes().into_iter().chain(back.to_le_bytes());
        rest.iter_mut().zip(stream).for_each(|(text, stream)| *text ^= stream);
    }
}
