//! What only whoever knows the meaning of entries can check of a record: the files they name, and
//! whether the counters of case numbers are behind the numbers in use.

use serde::Deserialize;
use store::{Error, Hash, Reader};

use crate::desk::{SERIES, case_number};
use crate::destructions::attested;

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    files: Vec<NamedFile>,
    #[serde(default)]
    case: Option<NamedCase>,
}

#[derive(Deserialize)]
struct NamedCase {
    #[serde(default)]
    materials: Vec<NamedFile>,
}

#[derive(Deserialize)]
struct NamedFile {
    sha256: String,
}

/// The hashes of the files that a line of the record names; none where it is no line of a docket.
pub fn files_named(payload: &str) -> Vec<Hash> {
    let Ok(line) = serde_json::from_str::<Line>(payload) else {
        return Vec::new();
    };
    let materials = line.case.map(|case| case.materials).unwrap_or_default();
    let all = line.files.into_iter().chain(materials);
    all.filter_map(|file| file.sha256.parse().ok()).collect()
}

/// A counter that would give a number out a second time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// The series, `网审`.
    pub series: String,
    /// The Beijing year.
    pub year: i16,
    /// The last number it says it gave.
    pub counter: u32,
    /// The highest number a review has.
    pub highest: u32,
}

/// The counters of case numbers that are behind the numbers in use.
///
/// # Errors
/// The store failed.
pub fn counters_behind(reader: &Reader) -> Result<Vec<Behind>, Error> {
    let mut highest = std::collections::BTreeMap::<i16, u32>::new();
    // A case that was destroyed stands in no list; its number is used all the same.
    let destroyed = match attested(reader) {
        Err(Error::NoKeys) => Vec::new(),
        all => all?,
    };
    let destroyed = destroyed.into_iter().map(|one| one.attestation.number);
    for number in reader.review_numbers()?.into_iter().chain(destroyed) {
        if let Some((year, nth)) = read_number(&number) {
            let known = highest.entry(year).or_default();
            *known = nth.max(*known);
        }
    }
    let counters = reader.numbers()?;
    let last = |wanted: i16| {
        let found = counters.iter().find(|(series, year, _)| series == SERIES && *year == wanted);
        found.map_or(0, |(_, _, last)| *last)
    };
    let all = highest.into_iter().map(|(year, highest)| Behind {
        series: SERIES.to_owned(),
        year,
        counter: last(year),
        highest,
    });
    Ok(all.filter(|one| one.counter < one.highest).collect())
}

/// Year and place of `网审〔2026〕1号`.
fn read_number(text: &str) -> Option<(i16, u32)> {
    let rest = text.strip_prefix(SERIES)?.strip_prefix('〔')?;
    let (year, rest) = rest.split_once('〕')?;
    let (year, nth) = (year.parse().ok()?, rest.strip_suffix('号')?.parse().ok()?);
    // Only what is written as we write it.
    (case_number(year, nth) == text).then_some((year, nth))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_number_is_read_as_it_is_written() {
        assert_eq!(read_number("网审〔2026〕12号"), Some((2026, 12)));
        for other in ["", "网审〔2026〕号", "网审通〔2026〕1号", "网审〔2026〕01号"]
        {
            assert_eq!(read_number(other), None, "{other}");
        }
    }

    #[test]
    fn files_are_named_by_acts_and_by_the_first_entry() {
        let one = "aa".repeat(32);
        let other = "bb".repeat(32);
        let line = format!(
            "{{\"number\":1,\"files\":[{{\"sha256\":\"{one}\"}}],\
             \"case\":{{\"materials\":[{{\"sha256\":\"{other}\"}}]}}}}"
        );
        let named: Vec<String> = files_named(&line).iter().map(Hash::to_string).collect();
        assert_eq!(named, [one, other]);
        assert_eq!(files_named("{\"office\":\"founded\"}"), []);
        assert_eq!(files_named("no JSON"), []);
    }
}
