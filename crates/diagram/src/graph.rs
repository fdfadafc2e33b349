//! From the course to boxes and arrows.

use std::collections::BTreeMap;

use law::{Budget, Cite, LimitRule, Regime, StepName, Words};
use review::{Effect, Met, Move, Opens, Stage, Who};

use crate::beside::families;
use crate::chart::{After, Chart, Each, Flow, Kind, Lane, Node, Way};
use crate::tasks::{Task, tasks};
use crate::words::{act_words, begins, conclusion_words, lane, title};

/// The chart of a version from its course.
pub(crate) fn chart(regime: &Regime, moves: &[Move]) -> Chart {
    let (tasks, beside) = tasks(regime, moves);
    let mut graph = Graph { regime, nodes: Vec::new(), flows: Vec::new() };
    graph.draw(&tasks);
    let mut lanes: Vec<Lane> = graph.nodes.iter().map(|node| node.lane).collect();
    lanes.sort();
    lanes.dedup();
    Chart {
        law: regime.id.clone(),
        hash: regime.hash.clone(),
        title: title(regime),
        lanes,
        nodes: graph.nodes,
        flows: graph.flows,
        families: families(regime, &beside),
    }
}

struct Graph<'a> {
    regime: &'a Regime,
    nodes: Vec<Node>,
    flows: Vec<Flow>,
}

impl Graph<'_> {
    fn draw(&mut self, tasks: &[Task]) {
        let boxes: Vec<usize> = tasks.iter().map(|task| self.task(task)).collect();
        let entries = self.entries(tasks, &boxes);
        for (task, at) in tasks.iter().zip(&boxes) {
            self.leave(task, *at, &entries);
        }
        for (task, at) in tasks.iter().zip(&boxes) {
            for met in &task.meets {
                let answers = tasks.iter().zip(&boxes).find(|(other, _)| {
                    other.opens == Opens::Overdue
                        && other.from.iter().any(|stage| task.from.contains(stage))
                });
                self.timer(task, *at, *met, answers.map(|(_, at)| *at));
            }
        }
    }

    fn add(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len().saturating_sub(1)
    }

    fn flow(&mut self, from: usize, to: usize, name: Option<Words>, way: Way) {
        self.flows.push(Flow { from, to, name, way });
    }

    fn task(&mut self, task: &Task) -> usize {
        let each = match task.who {
            Who::Consulted => Each::Every,
            Who::Office
            | Who::Party
            | Who::Provider
            | Who::PartyOrProvider
            | Who::Unit
            | Who::Department
            | Who::Commission
            | Who::Lab
            | Who::Experts
            | Who::Everybody => Each::One,
        };
        let cites = task.rules.iter().filter_map(|rule| self.regime.rule(*rule));
        let mut cites: Vec<Cite> = cites.cloned().collect();
        cites.dedup();
        self.add(Node {
            id: format!("task_{}_{}", task.act, stages(&task.from)),
            lane: lane(task.who),
            kind: Kind::Task { act: task.act, each },
            name: act_words(task.act),
            cites,
        })
    }

    /// Where a stage is entered: its one act, or a gateway before its acts. Where the docket is
    /// empty, each act has a start of its own.
    fn entries(&mut self, tasks: &[Task], boxes: &[usize]) -> BTreeMap<Stage, usize> {
        let mut open: BTreeMap<Stage, Vec<(&Task, usize)>> = BTreeMap::new();
        for (task, at) in tasks.iter().zip(boxes).filter(|(task, _)| task.opens == Opens::Always) {
            for stage in &task.from {
                open.entry(*stage).or_default().push((task, *at));
            }
        }
        let mut entries = BTreeMap::new();
        for (stage, acts) in open {
            match acts.as_slice() {
                _ if stage == Stage::Empty => {
                    for (task, at) in &acts {
                        self.start(task, *at);
                    }
                }
                [(_, only)] => {
                    entries.insert(stage, *only);
                }
                many => {
                    let at = self.gateway(stage, many);
                    entries.insert(stage, at);
                }
            }
        }
        entries
    }

    fn start(&mut self, task: &Task, to: usize) {
        let lane = lane(task.who);
        let from = self.add(Node {
            id: format!("start_{}", task.act),
            lane,
            kind: Kind::Start,
            name: begins(lane),
            cites: Vec::new(),
        });
        self.flow(from, to, None, Way::Onward);
    }

    fn gateway(&mut self, stage: Stage, acts: &[(&Task, usize)]) -> usize {
        // A gateway stands with whoever leads the procedure on from it.
        let onward = acts.iter().find(|(task, _)| !task.back).or(acts.first());
        let from = self.add(Node {
            id: format!("at_{}", stages(&[stage])),
            lane: onward.map_or(Lane::Office, |(task, _)| lane(task.who)),
            kind: Kind::Gateway,
            name: stage.words(),
            cites: Vec::new(),
        });
        for (_, to) in acts {
            self.flow(from, *to, None, Way::Onward);
        }
        from
    }

    /// What follows an act.
    fn leave(&mut self, task: &Task, at: usize, entries: &BTreeMap<Stage, usize>) {
        let way = |to: Stage| {
            let back = task.from.iter().all(|from| to <= *from);
            if back { Way::Back } else { Way::Onward }
        };
        let targets: Vec<(Stage, usize)> = task
            .to
            .iter()
            .filter_map(|to| {
                if *to == Stage::Closed {
                    return Some((*to, self.end(task)));
                }
                entries.get(to).map(|entry| (*to, *entry))
            })
            .collect();
        if let [(stage, to)] = targets.as_slice() {
            self.flow(at, *to, None, way(*stage));
            return;
        }
        let fork = self.add(Node {
            id: format!("after_{}_{}", task.act, stages(&task.from)),
            lane: Lane::Office,
            kind: Kind::Gateway,
            name: Words::new("", ""),
            cites: Vec::new(),
        });
        self.flow(at, fork, None, Way::Onward);
        for (stage, to) in targets {
            self.flow(fork, to, Some(stage.words()), way(stage));
        }
    }

    fn end(&mut self, task: &Task) -> usize {
        let name = task.conclusion.map(|how| conclusion_words(how, self.regime.procedure));
        self.add(Node {
            id: format!("end_{}_{}", task.act, stages(&task.from)),
            lane: lane(task.who),
            kind: Kind::End { after: After::Closed },
            name: name.unwrap_or_else(|| Stage::Closed.words()),
            cites: Vec::new(),
        })
    }

    /// The limit that an act meets, on its box; what is open once it has run out, or that it is
    /// shown as overdue.
    fn timer(&mut self, task: &Task, host: usize, met: Met, answers: Option<usize>) {
        let Some(limits) = &self.regime.limits else {
            return;
        };
        let step = met.limit.step();
        let id = format!("{}_{}", task.act, stages(&task.from));
        let lane = lane(task.who);
        let timer = match met.effect {
            Effect::Statutory => {
                limits.of(step).map(|rule| statutory(self.regime, rule, step, host))
            }
            Effect::Internal => limits.second_consultation_target.map(|days| target(days, host)),
        };
        let Some(timer) = timer else {
            return;
        };
        let timer = self.add(Node { id: format!("limit_{id}"), lane, ..timer });
        let to = answers.filter(|_| met.effect == Effect::Statutory).unwrap_or_else(|| {
            let kind = Kind::End { after: After::Overdue };
            let name = Words::new("逾期", "overdue");
            self.add(Node { id: format!("overdue_{id}"), lane, kind, name, cites: Vec::new() })
        });
        self.flow(timer, to, None, Way::Onward);
    }
}

/// A limit the text states.
fn statutory(regime: &Regime, rule: &LimitRule, step: StepName, host: usize) -> Node {
    let mut name = rule.budget.words();
    match rule.extension {
        law::Extension::None => {}
        law::Extension::Once { working_days } => {
            name.zh.push_str(&format!("，可延长 {working_days} 个"));
            name.en.push_str(&format!(", once +{working_days}"));
        }
        law::Extension::Open => {
            name.zh.push_str("，可延长");
            name.en.push_str(", extensible");
        }
        law::Extension::OnceDays { calendar_days } => {
            name.zh.push_str(&format!("，可延长 {calendar_days} 日"));
            name.en.push_str(&format!(", once +{calendar_days}"));
        }
        law::Extension::OnceThenOpen { working_days } => {
            name.zh.push_str(&format!("，可延长 {working_days} 个，并可再延长"));
            name.en.push_str(&format!(", once +{working_days}, then extensible"));
        }
    }
    let laid = regime.steps.iter().find(|it| it.name == step);
    let starts = laid.and_then(|it| it.starts).map(law::Milestone::words);
    let starts = starts.unwrap_or_else(|| Words::new("", ""));
    let step = step.words();
    let extension = rule.extension.words();
    let about = Words::new(
        format!("{}：自{}起算；延长：{}", step.zh, starts.zh, extension.zh),
        format!("{}: runs from {}; extension: {}", step.en, starts.en, extension.en),
    );
    let duration = match rule.budget {
        // ISO 8601 knows no working day: the number stands as days, the words say which.
        Budget::WorkingDays(days) => format!("P{days}D"),
        Budget::Months(months) => format!("P{months}M"),
        Budget::CalendarDays { days, .. } => format!("P{days}D"),
    };
    Node {
        id: String::new(),
        lane: Lane::Office,
        kind: Kind::Timer { host, duration, about },
        name,
        cites: vec![rule.cite.clone()],
    }
}

/// Our own target where the text states no limit.
fn target(working_days: u16, host: usize) -> Node {
    let about = Words::new(
        "再次征求意见：条文未定期限，此为内部目标",
        "second consultation: no limit is stated, this is a target of our own",
    );
    let duration = format!("P{working_days}D");
    Node {
        id: String::new(),
        lane: Lane::Office,
        kind: Kind::Timer { host, duration, about },
        name: Words::new(
            format!("内部目标 {working_days} 个工作日"),
            format!("internal target, {working_days} working days"),
        ),
        cites: Vec::new(),
    }
}

/// Stages as part of an id.
fn stages(stages: &[Stage]) -> String {
    stages.iter().map(|stage| format!("{stage:?}")).collect::<Vec<_>>().join("_")
}
