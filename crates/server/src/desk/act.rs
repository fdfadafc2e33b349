//! One act: decided on what its author saw, appended if nobody acted in between.

use std::sync::Arc;

use access::{ActName, DocketId, Question, Resource, actor_for};
use axum::http::StatusCode;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use law::Words;
use review::{Act, Actor, Command, Entry, Moment};
use serde_json::Value;
use store::desk::file;
use store::{Also, Append, AppendError, Idempotency, Receipt};

use super::case::{Attached, Beside, Recorder};
use super::content::{content, numbered};
use super::dockets::Docket;
use crate::api::hex;
use crate::asked::Asked;
use crate::office::broken;
use crate::problem::Problem;
use crate::readings::Document;
use crate::view::{self, Sight};
use crate::world::beijing;

/// What somebody wants to do.
pub struct Doing {
    /// What.
    pub act: Act,
    /// For whom, where it came on paper from one who acts outside the system.
    pub on_paper_for: Option<Actor>,
    /// The legal day, where it is not today.
    pub dated: Option<Date>,
    /// The length of the docket it was decided on.
    pub position: u32,
    /// The files it hands in, by their ids.
    pub files: Vec<String>,
    /// SHA-256 of the request, by which a repeated one is known.
    pub request: [u8; 32],
}

/// What was done.
pub struct Done {
    /// The docket with it.
    pub docket: Arc<Docket>,
    /// Its entry.
    pub entry: Entry,
    /// Its number in the whole ledger.
    pub seq: u64,
    /// Whether it was done by an earlier request under the same key.
    pub replayed: bool,
}

impl Asked {
    /// A docket, if the caller may do to it what the route does.
    pub fn docket(&self, id: &str) -> Result<Arc<Docket>, Problem> {
        let docket = self.docket_to_act_on(id)?;
        self.may(&Resource::Review(docket.standing.clone()))?;
        Ok(docket)
    }

    /// A docket, if the caller may know that it is there.
    pub fn docket_known(&self, id: &str) -> Result<Arc<Docket>, Problem> {
        let docket = self.docket_to_act_on(id)?;
        let resource = Resource::Review(docket.standing.clone());
        let lightest = [Question::ReviewList, Question::DocketOutline];
        if lightest.iter().any(|question| self.allows(*question, &resource)) {
            return Ok(docket);
        }
        Err(Problem::not_found())
    }

    /// A docket whose question is asked once the act is known.
    fn docket_to_act_on(&self, id: &str) -> Result<Arc<Docket>, Problem> {
        let office = &self.office;
        let found = office.dockets.find(office, &DocketId::new(id))?;
        found.ok_or_else(|| self.no_docket(id))
    }

    /// Does an act.
    pub async fn act(&self, id: &str, doing: Doing) -> Result<Done, Problem> {
        let _turn = self.office.turn.read().await;
        let docket = self.docket_to_act_on(id)?;
        let (actor, by) = self.acting(&docket, &doing)?;
        let key = self.idempotency(&doing.request, id)?;
        if let Some(done) = self.done_before(&docket, key.as_ref())? {
            return Ok(done);
        }
        if doing.position != docket.position() {
            self.reads(&docket, Document::Docket, None).await?;
            return Err(self.moved(&docket, doing.position));
        }
        self.must_be_sent(&docket, &doing.act)?;
        let now = self.instant()?;
        let command = Command { actor, act: doing.act, dated: doing.dated };
        let context = self.office.context();
        let decided = review::act(&context, &docket.review, moment(now), command);
        let entry = decided.map_err(|refusal| Problem::refused(&refusal))?;
        // Only what is authoritative gets here: a draft of law was refused by type.
        let entry = entry.into_inner();
        let beside = Beside { files: self.handed_in(id, &doing.files)?, ..Beside::from(by) };
        let today = moment(now).date;
        let (next, content) = content(&context, &docket, &entry, beside, today)
            .map_err(|error| Problem::broken(&error))?;
        let append = Append {
            stream: docket.stream(),
            expected: docket.position(),
            recorded_at: now,
            content,
            idempotency: key,
            keys_of: None,
            also: self.naming(id, &doing.files, entry.number)?,
        };
        match self.office.append(append).await? {
            Ok(receipt) => {
                self.office.dockets.recorded(now);
                let docket = Arc::new(numbered(next, today, receipt.number));
                self.office.dockets.keep(docket.clone());
                Ok(Done { docket, entry, seq: receipt.seq, replayed: false })
            }
            Err(error) => self.not_appended(&docket, error),
        }
    }

    /// As whom the caller acts, and who is recorded as having entered it.
    fn acting(&self, docket: &Docket, doing: &Doing) -> Result<(Actor, Recorder), Problem> {
        let person = self.person()?;
        let name = ActName::from(&doing.act);
        let resource = Resource::Review(docket.standing.clone());
        let own = actor_for(person, self.today, name);
        let (actor, from_paper) = match (&doing.on_paper_for, own) {
            (Some(other), own) if own.as_ref() != Some(other) => {
                self.may_enter_for(other, &resource, doing)?;
                (other.clone(), true)
            }
            (Some(_) | None, Some(own)) => {
                self.may_ask(Question::Act(name), &resource)?;
                if name.is_a_heads() {
                    self.must_have_proved_to_decide()?;
                }
                (own, false)
            }
            (Some(_) | None, None) => {
                self.may_ask(Question::ReviewRead, &resource)?;
                return Err(Problem::not_permitted("house:acts-as-nobody"));
            }
        };
        Ok((actor, self.recorder(from_paper)?))
    }

    /// A notice is served or acknowledged by its number among those the docket has sent.
    fn must_be_sent(&self, docket: &Docket, act: &Act) -> Result<(), Problem> {
        let (Act::Serve { notice, .. } | Act::Acknowledge { notice }) = act else {
            return Ok(());
        };
        let sent = notice::all(&docket.review).len();
        if (1..=sent).contains(&usize::try_from(*notice).unwrap_or(0)) {
            return Ok(());
        }
        let text = Words::new(
            format!("没有第 {notice} 号通知；本案已发出 {sent} 份"),
            format!("there is no notice {notice}; this docket has sent {sent}"),
        );
        Err(Problem::fault("/notice", text))
    }

    /// The files an act hands in; each must be the caller's own, sent for this review, and on
    /// record nowhere yet.
    fn handed_in(&self, review: &str, ids: &[String]) -> Result<Vec<Attached>, Problem> {
        let own = self.person()?.id.as_str();
        let mut files: Vec<Attached> = Vec::new();
        for (at, id) in ids.iter().enumerate() {
            let found = self.office.read(|conn| file::one(conn, id))?;
            let waits = |file: &file::ReviewFile| {
                file.review == review && file.uploaded_by == own && file.entry.is_none()
            };
            let twice = files.iter().any(|file| file.id == *id);
            let found = found.filter(|file| waits(file) && !twice);
            files.push(attached(found.ok_or_else(|| no_such_file(at))?));
        }
        Ok(files)
    }

    /// What puts the files on record together with the entry, as long as the caller is signed in.
    fn naming(&self, review: &str, ids: &[String], entry: u32) -> Result<Option<Also>, Problem> {
        let signed_in = self.while_signed_in();
        if ids.is_empty() {
            return Ok(signed_in);
        }
        let named = file::named(review, self.person()?.id.as_str(), ids, entry);
        Ok(Some(match signed_in {
            Some(signed_in) => signed_in.and(named),
            None => named,
        }))
    }

    /// The caller as the record names them.
    pub fn recorder(&self, from_paper: bool) -> Result<Recorder, Problem> {
        let credential = self.credential.as_ref().ok_or_else(Problem::not_signed_in)?;
        Ok(Recorder {
            account: credential.person.id.as_str().to_owned(),
            name: credential.name.clone(),
            from_paper,
        })
    }

    /// The mark of this request, where the caller gave a key.
    pub fn idempotency(
        &self,
        request: &[u8; 32],
        what: &str,
    ) -> Result<Option<Idempotency>, Problem> {
        let Some(key) = &self.key else {
            return Ok(None);
        };
        let person = self.person()?.id.as_str();
        let whole = [what.as_bytes(), b"\n", request].concat();
        Ok(Some(Idempotency::new(person, key, &whole)))
    }

    /// What was done under this key before.
    fn done_before(
        &self,
        docket: &Docket,
        key: Option<&Idempotency>,
    ) -> Result<Option<Done>, Problem> {
        let Some(key) = key else {
            return Ok(None);
        };
        match self.office.reader().answered(key) {
            Ok(None) => Ok(None),
            Ok(Some(receipt)) => self.done_then(docket, &receipt).map(Some),
            Err(error) => self.not_appended(docket, error).map(Some),
        }
    }

    /// The same answer as then: the docket as it stood with that entry.
    fn done_then(&self, docket: &Docket, receipt: &Receipt) -> Result<Done, Problem> {
        let office = &self.office;
        let lines = office.reader().entries(&docket.stream(), 0);
        let mut lines = lines.map_err(|error| broken(&error))?;
        lines.retain(|line| line.position <= receipt.last);
        let then = Docket::read(&office.context(), &docket.id, &lines);
        let then = then.ok_or_else(Problem::not_found)?;
        let entry = then.review.entries().last().map(|entry| Entry::clone(entry));
        Ok(Done {
            entry: entry.ok_or_else(Problem::not_found)?,
            docket: Arc::new(then),
            seq: receipt.seq,
            replayed: true,
        })
    }

    fn not_appended(&self, docket: &Docket, error: AppendError) -> Result<Done, Problem> {
        match error {
            AppendError::Moved { .. } => {
                let seen = docket.position();
                let office = &self.office;
                let now = office.dockets.reload(office, &docket.id)?;
                let now = now.ok_or_else(Problem::not_found)?;
                Err(self.moved(&now, seen))
            }
            AppendError::Replayed(receipt) => self.done_then(docket, &receipt),
            AppendError::KeyReused => Err(Problem::key_reused()),
            AppendError::Store(error) => Err(broken(&error)),
        }
    }

    /// Tells what others did since, as far as the caller may read it.
    fn moved(&self, docket: &Docket, seen: u32) -> Problem {
        if docket.position() < seen {
            let text = Words::new(
                format!("卷宗目前只有 {} 条记录", docket.position()),
                format!("the docket has {} entries so far", docket.position()),
            );
            return Problem::fault("/position", text);
        }
        let sight = Sight::of(self, docket);
        let since = docket.review.entries().iter().filter(|entry| seen < entry.number);
        let entries: Vec<Value> =
            since.map(|entry| view::entry(self, docket, entry, &sight)).collect();
        Problem::moved(u64::from(docket.position()), entries)
    }

    /// The instant at which something is recorded. A machine whose clock shows less than the newest
    /// entry of the record is wrong about the day, and with it about every limit.
    pub fn instant(&self) -> Result<Timestamp, Problem> {
        let newest = self.office.dockets.newest_us();
        let now = self.office.world.now();
        if now.as_microsecond() < newest {
            let newest = Timestamp::from_microsecond(newest).unwrap_or_default();
            let (day, time) = beijing(newest);
            return Err(clock_behind(day, time));
        }
        Ok(now)
    }
}

fn attached(file: file::ReviewFile) -> Attached {
    Attached {
        id: file.id,
        name: file.name,
        media_type: file.media_type,
        sha256: hex(&file.hash),
        bytes: file.bytes,
    }
}

fn no_such_file(at: usize) -> Problem {
    let text = Words::new(
        "没有此文件：应为您为本案上传、尚未随任何行为提交的文件，且不得重复",
        "no such file: one that you sent for this review and that no act names yet, each once",
    );
    Problem::fault(format!("/files/{at}"), text)
}

fn clock_behind(day: Date, time: Time) -> Problem {
    let time = time.strftime("%H:%M:%S");
    Problem::new(
        StatusCode::CONFLICT,
        "clock-behind-record",
        Words::new("本机时钟有误", "The machine's clock is wrong"),
        Words::new(
            format!("最后一条记录的时间为 {day} {time}，本机时钟早于它；请校正时钟后再办理"),
            format!(
                "the last entry was recorded on {day} {time} and this clock shows less: set it \
                right, then act"
            ),
        ),
    )
    .with("basis", serde_json::json!({"house": "clock-behind-record"}))
}

/// An instant as the docket writes it: the day and the minute in Beijing.
pub fn moment(now: Timestamp) -> Moment {
    let (date, time) = beijing(now);
    let minute = Time::new(time.hour(), time.minute(), 0, 0).ok();
    Moment { date, time: minute }
}
