//! In which column and in which row of its lane each box stands.

use std::collections::BTreeSet;

use crate::chart::{After, Chart, Flow, Kind, Node, Way};

/// A place before coordinates are given: lane (from above), column, row within the lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Cell {
    pub lane: usize,
    pub column: usize,
    pub row: usize,
}

/// Where each box stands. Limits and their ends are drawn on the box they belong to and have that
/// box's place.
pub(crate) fn cells(chart: &Chart) -> Vec<Cell> {
    let columns = columns(chart);
    let depths = depths(chart);
    let first = from_first_start(chart);
    let mut cells: Vec<Cell> = chart
        .nodes
        .iter()
        .zip(&columns)
        .map(|(node, column)| {
            let lane = chart.lanes.iter().position(|lane| *lane == node.lane);
            Cell { lane: lane.unwrap_or_default(), column: *column, row: 0 }
        })
        .collect();
    let mut order: Vec<usize> = (0..chart.nodes.len()).filter(|at| stands(chart, *at)).collect();
    order.sort_by_key(|at| {
        let depth = depths.get(*at).copied().unwrap_or_default();
        (columns.get(*at).copied(), !first.contains(at), std::cmp::Reverse(depth), *at)
    });
    let mut taken: Vec<Cell> = Vec::new();
    for at in order {
        let wanted = row_before(chart, &cells, at);
        let Some(cell) = cells.get_mut(at) else { continue };
        let free = |row: &usize| !taken.contains(&Cell { row: *row, ..*cell });
        // Rather below than above; the first row is the last resort of none.
        let below = (wanted..).find(free).unwrap_or_default();
        let above = (0..wanted).rev().find(free);
        cell.row = above.filter(|row| wanted - row < below - wanted).unwrap_or(below);
        taken.push(*cell);
    }
    on_hosts(chart, &mut cells);
    cells
}

/// Whether a box has a place of its own.
pub(crate) fn stands(chart: &Chart, at: usize) -> bool {
    match chart.nodes.get(at).map(|node| &node.kind) {
        Some(Kind::Timer { .. } | Kind::End { after: After::Overdue }) | None => false,
        Some(Kind::Start | Kind::Task { .. } | Kind::Gateway)
        | Some(Kind::End { after: After::Closed }) => true,
    }
}

/// The box a limit is drawn on; otherwise the box itself.
pub(crate) fn host(nodes: &[Node], at: usize) -> usize {
    match nodes.get(at).map(|node| &node.kind) {
        Some(Kind::Timer { host, .. }) => *host,
        Some(Kind::Start | Kind::Task { .. } | Kind::Gateway | Kind::End { .. }) | None => at,
    }
}

fn onward(chart: &Chart) -> impl Iterator<Item = &Flow> {
    chart.flows.iter().filter(|flow| flow.way == Way::Onward)
}

/// The longest way to each box; a start stands right before what it starts.
fn columns(chart: &Chart) -> Vec<usize> {
    let mut columns = vec![0_usize; chart.nodes.len()];
    for _ in &chart.nodes {
        for flow in onward(chart) {
            let from = columns.get(host(&chart.nodes, flow.from)).copied().unwrap_or_default();
            if let Some(column) = columns.get_mut(flow.to) {
                *column = (*column).max(from.saturating_add(1));
            }
        }
    }
    columns
}

/// The longest way onward from each box: what lies on the main way stands first.
fn depths(chart: &Chart) -> Vec<usize> {
    let mut depths = vec![0_usize; chart.nodes.len()];
    for _ in &chart.nodes {
        for flow in onward(chart) {
            let to = depths.get(flow.to).copied().unwrap_or_default();
            if let Some(depth) = depths.get_mut(host(&chart.nodes, flow.from)) {
                *depth = (*depth).max(to.saturating_add(1));
            }
        }
    }
    depths
}

/// What the first start leads to: its way has the first rows.
fn from_first_start(chart: &Chart) -> BTreeSet<usize> {
    let first = |lane: &crate::Lane| {
        chart.nodes.iter().position(|node| node.kind == Kind::Start && node.lane == *lane)
    };
    let mut reached: BTreeSet<usize> = chart.lanes.iter().find_map(first).into_iter().collect();
    for _ in &chart.nodes {
        let next: Vec<usize> = onward(chart)
            .filter(|flow| reached.contains(&host(&chart.nodes, flow.from)))
            .map(|flow| flow.to)
            .collect();
        reached.extend(next);
    }
    reached
}

/// The row of the last box before this one in its lane, so that ways run straight.
fn row_before(chart: &Chart, cells: &[Cell], at: usize) -> usize {
    let Some(own) = cells.get(at) else { return 0 };
    let before = onward(chart).filter(|flow| flow.to == at).filter_map(|flow| {
        let cell = cells.get(host(&chart.nodes, flow.from))?;
        (cell.lane == own.lane).then_some(cell)
    });
    before.max_by_key(|cell| cell.column).map_or(0, |cell| cell.row)
}

fn on_hosts(chart: &Chart, cells: &mut [Cell]) {
    for (at, node) in chart.nodes.iter().enumerate() {
        let from = match &node.kind {
            Kind::Timer { host, .. } => *host,
            Kind::End { after: After::Overdue } => {
                let into = chart.flows.iter().find(|flow| flow.to == at);
                into.map_or(at, |flow| host(&chart.nodes, flow.from))
            }
            Kind::Start
            | Kind::Task { .. }
            | Kind::Gateway
            | Kind::End { after: After::Closed } => {
                continue;
            }
        };
        let place = cells.get(from).copied();
        if let (Some(cell), Some(place)) = (cells.get_mut(at), place) {
            *cell = place;
        }
    }
}
