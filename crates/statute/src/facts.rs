//! What a text says of itself: its number, its days, who issued it.

use jiff::civil::Date;

use crate::characters::squeezed;
use crate::dates::{self, english_days};
use crate::lines::Line;
use crate::numeral::{is_numeral, value};
use crate::statute::{Article, Dates, Language};

/// The most signs the name of an issuer may have.
const LONGEST_ISSUER: usize = 40;
/// What marks a draft in its name.
const DRAFTS: &[&str] = &["征求意见稿", "草案", "送审稿", "Draft", "draft"];

/// What is known before the places of things are.
pub struct Known<'a> {
    /// Its language.
    pub language: Language,
    /// Its name.
    pub title: Option<&'a str>,
    /// What stands before the first article.
    pub front: &'a [Line],
    /// A collector's notes.
    pub notes: &'a [String],
    /// Its articles.
    pub articles: &'a [Article],
}

impl Known<'_> {
    fn is_draft(&self) -> bool {
        is_draft(self.title)
    }

    /// Lines before the articles, and notes behind them.
    fn lines(&self) -> impl Iterator<Item = &str> {
        let front = self.front.iter().map(|line| line.text.as_str());
        front.chain(self.notes.iter().map(String::as_str))
    }
}

/// Whether a name says that what bears it is not yet law.
pub fn is_draft(title: Option<&str>) -> bool {
    title.is_some_and(|title| DRAFTS.iter().any(|word| title.contains(word)))
}

/// The number of an order in a text: 令第8号, 国务院令第790号, Order No. 8. As printed, 第8号.
pub fn order_number(text: &str) -> Option<String> {
    let squeezed = squeezed(text);
    let mut rest = squeezed.as_str();
    while let Some((before, after)) = rest.split_once('第') {
        let number: String = after.chars().take_while(|sign| is_numeral(*sign)).collect();
        let behind = after.get(number.len()..).unwrap_or_default();
        let before = before.trim_end_matches(['（', '(']);
        if before.ends_with('令') && behind.starts_with('号') && value(&number).is_some() {
            return Some(format!("第{number}号"));
        }
        rest = after;
    }
    let lower = text.to_ascii_lowercase();
    for word in ["order no.", "decree no."] {
        let Some((_, after)) = lower.split_once(word) else { continue };
        let digits: String = after.trim_start().chars().take_while(char::is_ascii_digit).collect();
        if !digits.is_empty() {
            return Some(format!("Order No. {digits}"));
        }
    }
    None
}

/// The number of a text itself. One that stands in a quotation of another is not it: the order
/// stands before the articles, in the head or in the notes.
pub fn order(known: &Known<'_>) -> Option<String> {
    // 令 and 第8号 may stand on two lines.
    let head: String = known.front.iter().map(|line| line.text.as_str()).collect();
    order_number(&head).or_else(|| known.notes.first().and_then(|note| order_number(note)))
}

/// The days of a text.
pub fn days(known: &Known<'_>) -> Dates {
    let draft = known.is_draft();
    let signed = known.front.iter().rev().find_map(|line| alone(&line.text, known.language));
    let said = known.front.iter().find_map(|line| begins(&line.text, &["公布", "发布", "令第"]));
    let noted = known.notes.first().and_then(|note| before_word(note, "公布"));
    let promulgated = said.or(signed).or(noted).filter(|_| !draft);
    let (in_force, from_promulgation) = in_force(known);
    // A text amended since was put in force anew, and no day of that is named.
    let amended = known.lines().any(|line| line.contains("修订") || line.contains("修正"));
    let on_promulgation = promulgated.filter(|_| from_promulgation && !amended);
    Dates {
        promulgated,
        in_force: in_force.or(on_promulgation),
        noticed: signed.filter(|_| draft),
        adopted: adopted(known),
        amended: known.front.iter().filter_map(amended_on).max().filter(|_| !draft),
    }
}

/// A day that is a whole line.
fn alone(text: &str, language: Language) -> Option<Date> {
    if language == Language::English {
        let days = english_days(text);
        let words = text.split_whitespace().count();
        return days.first().copied().filter(|_| words <= 4);
    }
    let signs: Vec<char> = squeezed(text).chars().collect();
    let found = dates::days(&signs);
    match found.as_slice() {
        [only] if only.begin == 0 && only.end == signs.len() => Some(only.day),
        _ => None,
    }
}

/// The day with which a line, or a bracket in it, begins, where the line goes on with one of these
/// words before any other day.
fn begins(text: &str, words: &[&str]) -> Option<Date> {
    let squeezed = squeezed(text);
    let inner = match squeezed.split_once(['（', '(']) {
        Some((_, inner)) if !squeezed.starts_with(|sign: char| sign.is_ascii_digit()) => inner,
        Some(_) | None => squeezed.as_str(),
    };
    let signs: Vec<char> = inner.chars().collect();
    let found = dates::days(&signs);
    let first = found.first().filter(|first| first.begin == 0)?;
    let end = found.get(1).map_or(signs.len(), |second| second.begin);
    let between: String = signs.get(first.end..end)?.iter().collect();
    words.iter().any(|word| between.contains(word)).then_some(first.day)
}

/// The day right before a word: 2021-12-28 公布.
fn before_word(text: &str, word: &str) -> Option<Date> {
    let signs: Vec<char> = squeezed(text).chars().collect();
    let word: Vec<char> = word.chars().collect();
    let found = dates::days(&signs);
    let day = found.iter().find(|found| {
        signs.get(found.end..found.end + word.len()).is_some_and(|next| next == word.as_slice())
    });
    day.map(|found| found.day)
}

/// The first day in force, by the last articles that say one, else by the head; and whether it is
/// the day of promulgation.
fn in_force(known: &Known<'_>) -> (Option<Date>, bool) {
    let last = known.articles.iter().rev().take(3).map(Article::words);
    let head = known.front.iter().map(|line| line.text.clone());
    for words in last.chain(head) {
        if known.language == Language::English {
            let lower = words.to_ascii_lowercase();
            let said = ["implemented", "into force", "into effect", "effective", "in force"];
            let day = english_days(&words).into_iter().next();
            if day.is_some() && said.iter().any(|word| lower.contains(word)) {
                return (day, false);
            }
            continue;
        }
        let squeezed = squeezed(&words);
        if let Some(day) = from_day(&squeezed) {
            return (Some(day), false);
        }
        if ["自公布之日起", "自发布之日起"].iter().any(|it| squeezed.contains(it)) {
            return (None, true);
        }
        // A draft leaves the day blank: what the head says is then no answer.
        if squeezed.contains("起施行") || squeezed.contains("起实施") {
            return (None, false);
        }
    }
    (None, false)
}

/// The day of 自…起施行.
fn from_day(squeezed: &str) -> Option<Date> {
    let signs: Vec<char> = squeezed.chars().collect();
    let found = dates::days(&signs).into_iter().find(|found| {
        let from = found.begin.checked_sub(1).and_then(|at| signs.get(at)) == Some(&'自');
        let next: String = signs.get(found.end..).unwrap_or_default().iter().take(3).collect();
        from && ["起施行", "起实施", "起生效"].contains(&next.as_str())
    });
    found.map(|found| found.day)
}

/// The day of adoption: 已经2021年11月16日…审议通过, or a line that begins with a day and says 通过.
fn adopted(known: &Known<'_>) -> Option<Date> {
    known.front.iter().find_map(|line| {
        let squeezed = squeezed(&line.text);
        if let Some((_, after)) = squeezed.split_once("已经") {
            let (before, _) = after.split_once("通过")?;
            return dates::in_text(before).into_iter().next();
        }
        begins(&line.text, &["通过"])
    })
}

/// The last day of a line before the articles that is followed by 修正 or 修订 before any other.
fn amended_on(line: &Line) -> Option<Date> {
    let signs: Vec<char> = squeezed(&line.text).chars().collect();
    let found = dates::days(&signs);
    let ends = found.iter().skip(1).map(|next| next.begin).chain([signs.len()]);
    let said = found.iter().zip(ends).filter(|(day, end)| {
        let behind: String = signs.get(day.end..*end).unwrap_or_default().iter().collect();
        behind.contains("修正") || behind.contains("修订")
    });
    said.map(|(day, _)| day.day).max()
}

/// Who issued a text.
pub fn issuers(known: &Known<'_>) -> Vec<String> {
    let by_sign = order_head(known.front);
    if !by_sign.is_empty() {
        return by_sign;
    }
    for line in known.lines() {
        let found = in_line(line, known.language);
        if !found.is_empty() {
            return found;
        }
    }
    if known.is_draft() { signatory(known.front) } else { Vec::new() }
}

/// Names on lines of their own above the line 令.
fn order_head(front: &[Line]) -> Vec<String> {
    let bare: Vec<String> = front.iter().map(|line| squeezed(&line.text)).collect();
    let Some(sign) = bare.iter().position(|line| line == "令" || line.starts_with("令第"))
    else {
        return Vec::new();
    };
    let names = bare.get(..sign).unwrap_or_default().iter().rev();
    let mut names: Vec<String> = names.take_while(|name| is_body(name)).cloned().collect();
    names.reverse();
    names
}

fn is_body(name: &str) -> bool {
    let endings =
        ["办公室", "委员会", "部", "局", "总局", "银行", "院", "署", "国务院", "办", "会"];
    let marks = ['。', '，', '：', '《', '、'];
    name.chars().count() <= LONGEST_ISSUER
        && endings.iter().any(|ending| name.ends_with(ending))
        && !name.contains(marks)
}

/// 甲、乙令第6号, 国务院令, 第…届全国人民代表大会常务委员会…通过; "A, B, C has jointly formulated".
fn in_line(line: &str, language: Language) -> Vec<String> {
    if language == Language::English {
        let Some((names, _)) = ["has jointly", "have jointly", "jointly issued"]
            .iter()
            .find_map(|word| line.split_once(word))
        else {
            return Vec::new();
        };
        let names = names.split(", ").map(|name| name.trim().trim_start_matches("and "));
        return names.filter(|name| !name.is_empty()).map(str::to_owned).collect();
    }
    let squeezed = squeezed(line);
    let signs: Vec<char> = squeezed.chars().collect();
    if let Some((before, _)) = squeezed.split_once("令第") {
        let behind_day = dates::days(&before.chars().collect::<Vec<char>>());
        let from = behind_day.last().map_or(0, |day| day.end);
        let names: String = before.chars().skip(from).collect();
        let names = names.rsplit(['（', '(']).next().unwrap_or_default();
        let names: Vec<String> = names.split('、').map(str::to_owned).collect();
        return if names.iter().all(|name| is_body(name)) { names } else { Vec::new() };
    }
    let Some(first) = dates::days(&signs).into_iter().next().filter(|day| day.begin == 0) else {
        return note_issuer(&squeezed);
    };
    let rest: String = signs.get(first.end..).unwrap_or_default().iter().collect();
    for word in ["发布", "公布"] {
        if let Some((name, _)) = rest.split_once(word).filter(|(name, _)| is_body(name)) {
            return vec![name.to_owned()];
        }
    }
    let congress = ["全国人民代表大会常务委员会", "全国人民代表大会"];
    congress
        .iter()
        .find(|name| rest.starts_with('第') && rest.contains(*name) && rest.contains("通过"))
        .map_or_else(Vec::new, |name| vec![(*name).to_owned()])
}

/// A note's bracket that begins with the body: 甲办法（某办公室，2017-05-02 公布）.
fn note_issuer(squeezed: &str) -> Vec<String> {
    let Some((_, inner)) = squeezed.rsplit_once('（') else { return Vec::new() };
    let name = inner.split('，').next().unwrap_or_default();
    if inner.contains("公布") && is_body(name) { vec![name.to_owned()] } else { Vec::new() }
}

/// The body above the day under the notice of a draft.
fn signatory(front: &[Line]) -> Vec<String> {
    let mut lines = front.windows(2);
    let found = lines.find_map(|pair| {
        let [body, day] = pair else { return None };
        let name = squeezed(&body.text);
        (is_body(&name) && alone(&day.text, Language::Chinese).is_some()).then_some(name)
    });
    found.into_iter().collect()
}
