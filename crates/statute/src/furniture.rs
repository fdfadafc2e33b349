//! What a page adds to a text: page numbers, running heads, menus, where it was published, whom to
//! call.

use std::collections::BTreeMap;

use crate::characters::{folded, squeezed};
use crate::head;
use crate::lines::Line;

/// With what a line of a web page's frame begins.
const BEGINNINGS: &[&str] = &[
    "分享到",
    "责任编辑",
    "打印本页",
    "打印",
    "关闭窗口",
    "上一篇",
    "下一篇",
    "浏览次数",
    "扫一扫",
    "版权所有",
    "网站地图",
    "您的位置",
    "当前位置",
    "发布时间",
    "发布日期",
    "信息来源",
    "来源:",
    "来源：",
    "举报电话",
    "备案",
    "建议使用",
    "机构简介",
    "主办单位",
    "承办单位",
    "技术支持",
    "copyright",
    "京icp",
    "京公网安备",
    "字体",
    "字号",
    "首页",
];
/// What stands anywhere in such a line.
const ANYWHERE: &[&str] = &["icp备", "公网安备", "copyright©", "allrightsreserved", "分辨率"];
/// A running head stands at least so often, and is no longer than so many signs.
const RUNNING_HEAD: (usize, usize) = (3, 40);

/// Whether a line is the number of a page: `— 3 —`, 第3页 共8页, 3/8, Page 3 of 8.
fn is_page_number(text: &str) -> bool {
    let bare = squeezed(text).to_lowercase();
    let inner = bare.trim_matches(['-', '—', '–', '－', '·', '─', '|']);
    if inner.is_empty() || 20 < inner.chars().count() {
        return false;
    }
    let digits = |text: &str| {
        !text.is_empty() && text.len() <= 4 && text.chars().all(|sign| sign.is_ascii_digit())
    };
    if digits(inner) {
        return true;
    }
    if let Some((page, all)) = inner.split_once('/') {
        return digits(page) && digits(all);
    }
    let words = ["第", "页", "共", "page", "of", ",", "，", "/"];
    let left = words.iter().fold(inner.to_owned(), |text, word| text.replace(word, ""));
    (inner.contains('页') || inner.contains("page")) && digits(&left)
}

/// Whether a line is of the frame of a web page.
pub fn is_frame(text: &str) -> bool {
    let bare = squeezed(text).to_lowercase();
    let menu = 2 <= bare.chars().filter(|sign| matches!(sign, '|' | '｜')).count();
    menu || BEGINNINGS.iter().any(|it| bare.starts_with(it))
        || ANYWHERE.iter().any(|it| bare.contains(it))
}

/// Divides lines into those of the text and those of its pages. A frame stands before the first
/// article or behind the beginning of the last; within, only page numbers and running heads are
/// taken off.
pub fn taken_off(lines: Vec<Line>) -> (Vec<Line>, Vec<(usize, String)>) {
    let running = running_heads(&lines);
    let begins = |line: &Line| head::article(&line.text).is_some_and(|head| !head::reads_on(&head));
    let first = lines.iter().position(begins).unwrap_or(0);
    let last = lines.iter().rposition(begins).unwrap_or(lines.len());
    let path = path(lines.get(..first).unwrap_or_default());
    let mut kept = Vec::with_capacity(lines.len());
    let mut off = Vec::new();
    for (index, line) in lines.into_iter().enumerate() {
        let outside = index < first || last < index;
        let runs = running.contains_key(&folded(&line.text));
        let path = path.contains(&index);
        if is_page_number(&line.text) || runs || (outside && is_frame(&line.text)) || path {
            off.push((line.number, line.text));
        } else {
            kept.push(line);
        }
    }
    (kept, off)
}

/// The lines before the articles that are the path to a page: numbered names, the home page among
/// them. A numbered sentence of a notice that a margin has broken is none.
fn path(front: &[Line]) -> std::ops::Range<usize> {
    let step = |line: &Line| {
        let head = head::item(&line.text)?;
        let sentence = head.rest.ends_with(['。', '；', '：', '.', ';', ':']);
        (head.level == head::Level::Dotted && !sentence).then_some(head.number)
    };
    let home = |line: &Line| step(line).is_some() && line.text.ends_with("首页");
    let Some(home) = front.iter().position(home) else { return 0..0 };
    let steps = front.iter().skip(home).map(step);
    let first = front.get(home).and_then(step).unwrap_or_default();
    let after = steps.zip(first..).take_while(|(step, next)| *step == Some(*next)).count();
    home..home + after
}

/// Short lines that come again and again and are no sentence, item or heading.
fn running_heads(lines: &[Line]) -> BTreeMap<String, usize> {
    let (least, longest) = RUNNING_HEAD;
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for line in lines {
        let text = line.text.as_str();
        let sentence = text.ends_with(['。', '；', '：', '，', '、', '.', ';', ':', ',']);
        let begins = head::article(text).is_some()
            || head::item(text).is_some()
            || head::above(text).is_some();
        if !sentence && !begins && text.chars().count() <= longest {
            *seen.entry(folded(text)).or_default() += 1;
        }
    }
    seen.retain(|_, count| least <= *count);
    seen
}

#[cfg(test)]
mod tests {
    use super::{is_frame, is_page_number};

    #[test]
    fn page_numbers_are_no_words() {
        for text in ["— 3 —", "12", "第 3 页 共 8 页", "3 / 8", "- 12 -", "Page 3 of 8", "第3页"]
        {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["2017年", "第三条", "3个月", "20170601", "—", "页"] {
            assert!(!is_page_number(text), "{text}");
        }
        assert!(is_frame("机构简介|网友建议|在线评论") && is_frame("  备案:浙ICP备1号"));
        assert!(!is_frame("网络安全审查办法"));
    }
}
