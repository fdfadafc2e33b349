//! Office Open XML written anew, part by part: macros, controls, carried objects, what is fetched
//! from elsewhere, formulas that reach out and the names of authors are left out; the words, tables
//! and pictures stay.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::copy::NoCopy;
use crate::image;
use crate::rewrite::{Keep, attribute, reaches_out, rewritten, with};

/// The most that all parts together unpack to: 96 MiB.
const MOST_UNPACKED: u64 = 96 << 20;
/// Parts of one document.
const MOST_PARTS: usize = 10_000;

/// Parts left out, by what their name holds, in small letters.
const PARTS_LEFT_OUT: &[&str] = &[
    "vbaproject",
    "vbadata",
    "activex",
    "embeddings/",
    "externallinks/",
    "customxml/",
    "docprops/",
    "oleobject",
    "printersettings",
    "ctrlprops/",
    "macrosheets/",
    "dialogsheets/",
    "persons/",
    "people.xml",
    "authors.xml",
    "commentauthors",
    "revisions/",
    "customui",
    "attachedtoolbars",
    "webextensions/",
    "connections.xml",
    "querytables/",
    "_xmlsignatures",
    "threadedcomments/",
    "fonts/",
    "keymapcustomizations",
    "customizations.xml",
    "glossary/",
    "mailmerge",
];
/// Relationships left out, by the end of their type.
const RELATIONS_LEFT_OUT: &[&str] = &[
    "/vbaProject",
    "/wordVbaData",
    "/oleObject",
    "/package",
    "/control",
    "/attachedTemplate",
    "/externalLink",
    "/externalLinkPath",
    "/aFChunk",
    "/subDocument",
    "/mailMergeSource",
    "/customXml",
    "/core-properties",
    "/extended-properties",
    "/custom-properties",
    "/frame",
    "/xlMacrosheet",
    "/xlIntlMacrosheet",
    "/dialogsheet",
    "/customProperty",
    "/thumbnail",
];
/// Elements left out with all in them.
const ELEMENTS_LEFT_OUT: &[&str] = &[
    "object",
    "OLEObject",
    "oleObject",
    "oleObjects",
    "oleObj",
    "control",
    "controls",
    "attachedTemplate",
    "externalReferences",
    "altChunk",
    "subDoc",
    "mailMerge",
    "fileSharing",
    "webPublishing",
    "customWorkbookViews",
    "custDataLst",
    "dataBinding",
    "ddeLink",
    "smartTags",
    "embeddedFontLst",
    "embedRegular",
    "embedBold",
    "embedItalic",
    "embedBoldItalic",
    "rsids",
];
/// Attributes that name a person.
const PEOPLE: &[&str] = &["author", "initials", "userId", "userName", "providerId", "clrIdx"];

/// The copy of a document.
pub fn copy(content: &[u8]) -> Result<Vec<u8>, NoCopy> {
    let mut archive = ZipArchive::new(Cursor::new(content)).map_err(|_| NoCopy::Damaged)?;
    if MOST_PARTS < archive.len() {
        return Err(NoCopy::Large);
    }
    let mut parts = BTreeMap::new();
    let mut left = MOST_UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| NoCopy::Damaged)?;
        let name = part.name().map_err(|_| NoCopy::Damaged)?.into_owned();
        if part.is_dir() || is_left_out(&name) {
            continue;
        }
        let mut bytes = Vec::new();
        part.take(left + 1).read_to_end(&mut bytes).map_err(|_| NoCopy::Damaged)?;
        left = left.checked_sub(bytes.len() as u64).ok_or(NoCopy::Large)?;
        parts.insert(name, bytes);
    }
    write(&parts)
}

fn write(parts: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>, NoCopy> {
    let mut relations: BTreeMap<String, Relations> = BTreeMap::new();
    for (name, bytes) in parts.iter().filter(|(name, _)| name.ends_with(".rels")) {
        relations.insert(part_of_relations(name), Relations::read(bytes)?);
    }
    let none = BTreeSet::new();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    // The list of types comes first: that is how readers expect it.
    let first = parts.get_key_value("[Content_Types].xml").ok_or(NoCopy::Damaged)?;
    let others = parts.iter().filter(|(name, _)| *name != first.0);
    for (name, bytes) in std::iter::once(first).chain(others) {
        let lower = name.to_lowercase();
        let clean = if name == first.0 {
            types(bytes)?
        } else if lower.ends_with(".rels") {
            match relations.get(&part_of_relations(name)) {
                Some(relations) => relations.clean.clone(),
                None => continue,
            }
        } else if lower.ends_with(".xml") || lower.ends_with(".vml") {
            part(bytes, relations.get(name).map_or(&none, |relations| &relations.gone))?
        } else if lower.ends_with(".jpg") || lower.ends_with(".jpeg") {
            image::jpeg(bytes)?
        } else if lower.ends_with(".png") {
            image::png(bytes)?
        } else if [".gif", ".bmp", ".tiff", ".tif", ".emf", ".wmf"]
            .iter()
            .any(|end| lower.ends_with(end))
        {
            bytes.clone()
        } else {
            continue;
        };
        writer.start_file(name.as_str(), options).map_err(|_| NoCopy::Damaged)?;
        writer.write_all(&clean).map_err(|_| NoCopy::Damaged)?;
    }
    let written = writer.finish().map_err(|_| NoCopy::Damaged)?;
    Ok(written.into_inner())
}

fn is_left_out(name: &str) -> bool {
    let lower = name.to_lowercase().replace('\\', "/");
    PARTS_LEFT_OUT.iter().any(|word| lower.contains(word))
}

/// `word/_rels/document.xml.rels` speaks of `word/document.xml`.
fn part_of_relations(name: &str) -> String {
    let bare = name.strip_suffix(".rels").unwrap_or(name);
    bare.replacen("_rels/", "", 1)
}

/// The relationships of one part.
struct Relations {
    clean: Vec<u8>,
    /// Those that are gone, by id.
    gone: BTreeSet<String>,
}

impl Relations {
    fn read(bytes: &[u8]) -> Result<Relations, NoCopy> {
        let mut gone = BTreeSet::new();
        let clean = rewritten(bytes, |element| {
            if element.local_name().as_ref() != "Relationship" {
                return Ok(Keep::AsItIs);
            }
            let told = |name: &str| attribute(element, name);
            let kind = told("Type").unwrap_or_default();
            let external = told("TargetMode").is_some_and(|mode| mode == "External");
            let target = told("Target").unwrap_or_default();
            if external && kind.ends_with("/hyperlink") {
                return Ok(Keep::As(with(element, |name, _| {
                    (name == "Target").then(|| Some("about:blank".to_owned()))
                })?));
            }
            let leaves = RELATIONS_LEFT_OUT.iter().any(|end| kind.ends_with(end));
            if external || leaves || is_left_out(&target) {
                gone.insert(told("Id").unwrap_or_default());
                return Ok(Keep::Not);
            }
            Ok(Keep::AsItIs)
        })?;
        Ok(Relations { clean, gone })
    }
}

/// The list of types: without what is left out, and no part is one with macros.
fn types(bytes: &[u8]) -> Result<Vec<u8>, NoCopy> {
    const PLAIN: &[(&str, &str)] = &[
        (
            "ms-word",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        ),
        ("ms-excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
        (
            "ms-powerpoint",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
        ),
    ];
    rewritten(bytes, |element| {
        let part = attribute(element, "PartName").unwrap_or_default();
        let kind = attribute(element, "ContentType").unwrap_or_default();
        if is_left_out(&part) || kind.contains("vbaProject") || kind.contains("activeX") {
            return Ok(Keep::Not);
        }
        let plain = PLAIN.iter().find(|(program, _)| kind.contains(program));
        match plain.filter(|_| kind.contains("macroEnabled") && kind.ends_with("main+xml")) {
            None => Ok(Keep::AsItIs),
            Some((_, plain)) => Ok(Keep::As(with(element, |name, _| {
                (name == "ContentType").then(|| Some((*plain).to_owned()))
            })?)),
        }
    })
}

/// A part of the document.
fn part(bytes: &[u8], gone: &BTreeSet<String>) -> Result<Vec<u8>, NoCopy> {
    rewritten(bytes, |element| {
        let local = element.local_name().as_ref().to_owned();
        if ELEMENTS_LEFT_OUT.contains(&local.as_str()) {
            return Ok(Keep::Not);
        }
        let points_nowhere = element.attributes().flatten().any(|attribute| {
            attribute.key.as_ref().starts_with("r:") && gone.contains(attribute.value.as_ref())
        });
        if points_nowhere && local == "sheet" {
            return Ok(Keep::Not);
        }
        if reaches_out(&attribute(element, "instr").unwrap_or_default()) {
            return Ok(Keep::Not);
        }
        let clean = with(element, |name, value| {
            let local = name.rsplit(':').next().unwrap_or_default();
            if PEOPLE.contains(&local) && local != "clrIdx" {
                return Some(Some("-".to_owned()));
            }
            (name.starts_with("r:") && gone.contains(value)).then_some(None)
        })?;
        Ok(match local.as_str() {
            "instrText" | "f" => Keep::Words(clean),
            // The people of a table's notes: their places stay, their names do not.
            "author" => Keep::Blank(clean),
            _ => Keep::As(clean),
        })
    })
}
