//! Words set in lines: how wide they are, and where they break.

/// The width of words in a font of a size, in pixels, rounded up: a Chinese character is a square,
/// a Latin letter a little more than half of one.
pub(crate) fn width(words: &str, size: i32) -> i32 {
    let tenths: i32 = words.chars().map(|letter| tenths(letter) * size).sum();
    (tenths + 9) / 10
}

fn tenths(letter: char) -> i32 {
    match letter {
        'i' | 'l' | 'j' | 't' | 'f' | 'r' | ' ' | '.' | ',' | '(' | ')' => 4,
        'm' | 'w' | 'M' | 'W' => 9,
        'A'..='Z' => 7,
        letter if letter.is_ascii() => 6,
        _ => 10,
    }
}

/// Breaks words into lines no wider than `most`: Latin between words, Chinese anywhere but before a
/// mark that cannot begin a line.
pub(crate) fn wrap(words: &str, size: i32, most: i32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(words) {
        let longer = format!("{line}{piece}");
        if width(longer.trim_end(), size) <= most || line.is_empty() {
            line = longer;
        } else {
            lines.push(line.trim_end().to_owned());
            line = piece.trim_start().to_owned();
        }
    }
    if !line.trim().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// What cannot be broken: a Latin word with what follows it, a Chinese character with the marks
/// after it.
fn pieces(words: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for letter in words.chars() {
        let clings = matches!(letter, '，' | '。' | '、' | '）' | '；' | '：' | '》' | ' ');
        let last = pieces.last().and_then(|piece| piece.chars().last());
        let joins = match last {
            None => false,
            Some(_) if clings => true,
            Some('（' | '《') => true,
            Some(last) => last.is_ascii() && letter.is_ascii() && last != ' ',
        };
        match pieces.last_mut().filter(|_| joins) {
            Some(piece) => piece.push(letter),
            None => pieces.push(letter.to_string()),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn chinese_breaks_anywhere_but_before_a_mark() {
        assert_eq!(wrap("书面回复，意见", 10, 40), ["书面回", "复，意见"]);
        assert_eq!(wrap("（第十一条）", 10, 30), ["（第十", "一条）"]);
    }

    #[test]
    fn latin_breaks_between_words() {
        assert_eq!(wrap("Open the review", 10, 60), ["Open the", "review"]);
        assert_eq!(wrap("", 10, 60), Vec::<String>::new());
    }
}
