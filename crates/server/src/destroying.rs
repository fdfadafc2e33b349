//! Destroying what two people agreed on: decided alone, written in one transaction with the entry
//! of the office that attests it, told when it is gone.

use std::collections::BTreeSet;
use std::sync::Arc;

use access::{Deed, Question, Resource, Role, Side};
use axum::http::StatusCode;
use jiff::civil::Date;
use law::Words;
use review::Entry;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use store::desk::four_eyes::{self, Request};
use store::{Also, Hash, destroy};

use crate::api::hex;
use crate::asked::Asked;
use crate::desk::{Beside, Docket, payload};
use crate::destruction::{ATTESTED, Attestation, Committed, Gone, Ground, Wanted, What};
use crate::destructions::Attested;
use crate::download::DAMAGED;
use crate::four_eyes::takes_two;
use crate::office::broken;
use crate::problem::Problem;
use crate::receipts::sm3_of;
use crate::redact::{MARK, redacted, says_something};

/// What goes with a destruction.
struct Plan {
    /// The scopes it touches.
    scopes: Vec<String>,
    /// The entries whose content goes, by what they commit to.
    entries: Vec<Committed>,
    /// What is read in the place of an entry.
    instead: Option<String>,
    /// The files whose content goes.
    files: Vec<Hash>,
}

impl Asked {
    /// Asks that something of a case be destroyed; another head confirms.
    pub async fn ask_to_destroy(
        &self,
        docket: &Docket,
        wanted: &Wanted,
        because: String,
    ) -> Result<Request, Problem> {
        self.may_ask(Question::ContentDestroy, &Resource::Review(docket.standing.clone()))?;
        self.must_be_destroyable(docket, wanted)?;
        self.ask_two(Deed::DestroyKey, &wanted.to_string(), because).await
    }

    /// Destroys what the caller asked for and another confirmed.
    pub async fn destroy(&self, id: &str, request: &str) -> Result<Arc<Attested>, Problem> {
        self.must_have_proved_to_decide()?;
        // Nobody acts meanwhile: an act sealed under a key that is going would be lost with it.
        let _alone = self.office.turn.write().await;
        let docket = self.docket(id)?;
        let (found, _) = self.find_two(request)?;
        let wanted = Wanted::read(&found.about).filter(|wanted| wanted.review == id);
        let wanted = wanted.ok_or_else(Problem::not_found)?;
        let ready = self.confirmed(Deed::DestroyKey, &found.about)?;
        if ready.id != found.id {
            return Err(takes_two(Deed::DestroyKey));
        }
        self.must_be_destroyable(&docket, &wanted)?;
        let (now, by) = (self.instant()?, self.recorder(false)?);
        let gone = self.gone(&docket, &wanted, &ready);
        let plan = self.plan(&docket, &wanted, &gone)?;
        for file in &plan.files {
            self.keep_digest(&docket, file).await?;
        }
        let confirmed_by = ready.answer.as_ref().map(|(_, by, _)| by.clone());
        let attestation = Attestation {
            office: ATTESTED.to_owned(),
            review: id.to_owned(),
            number: docket.case.number.clone(),
            party: docket
                .case
                .party
                .clone()
                .filter(|_| docket.standing.told.contains(&Side::Party)),
            what: wanted.what.word().to_owned(),
            scopes: plan.scopes.clone(),
            entries: plan.entries.clone(),
            instead: plan.instead.as_deref().map(|text| hex(&Sha256::digest(text.as_bytes()))),
            files: plan.files.iter().map(Hash::to_string).collect(),
            gone,
            asked_by: ready.by.name.clone(),
            confirmed_by: confirmed_by.unwrap_or_default(),
            by: by.clone(),
        };
        let also = || {
            let used = four_eyes::used(&ready.id, &by.account, now);
            used.and(plan.carried_out(&docket, &wanted.what))
        };
        self.record_row(now, &json!(attestation), also).await?;
        self.after_destroying(&docket, &wanted.what, plan.scopes.clone()).await;
        let all = self.office.destructions.of(&self.office, id)?;
        let done = all.into_iter().find(|one| one.attestation.gone.request == ready.id);
        done.ok_or_else(|| Problem::broken(&"an attestation is not on record"))
    }

    /// What is told in its place from now on.
    fn gone(&self, docket: &Docket, wanted: &Wanted, request: &Request) -> Gone {
        let context = self.office.context();
        let law = &docket.summary.law;
        let regime = context.book().get(law);
        Gone {
            request: request.id.clone(),
            on: self.today,
            ground: wanted.ground,
            law: law.to_string(),
            article: regime.and_then(|regime| wanted.ground.cite(regime)),
            retained_until: wanted.retained_until,
            because: request.because.clone(),
            // Nobody else may ask for it, nor confirm it (access/two.cedar).
            asked_by: Role::Head.name().to_owned(),
            confirmed_by: Role::Head.name().to_owned(),
        }
    }

    fn plan(&self, docket: &Docket, wanted: &Wanted, gone: &Gone) -> Result<Plan, Problem> {
        let filing = docket.case.filing.clone();
        let scopes = std::iter::once(docket.id.as_str().to_owned()).chain(filing).collect();
        let plan = Plan { scopes, entries: Vec::new(), instead: None, files: Vec::new() };
        let commitments = self.office.reader().commitments(&docket.stream());
        let all = commitments.map_err(|error| broken(&error))?.into_iter();
        let mut all = all.map(|(entry, hash)| Committed { entry, commitment: hash.to_string() });
        match &wanted.what {
            What::Docket => {
                let files = named(docket, |_| true).into_iter().collect();
                Ok(Plan { entries: all.collect(), files, ..plan })
            }
            What::Entry(number) => {
                let (entry, beside) = line(docket, *number)?;
                let redacted = redacted(entry, beside, gone.clone());
                let (entry, left) = redacted.map_err(|error| Problem::broken(&error))?;
                let instead = payload(&entry, &left, None);
                // What another entry handed in, too, is that entry's.
                let others = named(docket, |other| other != *number);
                let own = named(docket, |other| other == *number);
                Ok(Plan {
                    entries: all.find(|one| one.entry == *number).into_iter().collect(),
                    instead: Some(instead.map_err(|error| Problem::broken(&error))?),
                    files: own.difference(&others).copied().collect(),
                    ..plan
                })
            }
            What::Document(hash) => Ok(Plan { files: vec![*hash], ..plan }),
        }
    }

    /// Works out SM3 of a file while it can be read: receipts that name it need it afterwards.
    async fn keep_digest(&self, docket: &Docket, file: &Hash) -> Result<(), Problem> {
        match sm3_of(&self.office, docket, &file.to_string()).await {
            // What is damaged has no digest to be known by.
            Err(problem) if problem.reason() != DAMAGED => Err(problem),
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// Lets go of what is in memory and on the disk. It is on record already: what fails here is
    /// done at the next start.
    async fn after_destroying(&self, docket: &Docket, what: &What, scopes: Vec<String>) {
        self.office.dockets.forget(&docket.id);
        let scopes = match what {
            What::Docket => scopes,
            What::Entry(_) | What::Document(_) => Vec::new(),
        };
        let office = self.office.clone();
        let gone = tokio::task::spawn_blocking(move || office.store().after_destroying(&scopes));
        match gone.await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(%error, "what was destroyed is not off the disk yet"),
            Err(error) => tracing::error!(%error, "what was destroyed is not off the disk yet"),
        }
    }

    /// Refuses what may not be destroyed, or not now.
    fn must_be_destroyable(&self, docket: &Docket, wanted: &Wanted) -> Result<(), Problem> {
        if !docket.summary.is_closed() {
            return Err(still_open());
        }
        if !wanted.ground.reaches(&wanted.what) {
            return Err(not_on_this_ground());
        }
        self.must_be_kept_no_more(docket, wanted)?;
        match &wanted.what {
            What::Docket => Ok(()),
            What::Entry(1) => Err(goes_with_the_docket()),
            What::Entry(number) => {
                let (entry, beside) = line(docket, *number)?;
                if beside.destroyed.is_some() {
                    return Err(destroyed_already());
                }
                let says = says_something(entry, beside);
                if says.map_err(|error| Problem::broken(&error))? {
                    return Ok(());
                }
                Err(nothing_to_destroy())
            }
            What::Document(hash) => {
                if !named(docket, |_| true).contains(hash) {
                    return Err(Problem::fault("/sha256", no_such_file()));
                }
                let gone = self.office.destructions.files(&self.office, docket.id.as_str())?;
                if gone.contains(&hash.to_string()) { Err(destroyed_already()) } else { Ok(()) }
            }
        }
    }

    /// The day on which the period of keeping ended is said where that is the ground, and nowhere
    /// else; it lies behind, and after the last entry.
    fn must_be_kept_no_more(&self, docket: &Docket, wanted: &Wanted) -> Result<(), Problem> {
        let last = docket.review.entries().last().map_or_else(Date::default, |entry| entry.date);
        let text = match (wanted.ground, wanted.retained_until) {
            (Ground::RetentionEnded, Some(day)) if last <= day && day < self.today => {
                return Ok(());
            }
            (Ground::RetentionEnded, _) => Words::new(
                format!("请写明保存期限届满之日：不早于最后一条记录（{last}），且已经过去"),
                format!(
                    "say on which day the period of keeping ended: not before the last entry \
                     ({last}), and before today"
                ),
            ),
            (Ground::StateSecret | Ground::Confidentiality, None) => return Ok(()),
            (Ground::StateSecret | Ground::Confidentiality, Some(_)) => Words::new(
                "只有以保存期限届满为由时才填写",
                "said only where the ground is that the period of keeping ended",
            ),
        };
        Err(Problem::fault("/retained_until", text))
    }
}

impl Plan {
    /// What is done in the transaction that attests it.
    fn carried_out(&self, docket: &Docket, what: &What) -> Also {
        let stream = docket.stream();
        match (what, &self.instead) {
            (What::Docket, _) => destroy::scopes(&self.scopes, Some(&stream)),
            (What::Entry(number), Some(instead)) => {
                let entry = destroy::entry(&stream, *number, instead, MARK);
                entry.and(destroy::documents(&self.scopes, &self.files))
            }
            (What::Entry(_) | What::Document(_), _) => {
                destroy::documents(&self.scopes, &self.files)
            }
        }
    }
}

/// An entry of a docket, and what stands beside it.
fn line(docket: &Docket, number: u32) -> Result<(&Entry, &Beside), Problem> {
    let entry = docket.review.entries().iter().find(|entry| entry.number == number);
    let found = entry.map(AsRef::as_ref).zip(docket.beside(number));
    found.ok_or_else(|| {
        let text = Words::new("卷宗中没有此条", "the docket has no such entry");
        Problem::fault("/entry", text)
    })
}

/// The files that some entries of a docket name; those of the filing are the first entry's.
fn named(docket: &Docket, by: impl Fn(u32) -> bool) -> BTreeSet<Hash> {
    let filed = docket.case.materials.iter().filter(|_| by(1)).map(|file| &file.sha256);
    let numbered = (1..).zip(&docket.beside).filter(|(number, _)| by(*number));
    let attached = numbered.flat_map(|(_, beside)| &beside.files).map(|file| &file.sha256);
    filed.chain(attached).filter_map(|hash| hash.parse().ok()).collect()
}

fn no_such_file() -> Words {
    Words::new("卷宗中没有此文件", "the docket names no such file")
}

fn refused(reason: &'static str, text: Words) -> Problem {
    let title = Words::new("不予销毁", "It is not destroyed");
    Problem::new(StatusCode::CONFLICT, reason, title, text)
}

fn still_open() -> Problem {
    refused(
        "case-still-open",
        Words::new(
            "案件尚未办结，其内容仍是办理的依据，不予销毁；办结后方可提出",
            "the case still runs and rests on what stands in it: nothing of it is destroyed before \
             it is closed",
        ),
    )
}

fn not_on_this_ground() -> Problem {
    refused(
        "ground-does-not-reach",
        Words::new(
            "该理由不及于此：保存期限届满的，销毁整个卷宗；负有保密义务的，销毁某条记录或某份文件；\
             国家秘密，三者均可",
            "the ground does not reach this far: when the period of keeping has ended the whole \
             docket goes; where secrecy is owed an entry or a file; a state secret any of these",
        ),
    )
}

fn goes_with_the_docket() -> Problem {
    refused(
        "goes-with-the-docket",
        Words::new(
            "首条记载本案为何案，只能随整个卷宗销毁；其所附文件可以逐份销毁",
            "the first entry says which case this is and goes with the whole docket; the files it \
             handed in can go one by one",
        ),
    )
}

fn destroyed_already() -> Problem {
    refused("destroyed-already", Words::new("该内容此前已销毁", "it was destroyed before"))
}

fn nothing_to_destroy() -> Problem {
    refused(
        "nothing-to-destroy",
        Words::new(
            "该条没有自由文字，也没有文件，无可销毁",
            "the entry holds no words of anybody's own and no files: there is nothing to destroy",
        ),
    )
}
