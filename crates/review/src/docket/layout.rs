//! Columns of a docket block: how wide a text is on a page, and where its parts begin.

/// How many columns a text takes: ideographs and full-width marks take two.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

fn is_wide(c: char) -> bool {
    matches!(u32::from(c),
        0x1100..=0x115f
        | 0x2e80..=0x303e
        | 0x3041..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe4f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1faff
        | 0x2_0000..=0x3_fffd)
}

/// The text and as many spaces as bring what follows to a column, two at least.
pub(super) fn pad(text: &str, column: usize) -> String {
    let gap = column.saturating_sub(width(text)).max(2);
    format!("{text}{}", " ".repeat(gap))
}

/// The column for what follows texts of these widths. Texts wider than `widest` do not push what
/// follows the others to the right.
pub(super) fn column(widths: impl Iterator<Item = usize>, widest: usize) -> usize {
    let fitting = widths.filter(|width| *width <= widest);
    fitting.max().unwrap_or_default().saturating_add(2)
}
