//! Characters as they come out of PDFs and web pages, made the ones that are meant; and spaces that
//! nobody typed taken out.

use unicode_normalization::UnicodeNormalization as _;

/// Parts of characters (CJK Radicals Supplement) that fonts put in place of the character, after
/// the data of Unicode on equivalent ideographs; normalisation leaves them as they are.
const RADICALS: &[(char, char)] = &[
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺫', '目'),
    ('⺬', '示'),
    ('⻁', '虎'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻳', '龟'),
];

/// The character that is meant; `None`: nothing is.
fn meant(sign: char) -> Option<char> {
    match sign {
        '\n' => Some('\n'),
        '\t' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => {
            Some(' ')
        }
        '\u{3000}' => Some(' '),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => {
            None
        }
        '\u{feff}' | '\u{fffc}' => None,
        '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' | '．' => {
            compatible(sign)
        }
        '\u{2f00}'..='\u{2fd5}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}' => {
            compatible(sign)
        }
        '\u{2e80}'..='\u{2ef3}' => {
            let known = RADICALS.iter().find(|(radical, _)| *radical == sign);
            known.map(|(_, whole)| *whole).or(Some(sign))
        }
        sign if sign.is_control() => None,
        sign => Some(sign),
    }
}

/// The character a compatible one stands for.
fn compatible(sign: char) -> Option<char> {
    std::iter::once(sign).nfkc().next().or(Some(sign))
}

/// A line with the characters that are meant.
pub fn cleaned(line: &str) -> String {
    line.chars().filter_map(meant).collect()
}

/// Whether a sign is a Chinese character.
pub fn is_han(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
        || matches!(sign, '〇' | '○')
}

/// Whether a sign is Chinese punctuation: it brings its own space. Quotes do in Chinese only.
fn is_wide_mark(sign: char, beside: char) -> bool {
    match sign {
        '“' | '”' | '‘' | '’' => is_han(beside),
        '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{301b}' => true,
        '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff1f}' => true,
        _ => false,
    }
}

/// A text without any space.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace()).collect()
}

/// For comparison: no spaces, small letters, and each mark in one width, since copies differ in
/// them.
pub fn folded(text: &str) -> String {
    text.chars()
        .filter(|sign| !sign.is_whitespace())
        .map(|sign| match sign {
            '，' => ',',
            '（' => '(',
            '）' => ')',
            '：' => ':',
            '；' => ';',
            '！' => '!',
            '？' => '?',
            '〈' => '《',
            '〉' => '》',
            '“' | '”' => '"',
            other => other.to_ascii_lowercase(),
        })
        .collect()
}

/// A paragraph with single spaces, none beside Chinese punctuation or between a figure and a
/// character, and none at all where it is set letter by letter.
pub fn tidied(text: &str) -> String {
    let signs: Vec<char> = text.trim().chars().collect();
    let spaced = is_letter_spaced(&signs);
    let mut tidy = String::with_capacity(text.len());
    let mut last: Option<char> = None;
    let mut space = false;
    for sign in signs {
        if sign.is_whitespace() {
            space = true;
            continue;
        }
        if space && last.is_some_and(|last| keeps_space(last, sign, spaced)) {
            tidy.push(' ');
        }
        space = false;
        tidy.push(sign);
        last = Some(sign);
    }
    tidy
}

fn keeps_space(left: char, right: char, spaced: bool) -> bool {
    if is_wide_mark(left, right) || is_wide_mark(right, left) {
        return false;
    }
    match (is_han(left), is_han(right)) {
        (true, true) => !spaced,
        (true, false) => !right.is_ascii_digit(),
        (false, true) => !left.is_ascii_digit(),
        (false, false) => true,
    }
}

/// Whether most characters of a text stand apart from the next.
fn is_letter_spaced(signs: &[char]) -> bool {
    let (mut apart, mut together) = (0_usize, 0_usize);
    let mut last: Option<char> = None;
    let mut space = false;
    for sign in signs {
        if sign.is_whitespace() {
            space = true;
            continue;
        }
        if last.is_some_and(is_han) && is_han(*sign) {
            if space {
                apart += 1;
            } else {
                together += 1;
            }
        }
        (last, space) = (Some(*sign), false);
    }
    together < apart
}

#[cfg(test)]
mod tests {
    use super::{cleaned, tidied};

    #[test]
    fn characters_become_the_ones_that_are_meant() {
        assert_eq!(cleaned("⼀⼆⺠２０１７\u{200b}年\u{3000}甲"), "一二民2017年 甲");
        assert_eq!(tidied("自 2020 年 6月 1 日起"), "自2020年6月1日起");
        assert_eq!(tidied("网 络 安 全 审 查 办 法"), "网络安全审查办法");
        assert_eq!(tidied("司法部 法制信息网"), "司法部 法制信息网");
        assert_eq!(tidied("拟提交的 IPO 材料 ，等"), "拟提交的 IPO 材料，等");
    }
}
