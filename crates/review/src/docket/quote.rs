//! Quoted texts. A docket line is one line, so that control characters inside a text are shown by
//! their pictures (␊ for a line feed), and a picture that was meant is preceded by ␛; `""` inside
//! `"…"` is one quotation mark. A text without any of these is quoted as it is.

use law::Language;

/// The picture that announces a picture.
const ESCAPE: char = '\u{241b}';
/// The picture of the escape character, whose own picture announces.
const ESC: char = '\u{2425}';
/// The picture of the delete character.
const DELETE: char = '\u{2421}';

/// A text in quotation marks, as it stands on a docket line.
pub(super) fn quote(text: &str, language: Language) -> String {
    let shown: String = text.chars().flat_map(show).flatten().collect();
    let curly = !shown.contains(['“', '”']);
    match language {
        Language::Zh if curly => format!("“{shown}”"),
        Language::Zh | Language::En => format!("\"{}\"", shown.replace('"', "\"\"")),
    }
}

/// One character as shown: itself, its picture, or a picture announced.
fn show(c: char) -> [Option<char>; 2] {
    match u32::from(c) {
        0x1b => [Some(ESC), None],
        code @ 0..=0x1f => [char::from_u32(0x2400 + code), None],
        0x7f => [Some(DELETE), None],
        0x2400..=0x2425 => [Some(ESCAPE), Some(c)],
        _ => [Some(c), None],
    }
}

/// The text that was shown.
pub(super) fn unescape(shown: &str) -> String {
    let mut text = String::with_capacity(shown.len());
    let mut chars = shown.chars();
    while let Some(c) = chars.next() {
        let meant = match (c, u32::from(c)) {
            (ESCAPE, _) => chars.next().unwrap_or(ESCAPE),
            (ESC, _) => '\u{1b}',
            (DELETE, _) => '\u{7f}',
            (_, code @ 0x2400..=0x241f) => char::from_u32(code - 0x2400).unwrap_or(c),
            (_, _) => c,
        };
        text.push(meant);
    }
    text
}
