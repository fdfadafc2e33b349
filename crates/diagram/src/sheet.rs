//! Ink and paper of the drawing: words, frames, circles and paths, each an element of SVG.

use law::Language;

use crate::place::Rect;
use xml::Xml;

pub(crate) const INK: &str = "#1d2733";
pub(crate) const FAINT: &str = "#5b6b7c";
pub(crate) const RULE: &str = "#9aa7b4";
pub(crate) const PAPER: &str = "#ffffff";
pub(crate) const OFFICE: &str = "#eef3f9";
pub(crate) const LIMIT: &str = "#8a3b12";
pub(crate) const BACK: &str = "#7a5c99";
pub(crate) const FONT: &str =
    "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif";

/// SVG under writing.
pub(crate) struct Sheet {
    pub xml: Xml,
    pub language: Language,
}

impl Sheet {
    pub(crate) fn arrows(&mut self) {
        self.xml.open("defs", &[]);
        for (id, colour) in [("onward", INK), ("back", BACK)] {
            let marker = [
                ("id", id),
                ("viewBox", "0 0 10 10"),
                ("refX", "9"),
                ("refY", "5"),
                ("markerWidth", "8"),
                ("markerHeight", "8"),
                ("orient", "auto"),
            ];
            self.xml.open("marker", &marker);
            self.xml.empty("path", &[("d", "M0 1 L9 5 L0 9 Z"), ("fill", colour)]);
            self.xml.close();
        }
        self.xml.close();
    }

    pub(crate) fn text(
        &mut self,
        (x, y): (i32, i32),
        words: &str,
        size: i32,
        anchor: &str,
        colour: &str,
    ) {
        let (x, y, size) = (x.to_string(), y.to_string(), size.to_string());
        let attributes = [
            ("x", x.as_str()),
            ("y", &y),
            ("font-size", &size),
            ("text-anchor", anchor),
            ("fill", colour),
        ];
        self.xml.words("text", &attributes, words);
    }

    /// Words with paper behind them, so that a line below does not run through them.
    pub(crate) fn label(
        &mut self,
        at: (i32, i32),
        words: &str,
        size: i32,
        anchor: &str,
        colour: &str,
    ) {
        let (x, y, size) = (at.0.to_string(), at.1.to_string(), size.to_string());
        let attributes = [
            ("x", x.as_str()),
            ("y", &y),
            ("font-size", &size),
            ("text-anchor", anchor),
            ("fill", colour),
            ("stroke", PAPER),
            ("stroke-width", "4"),
            ("stroke-linejoin", "round"),
            ("paint-order", "stroke"),
        ];
        self.xml.words("text", &attributes, words);
    }

    pub(crate) fn frame(&mut self, rect: Rect, round: i32, fill: &str, stroke: &str, width: &str) {
        let [x, y, wide, high, round] =
            [rect.x, rect.y, rect.width, rect.height, round].map(|number| number.to_string());
        self.xml.empty(
            "rect",
            &[
                ("x", &x),
                ("y", &y),
                ("width", &wide),
                ("height", &high),
                ("rx", &round),
                ("fill", fill),
                ("stroke", stroke),
                ("stroke-width", width),
            ],
        );
    }

    pub(crate) fn circle(&mut self, rect: Rect, stroke: &str, width: &str) {
        let (x, y) = rect.centre();
        let [x, y, radius] = [x, y, rect.width / 2].map(|number| number.to_string());
        let attributes = [
            ("cx", x.as_str()),
            ("cy", &y),
            ("r", &radius),
            ("fill", PAPER),
            ("stroke", stroke),
            ("stroke-width", width),
        ];
        self.xml.empty("circle", &attributes);
    }

    pub(crate) fn path(&mut self, shape: &str, stroke: &str, width: &str) {
        let attributes =
            [("d", shape), ("fill", "none"), ("stroke", stroke), ("stroke-width", width)];
        self.xml.empty("path", &attributes);
    }
}
