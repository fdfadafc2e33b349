//! What a diagram is made of, before it is placed.

use law::{Cite, RegimeId, Words};

/// A procedure as boxes and arrows.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The version it is drawn from.
    pub law: RegimeId,
    /// SHA-256 of that version's file, hex.
    pub hash: String,
    /// Its title, and what is to be known of its standing.
    pub title: Words,
    /// Bodies, from top to bottom.
    pub lanes: Vec<Lane>,
    /// Boxes.
    pub nodes: Vec<Node>,
    /// Arrows.
    pub flows: Vec<Flow>,
    /// Acts that may be done at several steps and lead nowhere: by the rule they rest on.
    pub families: Vec<Family>,
}

/// A body, or bodies of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// The party and its provider.
    Party,
    /// Members and departments.
    Consulted,
    /// The Office.
    Office,
    /// The Commission.
    Commission,
    /// Labs (2017).
    Labs,
    /// The experts (2017).
    Experts,
}

/// A box.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Stable, an XML name.
    pub id: String,
    /// Whose it is.
    pub lane: Lane,
    /// What it is.
    pub kind: Kind,
    /// What it says.
    pub name: Words,
    /// Where the rule stands; empty where no article says it.
    pub cites: Vec<Cite>,
}

/// What a box is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// The procedure begins here.
    Start,
    /// An act.
    Task {
        /// Its name in the record.
        act: &'static str,
        /// Whether each of several bodies does it for itself.
        each: Each,
    },
    /// One of several ways is taken.
    Gateway,
    /// A limit on the act that meets it.
    Timer {
        /// Index of that act's box.
        host: usize,
        /// ISO 8601 where its unit has a duration there.
        duration: String,
        /// From what it runs, whether it may be extended, in words.
        about: Words,
    },
    /// The docket closes, or a limit has run out.
    End {
        /// What follows.
        after: After,
    },
}

/// Whether an act is one body's or each body's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Each {
    /// One body does it.
    One,
    /// Every consulted body does it, side by side.
    Every,
}

/// What an end means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// The docket is closed.
    Closed,
    /// The limit is shown as overdue, and the procedure goes on.
    Overdue,
}

/// An arrow.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// Index of the box it leaves.
    pub from: usize,
    /// Index of the box it enters.
    pub to: usize,
    /// When this way is taken.
    pub name: Option<Words>,
    /// Onward or back.
    pub way: Way,
}

/// Whether an arrow leads on in the course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To a later stage.
    Onward,
    /// To an earlier stage, or to the same.
    Back,
}

/// Acts of one rule that lead nowhere by themselves.
#[derive(Debug, Clone, PartialEq)]
pub struct Family {
    /// Stable, an XML name.
    pub id: String,
    /// The rule.
    pub name: Words,
    /// Where it stands; `None`: outside the text.
    pub cite: Option<Cite>,
    /// Its acts: name in the record, and who does it.
    pub acts: Vec<Member>,
}

/// An act of a family.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// Stable, an XML name.
    pub id: String,
    /// The act's name in the record.
    pub act: &'static str,
    /// What it says.
    pub name: Words,
    /// Who does it.
    pub who: Words,
    /// How it may close the docket.
    pub closes: Option<Words>,
}

impl Family {
    /// How its acts may close the docket; `None`: none of them does.
    pub fn closes(&self) -> Option<Words> {
        let closes = || self.acts.iter().filter_map(|act| act.closes.as_ref());
        let mut zh: Vec<&str> = closes().map(|words| words.zh.as_str()).collect();
        let mut en: Vec<&str> = closes().map(|words| words.en.as_str()).collect();
        zh.dedup();
        en.dedup();
        (!zh.is_empty()).then(|| Words::new(zh.join("、"), en.join(", ")))
    }
}
