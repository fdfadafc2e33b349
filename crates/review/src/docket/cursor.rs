//! A reading position in one line of a page. Gaps and punctuation are read as people type them,
//! half or full width; what stands between quotation marks is taken as it is.

use super::fault::Miss;
use law::Words;

/// What is still to be read, and the column (in characters, counted from 1) at which it begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    rest: &'a str,
    column: usize,
}

/// Whether a character parts words.
pub(super) fn is_gap(c: char) -> bool {
    c.is_whitespace()
}

/// The half-width form of a punctuation mark.
fn half_width(c: char) -> char {
    match c {
        '（' => '(',
        '）' => ')',
        '，' => ',',
        '；' => ';',
        '：' => ':',
        other => other,
    }
}

/// Whether a character belongs to a word or an id.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}

/// The mark that closes a quotation opened by `open`.
pub(super) fn closing(open: char) -> Option<char> {
    match open {
        '"' => Some('"'),
        '“' => Some('”'),
        '「' => Some('」'),
        '『' => Some('』'),
        _ => None,
    }
}

impl<'a> Cursor<'a> {
    /// At the beginning of a text that begins at `column` of its line.
    pub(super) fn new(rest: &'a str, column: usize) -> Cursor<'a> {
        Cursor { rest, column }
    }

    pub(super) fn rest(&self) -> &'a str {
        self.rest
    }

    pub(super) fn column(&self) -> usize {
        self.column
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// Takes one character.
    pub(super) fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let taken = chars.next()?;
        self.rest = chars.as_str();
        self.column = self.column.saturating_add(1);
        Some(taken)
    }

    pub(super) fn skip_gaps(&mut self) {
        while self.peek().is_some_and(is_gap) {
            self.next();
        }
    }

    /// Whether nothing but gaps is left.
    pub(super) fn is_done(mut self) -> bool {
        self.skip_gaps();
        self.rest.is_empty()
    }

    /// Takes a punctuation mark in either width, after gaps.
    pub(super) fn mark(&mut self, mark: char) -> bool {
        let mut ahead = *self;
        ahead.skip_gaps();
        let hit = ahead.next().map(half_width) == Some(mark);
        if hit {
            *self = ahead;
        }
        hit
    }

    /// Takes a separator of a list: a comma or 、.
    pub(super) fn comma(&mut self) -> bool {
        self.mark(',') || self.mark('、')
    }

    /// Takes a phrase: in English its words parted by gaps, in Chinese its characters, with gaps or
    /// without.
    pub(super) fn say(&mut self, phrase: &str) -> bool {
        let mut ahead = *self;
        let hit =
            if phrase.is_ascii() { ahead.say_words(phrase) } else { ahead.say_characters(phrase) };
        if hit {
            *self = ahead;
        }
        hit
    }

    fn say_words(&mut self, phrase: &str) -> bool {
        for (at, word) in phrase.split(' ').enumerate() {
            let before = self.column;
            self.skip_gaps();
            if at > 0 && before == self.column {
                return false;
            }
            if !self.literal(word) {
                return false;
            }
            let ends_in_word = word.chars().next_back().is_some_and(is_word);
            if ends_in_word && self.peek().is_some_and(is_word) {
                return false;
            }
        }
        true
    }

    fn say_characters(&mut self, phrase: &str) -> bool {
        phrase.chars().filter(|c| !is_gap(*c)).all(|c| {
            self.skip_gaps();
            self.next().map(half_width) == Some(half_width(c))
        })
    }

    fn literal(&mut self, word: &str) -> bool {
        word.chars().all(|c| self.next() == Some(c))
    }

    /// Takes the longest of these phrases that stands here.
    pub(super) fn longest<'w>(
        &mut self,
        phrases: impl Iterator<Item = &'w str>,
    ) -> Option<&'w str> {
        let mut best: Option<(Cursor<'a>, &'w str)> = None;
        for phrase in phrases {
            let mut ahead = *self;
            let stands = ahead.say(phrase);
            if stands && best.is_none_or(|(end, _)| ahead.rest.len() < end.rest.len()) {
                best = Some((ahead, phrase));
            }
        }
        let (end, phrase) = best?;
        *self = end;
        Some(phrase)
    }

    /// Takes characters while they fit, after gaps.
    pub(super) fn run(&mut self, fits: impl Fn(char) -> bool) -> &'a str {
        self.skip_gaps();
        let end = self.rest.find(|c| !fits(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        self.column = self.column.saturating_add(taken.chars().count());
        taken
    }

    /// Takes a word or an id.
    pub(super) fn word(&mut self) -> &'a str {
        self.run(is_word)
    }

    /// Takes a whole number.
    pub(super) fn number(&mut self) -> Option<u32> {
        let mut ahead = *self;
        let number = ahead.run(|c| c.is_ascii_digit()).parse().ok()?;
        *self = ahead;
        Some(number)
    }

    /// Takes a quoted text.
    pub(super) fn quoted(&mut self) -> Result<String, Miss> {
        self.skip_gaps();
        let start = *self;
        let Some(close) = self.peek().and_then(closing) else {
            return Err(start.miss(Words::new("引号内的文字", "a text in quotation marks")));
        };
        self.next();
        let mut text = String::new();
        while let Some(c) = self.next() {
            if c != close {
                text.push(c);
            } else if close == '"' && self.peek() == Some('"') {
                self.next();
                text.push('"');
            } else {
                return Ok(super::quote::unescape(&text));
            }
        }
        let zh = "与此引号成对的后引号";
        Err(start.miss(Words::new(zh, "a closing quotation mark to this one")))
    }

    /// What was expected here and is not.
    pub(super) fn miss(&self, expected: Words) -> Miss {
        let mut at = *self;
        at.skip_gaps();
        Miss { column: at.column, found: at.rest.chars().take(24).collect(), expected }
    }
}
