//! The real texts. What is expected was counted in them by eye and with `grep`, not with this
//! crate.

use statute::{Language, Standing, Statute, read};

use crate::{beside, refused};

/// A text beside the repository, read.
fn text(name: &str) -> Option<Statute> {
    let bytes = beside(name)?;
    let statute = read(bytes);
    assert!(statute.is_ok(), "{name}: {statute:?}");
    statute.ok()
}

/// Articles, paragraphs, items, chapters, sections.
fn counts(statute: &Statute) -> [usize; 5] {
    let paragraphs = || statute.articles.iter().flat_map(|article| &article.paragraphs);
    let mut chapters: Vec<&str> = Vec::new();
    let mut sections: Vec<&str> = Vec::new();
    for article in &statute.articles {
        chapters.extend(article.chapter.iter().map(|it| it.address.as_str()));
        sections.extend(article.section.iter().map(|it| it.address.as_str()));
    }
    chapters.dedup();
    sections.dedup();
    [
        statute.articles.len(),
        paragraphs().count(),
        paragraphs().map(|it| it.items.len()).sum(),
        chapters.len(),
        sections.len(),
    ]
}

fn day(day: Option<jiff::civil::Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

#[test]
fn every_text_has_the_parts_that_were_counted_in_it() {
    // Counted: lines that begin with 第…条; lines that are neither that nor an item nor a heading,
    // within articles; lines that begin with （…）; headings of chapters and sections.
    let known = [
        ("seeds/000_a7cccfa37d62e3a1.txt", [22, 27, 9, 0, 0]),
        ("seeds/001_86ae79531e34feab.txt", [22, 27, 9, 0, 0]),
        ("seeds/002_f91eb7943147d5aa.txt", [23, 28, 11, 0, 0]),
        ("seeds/003_0625593184d7070e.txt", [16, 19, 5, 0, 0]),
        ("law/text/draft_2017.txt", [16, 19, 5, 0, 0]),
        ("law/text/measures_2017_trial.txt", [16, 18, 5, 0, 0]),
        ("law/text/measures_2020.txt", [22, 27, 9, 0, 0]),
        ("law/text/draft_2021.txt", [23, 28, 11, 0, 0]),
        ("law/text/measures_2022.txt", [23, 30, 11, 0, 0]),
        ("law/text/csl_2016.txt", [79, 104, 28, 7, 2]),
        ("law/text/csl_2025.txt", [81, 111, 30, 7, 2]),
        ("law/text/dsl_2021.txt", [55, 74, 0, 7, 0]),
        ("law/text/cii_regulation_2021.txt", [51, 61, 21, 6, 0]),
        ("law/text/network_data_regulation_2024.txt", [64, 95, 55, 9, 0]),
        ("law/text/holiday_measures_2013.txt", [7, 7, 11, 0, 0]),
        ("law/text/holiday_measures_2024.txt", [8, 8, 11, 0, 0]),
    ];
    for (name, expected) in known {
        if let Some(statute) = text(name) {
            assert_eq!(counts(&statute), expected, "{name}");
        }
    }
}

const TRIAL: &str = "网络产品和服务安全审查办法（试行）";

/// Texts with name, order, day of promulgation, first day in force, what is repealed: as printed.
const PRINTED: [(&str, &str, &str, &str, &str, &str); 16] = [
    (
        "seeds/000_a7cccfa37d62e3a1.txt",
        "网络安全审查办法",
        "第6号",
        "2020-04-13",
        "2020-06-01",
        TRIAL,
    ),
    (
        "seeds/001_86ae79531e34feab.txt",
        "Cybersecurity review methods",
        "",
        "2020-04-13",
        "2020-06-01",
        "Measures for the Safety Review of Network Products and Services (Trial)",
    ),
    ("seeds/002_f91eb7943147d5aa.txt", "网络安全审查办法（修订草案征求意见稿）", "", "", "", TRIAL),
    ("seeds/003_0625593184d7070e.txt", "网络产品和服务安全审查办法（征求意见稿）", "", "", "", ""),
    ("law/text/measures_2017_trial.txt", TRIAL, "", "2017-05-02", "2017-06-01", ""),
    ("law/text/measures_2020.txt", "网络安全审查办法", "第6号", "2020-04-13", "2020-06-01", TRIAL),
    ("law/text/draft_2017.txt", "网络产品和服务安全审查办法（征求意见稿）", "", "", "", ""),
    ("law/text/draft_2021.txt", "网络安全审查办法（修订草案征求意见稿）", "", "", "", TRIAL),
    (
        "law/text/measures_2022.txt",
        "网络安全审查办法",
        "第8号",
        "2021-12-28",
        "2022-02-15",
        "网络安全审查办法",
    ),
    ("law/text/csl_2016.txt", "中华人民共和国网络安全法", "", "2016-11-07", "2017-06-01", ""),
    ("law/text/csl_2025.txt", "中华人民共和国网络安全法", "", "", "2017-06-01", ""),
    ("law/text/dsl_2021.txt", "中华人民共和国数据安全法", "", "2021-06-10", "2021-09-01", ""),
    (
        "law/text/cii_regulation_2021.txt",
        "关键信息基础设施安全保护条例",
        "第745号",
        "2021-07-30",
        "2021-09-01",
        "",
    ),
    (
        "law/text/network_data_regulation_2024.txt",
        "网络数据安全管理条例",
        "第790号",
        "2024-09-24",
        "2025-01-01",
        "",
    ),
    ("law/text/holiday_measures_2013.txt", "全国年节及纪念日放假办法", "", "1949-12-23", "", ""),
    ("law/text/holiday_measures_2024.txt", "全国年节及纪念日放假办法", "", "1949-12-23", "", ""),
];

#[test]
fn titles_orders_days_and_repeals_are_those_that_are_printed() {
    for (name, title, order, promulgated, in_force, repealed) in PRINTED {
        let Some(statute) = text(name) else { continue };
        let titles: Vec<&str> = statute.repeals.iter().map(|it| it.title.as_str()).collect();
        let read = (
            statute.title.as_deref().unwrap_or_default(),
            statute.order.as_deref().unwrap_or_default(),
            day(statute.dates.promulgated),
            day(statute.dates.in_force),
            titles.join(" "),
        );
        let expected =
            (title, order, promulgated.to_owned(), in_force.to_owned(), repealed.to_owned());
        assert_eq!(read, expected, "{name}");
    }
}

#[test]
fn the_issuers_are_as_many_as_are_printed_and_in_their_order() {
    let known = [
        ("seeds/000_a7cccfa37d62e3a1.txt", 12, "国家密码管理局"),
        ("seeds/001_86ae79531e34feab.txt", 12, "State The Cryptography Administration"),
        ("seeds/002_f91eb7943147d5aa.txt", 1, "国家互联网信息办公室"),
        ("seeds/003_0625593184d7070e.txt", 1, "国家互联网信息办公室"),
        ("law/text/measures_2017_trial.txt", 1, "国家互联网信息办公室"),
        ("law/text/measures_2022.txt", 13, "国家密码管理局"),
        ("law/text/csl_2016.txt", 1, "全国人民代表大会常务委员会"),
        ("law/text/cii_regulation_2021.txt", 1, "国务院"),
        ("law/text/holiday_measures_2024.txt", 1, "政务院"),
    ];
    for (name, count, last) in known {
        let Some(statute) = text(name) else { continue };
        let found = statute.issuers.last().map(String::as_str).unwrap_or_default();
        assert_eq!((statute.issuers.len(), found), (count, last), "{name} {:?}", statute.issuers);
    }
}

/// Article by article, blanks left out and marks in one width.
fn words(statute: &Statute) -> Vec<(String, String)> {
    let fold = |text: &str| -> String {
        let text = text.replace('(', "（").replace(')', "）").replace(',', "，").replace(':', "：");
        text.replace(';', "；").chars().filter(|sign| !sign.is_whitespace()).collect()
    };
    let paragraphs = statute.articles.iter().flat_map(|article| &article.paragraphs);
    paragraphs.map(|it| (it.address.clone(), fold(&it.words()))).collect()
}

#[test]
fn a_copied_pdf_and_a_news_page_read_as_the_texts_that_were_joined_by_hand() {
    let pairs = [
        ("seeds/000_a7cccfa37d62e3a1.txt", "law/text/measures_2020.txt"),
        ("seeds/002_f91eb7943147d5aa.txt", "law/text/draft_2021.txt"),
        ("seeds/003_0625593184d7070e.txt", "law/text/draft_2017.txt"),
    ];
    for (seed, joined) in pairs {
        if let (Some(seed), Some(joined)) = (text(seed), text(joined)) {
            assert_eq!(words(&seed), words(&joined));
        }
    }
}

#[test]
fn what_is_no_law_is_refused_with_its_reason() {
    let known = [
        ("seeds/004_e7d67db9a374ca9f.txt", "no-articles"),
        ("law/text/cac_qa_2020_2022.md", "no-articles"),
        ("law/text/holiday_notices.md", "no-articles"),
        ("law/text/supporting_extracts.md", "extract"),
    ];
    for (name, reason) in known {
        if let Some(bytes) = beside(name) {
            assert_eq!(refused(bytes).0, reason, "{name}");
        }
    }
}

#[test]
fn lines_known_from_memory_are_marked_and_remarks_are_no_words() {
    let Some(trial) = text("law/text/measures_2017_trial.txt") else { return };
    let unverified: Vec<&str> = trial
        .articles
        .iter()
        .flat_map(|article| &article.paragraphs)
        .filter(|it| it.standing == Standing::Unverified)
        .map(|it| it.address.as_str())
        .collect();
    let expected = [
        "art_9__para_1",
        "art_11__para_1",
        "art_12__para_1",
        "art_12__para_2",
        "art_13__para_1",
        "art_14__para_1",
        "art_15__para_1",
    ];
    assert_eq!(unverified, expected);
    let last = trial.at("art_16__para_1").expect("the last article");
    assert_eq!(last, "本办法自2017年6月1日起实施。");
}

#[test]
fn furniture_is_taken_off_and_told() {
    let Some(page) = text("seeds/003_0625593184d7070e.txt") else { return };
    let off: Vec<&str> = page.furniture.iter().map(|(_, text)| text.as_str()).collect();
    for word in ["首页", "发布时间", "机构简介", "举报电话", "备案", "分辨率"] {
        assert!(off.iter().any(|line| line.contains(word)), "{word}: {off:?}");
    }
    let last = page.articles.last().expect("articles");
    assert_eq!(last.paragraphs.len(), 1);
    let Some(english) = text("seeds/001_86ae79531e34feab.txt") else { return };
    assert_eq!(english.language, Language::English);
    assert_eq!(
        english.at("art_7__para_1__item_4").as_deref(),
        Some("Other materials needed for cybersecurity review.")
    );
}
