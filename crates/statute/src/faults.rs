//! What is wrong with a text whose articles are not all there, once, in order: said with both
//! places.

use law::Words;

use crate::head::ArticleHead;
use crate::refused::{Reason, Refused};
use crate::statute::{Article, Item};

/// No line begins with an article; so many paragraphs cite some.
pub fn no_articles(cited: usize) -> Refused {
    let mut words = Words::new(
        "没有一行以条号（第…条、Article …）开头：不是法律、法规或规章的文本",
        "no line begins with an article (第…条, Article …): not the text of a law, regulation or \
         rule",
    );
    if 0 < cited {
        words.zh.push_str(&format!("；有 {cited} 段提到条文，是谈论法律的文章或通知"));
        words.en.push_str(&format!("; {cited} paragraphs cite articles: it writes about a law"));
    }
    Refused { reason: Reason::NoArticles, lines: Vec::new(), words }
}

/// One line begins with an article: a stray one.
pub fn only_one(only: &Article) -> Refused {
    Refused::at(
        Reason::NoArticles,
        &[only.line],
        Words::new(
            format!("只有一行以条号开头（第 {} 行），不成法律文本", only.line),
            format!("one line only begins with an article (line {}): no law", only.line),
        ),
    )
}

/// The first article is a later one.
pub fn extract(head: &ArticleHead<'_>, line: usize) -> Refused {
    Refused::at(
        Reason::Extract,
        &[line],
        Words::new(
            format!("第 {line} 行以{}开始：只是节录，之前的条文不在文件中", head.label),
            format!(
                "begins with {} (line {line}): an extract, what precedes is not there",
                head.label
            ),
        ),
    )
}

/// An article stands twice.
pub fn twice(twin: &Article, head: &ArticleHead<'_>, line: usize) -> Refused {
    let first = twin.line;
    Refused::at(
        Reason::ArticleTwice,
        &[first, line],
        Words::new(
            format!("{}出现两次：第 {first} 行和第 {line} 行", head.label),
            format!("{} stands twice: on line {first} and on line {line}", head.label),
        ),
    )
}

/// Articles between two are missing.
pub fn missing(last: &Article, head: &ArticleHead<'_>, line: usize) -> Refused {
    let (before, first) = (&last.label, last.line);
    Refused::at(
        Reason::ArticleMissing,
        &[first, line],
        Words::new(
            format!("{before}（第 {first} 行）之后是{}（第 {line} 行）：中间缺条", head.label),
            format!(
                "{before} (line {first}) is followed by {} (line {line}): some are missing",
                head.label
            ),
        ),
    )
}

/// An article stands behind one of a higher number.
pub fn out_of_order(last: &Article, head: &ArticleHead<'_>, line: usize) -> Refused {
    let (before, first) = (&last.label, last.line);
    Refused::at(
        Reason::ArticleOutOfOrder,
        &[first, line],
        Words::new(
            format!("{}（第 {line} 行）排在{before}（第 {first} 行）之后：条序颠倒", head.label),
            format!("{} (line {line}) stands behind {before} (line {first})", head.label),
        ),
    )
}

/// An item stands twice in a paragraph.
pub fn item_twice(article: &str, twin: &Item, line: usize) -> Refused {
    let first = twin.line;
    Refused::at(
        Reason::ItemTwice,
        &[first, line],
        Words::new(
            format!("{article}同一款内{}出现两次：第 {first} 行和第 {line} 行", twin.label),
            format!(
                "{} stands twice in one paragraph of {article}: on line {first} and on line {line}",
                twin.label
            ),
        ),
    )
}
