//! Names that look like others (Unicode Technical Standard 39): letters of several scripts in one
//! word, or a word of another script that reads like a Latin one.

use unicode_security::restriction_level::{RestrictionLevel, RestrictionLevelDetection as _};
use unicode_security::skeleton;

/// Why a name should be looked at twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// A word mixes scripts that nobody writes together.
    MixedScripts,
    /// A word of another script looks like a Latin one.
    LooksLatin,
    /// It holds marks that are not seen or that turn the reading direction.
    Hidden,
}

/// What is doubtful in a name; Chinese, Japanese or Korean with Latin letters is not.
pub fn doubt(name: &str) -> Option<Doubt> {
    if name.chars().any(is_hidden) {
        return Some(Doubt::Hidden);
    }
    name.split(|c: char| !c.is_alphanumeric()).find_map(doubt_of_word)
}

fn doubt_of_word(word: &str) -> Option<Doubt> {
    let letters: String = word.chars().filter(|c| c.is_alphabetic()).collect();
    if letters.is_ascii() || letters.chars().all(is_east_asian) {
        return None;
    }
    let level = letters.as_str().detect_restriction_level();
    if level == RestrictionLevel::SingleScript {
        // Latin with accents is Latin.
        let latin = letters.chars().any(|c| c.is_ascii_alphabetic());
        let reads_latin = skeleton(&letters).all(|c| c.is_ascii());
        return (reads_latin && !latin && 1 < letters.chars().count()).then_some(Doubt::LooksLatin);
    }
    let by_script: String = letters.chars().filter(|c| !is_east_asian(*c)).collect();
    let rest = by_script.as_str().detect_restriction_level();
    let plain = by_script.is_ascii()
        || matches!(rest, RestrictionLevel::ASCIIOnly | RestrictionLevel::SingleScript)
            && by_script.chars().any(|c| c.is_ascii_alphabetic());
    let together = matches!(
        level,
        RestrictionLevel::ASCIIOnly
            | RestrictionLevel::SingleScript
            | RestrictionLevel::HighlyRestrictive
    );
    if together || plain { None } else { Some(Doubt::MixedScripts) }
}

/// Han (with what is rare), kana, hangul and the letters of full width: they stand beside Latin.
fn is_east_asian(c: char) -> bool {
    matches!(u32::from(c),
        0x2E80..=0x30FF | 0x3100..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7AF
        | 0xF900..=0xFAFF | 0xFF00..=0xFFEF | 0x2_0000..=0x3_FFFF)
}

fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_pretend_are_doubted_and_honest_ones_are_not() {
        // Cyrillic а, о, е among Latin; Greek omicron; all Cyrillic that reads `xxx`.
        assert_eq!(doubt("p\u{430}ypal.pdf"), Some(Doubt::MixedScripts));
        assert_eq!(doubt("micr\u{3BF}soft 申报书.docx"), Some(Doubt::MixedScripts));
        assert_eq!(doubt("\u{0441}\u{043E}\u{0440}\u{0435}.pdf"), Some(Doubt::LooksLatin));
        assert_eq!(doubt("a\u{202E}fdp.exe"), Some(Doubt::Hidden));
        assert_eq!(doubt("a\u{200B}b"), Some(Doubt::Hidden));
        for honest in [
            "申报书.pdf",
            "申报书v2（终稿）.docx",
            "Contract 合同 2024.pdf",
            "日本語テスト.pdf",
            "Ünïcode.txt",
            "Отчёт.pdf",
            "한국어 문서.hwp",
            "𠮷野家.pdf",
            "龘堃.txt",
            "עברית.pdf",
            "华为技术有限公司",
            "ACME科技（北京）股份有限公司",
            "ＡＢＣ公司",
            "",
        ] {
            assert_eq!(doubt(honest), None, "{honest}");
        }
    }
}
