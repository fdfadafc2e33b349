//! One-time passwords (RFC 6238): six digits for each 30 seconds, one step early or late is borne,
//! and the code of a step is taken once. Recovery codes for whoever lost the device.

use fast_qr::ECL;
use fast_qr::qr::QRBuilder;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use totp_rs::{Builder, Totp};

use crate::problem::Problem;
use crate::world::World;

/// Bytes of a secret: 160 bits, as RFC 4226 asks for.
pub const SECRET_BYTES: usize = 20;
/// Recovery codes given at a time.
const CODES: usize = 10;
/// Letters of a recovery code: none that is taken for another. 32 of them, five bits each.
const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

fn totp(secret: &[u8], login: &str, issuer: &str) -> Result<Totp, Problem> {
    // The address that is scanned has a colon between the two.
    let clean = |text: &str| text.replace(':', " ");
    let built = Builder::new()
        .with_secret(secret.to_vec())
        .with_account_name(clean(login))
        .with_issuer(Some(clean(issuer)))
        .build();
    built.map_err(|error| Problem::broken(&error))
}

/// What an authenticator is set up with.
pub struct Setup {
    /// The secret, base32 (RFC 4648), to be typed.
    pub secret: String,
    /// The same as an address to be scanned.
    pub uri: String,
    /// The address as a QR code, SVG.
    pub svg: String,
}

/// How an authenticator is set up with a secret.
///
/// # Errors
/// The address is too long for a code.
pub fn setup(secret: &[u8], login: &str, issuer: &str) -> Result<Setup, Problem> {
    let uri = totp(secret, login, issuer)?.to_url().map_err(|error| Problem::broken(&error))?;
    let svg = drawn(&uri)?;
    let secret = totp_rs::Secret::from(secret.to_vec()).to_base32();
    Ok(Setup { secret, uri, svg })
}

/// A QR code (ISO/IEC 18004) as SVG: one path, four modules of quiet around it.
fn drawn(text: &str) -> Result<String, Problem> {
    const QUIET: usize = 4;
    let code = QRBuilder::new(text).ecl(ECL::M).build();
    let code = code.map_err(|error| Problem::broken(&error))?;
    let side = code.size + 2 * QUIET;
    let mut path = String::new();
    for (row, modules) in code.data.chunks(code.size).take(code.size).enumerate() {
        let dark = modules.iter().enumerate().filter(|(_, module)| module.value());
        for (column, _) in dark {
            path.push_str(&format!("M{} {}h1v1h-1z", column + QUIET, row + QUIET));
        }
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" width=\"220\" \
         height=\"220\" shape-rendering=\"crispEdges\" role=\"img\"><path fill=\"#fff\" \
         d=\"M0 0h{side}v{side}h-{side}z\"/><path d=\"{path}\"/></svg>"
    ))
}

/// The time step of a code, if it is one of now, the step before or the step after.
///
/// # Errors
/// The secret is none.
pub fn step_of(secret: &[u8], code: &str, now: Timestamp) -> Result<Option<u64>, Problem> {
    let digits: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return Ok(None);
    }
    let seconds = u64::try_from(now.as_second()).unwrap_or(0);
    Ok(totp(secret, "", "anshen")?.check(&digits, seconds))
}

/// Fresh recovery codes, as they are shown this once.
///
/// # Errors
/// There were no random bytes.
pub fn recovery_codes(world: &World) -> Result<Vec<String>, Problem> {
    (0..CODES).map(|_| recovery_code(world)).collect()
}

/// Sixteen letters, 80 random bits, in fours.
fn recovery_code(world: &World) -> Result<String, Problem> {
    let bytes = world.chance::<16>().map_err(|error| Problem::broken(&error))?;
    let mut code = String::new();
    for (place, byte) in bytes.iter().enumerate() {
        if place % 4 == 0 && place != 0 {
            code.push('-');
        }
        // Of each byte five bits: no letter is likelier than another.
        code.extend(LETTERS.get(usize::from(byte & 31)).map(|letter| char::from(*letter)));
    }
    Ok(code)
}

/// What is kept of a recovery code. It is random enough that no slow hash is needed.
pub fn recovery_hash(code: &str) -> [u8; 32] {
    let letters = code.chars().filter(char::is_ascii_alphanumeric);
    let clean: String = letters.map(|letter| letter.to_ascii_uppercase()).collect();
    Sha256::digest(clean.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_rfc() {
        // RFC 6238, appendix B, SHA-1; the last six of its eight digits.
        let secret = b"12345678901234567890";
        let vectors = [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ];
        for (seconds, code) in vectors {
            let step = u64::try_from(seconds / 30).unwrap();
            assert_eq!(step_of(secret, code, at(seconds)).unwrap(), Some(step), "{seconds}");
        }
    }

    #[test]
    fn one_step_early_or_late_is_borne_and_two_are_not() {
        let secret = b"12345678901234567890";
        let (code, step) = ("005924", 1_234_567_890 / 30);
        let begins = step * 30;
        let found = |seconds| step_of(secret, code, at(seconds)).unwrap().is_some();
        assert!(found(begins - 30) && found(begins) && found(begins + 59));
        assert!(!found(begins - 31) && !found(begins + 60));
        for odd in ["", "5924", "00592", "0059244", "00592a", "００５９２４", "005 924"] {
            let good = odd == "005 924";
            assert_eq!(step_of(secret, odd, at(begins)).unwrap().is_some(), good, "{odd}");
        }
    }

    #[test]
    fn an_authenticator_is_told_issuer_account_and_secret() {
        let setup = setup(b"12345678901234567890", "li:ming", "网络安全审查办公室").unwrap();
        // RFC 4648, base32 of those twenty digits.
        assert_eq!(setup.secret, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert!(setup.uri.starts_with("otpauth://totp/"), "{}", setup.uri);
        assert!(setup.uri.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "{}", setup.uri);
        assert!(setup.svg.starts_with("<svg ") && setup.svg.contains("M4 4h1v1h-1z"));
    }

    #[test]
    fn a_recovery_code_is_known_however_it_is_typed() {
        assert_eq!(recovery_hash("ABCD-EFGH-JKLM-NPQR"), recovery_hash(" abcd efgh jklmnpqr"));
        assert_ne!(recovery_hash("ABCD-EFGH-JKLM-NPQR"), recovery_hash("ABCD-EFGH-JKLM-NPQS"));
    }
}
