//! Pictures without what they say about whoever took them: place, camera, author. The picture
//! itself is carried over byte by byte.

use crate::copy::NoCopy;

/// JPEG (ITU-T T.81) without comments and application segments, but for those that say how colours
/// are meant (JFIF, Adobe, ICC).
pub fn jpeg(content: &[u8]) -> Result<Vec<u8>, NoCopy> {
    let mut rest = content.strip_prefix(&[0xFF, 0xD8]).ok_or(NoCopy::Damaged)?;
    let mut out = vec![0xFF, 0xD8];
    loop {
        let [0xFF, marker, after @ ..] = rest else {
            return Err(NoCopy::Damaged);
        };
        match *marker {
            // Bytes that fill up to the next marker.
            0xFF => rest = rest.get(1..).unwrap_or_default(),
            0xD9 => {
                out.extend([0xFF, 0xD9]);
                return Ok(out);
            }
            0x01 | 0xD0..=0xD7 => {
                out.extend([0xFF, *marker]);
                rest = after;
            }
            marker => {
                let (segment, behind) = segment(after)?;
                if is_kept(marker, segment) {
                    out.extend([0xFF, marker]);
                    out.extend(segment);
                }
                rest = behind;
                if marker == 0xDA {
                    let scan = scan_length(rest);
                    out.extend(rest.get(..scan).unwrap_or_default());
                    rest = rest.get(scan..).unwrap_or_default();
                }
            }
        }
    }
}

/// A segment with its length, and what stands behind it.
fn segment(after: &[u8]) -> Result<(&[u8], &[u8]), NoCopy> {
    let [high, low, ..] = after else {
        return Err(NoCopy::Damaged);
    };
    let length = usize::from(u16::from_be_bytes([*high, *low]));
    if length < 2 {
        return Err(NoCopy::Damaged);
    }
    after.split_at_checked(length).ok_or(NoCopy::Damaged)
}

fn is_kept(marker: u8, segment: &[u8]) -> bool {
    let named = |name: &[u8]| segment.get(2..).is_some_and(|rest| rest.starts_with(name));
    match marker {
        0xE0 => named(b"JFIF\0"),
        0xE2 => named(b"ICC_PROFILE\0"),
        0xEE => named(b"Adobe"),
        0xE1 | 0xE3..=0xED | 0xEF | 0xFE => false,
        _ => true,
    }
}

/// How long the packed picture is: to the next marker that is none of its own.
fn scan_length(rest: &[u8]) -> usize {
    let ends = |pair: &[u8]| matches!(pair, [0xFF, after] if !matches!(after, 0 | 0xD0..=0xD7));
    rest.windows(2).position(ends).unwrap_or(rest.len())
}

/// Chunks of PNG (ISO/IEC 15948) that are the picture or say how its colours are meant.
const CHUNKS: &[&[u8]] = &[
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
    b"bKGD", b"pHYs", b"cICP", b"acTL", b"fcTL", b"fdAT",
];

/// PNG without texts, times and EXIF, and without what stands behind its end.
pub fn png(content: &[u8]) -> Result<Vec<u8>, NoCopy> {
    let signature = b"\x89PNG\r\n\x1A\n";
    let mut rest = content.strip_prefix(signature).ok_or(NoCopy::Damaged)?;
    let mut out = signature.to_vec();
    loop {
        let [a, b, c, d, after @ ..] = rest else {
            return Err(NoCopy::Damaged);
        };
        let length = u32::from_be_bytes([*a, *b, *c, *d]);
        let whole = usize::try_from(length).ok().and_then(|length| length.checked_add(12));
        let (chunk, behind) =
            whole.and_then(|whole| rest.split_at_checked(whole)).ok_or(NoCopy::Damaged)?;
        let name = after.get(..4).unwrap_or_default();
        if CHUNKS.contains(&name) {
            out.extend(chunk);
        }
        if name == b"IEND" {
            return Ok(out);
        }
        rest = behind;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        [&length[..], name, content, &[0; 4]].concat()
    }

    #[test]
    fn a_png_keeps_its_picture_and_loses_what_it_says() {
        let head = b"\x89PNG\r\n\x1A\n".to_vec();
        let (ihdr, idat, iend) =
            (chunk(b"IHDR", &[1; 13]), chunk(b"IDAT", b"xy"), chunk(b"IEND", b""));
        let told = [chunk(b"tEXt", b"Author\0Li"), chunk(b"eXIf", b"II"), chunk(b"tIME", &[0; 7])];
        let [text, exif, time] = &told;
        let full =
            [&head, &ihdr, text, exif, &idat, time, &iend, &b"behind".to_vec()].map(Clone::clone);
        let bare = [head, ihdr, idat, iend].concat();
        assert_eq!(png(&full.concat()), Ok(bare.clone()));
        assert_eq!(png(&bare), Ok(bare.clone()));
        assert_eq!(png(&bare[..bare.len() - 3]), Err(NoCopy::Damaged));
        assert_eq!(png(b"\x89PNG\r\n\x1A\n\xFF\xFF\xFF\xFFIDAT"), Err(NoCopy::Damaged));
    }

    #[test]
    fn a_jpeg_keeps_its_picture_and_loses_place_and_camera() {
        let segment = |marker: u8, content: &[u8]| {
            let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
            [&[0xFF, marker][..], &length, content].concat()
        };
        let start = vec![0xFF, 0xD8];
        let jfif = segment(0xE0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0");
        let exif = segment(0xE1, b"Exif\0\0II*\0GPS");
        let note = segment(0xFE, b"taken by Li");
        let frame = segment(0xC0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]);
        let scan =
            [segment(0xDA, &[1, 1, 0, 0, 0x3F, 0]), vec![1, 0xFF, 0, 2, 0xFF, 0xD0, 3]].concat();
        let end = vec![0xFF, 0xD9];
        let full = [&start, &jfif, &exif, &note, &frame, &scan, &end, &b"PK\x03\x04".to_vec()]
            .map(Clone::clone)
            .concat();
        assert_eq!(jpeg(&full), Ok([start, jfif, frame, scan, end].concat()));
        assert_eq!(jpeg(&[0xFF, 0xD8, 0xFF, 0xE1, 0, 1]), Err(NoCopy::Damaged));
        assert_eq!(jpeg(&[0xFF, 0xD8, 0xFF, 0xE1, 0xFF]), Err(NoCopy::Damaged));
    }
}
