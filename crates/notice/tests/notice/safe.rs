//! What others wrote can do nothing to a page, a terminal or a template.

use law::{Language, Words};
use notice::{Facts, Kind, check, draft, html, text};
use proptest::prelude::{ProptestConfig, any, proptest};

use crate::bench::{context, docket, early, facts, root};

#[test]
fn the_words_of_every_notice_are_sound_and_bear_no_figure() {
    for kind in Kind::ALL {
        let name = format!("notice/{}.toml", kind.word());
        let text = std::fs::read_to_string(root().join(&name)).expect("a file");
        check(*kind, &name, &text).unwrap_or_else(|fault| panic!("{fault}"));
    }
    let files = std::fs::read_dir(root().join("notice")).expect("a folder").count();
    assert_eq!(files, Kind::ALL.len() + 1, "one file a kind, and words.toml");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_others_wrote_stays_text(name in any::<String>(), title in any::<String>()) {
        let context = early();
        let review = docket(
            "Law: measures-2022",
            "2024-03-04  party   files procurement\n2024-03-15  office  opens review",
        );
        let docket = review::authoritative(&context, &review).expect("a docket in force");
        let facts = Facts {
            party: Some(format!("甲{name}")),
            case_title: title,
            issuer: Words::new("<办公室>", "<Office>"),
            ..facts(1)
        };
        let notice = draft(&context, &docket, 2, &facts).expect("a notice");
        for language in [Language::Zh, Language::En] {
            let page = html(&notice, language);
            let tags = page.matches('<').count();
            // Its own tags and no more: four wrappers and the closed lines of text.
            assert_eq!(tags, 6 + 2 * (6 + 1 + notice.paragraphs.len()), "{page}");
            let text = text(&notice, language);
            assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
        }
    }
}

#[test]
fn a_place_in_what_others_wrote_is_not_filled() {
    let context = context();
    let review = docket(
        "Law: measures-2022",
        "2024-03-04  party   files procurement\n2024-03-15  office  opens review because \"{due}\"",
    );
    let docket = review::authoritative(&context, &review).expect("a docket in force");
    let notice = draft(&context, &docket, 2, &facts(1)).expect("a notice");
    assert!(text(&notice, Language::En).contains("Reasons: {due}."));
}
