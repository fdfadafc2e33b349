//! Root keys sealed to a security module: SoftHSM 2, which Debian has.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(clippy::disallowed_methods, reason = "the test tells itself its folder")]

use std::fs;
use std::path::Path;
use std::process::Command;

use seal::pkcs11::{Failing, Module, Place};
use seal::{Key, KeyRing, Profile};

const LIBRARY: &str = "/usr/lib/softhsm/libsofthsm2.so";
/// The folder of the tokens, handed to the test that runs in a process of its own.
const FOLDER: &str = "SEAL_TEST_TOKENS";
const PIN: &str = "271828";

fn random(bytes: &mut [u8]) {
    bytes.iter_mut().zip(1..).for_each(|(byte, number)| *byte = number);
}

fn place(key: &str) -> Place<'_> {
    Place { library: Path::new(LIBRARY), token: "anshen", key }
}

/// SoftHSM learns its folder from the environment, which a test cannot set for itself.
#[test]
fn root_keys_sealed_to_a_module_open_with_its_key_and_its_pin_only() {
    if std::env::var_os(FOLDER).is_some() {
        return use_the_module();
    }
    let dir = tempfile::tempdir().unwrap();
    let settings = dir.path().join("softhsm2.conf");
    fs::write(&settings, format!("directories.tokendir = {}\n", dir.path().display())).unwrap();
    let token = Command::new("softhsm2-util")
        .args(["--init-token", "--free", "--label", "anshen", "--so-pin", "314159", "--pin", PIN])
        .env("SOFTHSM2_CONF", &settings)
        .output();
    let Ok(token) = token else {
        eprintln!("SKIPPED: no `softhsm2-util` here (Debian: softhsm2); nothing was sealed");
        return;
    };
    assert!(token.status.success(), "{}", String::from_utf8_lossy(&token.stderr));
    let test = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "root_keys_sealed_to_a_module_open_with_its_key_and_its_pin_only"])
        .args(["--nocapture", "--test-threads=1"])
        .env("SOFTHSM2_CONF", &settings)
        .env(FOLDER, dir.path())
        .status();
    assert!(test.unwrap().success());
}

fn use_the_module() {
    assert!(matches!(Module::open(&place("roots"), "000000"), Err(Failing::Module(_))));
    let missing = Module::open(&place("roots"), PIN).err().unwrap();
    assert_eq!(missing.to_string(), "token `anshen` has 0 keys `roots` for AES, wanted is one");
    let elsewhere = Place { token: "other", ..place("roots") };
    let elsewhere = Module::open(&elsewhere, PIN).err().unwrap().to_string();
    assert!(elsewhere.contains("`other`") && elsewhere.contains("`anshen`"), "{elsewhere}");

    let keys = KeyRing::new(Key::generate(Profile::International, &random))
        .rotated(Key::generate(Profile::Chinese, &random));
    let text = {
        let module = Module::make_key(&place("roots"), PIN).unwrap();
        module.seal(&keys, &random).unwrap()
    };
    let secret = keys.to_text();
    let secret = secret.split_whitespace().nth(3).unwrap();
    assert!(!text.contains(secret));

    let module = Module::open(&place("roots"), PIN).unwrap();
    assert_eq!(module.unseal(&text).ok().unwrap().to_text(), keys.to_text());
    assert!(matches!(module.unseal(&keys.to_text()), Err(Failing::NotSealed)));
    assert!(matches!(module.unseal("pkcs11 AAAA"), Err(Failing::NotSealed)));
    let altered = text.replacen('A', "B", 1);
    assert!(matches!(module.unseal(&altered), Err(Failing::Altered(_))));
    let other = Module::make_key(&place("others"), PIN).unwrap();
    assert!(matches!(other.unseal(&text), Err(Failing::Altered(_))));
}
