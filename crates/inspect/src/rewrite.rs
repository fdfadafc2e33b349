//! XML written anew, element by element: what is left out goes with all in it, and nothing that a
//! document defines for itself is expanded.

use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};

use crate::copy::NoCopy;

/// What becomes of an element.
pub enum Keep {
    AsItIs,
    As(BytesStart<'static>),
    /// The same, and its words are looked at.
    Words(BytesStart<'static>),
    /// The same with a dash for its words.
    Blank(BytesStart<'static>),
    /// It and all in it are left out.
    Not,
}

/// Which words are coming.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    Any,
    Watched,
    Nobodys,
}

/// The value of an attribute, whatever its prefix.
pub fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}

/// An element with other attributes: `change` answers nothing to leave one, `None` to take it out.
pub fn with(
    element: &BytesStart<'_>,
    change: impl Fn(&str, &str) -> Option<Option<String>>,
) -> Result<BytesStart<'static>, NoCopy> {
    let mut clean = BytesStart::new(element.name().as_ref().to_owned());
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|_| NoCopy::Damaged)?;
        let key = attribute.key.as_ref().to_owned();
        match change(&key, &attribute.value) {
            None => clean.push_attribute(attribute),
            Some(Some(value)) => clean.push_attribute((key.as_str(), value.as_str())),
            Some(None) => {}
        }
    }
    Ok(clean)
}

/// Fields and formulas that fetch from elsewhere or start something.
pub fn reaches_out(words: &str) -> bool {
    let upper = words.to_uppercase();
    let words = [
        "DDE",
        "INCLUDETEXT",
        "INCLUDEPICTURE",
        "IMPORT",
        "MACROBUTTON",
        "DATABASE",
        "WEBSERVICE",
        "HYPERLINK(",
        "CALL(",
        "REGISTER",
        "EXEC(",
        "RTD(",
        "FILTERXML",
    ];
    words.iter().any(|word| upper.contains(word)) || upper.contains('|') || upper.contains('[')
}

/// Text of XML written anew. What a document defines for itself (a DTD) is left out: nothing is
/// expanded.
pub fn rewritten(
    bytes: &[u8],
    mut keep: impl FnMut(&BytesStart<'_>) -> Result<Keep, NoCopy>,
) -> Result<Vec<u8>, NoCopy> {
    let text = std::str::from_utf8(bytes).map_err(|_| NoCopy::Damaged)?;
    let mut reader = Reader::from_str(text);
    let mut writer = Writer::new(Vec::with_capacity(bytes.len()));
    let mut put = |event: Event<'_>| writer.write_event(event).map_err(|_| NoCopy::Damaged);
    // How deep in an element that is left out; which words come.
    let (mut out, mut words) = (0_usize, Words::Any);
    loop {
        let event = reader.read_event().map_err(|_| NoCopy::Damaged)?;
        match event {
            Event::Eof => break,
            Event::Start(_) if 0 < out => out += 1,
            Event::End(_) if 0 < out => out -= 1,
            _ if 0 < out => {}
            Event::Start(element) => match keep(&element)? {
                Keep::Not => out = 1,
                Keep::AsItIs => put(Event::Start(element))?,
                Keep::As(clean) => put(Event::Start(clean))?,
                Keep::Words(clean) => {
                    words = Words::Watched;
                    put(Event::Start(clean))?;
                }
                Keep::Blank(clean) => {
                    words = Words::Nobodys;
                    put(Event::Start(clean))?;
                    put(Event::Text(BytesText::new("-")))?;
                }
            },
            Event::Empty(element) => match keep(&element)? {
                Keep::Not => {}
                Keep::AsItIs => put(Event::Empty(element))?,
                Keep::As(clean) | Keep::Words(clean) | Keep::Blank(clean) => {
                    put(Event::Empty(clean))?
                }
            },
            Event::Text(told) if words == Words::Watched => {
                put(Event::Text(BytesText::from_escaped(watched_words(&told))))?;
            }
            Event::Text(_) | Event::GeneralRef(_) | Event::CData(_) if words != Words::Any => {}
            Event::End(element) => {
                words = Words::Any;
                put(Event::End(element))?;
            }
            Event::DocType(_) | Event::PI(_) | Event::Comment(_) => {}
            event @ (Event::Text(_) | Event::CData(_) | Event::Decl(_) | Event::GeneralRef(_)) => {
                put(event)?;
            }
        }
    }
    Ok(writer.into_inner())
}

/// The words of a field or formula that reaches out are left out.
fn watched_words(words: &str) -> String {
    if reaches_out(words) { String::new() } else { words.to_owned() }
}
