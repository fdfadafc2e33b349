//! Paragraphs put in their places: which article, paragraph, item each is, under which chapter; and
//! whether the articles are all there, once, in order.

use crate::characters::tidied;
use crate::faults;
use crate::furniture::is_frame;
use crate::head::{self, Above, ArticleHead, Level};
use crate::joined::is_finished;
use crate::lines::Line;
use crate::refused::Refused;
use crate::statute::{Article, Heading, Item, Paragraph};

/// The name of a chapter that stands on a line of its own has at most so many signs.
const LONGEST_NAME: usize = 30;
/// With what an annex begins.
const ANNEXES: &[&str] = &["附件", "附表", "附录", "附：", "Annex", "Appendix"];

/// The parts of a text.
#[derive(Debug, Default)]
pub struct Outline {
    /// What stands before the first article, contents left out.
    pub front: Vec<Line>,
    /// Its articles.
    pub articles: Vec<Article>,
    /// What follows the last article and is none of it.
    pub tail: Vec<(usize, String)>,
}

/// Puts paragraphs in their places.
///
/// # Errors
/// No articles, one twice, one missing: with the lines.
pub fn outline(paragraphs: Vec<Line>) -> Result<Outline, Refused> {
    let mut building = Building::default();
    for paragraph in paragraphs {
        building.take(paragraph)?;
    }
    building.finish()
}

#[derive(Default)]
struct Building {
    outline: Outline,
    part: Option<(u32, Heading)>,
    chapter: Option<Heading>,
    section: Option<Heading>,
    /// A chapter whose name has not come yet.
    nameless: bool,
    /// The last article ended the text: what follows is none of it.
    ended: bool,
    /// Articles cited in running text, for what is refused.
    cited: usize,
    finished: bool,
}

impl Building {
    fn take(&mut self, line: Line) -> Result<(), Refused> {
        if let Some((kind, number, name)) = head::above(&line.text) {
            self.heading(kind, number, &name, &line);
            return Ok(());
        }
        if let Some(head) = head::article(&line.text) {
            if self.begins(&head, line.number)? {
                self.article(&head, &line)?;
                self.finished = is_finished(&line.text);
                return Ok(());
            }
            self.cited += 1;
        }
        if std::mem::take(&mut self.nameless) && self.names(&line) {
            return Ok(());
        }
        self.cited += usize::from(line.text.contains('条') || line.text.contains("Article "));
        if self.outline.articles.is_empty() {
            self.outline.front.push(line);
        } else if self.ended || self.ends(&line) {
            self.ended = true;
            self.outline.tail.push((line.number, line.text));
        } else {
            self.finished = is_finished(&line.text);
            self.words(&line.text, &line)?;
        }
        Ok(())
    }

    /// Whether a head begins an article here, is a mere reference, or stands where it must not.
    fn begins(&self, head: &ArticleHead<'_>, line: usize) -> Result<bool, Refused> {
        let Some(last) = self.outline.articles.last() else {
            if head::reads_on(head) {
                return Ok(false);
            }
            return if head.number == 1 { Ok(true) } else { Err(faults::extract(head, line)) };
        };
        let next = match head.suffix {
            None => head.number == last.number + 1,
            Some(suffix) => {
                head.number == last.number && suffix == last.suffix.unwrap_or_default() + 1
            }
        };
        if next {
            return Ok(!head::reads_on(head) || self.finished);
        }
        if head::reads_on(head) {
            return Ok(false);
        }
        let place = (head.number, head.suffix.unwrap_or_default());
        let twin = self
            .outline
            .articles
            .iter()
            .find(|it| (it.number, it.suffix.unwrap_or_default()) == place);
        Err(match twin {
            Some(twin) => faults::twice(twin, head, line),
            None if place < (last.number, last.suffix.unwrap_or_default()) => {
                faults::out_of_order(last, head, line)
            }
            None => faults::missing(last, head, line),
        })
    }

    fn article(&mut self, head: &ArticleHead<'_>, line: &Line) -> Result<(), Refused> {
        let address = match head.suffix {
            None => format!("art_{}", head.number),
            Some(suffix) => format!("art_{}-{suffix}", head.number),
        };
        // Whatever was taken for the end was not.
        for (number, text) in std::mem::take(&mut self.outline.tail) {
            let line = Line { number, text, indented: false, standing: line.standing };
            let text = line.text.clone();
            self.words(&text, &line)?;
        }
        (self.ended, self.nameless) = (false, false);
        self.outline.articles.push(Article {
            address,
            number: head.number,
            suffix: head.suffix,
            label: head.label.clone(),
            part: self.part.as_ref().map(|(_, part)| part.clone()),
            chapter: self.chapter.clone(),
            section: self.section.clone(),
            paragraphs: Vec::new(),
            line: line.number,
        });
        if head.rest.is_empty() { Ok(()) } else { self.words(head.rest, line) }
    }

    fn heading(&mut self, kind: Above, number: u32, name: &str, line: &Line) {
        let sign = match kind {
            Above::Part => "part",
            Above::Chapter => "chp",
            Above::Section => "sec",
        };
        let over = match kind {
            Above::Part => None,
            Above::Chapter => self.part.as_ref().map(|(_, part)| part),
            Above::Section => self.chapter.as_ref(),
        };
        let own = format!("{sign}_{number}");
        let address = over.map_or(own.clone(), |over| format!("{}__{own}", over.address));
        let text = heading_text(&line.text, name);
        let heading = Heading { address, text, line: line.number };
        (self.nameless, self.finished) = (name.is_empty(), true);
        match kind {
            Above::Part => {
                (self.part, self.chapter, self.section) = (Some((number, heading)), None, None);
            }
            Above::Chapter => (self.chapter, self.section) = (Some(heading), None),
            Above::Section => self.section = Some(heading),
        }
    }

    /// Takes a line as the name of the chapter or section above it.
    fn names(&mut self, line: &Line) -> bool {
        let fits = line.text.chars().count() <= LONGEST_NAME
            && !is_finished(&line.text)
            && head::item(&line.text).is_none();
        let heading = self.section.as_mut().or(self.chapter.as_mut());
        match heading.filter(|_| fits) {
            Some(heading) => {
                heading.text = format!("{} {}", heading.text, tidied(&line.text));
                true
            }
            None => false,
        }
    }

    /// Whether the text has ended before this line: an annex, a frame, or what is no sentence
    /// behind the article on entry into force.
    fn ends(&self, line: &Line) -> bool {
        let Some(last) = self.outline.articles.last() else { return false };
        let words = last.words();
        let closing = ["施行", "实施", "生效", "废止", "come into force", "effect", "implemented"];
        let closes = closing.iter().any(|word| words.contains(word));
        let annex = ANNEXES.iter().any(|word| line.text.starts_with(word));
        let is_sentence = is_finished(&line.text) || head::item(&line.text).is_some();
        closes && (annex || !is_sentence || (is_frame(&line.text) && !line.text.ends_with('。')))
    }

    /// Adds words to the article in hand, items within a line divided.
    fn words(&mut self, text: &str, line: &Line) -> Result<(), Refused> {
        for piece in pieces(text) {
            match head::item(piece).filter(|head| self.lists(head)) {
                Some(head) => self.item(&head, line)?,
                None => self.paragraph(piece, line),
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, text: &str, line: &Line) {
        let Some(article) = self.outline.articles.last_mut() else { return };
        let address = format!("{}__para_{}", article.address, article.paragraphs.len() + 1);
        article.paragraphs.push(Paragraph {
            address,
            text: tidied(text),
            items: Vec::new(),
            standing: line.standing,
            line: line.number,
        });
    }

    /// Whether a label goes on with a list; a figure with a point may stand in running text.
    fn lists(&self, head: &head::ItemHead<'_>) -> bool {
        if head.level == Level::Bracketed {
            return true;
        }
        let paragraph = self.outline.articles.last().and_then(|it| it.paragraphs.last());
        let Some(paragraph) = paragraph else { return head.number == 1 };
        match paragraph.items.last() {
            None => head.number == 1,
            Some(last) => {
                head.number == 1 || last.address.ends_with(&format!("_{}", head.number - 1))
            }
        }
    }

    fn item(&mut self, head: &head::ItemHead<'_>, line: &Line) -> Result<(), Refused> {
        let Some(article) = self.outline.articles.last_mut() else { return Ok(()) };
        if article.paragraphs.is_empty() {
            self.paragraph("", line);
        }
        let Some(article) = self.outline.articles.last_mut() else { return Ok(()) };
        let label = article.label.clone();
        let Some(paragraph) = article.paragraphs.last_mut() else { return Ok(()) };
        let outer = paragraph.items.iter().rev().find(|item| !item.address.contains("__subitem_"));
        let address = match outer {
            Some(outer) if head.level == Level::Dotted && is_bracketed(&outer.label) => {
                format!("{}__subitem_{}", outer.address, head.number)
            }
            Some(_) | None => format!("{}__item_{}", paragraph.address, head.number),
        };
        if let Some(twin) = paragraph.items.iter().find(|item| item.address == address) {
            return Err(faults::item_twice(&label, twin, line.number));
        }
        paragraph.items.push(Item {
            address,
            label: head.label.clone(),
            text: tidied(head.rest),
            standing: line.standing,
            line: line.number,
        });
        Ok(())
    }

    fn finish(self) -> Result<Outline, Refused> {
        match self.outline.articles.as_slice() {
            [] => Err(faults::no_articles(self.cited)),
            [only] => Err(faults::only_one(only)),
            [_, _, ..] => Ok(self.outline),
        }
    }
}

fn is_bracketed(label: &str) -> bool {
    label.starts_with(['（', '('])
}

/// 第三章 网络运行安全, however it was set.
fn heading_text(line: &str, name: &str) -> String {
    if line.trim_start().starts_with('第') {
        let squeezed: String = line.chars().filter(|sign| !sign.is_whitespace()).collect();
        let label = squeezed.strip_suffix(name).unwrap_or(&squeezed);
        if name.is_empty() { label.to_owned() } else { format!("{label} {name}") }
    } else {
        tidied(line)
    }
}

/// A text divided before the items that stand within it: behind a colon the first, behind a
/// semicolon or full stop the next.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut next = head::item(text).map_or(1, |head| head.number + 1);
    let mut from = 0;
    while let Some(found) = rest.get(from..).and_then(|tail| tail.find(['（', '('])) {
        let at = from + found;
        let before = rest.get(..at).unwrap_or_default().trim_end();
        let ends: &[char] = if next == 1 { &['：', ':'] } else { &['；', '。', ';'] };
        let begins = rest.get(at..).and_then(head::item).is_some_and(|head| {
            head.level == Level::Bracketed && head.number == next && before.ends_with(ends)
        });
        if !begins {
            from = at + rest.get(at..).and_then(|it| it.chars().next()).map_or(1, char::len_utf8);
            continue;
        }
        let Some((piece, after)) = rest.split_at_checked(at) else { break };
        pieces.push(piece.trim());
        rest = after;
        next += 1;
        from = 1.max(rest.chars().next().map_or(1, char::len_utf8));
    }
    pieces.push(rest.trim());
    pieces
}
