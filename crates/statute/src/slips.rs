//! Slips of drafting that a text shows by itself or beside others: it repeals what had gone
//! already, or refers to an article of its own that is not there.

use jiff::civil::Date;
use law::{Book, Regime, Status, Words};
use serde::Serialize;

use crate::characters::{folded, squeezed};
use crate::head;
use crate::numeral::{is_numeral, ordinal};
use crate::statute::{Article, Language, Repeal, Statute};

/// How a law calls itself.
const OWN_NAMES: &[&str] = &["本法", "本条例", "本办法", "本规定", "本规则", "本细则"];
/// What joins references to several articles.
const JOINTS: &[&str] = &["、", "至", "和", "及", "与", "以及", "或者", "或"];

/// A slip of drafting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Slip {
    /// `repealed-already`, `no-such-article`, `no-such-paragraph`.
    pub kind: &'static str,
    /// Where.
    pub address: String,
    /// What is wrong, in words.
    pub words: Words,
}

/// The slips of a text: what it repeals is held against the versions known, what it refers to
/// against itself.
pub fn slips(book: &Book, text: &Statute) -> Vec<Slip> {
    let repealed = text.repeals.iter().filter_map(|repeal| gone_already(book, text, repeal));
    repealed.chain(loose_ends(text)).collect()
}

/// The slips that show where a text stands beside an older one: both repeal the same.
pub fn repealed_twice(old: &Statute, new: &Statute) -> Vec<Slip> {
    let in_force = old.dates.in_force.zip(day_of(new)).is_some_and(|(old, new)| old <= new);
    let both = new.repeals.iter().filter_map(|repeal| {
        let twin = old.repeals.iter().find(|it| folded(&it.title) == folded(&repeal.title))?;
        let same_order = twin.order.is_none() || repeal.order.is_none();
        (in_force && (same_order || twin.order == repeal.order)).then(|| {
            let (here, there) = (label(new, &repeal.address), label(old, &twin.address));
            let title = &repeal.title;
            let words = Words::new(
                format!("{}写明废止《{title}》，而先前文本的{}已将其废止", here.zh, there.zh),
                format!(
                    "{} repeals 《{title}》, which {} of the older text had repealed",
                    here.en, there.en
                ),
            );
            Slip { kind: "repealed-already", address: repeal.address.clone(), words }
        })
    });
    both.collect()
}

/// The day a text bears.
fn day_of(text: &Statute) -> Option<Date> {
    text.dates.promulgated.or(text.dates.noticed).or(text.dates.in_force)
}

/// What the article is called that an address lies in: as printed, and by its number.
fn label(text: &Statute, address: &str) -> Words {
    let of = address.split("__").next().unwrap_or(address);
    let found = text.articles.iter().find(|article| article.address == of);
    found.map_or_else(|| Words::new(of, of), called)
}

fn called(article: &Article) -> Words {
    Words::new(article.label.as_str(), numbered(article.number, article.suffix))
}

/// Article 13-1.
fn numbered(number: u32, suffix: Option<u32>) -> String {
    match suffix {
        None => format!("Article {number}"),
        Some(suffix) => format!("Article {number}-{suffix}"),
    }
}

/// A rule that was repealed before the text was written.
fn gone_already(book: &Book, text: &Statute, repeal: &Repeal) -> Option<Slip> {
    let written = day_of(text)?;
    let named: Vec<&Regime> =
        book.all().map(|it| &**it).filter(|it| is_named(it, repeal)).collect();
    let ended = |regime: &&Regime| regime.until.is_some_and(|until| until <= written);
    if named.is_empty() || !named.iter().all(ended) {
        return None;
    }
    let gone = named.last()?;
    let until = gone.until?;
    let by = book.all().find(|it| it.repeals.contains(&gone.id) && it.in_force == Some(until));
    let by = by.map(|it| it.name()).unwrap_or_else(|| Words::new("他法", "another"));
    let (here, title) = (label(text, &repeal.address), &repeal.title);
    let words = Words::new(
        format!("{}写明废止《{title}》，而它已由{}自 {until} 起废止", here.zh, by.zh),
        format!("{} repeals 《{title}》, which {} had repealed from {until} on", here.en, by.en),
    );
    Some(Slip { kind: "repealed-already", address: repeal.address.clone(), words })
}

/// Whether a version that was law is the one a text names.
fn is_named(regime: &Regime, repeal: &Repeal) -> bool {
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let same_order = repeal.order.as_ref().is_none_or(|theirs| {
        let ours = regime.identity.order.as_ref();
        ours.is_some_and(|ours| digits(&ours.zh) == digits(theirs))
    });
    let same_day = repeal.promulgated.is_none_or(|day| day == regime.dated);
    let was_law = regime.status != Status::Draft;
    was_law && same_order && same_day && folded(&regime.title.zh) == folded(&repeal.title)
}

/// References of a text to articles and paragraphs of its own that are not there.
fn loose_ends(text: &Statute) -> Vec<Slip> {
    if text.language != Language::Chinese {
        return Vec::new();
    }
    let mut slips = Vec::new();
    for article in &text.articles {
        for paragraph in &article.paragraphs {
            let own = (paragraph.address.as_str(), paragraph.text.as_str());
            let items = paragraph.items.iter().map(|it| (it.address.as_str(), it.text.as_str()));
            for (address, words) in std::iter::once(own).chain(items) {
                let ends = references(words).into_iter();
                slips.extend(ends.filter_map(|it| loose(text, article, address, &it)));
            }
        }
    }
    slips
}

/// A reference to an article of the same text.
struct Reference {
    number: u32,
    suffix: Option<u32>,
    label: String,
    paragraph: Option<u32>,
}

/// Why a reference leads nowhere, if it does.
fn loose(text: &Statute, from: &Article, address: &str, to: &Reference) -> Option<Slip> {
    let found = text.articles.iter().find(|it| (it.number, it.suffix) == (to.number, to.suffix));
    let (here, there) = (called(from), numbered(to.number, to.suffix));
    let (kind, words) = match (found, to.paragraph) {
        (None, _) => (
            "no-such-article",
            Words::new(
                format!("{}提到{}，而全文没有这一条", here.zh, to.label),
                format!("{} refers to {there}: there is no such article", here.en),
            ),
        ),
        (Some(article), Some(nth)) if article.paragraphs.len() < nth as usize => {
            let has = article.paragraphs.len();
            (
                "no-such-paragraph",
                Words::new(
                    format!("{}提到{}的第 {nth} 款，而该条只有 {has} 款", here.zh, to.label),
                    format!("{} refers to paragraph {nth} of {there}, which has {has}", here.en),
                ),
            )
        }
        (Some(_), _) => return None,
    };
    Some(Slip { kind, address: address.to_owned(), words })
}

/// The references of some words to articles of their own text: 本法第二十三条、第二十七条.
fn references(words: &str) -> Vec<Reference> {
    let words = squeezed(words);
    let mut found = Vec::new();
    for name in OWN_NAMES {
        for (at, _) in words.match_indices(name) {
            let mut rest = words.get(at + name.len()..).unwrap_or_default();
            while let Some(head) = head::article(rest).filter(|head| head.label.starts_with('第'))
            {
                let (paragraph, behind) = paragraph(head.rest);
                found.push(Reference {
                    number: head.number,
                    suffix: head.suffix,
                    label: head.label,
                    paragraph,
                });
                let joint = JOINTS.iter().find_map(|joint| behind.strip_prefix(joint));
                let Some(next) = joint else { break };
                rest = next;
            }
        }
    }
    found
}

/// 第二款 at the beginning of some words, and what follows it.
fn paragraph(words: &str) -> (Option<u32>, &str) {
    let number = |words: &str| -> Option<(u32, usize)> {
        let rest = words.strip_prefix('第')?;
        let signs: String = rest.chars().take_while(|sign| is_numeral(*sign)).collect();
        rest.get(signs.len()..)?.strip_prefix('款')?;
        Some((ordinal(&signs)?, '第'.len_utf8() + signs.len() + '款'.len_utf8()))
    };
    match number(words) {
        Some((nth, length)) => (Some(nth), words.get(length..).unwrap_or_default()),
        None => (None, words),
    }
}
