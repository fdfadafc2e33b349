//! The words of each kind of notice, read from `notice/*.toml`, with every fault in its place.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use law::{Fault, Rule, Source, Words};
use serde::Deserialize;
use toml::Spanned;

use crate::Kind;
use crate::figures::typed_figure;
use crate::slot::{Slot, When};

/// The words of one kind of notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Template {
    pub(crate) title: Words,
    pub(crate) paragraphs: Vec<Paragraph>,
}

/// A paragraph, and when it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paragraph {
    pub(crate) when: Vec<When>,
    pub(crate) zh: Vec<Piece>,
    pub(crate) en: Vec<Piece>,
}

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Piece {
    /// As the clerk wrote it.
    Text(String),
    /// A place to be filled.
    Slot(Slot),
    /// The article of a rule in the version that governs, `{article:intake}`.
    Article(Rule),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: Title,
    paragraph: Vec<Block>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Title {
    zh: Spanned<String>,
    en: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Block {
    #[serde(default)]
    when: Vec<When>,
    zh: Spanned<String>,
    en: Spanned<String>,
}

/// The words the product is built with.
#[expect(clippy::expect_used, reason = "the files are part of the build and a test reads them")]
pub(crate) fn of(kind: Kind) -> &'static Template {
    static ALL: LazyLock<Vec<(Kind, Template)>> = LazyLock::new(|| {
        let read = |kind: &Kind| Ok((*kind, read(*kind, &file_name(*kind), text(*kind))?));
        let all: Result<_, Fault> = Kind::ALL.iter().map(read).collect();
        all.expect("the built-in notices are sound")
    });
    let found = ALL.iter().find(|(known, _)| *known == kind);
    &found.expect("the list of kinds is whole").1
}

/// The rules whose article the words of a kind name.
pub(crate) fn named_by(kind: Kind) -> BTreeSet<Rule> {
    let pieces = of(kind).paragraphs.iter().flat_map(|paragraph| &paragraph.zh);
    let rules = pieces.filter_map(|piece| match piece {
        Piece::Article(rule) => Some(*rule),
        Piece::Text(_) | Piece::Slot(_) => None,
    });
    rules.collect()
}

/// Whether a file could stand for the words of a kind.
///
/// # Errors
/// The first fault found: an unknown key, condition or place, a figure typed by hand, or places
/// that stand in one language only.
pub fn check(kind: Kind, name: &str, text: &str) -> Result<(), Fault> {
    read(kind, name, text).map(|_| ())
}

fn file_name(kind: Kind) -> String {
    format!("notice/{}.toml", kind.word())
}

/// The text of the file of a kind.
const fn text(kind: Kind) -> &'static str {
    match kind {
        Kind::Deficiency => include_str!("../../../notice/deficiency.toml"),
        Kind::ReviewOpened => include_str!("../../../notice/review-opened.toml"),
        Kind::ReviewInitiated => include_str!("../../../notice/review-initiated.toml"),
        Kind::NoReviewNeeded => include_str!("../../../notice/no-review-needed.toml"),
        Kind::LimitExtended => include_str!("../../../notice/limit-extended.toml"),
        Kind::SupplementRequested => include_str!("../../../notice/supplement-requested.toml"),
        Kind::SupplementIncomplete => include_str!("../../../notice/supplement-incomplete.toml"),
        Kind::RequestWithdrawn => include_str!("../../../notice/request-withdrawn.toml"),
        Kind::Consultation => include_str!("../../../notice/consultation.toml"),
        Kind::ConsultationAmended => include_str!("../../../notice/consultation-amended.toml"),
        Kind::ConsultationAgain => include_str!("../../../notice/consultation-again.toml"),
        Kind::ProposalWithdrawn => include_str!("../../../notice/proposal-withdrawn.toml"),
        Kind::SpecialReview => include_str!("../../../notice/special-review.toml"),
        Kind::Conclusion => include_str!("../../../notice/conclusion.toml"),
        Kind::MeasuresImposed => include_str!("../../../notice/measures-imposed.toml"),
        Kind::MeasuresLifted => include_str!("../../../notice/measures-lifted.toml"),
        Kind::WithdrawalConsented => include_str!("../../../notice/withdrawal-consented.toml"),
        Kind::Terminated => include_str!("../../../notice/terminated.toml"),
        Kind::LawCarriedOver => include_str!("../../../notice/law-carried-over.toml"),
        Kind::ResultPublished => include_str!("../../../notice/result-published.toml"),
        Kind::ResultCirculated => include_str!("../../../notice/result-circulated.toml"),
    }
}

fn read(kind: Kind, name: &str, text: &str) -> Result<Template, Fault> {
    let source = Source { name, text };
    let file: File = toml::from_str(text).map_err(|error| source.toml_fault(&error))?;
    check_plain(&source, &file.title.zh)?;
    check_plain(&source, &file.title.en)?;
    let title = Words::new(file.title.zh.into_inner(), file.title.en.into_inner());
    let paragraphs = file.paragraph.iter().map(|block| paragraph(kind, &source, block));
    Ok(Template { title, paragraphs: paragraphs.collect::<Result<_, _>>()? })
}

/// A title names no place, and no figure is typed in it.
fn check_plain(source: &Source<'_>, text: &Spanned<String>) -> Result<(), Fault> {
    if text.get_ref().contains(['{', '}']) {
        let what = Words::new("标题中不能有占位符", "a title has no places to fill");
        return Err(source.fault(text.span(), what));
    }
    check_figures(source, text, text.get_ref())
}

fn check_figures(source: &Source<'_>, at: &Spanned<String>, text: &str) -> Result<(), Fault> {
    let Some(figure) = typed_figure(text) else {
        return Ok(());
    };
    let what = Words::new(
        format!("“{figure}”不得手写：数字、日期和条号由占位符给出"),
        format!("`{figure}` is typed by hand: figures, dates and articles come from placeholders"),
    );
    Err(source.fault(place(source, at, &figure), what))
}

/// Where in the file a word of a text stands.
fn place(source: &Source<'_>, text: &Spanned<String>, word: &str) -> Range<usize> {
    let span = text.span();
    let inside = source.text.get(span.clone()).and_then(|written| written.find(word));
    let start = span.start.saturating_add(inside.unwrap_or(0));
    start..start.saturating_add(word.len())
}

fn paragraph(kind: Kind, source: &Source<'_>, block: &Block) -> Result<Paragraph, Fault> {
    let zh = pieces(kind, source, &block.zh)?;
    let en = pieces(kind, source, &block.en)?;
    let named = |pieces: &[Piece]| -> BTreeSet<Piece> {
        pieces.iter().filter(|piece| !matches!(piece, Piece::Text(_))).cloned().collect()
    };
    if named(&zh) != named(&en) {
        let what = Words::new(
            "中文和英文所用的占位符不同",
            "the Chinese and the English name different places",
        );
        return Err(source.fault(block.en.span(), what));
    }
    for piece in &zh {
        if let Piece::Slot(slot) = piece {
            check_needs(kind, source, block, *slot)?;
        }
    }
    Ok(Paragraph { when: block.when.clone(), zh, en })
}

/// A place that may have nothing to say stands only under a condition that it has.
fn check_needs(kind: Kind, source: &Source<'_>, block: &Block, slot: Slot) -> Result<(), Fault> {
    let needs = slot.needs(kind);
    if needs.is_empty() || needs.iter().any(|need| block.when.contains(need)) {
        return Ok(());
    }
    let word = format!("{{{}}}", slot.word());
    let what = Words::new(
        format!("`{word}` 不一定有内容：本段须以 `when` 写明条件"),
        format!("`{word}` may be empty: say with `when` that there is something to fill in"),
    );
    Err(source.fault(place(source, &block.zh, &word), what))
}

fn pieces(kind: Kind, source: &Source<'_>, at: &Spanned<String>) -> Result<Vec<Piece>, Fault> {
    let mut pieces = Vec::new();
    let mut rest = at.get_ref().as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let Some((word, after)) = after.split_once('}') else {
            let what = Words::new("占位符没有右花括号", "a placeholder is never closed");
            return Err(source.fault(at.span(), what));
        };
        check_figures(source, at, before)?;
        pieces.push(Piece::Text(before.to_owned()));
        pieces.push(piece(kind, word).map_err(|known| unknown(source, at, word, &known))?);
        rest = after;
    }
    check_figures(source, at, rest)?;
    pieces.push(Piece::Text(rest.to_owned()));
    pieces.retain(|piece| *piece != Piece::Text(String::new()));
    Ok(pieces)
}

/// The place of that word, or all there are.
fn piece(kind: Kind, word: &str) -> Result<Piece, Vec<String>> {
    let slots = Slot::ALL.iter().copied().filter(|slot| slot.fits(kind));
    if let Some(slot) = slots.clone().find(|slot| slot.word() == word) {
        return Ok(Piece::Slot(slot));
    }
    let article = word.strip_prefix("article:");
    let rule = article.and_then(|word| Rule::ALL.iter().find(|rule| rule.word() == word));
    if let Some(rule) = rule {
        return Ok(Piece::Article(*rule));
    }
    let articles = Rule::ALL.iter().map(|rule| format!("article:{}", rule.word()));
    Err(slots.map(|slot| slot.word().to_owned()).chain(articles).collect())
}

fn unknown(source: &Source<'_>, at: &Spanned<String>, word: &str, known: &[String]) -> Fault {
    let what = Words::new(
        format!("这种通知没有占位符 `{{{word}}}`"),
        format!("this notice has no place `{{{word}}}`"),
    );
    let range = place(source, at, &format!("{{{word}}}"));
    source.unknown(range, what, word, known.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::{Kind, check};

    fn check_fault(text: &str, expected: &str) {
        let file = format!("title.zh = \"通知\"\ntitle.en = \"Notice\"\n\n{text}");
        let fault = check(Kind::ReviewOpened, "a.toml", &file).expect_err("it has a fault");
        assert_eq!(fault.words().en, expected);
    }

    #[test]
    fn an_unknown_key_is_refused_with_the_nearest() {
        check_fault(
            "[[paragraph]]\nzn = \"甲\"\nen = \"a\"\n",
            "a.toml:5:1: unknown key `zn`; known here: when, zh, en; did you mean `zh`",
        );
    }

    #[test]
    fn an_unknown_place_is_refused_with_the_nearest() {
        check_fault(
            "[[paragraph]]\nzh = \"自{isued}起\"\nen = \"from {isued}\"\n",
            "a.toml:5:8: this notice has no place `{isued}`; did you mean `issued`",
        );
    }

    #[test]
    fn a_place_of_another_kind_of_notice_is_refused() {
        let text = "[[paragraph]]\nzh = \"{verdict}\"\nen = \"{verdict}\"\n";
        check_fault(text, "a.toml:5:7: this notice has no place `{verdict}`");
    }

    #[test]
    fn no_figure_is_typed_by_hand() {
        check_fault(
            "[[paragraph]]\nzh = \"依照第九条\"\nen = \"under it\"\n",
            "a.toml:5:9: `第九条` is typed by hand: figures, dates and articles come from \
             placeholders",
        );
    }

    #[test]
    fn both_languages_name_the_same_places() {
        check_fault(
            "[[paragraph]]\nzh = \"自{issued}起\"\nen = \"from then on\"\n",
            "a.toml:6:6: the Chinese and the English name different places",
        );
    }

    #[test]
    fn what_may_be_empty_stands_under_a_condition() {
        check_fault(
            "[[paragraph]]\nzh = \"至{due}\"\nen = \"until {due}\"\n",
            "a.toml:5:8: `{due}` may be empty: say with `when` that there is something to fill in",
        );
    }
}
