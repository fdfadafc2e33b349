//! Reads a sealed stream from any place on, as if it were plain.

use std::io::{self, Read, Seek, SeekFrom};

use super::opener::{Broken, read_header};
use super::{Chunks, HEADER, Place, plain_length};
use crate::{Key, Opening};

/// The content of a sealed stream that can be read from anywhere. It opens a chunk when a byte of
/// it is asked for, and keeps the last one it opened. Its length is proven before the first byte is
/// told: the last chunk was opened, so that a stream that was cut is refused at once.
pub struct Reading<R> {
    source: R,
    chunks: Chunks,
    length: u64,
    position: u64,
    /// The chunk that is open, and its content.
    open: (u64, Vec<u8>),
}

impl<R: Read + Seek> Reading<R> {
    /// Opens the stream that stands in `source` from its beginning to its end.
    pub fn new(key: &Key, context: &[u8], mut source: R) -> Result<Reading<R>, Broken> {
        let sealed = source.seek(SeekFrom::End(0))?;
        source.seek(SeekFrom::Start(0))?;
        let header = read_header(&mut source)?;
        let chunks = Chunks::of_header(key, context, &header)?;
        let length = plain_length(sealed, chunks.size);
        let length = length.ok_or(Opening::Cut { length: sealed })?;
        let mut reading =
            Reading { source, chunks, length, position: 0, open: (u64::MAX, Vec::new()) };
        reading.turn_to(reading.last())?;
        Ok(reading)
    }

    /// Bytes of content.
    pub fn length(&self) -> u64 {
        self.length
    }

    fn size(&self) -> u64 {
        self.chunks.size.bytes() as u64
    }

    fn last(&self) -> u64 {
        self.length.div_ceil(self.size()).saturating_sub(1)
    }

    fn turn_to(&mut self, number: u64) -> Result<(), Broken> {
        if self.open.0 == number {
            return Ok(());
        }
        let unit = self.chunks.size.sealed() as u64;
        let begin = number.saturating_mul(unit).saturating_add(HEADER as u64);
        self.source.seek(SeekFrom::Start(begin))?;
        let (_, mut chunk) = std::mem::replace(&mut self.open, (u64::MAX, Vec::new()));
        chunk.clear();
        self.source.by_ref().take(unit).read_to_end(&mut chunk)?;
        let place = if number == self.last() { Place::Last } else { Place::Inner };
        let length = self.chunks.open(number, place, &mut chunk)?.len();
        chunk.truncate(length);
        self.open = (number, chunk);
        Ok(())
    }
}

impl<R: Read + Seek> Read for Reading<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.length <= self.position || into.is_empty() {
            return Ok(0);
        }
        let within = usize::try_from(self.position % self.size()).map_err(io::Error::other)?;
        self.turn_to(self.position / self.size()).map_err(|broken| match broken {
            Broken::Opening(opening) => io::Error::new(io::ErrorKind::InvalidData, opening),
            Broken::Io(error) => error,
        })?;
        let mut content = self.open.1.get(within..).unwrap_or_default();
        let count = content.read(into)?;
        self.position = self.position.saturating_add(count as u64);
        Ok(count)
    }
}

impl<R: Read + Seek> Seek for Reading<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(offset) => self.length.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        let before = || io::Error::new(io::ErrorKind::InvalidInput, "before the beginning");
        self.position = position.ok_or_else(before)?;
        Ok(self.position)
    }
}
