//! A reader of the texts that shares nothing with the product: lines, numerals, and what it greps.

use crate::root;

/// A paragraph or item of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Article, counted from 1.
    pub article: u16,
    /// Paragraph, where the article has more than one.
    pub paragraph: Option<u16>,
    /// Item.
    pub item: Option<u16>,
    /// The words.
    pub text: String,
    /// `[M]`: from memory, unverified.
    pub from_memory: bool,
}

/// A text: what stands before the articles, and the articles.
pub struct Text {
    /// Order, dates, notice.
    pub before: String,
    /// In order.
    pub lines: Vec<Line>,
}

/// The text of a version, or of another law; `None`, and said aloud, where the texts are not there.
pub fn raw(name: &str) -> Option<String> {
    let path = root().join("../shared/law/text").join(name);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        eprintln!("SKIPPED: {} is not there, nothing was held against it", path.display());
    }
    text
}

/// The text of a version, read.
pub fn read(id: &str) -> Option<Text> {
    let name = match id {
        "draft-2017" => "draft_2017.txt",
        "trial-2017" => "measures_2017_trial.txt",
        "measures-2020" => "measures_2020.txt",
        "draft-2021" => "draft_2021.txt",
        "measures-2022" => "measures_2022.txt",
        _ => return None,
    };
    Some(parse(&wide(&raw(name)?)))
}

/// Half-width punctuation made wide, as the rest of the texts has it.
fn wide(text: &str) -> String {
    text.replace(',', "，").replace('(', "（").replace(')', "）").replace(':', "：")
}

fn parse(text: &str) -> Text {
    let mut before = String::new();
    let mut raw: Vec<(u16, Vec<(String, bool)>)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (tag, line) = match line.strip_prefix('[').and_then(|rest| rest.split_once("] ")) {
            Some((tag, rest)) => (tag, rest),
            None => ("", line),
        };
        if line.trim().is_empty() || line.starts_with(' ') {
            continue;
        }
        let head = line
            .split_once(' ')
            .filter(|(label, _)| label.starts_with('第') && label.ends_with('条'));
        match (head, raw.last_mut()) {
            (Some((label, rest)), _) => {
                let number = numeral(label.trim_matches(['第', '条']));
                raw.push((number, vec![(rest.to_owned(), tag == "M")]));
            }
            (None, Some((_, lines))) => lines.push((line.to_owned(), tag == "M")),
            (None, None) => {
                before.push_str(line);
                before.push('\n');
            }
        }
    }
    let lines = raw.into_iter().flat_map(|(article, lines)| number(article, lines));
    Text { before, lines: lines.collect() }
}

/// Gives the lines of an article their paragraphs and items.
fn number(article: u16, lines: Vec<(String, bool)>) -> Vec<Line> {
    let is_item = |text: &str| text.starts_with('（') && text.chars().nth(2) == Some('）');
    let paragraphs = lines.iter().filter(|(text, _)| !is_item(text)).count();
    let (mut paragraph, mut item) = (0, 0);
    let numbered = lines.into_iter().map(|(text, from_memory)| {
        if is_item(&text) {
            item += 1;
        } else {
            paragraph += 1;
            item = 0;
        }
        Line {
            article,
            paragraph: (paragraphs > 1).then_some(paragraph),
            item: (item > 0).then_some(item),
            text,
            from_memory,
        }
    });
    numbered.collect()
}

/// A Chinese numeral below ten thousand.
pub fn numeral(text: &str) -> u16 {
    let (mut total, mut digit) = (0, 0);
    for sign in text.chars() {
        match "零一二三四五六七八九".chars().position(|known| known == sign) {
            Some(value) => digit = value,
            None => {
                let units = [('十', 10), ('百', 100), ('千', 1000)];
                let unit = units.iter().find(|(known, _)| *known == sign);
                let (_, unit) = unit.expect("a numeral");
                total += digit.max(1) * unit;
                digit = 0;
            }
        }
    }
    u16::try_from(total + digit).expect("small")
}

impl Text {
    /// The one line that holds a word; `None`: no line does.
    pub fn only(&self, word: &str) -> Option<&Line> {
        let found: Vec<&Line> = self.lines.iter().filter(|it| it.text.contains(word)).collect();
        assert!(found.len() <= 1, "{word} stands {} times", found.len());
        found.first().copied()
    }

    /// Every number before a unit, in order, with its article.
    pub fn numbers(&self, unit: &str) -> Vec<(u16, u16)> {
        let mut found = Vec::new();
        for line in &self.lines {
            for before in line.text.split(unit).take(line.text.matches(unit).count()) {
                let digits: Vec<char> =
                    before.chars().rev().take_while(char::is_ascii_digit).collect();
                let digits: String = digits.into_iter().rev().collect();
                if let Ok(number) = digits.parse() {
                    found.push((line.article, number));
                }
            }
        }
        found
    }
}
