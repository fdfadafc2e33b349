//! Root keys sealed to a security module (PKCS #11 2.40): their text lies on disk sealed under a
//! key that never leaves the module, and is opened once, when the program starts. The module so has
//! no part in what happens a thousand times a second, and SM4 needs no support of its.
//!
//! What the library of a module does is beyond what this crate can promise.

use std::path::Path;

use base64ct::{Base64, Encoding};
use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};
use cryptoki::mechanism::Mechanism;
use cryptoki::mechanism::aead::GcmParams;
use cryptoki::object::{Attribute, KeyType, ObjectClass, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::types::AuthPin;
use zeroize::Zeroizing;

use crate::cipher::{NONCE, TAG};
use crate::{BadKeys, KeyRing, Random};

/// A security module with somebody signed in, and its key for root keys.
pub struct Module {
    session: Session,
    key: ObjectHandle,
}

/// Where a module and the key in it are found.
pub struct Place<'a> {
    /// The library that speaks to the module.
    pub library: &'a Path,
    /// The label of the token.
    pub token: &'a str,
    /// The label of the key.
    pub key: &'a str,
}

/// Why a module does not serve.
#[derive(Debug, thiserror::Error)]
pub enum Failing {
    /// No token of that label.
    #[error("no token `{wanted}` in this module; there are: {found}")]
    NoToken {
        /// The label that was looked for.
        wanted: String,
        /// The labels that there are.
        found: String,
    },
    /// No key of that label.
    #[error("token `{token}` has {count} keys `{key}` for AES, wanted is one")]
    NotOneKey {
        /// The label of the token.
        token: String,
        /// The label that was looked for.
        key: String,
        /// How many have it.
        count: usize,
    },
    /// The module refused.
    #[error("the security module refused")]
    Module(#[from] Error),
    /// The text is no text of sealed keys.
    #[error("these are no root keys sealed to a security module: they begin with `pkcs11 `")]
    NotSealed,
    /// Sealed to another key, or altered.
    #[error("the sealed root keys do not open: altered, or sealed to another module or key")]
    Altered(#[source] Error),
    /// What was sealed are no keys.
    #[error("what was sealed to the module are no root keys")]
    Keys(#[from] BadKeys),
    /// What was sealed is no text.
    #[error("what was sealed to the module is no text")]
    NoText,
}

/// How the text of sealed keys begins.
const BEGIN: &str = "pkcs11 ";
/// What is authenticated beside the keys. Never empty: SoftHSM 2.6 falls over nothing at all.
const ABOUT: &[u8] = b"anshen seal: root keys";

impl Module {
    /// Signs in to the token and finds the key.
    pub fn open(place: &Place<'_>, pin: &str) -> Result<Module, Failing> {
        let session = sign_in(place, pin)?;
        let keys = session.find_objects(&[
            Attribute::Class(ObjectClass::SECRET_KEY),
            Attribute::KeyType(KeyType::AES),
            Attribute::Label(place.key.as_bytes().to_vec()),
        ])?;
        match keys.as_slice() {
            [key] => Ok(Module { session, key: *key }),
            keys => Err(Failing::NotOneKey {
                token: place.token.to_owned(),
                key: place.key.to_owned(),
                count: keys.len(),
            }),
        }
    }

    /// Has the token make the key, of AES with 256 bits, that nobody can take out of it.
    pub fn make_key(place: &Place<'_>, pin: &str) -> Result<Module, Failing> {
        let session = sign_in(place, pin)?;
        let key = session.generate_key(
            &Mechanism::AesKeyGen,
            &[
                Attribute::Token(true),
                Attribute::Private(true),
                Attribute::Sensitive(true),
                Attribute::Extractable(false),
                Attribute::Encrypt(true),
                Attribute::Decrypt(true),
                Attribute::ValueLen(32.into()),
                Attribute::Label(place.key.as_bytes().to_vec()),
            ],
        )?;
        Ok(Module { session, key })
    }

    /// A text in which the root keys are sealed to this module.
    pub fn seal(&self, keys: &KeyRing, random: Random<'_>) -> Result<String, Failing> {
        let mut nonce = [0; NONCE];
        random(&mut nonce);
        let parameters = GcmParams::new(&mut nonce, ABOUT, (8 * TAG).try_into()?)?;
        let text = keys.to_text();
        let sealed =
            self.session.encrypt(&Mechanism::AesGcm(parameters), self.key, text.as_bytes());
        // A module may draw the nonce itself and puts it into ours: so it is read after.
        let sealed = [nonce.as_slice(), &sealed?].concat();
        Ok(format!("{BEGIN}{}\n", Base64::encode_string(&sealed)))
    }

    /// The root keys that were sealed to this module.
    pub fn unseal(&self, text: &str) -> Result<KeyRing, Failing> {
        let sealed = text.trim().strip_prefix(BEGIN).ok_or(Failing::NotSealed)?;
        let sealed = Base64::decode_vec(sealed).map_err(|_| Failing::NotSealed)?;
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(Failing::NotSealed)?;
        let mut nonce = *nonce;
        let parameters = GcmParams::new(&mut nonce, ABOUT, (8 * TAG).try_into()?)?;
        let plain = self.session.decrypt(&Mechanism::AesGcm(parameters), self.key, sealed);
        let plain = Zeroizing::new(plain.map_err(Failing::Altered)?);
        let plain = std::str::from_utf8(&plain).map_err(|_| Failing::NoText)?;
        Ok(plain.parse()?)
    }
}

fn sign_in(place: &Place<'_>, pin: &str) -> Result<Session, Failing> {
    let library = Pkcs11::new(place.library)?;
    match library.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
        Ok(()) | Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => {}
        Err(error) => return Err(Failing::Module(error)),
    }
    let mut found = Vec::new();
    for slot in library.get_slots_with_token()? {
        let label = library.get_token_info(slot)?.label().trim().to_owned();
        if label == place.token {
            let session = library.open_rw_session(slot)?;
            match session.login(UserType::User, Some(&AuthPin::new(pin.into()))) {
                Ok(()) | Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => {}
                Err(error) => return Err(Failing::Module(error)),
            }
            return Ok(session);
        }
        found.push(format!("`{label}`"));
    }
    Err(Failing::NoToken { wanted: place.token.to_owned(), found: found.join(", ") })
}
