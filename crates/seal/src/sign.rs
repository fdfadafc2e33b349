//! Signatures: Ed25519 (RFC 8032) and SM2 with SM3 (GB/T 32918.2-2016), one interface. Both are
//! deterministic: the nonce is derived from key and message (RFC 8032 §5.1.6; RFC 6979 with SM3),
//! so that what is signed again is signed the same, and no bad source of chance gives the key away.

mod ed25519;
mod sm2;

use std::fmt;
use std::str::FromStr;

use zeroize::Zeroizing;

use crate::pem::{self, KeyError};

/// Whose name an SM2 signature is bound to where nothing else was agreed (GB/T 35276-2017 §10):
/// OpenSSL must be told it, `-pkeyopt distid:1234567812345678`.
pub const SM2_DEFAULT_ID: &str = "1234567812345678";

/// How something is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Algorithm {
    /// Ed25519, RFC 8032.
    Ed25519,
    /// SM2 with SM3 over the curve of GB/T 32918.5-2017, with the default id.
    Sm2,
}

impl Algorithm {
    /// Both, in the order in which signatures are written.
    pub const ALL: [Algorithm; 2] = [Algorithm::Ed25519, Algorithm::Sm2];

    /// `ed25519` or `sm2`, as it stands in JSON and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Algorithm::Ed25519 => "ed25519",
            Algorithm::Sm2 => "sm2",
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// What is named is no algorithm of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no algorithm of signing: `ed25519` and `sm2` are")]
pub struct UnknownAlgorithm(String);

impl FromStr for Algorithm {
    type Err = UnknownAlgorithm;

    fn from_str(text: &str) -> Result<Algorithm, UnknownAlgorithm> {
        let named = Algorithm::ALL.into_iter().find(|algorithm| algorithm.name() == text);
        named.ok_or_else(|| UnknownAlgorithm(text.to_owned()))
    }
}

/// A signature, 64 bytes: R ‖ S of Ed25519 (RFC 8032 §5.1.6), r ‖ s of SM2 (each big-endian).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature([u8; 64]);

/// Bytes that are no signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no signature: 64 bytes are, or for SM2 the DER of its two numbers")]
pub struct NotASignature;

impl Signature {
    /// The 64 bytes.
    pub fn to_bytes(&self) -> [u8; 64] {
        self.0
    }

    /// Takes 64 bytes. Whether the numbers in them may stand there is asked on verifying.
    pub fn from_bytes(bytes: &[u8]) -> Result<Signature, NotASignature> {
        bytes.try_into().map(Signature).map_err(|_| NotASignature)
    }

    /// An SM2 signature as the DER that OpenSSL and GB/T 35276-2017 §7.3 write: a sequence of the
    /// integers r and s.
    pub fn to_sm2_der(&self) -> Result<Vec<u8>, NotASignature> {
        sm2::to_der(&self.0)
    }

    /// Reads such DER; nothing may follow, no integer may be longer than it must.
    pub fn from_sm2_der(der: &[u8]) -> Result<Signature, NotASignature> {
        sm2::from_der(der).map(Signature)
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

/// The signature is not of this key over this message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the signature is not of this key over this message")]
pub struct BadSignature;

/// A key that signs. Neither shown nor copied; its bytes are wiped when it goes.
pub struct SigningKey(Secret);

enum Secret {
    Ed25519(ed25519::Secret),
    Sm2(sm2::Secret),
}

impl SigningKey {
    /// A new key from `random`, which must fill what it is given from a source fit for keys.
    pub fn generate(algorithm: Algorithm, random: &dyn Fn(&mut [u8])) -> SigningKey {
        let mut seed = Zeroizing::new([0; 32]);
        loop {
            random(seed.as_mut());
            // WHY: of 2^256 values all but one in 2^32 are SM2 keys; the others are drawn again.
            if let Ok(key) = SigningKey::from_secret(algorithm, seed.as_ref()) {
                return key;
            }
        }
    }

    /// The key that these 32 bytes are: the seed of Ed25519, the number d of SM2 (1 to n - 2).
    pub fn from_secret(algorithm: Algorithm, secret: &[u8]) -> Result<SigningKey, KeyError> {
        Ok(SigningKey(match algorithm {
            Algorithm::Ed25519 => Secret::Ed25519(ed25519::Secret::new(secret)?),
            Algorithm::Sm2 => Secret::Sm2(sm2::Secret::new(secret)?),
        }))
    }

    /// Reads a `PRIVATE KEY` block (PKCS#8, RFC 5958), as `openssl genpkey` writes it.
    pub fn from_pem(text: &str) -> Result<SigningKey, KeyError> {
        let (algorithm, secret) = pem::read_private(text)?;
        SigningKey::from_secret(algorithm, secret.as_ref())
    }

    /// Writes a `PRIVATE KEY` block (PKCS#8) that `openssl pkey` reads.
    pub fn to_pem(&self) -> Result<Zeroizing<String>, KeyError> {
        match &self.0 {
            Secret::Ed25519(key) => pem::write_ed25519(key.seed()),
            Secret::Sm2(key) => pem::write_sm2(&key.secret()?),
        }
    }

    /// How it signs.
    pub fn algorithm(&self) -> Algorithm {
        match &self.0 {
            Secret::Ed25519(_) => Algorithm::Ed25519,
            Secret::Sm2(_) => Algorithm::Sm2,
        }
    }

    /// The key that verifies what this one signs.
    pub fn verifying_key(&self) -> VerifyingKey {
        VerifyingKey(match &self.0 {
            Secret::Ed25519(key) => Public::Ed25519(key.public()),
            Secret::Sm2(key) => Public::Sm2(key.public()),
        })
    }

    /// Signs; the same message always the same.
    pub fn sign(&self, message: &[u8]) -> Signature {
        Signature(match &self.0 {
            Secret::Ed25519(key) => key.sign(message),
            Secret::Sm2(key) => key.sign(message),
        })
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "SigningKey({}, secret)", self.algorithm())
    }
}

/// A key that verifies.
#[derive(Clone)]
pub struct VerifyingKey(Public);

#[derive(Clone)]
enum Public {
    Ed25519([u8; 32]),
    Sm2(Box<sm2::Public>),
}

impl VerifyingKey {
    /// Takes the 32 bytes of an Ed25519 key, or the 65 (04 ‖ x ‖ y) or 33 of an SM2 point, which
    /// must lie on the curve.
    pub fn from_bytes(algorithm: Algorithm, bytes: &[u8]) -> Result<VerifyingKey, KeyError> {
        Ok(VerifyingKey(match algorithm {
            Algorithm::Ed25519 => {
                Public::Ed25519(bytes.try_into().map_err(|_| KeyError::NotAPublicKey)?)
            }
            Algorithm::Sm2 => Public::Sm2(Box::new(sm2::Public::new(bytes, SM2_DEFAULT_ID)?)),
        }))
    }

    /// The 32 bytes of an Ed25519 key, the 65 (04 ‖ x ‖ y) of an SM2 point.
    pub fn to_bytes(&self) -> Vec<u8> {
        match &self.0 {
            Public::Ed25519(bytes) => bytes.to_vec(),
            Public::Sm2(key) => key.to_bytes(),
        }
    }

    /// Reads a `PUBLIC KEY` block (SPKI, RFC 5280 §4.1.2.7), as `openssl pkey -pubout` writes it.
    pub fn from_pem(text: &str) -> Result<VerifyingKey, KeyError> {
        let (algorithm, bytes) = pem::read_public(text)?;
        VerifyingKey::from_bytes(algorithm, &bytes)
    }

    /// Writes a `PUBLIC KEY` block (SPKI).
    pub fn to_pem(&self) -> Result<String, KeyError> {
        pem::write_public(self.algorithm(), &self.to_bytes())
    }

    /// How it verifies.
    pub fn algorithm(&self) -> Algorithm {
        match &self.0 {
            Public::Ed25519(_) => Algorithm::Ed25519,
            Public::Sm2(_) => Algorithm::Sm2,
        }
    }

    /// Whether `signature` is this key's over `message`. An SM2 signature is asked under the
    /// default id.
    pub fn verify(&self, message: &[u8], signature: &Signature) -> Result<(), BadSignature> {
        match &self.0 {
            Public::Ed25519(key) => ed25519::verify(key, message, &signature.0),
            Public::Sm2(key) => key.verify(message, &signature.0),
        }
    }
}

impl PartialEq for VerifyingKey {
    fn eq(&self, other: &VerifyingKey) -> bool {
        self.algorithm() == other.algorithm() && self.to_bytes() == other.to_bytes()
    }
}

impl Eq for VerifyingKey {}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "VerifyingKey({} ", self.algorithm())?;
        self.to_bytes().iter().try_for_each(|byte| write!(out, "{byte:02x}"))?;
        out.write_str(")")
    }
}
