//! A text as lines that bear words, each with its place in the file: front matter, marks of
//! Markdown and of web pages, and a collector's notes taken off.

use crate::characters::{cleaned, is_han};
use crate::head;
use crate::html;
use crate::markdown::{front_matter, notes, status, unmarked};
use crate::statute::Standing;

/// A line with words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number in the file, counted from 1.
    pub number: usize,
    /// Its words, blanks around left out.
    pub text: String,
    /// Whether two blanks or more stood before them.
    pub indented: bool,
    /// What a collector says of it.
    pub standing: Standing,
}

/// The lines of a text, and a collector's notes at its head.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    /// In order.
    pub lines: Vec<Line>,
    /// Without their `#`.
    pub notes: Vec<String>,
}

/// The lines of a text.
pub fn lines(text: &str) -> Lines {
    let passed = front_matter(text.lines());
    let rest = after_lines(text, passed);
    if html::is_page(rest) {
        let mut lines = Vec::new();
        for (number, words) in html::lines(rest) {
            add(&mut lines, passed + number, (&cleaned(&words), true), Standing::Seen);
        }
        return Lines { lines, notes: Vec::new() };
    }
    let count = notes(rest.lines());
    let notes: Vec<String> = rest
        .lines()
        .take(count)
        .map(|note| cleaned(note.trim_start_matches('#')).trim().to_owned())
        .collect();
    let marks = Marks::of(&notes);
    let mut lines = Vec::new();
    for (index, line) in rest.lines().enumerate().skip(count) {
        let clean = cleaned(line);
        let indented = clean.starts_with("  ");
        let words = unmarked(&clean);
        let (standing, words) = marks.taken_off(&words);
        if let Some(words) = words {
            add(&mut lines, passed + index + 1, (words, indented), standing);
        }
    }
    Lines { lines, notes }
}

/// The text after so many lines.
fn after_lines(text: &str, count: usize) -> &str {
    let mut rest = text;
    for _ in 0..count {
        rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
    }
    rest
}

/// Adds a line, divided where a new article begins behind the end of a sentence: some copies have
/// lost their line ends.
fn add(lines: &mut Vec<Line>, number: usize, (text, indented): (&str, bool), standing: Standing) {
    let mut rest = text.trim();
    let mut indented = indented;
    while let Some(at) = next_article(rest) {
        let Some((before, after)) = rest.split_at_checked(at) else { break };
        lines.push(Line { number, text: before.trim_end().to_owned(), indented, standing });
        (rest, indented) = (after, true);
    }
    if !rest.is_empty() {
        lines.push(Line { number, text: rest.to_owned(), indented, standing });
    }
}

/// Where in a line, but not at its beginning, an article begins: behind the end of a sentence, with
/// a blank behind its label, which a reference does not have.
fn next_article(text: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|rest| rest.find('第')) {
        let at = from + found;
        let before = text.get(..at).unwrap_or_default().trim_end();
        let ends = before.ends_with(['。', '；', '：', '！', '？']) && !before.is_empty();
        let begins = text.get(at..).and_then(head::article).is_some_and(|head| {
            head.apart && head.rest.starts_with(is_han) && !head::reads_on(&head)
        });
        if ends && begins {
            return Some(at);
        }
        from = at + '第'.len_utf8();
    }
    None
}

/// The marks that a collector's notes define: `[M] = from memory, unverified`.
struct Marks {
    unverified: Vec<String>,
    any: bool,
}

impl Marks {
    fn of(notes: &[String]) -> Marks {
        let mut marks = Marks { unverified: Vec::new(), any: false };
        for note in notes {
            let Some((mark, meaning)) = status(note).filter(|(_, rest)| rest.starts_with('='))
            else {
                continue;
            };
            marks.any = true;
            if meaning.contains("unverified") || meaning.contains("未核实") {
                marks.unverified.push(mark.to_owned());
            }
        }
        marks
    }

    /// A line without its mark; `None`: it is the collector's own remark.
    fn taken_off<'a>(&self, line: &'a str) -> (Standing, Option<&'a str>) {
        let line = line.trim();
        if !self.any {
            return (Standing::Seen, Some(line));
        }
        let Some((mark, rest)) = status(line) else {
            let remark =
                line.starts_with('（') && line.ends_with('）') && head::item(line).is_none();
            return (Standing::Seen, (!remark).then_some(line));
        };
        let unverified = self.unverified.iter().any(|known| known == mark);
        let standing = if unverified { Standing::Unverified } else { Standing::Seen };
        (standing, Some(without_remark(rest)))
    }
}

/// A marked line without a remark in brackets behind its last sentence, in Latin letters.
fn without_remark(line: &str) -> &str {
    let Some((before, remark)) = line.rsplit_once('（') else { return line };
    let latin = remark.ends_with('）') && !remark.chars().any(is_han);
    if latin && before.ends_with('。') { before } else { line }
}

#[cfg(test)]
mod tests {
    use super::lines;
    use crate::statute::Standing;

    #[test]
    fn notes_marks_and_remarks_are_the_collectors() {
        let text = "# 试验办法\n# [M] = from memory, unverified\n# [S] = seen\n\n[S] 第一条 甲。\n\
                    （seed: a remark）\n[M] 第二条 乙。（only the date is sure）\n";
        let read = lines(text);
        assert_eq!(read.notes.len(), 3);
        let seen: Vec<(usize, &str, Standing)> =
            read.lines.iter().map(|it| (it.number, it.text.as_str(), it.standing)).collect();
        let expected =
            [(5, "第一条 甲。", Standing::Seen), (7, "第二条 乙。", Standing::Unverified)];
        assert_eq!(seen, expected);
    }

    #[test]
    fn a_text_that_lost_its_line_ends_is_divided_at_its_articles() {
        let read = lines("第一条 甲，依照第三条规定。第二条 乙。第三条 丙，依照第一条 规定。");
        let seen: Vec<&str> = read.lines.iter().map(|it| it.text.as_str()).collect();
        let expected =
            ["第一条 甲，依照第三条规定。", "第二条 乙。", "第三条 丙，依照第一条 规定。"];
        assert_eq!(seen, expected);
    }
}
