//! Copies to be viewed: without macros, scripts and what carries something out when it is opened,
//! and without what says who made them on which machine. The original stays as it is.

use crate::kind::Kind;
use crate::{cells, image, office, pdf};

/// The largest file of which a copy is made: it must be had whole for that. 32 MiB.
pub const LARGEST_COPIED_BYTES: u64 = 32 << 20;

/// Why there is no copy; the original alone can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoCopy {
    /// Nobody knows how to make one of this kind.
    Kind,
    /// It is too large, packed or unpacked.
    Large,
    /// It is under a password.
    Locked,
    /// It is not what its kind prescribes.
    Damaged,
}

/// A copy, and what it is served with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// The copy.
    pub content: Vec<u8>,
    /// Its media type.
    pub media_type: &'static str,
}

/// Makes a copy of a file of this kind.
///
/// # Errors
/// Why there is none.
pub fn viewing_copy(kind: Kind, content: &[u8]) -> Result<Copied, NoCopy> {
    if LARGEST_COPIED_BYTES < content.len() as u64 {
        return Err(NoCopy::Large);
    }
    let copied = |content: Vec<u8>| Copied { content, media_type: kind.media_type() };
    let as_text = |content: Vec<u8>| Copied { content, media_type: "text/plain; charset=utf-8" };
    match kind {
        Kind::Pdf => pdf::copy(content).map(copied),
        Kind::Docx | Kind::Xlsx | Kind::Pptx => office::copy(content).map(copied),
        Kind::Jpeg => image::jpeg(content).map(copied),
        Kind::Png => image::png(content).map(copied),
        Kind::Csv => {
            let told = cells::harmless_csv(&readable(content)?);
            Ok(Copied { content: told.into_bytes(), media_type: "text/csv; charset=utf-8" })
        }
        // Whatever it is to other programs, as plain text it does nothing.
        Kind::Text | Kind::Json | Kind::Xml | Kind::Html | Kind::Script => {
            Ok(as_text(readable(content)?.into_bytes()))
        }
        Kind::Odt
        | Kind::Ods
        | Kind::Odp
        | Kind::Ofd
        | Kind::Compound
        | Kind::Rtf
        | Kind::Zip
        | Kind::Archive
        | Kind::Picture
        | Kind::Media
        | Kind::Program
        | Kind::Unknown => Err(NoCopy::Kind),
    }
}

/// Text without controls and marks that turn the reading direction; what is neither UTF-8 nor
/// UTF-16 is not guessed at.
fn readable(content: &[u8]) -> Result<String, NoCopy> {
    let wide = |bytes: fn([u8; 2]) -> u16| {
        let units =
            content.chunks_exact(2).skip(1).filter_map(|pair| <[u8; 2]>::try_from(pair).ok());
        String::from_utf16_lossy(&units.map(bytes).collect::<Vec<u16>>())
    };
    let text = match content {
        [0xFF, 0xFE, ..] => wide(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => wide(u16::from_be_bytes),
        _ => String::from_utf8(content.to_vec()).map_err(|_| NoCopy::Kind)?,
    };
    let kept = |c: &char| {
        (!c.is_control() || matches!(c, '\n' | '\r' | '\t'))
            && !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    Ok(text.chars().filter(kept).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_copied_as_plain_text_that_nothing_carries_out() {
        let page = viewing_copy(Kind::Html, b"<script>alert(1)</script>\x1B[2J").unwrap();
        assert_eq!(page.media_type, "text/plain; charset=utf-8");
        assert_eq!(page.content, b"<script>alert(1)</script>[2J");
        let table = viewing_copy(Kind::Csv, "名称,公式\r\n甲,=1+1\r\n".as_bytes()).unwrap();
        assert_eq!(table.content, "名称,公式\r\n甲,'=1+1\r\n".as_bytes());
        let wide = viewing_copy(Kind::Text, &[0xFF, 0xFE, 0x2D, 0x4E, 0x87, 0x65]).unwrap();
        assert_eq!(wide.content, "中文".as_bytes());
        assert_eq!(viewing_copy(Kind::Text, &[0xBE, 0xF8]), Err(NoCopy::Kind));
        assert_eq!(viewing_copy(Kind::Program, b"MZ"), Err(NoCopy::Kind));
    }
}
