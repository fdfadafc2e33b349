//! Sealed opinions: where a head chose so, nobody but the body that gave a written opinion reads it
//! before all are in or their time is over. That a reply came everybody sees who saw it before. Two
//! people may open them early.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{PoisonError, RwLock};

use access::{Deed, Seal};
use jiff::civil::Date;
use review::{Act, Entry, LimitName, Round, State};
use store::desk::{Connection, four_eyes, people};

use crate::desk::Docket;
use crate::office::Office;

/// The setting's name.
pub const SETTING: &str = "opinions-sealed";

/// Whether opinions are sealed, and which rounds two people opened.
#[derive(Default)]
pub struct SealedOpinions {
    sealed: AtomicBool,
    opened: RwLock<BTreeSet<String>>,
}

impl SealedOpinions {
    /// As the office keeps it.
    ///
    /// # Errors
    /// The store failed.
    pub fn read(conn: &Connection) -> Result<SealedOpinions, store::Error> {
        let sealed = people::setting(conn, SETTING)?.as_deref() == Some("true");
        let opened = four_eyes::all(conn)?.into_iter().filter(|request| {
            let yes = matches!(&request.answer, Some((answer, ..)) if answer == "confirmed");
            yes && request.deed == Deed::OpenOpinions.word()
        });
        Ok(SealedOpinions {
            sealed: AtomicBool::new(sealed),
            opened: RwLock::new(opened.map(|request| request.about).collect()),
        })
    }

    /// Whether the house seals them.
    pub fn are_sealed(&self) -> bool {
        self.sealed.load(Ordering::SeqCst)
    }

    /// Goes on with another choice.
    pub fn choose(&self, sealed: bool) {
        self.sealed.store(sealed, Ordering::SeqCst);
    }

    /// Two people opened a round.
    pub fn opened(&self, round: &str) {
        let mut opened = self.opened.write().unwrap_or_else(PoisonError::into_inner);
        opened.insert(round.to_owned());
    }

    fn is_opened(&self, round: &str) -> bool {
        self.opened.read().unwrap_or_else(PoisonError::into_inner).contains(round)
    }
}

/// What a round of opinions is called among what takes two: its review, and the entry that sent the
/// proposal.
pub fn round_of(docket: &Docket) -> Option<String> {
    let round = docket.review.round()?;
    Some(format!("{}/{}", docket.id.as_str(), round.sent))
}

/// Whether an entry is an opinion that may not be opened yet.
pub fn seal_of(office: &Office, today: Date, docket: &Docket, entry: &Entry) -> Seal {
    let is_reply = matches!(entry.act, Act::Reply { .. });
    if !is_reply || !office.opinions.are_sealed() {
        return Seal::Open;
    }
    match docket.review.round() {
        Some(round) if round.sent < entry.number && awaited(office, today, docket, round) => {
            match round_of(docket) {
                Some(named) if office.opinions.is_opened(&named) => Seal::Open,
                Some(_) | None => Seal::Sealed,
            }
        }
        Some(_) | None => Seal::Open,
    }
}

/// Whether opinions are still to come in time: somebody has not replied whose limit is not over.
fn awaited(office: &Office, today: Date, docket: &Docket, round: &Round) -> bool {
    if round.formed.is_some() || docket.summary.is_closed() {
        return false;
    }
    let limits = review::limits(&office.context(), &docket.review, today);
    round.awaited().any(|asked| {
        let of = |limit: &&review::Limit| {
            limit.name == LimitName::Consultation && limit.of.as_ref() == Some(&asked.body)
        };
        // One whose days have not begun is awaited too.
        !limits.iter().find(of).is_some_and(|limit| match limit.state {
            State::Overdue(_) => true,
            State::NotStarted(_) | State::Running(_) | State::Met(_) => false,
        })
    })
}
