//! Opening a docket: its first entry, its number and the end of its draft in one transaction.

use std::sync::Arc;

use access::{ActName, DocketId, Question, Resource, actor_for};
use axum::http::StatusCode;
use jiff::civil::Date;
use law::{Governs, Regime, Words};
use review::{Act, Actor, Command, Consulted, Frame, Review};
use serde_json::{Map, Value};
use store::desk::filing;
use store::{
    Also, Append, AppendError, Content, Idempotency, NewEntry, Numbered, StreamId, Written,
};

use super::act::moment;
use super::case::{Beside, Case, CaseMaterial, payload};
use super::dockets::Docket;
use super::projection::project;
use crate::asked::Asked;
use crate::office::broken;
use crate::problem::Problem;

/// The series of case numbers.
pub const SERIES: &str = "网审";

/// A docket to be opened.
pub struct Opening {
    /// What the review is called.
    pub title: String,
    /// The party's organisation.
    pub party: Option<String>,
    /// The provider's organisation.
    pub provider: Option<String>,
    /// The draft it comes from; it is no draft from then on.
    pub draft: Option<String>,
    /// What it is about.
    pub subject: Map<String, Value>,
    /// What was answered and declared.
    pub answers: Map<String, Value>,
    /// The files handed in.
    pub materials: Vec<CaseMaterial>,
    /// Bodies consulted besides the members.
    pub consulted: Vec<Consulted>,
    /// The act that opens it.
    pub act: Act,
    /// The legal day, where it is not today.
    pub dated: Option<Date>,
    /// What the act's question is about.
    pub resource: Resource,
    /// The mark of the request.
    pub key: Option<Idempotency>,
}

/// A docket that was opened.
pub struct Opened {
    /// The docket.
    pub docket: Arc<Docket>,
    /// Number of its first entry in the whole ledger.
    pub seq: u64,
    /// Whether it was opened by an earlier request under the same key.
    pub replayed: bool,
}

impl Asked {
    /// What was opened under a key before.
    pub fn opened_before(&self, key: Option<&Idempotency>) -> Result<Option<Opened>, Problem> {
        let Some(key) = key else {
            return Ok(None);
        };
        match self.office.reader().answered(key) {
            Ok(None) => Ok(None),
            Ok(Some(receipt)) => self.opened_then(&receipt).map(Some),
            Err(error) => self.not_opened(error).map(Some),
        }
    }

    /// Opens a docket.
    pub async fn open(&self, opening: Opening) -> Result<Opened, Problem> {
        let _turn = self.office.turn.read().await;
        let name = ActName::from(&opening.act);
        self.may_ask(Question::Act(name), &opening.resource)?;
        let actor = self.actor_who_opens(name)?;
        let beside = Beside::from(self.recorder(false)?);
        let now = self.instant()?;
        let today = moment(now);
        let context = self.office.context();
        let day = opening.dated.unwrap_or(today.date);
        let regime = match context.book().governs(day) {
            Governs::By(regime, _, _) => regime,
            Governs::None(why) => return Err(no_law(why)),
        };
        let review = Review::new(frame(regime, opening.consulted));
        let command = Command { actor, act: opening.act, dated: opening.dated };
        let decided = review::act(&context, &review, today, command);
        let entry = decided.map_err(|refusal| Problem::refused(&refusal))?.into_inner();
        let id = self.office.world.id().map_err(|error| Problem::broken(&error))?;
        let case = Case {
            number: String::new(),
            title: opening.title,
            party: opening.party,
            provider: opening.provider,
            filing: opening.draft.clone(),
            subject: opening.subject,
            answers: opening.answers,
            materials: opening.materials,
        };
        let docket =
            Docket::opened(&context, &DocketId::new(&id.to_string()), case, &entry, &beside);
        let docket = docket.ok_or_else(|| Problem::broken(&"the first entry opens no docket"))?;
        let year = today.date.year();
        let append = Append {
            stream: docket.stream(),
            expected: 0,
            recorded_at: now,
            content: Content::Numbered(Numbered {
                series: SERIES.to_owned(),
                year,
                write: Box::new(written(docket.clone(), beside, year)),
            }),
            idempotency: opening.key,
            keys_of: opening.draft.clone(),
            also: self.together_with(opening.draft.as_deref(), &docket.id),
        };
        match self.office.append(append).await? {
            Ok(receipt) => {
                self.office.dockets.recorded(now);
                let docket = docket.numbered(&number(year, receipt.number.unwrap_or(0)));
                let docket = Arc::new(docket);
                self.office.dockets.keep(docket.clone());
                Ok(Opened { docket, seq: receipt.seq, replayed: false })
            }
            Err(error) => self.not_opened(error),
        }
    }

    /// The end of the draft, as long as the caller is signed in.
    fn together_with(&self, draft: Option<&str>, docket: &DocketId) -> Option<Also> {
        let ends = draft.map(|draft| filing::submitted(draft, docket.as_str()));
        match (self.while_signed_in(), ends) {
            (Some(signed_in), Some(ends)) => Some(signed_in.and(ends)),
            (signed_in, ends) => signed_in.or(ends),
        }
    }

    fn actor_who_opens(&self, name: ActName) -> Result<Actor, Problem> {
        let own = actor_for(self.person()?, self.today, name);
        own.ok_or_else(|| Problem::not_permitted("house:acts-as-nobody"))
    }

    fn not_opened(&self, error: AppendError) -> Result<Opened, Problem> {
        match error {
            AppendError::Replayed(receipt) => self.opened_then(&receipt),
            AppendError::KeyReused => Err(Problem::key_reused()),
            AppendError::Moved { .. } => Err(Problem::broken(&"a new docket has entries")),
            AppendError::Store(error) => Err(broken(&error)),
        }
    }

    /// The docket as it was opened.
    fn opened_then(&self, receipt: &store::Receipt) -> Result<Opened, Problem> {
        let office = &self.office;
        let stream: &StreamId = &receipt.stream;
        let lines = office.reader().entries(stream, 0);
        let mut lines = lines.map_err(|error| broken(&error))?;
        lines.retain(|line| line.position <= receipt.last);
        let docket = Docket::read(&office.context(), &DocketId::new(stream.as_str()), &lines);
        Ok(Opened {
            docket: Arc::new(docket.ok_or_else(Problem::not_found)?),
            seq: receipt.seq,
            replayed: true,
        })
    }
}

/// What is fixed when a docket is opened under a version.
pub fn frame(regime: &Regime, consulted: Vec<Consulted>) -> Frame {
    Frame {
        law: regime.id.clone(),
        law_hash: regime.hash.clone(),
        positions: regime.positions.clone(),
        consulted,
    }
}

/// `网审〔2026〕1号`.
pub fn number(year: i16, nth: u32) -> String {
    format!("{SERIES}〔{year}〕{nth}号")
}

/// What is written with a number.
pub fn written(docket: Docket, beside: Beside, year: i16) -> impl Fn(u32) -> Written + Send {
    move |nth| {
        let docket = docket.numbered(&number(year, nth));
        let first = docket.review.entries().first();
        let line = first.and_then(|entry| payload(entry, &beside, Some(&docket.case)).ok());
        Written {
            // WHY: without a line the store refuses the append, so nothing half is written.
            entries: line.into_iter().map(|payload| NewEntry { payload }).collect(),
            projection: Some(project(&docket)),
        }
    }
}

fn no_law(why: Words) -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "no-law-in-force",
        Words::new("当日无施行的版本", "No version in force"),
        why,
    )
}
