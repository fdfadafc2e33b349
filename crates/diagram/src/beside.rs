//! What may be done at several steps, by the rule it rests on.

use std::collections::BTreeMap;

use law::{Regime, Rule, Words};
use review::{Move, Who};

use crate::chart::{Family, Member};
use crate::words::{act_words, conclusion_words, outside_words};

/// The families, in the order of the text; practice outside it comes last.
pub(crate) fn families(regime: &Regime, moves: &[&Move]) -> Vec<Family> {
    let mut by_rule: BTreeMap<Option<Rule>, Vec<&Move>> = BTreeMap::new();
    for it in moves {
        let rule = it.rule.filter(|rule| regime.rule(*rule).is_some());
        by_rule.entry(rule).or_default().push(it);
    }
    let mut families: Vec<Family> =
        by_rule.into_iter().map(|(rule, moves)| family(regime, rule, &moves)).collect();
    let order = |family: &Family| {
        let provisions = &regime.provisions;
        let place = |cite: &law::Cite| provisions.iter().position(|it| it.cite == *cite);
        family.cite.as_ref().map_or(usize::MAX, |cite| place(cite).unwrap_or(usize::MAX))
    };
    families.sort_by_key(order);
    families
}

fn family(regime: &Regime, rule: Option<Rule>, moves: &[&Move]) -> Family {
    let word = rule.map_or("outside-the-text", Rule::word);
    let mut acts: Vec<Member> = Vec::new();
    for it in moves {
        let closes = it.conclusion.map(|how| conclusion_words(how, regime.procedure));
        match acts.iter_mut().find(|known| known.act == it.act) {
            Some(known) => {
                if known.closes.is_none() {
                    known.closes = closes;
                }
            }
            None => acts.push(Member {
                id: format!("beside_{word}_{}", it.act),
                act: it.act,
                name: act_words(it.act),
                who: who_words(it.who),
                closes,
            }),
        }
    }
    let order = |member: &Member| review::Act::NAMES.iter().position(|name| *name == member.act);
    acts.sort_by_key(order);
    Family {
        id: format!("family_{word}"),
        name: rule.map_or_else(outside_words, Rule::words),
        cite: rule.and_then(|rule| regime.rule(rule)).cloned(),
        acts,
    }
}

fn who_words(who: Who) -> Words {
    let (zh, en) = who.words();
    Words::new(zh, en)
}
