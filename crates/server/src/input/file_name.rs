//! A file's name as somebody else gave it. It is shown, never used as a path: content is kept by
//! its hash. What could mislead a reader is refused or taken out.

use law::Words;

use super::text::hides_something;
use crate::problem::Problem;

/// Longest name kept, in characters.
const LONGEST: usize = 200;

/// A name fit to be shown: no path, no control or direction characters, not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName(String);

/// Why a name is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnusableName {
    /// It holds a NUL or another control character.
    Control,
    /// It leads out of a folder: `..`.
    Path,
    /// It holds characters that turn the reading direction (`exe.fdp` read as `pdf.exe`).
    Direction,
    /// Nothing is left of it.
    Empty,
}

impl FileName {
    /// A name from what was sent. Folders before the last `/` or `\` are dropped, as browsers send
    /// them; a name that climbs is refused.
    pub fn new(sent: &str) -> Result<FileName, UnusableName> {
        if sent.chars().any(char::is_control) {
            return Err(UnusableName::Control);
        }
        if hides_something(sent) {
            return Err(UnusableName::Direction);
        }
        let mut pieces = sent.split(['/', '\\']);
        if pieces.clone().any(|piece| piece.trim() == "..") {
            return Err(UnusableName::Path);
        }
        let last = pieces.next_back().unwrap_or_default().trim();
        let shown: String = last.chars().take(LONGEST).collect();
        if shown.is_empty() || shown == "." {
            return Err(UnusableName::Empty);
        }
        Ok(FileName(shown))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<UnusableName> for Problem {
    fn from(name: UnusableName) -> Problem {
        let text = match name {
            UnusableName::Control => Words::new(
                "文件名含有 NUL 或其他控制字符",
                "the file name holds a NUL or another control character",
            ),
            UnusableName::Path => Words::new(
                "文件名不得含有“..”路径；请只提供文件名",
                "the file name may not climb with `..`; give the name alone",
            ),
            UnusableName::Direction => Words::new(
                "文件名含有改变文字方向或不可见的字符",
                "the file name holds characters that turn the reading direction or cannot be seen",
            ),
            UnusableName::Empty => Words::new("文件名为空", "the file name is empty"),
        };
        Problem::fault("?name", text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_never_climbs_hides_or_turns() {
        assert_eq!(FileName::new("../../etc/passwd"), Err(UnusableName::Path));
        assert_eq!(FileName::new("..\\boot.ini"), Err(UnusableName::Path));
        assert_eq!(FileName::new("a\0b"), Err(UnusableName::Control));
        assert_eq!(FileName::new("a\u{202E}fdp.exe"), Err(UnusableName::Direction));
        assert_eq!(FileName::new("docs/"), Err(UnusableName::Empty));
        assert_eq!(FileName::new(" 申报书.pdf ").unwrap().as_str(), "申报书.pdf");
        assert_eq!(FileName::new("C:\\文件\\申报书.pdf").unwrap().as_str(), "申报书.pdf");
        assert_eq!(FileName::new(&"长".repeat(500)).unwrap().as_str().chars().count(), 200);
    }
}
