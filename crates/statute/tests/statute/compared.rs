//! Two texts compared: which article is which, after the texts themselves, and what is marked.

use std::collections::BTreeMap;

use statute::{Change, Compared, Piece, Statute, compare, read};

use crate::{beside, parsed};

fn text(name: &str) -> Option<Statute> {
    beside(&format!("law/text/{name}")).map(|bytes| read(bytes).expect("a law"))
}

fn compared(old: &str, new: &str) -> Option<Compared> {
    Some(compare(&text(old)?, &text(new)?))
}

/// From articles of the old text to those of the new.
fn renumbered(compared: &Compared) -> BTreeMap<String, String> {
    let both = compared.articles.iter().filter_map(|pair| {
        let number = |side: &Option<statute::Side>| {
            side.as_ref().map(|side| side.address.trim_start_matches("art_").to_owned())
        };
        Some((number(&pair.old)?, number(&pair.new)?))
    });
    both.collect()
}

/// Articles with no counterpart, of this kind.
fn alone(compared: &Compared, change: Change) -> Vec<String> {
    let pairs = compared.articles.iter().filter(|pair| pair.change == change);
    let sides = pairs.filter_map(|pair| pair.old.as_ref().or(pair.new.as_ref()));
    sides.map(|side| side.address.clone()).collect()
}

fn check_moves(compared: &Compared, moves: &[(u32, u32)]) {
    let found = renumbered(compared);
    for (from, to) in moves {
        assert_eq!(found.get(&from.to_string()), Some(&to.to_string()), "{from}");
    }
}

#[test]
fn the_draft_of_2021_puts_one_article_in_and_the_measures_of_2022_move_it() {
    if let Some(first) = compared("measures_2020.txt", "draft_2021.txt") {
        // 1 to 5 stay; all others are one further, since a new 6 stands before them.
        let moves: Vec<(u32, u32)> =
            (1..=22).map(|at| (at, if at < 6 { at } else { at + 1 })).collect();
        check_moves(&first, &moves);
        assert_eq!(alone(&first, Change::Inserted), ["art_6"]);
        assert!(alone(&first, Change::Removed).is_empty());
    }
    if let Some(second) = compared("draft_2021.txt", "measures_2022.txt") {
        check_moves(
            &second,
            &[(5, 5), (6, 7), (7, 6), (8, 8), (10, 10), (14, 14), (22, 22), (23, 23)],
        );
        assert!(
            alone(&second, Change::Inserted).is_empty()
                && alone(&second, Change::Removed).is_empty()
        );
    }
    if let Some(both) = compared("measures_2020.txt", "measures_2022.txt") {
        check_moves(
            &both,
            &[(6, 6), (7, 8), (8, 9), (10, 11), (13, 14), (19, 20), (21, 22), (22, 23)],
        );
        assert_eq!(alone(&both, Change::Inserted), ["art_7"]);
    }
}

#[test]
fn the_cybersecurity_law_of_2025_is_renumbered_as_its_notes_say() {
    let Some(law) = compared("csl_2016.txt", "csl_2025.txt") else { return };
    // The head of the text of 2025 and the comparison of regimes name these.
    let moves =
        [(31, 33), (33, 35), (34, 36), (35, 37), (36, 38), (37, 39), (38, 40), (59, 61), (65, 67)];
    check_moves(&law, &moves);
    // Read side by side: new are the Party's lead, artificial intelligence, the penalty for selling
    // equipment without certificate, milder penalties; two penalties went into Article 71.
    assert_eq!(alone(&law, Change::Inserted), ["art_3", "art_20", "art_63", "art_73"]);
    assert_eq!(alone(&law, Change::Removed), ["art_64", "art_66"]);
    let articles =
        law.facts.iter().find(|it| it.fact == "articles").expect("another number of articles");
    assert_eq!((articles.old.as_str(), articles.new.as_str()), ("79", "81"));
    // The bracket below its name: amended by the decision of 28 October 2025.
    let amended = law.facts.iter().find(|it| it.fact == "amended").expect("a day of amendment");
    assert_eq!((amended.old.as_str(), amended.new.as_str()), ("", "2025-10-28"));
}

#[test]
fn what_is_marked_put_together_is_each_of_the_texts() {
    let pairs = [("measures_2020.txt", "measures_2022.txt"), ("csl_2016.txt", "csl_2025.txt")];
    for (old, new) in pairs {
        let (Some(old), Some(new)) = (text(old), text(new)) else { continue };
        let fold = |text: &str| text.replace('\u{ff1a}', ":");
        for pair in compare(&old, &new).articles {
            let (mut left, mut right) = (String::new(), String::new());
            for piece in &pair.pieces {
                match piece {
                    Piece::Same(text) => {
                        left.push_str(text);
                        right.push_str(text);
                    }
                    Piece::Old(text) => left.push_str(text),
                    Piece::New(text) => right.push_str(text),
                }
            }
            let at = |statute: &Statute, side: &Option<statute::Side>| {
                side.as_ref().and_then(|side| statute.at(&side.address)).unwrap_or_default()
            };
            let alone = matches!(pair.change, Change::Inserted | Change::Removed);
            if !alone {
                assert_eq!(fold(&left), fold(&at(&old, &pair.old)));
                assert_eq!(right, at(&new, &pair.new));
            }
        }
    }
}

#[test]
fn a_limit_that_changed_its_unit_is_marked_whole_and_equal_texts_are_the_same() {
    let old = parsed("试验办法\n第一条 甲应当在3个月内办结。\n第二条 乙。\n").expect("a law");
    let new = parsed("试验办法\n第一条 甲应当在90个工作日内办结。\n第二条 乙。\n").expect("a law");
    let told = compare(&old, &new);
    let expected = [
        Piece::Same("甲应当在".to_owned()),
        Piece::Old("3个月".to_owned()),
        Piece::New("90个工作日".to_owned()),
        Piece::Same("内办结。".to_owned()),
    ];
    assert_eq!(told.articles[0].pieces, expected);
    assert!(!told.same && compare(&old, &old).same);
}
