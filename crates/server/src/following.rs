//! The office's own stream read along as it grows, and what its entries say of dockets kept in
//! memory: a page costs no reading of the record.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use store::{Stored, StreamId};

use crate::movement::OFFICE;
use crate::office::{Office, broken};
use crate::problem::Problem;

/// What entries of the office's stream say, up to a length of it.
pub struct Following<T>(Mutex<Known<T>>);

/// By the docket, filing or other scope it is said of, in the order of the record.
pub type Said<T> = Arc<HashMap<String, Vec<T>>>;

struct Known<T> {
    length: u32,
    said: Said<T>,
}

impl<T> Default for Following<T> {
    fn default() -> Following<T> {
        Following(Mutex::new(Known { length: 0, said: Arc::default() }))
    }
}

impl<T: Clone> Following<T> {
    /// All that is said by now; `read` answers what one entry says of which scope.
    pub fn said(
        &self,
        office: &Office,
        read: impl Fn(&Stored) -> Vec<(String, T)>,
    ) -> Result<Said<T>, Problem> {
        let stream = StreamId::new(OFFICE);
        let length = office.reader().length(&stream).map_err(|error| broken(&error))?;
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.length < length {
            let after = office.reader().entries(&stream, known.length);
            let after = after.map_err(|error| broken(&error))?;
            let said = Arc::make_mut(&mut known.said);
            for (scope, one) in after.iter().flat_map(read) {
                said.entry(scope).or_default().push(one);
            }
            known.length = after.last().map_or(length, |line| line.position);
        }
        Ok(Arc::clone(&known.said))
    }
}
