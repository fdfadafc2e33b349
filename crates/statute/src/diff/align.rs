//! Which article of one text is which of the other: those most alike first, wherever they stand,
//! since a revision moves articles as well as renumbering them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::characters::folded;
use crate::statute::Article;

/// Articles less alike, of a thousand, are two articles.
const LEAST_ALIKE: u16 = 500;
/// Between articles that belong together stands one pair whose shorter shares so much, of a
/// thousand.
const LEAST_HELD: u16 = 300;
/// Pairs of articles that are compared; larger texts are held together by number alone.
const MOST_COMPARED: usize = 1_000_000;

/// Places of articles that belong together, with how alike they are, in the order of the new text.
pub fn pairs(old: &[Article], new: &[Article]) -> Vec<(Option<usize>, Option<usize>, u16)> {
    let matched = if old.len().saturating_mul(new.len()) <= MOST_COMPARED {
        by_words(old, new)
    } else {
        by_number(old, new)
    };
    in_order(old.len(), new.len(), &matched)
}

/// From places in the new text to places in the old.
type Matched = BTreeMap<usize, (usize, u16)>;

fn by_words(old: &[Article], new: &[Article]) -> Matched {
    let left: Vec<Vec<(char, char)>> = old.iter().map(neighbours).collect();
    let right: Vec<Vec<(char, char)>> = new.iter().map(neighbours).collect();
    let mut candidates = Vec::new();
    for (at, words) in left.iter().enumerate() {
        for (to, other) in right.iter().enumerate() {
            let alike = dice(words, other);
            if LEAST_ALIKE <= alike {
                candidates.push((Reverse(alike), at.abs_diff(to), at, to));
            }
        }
    }
    candidates.sort_unstable();
    let mut taken = vec![false; old.len()];
    let mut matched = Matched::new();
    for (Reverse(alike), _, at, to) in candidates {
        let free = taken.get(at).is_some_and(|taken| !taken) && !matched.contains_key(&to);
        if let Some(slot) = taken.get_mut(at).filter(|_| free) {
            *slot = true;
            matched.insert(to, (at, alike));
        }
    }
    between(&left, &right, &mut matched);
    matched
}

/// Pairs what was left over at the same place on both sides: an article that was mostly rewritten.
fn between(left: &[Vec<(char, char)>], right: &[Vec<(char, char)>], matched: &mut Matched) {
    for (to, words) in right.iter().enumerate() {
        if matched.contains_key(&to) {
            continue;
        }
        let before = to.checked_sub(1).map(|before| matched.get(&before).map(|(at, _)| *at));
        let at = match before {
            None => 0,
            Some(Some(at)) => at + 1,
            Some(None) => continue,
        };
        let after = matched.get(&(to + 1)).map(|(after, _)| *after);
        let closes = after == Some(at + 1) || (to + 1 == right.len() && at + 1 == left.len());
        let free = !matched.values().any(|(taken, _)| *taken == at);
        let Some(other) = left.get(at).filter(|_| closes && free) else { continue };
        let shorter = words.len().min(other.len());
        if usize::from(LEAST_HELD) * shorter <= shared(other, words) * 1000 {
            matched.insert(to, (at, dice(other, words)));
        }
    }
}

fn by_number(old: &[Article], new: &[Article]) -> Matched {
    let places: BTreeMap<&str, usize> =
        old.iter().enumerate().map(|(at, article)| (article.address.as_str(), at)).collect();
    let mut matched = Matched::new();
    for (to, article) in new.iter().enumerate() {
        if let Some((at, before)) =
            places.get(article.address.as_str()).and_then(|at| Some((*at, old.get(*at)?)))
        {
            matched.insert(to, (at, dice(&neighbours(before), &neighbours(article))));
        }
    }
    matched
}

/// Pairs of neighbouring characters, sorted.
fn neighbours(article: &Article) -> Vec<(char, char)> {
    let signs: Vec<char> = folded(&article.words()).chars().collect();
    let pairs = signs.iter().zip(signs.iter().skip(1));
    let mut pairs: Vec<(char, char)> = pairs.map(|(left, right)| (*left, *right)).collect();
    pairs.sort_unstable();
    pairs
}

/// How much two sorted lists share, of a thousand.
fn dice(left: &[(char, char)], right: &[(char, char)]) -> u16 {
    let all = left.len() + right.len();
    if all == 0 {
        return 1000;
    }
    u16::try_from(2000 * shared(left, right) / all).unwrap_or(1000)
}

/// How many entries two sorted lists share.
fn shared(left: &[(char, char)], right: &[(char, char)]) -> usize {
    let (mut shared, mut rest) = (0_usize, right.iter().peekable());
    for pair in left {
        while rest.next_if(|other| *other < pair).is_some() {}
        shared += usize::from(rest.next_if(|other| *other == pair).is_some());
    }
    shared
}

/// The order of the new text, each removed article behind the one it followed.
fn in_order(old: usize, new: usize, matched: &Matched) -> Vec<(Option<usize>, Option<usize>, u16)> {
    let kept: BTreeMap<usize, usize> = matched.iter().map(|(to, (at, _))| (*at, *to)).collect();
    // Where each removed article stands: behind the counterpart of the last one kept before it.
    let mut removed: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    let mut before = None;
    for at in 0..old {
        match kept.get(&at) {
            Some(to) => before = Some(*to),
            None => removed.entry(before).or_default().push(at),
        }
    }
    let gone = |behind: Option<usize>| {
        let list = removed.get(&behind).cloned().unwrap_or_default();
        list.into_iter().map(|at| (Some(at), None, 0))
    };
    let mut order: Vec<(Option<usize>, Option<usize>, u16)> = gone(None).collect();
    for to in 0..new {
        match matched.get(&to) {
            Some((at, alike)) => order.push((Some(*at), Some(to), *alike)),
            None => order.push((None, Some(to), 0)),
        }
        order.extend(gone(Some(to)));
    }
    order
}
