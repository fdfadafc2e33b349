//! Diagrams against the law files, and against tools that know nothing of us.

#![expect(clippy::expect_used, reason = "a test may stop where a premise fails")]

#[path = "diagram/drawing.rs"]
mod drawing;
#[path = "diagram/foreign.rs"]
mod foreign;
#[path = "diagram/structure.rs"]
mod structure;

use diagram::Chart;
use law::{Book, Regime};
use review::Context;

/// Every version of the book with its chart.
fn charts() -> Vec<(std::sync::Arc<Regime>, Chart)> {
    let book = Book::built_in();
    let context = Context::new(&book, &calendar::Calendar::built_in());
    let chart = |regime: &std::sync::Arc<Regime>| {
        let chart = diagram::chart(&context, &regime.id).expect("a version of the book");
        (regime.clone(), chart)
    };
    book.all().map(chart).collect()
}
