//! XML under writing: elements with attributes, indented, escaped, so that whatever words come in
//! what goes out is well-formed (XML 1.0). Knows no vocabulary; never reads.

use std::fmt::Write as _;

/// An attribute: its name and its value, not yet escaped.
pub type Attribute<'a> = (&'a str, &'a str);

/// A text of XML that grows.
#[derive(Debug)]
pub struct Xml {
    text: String,
    open: Vec<&'static str>,
}

impl Default for Xml {
    fn default() -> Xml {
        Xml::new()
    }
}

impl Xml {
    /// The declaration, and nothing yet.
    pub fn new() -> Xml {
        Xml { text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), open: Vec::new() }
    }

    fn indent(&mut self) {
        let _ = write!(self.text, "{:1$}", "", self.open.len() * 2);
    }

    fn begin(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        let _ = write!(self.text, "<{name}");
        for (key, value) in attributes {
            let _ = write!(self.text, " {key}=\"{}\"", escape(value));
        }
    }

    /// Opens an element.
    pub fn open(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.indent();
        self.begin(name, attributes);
        self.text.push_str(">\n");
        self.open.push(name);
    }

    /// Closes the element opened last.
    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            let _ = writeln!(self.text, "</{name}>");
        }
    }

    /// An element without content.
    pub fn empty(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.indent();
        self.begin(name, attributes);
        self.text.push_str("/>\n");
    }

    /// An element with words.
    pub fn words(&mut self, name: &str, attributes: &[Attribute<'_>], words: &str) {
        self.indent();
        self.begin(name, attributes);
        let _ = writeln!(self.text, ">{}</{name}>", escape(words));
    }

    /// An element that holds one other, with words, and no space around it.
    pub fn within(&mut self, outer: &str, inner: &str, attributes: &[Attribute<'_>], words: &str) {
        self.indent();
        self.begin(outer, &[]);
        self.text.push('>');
        self.begin(inner, attributes);
        let _ = writeln!(self.text, ">{}</{inner}></{outer}>", escape(words));
    }

    /// The text, once everything is closed.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text
    }
}

/// The characters of a text as XML 1.0 (§2.2, §2.4) lets them stand: a control character, which no
/// reference can name, becomes U+FFFD.
fn escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => {
                let _ = write!(escaped, "&#{};", u32::from(letter));
            }
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_comes_in_is_well_formed() {
        let mut xml = Xml::new();
        xml.open("law", &[("name", "a \"b\" & <c>\n")]);
        xml.words("p", &[], "1 < 2 & 3 > 2\u{0}\u{b}");
        xml.within("p", "ref", &[("href", "#art_1")], "第一条");
        xml.empty("end", &[]);
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                        <law name=\"a &quot;b&quot; &amp; &lt;c&gt;&#10;\">\n\
                        \x20 <p>1 &lt; 2 &amp; 3 &gt; 2\u{fffd}\u{fffd}</p>\n\
                        \x20 <p><ref href=\"#art_1\">第一条</ref></p>\n\
                        \x20 <end/>\n\
                        </law>\n";
        assert_eq!(xml.finish(), expected);
    }
}
