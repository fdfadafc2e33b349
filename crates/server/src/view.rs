//! How things are told in JSON: the docket's words, as `docket replay --json` tells them, and no
//! more of the consultation than the caller may see. Written as they are read, without a tree
//! between.

use access::{OrganisationKind, Question, Resource};
use jiff::civil::Date;
use law::RegimeId;
use review::{
    Actor, BodyId, Conclusion, Due, Duty, Effect, Entry, Event, Limit, LimitName, Opinions, State,
    Step, Summary, Unit,
};
use serde::Serialize;
use serde_json::{Value, json};

use crate::asked::Asked;
use crate::desk::{Attached, Docket};

/// How much of a docket's consultation somebody sees: it is the mechanism's own deliberation.
#[derive(Debug, Clone)]
pub enum Sight {
    /// All of it.
    All,
    /// What concerns this body alone, if the caller is one.
    Own(Option<BodyId>),
}

impl Sight {
    /// What the caller sees of a docket.
    pub fn of(asked: &Asked, docket: &Docket) -> Sight {
        let review = Resource::Review(docket.standing.clone());
        if asked.allows(Question::ConsultationRead, &review) {
            return Sight::All;
        }
        Sight::own(asked)
    }

    /// What somebody who just acted is told. Only the Office can see more than its own, so that the
    /// question is not even asked for others.
    pub fn of_actor(asked: &Asked, docket: &Docket) -> Sight {
        match &asked.credential {
            Some(credential) if credential.person.kind == OrganisationKind::Office => {
                Sight::of(asked, docket)
            }
            Some(_) | None => Sight::own(asked),
        }
    }

    fn own(asked: &Asked) -> Sight {
        let credential = asked.credential.as_ref();
        Sight::Own(credential.and_then(|credential| credential.person.body.clone()))
    }

    /// Whether what concerns a body is seen; what concerns none always is.
    pub fn sees(&self, body: Option<&BodyId>) -> bool {
        match self {
            Sight::All => true,
            Sight::Own(own) => body.is_none() || body == own.as_ref(),
        }
    }

    fn sees_event(&self, event: &Event) -> bool {
        match self {
            Sight::All => true,
            Sight::Own(_) => {
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
            held_under: limit.held_under.as_ref().map(|cite| cite.article.as_str()),
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
        let limits = summary.limits.iter().filter(|limit| sight.sees(limit.of.as_ref()));
        let waiting = summary.waiting_for.iter().filter(|actor| sight.sees(actor.body()));
        SummaryTold {
            law: &summary.law,
            step: summary.step,
            closed: summary.is_closed(),
            conclusion: summary.conclusion,
            opinions: match sight {
                Sight::All => summary.opinions,
                Sight::Own(_) => None,
            },
            waiting_for: waiting.collect(),
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
        }
    }
}

/// An entry as far as the caller may read it: all of it, its outline, or that there is one.
pub fn entry(asked: &Asked, docket: &Docket, entry: &Entry, sight: &Sight) -> Value {
    let about = about_entry(docket, entry);
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
pub fn about_entry(docket: &Docket, entry: &Entry) -> access::Entry {
    access::Entry {
        review: docket.standing.clone(),
        by: entry.actor.clone(),
        act: (&entry.act).into(),
        to: crate::desk::addressee(&entry.act),
    }
}
