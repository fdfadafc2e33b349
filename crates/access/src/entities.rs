//! The facts of a question as Cedar's entities: only those it touches, under names that say no more
//! than the facts do.

use std::collections::{HashMap, HashSet};
use std::str::FromStr;

use crate::facts::{Case, House, OWN, Roles, Stand, What, Who, Whose};
use crate::resource::Seal;
use crate::{AskedAs, Declaration, Glass, Side};
use cedar_policy::{
    Entity, EntityId, EntityTypeName, EntityUid, ParseErrors, RestrictedExpression,
};

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
    deed: EntityTypeName,
    emergency: EntityTypeName,
    four_eyes: EntityTypeName,
    reporter: EntityTypeName,
    account: EntityTypeName,
    act: EntityTypeName,
    actor_kind: EntityTypeName,
    anyone: EntityTypeName,
    body: EntityTypeName,
    entry: EntityTypeName,
    factor_reset: EntityTypeName,
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
            deed: named("Deed")?,
            emergency: named("Emergency")?,
            four_eyes: named("FourEyes")?,
            reporter: named("Reporter")?,
            account: named("Account")?,
            act: named("Act")?,
            actor_kind: named("ActorKind")?,
            anyone: named("Anyone")?,
            body: named("Body")?,
            entry: named("Entry")?,
            factor_reset: named("FactorReset")?,
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
    pub(crate) fn of_asker(&self, who: &Who) -> &EntityTypeName {
        match who {
            Who::Anyone => &self.anyone,
            Who::Person { .. } => &self.person,
        }
    }

    /// What kind of entity is asked about.
    pub(crate) fn of_resource(&self, what: &What) -> &EntityTypeName {
        match what {
            What::Office => &self.office,
            What::Review(_) => &self.review,
            What::Filing { .. } => &self.filing,
            What::Material { .. } => &self.material,
            What::Entry { .. } => &self.entry,
            What::Account { .. } => &self.account,
            What::FactorReset { .. } => &self.factor_reset,
            What::HolidayNotice { .. } => &self.holiday_notice,
            What::Emergency { .. } => &self.emergency,
            What::FourEyes { .. } => &self.four_eyes,
            What::Reporter { .. } => &self.reporter,
        }
    }

    /// The entity that asks.
    pub(crate) fn asker(&self, who: &Who) -> Result<Entity, Unsayable> {
        let Who::Person { kind, roles, is_body, mandates } = who else {
            return Ok(Entity::with_uid(uid(&self.anyone, "anyone")));
        };
        let parents: HashSet<EntityUid> =
            roles.all().map(|role| uid(&self.role, role.name())).collect();
        let mandates = mandates.all().map(|house| self.organisation(house));
        let mut with = HashMap::from([
            ("organisation".to_owned(), self.organisation(OWN)),
            ("kind".to_owned(), refer(&self.kind, kind.name())),
            ("mandates".to_owned(), RestrictedExpression::new_set(mandates)),
        ]);
        if *is_body {
            with.insert("body".to_owned(), self.body_of(Whose::Own));
        }
        Entity::new(uid(&self.person, word(Whose::Own)), with, parents).map_err(|_| Unsayable)
    }

    /// The entity that is asked about.
    pub(crate) fn resource(&self, what: &What) -> Result<Entity, Unsayable> {
        let (id, with) = match what {
            What::Office => return Ok(Entity::with_uid(uid(&self.office, "office"))),
            What::Review(case) => ("review", self.case(case)),
            What::Filing { owner, case } => ("filing", self.owned(*owner, case.as_ref())),
            What::Material { owner, case } => ("material", self.owned(*owner, case.as_ref())),
            What::Entry { case, act, by, to, seal } => {
                let mut with = self.case(case);
                with.insert("sealed".to_owned(), truth(*seal == Seal::Sealed));
                with.insert("act".to_owned(), refer(&self.act, act.name()));
                with.insert("by".to_owned(), refer(&self.actor_kind, by.kind));
                if let Some(whose) = by.body {
                    with.insert("by_body".to_owned(), self.body_of(whose));
                }
                if let Some(to) = to {
                    with.insert("to".to_owned(), refer(&self.actor_kind, to.kind));
                }
                if let Some(whose) = to.and_then(|to| to.body) {
                    with.insert("to_body".to_owned(), self.body_of(whose));
                }
                ("entry", with)
            }
            What::Account { whose, organisation, holds, role } => {
                let mut with = self.account(*whose, *organisation, holds);
                if let Some(role) = role {
                    with.insert("role".to_owned(), refer(&self.role, role.name()));
                }
                ("account", with)
            }
            What::FactorReset { whose, organisation, holds, asked_by, asked_as } => {
                let mut with = self.account(*whose, *organisation, holds);
                with.insert("asked_by".to_owned(), self.person_of(*asked_by));
                with.insert("asked_as_head".to_owned(), truth(*asked_as == AskedAs::Head));
                ("reset", with)
            }
            What::HolidayNotice { imported_by } => (
                "notice",
                HashMap::from([("imported_by".to_owned(), self.person_of(*imported_by))]),
            ),
            What::Emergency { by } => {
                ("emergency", HashMap::from([("by".to_owned(), self.person_of(*by))]))
            }
            What::FourEyes { deed, by } => {
                let deed = ("deed".to_owned(), refer(&self.deed, deed.word()));
                ("four-eyes", HashMap::from([deed, ("by".to_owned(), self.person_of(*by))]))
            }
            What::Reporter { of_person, of_house } => {
                let mut with = HashMap::new();
                if let Some(whose) = of_person {
                    with.insert("of_person".to_owned(), self.person_of(*whose));
                }
                if let Some(house) = of_house {
                    with.insert("of_house".to_owned(), self.organisation(*house));
                }
                ("reporter", with)
            }
        };
        let uid = uid(self.of_resource(what), id);
        Entity::new(uid, with, HashSet::new()).map_err(|_| Unsayable)
    }

    /// The context of a question: what was declared, and whether an emergency opened the docket.
    pub(crate) fn stand(&self, stand: Stand) -> [(String, RestrictedExpression); 2] {
        let broken = truth(stand.glass == Glass::Broken);
        let declared = self.declaration(stand.declared);
        [("declared".to_owned(), declared), ("emergency".to_owned(), broken)]
    }

    fn declaration(&self, declared: Declaration) -> RestrictedExpression {
        let word = match declared {
            Declaration::None => "none",
            Declaration::NoConflict => "no-conflict",
            Declaration::Conflict => "conflict",
        };
        refer(&self.declaration, word)
    }

    fn case(&self, case: &Case) -> Attributes {
        let told = case.told.sides().map(|side| refer(&self.side, side_name(side)));
        let mut with = HashMap::from([
            ("step".to_owned(), refer(&self.step, case.step.word())),
            ("told".to_owned(), RestrictedExpression::new_set(told)),
            ("consulted".to_owned(), self.own_body(case.consulted)),
            ("labs".to_owned(), self.own_body(case.assigned)),
            ("experts".to_owned(), RestrictedExpression::new_bool(case.experts)),
        ]);
        if let Some(party) = case.party {
            with.insert("party".to_owned(), self.organisation(party));
        }
        if let Some(provider) = case.provider {
            with.insert("provider".to_owned(), self.organisation(provider));
        }
        if let Some(whose) = case.asked_by {
            with.insert("asked_by".to_owned(), self.body_of(whose));
        }
        with
    }

    fn account(&self, whose: Whose, house: House, holds: &Roles) -> Attributes {
        let holds = holds.all().map(|role| refer(&self.role, role.name()));
        HashMap::from([
            ("person".to_owned(), self.person_of(whose)),
            ("organisation".to_owned(), self.organisation(house)),
            ("holds".to_owned(), RestrictedExpression::new_set(holds)),
        ])
    }

    /// The attributes of what has an owner and may as well be in a draft.
    fn owned(&self, owner: House, case: Option<&Case>) -> Attributes {
        let none = || RestrictedExpression::new_set([]);
        let mut with = match case {
            Some(case) => self.case(case),
            None => HashMap::from([
                ("told".to_owned(), none()),
                ("consulted".to_owned(), none()),
                ("labs".to_owned(), none()),
                ("experts".to_owned(), RestrictedExpression::new_bool(false)),
            ]),
        };
        with.insert("owner".to_owned(), self.organisation(owner));
        with
    }

    /// The asker's own body, if it is in a set. Policies ask of sets of bodies nothing else.
    fn own_body(&self, within: bool) -> RestrictedExpression {
        RestrictedExpression::new_set(within.then(|| self.body_of(Whose::Own)))
    }

    fn organisation(&self, house: House) -> RestrictedExpression {
        refer(&self.organisation, &house.0.to_string())
    }

    fn body_of(&self, whose: Whose) -> RestrictedExpression {
        refer(&self.body, word(whose))
    }

    fn person_of(&self, whose: Whose) -> RestrictedExpression {
        refer(&self.person, word(whose))
    }
}

/// The name of an entity.
pub(crate) fn uid(kind: &EntityTypeName, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(id))
}

fn refer(kind: &EntityTypeName, id: &str) -> RestrictedExpression {
    RestrictedExpression::new_entity_uid(uid(kind, id))
}

fn truth(is: bool) -> RestrictedExpression {
    RestrictedExpression::new_bool(is)
}

fn word(whose: Whose) -> &'static str {
    match whose {
        Whose::Own => "own",
        Whose::Others => "others",
    }
}

fn side_name(side: Side) -> &'static str {
    match side {
        Side::Party => "party",
        Side::Provider => "provider",
        Side::Commission => "commission",
    }
}
