//! The text by the addresses that a law file cites: a paragraph is counted only where an article
//! has several.

use law::Cite;

use crate::characters::folded;
use crate::statute::{Standing, Statute};

/// A paragraph or an item.
#[derive(Debug, Clone)]
pub struct Place {
    /// As a law file cites it.
    pub cite: Cite,
    /// Its address in the text.
    pub address: String,
    /// Its own words, folded for comparison.
    pub words: String,
    /// Known from memory only.
    pub unverified: bool,
}

/// All of them, in order.
#[derive(Debug, Clone)]
pub struct Places(Vec<Place>);

impl Places {
    /// Those of a text.
    pub fn of(text: &Statute) -> Places {
        let mut places = Vec::new();
        for article in &text.articles {
            let number = match article.suffix {
                None => article.number.to_string(),
                Some(suffix) => format!("{}-{suffix}", article.number),
            };
            let several = 1 < article.paragraphs.len();
            for (index, paragraph) in article.paragraphs.iter().enumerate() {
                let nth = u16::try_from(index + 1).ok().filter(|_| several);
                let cite = Cite { paragraph: nth, ..Cite::article(number.as_str()) };
                places.push(Place {
                    cite: cite.clone(),
                    address: paragraph.address.clone(),
                    words: folded(&paragraph.text),
                    unverified: paragraph.standing == Standing::Unverified,
                });
                for (index, item) in paragraph.items.iter().enumerate() {
                    places.push(Place {
                        cite: Cite { item: u16::try_from(index + 1).ok(), ..cite.clone() },
                        address: item.address.clone(),
                        words: folded(&item.text),
                        unverified: item.standing == Standing::Unverified,
                    });
                }
            }
        }
        Places(places)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Place> {
        self.0.iter()
    }

    /// The one at an address; for a whole article of several paragraphs, its first.
    pub fn at(&self, cite: &Cite) -> Option<&Place> {
        let exact = self.iter().find(|place| place.cite == *cite);
        exact.or_else(|| self.iter().find(|place| place.cite.touches(cite)))
    }

    /// The first that holds one of these words.
    pub fn first(&self, words: &[&str]) -> Option<&Place> {
        let words: Vec<String> = words.iter().map(|word| folded(word)).collect();
        self.iter().find(|place| words.iter().any(|word| place.words.contains(word)))
    }

    /// The items under the same paragraph as a place.
    pub fn items_of(&self, place: &Place) -> Vec<&Place> {
        self.iter()
            .filter(|it| {
                it.cite.item.is_some()
                    && it.cite.article == place.cite.article
                    && it.cite.paragraph == place.cite.paragraph
            })
            .collect()
    }
}
