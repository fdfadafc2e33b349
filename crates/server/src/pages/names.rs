//! What actors are called on a page: members by the law's short names, others by the name they are
//! entered under.

use review::{Actor, BodyId};
use store::desk::people;

use super::texts::Speech;
use crate::asked::Asked;
use crate::desk::Docket;

/// The names of those who take part in a docket.
pub struct Names<'a> {
    asked: &'a Asked,
    docket: &'a Docket,
    t: Speech,
}

impl<'a> Names<'a> {
    /// The names of a docket.
    pub fn new(asked: &'a Asked, docket: &'a Docket) -> Names<'a> {
        Names { asked, docket, t: Speech(asked.language) }
    }

    /// What an actor is called.
    pub fn actor(&self, actor: &Actor) -> String {
        let case = &self.docket.case;
        let house = match actor {
            Actor::Party => case.party.as_deref().and_then(|id| self.organisation(id)),
            Actor::Provider => case.provider.as_deref().and_then(|id| self.organisation(id)),
            Actor::Unit(id) | Actor::Department(id) | Actor::Authority(id) | Actor::Lab(id) => {
                return self.body(id);
            }
            Actor::Office | Actor::Commission | Actor::Experts | Actor::Anyone => None,
        };
        let role = self.t.of("actor", &actor.to_string());
        match house {
            Some(name) => self.t.with("actor-named", &[("role", &role), ("name", &name)]),
            None => role,
        }
    }

    /// What a body is called.
    pub fn body(&self, id: &BodyId) -> String {
        let context = self.asked.office.context();
        let regime = context.book().get(self.docket.review.law());
        let members = regime.map(|regime| regime.members.as_slice()).unwrap_or_default();
        if let Some(member) = members.iter().find(|member| member.id == id.as_str()) {
            return self.t.words(&member.short).to_owned();
        }
        self.organisation(id.as_str()).unwrap_or_else(|| id.to_string())
    }

    fn organisation(&self, id: &str) -> Option<String> {
        self.asked.office.house_name(id).map(|name| name.to_string())
    }

    /// Those an act may be addressed to: value and name.
    pub fn suggestions(&self) -> Vec<(String, String)> {
        let mut all: Vec<Actor> = vec![Actor::Party, Actor::Provider];
        let context = self.asked.office.context();
        let regime = context.book().get(self.docket.review.law());
        for member in regime.map(|regime| regime.members.as_slice()).unwrap_or_default() {
            all.extend(BodyId::new(&member.id).map(Actor::Unit));
        }
        let frame = self.docket.review.frame();
        all.extend(frame.consulted.iter().map(|consulted| consulted.body.clone()));
        all.extend([Actor::Commission, Actor::Experts]);
        let houses = self.asked.office.read(people::organisations).unwrap_or_default();
        for house in houses {
            let id = house.body.as_deref().and_then(BodyId::new);
            all.extend(id.and_then(|id| match house.kind.as_str() {
                "protection-department" => Some(Actor::Department(id)),
                "lab" => Some(Actor::Lab(id)),
                _ => None,
            }));
        }
        let mut told: Vec<(String, String)> = Vec::new();
        for actor in all {
            let value = actor.to_string();
            if told.iter().all(|(known, _)| *known != value) {
                told.push((value, self.actor(&actor)));
            }
        }
        told
    }
}
