//! The name of a law: the last name above its first article.

use crate::characters::{squeezed, tidied};
use crate::joined::is_finished;
use crate::lines::Line;

/// The most signs a name may have.
const LONGEST: usize = 120;
/// How names of laws end, before what stands in brackets.
const ENDINGS: &[&str] = &[
    "法", "法典", "条例", "办法", "规定", "细则", "决定", "规则", "规程", "规范", "准则", "意见",
    "指引", "通则", "章程", "公约", "协定", "目录", "标准", "制度", "解释", "措施",
];
/// What in brackets belongs to a name.
const STATES: &[&str] =
    &["征求意见", "草案", "试行", "暂行", "修订", "修正", "送审", "Draft", "Trial"];
/// What in brackets says how a law came about.
const ORIGINS: &[&str] = &["公布", "发布", "通过", "施行", "实施", "令第", "起施行", "修正"];

/// The name, and which of the lines bear it.
#[derive(Debug, Default)]
pub struct Title {
    /// As printed, spaces of setting left out, brackets wide in Chinese.
    pub name: Option<String>,
    /// Places among the lines.
    pub lines: Vec<usize>,
}

/// Finds the name among the lines before the first article.
pub fn title(front: &[Line]) -> Title {
    let mut state: Option<(usize, String)> = None;
    for (index, line) in front.iter().enumerate().rev() {
        let text = line.text.trim();
        let squeezed = squeezed(text);
        if is_bracketed(&squeezed) {
            if state.is_none()
                && STATES.iter().any(|word| squeezed.contains(word))
                && !is_origin(&squeezed)
            {
                state = Some((index, squeezed));
            }
            continue;
        }
        let Some(name) = name(text, &squeezed) else { continue };
        let (mut name, mut lines) = (name, vec![index]);
        if let Some((at, state)) = state {
            name.push_str(&wide(&state));
            lines.push(at);
        }
        return Title { name: Some(name), lines };
    }
    Title::default()
}

fn is_bracketed(text: &str) -> bool {
    text.starts_with(['（', '(']) && text.ends_with(['）', ')'])
}

fn is_origin(text: &str) -> bool {
    ORIGINS.iter().filter(|word| text.contains(**word)).count() != 0
        && text.chars().any(|sign| sign.is_ascii_digit())
}

/// The name that a line is.
fn name(text: &str, squeezed: &str) -> Option<String> {
    if LONGEST < text.chars().count() && !squeezed.contains(['（', '(']) {
        return None;
    }
    let chinese = text.chars().any(crate::characters::is_han);
    if !chinese {
        let words =
            ["Measures", "Law", "Regulation", "Provisions", "Rules", "methods", "Decision", "Act"];
        let named = words.iter().any(|word| text.contains(word)) && !is_finished(text);
        return named.then(|| tidied(text));
    }
    if is_finished(text) && !is_origin(squeezed) {
        return None;
    }
    let (bare, bracket) = match squeezed.find(['（', '(']) {
        Some(at) => squeezed.split_at_checked(at)?,
        None => (squeezed, ""),
    };
    // A notice about a law names it between marks; its own name has none.
    let named = ENDINGS.iter().any(|ending| bare.ends_with(ending))
        && !bare.contains(['《', '：', ':', '，']);
    if !named {
        return None;
    }
    let state = if is_origin(bracket) { "" } else { bracket };
    Some(format!("{bare}{}", wide(state)))
}

/// Brackets as Chinese names have them.
fn wide(text: &str) -> String {
    text.replace('(', "（").replace(')', "）")
}

#[cfg(test)]
mod tests {
    use super::title;
    use crate::lines::lines;

    fn name(text: &str) -> Option<String> {
        title(&lines(text).lines).name
    }

    #[test]
    fn the_name_is_the_last_name_above_the_articles() {
        let known = [
            (
                "关于《甲办法》公开征求意见的通知\n附件：甲办法\n某办公室\n2021年7月10日\n甲 办 法\n(征求意见稿)",
                "甲办法（征求意见稿）",
            ),
            ("乙条例（2020年4月13日某部令第6号公布 自2020年6月1日起实施）", "乙条例"),
            ("丙规定(试行)\n（2017年5月2日公布）", "丙规定（试行）"),
            ("中华人民共和国丁法\n2016年11月7日 某委员会第二十四次会议通过", "中华人民共和国丁法"),
            ("April 13, 2020\nCybersecurity review methods", "Cybersecurity review methods"),
        ];
        for (text, expected) in known {
            assert_eq!(name(text).as_deref(), Some(expected));
        }
        assert_eq!(name("某办公室\n2021年7月10日"), None);
    }
}
