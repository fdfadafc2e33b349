//! A Rust file with its code, its comments and its strings told apart.

/// A piece of text and the line it begins on.
pub type Piece = (usize, String);

/// What a Rust file is made of.
pub struct Source {
    /// The file with comments and the inside of strings blanked; lines stay where they are.
    pub code: String,
    /// Comments, with their slashes.
    pub comments: Vec<Piece>,
    /// What stands between the quotes of strings, escapes unread.
    pub strings: Vec<Piece>,
}

impl Source {
    /// Tells a file apart. Text that is no Rust gives some answer, never a failure.
    pub fn read(text: &str) -> Source {
        let mut reader = Reader {
            rest: text,
            line: 1,
            last: ' ',
            source: Source {
                code: String::with_capacity(text.len()),
                comments: Vec::new(),
                strings: Vec::new(),
            },
        };
        while reader.step() {}
        reader.source
    }

    /// The lines of the code, counted from 1.
    pub fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
    /// The last character of code, to tell `r"…"` from an identifier that ends in `r`.
    last: char,
    source: Source,
}

impl Reader<'_> {
    /// Reads one piece; false at the end.
    fn step(&mut self) -> bool {
        let Some(next) = self.rest.chars().next() else {
            return false;
        };
        let in_word = self.last.is_alphanumeric() || self.last == '_';
        if self.rest.starts_with("//") {
            self.line_comment();
        } else if self.rest.starts_with("/*") {
            self.block_comment();
        } else if next == '"' {
            self.keep();
            self.string();
        } else if !in_word && let Some(prefix) = raw_prefix(self.rest) {
            self.raw_string(prefix);
        } else if next == '\'' && is_character(self.rest) {
            self.character();
        } else {
            self.keep();
        }
        true
    }

    /// Takes one character off the text.
    fn take(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let next = chars.next()?;
        self.rest = chars.as_str();
        if next == '\n' {
            self.line += 1;
        }
        Some(next)
    }

    /// One character of code.
    fn keep(&mut self) {
        if let Some(next) = self.take() {
            self.source.code.push(next);
            self.last = next;
        }
    }

    /// One character that is not code.
    fn blank(&mut self) -> Option<char> {
        let next = self.take()?;
        self.source.code.push(if next == '\n' { '\n' } else { ' ' });
        Some(next)
    }

    fn line_comment(&mut self) {
        let line = self.line;
        let mut text = String::new();
        while !self.rest.starts_with('\n')
            && let Some(next) = self.blank()
        {
            text.push(next);
        }
        self.source.comments.push((line, text));
    }

    fn block_comment(&mut self) {
        let line = self.line;
        let mut text = String::new();
        let mut depth = 0_usize;
        loop {
            if self.rest.starts_with("/*") {
                depth += 1;
                text.extend(self.blank());
            } else if self.rest.starts_with("*/") {
                depth -= 1;
                text.extend(self.blank());
            }
            let Some(next) = self.blank() else { break };
            text.push(next);
            if depth == 0 {
                break;
            }
        }
        self.source.comments.push((line, text));
    }

    /// The inside of a string and its closing quote.
    fn string(&mut self) {
        let line = self.line;
        let mut text = String::new();
        while !self.rest.starts_with('"')
            && let Some(next) = self.blank()
        {
            text.push(next);
            if next == '\\' {
                text.extend(self.blank());
            }
        }
        self.keep();
        self.source.strings.push((line, text));
    }

    /// `r##"…"##` whole; `prefix` is what opens it.
    fn raw_string(&mut self, prefix: &str) {
        let line = self.line;
        let hashes = prefix.chars().filter(|letter| *letter == '#').count();
        let close = format!("\"{}", "#".repeat(hashes));
        prefix.chars().for_each(|_| self.keep());
        let mut text = String::new();
        while !self.rest.starts_with(&close)
            && let Some(next) = self.blank()
        {
            text.push(next);
        }
        close.chars().for_each(|_| self.keep());
        self.source.strings.push((line, text));
    }

    /// `'x'` or `'\n'` or `'\u{4e2d}'`, blanked.
    fn character(&mut self) {
        self.keep();
        while let Some(next) = self.blank() {
            if next == '\\' {
                self.blank();
            }
            if self.rest.starts_with('\'') {
                break;
            }
        }
        self.keep();
    }
}

/// What opens a raw string here: `r"`, `br#"`, `cr"`.
fn raw_prefix(text: &str) -> Option<&str> {
    let after_letter =
        ["r", "br", "cr"].into_iter().find_map(|letter| text.strip_prefix(letter))?;
    let after_hashes = after_letter.trim_start_matches('#');
    let after_quote = after_hashes.strip_prefix('"')?;
    text.strip_suffix(after_quote)
}

/// Whether a quote opens a character and not a lifetime.
fn is_character(text: &str) -> bool {
    let mut chars = text.chars().skip(1);
    let (first, second) = (chars.next(), chars.next());
    first == Some('\\') || second == Some('\'')
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn strings_and_comments_are_blanked_and_kept_apart() {
        let source =
            Source::read("let a = \"x // y\"; // z\nlet b = r#\"p\"q\"#; /* m /* n */ */ c");
        assert_eq!(source.comments, [(1, "// z".to_owned()), (2, "/* m /* n */ */".to_owned())]);
        assert_eq!(source.strings, [(1, "x // y".to_owned()), (2, "p\"q".to_owned())]);
        assert!(source.code.contains("let a = \"      \";"));
        assert!(source.code.ends_with(" c"));
    }

    #[test]
    fn lifetimes_are_no_characters() {
        let source = Source::read("fn f<'a>(x: &'a str) -> char { '{' }");
        assert_eq!(source.code, "fn f<'a>(x: &'a str) -> char { ' ' }");
    }

    #[test]
    fn a_quote_in_a_character_opens_no_string() {
        let source = Source::read("let q = ['\"', '\\'', '\\\\']; let s = \"t\";");
        assert_eq!(source.strings, [(1, "t".to_owned())]);
    }

    #[test]
    fn an_unclosed_string_ends_with_the_file() {
        assert_eq!(Source::read("let s = \"open").strings, [(1, "open".to_owned())]);
    }
}
