//! What takes two people: one asks, another who may confirms, both on record; the deed uses it up.
//! Void after seven days; never the same person, never one login twice (the tables hold that too).
//!
//! For a deed of one's own: a word in [`access::Deed`] with its policies in `access/two.cedar`; the
//! route that carries it out calls [`Asked::confirmed`] and lets [`store::desk::four_eyes::used`]
//! or [`store::desk::four_eyes::use_up`] go into the deed's own transaction.

use std::sync::Arc;

use access::{Deed, DocketId, PersonId, Question, Resource};
use axum::http::StatusCode;
use jiff::SignedDuration;
use law::Words;
use serde_json::json;
use store::desk::four_eyes::{self, Hand, Request};

use crate::asked::Asked;
use crate::problem::Problem;
use crate::world::second;

/// How long a request waits for its second person, and holds once confirmed.
const HOLDS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What the second person says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It may be done.
    Confirmed,
    /// It may not.
    Refused,
    /// Whoever asked takes it back.
    Withdrawn,
}

impl Answer {
    /// Every answer's word.
    pub const WORDS: &'static [&'static str] = &["confirmed", "refused", "withdrawn"];

    /// The answer of a word.
    pub fn of_word(word: &str) -> Option<Answer> {
        match word {
            "confirmed" => Some(Answer::Confirmed),
            "refused" => Some(Answer::Refused),
            "withdrawn" => Some(Answer::Withdrawn),
            _ => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Answer::Confirmed => "confirmed",
            Answer::Refused => "refused",
            Answer::Withdrawn => "withdrawn",
        }
    }
}

impl Asked {
    /// Asks for a deed to be done to `about`: a review, or for the others what their module names.
    /// The same asked for again by the same person is the same request.
    pub async fn ask_two(
        &self,
        deed: Deed,
        about: &str,
        because: String,
    ) -> Result<Request, Problem> {
        let by = self.hand()?;
        let resource = self.two_about(deed, about, &by.account)?;
        self.may_ask(Question::FourEyesAsk, &resource)?;
        let known = self.office.read(|conn| four_eyes::about(conn, about))?;
        let own = known.into_iter().find(|request| {
            let open = request.answer.is_none() && self.now < request.ends_at;
            open && request.by.account == by.account && request.deed == deed.word()
        });
        if let Some(request) = own {
            return Ok(request);
        }
        let now = self.instant()?;
        let request = Request {
            id: self.office.world.id().map_err(|error| Problem::broken(&error))?.to_string(),
            deed: deed.word().to_owned(),
            about: about.to_owned(),
            because,
            by,
            asked_at: now,
            ends_at: second(now.saturating_add(HOLDS).unwrap_or(now)),
            answer: None,
            used_at: None,
        };
        let entry = json!({
            "office": "four-eyes-asked", "request": request.id, "deed": request.deed,
            "about": request.about, "because": request.because, "date": self.today,
            "ends_at": request.ends_at, "by": self.recorder(false)?,
        });
        self.record_row(now, &entry, || four_eyes::asked(request.clone())).await?;
        Ok(request)
    }

    /// A request, if the caller may see it.
    pub fn find_two(&self, id: &str) -> Result<(Request, Resource), Problem> {
        self.person()?;
        let found = self.office.read(|conn| four_eyes::one(conn, id))?;
        let request = found.ok_or_else(Problem::not_found)?;
        let resource = self.two_of(&request).ok_or_else(Problem::not_found)?;
        if self.allows(Question::FourEyesRead, &resource) {
            return Ok((request, resource));
        }
        Err(Problem::not_found())
    }

    /// A request as access sees it; `None` where what it is about is gone.
    pub fn two_of(&self, request: &Request) -> Option<Resource> {
        let deed = Deed::of_word(&request.deed)?;
        self.two_about(deed, &request.about, &request.by.account).ok()
    }

    fn two_about(&self, deed: Deed, about: &str, by: &str) -> Result<Resource, Problem> {
        let review = match deed.is_about_a_case() {
            true => Some(self.case_about(about)?),
            false => None,
        };
        let by = PersonId::new(by);
        Ok(Resource::FourEyes(access::FourEyes { deed, by, review }))
    }

    /// The case that a deed is done to, if the caller may know of it.
    fn case_about(&self, about: &str) -> Result<Arc<access::Review>, Problem> {
        // What follows a stroke is a part of the case: its round of opinions.
        let id = about.split('/').next().unwrap_or_default();
        let found = self.office.dockets.find(&self.office, &DocketId::new(id))?;
        let Some(docket) = found else {
            return self.destroyed_standing(id)?.ok_or_else(Problem::not_found);
        };
        // Of a case that one may not know of, nothing is asked.
        if self.docket_known(id).is_err() && !self.sees_outline(&docket.standing) {
            return Err(Problem::not_found());
        }
        Ok(docket.standing.clone())
    }

    fn sees_outline(&self, review: &Arc<access::Review>) -> bool {
        self.allows(Question::DocketOutline, &Resource::Review(review.clone()))
    }

    /// Answers a request.
    pub async fn answer_two(&self, id: &str, answer: Answer) -> Result<Request, Problem> {
        let (mut request, resource) = self.find_two(id)?;
        let by = self.hand()?;
        match answer {
            Answer::Confirmed | Answer::Refused => {
                self.may_ask(Question::FourEyesConfirm, &resource)?;
                self.must_have_proved_to_decide()?;
            }
            Answer::Withdrawn if request.by.account == by.account => {}
            Answer::Withdrawn => return Err(Problem::not_permitted("house:asker-alone-withdraws")),
        }
        if request.answer.is_some() {
            return Err(answered_already(&request));
        }
        let now = self.instant()?;
        if request.ends_at <= now {
            return Err(void());
        }
        if answer != Answer::Withdrawn && request.by.login == by.login {
            return Err(Problem::not_permitted("asker-does-not-confirm"));
        }
        let entry = json!({
            "office": "four-eyes-answered", "request": request.id, "deed": request.deed,
            "about": request.about, "answer": answer.word(), "date": self.today,
            "by": self.recorder(false)?,
        });
        let also = || four_eyes::answered(&request.id, answer.word(), &by, now);
        self.record_row(now, &entry, also).await?;
        request.answer = Some((answer.word().to_owned(), by.name, now));
        Ok(request)
    }

    /// The caller's own request for a deed to `about`, confirmed, in time and not used up: what the
    /// deed needs. Else says what is missing.
    pub fn confirmed(&self, deed: Deed, about: &str) -> Result<Request, Problem> {
        let own = self.person()?.id.as_str();
        let all = self.office.read(|conn| four_eyes::about(conn, about))?;
        let ready = all.into_iter().find(|request| {
            let yes = matches!(&request.answer, Some((answer, ..)) if answer == "confirmed");
            let fresh = request.used_at.is_none() && self.now < request.ends_at;
            yes && fresh && request.deed == deed.word() && request.by.account == own
        });
        ready.ok_or_else(|| takes_two(deed))
    }

    fn hand(&self) -> Result<Hand, Problem> {
        let credential = self.credential.as_ref().ok_or_else(Problem::not_signed_in)?;
        Ok(Hand {
            account: credential.person.id.as_str().to_owned(),
            login: credential.login.clone(),
            name: credential.name.clone(),
        })
    }
}

/// Nobody confirmed it, or somebody else asked.
pub fn takes_two(deed: Deed) -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "takes-two",
        Words::new("须经两人", "It takes two"),
        Words::new(
            "此事须由一人提出、另一人确认：请先在“两人事项”中提出，由有权者于七日内确认",
            "one asks for this and another confirms: ask for it first; whoever may confirms it \
             within seven days",
        ),
    )
    .with("deed", deed.word())
}

fn answered_already(request: &Request) -> Problem {
    let answer = request.answer.as_ref().map_or("", |(answer, ..)| answer.as_str());
    Problem::new(
        StatusCode::CONFLICT,
        "answered-already",
        Words::new("已有答复", "Answered already"),
        Words::new("此项请求已有答复", "this request was answered before"),
    )
    .with("answer", answer)
}

fn void() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "request-void",
        Words::new("已失效", "Void"),
        Words::new(
            "提出已逾七日，请重新提出",
            "it was asked for more than seven days ago: ask again",
        ),
    )
}
