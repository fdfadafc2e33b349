//! Figures that somebody typed where a placeholder belongs.

const NUMERALS: &str = "〇零一二三四五六七八九十百千两";

/// What follows a numeral that counts or names something: 九条, 十个, 三日.
const COUNTED: &str = "条款项章个日天月年号次";

/// English numbers from two on; “one” is a pronoun too.
const NUMBERS: &[&str] = &[
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fifteen",
    "twenty",
    "thirty",
    "forty",
    "forty-five",
    "sixty",
    "ninety",
    "hundred",
];

/// The first figure in a text without its placeholders, if there is one: a digit, 第…条, 十个, ten.
pub(crate) fn typed_figure(text: &str) -> Option<String> {
    if let Some(digit) = text.chars().find(|c| c.is_numeric() && !NUMERALS.contains(*c)) {
        return Some(digit.to_string());
    }
    chinese(text).or_else(|| english(text))
}

fn chinese(text: &str) -> Option<String> {
    let mut run = String::new();
    for letter in text.chars() {
        if NUMERALS.contains(letter) || (letter == '第' && run.is_empty()) {
            run.push(letter);
            continue;
        }
        let counts = run.chars().any(|c| c != '第');
        if counts && COUNTED.contains(letter) {
            run.push(letter);
            return Some(run);
        }
        run.clear();
        if letter == '第' {
            run.push(letter);
        }
    }
    None
}

fn english(text: &str) -> Option<String> {
    let mut words = text.split(|c: char| !c.is_ascii_alphabetic() && c != '-');
    words.find(|word| NUMBERS.contains(&word.to_ascii_lowercase().as_str())).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::typed_figure;

    fn check_figure(text: &str, expected: Option<&str>) {
        assert_eq!(typed_figure(text).as_deref(), expected, "{text}");
    }

    #[test]
    fn digits_and_numerals_that_count_are_figures() {
        check_figure("自2024年起", Some("2"));
        check_figure("共１份", Some("１"));
        check_figure("依照第九条", Some("第九条"));
        check_figure("第十二条第二款", Some("第十二条"));
        check_figure("十五个工作日内", Some("十五个"));
        check_figure("within ten working days", Some("ten"));
        check_figure("within Fifteen days", Some("Fifteen"));
    }

    #[test]
    fn words_that_only_look_like_numbers_are_none() {
        check_figure("意见一致，一并送达", None);
        check_figure("第三方机构", None);
        check_figure("the proposed one, often written", None);
    }
}
