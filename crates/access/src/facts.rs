//! What a question comes down to: all that the policies can see of who asks and of what is asked
//! about, without whose names and numbers it is. Two questions with the same facts have the same
//! answer, which is what lets [`Access`](crate::Access) remember it.
//!
//! INVARIANT: Cedar is handed entities made of these facts and of nothing else (`entities.rs`), so
//! that an answer cannot depend on what is not in them.

use jiff::civil::Date;
use review::{Actor, BodyId, Step};

use crate::resource::{Account, AskedAs, Emergency, Entry, FactorReset, FourEyes, Reporter, Seal};
use crate::{
    ActName, Asker, Declaration, Deed, Glass, OrganisationId, OrganisationKind, Person, PersonId,
    Question, Resource, Review, Role, Side,
};

/// A question with its facts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Facts {
    pub(crate) question: Question,
    pub(crate) stand: Stand,
    pub(crate) who: Who,
    pub(crate) what: What,
}

/// How the asker stands to the docket that is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Stand {
    pub(crate) declared: Declaration,
    pub(crate) glass: Glass,
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Who {
    Anyone,
    Person {
        kind: OrganisationKind,
        /// The roles in force today.
        roles: Roles,
        /// Whether the organisation is a body of dockets.
        is_body: bool,
        /// Of the houses of the question, those whose mandate the asker holds today.
        mandates: Houses,
    },
}

/// What is asked about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum What {
    Office,
    Review(Case),
    Filing {
        owner: House,
        case: Option<Case>,
    },
    Material {
        owner: House,
        case: Option<Case>,
    },
    Entry {
        case: Case,
        act: ActName,
        by: Doer,
        to: Option<Doer>,
        seal: Seal,
    },
    Account {
        whose: Whose,
        organisation: House,
        holds: Roles,
        role: Option<Role>,
    },
    FactorReset {
        whose: Whose,
        organisation: House,
        holds: Roles,
        asked_by: Whose,
        asked_as: AskedAs,
    },
    HolidayNotice {
        imported_by: Whose,
    },
    Emergency {
        by: Whose,
    },
    FourEyes {
        deed: Deed,
        by: Whose,
    },
    Reporter {
        of_person: Option<Whose>,
        of_house: Option<House>,
    },
}

/// A review, as it concerns who asks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Case {
    pub(crate) step: Step,
    pub(crate) party: Option<House>,
    pub(crate) provider: Option<House>,
    /// Whether the asker's body was consulted.
    pub(crate) consulted: bool,
    pub(crate) asked_by: Option<Whose>,
    /// Whether it was assigned to the asker's lab.
    pub(crate) assigned: bool,
    /// Whether it was assigned to the experts.
    pub(crate) experts: bool,
    pub(crate) told: Told,
}

/// The sides that were told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Told(u8);

impl Told {
    const SIDES: [Side; 3] = [Side::Party, Side::Provider, Side::Commission];

    pub(crate) fn sides(self) -> impl Iterator<Item = Side> {
        let all = Told::SIDES.into_iter().enumerate();
        all.filter(move |(place, _)| self.0 & (1 << place) != 0).map(|(_, side)| side)
    }

    fn of(told: &[Side]) -> Told {
        let all = Told::SIDES.iter().enumerate();
        let bits = all.filter(|(_, side)| told.contains(side)).map(|(place, _)| 1 << place);
        Told(bits.fold(0, |all, bit| all | bit))
    }
}

/// Who did something: the kind of actor, and for a body whose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Doer {
    pub(crate) kind: &'static str,
    pub(crate) body: Option<Whose>,
}

/// Whether something is the asker's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Whose {
    Own,
    Others,
}

impl Whose {
    fn of(own: bool) -> Whose {
        if own { Whose::Own } else { Whose::Others }
    }
}

/// An organisation, by its place among those of the question; the asker's own is the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct House(pub(crate) u8);

/// The place of the asker's organisation.
pub(crate) const OWN: House = House(0);

/// Some of the houses of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Houses(u8);

impl Houses {
    /// A question speaks of the asker's own, an owner's, a party's and a provider's.
    pub(crate) const MOST: u8 = 4;

    fn with(self, house: House) -> Houses {
        Houses(self.0 | (1 << house.0))
    }

    pub(crate) fn all(self) -> impl Iterator<Item = House> {
        (0..Houses::MOST).filter(move |place| self.0 & (1 << place) != 0).map(House)
    }
}

/// Some roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Roles(u32);

impl Roles {
    pub(crate) fn all(self) -> impl Iterator<Item = Role> {
        let all = Role::ALL.iter().enumerate();
        all.filter(move |(place, _)| self.0 & (1 << place) != 0).map(|(_, role)| *role)
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Roles {
        let place = |role: Role| Role::ALL.iter().position(|one| *one == role);
        let bits = roles.into_iter().filter_map(place).map(|place| 1 << place);
        Roles(bits.fold(0, |all, bit| all | bit))
    }
}

impl Facts {
    /// What a question comes down to today.
    pub(crate) fn of(
        asker: Asker<'_>,
        today: Date,
        question: Question,
        resource: &Resource,
        stand: Stand,
    ) -> Facts {
        let mut seen = Seen { asker, today, houses: [None; 3], mandates: Houses::default() };
        let what = seen.what(resource);
        Facts { question, stand, who: seen.who(), what }
    }
}

/// The asker, and the houses met so far.
struct Seen<'a> {
    asker: Asker<'a>,
    today: Date,
    houses: [Option<&'a OrganisationId>; 3],
    mandates: Houses,
}

impl<'a> Seen<'a> {
    fn who(&self) -> Who {
        match self.asker.person() {
            None => Who::Anyone,
            Some(person) => Who::Person {
                kind: person.kind,
                roles: person.grants_on(self.today).map(|grant| grant.role).collect(),
                is_body: person.body.is_some(),
                mandates: self.mandates,
            },
        }
    }

    fn what(&mut self, resource: &'a Resource) -> What {
        match resource {
            Resource::Office => What::Office,
            Resource::Review(review) => What::Review(self.case(review)),
            Resource::Filing(filing) => What::Filing {
                owner: self.house(&filing.party),
                case: filing.review.as_ref().map(|review| self.case(review)),
            },
            Resource::Material(material) => What::Material {
                owner: self.house(&material.owner),
                case: material.review.as_ref().map(|review| self.case(review)),
            },
            Resource::Entry(Entry { review, by, act, to, seal }) => What::Entry {
                case: self.case(review),
                act: *act,
                by: self.doer(by),
                to: to.as_ref().map(|to| self.doer(to)),
                seal: *seal,
            },
            Resource::Account(Account { person, organisation, holds, role }) => What::Account {
                whose: self.same(person),
                organisation: self.house(organisation),
                holds: holds.iter().copied().collect(),
                role: *role,
            },
            Resource::FactorReset(FactorReset {
                person,
                organisation,
                holds,
                asked_by,
                asked_as,
            }) => What::FactorReset {
                whose: self.same(person),
                organisation: self.house(organisation),
                holds: holds.iter().copied().collect(),
                asked_by: self.same(asked_by),
                asked_as: *asked_as,
            },
            Resource::HolidayNotice { imported_by } => {
                What::HolidayNotice { imported_by: self.same(imported_by) }
            }
            Resource::Emergency(Emergency { by, .. }) => What::Emergency { by: self.same(by) },
            Resource::FourEyes(FourEyes { deed, by, .. }) => {
                What::FourEyes { deed: *deed, by: self.same(by) }
            }
            Resource::Reporter(Reporter { of_person, of_house, .. }) => What::Reporter {
                of_person: of_person.as_ref().map(|person| self.same(person)),
                of_house: of_house.as_ref().map(|house| self.house(house)),
            },
        }
    }

    fn case(&mut self, review: &'a Review) -> Case {
        Case {
            step: review.step,
            party: review.party.as_ref().map(|house| self.house(house)),
            provider: review.provider.as_ref().map(|house| self.house(house)),
            consulted: self.body().is_some_and(|own| review.consulted.contains(own)),
            asked_by: review.asked_by.as_ref().map(|body| self.whose(body)),
            assigned: self.body().is_some_and(|own| {
                review.assigned.iter().any(|to| matches!(to, Actor::Lab(id) if id == own))
            }),
            experts: review.assigned.contains(&Actor::Experts),
            told: Told::of(&review.told),
        }
    }

    /// The place of an organisation; whether the asker holds its mandate is noted.
    fn house(&mut self, id: &'a OrganisationId) -> House {
        let house = self.place(id);
        let today = self.today;
        if self.person().is_some_and(|person| person.holds_mandate(id, today)) {
            self.mandates = self.mandates.with(house);
        }
        house
    }

    fn place(&mut self, id: &'a OrganisationId) -> House {
        if self.person().is_some_and(|person| person.organisation == *id) {
            return OWN;
        }
        for (place, house) in (1..).zip(&mut self.houses) {
            match house {
                Some(known) if *known == id => return House(place),
                Some(_) => {}
                None => {
                    *house = Some(id);
                    return House(place);
                }
            }
        }
        // INVARIANT: a question speaks of three houses besides the asker's at most.
        House(Houses::MOST - 1)
    }

    fn doer(&self, actor: &Actor) -> Doer {
        Doer { kind: actor_name(actor), body: actor.body().map(|body| self.whose(body)) }
    }

    fn same(&self, person: &PersonId) -> Whose {
        Whose::of(self.person().is_some_and(|own| own.id == *person))
    }

    fn whose(&self, body: &BodyId) -> Whose {
        Whose::of(Some(body) == self.body())
    }

    fn body(&self) -> Option<&'a BodyId> {
        self.person().and_then(|person| person.body.as_ref())
    }

    fn person(&self) -> Option<&'a Person> {
        self.asker.person()
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
