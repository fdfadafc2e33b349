//! The circuit and the keystream by themselves.

use sm4::Sm4;
use sm4::cipher::{BlockCipherEncrypt, KeyInit};

use super::keystream;
use super::sbox::substitute;
use super::schedule::Schedule;

const SECRET: [u8; 16] = *b"\x01\x23\x45\x67\x89\xab\xcd\xef\xfe\xdc\xba\x98\x76\x54\x32\x10";

fn keystream(nonce: [u8; 12], counter: u32, length: usize) -> Vec<u8> {
    let mut text = vec![0; length];
    keystream::xor(&Schedule::new(&SECRET), nonce, counter, &mut text);
    text
}

/// GB/T 32907-2016, appendix A, example 1: the key encrypted under itself.
#[test]
fn the_circuit_encrypts_the_example_of_the_standard() {
    let expected = 0x681e_df34_d206_965e_86b3_e94f_536e_4246_u128.to_be_bytes();
    let (nonce, counter) = SECRET.split_first_chunk().unwrap();
    let counter = u32::from_be_bytes(counter.try_into().unwrap());
    assert_eq!(keystream(*nonce, counter, 16), expected);
}

/// The first and the last row of the table of the standard (§6.2.1).
#[test]
fn the_circuit_substitutes_as_the_table_of_the_standard_does() {
    const FIRST: [u8; 16] = 0xd690_e9fe_cce1_3db7_16b6_14c2_28fb_2c05_u128.to_be_bytes();
    const LAST: [u8; 16] = 0x18f0_7dec_3adc_4d20_79ee_5f3e_d7cb_3948_u128.to_be_bytes();
    let mut seen = [false; 256];
    for byte in 0..=255_u8 {
        let bits = std::array::from_fn(|bit| (byte ^ 0x75) >> bit & 1);
        let bits = substitute(bits).into_iter().enumerate();
        let made = bits.fold(0_u8, |made, (at, bit)| made | bit << at) ^ 0xd3;
        seen[usize::from(made)] = true;
        match byte {
            0..16 => assert_eq!(made, FIRST[usize::from(byte)]),
            240.. => assert_eq!(made, LAST[usize::from(byte - 240)]),
            16..240 => {}
        }
    }
    assert!(seen.iter().all(|seen| *seen), "it is no permutation");
}

#[test]
fn counters_count_on_over_every_carry_and_begin_again_after_the_last() {
    let twin = Sm4::new(&SECRET.into());
    for first in [0, 1, 2, 0xff, 0xffff, 0x00ff_ffc0, 0x7fff_ffff, u32::MAX - 300, u32::MAX] {
        let stream = keystream([3; 12], first, 16 * 700 + 5);
        for (number, block) in stream.chunks(16).enumerate() {
            let mut expected = [3; 16];
            let counter = first.wrapping_add(number as u32);
            expected[12..].copy_from_slice(&counter.to_be_bytes());
            twin.encrypt_block((&mut expected).into());
            assert_eq!(block, &expected[..block.len()], "block {number} after {first}");
        }
    }
}

#[test]
fn all_vectors_that_this_machine_has_make_the_same_keystream() {
    let schedule = Schedule::new(&SECRET);
    let expected = keystream([5; 12], 77, 20_000);
    let mut text = vec![0; 20_000];
    keystream::xor_plainly(&schedule, [5; 12], 77, &mut text);
    assert_eq!(text, expected);
}
