//! How many connections come from one address: one that opens many leaves room for the others.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use crate::peer::counted;

/// The connections of each address.
#[derive(Debug, Clone, Default)]
pub struct Crowd(Arc<Mutex<HashMap<String, usize>>>);

/// A connection that is counted until it ends.
#[derive(Debug)]
pub struct Counted {
    crowd: Crowd,
    address: String,
}

impl Crowd {
    /// Counts one more of an address; `None` where it has as many as it may.
    pub fn enter(&self, address: IpAddr, most: Option<usize>) -> Option<Counted> {
        let address = counted(address);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = all.entry(address.clone()).or_default();
        if most.is_some_and(|most| most <= *count) {
            return None;
        }
        *count += 1;
        Some(Counted { crowd: self.clone(), address })
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut all = self.crowd.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = all.get_mut(&self.address) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                all.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_its_share_and_no_more_and_gets_it_back() {
        let crowd = Crowd::default();
        let (one, other): (IpAddr, IpAddr) =
            ("198.51.100.7".parse().unwrap(), "2001:db8::1".parse().unwrap());
        let first = crowd.enter(one, Some(2));
        let second = crowd.enter(one, Some(2));
        assert!(first.is_some() && second.is_some());
        assert!(crowd.enter(one, Some(2)).is_none());
        // A network of 64 bits is one address.
        let near = crowd.enter(other, Some(1));
        assert!(near.is_some() && crowd.enter("2001:db8::2".parse().unwrap(), Some(1)).is_none());
        drop(first);
        assert!(crowd.enter(one, Some(2)).is_some());
        drop((second, near));
        assert!(crowd.0.lock().unwrap().is_empty());
    }
}
