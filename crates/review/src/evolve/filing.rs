//! Filing, completeness and supplements.

use law::{FilingKind, IntakeStart, Material};

use crate::state::{FilingState, Origin, Phase, Request, Review, Run, Stop, StopCause};
use crate::{Actor, Asked, Delivery};

impl Review {
    pub(super) fn file(&mut self, number: u32, kind: FilingKind, without: &[Material]) {
        let complete = without.is_empty().then_some(number);
        self.filing = Some(FilingState {
            received: number,
            missing: without.to_vec(),
            named: Vec::new(),
            complete,
            confirmed: None,
        });
        self.origin.get_or_insert(Origin::Filed(kind));
        self.phase = Phase::Intake;
        let start = match self.positions().intake_start {
            IntakeStart::Complete => complete,
            IntakeStart::Receipt => Some(number),
        };
        self.intake = Some(Run::from(self.law(), start));
    }

    pub(super) fn return_filing(&mut self, number: u32, materials: &[Material]) {
        if let Some(filing) = self.filing.as_mut() {
            for material in materials {
                if !filing.missing.contains(material) {
                    filing.missing.push(*material);
                }
            }
            filing.missing.sort_unstable();
        }
        self.hold_intake(number);
    }

    /// Something is missing: the count has not begun, or it stops where receipt began it.
    fn hold_intake(&mut self, number: u32) {
        if let Some(filing) = self.filing.as_mut() {
            filing.complete = None;
        }
        match self.positions().intake_start {
            IntakeStart::Complete => {
                if let Some(run) = self.intake.as_mut() {
                    run.start = None;
                }
            }
            IntakeStart::Receipt => {
                let held =
                    |stop: &Stop| stop.cause == StopCause::Deficiency && stop.until.is_none();
                if !self.stops.iter().any(held) {
                    self.stop(StopCause::Deficiency, number);
                }
            }
        }
    }

    pub(super) fn complete_filing(&mut self, number: u32) {
        for request in self.requests.iter_mut().filter(|request| request.deficiency) {
            request.answered.get_or_insert(number);
        }
        if let Some(filing) = self.filing.as_mut() {
            filing.missing.clear();
            filing.named.clear();
        }
        self.release_intake(number);
    }

    /// The set is whole as of this act.
    fn release_intake(&mut self, number: u32) {
        if let Some(filing) = self.filing.as_mut() {
            filing.complete = Some(number);
        }
        match self.positions().intake_start {
            IntakeStart::Complete => {
                if let Some(run) = self.intake.as_mut() {
                    run.start = Some(number);
                }
            }
            IntakeStart::Receipt => self.resume(StopCause::Deficiency, number),
        }
    }

    pub(super) fn confirm_filing(&mut self, number: u32) {
        if let Some(filing) = self.filing.as_mut() {
            filing.confirmed.get_or_insert(number);
        }
    }

    pub(super) fn request_supplement(&mut self, number: u32, what: &str, of: Asked) {
        let deficiency = self.is_deficiency();
        let request = u32::try_from(self.requests.len()).unwrap_or(u32::MAX).saturating_add(1);
        self.requests.push(Request {
            number: request,
            asked: number,
            of: match of {
                Asked::Party => Actor::Party,
                Asked::Provider => Actor::Provider,
            },
            answered: None,
            withdrawn: false,
            deficiency,
        });
        self.open_request(number, request, deficiency, what);
    }

    /// What is asked for before completeness is confirmed is a deficiency where only a complete set
    /// starts the count (position B1); everywhere else it is a supplement.
    pub(crate) fn is_deficiency(&self) -> bool {
        self.phase == Phase::Intake
            && self.positions().intake_start == IntakeStart::Complete
            && self.filing.as_ref().is_some_and(|filing| filing.confirmed.is_none())
    }

    fn open_request(&mut self, number: u32, request: u32, deficiency: bool, what: &str) {
        if deficiency {
            if let Some(filing) = self.filing.as_mut() {
                filing.named.push((request, what.to_owned()));
            }
            self.hold_intake(number);
        } else {
            self.stop(StopCause::Supplement(request), number);
        }
    }

    pub(super) fn supply_supplement(
        &mut self,
        number: u32,
        request: Option<u32>,
        in_part: Delivery,
    ) {
        match in_part {
            Delivery::InPart => {}
            Delivery::Whole => self.answer(number, request, false),
        }
    }

    pub(super) fn withdraw_request(&mut self, number: u32, request: Option<u32>) {
        self.answer(number, request, true);
    }

    fn answer(&mut self, number: u32, request: Option<u32>, withdrawn: bool) {
        let meant = |open: &&mut Request| {
            open.answered.is_none() && request.is_none_or(|wanted| wanted == open.number)
        };
        let Some(open) = self.requests.iter_mut().find(meant) else {
            return;
        };
        open.answered = Some(number);
        open.withdrawn = withdrawn;
        let (request, deficiency) = (open.number, open.deficiency);
        if !deficiency {
            self.resume(StopCause::Supplement(request), number);
            return;
        }
        let Some(filing) = self.filing.as_mut() else {
            return;
        };
        filing.named.retain(|(named, _)| *named != request);
        if filing.is_whole() {
            self.release_intake(number);
        }
    }

    pub(super) fn reopen_request(&mut self, number: u32, request: u32, because: Option<&str>) {
        let stays_deficiency = self.is_deficiency();
        let Some(open) = self.requests.iter_mut().find(|open| open.number == request) else {
            return;
        };
        open.answered = None;
        open.asked = number;
        open.deficiency &= stays_deficiency;
        let deficiency = open.deficiency;
        self.open_request(number, request, deficiency, because.unwrap_or_default());
    }

    pub(super) fn stop(&mut self, cause: StopCause, number: u32) {
        self.stops.push(Stop { cause, from: number, until: None });
    }

    pub(super) fn resume(&mut self, cause: StopCause, number: u32) {
        for stop in &mut self.stops {
            if stop.cause == cause && stop.until.is_none() {
                stop.until = Some(number);
            }
        }
    }
}
