//! Why a limit ends when it does, and why an act is refused: the article and its version, the
//! readings taken where the text is silent with those that were not, and the entries it rests on.

mod readings;

use jiff::civil::Date;
use law::{Cite, Regime, RegimeId, Rule, Words};
use serde::Serialize;

use crate::clock::{self, Stopped};
use crate::state::StopCause;
use crate::{
    Act, Basis, BodyId, Context, Effect, EntryNumber, Extendable, Limit, LimitName, Refusal, Review,
};

pub use readings::Taken;

/// The grounds of a due day or of a refusal.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trace {
    /// The version it is read from.
    pub law: RegimeId,
    /// SHA-256 of that version's file, hex.
    pub law_hash: String,
    /// The articles it rests on, the first one first of all.
    pub articles: Vec<Ground>,
    /// The readings it takes, with the alternatives that were not taken.
    pub positions: Vec<Taken>,
    /// The entries it rests on, in the order of the docket.
    pub entries: Vec<Rests>,
    /// A rule of the house, where no article says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub house: Option<String>,
    /// Whether it also rests on entries that whoever it is told to may not read.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub withheld: bool,
}

/// Which entries of a docket whoever is told of it may read, by their numbers.
pub type Readable<'a> = &'a dyn Fn(EntryNumber) -> bool;

/// An article and what it says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ground {
    /// Where.
    #[serde(flatten)]
    pub cite: Cite,
    /// What it is for here.
    pub role: Words,
    /// What it says, in our own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gist: Option<Words>,
    /// Whether it is known from memory only.
    pub unverified: bool,
}

/// An entry, and what it is for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rests {
    /// Its number.
    pub entry: EntryNumber,
    /// Its legal day, as corrected.
    pub day: Date,
    /// Its act.
    pub act: &'static str,
    /// What it is for here.
    pub role: Words,
}

/// Why a limit stands as it does on a day; `None`: it neither runs nor waits. A body has a limit of
/// the text in the first consultation and our own target in the second: the effect tells which.
pub fn explain_limit(
    context: &Context,
    review: &Review,
    as_of: Date,
    name: LimitName,
    of: Option<&BodyId>,
    effect: Effect,
) -> Option<Trace> {
    let limits = clock::limits(context, review, as_of);
    let is_it = |limit: &Limit| (limit.name, limit.of.as_ref(), limit.effect) == (name, of, effect);
    let limit = limits.into_iter().find(is_it)?;
    explain_limit_to(context, review, as_of, &limit, &|_| true)
}

/// The same of a limit as of a day, told to somebody who may not read every entry: what follows
/// from an entry he may not read is not among the grounds, and that there is more is said.
pub fn explain_limit_to(
    context: &Context,
    review: &Review,
    as_of: Date,
    limit: &Limit,
    readable: Readable<'_>,
) -> Option<Trace> {
    let regime = context.regime(&limit.law)?;
    let mut stops = clock::stopped(context, review, as_of, limit);
    let (rests, mut withheld) =
        readable_of(review, entries(context, review, limit, &stops), readable);
    let all = stops.len();
    stops.retain(|stop| readable(stop.from));
    withheld |= stops.len() < all;
    let mut articles = vec![ground(regime, &limit.cite, "期限", "the limit")];
    for stop in &stops {
        let rule = match stop.cause {
            StopCause::Supplement(_) => Rule::Supplement,
            StopCause::Deficiency => Rule::Materials,
            StopCause::Commission => Rule::SpecialProcedure,
        };
        let known = |cite: &&Cite| !articles.iter().any(|ground| ground.cite == **cite);
        if let Some(cite) = regime.rule(rule).filter(known) {
            articles.push(ground(regime, cite, "不计入", "what does not count"));
        }
    }
    let waits = limit.start.is_none();
    if let Some(cite) = limit.held_under.as_ref().filter(|cite| waits && **cite != limit.cite) {
        let held = ground(regime, cite, "等待", "what it waits for");
        if !articles.iter().any(|known| known.cite == held.cite) {
            articles.push(held);
        }
    }
    let rested = clock::touches_new_years_eve(context, limit, as_of);
    let taken = readings::of_limit(review, regime, limit, !stops.is_empty(), rested);
    Some(Trace {
        law: limit.law.clone(),
        law_hash: regime.hash.clone(),
        articles,
        positions: taken,
        entries: rests,
        house: None,
        withheld,
    })
}

fn readable_of(review: &Review, all: Vec<Found>, readable: Readable<'_>) -> (Vec<Rests>, bool) {
    let before = all.len();
    let told = all.into_iter().filter(|(entry, _)| readable(*entry));
    let told = told.filter_map(|(entry, (zh, en))| rests(review, entry, Words::new(zh, en)));
    let told: Vec<Rests> = told.collect();
    let withheld = told.len() < before;
    (told, withheld)
}

/// Why an act is refused.
pub fn explain_refusal(context: &Context, review: &Review, refusal: &Refusal) -> Option<Trace> {
    explain_refusal_to(context, review, refusal, &|_| true)
}

/// The same, told to somebody who may not read every entry.
pub fn explain_refusal_to(
    context: &Context,
    review: &Review,
    refusal: &Refusal,
    readable: Readable<'_>,
) -> Option<Trace> {
    let regime = context.regime(review.law())?;
    let mut trace = Trace {
        law: regime.id.clone(),
        law_hash: regime.hash.clone(),
        articles: Vec::new(),
        positions: Vec::new(),
        entries: Vec::new(),
        house: None,
        withheld: false,
    };
    match &refusal.basis {
        Basis::Article(cite) => {
            trace.articles.push(ground(regime, cite, "依据", "the ground"));
        }
        Basis::Position { position } => {
            let name = position.split('=').next().unwrap_or_default();
            trace.positions.extend(readings::taken(review, regime, name));
        }
        Basis::House { house } => trace.house = Some(house.clone()),
    }
    // What stands on the docket is what the act meets: its last entry.
    let last = review.entries().last();
    trace.withheld = last.is_some_and(|entry| !readable(entry.number));
    let last = last.filter(|entry| readable(entry.number));
    let role = Words::new("案卷至此", "the docket as it stands");
    trace.entries.extend(last.and_then(|entry| rests(review, entry.number, role)));
    Some(trace)
}

fn ground(regime: &Regime, cite: &Cite, zh: &str, en: &str) -> Ground {
    Ground {
        cite: cite.clone(),
        role: Words::new(zh, en),
        gist: regime.provision(cite).map(|provision| provision.gist.clone()),
        unverified: regime.is_unverified(cite),
    }
}

fn rests(review: &Review, entry: EntryNumber, role: Words) -> Option<Rests> {
    let index = usize::try_from(entry).ok()?.checked_sub(1)?;
    let act = review.entries().get(index)?.act.name();
    Some(Rests { entry, day: review.day(entry)?, act, role })
}

/// An entry and what it is for, in both languages.
type Found = (EntryNumber, (&'static str, &'static str));

/// What began a limit, lengthened it, stopped it, set it going again, met it.
fn entries(context: &Context, review: &Review, limit: &Limit, stops: &[Stopped]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let (start, met) = clock::start_and_met(context, review, limit);
    found.extend(start.map(|entry| (entry, ("起算", "began it"))));
    for entry in review.entries() {
        let of = |extended: Extendable| match extended {
            Extendable::PreliminaryReview => LimitName::PreliminaryReview,
            Extendable::SpecialReview => LimitName::SpecialReview,
        };
        if let Act::ExtendLimit { limit: extended, .. } = &entry.act
            && of(*extended) == limit.name
        {
            found.push((entry.number, ("延长", "lengthened it")));
        }
        if let Act::Correct { entry: of, dated: Some(_), .. } = &entry.act
            && start == Some(*of)
        {
            found.push((entry.number, ("更正起算日", "corrected its first day")));
        }
    }
    for stop in stops {
        found.push((stop.from, ("停止计算", "stopped it")));
        found.extend(stop.until.map(|entry| (entry, ("恢复计算", "set it going again"))));
    }
    found.extend(met.map(|entry| (entry, ("办结", "met it"))));
    found.sort_by_key(|(entry, _)| *entry);
    found
}

#[cfg(test)]
mod tests;
