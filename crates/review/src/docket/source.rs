//! A page taken apart into lines, as Markdown sees them: headings, prose, blocks.

/// A line of a page with what ended it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SourceLine<'a> {
    pub(super) text: &'a str,
    pub(super) ending: &'a str,
}

/// The lines of a page; a lone carriage return ends one too, as in Markdown.
pub(super) fn lines(page: &str) -> Vec<SourceLine<'_>> {
    let mut lines = Vec::new();
    let mut rest = page;
    while !rest.is_empty() {
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let (text, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let length = if after.starts_with("\r\n") { 2 } else { after.len().min(1) };
        let (ending, after) = after.split_at_checked(length).unwrap_or((after, ""));
        lines.push(SourceLine { text, ending });
        rest = after;
    }
    lines
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    /// A heading with its text.
    Heading(&'a str),
    /// The line under a heading that makes it one; the heading is the line before.
    Underline,
    /// Prose.
    Prose,
    /// Nothing.
    Blank,
    /// A line outside every block that is not prose: inside a comment or another fence.
    Other,
    /// The fence that opens a docket block.
    Open,
    /// A line of a docket block.
    Docket,
    /// The fence that closes a docket block.
    Close,
}

/// Where the reader stands.
enum Place {
    Prose,
    Comment,
    Fence { mark: char, length: usize, docket: Run },
}

/// Whether a block is run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Run {
    Docket,
    Other,
}

/// A block or comment that is never closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unclosed {
    Nothing,
    Docket,
    Comment,
}

/// Says of each line what it is; and whether something is left open at the end.
pub(super) fn kinds<'a>(lines: &[SourceLine<'a>]) -> (Vec<Kind<'a>>, Unclosed) {
    let mut kinds: Vec<Kind<'a>> = Vec::with_capacity(lines.len());
    let mut place = Place::Prose;
    for line in lines {
        let text = line.text;
        let kind = match &place {
            Place::Comment => {
                if text.contains("-->") {
                    place = Place::Prose;
                }
                Kind::Other
            }
            Place::Fence { mark, length, docket } => {
                let docket = *docket;
                let closes = closes(text, *mark, *length);
                if closes {
                    place = Place::Prose;
                }
                match (docket, closes) {
                    (Run::Docket, true) => Kind::Close,
                    (Run::Docket, false) => Kind::Docket,
                    (Run::Other, _) => Kind::Other,
                }
            }
            Place::Prose => outside(text, kinds.last(), &mut place),
        };
        kinds.push(kind);
    }
    let open = match place {
        Place::Fence { docket: Run::Docket, .. } => Unclosed::Docket,
        Place::Comment => Unclosed::Comment,
        Place::Fence { docket: Run::Other, .. } | Place::Prose => Unclosed::Nothing,
    };
    (kinds, open)
}

/// A line outside every block; `before` is what the line above it is.
fn outside<'a>(text: &'a str, before: Option<&Kind<'a>>, place: &mut Place) -> Kind<'a> {
    if text.trim().is_empty() {
        return Kind::Blank;
    }
    let Some(begin) = unindented(text) else {
        return Kind::Prose;
    };
    if let Some((mark, length, info)) = fence(begin) {
        let docket = match info.split_whitespace().next() {
            Some("docket") => Run::Docket,
            Some(_) | None => Run::Other,
        };
        *place = Place::Fence { mark, length, docket };
        return if docket == Run::Docket { Kind::Open } else { Kind::Other };
    }
    if begin.starts_with("<!--") {
        if !begin.contains("-->") {
            *place = Place::Comment;
        }
        return Kind::Other;
    }
    if let Some(title) = heading(begin) {
        return Kind::Heading(title);
    }
    let ruled = begin.trim_end();
    let underline = |mark: char| !ruled.is_empty() && ruled.chars().all(|c| c == mark);
    if before == Some(&Kind::Prose) && (underline('=') || underline('-')) {
        return Kind::Underline;
    }
    Kind::Prose
}

/// The text without its indentation, of at most three spaces.
fn unindented(text: &str) -> Option<&str> {
    let begin = text.trim_start_matches(' ');
    (text.len() <= begin.len().saturating_add(3)).then_some(begin)
}

/// Whether this opens a fence: its mark, its length, and what stands after it.
fn fence(begin: &str) -> Option<(char, usize, &str)> {
    let mark = begin.chars().next().filter(|c| *c == '`' || *c == '~')?;
    let info = begin.trim_start_matches(mark);
    let length = begin.len().checked_sub(info.len())?;
    let inline = mark == '`' && info.contains('`');
    (3 <= length && !inline).then_some((mark, length, info))
}

fn closes(text: &str, mark: char, length: usize) -> bool {
    let Some(begin) = unindented(text) else {
        return false;
    };
    let marks = begin.trim_end();
    length <= marks.chars().count() && marks.chars().all(|c| c == mark)
}

/// The text of a heading written with `#`.
fn heading(begin: &str) -> Option<&str> {
    let rest = begin.trim_start_matches('#');
    let level = begin.len().checked_sub(rest.len())?;
    let parted = rest.is_empty() || rest.starts_with([' ', '\t']);
    if !(1..=6).contains(&level) || !parted {
        return None;
    }
    let title = rest.trim();
    let bare = title.trim_end_matches('#');
    let closed = bare.is_empty() || bare.ends_with([' ', '\t']);
    Some(if closed { bare.trim_end() } else { title })
}
