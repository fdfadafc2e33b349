//! What may begin a line of a law: an article, a chapter, a section, an item; and what only looks
//! so, a reference to an article that a line break has put at the beginning.

use crate::characters::is_han;
use crate::numeral::{is_numeral, ordinal, roman};

/// The most signs a number may have, spaces of setting left out.
const LONGEST_NUMBER: usize = 10;
/// The most signs the name of a chapter may have.
const LONGEST_NAME: usize = 60;

/// An article's head and what follows on its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleHead<'a> {
    /// Its number.
    pub number: u32,
    /// Behind 之 or a hyphen.
    pub suffix: Option<u32>,
    /// As printed, without spaces.
    pub label: String,
    /// What follows, its first blanks left out.
    pub rest: &'a str,
    /// Whether a blank, a colon or nothing follows: a reference has none.
    pub apart: bool,
}

/// A heading above articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Above {
    /// 编, Part.
    Part,
    /// 章, Chapter.
    Chapter,
    /// 节, Section.
    Section,
}

/// The kinds of labels of items, the outer first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// （一） or (1).
    Bracketed,
    /// 1. or 1、, or (a).
    Dotted,
}

/// An item's head and what follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemHead<'a> {
    /// Outer or inner.
    pub level: Level,
    /// Its number.
    pub number: u32,
    /// As printed, without spaces.
    pub label: String,
    /// What follows.
    pub rest: &'a str,
}

/// Reads signs off the beginning of a text.
struct Signs<'a>(&'a str);

impl<'a> Signs<'a> {
    fn next(&mut self) -> Option<char> {
        let mut signs = self.0.chars();
        let next = signs.next()?;
        self.0 = signs.as_str();
        Some(next)
    }

    fn is(&mut self, sign: char) -> bool {
        match self.0.strip_prefix(sign) {
            Some(rest) => {
                self.0 = rest;
                true
            }
            None => false,
        }
    }

    fn blanks(&mut self) -> &mut Self {
        self.0 = self.0.trim_start();
        self
    }

    /// A number with blanks between its signs.
    fn number(&mut self) -> String {
        let mut number = String::new();
        loop {
            let before = self.0;
            match self.blanks().next() {
                Some(sign) if is_numeral(sign) && number.chars().count() < LONGEST_NUMBER => {
                    number.push(sign);
                }
                Some(_) | None => {
                    self.0 = before;
                    return number;
                }
            }
        }
    }
}

/// An article's head, if a text begins with one: 第九条, 第 四 条, 第十三条之一, Article 15.
pub fn article(text: &str) -> Option<ArticleHead<'_>> {
    chinese(text).or_else(|| english(text))
}

fn chinese(text: &str) -> Option<ArticleHead<'_>> {
    let mut signs = Signs(text.trim_start());
    if !signs.is('第') {
        return None;
    }
    let number = signs.number();
    if !signs.blanks().is('条') {
        return None;
    }
    let mut label = format!("第{number}条");
    let value = ordinal(&number)?;
    let before = signs.0;
    let mut suffix = None;
    if signs.blanks().is('之') {
        let behind = signs.number();
        suffix = ordinal(&behind);
        if suffix.is_some() {
            label.push('之');
            label.push_str(&behind);
        }
    }
    if suffix.is_none() {
        signs.0 = before;
    }
    let rest = signs.0;
    let colon = ['：', ':'];
    let apart = rest.is_empty() || rest.starts_with(char::is_whitespace) || rest.starts_with(colon);
    let rest = rest.trim_start().trim_start_matches(colon).trim_start();
    Some(ArticleHead { number: value, suffix, label, rest, apart })
}

fn english(text: &str) -> Option<ArticleHead<'_>> {
    let text = text.trim_start();
    let word = text.get(..7).filter(|word| word.eq_ignore_ascii_case("article"))?;
    let after = text.get(word.len()..)?;
    let numbered = after.trim_start();
    if numbered.len() == after.len() {
        return None;
    }
    let digits: String = numbered.chars().take_while(char::is_ascii_digit).collect();
    let number = ordinal(&digits)?;
    let mut rest = numbered.get(digits.len()..)?;
    let mut label = format!("Article {digits}");
    let mut suffix = None;
    if let Some(behind) = rest.strip_prefix('-') {
        let behind: String = behind.chars().take_while(char::is_ascii_digit).collect();
        suffix = ordinal(&behind);
        if suffix.is_some() {
            label = format!("{label}-{behind}");
            rest = rest.get(behind.len() + 1..)?;
        }
    }
    let marks = [':', '：', '.', '—', '–'];
    let apart = rest.is_empty() || rest.starts_with(char::is_whitespace) || rest.starts_with(marks);
    if !apart && rest.starts_with(|sign: char| sign.is_alphanumeric()) {
        return None;
    }
    let rest = rest.trim_start().trim_start_matches(marks).trim_start();
    Some(ArticleHead { number, suffix, label, rest, apart })
}

/// Whether what looks like a head reads on as a reference: 第六十五条的规定, Article 65 of.
pub fn reads_on(head: &ArticleHead<'_>) -> bool {
    let rest = head.rest;
    if head.label.starts_with('A') {
        return rest.starts_with(|sign: char| sign.is_lowercase() || ",;)".contains(sign));
    }
    let words = [
        "的",
        "规定",
        "所",
        "第",
        "及",
        "以及",
        "之规定",
        "至第",
        "到第",
        "和第",
        "或者第",
        "与第",
    ];
    let marks = "、，；。）》”’〉,;)".chars().any(|mark| rest.starts_with(mark));
    marks || (!head.apart && words.iter().any(|word| rest.starts_with(word)))
}

/// A heading above articles, its number and its name: 第三章 网络运行安全.
pub fn above(text: &str) -> Option<(Above, u32, String)> {
    let mut signs = Signs(text.trim());
    if signs.is('第') {
        let number = ordinal(&signs.number())?;
        let kind = match signs.blanks().next()? {
            '编' => Above::Part,
            '章' => Above::Chapter,
            '节' => Above::Section,
            _ => return None,
        };
        let name: String = signs.0.chars().filter(|sign| !sign.is_whitespace()).collect();
        let ends = name.ends_with(['。', '；', '，', '：', '、']);
        let reference =
            ["的", "规定", "、", "和", "至", "所"].iter().any(|it| name.starts_with(it));
        return (!ends && !reference && name.chars().count() <= LONGEST_NAME)
            .then_some((kind, number, name));
    }
    let (word, rest) = text.trim().split_once(' ')?;
    let kind = match word.to_ascii_lowercase().as_str() {
        "part" => Above::Part,
        "chapter" => Above::Chapter,
        "section" => Above::Section,
        _ => return None,
    };
    let (number, name) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
    let number = number.trim_end_matches(['.', ':', ',']);
    let number = ordinal(number).filter(|_| number.is_ascii()).or_else(|| roman(number))?;
    let ends = name.ends_with(['.', ';', ',']) || LONGEST_NAME < name.chars().count();
    let reference = name.starts_with(|sign: char| sign.is_lowercase());
    (!ends && !reference).then(|| (kind, number, name.trim().to_owned()))
}

/// An item's head: （三）, (3), 3., 3、, (c).
pub fn item(text: &str) -> Option<ItemHead<'_>> {
    bracketed(text.trim_start()).or_else(|| dotted(text.trim_start()))
}

fn bracketed(text: &str) -> Option<ItemHead<'_>> {
    let inner = text.strip_prefix(['（', '('])?;
    let end = inner.find(['）', ')'])?;
    let (inner, rest) = inner.split_at_checked(end)?;
    let number: String = inner.chars().filter(|sign| !sign.is_whitespace()).collect();
    if number.is_empty() || LONGEST_NUMBER < number.chars().count() {
        return None;
    }
    let mut signs = rest.chars();
    let close = signs.next()?;
    let open = text.chars().next()?;
    let label = format!("{open}{number}{close}");
    let rest = signs.as_str().trim_start();
    let mut letters = number.chars();
    if let (Some(letter @ 'a'..='z'), None) = (letters.next(), letters.next()) {
        let number = u32::from(letter) - u32::from('a') + 1;
        return Some(ItemHead { level: Level::Dotted, number, label, rest });
    }
    let number = ordinal(&number)?;
    Some(ItemHead { level: Level::Bracketed, number, label, rest })
}

fn dotted(text: &str) -> Option<ItemHead<'_>> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    if digits.is_empty() || 3 < digits.len() {
        return None;
    }
    let rest = text.get(digits.len()..)?;
    let (mark, rest) = rest.chars().next().map(|mark| (mark, rest.get(mark.len_utf8()..)))?;
    let rest = rest?;
    // `3.5` is a number, `3.` before a word is a label.
    let fits = match mark {
        '.' => rest.starts_with(' ') || rest.starts_with(is_han),
        '、' => true,
        _ => false,
    };
    let number = ordinal(&digits).filter(|_| fits)?;
    let label = format!("{digits}{mark}");
    Some(ItemHead { level: Level::Dotted, number, label, rest: rest.trim_start() })
}

#[cfg(test)]
mod tests {
    use super::{Above, Level, above, article, item, reads_on};

    #[test]
    fn articles_are_told_from_references_to_them() {
        let head =
            |text| article(text).map(|head| (head.number, head.suffix, head.rest.to_owned()));
        assert_eq!(head("第 四 条 在中央"), Some((4, None, "在中央".to_owned())));
        assert_eq!(head("第十三条之一　甲"), Some((13, Some(1), "甲".to_owned())));
        assert_eq!(head("第１２条 甲"), None, "full-width digits are made narrow before");
        assert_eq!(head("第12条甲"), Some((12, None, "甲".to_owned())));
        assert_eq!(head("Article 15: Network"), Some((15, None, "Network".to_owned())));
        assert_eq!(head("第一条：甲"), Some((1, None, "甲".to_owned())));
        assert_eq!(head("Articles 15"), None);
        assert_eq!(head("第九款"), None);
        let refers = |text| article(text).is_some_and(|head| reads_on(&head));
        assert!(
            refers("第六十五条的规定处理。") && refers("第三条第二款") && refers("第四条、第五条")
        );
        assert!(refers("Article 65 of the Law"));
        assert!(!refers("第一条为了确保") && !refers("第七条 和平"));
    }

    #[test]
    fn headings_and_items_are_read_with_their_numbers() {
        let name = above;
        assert_eq!(name("第一章　总　则"), Some((Above::Chapter, 1, "总则".to_owned())));
        assert_eq!(name("第二节 一般规定"), Some((Above::Section, 2, "一般规定".to_owned())));
        assert_eq!(name("Chapter IV Duties"), Some((Above::Chapter, 4, "Duties".to_owned())));
        assert_eq!([name("第三章的规定"), name("第三章规定办理。")], [None, None]);
        let read = |text| item(text).map(|head| (head.level, head.number, head.label));
        assert_eq!(read("（十二）甲"), Some((Level::Bracketed, 12, "（十二）".to_owned())));
        assert_eq!(read("(3) x"), Some((Level::Bracketed, 3, "(3)".to_owned())));
        assert_eq!(read("2、乙"), Some((Level::Dotted, 2, "2、".to_owned())));
        assert_eq!(read("(b) x"), Some((Level::Dotted, 2, "(b)".to_owned())));
        assert_eq!([read("（以下简称甲）"), read("3.5万"), read("2021年")], [None, None, None]);
    }
}
