//! What stands in a PDF: the text of its pages, its titles, notes, form fields and properties, and
//! the files it carries; and a copy of it in which nothing is carried out.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{Dictionary, Document, LoadOptions, Object};

use crate::copy::NoCopy;
use crate::letters::{self, Font};
use crate::look::{Look, Stop, Tally, Unread};
use crate::marking::{Marking, bears};

/// The most one stream of it is unpacked to.
pub const LARGEST_STREAM_BYTES: usize = 32 << 20;
/// Pages whose text is read.
pub const MOST_PAGES: usize = 10_000;

/// Looks into one; what cannot be read is told, not refused.
pub fn look(content: &[u8], depth: u8, tally: &mut Tally) -> Result<(), Stop> {
    // WHY: the reader is somebody else's and the file a stranger's. A fault there is no fault here.
    let read = catch_unwind(AssertUnwindSafe(|| look_into(content, depth, tally)));
    read.unwrap_or_else(|_| {
        tally.unread(Unread::Damaged);
        Ok(())
    })
}

fn look_into(content: &[u8], depth: u8, tally: &mut Tally) -> Result<(), Stop> {
    let document = match load(content) {
        Ok(document) => document,
        Err(why) => {
            tally.unread(match why {
                NoCopy::Locked => Unread::Locked,
                NoCopy::Kind | NoCopy::Large | NoCopy::Damaged => Unread::Damaged,
            });
            return Ok(());
        }
    };
    for object in document.objects.values() {
        strings(object, 0)?;
        if let Object::Stream(stream) = object {
            stream_of(stream, depth, tally)?;
        }
    }
    text(&document, tally)
}

/// The document, if it is whole and no password locks it.
pub fn load(content: &[u8]) -> Result<Document, NoCopy> {
    let options =
        LoadOptions { max_decompressed_size: Some(LARGEST_STREAM_BYTES), ..LoadOptions::default() };
    let document =
        Document::load_mem_with_options(content, options).map_err(|_| NoCopy::Damaged)?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err(NoCopy::Locked);
    }
    Ok(document)
}

/// Every text that is no page: titles, notes, fields, properties.
fn strings(object: &Object, depth: u8) -> Result<(), Stop> {
    if 32 < depth {
        return Ok(());
    }
    match object {
        Object::String(bytes, _) => marked(bears(bytes)),
        Object::Array(items) => items.iter().try_for_each(|item| strings(item, depth + 1)),
        Object::Dictionary(members) => within(members, depth),
        Object::Stream(stream) => within(&stream.dict, depth),
        Object::Null
        | Object::Boolean(_)
        | Object::Integer(_)
        | Object::Real(_)
        | Object::Name(_)
        | Object::Reference(_) => Ok(()),
    }
}

fn within(members: &Dictionary, depth: u8) -> Result<(), Stop> {
    members.iter().try_for_each(|(_, member)| strings(member, depth + 1))
}

fn marked(marking: Marking) -> Result<(), Stop> {
    match marking {
        Marking::Present => Err(Stop::Marked),
        Marking::Absent => Ok(()),
    }
}

/// Properties as XMP are text; a file that is carried along is looked into like any other.
fn stream_of(stream: &lopdf::Stream, depth: u8, tally: &mut Tally) -> Result<(), Stop> {
    let carried = stream.dict.has_type(b"EmbeddedFile") || stream.dict.has(b"Params");
    let is_text = stream.dict.has_type(b"Metadata");
    if !carried && !is_text {
        return Ok(());
    }
    let Ok(content) = stream.get_plain_content_with_limit(LARGEST_STREAM_BYTES) else {
        tally.unread(Unread::Large);
        return Ok(());
    };
    tally.unpacked(content.len() as u64)?;
    let mut look = Look::new("", depth + 1);
    look.read(&content, tally)?;
    look.end(tally).map(drop)
}

/// The text of the pages and of what is drawn on them as one: a marking may change its font between
/// two characters, or stand letter by letter.
fn text(document: &Document, tally: &mut Tally) -> Result<(), Stop> {
    for page in document.page_iter().take(MOST_PAGES) {
        let Ok(content) = document.get_page_content_with_limit(page, LARGEST_STREAM_BYTES) else {
            tally.unread(Unread::Large);
            continue;
        };
        let mut fonts = BTreeMap::new();
        if let Ok((own, inherited)) = document.get_page_resources(page) {
            let inherited = inherited.iter().filter_map(|id| document.get_dictionary(*id).ok());
            for resources in inherited.chain(own) {
                fonts.extend(letters::fonts(document, resources));
            }
        }
        watch(&content, &fonts, tally)?;
    }
    for object in document.objects.values() {
        let Object::Stream(stream) = object else {
            continue;
        };
        let name = stream.dict.get(b"Subtype").and_then(Object::as_name);
        if name.is_ok_and(|name| name == b"Form") {
            let resources = stream.dict.get_deref(b"Resources", document).and_then(Object::as_dict);
            let fonts = resources.map(|own| letters::fonts(document, own)).unwrap_or_default();
            match stream.get_plain_content_with_limit(LARGEST_STREAM_BYTES) {
                Ok(content) => watch(&content, &fonts, tally)?,
                Err(_) => tally.unread(Unread::Large),
            }
        }
    }
    Ok(())
}

fn watch(content: &[u8], fonts: &BTreeMap<Vec<u8>, Font>, tally: &mut Tally) -> Result<(), Stop> {
    tally.unpacked(content.len() as u64)?;
    let (text, whole) = letters::shown(content, fonts);
    if !whole {
        tally.unread(Unread::Letters);
    }
    marked(bears(&text))
}

/// What makes a reader do something, and what says who made a PDF.
const TAKEN_OUT: &[&[u8]] = &[
    b"OpenAction",
    b"AA",
    b"JS",
    b"JavaScript",
    b"EmbeddedFiles",
    b"AF",
    b"EF",
    b"Metadata",
    b"PieceInfo",
    b"XFA",
    b"Collection",
    b"Renditions",
    b"RichMediaContent",
    b"RichMediaSettings",
    b"LastModified",
    b"URI",
    b"SpiderInfo",
    b"Perms",
    b"Legal",
];
/// Actions that stay: they move within the document.
const ACTIONS_KEPT: &[&[u8]] = &[b"GoTo", b"Named", b"SetOCGState", b"Thread"];
/// Notes that carry something along or play it.
const NOTES_TAKEN_OUT: &[&[u8]] =
    &[b"FileAttachment", b"RichMedia", b"Movie", b"Sound", b"Screen", b"3D"];

/// A copy in which nothing is carried out, and which names neither author nor program.
pub fn copy(content: &[u8]) -> Result<Vec<u8>, NoCopy> {
    let made = catch_unwind(AssertUnwindSafe(|| copied(content)));
    made.unwrap_or(Err(NoCopy::Damaged))
}

fn copied(content: &[u8]) -> Result<Vec<u8>, NoCopy> {
    let mut document = load(content)?;
    document.trailer.remove(b"Info");
    // The identity of a PDF is a digest of its properties, among others.
    document.trailer.remove(b"ID");
    for object in document.objects.values_mut() {
        clean(object, 0);
    }
    document.prune_objects();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).map_err(|_| NoCopy::Damaged)?;
    Ok(bytes)
}

fn clean(object: &mut Object, depth: u8) {
    if 32 < depth {
        *object = Object::Null;
        return;
    }
    match object {
        Object::Array(items) => items.iter_mut().for_each(|item| clean(item, depth + 1)),
        Object::Dictionary(members) => {
            if is_taken_out(members) {
                *object = Object::Null;
            } else {
                clean_members(members, depth);
            }
        }
        Object::Stream(stream) => clean_members(&mut stream.dict, depth),
        Object::Null
        | Object::Boolean(_)
        | Object::Integer(_)
        | Object::Real(_)
        | Object::Name(_)
        | Object::String(..)
        | Object::Reference(_) => {}
    }
}

fn clean_members(members: &mut Dictionary, depth: u8) {
    for name in TAKEN_OUT {
        members.remove(name);
    }
    for (_, member) in members.iter_mut() {
        clean(member, depth + 1);
    }
}

/// An action that leaves the document, or a note that carries something.
fn is_taken_out(members: &Dictionary) -> bool {
    let name = |key: &[u8]| members.get(key).and_then(Object::as_name).ok();
    let is_action = members.has_type(b"Action") || (members.has(b"S") && has_action(members));
    if is_action && name(b"S").is_some_and(|kind| !ACTIONS_KEPT.contains(&kind)) {
        return true;
    }
    let is_note = name(b"Subtype").is_some_and(|kind| NOTES_TAKEN_OUT.contains(&kind));
    is_note && members.has(b"Rect")
}

/// What only actions that leave have.
fn has_action(members: &Dictionary) -> bool {
    let names: [&[u8]; 6] = [b"JS", b"URI", b"F", b"Win", b"Unix", b"Fields"];
    names.iter().any(|name| members.has(name))
}
