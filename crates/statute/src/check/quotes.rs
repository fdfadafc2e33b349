//! The Chinese beside a figure, from which it was taken, stands in the text.

use super::figures::numbers;
use super::{Checked, Difference, Held, InRule, nowhere};
use crate::characters::{folded, is_han};
use crate::dates;
use crate::numeral::is_numeral;

/// Holds the quotations in the comments of a law file, where they bear a figure.
pub fn check(held: &Held<'_>, checked: &mut Checked) {
    let mut text = String::new();
    text.push_str(&held.text.title.clone().unwrap_or_default());
    for line in &held.text.preamble {
        text.push_str(&line.text);
    }
    for article in &held.text.articles {
        text.push_str(&article.words());
    }
    for note in &held.text.notes {
        text.push_str(note);
    }
    let text = folded(&text);
    for (index, line) in held.file.lines().enumerate() {
        let Some(comment) = comment(line) else { continue };
        let quotes = quotes(comment);
        beside(held, index + 1, &quotes, checked);
        for quote in quotes {
            if !text.contains(&folded(&quote)) {
                let rule = InRule { key: "#".to_owned(), line: index + 1, value: quote };
                checked.differences.push(Difference { kind: "quote", rule, text: nowhere("") });
            }
        }
    }
}

/// A figure or a day is the one in the Chinese beside it, where that bears any.
fn beside(held: &Held<'_>, line: usize, quotes: &[String], checked: &mut Checked) {
    let days: Vec<String> =
        quotes.iter().flat_map(|it| dates::in_text(it)).map(|day| day.to_string()).collect();
    let figures: Vec<String> =
        quotes.iter().flat_map(|it| numbers(it)).map(|number| number.to_string()).collect();
    for (key, leaf) in held.leaves.iter().filter(|(_, leaf)| leaf.line == line) {
        let value = leaf.value.replace('_', "");
        let is_day = value.parse::<jiff::civil::Date>().is_ok();
        let is_figure = !value.is_empty() && value.chars().all(|sign| sign.is_ascii_digit());
        let quoted = match (is_day, is_figure) {
            (true, _) => &days,
            (false, true) => &figures,
            (false, false) => continue,
        };
        if !quoted.is_empty() && !quoted.contains(&value) {
            let text = nowhere(quotes.join("…"));
            checked.differences.push(held.differs("quote", key, text));
        }
    }
}

/// What stands behind a `#` that is in no string.
fn comment(line: &str) -> Option<&str> {
    let mut quoted = false;
    let mut escaped = false;
    for (at, sign) in line.char_indices() {
        match sign {
            '#' if !quoted => return line.get(at + 1..),
            '"' if !escaped => quoted = !quoted,
            _ => {}
        }
        escaped = sign == '\\' && !escaped;
    }
    None
}

/// Stretches of Chinese that bear a figure.
fn quotes(comment: &str) -> Vec<String> {
    let mut quotes = Vec::new();
    let mut quote = String::new();
    let within =
        |sign: char| is_han(sign) || sign.is_ascii_digit() || "，、（）《》；。".contains(sign);
    for sign in comment.chars().chain(std::iter::once(' ')) {
        if within(sign) {
            quote.push(sign);
            continue;
        }
        let trimmed = quote.trim_matches(['，', '、', '；', '。', '（', '）']);
        let figures = trimmed.chars().any(|sign| sign.is_ascii_digit() || is_numeral(sign));
        if figures && trimmed.chars().any(is_han) {
            quotes.push(trimmed.to_owned());
        }
        quote.clear();
    }
    quotes
}

#[cfg(test)]
mod tests {
    use super::{comment, quotes};

    #[test]
    fn quotations_with_figures_are_found_in_comments_only() {
        assert_eq!(comment("a = \"#1\" # 10个工作日; each"), Some(" 10个工作日; each"));
        assert_eq!(comment("a = \"#1\""), None);
        assert_eq!(quotes(" 令第6号…同时废止, the 2nd"), ["令第6号"]);
        assert_eq!(quotes(" Besides the members: 相关部门; Art. 13 says"), [""; 0]);
    }
}
