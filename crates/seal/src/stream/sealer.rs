//! Seals a stream: plain bytes go in, in pieces of any length, sealed ones come out.

use std::io::{self, Read, Write};
use std::num::NonZeroUsize;

use super::window::Window;
use super::{ChunkSize, Chunks, FORMAT, HEADER, MOST, Place};
use crate::{Key, Random};

/// Seals what is pushed, chunk by chunk. Holds one chunk and a little; has no thread of its own.
pub struct Sealer {
    chunks: Chunks,
    header: Option<[u8; HEADER]>,
    window: Window,
    number: u64,
}

impl Sealer {
    /// One in chunks of a mebibyte, on the thread that pushes.
    pub fn new(key: &Key, context: &[u8], random: Random<'_>) -> Sealer {
        Sealer::with(key, context, ChunkSize::MEBIBYTE, NonZeroUsize::MIN, random)
    }

    /// One in chunks of another size, or on several cores at once: then four chunks for each of
    /// them are held, and threads live for the time of a push.
    #[expect(clippy::expect_used, reason = "the header was just made")]
    pub fn with(
        key: &Key,
        context: &[u8],
        size: ChunkSize,
        cores: NonZeroUsize,
        random: Random<'_>,
    ) -> Sealer {
        let mut header = [0; HEADER];
        let [format, profile, bits, salt @ ..] = &mut header;
        (*format, *profile, *bits) = (FORMAT, key.profile().byte(), size.0);
        random(salt);
        let chunks = Chunks::of_header(key, context, &header);
        let chunks = chunks.expect("a header made for a key is one that the key reads");
        let window = Window::new(size.bytes(), cores);
        Sealer { chunks, header: Some(header), window, number: 0 }
    }

    /// Takes more of the content and writes what is sealed by then.
    ///
    /// When writing fails the stream is lost: what is pushed after it makes nothing that opens.
    pub fn push(&mut self, mut plain: &[u8], into: &mut impl Write) -> io::Result<()> {
        while !plain.is_empty() {
            let room = self.room();
            let (now, later) = plain.split_at(room.len().min(plain.len()));
            room.split_at_mut(now.len()).0.copy_from_slice(now);
            self.filled(now.len(), into)?;
            plain = later;
        }
        Ok(())
    }

    /// Where content can be put without copying it again; never empty. Say with
    /// [`Sealer::filled`] how much was put there.
    pub fn room(&mut self) -> &mut [u8] {
        self.window.room()
    }

    /// Takes the first `count` bytes of the room as content, like [`Sealer::push`].
    pub fn filled(&mut self, count: usize, into: &mut impl Write) -> io::Result<()> {
        self.window.fill(count);
        if let Some(units) = self.window.full() {
            let first = take(&mut self.number, units.count())?;
            into.write_all(&self.header.take().map(Vec::from).unwrap_or_default())?;
            write_inner(&self.chunks, first, units, into)?;
            self.window.shift();
        }
        Ok(())
    }

    /// Ends the stream and writes the rest of it.
    pub fn finish(mut self, into: &mut impl Write) -> io::Result<()> {
        into.write_all(&self.header.take().map(Vec::from).unwrap_or_default())?;
        let (units, last) = self.window.rest();
        let first = take(&mut self.number, units.count() + 1)?;
        let number = first + units.count();
        write_inner(&self.chunks, first, units, into)?;
        let tag = self.chunks.seal(number, Place::Last, last);
        into.write_all(last)?;
        into.write_all(&tag)
    }
}

fn write_inner(
    chunks: &Chunks,
    first: u64,
    units: super::window::Units<'_>,
    into: &mut impl Write,
) -> io::Result<()> {
    let sealed = units.each(|before, text| {
        let tag = chunks.seal(first + before, Place::Inner, text);
        (text, tag)
    });
    for (text, tag) in sealed {
        into.write_all(text)?;
        into.write_all(&tag)?;
    }
    Ok(())
}

/// Takes so many numbers; the first of them. They are spent even if what follows fails, so that no
/// number ever seals two texts.
fn take(next: &mut u64, count: u64) -> io::Result<u64> {
    let first = *next;
    *next = first.saturating_add(count);
    if MOST < *next {
        let text = format!("a stream has at most {MOST} chunks: begin another");
        return Err(io::Error::other(text));
    }
    Ok(first)
}

/// Seals all there is to read; answers with the number of plain bytes.
pub fn seal_all(
    mut sealer: Sealer,
    from: &mut impl Read,
    into: &mut impl Write,
) -> io::Result<u64> {
    let mut length = 0;
    loop {
        let count = match from.read(sealer.room()) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        length += count as u64;
        sealer.filled(count, into)?;
    }
    sealer.finish(into)?;
    Ok(length)
}
