//! Pages: headings, links, what the README shows first, and traces of one machine.

use super::Finding;
use super::tree::{File, Tree};

/// The two commands a stranger needs.
const COMMANDS: &[&str] = &["cargo xtask demo", "cargo xtask test"];
const DECISIONS: &str = "docs/decisions/README.md";
/// Folders of one machine; written apart, so that this file does not name them.
const MACHINE: &[&str] = &[concat!("/wo", "rk/"), concat!("/ro", "ot/")];

/// Checks every page.
pub fn check(tree: &Tree, findings: &mut Vec<Finding>) {
    for file in tree.files() {
        check_machine(file, findings);
    }
    for file in tree.with_ending(".md") {
        check_heading(file, findings);
        check_links(tree, file, findings);
    }
    check_decisions(tree, findings);
    for path in ["README.md", "README.en.md"] {
        check_readme(tree, path, findings);
    }
}

fn check_machine(file: &File, findings: &mut Vec<Finding>) {
    for (number, line) in file.lines() {
        if let Some(folder) = MACHINE.iter().find(|folder| line.contains(**folder)) {
            let text = format!("`{folder}` is a folder of one machine: name none");
            findings.push(Finding::new(&file.path, number, text));
        }
    }
}

/// Lines of a page outside its fenced blocks.
fn prose(file: &File) -> impl Iterator<Item = (usize, &str)> {
    let mut fence: Option<String> = None;
    file.lines().filter(move |(_, line)| {
        let ticks: String = line.trim_start().chars().take_while(|tick| *tick == '`').collect();
        let is_fence = 3 <= ticks.len();
        match &fence {
            None if is_fence => fence = Some(ticks),
            Some(open) if is_fence && open.len() <= ticks.len() => {
                fence = None;
                return false;
            }
            None | Some(_) => {}
        }
        fence.is_none()
    })
}

fn check_heading(file: &File, findings: &mut Vec<Finding>) {
    let titles: Vec<usize> =
        prose(file).filter(|(_, line)| line.starts_with("# ")).map(|(number, _)| number).collect();
    match titles.as_slice() {
        [_] => {}
        [] => findings.push(Finding::new(&file.path, 1, "no title: begin with one `# ` line")),
        [_, second, ..] => {
            let text = "a second title: one `# ` a page, `##` below it";
            findings.push(Finding::new(&file.path, *second, text));
        }
    }
}

/// Links to files of the tree must lead somewhere.
fn check_links(tree: &Tree, file: &File, findings: &mut Vec<Finding>) {
    for (number, line) in prose(file) {
        for target in line.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let target = target.split('#').next().unwrap_or_default();
            if target.is_empty() || target.contains(':') {
                continue;
            }
            let path = resolve(&file.path, target);
            let folder = format!("{}/", path.trim_end_matches('/'));
            let leads = |other: &File| other.path == path || other.path.starts_with(&folder);
            if !tree.files().any(leads) && !tree.has_picture(&path) {
                let text = format!("the link `{target}` leads nowhere");
                findings.push(Finding::new(&file.path, number, text));
            }
        }
    }
}

/// A link, seen from the root.
fn resolve(page: &str, target: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

fn check_decisions(tree: &Tree, findings: &mut Vec<Finding>) {
    let index = tree.file(DECISIONS).map(|file| file.text.as_str()).unwrap_or_default();
    let pages = tree.files().filter_map(|file| {
        let name = file.path.strip_prefix("docs/decisions/")?;
        (name.ends_with(".md") && name != "README.md").then_some((file, name))
    });
    for (file, name) in pages {
        if !index.contains(&format!("]({name})")) {
            let text = format!("not in the index: link it from {DECISIONS}");
            findings.push(Finding::new(&file.path, 1, text));
        }
    }
}

/// The first fenced block of each README holds both commands.
fn check_readme(tree: &Tree, path: &str, findings: &mut Vec<Finding>) {
    let text = tree.file(path).map(|file| file.text.as_str()).unwrap_or_default();
    let block = text.split("```").nth(1).unwrap_or_default();
    for command in COMMANDS.iter().filter(|command| !block.contains(**command)) {
        let text = format!("the first block must show `{command}`");
        findings.push(Finding::new(path, 1, text));
    }
}

#[cfg(test)]
mod tests {
    use super::{File, check_heading, prose, resolve};

    fn page(text: &str) -> File {
        File { path: "a.md".to_owned(), text: text.to_owned() }
    }

    #[test]
    fn what_is_fenced_is_no_heading() {
        let file = page("# A\n\n````markdown\n# B\n```\n# C\n````\ntext\n");
        let lines: Vec<usize> = prose(&file).map(|(number, _)| number).collect();
        assert_eq!(lines, [1, 2, 8]);
    }

    #[test]
    fn a_page_has_one_title() {
        let count = |text: &str| {
            let mut findings = Vec::new();
            check_heading(&page(text), &mut findings);
            findings.len()
        };
        assert_eq!([count("# A\n"), count("## A\n"), count("# A\n# B\n")], [0, 1, 1]);
    }

    #[test]
    fn links_are_seen_from_the_root() {
        assert_eq!(resolve("docs/decisions/README.md", "../../law/a.toml"), "law/a.toml");
        assert_eq!(resolve("README.md", "./docs/"), "docs");
    }
}
