//! Time stamps, with OpenSSL as the authority and as the judge.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test that cannot go on fails; it starts OpenSSL and waits for it"
)]

use std::path::Path;
use std::process::Command;

use proptest::prelude::*;
use ring::digest::{SHA256, digest};
use seal::timestamp::{NoStamp, read, request, token};
use tempfile::TempDir;

const CONFIG: &str = "[req]\ndistinguished_name = name\n[name]\n[tsa]\n\
    extendedKeyUsage = critical,timeStamping\nbasicConstraints = critical,CA:true\n\
    [ts]\ndefault_tsa = one\n[one]\nserial = ./serial\nsigner_cert = ./ca.pem\n\
    signer_key = ./key.pem\nsigner_digest = sha256\ndefault_policy = 1.2.3.4.1\n\
    digests = sha256\ncertificate_chain = ./ca.pem\n";

/// Whether OpenSSL is content; `None`, said loudly, where there is none.
fn openssl(at: &Path, line: &str) -> Option<bool> {
    let arguments = line.split_whitespace();
    let Ok(output) = Command::new("openssl").args(arguments).current_dir(at).output() else {
        eprintln!("SKIPPED: no openssl here (Debian: openssl)");
        return None;
    };
    if !output.status.success() {
        eprintln!("{line}: {}", String::from_utf8_lossy(&output.stderr));
    }
    Some(output.status.success())
}

/// The authority's answer to a request.
fn answer(at: &Path, asked: &[u8]) -> Option<Vec<u8>> {
    std::fs::write(at.join("config"), CONFIG).unwrap();
    std::fs::write(at.join("serial"), "01\n").unwrap();
    std::fs::write(at.join("asked"), asked).unwrap();
    let made = "req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out ca.pem -days 2 \
        -subj /CN=tsa -config config -extensions tsa";
    openssl(at, made).filter(|made| *made)?;
    let reply = "ts -reply -config config -section one -queryfile asked -out answer";
    assert_eq!(openssl(at, reply), Some(true));
    Some(std::fs::read(at.join("answer")).unwrap())
}

#[test]
fn an_authority_answers_our_request_and_openssl_verifies_the_token() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    let imprint: [u8; 32] = digest(&SHA256, b"what a receipt signs").as_ref().try_into().unwrap();
    // Numbers whose first bit is set get a leading zero in DER.
    for nonce in [0, 1, 0x8000_0000_0000_0001, u64::MAX] {
        let Some(answer) = answer(at, &request(&imprint, nonce).unwrap()) else { return };
        let token = token(&answer, &imprint, nonce).unwrap();
        assert_eq!(self::token(&answer, &imprint, nonce ^ 1), Err(NoStamp::OfAnother));
        assert_eq!(self::token(&answer, &[0; 32], nonce), Err(NoStamp::OfAnother));
        assert!(read(&token).unwrap().time.ends_with('Z'));
        std::fs::write(at.join("token"), token).unwrap();
        std::fs::write(at.join("data"), "what a receipt signs").unwrap();
        let verify = "ts -verify -data data -in token -token_in -CAfile ca.pem";
        assert_eq!(openssl(at, verify), Some(true));
        std::fs::write(at.join("data"), "something else").unwrap();
        assert_eq!(openssl(at, verify), Some(false));
    }
}

#[test]
fn a_refusal_of_the_authority_is_told_as_one() {
    // PKIStatus 2, rejection, and nothing else.
    let refused = [0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02];
    assert_eq!(token(&refused, &[0; 32], 1), Err(NoStamp::Refused(2)));
    let granted_without_token = [0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x00];
    assert_eq!(token(&granted_without_token, &[0; 32], 1), Err(NoStamp::Malformed));
    assert_eq!(token(b"", &[0; 32], 1), Err(NoStamp::Malformed));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_answer_makes_us_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = token(&bytes, &[0; 32], 1);
        let _ = read(&bytes);
        let mut whole = vec![0x30, 0x81, u8::try_from(bytes.len()).unwrap()];
        whole.extend(bytes);
        let _ = token(&whole, &[0; 32], 1);
        let _ = read(&whole);
    }
}
