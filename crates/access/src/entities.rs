//! Our people and things as Cedar's entities: only those a question touches.

use std::collections::{HashMap, HashSet};
use std::str::FromStr;

use cedar_policy::{
    Entity, EntityId, EntityTypeName, EntityUid, ParseErrors, RestrictedExpression,
};
use jiff::civil::Date;
use review::{Actor, BodyId};

use crate::{Account, Asker, Declaration, Entry, OrganisationId, Person, Resource, Review, Side};

/// An entity's attributes as they are gathered.
type Attributes = HashMap<String, RestrictedExpression>;

/// What cannot be said to Cedar; the answer is then no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unsayable;

/// The names of the schema's entity types, parsed once.
#[derive(Debug)]
pub(crate) struct Types {
    pub(crate) action: EntityTypeName,
    declaration: EntityTypeName,
    account: EntityTypeName,
    act: EntityTypeName,
    actor_kind: EntityTypeName,
    anyone: EntityTypeName,
    body: EntityTypeName,
    entry: EntityTypeName,
    filing: EntityTypeName,
    holiday_notice: EntityTypeName,
    kind: EntityTypeName,
    material: EntityTypeName,
    office: EntityTypeName,
    organisation: EntityTypeName,
    person: EntityTypeName,
    review: EntityTypeName,
    role: EntityTypeName,
    side: EntityTypeName,
    step: EntityTypeName,
}

impl Types {
    pub(crate) fn new() -> Result<Types, Box<ParseErrors>> {
        let named = |name| EntityTypeName::from_str(name).map_err(Box::new);
        Ok(Types {
            action: named("Action")?,
            declaration: named("Declaration")?,
            account: named("Account")?,
            act: named("Act")?,
            actor_kind: named("ActorKind")?,
            anyone: named("Anyone")?,
            body: named("Body")?,
            entry: named("Entry")?,
            filing: named("Filing")?,
            holiday_notice: named("HolidayNotice")?,
            kind: named("Kind")?,
            material: named("Material")?,
            office: named("Office")?,
            organisation: named("Organisation")?,
            person: named("Person")?,
            review: named("Review")?,
            role: named("Role")?,
            side: named("Side")?,
            step: named("Step")?,
        })
    }

    /// What kind of entity asks.
    pub(crate) fn of_asker(&self, asker: Asker<'_>) -> &EntityTypeName {
        match asker {
            Asker::Anonymous => &self.anyone,
            Asker::Person(_) => &self.person,
        }
    }

    /// What kind of entity is asked about.
    pub(crate) fn of_resource(&self, what: &Resource) -> &EntityTypeName {
        match what {
            Resource::Office => &self.office,
            Resource::Review(_) => &self.review,
            Resource::Filing(_) => &self.filing,
            Resource::Material(_) => &self.material,
            Resource::Entry(_) => &self.entry,
            Resource::Account(_) => &self.account,
            Resource::HolidayNotice { .. } => &self.holiday_notice,
        }
    }

    /// The entity that asks.
    pub(crate) fn asker(&self, asker: Asker<'_>, today: Date) -> Result<Entity, Unsayable> {
        match asker {
            Asker::Anonymous => Ok(Entity::with_uid(uid(&self.anyone, "anyone"))),
            Asker::Person(person) => self.person(person, today),
        }
    }

    /// The entity that is asked about, as far as it concerns `asker`.
    pub(crate) fn resource(&self, what: &Resource, asker: Asker<'_>) -> Result<Entity, Unsayable> {
        match what {
            Resource::Office => Ok(Entity::with_uid(uid(&self.office, "office"))),
            Resource::Review(review) => {
                entity(uid(&self.review, review.docket.as_str()), self.case(review, asker))
            }
            Resource::Filing(filing) => {
                let mut with = self.maybe_case(filing.review.as_ref(), asker);
                with.insert("owner".to_owned(), self.organisation(&filing.party));
                entity(uid(&self.filing, "filing"), with)
            }
            Resource::Material(material) => {
                let mut with = self.maybe_case(material.review.as_ref(), asker);
                with.insert("owner".to_owned(), self.organisation(&material.owner));
                entity(uid(&self.material, "material"), with)
            }
            Resource::Entry(entry) => entity(uid(&self.entry, "entry"), self.entry(entry, asker)),
            Resource::Account(account) => {
                entity(uid(&self.account, account.person.as_str()), self.account(account))
            }
            Resource::HolidayNotice { imported_by } => {
                let by = refer(&self.person, imported_by.as_str());
                let with = HashMap::from([("imported_by".to_owned(), by)]);
                entity(uid(&self.holiday_notice, "notice"), with)
            }
        }
    }

    /// A declaration as a value of the context.
    pub(crate) fn declaration(&self, declared: Declaration) -> RestrictedExpression {
        let word = match declared {
            Declaration::None => "none",
            Declaration::NoConflict => "no-conflict",
            Declaration::Conflict => "conflict",
        };
        refer(&self.declaration, word)
    }

    fn person(&self, person: &Person, today: Date) -> Result<Entity, Unsayable> {
        let roles = person.roles_on(today);
        let parents: HashSet<EntityUid> =
            roles.iter().map(|role| uid(&self.role, role.name())).collect();
        let mandates = person.mandates_on(today);
        let mandates = mandates.iter().map(|party| self.organisation(party));
        let mut with = HashMap::from([
            ("organisation".to_owned(), self.organisation(&person.organisation)),
            ("kind".to_owned(), refer(&self.kind, person.kind.name())),
            ("mandates".to_owned(), RestrictedExpression::new_set(mandates)),
        ]);
        if let Some(body) = &person.body {
            with.insert("body".to_owned(), self.body(body));
        }
        Entity::new(uid(&self.person, person.id.as_str()), with, parents).map_err(|_| Unsayable)
    }

    fn case(&self, review: &Review, asker: Asker<'_>) -> Attributes {
        let told = review.told.iter().map(|side| refer(&self.side, side_name(*side)));
        let experts = review.assigned.contains(&Actor::Experts);
        let mut with = HashMap::from([
            ("step".to_owned(), refer(&self.step, review.step.word())),
            ("told".to_owned(), RestrictedExpression::new_set(told)),
            ("consulted".to_owned(), self.own(asker, |body| review.consulted.contains(body))),
            ("labs".to_owned(), self.own(asker, |body| assigned_to_lab(review, body))),
            ("experts".to_owned(), RestrictedExpression::new_bool(experts)),
        ]);
        if let Some(party) = &review.party {
            with.insert("party".to_owned(), self.organisation(party));
        }
        if let Some(provider) = &review.provider {
            with.insert("provider".to_owned(), self.organisation(provider));
        }
        if let Some(body) = &review.asked_by {
            with.insert("asked_by".to_owned(), self.body(body));
        }
        with
    }

    /// The attributes of a case for what may as well be in a draft.
    fn maybe_case(&self, review: Option<&Review>, asker: Asker<'_>) -> Attributes {
        if let Some(review) = review {
            return self.case(review, asker);
        }
        let none = || RestrictedExpression::new_set([]);
        HashMap::from([
            ("told".to_owned(), none()),
            ("consulted".to_owned(), none()),
            ("labs".to_owned(), none()),
            ("experts".to_owned(), RestrictedExpression::new_bool(false)),
        ])
    }

    fn entry(&self, entry: &Entry, asker: Asker<'_>) -> Attributes {
        let mut with = self.case(&entry.review, asker);
        with.insert("act".to_owned(), refer(&self.act, entry.act.name()));
        with.insert("by".to_owned(), refer(&self.actor_kind, actor_name(&entry.by)));
        if let Some(body) = entry.by.body() {
            with.insert("by_body".to_owned(), self.body(body));
        }
        if let Some(to) = &entry.to {
            with.insert("to".to_owned(), refer(&self.actor_kind, actor_name(to)));
        }
        if let Some(body) = entry.to.as_ref().and_then(Actor::body) {
            with.insert("to_body".to_owned(), self.body(body));
        }
        with
    }

    fn account(&self, account: &Account) -> Attributes {
        let holds = account.holds.iter().map(|role| refer(&self.role, role.name()));
        let mut with = HashMap::from([
            ("person".to_owned(), refer(&self.person, account.person.as_str())),
            ("organisation".to_owned(), self.organisation(&account.organisation)),
            ("holds".to_owned(), RestrictedExpression::new_set(holds)),
        ]);
        if let Some(role) = account.role {
            with.insert("role".to_owned(), refer(&self.role, role.name()));
        }
        with
    }

    /// The asker's own body if it is one of a set.
    ///
    /// WHY: policies ask of these sets only whether the asker's body is in them; thirteen bodies a
    /// review would cost more to hand over than the whole decision.
    fn own(&self, asker: Asker<'_>, within: impl Fn(&BodyId) -> bool) -> RestrictedExpression {
        let body = match asker {
            Asker::Anonymous => None,
            Asker::Person(person) => person.body.as_ref(),
        };
        let own = body.filter(|body| within(body));
        RestrictedExpression::new_set(own.map(|body| self.body(body)))
    }

    fn organisation(&self, id: &OrganisationId) -> RestrictedExpression {
        refer(&self.organisation, id.as_str())
    }

    fn body(&self, id: &BodyId) -> RestrictedExpression {
        refer(&self.body, id.as_str())
    }
}

/// The name of an entity.
pub(crate) fn uid(kind: &EntityTypeName, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(id))
}

fn refer(kind: &EntityTypeName, id: &str) -> RestrictedExpression {
    RestrictedExpression::new_entity_uid(uid(kind, id))
}

fn entity(uid: EntityUid, with: Attributes) -> Result<Entity, Unsayable> {
    Entity::new(uid, with, HashSet::new()).map_err(|_| Unsayable)
}

fn assigned_to_lab(review: &Review, body: &BodyId) -> bool {
    review.assigned.iter().any(|actor| match actor {
        Actor::Lab(id) => id == body,
        Actor::Party
        | Actor::Provider
        | Actor::Office
        | Actor::Commission
        | Actor::Unit(_)
        | Actor::Department(_)
        | Actor::Authority(_)
        | Actor::Experts
        | Actor::Anyone => false,
    })
}

fn side_name(side: Side) -> &'static str {
    match side {
        Side::Party => "party",
        Side::Provider => "provider",
        Side::Commission => "commission",
    }
}

fn actor_name(actor: &Actor) -> &'static str {
    match actor {
        Actor::Party => "party",
        Actor::Provider => "provider",
        Actor::Office => "office",
        Actor::Commission => "commission",
        Actor::Unit(_) => "unit",
        Actor::Department(_) => "department",
        Actor::Authority(_) => "authority",
        Actor::Lab(_) => "lab",
        Actor::Experts => "experts",
        Actor::Anyone => "anyone",
    }
}
