//! The receipt of a computation as a file: kept, and run again by `anshen verify`.

use std::path::Path;

use anyhow::Context as _;
use law::Book;
use review::computation::{Computation, Inputs};
use review::docket::Instead;

use crate::console::Console;
use crate::office;

/// Computes, and keeps what went in and what came out.
pub fn keep(
    console: &Console,
    path: &Path,
    page: (&str, &str),
    instead: &Instead,
) -> anyhow::Result<()> {
    let inputs = Inputs {
        program: env!("CARGO_PKG_VERSION"),
        book: &Book::built_in(),
        known_on: office::world::machine().today(),
        papers: &[],
        page,
        instead,
    };
    let written = Computation::of(&inputs)?.written()?;
    std::fs::write(path, written)
        .with_context(|| format!("{} `{}`", console.pick("写不了", "cannot write"), path.display()))
}
