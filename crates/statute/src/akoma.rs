//! A text as Akoma Ntoso 3.0 (OASIS LegalDocML): `act`, or `bill` for a draft, with the addresses
//! as `eId` (Akoma Ntoso Naming Convention 1.0). The same text gives the same bytes.
//!
//! The markup is ours and says so: `FRBRauthoritative` is false at every level.

mod metadata;
mod sheet;

use xml::Xml;

pub use sheet::akoma_sheet;

use crate::statute::{Article, Heading, Item, Paragraph, Standing, Statute};

/// The namespace of the OASIS Standard.
const NAMESPACE: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

/// A text as Akoma Ntoso. Notes of a collector become notes of the document; what was furniture of
/// a page is no part of it.
pub fn akoma(statute: &Statute) -> String {
    let kind = metadata::Kind::of(statute);
    let mut xml = Xml::new();
    xml.open("akomaNtoso", &[("xmlns", NAMESPACE)]);
    xml.open(
        kind.element(),
        &[("name", kind.element()), ("contains", metadata::contains(statute))],
    );
    metadata::write(&mut xml, statute, kind);
    preface(&mut xml, statute);
    preamble(&mut xml, statute);
    body(&mut xml, statute);
    xml.finish()
}

fn preface(xml: &mut Xml, statute: &Statute) {
    xml.open("preface", &[]);
    xml.within("p", "docTitle", &[], statute.title.as_deref().unwrap_or_default());
    if let Some(order) = &statute.order {
        xml.within("p", "docNumber", &[], order);
    }
    for (place, issuer) in statute.issuers.iter().enumerate() {
        let reference = format!("#{}", metadata::issuer(place));
        xml.within("p", "docProponent", &[("refersTo", &reference)], issuer);
    }
    xml.close();
}

fn preamble(xml: &mut Xml, statute: &Statute) {
    if statute.preamble.is_empty() {
        return;
    }
    xml.open("preamble", &[]);
    for paragraph in &statute.preamble {
        words(xml, "p", Some(&paragraph.address), paragraph.standing, &paragraph.words());
    }
    xml.close();
}

/// Words; those a collector did not see are of the class `unverified`.
fn words(xml: &mut Xml, name: &str, address: Option<&str>, standing: Standing, words: &str) {
    let mut attributes = Vec::new();
    if let Some(address) = address {
        attributes.push(("eId", address));
    }
    if standing == Standing::Unverified {
        attributes.push(("class", "unverified"));
    }
    xml.words(name, &attributes, words);
}

/// What stands open above an article, the outer first.
#[derive(Default)]
struct Above<'a> {
    open: Vec<&'a Heading>,
}

impl<'a> Above<'a> {
    /// Closes what an article does not stand in, and opens what it does.
    fn enter(&mut self, xml: &mut Xml, article: &'a Article) {
        let levels = [
            ("part", article.part.as_ref()),
            ("chapter", article.chapter.as_ref()),
            ("section", article.section.as_ref()),
        ];
        let wanted: Vec<(&'static str, &Heading)> =
            levels.into_iter().filter_map(|(name, it)| it.map(|it| (name, it))).collect();
        let stays = self
            .open
            .iter()
            .zip(&wanted)
            .take_while(|(open, (_, wanted))| open.address == wanted.address)
            .count();
        for _ in self.open.drain(stays..) {
            xml.close();
        }
        for (name, heading) in wanted.into_iter().skip(stays) {
            xml.open(name, &[("eId", &heading.address)]);
            let (number, title) = split(&heading.text);
            xml.words("num", &[], number);
            if !title.is_empty() {
                xml.words("heading", &[], title);
            }
            self.open.push(heading);
        }
    }
}

/// 第三章 and 网络运行安全; "Chapter III" and its name.
fn split(heading: &str) -> (&str, &str) {
    let blanks = if heading.starts_with('第') { 1 } else { 2 };
    let at = heading.match_indices(' ').nth(blanks - 1).map(|(at, _)| at);
    match at.and_then(|at| heading.split_at_checked(at)) {
        Some((number, title)) => (number, title.trim_start()),
        None => (heading, ""),
    }
}

fn body(xml: &mut Xml, statute: &Statute) {
    xml.open("body", &metadata::period(statute));
    let mut above = Above::default();
    for article in &statute.articles {
        above.enter(xml, article);
        xml.open("article", &[("eId", &article.address)]);
        xml.words("num", &[], &article.label);
        for paragraph in &article.paragraphs {
            self::paragraph(xml, paragraph);
        }
        xml.close();
    }
    for _ in above.open {
        xml.close();
    }
    xml.close();
}

fn paragraph(xml: &mut Xml, paragraph: &Paragraph) {
    xml.open("paragraph", &[("eId", &paragraph.address)]);
    xml.open("content", &[]);
    if paragraph.items.is_empty() {
        words(xml, "p", None, paragraph.standing, &paragraph.text);
    } else {
        list(xml, paragraph);
    }
    xml.close();
    xml.close();
}

/// The items (项) of a paragraph, those below (目) in a list within theirs.
fn list(xml: &mut Xml, paragraph: &Paragraph) {
    let address = format!("{}__list_1", paragraph.address);
    xml.open("blockList", &[("eId", &address)]);
    if !paragraph.text.is_empty() {
        words(xml, "listIntroduction", None, paragraph.standing, &paragraph.text);
    }
    let mut items = paragraph.items.iter().peekable();
    while let Some(outer) = items.next() {
        open(xml, outer);
        let below = format!("{}__subitem_", outer.address);
        let is_below = |item: &&Item| item.address.starts_with(&below);
        if items.peek().is_some_and(is_below) {
            xml.open("blockList", &[("eId", &format!("{}__list_1", outer.address))]);
            while let Some(inner) = items.next_if(is_below) {
                open(xml, inner);
                xml.close();
            }
            xml.close();
        }
        xml.close();
    }
    xml.close();
}

fn open(xml: &mut Xml, item: &Item) {
    xml.open("item", &[("eId", &item.address)]);
    xml.words("num", &[], &item.label);
    words(xml, "p", None, item.standing, &item.text);
}
