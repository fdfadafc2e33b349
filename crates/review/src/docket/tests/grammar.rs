//! Lines, acts and consequences.

use law::Language;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use super::generated;
use crate::docket::{Fault, print_consequences, print_line, read_line, read_page};
use crate::{Act, Command};

fn check_line(text: &str, json: &str) {
    let line = read_line(text, 1).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
    let act = serde_json::to_value(&line.command.act).unwrap();
    let expected: serde_json::Value = serde_json::from_str(json).unwrap();
    assert_eq!(act, expected, "{text}");
}

fn check_fault(text: &str, column: usize, zh: &str, en: &str) {
    let fault = read_line(text, 7).expect_err(text);
    let Fault { line, column: at, text: words } = fault;
    assert_eq!((line, at), (7, column), "{text}: {words:?}");
    assert!(words.zh.contains(zh), "{text}: {}", words.zh);
    assert!(words.en.contains(en), "{text}: {}", words.en);
}

#[test]
fn every_act_has_its_words_in_both_languages() {
    let mut runner = TestRunner::deterministic();
    let strategies = generated::acts();
    let mut names = Vec::new();
    for strategy in &strategies {
        for _ in 0..20 {
            let act = strategy.new_tree(&mut runner).unwrap().current();
            names.push(act.name());
            check_round_trip(&Command { actor: crate::Actor::Office, act, dated: None });
        }
    }
    names.sort_unstable();
    names.dedup();
    let mut all = Act::NAMES.to_vec();
    all.sort_unstable();
    assert_eq!(names, all, "every act of the vocabulary is generated here");
}

#[test]
fn every_row_of_the_table_is_of_an_act() {
    for (act, _, _) in super::super::acts::ACTS {
        assert!(Act::NAMES.contains(act), "{act} is no act");
    }
}

fn check_round_trip(command: &Command) {
    let day = jiff::civil::date(2024, 3, 4);
    for language in [Language::Zh, Language::En] {
        for time in [None, Some(jiff::civil::time(16, 30, 0, 0))] {
            let printed = print_line(day, time, command, language);
            assert!(!printed.contains(['\n', '\r', '\0']), "{printed:?}");
            let line = read_line(&printed, 1);
            let line = line.unwrap_or_else(|fault| panic!("{printed:?}: {fault:?}"));
            assert_eq!(&line.command, command, "{printed:?}");
            assert_eq!((line.date, line.time), (day, time), "{printed:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_printed_is_read_back(command in generated::command()) {
        check_round_trip(&command);
    }

    #[test]
    fn no_text_makes_the_reader_stumble(text in any::<String>()) {
        let _ = read_line(&text, 1);
        let _ = read_page(&text);
        let _ = read_page(&format!("# t\n```docket\n{text}\n```\n"));
        let _ = read_line(&format!("2024-03-04  office  {text}"), 1);
        let _ = read_line(&format!("2024-03-04  office  concludes -> {text}"), 1);
    }

    #[test]
    fn no_line_of_known_words_makes_the_reader_stumble(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "office", "当事人", "->", "→", "\"", "“", "”", "because", "理由", " ", "  ", "第",
                "2024-03-04", "2024-02-30", "16:30", "extends", "preliminary-review", "by", "0",
                "延长", "个工作日", "(Art. 11)", "（第十一条）", "refused:", "due", "stopped", "of",
                "consultation", "征求意见", "met", ";", "，", "\u{3000}", "\u{202e}", "\t", "、",
            ]),
            0..14,
        )
    ) {
        let text = words.concat();
        let _ = read_line(&text, 1);
        let _ = read_line(&format!("2024-03-04  office  {text}"), 1);
        let _ = read_line(&format!("2024-03-04  office  concludes -> {text}"), 1);
    }
}

#[test]
fn the_lines_of_the_contract_are_read() {
    check_line(
        "2024-03-04  party       files procurement     -> intake due 2024-03-18 Mon (Art. 9)",
        r#"{"act":"files","kind":"procurement"}"#,
    );
    check_line(
        "2024-05-14  office      extends preliminary-review by 16 because \"many parts\"   -> \
         refused: at most 15 more working days (Art. 11)",
        r#"{"act":"extend-limit","limit":"preliminary-review","working_days":16,
            "because":"many parts"}"#,
    );
    check_line(
        "2024-06-20  unit:miit   replies agree",
        r#"{"act":"reply","opinion":"agree","again":false}"#,
    );
    check_line(
        "2024-03-04  department:nea  finds national security not affected",
        r#"{"act":"find-affected","affected":false}"#,
    );
    check_line(
        "2024-03-04 16:30  office  serves notice 3 on party by post",
        r#"{"act":"serve","notice":3,"on":"party","by":"post"}"#,
    );
    check_line(
        "2024-03-04  office  determines object \"x\" on requirement of department:nea",
        r#"{"act":"determine-object","object":"x","ground":"department","by":"department:nea"}"#,
    );
}

#[test]
fn chinese_lines_are_read_with_or_without_gaps_and_in_either_width() {
    check_line(
        "2024-05-14　办公室　延长初步审查15个工作日 理由“零部件多”→初步审查 截止 2024-06-05 周三\
         （第十一条）",
        r#"{"act":"extend-limit","limit":"preliminary-review","working_days":15,
            "because":"零部件多"}"#,
    );
    check_line(
        "2024-06-20  成员单位：工信部  回复 原则同意 修改意见 「第三节」 另文 \"机密1号\"",
        r#"{"act":"reply","opinion":"agree-with-points","text":"第三节","on_paper":"机密1号",
            "again":false}"#,
    );
    check_line(
        "2024-06-20  办公室  修改审查结论建议为附承诺通过并重新征求意见 理由\"a -> b; c  d\"",
        r#"{"act":"amend-proposal","conclusion":"pass-with-commitments","because":"a -> b; c  d"}"#,
    );
    check_line(
        "2024-06-20  办公室  告知补正 申报书、分析报告，采购文件",
        r#"{"act":"return-filing","materials":["declaration","analysis","documents"]}"#,
    );
}

/// Lines that cannot be read, where, and what must be told.
const FAULTS: &[(&str, usize, &str, &str)] = &[
    ("2024-02-30  office  concludes", 1, "存在的日期", "a day that exists"),
    ("2016-12-31  office  concludes", 1, "2017-01-01", "from 2017-01-01 on"),
    ("2024-03-04 office  concludes", 12, "空两格", "two or more spaces"),
    ("2024-03-04  office concludes", 20, "空两格", "two or more spaces"),
    ("2024-03-04  ofice  concludes", 13, "行为人", "an actor"),
    ("2024-03-04  unit:  concludes", 20, "机构代号", "id of a body"),
    ("2024-03-04  office  conclude", 21, "concludes", "nearest: `concludes`"),
    ("2024-03-04  office  notes \"x", 27, "后引号", "closing quotation mark"),
    ("2024-03-04  office  notes \"\0\"", 28, "U+0000", "U+0000"),
    ("2024-03-04  office  proposes perhaps", 30, "附承诺通过", "`pass`"),
    ("2024-03-04  office  concludes -> all is well", 34, "后果", "a consequence"),
    ("2024-03-04 25:00  office  concludes", 12, "16:30", "16:30"),
    ("2024-03-04  office  extends preliminary-review by 0", 51, "1至999个工作日", "1 to 999"),
    ("2024-03-04  office  extends preliminary-review by 1000", 51, "1至999个工作日", "1 to 999"),
    (
        "2024-03-04  office  extends preliminary-review by 99999999999999",
        51,
        "1至999个工作日",
        "1 to 999",
    ),
    (
        "2024-03-04  office  corrects entry 1 dated 2024-02-30 \"x\"",
        44,
        "存在的日期",
        "a day that exists",
    ),
    ("2024-03-04  office  corrects entry 1 2024-02-29", 38, "引号内", "in quotation marks"),
    ("2024-03-04  office  opens review because", 41, "引号内", "in quotation marks"),
];

#[test]
fn a_line_that_cannot_be_read_says_where_and_what_was_expected() {
    for (text, column, zh, en) in FAULTS {
        check_fault(text, *column, zh, en);
    }
}

fn check_consequence(en: &str, zh: &str) {
    for written in [en, zh] {
        let line = format!("2024-03-04  office  concludes  -> {written}");
        let line = read_line(&line, 1).unwrap_or_else(|fault| panic!("{written}: {fault:?}"));
        let read = line.written.unwrap().consequences;
        if !written.contains("refused") && !written.contains("不予记入") {
            assert_eq!(print_consequences(&read, Language::En), en);
            assert_eq!(print_consequences(&read, Language::Zh), zh);
        }
    }
}

/// Consequences in English and in Chinese.
const PAIRS: &[(&str, &str)] = &[
    ("intake due 2024-03-18 Mon (Art. 9)", "申报处理 截止 2024-03-18 周一（第九条）"),
    (
        "special-review due 2027-02-19 Fri to 2027-03-02 Tue, provisional",
        "特别审查 截止 2027-02-19 周五 至 2027-03-02 周二，暂定",
    ),
    ("intake not started: analysis missing (Art. 8)", "申报处理 未起算：缺分析报告（第八条）"),
    ("consultation of miit awaiting receipt", "征求意见 工信部 待收到"),
    (
        "preliminary-review stopped (Art. 15), 20 of 30 working days left",
        "初步审查 暂停计算（第十五条），尚余 20 个工作日（共 30 个）",
    ),
    ("intake met 2024-03-15, 1 working day early", "申报处理 已完成 2024-03-15，提前 1 个工作日"),
    (
        "preliminary-review met 2024-06-05, on the last day",
        "初步审查 已完成 2024-06-05，期限最后一日",
    ),
    (
        "special-review met 2024-11-20, 13 working days late",
        "特别审查 已完成 2024-11-20，迟延 13 个工作日",
    ),
    ("intake overdue by 3 working days", "申报处理 逾期 3 个工作日"),
    (
        "consultation of miit due 2024-06-27 Thu (Art. 12)",
        "征求意见 工信部 截止 2024-06-27 周四（第十二条）",
    ),
    (
        "consultation of nea due 2024-06-27 Thu (internal target)",
        "征求意见 nea 截止 2024-06-27 周四（内部目标）",
    ),
    (
        "opinions agreed; conclusion to be notified, no limit stated",
        "意见一致；待通知审查结论，未规定期限",
    ),
    (
        "special-review due 2024-11-01 Fri (Art. 14); opinions divided",
        "特别审查 截止 2024-11-01 周五（第十四条）；意见不一致",
    ),
    ("no article in measures-2020", "无相应条款 measures-2020"),
    (
        "refused: at most 15 more working days (Art. 11)",
        "不予记入：至多再延长 15 个工作日（第11条）",
    ),
    ("refused: no-protection-department", "不予记入：no-protection-department"),
];

#[test]
fn consequences_are_said_in_both_languages() {
    for (en, zh) in PAIRS {
        check_consequence(en, zh);
    }
}
