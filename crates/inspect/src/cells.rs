//! Tables for other programs: a cell whose text a table program would compute is made plain text.

/// What a table program takes for the beginning of a formula (OWASP, CSV injection), at the
/// beginning of a cell or after what it passes over.
const OPENINGS: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '|', '＝', '＋', '－', '＠'];

/// The text of a cell that no table program computes: one that could be a formula has an
/// apostrophe before it. Plain numbers stay numbers.
pub fn harmless(cell: &str) -> String {
    let bare = cell.trim_start_matches([' ', '\u{A0}', '\u{3000}', '\u{FEFF}', '"', '\'']);
    let opens = bare.starts_with(OPENINGS) || cell.starts_with(OPENINGS);
    if opens && !is_number(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// `-12`, `+3.50`: what is only a number does nothing.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    let whole = digits.strip_suffix('%').unwrap_or(digits);
    !whole.is_empty()
        && whole.starts_with(|c: char| c.is_ascii_digit())
        && whole.chars().all(|c| c.is_ascii_digit() || c == '.')
        && whole.matches('.').count() < 2
}

/// A line of CSV (RFC 4180) of harmless cells.
pub fn csv_line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells
        .into_iter()
        .map(|cell| {
            let cell = harmless(cell);
            if cell.contains(['"', ',', '\r', '\n', ';', '\t']) || cell.starts_with(' ') {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell
            }
        })
        .collect();
    cells.join(",") + "\r\n"
}

/// A whole text of CSV with every cell made harmless; its separator is the comma, or the semicolon
/// or tabulator where the first line has one and no comma.
pub fn harmless_csv(text: &str) -> String {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let first = text.lines().next().unwrap_or_default();
    let separator = if first.contains(',') {
        ','
    } else if first.contains(';') {
        ';'
    } else if first.contains('\t') {
        '\t'
    } else {
        ','
    };
    let mut out = String::with_capacity(text.len());
    for row in rows(text, separator) {
        out.push_str(&csv_line(row.iter().map(String::as_str)));
    }
    out
}

/// The rows of CSV by RFC 4180; a quotation mark that is never closed ends with the text.
fn rows(text: &str, separator: char) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row: Vec<String> = Vec::new();
    let mut cell = String::new();
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\r' if !quoted && letters.peek() == Some(&'\n') => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            letter if letter == separator && !quoted => row.push(std::mem::take(&mut cell)),
            letter => cell.push(letter),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_computed_and_numbers_stay_numbers() {
        for formula in [
            "=1+1",
            "+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            " =1",
            "\u{3000}=1",
            "＝1＋1",
            "\"=1",
            "'=1",
            "=HYPERLINK(\"http://x\")",
            "-",
            "|calc",
            "\n=1",
            "-1.2.3",
        ] {
            let told = harmless(formula);
            assert!(told.starts_with('\''), "{formula:?} became {told:?}");
            assert!(told.ends_with(formula));
        }
        for plain in ["12", "-12", "+3.50", "-5%", "采购核心交换机", "a=b", "2024-03-01", ""]
        {
            assert_eq!(harmless(plain), plain);
        }
    }

    #[test]
    fn a_line_is_read_again_as_it_was_written() {
        assert_eq!(csv_line(["a", "b,c", "d\"e", "=1"]), "a,\"b,c\",\"d\"\"e\",'=1\r\n");
        let text = "a,\"b,\nc\",\"=1\"\r\n\"x\"\"y\",,-3";
        assert_eq!(harmless_csv(text), "a,\"b,\nc\",'=1\r\n\"x\"\"y\",,-3\r\n");
        assert_eq!(harmless_csv("a;=1\nb;2"), "a,'=1\r\nb,2\r\n");
        assert_eq!(rows(&harmless_csv(text), ','), rows(&text.replace("=1", "'=1"), ','));
    }
}
