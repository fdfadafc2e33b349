//! Keys as text: PKCS#8 for those that sign (RFC 5958), SPKI for those that verify (RFC 5280
//! §4.1.2.7), in the PEM of RFC 7468. Ed25519 by RFC 8410; SM2 as OpenSSL writes it, an EC key over
//! the curve 1.2.156.10197.1.301.

use pkcs8::der::Decode;
use pkcs8::der::Encode;
use pkcs8::der::asn1::{AnyRef, BitStringRef, OctetStringRef};
use pkcs8::der::pem::{LineEnding, PemLabel};
use pkcs8::{
    AlgorithmIdentifierRef, EncodePrivateKey, ObjectIdentifier, PrivateKeyInfoRef, SecretDocument,
    SubjectPublicKeyInfoRef,
};
use zeroize::Zeroizing;

use crate::sign::{Algorithm, SigningKey};

/// Longest text that is read as a key, in bytes.
const LONGEST: usize = 16 << 10;

const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
const EC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const SM2_CURVE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.156.10197.1.301");

/// Why a text or bytes are not the key that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// No PEM, or another block than the one asked for.
    #[error("no `{0}` block in PEM (RFC 7468) is there")]
    NotPem(&'static str),
    /// PEM, but not of an algorithm that is used here.
    #[error("the key is of another kind: Ed25519 and SM2 are read")]
    OtherAlgorithm,
    /// The secret is none of its algorithm.
    #[error("the secret is not one of its algorithm: wrong length, or a number out of range")]
    NotASecret,
    /// The bytes are no key, or a point off the curve.
    #[error("the public key is none: wrong length, or a point that is not on the curve")]
    NotAPublicKey,
    /// A file holds a secret and the public key of another.
    #[error("the public key that stands beside the secret belongs to another")]
    Mismatch,
    /// A key could not be written.
    #[error("the key cannot be written")]
    Unwritable,
}

/// The secret of a `PRIVATE KEY` block.
pub(crate) fn read_private(text: &str) -> Result<(Algorithm, Zeroizing<Vec<u8>>), KeyError> {
    let wrong = KeyError::NotPem(PrivateKeyInfoRef::PEM_LABEL);
    let text = short(text).ok_or(wrong)?;
    let (label, document) = SecretDocument::from_pem(text).map_err(|_| wrong)?;
    PrivateKeyInfoRef::validate_pem_label(label).map_err(|_| wrong)?;
    let info = PrivateKeyInfoRef::from_der(document.as_bytes()).map_err(|_| wrong)?;
    let algorithm = algorithm_of(&info.algorithm)?;
    let (secret, public) = match algorithm {
        Algorithm::Ed25519 => {
            // RFC 8410 §7: an octet string within the octet string.
            let seed = <&OctetStringRef>::from_der(info.private_key.as_bytes());
            let seed = seed.map_err(|_| KeyError::NotASecret)?.as_bytes().to_vec();
            (Zeroizing::new(seed), info.public_key.map(|key| key.raw_bytes().to_vec()))
        }
        Algorithm::Sm2 => {
            // RFC 5915 within; its own curve and public key are held against the secret.
            let key = sm2::SecretKey::try_from(info).map_err(|_| KeyError::NotASecret)?;
            (Zeroizing::new(key.to_bytes().to_vec()), None)
        }
    };
    if let Some(public) = public {
        let key = SigningKey::from_secret(algorithm, secret.as_ref())?;
        if key.verifying_key().to_bytes() != public {
            return Err(KeyError::Mismatch);
        }
    }
    Ok((algorithm, secret))
}

pub(crate) fn write_ed25519(seed: &[u8; 32]) -> Result<Zeroizing<String>, KeyError> {
    let seed = OctetStringRef::new(seed).map_err(|_| KeyError::Unwritable)?;
    let inner = Zeroizing::new(seed.to_der().map_err(|_| KeyError::Unwritable)?);
    let inner = OctetStringRef::new(inner.as_ref()).map_err(|_| KeyError::Unwritable)?;
    let algorithm = AlgorithmIdentifierRef { oid: ED25519, parameters: None };
    let info: PrivateKeyInfoRef<'_> = PrivateKeyInfoRef::new(algorithm, inner);
    let document = SecretDocument::try_from(info).map_err(|_| KeyError::Unwritable)?;
    let text = document.to_pem(PrivateKeyInfoRef::PEM_LABEL, LineEnding::LF);
    text.map_err(|_| KeyError::Unwritable)
}

pub(crate) fn write_sm2(key: &sm2::SecretKey) -> Result<Zeroizing<String>, KeyError> {
    key.to_pkcs8_pem(LineEnding::LF).map_err(|_| KeyError::Unwritable)
}

/// The bytes of a `PUBLIC KEY` block; an SM2 point is not yet held against the curve.
pub(crate) fn read_public(text: &str) -> Result<(Algorithm, Vec<u8>), KeyError> {
    let wrong = KeyError::NotPem(SubjectPublicKeyInfoRef::PEM_LABEL);
    let text = short(text).ok_or(wrong)?;
    let (label, document) = SecretDocument::from_pem(text).map_err(|_| wrong)?;
    SubjectPublicKeyInfoRef::validate_pem_label(label).map_err(|_| wrong)?;
    let info = SubjectPublicKeyInfoRef::from_der(document.as_bytes()).map_err(|_| wrong)?;
    let algorithm = algorithm_of(&info.algorithm)?;
    let bytes = info.subject_public_key.as_bytes().ok_or(KeyError::NotAPublicKey)?;
    Ok((algorithm, bytes.to_vec()))
}

pub(crate) fn write_public(algorithm: Algorithm, bytes: &[u8]) -> Result<String, KeyError> {
    let algorithm = match algorithm {
        Algorithm::Ed25519 => AlgorithmIdentifierRef { oid: ED25519, parameters: None },
        Algorithm::Sm2 => {
            let parameters = Some(AnyRef::from(&SM2_CURVE));
            AlgorithmIdentifierRef { oid: EC_KEY, parameters }
        }
    };
    let key = BitStringRef::from_bytes(bytes).map_err(|_| KeyError::Unwritable)?;
    let info = SubjectPublicKeyInfoRef { algorithm, subject_public_key: key };
    let document = pkcs8::Document::try_from(&info).map_err(|_| KeyError::Unwritable)?;
    let text = document.to_pem(SubjectPublicKeyInfoRef::PEM_LABEL, LineEnding::LF);
    text.map_err(|_| KeyError::Unwritable)
}

/// RFC 8410 §3: Ed25519 has no parameters; SM2's are its curve.
fn algorithm_of(named: &AlgorithmIdentifierRef<'_>) -> Result<Algorithm, KeyError> {
    let curve = named.parameters.map(|any| any.decode_as::<ObjectIdentifier>());
    match (named.oid, curve) {
        (ED25519, None) => Ok(Algorithm::Ed25519),
        (EC_KEY, Some(Ok(SM2_CURVE))) => Ok(Algorithm::Sm2),
        _ => Err(KeyError::OtherAlgorithm),
    }
}

/// The text without the blank around it, if it is not longer than any key.
fn short(text: &str) -> Option<&str> {
    (text.len() <= LONGEST).then(|| text.trim_ascii())
}
