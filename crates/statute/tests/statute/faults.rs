//! Texts whose articles are not all there, once, in order; and what is no text at all.

use crate::{parsed, refused};

const HEAD: &str = "试验办法\n";

/// A text of articles by their labels, one a line, the first on line 2.
fn of(labels: &[&str]) -> Vec<u8> {
    let lines: Vec<String> = labels.iter().map(|label| format!("{label} 甲应当试验。")).collect();
    format!("{HEAD}{}\n", lines.join("\n")).into_bytes()
}

#[test]
fn an_article_that_stands_twice_is_told_with_both_lines() {
    let text = of(&["第一条", "第二条", "第三条", "第二条"]);
    assert_eq!(refused(text), ("article-twice", vec![3, 5]));
    let english = "Trial Measures\nArticle 1 A.\nArticle 2 B.\nArticle 2 C.\n";
    assert_eq!(refused(english.into()), ("article-twice", vec![3, 4]));
}

#[test]
fn a_missing_article_is_told_with_the_lines_around_it() {
    assert_eq!(refused(of(&["第一条", "第二条", "第四条"])), ("article-missing", vec![3, 4]));
    assert_eq!(refused(of(&["第一条", "第一条之二"])), ("article-missing", vec![2, 3]));
    assert_eq!(refused(of(&["第二十五条", "第五十九条"])), ("extract", vec![2]));
    assert_eq!(refused(of(&["第一条"])), ("no-articles", vec![2]));
}

#[test]
fn an_item_that_stands_twice_is_told_with_both_lines() {
    let text = "第一条 材料：\n（一）甲；\n（二）乙；\n（二）丙。\n第二条 丁。\n";
    assert_eq!(refused(text.into()), ("item-twice", vec![3, 4]));
}

#[test]
fn an_article_put_in_later_stands_behind_its_number() {
    let text = of(&["第一条", "第二条", "第二条之一", "第二条之二", "第三条"]);
    let read = statute::read(text).expect("a law");
    let addresses: Vec<&str> = read.articles.iter().map(|it| it.address.as_str()).collect();
    assert_eq!(addresses, ["art_1", "art_2", "art_2-1", "art_2-2", "art_3"]);
    let inserted = &read.articles[2];
    assert_eq!(
        (inserted.number, inserted.suffix, inserted.label.as_str()),
        (2, Some(1), "第二条之一")
    );
}

#[test]
fn references_at_the_beginning_of_a_line_are_no_articles() {
    let text = "试验办法\n第一条 依照《试验法》\n第六十五条的规定处理，并适用\n第三条、第四条。\n\
                第二条 甲违反《试验法》第九条规定的，处罚。\n第一条第二款所称甲，是指乙。\n";
    let read = parsed(text).expect("a law");
    assert_eq!(read.articles.len(), 2);
    assert_eq!(
        read.at("art_1").as_deref(),
        Some("依照《试验法》第六十五条的规定处理，并适用第三条、第四条。")
    );
    assert_eq!(read.at("art_2__para_2").as_deref(), Some("第一条第二款所称甲，是指乙。"));
}

#[test]
fn what_is_no_text_is_refused_whatever_its_name() {
    assert_eq!(refused(Vec::new()).0, "empty");
    assert_eq!(refused(b" \n\t\r\n".to_vec()).0, "empty");
    assert_eq!(refused("\u{feff}".into()).0, "empty");
    let png = [b"\x89PNG\r\n\x1a\n".as_slice(), &[0, 0, 0, 13], b"IHDR", &[0; 64]].concat();
    assert_eq!(refused(png).0, "not-text");
    assert_eq!(
        refused([b"\xFF\xD8\xFF\xE0\0\x10JFIF\0".as_slice(), &[1; 99]].concat()).0,
        "not-text"
    );
    assert_eq!(refused("关于试验的通知\n请于下周一前报送。\n".into()).0, "no-articles");
}

#[test]
fn items_and_their_own_items_have_addresses_in_their_places() {
    let text = "第一条 提交下列材料：（一）申请书；（二）证明：\n1.身份证明；\n2.资格证明；\n（三）其他。\n\
                前款材料一式两份。\n第二条 甲。\n";
    let read = parsed(text).expect("a law");
    let first = &read.articles[0].paragraphs[0];
    let addresses: Vec<&str> = first.items.iter().map(|it| it.address.as_str()).collect();
    let expected = [
        "art_1__para_1__item_1",
        "art_1__para_1__item_2",
        "art_1__para_1__item_2__subitem_1",
        "art_1__para_1__item_2__subitem_2",
        "art_1__para_1__item_3",
    ];
    assert_eq!(addresses, expected);
    assert_eq!(first.text, "提交下列材料：");
    assert_eq!(read.at("art_1__para_2").as_deref(), Some("前款材料一式两份。"));
}
