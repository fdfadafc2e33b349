//! SM2 by RustCrypto, with its precomputed table of the base point.

use sm2::dsa::signature::{Signer, Verifier};
use sm2::dsa::{Signature, SigningKey, VerifyingKey};
use zeroize::Zeroizing;

use super::{BadSignature, NotASignature, SM2_DEFAULT_ID};
use crate::pem::KeyError;

pub struct Secret(SigningKey);

impl Secret {
    /// Refuses 0, numbers of n and above, and n - 1, which has no inverse of 1 + d and so can sign
    /// nothing (GB/T 32918.2-2016 §6.1).
    pub fn new(secret: &[u8]) -> Result<Secret, KeyError> {
        if secret.len() != 32 {
            return Err(KeyError::NotASecret);
        }
        let key = SigningKey::from_slice(SM2_DEFAULT_ID, secret);
        let key = key.map_err(|_| KeyError::NotASecret)?;
        key.try_sign(&[]).map_err(|_| KeyError::NotASecret)?;
        Ok(Secret(key))
    }

    pub fn secret(&self) -> Result<sm2::SecretKey, KeyError> {
        let bytes = Zeroizing::new(<[u8; 32]>::from(self.0.to_bytes()));
        sm2::SecretKey::from_slice(bytes.as_ref()).map_err(|_| KeyError::NotASecret)
    }

    pub fn public(&self) -> Box<Public> {
        Box::new(Public(self.0.verifying_key().clone()))
    }

    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes().into()
    }
}

#[derive(Clone)]
pub struct Public(VerifyingKey);

impl Public {
    /// The point must lie on the curve and not be the one at infinity.
    pub fn new(bytes: &[u8], id: &str) -> Result<Public, KeyError> {
        let key = VerifyingKey::from_sec1_bytes(id, bytes);
        key.map(Public).map_err(|_| KeyError::NotAPublicKey)
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_sec1_bytes().into_vec()
    }

    pub fn verify(&self, message: &[u8], signature: &[u8; 64]) -> Result<(), BadSignature> {
        // r and s from 1 to n - 1, or there is no signature (GB/T 32918.2-2016 §7.1).
        let signature = Signature::from_slice(signature).map_err(|_| BadSignature)?;
        self.0.verify(message, &signature).map_err(|_| BadSignature)
    }
}

pub fn to_der(bytes: &[u8; 64]) -> Result<Vec<u8>, NotASignature> {
    let signature = Signature::from_slice(bytes).map_err(|_| NotASignature)?;
    Ok(signature.to_der().as_bytes().to_vec())
}

pub fn from_der(der: &[u8]) -> Result<[u8; 64], NotASignature> {
    let signature = Signature::from_der(der).map_err(|_| NotASignature)?;
    Ok(signature.to_bytes().into())
}
