//! Settings of the office that are chosen on record.

use super::people;
use crate::Also;

/// Sets one together with the entry that records the choice.
pub fn chosen(name: &str, value: &str) -> Also {
    let (name, value) = (name.to_owned(), value.to_owned());
    Also::new(move |conn| people::set(conn, &name, &value))
}
