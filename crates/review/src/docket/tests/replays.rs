//! What is written held against what happens.

use calendar::Calendar;
use law::{Book, Language, RegimeId};

use crate::Standing;
use crate::docket::{Instead, Replay, read_page, replay, skeleton, update_page};

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
