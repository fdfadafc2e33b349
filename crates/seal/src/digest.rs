//! Hashes of what is too large for memory.

use std::io::{self, Read};

use sm3::{Digest as _, Sm3};

/// SM3 (GB/T 32905-2016) of bytes.
pub fn sm3(bytes: &[u8]) -> [u8; 32] {
    Sm3::digest(bytes).into()
}

/// SM3 of all that can be read, a piece at a time.
///
/// # Errors
/// Reading failed.
pub fn sm3_of(mut content: impl Read) -> io::Result<[u8; 32]> {
    let mut hasher = Sm3::new();
    io::copy(&mut content, &mut Writing(&mut hasher))?;
    Ok(hasher.finalize().into())
}

struct Writing<'a>(&'a mut Sm3);

impl io::Write for Writing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
