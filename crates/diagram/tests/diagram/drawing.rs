//! The drawing: nothing covers anything, lines touch what they join, the same file each time.

use diagram::{Kind, Rect};
use law::Language;

use crate::charts;

fn apart(one: &Rect, other: &Rect) -> bool {
    one.right() <= other.x
        || other.right() <= one.x
        || one.bottom() <= other.y
        || other.bottom() <= one.y
}

#[test]
fn boxes_lie_apart_and_inside_their_lane() {
    for (regime, chart) in charts() {
        let drawing = diagram::place(&chart);
        let boxes: Vec<_> = chart.nodes.iter().zip(&drawing.boxes).collect();
        for (at, (node, rect)) in boxes.iter().enumerate() {
            let lane = drawing.lanes.iter().find(|(lane, _)| *lane == node.lane);
            let (_, lane) = lane.expect("a lane of the chart");
            let inside = lane.x <= rect.x
                && rect.right() <= lane.right()
                && lane.y <= rect.y
                && rect.bottom() <= lane.bottom();
            assert!(inside, "{} {}", regime.id, node.id);
            for (other, beside) in boxes.iter().skip(at.saturating_add(1)) {
                // A clock sits on the edge of its box.
                let clock = [&node.kind, &other.kind]
                    .into_iter()
                    .any(|kind| matches!(kind, Kind::Timer { .. }));
                assert!(clock || apart(rect, beside), "{} {} {}", regime.id, node.id, other.id);
            }
        }
    }
}

#[test]
fn lines_are_upright_or_level_join_their_boxes_and_cross_none() {
    for (regime, chart) in charts() {
        let drawing = diagram::place(&chart);
        for (flow, line) in chart.flows.iter().zip(&drawing.lines) {
            let (first, last) =
                (line.points.first().expect("a point"), line.points.last().expect("a point"));
            for (end, at) in [(first, flow.from), (last, flow.to)] {
                let rect = drawing.boxes.get(at).expect("a box");
                let on_edge = rect.x <= end.0
                    && end.0 <= rect.right()
                    && rect.y <= end.1
                    && end.1 <= rect.bottom();
                assert!(on_edge, "{} {flow:?}", regime.id);
            }
            for (from, to) in line.points.iter().zip(line.points.iter().skip(1)) {
                assert!(from.0 == to.0 || from.1 == to.1, "{} {flow:?}", regime.id);
                let stretch = Rect {
                    x: from.0.min(to.0),
                    y: from.1.min(to.1),
                    width: (from.0 - to.0).abs(),
                    height: (from.1 - to.1).abs(),
                };
                for (at, rect) in drawing.boxes.iter().enumerate() {
                    let own = at == flow.from || at == flow.to;
                    let clock = chart.nodes.get(at).map(|node| &node.kind);
                    let sits = matches!(clock, Some(Kind::Timer { .. }));
                    let on = Some(at) == host(&chart, flow.from);
                    assert!(
                        own || sits || on || apart(&stretch, rect),
                        "{} {flow:?} {at}",
                        regime.id
                    );
                }
            }
        }
    }
}

fn host(chart: &diagram::Chart, at: usize) -> Option<usize> {
    match chart.nodes.get(at)?.kind {
        Kind::Timer { host, .. } => Some(host),
        Kind::Start | Kind::Task { .. } | Kind::Gateway | Kind::End { .. } => None,
    }
}

#[test]
fn the_same_law_gives_the_same_file_and_both_languages_say_every_act() {
    for ((_, one), (_, other)) in charts().iter().zip(&charts()) {
        assert_eq!(diagram::bpmn(one), diagram::bpmn(other));
        for language in [Language::Zh, Language::En] {
            assert_eq!(diagram::svg(one, language), diagram::svg(other, language));
        }
        for node in one.nodes.iter().filter(|node| matches!(node.kind, Kind::Task { .. })) {
            assert!(!node.name.zh.is_ascii(), "{} has no Chinese name", node.id);
            assert!(node.name.en.is_ascii(), "{} has no English name", node.id);
            assert!(!node.cites.is_empty(), "{} rests on no article", node.id);
        }
    }
}
