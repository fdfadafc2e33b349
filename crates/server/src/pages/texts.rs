//! The words of the pages, from `locale/` (Fluent). A text without arguments is resolved once, so
//! that a page costs no formatting.

use std::collections::HashMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast;

use crate::language::Language;

const ZH: &[&str] = &[
    include_str!("../../../../locale/zh-CN/pages.ftl"),
    include_str!("../../../../locale/zh-CN/acts.ftl"),
    include_str!("../../../../locale/zh-CN/trust.ftl"),
    include_str!("../../../../locale/zh-CN/entrance.ftl"),
    include_str!("../../../../locale/zh-CN/destroy.ftl"),
    include_str!("../../../../locale/zh-CN/library.ftl"),
    include_str!("../../../../locale/zh-CN/grounds.ftl"),
];
const EN: &[&str] = &[
    include_str!("../../../../locale/en/pages.ftl"),
    include_str!("../../../../locale/en/acts.ftl"),
    include_str!("../../../../locale/en/trust.ftl"),
    include_str!("../../../../locale/en/entrance.ftl"),
    include_str!("../../../../locale/en/destroy.ftl"),
    include_str!("../../../../locale/en/library.ftl"),
    include_str!("../../../../locale/en/grounds.ftl"),
];

static TEXTS: LazyLock<[Texts; 2]> =
    LazyLock::new(|| [Texts::read("zh-CN", ZH), Texts::read("en", EN)]);

struct Texts {
    bundle: FluentBundle<FluentResource>,
    plain: HashMap<String, String>,
}

impl Texts {
    fn read(tag: &str, sources: &[&str]) -> Texts {
        let language = tag.parse::<unic_langid::LanguageIdentifier>().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // WHY: the marks are for mixed directions; both our languages run left to right.
        bundle.set_use_isolating(false);
        let mut names = Vec::new();
        for source in sources {
            let resource = match FluentResource::try_new((*source).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            names.extend(resource.entries().filter_map(name));
            // Two messages of one name: the first stays; a test finds them.
            let _ = bundle.add_resource(resource);
        }
        let mut plain = HashMap::new();
        for name in names {
            let pattern = bundle.get_message(&name).and_then(|message| message.value());
            let Some(pattern) = pattern else {
                continue;
            };
            let mut faults = Vec::new();
            let text = bundle.format_pattern(pattern, None, &mut faults).into_owned();
            // One with arguments is faulty without them.
            if faults.is_empty() {
                plain.insert(name, text);
            }
        }
        Texts { bundle, plain }
    }

    fn with(&self, name: &str, arguments: &[(&str, &str)]) -> Option<String> {
        let pattern = self.bundle.get_message(name)?.value()?;
        let mut given = FluentArgs::new();
        for (name, value) in arguments {
            given.set((*name).to_owned(), (*value).to_owned());
        }
        let mut faults = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&given), &mut faults);
        faults.is_empty().then(|| text.into_owned())
    }
}

fn name(entry: &ast::Entry<&str>) -> Option<String> {
    if let ast::Entry::Message(message) = entry {
        return Some(message.id.name.to_owned());
    }
    None
}

/// The words of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Speech(pub Language);

impl Speech {
    fn texts(self) -> &'static Texts {
        let [zh, en] = &*TEXTS;
        match self.0 {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    /// A text. A name that stands for none is shown as it is; a test sees that there is none.
    pub fn get(self, name: &str) -> &str {
        self.find(name).unwrap_or(name)
    }

    /// The same for a name put together from a kind and a word.
    pub fn of(self, kind: &str, word: &str) -> String {
        let name = format!("{kind}-{word}");
        self.find(&name).unwrap_or(word).to_owned()
    }

    /// The text of a name, if there is one.
    pub fn find(self, name: &str) -> Option<&'static str> {
        self.texts().plain.get(name).map(String::as_str)
    }

    /// A text with arguments.
    pub fn with(self, name: &str, arguments: &[(&str, &str)]) -> String {
        self.texts().with(name, arguments).unwrap_or_else(|| name.to_owned())
    }

    /// One of two words in the code.
    pub fn words(self, words: &crate::language::Words) -> &str {
        words.text(self.0)
    }

    /// What a reading answers to the question of its position.
    pub fn reading(self, name: &str, value: &str) -> String {
        let says = law::Positions::says(name, value);
        says.map_or_else(|| value.to_owned(), |says| self.words(&says).to_owned())
    }

    /// Readings that were not taken, in a line.
    pub fn readings(self, name: &str, values: &[String]) -> String {
        let says: Vec<String> = values.iter().map(|value| self.reading(name, value)).collect();
        says.join(" · ")
    }

    /// A day with its weekday, `2026-03-04 周三`.
    pub fn day(self, day: jiff::civil::Date) -> String {
        let names = match self.0 {
            Language::Zh => ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
            Language::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        };
        let at = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
        format!("{day} {}", names.get(at).copied().unwrap_or_default())
    }

    /// The code of the language, for `lang`.
    pub fn tag(self) -> &'static str {
        match self.0 {
            Language::Zh => "zh-CN",
            Language::En => "en",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// Each message of a language with the arguments it takes.
    fn messages(sources: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
        let mut found = BTreeMap::new();
        for source in sources {
            let resource = FluentResource::try_new((*source).to_owned());
            let resource = resource.unwrap_or_else(|(_, faults)| panic!("{faults:?}"));
            for entry in resource.entries() {
                let ast::Entry::Message(message) = entry else {
                    continue;
                };
                let written = format!("{:?}", message.value);
                let taken = written.split("VariableReference { id: Identifier { name: \"").skip(1);
                let taken = taken.map(|rest| rest.split('"').next().unwrap().to_owned());
                let earlier = found.insert(message.id.name.to_owned(), taken.collect());
                assert!(earlier.is_none(), "{} stands twice", message.id.name);
            }
        }
        found
    }

    #[test]
    fn both_languages_have_the_same_texts_with_the_same_arguments() {
        assert_eq!(messages(ZH), messages(EN));
    }

    /// Every name that a template or the code asks for has its text.
    #[test]
    fn no_page_asks_for_a_text_that_is_not_there() {
        let known = messages(ZH);
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut asked = BTreeSet::new();
        for folder in ["templates", "src/pages"] {
            for file in std::fs::read_dir(root.join(folder)).unwrap() {
                let path = file.unwrap().path();
                if path.ends_with("texts.rs") {
                    continue;
                }
                let text = std::fs::read_to_string(path).unwrap();
                for call in [".get(\"", ".with(\""] {
                    let names = text.split(call).skip(1).filter_map(|rest| rest.split('"').next());
                    asked.extend(names.map(str::to_owned));
                }
            }
        }
        // `.get("` is also how maps and queries are read: only names that look like texts count.
        let missing: Vec<&String> =
            asked.iter().filter(|name| name.contains('-') && !known.contains_key(*name)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn every_act_and_each_of_its_fields_and_choices_has_a_name() {
        let known = messages(ZH);
        for act in crate::input::acts() {
            assert!(known.contains_key(&format!("act-{}", act.act)), "{}", act.act);
            for field in act.fields {
                let label = format!("field-{}", field.name);
                assert!(known.contains_key(&label), "{label}");
                if let crate::input::Kind::OneOf(words) | crate::input::Kind::SomeOf(words) =
                    field.kind
                {
                    for word in words {
                        let name = format!("option-{word}");
                        assert!(known.contains_key(&name), "{name}");
                    }
                }
            }
        }
    }
}
