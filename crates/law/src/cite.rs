//! Where a rule stands in a text.

use serde::{Deserialize, Serialize};

/// An address inside one version of the Measures: article, paragraph (款), item (项).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cite {
    /// The article's number as printed, `9` for 第九条.
    pub article: String,
    /// The paragraph, counted from 1, where the article has more than one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u16>,
    /// The item, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<u16>,
}

impl Cite {
    /// A whole article.
    pub fn article(number: impl Into<String>) -> Cite {
        Cite {
            article: number.into(),
            paragraph: None,
            item: None,
        }
    }
}
