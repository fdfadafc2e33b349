//! Archives by ZIP (APPNOTE 6.3), unpacked as they come and looked into, entry by entry: no piece
//! waits, nothing is kept, however large the archive is. What is unpacked is bounded.

use flate2::{Decompress, FlushDecompress, Status};

use crate::kind::Kind;
use crate::look::{Look, Stop, Tally, Unread};

/// What is unpacked at once.
const PIECE_BYTES: usize = 32 << 10;
/// Bytes of a head without its name and extra field.
const HEAD_BYTES: usize = 30;

const ENTRY: &[u8] = b"PK\x03\x04";
const DIRECTORY: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";

/// What comes next.
enum Next {
    /// The head of an entry, as far as it came.
    Head(Vec<u8>),
    /// The content of an entry.
    Entry(Box<Entry>),
    /// The head of an entry or the directory, somewhere within the next bytes: the last few of what
    /// was passed over.
    Somewhere(Vec<u8>),
    /// Nothing that is looked at: the directory, or what could not be read.
    Rest,
}

struct Entry {
    /// Packed bytes still to come; `None` where only the content says where it ends.
    left: Option<u64>,
    how: How,
    look: Look,
}

enum How {
    Stored,
    Deflated(Box<Decompress>),
    /// It ended, or cannot be read: what is left of it is passed over.
    PassedOver,
}

/// An archive on its way.
pub struct Packed {
    next: Next,
    depth: u8,
    /// What the names of its entries say it is.
    kind: Kind,
}

impl Packed {
    /// One so many archives deep.
    pub fn new(depth: u8) -> Packed {
        Packed { next: Next::Head(Vec::new()), depth, kind: Kind::Zip }
    }

    /// What it is, by the entries seen so far.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Takes the next piece.
    pub fn read(&mut self, mut piece: &[u8], tally: &mut Tally) -> Result<(), Stop> {
        while !piece.is_empty() {
            piece = match std::mem::replace(&mut self.next, Next::Rest) {
                Next::Rest => return Ok(()),
                Next::Head(head) => self.head(head, piece, tally)?,
                Next::Somewhere(passed) => self.somewhere(passed, piece),
                Next::Entry(entry) => self.entry(entry, piece, tally)?,
            };
        }
        Ok(())
    }

    /// Nothing more comes.
    pub fn end(&mut self, tally: &mut Tally) -> Result<(), Stop> {
        match std::mem::replace(&mut self.next, Next::Rest) {
            Next::Entry(mut entry) => {
                tally.unread(Unread::Damaged);
                entry.look.end(tally).map(drop)
            }
            Next::Head(_) | Next::Somewhere(_) | Next::Rest => Ok(()),
        }
    }

    fn head<'a>(
        &mut self,
        mut head: Vec<u8>,
        piece: &'a [u8],
        tally: &mut Tally,
    ) -> Result<&'a [u8], Stop> {
        let wanted = wanted_of(&head);
        let (taken, rest) = piece.split_at(piece.len().min(wanted.saturating_sub(head.len())));
        head.extend(taken);
        if head.len() < 4 {
            self.next = Next::Head(head);
            return Ok(rest);
        }
        if !head.starts_with(ENTRY) {
            if !head.starts_with(DIRECTORY) && !head.starts_with(END) {
                tally.unread(Unread::Damaged);
            }
            return Ok(rest);
        }
        if head.len() < wanted_of(&head) {
            self.next = Next::Head(head);
            return Ok(rest);
        }
        let head = Head::read(&head);
        self.begin(&head, tally)?;
        Ok(rest)
    }

    fn begin(&mut self, head: &Head, tally: &mut Tally) -> Result<(), Stop> {
        tally.entry()?;
        tally.watch_name(&head.name)?;
        self.kind = kind_by_entry(self.kind, &head.name);
        let name = String::from_utf8_lossy(&head.name).into_owned();
        let how = match head.method {
            _ if head.locked => {
                tally.unread(Unread::Locked);
                How::PassedOver
            }
            0 => How::Stored,
            8 => How::Deflated(Box::new(Decompress::new(false))),
            _ => {
                tally.unread(Unread::Packing);
                How::PassedOver
            }
        };
        // A stored entry that does not say how long it is ends nowhere we could know of.
        if head.length.is_none() && !matches!(how, How::Deflated(_)) {
            tally.unread(Unread::Packing);
            self.next = Next::Somewhere(Vec::new());
            return Ok(());
        }
        let look = Look::new(&name, self.depth);
        self.next = Next::Entry(Box::new(Entry { left: head.length, how, look }));
        self.skip_empty(tally)
    }

    fn skip_empty(&mut self, tally: &mut Tally) -> Result<(), Stop> {
        if let Next::Entry(entry) = &mut self.next
            && entry.left == Some(0)
        {
            let kind = entry.look.end(tally)?;
            self.after(kind);
            self.next = Next::Head(Vec::new());
        }
        Ok(())
    }

    fn entry<'a>(
        &mut self,
        mut entry: Box<Entry>,
        piece: &'a [u8],
        tally: &mut Tally,
    ) -> Result<&'a [u8], Stop> {
        let most = entry.left.map_or(piece.len(), |left| {
            piece.len().min(usize::try_from(left).unwrap_or(usize::MAX))
        });
        let (ours, rest) = piece.split_at(most);
        let (used, ended) = match &mut entry.how {
            How::PassedOver => (ours.len(), false),
            How::Stored => {
                entry.look.read(ours, tally)?;
                (ours.len(), false)
            }
            How::Deflated(inflate) => unpack(inflate, ours, &mut entry.look, tally)?,
        };
        let unused = ours.get(used..).unwrap_or_default();
        if let Some(left) = &mut entry.left {
            *left = left.saturating_sub(used as u64);
        }
        let over = match entry.left {
            Some(0) => true,
            // Something stands between the end of the content and the end that was announced.
            Some(_) if ended => {
                entry.how = How::PassedOver;
                false
            }
            Some(_) => false,
            None => ended,
        };
        if !over {
            self.next = Next::Entry(entry);
            // INVARIANT: what is not over used all it was given, or is passed over from here on.
            return Ok(if unused.is_empty() { rest } else { piece.get(used..).unwrap_or(rest) });
        }
        let kind = entry.look.end(tally)?;
        self.after(kind);
        self.next = match entry.left {
            Some(_) => Next::Head(Vec::new()),
            None => Next::Somewhere(Vec::new()),
        };
        Ok(piece.get(used..).unwrap_or(rest))
    }

    /// Between an entry and the next may stand a descriptor of 12 to 24 bytes.
    fn somewhere<'a>(&mut self, mut passed: Vec<u8>, piece: &'a [u8]) -> &'a [u8] {
        for (at, byte) in piece.iter().enumerate() {
            passed.push(*byte);
            if passed.ends_with(ENTRY) {
                self.next = Next::Head(ENTRY.to_vec());
                return piece.get(at + 1..).unwrap_or_default();
            }
            if passed.ends_with(DIRECTORY) || passed.ends_with(END) {
                return &[];
            }
            if 3 < passed.len() {
                passed.remove(0);
            }
        }
        self.next = Next::Somewhere(passed);
        &[]
    }

    /// The kind of an entry says nothing of the archive: its name did.
    fn after(&mut self, _kind: Kind) {}
}

/// How many bytes a head has, as far as it is known.
fn wanted_of(head: &[u8]) -> usize {
    match head.get(..HEAD_BYTES) {
        None => HEAD_BYTES,
        Some(fixed) => HEAD_BYTES + number(fixed, 26, 2) + number(fixed, 28, 2),
    }
}

/// A number of so many bytes, least first.
fn number(of: &[u8], at: usize, bytes: usize) -> usize {
    let bytes = of.get(at..at + bytes).unwrap_or_default();
    bytes.iter().rev().fold(0, |sum, byte| (sum << 8) | usize::from(*byte))
}

struct Head {
    locked: bool,
    method: usize,
    length: Option<u64>,
    name: Vec<u8>,
}

impl Head {
    fn read(bytes: &[u8]) -> Head {
        let flags = number(bytes, 6, 2);
        let name_end = HEAD_BYTES + number(bytes, 26, 2);
        let name = bytes.get(HEAD_BYTES..name_end).unwrap_or_default().to_vec();
        let extra = bytes.get(name_end..).unwrap_or_default();
        let short = number(bytes, 18, 4);
        let length = if short == 0xFFFF_FFFF { long_length(extra) } else { Some(short as u64) };
        // Bit 3: the length stands behind the content, where it does not stand here as well.
        let behind = flags & 8 != 0 && short == 0;
        Head {
            locked: flags & 1 != 0,
            method: number(bytes, 8, 2),
            length: length.filter(|_| !behind),
            name,
        }
    }
}

/// The packed length in the field of ZIP64: the second number of it.
fn long_length(extra: &[u8]) -> Option<u64> {
    let mut rest = extra;
    while 4 <= rest.len() {
        let (kind, length) = (number(rest, 0, 2), number(rest, 2, 2));
        if kind == 1 && 16 <= length {
            return Some(number(rest, 12, 8) as u64);
        }
        rest = rest.get(4 + length..).unwrap_or_default();
    }
    None
}

/// Unpacks a piece: how much of it was used, and whether the content ended.
fn unpack(
    inflate: &mut Decompress,
    piece: &[u8],
    look: &mut Look,
    tally: &mut Tally,
) -> Result<(usize, bool), Stop> {
    let mut out = vec![0; PIECE_BYTES];
    let begun = inflate.total_in();
    loop {
        let used = usize::try_from(inflate.total_in() - begun).unwrap_or(usize::MAX);
        let before = inflate.total_out();
        let input = piece.get(used..).unwrap_or_default();
        let Ok(status) = inflate.decompress(input, &mut out, FlushDecompress::None) else {
            tally.unread(Unread::Damaged);
            return Ok((piece.len(), true));
        };
        let made = usize::try_from(inflate.total_out() - before).unwrap_or_default();
        tally.unpacked(made as u64)?;
        look.read(out.get(..made).unwrap_or_default(), tally)?;
        let used = usize::try_from(inflate.total_in() - begun).unwrap_or(usize::MAX);
        match status {
            Status::StreamEnd => return Ok((used, true)),
            Status::Ok | Status::BufError if made == out.len() => {}
            Status::Ok | Status::BufError if used < piece.len() && 0 < made => {}
            Status::Ok | Status::BufError => return Ok((piece.len(), false)),
        }
    }
}

/// What an archive is, once an entry of this name is in it.
fn kind_by_entry(known: Kind, name: &[u8]) -> Kind {
    if known != Kind::Zip {
        return known;
    }
    let starts = |with: &[u8]| name.starts_with(with);
    if starts(b"word/") {
        Kind::Docx
    } else if starts(b"xl/") {
        Kind::Xlsx
    } else if starts(b"ppt/") {
        Kind::Pptx
    } else if name == b"OFD.xml" {
        Kind::Ofd
    } else {
        Kind::Zip
    }
}
