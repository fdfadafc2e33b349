//! Ed25519 by `ring`: it is in the tree for TLS, and signs faster than the others we measured.

use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use zeroize::Zeroizing;

use super::BadSignature;
use crate::pem::KeyError;

pub struct Secret {
    seed: Zeroizing<[u8; 32]>,
    pair: Ed25519KeyPair,
}

impl Secret {
    pub fn new(seed: &[u8]) -> Result<Secret, KeyError> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| KeyError::NotASecret)?;
        let seed = seed.try_into().map_err(|_| KeyError::NotASecret)?;
        Ok(Secret { seed: Zeroizing::new(seed), pair })
    }

    pub fn seed(&self) -> &[u8; 32] {
        &self.seed
    }

    pub fn public(&self) -> [u8; 32] {
        let bytes = self.pair.public_key().as_ref().try_into();
        bytes.unwrap_or_default()
    }

    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        let signature = self.pair.sign(message);
        let mut bytes = [0; 64];
        bytes.iter_mut().zip(signature.as_ref()).for_each(|(to, from)| *to = *from);
        bytes
    }
}

pub fn verify(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> Result<(), BadSignature> {
    let key = UnparsedPublicKey::new(&ED25519, key);
    key.verify(message, signature).map_err(|_| BadSignature)
}
