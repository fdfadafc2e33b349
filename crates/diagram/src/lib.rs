//! The procedure of a version of the Measures as a diagram: BPMN 2.0 with its drawing, and the same
//! drawing as SVG. Knows the course that `review` walks and the articles that `law` holds; must
//! never know an act, a limit or an order of acts of its own, nor any case.

mod beside;
mod bpmn;
mod chart;
mod graph;
mod place;
mod route;
mod rows;
mod sheet;
mod svg;
mod tasks;
mod text;
mod words;

pub use bpmn::bpmn;
pub use chart::{After, Chart, Each, Family, Flow, Kind, Lane, Member, Node, Way};
pub use place::{Drawing, Line, PlacedFamily, Rect, place};
pub use svg::svg;
pub use words::act_words;

use law::RegimeId;
use review::Context;

/// The chart of a version; `None`: the book has no such version.
pub fn chart(context: &Context, law: &RegimeId) -> Option<Chart> {
    let regime = context.regime(law)?;
    let moves = review::course(context, law)?;
    Some(graph::chart(regime, &moves))
}
