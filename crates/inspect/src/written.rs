//! The words of a paper by PDF or Office Open XML, line by line, for whoever reads what it says.
//! Nothing unpacks without a bound.

use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::kind::Kind;
use crate::pages;

/// The most that the words of one file come to, and the most that is unpacked for them: 96 MiB.
pub const MOST_WRITTEN_BYTES: usize = 96 << 20;
/// Entries of one archive.
const MOST_ENTRIES: usize = 10_000;
/// The part of a text in Office Open XML that holds its words.
const WORDS_OF_DOCX: &str = "word/document.xml";

/// Why the words of a file are not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoWords {
    /// It is neither a PDF nor a text in Office Open XML.
    Kind,
    /// It is not whole.
    Damaged,
    /// It is locked with a password.
    Locked,
    /// It unpacks to more than is read.
    Bomb,
    /// There are no letters in it, or such as only its font knows.
    NoLetters,
}

/// The words of a PDF or DOCX, a line each.
pub fn written(content: &[u8]) -> Result<String, NoWords> {
    let head = content.get(..1024).unwrap_or(content);
    match Kind::of_head(head) {
        Kind::Pdf => pages::written(content),
        Kind::Zip | Kind::Docx => docx(content),
        Kind::Compound => Err(NoWords::Locked),
        Kind::Xlsx
        | Kind::Pptx
        | Kind::Odt
        | Kind::Ods
        | Kind::Odp
        | Kind::Ofd
        | Kind::Rtf
        | Kind::Archive
        | Kind::Jpeg
        | Kind::Png
        | Kind::Picture
        | Kind::Media
        | Kind::Text
        | Kind::Csv
        | Kind::Json
        | Kind::Xml
        | Kind::Html
        | Kind::Program
        | Kind::Script
        | Kind::Unknown => Err(NoWords::Kind),
    }
}

fn docx(content: &[u8]) -> Result<String, NoWords> {
    let mut archive = ZipArchive::new(Cursor::new(content)).map_err(|_| NoWords::Damaged)?;
    if MOST_ENTRIES < archive.len() {
        return Err(NoWords::Bomb);
    }
    let entry = match archive.by_name(WORDS_OF_DOCX) {
        Ok(entry) => entry,
        Err(ZipError::FileNotFound) => return Err(NoWords::Kind),
        Err(ZipError::UnsupportedArchive(why)) if why == ZipError::PASSWORD_REQUIRED => {
            return Err(NoWords::Locked);
        }
        Err(_) => return Err(NoWords::Damaged),
    };
    let mut xml = Vec::new();
    // WHY: the size an archive announces is the stranger's word; what comes out is counted instead.
    let most = MOST_WRITTEN_BYTES as u64 + 1;
    entry.take(most).read_to_end(&mut xml).map_err(|_| NoWords::Damaged)?;
    if MOST_WRITTEN_BYTES < xml.len() {
        return Err(NoWords::Bomb);
    }
    let xml = String::from_utf8(xml).map_err(|_| NoWords::Damaged)?;
    let words = paragraphs(&xml)?;
    if words.trim().is_empty() { Err(NoWords::NoLetters) } else { Ok(words) }
}

/// The paragraphs of a document, a line each. What was struck out under tracked changes is no text.
fn paragraphs(xml: &str) -> Result<String, NoWords> {
    let mut reader = Reader::from_str(xml);
    let mut words = String::new();
    let (mut in_text, mut out) = (false, 0_usize);
    loop {
        match reader.read_event().map_err(|_| NoWords::Damaged)? {
            Event::Eof => return Ok(words),
            Event::Start(element) => match element.local_name().as_ref() {
                _ if 0 < out => out += 1,
                // A fallback says the same once more.
                "del" | "moveFrom" | "Fallback" => out = 1,
                "t" => in_text = true,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                _ if 0 < out => out -= 1,
                "t" => in_text = false,
                "p" => words.push('\n'),
                _ => {}
            },
            Event::Empty(element) if out == 0 => match element.local_name().as_ref() {
                "br" | "cr" | "p" => words.push('\n'),
                "tab" => words.push(' '),
                _ => {}
            },
            Event::Text(told) if in_text && out == 0 => words.push_str(&told),
            Event::CData(told) if in_text && out == 0 => words.push_str(&told),
            Event::GeneralRef(name) if in_text && out == 0 => words.extend(character(&name)),
            Event::Empty(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::GeneralRef(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
    }
}

/// A character by its name or number; what a document defines for itself is never expanded.
fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}
