//! The wording of the notices, read by a parser of its own, and the list others merged.

use std::collections::BTreeMap;

use calendar::{Calendar, DayKind};
use jiff::civil::Date;

use crate::{day, days, facts};

/// Off or worked, as a sentence of a notice says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Off,
    Worked,
}

/// A day after `text`'s start: `2018年12月30日`, `1月1日`, `4日`, the year and month carried along.
fn read_day(text: &str, year: &mut i16, month: &mut i8) -> Option<(Date, usize)> {
    let end = text.find('日')?;
    let mut rest = &text[..end];
    let (mut own_year, mut own_month) = (*year, *month);
    if let Some((before, after)) = rest.split_once('年') {
        own_year = before.parse().ok()?;
        rest = after;
    }
    if let Some((before, after)) = rest.split_once('月') {
        own_month = before.parse().ok()?;
        rest = after;
    }
    let date = Date::new(own_year, own_month, rest.parse().ok()?).ok()?;
    (*year, *month) = (own_year, own_month);
    Some((date, end + '日'.len_utf8()))
}

/// Days and stretches (至) named in a sentence; what stands in brackets is commentary.
fn read_days(sentence: &str, of_year: i16) -> Vec<(Date, Date)> {
    let mut found: Vec<(Date, Date)> = Vec::new();
    let (mut year, mut month) = (of_year, 1);
    let mut rest = sentence;
    let mut to = false;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit() || c == '至') {
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix('至') {
            to = true;
            rest = after;
            continue;
        }
        let Some((date, length)) = read_day(rest, &mut year, &mut month) else {
            break;
        };
        match (to, found.last_mut()) {
            (true, Some(last)) => last.1 = date,
            (_, _) => found.push((date, date)),
        }
        // A day in its own year does not move the others: 2018年12月30日至2019年1月1日.
        to = false;
        rest = &rest[length..];
    }
    found
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0;
    let mut plain = String::new();
    for c in text.chars() {
        match c {
            '（' => depth += 1,
            '）' => depth -= 1,
            c if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    plain
}

/// What the notices say of each day, the later over the earlier.
fn read_notices(page: &str) -> BTreeMap<Date, Said> {
    let mut said = BTreeMap::new();
    for section in page.split("\n## ").skip(1) {
        let (head, body) = section.split_once('\n').expect("a section has a body");
        let year: i16 = head[..4].parse().expect("a section begins with its year");
        let body = without_brackets(body);
        let lines = body.lines().filter(|line| line.starts_with("一、"));
        for sentence in lines.flat_map(|line| line.split('。')) {
            let what = if sentence.contains("延长") {
                extend(&mut said, sentence);
                continue;
            } else if sentence.contains("放假") {
                Said::Off
            } else if sentence.contains("上班") {
                Said::Worked
            } else {
                continue;
            };
            for clause in sentence.split('，') {
                let is_off =
                    what == Said::Off && clause.contains("放假") || clause.contains("补休");
                if is_off || what == Said::Worked {
                    for (from, to) in read_days(clause, year) {
                        days(from, to).for_each(|day| {
                            said.insert(day, what);
                        });
                    }
                }
            }
        }
    }
    said
}

/// 延长2020年春节假期至2月2日，2月3日起正常上班: all days off from the last one known.
fn extend(said: &mut BTreeMap<Date, Said>, sentence: &str) {
    assert!(sentence.contains("延长2020年春节假期至2月2日"), "{sentence}");
    days(day("2020-01-31"), day("2020-02-02")).for_each(|day| {
        said.insert(day, Said::Off);
    });
}

#[test]
fn every_day_is_what_the_wording_of_the_notices_says() {
    let Some(page) = facts("text/holiday_notices.md") else {
        return;
    };
    let said = read_notices(&page);
    assert!(200 < said.len(), "the parser found only {} days", said.len());
    let calendar = Calendar::built_in();
    for day in days(day("2017-01-01"), day("2026-12-28")) {
        match (said.get(&day), calendar.day(day)) {
            (Some(Said::Off), DayKind::Holiday { .. })
            | (Some(Said::Worked), DayKind::MakeUp { .. })
            | (None, DayKind::Working | DayKind::Weekend) => {}
            (said, kind) => panic!("{day}: the notices say {said:?}, the calendar {kind:?}"),
        }
    }
}

#[test]
fn the_papers_are_those_of_the_notices() {
    let Some(page) = facts("text/holiday_notices.md") else {
        return;
    };
    let calendar = Calendar::built_in();
    let heads: Vec<&str> = page.lines().filter(|line| line.starts_with("## ")).collect();
    let papers: Vec<_> = calendar.all_papers().collect();
    assert_eq!(heads.len(), papers.len());
    for (head, paper) in heads.iter().zip(papers) {
        assert!(head.contains(&paper.number), "{head} / {}", paper.number);
        assert!(head.contains(&paper.date.to_string()), "{head} / {}", paper.date);
        assert_eq!(head.contains("from memory"), !paper.number_verified, "{head}");
    }
}

#[test]
fn every_day_is_what_the_merged_list_says() {
    let Some(text) = facts("holidays.json") else {
        return;
    };
    let list: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let mut off = BTreeMap::new();
    for year in 2017..=2026 {
        let year = &list["years"][year.to_string()];
        for (key, worked) in [("off_days", false), ("adjusted_workdays", true)] {
            for entry in year[key].as_array().expect("a list") {
                off.insert(day(entry["date"].as_str().expect("a day")), worked);
            }
        }
    }
    let calendar = Calendar::built_in();
    // From 29 December 2026 on the notice for 2027 may speak.
    for day in days(day("2017-01-01"), day("2026-12-28")) {
        let weekday = day.weekday().to_monday_one_offset() < 6;
        let expected = off.get(&day).copied().unwrap_or(weekday);
        assert_eq!(calendar.earliest().is_working(day), expected, "{day}");
        assert_eq!(calendar.latest().is_working(day), expected, "{day}");
    }
}

#[test]
fn the_statutory_days_are_those_of_the_list() {
    let Some(text) = facts("holidays.json") else {
        return;
    };
    let list: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let calendar = Calendar::built_in();
    let mut checked = 0;
    for year in (2017..=2026).map(|year| year.to_string()) {
        for entry in list["years"][&year]["off_days"].as_array().expect("a list") {
            let day = day(entry["date"].as_str().expect("a day"));
            let statutory = entry["statutory"].as_bool().expect("a flag");
            assert_eq!(calendar.is_holiday(day), statutory, "{day}");
            checked += usize::from(statutory);
        }
    }
    // 2020 has ten: the Mid-Autumn Festival fell on the first of October.
    assert_eq!(checked, 11 * 8 - 1 + 13 * 2);
    let of_2027 = list["years"]["2027"]["statutory_days"].as_array().expect("a list");
    let of_2027: Vec<Date> =
        of_2027.iter().map(|entry| day(entry["date"].as_str().expect("a day"))).collect();
    let computed: Vec<Date> = days(day("2027-01-01"), day("2027-12-31"))
        .filter(|day| calendar.is_holiday(*day))
        .collect();
    assert_eq!(computed, of_2027);
}
