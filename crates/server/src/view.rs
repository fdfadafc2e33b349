//! How things are told in JSON: the docket's words, as `docket replay --json` tells them, and no
//! more of the consultation than the caller may see. Written as they are read, without a tree
//! between.

use access::{ActName, OrganisationKind, Question, Resource, actor_for};
use jiff::civil::Date;
use law::RegimeId;
use review::{
    Act, Actor, BodyId, Conclusion, Due, Duty, Effect, Entry, Event, Limit, LimitName, Opinions,
    Permission, State, Step, Summary, Unit,
};
use serde::Serialize;
use serde_json::{Value, json};

use crate::asked::Asked;
use crate::desk::{Attached, Docket};
use crate::destruction::Gone;
use crate::office::Office;
use crate::sealed_opinions::seal_of;

/// How much of a docket somebody sees: the consultation, the division of opinions and the
/// Commission's part are the mechanism's own deliberation (2022, Art. 12 and 13).
#[derive(Debug, Clone)]
pub enum Sight {
    /// All of it.
    All,
    /// What the Office told, and what concerns oneself.
    Told(Told),
}

/// What somebody outside the deliberation was told.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// The body the caller is, if it is one.
    body: Option<BodyId>,
    /// Whether the entry into the special review was notified.
    special_review: Notified,
}

/// Whether something was notified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Notified {
    /// Not yet: to whom it was not told it has not happened.
    #[default]
    NotYet,
    /// It was.
    Yes,
}

/// Who awaits what is not told.
static OFFICE: Actor = Actor::Office;

/// Whether what may be done is an act of the caller's own.
pub fn is_own(asked: &Asked, permission: &Permission) -> bool {
    let own = asked.credential.as_ref().zip(ActName::of_word(permission.act));
    let own = own.and_then(|(who, name)| actor_for(&who.person, asked.today, name));
    own.as_ref() == Some(&permission.actor)
}

impl Sight {
    /// What the caller sees of a docket.
    pub fn of(asked: &Asked, docket: &Docket) -> Sight {
        let review = Resource::Review(docket.standing.clone());
        if asked.allows(Question::ConsultationRead, &review) {
            return Sight::All;
        }
        Sight::told(asked, docket)
    }

    /// What somebody who just acted is told. Only the Office can see more than its own, so that the
    /// question is not even asked for others.
    pub fn of_actor(asked: &Asked, docket: &Docket) -> Sight {
        match &asked.credential {
            Some(credential) if credential.person.kind == OrganisationKind::Office => {
                Sight::of(asked, docket)
            }
            Some(_) | None => Sight::told(asked, docket),
        }
    }

    fn told(asked: &Asked, docket: &Docket) -> Sight {
        let credential = asked.credential.as_ref();
        let mut entries = docket.review.entries().iter();
        let notified = entries.any(|entry| entry.act == Act::OpenSpecialReview);
        Sight::Told(Told {
            body: credential.and_then(|credential| credential.person.body.clone()),
            special_review: if notified { Notified::Yes } else { Notified::NotYet },
        })
    }

    /// Whether what concerns a body is seen; what concerns none always is.
    pub fn sees(&self, body: Option<&BodyId>) -> bool {
        match self {
            Sight::All => true,
            Sight::Told(told) => body.is_none() || body == told.body.as_ref(),
        }
    }

    /// Whether it is told what may be done, or why not: who does not see the consultation is told
    /// of their own acts alone.
    pub fn tells(&self, asked: &Asked, permission: &Permission) -> bool {
        matches!(self, Sight::All) || is_own(asked, permission)
    }

    /// Whether a limit is seen.
    pub fn sees_limit(&self, name: LimitName, of: Option<&BodyId>) -> bool {
        let told = match self {
            Sight::All => true,
            Sight::Told(told) => {
                name != LimitName::SpecialReview || told.special_review == Notified::Yes
            }
        };
        told && self.sees(of)
    }

    /// The step, as it was told.
    pub fn step(&self, step: Step) -> Step {
        match (self, step) {
            (Sight::Told(told), Step::SpecialReview | Step::CommissionApproval) => {
                match told.special_review {
                    Notified::Yes => Step::SpecialReview,
                    Notified::NotYet => Step::Consultation,
                }
            }
            (Sight::All | Sight::Told(_), step) => step,
        }
    }

    /// Whose turn it is, as it is told: who deliberates is the Office to everybody else.
    pub fn waiting<'a>(&self, summary: &'a Summary) -> Vec<&'a Actor> {
        let all = summary.waiting_for.iter();
        let Sight::Told(told) = self else {
            return all.collect();
        };
        let own = |actor: &&Actor| match actor {
            Actor::Party | Actor::Provider | Actor::Lab(_) | Actor::Experts => true,
            Actor::Unit(body) | Actor::Department(body) | Actor::Authority(body) => {
                Some(body) == told.body.as_ref()
            }
            Actor::Office | Actor::Commission | Actor::Anyone => false,
        };
        let mut seen: Vec<&Actor> = all.filter(own).collect();
        if seen.is_empty() && !summary.waiting_for.is_empty() {
            seen.push(&OFFICE);
        }
        seen
    }

    /// Whether nothing that followed from an entry is withheld.
    pub fn sees_all_that_followed(&self, entry: &Entry) -> bool {
        entry.events.iter().all(|event| self.sees_event(event))
    }

    fn sees_event(&self, event: &Event) -> bool {
        match self {
            Sight::All => true,
            Sight::Told(_) => {
                !matches!(event, Event::ProposalSent { .. } | Event::OpinionsFormed { .. })
            }
        }
    }
}

/// A limit as it is told.
#[derive(Debug, Serialize)]
pub struct LimitTold<'a> {
    limit: LimitName,
    of: Option<&'a BodyId>,
    law: &'a RegimeId,
    article: &'a str,
    effect: Effect,
    unit: Unit,
    state: &'static str,
    start: Option<Date>,
    due: Option<Date>,
    latest: Option<Date>,
    provisional: bool,
    assumed: bool,
    met: Option<Date>,
    late: u32,
    left: u32,
    counted: u32,
    total: u32,
    held_under: Option<&'a str>,
}

impl<'a> LimitTold<'a> {
    /// A limit.
    pub fn new(limit: &'a Limit) -> LimitTold<'a> {
        let (state, met) = match &limit.state {
            State::NotStarted(_) => ("not-started", None),
            State::Running(Due::Stopped) => ("stopped", None),
            State::Running(Due::On(_) | Due::Between { .. }) => ("due", None),
            State::Met(day) => ("met", Some(*day)),
            State::Overdue(_) => ("overdue", None),
        };
        let (due, latest) = match limit.due {
            Some(Due::On(day)) => (Some(day), Some(day)),
            Some(Due::Between { earliest, latest, .. }) => (Some(earliest), Some(latest)),
            Some(Due::Stopped) | None => (None, None),
        };
        LimitTold {
            limit: limit.name,
            of: limit.of.as_ref(),
            law: &limit.law,
            article: &limit.cite.article,
            effect: limit.effect,
            unit: limit.unit,
            state,
            start: limit.start,
            due: due.filter(|_| state != "stopped"),
            latest: latest.filter(|_| state != "stopped"),
            provisional: due != latest,
            assumed: limit.assumed,
            met,
            late: limit.late,
            left: limit.left,
            counted: limit.counted,
            total: limit.total,
            held_under: limit.held_under.as_ref().map(|cite| &*cite.article),
        }
    }
}

/// A review in one look.
#[derive(Debug, Serialize)]
pub struct SummaryTold<'a> {
    law: &'a RegimeId,
    step: Step,
    closed: bool,
    conclusion: Option<Conclusion>,
    opinions: Option<Opinions>,
    waiting_for: Vec<&'a Actor>,
    duties: &'a [Duty],
    limits: Vec<LimitTold<'a>>,
}

impl<'a> SummaryTold<'a> {
    /// A summary as far as it is seen.
    pub fn new(summary: &'a Summary, sight: &Sight) -> SummaryTold<'a> {
        let limits = summary.limits.iter();
        let limits = limits.filter(|limit| sight.sees_limit(limit.name, limit.of.as_ref()));
        SummaryTold {
            law: &summary.law,
            step: sight.step(summary.step),
            closed: summary.is_closed(),
            conclusion: summary.conclusion,
            opinions: match sight {
                Sight::All => summary.opinions,
                Sight::Told(_) => None,
            },
            waiting_for: sight.waiting(summary),
            duties: &summary.duties,
            limits: limits.map(LimitTold::new).collect(),
        }
    }
}

/// An entry that may be read, and who entered it.
#[derive(Debug, Serialize)]
pub struct EntryTold<'a> {
    #[serde(flatten)]
    entry: std::borrow::Cow<'a, Entry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<By<'a>>,
    #[serde(skip_serializing_if = "<[Attached]>::is_empty")]
    files: &'a [Attached],
    #[serde(skip_serializing_if = "Option::is_none")]
    notice: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    destroyed: Option<&'a Gone>,
}

#[derive(Debug, Serialize)]
struct By<'a> {
    name: &'a str,
    from_paper: bool,
}

impl<'a> EntryTold<'a> {
    /// An entry of a docket, without what followed of a consultation that is not seen.
    pub fn new(docket: &'a Docket, entry: &'a Entry, sight: &Sight) -> EntryTold<'a> {
        let mut shown = std::borrow::Cow::Borrowed(entry);
        if !entry.events.iter().all(|event| sight.sees_event(event)) {
            shown.to_mut().events.retain(|event| sight.sees_event(event));
        }
        let beside = docket.beside(entry.number);
        let by = beside.and_then(|beside| beside.by.as_ref());
        EntryTold {
            entry: shown,
            by: by.map(|by| By { name: &by.name, from_paper: by.from_paper }),
            files: beside.map(|beside| beside.files.as_slice()).unwrap_or_default(),
            notice: beside.and_then(|beside| beside.notice.as_deref()),
            destroyed: beside.and_then(|beside| beside.destroyed.as_ref()),
        }
    }
}

/// An entry as far as the caller may read it: all of it, its outline, or that there is one.
pub fn entry(asked: &Asked, docket: &Docket, entry: &Entry, sight: &Sight) -> Value {
    let about = about_entry(asked, docket, entry);
    if asked.allows(Question::EntryRead, &Resource::Entry(about)) {
        let told = EntryTold::new(docket, entry, sight);
        return serde_json::to_value(told).unwrap_or_default();
    }
    let outline = Resource::Review(docket.standing.clone());
    if asked.allows(Question::DocketOutline, &outline) {
        return json!({
            "number": entry.number, "date": entry.date, "dated": entry.dated,
            "actor": entry.actor, "command": {"act": entry.act.name()}, "withheld": true,
        });
    }
    json!({"number": entry.number, "withheld": true})
}

/// An entry as access sees it.
pub fn about_entry(asked: &Asked, docket: &Docket, entry: &Entry) -> access::Entry {
    entry_of(&asked.office, asked.today, docket, entry)
}

/// An entry of a docket as access sees it on a day.
pub fn entry_of(office: &Office, today: Date, docket: &Docket, entry: &Entry) -> access::Entry {
    access::Entry {
        review: docket.standing.clone(),
        by: entry.actor.clone(),
        act: (&entry.act).into(),
        to: crate::desk::addressee(&entry.act),
        seal: seal_of(office, today, docket, entry),
    }
}
