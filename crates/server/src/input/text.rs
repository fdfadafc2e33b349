//! What no text of ours holds: controls, what makes it read otherwise than it is, and markings of
//! secrecy.

use law::Words;
use serde_json::Value;

use crate::marking::{self, Marking};
use crate::problem::{Fault, Problem};

/// Members that hold one line, wherever they stand.
const ONE_LINE: &[&str] = &["title", "name", "login"];
/// Members that nobody is shown.
const SECRETS: &[&str] = &["password", "secret"];
/// Faults told of one body.
const MOST_FAULTS: usize = 100;

/// How many lines a text may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lines {
    /// One: a title, a name.
    One,
    /// As many as it likes.
    Many,
}

/// The first character that misleads or cannot be shown; `None` where all is plain.
fn misleading(text: &str, lines: Lines) -> Option<char> {
    text.chars().find(|c| match lines {
        Lines::One => c.is_control() || turns_direction(*c) || is_unseen(*c),
        Lines::Many => (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || turns_direction(*c),
    })
}

/// Characters of Unicode's bidirectional algorithm (UAX 9) that embed, override or isolate.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Marks that cannot be seen, and ends of lines that look like none.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}' | '\u{2029}' | '\u{2060}' | '\u{FEFF}'
    )
}

/// Whether a name holds a character that turns the direction or cannot be seen.
pub fn hides_something(name: &str) -> bool {
    name.chars().any(|c| turns_direction(c) || is_unseen(c))
}

/// A body none of whose texts bears a marking of secrecy: whatever else is wrong with it, one that
/// does is stopped.
pub fn unmarked(value: Value) -> Result<Value, Problem> {
    match look_through(&value).marking {
        Marking::Present => Err(marking::stopped()),
        Marking::Absent => Ok(value),
    }
}

/// The texts of a body that mislead, each at its place.
pub fn misled(value: &Value) -> Vec<Fault> {
    look_through(value).faults
}

fn look_through(value: &Value) -> Found {
    let mut found = Found::default();
    walk(value, "", &mut String::new(), &mut found);
    found
}

/// What is wrong with the texts of a body.
#[derive(Default)]
struct Found {
    faults: Vec<Fault>,
    marking: Marking,
}

impl Found {
    fn look(&mut self, text: &str, lines: Lines, at: &str) {
        if let Some(c) = misleading(text, lines).filter(|_| self.faults.len() < MOST_FAULTS) {
            self.faults.push(Fault::new(at, told(c)));
        }
        if marking::of_text(text) == Marking::Present {
            self.marking = Marking::Present;
        }
    }
}

/// Walks a value; `at` is the pointer so far, `name` the member it is under.
fn walk(value: &Value, name: &str, at: &mut String, found: &mut Found) {
    let mark = at.len();
    match value {
        Value::String(_) if SECRETS.contains(&name) => {}
        Value::String(text) => {
            let lines = if ONE_LINE.contains(&name) { Lines::One } else { Lines::Many };
            found.look(text, lines, at);
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                at.push_str(&format!("/{index}"));
                walk(item, name, at, found);
                at.truncate(mark);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                at.push('/');
                at.push_str(&name.replace('~', "~0").replace('/', "~1"));
                found.look(name, Lines::One, at);
                walk(member, name, at, found);
                at.truncate(mark);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// What is said of such a character.
fn told(c: char) -> Words {
    let code = u32::from(c);
    Words::new(
        format!("文字中含有控制字符、换行或者改变文字方向、不可见的字符（U+{code:04X}），请删去"),
        format!(
            "the text holds a control character, a line break where none belongs, or one that \
             turns the reading direction or cannot be seen (U+{code:04X}): take it out"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_would_not_see_is_found() {
        for bad in ["a\u{202E}b", "a\u{2066}b", "a\u{0007}b", "a\u{009B}b", "a\u{007F}"] {
            assert!(misleading(bad, Lines::Many).is_some(), "{bad:?}");
            assert!(misleading(bad, Lines::One).is_some(), "{bad:?}");
        }
        for line in ["a\nb", "a\tb", "a\u{200B}b", "\u{FEFF}a", "a\u{2028}b"] {
            assert_eq!(misleading(line, Lines::Many), None, "{line:?}");
            assert!(misleading(line, Lines::One).is_some(), "{line:?}");
        }
        let plain = "采购“核心”交换机（第2期）— Ünïcode, עברית, العربية 🚄";
        assert_eq!(misleading(plain, Lines::One), None);
    }
}
