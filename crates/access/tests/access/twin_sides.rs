//! The twin's other half: the sides of a review, and those who evaluate.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the twin lists what is a yes; the rest is a no"
)]

use access::*;
use jiff::civil::Date;
use review::Actor;

use Question as Q;

use crate::twin::reads;
use crate::twin_lists::*;

pub fn party_may(me: &Person, role: Role, question: Question, what: &Resource) -> bool {
    let ours = &me.organisation;
    let acts = matches!(role, Role::PartyAdmin | Role::PartySubmitter);
    let writes = acts || role == Role::PartyEditor;
    match what {
        Resource::Filing(filing) => {
            let draft = filing.review.is_none();
            &filing.party == ours
                && match question {
                    Q::FilingRead => true,
                    Q::FilingSubmit | Q::Act(ActName::Files) => acts && draft,
                    _ => writes && draft,
                }
        }
        Resource::Material(file) => &file.owner == ours,
        Resource::Account(account) if role == Role::PartyAdmin => {
            let ordinary = [Role::PartyEditor, Role::PartySubmitter, Role::PartyReader];
            &account.organisation == ours
                && match question {
                    Q::RoleGrant | Q::RoleRevoke => {
                        account.role.is_some_and(|role| ordinary.contains(&role))
                    }
                    Q::TokenCreate => false,
                    _ => true,
                }
        }
        Resource::FactorReset(reset) => role == Role::PartyAdmin && &reset.organisation == ours,
        Resource::Review(review) => {
            knows(review, review.party.as_ref(), ours, Side::Party)
                && match question {
                    Q::Act(act) => acts && does(act, "party"),
                    Q::MaterialUpload => writes && review.step != Step::Closed,
                    Q::DestructionRead => true,
                    _ => reads(question),
                }
        }
        Resource::Entry(entry) => {
            let review = &entry.review;
            knows(review, review.party.as_ref(), ours, Side::Party) && told_party(entry)
        }
        _ => false,
    }
}

pub fn counsel_may(me: &Person, today: Date, question: Question, what: &Resource) -> bool {
    match what {
        Resource::Filing(filing) => {
            let drafting = matches!(question, Q::FilingCreate | Q::FilingEdit | Q::MaterialUpload);
            mandate(me, Some(&filing.party), today)
                && (question == Q::FilingRead || (drafting && filing.review.is_none()))
        }
        Resource::Material(file) => mandate(me, Some(&file.owner), today),
        Resource::Review(review) => {
            mandate(me, review.party.as_ref(), today)
                && review.told.contains(&Side::Party)
                && (reads(question) || question == Q::DestructionRead)
        }
        Resource::Entry(entry) => {
            mandate(me, entry.review.party.as_ref(), today)
                && entry.review.told.contains(&Side::Party)
                && told_party(entry)
        }
        _ => false,
    }
}

pub fn provider_may(me: &Person, question: Question, what: &Resource) -> bool {
    let ours = &me.organisation;
    match what {
        Resource::Material(file) => &file.owner == ours,
        Resource::Review(review) => {
            knows(review, review.provider.as_ref(), ours, Side::Provider)
                && match question {
                    Q::Act(act) => does(act, "provider"),
                    Q::MaterialUpload => review.step != Step::Closed,
                    _ => matches!(question, Q::ReviewList | Q::ReviewDocket | Q::ReadingsRead),
                }
        }
        Resource::Entry(entry) => {
            let to_all = matches!(
                entry.act,
                ActName::Announce | ActName::PublishResult | ActName::PublishAssessment
            );
            let asked = entry.to == Some(Actor::Provider);
            knows(&entry.review, entry.review.provider.as_ref(), ours, Side::Provider)
                && (entry.by == Actor::Provider || asked || to_all)
        }
        _ => false,
    }
}

pub fn evaluator_may(me: &Person, who: &str, question: Question, what: &Resource) -> bool {
    match what {
        Resource::Material(file) => {
            let sides = file.review.as_ref().is_some_and(|r| handed_in_by_a_side(file, r));
            file.owner == me.organisation || sides
        }
        Resource::Entry(entry) => {
            let is_me = |actor: &Actor| match actor {
                Actor::Experts => who == "experts",
                // WHY: ids of bodies are one name space (position C8), whatever they stand before.
                other => who == "lab" && other.body().is_some() && other.body() == me.body.as_ref(),
            };
            let object = matches!(
                entry.act,
                ActName::DetermineObject
                    | ActName::TakeUp
                    | ActName::Lodge
                    | ActName::SupplySupplement
            );
            let report = entry.act == ActName::ReportEvaluation && who == "experts";
            is_me(&entry.by) || entry.to.as_ref().is_some_and(is_me) || object || report
        }
        Resource::Review(review) => match question {
            Q::Act(act) => does(act, who),
            Q::MaterialUpload => review.step != Step::Closed,
            _ => reads(question),
        },
        _ => false,
    }
}
