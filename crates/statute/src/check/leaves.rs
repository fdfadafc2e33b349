//! The values of a law file with their keys and lines.

use std::collections::BTreeMap;

use law::{Fault, Source, Words};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::InRule;

/// How deep tables may lie in each other.
const DEEPEST: usize = 16;

/// A value.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// Its line, counted from 1.
    pub line: usize,
    /// As written, without quotes.
    pub value: String,
}

/// The values of a file by key.
#[derive(Debug, Clone, Default)]
pub struct Leaves {
    by_key: BTreeMap<String, Leaf>,
    /// Lines of tables, for keys that a table does not have.
    tables: BTreeMap<String, usize>,
}

impl Leaves {
    /// Reads a file.
    pub fn read(file: &Source<'_>) -> Result<Leaves, Fault> {
        let table = DeTable::parse(file.text).map_err(|error| file.toml_fault(&error))?;
        let ends: Vec<usize> = file.text.match_indices('\n').map(|(at, _)| at).collect();
        let mut leaves = Leaves::default();
        let whole = leaves.table(table.get_ref(), "", &ends, 0);
        if whole {
            return Ok(leaves);
        }
        let what = Words::new("表的层次过深", "tables lie too deep in each other");
        Err(file.fault(table.span(), what))
    }

    fn table(&mut self, table: &DeTable<'_>, prefix: &str, ends: &[usize], depth: usize) -> bool {
        let mut whole = depth <= DEEPEST;
        for (name, value) in table.iter().filter(|_| depth <= DEEPEST) {
            let dot = if prefix.is_empty() { "" } else { "." };
            let key = format!("{prefix}{dot}{}", name.get_ref());
            whole &= self.value(value, &key, ends, depth + 1);
        }
        whole
    }

    fn value(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        key: &str,
        ends: &[usize],
        depth: usize,
    ) -> bool {
        let line = ends.partition_point(|end| *end < value.span().start) + 1;
        let told = match value.get_ref() {
            DeValue::Table(table) => {
                self.tables.insert(key.to_owned(), line);
                return self.table(table, key, ends, depth);
            }
            DeValue::Array(items) => {
                self.tables.insert(key.to_owned(), line);
                let mut whole = depth <= DEEPEST;
                for (index, item) in items.iter().enumerate().filter(|_| depth <= DEEPEST) {
                    whole &= self.value(item, &format!("{key}[{index}]"), ends, depth + 1);
                }
                return whole;
            }
            DeValue::String(text) => text.clone().into_owned(),
            DeValue::Integer(number) => number.as_str().to_owned(),
            DeValue::Float(number) => number.as_str().to_owned(),
            DeValue::Boolean(truth) => truth.to_string(),
            DeValue::Datetime(day) => day.to_string(),
        };
        self.by_key.insert(key.to_owned(), Leaf { line, value: told });
        true
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Leaf)> {
        self.by_key.iter().map(|(key, leaf)| (key.as_str(), leaf))
    }

    /// One by its key.
    pub fn get(&self, key: &str) -> Option<&Leaf> {
        self.by_key.get(key)
    }

    /// What is told of a key; one that the file does not have stands on the line of its table.
    pub fn rule(&self, key: &str) -> InRule {
        if let Some(leaf) = self.get(key) {
            return InRule { key: key.to_owned(), line: leaf.line, value: leaf.value.clone() };
        }
        let mut above = key;
        let line = loop {
            if let Some(line) = self.tables.get(above) {
                break *line;
            }
            match above.rsplit_once('.') {
                Some((shorter, _)) => above = shorter,
                None => break 0,
            }
        };
        InRule { key: key.to_owned(), line, value: String::new() }
    }
}
