//! Lines joined to paragraphs: a PDF breaks its lines at the margin, in the middle of a word, and a
//! copy of it knows no paragraphs any more.

use crate::characters::is_han;
use crate::head;
use crate::lines::Line;

/// Of a hundred lines that are long enough to end a sentence, so many end none where lines are
/// broken at a margin.
const BROKEN_PER_CENT: usize = 25;
/// A line shorter than so many hundredths of the margin was not broken at it.
const FULL_PER_CENT: usize = 70;
/// Signs by which the first line of a Chinese paragraph is set in.
const INDENT: usize = 2;
/// So many lines set in show that paragraphs are.
const SET_IN_LINES: usize = 3;
/// Fewer lines show no margin that could be relied on.
const LEAST_LINES: usize = 20;

/// How the lines of a text are broken.
struct Margin {
    /// Whether they are broken at a margin.
    broken: bool,
    /// Signs of a full line.
    width: usize,
    /// Whether there are enough lines to tell the indent of a paragraph by.
    shows: bool,
    /// Whether paragraphs are set in by blanks, and lines within them are not.
    set_in: bool,
}

impl Margin {
    fn of(lines: &[Line]) -> Margin {
        let mut widths: Vec<usize> = lines.iter().map(|line| width(&line.text)).collect();
        widths.sort_unstable();
        let margin = widths.get(widths.len() * 3 / 4).copied().unwrap_or_default();
        let long = lines.iter().filter(|line| margin / 2 < width(&line.text));
        let (mut unfinished, mut all) = (0_usize, 0_usize);
        for line in long {
            all += 1;
            unfinished += usize::from(!is_finished(&line.text));
        }
        let broken = BROKEN_PER_CENT * all < unfinished * 100;
        let shows = broken && LEAST_LINES <= lines.len();
        let begun = lines.iter().filter(|line| line.indented).count();
        let set_in = shows && SET_IN_LINES <= begun && begun < lines.len();
        Margin { broken, width: margin, shows, set_in }
    }

    fn is_full(&self, text: &str) -> bool {
        self.width * FULL_PER_CENT <= width(text) * 100
    }
}

/// Signs of a line; two Latin ones are as wide as one Chinese.
fn width(text: &str) -> usize {
    let halves: usize = text.chars().map(|sign| if sign.is_ascii() { 1 } else { 2 }).sum();
    halves.div_ceil(2)
}

/// Whether a text ends with the end of a sentence or of an item.
pub fn is_finished(text: &str) -> bool {
    let bare = text.trim_end().trim_end_matches(['”', '’', '"', '）', ')', '」', '》']);
    let ends = |text: &str| text.ends_with(['。', '；', '：', '！', '？', '.', ';', ':', '!', '?']);
    // A bracket that stands alone ends no sentence, but one that holds a sentence does.
    ends(text.trim_end()) || ends(bare)
}

/// Joins what a margin has broken.
pub fn joined(lines: Vec<Line>) -> Vec<Line> {
    let margin = Margin::of(&lines);
    let mut paragraphs: Vec<Line> = Vec::with_capacity(lines.len());
    let mut in_articles = false;
    // The last line by itself: whether it was full says whether it was broken.
    let mut last = String::new();
    for line in lines {
        let joins = paragraphs
            .last()
            .is_some_and(|before| continues(&margin, in_articles, (&before.text, &last), &line));
        if !joins {
            in_articles = in_articles || begins_article(&line.text);
        }
        last.clone_from(&line.text);
        match paragraphs.last_mut() {
            Some(before) if joins => join(&mut before.text, &line.text),
            Some(_) | None => paragraphs.push(line),
        }
    }
    paragraphs
}

fn begins_article(text: &str) -> bool {
    head::article(text).is_some_and(|head| !head::reads_on(&head))
}

/// Whether a line goes on with the paragraph before it, given with its own last line.
fn continues(
    margin: &Margin,
    in_articles: bool,
    (before, last): (&str, &str),
    line: &Line,
) -> bool {
    let (line, indented) = (line.text.as_str(), line.indented);
    if head::above(before).is_some() || head::above(line).is_some() {
        return false;
    }
    if is_finished(last) {
        // A sentence that ends at the margin: what follows goes on where it is not set in.
        let unindented = if margin.set_in {
            !indented
        } else {
            margin.width.saturating_sub(INDENT) < width(line)
        };
        let chinese = line.starts_with(is_han);
        return margin.shows
            && chinese
            && margin.width <= width(last) + 1
            && unindented
            && !begins_article(line)
            && last.ends_with('。');
    }
    if let Some(head) = head::article(line) {
        return head::reads_on(&head) && in_articles;
    }
    if head::item(line).is_some() {
        return false;
    }
    if in_articles {
        return true;
    }
    margin.broken && margin.is_full(last) && !before.is_empty()
}

/// Adds a line to a paragraph; Latin words keep their blank.
fn join(before: &mut String, line: &str) {
    let left = before.chars().next_back();
    let right = line.chars().next();
    let wide = |sign: Option<char>| sign.is_none_or(|sign| !sign.is_ascii());
    if !wide(left) && !wide(right) {
        before.push(' ');
    }
    before.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::{is_finished, joined};
    use crate::lines::lines;

    #[test]
    fn lines_broken_at_a_margin_become_paragraphs() {
        let text = "试验办法\n第一条 为了试验行为规范有序，保护各方的合\n法权益，依据《试验法》第\n三条的规\n定，制定本办\n法。\n\
                    第二条 从事试验的，应当提交以下材料：\n（一）申请书以及与申请有关的全部证明\n文件；\n（二）其他材料。\n";
        let read: Vec<String> = joined(lines(text).lines).into_iter().map(|it| it.text).collect();
        let expected = [
            "试验办法",
            "第一条 为了试验行为规范有序，保护各方的合法权益，依据《试验法》第三条的规定，制定本办法。",
            "第二条 从事试验的，应当提交以下材料：",
            "（一）申请书以及与申请有关的全部证明文件；",
            "（二）其他材料。",
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn the_end_of_a_sentence_is_seen_behind_quotes_and_brackets() {
        assert!(
            is_finished("他说：“可以。”") && is_finished("（见附件。）") && is_finished("etc.;")
        );
        assert!(!is_finished("网络安全审查办法") && !is_finished("（以下简称甲）"));
    }
}
