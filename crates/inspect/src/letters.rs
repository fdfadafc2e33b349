//! The text of a PDF as it stands in its streams: which letters the codes of a font mean
//! (ToUnicode, ISO 32000-1 §9.10.3), read tolerantly, since a table that a strict reader refuses
//! still shows a reader its letters.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object};

/// The most that one table or one page unpacks to.
const LARGEST_BYTES: usize = 32 << 20;
/// Codes kept of one table.
const MOST_CODES: usize = 70_000;

/// What the codes of a font mean.
pub enum Font {
    /// By a table.
    Table(Table),
    /// The bytes are text themselves, in one of the encodings that are watched.
    Bytes(Coding),
    /// Nobody but the font knows.
    Unknown,
}

/// How bytes that are text are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// UTF-16, high byte first: UniGB-UCS2-H and its like.
    Utf16,
    /// GB 18030 and what it grew from: GBK-EUC-H, GB-EUC-H.
    Gb18030,
    /// Big5: ETen-B5-H.
    Big5,
    /// Latin letters, a byte each.
    Latin,
}

impl Coding {
    /// By the name of a font's encoding (ISO 32000-1 §9.7.5.2).
    fn of(name: &[u8]) -> Coding {
        let has = |part: &[u8]| name.windows(part.len()).any(|window| window == part);
        if has(b"UCS2") || has(b"UTF16") {
            Coding::Utf16
        } else if has(b"GBK") || has(b"GB-") || has(b"GBpc") {
            Coding::Gb18030
        } else if has(b"B5") {
            Coding::Big5
        } else {
            Coding::Latin
        }
    }
}

/// Codes of one to four bytes with what they mean.
#[derive(Default)]
pub struct Table {
    codes: BTreeMap<(usize, u32), String>,
    lengths: Vec<usize>,
}

/// The text that a stream of page operators shows, in its order, and whether all of it could be
/// read.
pub fn shown(content: &[u8], fonts: &BTreeMap<Vec<u8>, Font>) -> (Vec<u8>, bool) {
    let mut text = Vec::new();
    let mut whole = true;
    let Ok(content) = Content::decode(content) else {
        return (text, false);
    };
    let mut font = None;
    for operation in &content.operations {
        match operation.operator.as_str() {
            "Tf" => {
                let name = operation.operands.first().and_then(|name| name.as_name().ok());
                font = name.and_then(|name| fonts.get(name));
            }
            "Tj" | "TJ" | "'" | "\"" => {
                for operand in &operation.operands {
                    whole &= show(operand, font, &mut text, 0);
                }
            }
            _ => {}
        }
    }
    (text, whole)
}

/// Adds the letters of one operand of an operator that shows text; whether all were known.
pub fn show(operand: &Object, font: Option<&Font>, text: &mut Vec<u8>, depth: u8) -> bool {
    if 4 < depth {
        return false;
    }
    if let Ok(items) = operand.as_array() {
        // Every item is shown, whatever became of those before it.
        let unknown = items.iter().filter(|item| !show(item, font, text, depth + 1)).count();
        return unknown == 0;
    }
    let Ok(codes) = operand.as_str() else {
        return true;
    };
    match font {
        Some(Font::Table(table)) => table.read(codes, text),
        Some(Font::Bytes(_)) | None => text.extend(codes),
        Some(Font::Unknown) => return false,
    }
    true
}

/// The fonts of a dictionary of resources, by name.
pub fn fonts(document: &Document, resources: &Dictionary) -> BTreeMap<Vec<u8>, Font> {
    let fonts = resources.get_deref(b"Font", document).and_then(Object::as_dict);
    let Ok(fonts) = fonts else {
        return BTreeMap::new();
    };
    let named = fonts.iter().filter_map(|(name, font)| {
        let (_, font) = document.dereference(font).ok()?;
        Some((name.clone(), read_font(document, font.as_dict().ok()?)))
    });
    named.collect()
}

fn read_font(document: &Document, font: &Dictionary) -> Font {
    let table = font.get_deref(b"ToUnicode", document).and_then(Object::as_stream);
    if let Ok(table) = table
        && let Ok(content) = table.get_plain_content_with_limit(LARGEST_BYTES)
    {
        return Font::Table(Table::new(&content));
    }
    let encoding = font.get_deref(b"Encoding", document).and_then(Object::as_name);
    let is_composite = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|s| s == b"Type0");
    match encoding {
        // Codes that only the font knows.
        Ok(name) if name.starts_with(b"Identity") => Font::Unknown,
        // UniGB-UCS2-H, GBK-EUC-H, ETen-B5-H: text in UTF-16, GB 18030 or Big5.
        Ok(name) => Font::Bytes(Coding::of(name)),
        Err(_) if is_composite => Font::Unknown,
        Err(_) => Font::Bytes(Coding::Latin),
    }
}

impl Table {
    /// Reads the sections `bfchar` and `bfrange` of a table, whatever stands around them.
    fn new(content: &[u8]) -> Table {
        let mut table = Table::default();
        let mut strings: Vec<Vec<u8>> = Vec::new();
        let mut list: Option<usize> = None;
        let mut rest = content;
        while let Some((first, after)) = rest.split_first() {
            rest = after;
            match first {
                b'<' if after.first() != Some(&b'<') => {
                    let end = after.iter().position(|byte| *byte == b'>').unwrap_or(after.len());
                    strings.push(bytes_of(after.get(..end).unwrap_or_default()));
                    rest = after.get(end + 1..).unwrap_or_default();
                }
                b'[' => list = Some(strings.len()),
                b'b' if after.starts_with(b"egin") => strings.clear(),
                b'e' if after.starts_with(b"ndbfchar") => table.pairs(&strings),
                b'e' if after.starts_with(b"ndbfrange") => table.ranges(&strings),
                b']' => {
                    let at = list.take().unwrap_or_default();
                    let listed = strings.split_off(at.min(strings.len()));
                    let (high, low) = (strings.pop(), strings.pop());
                    if let (Some(low), Some(_)) = (low, high) {
                        (0_u32..).zip(&listed).for_each(|(nth, to)| table.add(&low, nth, to, 0));
                    }
                }
                _ => {}
            }
        }
        table.lengths = table.codes.keys().map(|(length, _)| *length).collect();
        table.lengths.dedup();
        table
    }

    fn pairs(&mut self, strings: &[Vec<u8>]) {
        for pair in strings.chunks_exact(2) {
            if let [from, to] = pair {
                self.add(from, 0, to, 0);
            }
        }
    }

    fn ranges(&mut self, strings: &[Vec<u8>]) {
        for triple in strings.chunks_exact(3) {
            let [low, high, to] = triple else {
                continue;
            };
            let last = number(high).saturating_sub(number(low)).min(0xFFFF);
            for nth in 0..=last {
                self.add(low, nth, to, nth);
            }
        }
    }

    /// The code so many after `from` means `to`, its last letter so many further.
    fn add(&mut self, from: &[u8], after: u32, to: &[u8], further: u32) {
        if MOST_CODES <= self.codes.len() || from.is_empty() || 4 < from.len() {
            return;
        }
        let pairs = to.chunks_exact(2).filter_map(|pair| <[u8; 2]>::try_from(pair).ok());
        let mut units: Vec<u16> = pairs.map(u16::from_be_bytes).collect();
        if let Some(last) = units.last_mut() {
            *last = last.wrapping_add(u16::try_from(further).unwrap_or_default());
        }
        let code = number(from).wrapping_add(after);
        self.codes.insert((from.len(), code), String::from_utf16_lossy(&units));
    }

    fn read(&self, mut codes: &[u8], text: &mut Vec<u8>) {
        while !codes.is_empty() {
            let known = self.lengths.iter().find_map(|length| {
                let letters = self.codes.get(&(*length, number(codes.get(..*length)?)))?;
                Some((*length, letters))
            });
            let passed = match known {
                Some((length, letters)) => {
                    text.extend(letters.as_bytes());
                    length
                }
                None => self.lengths.last().copied().unwrap_or(1),
            };
            codes = codes.get(passed..).unwrap_or_default();
        }
    }
}

/// The bytes of a string in hex, blanks passed over.
fn bytes_of(hex: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> =
        hex.iter().filter_map(|digit| char::from(*digit).to_digit(16)?.try_into().ok()).collect();
    let pairs = digits.chunks(2);
    pairs.map(|pair| pair.iter().fold(0, |sum, digit| (sum << 4) | digit)).collect()
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |sum, byte| (sum << 8) | u32::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(table: &str, codes: &[u8]) -> String {
        let mut text = Vec::new();
        Table::new(table.as_bytes()).read(codes, &mut text);
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn a_table_is_read_as_the_standard_shows_it() {
        // ISO 32000-1 §9.10.3, example 2, its sections.
        let table = "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n\
            2 beginbfrange\n<0000> <005E> <0020>\n\
            <005F> <0061> [<00660066> <00660069> <00660066006C>]\nendbfrange\n\
            1 beginbfchar\n<3A51> <D840DC3E>\nendbfchar";
        assert_eq!(read(table, &[0, 0x21, 0, 0x5E, 0, 0x5F, 0, 0x61]), "A~ffffl");
        assert_eq!(read(table, &[0x3A, 0x51]), "\u{2003E}");
        assert_eq!(read("beginbfchar <01> <673A> <02> <5BC6> endbfchar", &[1, 9, 2]), "机密");
        assert_eq!(read("beginbfrange <0> <> < endbfrange ] [", &[1]), "");
    }
}
