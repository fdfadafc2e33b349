//! Slips of drafting: what a text repeals that had gone, and where its references lead nowhere.

use law::Book;
use statute::{repealed_twice, slips, version_of};

use crate::{beside, parsed};

/// Kinds and places of the slips of a text.
fn told(text: &str) -> Vec<(&'static str, String)> {
    let found = slips(&Book::built_in(), &parsed(text).expect("a law"));
    assert!(found.iter().all(|slip| !slip.words.zh.is_empty() && !slip.words.en.is_empty()));
    found.into_iter().map(|slip| (slip.kind, slip.address)).collect()
}

#[test]
fn a_reference_to_an_article_or_paragraph_that_is_not_there_is_told() {
    let text = "试验法\n第一条 甲。\n乙。\n第二条 违反本法第一条第二款、第三条和第五条第一款的，处罚：\n\
                （一）不履行本法第一条第三款的；\n（二）其他。\n第三条 依照《他法》第九条处理。\n\
                第四条 本法第一条之一另行规定。\n";
    assert_eq!(
        told(text),
        [
            ("no-such-article", "art_2__para_1".to_owned()),
            ("no-such-paragraph", "art_2__para_1__item_1".to_owned()),
            ("no-such-article", "art_4__para_1".to_owned()),
        ]
    );
}

#[test]
fn a_repeal_of_what_had_gone_is_told_and_one_in_time_is_none() {
    // The trial Measures of 2017 ended with 31 May 2020; order no. 6 of 2020 with 14 February 2022.
    let text = |day: &str, repeals: &str| {
        format!(
            "试验办法\n（{day}公布）\n第一条 甲。\n第二条 本办法自公布之日起施行，{repeals}同时废止。\n"
        )
    };
    let trial = "《网络产品和服务安全审查办法（试行）》";
    let place = || "art_2__para_1".to_owned();
    assert_eq!(told(&text("2021年7月10日", trial)), [("repealed-already", place())]);
    assert_eq!(told(&text("2020年4月13日", trial)), []);
    let sixth = "《网络安全审查办法》（国家互联网信息办公室令第6号）";
    assert_eq!(told(&text("2023年1月1日", sixth)), [("repealed-already", place())]);
    assert_eq!(told(&text("2021年12月28日", sixth)), []);
    // One bearing this name is in force: which is meant is not known.
    assert_eq!(told(&text("2023年1月1日", "《网络安全审查办法》")), []);
    assert_eq!(told(&text("2023年1月1日", "《渔船试验规定》")), []);
}

#[test]
fn what_an_older_text_had_repealed_is_told_beside_it() {
    let text = |day: &str, from: &str| {
        let law = format!(
            "渔船试验办法\n（{day}公布）\n第一条 甲。\n第二条 本办法自{from}起施行，《旧办法》同时废止。\n"
        );
        parsed(&law).expect("a law")
    };
    let old = text("2020年1月1日", "2020年2月1日");
    let new = text("2021年1月1日", "2021年2月1日");
    let found = repealed_twice(&old, &new);
    assert_eq!(found.len(), 1);
    assert!(found[0].words.zh.contains("《旧办法》") && found[0].address == "art_2__para_1");
    assert!(repealed_twice(&new, &old).is_empty());
}

#[test]
fn real_texts_have_no_loose_end_and_the_draft_of_2021_its_one_slip() {
    let names = [
        "draft_2017.txt",
        "measures_2017_trial.txt",
        "measures_2020.txt",
        "measures_2022.txt",
        "csl_2016.txt",
        "csl_2025.txt",
        "dsl_2021.txt",
        "cii_regulation_2021.txt",
        "network_data_regulation_2024.txt",
    ];
    let book = Book::built_in();
    for name in names {
        let Some(bytes) = beside(&format!("law/text/{name}")) else { continue };
        let found = slips(&book, &statute::read(bytes).expect("a law"));
        assert_eq!(found, [], "{name}");
    }
    let Some(draft) = beside("law/text/draft_2021.txt") else { return };
    let found = slips(&book, &statute::read(draft).expect("a law"));
    let told: Vec<(&str, &str)> =
        found.iter().map(|slip| (slip.kind, slip.address.as_str())).collect();
    assert_eq!(told, [("repealed-already", "art_23__para_1")]);
}

#[test]
fn a_text_is_that_of_the_version_whose_name_number_and_days_it_bears() {
    let book = Book::built_in();
    let texts = [
        ("draft_2017.txt", "draft-2017"),
        ("measures_2017_trial.txt", "trial-2017"),
        ("measures_2020.txt", "measures-2020"),
        ("draft_2021.txt", "draft-2021"),
        ("measures_2022.txt", "measures-2022"),
    ];
    for (name, id) in texts {
        let Some(bytes) = beside(&format!("law/text/{name}")) else { continue };
        let text = statute::read(bytes).expect("a law");
        assert_eq!(version_of(&book, &text).map(|it| it.id.as_str()), Some(id), "{name}");
    }
    let other = parsed("渔船试验办法\n第一条 甲。\n第二条 乙。\n").expect("a law");
    assert!(version_of(&book, &other).is_none());
    // Two versions bear this name: by itself it says nothing, and other days are another text's.
    for end in ["第二条 乙。", "第二条 本办法自2030年3月1日起施行。"] {
        let alike = format!("网络安全审查办法\n第一条 甲。\n{end}\n");
        let alike = parsed(&alike).expect("a law");
        assert_eq!(alike.title.as_deref(), Some("网络安全审查办法"));
        assert!(version_of(&book, &alike).is_none(), "{end}");
    }
    let days = parsed("网络安全审查办法\n第一条 甲。\n第二条 本办法自2022年2月15日起施行。\n");
    let days = days.expect("a law");
    assert_eq!(version_of(&book, &days).map(|it| it.id.as_str()), Some("measures-2022"));
}
