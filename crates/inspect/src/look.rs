//! A file looked at as it comes, piece by piece, into whatever it wraps: which kind it is, whether
//! it bears a marking, what of it could not be looked into. Memory is bounded however large it is.

use crate::kind::{Disguise, Kind, agreed};
use crate::marking::{Marking, Watch, bears};
use crate::packed::Packed;
use crate::pdf;
use crate::words::{Rich, Tagged};

/// As much as tells the kind.
const HEAD_BYTES: usize = 1_024;
/// Archives within archives that are looked into.
const DEEPEST: u8 = 4;
/// The most that is unpacked of one file: 8 GiB.
const MOST_UNPACKED: u64 = 8 << 30;
/// How many times its own size a file may become, once it became more than [`UNSUSPICIOUS`].
const MOST_TIMES: u64 = 150;
/// Bytes that any file may become.
const UNSUSPICIOUS: u64 = 256 << 20;
/// Entries looked at in one file, all archives within it together.
const MOST_ENTRIES: u64 = 1_000_000;
/// The largest PDF that is looked into: it must be had whole for that.
const LARGEST_PDF_BYTES: usize = 32 << 20;

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// It bears a marking of state secrecy.
    Marked,
    /// It unpacks to more than anybody would read.
    Bomb,
    /// It is carried out where it is opened, and its name says it is read.
    Disguised(Kind),
}

/// What of a file could not be looked into. It is told, and somebody looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unread {
    /// It is under a password.
    Locked,
    /// It is packed in a way we do not unpack.
    Packing,
    /// Archives within archives, too deep.
    Deep,
    /// It is too large to be looked into.
    Large,
    /// It is not what its kind prescribes.
    Damaged,
    /// It does not say what its letters mean.
    Letters,
}

impl Unread {
    /// Every one.
    pub const ALL: [Unread; 6] = [
        Unread::Locked,
        Unread::Packing,
        Unread::Deep,
        Unread::Large,
        Unread::Damaged,
        Unread::Letters,
    ];

    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Unread::Locked => "locked",
            Unread::Packing => "packing",
            Unread::Deep => "deep",
            Unread::Large => "large",
            Unread::Damaged => "damaged",
            Unread::Letters => "letters",
        }
    }
}

/// What was seen of a file that may be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// What it is.
    pub kind: Kind,
    /// What it is served with.
    pub media_type: &'static str,
    /// How its name stands to that.
    pub disguise: Disguise,
    /// What could not be looked into.
    pub unread: Vec<Unread>,
}

/// A file on its way in.
pub struct Looking {
    name: String,
    look: Look,
    tally: Tally,
}

impl Looking {
    /// A file of this name.
    pub fn new(name: &str) -> Looking {
        Looking { name: name.to_owned(), look: Look::new(name, 0), tally: Tally::default() }
    }

    /// Takes the next piece.
    ///
    /// # Errors
    /// The file is not taken, and why.
    pub fn read(&mut self, piece: &[u8]) -> Result<(), Stop> {
        self.tally.came += piece.len() as u64;
        self.look.read(piece, &mut self.tally)
    }

    /// Nothing more comes.
    ///
    /// # Errors
    /// The file is not taken, and why.
    pub fn end(mut self) -> Result<Seen, Stop> {
        let found = self.look.end(&mut self.tally)?;
        let (kind, disguise) = agreed(&self.name, found);
        if disguise == Disguise::Dangerous {
            return Err(Stop::Disguised(kind));
        }
        let mut unread = self.tally.unread;
        unread.sort_unstable();
        unread.dedup();
        let media_type = kind.media_type_of(&self.look.head);
        Ok(Seen { kind, media_type, disguise, unread })
    }
}

/// What is counted over a file and all within it.
#[derive(Debug, Default)]
pub struct Tally {
    came: u64,
    unpacked: u64,
    entries: u64,
    unread: Vec<Unread>,
}

impl Tally {
    /// So much more was unpacked.
    pub fn unpacked(&mut self, bytes: u64) -> Result<(), Stop> {
        self.unpacked += bytes;
        let times = UNSUSPICIOUS.max(self.came.saturating_mul(MOST_TIMES));
        if MOST_UNPACKED < self.unpacked || times < self.unpacked {
            return Err(Stop::Bomb);
        }
        Ok(())
    }

    /// One entry more.
    pub fn entry(&mut self) -> Result<(), Stop> {
        self.entries += 1;
        if MOST_ENTRIES < self.entries { Err(Stop::Bomb) } else { Ok(()) }
    }

    /// Something cannot be looked into.
    pub fn unread(&mut self, what: Unread) {
        if !self.unread.contains(&what) {
            self.unread.push(what);
        }
    }

    /// A name within a file may bear a marking as well.
    pub fn watch_name(&self, name: &[u8]) -> Result<(), Stop> {
        stop_if(bears(name))
    }
}

fn stop_if(marking: Marking) -> Result<(), Stop> {
    match marking {
        Marking::Present => Err(Stop::Marked),
        Marking::Absent => Ok(()),
    }
}

/// One file, or one entry of an archive.
pub struct Look {
    name: String,
    depth: u8,
    head: Vec<u8>,
    /// The bytes as they are.
    raw: Watch,
    inside: Inside,
}

enum Inside {
    /// Too little came to tell.
    Unknown,
    /// Nothing is wrapped.
    Plain(Kind),
    Tagged(Kind, Box<Tagged>),
    Rich(Box<Rich>),
    Packed(Box<Packed>),
    /// As much of it as came; `None`: it is too large.
    Pdf(Option<Vec<u8>>),
}

impl Look {
    /// A file of this name, so many archives deep.
    pub fn new(name: &str, depth: u8) -> Look {
        Look {
            name: name.to_owned(),
            depth,
            head: Vec::new(),
            raw: Watch::default(),
            inside: Inside::Unknown,
        }
    }

    /// Takes the next piece.
    pub fn read(&mut self, piece: &[u8], tally: &mut Tally) -> Result<(), Stop> {
        stop_if(self.raw.read(piece))?;
        if !matches!(self.inside, Inside::Unknown) {
            return self.inside(piece, tally);
        }
        self.head.extend(piece);
        if self.head.len() < HEAD_BYTES { Ok(()) } else { self.tell(tally) }
    }

    /// Nothing more comes: what it is.
    pub fn end(&mut self, tally: &mut Tally) -> Result<Kind, Stop> {
        if matches!(self.inside, Inside::Unknown) {
            self.tell(tally)?;
        }
        match &mut self.inside {
            Inside::Unknown => Ok(Kind::Unknown),
            Inside::Plain(kind) | Inside::Tagged(kind, _) => Ok(*kind),
            Inside::Rich(_) => Ok(Kind::Rtf),
            Inside::Packed(packed) => {
                packed.end(tally)?;
                let kind = packed.kind();
                Ok(if kind == Kind::Zip { open_document(&self.head) } else { kind })
            }
            Inside::Pdf(None) => {
                tally.unread(Unread::Large);
                Ok(Kind::Pdf)
            }
            Inside::Pdf(Some(content)) => {
                let content = std::mem::take(content);
                pdf::look(&content, self.depth, tally)?;
                Ok(Kind::Pdf)
            }
        }
    }

    /// Enough came to tell what it is.
    fn tell(&mut self, tally: &mut Tally) -> Result<(), Stop> {
        let head = std::mem::take(&mut self.head);
        let kind = Kind::of_head(&head);
        let tagged = |kind| Inside::Tagged(kind, Box::default());
        self.inside = match kind {
            Kind::Zip if DEEPEST < self.depth + 1 => {
                tally.unread(Unread::Deep);
                Inside::Plain(kind)
            }
            Kind::Zip => Inside::Packed(Box::new(Packed::new(self.depth + 1))),
            Kind::Pdf if DEEPEST < self.depth => {
                tally.unread(Unread::Deep);
                Inside::Plain(kind)
            }
            Kind::Pdf => Inside::Pdf(Some(Vec::new())),
            Kind::Rtf => Inside::Rich(Box::default()),
            Kind::Xml | Kind::Html => tagged(kind),
            Kind::Text if matches!(Kind::of_name(&self.name), Kind::Xml | Kind::Html) => {
                tagged(kind)
            }
            Kind::Archive => {
                // A tar is not packed: its bytes were watched as they came.
                if head.get(257..262).is_none_or(|mark| mark != b"ustar") {
                    tally.unread(Unread::Packing);
                }
                Inside::Plain(kind)
            }
            Kind::Docx
            | Kind::Xlsx
            | Kind::Pptx
            | Kind::Odt
            | Kind::Ods
            | Kind::Odp
            | Kind::Ofd
            | Kind::Compound
            | Kind::Jpeg
            | Kind::Png
            | Kind::Picture
            | Kind::Media
            | Kind::Text
            | Kind::Csv
            | Kind::Json
            | Kind::Program
            | Kind::Script
            | Kind::Unknown => Inside::Plain(kind),
        };
        self.inside(&head, tally)?;
        self.head = head;
        Ok(())
    }

    fn inside(&mut self, piece: &[u8], tally: &mut Tally) -> Result<(), Stop> {
        match &mut self.inside {
            Inside::Unknown | Inside::Plain(_) | Inside::Pdf(None) => Ok(()),
            Inside::Tagged(_, tagged) => stop_if(tagged.read(piece)),
            Inside::Rich(rich) => stop_if(rich.read(piece)),
            Inside::Packed(packed) => packed.read(piece, tally),
            Inside::Pdf(Some(content)) => {
                // One within another is held beside it: the deeper, the smaller.
                if LARGEST_PDF_BYTES >> self.depth < content.len() + piece.len() {
                    self.inside = Inside::Pdf(None);
                } else {
                    content.extend(piece);
                }
                Ok(())
            }
        }
    }
}

/// An OpenDocument says what it is in its first entry, which is stored as it is.
fn open_document(head: &[u8]) -> Kind {
    let media = head.get(30..).unwrap_or_default();
    let Some(media) = media.strip_prefix(b"mimetype") else {
        return Kind::Zip;
    };
    let kinds = [Kind::Odt, Kind::Ods, Kind::Odp];
    let found = kinds.into_iter().find(|kind| media.starts_with(kind.media_type().as_bytes()));
    found.unwrap_or(Kind::Zip)
}
