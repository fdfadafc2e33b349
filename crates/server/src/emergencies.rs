//! Emergencies (break-glass): who opened for an hour a case that he may not see. Kept in memory
//! too, since every question of access asks.

use std::sync::{PoisonError, RwLock};

use access::{DocketId, Glass, Question, Resource};
use jiff::{SignedDuration, Timestamp};
use law::Words;
use serde_json::json;
use store::desk::emergency::{self, Emergency};

use crate::asked::Asked;
use crate::desk::Docket;
use crate::problem::Problem;
use crate::world::second;

/// How long one lasts.
const LASTS: SignedDuration = SignedDuration::from_hours(1);
/// The shortest reason that is one, in characters.
pub const SHORTEST_REASON: usize = 10;

/// Those whose hour is not over.
#[derive(Default)]
pub struct Emergencies(RwLock<Vec<Emergency>>);

impl Emergencies {
    /// Those that the record knows.
    pub fn new(running: Vec<Emergency>) -> Emergencies {
        Emergencies(RwLock::new(running))
    }

    /// The emergency under which somebody reads a docket, if one runs.
    pub fn of(&self, account: &str, docket: &DocketId, now: Timestamp) -> Option<String> {
        self.running(account, docket, now).map(|(id, _)| id)
    }

    /// The same with its end.
    pub fn running(
        &self,
        account: &str,
        docket: &DocketId,
        now: Timestamp,
    ) -> Option<(String, Timestamp)> {
        let running = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let own = running.iter().find(|one| {
            one.account == account && one.review == docket.as_str() && one.runs_at(now)
        });
        own.map(|one| (one.id.clone(), one.ends_at))
    }

    /// Whether somebody opened a docket so.
    pub fn glass(&self, account: &str, docket: &DocketId, now: Timestamp) -> Glass {
        match self.of(account, docket, now) {
            Some(_) => Glass::Broken,
            None => Glass::Whole,
        }
    }

    fn begun(&self, emergency: Emergency, now: Timestamp) {
        let mut running = self.0.write().unwrap_or_else(PoisonError::into_inner);
        running.retain(|one| one.runs_at(now));
        running.push(emergency);
    }

    fn ended(&self, id: &str) {
        let mut running = self.0.write().unwrap_or_else(PoisonError::into_inner);
        running.retain(|one| one.id != id);
    }
}

impl Asked {
    /// Opens a docket for an hour. Somebody who has an hour already keeps it.
    pub async fn break_glass(
        &self,
        docket: &Docket,
        because: String,
    ) -> Result<Emergency, Problem> {
        let review = Resource::Review(docket.standing.clone());
        self.may_ask(Question::BreakGlass, &review)?;
        let credential = self.credential.as_ref().ok_or_else(Problem::not_signed_in)?;
        let account = credential.person.id.as_str();
        if let Some(id) = self.office.emergencies.of(account, &docket.id, self.now) {
            let known = self.office.read(|conn| emergency::one(conn, &id))?;
            return known.ok_or_else(Problem::not_found);
        }
        if self.allows(Question::ReviewRead, &review) {
            return Err(reads_already());
        }
        let now = self.instant()?;
        let role = self.reads_as()?.map_or("none", access::Role::name);
        let emergency = Emergency {
            id: self.office.world.id().map_err(|error| Problem::broken(&error))?.to_string(),
            account: account.to_owned(),
            name: credential.name.clone(),
            role: role.to_owned(),
            review: docket.id.as_str().to_owned(),
            because,
            began_at: now,
            ends_at: second(now.saturating_add(LASTS).unwrap_or(now)),
            ended: None,
        };
        let entry = json!({
            "office": "emergency-began", "emergency": emergency.id, "review": emergency.review,
            "role": emergency.role, "because": emergency.because, "date": self.today,
            "ends_at": emergency.ends_at, "by": self.recorder(false)?,
        });
        self.record_row(now, &entry, || emergency::begun(emergency.clone())).await?;
        self.office.emergencies.begun(emergency.clone(), now);
        Ok(emergency)
    }

    /// Ends one before its hour is over.
    pub async fn end_emergency(&self, found: &Emergency) -> Result<(), Problem> {
        if found.ended.is_some() {
            return Ok(());
        }
        let now = self.instant()?;
        let by = self.recorder(false)?;
        let entry = json!({
            "office": "emergency-ended", "emergency": found.id, "review": found.review,
            "date": self.today, "by": by,
        });
        let also = || emergency::ended(&found.id, &by.account, &by.name, now);
        self.record_row(now, &entry, also).await?;
        self.office.emergencies.ended(&found.id);
        Ok(())
    }
}

fn reads_already() -> Problem {
    Problem::new(
        axum::http::StatusCode::CONFLICT,
        "reads-already",
        Words::new("无须紧急查阅", "No emergency is needed"),
        Words::new(
            "您本可查阅本案，无须紧急查阅",
            "you may read this case as it is: no emergency is needed",
        ),
    )
}

/// A reason is a sentence.
pub fn must_be_a_reason(at: &str, text: &str) -> Result<(), Problem> {
    if SHORTEST_REASON <= text.trim().chars().count() {
        return Ok(());
    }
    let words = Words::new(
        format!("请写明理由，至少 {SHORTEST_REASON} 个字符"),
        format!("say why in a sentence, of {SHORTEST_REASON} characters at least"),
    );
    Err(Problem::fault(at, words))
}
