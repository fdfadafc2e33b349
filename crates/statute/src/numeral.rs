//! Numbers as laws write them: 二十三, 二〇一七, 二○○四, 100万, 1,000.

/// Digits, zero in all the signs it is written with.
const DIGITS: &[(&str, u64)] = &[
    ("零〇○◯0", 0),
    ("一壹1", 1),
    ("二两贰2", 2),
    ("三叁3", 3),
    ("四肆4", 4),
    ("五伍5", 5),
    ("六陆6", 6),
    ("七柒7", 7),
    ("八捌8", 8),
    ("九玖9", 9),
];

/// What a digit is worth.
pub fn digit(sign: char) -> Option<u64> {
    DIGITS.iter().find(|(signs, _)| signs.contains(sign)).map(|(_, value)| *value)
}

/// What a unit multiplies by.
fn unit(sign: char) -> Option<u64> {
    match sign {
        '十' | '拾' => Some(10),
        '百' | '佰' => Some(100),
        '千' | '仟' => Some(1_000),
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }
}

/// Whether a sign may stand in a number.
pub fn is_numeral(sign: char) -> bool {
    digit(sign).is_some() || unit(sign).is_some()
}

/// The value of a number written in one way; `None` where the signs are no number.
pub fn value(text: &str) -> Option<u64> {
    if text.is_empty() {
        return None;
    }
    if text.chars().all(|sign| digit(sign).is_some()) {
        return text.chars().try_fold(0_u64, |sum, sign| {
            sum.checked_mul(10).and_then(|sum| sum.checked_add(digit(sign)?))
        });
    }
    let (mut total, mut section) = (0_u64, 0_u64);
    let mut pending: Option<u64> = None;
    for sign in text.chars() {
        if let Some(value) = digit(sign) {
            pending = Some(pending.unwrap_or(0).checked_mul(10)?.checked_add(value)?);
            continue;
        }
        let times = unit(sign)?;
        if times < 10_000 {
            let count = pending.take().filter(|count| *count != 0).unwrap_or(1);
            section = section.checked_add(count.checked_mul(times)?)?;
        } else {
            let below = section.checked_add(pending.take().unwrap_or(0))?;
            total = if times == 10_000 {
                total.checked_add(below.max(1).checked_mul(times)?)?
            } else {
                total.checked_add(below)?.max(1).checked_mul(times)?
            };
            section = 0;
        }
    }
    total.checked_add(section)?.checked_add(pending.unwrap_or(0))
}

/// A number of an article, chapter or item.
pub fn ordinal(text: &str) -> Option<u32> {
    value(text).and_then(|value| u32::try_from(value).ok()).filter(|value| 0 < *value)
}

/// A number of a chapter in Roman signs, IV.
pub fn roman(text: &str) -> Option<u32> {
    let worth = |sign: char| match sign {
        'I' => Some(1_u32),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        'C' => Some(100),
        _ => None,
    };
    if text.is_empty() || 9 < text.len() {
        return None;
    }
    let (mut sum, mut last) = (0_u32, 0_u32);
    for sign in text.chars().rev() {
        let value = worth(sign)?;
        sum = if value < last { sum.checked_sub(value)? } else { sum.checked_add(value)? };
        last = last.max(value);
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::{roman, value};

    #[test]
    fn numbers_are_read_as_they_are_written() {
        let known = [
            ("二十三", 23),
            ("十", 10),
            ("一百零五", 105),
            ("一千二百五十九", 1259),
            ("二〇一七", 2017),
            ("二○○四", 2004),
            ("100万", 1_000_000),
            ("一百万", 1_000_000),
            ("5000万", 50_000_000),
            ("十万", 100_000),
            ("一亿二千万", 120_000_000),
            ("45", 45),
        ];
        for (text, expected) in known {
            assert_eq!(value(text), Some(expected), "{text}");
        }
        for text in ["", "甲", "十甲", "99999999999999999999999"] {
            assert_eq!(value(text), None, "{text}");
        }
        assert_eq!(
            ["I", "IV", "IX", "XIV", "Q"].map(roman),
            [Some(1), Some(4), Some(9), Some(14), None]
        );
    }
}
