//! A review as its docket tells it.

use std::sync::Arc;

use jiff::civil::Date;
use law::{ExOfficioStart, Positions, RegimeId, Transition};

use crate::{Actor, Conclusion, Entry, Frame, LimitName, Moment, Verdict};

pub use crate::case::*;

/// A review, folded from its docket.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    pub(crate) frame: Arc<Frame>,
    pub(crate) history: Vec<Arc<Entry>>,
    pub(crate) days: Vec<Date>,
    pub(crate) irregular: Vec<EntryNumber>,
    pub(crate) law: RegimeId,
    pub(crate) origin: Option<Origin>,
    pub(crate) phase: Phase,
    pub(crate) filing: Option<FilingState>,
    pub(crate) intake: Option<Run>,
    pub(crate) preliminary: Option<Run>,
    pub(crate) special_run: Option<Run>,
    pub(crate) approval_run: Option<Run>,
    pub(crate) stops: Vec<Stop>,
    pub(crate) requests: Vec<Request>,
    pub(crate) named: Vec<Actor>,
    pub(crate) first: Option<Round>,
    pub(crate) second: Option<Round>,
    pub(crate) special: Special,
    pub(crate) approved: Option<EntryNumber>,
    pub(crate) served: Vec<(u32, Actor, EntryNumber)>,
    pub(crate) commitments: Vec<Commitment>,
    pub(crate) measures: u32,
    pub(crate) withdrawal: Option<EntryNumber>,
    pub(crate) evaluated: Option<EntryNumber>,
    pub(crate) opened: Option<EntryNumber>,
    pub(crate) closed: Option<EntryNumber>,
    pub(crate) conclusion: Option<Conclusion>,
}

impl Review {
    /// An empty docket with its frame.
    pub fn new(frame: Frame) -> Review {
        Review {
            law: frame.law.clone(),
            frame: Arc::new(frame),
            history: Vec::new(),
            days: Vec::new(),
            irregular: Vec::new(),
            origin: None,
            phase: Phase::Empty,
            filing: None,
            intake: None,
            preliminary: None,
            special_run: None,
            approval_run: None,
            stops: Vec::new(),
            requests: Vec::new(),
            named: Vec::new(),
            first: None,
            second: None,
            special: Special::default(),
            approved: None,
            served: Vec::new(),
            commitments: Vec::new(),
            measures: 0,
            withdrawal: None,
            evaluated: None,
            opened: None,
            closed: None,
            conclusion: None,
        }
    }

    /// What was fixed when the docket was opened.
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// The readings taken on this docket.
    pub fn positions(&self) -> &Positions {
        &self.frame.positions
    }

    /// The entries, in order.
    pub fn entries(&self) -> &[Arc<Entry>] {
        &self.history
    }

    /// How many entries there are.
    pub fn length(&self) -> u32 {
        u32::try_from(self.history.len()).unwrap_or(u32::MAX)
    }

    /// When the last entry was recorded.
    pub fn recorded(&self) -> Option<Moment> {
        self.history.last().map(|entry| Moment { date: entry.date, time: entry.time })
    }

    /// The legal day of an entry, as corrected.
    pub fn day(&self, entry: EntryNumber) -> Option<Date> {
        let index = usize::try_from(entry).ok()?.checked_sub(1)?;
        self.days.get(index).copied()
    }

    /// Whether an entry stands although the law would have refused it.
    pub fn is_irregular(&self, entry: EntryNumber) -> bool {
        self.irregular.contains(&entry)
    }

    /// The version that governs steps which begin now (position F1).
    pub fn law(&self) -> &RegimeId {
        match self.frame.positions.transition {
            Transition::NewSteps | Transition::All => &self.law,
            Transition::StartVersion => &self.frame.law,
        }
    }

    /// The version a limit runs under (position F1).
    pub fn law_of<'a>(&'a self, began_under: &'a RegimeId) -> &'a RegimeId {
        match self.frame.positions.transition {
            Transition::NewSteps | Transition::All => began_under,
            Transition::StartVersion => &self.frame.law,
        }
    }

    /// What brought the review about.
    pub fn origin(&self) -> Option<&Origin> {
        self.origin.as_ref()
    }

    /// Where the procedure stands.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// How it ended, once it did.
    pub fn conclusion(&self) -> Option<Conclusion> {
        self.conclusion
    }

    /// Whether the review was opened: a notice went out, or an announcement stands for it.
    pub fn is_opened(&self) -> bool {
        self.opened.is_some()
    }

    /// Whether limits run at all; a review ex officio may be read to have none (position B4).
    pub(crate) fn has_limits(&self) -> bool {
        let ex_officio = matches!(self.origin, Some(Origin::ExOfficio(_)));
        !ex_officio || self.frame.positions.ex_officio_start == ExOfficioStart::Dispatch
    }

    /// Every request for a supplement, in order; those that name a deficiency are among them.
    pub fn requests(&self) -> &[Request] {
        &self.requests
    }

    /// How many commitments were made; they are numbered from 1.
    pub fn commitments_made(&self) -> usize {
        self.commitments.len()
    }

    /// Requests for supplements that are not answered, deficiencies of the filing left aside.
    pub fn open_requests(&self) -> impl Iterator<Item = &Request> {
        self.requests.iter().filter(|request| request.answered.is_none())
    }

    /// The round of consultation that is on: the second, if there is one.
    pub fn round(&self) -> Option<&Round> {
        self.second.as_ref().or(self.first.as_ref())
    }

    /// The run of a limit that is not a body's.
    pub(crate) fn run_mut(&mut self, name: LimitName) -> Option<&mut Run> {
        match name {
            LimitName::Intake => self.intake.as_mut(),
            LimitName::PreliminaryReview => self.preliminary.as_mut(),
            LimitName::SpecialReview => self.special_run.as_mut(),
            LimitName::CommissionApproval => self.approval_run.as_mut(),
            LimitName::Consultation => None,
        }
    }
}

impl From<Verdict> for Conclusion {
    fn from(verdict: Verdict) -> Conclusion {
        match verdict {
            Verdict::Pass => Conclusion::Pass,
            Verdict::PassWithCommitments => Conclusion::PassWithCommitments,
            Verdict::Fail => Conclusion::Fail,
        }
    }
}
