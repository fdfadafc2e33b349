//! What a text says it repeals, with the order and the day by which it names it.

use crate::characters::squeezed;
use crate::dates;
use crate::facts::order_number;
use crate::statute::{Language, Paragraph, Repeal, Statute};

/// The rules that a paragraph repeals.
pub fn of_paragraph(paragraph: &Paragraph, language: Language) -> Vec<Repeal> {
    match language {
        Language::Chinese => chinese(paragraph),
        Language::English => english(paragraph),
    }
}

/// All that a text repeals.
pub fn of_statute(statute: &Statute) -> Vec<Repeal> {
    let paragraphs = statute.articles.iter().flat_map(|article| &article.paragraphs);
    paragraphs.flat_map(|paragraph| of_paragraph(paragraph, statute.language)).collect()
}

fn chinese(paragraph: &Paragraph) -> Vec<Repeal> {
    let words = squeezed(&paragraph.words());
    words
        .split_inclusive('。')
        .filter(|sentence| sentence.contains("同时废止") || sentence.contains("予以废止"))
        .flat_map(|sentence| named(sentence, &paragraph.address))
        .collect()
}

/// The names between marks in a sentence that repeals; what stands in brackets behind one is of it.
fn named(sentence: &str, address: &str) -> Vec<Repeal> {
    let mut repeals = Vec::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('《') {
        let Some((title, after)) = quoted(after) else { break };
        let bracket = after.strip_prefix('（').and_then(|it| it.split_once('）'));
        let (inside, next) = bracket.unwrap_or(("", after));
        // 2020年4月13日公布的《甲办法》: the day stands before the name, within its own clause.
        let clause = before.rsplit(['，', '、', '；']).next().unwrap_or_default();
        let published = clause.contains("公布的") || clause.contains("发布的");
        let day = dates::in_text(inside).into_iter().next();
        let day = day.or_else(|| dates::in_text(clause).pop().filter(|_| published));
        repeals.push(Repeal {
            title,
            order: order_number(inside),
            promulgated: day,
            address: address.to_owned(),
        });
        rest = next;
    }
    repeals
}

/// A name up to the mark that closes it, marks within it counted.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut open = 1_usize;
    for (at, sign) in text.char_indices() {
        match sign {
            '《' => open += 1,
            '》' => open -= 1,
            _ => {}
        }
        if open == 0 {
            let (title, rest) = text.split_at_checked(at)?;
            return Some((title.to_owned(), rest.strip_prefix('》')?));
        }
    }
    None
}

fn english(paragraph: &Paragraph) -> Vec<Repeal> {
    let words = paragraph.words();
    let said = [
        "shall be repealed",
        "is repealed",
        "are repealed",
        "shall be annulled",
        "shall be abolished",
    ];
    let Some(before) = said.iter().find_map(|word| words.split_once(word).map(|(it, _)| it)) else {
        return Vec::new();
    };
    let Some((_, name)) = before.rsplit_once(" and the ").or_else(|| before.rsplit_once("The "))
    else {
        return Vec::new();
    };
    let title = name.trim().trim_matches(['"', '“', '”', ',']).to_owned();
    vec![Repeal { title, order: None, promulgated: None, address: paragraph.address.clone() }]
}
