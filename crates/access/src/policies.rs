//! The policies of the house, loaded once, and the question put to them.

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::{Arc, PoisonError, RwLock};

use cedar_policy::{
    ActionConstraint, Authorizer, Context, Decision, Entities, EntityTypeName, EntityUid, PolicyId,
    PolicySet, Request, RequestEnv, Schema, ValidationMode, Validator,
};
use jiff::civil::Date;

use crate::entities::{Types, Unsayable, uid};
use crate::facts::{Facts, Stand};
use crate::{Account, Answer, Asker, Declaration, FactorReset, Glass, Policy, Question, Resource};

const SCHEMA: &str = include_str!("../../../access/schema.cedarschema");

/// The files of policies, in the order in which policies are named where several permit.
const FILES: &[(&str, &str)] = &[
    ("walls", include_str!("../../../access/walls.cedar")),
    ("public", include_str!("../../../access/public.cedar")),
    ("office", include_str!("../../../access/office.cedar")),
    ("party", include_str!("../../../access/party.cedar")),
    ("provider", include_str!("../../../access/provider.cedar")),
    ("units", include_str!("../../../access/units.cedar")),
    ("commission", include_str!("../../../access/commission.cedar")),
    ("evaluators", include_str!("../../../access/evaluators.cedar")),
    ("machine", include_str!("../../../access/machine.cedar")),
    ("record", include_str!("../../../access/record.cedar")),
    ("emergency", include_str!("../../../access/emergency.cedar")),
    ("two", include_str!("../../../access/two.cedar")),
];

/// The policies do not load: a fault of the house, found by its tests.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("access policies: {0}")]
pub struct Broken(String);

/// What a question needs: its Cedar action and the policies that speak of it.
#[derive(Debug)]
struct Prepared {
    action: EntityUid,
    /// Those whose scope names the action, with nothing left in it to ask of the action.
    policies: PolicySet,
    /// Of which kinds of askers and things it may be asked.
    about: Vec<(EntityTypeName, EntityTypeName)>,
}

/// All policies, parsed once.
#[derive(Debug)]
pub struct Access {
    types: Types,
    authorizer: Authorizer,
    policies: Vec<Policy>,
    places: HashMap<PolicyId, usize>,
    questions: HashMap<Question, Prepared>,
    /// The answers given so far. Policies and facts decide alone, so none is ever out of date.
    given: RwLock<HashMap<Facts, Answer>>,
}

/// Answers remembered before all are forgotten. Thousands are met in the life of an office: facts
/// know nobody by name.
const MOST_GIVEN: usize = 50_000;

impl Access {
    /// The policies of the house.
    #[expect(clippy::expect_used, reason = "what is compiled in has passed the tests")]
    pub fn built_in() -> Access {
        Access::read(SCHEMA, FILES).expect("the policies compiled in load: a test does the same")
    }

    /// May `asker` do what `question` says to `resource` today (a day of Beijing)?
    ///
    /// A question that is not one about such a thing, and anything Cedar stumbles over, is a no.
    pub fn may(
        &self,
        asker: Asker<'_>,
        today: Date,
        question: Question,
        resource: &Resource,
    ) -> Answer {
        let stand = stand(asker, resource);
        let answer = self.ask(asker, today, question, resource, stand);
        answer.unwrap_or(Answer::Forbidden { policy: None })
    }

    /// May `asker` know that `resource` is there? Where not, it is answered as if it were not
    /// (404); where so, a forbidden question is answered as forbidden (403). Who need only declare
    /// that he has no conflict of interest may know, else he could not know on what to declare.
    pub fn may_know(&self, asker: Asker<'_>, today: Date, resource: &Resource) -> Answer {
        let lightest: &[Question] = match resource {
            Resource::Office => &[Question::LawRead],
            Resource::Review(_) => &[Question::ReviewList, Question::DocketOutline],
            Resource::Filing(_) => &[Question::FilingRead],
            Resource::Material(_) => &[Question::MaterialRead],
            Resource::Entry(_) => &[Question::EntryRead],
            Resource::Account(_) => &[Question::AccountRead, Question::TokenCreate],
            Resource::FactorReset(reset) => return self.may_know_reset(asker, today, reset),
            Resource::HolidayNotice { .. } => return self.may_know_notice(asker, today),
            Resource::Emergency(_) => &[Question::EmergencyRead],
            Resource::FourEyes(_) => &[Question::FourEyesRead],
            Resource::Reporter(_) => &[Question::ReporterRead],
        };
        self.first_yes(asker, today, lightest, resource)
    }

    /// The policies by their ids, in the order of the files.
    pub fn policies(&self) -> impl Iterator<Item = &Policy> {
        self.policies.iter()
    }

    /// Whoever may see the account may know that its factors are to be reset.
    fn may_know_reset(&self, asker: Asker<'_>, today: Date, reset: &FactorReset) -> Answer {
        let account = Account {
            person: reset.person.clone(),
            organisation: reset.organisation.clone(),
            holds: reset.holds.clone(),
            role: None,
        };
        self.may(asker, today, Question::AccountRead, &Resource::Account(account))
    }

    fn may_know_notice(&self, asker: Asker<'_>, today: Date) -> Answer {
        self.may(asker, today, Question::NoticeRead, &Resource::Office)
    }

    /// The first yes, else the last no.
    fn first_yes(
        &self,
        asker: Asker<'_>,
        today: Date,
        questions: &[Question],
        resource: &Resource,
    ) -> Answer {
        let stand = stand(asker, resource);
        let declared = match stand.declared {
            Declaration::None | Declaration::NoConflict => Declaration::NoConflict,
            Declaration::Conflict => Declaration::Conflict,
        };
        let stand = Stand { declared, ..stand };
        let mut no = Answer::Forbidden { policy: None };
        for question in questions {
            match self.ask(asker, today, *question, resource, stand) {
                Ok(yes @ Answer::Allowed { .. }) => return yes,
                Ok(answer @ Answer::Forbidden { .. }) => no = answer,
                Err(Unsayable) => {}
            }
        }
        no
    }

    fn ask(
        &self,
        asker: Asker<'_>,
        today: Date,
        question: Question,
        resource: &Resource,
        stand: Stand,
    ) -> Result<Answer, Unsayable> {
        let facts = Facts::of(asker, today, question, resource, stand);
        let known = self.given.read().unwrap_or_else(PoisonError::into_inner).get(&facts).cloned();
        if let Some(answer) = known {
            return Ok(answer);
        }
        let answer = self.decide(&facts)?;
        let mut given = self.given.write().unwrap_or_else(PoisonError::into_inner);
        if MOST_GIVEN <= given.len() {
            given.clear();
        }
        given.insert(facts, answer.clone());
        Ok(answer)
    }

    /// Cedar's answer.
    fn decide(&self, facts: &Facts) -> Result<Answer, Unsayable> {
        let prepared = self.questions.get(&facts.question).ok_or(Unsayable)?;
        let kinds = (self.types.of_asker(&facts.who), self.types.of_resource(&facts.what));
        let fits = |(who, what): &(EntityTypeName, EntityTypeName)| (who, what) == kinds;
        if !prepared.about.iter().any(fits) {
            return Err(Unsayable);
        }
        let who = self.types.asker(&facts.who)?;
        let what = self.types.resource(&facts.what)?;
        let (who_is, action_is, what_is) = (who.uid(), prepared.action.clone(), what.uid());
        let context = Context::from_pairs(self.types.stand(facts.stand));
        let context = context.map_err(|_| Unsayable)?;
        // WHY: who asks what of what kind of thing is checked above, once for all, and a test holds
        // the entities against the schema: doing so here would cost more than the decision.
        let request = Request::new(who_is, action_is, what_is, context, None);
        let request = request.map_err(|_| Unsayable)?;
        let entities = Entities::from_entities([who, what], None);
        let entities = entities.map_err(|_| Unsayable)?;
        let response = self.authorizer.is_authorized(&request, &prepared.policies, &entities);
        // INVARIANT: a policy that cannot be evaluated may be the one that forbids; it is a no.
        if response.diagnostics().errors().next().is_some() {
            return Err(Unsayable);
        }
        let decisive = response.diagnostics().reason().filter_map(|id| self.places.get(id)).min();
        let policy = decisive.and_then(|place| self.policies.get(*place)).cloned();
        match (response.decision(), policy) {
            (Decision::Allow, Some(policy)) => Ok(Answer::Allowed { policy }),
            (Decision::Deny, policy) => Ok(Answer::Forbidden { policy }),
            (Decision::Allow, None) => Err(Unsayable),
        }
    }

    fn read(schema: &str, files: &[(&str, &str)]) -> Result<Access, Broken> {
        let (schema, warnings) = Schema::from_cedarschema_str(schema).map_err(broken)?;
        if let Some(warning) = warnings.into_iter().next() {
            return Err(broken(warning));
        }
        let all = read_policies(files)?;
        // WHY: only in debug builds, and so in the tests. What is compiled in cannot turn invalid
        // later, and validating would be half of what loading costs at every start.
        if cfg!(debug_assertions) {
            let verdict = Validator::new(schema.clone()).validate(&all, ValidationMode::Strict);
            if !verdict.validation_passed_without_warnings() {
                return Err(broken(verdict));
            }
        }
        let policies = all.policies().map(|policy| Policy(Arc::from(policy.id().to_string())));
        let policies: Vec<Policy> = policies.collect();
        let places = all.policies().enumerate().map(|(place, policy)| (policy.id().clone(), place));
        let places = places.collect();
        let types = Types::new().map_err(broken)?;
        let questions = prepare(&schema, &types, &all)?;
        let authorizer = Authorizer::new();
        Ok(Access { types, authorizer, policies, places, questions, given: RwLock::default() })
    }
}

/// How the asker stands to the docket that is asked about.
fn stand(asker: Asker<'_>, resource: &Resource) -> Stand {
    match (asker, resource.review()) {
        (Asker::Person(person), Some(review)) => {
            Stand { declared: person.declared(&review.docket), glass: person.glass(&review.docket) }
        }
        (Asker::Declared(_, declared, glass), Some(_)) => Stand { declared, glass },
        (Asker::Person(_) | Asker::Declared(..), None) | (Asker::Anonymous, _) => {
            Stand { declared: Declaration::None, glass: Glass::Whole }
        }
    }
}

/// The policies of all files under their `@id`, which Cedar takes for a mere annotation.
fn read_policies(files: &[(&str, &str)]) -> Result<PolicySet, Broken> {
    let mut all = PolicySet::new();
    for (file, text) in files {
        let read = PolicySet::from_str(text).map_err(|fault| Broken(format!("{file}: {fault}")))?;
        for policy in read.policies() {
            let id = policy.annotation("id");
            let id = id.ok_or_else(|| Broken(format!("{file}: {} has no @id", policy.id())))?;
            all.add(policy.new_id(PolicyId::new(id))).map_err(broken)?;
        }
    }
    Ok(all)
}

/// For each question the policies whose scope names it; the others cannot match, and looking at
/// them is what a decision would spend most of its time on.
fn prepare(
    schema: &Schema,
    types: &Types,
    all: &PolicySet,
) -> Result<HashMap<Question, Prepared>, Broken> {
    let actions = schema.action_entities().map_err(broken)?;
    let envs: Vec<RequestEnv> = schema.request_envs().collect();
    let mut stripped = Vec::new();
    for policy in all.policies() {
        stripped.push((policy.action_constraint(), for_any_action(policy)?));
    }
    let mut questions = HashMap::new();
    for question in Question::all() {
        let action = uid(&types.action, question.name());
        if actions.get(&action).is_none() {
            return Err(Broken(format!("the schema has no question `{question}`")));
        }
        let is_in = |group: &EntityUid| *group == action || actions.is_ancestor_of(group, &action);
        let speaks_of = |scope: &ActionConstraint| match scope {
            ActionConstraint::Any => true,
            ActionConstraint::Eq(one) => *one == action,
            ActionConstraint::In(some) => some.iter().any(is_in),
        };
        let policies = stripped.iter().filter(|(scope, _)| speaks_of(scope));
        let policies = PolicySet::from_policies(policies.map(|(_, policy)| policy.clone()));
        let policies = policies.map_err(broken)?;
        let about = envs.iter().filter(|env| *env.action() == action);
        let about = about.map(|env| (env.principal().clone(), env.resource().clone())).collect();
        questions.insert(question, Prepared { action, policies, about });
    }
    Ok(questions)
}

/// The policy without its constraint on the action, which `prepare` has answered once for all: a
/// third of a decision went into finding out again of which groups the action is a member.
fn for_any_action(policy: &cedar_policy::Policy) -> Result<cedar_policy::Policy, Broken> {
    let mut json = policy.to_json().map_err(broken)?;
    let conditions = json.get("conditions").map(ToString::to_string);
    if conditions.is_some_and(|text| text.contains(r#""Var":"action""#)) {
        let id = policy.id();
        return Err(Broken(format!("{id}: name the action in the scope, not in a condition")));
    }
    if let Some(action) = json.get_mut("action") {
        *action = serde_json::json!({"op": "All"});
    }
    cedar_policy::Policy::from_json(Some(policy.id().clone()), json).map_err(broken)
}

fn broken(fault: impl std::fmt::Display) -> Broken {
    Broken(fault.to_string())
}

#[cfg(test)]
mod tests;
