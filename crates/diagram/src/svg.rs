//! The drawing as SVG, in one language. Shapes and colours are attributes, so that it prints alike
//! everywhere and a page's policy need allow no style.

use law::Language;

use crate::chart::{After, Chart, Each, Family, Kind, Node};
use crate::place::{Drawing, Line, PlacedFamily, Rect, STRIP, place};
use crate::sheet::{BACK, FAINT, FONT, INK, LIMIT, OFFICE, PAPER, RULE, Sheet};
use crate::text::{width, wrap};
use crate::words::{beside_words, lane_words, legend};
use xml::Xml;

/// A chart as SVG.
pub fn svg(chart: &Chart, language: Language) -> String {
    let drawing = place(chart);
    let mut sheet = Sheet { xml: Xml::new(), language };
    let (wide, high) = (drawing.width.to_string(), drawing.height.to_string());
    let view = format!("0 0 {wide} {high}");
    let title = chart.title.text(language);
    let lang = match language {
        Language::Zh => "zh-CN",
        Language::En => "en",
    };
    sheet.xml.open(
        "svg",
        &[
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("width", &wide),
            ("height", &high),
            ("viewBox", &view),
            ("font-family", FONT),
            ("role", "img"),
            ("aria-labelledby", "title"),
            ("xml:lang", lang),
        ],
    );
    sheet.xml.words("title", &[("id", "title")], title);
    sheet.arrows();
    sheet.xml.empty("rect", &[("width", &wide), ("height", &high), ("fill", PAPER)]);
    sheet.text((20, 38), title, 22, "start", INK);
    let file = format!("law/{}.toml · sha256:{}", chart.law, chart.hash);
    let foot = drawing.height - 12;
    sheet.text((drawing.width - 20, foot), &file, 10, "end", FAINT);
    sheet.text((20, foot), legend().text(language), 11, "start", FAINT);
    sheet.pools(chart, &drawing);
    for (flow, line) in chart.flows.iter().zip(&drawing.lines) {
        sheet.line(line, flow.way == crate::chart::Way::Back);
    }
    for (node, rect) in chart.nodes.iter().zip(&drawing.boxes) {
        sheet.node(node, *rect);
    }
    for (node, label) in chart.nodes.iter().zip(&drawing.labels) {
        if let Kind::Timer { .. } = node.kind {
            sheet.limit(node, *label);
        }
    }
    for (at, (flow, line)) in chart.flows.iter().zip(&drawing.lines).enumerate() {
        let into = chart.nodes.get(flow.to).map(|node| &node.name);
        // What the box at the end says need not be said on the way to it.
        if let Some(name) = flow.name.as_ref().filter(|name| into != Some(*name)) {
            let others = chart.flows.iter().zip(&drawing.lines).enumerate();
            let others = others.filter(|(other, (it, _))| *other != at && it.from == flow.from);
            let others: Vec<&Line> = others.map(|(_, (_, line))| line).collect();
            sheet.taken_when(name.text(language), line, &others);
        }
    }
    for (family, placed) in chart.families.iter().zip(&drawing.families) {
        sheet.family(family, placed);
    }
    sheet.xml.finish()
}

impl Sheet {
    fn pools(&mut self, chart: &Chart, drawing: &Drawing) {
        self.frame(drawing.pool, 0, PAPER, INK, "1.5");
        self.upright(drawing.pool, chart.law.as_str());
        for (lane, rect) in &drawing.lanes {
            let office = *lane == crate::chart::Lane::Office;
            self.frame(*rect, 0, if office { OFFICE } else { PAPER }, RULE, "1");
            self.upright(*rect, lane_words(*lane).text(self.language));
        }
        self.frame(drawing.beside, 0, PAPER, INK, "1.5");
        self.upright(drawing.beside, beside_words().text(self.language));
    }

    /// A name along the left edge, read from below.
    fn upright(&mut self, rect: Rect, words: &str) {
        let strip = Rect { width: STRIP, ..rect };
        self.frame(strip, 0, "#f4f6f8", RULE, "1");
        let (x, y) = strip.centre();
        let size = if width(words, 13) < rect.height - 8 { 13 } else { 11 };
        let turn = format!("rotate(-90 {x} {y})");
        let (x, y, size) = (x.to_string(), (y + 5).to_string(), size.to_string());
        let attributes = [
            ("x", x.as_str()),
            ("y", &y),
            ("font-size", &size),
            ("text-anchor", "middle"),
            ("fill", INK),
            ("transform", &turn),
        ];
        self.xml.words("text", &attributes, words);
    }

    fn line(&mut self, line: &Line, back: bool) {
        let mut shape = String::new();
        for (at, (x, y)) in line.points.iter().enumerate() {
            shape.push_str(&format!("{}{x} {y} ", if at == 0 { "M" } else { "L" }));
        }
        let (colour, marker) = if back { (BACK, "url(#back)") } else { (INK, "url(#onward)") };
        self.xml.empty(
            "path",
            &[
                ("d", shape.trim_end()),
                ("fill", "none"),
                ("stroke", colour),
                ("stroke-width", "1.3"),
                ("stroke-linejoin", "round"),
                ("marker-end", marker),
            ],
        );
    }

    fn node(&mut self, node: &Node, rect: Rect) {
        let (x, y) = rect.centre();
        let words = node.name.text(self.language).to_owned();
        match &node.kind {
            Kind::Start => {
                self.circle(rect, "#2d6a3e", "2");
                self.label((x, rect.bottom() + 16), &words, 12, "middle", INK);
            }
            Kind::End { after: After::Closed } => {
                self.circle(rect, "#7d1a1a", "4");
                self.label((x, rect.bottom() + 16), &words, 12, "middle", INK);
            }
            Kind::End { after: After::Overdue } => {
                self.circle(rect, LIMIT, "3");
                self.label((rect.x - 4, y + 4), &words, 10, "end", LIMIT);
            }
            Kind::Gateway => {
                let half = rect.width / 2;
                let shape = format!(
                    "M{x} {} L{} {y} L{x} {} L{} {y} Z",
                    y - half,
                    x + half,
                    y + half,
                    x - half
                );
                let filled = [
                    ("d", shape.as_str()),
                    ("fill", PAPER),
                    ("stroke", INK),
                    ("stroke-width", "1.5"),
                ];
                self.xml.empty("path", &filled);
                let cross = format!(
                    "M{} {} L{} {} M{} {} L{} {}",
                    x - 7,
                    y - 7,
                    x + 7,
                    y + 7,
                    x - 7,
                    y + 7,
                    x + 7,
                    y - 7
                );
                self.path(&cross, INK, "2.5");
                self.label((x, rect.y - 8), &words, 12, "middle", INK);
            }
            Kind::Timer { .. } => self.clock(rect),
            Kind::Task { each, .. } => self.task(node, rect, *each),
        }
    }

    fn task(&mut self, node: &Node, rect: Rect, each: Each) {
        self.frame(rect, 8, PAPER, INK, "1.5");
        let cites = node.cites.iter().map(|cite| cite.words());
        let cites: Vec<String> = cites.map(|words| words.text(self.language).to_owned()).collect();
        let between = match self.language {
            Language::Zh => "、",
            Language::En => ", ",
        };
        let each_room = if each == Each::Every { 14 } else { 0 };
        let (name, size) = fitted(node.name.text(self.language), 13, rect.width - 12);
        let cite = wrap(&cites.join(between), 10, rect.width - 10);
        self.lines(rect, each_room, (&name, size), (&cite, 10));
        if each == Each::Every {
            let (x, y) = (rect.centre().0, rect.bottom() - 14);
            for at in [-4, 0, 4] {
                self.path(&format!("M{} {y} l0 10", x + at), INK, "1.6");
            }
        }
    }

    /// Lines of a name and smaller ones below it, in the middle of a box.
    fn lines(
        &mut self,
        rect: Rect,
        below: i32,
        (name, name_size): (&[String], i32),
        (small, small_size): (&[String], i32),
    ) {
        let count = |lines: &[String]| i32::try_from(lines.len()).unwrap_or(0);
        let (high, low) = (name_size + 3, small_size + 3);
        let whole = count(name) * high + count(small) * low;
        let x = rect.centre().0;
        let mut y = rect.y + (rect.height - below - whole) / 2;
        for line in name {
            y += high;
            self.text((x, y - 3), line, name_size, "middle", INK);
        }
        for line in small {
            y += low;
            self.text((x, y - 2), line, small_size, "middle", FAINT);
        }
    }

    fn clock(&mut self, rect: Rect) {
        self.circle(rect, LIMIT, "1.5");
        let inner = Rect::around(rect.centre(), rect.width - 6, rect.height - 6);
        self.circle(inner, LIMIT, "1.2");
        let (x, y) = rect.centre();
        self.path(&format!("M{x} {} L{x} {y} L{} {}", y - 7, x + 5, y + 3), LIMIT, "1.5");
    }

    /// How long a limit is and where it stands, to the right of its clock.
    fn limit(&mut self, node: &Node, label: Rect) {
        let parts = node.name.text(self.language).split_inclusive(['，', ',']);
        let mut words: Vec<String> =
            parts.flat_map(|part| wrap(part.trim_start(), 11, label.width)).collect();
        for cite in &node.cites {
            words.push(cite.words().text(self.language).to_owned());
        }
        let mut y = label.y;
        for line in &words {
            y += 13;
            self.label((label.x, y), line, 11, "start", LIMIT);
        }
    }

    /// When a way is taken: on the first stretch that it shares with no other way out.
    fn taken_when(&mut self, words: &str, line: &Line, others: &[&Line]) {
        let stretches = || line.points.iter().zip(line.points.iter().skip(1));
        let alone = |(from, to): &(&(i32, i32), &(i32, i32))| {
            let long = (from.0 - to.0).abs() + (from.1 - to.1).abs();
            let middle = (from.0.midpoint(to.0), from.1.midpoint(to.1));
            24 <= long && !others.iter().any(|other| other.passes(middle))
        };
        let Some((from, to)) = stretches().find(alone) else { return };
        if from.1 == to.1 {
            let (left, right) = (from.0.min(to.0), from.0.max(to.0));
            let size = if width(words, 12) + 16 <= right - left { 12 } else { 10 };
            self.label((left.midpoint(right) - 4, from.1 - 6), words, size, "middle", INK);
        } else {
            let down = from.1 < to.1;
            let y = if down { from.1 + 18 } else { from.1 - 46 };
            self.label((from.0 + 6, y), words, 12, "start", INK);
        }
    }

    fn family(&mut self, family: &Family, placed: &PlacedFamily) {
        let Drawn { start, end } = Drawn::of(placed);
        self.circle(placed.start, "#2d6a3e", "2");
        self.line(&start, false);
        self.frame(placed.frame, 8, "#fbfbf7", RULE, "1.2");
        self.line(&end, false);
        self.circle(placed.end, "#7d1a1a", "3");
        let mut heading = family.name.text(self.language).to_owned();
        if let Some(cite) = &family.cite {
            heading.push_str(&format!(" · {}", cite.words().text(self.language)));
        }
        let mut y = placed.frame.y + 6;
        for line in wrap(&heading, 12, placed.frame.width - 20) {
            y += 15;
            self.text((placed.frame.x + 12, y), &line, 12, "start", INK);
        }
        if let Some(closes) = family.closes() {
            let (x, mut y) = (placed.end.centre().0, placed.end.bottom());
            for line in wrap(closes.text(self.language), 11, placed.end.width * 2) {
                y += 13;
                self.label((x, y), &line, 11, "middle", INK);
            }
        }
        for (act, rect) in family.acts.iter().zip(&placed.acts) {
            self.frame(*rect, 8, PAPER, INK, "1.2");
            let (name, size) = fitted(act.name.text(self.language), 12, rect.width - 10);
            let who = wrap(act.who.text(self.language), 9, rect.width - 4);
            self.lines(*rect, 0, (&name, size), (&who, 9));
        }
    }
}

/// Words in lines, smaller where they are many.
fn fitted(words: &str, size: i32, most: i32) -> (Vec<String>, i32) {
    let lines = wrap(words, size, most);
    if lines.len() <= 3 && lines.iter().all(|line| width(line, size) <= most) {
        return (lines, size);
    }
    (wrap(words, size - 2, most), size - 2)
}

/// The short lines of a family: into its frame and out of it.
pub(crate) struct Drawn {
    pub start: Line,
    pub end: Line,
}

impl Drawn {
    pub(crate) fn of(placed: &PlacedFamily) -> Drawn {
        let y = placed.start.centre().1;
        let line = |from: i32, to: i32| Line { points: vec![(from, y), (to, y)] };
        Drawn {
            start: line(placed.start.right(), placed.frame.x),
            end: line(placed.frame.right(), placed.end.x),
        }
    }
}
