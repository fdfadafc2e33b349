//! The chores of the house, one command each: `cargo xtask demo`, `test`, `tidy`, `attack`,
//! `bench`. They know the tree and the tools around it, nothing of the law, and are never part of
//! the product.

mod attack;
mod bench;
mod debian;
mod demo;
mod machine;
mod suite;
mod tidy;

use std::process::ExitCode;

use machine::say;

const USAGE: &str = "\
usage: cargo xtask <chore>

  demo  [--port N] [--data DIR] [--tour-only]   build and start an office with cases in every step
  test                              set up, check and test everything; what .ci/run calls
  tidy                              the rules of the house that no compiler holds
  attack [EXAMPLES]                 schemathesis against the demonstration, as every role
  bench [NAME…]                     our speed beside named peers, measured in one run";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let chore = words.next().unwrap_or_default();
    let rest: Vec<String> = words.collect();
    let outcome = match (chore.as_str(), rest.is_empty()) {
        ("demo", _) => demo::run(&rest),
        ("test", true) => suite::run(),
        ("tidy", true) => tidy::run(),
        ("attack", _) => attack::run(&rest),
        ("bench", _) => bench::run(&rest),
        ("help" | "--help" | "-h", _) => {
            say(USAGE);
            return ExitCode::SUCCESS;
        }
        _ => {
            say(USAGE);
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            say(format!("error: {error:#}"));
            ExitCode::from(2)
        }
    }
}
