//! The facts a review is made of. Days are not stored in them but asked of the docket by entry
//! number, so that a corrected legal day moves every limit by itself.

use law::{FilingKind, Material, Object, RegimeId};

use crate::{Actor, BodyId, Opinion, Opinions, Reached, Verdict};

/// The number of an entry on its docket, counted from 1.
pub type EntryNumber = u32;

/// What brought the review about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A party filed.
    Filed(FilingKind),
    /// A member asked for it.
    ExOfficio(Object),
    /// Known only from its announcement.
    Announced,
    /// 2017: the Office determined the object or took it up.
    Determined,
}

/// Where the procedure stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Nothing is on the docket that starts a procedure.
    Empty,
    /// A filing is in; whether a review is needed is undecided.
    Intake,
    /// A member asked; the Office has not submitted it.
    ExOfficioProposal,
    /// The Commission has the request of a review ex officio.
    ExOfficioSubmitted,
    /// The Commission approved a review ex officio; no notice has gone out.
    ExOfficioApproved,
    /// The preliminary review.
    PreliminaryReview,
    /// A proposed conclusion is with the consulted bodies, or they agreed to it.
    Consultation,
    /// Opinions are divided.
    SpecialReview,
    /// The Commission has the proposed conclusion of a special review.
    SpecialSubmitted,
    /// The Commission approved the conclusion of a special review.
    SpecialApproved,
    /// 2017: an object is determined or taken up, no lab assigned.
    Determined,
    /// 2017: a lab is at work or has reported.
    Evaluation,
    /// 2017: the experts are at work.
    Assessment,
    /// 2017: the experts have reported.
    Result,
    /// The review is closed.
    Closed,
}

/// The filing and how complete it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FilingState {
    /// The act of handing in.
    pub received: EntryNumber,
    /// What the filing said it lacks or the Office found lacking.
    pub missing: Vec<Material>,
    /// A deficiency in the Office's own words: the number of the request that named it.
    pub named: Vec<(u32, String)>,
    /// The act with which the set became complete.
    pub complete: Option<EntryNumber>,
    /// The Office's finding that it is.
    pub confirmed: Option<EntryNumber>,
}

impl FilingState {
    /// Whether nothing is known to be missing.
    pub fn is_whole(&self) -> bool {
        self.missing.is_empty() && self.named.is_empty()
    }
}

/// A limit that began or waits to begin.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Run {
    /// The version in force for it when it began.
    pub law: RegimeId,
    /// The act it counts from.
    pub start: Option<EntryNumber>,
    /// Working days added by extensions.
    pub extension: u32,
    /// How often it was extended.
    pub extended: u32,
    /// The act that met it.
    pub met: Option<EntryNumber>,
    /// Whether the start is known only from an announcement.
    pub assumed: bool,
}

impl Run {
    /// A limit of a version, from an act.
    pub fn from(law: &RegimeId, start: Option<EntryNumber>) -> Run {
        Run { law: law.clone(), start, extension: 0, extended: 0, met: None, assumed: false }
    }
}

/// What a stop is owed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StopCause {
    /// A filing returned where receipt began the count.
    Deficiency,
    /// Supplement of this number.
    Supplement(u32),
    /// The Commission's time (position `commission-time=excluded`).
    Commission,
}

/// A stretch that does not count, from the day of one act to the day of another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Stop {
    /// Why.
    pub cause: StopCause,
    /// The act that stopped.
    pub from: EntryNumber,
    /// The act that ended the stop.
    pub until: Option<EntryNumber>,
}

/// A request for supplementary materials.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Request {
    /// Counted from 1 within the docket.
    pub number: u32,
    /// The act of asking, or of finding what came incomplete.
    pub asked: EntryNumber,
    /// Of whom.
    pub of: Actor,
    /// The act that answered it whole or withdrew it.
    pub answered: Option<EntryNumber>,
    /// Whether it was withdrawn rather than answered.
    pub withdrawn: bool,
    /// Whether it names a deficiency of the filing rather than a supplement.
    pub deficiency: bool,
}

/// A consulted body within one round.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Asked {
    /// As the docket names it.
    pub actor: Actor,
    /// Its id.
    pub body: BodyId,
    /// How it is reached.
    pub reached: Reached,
    /// The act with which it was asked.
    pub asked: EntryNumber,
    /// The act that is its receipt.
    pub received: Option<EntryNumber>,
    /// Its opinion and the act that gave it.
    pub reply: Option<(Opinion, EntryNumber)>,
    /// The act with which it first replied: that met its limit, and a changed opinion does not.
    pub met: Option<EntryNumber>,
}

/// One sending of a proposed conclusion.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Round {
    /// The version its limits run under.
    pub law: RegimeId,
    /// What is proposed.
    pub conclusion: Verdict,
    /// The act of sending.
    pub sent: EntryNumber,
    /// Who was asked, in the law's order.
    pub bodies: Vec<Asked>,
    /// What came of it and the act with which it did.
    pub formed: Option<(Opinions, EntryNumber)>,
}

impl Round {
    /// The body of that id.
    pub fn body(&self, id: &BodyId) -> Option<&Asked> {
        self.bodies.iter().find(|asked| asked.body == *id)
    }

    /// Those whose opinion is awaited.
    pub fn awaited(&self) -> impl Iterator<Item = &Asked> {
        self.bodies.iter().filter(|asked| asked.reply.is_none())
    }

    /// What the opinions given so far amount to, if no more are awaited.
    pub fn outcome(&self) -> Option<Opinions> {
        amount_to(self.bodies.iter().map(Asked::opinion))
    }

    /// The same once a body has given this one.
    pub fn outcome_with(&self, body: &BodyId, opinion: Opinion) -> Option<Opinions> {
        let given = |asked: &Asked| match asked.body == *body {
            true => Some(opinion),
            false => asked.opinion(),
        };
        amount_to(self.bodies.iter().map(given))
    }
}

impl Asked {
    fn opinion(&self) -> Option<Opinion> {
        self.reply.map(|(opinion, _)| opinion)
    }
}

/// What opinions amount to; `None` where one is awaited.
fn amount_to(opinions: impl Iterator<Item = Option<Opinion>>) -> Option<Opinions> {
    let mut divided = false;
    for opinion in opinions {
        match opinion? {
            Opinion::Disagree | Opinion::AgreeOnCondition => divided = true,
            Opinion::Agree | Opinion::AgreeWithPoints | Opinion::NoObjection | Opinion::NoRemit => {
            }
        }
    }
    Some(if divided { Opinions::Divided } else { Opinions::Agreed })
}

/// The special review's own facts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Special {
    /// The notice of entry.
    pub opened: Option<EntryNumber>,
    /// The last hearing.
    pub heard: Option<EntryNumber>,
    /// The submission to the Commission.
    pub submitted: Option<EntryNumber>,
    /// The Commission's answer that it declines or returns: propose again.
    pub returned: Option<EntryNumber>,
}

/// A commitment made in the review.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Commitment {
    /// Counted from 1 within the docket.
    pub number: u32,
    /// The act of making it.
    pub made: EntryNumber,
}
