//! Coordinates: a drawing that BPMN and SVG share. Everything is in pixels; centres lie on a grid
//! of ten.

use crate::chart::{After, Chart, Family, Kind, Lane};
use crate::route::{Street, route};
use crate::rows::{Cell, cells, host, stands};

/// A rectangle: left, top, width, height.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rect {
    /// Left.
    pub x: i32,
    /// Top.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
}

impl Rect {
    /// A rectangle around a centre.
    pub fn around((x, y): (i32, i32), width: i32, height: i32) -> Rect {
        Rect { x: x - width / 2, y: y - height / 2, width, height }
    }

    /// Its centre.
    pub fn centre(self) -> (i32, i32) {
        (self.x + self.width / 2, self.y + self.height / 2)
    }

    /// Its right edge.
    pub fn right(self) -> i32 {
        self.x + self.width
    }

    /// Its lower edge.
    pub fn bottom(self) -> i32 {
        self.y + self.height
    }
}

/// A line from box to box: its corners.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// Corners, from the box it leaves to the box it enters.
    pub points: Vec<(i32, i32)>,
}

/// A family, placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedFamily {
    /// Its frame.
    pub frame: Rect,
    /// Where it begins.
    pub start: Rect,
    /// Where it ends.
    pub end: Rect,
    /// Its acts, in order.
    pub acts: Vec<Rect>,
}

/// A chart with a place for everything.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Width of the whole.
    pub width: i32,
    /// Height of the whole.
    pub height: i32,
    /// The pool of the procedure.
    pub pool: Rect,
    /// Its lanes, in the order of the chart.
    pub lanes: Vec<(Lane, Rect)>,
    /// Boxes, in the order of the chart.
    pub boxes: Vec<Rect>,
    /// What stands under a box with a limit, in the order of the chart.
    pub labels: Vec<Rect>,
    /// Lines, in the order of the chart.
    pub lines: Vec<Line>,
    /// The pool of what stands beside it.
    pub beside: Rect,
    /// Families, in the order of the chart.
    pub families: Vec<PlacedFamily>,
}

const MARGIN: i32 = 20;
const TITLE: i32 = 60;
/// The strip with the name of a pool, and that of a lane.
pub(crate) const STRIP: i32 = 30;
const ROW: i32 = 160;
const WIDE: i32 = 170;
const MIDDLE: i32 = 190;
const NARROW: i32 = 90;
const TASK: (i32, i32) = (120, 80);
const GATEWAY: i32 = 40;
const EVENT: i32 = 36;
const TIMER: i32 = 28;
const OVERDUE: i32 = 20;
const ACT: (i32, i32) = (110, 80);
const GAP: i32 = 12;
const FAMILY: i32 = 144;
const LEAST: i32 = 190;

/// Places a chart.
pub fn place(chart: &Chart) -> Drawing {
    let cells = cells(chart);
    let columns = columns(chart, &cells);
    let inner = columns.last().map_or(0, |(start, width)| start + width);
    let families_width = chart.families.iter().map(family_width).max().unwrap_or(0);
    let left = MARGIN + 2 * STRIP;
    let right = (left + inner).max(MARGIN + STRIP + families_width + 2 * GAP) + GAP;
    let lanes = lanes(chart, &cells, right);
    let bottom = lanes.last().map_or(TITLE, |(_, lane)| lane.bottom());
    let pool = Rect { x: MARGIN, y: TITLE, width: right - MARGIN, height: bottom - TITLE };
    let boxes = boxes(chart, &cells, &columns, &lanes);
    let labels = labels(chart, &boxes);
    let street = Street { size: (right + MARGIN, bottom + MARGIN), lanes: &lanes };
    let lines = route(chart, &boxes, &labels, &street);
    let top = bottom + MARGIN;
    let families = families(&chart.families, top, right);
    let end = families.iter().map(|family| family.frame.bottom()).max().unwrap_or(top);
    let beside = Rect { x: MARGIN, y: top, width: right - MARGIN, height: end + GAP - top };
    Drawing {
        width: right + MARGIN,
        height: beside.bottom() + MARGIN + GAP,
        pool,
        lanes,
        boxes,
        labels,
        lines,
        beside,
        families,
    }
}

/// Start and width of each column: narrow where only small boxes stand.
fn columns(chart: &Chart, cells: &[Cell]) -> Vec<(i32, i32)> {
    let last = cells.iter().map(|cell| cell.column).max().unwrap_or(0);
    let mut start = 0;
    let mut columns = Vec::new();
    for column in 0..=last {
        let tasks =
            chart.nodes.iter().zip(cells).any(|(node, cell)| {
                cell.column == column && matches!(node.kind, Kind::Task { .. })
            });
        let named = chart.flows.iter().any(|flow| {
            let from = cells.get(flow.from).map(|cell| cell.column);
            from == Some(column) && flow.name.is_some()
        });
        let width = match (tasks, named || column == 0) {
            (true, _) => WIDE,
            (false, true) => MIDDLE,
            (false, false) => NARROW,
        };
        columns.push((start, width));
        start += width;
    }
    columns
}

fn lanes(chart: &Chart, cells: &[Cell], right: i32) -> Vec<(Lane, Rect)> {
    let mut top = TITLE;
    let mut lanes = Vec::new();
    for (at, lane) in chart.lanes.iter().enumerate() {
        let rows = cells.iter().filter(|cell| cell.lane == at).map(|cell| cell.row).max();
        let height = ROW * i32::try_from(rows.unwrap_or(0)).unwrap_or(0) + ROW;
        let x = MARGIN + STRIP;
        lanes.push((*lane, Rect { x, y: top, width: right - x, height }));
        top += height;
    }
    lanes
}

fn boxes(
    chart: &Chart,
    cells: &[Cell],
    columns: &[(i32, i32)],
    lanes: &[(Lane, Rect)],
) -> Vec<Rect> {
    let centre = |cell: &Cell| {
        let (start, width) = columns.get(cell.column).copied().unwrap_or_default();
        let top = lanes.get(cell.lane).map_or(TITLE, |(_, lane)| lane.y);
        let row = i32::try_from(cell.row).unwrap_or(0);
        let x = MARGIN + 2 * STRIP + start + width / 2;
        (x / 10 * 10, (top + row * ROW + 20 + TASK.1 / 2) / 10 * 10)
    };
    let placed = chart.nodes.iter().zip(cells).map(|(node, cell)| {
        let (x, y) = centre(cell);
        match &node.kind {
            Kind::Task { .. } => Rect::around((x, y), TASK.0, TASK.1),
            Kind::Gateway => Rect::around((x, y), GATEWAY, GATEWAY),
            Kind::Start | Kind::End { after: After::Closed } => Rect::around((x, y), EVENT, EVENT),
            Kind::Timer { .. } => Rect::around((x - TASK.0 / 2 + 20, y + TASK.1 / 2), TIMER, TIMER),
            Kind::End { after: After::Overdue } => {
                Rect::around((x - TASK.0 / 2 + 20, y + TASK.1 / 2 + 40), OVERDUE, OVERDUE)
            }
        }
    });
    placed.collect()
}

/// The words of a limit stand to the right of its clock, under its box.
fn labels(chart: &Chart, boxes: &[Rect]) -> Vec<Rect> {
    let label = |at: usize| {
        let own = boxes.get(at).copied().unwrap_or_default();
        let of = boxes.get(host(&chart.nodes, at)).copied().unwrap_or_default();
        if stands(chart, at) || of == own {
            return Rect::default();
        }
        Rect { x: own.right() + 4, y: of.bottom() + 4, width: 110, height: 44 }
    };
    (0..chart.nodes.len()).map(label).collect()
}

fn family_width(family: &Family) -> i32 {
    let acts = i32::try_from(family.acts.len()).unwrap_or(0);
    (acts * (ACT.0 + GAP) + GAP).max(LEAST) + 2 * (EVENT + GAP)
}

/// Families side by side, in as many rows as it takes.
fn families(families: &[Family], top: i32, right: i32) -> Vec<PlacedFamily> {
    let left = MARGIN + STRIP + GAP;
    let (mut x, mut y) = (left, top + GAP);
    let mut placed = Vec::new();
    for family in families {
        let width = family_width(family);
        if left < x && right - GAP < x + width {
            (x, y) = (left, y + FAMILY + GAP);
        }
        let inner = width - 2 * (EVENT + GAP);
        let frame = Rect { x: x + EVENT + GAP, y, width: inner, height: FAMILY };
        let middle = y + FAMILY / 2;
        let event = |x: i32| Rect::around((x, middle), EVENT - 8, EVENT - 8);
        let acts = (0..family.acts.len()).map(|at| {
            let at = i32::try_from(at).unwrap_or(0);
            let x = frame.x + GAP + at * (ACT.0 + GAP);
            Rect { x, y: y + FAMILY - ACT.1 - GAP, width: ACT.0, height: ACT.1 }
        });
        placed.push(PlacedFamily {
            frame,
            start: event(x + EVENT / 2 - 4),
            end: event(frame.right() + GAP + EVENT / 2 + 4),
            acts: acts.collect(),
        });
        x += width + GAP;
    }
    placed
}

impl Line {
    /// Whether a point lies on it.
    pub(crate) fn passes(&self, (x, y): (i32, i32)) -> bool {
        self.points.iter().zip(self.points.iter().skip(1)).any(|(from, to)| {
            let within = |value: i32, one: i32, other: i32| {
                one.min(other) <= value && value <= one.max(other)
            };
            within(x, from.0, to.0) && within(y, from.1, to.1)
        })
    }
}
