//! Chinese numerals as article numbers are printed, 第十二条.

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// A number below 100 in Chinese numerals; digits beyond.
pub(super) fn print(number: &str) -> String {
    let digit = |n: u32| DIGITS.get(n as usize).copied().unwrap_or('零').to_string();
    let tens = |n: u32| if n == 1 { String::new() } else { digit(n) };
    match number.parse::<u32>() {
        Ok(n @ 0..=9) => digit(n),
        Ok(n @ 10..=99) if n % 10 == 0 => format!("{}十", tens(n / 10)),
        Ok(n @ 11..=99) => format!("{}十{}", tens(n / 10), digit(n % 10)),
        Ok(_) | Err(_) => number.to_owned(),
    }
}

/// The number that stands in Chinese numerals below 100 or in digits, in digits.
pub(super) fn read(written: &str) -> Option<String> {
    if !written.is_empty() && written.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        return Some(written.to_owned());
    }
    (0..100).map(|n: u32| n.to_string()).find(|number| print(number) == written)
}
