//! How much anybody may ask: tries at the door, filings handed in, requests at all.

use std::collections::HashSet;
use std::sync::{PoisonError, RwLock};

use jiff::Timestamp;

use crate::limiter::{BackOff, Limiter};
use crate::peer::Proxy;
use crate::problem::Problem;

/// How many requests are answered, and by whose address those are told apart who are not signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Traffic {
    /// Whose word on addresses is taken.
    pub proxy: Proxy,
    /// Requests a second of one account; no limit where none is set.
    pub signed_in: Option<u32>,
    /// Requests a second from one address by those who are not signed in.
    pub not_signed_in: Option<u32>,
}

/// Requests a second from one address by those who are not signed in, where nothing is said.
pub const NOT_SIGNED_IN_PER_SECOND: u32 = 100;

impl Default for Traffic {
    /// WHY: a program with a token is known by name and may be as fast as it can; what nobody
    /// answers for is bounded.
    fn default() -> Traffic {
        Traffic {
            proxy: Proxy::None,
            signed_in: None,
            not_signed_in: Some(NOT_SIGNED_IN_PER_SECOND),
        }
    }
}

/// The limits of an office.
pub struct Gates {
    /// Whose word on addresses is taken.
    pub proxy: Proxy,
    /// Tries to sign in to one account from addresses it was never signed in from.
    sign_ins: Limiter,
    /// Tries to sign in to one account from one address it was signed in from before.
    sign_ins_known: Limiter,
    /// Codes tried of one account from one address.
    codes: Limiter,
    /// Codes of one account that were wrong, from addresses it was never signed in from.
    wrong_codes: BackOff,
    /// Accounts and the addresses they were signed in from, as long as this process runs.
    known: RwLock<HashSet<(String, String)>>,
    /// Tries to sign in from one address, whatever the account: an office behind one address comes
    /// in within a minute.
    sign_ins_from: Limiter,
    /// One-time links tried from one address.
    links_from: Limiter,
    /// Filings handed in by one person.
    submissions: Limiter,
    /// Papers shown from one address.
    verifications_from: Limiter,
    signed_in: Option<Limiter>,
    not_signed_in: Option<Limiter>,
}

/// Accounts with addresses remembered before all are forgotten.
const MOST_KNOWN: usize = 100_000;

fn pair(login: &str, from: &str) -> String {
    format!("{login} {from}")
}

impl Gates {
    /// The limits.
    pub fn new(traffic: Traffic) -> Gates {
        Gates {
            proxy: traffic.proxy,
            sign_ins: Limiter::new(10, 6),
            sign_ins_known: Limiter::new(10, 6),
            codes: Limiter::new(5, 30),
            wrong_codes: BackOff::default(),
            known: RwLock::default(),
            sign_ins_from: Limiter::new(60, 2),
            links_from: Limiter::new(20, 6),
            submissions: Limiter::new(30, 2),
            verifications_from: Limiter::new(60, 2),
            signed_in: traffic.signed_in.map(Limiter::a_second),
            not_signed_in: traffic.not_signed_in.map(Limiter::a_second),
        }
    }

    /// A request by somebody signed in, whatever they signed in with.
    pub fn of_account(&self, id: &str, now: Timestamp) -> Result<(), Problem> {
        self.signed_in.as_ref().map_or(Ok(()), |limiter| limiter.take(id, now))
    }

    /// Whether requests of strangers are bounded.
    pub fn bounds_strangers(&self) -> bool {
        self.not_signed_in.is_some()
    }

    /// A request that shows no credential, or one that opens nothing.
    pub fn of_stranger(&self, from: Option<&str>, now: Timestamp) -> Result<(), Problem> {
        match (&self.not_signed_in, from) {
            (Some(limiter), Some(from)) => limiter.take(from, now),
            (_, _) => Ok(()),
        }
    }

    /// A try to sign in. The address comes first: who tries many accounts uses none of them up.
    pub fn sign_in(&self, from: Option<&str>, login: &str, now: Timestamp) -> Result<(), Problem> {
        from.map_or(Ok(()), |from| self.sign_ins_from.take(from, now))?;
        let login = login.to_lowercase();
        // WHY: a stranger who uses up the tries of an account locks out nobody who came in before.
        match from.filter(|from| self.knows(&login, from)) {
            Some(from) => self.sign_ins_known.take(&pair(&login, from), now),
            None => self.sign_ins.take(&login, now),
        }
    }

    /// A code of an account tried. From where the account was never signed in from, the more codes
    /// were wrong in a row the longer the next has to wait: of 10^6 codes few are ever tried.
    pub fn code(&self, from: Option<&str>, login: &str, now: Timestamp) -> Result<(), Problem> {
        let login = login.to_lowercase();
        let from = from.unwrap_or_default();
        if !self.knows(&login, from) {
            self.wrong_codes.must_have_waited(&login, now)?;
        }
        self.codes.take(&pair(&login, from), now)
    }

    /// A code of an account was wrong.
    pub fn code_was_wrong(&self, from: Option<&str>, login: &str, now: Timestamp) {
        let login = login.to_lowercase();
        if !self.knows(&login, from.unwrap_or_default()) {
            self.wrong_codes.failed(&login, now);
        }
    }

    /// Somebody came in, from there.
    pub fn came_in(&self, from: Option<&str>, login: &str) {
        let login = login.to_lowercase();
        self.wrong_codes.forget(&login);
        let Some(from) = from else {
            return;
        };
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if MOST_KNOWN <= known.len() {
            known.clear();
        }
        known.insert((login, from.to_owned()));
    }

    fn knows(&self, login: &str, from: &str) -> bool {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.contains(&(login.to_owned(), from.to_owned()))
    }

    /// A one-time link tried. Nobody can use up the tries of others.
    pub fn link(&self, from: Option<&str>, now: Timestamp) -> Result<(), Problem> {
        self.links_from.take(from.unwrap_or_default(), now)
    }

    /// A paper shown to be verified.
    pub fn verification(&self, from: Option<&str>, now: Timestamp) -> Result<(), Problem> {
        from.map_or(Ok(()), |from| self.verifications_from.take(from, now))
    }

    /// A filing handed in.
    pub fn submission(&self, person: &str, now: Timestamp) -> Result<(), Problem> {
        self.submissions.take(person, now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-03-04T01:00:00Z".parse().unwrap()
    }

    #[test]
    fn who_tries_many_accounts_is_stopped_and_uses_up_no_account() {
        let gates = Gates::new(Traffic::default());
        let from = |address: &'static str, nth: u32| {
            gates.sign_in(Some(address), &format!("login-{nth}"), now()).is_ok()
        };
        assert!((0..60).all(|nth| from("203.0.113.9", nth)));
        assert!(!from("203.0.113.9", 60));
        assert!(!from("203.0.113.9", 61));
        assert!((0..60).all(|nth| from("198.51.100.7", nth)));
    }

    #[test]
    fn one_account_is_tried_no_oftener_from_many_addresses() {
        let gates = Gates::new(Traffic::default());
        let tries = (0..20).filter(|nth| {
            let address = format!("192.0.2.{nth}");
            gates.sign_in(Some(&address), "Officer", now()).is_ok()
        });
        assert_eq!(tries.count(), 10);
        assert!(gates.sign_in(None, "officer", now()).is_err());
    }

    #[test]
    fn a_stranger_uses_up_no_tries_of_who_came_in_before() {
        let gates = Gates::new(Traffic::default());
        let home = Some("198.51.100.7");
        gates.came_in(home, "Officer");
        for nth in 0..60 {
            let address = format!("203.0.113.{nth}");
            let _ = gates.sign_in(Some(&address), "officer", now());
            let _ = gates.code(Some(&address), "officer", now());
            gates.code_was_wrong(Some(&address), "officer", now());
        }
        assert!(gates.sign_in(Some("203.0.113.99"), "officer", now()).is_err());
        assert!(gates.code(Some("203.0.113.99"), "officer", now()).is_err());
        assert!(gates.sign_in(home, "officer", now()).is_ok());
        assert!(gates.code(home, "OFFICER", now()).is_ok());
    }

    #[test]
    fn of_a_million_codes_a_crowd_tries_few() {
        let gates = Gates::new(Traffic::default());
        let mut tried = 0;
        // A day of 86,400 seconds, each from another address.
        for second in 0..86_400_i32 {
            let at = now().saturating_add(jiff::SignedDuration::from_secs(second.into())).unwrap();
            let address = format!("10.{}.{}.{}", second >> 16, (second >> 8) & 255, second & 255);
            if gates.code(Some(&address), "officer", at).is_ok() {
                tried += 1;
                gates.code_was_wrong(Some(&address), "officer", at);
            }
        }
        // Ten at once, then 1, 2, 4 … 60 minutes apart: three codes hold at a time, so that the
        // chance of a day is 3 × 38 in a million.
        assert!(tried <= 38, "{tried}");
    }

    #[test]
    fn links_tried_by_one_leave_those_of_others() {
        let gates = Gates::new(Traffic::default());
        let tried = (0..40).filter(|_| gates.link(Some("203.0.113.9"), now()).is_ok()).count();
        assert_eq!(tried, 20);
        assert!(gates.link(Some("198.51.100.7"), now()).is_ok());
    }

    #[test]
    fn accounts_are_unlimited_unless_told_and_strangers_never() {
        let gates = Gates::new(Traffic::default());
        assert!((0..20_000).all(|_| gates.of_account("account", now()).is_ok()));
        let stranger = |from| (0..1_000).filter(|_| gates.of_stranger(from, now()).is_ok()).count();
        assert_eq!(stranger(Some("203.0.113.9")), 200);
        assert_eq!(stranger(None), 1_000);
        let gates = Gates::new(Traffic { signed_in: Some(5), ..Traffic::default() });
        let taken = (0..50).filter(|_| gates.of_account("account", now()).is_ok()).count();
        assert_eq!(taken, 10);
        assert!(gates.of_account("another", now()).is_ok());
    }
}
