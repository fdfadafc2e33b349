//! The chart as BPMN 2.0 with its drawing (OMG 2.0.2; ISO/IEC 19510). Names are Chinese, English is
//! in the documentation; acts and articles stand as attributes of a namespace of our own, which
//! other tools carry along.

use law::Words;

use crate::chart::{After, Chart, Each, Family, Flow, Kind, Node};
use crate::place::{Drawing, Line, Rect, place};
use crate::svg::Drawn;
use crate::words::{beside_words, lane_words};
use xml::Xml;

const NAMESPACES: &[(&str, &str)] = &[
    ("xmlns:bpmn", "http://www.omg.org/spec/BPMN/20100524/MODEL"),
    ("xmlns:bpmndi", "http://www.omg.org/spec/BPMN/20100524/DI"),
    ("xmlns:dc", "http://www.omg.org/spec/DD/20100524/DC"),
    ("xmlns:di", "http://www.omg.org/spec/DD/20100524/DI"),
    ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ("xmlns:anshen", "urn:anshen:procedure"),
    ("targetNamespace", "urn:anshen:law"),
];

/// A chart as BPMN.
pub fn bpmn(chart: &Chart) -> String {
    let drawing = place(chart);
    let mut file = File { xml: Xml::new(), chart };
    let id = format!("procedure_{}", chart.law);
    let mut attributes = NAMESPACES.to_vec();
    let version = env!("CARGO_PKG_VERSION");
    attributes.extend([("id", id.as_str()), ("exporter", "Anshen"), ("exporterVersion", version)]);
    file.xml.open("bpmn:definitions", &attributes);
    file.collaboration();
    file.procedure();
    if !chart.families.is_empty() {
        file.beside();
    }
    file.drawing(&drawing);
    file.xml.finish()
}

struct File<'a> {
    xml: Xml,
    chart: &'a Chart,
}

impl File<'_> {
    fn collaboration(&mut self) {
        let title = self.chart.title.clone();
        self.xml.open("bpmn:collaboration", &[("id", "collaboration")]);
        let file = format!("law/{}.toml sha256:{}", self.chart.law, self.chart.hash);
        self.xml.words("bpmn:documentation", &[("id", "source")], &file);
        self.participant("pool", "process", &title);
        if !self.chart.families.is_empty() {
            self.participant("pool_beside", "process_beside", &beside_words());
        }
        self.xml.close();
    }

    fn participant(&mut self, id: &str, process: &str, name: &Words) {
        let attributes = [("id", id), ("name", &name.zh), ("processRef", process)];
        self.xml.open("bpmn:participant", &attributes);
        self.xml.words("bpmn:documentation", &[], &name.en);
        self.xml.close();
    }

    fn procedure(&mut self) {
        self.xml.open("bpmn:process", &[("id", "process"), ("isExecutable", "false")]);
        self.xml.open("bpmn:laneSet", &[("id", "lanes")]);
        for lane in &self.chart.lanes {
            let (id, name) = (format!("lane_{lane:?}"), lane_words(*lane));
            self.xml.open("bpmn:lane", &[("id", &id), ("name", &name.zh)]);
            self.xml.words("bpmn:documentation", &[], &name.en);
            for node in self.chart.nodes.iter().filter(|node| node.lane == *lane) {
                self.xml.words("bpmn:flowNodeRef", &[], &node.id);
            }
            self.xml.close();
        }
        self.xml.close();
        for (at, node) in self.chart.nodes.iter().enumerate() {
            self.node(at, node);
        }
        for flow in &self.chart.flows {
            self.flow(flow);
        }
        self.xml.close();
    }

    fn id(&self, at: usize) -> &str {
        self.chart.nodes.get(at).map_or("", |node| node.id.as_str())
    }

    fn flow_id(&self, flow: &Flow) -> String {
        format!("flow_{}__{}", self.id(flow.from), self.id(flow.to))
    }

    fn flow(&mut self, flow: &Flow) {
        let id = self.flow_id(flow);
        let (from, to) = (self.id(flow.from).to_owned(), self.id(flow.to).to_owned());
        let mut attributes = vec![("id", id.as_str()), ("sourceRef", &from), ("targetRef", &to)];
        match &flow.name {
            None => self.xml.empty("bpmn:sequenceFlow", &attributes),
            Some(name) => {
                attributes.push(("name", &name.zh));
                self.xml.open("bpmn:sequenceFlow", &attributes);
                self.xml.words("bpmn:documentation", &[], &name.en);
                self.xml.close();
            }
        }
    }

    fn node(&mut self, at: usize, node: &Node) {
        let articles: Vec<&str> = node.cites.iter().map(|cite| &*cite.article).collect();
        let articles = articles.join(" ");
        let mut attributes = vec![("id", node.id.as_str())];
        if !node.name.zh.is_empty() {
            attributes.push(("name", &node.name.zh));
        }
        let host;
        let element = match &node.kind {
            Kind::Start => "bpmn:startEvent",
            Kind::Gateway => "bpmn:exclusiveGateway",
            Kind::End { after: After::Closed | After::Overdue } => "bpmn:endEvent",
            Kind::Task { act, .. } => {
                attributes.push(("anshen:act", act));
                "bpmn:userTask"
            }
            Kind::Timer { host: of, .. } => {
                host = self.id(*of).to_owned();
                attributes.extend([("attachedToRef", host.as_str()), ("cancelActivity", "false")]);
                "bpmn:boundaryEvent"
            }
        };
        if !articles.is_empty() {
            attributes.push(("anshen:article", &articles));
        }
        self.xml.open(element, &attributes);
        self.documentation(node);
        let ids: Vec<(bool, String)> = self
            .chart
            .flows
            .iter()
            .filter(|flow| flow.from == at || flow.to == at)
            .map(|flow| (flow.to == at, self.flow_id(flow)))
            .collect();
        for (_, id) in ids.iter().filter(|(enters, _)| *enters) {
            self.xml.words("bpmn:incoming", &[], id);
        }
        for (_, id) in ids.iter().filter(|(enters, _)| !*enters) {
            self.xml.words("bpmn:outgoing", &[], id);
        }
        self.inside(node);
        self.xml.close();
    }

    /// English, the articles in both languages, and what a limit runs from.
    fn documentation(&mut self, node: &Node) {
        let mut words = node.name.en.clone();
        for cite in &node.cites {
            let cite = cite.words();
            words.push_str(&format!(" · {} · {}", cite.zh, cite.en));
        }
        if let Kind::Timer { about, .. } = &node.kind {
            words.push_str(&format!(" · {} · {}", about.zh, about.en));
        }
        if !words.is_empty() {
            self.xml.words("bpmn:documentation", &[], &words);
        }
    }

    fn inside(&mut self, node: &Node) {
        match &node.kind {
            Kind::Task { each: Each::Every, .. } => {
                let each = [("isSequential", "false")];
                self.xml.empty("bpmn:multiInstanceLoopCharacteristics", &each);
            }
            Kind::Timer { duration, .. } => {
                let id = format!("{}_timer", node.id);
                self.xml.open("bpmn:timerEventDefinition", &[("id", &id)]);
                let formal = [("xsi:type", "bpmn:tFormalExpression")];
                self.xml.words("bpmn:timeDuration", &formal, duration);
                self.xml.close();
            }
            Kind::Start | Kind::Gateway | Kind::End { .. } | Kind::Task { each: Each::One, .. } => {
            }
        }
    }

    fn beside(&mut self) {
        self.xml.open("bpmn:process", &[("id", "process_beside"), ("isExecutable", "false")]);
        for family in &self.chart.families {
            self.family(family);
        }
        self.xml.close();
    }

    fn family(&mut self, family: &Family) {
        let id = &family.id;
        let [start, end, enters, leaves] =
            ["start", "end", "into", "out_of"].map(|part| format!("{part}_{id}"));
        self.xml.open("bpmn:startEvent", &[("id", &start)]);
        self.xml.words("bpmn:outgoing", &[], &enters);
        self.xml.close();
        self.frame(family, &enters, &leaves);
        let closes = family.closes().unwrap_or_else(|| Words::new("", ""));
        let (zh, en) = (closes.zh, closes.en);
        let mut attributes = vec![("id", end.as_str())];
        if !zh.is_empty() {
            attributes.push(("name", &zh));
        }
        self.xml.open("bpmn:endEvent", &attributes);
        if !en.is_empty() {
            self.xml.words("bpmn:documentation", &[], &en);
        }
        self.xml.words("bpmn:incoming", &[], &leaves);
        self.xml.close();
        let into = [("id", enters.as_str()), ("sourceRef", &start), ("targetRef", id)];
        self.xml.empty("bpmn:sequenceFlow", &into);
        let out = [("id", leaves.as_str()), ("sourceRef", id), ("targetRef", &end)];
        self.xml.empty("bpmn:sequenceFlow", &out);
    }

    fn frame(&mut self, family: &Family, enters: &str, leaves: &str) {
        let article = family.cite.as_ref().map(|cite| cite.article.to_string());
        let article = article.unwrap_or_default();
        let mut attributes = vec![("id", family.id.as_str()), ("name", &family.name.zh)];
        if !article.is_empty() {
            attributes.push(("anshen:article", &article));
        }
        self.xml.open("bpmn:adHocSubProcess", &attributes);
        let mut words = family.name.en.clone();
        if let Some(cite) = &family.cite {
            let cite = cite.words();
            words.push_str(&format!(" · {} · {}", cite.zh, cite.en));
        }
        self.xml.words("bpmn:documentation", &[], &words);
        self.xml.words("bpmn:incoming", &[], enters);
        self.xml.words("bpmn:outgoing", &[], leaves);
        for act in &family.acts {
            let name = format!("{}（{}）", act.name.zh, act.who.zh);
            let attributes = [("id", act.id.as_str()), ("name", &name), ("anshen:act", act.act)];
            self.xml.open("bpmn:userTask", &attributes);
            let words = format!("{} ({})", act.name.en, act.who.en);
            self.xml.words("bpmn:documentation", &[], &words);
            self.xml.close();
        }
        self.xml.close();
    }

    fn drawing(&mut self, drawing: &Drawing) {
        self.xml.open("bpmndi:BPMNDiagram", &[("id", "diagram")]);
        let plane = [("id", "plane"), ("bpmnElement", "collaboration")];
        self.xml.open("bpmndi:BPMNPlane", &plane);
        self.shape("pool", drawing.pool, Some("isHorizontal"), None);
        for (lane, rect) in &drawing.lanes {
            self.shape(&format!("lane_{lane:?}"), *rect, Some("isHorizontal"), None);
        }
        for (at, node) in self.chart.nodes.iter().enumerate() {
            let rect = drawing.boxes.get(at).copied().unwrap_or_default();
            let label = drawing.labels.get(at).copied().filter(|label| label.width > 0);
            let label = match node.kind {
                Kind::Timer { .. } => label,
                Kind::Start | Kind::End { .. } => Some(below(rect)),
                Kind::Gateway if !node.name.zh.is_empty() => Some(above(rect)),
                Kind::Gateway | Kind::Task { .. } => None,
            };
            self.shape(&node.id, rect, None, label);
        }
        for (flow, line) in self.chart.flows.iter().zip(&drawing.lines) {
            self.edge(&self.flow_id(flow), line);
        }
        if !self.chart.families.is_empty() {
            self.shape("pool_beside", drawing.beside, Some("isHorizontal"), None);
        }
        for (family, placed) in self.chart.families.iter().zip(&drawing.families) {
            let id = &family.id;
            self.shape(&format!("start_{id}"), placed.start, None, None);
            self.shape(id, placed.frame, Some("isExpanded"), None);
            for (act, rect) in family.acts.iter().zip(&placed.acts) {
                self.shape(&act.id, *rect, None, None);
            }
            self.shape(&format!("end_{id}"), placed.end, None, Some(below(placed.end)));
            let drawn = Drawn::of(placed);
            self.edge(&format!("into_{id}"), &drawn.start);
            self.edge(&format!("out_of_{id}"), &drawn.end);
        }
        self.xml.close();
        self.xml.close();
    }

    fn shape(&mut self, of: &str, rect: Rect, flag: Option<&str>, label: Option<Rect>) {
        let id = format!("{of}_shape");
        let mut attributes = vec![("id", id.as_str()), ("bpmnElement", of)];
        attributes.extend(flag.map(|flag| (flag, "true")));
        self.xml.open("bpmndi:BPMNShape", &attributes);
        self.bounds(rect);
        if let Some(label) = label {
            self.xml.open("bpmndi:BPMNLabel", &[]);
            self.bounds(label);
            self.xml.close();
        }
        self.xml.close();
    }

    fn bounds(&mut self, rect: Rect) {
        let [x, y, width, height] =
            [rect.x, rect.y, rect.width, rect.height].map(|number| number.to_string());
        let bounds = [("x", x.as_str()), ("y", &y), ("width", &width), ("height", &height)];
        self.xml.empty("dc:Bounds", &bounds);
    }

    fn edge(&mut self, of: &str, line: &Line) {
        let id = format!("{of}_edge");
        self.xml.open("bpmndi:BPMNEdge", &[("id", &id), ("bpmnElement", of)]);
        for (x, y) in &line.points {
            let (x, y) = (x.to_string(), y.to_string());
            self.xml.empty("di:waypoint", &[("x", &x), ("y", &y)]);
        }
        self.xml.close();
    }
}

fn below(rect: Rect) -> Rect {
    Rect { x: rect.centre().0 - 45, y: rect.bottom() + 4, width: 90, height: 14 }
}

fn above(rect: Rect) -> Rect {
    Rect { x: rect.centre().0 - 45, y: rect.y - 20, width: 90, height: 14 }
}
