//! What is half done: somebody has shown a password and owes a second factor, or was given a
//! challenge for a passkey. Kept in memory for some minutes, each known by a secret that is used
//! once; a restart makes it void, and one begins again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use webauthn_rs::prelude::{PasskeyAuthentication, PasskeyRegistration};

use crate::credential::hash_of;
use crate::oidc::Owed;
use crate::problem::Problem;
use crate::secret::new_secret;
use crate::world::World;

/// How long one may take.
const LASTS: SignedDuration = SignedDuration::from_mins(5);
/// Tickets kept; of more the oldest go.
const MOST: usize = 10_000;

/// What a ticket waits for.
pub enum Waits {
    /// A second factor, to come in.
    SecondFactor,
    /// The answer of a passkey, to come in; a challenge for nobody has none that fits.
    SignIn(Option<Box<PasskeyAuthentication>>),
    /// The answer of a passkey, to prove that it is still oneself.
    Proof(Box<PasskeyAuthentication>),
    /// Whoever was sent to a provider of identities.
    Foreign(Box<Owed>),
    /// A new passkey.
    Register(Box<PasskeyRegistration>),
}

/// Something half done.
pub struct Ticket {
    /// Whose.
    pub account: String,
    /// What it waits for.
    pub waits: Waits,
    ends_at: Timestamp,
}

/// Tickets given out.
#[derive(Default)]
pub struct Tickets {
    given: Mutex<HashMap<[u8; 32], Arc<Ticket>>>,
}

impl Tickets {
    /// Gives one out: the secret it is known by.
    ///
    /// # Errors
    /// There were no random bytes.
    pub fn give(
        &self,
        world: &World,
        account: &str,
        waits: Waits,
        now: Timestamp,
    ) -> Result<String, Problem> {
        let secret = new_secret(world, "aw_")?;
        let ends_at = now.saturating_add(LASTS).unwrap_or(now);
        let ticket = Arc::new(Ticket { account: account.to_owned(), waits, ends_at });
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        if MOST <= given.len() {
            given.retain(|_, ticket| now < ticket.ends_at);
        }
        if MOST <= given.len() {
            let oldest = given.iter().min_by_key(|(_, ticket)| ticket.ends_at);
            if let Some(hash) = oldest.map(|(hash, _)| *hash) {
                given.remove(&hash);
            }
        }
        given.insert(hash_of(&secret), ticket);
        Ok(secret)
    }

    /// The one of a secret; it stays, so that a mistyped code can be typed again.
    pub fn look(&self, secret: &str, now: Timestamp) -> Option<Arc<Ticket>> {
        let given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        given.get(&hash_of(secret)).filter(|ticket| now < ticket.ends_at).cloned()
    }

    /// The one of a secret, used up.
    pub fn take(&self, secret: &str, now: Timestamp) -> Option<Arc<Ticket>> {
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        given.remove(&hash_of(secret)).filter(|ticket| now < ticket.ends_at)
    }

    /// Makes those of an account void.
    pub fn forget(&self, account: &str) {
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        given.retain(|_, ticket| ticket.account != account);
    }
}
