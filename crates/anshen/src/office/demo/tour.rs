//! The guided tour: a filing from its draft to its conclusion, in lines for a shell. What is
//! printed is what the test runs.

/// The lines; `$BASE`, `$ANSHEN`, `$DATA` and a token for each login come from `demo.env`.
const LINES: &str = include_str!("tour.sh");

/// The whole tour as one script for `sh`.
pub fn script(environment: &str) -> String {
    format!("set -e\n. '{environment}'\n{LINES}")
}
