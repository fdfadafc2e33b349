//! The scenarios of `dockets/`, as they come with the program, and which provisions each applies.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use calendar::Calendar;
use law::{Book, Carrier, Cite, Regime, RegimeId};

use super::frame::Instead;
use super::page::read_page;
use super::replay::{Replay, replay};
use crate::Basis;

/// A page of scenarios.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScenarioPage {
    /// Its path under `dockets/`, without the ending.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
}

macro_rules! page {
    ($name:literal) => {
        ScenarioPage {
            name: $name,
            text: include_str!(concat!("../../../../dockets/", $name, ".md")),
        }
    };
}

/// Every page, in the order of the folder; a test holds the list against it.
pub const SCENARIOS: &[ScenarioPage] = &[
    page!("beside-the-procedure"),
    page!("change-of-law"),
    page!("consultation"),
    page!("corrections"),
    page!("ex-officio"),
    page!("filing"),
    page!("grammar-chinese"),
    page!("grammar-page"),
    page!("months"),
    page!("procedure-of-2017"),
    page!("special-review"),
    page!("supplements"),
    page!("cases/boss-zhipin"),
    page!("cases/cnki"),
    page!("cases/didi"),
    page!("cases/full-truck-alliance"),
    page!("cases/micron"),
    page!("cases/opened-2026-08-06"),
    page!("refused/already-extended"),
    page!("refused/already-replied"),
    page!("refused/approval-missing"),
    page!("refused/before-last-entry"),
    page!("refused/docket-closed"),
    page!("refused/draft-law"),
    page!("refused/extension-too-long"),
    page!("refused/filing-incomplete"),
    page!("refused/limit-expired"),
    page!("refused/no-protection-department"),
    page!("refused/no-request-open"),
    page!("refused/not-consulted"),
    page!("refused/not-divided"),
    page!("refused/not-in-this-version"),
    page!("refused/nothing-filed"),
    page!("refused/nothing-heard"),
    page!("refused/object-not-covered"),
    page!("refused/opinions-missing"),
    page!("refused/out-of-turn"),
    page!("refused/reasons-missing"),
    page!("refused/review-opened"),
    page!("refused/supplement-outstanding"),
    page!("refused/which-request"),
    page!("refused/wrong-actor"),
];

/// A scenario and what it applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The page it stands on.
    pub page: &'static str,
    /// Its title.
    pub title: String,
    /// The version it starts under.
    pub law: RegimeId,
    /// Each provision it applies, with its version: the rule an act was done under, the article of
    /// a limit that began, moved or ended, the ground of a refusal.
    pub provisions: BTreeSet<(RegimeId, Cite)>,
}

impl Applied {
    /// What it is called as a carrier.
    pub fn name(&self) -> String {
        format!("{}/{}", self.page, self.title)
    }
}

/// The page and the title of what a scenario is called as a carrier.
pub fn scenario(carrier: &str) -> Option<(&'static ScenarioPage, &str)> {
    let title = |page: &ScenarioPage| carrier.strip_prefix(page.name)?.strip_prefix('/');
    SCENARIOS.iter().find_map(|page| Some((page, title(page)?)))
}

/// Every built-in scenario with what it applies, worked out once by running it.
pub fn applied() -> &'static [Applied] {
    static APPLIED: OnceLock<Vec<Applied>> = OnceLock::new();
    APPLIED.get_or_init(|| {
        let (book, calendar) = (Book::built_in(), Calendar::built_in());
        let pages = SCENARIOS.iter();
        pages.flat_map(|page| applied_on(&book, &calendar, *page)).collect()
    })
}

/// The provisions of a version that built-in scenarios apply, each with the scenario.
pub fn exercised(regime: &Regime) -> Vec<(Carrier, Cite)> {
    let mut found = Vec::new();
    for scenario in applied() {
        let of_it = scenario.provisions.iter().filter(|(law, _)| *law == regime.id);
        found.extend(of_it.map(|(_, cite)| (Carrier::Scenario(scenario.name()), cite.clone())));
    }
    found
}

fn applied_on(book: &Book, calendar: &Calendar, page: ScenarioPage) -> Vec<Applied> {
    // A page that does not replay applies nothing; the tests of the scenarios see that all do.
    let Ok(read) = read_page(page.text) else {
        return Vec::new();
    };
    let replays = replay(book, calendar, &read, &Instead::default()).unwrap_or_default();
    let of = |one: &Replay| Applied {
        page: page.name,
        title: one.scenario.clone(),
        law: one.law.clone(),
        provisions: provisions(one),
    };
    replays.iter().map(of).collect()
}

fn provisions(replay: &Replay) -> BTreeSet<(RegimeId, Cite)> {
    let mut found = BTreeSet::new();
    let mut governs = replay.law.clone();
    for step in &replay.steps {
        if let Some((law, _)) = &step.rests_on {
            governs = law.clone();
        }
        match &step.refusal {
            None => {
                found.extend(step.rests_on.clone());
                let limits = step.limits.iter();
                found.extend(limits.map(|limit| (limit.law.clone(), limit.cite.clone())));
            }
            Some(refusal) => {
                if let Basis::Article(cite) = &refusal.basis {
                    found.insert((governs.clone(), cite.clone()));
                }
            }
        }
    }
    found
}
