//! What was destroyed, as the office's own stream attests it.

use std::collections::BTreeSet;
use std::sync::Arc;

use access::{DocketId, OrganisationId, Question, Resource, Side, Step};
use jiff::Timestamp;
use store::{Reader, Stored, StreamId};

use crate::asked::Asked;
use crate::destruction::{ATTESTED, Attestation};
use crate::following::Following;
use crate::movement::OFFICE;
use crate::office::Office;
use crate::problem::Problem;

/// An attestation in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attested {
    /// Its number in the whole ledger.
    pub seq: u64,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// What it says.
    pub attestation: Attestation,
}

/// Every attestation of a record, in its order.
///
/// # Errors
/// The record cannot be read, or its keys are not at hand.
pub fn attested(reader: &Reader) -> Result<Vec<Attested>, store::Error> {
    // What was done to the office's own stream, verification tells; the rest is read.
    let lines = match reader.readable(&StreamId::new(OFFICE)) {
        Err(store::Error::Sealed { .. } | store::Error::Destroyed(_)) => Vec::new(),
        lines => lines?,
    };
    Ok(lines.iter().filter_map(read).collect())
}

/// The attestation that an entry of the office is, if it is one.
fn read(line: &Stored) -> Option<Attested> {
    let attestation: Attestation = serde_json::from_str(&line.payload).ok()?;
    (attestation.office == ATTESTED).then_some(Attested {
        seq: line.seq,
        recorded_at: line.recorded_at,
        attestation,
    })
}

/// What was destroyed, by the scopes it touched.
#[derive(Default)]
pub struct Destructions(Following<Arc<Attested>>);

impl Destructions {
    /// What was destroyed of a docket, or of a filing, in order.
    pub fn of(&self, office: &Office, scope: &str) -> Result<Vec<Arc<Attested>>, Problem> {
        let said = self.0.said(office, |line| {
            let one = read(line).map(Arc::new);
            let scopes = one.into_iter().flat_map(|one| {
                let scopes = one.attestation.scopes.clone();
                scopes.into_iter().map(move |scope| (scope, Arc::clone(&one)))
            });
            scopes.collect()
        })?;
        Ok(said.get(scope).cloned().unwrap_or_default())
    }

    /// The files of a docket or a filing whose content was destroyed, by SHA-256.
    pub fn files(&self, office: &Office, scope: &str) -> Result<BTreeSet<String>, Problem> {
        let all = self.of(office, scope)?;
        Ok(all.iter().flat_map(|one| one.attestation.files.iter().cloned()).collect())
    }

    /// That a whole docket was destroyed, if it was.
    pub fn docket(&self, office: &Office, id: &str) -> Result<Option<Arc<Attested>>, Problem> {
        let all = self.of(office, id)?;
        Ok(all
            .into_iter()
            .find(|one| one.attestation.what == "docket" && one.attestation.review == id))
    }
}

impl Asked {
    /// A docket that was destroyed as a whole, as access sees it: closed, its party's where that
    /// knew of it, and nothing else is known of it any more.
    pub fn destroyed_standing(&self, id: &str) -> Result<Option<Arc<access::Review>>, Problem> {
        let gone = self.office.destructions.docket(&self.office, id)?;
        Ok(gone.map(|gone| {
            let party = gone.attestation.party.as_deref().map(OrganisationId::new);
            Arc::new(access::Review {
                docket: DocketId::new(id),
                step: Step::Closed,
                told: party.iter().map(|_| Side::Party).collect(),
                party,
                provider: None,
                consulted: Vec::new(),
                asked_by: None,
                assigned: Vec::new(),
            })
        }))
    }

    /// Why a docket is not found: it was destroyed, for whoever may know that; else that there is
    /// none.
    pub fn no_docket(&self, id: &str) -> Problem {
        if self.credential.is_none() {
            return Problem::not_signed_in();
        }
        let gone = match self.destroyed_standing(id) {
            Ok(gone) => gone.map(Resource::Review),
            Err(problem) => return problem,
        };
        match gone.is_some_and(|gone| self.allows(Question::DestructionRead, &gone)) {
            true => Problem::destroyed(),
            false => Problem::not_found(),
        }
    }

    /// The same for a filing, which goes with its docket.
    pub fn no_filing(&self, id: &str) -> Problem {
        let all = self.office.destructions.of(&self.office, id).unwrap_or_default();
        let review = all.last().map(|one| one.attestation.review.as_str());
        self.no_docket(review.unwrap_or(id))
    }
}
