//! A request that has its question: who asks, what, today. Nothing of an office can be read or
//! changed without one, and only a route of the table makes one.

use std::sync::Arc;

use access::{Answer, Asker, Declaration, DocketId, Person, Question, Resource};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use jiff::Timestamp;
use jiff::civil::Date;
use law::Words;
use store::desk::door::Declared;

use crate::client_certificate::{self, ShownCertificate};
use crate::credential::{Credential, Second, Sort, note_use, presented};
use crate::demo::MovableClock;
use crate::entrance::FRESH;
use crate::language::{Language, preferred};
use crate::office::Shared;
use crate::peer::origin;
use crate::problem::Problem;
use crate::scope::{Group, How};
use crate::table::Asks;
use crate::world::beijing;

/// A request with its question.
#[derive(Clone)]
pub struct Asked {
    /// The office asked.
    pub office: Shared,
    /// Who asks, where somebody is signed in.
    pub credential: Option<Arc<Credential>>,
    /// The question of the route.
    pub asks: Asks,
    /// When.
    pub now: Timestamp,
    /// The day in Beijing.
    pub today: Date,
    /// In which language.
    pub language: Language,
    /// From which address, as it is counted; nothing where the request came over no network.
    pub from: Option<String>,
    /// With which device, as the browser says it.
    pub device: Option<String>,
    /// The certificate shown while the connection was made.
    pub certificate: Option<ShownCertificate>,
    /// The caller's key for this request, so that sending it twice does it once.
    pub key: Option<String>,
    /// Path and query.
    pub address: String,
    /// The clock that can be moved, in a demonstration.
    pub movable: Option<MovableClock>,
}

impl Asked {
    /// Who asks, signed in.
    pub fn person(&self) -> Result<&Person, Problem> {
        let credential = self.credential.as_ref().ok_or_else(Problem::not_signed_in)?;
        Ok(&credential.person)
    }

    /// Lets pass who may do what this route does to a resource; else 401, 404 or 403.
    pub fn may(&self, resource: &Resource) -> Result<(), Problem> {
        match self.asks {
            Asks::This(question) => self.may_ask(question, resource),
            // An act's question is asked once the act is read.
            Asks::TheAct => Ok(()),
        }
    }

    /// The same for a question of its own: that of an act.
    pub fn may_ask(&self, question: Question, resource: &Resource) -> Result<(), Problem> {
        self.in_scope(question)?;
        let access = &self.office.access;
        let answer =
            self.asking(resource, |asker| access.may(asker, self.today, question, resource))?;
        if answer.is_allowed() {
            return Ok(());
        }
        if self.credential.is_none() {
            return Err(Problem::not_signed_in());
        }
        let known = self.asking(resource, |asker| access.may_know(asker, self.today, resource))?;
        if !known.is_allowed() {
            return Err(Problem::not_found());
        }
        let policy = answer.policy().map_or("no-policy-permits", |policy| policy.as_str());
        Err(Problem::not_permitted(policy))
    }

    /// Whether the answer to a question is yes.
    pub fn allows(&self, question: Question, resource: &Resource) -> bool {
        if self.in_scope(question).is_err() {
            return false;
        }
        let access = &self.office.access;
        let answer =
            self.asking(resource, |asker| access.may(asker, self.today, question, resource));
        answer.is_ok_and(|answer| answer.is_allowed())
    }

    /// Whether the credential shown is for such questions.
    fn in_scope(&self, question: Question) -> Result<(), Problem> {
        match &self.credential {
            Some(credential) if !credential.scope.is_for(question) => {
                Err(Problem::not_permitted("house:token-scope"))
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Whether the caller's role needs a second factor, or there is one.
    fn has_or_needs_second(&self, credential: &Credential) -> bool {
        let entrance = self.office.entrance();
        credential.second == Second::Enrolled || entrance.demands_of(&credential.person, self.today)
    }

    /// Lets pass who showed a factor within the last quarter of an hour: for what makes or changes
    /// a way in. A program shows none, and is let pass where its holder has none to show.
    pub fn must_have_proved(&self) -> Result<(), Problem> {
        let credential = self.credential.as_ref().ok_or_else(Problem::not_signed_in)?;
        match credential.sort {
            Sort::Token if self.has_or_needs_second(credential) => Err(Problem::in_person()),
            Sort::Token => Ok(()),
            Sort::Session if self.proved_lately(credential) => Ok(()),
            Sort::Session => Err(Problem::prove_again()),
        }
    }

    /// The same for what decides: asked of whoever has a second factor or needs one.
    pub fn must_have_proved_to_decide(&self) -> Result<(), Problem> {
        let credential = self.credential.as_ref().ok_or_else(Problem::not_signed_in)?;
        if self.has_or_needs_second(credential) { self.must_have_proved() } else { Ok(()) }
    }

    /// Whether a factor was shown within the last quarter of an hour.
    pub fn proved_lately(&self, credential: &Credential) -> bool {
        let fresh = |proved_at: Timestamp| self.now.duration_since(proved_at) <= FRESH;
        credential.proved_at.is_some_and(fresh)
    }

    /// Holds what is appended to the credential shown: ended meanwhile, nothing is appended.
    pub fn while_signed_in(&self) -> Option<store::Also> {
        let id = self.credential.as_ref()?.id.clone();
        Some(store::desk::together(move |conn| store::desk::door::must_stand(conn, &id)))
    }

    /// Whoever needs a second factor and has none sees to that before anything else.
    fn must_be_enrolled(&self) -> Result<(), Problem> {
        let Some(credential) = &self.credential else {
            return Ok(());
        };
        let open = match self.asks {
            Asks::This(question) => Group::of(question) == Group::Open,
            Asks::TheAct => false,
        };
        let lacks = credential.sort == Sort::Session && credential.second == Second::Missing;
        let demanded = || self.office.entrance().demands_of(&credential.person, self.today);
        if lacks && !open && demanded() { Err(Problem::enrol_first()) } else { Ok(()) }
    }

    /// Puts a question with what the caller declared about the docket it is about.
    fn asking(
        &self,
        resource: &Resource,
        ask: impl FnOnce(Asker<'_>) -> Answer,
    ) -> Result<Answer, Problem> {
        let Some(credential) = &self.credential else {
            return Ok(ask(Asker::Anonymous));
        };
        let person = &credential.person;
        let Some(review) = resource.review() else {
            return Ok(ask(Asker::Person(person)));
        };
        let declared = match self.declared(person, &review.docket)? {
            None => Declaration::None,
            Some(Declared::Conflict) => Declaration::Conflict,
            Some(Declared::NoConflict) => Declaration::NoConflict,
        };
        let glass = self.office.emergencies.glass(person.id.as_str(), &review.docket, self.now);
        Ok(ask(Asker::Declared(person, declared, glass)))
    }

    fn declared(&self, person: &Person, id: &DocketId) -> Result<Option<Declared>, Problem> {
        let declared = self.office.dockets.declared(&self.office, id)?;
        let own = declared.iter().find(|(who, _)| who == person.id.as_str());
        Ok(own.map(|(_, declared)| *declared))
    }
}

impl FromRequestParts<Shared> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, office: &Shared) -> Result<Asked, Problem> {
        // INVARIANT: `Route::new` puts it there.
        let asks = *parts.extensions.get::<Asks>().ok_or_else(Problem::not_found)?;
        let now = office.world.now();
        let (today, _) = beijing(now);
        let from = origin(parts, office.gates.proxy);
        let credential = credential_of(parts, office, from.as_deref(), now)?;
        let asked = Asked {
            office: office.clone(),
            credential,
            asks,
            now,
            today,
            language: preferred(&parts.headers),
            from,
            device: device(&parts.headers),
            certificate: client_certificate::shown(parts, &office.certificate_proxies),
            key: match parts.method {
                Method::POST => idempotency_key(&parts.headers)?,
                // Every other method may be repeated as it is.
                _ => None,
            },
            address: parts.uri.to_string(),
            movable: parts.extensions.get::<MovableClock>().cloned(),
        };
        asked.must_be_enrolled()?;
        if let Asks::This(question) = asks {
            asked.in_scope(question)?;
        }
        Ok(asked)
    }
}

/// The credential a request shows, if it opens anything; counts the request as its account's, or
/// as a stranger's.
fn credential_of(
    parts: &Parts,
    office: &Shared,
    from: Option<&str>,
    now: Timestamp,
) -> Result<Option<Arc<Credential>>, Problem> {
    let Some(shown) = presented(&parts.headers) else {
        // WHY: a page elsewhere could sign somebody in as another, too.
        same_site(&parts.method, &parts.headers)?;
        office.gates.of_stranger(from, now)?;
        return Ok(None);
    };
    if shown.by_cookie() {
        same_site(&parts.method, &parts.headers)?;
    }
    let Some(found) = office.keyring.find(office, &shown, now)? else {
        office.gates.of_stranger(from, now)?;
        // WHY: a browser goes on sending the cookie of a session that is over; it is nobody's
        // then, and the door must stay open to it.
        return if shown.by_cookie() { Ok(None) } else { Err(Problem::not_signed_in()) };
    };
    office.gates.of_account(found.person.id.as_str(), now)?;
    if found.scope.how == How::Read && parts.method != Method::GET {
        return Err(Problem::not_permitted("house:token-reads-only"));
    }
    note_use(office, &found, from, now);
    Ok(Some(found))
}

/// What a browser says of itself, at most so much of it as a list can show.
fn device(headers: &HeaderMap) -> Option<String> {
    const LONGEST: usize = 200;
    let said = headers.get(header::USER_AGENT)?.to_str().ok()?;
    let said: String = said.chars().take(LONGEST).collect();
    Some(said).filter(|said| !said.trim().is_empty())
}

/// A page elsewhere may make a browser send our cookie along; what such a page sends is refused.
/// Browsers say where a request comes from (Fetch Metadata); what says nothing is no browser.
fn same_site(method: &Method, headers: &HeaderMap) -> Result<(), Problem> {
    if *method == Method::GET {
        return Ok(());
    }
    let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    let foreign = match site {
        Some("same-origin" | "none") => false,
        Some(_) => true,
        None => {
            let host = headers.get(header::HOST).and_then(|value| value.to_str().ok());
            let origin = headers.get(header::ORIGIN).and_then(|value| value.to_str().ok());
            match (origin.and_then(|origin| origin.split_once("://")), host) {
                (Some((_, origin)), Some(host)) => origin != host,
                (Some(_), None) => true,
                (None, _) => false,
            }
        }
    };
    if foreign {
        return Err(Problem::not_permitted("house:same-origin"));
    }
    Ok(())
}

/// `Idempotency-Key`, at most 200 visible characters.
fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get("idempotency-key") else {
        return Ok(None);
    };
    let text =
        value.to_str().ok().map(str::trim).filter(|text| !text.is_empty() && text.len() <= 200);
    text.map(|text| Some(text.to_owned())).ok_or_else(|| {
        let text = Words::new(
            "Idempotency-Key 应为 1 至 200 个可见 ASCII 字符",
            "Idempotency-Key is 1 to 200 visible ASCII characters",
        );
        Problem::fault("Idempotency-Key", text)
    })
}
