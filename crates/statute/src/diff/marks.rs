//! Marks at the words that changed. A Chinese text has no blanks between words, so characters are
//! compared, figures and Latin words whole; and what is common only by a stray character between
//! two changes belongs to the change (decision 0018).

use std::collections::BTreeMap;

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::characters::is_han;
use crate::numeral::is_numeral;

/// A common stretch of at most so many tokens between two changes is no common word.
const STRAY: usize = 1;
/// Of articles longer than so many tokens, both together, what stands between their common
/// beginning and end is marked in one piece: comparing costs the square of their length.
const MOST_TOKENS: usize = 12_000;

/// A stretch of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Piece {
    /// In both texts.
    Same(String),
    /// In the old text only.
    Old(String),
    /// In the new text only.
    New(String),
}

/// How often two characters stand beside each other in the texts compared: those of one word more
/// often than those of two.
#[derive(Debug, Clone, Default)]
pub struct Neighbours(BTreeMap<(char, char), usize>);

impl Neighbours {
    /// Takes a text in.
    pub fn add(&mut self, text: &str) {
        for (left, right) in text.chars().zip(text.chars().skip(1)) {
            *self.0.entry((left, right)).or_default() += 1;
        }
    }

    fn count(&self, left: char, right: char) -> usize {
        self.0.get(&(left, right)).copied().unwrap_or_default()
    }
}

/// The words of two texts, marked.
pub fn pieces(old: &str, new: &str, neighbours: &Neighbours) -> Vec<Piece> {
    let (left, right) = (tokens(old), tokens(new));
    let keys = |tokens: &[String]| -> Vec<String> { tokens.iter().map(|it| key(it)).collect() };
    let (old_keys, new_keys) = (keys(&left), keys(&right));
    let spans = if old_keys.len() + new_keys.len() <= MOST_TOKENS {
        compared(&old_keys, &new_keys)
    } else {
        between_ends(&old_keys, &new_keys)
    };
    let mut spans = gathered(&spans);
    whole_words(&mut spans, &left, &right, neighbours);
    let (mut at, mut to) = (0, 0);
    let mut pieces = Vec::new();
    for span in spans {
        let text = |tokens: &[String], from: usize, count: usize| -> String {
            tokens.get(from..from + count).unwrap_or_default().concat()
        };
        let (gone, come) = (text(&left, at, span.old), text(&right, to, span.new));
        if span.same {
            pieces.extend((!come.is_empty()).then_some(Piece::Same(come)));
        } else {
            pieces.extend((!gone.is_empty()).then_some(Piece::Old(gone)));
            pieces.extend((!come.is_empty()).then_some(Piece::New(come)));
        }
        (at, to) = (at + span.old, to + span.new);
    }
    pieces
}

/// What is common and what is not, token by token.
fn compared(old: &[String], new: &[String]) -> Vec<Span> {
    let ops = capture_diff_slices(Algorithm::Myers, old, new).into_iter();
    ops.map(|op| Span {
        same: matches!(op, DiffOp::Equal { .. }),
        old: op.old_range().len(),
        new: op.new_range().len(),
    })
    .collect()
}

/// The common beginning, what stands between, the common end.
fn between_ends(old: &[String], new: &[String]) -> Vec<Span> {
    let begin = old.iter().zip(new).take_while(|(left, right)| left == right).count();
    let rest = (old.len() - begin).min(new.len() - begin);
    let ends = old.iter().rev().zip(new.iter().rev()).take(rest);
    let end = ends.take_while(|(left, right)| left == right).count();
    vec![
        Span { same: true, old: begin, new: begin },
        Span { same: false, old: old.len() - begin - end, new: new.len() - begin - end },
        Span { same: true, old: end, new: end },
    ]
}

#[derive(Debug, Clone, Copy)]
struct Span {
    same: bool,
    old: usize,
    new: usize,
}

/// Changes with the stray characters between them.
fn gathered(spans: &[Span]) -> Vec<Span> {
    let mut gathered: Vec<Span> = Vec::new();
    for (index, span) in spans.iter().enumerate() {
        let within = span.same
            && span.new <= STRAY
            && gathered.last().is_some_and(|last| !last.same)
            && spans.get(index + 1).is_some_and(|next| !next.same);
        match gathered.last_mut() {
            Some(last) if !last.same && (within || !span.same) => {
                last.old += span.old;
                last.new += span.new;
            }
            Some(_) | None => gathered.push(*span),
        }
    }
    gathered
}

/// A single character put in place of another is half of a word: 依据 becomes 根据. The half that
/// stayed is taken in, on the side where the two stand together more often in both texts.
fn whole_words(spans: &mut [Span], old: &[String], new: &[String], neighbours: &Neighbours) {
    let (mut at, mut to) = (0, 0);
    for index in 0..spans.len() {
        let Some(span) = spans.get(index).copied() else { return };
        let (begin, begin_new) = (at, to);
        (at, to) = (at + span.old, to + span.new);
        let halves = (han(old, Some(begin)), han(new, Some(begin_new)));
        let (Some(gone), Some(come)) = halves else { continue };
        if span.same || (span.old, span.new) != (1, 1) {
            continue;
        }
        let before =
            han(new, begin_new.checked_sub(1)).filter(|_| stays(spans, index, Beside::Before));
        let after = han(new, Some(to)).filter(|_| stays(spans, index, Beside::After));
        let often = |left: Option<(char, char)>, right: Option<(char, char)>| {
            let count = |pair: Option<(char, char)>| pair.map(|(l, r)| neighbours.count(l, r));
            count(left).min(count(right))
        };
        let with_before = often(before.map(|it| (it, gone)), before.map(|it| (it, come)));
        let with_after = often(after.map(|it| (gone, it)), after.map(|it| (come, it)));
        if with_before.max(with_after).is_none() {
            continue;
        }
        if with_after < with_before {
            take_in(spans, index, Beside::Before);
        } else {
            take_in(spans, index, Beside::After);
            (at, to) = (at + 1, to + 1);
        }
    }
}

/// The Chinese character that a token is.
fn han(tokens: &[String], place: Option<usize>) -> Option<char> {
    let mut signs = tokens.get(place?)?.chars();
    signs.next().filter(|sign| is_han(*sign) && signs.next().is_none())
}

/// A side of a change.
#[derive(Clone, Copy)]
enum Beside {
    Before,
    After,
}

impl Beside {
    fn of(self, index: usize) -> Option<usize> {
        match self {
            Beside::Before => index.checked_sub(1),
            Beside::After => index.checked_add(1),
        }
    }
}

/// Whether something common stands on a side of a change.
fn stays(spans: &[Span], index: usize, side: Beside) -> bool {
    let beside = side.of(index).and_then(|at| spans.get(at));
    beside.is_some_and(|span| span.same && 0 < span.new)
}

/// Takes one common token on a side into a change.
fn take_in(spans: &mut [Span], index: usize, side: Beside) {
    let Some(beside) = side.of(index).and_then(|at| spans.get_mut(at)) else { return };
    (beside.old, beside.new) = (beside.old.saturating_sub(1), beside.new.saturating_sub(1));
    if let Some(span) = spans.get_mut(index) {
        (span.old, span.new) = (span.old + 1, span.new + 1);
    }
}

/// Characters; figures, numerals and Latin words whole.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut last = Class::Single;
    for sign in text.chars() {
        let class = Class::of(sign);
        match tokens.last_mut() {
            Some(token) if class == last && class != Class::Single => token.push(sign),
            Some(_) | None => tokens.push(sign.to_string()),
        }
        last = class;
    }
    tokens
}

/// What two tokens are compared by: marks in one width, large letters as small ones.
fn key(token: &str) -> String {
    let folded = crate::characters::folded(token);
    if folded.is_empty() { " ".to_owned() } else { folded }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Figure,
    Latin,
    Single,
}

impl Class {
    fn of(sign: char) -> Class {
        if sign.is_ascii_digit() || is_numeral(sign) {
            Class::Figure
        } else if sign.is_alphabetic() && !is_han(sign) {
            Class::Latin
        } else {
            Class::Single
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Neighbours, Piece, pieces};

    fn told(old: &str, new: &str) -> String {
        let mut neighbours = Neighbours::default();
        neighbours.add("电信和通信，通信和通讯。信产");
        let told = pieces(old, new, &neighbours).into_iter().map(|piece| match piece {
            Piece::Same(text) => text,
            Piece::Old(text) => format!("[-{text}-]"),
            Piece::New(text) => format!("[+{text}+]"),
        });
        told.collect()
    }

    #[test]
    fn of_very_long_articles_what_stands_between_the_common_ends_is_marked() {
        let (begin, end) = ("甲".repeat(9_000), "乙".repeat(9_000));
        let told = told(&format!("{begin}丙丁丁戊{end}"), &format!("{begin}己丁丁庚{end}"));
        assert_eq!(told, format!("{begin}[-丙丁丁戊-][+己丁丁庚+]{end}"));
    }

    #[test]
    fn words_and_figures_are_marked_whole() {
        assert_eq!(
            told("应当在3个月内办结", "应当在90个工作日内办结"),
            "应当在[-3个月-][+90个工作日+]内办结"
        );
        assert_eq!(told("影响或可能影响", "影响或者可能影响"), "影响或[+者+]可能影响");
        assert_eq!(told("，依据《甲", "，根据《甲"), "，[-依据-][+根据+]《甲");
        assert_eq!(told("重要通讯产品", "重要通信产品"), "重要[-通讯-][+通信+]产品");
        assert_eq!(told("甲,乙", "甲，乙"), "甲，乙");
        assert_eq!(told("the old Office", "the new office"), "the [-old-][+new+] office");
    }
}
