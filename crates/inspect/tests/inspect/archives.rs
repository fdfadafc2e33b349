use std::io::{Cursor, Write as _};

use inspect::{Disguise, Kind, Looking, Seen, Stop, Unread};
use zip::CompressionMethod::{Deflated, Stored};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// An archive of these entries, written by another program than the one that reads it.
pub fn archive(entries: &[(&str, &[u8])], packed: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(packed);
    for (name, content) in entries {
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The same as a program that writes to a pipe packs it: the lengths stand behind the content.
fn streamed(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new_stream(Vec::new());
    let options = SimpleFileOptions::default().compression_method(Deflated);
    for (name, content) in entries {
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// What is seen of a file, in whatever pieces it comes.
pub fn seen(name: &str, content: &[u8]) -> Result<Seen, Stop> {
    let look = |size: usize| {
        let mut looking = Looking::new(name);
        content.chunks(size).try_for_each(|piece| looking.read(piece))?;
        looking.end()
    };
    let whole = look(content.len().max(1));
    for size in [1, 7, 4_096] {
        if size < 7 && 200_000 < content.len() {
            continue;
        }
        assert_eq!(look(size), whole, "in pieces of {size}");
    }
    whole
}

#[test]
fn a_marking_is_found_in_entries_names_and_archives_within_archives() {
    let marked = "见附件（机密★5年）".as_bytes();
    let plain = "公开材料，不含国家秘密。".repeat(500);
    for packed in [Stored, Deflated] {
        let honest = archive(&[("a.txt", plain.as_bytes()), ("b/c.txt", b"x")], packed);
        assert_eq!(seen("a.zip", &honest).unwrap().kind, Kind::Zip);
        let bad = archive(&[("a.txt", plain.as_bytes()), ("b/c.txt", marked)], packed);
        assert_eq!(seen("a.zip", &bad), Err(Stop::Marked));
        let named = archive(&[("秘密★方案.txt", b"x")], packed);
        assert_eq!(seen("a.zip", &named), Err(Stop::Marked));
        let within = archive(&[("first.txt", b"1"), ("deep.zip", &bad), ("last", b"2")], packed);
        let deeper = archive(&[("deeper.zip", &within)], packed);
        assert_eq!(seen("a.zip", &deeper), Err(Stop::Marked));
    }
    let bad = streamed(&[("a.txt", plain.as_bytes()), ("b/c.txt", marked)]);
    assert_eq!(seen("a.zip", &bad), Err(Stop::Marked));
    let honest = streamed(&[("a.txt", plain.as_bytes()), ("b/c.txt", b"x")]);
    assert_eq!(seen("a.zip", &honest).unwrap().unread, []);
}

#[test]
fn what_cannot_be_looked_into_is_told_and_not_refused() {
    let mut deep = archive(&[("a.txt", b"x")], Deflated);
    for _ in 0..6 {
        deep = archive(&[("in.zip", &deep)], Deflated);
    }
    assert_eq!(seen("a.zip", &deep).unwrap().unread, [Unread::Deep]);
    let mut locked = archive(&[("a.txt", b"x")], Stored);
    locked[6] |= 1;
    assert_eq!(seen("a.zip", &locked).unwrap().unread, [Unread::Locked]);
    let whole = archive(&[("a.txt", &[7; 5_000])], Stored);
    assert_eq!(seen("a.zip", &whole[..2_000]).unwrap().unread, [Unread::Damaged]);
    let gzip = [&[0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3][..], &[0; 300]].concat();
    assert_eq!(seen("a.tar.gz", &gzip).unwrap().unread, [Unread::Packing]);
}

#[test]
fn what_unpacks_to_more_than_anybody_reads_is_stopped() {
    let layer = archive(&[("zeros", &vec![0; 64 << 20])], Deflated);
    let names: Vec<String> = (0..16).map(|nth| format!("{nth}.zip")).collect();
    let entries: Vec<(&str, &[u8])> =
        names.iter().map(|name| (name.as_str(), layer.as_slice())).collect();
    let bomb = archive(&entries, Deflated);
    let mut looking = Looking::new("a.zip");
    assert_eq!(looking.read(&bomb), Err(Stop::Bomb));
}

#[test]
fn a_program_under_another_name_is_refused_and_a_table_under_another_is_told() {
    let program = [b"MZ\x90\0\x03\0\0\0".as_slice(), &[0; 200]].concat();
    assert_eq!(seen("申报书.pdf", &program), Err(Stop::Disguised(Kind::Program)));
    assert_eq!(seen("setup.exe", &program).unwrap().disguise, Disguise::None);
    let page = b"<!DOCTYPE html><script>fetch('/')</script>";
    assert_eq!(seen("合同.docx", page), Err(Stop::Disguised(Kind::Html)));
    let table = seen("名单.pdf", &archive(&[("xl/workbook.xml", b"<a/>")], Deflated)).unwrap();
    assert_eq!((table.kind, table.disguise), (Kind::Xlsx, Disguise::Harmless));
    let open = archive(&[("mimetype", b"application/vnd.oasis.opendocument.text")], Stored);
    assert_eq!(seen("a.odt", &open).unwrap().kind, Kind::Odt);
}

#[test]
fn nonsense_is_looked_at_without_harm() {
    let mut state = 7_u64;
    for seed in 0..300_usize {
        let mut bytes = archive(&[("a.txt", b"hello"), ("b.xml", b"<a>b</a>")], Deflated);
        for _ in 0..8 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let at = usize::try_from(state >> 33).unwrap() % bytes.len();
            bytes[at] = state.to_le_bytes()[6];
        }
        bytes.truncate(bytes.len() - seed % 40);
        let _ = seen("a.zip", &bytes);
    }
}
