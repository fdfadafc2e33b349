//! Web pages made lines: blocks end lines, scripts and styles go, entities become characters. Read
//! tolerantly, since pages are seldom whole; nothing is fetched and nothing carried out.

/// Elements whose content is nobody's text.
const SILENT: &[&str] = &["script", "style", "head", "noscript", "template", "svg", "select"];
/// Elements that end a line before and after.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "br",
    "hr",
    "li",
    "ul",
    "ol",
    "tr",
    "td",
    "th",
    "table",
    "section",
    "article",
    "header",
    "footer",
    "nav",
    "aside",
    "main",
    "blockquote",
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "dd",
    "dt",
    "dl",
    "form",
    "body",
    "html",
    "center",
    "tbody",
    "thead",
    "figure",
    "title",
];
/// Entities that stand in texts of law.
const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("middot", '·'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("hellip", '…'),
    ("copy", '©'),
    ("times", '×'),
];
/// The longest name of an entity.
const LONGEST_ENTITY: usize = 10;

/// Whether a text is a web page: it has block elements, not merely a `<`.
pub fn is_page(text: &str) -> bool {
    let head: String = text.chars().take(200_000).collect::<String>().to_ascii_lowercase();
    let blocks = ["<p>", "<p ", "<div", "<html", "<body", "<br", "<td", "<span"];
    let found: usize = blocks.iter().map(|block| head.matches(block).count()).sum();
    head.contains("<!doctype html") || 3 <= found
}

/// A page as lines of text. Line ends of the page itself stay, so that places can be told; within a
/// block they are spaces.
pub fn lines(page: &str) -> Vec<(usize, String)> {
    let mut reader =
        Reader { rest: page, line: 1, begun: 1, text: String::new(), lines: Vec::new() };
    while reader.step() {}
    reader.end_line();
    reader.lines
}

struct Reader<'a> {
    rest: &'a str,
    /// The line of the page, counted from 1.
    line: usize,
    /// The line on which the line of text in hand began.
    begun: usize,
    text: String,
    lines: Vec<(usize, String)>,
}

impl<'a> Reader<'a> {
    /// Reads one piece; false at the end.
    fn step(&mut self) -> bool {
        let Some(sign) = self.rest.chars().next() else {
            return false;
        };
        match sign {
            '<' => self.tag(),
            '&' => self.entity(),
            _ => {
                let end = self.rest.find(['<', '&']).unwrap_or(self.rest.len());
                let piece = self.pass(end);
                self.say(piece);
            }
        }
        true
    }

    /// Takes so many bytes off; they end at a character.
    fn pass(&mut self, bytes: usize) -> &'a str {
        let (piece, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.line += piece.matches('\n').count();
        self.rest = rest;
        piece
    }

    fn say(&mut self, piece: &str) {
        if self.text.trim().is_empty() {
            self.begun = self.line;
        }
        self.text.extend(piece.chars().map(|sign| if sign == '\n' { ' ' } else { sign }));
    }

    fn end_line(&mut self) {
        let text = std::mem::take(&mut self.text);
        if !text.trim().is_empty() {
            self.lines.push((self.begun, text));
        }
        self.begun = self.line;
    }

    fn tag(&mut self) {
        if self.rest.starts_with("<!--") {
            let end = self.rest.find("-->").map_or(self.rest.len(), |at| at + 3);
            self.pass(end);
            return;
        }
        let after = self.rest.get(1..).unwrap_or_default();
        let opens =
            after.starts_with(|sign: char| sign.is_ascii_alphabetic() || "/!?".contains(sign));
        let Some(end) = self.rest.find('>').filter(|_| opens) else {
            let piece = self.pass(1);
            self.say(piece);
            return;
        };
        let tag = self.pass(end + 1);
        let inner = tag.trim_start_matches('<').trim_start_matches('/');
        let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        if SILENT.contains(&name.as_str()) && !tag.starts_with("</") && !tag.ends_with("/>") {
            self.skip(&name);
        }
        if BLOCKS.contains(&name.as_str()) {
            self.end_line();
        }
    }

    /// Passes over an element that says nothing, up to its end or that of the page.
    fn skip(&mut self, name: &str) {
        let close = format!("</{name}");
        let mut from = 0;
        while let Some(at) = self.rest.get(from..).and_then(|rest| rest.find("</")) {
            let found = self.rest.get(from + at..from + at + close.len());
            if found.is_some_and(|found| found.eq_ignore_ascii_case(&close)) {
                self.pass(from + at);
                return;
            }
            from += at + 2;
        }
        self.pass(self.rest.len());
    }

    fn entity(&mut self) {
        let name: String = self.rest.chars().skip(1).take(LONGEST_ENTITY).collect();
        let known = name.find(';').and_then(|end| {
            let name = name.get(..end)?;
            character(name).map(|sign| (sign, end + 2))
        });
        match known {
            Some((sign, bytes)) => {
                self.pass(bytes);
                self.say(sign.encode_utf8(&mut [0; 4]));
            }
            None => {
                let piece = self.pass(1);
                self.say(piece);
            }
        }
    }
}

/// The character of an entity.
fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, sign)| *sign)
}

#[cfg(test)]
mod tests {
    use super::{is_page, lines};

    #[test]
    fn a_page_is_its_text_with_the_lines_it_stands_on() {
        let page = "<html><head><title>x</title></head>\n<body><p>第一条&nbsp;甲&#x4e59;\n丙</p>\n\
                    <script>if (a < b) { '</p>' }</SCRIPT><p>a &lt; b & c</p><!-- <p>no</p> -->";
        assert!(is_page(page) || page.contains("<html"));
        let read = lines(page);
        let words: Vec<(usize, &str)> =
            read.iter().map(|(line, text)| (*line, text.trim())).collect();
        assert_eq!(words, [(2, "第一条 甲乙 丙"), (4, "a < b & c")]);
    }

    #[test]
    fn what_is_no_page_stays_whole() {
        assert!(!is_page("a < b, 其中 n<p"));
        for broken in ["<", "<p", "&", "&#x;", "</script", "<script>", "<!--", "&#1114112;"] {
            lines(broken);
        }
    }
}
