//! State secrets never enter: a plain text that bears a marking is stopped before it is stored.
//!
//! Looked for are `绝密★`, `机密★`, `秘密★` (国家秘密标志) as UTF-8, UTF-16 of either byte order and
//! GB 18030, over the bytes as they come, so that a marking split between two pieces is found too.
//! Formats that wrap their text (PDF, DOCX, archives) are not looked into here.

/// The longest needle less one byte: what is kept of a piece for the next.
const TAIL_BYTES: usize = 8;

/// `绝密★` `机密★` `秘密★` in each encoding.
const NEEDLES: [&[u8]; 12] = [
    "绝密★".as_bytes(),
    "机密★".as_bytes(),
    "秘密★".as_bytes(),
    // UTF-16, least significant byte first: U+7EDD U+5BC6 U+2605, U+673A …, U+79D8 …
    &[0xDD, 0x7E, 0xC6, 0x5B, 0x05, 0x26],
    &[0x3A, 0x67, 0xC6, 0x5B, 0x05, 0x26],
    &[0xD8, 0x79, 0xC6, 0x5B, 0x05, 0x26],
    // UTF-16, most significant byte first
    &[0x7E, 0xDD, 0x5B, 0xC6, 0x26, 0x05],
    &[0x67, 0x3A, 0x5B, 0xC6, 0x26, 0x05],
    &[0x79, 0xD8, 0x5B, 0xC6, 0x26, 0x05],
    // GB 18030 (and GBK, GB 2312): 绝 BEF8, 密 C3DC, ★ A1EF, 机 BBFA, 秘 C3D8
    &[0xBE, 0xF8, 0xC3, 0xDC, 0xA1, 0xEF],
    &[0xBB, 0xFA, 0xC3, 0xDC, 0xA1, 0xEF],
    &[0xC3, 0xD8, 0xC3, 0xDC, 0xA1, 0xEF],
];

/// Reads a text piece by piece and remembers whether a marking was seen.
#[derive(Debug, Default)]
pub struct Watch {
    tail: Vec<u8>,
    seen: Marking,
}

/// Whether a text bears a marking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Marking {
    /// It does not.
    #[default]
    Absent,
    /// It does.
    Present,
}

impl Watch {
    /// Takes the next piece; what has been seen so far.
    pub fn read(&mut self, piece: &[u8]) -> Marking {
        if self.seen == Marking::Present || piece.is_empty() {
            return self.seen;
        }
        // The seam: the kept tail and as much of this piece as a needle can reach into.
        let mut seam = std::mem::take(&mut self.tail);
        seam.extend(piece.iter().take(TAIL_BYTES));
        if bears(&seam) == Marking::Present || bears(piece) == Marking::Present {
            self.seen = Marking::Present;
            return self.seen;
        }
        if piece.len() < TAIL_BYTES {
            self.tail = last(&seam);
        } else {
            self.tail = last(piece);
        }
        self.seen
    }
}

/// The last bytes, as many as a needle may need before its end.
fn last(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().skip(bytes.len().saturating_sub(TAIL_BYTES)).copied().collect()
}

/// Whether these bytes hold a marking.
pub fn bears(bytes: &[u8]) -> Marking {
    let found = bytes.iter().enumerate().any(|(start, first)| {
        // Most bytes of most texts begin no needle: one look-up spares twelve comparisons.
        may_begin(*first)
            && bytes
                .get(start..)
                .is_some_and(|rest| NEEDLES.iter().any(|needle| rest.starts_with(needle)))
    });
    if found { Marking::Present } else { Marking::Absent }
}

/// Whether a needle begins with this byte.
const fn may_begin(byte: u8) -> bool {
    matches!(byte, 0xE7 | 0xE6 | 0xDD | 0x3A | 0xD8 | 0x7E | 0x67 | 0x79 | 0xBE | 0xBB | 0xC3)
}

/// Whether a file is taken for plain text: its media type or name says so, or its first bytes hold
/// nothing that text does not.
pub fn looks_like_text(media_type: &str, file_name: &str, head: &[u8]) -> bool {
    let named = [".txt", ".md", ".csv", ".tsv", ".json", ".xml", ".html", ".htm", ".log"];
    let lower = file_name.to_lowercase();
    if media_type.starts_with("text/") || named.iter().any(|ending| lower.ends_with(ending)) {
        return true;
    }
    let marks: [&[u8]; 3] = [&[0xEF, 0xBB, 0xBF], &[0xFF, 0xFE], &[0xFE, 0xFF]];
    if marks.iter().any(|mark| head.starts_with(mark)) {
        return true;
    }
    let control = |byte: &u8| *byte < 0x20 && !matches!(*byte, b'\t' | b'\n' | b'\r' | 0x0C);
    !head.iter().any(control)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    fn encodings() -> Vec<Vec<u8>> {
        let mut all = Vec::new();
        for text in ["绝密★", "机密★", "秘密★"] {
            all.push(text.as_bytes().to_vec());
            all.push(utf16(text, u16::to_le_bytes));
            all.push(utf16(text, u16::to_be_bytes));
        }
        // From the table of GB 2312-80, rows 30, 27, 35, 1.
        all.push(vec![0xBE, 0xF8, 0xC3, 0xDC, 0xA1, 0xEF]);
        all.push(vec![0xBB, 0xFA, 0xC3, 0xDC, 0xA1, 0xEF]);
        all.push(vec![0xC3, 0xD8, 0xC3, 0xDC, 0xA1, 0xEF]);
        all
    }

    #[test]
    fn a_marking_is_found_in_every_encoding_and_at_every_split() {
        for marking in encodings() {
            let text = [&b"some words before "[..], &marking, &b" and after"[..]].concat();
            for first in 0..text.len() {
                for second in first..text.len() {
                    let mut watch = Watch::default();
                    watch.read(&text[..first]);
                    watch.read(&text[first..second]);
                    assert_eq!(watch.read(&text[second..]), Marking::Present);
                }
            }
        }
    }

    #[test]
    fn a_marking_is_found_byte_by_byte() {
        for marking in encodings() {
            let mut watch = Watch::default();
            let last = marking.iter().map(|byte| watch.read(&[*byte])).last();
            assert_eq!(last, Some(Marking::Present));
        }
    }

    #[test]
    fn words_about_secrets_are_no_marking() {
        let text = "本单位声明：不含国家秘密。秘密级文件另行报送，机密、绝密亦同。★";
        assert_eq!(bears(text.as_bytes()), Marking::Absent);
    }

    #[test]
    fn text_is_told_from_other_formats() {
        assert!(looks_like_text("text/plain", "a", b"\0\0"));
        assert!(looks_like_text("application/octet-stream", "a.TXT", b""));
        assert!(looks_like_text("application/octet-stream", "a", "正文".as_bytes()));
        assert!(looks_like_text("application/octet-stream", "a", &[0xFF, 0xFE, 0x2D, 0x4E]));
        assert!(!looks_like_text("application/zip", "a.zip", b"PK\x03\x04\x14\0"));
    }
}
