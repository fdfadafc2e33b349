//! Fetches time stamps (RFC 3161) from the authority that the operator named. Only SHA-256 of what
//! a receipt signs goes out; an authority that is down is asked again later.

use std::sync::Arc;
use std::time::Duration;

use seal::timestamp::{LONGEST_ANSWER, request, token};
use server::Shared;

use super::running::outgoing;
use super::world;
use crate::console::Console;

/// How often it is looked whether stamps are waited for.
const EVERY: Duration = Duration::from_secs(5);
/// How long an authority may take to answer.
const LONGEST: Duration = Duration::from_secs(30);

/// An authority of time.
pub struct Authority {
    agent: ureq::Agent,
    address: String,
}

impl Authority {
    /// The authority at an address.
    ///
    /// # Errors
    /// The address is none, or this machine trusts no certificates.
    pub fn at(console: &Console, address: &str) -> anyhow::Result<Authority> {
        let agent = outgoing(console, address, LONGEST)?;
        Ok(Authority { agent, address: address.to_owned() })
    }

    /// The token for an imprint; none where the authority gave none that fits.
    fn ask(&self, imprint: &[u8; 32]) -> anyhow::Result<Vec<u8>> {
        let mut number = [0; 8];
        world::chance(&mut number)?;
        let nonce = u64::from_be_bytes(number);
        let asked = request(imprint, nonce)?;
        let mut response = self
            .agent
            .post(&self.address)
            .header("accept", "application/timestamp-reply")
            .content_type("application/timestamp-query")
            .send(&asked)?;
        anyhow::ensure!(response.status() == 200, "it answered {}", response.status());
        let answer =
            response.body_mut().with_config().limit(LONGEST_ANSWER as u64).read_to_vec()?;
        Ok(token(&answer, imprint, nonce)?)
    }
}

/// Fetches what is waited for, as long as the office runs.
pub async fn fetch(office: Shared, authority: Authority) {
    let authority = Arc::new(authority);
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        // What went wrong is in the log; the next round tries again.
        let Ok(waiting) = office.stamps_to_fetch() else { continue };
        for one in waiting {
            let (asked, imprint) = (authority.clone(), one.imprint);
            let came = tokio::task::spawn_blocking(move || asked.ask(&imprint)).await;
            let came = came.map_err(anyhow::Error::from).flatten();
            if let Err(error) = &came {
                tracing::warn!(%error, "the authority of time gave no stamp; it is asked again");
            }
            let _ = office.stamp_came(&one, came.ok()).await;
        }
    }
}
