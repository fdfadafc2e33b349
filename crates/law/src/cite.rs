//! Where a rule stands in a text.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::Words;

/// An address inside one version of the Measures: article, paragraph (款), item (项).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cite {
    /// The article's number as printed, `9` for 第九条.
    pub article: Arc<str>,
    /// The paragraph, counted from 1, where the article has more than one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u16>,
    /// The item, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<u16>,
}

impl Cite {
    /// A whole article.
    pub fn article(number: impl Into<Arc<str>>) -> Cite {
        Cite { article: number.into(), paragraph: None, item: None }
    }
}

impl Cite {
    /// Whether one address lies in the other, as a paragraph in its article or an item in it.
    pub fn touches(&self, other: &Cite) -> bool {
        let meet = |left: Option<u16>, right: Option<u16>| {
            left.is_none() || right.is_none() || left == right
        };
        self.article == other.article
            && meet(self.paragraph, other.paragraph)
            && meet(self.item, other.item)
    }

    /// Whether the address is one of another land, cited as that land does: `31 CFR 800.503(b)`.
    pub fn is_foreign(&self) -> bool {
        self.article.contains(' ')
    }

    /// The address in words: 第十二条第二款, Art. 12(2); an item is 第三项, item 3. A foreign one
    /// stands as it is in both languages.
    pub fn words(&self) -> Words {
        if self.is_foreign() {
            return Words::new(&*self.article, &*self.article);
        }
        let mut zh = match self.article.parse::<u16>() {
            Ok(number) => format!("第{}条", numeral(number)),
            Err(_) => format!("第{}条", self.article),
        };
        let mut en = format!("Art. {}", self.article);
        if let Some(paragraph) = self.paragraph {
            zh.push_str(&format!("第{}款", numeral(paragraph)));
            en.push_str(&format!("({paragraph})"));
        }
        if let Some(item) = self.item {
            zh.push_str(&format!("第{}项", numeral(item)));
            en.push_str(&format!(" item {item}"));
        }
        Words { zh, en }
    }
}

/// A number below a thousand in Chinese as articles are numbered, 二十三.
fn numeral(number: u16) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |place: u16| DIGITS.get(usize::from(place % 10)).copied().unwrap_or("");
    let (hundreds, tens, units) = (number / 100, number / 10 % 10, number % 10);
    let mut text = String::new();
    if hundreds > 0 {
        text.push_str(digit(hundreds));
        text.push('百');
        if tens == 0 && units > 0 {
            text.push('零');
        }
    }
    if tens > 0 {
        if tens > 1 || hundreds > 0 {
            text.push_str(digit(tens));
        }
        text.push('十');
    }
    text.push_str(digit(units));
    text
}
