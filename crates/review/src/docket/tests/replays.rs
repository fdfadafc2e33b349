//! What is written held against what happens.

use calendar::Calendar;
use law::{Book, Language, RegimeId};

use crate::docket::{
    Instead, LAST_DAY, Replay, paper_case, read_page, replay, skeleton, update_page,
};
use crate::{Reason, Standing};

/// A section with this frame and these lines, carried out.
fn section(frame: &str, lines: &[&str]) -> Replay {
    let lines = lines.join("\n");
    let page = format!("# T\n{frame}\n```docket\n{lines}\n```\n");
    let page = read_page(&page).unwrap_or_else(|faults| panic!("{page}: {faults:?}"));
    let replays = replay(&Book::built_in(), &Calendar::built_in(), &page, &Instead::default());
    replays.unwrap().remove(0)
}

const FILED: &str = "2024-03-04  party  files procurement";

/// Whether a filing made on 2024-03-04 may be said to have this consequence.
fn check(consequence: &str, agrees: bool) {
    let line = format!("{FILED}  -> {consequence}");
    let replay = section("Law: measures-2022", &[&line]);
    assert_eq!(replay.agrees(), agrees, "{consequence}");
}

#[test]
fn only_what_is_written_is_compared() {
    for right in [
        "",
        "intake due 2024-03-18",
        "intake due 2024-03-18 Mon",
        "intake due 2024-03-18 (Art. 9)",
        "申报处理 截止 2024-03-18 星期一（第9条）",
        "intake due 2024-03-18 周一 (Article 9)",
    ] {
        check(right, true);
    }
    for wrong in [
        "intake due 2024-03-19",
        "intake due 2024-03-18 Tue",
        "intake due 2024-03-18 (Art. 8)",
        "intake due 2024-03-18 (internal target)",
        "intake due 2024-03-18 Mon; preliminary-review due 2024-04-28",
        "intake due 2024-03-18 to 2024-03-19, provisional",
        "intake stopped",
        "intake met",
        "opinions agreed",
        "refused: out-of-turn",
        "refused",
        "no article in measures-2022",
    ] {
        check(wrong, false);
    }
}

/// Whether an extension too long may be said to be refused like this.
fn check_refusal(consequence: Option<&str>, agrees: bool) {
    let written = consequence.map_or(String::new(), |told| format!("  -> {told}"));
    let extends = "2024-03-18  office  extends preliminary-review by 16 because \"x\"";
    let opens = "2024-03-15  office  opens review";
    let replay = section("", &[FILED, opens, &format!("{extends}{written}")]);
    assert!(replay.steps[2].refusal.is_some());
    assert_eq!(replay.agrees(), agrees, "{consequence:?}");
}

#[test]
fn a_refusal_must_be_written_and_in_our_words_or_by_its_id() {
    let replay = section(
        "",
        &[
            FILED,
            "2024-03-15  office  opens review",
            "2024-03-18  office  extends preliminary-review by 16 because \"x\"",
        ],
    );
    let refusal = replay.steps[2].refusal.clone().unwrap();
    check_refusal(None, false);
    check_refusal(Some("refused"), true);
    check_refusal(Some("refused: extension-too-long"), true);
    check_refusal(Some("refused: extension-too-long (Art. 11)"), true);
    check_refusal(Some("refused: at most 15 more working days (Art. 11)"), true);
    check_refusal(Some(&format!("不予记入：{}（第十一条）", refusal.text.zh)), true);
    check_refusal(Some(&format!("refused: {}", refusal.text.zh)), true);
    check_refusal(Some("refused: at most 14 more working days (Art. 11)"), false);
    check_refusal(Some("refused: extension-too-long (Art. 12)"), false);
    check_refusal(Some("refused: already-extended"), false);
    check_refusal(Some("preliminary-review due 2024-04-28"), false);
}

#[test]
fn overdue_is_read_as_of_the_line_and_at_the_end_as_of_the_page() {
    let lines = |second: &str| {
        section(
            "As of: 2024-03-21",
            &[
                FILED,
                "2024-03-19  office  notes \"x\"  -> intake overdue by 1 working day",
                &format!("2024-03-20  office  notes \"y\"  -> intake overdue by {second}"),
            ],
        )
        .agrees()
    };
    assert!(lines("3 working days"));
    assert!(!lines("2 working days"));
}

#[test]
fn a_partial_supplement_may_be_said_to_keep_the_clock_stopped() {
    let replay = section(
        "",
        &[
            FILED,
            "2024-03-15  office  opens review",
            "2024-03-29  office  requests supplement \"a\"",
            "2024-04-08  party  supplies supplement in part  -> preliminary-review stopped \
             (Art. 15), 20 of 30 working days left",
        ],
    );
    assert!(replay.agrees());
    assert!(replay.steps[3].limits.is_empty());
}

#[test]
fn without_a_version_the_one_in_force_on_the_first_legal_day_governs() {
    let law = |line: &str| section("", &[line]).law;
    assert_eq!(law("2022-02-14  party  files procurement"), RegimeId::new("measures-2020"));
    assert_eq!(law("2022-02-15  party  files procurement"), RegimeId::new("measures-2022"));
    let dated = "2022-02-15  party  files procurement dated 2022-02-14";
    assert_eq!(law(dated), RegimeId::new("measures-2020"));
    let standing = |frame: &str| section(frame, &["2022-02-15  party  files procurement"]).standing;
    assert_eq!(standing(""), Standing::Authoritative);
    assert_eq!(standing("Law: measures-2020"), Standing::Simulation);
    assert_eq!(standing("Law: draft-2021"), Standing::Simulation);
}

#[test]
fn only_notices_known_on_a_day_count() {
    let due = |frame: &str| {
        section(frame, &["2025-12-22  party  files procurement"]).steps[0].actual.clone()
    };
    assert_eq!(due("Known on: 2026-01-01"), due(""));
    assert!(
        due("Known on: 2025-06-01").ends_with("provisional"),
        "{}",
        due("Known on: 2025-06-01")
    );
}

#[test]
fn what_is_written_anew_is_written_once() {
    let page = "\u{feff}# T\r\nLaw: measures-2022\r\n\r\n```docket\r\n\
                \x20 2024-03-04  party  files procurement→  intake due 2024-03-19   \r\n\r\n\
                2024-03-15\toffice\topens review  \r\n\
                2024-03-15  office  notes \"->\"  -> intake met\r\n```\r\n-> prose\u{0}";
    let update = |text: &str| {
        let read = read_page(text).unwrap();
        let instead = Instead::default();
        let replays = replay(&Book::built_in(), &Calendar::built_in(), &read, &instead).unwrap();
        update_page(text, &read, &replays)
    };
    let once = update(page);
    assert_eq!(
        once,
        "\u{feff}# T\r\nLaw: measures-2022\r\n\r\n```docket\r\n\
         \x20 2024-03-04  party  files procurement  → intake due 2024-03-18 Mon (Art. 9)\r\n\r\n\
         2024-03-15\toffice\topens review  -> intake met 2024-03-15, 1 working day early; \
         preliminary-review due 2024-04-28 Sun (Art. 11)\r\n\
         2024-03-15  office  notes \"->\"\r\n```\r\n-> prose\u{0}"
    );
    assert_eq!(update(&once), once);
}

#[test]
fn a_page_to_begin_with_replays_as_it_stands() {
    let (book, calendar) = (Book::built_in(), Calendar::built_in());
    for regime in book.all() {
        for language in [Language::Zh, Language::En] {
            let page = skeleton(&book, &calendar, regime, language);
            let read = read_page(&page).unwrap();
            let replays = replay(&book, &calendar, &read, &Instead::default()).unwrap();
            let all = |steps: usize| replays.iter().all(|one| steps <= one.steps.len());
            assert!(!replays.is_empty() && all(2), "{page}");
            assert!(replays.iter().all(Replay::agrees), "{page}");
            assert_eq!(read.sections[0].language(), language);
        }
    }
}

/// What was proposed on paper without anybody's being asked is concluded no sooner.
#[test]
fn a_paper_case_that_asked_nobody_is_not_concluded_as_if_all_had_agreed() {
    let lines = [
        FILED,
        "2024-03-15  office  opens review",
        "2024-03-18  office  requests supplement \"source list\"",
        "2024-03-19  office  proposes pass",
        "2024-03-20  party   supplies supplement",
        "2024-03-21  office  concludes",
    ];
    let page = format!("# T\nLaw: measures-2022\n```docket\n{}\n```\n", lines.join("\n"));
    let page = read_page(&page).unwrap();
    let section = page.sections.first().unwrap();
    let case = paper_case(&Book::built_in(), &Calendar::built_in(), section).unwrap();
    let refused: Vec<(u32, Reason)> =
        case.irregular.iter().map(|(entry, refusal)| (*entry, refusal.reason)).collect();
    assert_eq!(refused, [(4, Reason::SupplementOutstanding), (6, Reason::OpinionsMissing)]);
}

/// The lines marked irregular, counted from 1, of a docket with one silent body.
fn irregular(correction: &str) -> Vec<usize> {
    let replay = section(
        "Law: measures-2022\nPositions: members=concerned\nConsulted: unit:mss",
        &[
            FILED,
            "2024-03-15  office  opens review",
            "2024-05-06  office  extends preliminary-review by 15 because \"x\" dated 2024-04-28",
            "2024-05-07  office  proposes pass dated 2024-04-30",
            "2024-05-27  office  establishes division because \"silent\"",
            &format!("2024-05-28  office  corrects entry {correction} \"x\""),
        ],
    );
    assert!(replay.steps.iter().all(|step| step.refusal.is_none()), "{correction}");
    let marked = (1..).zip(&replay.steps).filter(|(_, step)| step.irregular);
    marked.map(|(number, _)| number).collect()
}

#[test]
fn what_the_corrected_day_would_have_refused_is_marked_itself_and_what_follows_from_it() {
    assert_eq!(irregular("3 dated 2024-04-26"), [0; 0]);
    assert_eq!(irregular("3 dated 2024-04-29"), [3], "the limit ended on 28 April");
    assert_eq!(irregular("5 dated 2024-05-24"), [0; 0]);
    assert_eq!(irregular("5 dated 2024-05-23"), [5], "the last of the fifteen days");
    assert_eq!(irregular("4 dated 2024-05-07"), [5], "the days begin later, and end on 27 May");
}

#[test]
fn nothing_is_said_beyond_the_end_of_the_calendar() {
    let calendar = Calendar::built_in();
    assert_eq!(calendar.last_day(), LAST_DAY);
    let read = |frame: &str, line: &str| {
        read_page(&format!("# T\n{frame}\n```docket\n{line}\n```\n")).is_ok()
    };
    assert!(read("As of: 2060-12-31", FILED));
    assert!(!read("As of: 2061-01-01", FILED));
    assert!(!read("", "2204-03-04  party  files procurement"));
    assert!(!read("", "2024-03-04  office  notes \"x\" dated 2204-03-04"));
    let law = "Law: measures-2022";
    // 17 to 30 December are ten weekdays, and no holiday falls on them.
    let filed = section(law, &["2060-12-16  party  files procurement"]);
    assert!(filed.steps[0].refusal.is_none(), "{}", filed.steps[0].actual);
    let filed = section(law, &["2060-12-20  party  files procurement"]);
    assert_eq!(
        filed.steps[0].actual,
        "refused: a limit would end after the calendar ends, 2060-12-31, and cannot be counted \
         (house rule calendar)"
    );
}

#[test]
fn an_extension_past_the_end_of_the_calendar_is_refused() {
    let mut lines = vec![
        FILED,
        "2024-03-15  office  opens review",
        "2024-04-12  office  proposes pass",
        "2024-04-22  unit:mss  replies disagree",
    ];
    // 90 and nine times 999 working days are 36 years and a half, some 250 to a year.
    lines.resize(14, "2024-04-23  office  extends special-review by 999 because \"x\"");
    lines.push("2024-04-23  office  extends special-review by 5 because \"x\"");
    let frame = "Law: measures-2022\nPositions: members=concerned\nConsulted: unit:mss";
    let replay = section(frame, &lines);
    assert!(replay.steps[11].refusal.is_none(), "{}", replay.steps[11].actual);
    assert!(replay.steps[13].actual.contains("the calendar ends, 2060-12-31"));
    assert!(replay.steps[14].actual.starts_with("special-review due "));
}

/// Months counted and left of a special review begun on 2021-07-14 and stopped on 1 September.
fn months(as_of: &str, supplied: Option<&str>) -> (u32, u32) {
    let mut lines = vec![
        "2021-05-06  party  files listing",
        "2021-05-12  office  opens review",
        "2021-06-21  office  proposes fail",
        "2021-07-14  unit:mss  replies disagree",
        "2021-09-01  office  requests supplement \"x\"",
    ];
    lines.extend(supplied);
    let frame = "Law: draft-2021\nPositions: members=concerned\nConsulted: unit:mss";
    let replay = section(&format!("{frame}\nAs of: {as_of}"), &lines);
    let limit = replay.summary.limits.last().unwrap();
    (limit.counted, limit.left)
}

#[test]
fn months_that_are_stopped_are_not_counted() {
    assert_eq!(months("2021-09-01", None), (1, 2));
    assert_eq!(months("2022-03-01", None), (1, 2));
    let supplied = Some("2021-09-20  party  supplies supplement");
    assert_eq!(months("2021-10-02", supplied), (1, 2));
    assert_eq!(months("2021-10-03", supplied), (2, 1), "14 September and nineteen days");
    assert_eq!(months("2021-11-02", supplied), (3, 0));
}

#[test]
fn a_page_read_on_an_earlier_day_stands_as_it_stood_then() {
    let stands = |as_of: &str| {
        let replay = section(
            &format!("Law: measures-2022\nAs of: {as_of}"),
            &[FILED, "2024-03-15  office  opens review"],
        );
        assert_eq!(replay.steps.iter().filter(|step| step.entry.is_some()).count(), 2);
        (replay.summary.step.word(), replay.limits_told(Language::En).join("; "))
    };
    let (met, due) = ("intake met 2024-03-15, 1 working day early", "intake due 2024-03-18 Mon");
    assert_eq!(stands("2024-03-03"), ("filing", String::new()), "nothing is filed yet");
    assert_eq!(stands("2024-03-14"), ("intake", format!("{due} (Art. 9)")));
    let opened = format!("{met}; preliminary-review due 2024-04-28 Sun (Art. 11)");
    assert_eq!(stands("2024-03-15"), ("preliminary-review", opened));
}

#[test]
fn a_correction_marks_the_act_it_puts_right_where_that_was_unlawful() {
    let replay = section(
        "Law: measures-2022",
        &[
            FILED,
            "2024-03-15  office  opens review",
            "2024-04-29  office  extends preliminary-review by 15 because \"x\" dated 2024-04-28",
            "2024-05-06  office  corrects entry 3 dated 2024-04-29 \"signed a day later\"",
        ],
    );
    let irregular: Vec<bool> = replay.steps.iter().map(|step| step.irregular).collect();
    assert_eq!(irregular, [false, false, true, false]);
}

#[test]
fn a_review_ex_officio_may_be_read_to_have_no_limits_at_all() {
    let replay = section(
        "Law: measures-2022\nPositions: ex-officio-start=none",
        &[
            "2024-03-04  unit:mss  asks for ex officio review of product \"router\"",
            "2024-03-05  office  submits to commission",
            "2024-03-06  commission  approves",
            "2024-03-07  office  opens review",
            "2024-03-08  office  proposes fail",
        ],
    );
    assert_eq!(replay.summary.limits, []);
}
