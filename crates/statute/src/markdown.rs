//! Front matter, Markdown's marks and the notes of whoever collected a text, told apart from it.

/// What stands before the text of a page, as YAML between two lines of dashes: how many lines it
/// takes. None where it is not closed.
pub fn front_matter<'a>(lines: impl Iterator<Item = &'a str>) -> usize {
    let mut lines = lines.enumerate().skip_while(|(_, line)| line.trim().is_empty()).peekable();
    if lines.next().is_none_or(|(_, line)| line.trim_end() != "---") {
        return 0;
    }
    // Long front matter is none: two rules in a text would swallow what is between them.
    for (index, line) in lines.take(200) {
        if line.trim_end() == "---" || line.trim_end() == "..." {
            return index + 1;
        }
    }
    0
}

/// How many lines at the beginning are a collector's notes: two or more in a row behind a `#`. One
/// alone is a heading.
pub fn notes<'a>(lines: impl Iterator<Item = &'a str>) -> usize {
    let count = lines.take_while(|line| line.starts_with('#')).count();
    if count < 2 { 0 } else { count }
}

/// A line without the marks of Markdown: rules, headings, quotes, bold.
pub fn unmarked(line: &str) -> String {
    let bare = line.trim();
    let is_rule = 3 <= bare.len() && bare.chars().all(|sign| "-*_=".contains(sign));
    if is_rule || bare.starts_with("```") {
        return String::new();
    }
    let heading = bare.trim_start_matches('#');
    let bare = if heading.starts_with(' ') { heading.trim() } else { bare };
    bare.trim_start_matches("> ").replace("**", "")
}

/// A mark of a collector at the beginning of a line, `[M] `, and the rest.
pub fn status(line: &str) -> Option<(&str, &str)> {
    let (mark, rest) = line.strip_prefix('[')?.split_once(']')?;
    let fits = |sign: char| sign.is_ascii_alphanumeric() || "~-".contains(sign);
    let short = !mark.is_empty() && mark.len() <= 8 && mark.chars().all(fits);
    let begins = mark.starts_with(|sign: char| sign.is_ascii_uppercase());
    (short && begins).then_some((mark, rest.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::{front_matter, notes, status, unmarked};

    #[test]
    fn what_a_page_adds_is_told_from_its_text() {
        let page = "\n---\ntitle: x\n---\n第一条";
        assert_eq!(front_matter(page.lines()), 4);
        assert_eq!(front_matter("---\nno end".lines()), 0);
        assert_eq!([notes("# a\n# b\n\n".lines()), notes("# a\n\n".lines())], [2, 0]);
        assert_eq!(unmarked("## 第一章 总 则"), "第一章 总 则");
        assert_eq!(unmarked("**第一条** 为了"), "第一条 为了");
        assert_eq!([unmarked("---"), unmarked("#tag")], ["", "#tag"]);
        assert_eq!(status("[S~] 第七条"), Some(("S~", "第七条")));
        assert_eq!([status("[2020] 6"), status("[]")], [None, None]);
    }
}
