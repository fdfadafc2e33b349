//! The policies load, and schema and program speak of the same things.

use std::collections::BTreeSet;

use cedar_policy::SchemaFragment;
use jiff::civil::date;
use review::{Actor, BodyId};

use super::*;
use crate::*;

fn schema() -> Schema {
    Schema::from_cedarschema_str(SCHEMA).unwrap().0
}

#[test]
fn the_policies_of_the_house_load_and_are_strictly_valid() {
    if let Err(fault) = Access::read(SCHEMA, FILES) {
        panic!("{fault}");
    }
}

#[test]
fn a_misspelt_role_or_a_nameless_policy_does_not_load() {
    let misspelt = r#"@id("x") permit (principal in Role::"oficer", action, resource);"#;
    let nameless = r#"permit (principal in Role::"officer", action, resource);"#;
    for text in [misspelt, nameless] {
        assert!(Access::read(SCHEMA, &[("test", text)]).is_err(), "{text}");
    }
}

#[test]
fn each_question_is_put_to_every_policy_whose_scope_admits_it() {
    let access = Access::built_in();
    let (schema, all) = (schema(), read_policies(FILES).unwrap());
    for question in Question::all() {
        let prepared = &access.questions[&question];
        let action = prepared.action.clone();
        for policy in all.policies() {
            let mut admitted = policy.get_valid_request_envs(&schema);
            let admits = admitted.any(|env| *env.action() == action);
            let asked = prepared.policies.policy(policy.id()).is_some();
            assert_eq!(asked, admits, "{question} {}", policy.id());
        }
    }
}

#[test]
fn the_schema_and_the_program_have_the_same_words() {
    let (text, _) = SchemaFragment::from_cedarschema_str(SCHEMA).unwrap();
    let text = text.to_json_value().unwrap();
    let words = |kind: &str| -> BTreeSet<String> {
        let list = text[""]["entityTypes"][kind]["enum"].as_array().unwrap();
        list.iter().map(|word| word.as_str().unwrap().to_owned()).collect()
    };
    let ours = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
    let roles: BTreeSet<String> = ours(Role::ALL.iter().map(|role| role.name()).collect());
    let kinds = ours(OrganisationKind::ALL.iter().map(|kind| kind.name()).collect());
    let steps = ours(Step::ALL.iter().map(|step| step.word()).collect());
    let acts = ours(ActName::ALL.iter().map(|act| act.name()).collect());
    assert_eq!(words("Role"), roles);
    assert_eq!(words("Kind"), kinds);
    assert_eq!(words("Step"), steps);
    let deeds = ours(Deed::ALL.iter().map(|deed| deed.word()).collect());
    assert_eq!(words("Act"), acts);
    assert_eq!(words("Deed"), deeds);
    let envs = schema().request_envs().collect::<Vec<_>>();
    let asked: BTreeSet<String> =
        envs.iter().map(|env| env.action().id().unescaped().to_owned()).collect();
    assert_eq!(asked, ours(Question::all().map(Question::name).collect()));
}

#[test]
fn every_entity_is_as_the_schema_says() {
    let (schema, types) = (schema(), Types::new().unwrap());
    for kind in OrganisationKind::ALL {
        for body in [Some(body()), None] {
            let person = person(*kind, body);
            for thing in things() {
                let facts = facts(&person, Question::LawRead, &thing);
                let who = types.asker(&facts.who).unwrap();
                let what = types.resource(&facts.what).unwrap();
                Entities::from_entities([who, what], Some(&schema)).unwrap();
            }
        }
    }
}

fn facts(asker: &Person, question: Question, thing: &Resource) -> Facts {
    let stand = stand(asker.into(), thing);
    Facts::of(asker.into(), date(2026, 9, 1), question, thing, stand)
}

/// The answer of Cedar as it comes: all policies, all actions, the schema.
fn plainly(asker: &Person, question: Question, thing: &Resource, house: &House) -> Option<Answer> {
    let (types, facts) = (&house.types, facts(asker, question, thing));
    let who = types.asker(&facts.who).unwrap();
    let what = types.resource(&facts.what).unwrap();
    let context = Context::from_pairs(types.stand(facts.stand)).unwrap();
    let action = uid(&types.action, question.name());
    let schema = Some(&house.schema);
    let request = Request::new(who.uid(), action, what.uid(), context, schema).ok()?;
    let entities = Entities::from_entities([who, what], schema).unwrap();
    let response = Authorizer::new().is_authorized(&request, &house.all, &entities);
    assert_eq!(response.diagnostics().errors().count(), 0);
    let order = |id: &PolicyId| house.all.policies().position(|policy| policy.id() == id);
    let first = response.diagnostics().reason().min_by_key(|id| order(id));
    let policy = first.map(|id| Policy(Arc::from(id.to_string())));
    Some(match response.decision() {
        Decision::Allow => Answer::Allowed { policy: policy.unwrap() },
        Decision::Deny => Answer::Forbidden { policy },
    })
}

struct House {
    schema: Schema,
    types: Types,
    all: PolicySet,
}

#[test]
fn preparing_the_policies_changes_no_answer() {
    let all = read_policies(FILES).unwrap();
    let house = House { schema: schema(), types: Types::new().unwrap(), all };
    let access = Access::built_in();
    for role in Role::ALL {
        let kind = OrganisationKind::ALL.iter().find(|kind| role.fits(**kind)).unwrap();
        let mut asker = person(*kind, Some(body()));
        asker.grants.retain(|grant| grant.role == *role);
        asker.no_conflict.insert(DocketId::new("one"));
        for thing in things() {
            for question in Question::all() {
                let plain = plainly(&asker, question, &thing, &house);
                let none = Answer::Forbidden { policy: None };
                let ours = access.may((&asker).into(), date(2026, 9, 1), question, &thing);
                assert_eq!(ours, plain.unwrap_or(none), "{role} {question} {thing:?}");
            }
        }
    }
}

fn organisation() -> OrganisationId {
    OrganisationId::new("acme")
}

fn body() -> BodyId {
    BodyId::new("miit").unwrap()
}

fn person(kind: OrganisationKind, body: Option<BodyId>) -> Person {
    let (from, mandate) = (date(2026, 1, 1), Some(organisation()));
    let grant = |role| Grant { role, from, until: None, on_behalf_of: mandate.clone() };
    Person {
        id: PersonId::new("me"),
        organisation: organisation(),
        kind,
        body,
        grants: Role::ALL.iter().copied().map(grant).collect(),
        no_conflict: BTreeSet::new(),
        conflicts: BTreeSet::new(),
        emergencies: BTreeSet::new(),
    }
}

/// Each kind of thing with all it can have and with the least.
fn things() -> Vec<Resource> {
    let full = Review {
        docket: DocketId::new("one"),
        step: Step::Consultation,
        party: Some(organisation()),
        provider: Some(organisation()),
        consulted: vec![body()],
        asked_by: Some(body()),
        assigned: vec![Actor::Lab(body()), Actor::Experts],
        told: vec![Side::Party, Side::Provider, Side::Commission],
    };
    let review = Arc::new(full.clone());
    let bare = Review { party: None, provider: None, asked_by: None, ..full.clone() };
    let mut things = vec![Resource::Office];
    for review in [Some(full.clone()), Some(bare.clone()), None] {
        let review = review.map(Arc::new);
        let filing = Filing { party: organisation(), review: review.clone() };
        things.push(Resource::Filing(filing));
        things.push(Resource::Material(Material { owner: organisation(), review }));
    }
    let unit = Actor::Unit(body());
    for (review, by, to) in [(full, unit, Some(Actor::Lab(body()))), (bare, Actor::Office, None)] {
        let review = Arc::new(review);
        things.push(Resource::Review(review.clone()));
        let (act, seal) = (ActName::Note, Seal::Sealed);
        things.push(Resource::Entry(Entry { review, by, act, to, seal }));
    }
    for role in [None, Some(Role::Officer)] {
        let (person, holds) = (PersonId::new("me"), Role::ALL.to_vec());
        let account = Account { person, organisation: organisation(), holds, role };
        things.push(Resource::Account(account));
    }
    for asked_as in [AskedAs::Head, AskedAs::Other] {
        let (person, holds) = (PersonId::new("me"), Role::ALL.to_vec());
        let asked_by = PersonId::new("another");
        let organisation = organisation();
        let reset = FactorReset { person, organisation, holds, asked_by, asked_as };
        things.push(Resource::FactorReset(reset));
    }
    let me = PersonId::new("me");
    things.push(Resource::HolidayNotice { imported_by: me.clone() });
    things.push(Resource::Emergency(Emergency { by: me.clone(), review: review.clone() }));
    for deed in Deed::ALL {
        let (deed, review) = (*deed, deed.is_about_a_case().then(|| review.clone()));
        things.push(Resource::FourEyes(FourEyes { deed, by: me.clone(), review }));
    }
    for (of_person, of_house) in [(Some(me), Some(organisation())), (None, None)] {
        let reporter = Reporter { of_person, of_house, review: Some(review.clone()) };
        things.push(Resource::Reporter(reporter));
    }
    things
}
