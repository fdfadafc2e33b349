//! Lines between boxes: each takes the cheapest way over the grid, where corners, crossings and
//! running along another line cost, and boxes cannot be crossed. The same chart gives the same
//! lines.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::chart::{Chart, Flow, Kind, Lane, Way};
use crate::place::{Line, Rect};
use crate::rows::{host, stands};

const GRID: i32 = 10;
const STEP: u32 = 2;
const CORNER: u32 = 24;
const NEAR: u32 = 8;
const CROSSING: u32 = 20;
const ALONG: u32 = 120;
const FORK: u32 = 6;
const SIDE_PORT: u32 = 30;

/// The ground lines run on.
pub(crate) struct Street<'a> {
    pub size: (i32, i32),
    pub lanes: &'a [(Lane, Rect)],
}

/// A line for every arrow of a chart, in its order.
pub(crate) fn route(
    chart: &Chart,
    boxes: &[Rect],
    labels: &[Rect],
    street: &Street<'_>,
) -> Vec<Line> {
    let mut map = Map::new(chart, boxes, labels, street);
    let mut order: Vec<usize> = (0..chart.flows.len()).collect();
    let length = |at: &usize| {
        let flow = chart.flows.get(*at)?;
        let ((ax, ay), (bx, by)) = (boxes.get(flow.from)?.centre(), boxes.get(flow.to)?.centre());
        Some(((ax - bx).abs() + (ay - by).abs(), *at))
    };
    order.sort_by_key(length);
    let mut lines = vec![Line::default(); chart.flows.len()];
    for at in order {
        let Some(flow) = chart.flows.get(at) else { continue };
        let found = map.line(chart, boxes, flow);
        if let Some(line) = lines.get_mut(at) {
            *line = found;
        }
    }
    lines
}

/// Right, down, left, up.
const WAYS: [(i32, i32); 4] = [(1, 0), (0, 1), (-1, 0), (0, -1)];

#[derive(Debug, Clone, Copy)]
struct Port {
    cell: (i32, i32),
    /// Index into `WAYS`: the way a line takes through it.
    way: usize,
    /// Where it touches the box.
    touch: (i32, i32),
    cost: u32,
}

struct Map {
    width: i32,
    height: i32,
    blocked: Vec<bool>,
    near: Vec<u32>,
    used: Vec<Vec<Use>>,
}

#[derive(Clone, Copy, PartialEq)]
struct Use {
    from: usize,
    to: usize,
    upright: bool,
}

impl Map {
    fn new(chart: &Chart, boxes: &[Rect], labels: &[Rect], street: &Street<'_>) -> Map {
        let (width, height) = (street.size.0 / GRID + 1, street.size.1 / GRID + 1);
        let size = usize::try_from(width * height).unwrap_or(0);
        let mut map = Map {
            width,
            height,
            blocked: vec![false; size],
            near: vec![0; size],
            used: vec![Vec::new(); size],
        };
        for (_, lane) in street.lanes {
            for x in 0..width {
                map.soften((x, lane.y / GRID));
                map.soften((x, lane.bottom() / GRID));
            }
        }
        for rect in boxes {
            map.around(*rect, GRID, Map::soften);
            map.around(*rect, 0, Map::block);
        }
        for (at, rect) in labels.iter().enumerate() {
            if !stands(chart, at) {
                map.around(*rect, 0, Map::block);
            }
        }
        for (node, rect) in chart.nodes.iter().zip(boxes) {
            if matches!(node.kind, Kind::Gateway | Kind::Start | Kind::End { .. }) {
                let words = Rect { x: rect.x - 20, y: rect.y - 20, width: 80, height: 20 };
                map.around(words, 0, Map::soften);
            }
        }
        map
    }

    fn at(&self, (x, y): (i32, i32)) -> Option<usize> {
        let inside = 0 <= x && x < self.width && 0 <= y && y < self.height;
        usize::try_from(y * self.width + x).ok().filter(|_| inside)
    }

    fn soften(&mut self, cell: (i32, i32)) {
        if let Some(near) = self.at(cell).and_then(|at| self.near.get_mut(at)) {
            *near += NEAR;
        }
    }

    fn block(&mut self, cell: (i32, i32)) {
        if let Some(blocked) = self.at(cell).and_then(|at| self.blocked.get_mut(at)) {
            *blocked = true;
        }
    }

    fn around(&mut self, rect: Rect, more: i32, mark: fn(&mut Map, (i32, i32))) {
        let up = |value: i32| (value + GRID - 1).div_euclid(GRID);
        let down = |value: i32| value.div_euclid(GRID);
        for y in up(rect.y - more)..=down(rect.bottom() + more) {
            for x in up(rect.x - more)..=down(rect.right() + more) {
                mark(self, (x, y));
            }
        }
    }

    fn line(&mut self, chart: &Chart, boxes: &[Rect], flow: &Flow) -> Line {
        let (Some(from), Some(to)) = (boxes.get(flow.from), boxes.get(flow.to)) else {
            return Line::default();
        };
        if !stands(chart, flow.to) {
            let ((x, bottom), top) = ((from.centre().0, from.bottom()), to.y);
            return Line { points: vec![(x, bottom), (x, top)] };
        }
        let out = if stands(chart, flow.from) {
            let back = flow.way == Way::Back;
            ports(*from, [if back { SIDE_PORT } else { 0 }, SIDE_PORT, u32::MAX, SIDE_PORT], false)
        } else {
            ports(*from, [u32::MAX, 0, u32::MAX, u32::MAX], false)
        };
        let enter = ports(*to, [0, SIDE_PORT, u32::MAX, SIDE_PORT], true);
        let Some((start, path, end)) = self.search(&out, &enter, (flow.from, flow.to)) else {
            return Line { points: vec![from.centre(), to.centre()] };
        };
        self.use_up(&path, (host(&chart.nodes, flow.from), flow.to));
        let inner = path.iter().map(|(x, y)| (x * GRID, y * GRID));
        let mut points: Vec<(i32, i32)> = vec![start.touch];
        points.extend(inner);
        points.push(end.touch);
        Line { points: corners(&points) }
    }

    fn use_up(&mut self, path: &[(i32, i32)], (from, to): (usize, usize)) {
        for (here, next) in path.iter().zip(path.iter().skip(1)) {
            let upright = here.0 == next.0;
            for cell in [*here, *next] {
                let used = Use { from, to, upright };
                if let Some(list) = self.at(cell).and_then(|at| self.used.get_mut(at))
                    && !list.contains(&used)
                {
                    list.push(used);
                }
            }
        }
    }

    fn search(&self, out: &[Port], enter: &[Port], ends: (usize, usize)) -> Option<Found> {
        let states = self.blocked.len().checked_mul(WAYS.len())?;
        let mut best = vec![u32::MAX; states];
        let mut came = vec![usize::MAX; states];
        let mut queue = BinaryHeap::new();
        for port in out {
            let state = self.at(port.cell)? * WAYS.len() + port.way;
            if let Some(known) = best.get_mut(state).filter(|known| port.cost < **known) {
                *known = port.cost;
                queue.push(Reverse((port.cost, state)));
            }
        }
        let mut goal: Option<(u32, usize, Port)> = None;
        while let Some(Reverse((cost, state))) = queue.pop() {
            if goal.as_ref().is_some_and(|(least, ..)| *least <= cost) {
                break;
            }
            if best.get(state).is_none_or(|known| *known < cost) {
                continue;
            }
            let (cell, way) = self.cell(state)?;
            for port in enter.iter().filter(|port| port.cell == cell) {
                let turn = if port.way == way { 0 } else { CORNER };
                let total = cost.saturating_add(port.cost).saturating_add(turn);
                let worse = goal.as_ref().is_some_and(|(least, ..)| *least <= total);
                // A line may not turn round in the port.
                if !worse && (port.way + 2) % WAYS.len() != way {
                    goal = Some((total, state, *port));
                }
            }
            for turn in [0, 1, 3] {
                let next_way = (way + turn) % WAYS.len();
                let (dx, dy) = *WAYS.get(next_way)?;
                let next = (cell.0 + dx, cell.1 + dy);
                let Some(more) = self.cost(cell, next, next_way, ends) else { continue };
                let corner = if turn == 0 { 0 } else { CORNER };
                let total = cost.saturating_add(more).saturating_add(corner);
                let state_next = self.at(next)? * WAYS.len() + next_way;
                if let Some(known) = best.get_mut(state_next).filter(|known| total < **known) {
                    *known = total;
                    *came.get_mut(state_next)? = state;
                    queue.push(Reverse((total, state_next)));
                }
            }
        }
        let (_, mut state, end) = goal?;
        let mut path = Vec::new();
        loop {
            path.push(self.cell(state)?.0);
            match came.get(state) {
                Some(before) if *before != usize::MAX => state = *before,
                Some(_) | None => break,
            }
        }
        path.reverse();
        let first = *path.first()?;
        let start = out.iter().find(|port| port.cell == first)?;
        Some((*start, path, end))
    }

    fn cell(&self, state: usize) -> Option<((i32, i32), usize)> {
        let at = i32::try_from(state / WAYS.len()).ok()?;
        Some(((at % self.width, at / self.width), state % WAYS.len()))
    }

    /// What a step costs; `None`: it cannot be taken.
    fn cost(
        &self,
        here: (i32, i32),
        next: (i32, i32),
        way: usize,
        ends: (usize, usize),
    ) -> Option<u32> {
        let at = self.at(next)?;
        if *self.blocked.get(at)? {
            return None;
        }
        let upright = way % 2 == 1;
        let mut cost = STEP + self.near.get(at)?;
        let here = self.at(here)?;
        for used in self.used.get(at)? {
            if used.upright != upright {
                cost += if used.to == ends.1 { 0 } else { CROSSING };
                continue;
            }
            let both = self.used.get(here)?.contains(used);
            cost += match (both, used.to == ends.1, used.from == ends.0) {
                (false, ..) => CROSSING,
                (true, true, _) => 0,
                (true, false, true) => FORK,
                (true, false, false) => ALONG,
            };
        }
        Some(cost)
    }
}

type Found = (Port, Vec<(i32, i32)>, Port);

/// The ports of a box with their costs, by the side they are on: the right one for lines that
/// leave, the left one for lines that enter; then below, the other, above.
fn ports(rect: Rect, costs: [u32; 4], entering: bool) -> Vec<Port> {
    let (x, y) = rect.centre();
    let (half_width, half_height) = (rect.width / 2, rect.height / 2);
    let sides = WAYS.iter().enumerate().zip(costs).filter(|(_, cost)| *cost < u32::MAX);
    let port = |((side, (dx, dy)), cost): ((usize, &(i32, i32)), u32)| {
        let (dx, dy) = if entering && side % 2 == 0 { (-dx, *dy) } else { (*dx, *dy) };
        let reach = |half: i32| half / GRID + 1;
        let cell = (x / GRID + dx * reach(half_width), y / GRID + dy * reach(half_height));
        let outward = WAYS.iter().position(|way| *way == (dx, dy)).unwrap_or_default();
        let way = if entering { (outward + 2) % WAYS.len() } else { outward };
        Port { cell, way, touch: (x + dx * half_width, y + dy * half_height), cost }
    };
    sides.map(port).collect()
}

/// The points at which a line turns, with its ends.
fn corners(points: &[(i32, i32)]) -> Vec<(i32, i32)> {
    let mut kept: Vec<(i32, i32)> = Vec::new();
    for point in points {
        if kept.last() == Some(point) {
            continue;
        }
        if let [.., before, last] = kept.as_slice() {
            let straight = (before.0 == last.0 && last.0 == point.0)
                || (before.1 == last.1 && last.1 == point.1);
            if straight {
                kept.pop();
            }
        }
        kept.push(*point);
    }
    kept
}
