//! From the bytes of a file to a law, or to the reason why it is none.

use std::fmt::Write as _;

use inspect::{Kind, NoWords};
use sha2::{Digest as _, Sha256};

use crate::characters::{folded, is_han, squeezed, tidied};
use crate::encoding::decoded;
use crate::facts::{self, Known};
use crate::furniture::taken_off;
use crate::joined::joined;
use crate::lines::{Line, lines};
use crate::outline::{Outline, outline};
use crate::refused::{Reason, Refused};
use crate::repeals;
use crate::statute::{Language, Original, Paragraph, Statute};
use crate::title::{Title, title};

/// The most bytes of a file that are read: 64 MiB.
pub const LARGEST_BYTES: usize = 64 << 20;
/// How many bytes tell what a file is.
const HEAD_BYTES: usize = 1024;

/// Reads a law: text in UTF-8, UTF-16 or GB 18030, a web page, Markdown, a PDF, a DOCX.
///
/// # Errors
/// What is no law is refused with the reason, and the lines where there are any: see [`Reason`].
pub fn read(bytes: Vec<u8>) -> Result<Statute, Refused> {
    if LARGEST_BYTES < bytes.len() {
        let most = LARGEST_BYTES >> 20;
        return Err(Refused::whole(
            Reason::Large,
            format!("文件过大，最多读取 {most} MiB"),
            format!("the file is too large: at most {most} MiB are read"),
        ));
    }
    let text = text_of(&bytes)?;
    if text.trim().is_empty() {
        let (zh, en) = ("文件是空的，没有文字", "the file is empty: there are no words in it");
        return Err(Refused::whole(Reason::Empty, zh, en));
    }
    let read = lines(&text);
    drop(text);
    let (kept, mut furniture) = taken_off(read.lines);
    let Outline { front, articles, tail } = outline(joined(kept))?;
    furniture.extend(tail);
    let han = articles.first().is_some_and(|first| first.label.starts_with(is_han));
    let language = if han { Language::Chinese } else { Language::English };
    let named = title(&front);
    let known = Known {
        language,
        title: named.name.as_deref(),
        front: &front,
        notes: &read.notes,
        articles: &articles,
    };
    let (order, dates, issuers) =
        (facts::order(&known), facts::days(&known), facts::issuers(&known));
    let mut statute = Statute {
        original: Original { sha256: hash(&bytes), bytes },
        language,
        title: named.name.clone(),
        order,
        dates,
        issuers,
        repeals: Vec::new(),
        preamble: preamble(&front, &named),
        articles,
        notes: read.notes,
        furniture,
    };
    statute.repeals = repeals::of_statute(&statute);
    Ok(statute)
}

/// The words of a file, whatever it is.
fn text_of(bytes: &[u8]) -> Result<String, Refused> {
    let head = bytes.get(..HEAD_BYTES).unwrap_or(bytes);
    match Kind::of_head(head) {
        Kind::Pdf | Kind::Zip | Kind::Docx | Kind::Compound => {
            inspect::written(bytes).map_err(refused)
        }
        Kind::Jpeg
        | Kind::Png
        | Kind::Picture
        | Kind::Media
        | Kind::Program
        | Kind::Archive
        | Kind::Xlsx
        | Kind::Pptx
        | Kind::Odt
        | Kind::Ods
        | Kind::Odp
        | Kind::Ofd
        | Kind::Rtf => Err(refused(NoWords::Kind)),
        Kind::Text
        | Kind::Csv
        | Kind::Json
        | Kind::Xml
        | Kind::Html
        | Kind::Script
        | Kind::Unknown => decoded(bytes),
    }
}

fn refused(why: NoWords) -> Refused {
    let (reason, zh, en) = match why {
        NoWords::Kind => (
            Reason::NotText,
            "按内容看，文件是图片、程序、压缩包或其他格式，不是文字；可读文本、网页、PDF、DOCX",
            "by its content the file is a picture, a program, an archive or another format, no \
             text; text, web pages, PDF and DOCX are read",
        ),
        NoWords::Damaged => {
            (Reason::Damaged, "PDF 或 DOCX 已损坏，读不出来", "the PDF or DOCX is damaged")
        }
        NoWords::Locked => (
            Reason::Locked,
            "文件加了密码，或者是旧版 Word 格式；请另存为 DOCX",
            "the file is locked with a password, or in the format of older Word: save it as DOCX",
        ),
        NoWords::Bomb => (
            Reason::Bomb,
            "文件展开后过大（超过 96 MiB），已停止读取",
            "the file unpacks to more than 96 MiB: reading was stopped",
        ),
        NoWords::NoLetters => (
            Reason::NoText,
            "PDF 或 DOCX 里没有可读的文字（多为扫描图片）；请先做文字识别",
            "there is no text in the PDF or DOCX, only pictures or letters known to its font \
             alone: have it recognised first",
        ),
    };
    Refused::whole(reason, zh, en)
}

/// What stands before the articles, without the name; a bracket behind it that says how the law
/// came about stays.
fn preamble(front: &[Line], named: &Title) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for (index, line) in front.iter().enumerate() {
        let bare = squeezed(&line.text);
        let text = if named.lines.contains(&index) {
            let name = named.name.as_deref().map(folded).unwrap_or_default();
            let bracket = line.text.find(['（', '(']).and_then(|at| line.text.get(at..));
            bracket.filter(|bracket| !name.contains(&folded(bracket)))
        } else if bare == "目录" || bare == "附件" {
            None
        } else {
            Some(line.text.as_str())
        };
        let Some(text) = text else { continue };
        paragraphs.push(Paragraph {
            address: format!("preamble__para_{}", paragraphs.len() + 1),
            text: tidied(text),
            items: Vec::new(),
            standing: line.standing,
            line: line.number,
        });
    }
    paragraphs
}

/// SHA-256, lower-case hex.
fn hash(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
