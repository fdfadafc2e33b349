//! What a case is read for, asked once a session; and what stands on a case page about who may know
//! what: links, an emergency that runs, what takes two.

use access::{Deed, Question, Resource};
use askama::Template;
use axum::response::Response;

use super::form::Choice;
use super::shell::{Shell, ok};
use super::visit::Visit;
use crate::desk::Docket;
use crate::problem::Problem;
use crate::world::beijing;

#[derive(Template)]
#[template(path = "purpose.html")]
struct Page {
    shell: Shell,
    id: String,
    number: String,
    title: String,
    purposes: Vec<Choice>,
}

/// Asks what a case is read for.
pub fn ask(visit: &Visit, docket: &Docket) -> Result<Response, Problem> {
    let case = &docket.case;
    ok(&Page {
        shell: Shell::new(&visit.asked, visit.t.get("purpose-title"), "/reviews"),
        id: docket.id.as_str().to_owned(),
        number: case.number.clone(),
        title: case.title.clone(),
        purposes: choices(visit)?,
    })
}

/// What the caller can say, the usual chosen; nothing where there is no choice.
pub fn choices(visit: &Visit) -> Result<Vec<Choice>, Problem> {
    let all = visit.asked.purposes()?;
    if all.len() < 2 {
        return Ok(Vec::new());
    }
    let choice = |(at, word): (usize, &str)| Choice {
        value: word.to_owned(),
        name: visit.t.of("purpose", word),
        chosen: at == 0,
    };
    Ok(all.into_iter().enumerate().map(choice).collect())
}

/// What a case page says of who may know what.
pub struct Trust {
    /// What the record knows that may tie the caller to a side, before he declares.
    pub links: Vec<String>,
    /// The emergency under which the caller reads: its id, and until when.
    pub emergency: Option<(String, String)>,
    /// What the caller may see besides: address and name.
    pub may_see: Vec<(String, String)>,
    /// What the caller may ask for that takes two: word and name.
    pub deeds: Vec<(String, String)>,
}

/// What the page of a case says of who may know what.
pub fn trust(visit: &Visit, docket: &Docket, must_declare: bool) -> Result<Trust, Problem> {
    let (asked, t) = (&visit.asked, visit.t);
    let (account, id) = (asked.person()?.id.clone(), docket.id.as_str());
    let review = Resource::Review(docket.standing.clone());
    let links = if must_declare { asked.links(docket)? } else { Vec::new() };
    let mut may_see = Vec::new();
    if asked.allows(Question::ReadingsRead, &review) {
        may_see.push((format!("/reviews/{id}/readings"), t.get("readings-title").to_owned()));
    }
    if asked.allows(Question::DeclarationsRead, &review) {
        let name = t.get("declarations-title").to_owned();
        may_see.push((format!("/reviews/{id}/declarations"), name));
    }
    if docket.summary.is_closed() && asked.allows(Question::ContentDestroy, &review) {
        may_see.push((format!("/reviews/{id}/destroy"), t.get("destroy-title").to_owned()));
    }
    let may_ask = |deed: &Deed| {
        let (by, review) = (account.clone(), Some(docket.standing.clone()));
        let asking = access::FourEyes { deed: *deed, by, review };
        asked.allows(Question::FourEyesAsk, &Resource::FourEyes(asking))
    };
    let of_cases = Deed::ALL.iter().filter(|deed| deed.is_about_a_case());
    let deeds = of_cases
        .filter(|deed| **deed != Deed::OpenOpinions || asked.office.opinions.are_sealed())
        // It has a page of its own.
        .filter(|deed| **deed != Deed::DestroyKey)
        .filter(|deed| may_ask(deed));
    let deeds = deeds.map(|deed| (deed.word().to_owned(), t.of("deed", deed.word())));
    let running = asked.office.emergencies.running(account.as_str(), &docket.id, asked.now);
    let emergency = running.map(|(id, ends_at)| {
        let (day, time) = beijing(ends_at);
        (id, format!("{} {}", t.day(day), time.strftime("%H:%M")))
    });
    Ok(Trust {
        links: links.iter().map(|link| t.words(&link.words()).to_owned()).collect(),
        emergency,
        may_see,
        deeds: deeds.collect(),
    })
}
