//! The files that come with the program.

use law::{Fault, Source, Words};

macro_rules! built_in {
    ($($name:literal),+ $(,)?) => {
        /// Name and text of each.
        pub(crate) const BUILT_IN: [(&str, &str); [$($name),+].len()] =
            [$(($name, include_str!(concat!("../../../calendar/", $name)))),+];
    };
}

built_in![
    "statutory.toml",
    "festivals.toml",
    "2017.toml",
    "2018.toml",
    "2019.toml",
    "2020.toml",
    "2021.toml",
    "2022.toml",
    "2023.toml",
    "2024.toml",
    "2025.toml",
    "2026.toml",
];

/// The calendars of other lands that come with the program.
pub(crate) const EXAMPLES: [(&str, &str); 2] = [
    ("examples/us-federal.toml", include_str!("../../../calendar/examples/us-federal.toml")),
    ("examples/uk-bank.toml", include_str!("../../../calendar/examples/uk-bank.toml")),
];

/// The file of that name.
pub(crate) fn named<'a>(files: &[(&'a str, &'a str)], name: &'a str) -> Result<Source<'a>, Fault> {
    match files.iter().find(|(known, _)| *known == name) {
        Some((name, text)) => Ok(Source { name, text }),
        None => {
            let what = Words::new("缺少这个文件", "the file is missing");
            Err(Source { name, text: "" }.fault(0..0, what))
        }
    }
}
