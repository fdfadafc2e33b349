//! The words of texts with tags among them: what a reader sees of XML, HTML and RTF, piece by
//! piece, watched for markings. Nothing is expanded: an entity that a document defines for itself
//! is left.

use crate::marking::{Marking, Watch};

/// Longest reference (`&#x7EDD;`) looked at.
const LONGEST_REFERENCE: usize = 10;

/// Where a reader of tags stands.
#[derive(Debug, Clone, Default)]
enum At {
    /// Among words.
    #[default]
    Words,
    /// In a tag.
    Tag,
    /// In a reference: what was read of it after `&`.
    Reference(Vec<u8>),
}

/// XML and HTML without their tags, so that a marking whose characters stand in runs of their own
/// is found.
#[derive(Debug, Default)]
pub struct Tagged {
    at: At,
    watch: Watch,
    wide: Option<Wide>,
    begun: bool,
}

/// UTF-16, told by its mark.
#[derive(Debug, Clone, Copy)]
struct Wide {
    most_first: bool,
    odd: Option<u8>,
}

impl Tagged {
    /// Takes the next piece.
    pub fn read(&mut self, piece: &[u8]) -> Marking {
        if !self.begun && !piece.is_empty() {
            self.begun = true;
            self.wide = match piece {
                [0xFF, 0xFE, ..] => Some(Wide { most_first: false, odd: None }),
                [0xFE, 0xFF, ..] => Some(Wide { most_first: true, odd: None }),
                _ => None,
            };
        }
        let narrow = self.wide.as_mut().map(|wide| wide.narrowed(piece));
        let words = self.words(narrow.as_deref().unwrap_or(piece));
        self.watch.read(&words)
    }

    fn words(&mut self, piece: &[u8]) -> Vec<u8> {
        let mut words = Vec::with_capacity(piece.len());
        for byte in piece {
            match (&mut self.at, *byte) {
                (At::Tag, b'>') => self.at = At::Words,
                (At::Tag, _) => {}
                (At::Words | At::Reference(_), b'<') => self.at = At::Tag,
                (At::Words, b'&') => self.at = At::Reference(Vec::new()),
                (At::Words, byte) => words.push(byte),
                (At::Reference(of), b';') => {
                    if let Some(character) = referred(of) {
                        words.extend(character.to_string().as_bytes());
                    }
                    self.at = At::Words;
                }
                (At::Reference(of), byte) if of.len() < LONGEST_REFERENCE => of.push(byte),
                (At::Reference(_), byte) => {
                    words.push(byte);
                    self.at = At::Words;
                }
            }
        }
        words
    }
}

/// The character of `#32477` or `#x7EDD`; the named ones are no part of a marking.
fn referred(of: &[u8]) -> Option<char> {
    let text = std::str::from_utf8(of).ok()?.strip_prefix('#')?;
    let code = match text.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => text.parse().ok()?,
    };
    char::from_u32(code)
}

impl Wide {
    /// UTF-16 as UTF-8; what is no character of the base plane is no part of a marking.
    fn narrowed(&mut self, piece: &[u8]) -> Vec<u8> {
        let mut narrow = Vec::with_capacity(piece.len());
        for byte in piece {
            let Some(first) = self.odd.take() else {
                self.odd = Some(*byte);
                continue;
            };
            let pair = [first, *byte];
            let unit =
                if self.most_first { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) };
            let character = char::from_u32(u32::from(unit)).unwrap_or('\u{FFFD}');
            narrow.extend(character.to_string().as_bytes());
        }
        narrow
    }
}

/// RTF without its control words: `\'be\'f8` are bytes, `\u32477?` is a character.
#[derive(Debug, Default)]
pub struct Rich {
    control: Option<Vec<u8>>,
    skip: u8,
    watch: Watch,
}

/// Longest control word looked at.
const LONGEST_CONTROL: usize = 40;

impl Rich {
    /// Takes the next piece.
    pub fn read(&mut self, piece: &[u8]) -> Marking {
        let mut words = Vec::with_capacity(piece.len());
        for byte in piece {
            self.take(*byte, &mut words);
        }
        self.watch.read(&words)
    }

    fn take(&mut self, byte: u8, words: &mut Vec<u8>) {
        let Some(control) = &mut self.control else {
            match byte {
                b'\\' => self.control = Some(Vec::new()),
                b'{' | b'}' | b'\r' | b'\n' => {}
                _ if 0 < self.skip => self.skip -= 1,
                byte => words.push(byte),
            }
            return;
        };
        if control.first() == Some(&b'\'') {
            control.push(byte);
            if let [_, high, low] = control.as_slice() {
                let text = [*high, *low];
                let hex = std::str::from_utf8(&text).ok();
                let value = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
                if 0 < self.skip {
                    self.skip -= 1;
                } else {
                    words.extend(value);
                }
                self.control = None;
            }
            return;
        }
        let goes_on = byte.is_ascii_alphanumeric() || byte == b'-';
        if control.is_empty() && !goes_on {
            // `\'` begins a byte; another sign after the stroke stands for itself.
            if byte == b'\'' {
                control.push(byte)
            } else {
                self.control = None
            }
            return;
        }
        if goes_on && control.len() < LONGEST_CONTROL {
            control.push(byte);
            return;
        }
        if let Some(character) = rich_character(control) {
            words.extend(character.to_string().as_bytes());
            self.skip = 1;
        }
        self.control = None;
        match byte {
            b' ' => {}
            b'?' if 0 < self.skip => self.skip = 0,
            byte => self.take(byte, words),
        }
    }
}

/// The character of `u-26959`: a signed number of 16 bits.
fn rich_character(control: &[u8]) -> Option<char> {
    let text = std::str::from_utf8(control).ok()?.strip_prefix('u')?;
    let code: i32 = text.parse().ok()?;
    let code = if code < 0 { code + 0x1_0000 } else { code };
    char::from_u32(u32::try_from(code).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tagged(text: &[u8]) -> Marking {
        // Two bytes: as many as the mark of UTF-16, which comes whole.
        let mut in_pieces = Tagged::default();
        let last = text.chunks(2).map(|piece| in_pieces.read(piece)).last().unwrap();
        let whole = Tagged::default().read(text);
        assert_eq!(whole, last);
        whole
    }

    #[test]
    fn a_marking_is_found_across_tags_and_references() {
        let runs = "<w:r><w:t>绝</w:t></w:r><w:r><w:rPr/><w:t>密</w:t></w:r><w:t>★</w:t>";
        assert_eq!(tagged(runs.as_bytes()), Marking::Present);
        assert_eq!(tagged(b"<a>&#x7EDD;&#23494;&#x2605;</a>"), Marking::Present);
        assert_eq!(tagged("<a>绝对保密</a><b>★</b>".as_bytes()), Marking::Absent);
        let wide: Vec<u8> = std::iter::once(0xFEFF_u16)
            .chain("<a>机<b>密</b>★</a>".encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(tagged(&wide), Marking::Present);
    }

    #[test]
    fn a_marking_is_found_in_rich_text() {
        let rich = |text: &[u8]| {
            let mut reader = Rich::default();
            text.chunks(1).map(|piece| reader.read(piece)).last().unwrap()
        };
        assert_eq!(rich(b"{\\rtf1 \\'be\\'f8{\\b \\'c3\\'dc}\\'a1\\'ef}"), Marking::Present);
        assert_eq!(rich(b"{\\rtf1 \\u32477?\\u23494?\\u9733?}"), Marking::Present);
        assert_eq!(rich(b"{\\rtf1 \\u32477\\'3f\\u23494\\'3f\\u9733\\'3f}"), Marking::Present);
        assert_eq!(rich(b"{\\rtf1 \\u32477?\\u23494? only}"), Marking::Absent);
    }
}
