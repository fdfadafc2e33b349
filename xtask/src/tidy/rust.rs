//! Sizes, and words that must not be left behind.

use super::Finding;
use super::source::Source;
use super::tree::File;

/// Lines of a file.
const FILE_LINES: usize = 400;
/// Lines of a function, from `fn` to its closing brace.
const FUNCTION_LINES: usize = 60;
/// Characters of a line.
const LINE_LENGTH: usize = 100;

/// Files that may be longer, and why.
const LONG_FILES: &[(&str, &str)] = &[(
    "crates/review/src/act.rs",
    "the closed list of acts and their arguments is one enum, read in one place",
)];

/// Files that may hold longer lines, and why.
const LONG_LINES: &[(&str, &str)] = &[];

/// Functions that are one match with an arm for every act; in two they would need the wildcard
/// that clippy forbids. At most `ONE_MATCH_LINES`.
const ONE_MATCH: &[(&str, &str)] = &[
    ("crates/review/src/decide/mod.rs", "decide_act"),
    ("crates/review/src/evolve/mod.rs", "take_act"),
    ("crates/review/src/vocabulary.rs", "rule"),
    ("crates/notice/src/sent.rs", "kind"),
];
const ONE_MATCH_LINES: usize = 100;

/// What is never left behind, in code or comments, and what to do instead.
const LEFT_BEHIND: &[(&str, &str)] = &[
    ("todo!", "write it, or leave it out"),
    ("unimplemented!", "write it, or leave it out"),
    ("dbg!", "take it out"),
    ("TODO", "do it, or open an issue"),
    ("FIXME", "fix it, or open an issue"),
    ("XXX", "fix it, or open an issue"),
    ("#[ignore", "a test runs or it goes"),
];

/// Checks one file.
pub fn check(file: &File, source: &Source, findings: &mut Vec<Finding>) {
    let lines = file.text.lines().count();
    if FILE_LINES < lines && !LONG_FILES.iter().any(|(path, _)| *path == file.path) {
        let text = format!("{lines} lines, at most {FILE_LINES}: split it by subject");
        findings.push(Finding::new(&file.path, FILE_LINES + 1, text));
    }
    check_lines(file, findings);
    check_words(file, source, findings);
    for function in functions(source) {
        let (name, lines) = (&function.name, function.lines);
        let one_match = ONE_MATCH.contains(&(file.path.as_str(), name.as_str()));
        let most = if one_match { ONE_MATCH_LINES } else { FUNCTION_LINES };
        if most < lines {
            let text = format!("`{name}` has {lines} lines, at most {most}: name its parts");
            findings.push(Finding::new(&file.path, function.line, text));
        }
    }
}

fn check_lines(file: &File, findings: &mut Vec<Finding>) {
    if LONG_LINES.iter().any(|(path, _)| *path == file.path) {
        return;
    }
    for (number, line) in file.lines() {
        let length = line.chars().count();
        if LINE_LENGTH < length {
            let text = format!("{length} characters, at most {LINE_LENGTH}: break the line");
            findings.push(Finding::new(&file.path, number, text));
        }
    }
}

fn check_words(file: &File, source: &Source, findings: &mut Vec<Finding>) {
    let comments = source.comments.iter().map(|(line, text)| (*line, text.as_str()));
    for (number, text) in source.code_lines().chain(comments) {
        for (word, remedy) in LEFT_BEHIND {
            if text.contains(word) {
                let text = format!("`{word}` left behind: {remedy}");
                findings.push(Finding::new(&file.path, number, text));
            }
        }
    }
}

/// A function with a body.
struct Function {
    name: String,
    line: usize,
    lines: usize,
}

/// Every function of a file, those inside others too.
fn functions(source: &Source) -> Vec<Function> {
    let code: Vec<(char, usize)> = source
        .code_lines()
        .flat_map(|(number, line)| line.chars().chain(['\n']).map(move |letter| (letter, number)))
        .collect();
    let mut found = Vec::new();
    let mut word = String::new();
    let mut before = String::new();
    for (index, (letter, line)) in code.iter().enumerate() {
        if letter.is_alphanumeric() || *letter == '_' {
            word.push(*letter);
            continue;
        }
        if before == "fn" && !word.is_empty() {
            let rest = code.get(index..).unwrap_or_default();
            if let Some(end) = body_end(rest) {
                let lines = end + 1 - line;
                found.push(Function { name: word.clone(), line: *line, lines });
            }
        }
        // WHY: `fn(…)` is a type; only a name after `fn` and white space is a function.
        if !letter.is_whitespace() {
            before.clear();
            word.clear();
        } else if !word.is_empty() {
            before = std::mem::take(&mut word);
        }
    }
    found
}

/// The line of the brace that closes the body that begins after here; none for a mere signature.
fn body_end(rest: &[(char, usize)]) -> Option<usize> {
    let mut round = 0_usize;
    let mut curly = 0_usize;
    for (letter, line) in rest {
        match letter {
            '(' | '[' => round += 1,
            ')' | ']' => round = round.saturating_sub(1),
            ';' if round == 0 && curly == 0 => return None,
            '{' => curly += 1,
            '}' if curly == 1 => return Some(*line),
            '}' => curly = curly.saturating_sub(1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{File, Source, check, functions};

    fn sizes(text: &str) -> Vec<(String, usize, usize)> {
        let found = functions(&Source::read(text));
        found.into_iter().map(|f| (f.name, f.line, f.lines)).collect()
    }

    #[test]
    fn a_function_is_counted_from_its_name_to_its_brace() {
        let text = "trait T { fn no(&self, a: [u8; 2]); }\n\nfn two() {\n}\nfn four(\n \
                    f: fn(u8),\n) {\n    '}';}";
        let expected = [("two".to_owned(), 3, 2), ("four".to_owned(), 5, 4)];
        assert_eq!(sizes(text), expected);
    }

    #[test]
    fn an_inner_function_is_counted_too() {
        let names: Vec<String> =
            sizes("fn outer() {\n fn inner() {}\n}").into_iter().map(|found| found.0).collect();
        assert_eq!(names, ["outer", "inner"]);
    }

    #[test]
    fn each_rule_finds_its_fault() {
        let long = "a".repeat(101);
        let body = "    x();\n".repeat(60);
        let text = format!("// {long}\nfn f() {{\n{body}}}\n#[ignore]\nfn g() {{ dbg!(1) }}\n");
        let file = File { path: "x.rs".to_owned(), text };
        let mut findings = Vec::new();
        check(&file, &Source::read(&file.text), &mut findings);
        let lines: Vec<usize> = findings.iter().map(|finding| finding.line).collect();
        assert_eq!(lines, [1, 64, 65, 2], "{findings:?}");
    }
}
