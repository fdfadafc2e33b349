//! Which of two forms of the same a caller would rather have (RFC 9110, section 12.5.1).

use axum::http::{HeaderMap, header};

/// Whether somebody asks for another form than JSON: it must be named, and weigh no less than JSON
/// does.
pub fn prefers(headers: &HeaderMap, media: &str) -> bool {
    let lines = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let accept: Vec<&str> = lines.flat_map(|line| line.split(',')).collect();
    match (weight(&accept, media), weight(&accept, "application/json")) {
        (Some((_, 0)), _) | (None, _) => false,
        (Some(_), None) => true,
        (Some((media, preferred)), Some((json, otherwise))) => {
            // What is named by `*/*` alone was not asked for.
            Range::Type <= media
                && (otherwise < preferred || (otherwise == preferred && json <= media))
        }
    }
}

/// How closely a range names a media type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Range {
    Any,
    Type,
    Exact,
}

/// The weight, in thousandths, of the range that names a media type most closely.
fn weight(accept: &[&str], media: &str) -> Option<(Range, u32)> {
    let kind = media.split('/').next().unwrap_or_default();
    let ranges = accept.iter().filter_map(|part| {
        let mut pieces = part.split(';').map(str::trim);
        let name = pieces.next()?.to_ascii_lowercase();
        let range = match name.split_once('/')? {
            ("*", "*") => Range::Any,
            (of, "*") if of == kind => Range::Type,
            _ if name == media => Range::Exact,
            _ => return None,
        };
        let stated =
            pieces.find_map(|piece| piece.strip_prefix("q=").or_else(|| piece.strip_prefix("Q=")));
        Some((range, stated.map_or(1_000, thousandths)))
    });
    ranges.max()
}

/// `0.25` in thousandths; what is no weight weighs nothing.
fn thousandths(text: &str) -> u32 {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let mut digits = part.bytes().chain(*b"000").take(3);
    let part =
        digits.try_fold(0_u32, |sum, digit| Some(sum * 10 + char::from(digit).to_digit(10)?));
    match (whole.parse::<u32>(), part) {
        (Ok(whole), Some(part)) => (whole * 1_000 + part).min(1_000),
        (Ok(_) | Err(_), _) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markdown(accept: &[&'static str]) -> bool {
        let mut headers = HeaderMap::new();
        for line in accept {
            headers.append(header::ACCEPT, line.parse().unwrap());
        }
        prefers(&headers, "text/markdown")
    }

    #[test]
    fn the_form_that_weighs_more_is_given_and_json_where_none_is_named() {
        assert!(markdown(&["text/markdown"]));
        assert!(markdown(&["TEXT/Markdown; charset=utf-8"]));
        assert!(markdown(&["application/json;q=0.5, text/markdown"]));
        assert!(markdown(&["application/json;q=0.5", "text/markdown;q=0.501"]));
        assert!(markdown(&["text/markdown, */*"]));
        assert!(markdown(&["text/*, application/json;q=0.1"]));
        assert!(markdown(&["text/markdown;q=0.1"]));
        assert!(!markdown(&[]));
        assert!(!markdown(&["*/*"]));
        assert!(!markdown(&["text/html, application/xhtml+xml, */*;q=0.8"]));
        assert!(!markdown(&["text/markdown;q=0.1, application/json"]));
        assert!(!markdown(&["text/markdown;q=0, */*"]));
        assert!(!markdown(&["text/markdown;q=x, application/json;q=0.1"]));
        assert!(!markdown(&["text/*;q=0.9, text/markdown;q=0.2, application/json;q=0.3"]));
        assert!(!markdown(&["text/*, application/json"]));
    }
}
