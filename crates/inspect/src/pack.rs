//! Packs files that leave the house into one archive (ZIP, APPNOTE 6.3.10), as they are read.

use std::io::{self, Read, Write};

use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

/// An archive on its way: nothing of it is held but the piece at hand.
pub struct Packing<W: Write>(ZipWriter<StreamWriter<W>>);

impl<W: Write> Packing<W> {
    /// One that is written so.
    pub fn new(into: W) -> Packing<W> {
        Packing(ZipWriter::new_stream(into))
    }

    /// Adds a file under a path, which is none of those before.
    ///
    /// # Errors
    /// The file cannot be read, the archive not written, or the path stands in it already.
    pub fn add(&mut self, path: &str, mut content: impl Read) -> io::Result<()> {
        // A file may be larger than 4 GiB; how large is not known when it begins.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .large_file(true);
        self.0.start_file(path, options)?;
        io::copy(&mut content, &mut self.0)?;
        Ok(())
    }

    /// Ends the archive, and gives back what it was written to.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn finish(self) -> io::Result<W> {
        Ok(self.0.finish()?.into_inner())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_is_unpacked_again() {
        let large = vec![7_u8; 300_000];
        let mut packing = Packing::new(Vec::new());
        packing.add("一.txt", &b"one"[..]).unwrap();
        packing.add("files/002-b", large.as_slice()).unwrap();
        assert!(packing.add("一.txt", &b"again"[..]).is_err());
        let mut packing = Packing::new(Vec::new());
        packing.add("一.txt", &b"one"[..]).unwrap();
        packing.add("files/002-b", large.as_slice()).unwrap();
        let bytes = packing.finish().unwrap();
        assert!(bytes.len() < large.len());
        let mut archive = zip::ZipArchive::new(io::Cursor::new(bytes)).unwrap();
        for (path, content) in [("一.txt", &b"one"[..]), ("files/002-b", &large)] {
            let mut read = Vec::new();
            archive.by_name(path).unwrap().read_to_end(&mut read).unwrap();
            assert!(read == content, "{path}");
        }
    }
}
