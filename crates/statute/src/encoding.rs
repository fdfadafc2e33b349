//! Bytes to text: UTF-8, UTF-16 in both orders, GB 18030, with a mark or without.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::refused::{Reason, Refused};

/// How much of a file is looked at to tell encodings apart.
const SAMPLE_BYTES: usize = 64 << 10;
/// Of a thousand characters of a sample, how many must be such as texts are made of.
const PLAUSIBLE_PER_MILLE: usize = 850;

/// The text of a file.
pub fn decoded(bytes: &[u8]) -> Result<String, Refused> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strictly(encoding, bytes.get(mark..).unwrap_or_default());
    }
    let sample = bytes.get(..SAMPLE_BYTES).unwrap_or(bytes);
    // A text in UTF-16 that is mostly Latin has a zero in every pair, which UTF-8 would let pass.
    let zeros = sample.iter().filter(|byte| **byte == 0).count();
    if zeros == 0 {
        match std::str::from_utf8(bytes) {
            Ok(text) => return Ok(text.to_owned()),
            Err(broken) if is_plausible(UTF_8, whole_of(UTF_8, sample)) => {
                return Err(broken_at(broken.valid_up_to(), bytes));
            }
            Err(_) => {}
        }
    }
    let mut candidates: Vec<(usize, &'static Encoding)> = [UTF_16LE, UTF_16BE, GB18030]
        .into_iter()
        .filter(|encoding| *encoding != GB18030 || zeros == 0)
        .map(|encoding| (plausibility(encoding, whole_of(encoding, sample)), encoding))
        .collect();
    candidates.sort_by_key(|(share, _)| std::cmp::Reverse(*share));
    match candidates.first() {
        Some((share, encoding)) if PLAUSIBLE_PER_MILLE <= *share => strictly(encoding, bytes),
        Some(_) | None => Err(Refused::whole(
            Reason::NotText,
            "文件不是文字，或者是不认识的编码；可读 UTF-8、UTF-16、GB 18030、PDF、DOCX",
            "the file is no text, or in an encoding we do not know; UTF-8, UTF-16, GB 18030, PDF \
             and DOCX are read",
        )),
    }
}

fn strictly(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, Refused> {
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok(text.into_owned()),
        None => {
            let known = if encoding == UTF_8 {
                std::str::from_utf8(bytes).map_or_else(|broken| broken.valid_up_to(), str::len)
            } else {
                let (_, _, at) = lossy_prefix(encoding, bytes);
                at
            };
            Err(broken_at(known, bytes))
        }
    }
}

/// How far a text decodes: what of it, whether all, and the bytes read before the fault.
fn lossy_prefix(encoding: &'static Encoding, bytes: &[u8]) -> (String, bool, usize) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::new();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or_default();
    text.reserve(room);
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    let whole = matches!(result, encoding_rs::DecoderResult::InputEmpty);
    (text, whole, read)
}

fn broken_at(byte: usize, bytes: &[u8]) -> Refused {
    let before = bytes.get(..byte).unwrap_or(bytes);
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    Refused::at(
        Reason::Encoding,
        &[line],
        law::Words::new(
            format!("第 {line} 行（第 {} 字节）编码已损坏，无法还原文字", byte + 1),
            format!("line {line} (byte {}): the encoding is broken, the words are lost", byte + 1),
        ),
    )
}

/// A sample without the character that its end may have cut.
fn whole_of<'a>(encoding: &'static Encoding, sample: &'a [u8]) -> &'a [u8] {
    if sample.len() < SAMPLE_BYTES {
        return sample;
    }
    let end = if encoding == UTF_8 || encoding == GB18030 {
        // No character of these begins with a line end, so a line end is never cut.
        sample.iter().rposition(|byte| *byte == b'\n').unwrap_or(sample.len())
    } else {
        sample.len() / 2 * 2
    };
    sample.get(..end).unwrap_or(sample)
}

fn is_plausible(encoding: &'static Encoding, sample: &[u8]) -> bool {
    PLAUSIBLE_PER_MILLE <= plausibility(encoding, sample)
}

/// Of a thousand characters, how many are such as texts are made of.
fn plausibility(encoding: &'static Encoding, sample: &[u8]) -> usize {
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let (mut good, mut all) = (0_usize, 0_usize);
    for sign in text.chars() {
        all += 1;
        let common = matches!(
            sign,
            '\t' | '\n' | '\r' | ' '..='~' | '\u{a0}' | '\u{2010}'..='\u{2026}'
                | '\u{3000}'..='\u{3017}' | '\u{4e00}'..='\u{9fa5}' | '\u{ff01}'..='\u{ff5e}'
        );
        good += usize::from(common);
    }
    (good * 1000).checked_div(all).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::decoded;

    const TEXT: &str = "第一条 为了试验，制定本办法。\n第二条 Article text ０１.\n";

    fn units(text: &str, bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text_with_a_mark_and_without() {
        let little = units(TEXT, u16::to_le_bytes);
        let big = units(TEXT, u16::to_be_bytes);
        let marked = |mark: &[u8], rest: &[u8]| [mark, rest].concat();
        let (gb, _, lost) = encoding_rs::GB18030.encode(TEXT);
        assert!(!lost);
        let files = [
            TEXT.as_bytes().to_vec(),
            marked(&[0xEF, 0xBB, 0xBF], TEXT.as_bytes()),
            marked(&[0xFF, 0xFE], &little),
            marked(&[0xFE, 0xFF], &big),
            little,
            big,
            gb.into_owned(),
        ];
        for file in files {
            assert_eq!(decoded(&file).unwrap(), TEXT);
        }
        let english = "Article 1 These Measures are made.\n";
        assert_eq!(decoded(&units(english, u16::to_le_bytes)).unwrap(), english);
    }

    #[test]
    fn what_is_broken_is_told_with_its_line_and_never_mended() {
        let mut broken = TEXT.repeat(20).into_bytes();
        let at = broken.iter().rposition(|byte| *byte == b'\n').unwrap() - 4;
        broken[at] = 0xFF;
        let refused = decoded(&broken).unwrap_err();
        assert_eq!((refused.reason.id(), refused.lines), ("encoding", vec![40]));
        let noise: Vec<u8> =
            (0..4096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        assert_eq!(decoded(&noise).unwrap_err().reason.id(), "not-text");
    }
}
