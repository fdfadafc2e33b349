//! The words of a PDF line by line, as a reader sees them: what stands at another height is another
//! line (text space and its matrices, ISO 32000-1 §8.3 and §9.4).

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, Stream};

use crate::copy::NoCopy;
use crate::letters::{Coding, Font, fonts, show};
use crate::pdf::{LARGEST_STREAM_BYTES, MOST_PAGES, load};
use crate::written::{MOST_WRITTEN_BYTES, NoWords};

/// A space within an array of shown text, in thousandths of the size of the letters.
const SPACE: f32 = -250.0;
/// A line set in by so many sizes of a letter begins a paragraph; by more, it stands in the middle.
const SET_IN: std::ops::Range<f32> = 1.2..4.5;
/// Lines of fewer letters do not tell where the margin is.
const LEAST_LETTERS: usize = 8;
/// What stands before a line that is set in.
const INDENT: &str = "\u{3000}\u{3000}";
/// Forms drawn on one page, and how deep in each other.
const MOST_FORMS: u16 = 1_000;
const DEEPEST_FORM: usize = 4;
/// Saved states kept at once.
const MOST_STATES: usize = 256;

/// The words of a PDF, a line each, pages divided by an empty line.
pub fn written(content: &[u8]) -> Result<String, NoWords> {
    // WHY: the reader is somebody else's and the file a stranger's. A fault there is no fault here.
    let read = catch_unwind(AssertUnwindSafe(|| read(content)));
    read.unwrap_or(Err(NoWords::Damaged))
}

fn read(content: &[u8]) -> Result<String, NoWords> {
    let document = load(content).map_err(|why| match why {
        NoCopy::Locked => NoWords::Locked,
        NoCopy::Kind | NoCopy::Large | NoCopy::Damaged => NoWords::Damaged,
    })?;
    let mut words = String::new();
    let mut unknown = 0_usize;
    for page in document.page_iter().take(MOST_PAGES) {
        let content = document.get_page_content_with_limit(page, LARGEST_STREAM_BYTES);
        let content = content.map_err(|_| NoWords::Bomb)?;
        let mut scope = Scope::new(&document, Vec::new());
        if let Ok((own, inherited)) = document.get_page_resources(page) {
            let inherited = inherited.iter().filter_map(|id| document.get_dictionary(*id).ok());
            inherited.chain(own).for_each(|resources| scope.add(resources));
        }
        let Ok(content) = Content::decode(&content) else {
            return Err(NoWords::Damaged);
        };
        let mut page = Page::new(&scope, Matrix::UNIT, MOST_FORMS);
        content.operations.iter().for_each(|operation| page.carry_out(operation));
        unknown += page.unknown;
        page.write(&mut words);
        if MOST_WRITTEN_BYTES < words.len() {
            return Err(NoWords::Bomb);
        }
    }
    // Letters that only the font knows are no text, whatever else the page says.
    let told = words.chars().filter(|sign| !sign.is_whitespace()).count();
    if told <= unknown { Err(NoWords::NoLetters) } else { Ok(words) }
}

/// What a page, or a form on it, may name.
struct Scope<'a> {
    document: &'a Document,
    fonts: BTreeMap<Vec<u8>, Font>,
    /// Forms drawn as one, each with operators and resources of its own.
    forms: BTreeMap<Vec<u8>, &'a Stream>,
    /// The forms it lies in, the outermost first.
    within: Vec<&'a Stream>,
}

impl<'a> Scope<'a> {
    fn new(document: &'a Document, within: Vec<&'a Stream>) -> Scope<'a> {
        Scope { document, fonts: BTreeMap::new(), forms: BTreeMap::new(), within }
    }

    fn add(&mut self, resources: &'a Dictionary) {
        self.fonts.extend(fonts(self.document, resources));
        let objects = resources.get_deref(b"XObject", self.document).and_then(Object::as_dict);
        let Ok(objects) = objects else { return };
        for (name, object) in objects {
            let found = self.document.dereference(object).ok();
            let stream = found.and_then(|(_, object)| object.as_stream().ok());
            let is_form = |stream: &&Stream| {
                let kind = stream.dict.get(b"Subtype").and_then(Object::as_name);
                kind.is_ok_and(|kind| kind == b"Form")
            };
            if let Some(form) = stream.filter(is_form) {
                self.forms.insert(name.clone(), form);
            }
        }
    }
}

/// A matrix of ISO 32000-1 §8.3.3: `[a b c d e f]`.
#[derive(Debug, Clone, Copy)]
struct Matrix([f32; 6]);

impl Matrix {
    const UNIT: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    fn moved(right: f32, up: f32) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, right, up])
    }

    /// This one carried out before the other.
    fn then(self, other: Matrix) -> Matrix {
        let (Matrix([a, b, c, d, e, f]), Matrix([g, h, i, j, k, l])) = (self, other);
        Matrix([
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            e * g + f * i + k,
            e * h + f * j + l,
        ])
    }

    fn of(operands: &[Object]) -> Option<Matrix> {
        let numbers: Vec<f32> = operands.iter().filter_map(|it| it.as_float().ok()).collect();
        numbers.try_into().ok().map(Matrix)
    }

    fn height(self) -> f32 {
        let Matrix([_, _, _, _, _, height]) = self;
        height
    }

    fn left(self) -> f32 {
        let Matrix([_, _, _, _, left, _]) = self;
        left
    }

    /// How large a unit of height becomes.
    fn scale(self) -> f32 {
        let Matrix([_, _, c, d, _, _]) = self;
        c.hypot(d)
    }
}

/// A line of a page: where it begins, how large its letters are, its words.
struct PageLine {
    left: f32,
    letter: f32,
    text: String,
}

/// A page being read.
struct Page<'a> {
    scope: &'a Scope<'a>,
    font: Option<&'a Font>,
    size: f32,
    leading: f32,
    space: Matrix,
    saved: Vec<Matrix>,
    line: Matrix,
    /// Height of the letters shown last.
    last: Option<f32>,
    lines: Vec<PageLine>,
    /// Pieces of text whose letters could not be told.
    unknown: usize,
    /// Forms that may still be drawn.
    forms_left: u16,
}

impl<'a> Page<'a> {
    fn new(scope: &'a Scope<'a>, space: Matrix, forms_left: u16) -> Page<'a> {
        Page {
            scope,
            font: None,
            size: 1.0,
            leading: 0.0,
            space,
            saved: Vec::new(),
            line: Matrix::UNIT,
            last: None,
            lines: Vec::new(),
            unknown: 0,
            forms_left,
        }
    }

    /// Draws a form: its operators in its own space, its lines among those of the page.
    fn draw(&mut self, name: &[u8]) {
        let Some(form) = self.scope.forms.get(name).copied() else { return };
        let mut within = self.scope.within.clone();
        let draws_itself = within.iter().any(|outer| std::ptr::eq(*outer, form));
        if self.forms_left == 0 || DEEPEST_FORM <= within.len() || draws_itself {
            return;
        }
        self.forms_left -= 1;
        within.push(form);
        let document = self.scope.document;
        let mut scope = Scope::new(document, within);
        if let Ok(own) = form.dict.get_deref(b"Resources", document).and_then(Object::as_dict) {
            scope.add(own);
        }
        let Ok(content) = form.get_plain_content_with_limit(LARGEST_STREAM_BYTES) else { return };
        let Ok(content) = Content::decode(&content) else { return };
        let matrix = form.dict.get(b"Matrix").and_then(Object::as_array).ok();
        let matrix = matrix.and_then(|numbers| Matrix::of(numbers)).unwrap_or(Matrix::UNIT);
        let mut inner = Page::new(&scope, matrix.then(self.space), self.forms_left);
        inner.last = self.last;
        content.operations.iter().for_each(|operation| inner.carry_out(operation));
        (self.last, self.forms_left) = (inner.last, inner.forms_left);
        self.unknown += inner.unknown;
        let lines = inner.lines;
        self.lines.extend(lines);
    }

    fn carry_out(&mut self, operation: &Operation) {
        let operands = operation.operands.as_slice();
        let number = |at: usize| operands.get(at).and_then(|it| it.as_float().ok());
        match operation.operator.as_str() {
            "q" if self.saved.len() < MOST_STATES => self.saved.push(self.space),
            "Q" => self.space = self.saved.pop().unwrap_or(self.space),
            "cm" => {
                if let Some(matrix) = Matrix::of(operands) {
                    self.space = matrix.then(self.space);
                }
            }
            "BT" => self.line = Matrix::UNIT,
            "Tf" => {
                let name = operands.first().and_then(|name| name.as_name().ok());
                self.font = name.and_then(|name| self.scope.fonts.get(name));
                self.size = number(1).unwrap_or(self.size);
            }
            "Do" => {
                if let Some(Ok(name)) = operands.first().map(Object::as_name) {
                    self.draw(name);
                }
            }
            "TL" => self.leading = number(0).unwrap_or(self.leading),
            "Tm" => self.line = Matrix::of(operands).unwrap_or(self.line),
            "Td" => self.go(number(0), number(1)),
            "TD" => {
                self.leading = -number(1).unwrap_or_default();
                self.go(number(0), number(1));
            }
            "T*" => self.go(None, Some(-self.leading)),
            "Tj" | "TJ" => operands.iter().for_each(|operand| self.show(operand)),
            "'" | "\"" => {
                self.go(None, Some(-self.leading));
                if let Some(operand) = operands.last() {
                    self.show(operand);
                }
            }
            _ => {}
        }
    }

    fn go(&mut self, right: Option<f32>, up: Option<f32>) {
        let step = Matrix::moved(right.unwrap_or_default(), up.unwrap_or_default());
        self.line = step.then(self.line);
    }

    fn show(&mut self, operand: &Object) {
        let place = self.line.then(self.space);
        let letter = (self.size * place.scale()).abs().max(0.01);
        if self.last.is_none_or(|last| letter / 2.0 < (place.height() - last).abs()) {
            self.lines.push(PageLine { left: place.left(), letter, text: String::new() });
        }
        self.last = Some(place.height());
        match operand.as_array() {
            Ok(items) => items.iter().for_each(|item| self.piece(item)),
            Err(_) => self.piece(operand),
        }
    }

    fn piece(&mut self, operand: &Object) {
        if operand.as_float().is_ok_and(|moved| moved < SPACE) {
            self.say(" ");
            return;
        }
        let Ok(codes) = operand.as_str() else {
            return;
        };
        let Some(font) = self.font else {
            self.unknown += codes.len();
            return;
        };
        let told = match font {
            Font::Bytes(coding) => decoded(*coding, codes),
            Font::Table(_) | Font::Unknown => {
                let mut bytes = Vec::new();
                let known = show(operand, Some(font), &mut bytes, 0);
                String::from_utf8(bytes).ok().filter(|_| known)
            }
        };
        match told {
            Some(text) => self.say(&text),
            None => self.unknown += codes.len(),
        }
    }

    fn say(&mut self, text: &str) {
        if let Some(line) = self.lines.last_mut() {
            line.text.push_str(text);
        }
    }

    /// Adds the lines of the page; one that is set in keeps two blanks, which say that a paragraph
    /// begins.
    fn write(self, words: &mut String) {
        let long = self.lines.iter().filter(|it| LEAST_LETTERS <= it.text.chars().count());
        let margin = long.map(|line| line.left).fold(f32::INFINITY, f32::min);
        for line in &self.lines {
            let set_in = (line.left - margin) / line.letter;
            if SET_IN.contains(&set_in) {
                words.push_str(INDENT);
            }
            words.push_str(line.text.trim_end());
            words.push('\n');
        }
        words.push('\n');
    }
}

/// Bytes that are text, in their coding; none where they are not.
fn decoded(coding: Coding, codes: &[u8]) -> Option<String> {
    let encoding = match coding {
        Coding::Utf16 => encoding_rs::UTF_16BE,
        Coding::Gb18030 => encoding_rs::GB18030,
        Coding::Big5 => encoding_rs::BIG5,
        Coding::Latin => encoding_rs::WINDOWS_1252,
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(codes)?;
    Some(text.into_owned())
}
