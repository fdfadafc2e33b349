//! The tree cut into tiles of 256 hashes (C2SP tlog-tiles): whatever anybody may want to prove is
//! computed from a few files that never change.

use crate::Place;
use crate::lines::decimal;

/// Hashes, or entries, of a whole tile.
pub const WIDTH: u16 = 256;
/// Height of a tile, in levels of the tree.
const HEIGHT: u8 = 8;

/// Some hashes side by side: the `index`-th 256 at every 8th level of the tree, or the first
/// `width` of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tile {
    /// Level of tiles: 0 holds leaves, 1 the roots over 256 leaves.
    pub level: u8,
    /// Counted from 0 at its level.
    pub index: u64,
    /// 1 to 256.
    pub width: u16,
}

impl Tile {
    /// Reads what stands behind `tile/`: `0/x001/x234/067` or `0/x001/x234/067.p/12`.
    pub fn read(path: &str) -> Option<Tile> {
        let (level, rest) = path.split_once('/')?;
        let level = decimal(level).filter(|level| *level < 64)?;
        let (index, width) = read_index(rest)?;
        Some(Tile { level: u8::try_from(level).ok()?, index, width })
    }

    /// The same the other way.
    pub fn path(self) -> String {
        format!("{}/{}", self.level, write_index(self.index, self.width))
    }

    /// The hashes it holds, in order; none where a tree cannot be that high.
    pub fn places(self) -> impl Iterator<Item = Place> {
        let level = self.level.checked_mul(HEIGHT).filter(|level| *level < 64);
        let width = level.map_or(0, |_| self.width);
        let first = self.index.saturating_mul(u64::from(WIDTH));
        (0..u64::from(width)).map(move |nth| Place {
            level: level.unwrap_or_default(),
            index: first.saturating_add(nth),
        })
    }

    /// Whether a log of this size has all of it.
    pub fn is_in(self, size: u64) -> bool {
        let there = self.level.checked_mul(HEIGHT).filter(|level| *level < 64);
        let there = there.map_or(0, |level| size >> level);
        let end = self.index.checked_mul(u64::from(WIDTH));
        let end = end.and_then(|first| first.checked_add(u64::from(self.width)));
        end.is_some_and(|end| end <= there)
    }

    /// The tile of a log of this size in which a place is found, and where in it. `None` where the
    /// place is at no level that tiles hold, or beyond the log.
    pub fn of(place: Place, size: u64) -> Option<(Tile, u16)> {
        let level = place.level / HEIGHT;
        if !place.level.is_multiple_of(HEIGHT) {
            return None;
        }
        let (index, at) = (place.index / u64::from(WIDTH), place.index % u64::from(WIDTH));
        let there = size.checked_shr(u32::from(place.level)).unwrap_or(0);
        let width = there.checked_sub(index * u64::from(WIDTH))?.min(u64::from(WIDTH));
        let found = Tile { level, index, width: u16::try_from(width).ok()? };
        (at < width).then_some((found, u16::try_from(at).ok()?))
    }

    /// All tiles of a log of this size.
    pub fn all(size: u64) -> impl Iterator<Item = Tile> {
        let levels = (0..64 / HEIGHT).map(move |level| (level, size >> (level * HEIGHT)));
        levels.flat_map(|(level, there)| {
            let whole = there / u64::from(WIDTH);
            let rest = u16::try_from(there % u64::from(WIDTH)).unwrap_or_default();
            let partial = Tile { level, index: whole, width: rest };
            let full = (0..whole).map(move |index| Tile { level, index, width: WIDTH });
            full.chain((0 < rest).then_some(partial))
        })
    }
}

/// The entries of some leaves side by side; what stands behind `tile/entries/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Bundle {
    /// Counted from 0.
    pub index: u64,
    /// 1 to 256.
    pub width: u16,
}

impl Bundle {
    /// Reads `x001/x234/067` or `x001/x234/067.p/12`.
    pub fn read(path: &str) -> Option<Bundle> {
        let (index, width) = read_index(path)?;
        Some(Bundle { index, width })
    }

    /// The same the other way.
    pub fn path(self) -> String {
        write_index(self.index, self.width)
    }

    /// The tile of the leaves of these entries.
    pub fn tile(self) -> Tile {
        Tile { level: 0, index: self.index, width: self.width }
    }

    /// Entries as a bundle holds them: each behind its length in 2 bytes, big-endian. `None` where
    /// one is longer than 65,535 bytes.
    pub fn write<'a>(entries: impl IntoIterator<Item = &'a [u8]>) -> Option<Vec<u8>> {
        let mut bundle = Vec::new();
        for entry in entries {
            bundle.extend_from_slice(&u16::try_from(entry.len()).ok()?.to_be_bytes());
            bundle.extend_from_slice(entry);
        }
        Some(bundle)
    }
}

/// Three digits an element, an `x` before all but the last; then `.p/` and the width of a part.
fn read_index(path: &str) -> Option<(u64, u16)> {
    let (path, width) = match path.split_once(".p/") {
        None => (path, WIDTH),
        Some((path, width)) => {
            let width = decimal(width).filter(|width| 0 < *width && *width < u64::from(WIDTH))?;
            (path, u16::try_from(width).ok()?)
        }
    };
    let index = path.split('/').try_fold(0_u64, |index, element| {
        let digits = element.strip_prefix('x').unwrap_or(element);
        let three = digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let digits: u64 = digits.parse().ok().filter(|_| three)?;
        index.checked_mul(1000)?.checked_add(digits)
    })?;
    // There is one way to write each index.
    (write_index(index, width) == written(path, width)).then_some((index, width))
}

fn written(path: &str, width: u16) -> String {
    match width {
        WIDTH => path.to_owned(),
        _ => format!("{path}.p/{width}"),
    }
}

fn write_index(index: u64, width: u16) -> String {
    let mut path = format!("{:03}", index % 1000);
    let mut rest = index / 1000;
    while 0 < rest {
        path = format!("x{:03}/{path}", rest % 1000);
        rest /= 1000;
    }
    written(&path, width)
}
