//! Any bytes, read as a text of law: never a panic; what is read has each address once, differs in
//! nothing from itself, and is well-formed as Akoma Ntoso, by a reader that is not ours.

#![no_main]

use std::collections::BTreeSet;

use libfuzzer_sys::fuzz_target;
use quick_xml::{Reader, events::Event};

fuzz_target!(|bytes: &[u8]| {
    let law = match statute::read(bytes.to_vec()) {
        Ok(law) => law,
        Err(refused) => {
            assert!(!refused.words.zh.is_empty() && !refused.words.en.is_empty());
            return;
        }
    };
    assert!(!law.articles.is_empty());
    let mut seen = BTreeSet::new();
    for article in &law.articles {
        assert!(seen.insert(&article.address));
        for paragraph in &article.paragraphs {
            assert!(seen.insert(&paragraph.address));
            for item in &paragraph.items {
                assert!(seen.insert(&item.address));
            }
        }
    }
    assert!(statute::compare(&law, &law).same);
    assert!(serde_json::to_string(&law).is_ok());
    let xml = statute::akoma(&law);
    let mut reader = Reader::from_str(&xml);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => panic!("{error}: {xml}"),
        }
    }
});
