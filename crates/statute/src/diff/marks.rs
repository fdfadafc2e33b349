//! Marks at the words that changed. A Chinese text has no blanks between words, so characters are
//! compared, figures and Latin words whole; and what is common only by a stray character between
//! two changes belongs to the change (decision 0018).

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::numeral::is_numeral;

/// A common stretch of at most so many tokens between two changes is no common word.
const STRAY: usize = 1;

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

/// The words of two texts, marked.
pub fn pieces(old: &str, new: &str) -> Vec<Piece> {
    let (left, right) = (tokens(old), tokens(new));
    let keys = |tokens: &[String]| -> Vec<String> { tokens.iter().map(|it| key(it)).collect() };
    let (old_keys, new_keys) = (keys(&left), keys(&right));
    let mut spans: Vec<Span> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old_keys, &new_keys) {
        let span = Span {
            same: matches!(op, DiffOp::Equal { .. }),
            old: op.old_range().len(),
            new: op.new_range().len(),
        };
        spans.push(span);
    }
    let (mut at, mut to) = (0, 0);
    let mut pieces = Vec::new();
    for span in gathered(&spans) {
        let text = |tokens: &[String], from: usize, count: usize| -> String {
            tokens.get(from..from + count).unwrap_or_default().concat()
        };
        let (gone, come) = (text(&left, at, span.old), text(&right, to, span.new));
        if span.same {
            pieces.push(Piece::Same(come));
        } else {
            pieces.extend((!gone.is_empty()).then_some(Piece::Old(gone)));
            pieces.extend((!come.is_empty()).then_some(Piece::New(come)));
        }
        (at, to) = (at + span.old, to + span.new);
    }
    pieces
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
        } else if sign.is_alphabetic() && !crate::characters::is_han(sign) {
            Class::Latin
        } else {
            Class::Single
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces};

    fn told(old: &str, new: &str) -> String {
        let told = pieces(old, new).into_iter().map(|piece| match piece {
            Piece::Same(text) => text,
            Piece::Old(text) => format!("[-{text}-]"),
            Piece::New(text) => format!("[+{text}+]"),
        });
        told.collect()
    }

    #[test]
    fn words_and_figures_are_marked_whole() {
        assert_eq!(
            told("应当在3个月内办结", "应当在90个工作日内办结"),
            "应当在[-3个月-][+90个工作日+]内办结"
        );
        assert_eq!(told("影响或可能影响", "影响或者可能影响"), "影响或[+者+]可能影响");
        assert_eq!(told("甲,乙", "甲，乙"), "甲，乙");
        assert_eq!(told("the old Office", "the new office"), "the [-old-][+new+] office");
    }
}
