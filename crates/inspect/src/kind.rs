//! What a file is, by its content; and whether its name says so.

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Portable Document Format (ISO 32000).
    Pdf,
    /// A text of Office Open XML (ISO/IEC 29500).
    Docx,
    /// A table of Office Open XML.
    Xlsx,
    /// Slides of Office Open XML.
    Pptx,
    /// A text of OpenDocument (ISO/IEC 26300).
    Odt,
    /// A table of OpenDocument.
    Ods,
    /// Slides of OpenDocument.
    Odp,
    /// Open Fixed-layout Document (GB/T 33190).
    Ofd,
    /// The compound files that older office programs write: .doc, .xls, .ppt, .wps.
    Compound,
    /// Rich Text Format.
    Rtf,
    /// An archive by ZIP.
    Zip,
    /// An archive of another kind: tar, gzip, 7z, RAR and the like.
    Archive,
    /// A picture by JPEG.
    Jpeg,
    /// A picture by PNG.
    Png,
    /// Another picture.
    Picture,
    /// Sound or film.
    Media,
    /// Plain text.
    Text,
    /// A table as text, separated by commas.
    Csv,
    /// JSON, bills of materials among them (CycloneDX, SPDX).
    Json,
    /// XML.
    Xml,
    /// A page for browsers: it may carry scripts.
    Html,
    /// A program a machine carries out as it is.
    Program,
    /// A program as text: carried out by a shell or an office program when it is opened.
    Script,
    /// Nothing we know.
    Unknown,
}

/// The media type of what nobody knows.
pub const MEDIA_OF_UNKNOWN: &str = "application/octet-stream";

/// Kinds with the media type they are served with and the endings names of them have.
const TABLE: &[(Kind, &str, &[&str])] = &[
    (Kind::Pdf, "application/pdf", &["pdf"]),
    (
        Kind::Docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        &["docx", "docm", "dotx", "dotm"],
    ),
    (
        Kind::Xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        &["xlsx", "xlsm", "xltx", "xltm"],
    ),
    (
        Kind::Pptx,
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        &["pptx", "pptm", "ppsx", "ppsm", "potx"],
    ),
    (Kind::Odt, "application/vnd.oasis.opendocument.text", &["odt", "ott"]),
    (Kind::Ods, "application/vnd.oasis.opendocument.spreadsheet", &["ods", "ots"]),
    (Kind::Odp, "application/vnd.oasis.opendocument.presentation", &["odp", "otp"]),
    (Kind::Ofd, "application/ofd", &["ofd"]),
    (
        Kind::Compound,
        "application/x-ole-storage",
        &["doc", "dot", "xls", "xlt", "ppt", "pps", "wps", "et", "dps", "msg", "vsd"],
    ),
    (Kind::Rtf, "application/rtf", &["rtf", "doc"]),
    (Kind::Zip, "application/zip", &["zip", "jar", "war", "apk", "whl", "epub", "nupkg", "vsdx"]),
    (
        Kind::Archive,
        "application/x-archive",
        &["gz", "tgz", "tar", "7z", "rar", "bz2", "xz", "zst", "cab", "deb", "rpm", "cpio", "iso"],
    ),
    (Kind::Jpeg, "image/jpeg", &["jpg", "jpeg", "jpe", "jfif"]),
    (Kind::Png, "image/png", &["png"]),
    (Kind::Picture, "image/x-unspecified", &["gif", "webp", "bmp", "tif", "tiff", "ico", "heic"]),
    (Kind::Media, "video/x-unspecified", &["mp4", "mov", "avi", "mkv", "mp3", "wav", "ogg", "wmv"]),
    (Kind::Text, "text/plain", &["txt", "md", "log", "tsv", "ini", "yaml", "yml", "toml", "spdx"]),
    (Kind::Csv, "text/csv", &["csv"]),
    (Kind::Json, "application/json", &["json", "cdx", "jsonl"]),
    (Kind::Xml, "application/xml", &["xml", "svg", "xsd", "drawio"]),
    (Kind::Html, "text/html", &["html", "htm", "xhtml", "mht", "mhtml"]),
    (
        Kind::Program,
        "application/x-executable",
        &[
            "exe", "dll", "so", "elf", "msi", "com", "scr", "sys", "cpl", "dylib", "wasm", "class",
            "dex", "o", "ko", "bin", "out", "efi", "ocx",
        ],
    ),
    (
        Kind::Script,
        "text/x-script",
        &[
            "sh",
            "bat",
            "cmd",
            "ps1",
            "psm1",
            "vbs",
            "vbe",
            "js",
            "jse",
            "wsf",
            "wsh",
            "hta",
            "py",
            "pl",
            "rb",
            "php",
            "lnk",
            "reg",
            "url",
            "scf",
            "inf",
            "applescript",
            "command",
        ],
    ),
];

/// Source code is plain text under a name of its own, and nothing opens it by itself.
const SOURCE_ENDINGS: &[&str] = &[
    "c", "h", "cc", "cpp", "hpp", "rs", "go", "java", "kt", "cs", "swift", "ts", "sql", "css",
    "scala", "lua", "asm", "s", "m", "v", "vhd", "proto", "gradle", "cmake", "mk", "conf", "cfg",
];

impl Kind {
    /// By the first bytes, 512 or all there are.
    pub fn of_head(head: &[u8]) -> Kind {
        let starts = |with: &[u8]| head.starts_with(with);
        if starts(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
            return Kind::Compound;
        }
        if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
            return Kind::Zip;
        }
        if starts(b"{\\rtf") {
            return Kind::Rtf;
        }
        // A reader of PDF takes the mark anywhere in the first kilobyte.
        if head.windows(5).any(|five| five == b"%PDF-") {
            return Kind::Pdf;
        }
        if starts(b"#!") {
            return Kind::Script;
        }
        // `MZ` alone is a program too, however short what follows.
        if starts(b"MZ") && head.iter().any(|byte| *byte < 9) {
            return Kind::Program;
        }
        if let Some(found) = infer::get(head) {
            return by_library(found, head);
        }
        if is_text(head) { text_of(head) } else { Kind::Unknown }
    }

    /// By the ending of a name.
    pub fn of_name(name: &str) -> Kind {
        by_ending(&ending(name))
    }

    /// The kind whose media type this is.
    pub fn of_media(media: &str) -> Kind {
        let bare = media.split(';').next().unwrap_or_default().trim();
        TABLE.iter().find(|(_, known, _)| *known == bare).map_or(Kind::Unknown, |(kind, ..)| *kind)
    }

    /// What it is served with.
    pub fn media_type(self) -> &'static str {
        TABLE.iter().find(|(kind, ..)| *kind == self).map_or(MEDIA_OF_UNKNOWN, |row| row.1)
    }

    /// Whether it is text through and through.
    pub fn is_text(self) -> bool {
        match self {
            Kind::Text | Kind::Csv | Kind::Json | Kind::Xml | Kind::Html | Kind::Script => true,
            Kind::Pdf
            | Kind::Docx
            | Kind::Xlsx
            | Kind::Pptx
            | Kind::Odt
            | Kind::Ods
            | Kind::Odp => false,
            Kind::Ofd | Kind::Compound | Kind::Rtf | Kind::Zip | Kind::Archive | Kind::Jpeg => {
                false
            }
            Kind::Png | Kind::Picture | Kind::Media | Kind::Program | Kind::Unknown => false,
        }
    }

    /// Whether opening it may carry something out.
    pub fn is_carried_out(self) -> bool {
        matches!(self, Kind::Program | Kind::Script | Kind::Html)
    }
}

fn ending(name: &str) -> String {
    let Some((_, ending)) = name.rsplit_once('.') else {
        return String::new();
    };
    ending.trim_end_matches([' ', '.']).to_lowercase()
}

fn by_ending(ending: &str) -> Kind {
    if SOURCE_ENDINGS.contains(&ending) {
        return Kind::Text;
    }
    // `.doc` is a compound file first: the table names it there before.
    let found = TABLE.iter().find(|(_, _, endings)| endings.contains(&ending));
    found.map_or(Kind::Unknown, |(kind, ..)| *kind)
}

fn by_library(found: infer::Type, head: &[u8]) -> Kind {
    match found.matcher_type() {
        infer::MatcherType::App => match found.extension() {
            // Certificates are no programs.
            "der" | "pem" => {
                if is_text(head) {
                    Kind::Text
                } else {
                    Kind::Unknown
                }
            }
            "qcow2" => Kind::Unknown,
            _ => Kind::Program,
        },
        infer::MatcherType::Image => match found.extension() {
            "jpg" => Kind::Jpeg,
            "png" => Kind::Png,
            _ => Kind::Picture,
        },
        infer::MatcherType::Audio | infer::MatcherType::Video => Kind::Media,
        infer::MatcherType::Archive => match found.extension() {
            "pdf" => Kind::Pdf,
            _ => Kind::Archive,
        },
        infer::MatcherType::Text => text_of(head),
        infer::MatcherType::Book
        | infer::MatcherType::Doc
        | infer::MatcherType::Font
        | infer::MatcherType::Custom => Kind::Unknown,
    }
}

/// Whether the first bytes hold nothing that text does not.
fn is_text(head: &[u8]) -> bool {
    let marks: [&[u8]; 2] = [&[0xFF, 0xFE], &[0xFE, 0xFF]];
    if marks.iter().any(|mark| head.starts_with(mark)) {
        return true;
    }
    let control = |byte: &u8| *byte < 0x20 && !matches!(*byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B);
    !head.iter().any(control)
}

/// Which text, by how it begins.
fn text_of(head: &[u8]) -> Kind {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let lower = String::from_utf8_lossy(head).trim_start().to_lowercase();
    let pages = ["<!doctype html", "<html", "<script", "<head", "<body", "<iframe"];
    if pages.iter().any(|page| lower.starts_with(page)) {
        return Kind::Html;
    }
    if lower.starts_with("<?php") {
        return Kind::Script;
    }
    if lower.starts_with("<?xml") || lower.starts_with("<svg") {
        return if lower.contains("<html") { Kind::Html } else { Kind::Xml };
    }
    if lower.starts_with("{\"") || lower.starts_with("[{") || lower.starts_with("{\n") {
        return Kind::Json;
    }
    Kind::Text
}

/// How a name and a content stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disguise {
    /// The name says what it is, or says nothing.
    None,
    /// The name says one thing and the content is another, neither of which does harm.
    Harmless,
    /// What a machine would carry out goes under the name of what is read.
    Dangerous,
}

/// What a file is taken for, and whether its name agrees: where content alone cannot tell (all text
/// is text) the name is believed.
pub fn agreed(name: &str, found: Kind) -> (Kind, Disguise) {
    let named = Kind::of_name(name);
    if two_endings(name) {
        return (found, Disguise::Dangerous);
    }
    if found.is_carried_out() {
        let honest = named == found
            || (found == Kind::Program && named == Kind::Unknown && ending(name).is_empty())
            || (found == Kind::Script && named.is_text())
            || (found == Kind::Html && named.is_text());
        return (found, if honest { Disguise::None } else { Disguise::Dangerous });
    }
    if named == found || named == Kind::Unknown {
        return (found, Disguise::None);
    }
    if found.is_text() && named.is_text() {
        return (named, Disguise::None);
    }
    if found == Kind::Rtf && ending(name) == "doc" {
        return (found, Disguise::None);
    }
    // A program by name whose content shows none (an installer we do not know) says so itself.
    if found == Kind::Unknown && named.is_carried_out() {
        return (named, Disguise::None);
    }
    if found == Kind::Compound && named == Kind::Program && ending(name) == "msi" {
        return (Kind::Program, Disguise::None);
    }
    (found, Disguise::Harmless)
}

/// `invoice.pdf.exe`: what is read, then what is carried out.
fn two_endings(name: &str) -> bool {
    let last = by_ending(&ending(name));
    if !matches!(last, Kind::Program | Kind::Script) {
        return false;
    }
    let Some((rest, _)) = name.rsplit_once('.') else {
        return false;
    };
    let before = by_ending(&ending(rest));
    !matches!(before, Kind::Unknown | Kind::Program | Kind::Script | Kind::Archive | Kind::Zip)
        && !before.is_text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_told_by_the_content() {
        let cases: [(&[u8], Kind); 14] = [
            (b"%PDF-1.7\n%\xE2\xE3", Kind::Pdf),
            (b"PK\x03\x04\x14\0\0\0", Kind::Zip),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", Kind::Compound),
            (b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3E\0" as &[u8], Kind::Unknown),
            (b"MZ\x90\0\x03\0\0\0", Kind::Program),
            (b"#!/bin/sh\nrm -rf /\n", Kind::Script),
            (b"<!DOCTYPE html><title>x</title>", Kind::Html),
            (b"<?xml version=\"1.0\"?><a/>", Kind::Xml),
            (b"{\"bomFormat\": \"CycloneDX\"}", Kind::Json),
            ("申报书\n一、".as_bytes(), Kind::Text),
            (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", Kind::Png),
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF", Kind::Jpeg),
            (b"{\\rtf1\\ansi", Kind::Rtf),
            (b"\0\x01\x02\x03", Kind::Unknown),
        ];
        for (head, expected) in cases {
            // An ELF head is known once it is 53 bytes long.
            if head.starts_with(b"\x7FELF") {
                let long = [head, &[0; 64]].concat();
                assert_eq!(Kind::of_head(&long), Kind::Program);
                continue;
            }
            assert_eq!(Kind::of_head(head), expected, "{}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn a_program_under_the_name_of_a_paper_is_dangerous_and_a_picture_is_not() {
        assert_eq!(agreed("申报书.pdf", Kind::Pdf), (Kind::Pdf, Disguise::None));
        assert_eq!(agreed("申报书.pdf", Kind::Program).1, Disguise::Dangerous);
        assert_eq!(agreed("申报书.docx", Kind::Html).1, Disguise::Dangerous);
        assert_eq!(agreed("a.pdf.exe", Kind::Program).1, Disguise::Dangerous);
        assert_eq!(agreed("setup.exe", Kind::Program).1, Disguise::None);
        assert_eq!(agreed("build.sh", Kind::Script).1, Disguise::None);
        assert_eq!(agreed("a.pdf", Kind::Jpeg), (Kind::Jpeg, Disguise::Harmless));
        assert_eq!(agreed("a.csv", Kind::Text), (Kind::Csv, Disguise::None));
        assert_eq!(agreed("main.rs", Kind::Text), (Kind::Text, Disguise::None));
        assert_eq!(agreed("documents", Kind::Zip), (Kind::Zip, Disguise::None));
        assert_eq!(agreed("lib.tar.gz", Kind::Archive), (Kind::Archive, Disguise::None));
        assert_eq!(agreed("a.docx", Kind::Docx), (Kind::Docx, Disguise::None));
    }
}
