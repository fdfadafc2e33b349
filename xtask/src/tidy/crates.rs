//! What the crates depend on: the arrows between rooms, what keeps a room pure, licences and crates
//! that must not come in. `cargo deny` checks more; this part always runs.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context as _;
use serde_json::Value;

use super::Finding;
use super::rooms::PURE;
use crate::machine::{cargo, host, output, root};

/// Which rooms a room may know. Facts flow one way.
const ARROWS: &[(&str, &[&str])] = &[
    ("law", &[]),
    ("calendar", &["law"]),
    ("review", &["law", "calendar"]),
    ("ledger", &[]),
    ("seal", &["ledger"]),
    ("inspect", &[]),
    ("xml", &[]),
    ("statute", &["law", "inspect", "xml"]),
    ("access", &["law", "review"]),
    ("diagram", &["law", "review", "xml"]),
    ("notice", &["law", "calendar", "review"]),
    ("store", &["law", "calendar", "review", "ledger", "seal"]),
    (
        "server",
        &[
            "law", "calendar", "review", "diagram", "ledger", "seal", "access", "notice", "store",
            "inspect", "statute",
        ],
    ),
    (
        "anshen",
        &[
            "law", "calendar", "review", "diagram", "ledger", "seal", "access", "notice", "store",
            "server", "statute",
        ],
    ),
];

/// Crates that live behind one door.
const KEPT: &[(&str, &str)] = &[
    ("rusqlite", "store"),
    ("cedar-policy", "access"),
    ("axum", "server"),
    ("tower", "server"),
    ("tower-http", "server"),
    ("tower_governor", "server"),
    ("utoipa", "server"),
    ("utoipa-axum", "server"),
    ("utoipa-swagger-ui", "server"),
    ("lopdf", "inspect"),
    ("quick-xml", "inspect"),
    ("zip", "inspect"),
    ("infer", "inspect"),
    ("tokio-rustls", "server"),
    ("clap", "anshen"),
    ("tracing-subscriber", "anshen"),
];

/// What brings IO, async, a clock or randomness.
const IMPURE: &[&str] = &[
    "tokio",
    "rusqlite",
    "libsqlite3-sys",
    "axum",
    "hyper",
    "getrandom",
    "rand",
    "uuid",
    "tracing",
    "mio",
    "socket2",
];

/// Checks the dependencies of the workspace as its lock file stands.
pub fn check(findings: &mut Vec<Finding>) -> anyhow::Result<()> {
    let graph = Graph::read()?;
    let rules = Rules::read()?;
    for (room, direct) in &graph.rooms {
        let file = format!("crates/{room}/Cargo.toml");
        let mut find = |text: String| findings.push(Finding::new(&file, 1, text));
        match ARROWS.iter().find(|(name, _)| name == room) {
            Some((_, may)) => direct
                .iter()
                .filter(|name| graph.rooms.contains_key(*name) && !may.contains(&name.as_str()))
                .for_each(|name| {
                    find(format!("`{room}` must not know `{name}`: facts flow one way"))
                }),
            None => {
                find(format!("`{room}` is a new room: add it to ARROWS in xtask, with a reason"))
            }
        }
        for (name, door) in KEPT.iter().filter(|(name, _)| direct.contains(*name)) {
            if door != room {
                find(format!("`{name}` lives behind `{door}`: ask that room"));
            }
        }
        if PURE.contains(&room.as_str()) {
            // WHY: cedar has a clock of its own that is not asked, and the reader of PDF, which
            // `statute` has by way of `inspect`, brings the chance with which it could encrypt,
            // which nobody asks for.
            let by_name = ["access", "inspect", "statute"].contains(&room.as_str());
            let known = if by_name { direct.clone() } else { closure(room)? };
            for name in IMPURE.iter().filter(|name| known.contains(**name)) {
                find(format!("`{name}` in the pure room `{room}`: take the value, not its source"));
            }
        }
    }
    graph.check_foreign(&rules, findings);
    Ok(())
}

/// What `deny.toml` allows and denies; read here too, so that there is one list.
struct Rules {
    licences: BTreeSet<String>,
    banned: BTreeSet<String>,
}

impl Rules {
    fn read() -> anyhow::Result<Rules> {
        let path = root().join("deny.toml");
        let text = std::fs::read_to_string(path).context("cannot read `deny.toml`")?;
        let file: toml::Table = text.parse().context("`deny.toml` is no TOML")?;
        let list = |table: &str, key: &str| {
            let list = file.get(table).and_then(|table| table.get(key));
            list.and_then(toml::Value::as_array).cloned().unwrap_or_default()
        };
        let name = |value: &toml::Value| {
            let name = value.get("name").unwrap_or(value);
            name.as_str().unwrap_or_default().to_owned()
        };
        Ok(Rules {
            licences: list("licenses", "allow").iter().map(name).collect(),
            banned: list("bans", "deny").iter().map(name).collect(),
        })
    }
}

/// The crates of the workspace and all they stand on.
struct Graph {
    /// Rooms with the names of their direct dependencies, those of tests left out.
    rooms: BTreeMap<String, BTreeSet<String>>,
    /// Every package by id: its name and licence; none for our own.
    packages: BTreeMap<String, Package>,
}

struct Package {
    name: String,
    version: String,
    licence: String,
    ours: bool,
}

impl Graph {
    fn read() -> anyhow::Result<Graph> {
        let host = host()?;
        // WHY: the crates of other platforms may not be on this machine.
        let mut metadata = cargo(&["metadata", "--format-version", "1", "--locked", "--offline"]);
        let text = output(metadata.args(["--filter-platform", &host]))?;
        let value: Value =
            serde_json::from_str(&text).context("`cargo metadata` printed no JSON")?;
        let reached = reached(&value);
        let mut graph = Graph { rooms: BTreeMap::new(), packages: BTreeMap::new() };
        for package in array(&value, "packages") {
            let id = text_of(package, "id");
            // WHY: the list also holds crates of other platforms, which the graph does not reach.
            if !reached.contains(&id) {
                continue;
            }
            let ours = package.get("source").is_none_or(Value::is_null);
            let (name, version) = (text_of(package, "name"), text_of(package, "version"));
            if text_of(package, "manifest_path").contains("/crates/") && ours {
                graph.rooms.insert(name.clone(), direct(package));
            }
            let licence = text_of(package, "license");
            graph.packages.insert(id, Package { name, version, licence, ours });
        }
        Ok(graph)
    }

    fn check_foreign(&self, rules: &Rules, findings: &mut Vec<Finding>) {
        for package in self.packages.values().filter(|package| !package.ours) {
            let Package { name, version, licence, .. } = package;
            if rules.banned.contains(name) {
                let text =
                    format!("`{name} {version}` is denied by deny.toml: see `cargo tree -i`");
                findings.push(Finding::new("Cargo.lock", 1, text));
            }
            if !is_allowed(licence, &rules.licences) {
                let text = format!("`{name} {version}`: licence `{licence}` is not in deny.toml");
                findings.push(Finding::new("Cargo.lock", 1, text));
            }
        }
    }
}

/// Every crate that the production code of a room stands on, by itself: what others in the
/// workspace switch on in a crate they share is not the room's.
fn closure(room: &str) -> anyhow::Result<BTreeSet<String>> {
    let mut tree = cargo(&["tree", "--locked", "--offline", "--edges", "no-dev"]);
    let text = output(tree.args(["--prefix", "none", "--format", "{p}", "--package", room]))?;
    let names = text.lines().filter_map(|line| line.split(' ').next());
    Ok(names.map(str::to_owned).collect())
}

/// The packages of the graph that cargo resolved, by id.
fn reached(metadata: &Value) -> BTreeSet<String> {
    let nodes = metadata.get("resolve").map(|resolve| array(resolve, "nodes")).unwrap_or_default();
    nodes.iter().map(|node| text_of(node, "id")).collect()
}

fn direct(package: &Value) -> BTreeSet<String> {
    let dependencies = array(package, "dependencies").iter();
    dependencies.filter(|one| !is_dev(one)).map(|one| text_of(one, "name")).collect()
}

fn is_dev(value: &Value) -> bool {
    value.get("kind").and_then(Value::as_str) == Some("dev")
}

fn array<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn text_of(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// Whether an SPDX expression can be met from the list: one side of each `OR`, both of each `AND`.
fn is_allowed(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let mut words = spaced.split_whitespace().peekable();
    let met = either(&mut words, allowed);
    met && words.peek().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn either(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> bool {
    let mut met = both(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        met |= both(words, allowed);
    }
    met
}

fn both(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> bool {
    let mut met = licence(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        met &= licence(words, allowed);
    }
    met
}

fn licence(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> bool {
    if words.next_if_eq(&"(").is_some() {
        let met = either(words, allowed);
        return words.next_if_eq(&")").is_some() && met;
    }
    let Some(name) = words.next() else {
        return false;
    };
    if words.next_if_eq(&"WITH").is_some() {
        let exception = words.next().unwrap_or_default();
        return allowed.contains(name) || allowed.contains(&format!("{name} WITH {exception}"));
    }
    allowed.contains(name)
}

#[cfg(test)]
mod tests {
    use super::is_allowed;

    fn check_licence(expression: &str, expected: bool) {
        let allowed = ["MIT", "Apache-2.0", "Unicode-3.0"].map(str::to_owned).into();
        assert_eq!(is_allowed(expression, &allowed), expected, "{expression}");
    }

    #[test]
    fn a_licence_needs_one_side_of_or_and_both_of_and() {
        check_licence("MIT", true);
        check_licence("GPL-3.0-only OR MIT", true);
        check_licence("GPL-3.0-only", false);
        check_licence("(MIT OR Apache-2.0) AND Unicode-3.0", true);
        check_licence("MIT AND OpenSSL", false);
        check_licence("MIT/Apache-2.0", true);
        check_licence("Apache-2.0 WITH LLVM-exception", true);
        check_licence("", false);
        check_licence("(MIT", false);
    }
}
