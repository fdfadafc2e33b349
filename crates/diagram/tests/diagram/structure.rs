//! Nothing hangs loose, nothing is missing, every limit is a clock with its number and article.

use std::collections::BTreeSet;

use diagram::{After, Chart, Kind};
use law::{Budget, Procedure, Regime};

use crate::charts;

/// Boxes that can be reached from a start by arrows, and clocks on reached boxes.
fn reached(chart: &Chart) -> BTreeSet<usize> {
    let start = |at: &usize| chart.nodes.get(*at).is_some_and(|it| it.kind == Kind::Start);
    let mut reached: BTreeSet<usize> = (0..chart.nodes.len()).filter(start).collect();
    loop {
        let before = reached.len();
        for flow in &chart.flows {
            if reached.contains(&flow.from) {
                reached.insert(flow.to);
            }
        }
        for (at, node) in chart.nodes.iter().enumerate() {
            if let Kind::Timer { host, .. } = node.kind
                && reached.contains(&host)
            {
                reached.insert(at);
            }
        }
        if reached.len() == before {
            return reached;
        }
    }
}

#[test]
fn every_box_is_reached_and_leads_to_an_end() {
    for (regime, chart) in charts() {
        let reached = reached(&chart);
        for (at, node) in chart.nodes.iter().enumerate() {
            assert!(reached.contains(&at), "{}: {} is not reached", regime.id, node.id);
            let leaves = chart.flows.iter().any(|flow| flow.from == at);
            let ends = matches!(node.kind, Kind::End { .. });
            assert_eq!(leaves, !ends, "{}: {}", regime.id, node.id);
        }
        for flow in &chart.flows {
            assert!(chart.nodes.len() > flow.from && chart.nodes.len() > flow.to);
        }
    }
}

#[test]
fn ids_are_xml_names_and_each_is_one() {
    for (regime, chart) in charts() {
        let acts = chart.families.iter().flat_map(|family| &family.acts).map(|act| &act.id);
        let families = chart.families.iter().map(|family| &family.id);
        let ids: Vec<&String> =
            chart.nodes.iter().map(|node| &node.id).chain(families).chain(acts).collect();
        let one: BTreeSet<&&String> = ids.iter().collect();
        assert_eq!(one.len(), ids.len(), "{}", regime.id);
        for id in ids {
            let name = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
            assert!(id.chars().all(name) && id.starts_with(char::is_alphabetic), "{id}");
        }
    }
}

/// What stands in the chart, as a step or beside.
fn drawn(chart: &Chart) -> BTreeSet<&str> {
    let steps = chart.nodes.iter().filter_map(|node| match node.kind {
        Kind::Task { act, .. } => Some(act),
        Kind::Start | Kind::Gateway | Kind::Timer { .. } | Kind::End { .. } => None,
    });
    let beside = chart.families.iter().flat_map(|family| &family.acts).map(|act| act.act);
    steps.chain(beside).collect()
}

#[test]
fn every_act_of_the_machine_is_drawn() {
    let of_2017 = [
        "determine-object",
        "take-up",
        "find-affected",
        "assign",
        "report-evaluation",
        "report-assessment",
        "publish-result",
        "circulate-result",
        "publish-assessment",
    ];
    for (regime, chart) in charts() {
        let drawn = drawn(&chart);
        for act in review::Act::NAMES {
            let old = of_2017.contains(act);
            // The trial determines an object where the draft takes a review up; nothing is later
            // than the Measures in force.
            let known = match regime.id.as_str() {
                "draft-2017" => old && *act != "determine-object",
                "trial-2017" => old && *act != "take-up",
                "measures-2022" => !old && *act != "carry-over",
                _ => !old,
            };
            let any = ["correct", "note", "serve", "acknowledge", "report"].contains(act);
            assert_eq!(drawn.contains(act), known || any, "{} {act}", regime.id);
        }
    }
}

/// The clocks of a chart: number and unit as ISO writes them, and the article.
fn clocks(chart: &Chart) -> BTreeSet<(String, String)> {
    let clock = |node: &diagram::Node| match &node.kind {
        Kind::Timer { duration, .. } => {
            let cite = node.cites.first().map(|cite| cite.words().en);
            Some((duration.clone(), cite.unwrap_or_default()))
        }
        Kind::Start | Kind::Task { .. } | Kind::Gateway | Kind::End { .. } => None,
    };
    chart.nodes.iter().filter_map(clock).collect()
}

fn written(regime: &Regime) -> BTreeSet<(String, String)> {
    let steps = regime.steps.iter().filter_map(|step| step.limit.as_ref());
    let mut written: BTreeSet<(String, String)> = steps
        .map(|limit| {
            let duration = match limit.budget {
                Budget::WorkingDays(days) => format!("P{days}D"),
                Budget::Months(months) => format!("P{months}M"),
                Budget::CalendarDays { days, .. } => format!("P{days}D"),
            };
            (duration, limit.cite.words().en)
        })
        .collect();
    let target = regime.limits.as_ref().and_then(|limits| limits.second_consultation_target);
    written.extend(target.map(|days| (format!("P{days}D"), String::new())));
    written
}

#[test]
fn every_limit_of_the_file_is_a_clock_and_no_other() {
    for (regime, chart) in charts() {
        assert_eq!(clocks(&chart), written(&regime), "{}", regime.id);
    }
    let charts = charts();
    let (_, chart) = charts.iter().find(|(it, _)| it.id.as_str() == "draft-2021").expect("it");
    let special = ("P3M".to_owned(), "Art. 14".to_owned());
    assert!(clocks(chart).contains(&special), "the draft counts in months");
}

/// Counted by hand from the articles on the end of a review.
#[test]
fn the_ways_out_are_those_of_the_text() {
    for (regime, chart) in charts() {
        let closed = |node: &&diagram::Node| node.kind == Kind::End { after: After::Closed };
        let mut ends: Vec<&str> =
            chart.nodes.iter().filter(closed).map(|node| node.name.en.as_str()).collect();
        ends.sort_unstable();
        let expected: &[&str] = match regime.procedure {
            // Agreed, and after a special review; found not to need one; refused ex officio.
            Procedure::Review => &["conclusion", "conclusion", "declined", "no review needed"],
            // Published, or circulated within limits.
            Procedure::Evaluation => &["result", "result"],
        };
        assert_eq!(ends, expected, "{}", regime.id);
    }
}
