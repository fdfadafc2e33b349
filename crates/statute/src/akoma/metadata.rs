//! What a document of Akoma Ntoso says of itself: names at the levels of FRBR, days, issuers, what
//! it repeals, notes.

use jiff::civil::Date;
use xml::Xml;

use crate::facts::is_draft;
use crate::numeral::{is_numeral, ordinal};
use crate::statute::{Language, Paragraph, Repeal, Standing, Statute};

/// Who marked the text up, as the document refers to it.
pub const EDITOR: &str = "#anshen";
/// The day of a text that names none; said to be unknown where it stands.
const UNKNOWN: Date = Date::constant(1, 1, 1);

/// What kind of document a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Law.
    Act,
    /// A draft of it.
    Bill,
}

impl Kind {
    /// By its name.
    pub fn of(statute: &Statute) -> Kind {
        if is_draft(statute.title.as_deref()) { Kind::Bill } else { Kind::Act }
    }

    /// The element, which is also its place in an IRI.
    pub fn element(self) -> &'static str {
        match self {
            Kind::Act => "act",
            Kind::Bill => "bill",
        }
    }
}

/// The `eId` of an issuer by its place in the order printed.
pub fn issuer(place: usize) -> String {
    format!("org_{}", place + 1)
}

/// The period in which the body is in force, where a text names its day.
pub fn period(statute: &Statute) -> Vec<(&'static str, &'static str)> {
    statute.dates.in_force.map(|_| ("period", "#tmpg_1")).into_iter().collect()
}

/// The day a document is named by, and what day it is.
struct Named {
    day: String,
    of: &'static str,
}

impl Named {
    fn of(statute: &Statute) -> Named {
        let dates = &statute.dates;
        let days = [
            ("promulgated", dates.promulgated),
            ("noticed", dates.noticed),
            ("adopted", dates.adopted),
            ("inForce", dates.in_force),
        ];
        let known = days.into_iter().find_map(|(of, day)| day.map(|day| (of, day)));
        let (of, day) = known.unwrap_or(("unknown", UNKNOWN));
        Named { day: day.to_string(), of }
    }
}

/// The day of the version before us: that of its last amendment, or that of the work.
fn version(statute: &Statute) -> Named {
    match statute.dates.amended {
        Some(day) => Named { day: day.to_string(), of: "amended" },
        None => Named::of(statute),
    }
}

/// What a document holds of its work: the first text, or one as amended.
pub fn contains(statute: &Statute) -> &'static str {
    if statute.dates.amended.is_some() { "singleVersion" } else { "originalVersion" }
}

/// The names of a text at the levels of FRBR (Naming Convention §4).
struct Iris {
    work: String,
    expression: String,
}

impl Iris {
    fn of(statute: &Statute, kind: Kind) -> Iris {
        let named = Named::of(statute);
        let order = statute.order.as_deref().and_then(number);
        let last = order.map_or_else(|| slug(statute.title.as_deref()), |order| order.to_string());
        let work = format!("/akn/cn/{}/{}/{last}", kind.element(), named.day);
        let expression = format!("{work}/{}@{}", language(statute), version(statute).day);
        Iris { work, expression }
    }
}

/// ISO 639-2: the language of a text.
fn language(statute: &Statute) -> &'static str {
    match statute.language {
        Language::Chinese => "zho",
        Language::English => "eng",
    }
}

/// 8 of 第8号, 53 of 主席令第五十三号: the last number.
pub fn number(order: &str) -> Option<u32> {
    order.rsplit(|sign| !is_numeral(sign)).find_map(ordinal)
}

/// A name as a part of an IRI (RFC 3987): letters of any script and figures, the rest hyphens.
fn slug(name: Option<&str>) -> String {
    let name = name.unwrap_or_default();
    let words: Vec<&str> =
        name.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "nn".to_owned() } else { words.join("-") }
}

/// Writes `meta`.
pub fn write(xml: &mut Xml, statute: &Statute, kind: Kind) {
    let iris = Iris::of(statute, kind);
    xml.open("meta", &[]);
    xml.open("identification", &[("source", EDITOR)]);
    work(xml, statute, kind, &iris);
    expression(xml, statute, &iris);
    manifestation(xml, statute, &iris);
    xml.close();
    lifecycle(xml, statute);
    repeals(xml, statute);
    in_force(xml, statute);
    references(xml, statute);
    notes(xml, statute);
    xml.close();
}

/// What every level says first: its names, its day, who made it.
fn core(xml: &mut Xml, this: &str, iri: &str, aliases: &[(&str, &str)], named: &Named) {
    xml.empty("FRBRthis", &[("value", this)]);
    xml.empty("FRBRuri", &[("value", iri)]);
    for (name, value) in aliases {
        xml.empty("FRBRalias", &[("name", name), ("value", value)]);
    }
    xml.empty("FRBRdate", &[("date", &named.day), ("name", named.of)]);
}

fn authors(xml: &mut Xml, statute: &Statute) {
    for place in 0..statute.issuers.len() {
        xml.empty("FRBRauthor", &[("href", &format!("#{}", issuer(place)))]);
    }
    if statute.issuers.is_empty() {
        xml.empty("FRBRauthor", &[("href", "#org_unknown")]);
    }
}

fn work(xml: &mut Xml, statute: &Statute, kind: Kind, iris: &Iris) {
    xml.open("FRBRWork", &[]);
    let title = statute.title.as_deref().map(|title| ("title", title));
    core(xml, &format!("{}/!main", iris.work), &iris.work, title.as_slice(), &Named::of(statute));
    authors(xml, statute);
    xml.empty("FRBRcountry", &[("value", "cn")]);
    if let Some(order) = &statute.order {
        xml.empty("FRBRnumber", &[("value", order)]);
    }
    if let Some(title) = &statute.title {
        xml.empty("FRBRname", &[("value", title)]);
    }
    xml.empty("FRBRprescriptive", &[("value", if kind == Kind::Act { "true" } else { "false" })]);
    xml.empty("FRBRauthoritative", &[("value", "false")]);
    xml.close();
}

fn expression(xml: &mut Xml, statute: &Statute, iris: &Iris) {
    xml.open("FRBRExpression", &[]);
    core(xml, &format!("{}/!main", iris.expression), &iris.expression, &[], &version(statute));
    authors(xml, statute);
    xml.empty("FRBRauthoritative", &[("value", "false")]);
    xml.empty("FRBRlanguage", &[("language", language(statute))]);
    xml.close();
}

/// The file; it is named by the day of the text, so that the same text gives the same bytes.
fn manifestation(xml: &mut Xml, statute: &Statute, iris: &Iris) {
    let (this, iri) =
        (format!("{}/!main.xml", iris.expression), format!("{}.xml", iris.expression));
    let source = [("source-sha256", statute.original.sha256.as_str())];
    xml.open("FRBRManifestation", &[]);
    core(xml, &this, &iri, &source, &version(statute));
    xml.empty("FRBRauthor", &[("href", EDITOR)]);
    xml.empty("FRBRformat", &[("value", "application/akn+xml")]);
    xml.close();
}

/// The days a text names.
fn lifecycle(xml: &mut Xml, statute: &Statute) {
    let dates = &statute.dates;
    let days = [
        ("adopted", dates.adopted),
        ("promulgated", dates.promulgated.or(dates.noticed)),
        ("inForce", dates.in_force),
        ("amended", dates.amended),
    ];
    let known: Vec<(&str, Date)> =
        days.into_iter().filter_map(|(of, day)| day.map(|day| (of, day))).collect();
    if known.is_empty() {
        return;
    }
    xml.open("lifecycle", &[("source", EDITOR)]);
    for (of, day) in known {
        let mut attributes = vec![("date", day.to_string()), ("source", "#ro_1".to_owned())];
        attributes.insert(0, ("eId", format!("evt_{of}")));
        attributes.push(("refersTo", format!("#{of}")));
        let kind = [("promulgated", "generation"), ("amended", "amendment")];
        let kind = kind.into_iter().find(|(named, _)| *named == of);
        attributes.extend(kind.map(|(_, kind)| ("type", kind.to_owned())));
        let attributes: Vec<(&str, &str)> =
            attributes.iter().map(|(key, value)| (*key, value.as_str())).collect();
        xml.empty("eventRef", &attributes);
    }
    xml.close();
}

/// Where a repealed rule is, as far as the text names it; by its name where it names no number.
fn repealed(repeal: &Repeal) -> String {
    let day = repeal.promulgated.unwrap_or(UNKNOWN);
    let order = repeal.order.as_deref().and_then(number);
    let last = order.map_or_else(|| slug(Some(&repeal.title)), |order| order.to_string());
    format!("/akn/cn/act/{day}/{last}")
}

fn repeals(xml: &mut Xml, statute: &Statute) {
    if statute.repeals.is_empty() {
        return;
    }
    xml.open("analysis", &[("source", EDITOR)]);
    xml.open("activeModifications", &[]);
    for (place, repeal) in statute.repeals.iter().enumerate() {
        let (id, at) = (format!("repeal_{}", place + 1), format!("#{}", repeal.address));
        xml.open("textualMod", &[("type", "repeal"), ("eId", &id)]);
        xml.empty("source", &[("href", &at)]);
        xml.empty("destination", &[("href", &repealed(repeal))]);
        xml.close();
    }
    xml.close();
    xml.close();
}

fn in_force(xml: &mut Xml, statute: &Statute) {
    if statute.dates.in_force.is_none() {
        return;
    }
    xml.open("temporalData", &[("source", EDITOR)]);
    xml.open("temporalGroup", &[("eId", "tmpg_1")]);
    xml.empty("timeInterval", &[("start", "#evt_inForce"), ("refersTo", "#inForce")]);
    xml.close();
    xml.close();
}

fn references(xml: &mut Xml, statute: &Statute) {
    let iris = Iris::of(statute, Kind::of(statute));
    let title = statute.title.as_deref().unwrap_or_default();
    xml.open("references", &[("source", EDITOR)]);
    xml.empty("original", &[("eId", "ro_1"), ("href", &iris.expression), ("showAs", title)]);
    for (place, repeal) in statute.repeals.iter().enumerate() {
        let id = format!("ra_{}", place + 1);
        let shown = ("showAs", repeal.title.as_str());
        xml.empty("activeRef", &[("eId", &id), ("href", &repealed(repeal)), shown]);
    }
    let mut organization = |id: &str, name: &str, shown: &str| {
        let place = format!("/akn/ontology/organization/{name}");
        xml.empty("TLCOrganization", &[("eId", id), ("href", &place), ("showAs", shown)]);
    };
    organization("anshen", "anshen", "Anshen 安审");
    for (place, name) in statute.issuers.iter().enumerate() {
        organization(&issuer(place), &format!("cn/{}", slug(Some(name))), name);
    }
    if statute.issuers.is_empty() {
        organization("org_unknown", "unknown", "未载明 not stated");
    }
    for (id, shown) in [
        ("adopted", "通过 adopted"),
        ("promulgated", "公布 promulgated"),
        ("inForce", "施行 in force"),
        ("amended", "修正 amended"),
    ] {
        let place = format!("/akn/ontology/concept/{id}");
        xml.empty("TLCConcept", &[("eId", id), ("href", &place), ("showAs", shown)]);
    }
    xml.close();
}

/// A collector's notes, and a word on what is marked unverified.
fn notes(xml: &mut Xml, statute: &Statute) {
    let is_unverified = |paragraph: &Paragraph| {
        let items = paragraph.items.iter().any(|item| item.standing == Standing::Unverified);
        items || paragraph.standing == Standing::Unverified
    };
    let articles = statute.articles.iter().flat_map(|article| &article.paragraphs);
    let unverified = statute.preamble.iter().chain(articles).any(is_unverified);
    if statute.notes.is_empty() && !unverified {
        return;
    }
    let told = unverified.then_some("class=\"unverified\": 凭记忆录入，官方文本未见 · from memory");
    xml.open("notes", &[("source", EDITOR)]);
    for (place, note) in statute.notes.iter().map(String::as_str).chain(told).enumerate() {
        xml.open("note", &[("eId", &format!("note_{}", place + 1))]);
        xml.words("p", &[], note);
        xml.close();
    }
    xml.close();
}
