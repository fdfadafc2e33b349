//! Pages: sections, fences, keys, and the other language.

use law::Language;

use crate::docket::{print_page, read_page};

#[test]
fn sections_start_afresh_and_other_fences_are_not_run() {
    let page = "Law: nonsense prose\n# One\nLaw: measures-2022\nNote: no key.\n\n\
                ```docket\n2024-03-04  party  files procurement\n```\nprose\n\
                ~~~ docket\n2024-03-05  office  opens review\n~~~\n\
                ## Two\n````markdown\n## Not a heading\n```docket\nnonsense\n```\n````\n\
                ```text\nnonsense\n```\n<!--\n```docket\nnonsense\n```\n-->\n\
                Three\n=====\n适用：measures-2020\n截至: 2021-01-04\n```docket\n\
                2021-01-04　当事人　申报 采购\n```\n";
    let page = read_page(page).unwrap();
    let titles: Vec<_> = page.sections.iter().map(|s| (s.title.as_str(), s.lines.len())).collect();
    assert_eq!(titles, [("One", 2), ("Three", 1)]);
    assert_eq!(page.sections[0].language(), Language::En);
    assert_eq!(page.sections[1].language(), Language::Zh);
    assert_eq!(page.sections[1].header.law.as_ref().unwrap().value.as_str(), "measures-2020");
}

fn check_key(line: &str, refused: bool) {
    let page = format!("# T\n{line}\n```docket\n2024-03-04  party  files procurement\n```\n");
    assert_eq!(read_page(&page).is_err(), refused, "{line}");
}

#[test]
fn a_misspelt_key_is_refused_and_prose_is_not() {
    for line in [
        "Lwa: measures-2022",
        "Laws: measures-2022",
        "law: measures-2022",
        "Consutled: unit:miit",
        "As off: 2024-03-04",
        "Know on: 2024-03-04",
        "Position: members=all",
        "截止：2024-03-04",
        "解释口经：members=all",
        "Law: measures-2022\nLaw: measures-2020",
        "Consulted: party",
        "Positions: members",
        "As of: 2024-13-01",
        "Law: measures-2022 or so",
    ] {
        check_key(line, true);
    }
    for line in [
        "Source: secrss.com",
        "Assumed: the date of the announcement.",
        "来源：secrss.com",
        "The party said so: on Monday, As of: nothing.",
        "Known on: 2024-03-04",
        "Consulted: unit:miit by letter, department:nea",
        "征求意见单位：成员单位:工信部 以信函、部门:国家能源局",
        "Positions: members=concerned, start-day=counted",
    ] {
        check_key(line, false);
    }
}

const BOTH: &str = "# One\r\nProse “stays”.\r\nLaw: measures-2022\r\n\
    Consulted: unit:miit by letter, department:nea\r\n\r\n```docket\r\n\
    2024-03-04  party  files procurement -> intake due 2024-03-18\r\n\
    2024-03-15 09:30   unit:miit    replies agree because \"a  ;b\" dated 2024-03-14\r\n\r\n\
    2024-03-15  office  concludes   -> refused: out-of-turn\r\n```\r\ntail";

#[test]
fn a_page_turned_into_the_other_language_and_back_says_the_same() {
    let print = |text: &str, language| {
        let page = read_page(text).unwrap_or_else(|faults| panic!("{text}: {faults:?}"));
        print_page(text, &page, &std::collections::BTreeMap::new(), language)
    };
    let zh = print(BOTH, Language::Zh);
    let en = print(&zh, Language::En);
    assert_eq!(print(&en, Language::Zh), zh);
    assert_eq!(print(&zh, Language::Zh), zh);
    assert!(zh.contains("Prose “stays”.\r\n适用：measures-2022\r\n"), "{zh}");
    assert!(zh.contains("征求意见单位：成员单位:工信部 以信函、部门:nea\r\n"), "{zh}");
    assert!(zh.ends_with("-> 不予记入：out-of-turn\r\n```\r\ntail"), "{zh}");
    let commands = |text: &str| {
        let sections = read_page(text).unwrap().sections;
        let lines = sections.into_iter().flat_map(|section| section.lines);
        lines.map(|line| (line.number, line.date, line.time, line.command)).collect::<Vec<_>>()
    };
    assert_eq!(commands(BOTH), commands(&zh));
    assert_eq!(commands(BOTH), commands(&en));
}

#[test]
fn of_many_faults_the_first_hundred_are_told_and_how_many_more() {
    let page = |bad: usize| format!("# T\n```docket\n{}```\n", "nonsense\n".repeat(bad));
    let faults = read_page(&page(100)).unwrap_err();
    assert_eq!((faults.len(), faults.last().unwrap().line), (100, 102));
    let faults = read_page(&page(4_100)).unwrap_err();
    assert_eq!(faults.len(), 101);
    let last = faults.last().unwrap();
    assert_eq!(last.text.en, "and 4000 more that cannot be read, not listed");
    assert_eq!((last.line, last.text.zh.contains("4000")), (102, true));
}

#[test]
fn marks_of_emphasis_make_no_prose_of_a_key() {
    for (line, refused) in [
        ("**Law**: measures-2022", true),
        ("**Law:** measures-2022", true),
        ("_Consluted_: unit:miit", true),
        ("`适用`：measures-2022", true),
        ("**Lawyers**: two were heard", false),
        ("**Note**: the day is a Sunday", false),
    ] {
        let page = format!("# T\n{line}\n```docket\n2024-03-04  party  files procurement\n```\n");
        assert_eq!(read_page(&page).is_err(), refused, "{line}");
    }
}
