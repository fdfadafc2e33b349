//! Opens a stream from its beginning to its end.

use std::io::{self, Read, Write};
use std::num::NonZeroUsize;

use super::window::{Units, Window};
use super::{Chunks, HEADER, Place};
use crate::{Key, Opening};

/// Why a stream could not be opened to its end.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// What is sealed does not open.
    #[error(transparent)]
    Opening(#[from] Opening),
    /// It could not be read, or what was opened could not be written.
    #[error("cannot read what is sealed or write what was opened")]
    Io(#[from] io::Error),
}

/// Opens what is pushed, chunk by chunk. What it has written is what was sealed, byte for byte;
/// that it is all of it is known only when [`Opener::finish`] has said so.
pub struct Opener {
    chunks: Chunks,
    window: Window,
    number: u64,
    failed: Option<Opening>,
}

impl Opener {
    /// One for the stream that begins with these [`HEADER`] bytes.
    pub fn new(key: &Key, context: &[u8], header: &[u8]) -> Result<Opener, Opening> {
        Opener::with(key, context, header, NonZeroUsize::MIN)
    }

    /// One that opens on several cores at once; see [`super::Sealer::with`].
    pub fn with(
        key: &Key,
        context: &[u8],
        header: &[u8],
        cores: NonZeroUsize,
    ) -> Result<Opener, Opening> {
        let chunks = Chunks::of_header(key, context, header)?;
        let window = Window::new(chunks.size.sealed(), cores);
        Ok(Opener { chunks, window, number: 0, failed: None })
    }

    /// Takes more of what follows the header and writes what could be opened by then.
    pub fn push(&mut self, mut sealed: &[u8], into: &mut impl Write) -> Result<(), Broken> {
        while !sealed.is_empty() {
            let room = self.room();
            let (now, later) = sealed.split_at(room.len().min(sealed.len()));
            room.split_at_mut(now.len()).0.copy_from_slice(now);
            self.filled(now.len(), into)?;
            sealed = later;
        }
        Ok(())
    }

    /// Where sealed bytes can be put without copying them again; never empty.
    pub fn room(&mut self) -> &mut [u8] {
        self.window.room()
    }

    /// Takes the first `count` bytes of the room, like [`Opener::push`].
    pub fn filled(&mut self, count: usize, into: &mut impl Write) -> Result<(), Broken> {
        if let Some(opening) = self.failed.clone() {
            return Err(Broken::Opening(opening));
        }
        self.window.fill(count);
        if let Some(units) = self.window.full() {
            // WHY: whoever pushes on after a failure must not get the rest as if it were the whole.
            self.failed = Some(Opening::Altered);
            let first = self.number;
            self.number = first.saturating_add(units.count());
            write_inner(&self.chunks, first, units, into)?;
            self.window.shift();
            self.failed = None;
        }
        Ok(())
    }

    /// Opens and writes the rest. Without an error, what was written is all that was sealed.
    pub fn finish(mut self, into: &mut impl Write) -> Result<(), Broken> {
        if let Some(opening) = self.failed {
            return Err(Broken::Opening(opening));
        }
        let (units, last) = self.window.rest();
        let number = self.number.saturating_add(units.count());
        write_inner(&self.chunks, self.number, units, into)?;
        let text = self.chunks.open(number, Place::Last, last)?;
        if text.is_empty() && number != 0 {
            return Err(Broken::Opening(Opening::Altered));
        }
        into.write_all(text)?;
        Ok(())
    }
}

fn write_inner(
    chunks: &Chunks,
    first: u64,
    units: Units<'_>,
    into: &mut impl Write,
) -> Result<(), Broken> {
    let open = |before, chunk| chunks.open(first.saturating_add(before), Place::Inner, chunk);
    for text in units.each(open) {
        into.write_all(text?)?;
    }
    Ok(())
}

/// Opens a whole stream.
pub fn open_all(
    key: &Key,
    context: &[u8],
    cores: NonZeroUsize,
    from: &mut impl Read,
    into: &mut impl Write,
) -> Result<(), Broken> {
    let header = read_header(from)?;
    let mut opener = Opener::with(key, context, &header, cores)?;
    loop {
        let count = match from.read(opener.room()) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(Broken::Io(error)),
        };
        opener.filled(count, into)?;
    }
    opener.finish(into)
}

/// The header of a stream; shorter if the stream is.
pub(super) fn read_header(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut header = Vec::with_capacity(HEADER);
    from.take(HEADER as u64).read_to_end(&mut header)?;
    Ok(header)
}
