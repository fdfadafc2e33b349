//! State secrets never enter: a plain text that bears a marking is stopped before it is stored.
//!
//! Looked for are `绝密★`, `机密★`, `秘密★` (国家秘密标志), also as 絕密, 機密, 祕密 and with spaces or
//! marks nobody sees between, in UTF-8, UTF-16 of either byte order, GB 18030 and Big5, over the
//! bytes as they come, so that a marking split between two pieces is found too. What formats wrap
//! (PDF, DOCX, archives) is unwrapped elsewhere and read here.

/// Spaces that may stand between two characters of a marking.
const GAP: usize = 8;
/// The longest marking less one byte, three characters and two gaps: what is kept of a piece for
/// the next.
const TAIL_BYTES: usize = (3 + 2 * GAP) * 3 - 1;

/// What a character is to a marking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// 绝, 机, 秘.
    Level,
    /// 密.
    Secret,
    /// ★.
    Star,
    /// A space, or nothing that is seen.
    Space,
}

/// What a code point is to a marking.
fn sign(code: u32) -> Option<Sign> {
    match code {
        0x7EDD | 0x7D55 | 0x673A | 0x6A5F | 0x79D8 | 0x7955 => Some(Sign::Level),
        0x5BC6 => Some(Sign::Secret),
        0x2605 => Some(Sign::Star),
        0x20 | 0x09 | 0xA0 | 0x3000 | 0x200B..=0x200F | 0x2060 | 0xFEFF => Some(Sign::Space),
        _ => None,
    }
}

/// How the bytes of a file may be read.
#[derive(Debug, Clone, Copy)]
enum Encoding {
    Utf8,
    Utf16Least,
    Utf16Most,
    Gb18030,
    Big5,
}

const ENCODINGS: [Encoding; 5] =
    [Encoding::Utf8, Encoding::Utf16Least, Encoding::Utf16Most, Encoding::Gb18030, Encoding::Big5];

impl Encoding {
    /// What the first character is to a marking, and its length in bytes.
    fn first(self, bytes: &[u8]) -> Option<(Sign, usize)> {
        match (self, bytes) {
            (Encoding::Utf8, [one @ (0x20 | 0x09), ..]) => Some((sign(u32::from(*one))?, 1)),
            (Encoding::Utf8, [0xC2, 0xA0, ..]) => Some((Sign::Space, 2)),
            (Encoding::Utf8, [a @ 0xE0..=0xEF, b, c, ..]) => {
                let [a, b, c] = [*a & 0x0F, *b & 0x3F, *c & 0x3F].map(u32::from);
                Some((sign((a << 12) | (b << 6) | c)?, 3))
            }
            (Encoding::Utf16Least, [low, high, ..]) | (Encoding::Utf16Most, [high, low, ..]) => {
                Some((sign(u32::from(u16::from_be_bytes([*high, *low])))?, 2))
            }
            (Encoding::Gb18030 | Encoding::Big5, [one @ (0x20 | 0x09), ..]) => {
                Some((sign(u32::from(*one))?, 1))
            }
            (Encoding::Gb18030, [high, low, ..]) => match [*high, *low] {
                // 绝 絕 机 機 秘 祕, by the table of GB 18030 (GBK).
                [0xBE, 0xF8]
                | [0xBD, 0x5E]
                | [0xBB, 0xFA]
                | [0x99, 0x43]
                | [0xC3, 0xD8]
                | [0xB5, 0x7A] => Some((Sign::Level, 2)),
                [0xC3, 0xDC] => Some((Sign::Secret, 2)),
                [0xA1, 0xEF] => Some((Sign::Star, 2)),
                [0xA1, 0xA1] => Some((Sign::Space, 2)),
                _ => None,
            },
            (Encoding::Big5, [high, low, ..]) => match [*high, *low] {
                // 絕 機 机 秘 祕, by the table of Big5.
                [0xB5, 0xB4] | [0xBE, 0xF7] | [0xC9, 0xF3] | [0xAF, 0xB5] | [0xAF, 0xA6] => {
                    Some((Sign::Level, 2))
                }
                [0xB1, 0x4B] => Some((Sign::Secret, 2)),
                [0xA1, 0xB9] => Some((Sign::Star, 2)),
                [0xA1, 0x40] => Some((Sign::Space, 2)),
                _ => None,
            },
            (
                Encoding::Utf8
                | Encoding::Utf16Least
                | Encoding::Utf16Most
                | Encoding::Gb18030
                | Encoding::Big5,
                _,
            ) => None,
        }
    }

    /// Whether the bytes begin with a marking.
    fn begins(self, bytes: &[u8]) -> bool {
        let Some((Sign::Level, mut at)) = self.first(bytes) else {
            return false;
        };
        for wanted in [Sign::Secret, Sign::Star] {
            let mut spaces = 0;
            loop {
                let rest = bytes.get(at..).unwrap_or_default();
                match self.first(rest) {
                    Some((Sign::Space, length)) if spaces < GAP => {
                        spaces += 1;
                        at += length;
                    }
                    Some((found, length)) if found == wanted => {
                        at += length;
                        break;
                    }
                    Some(_) | None => return false,
                }
            }
        }
        true
    }
}

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
        // The seam: the kept tail and as much of this piece as a marking can reach into.
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

/// The last bytes, as many as a marking may need before its end.
fn last(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().skip(bytes.len().saturating_sub(TAIL_BYTES)).copied().collect()
}

/// Whether these bytes hold a marking.
pub fn bears(bytes: &[u8]) -> Marking {
    let found = bytes.iter().enumerate().any(|(start, first)| {
        // Most bytes of most texts begin no marking: one look-up spares five comparisons.
        may_begin(*first)
            && bytes
                .get(start..)
                .is_some_and(|rest| ENCODINGS.iter().any(|encoding| encoding.begins(rest)))
    });
    if found { Marking::Present } else { Marking::Absent }
}

/// Whether a text holds a marking.
pub fn of_text(text: &str) -> Marking {
    let found = text.char_indices().any(|(at, _)| {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        Encoding::Utf8.begins(rest)
    });
    if found { Marking::Present } else { Marking::Absent }
}

/// Whether a marking begins with this byte in some encoding.
const fn may_begin(byte: u8) -> bool {
    let utf_8 = matches!(byte, 0xE7 | 0xE6);
    let utf_16 =
        matches!(byte, 0xDD | 0x55 | 0x3A | 0x5F | 0xD8 | 0x7E | 0x7D | 0x67 | 0x6A | 0x79);
    utf_8 || utf_16 || matches!(byte, 0xBE | 0xBD | 0xBB | 0x99 | 0xC3 | 0xB5 | 0xC9 | 0xAF)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    fn encodings() -> Vec<Vec<u8>> {
        let mut all = Vec::new();
        for text in ["绝密★", "机密★", "秘密★", "機密★", "绝 密　★", "秘\u{200B}密\u{FEFF} ★"]
        {
            all.push(text.as_bytes().to_vec());
            all.push(utf16(text, u16::to_le_bytes));
            all.push(utf16(text, u16::to_be_bytes));
        }
        // From the table of GB 2312-80, rows 30, 27, 35, 1.
        all.push(vec![0xBE, 0xF8, 0xC3, 0xDC, 0xA1, 0xEF]);
        all.push(vec![0xBB, 0xFA, 0xC3, 0xDC, 0xA1, 0xEF]);
        all.push(vec![0xC3, 0xD8, 0xC3, 0xDC, 0xA1, 0xEF]);
        // 機密★ by the table of Big5.
        all.push(vec![0xBE, 0xF7, 0xB1, 0x4B, 0xA1, 0xB9]);
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
        assert_eq!(of_text(text), Marking::Absent);
        assert_eq!(of_text("机密：\n★ 第一项"), Marking::Absent);
        assert_eq!(of_text("题名（机 密★ 一年）"), Marking::Present);
    }
}
