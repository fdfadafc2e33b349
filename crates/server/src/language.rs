//! In which language somebody is answered.

use axum::http::{HeaderMap, header};
pub use law::{Language, Words};

/// The cookie of somebody who chose a language on a page.
pub const COOKIE: &str = "anshen-language";

/// The language chosen on a page; else the one asked for by `Accept-Language` (RFC 9110, 12.5.4);
/// Chinese where it names neither.
pub fn preferred(headers: &HeaderMap) -> Language {
    match cookie(headers, COOKIE) {
        Some("zh") => return Language::Zh,
        Some("en") => return Language::En,
        Some(_) | None => {}
    }
    let asked = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let weight_of = |tag: &str| {
        asked
            .split(',')
            .filter_map(|part| weighed(part, tag))
            .fold(None, |best: Option<f32>, weight| {
                Some(best.map_or(weight, |other| other.max(weight)))
            })
    };
    match (weight_of("zh"), weight_of("en")) {
        (None, Some(en)) if 0.0 < en => Language::En,
        (Some(zh), Some(en)) if zh < en => Language::En,
        (Some(_) | None, Some(_) | None) => Language::Zh,
    }
}

/// The value of a cookie (RFC 6265).
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter();
    let pairs = lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(';'));
    let mut named = pairs.filter_map(|pair| pair.trim().split_once('='));
    named.find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// The weight a range gives to a language; `None` where it is about another.
fn weighed(part: &str, tag: &str) -> Option<f32> {
    let mut pieces = part.split(';').map(str::trim);
    let range = pieces.next()?;
    let primary = range.split('-').next()?;
    if !primary.eq_ignore_ascii_case(tag) {
        return None;
    }
    let weight = pieces
        .find_map(|piece| piece.strip_prefix("q="))
        .map_or(Some(1.0), |text| text.parse::<f32>().ok());
    weight.filter(|weight| (0.0..=1.0).contains(weight))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(header: &str, expected: Language) {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, header.parse().unwrap());
        assert_eq!(preferred(&headers), expected, "{header}");
    }

    #[test]
    fn the_heavier_language_wins_and_chinese_where_neither_is_named() {
        check("en", Language::En);
        check("en-GB,en;q=0.9", Language::En);
        check("zh-CN,zh;q=0.9,en;q=0.8", Language::Zh);
        check("zh;q=0.2, en;q=0.8", Language::En);
        check("fr", Language::Zh);
        check("en;q=0", Language::Zh);
        check("en;q=abc", Language::Zh);
        check("", Language::Zh);
    }
}
