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
        match TABLE.iter().find(|(_, known, _)| *known == bare) {
            Some((kind, ..)) => *kind,
            None if bare.starts_with("image/") => Kind::Picture,
            None if bare.starts_with("video/") || bare.starts_with("audio/") => Kind::Media,
            None => Kind::Unknown,
        }
    }

    /// What it is served with.
    pub fn media_type(self) -> &'static str {
        TABLE.iter().find(|(kind, ..)| *kind == self).map_or(MEDIA_OF_UNKNOWN, |row| row.1)
    }

    /// The same, more closely where a kind stands for several: a picture, sound, an archive.
    pub fn media_type_of(self, head: &[u8]) -> &'static str {
        match self {
            Kind::Picture | Kind::Media | Kind::Archive => {
                infer::get(head).map_or(self.media_type(), |found| found.mime_type())
            }
            Kind::Pdf
            | Kind::Docx
            | Kind::Xlsx
            | Kind::Pptx
            | Kind::Odt
            | Kind::Ods
            | Kind::Odp
            | Kind::Ofd
            | Kind::Compound
            | Kind::Rtf
            | Kind::Zip
            | Kind::Jpeg
            | Kind::Png
            | Kind::Text
            | Kind::Csv
            | Kind::Json
            | Kind::Xml
            | Kind::Html
            | Kind::Program
            | Kind::Script
            | Kind::Unknown => self.media_type(),
        }
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

    /// Whether a copy to be viewed can be made of it.
    pub fn has_copy(self) -> bool {
        let copied = [Kind::Pdf, Kind::Docx, Kind::Xlsx, Kind::Pptx, Kind::Jpeg, Kind::Png];
        self.is_text() || copied.contains(&self)
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
