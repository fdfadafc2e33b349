use std::io::{Cursor, Read as _};

use inspect::{Kind, NoCopy, Stop, viewing_copy};
use zip::CompressionMethod::Deflated;
use zip::ZipArchive;

use super::archives::{archive, seen};

const TYPES: &str = include_str!("parts/types.xml");
const ROOT: &str = include_str!("parts/root.xml");
const RELATIONS: &str = include_str!("parts/relations.xml");
const BODY: &str = include_str!("parts/body.xml");

fn document() -> Vec<u8> {
    archive(
        &[
            ("[Content_Types].xml", TYPES.as_bytes()),
            ("_rels/.rels", ROOT.as_bytes()),
            ("word/document.xml", BODY.as_bytes()),
            ("word/_rels/document.xml.rels", RELATIONS.as_bytes()),
            ("word/vbaProject.bin", b"\xD0\xCF\x11\xE0 Sub AutoOpen()"),
            ("word/vbaData.xml", b"<wne:vbaSuppData/>"),
            ("word/embeddings/oleObject1.bin", b"MZ"),
            ("docProps/core.xml", "<dc:creator>李某某</dc:creator>".as_bytes()),
            ("word/people.xml", "<w15:person w15:author=\"李某某\"/>".as_bytes()),
        ],
        Deflated,
    )
}

/// The parts of a copy, each with its text.
fn parts(copy: &[u8]) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(copy)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), String::from_utf8(bytes).unwrap())
        })
        .collect()
}

#[test]
fn a_copy_of_a_text_has_its_words_and_nothing_that_acts_or_names_its_authors() {
    let original = document();
    assert_eq!(seen("合同.docm", &original).unwrap().kind, Kind::Docx);
    let copy = viewing_copy(Kind::Docx, &original).unwrap();
    let parts = parts(&copy.content);
    let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
    let expected =
        ["[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/document.xml"];
    assert_eq!(names, expected);
    let all: String = parts.iter().map(|(_, text)| text.as_str()).collect();
    for kept in ["采购 &amp; 合同正文", "链接", "about:blank", "w:ins"] {
        assert!(all.contains(kept), "{kept} is gone: {all}");
    }
    for gone in [
        "vba",
        "example",
        "李某某",
        "DDEAUTO",
        "INCLUDETEXT",
        "OLEObject",
        "rId3",
        "rId4",
        "macro",
        "ENTITY",
        "docProps",
        "attachedTemplate",
    ] {
        assert!(!all.contains(gone), "{gone} is still there: {all}");
    }
    // The same original gives the same copy, and a copy of a copy is the copy.
    assert_eq!(viewing_copy(Kind::Docx, &original).unwrap(), copy);
    assert_eq!(viewing_copy(Kind::Docx, &copy.content).unwrap(), copy);
}

#[test]
fn a_copy_of_a_table_keeps_values_and_drops_what_reaches_out() {
    let sheet = include_str!("parts/sheet.xml");
    let notes = r#"<comments><authors><author>李某某</author></authors></comments>"#;
    let types = include_str!("parts/sheet_types.xml");
    let original = archive(
        &[
            ("[Content_Types].xml", types.as_bytes()),
            (
                "xl/workbook.xml",
                b"<workbook><externalReferences><x/></externalReferences></workbook>",
            ),
            ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
            ("xl/comments1.xml", notes.as_bytes()),
            ("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
        ],
        Deflated,
    );
    let copy = viewing_copy(Kind::Xlsx, &original).unwrap();
    let all: String = parts(&copy.content).into_iter().map(|(_, text)| text).collect();
    for kept in ["SUM(B1:B2)", "<v>3</v>", "<v>9</v>", "<v>7</v>", "<v>5</v>", "<author>-</author>"]
    {
        assert!(all.contains(kept), "{kept} is gone: {all}");
    }
    for gone in ["cmd|", "WEBSERVICE", "[1]", "李某某", "external", "macroEnabled"] {
        assert!(!all.contains(gone), "{gone} is still there: {all}");
    }
}

#[test]
fn a_marking_in_runs_headers_properties_and_notes_stops_a_document() {
    let split = "<w:t>机</w:t></w:r><w:r><w:t>密</w:t></w:r><w:r><w:t>★</w:t>";
    let property = "<dc:title>秘密★ 三年</dc:title>";
    for (part, text) in [
        ("word/document.xml", split),
        ("word/header1.xml", split),
        ("word/comments.xml", split),
        ("docProps/core.xml", property),
        ("xl/sharedStrings.xml", "<si><r><t>绝</t></r><r><t>密★</t></r></si>"),
        ("ppt/slides/slide1.xml", "<a:t>绝密</a:t><a:t>★</a:t>"),
        ("content.xml", "<text:span>机密</text:span><text:span>★</text:span>"),
        ("Doc_0/Pages/Page_0/Content.xml", "<ofd:TextCode>机密★</ofd:TextCode>"),
    ] {
        let text = format!("<?xml version=\"1.0\"?><root>{text}</root>");
        let document =
            archive(&[("[Content_Types].xml", b"<Types/>"), (part, text.as_bytes())], Deflated);
        assert_eq!(seen("a.docx", &document), Err(Stop::Marked), "{part}");
    }
}

#[test]
fn what_is_no_document_has_no_copy() {
    assert_eq!(viewing_copy(Kind::Docx, b"PK\x03\x04 nonsense"), Err(NoCopy::Damaged));
    let bomb = archive(
        &[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", &vec![b' '; 100 << 20])],
        Deflated,
    );
    assert_eq!(viewing_copy(Kind::Docx, &bomb), Err(NoCopy::Large));
    assert_eq!(viewing_copy(Kind::Docx, &vec![0; 33 << 20]), Err(NoCopy::Large));
}
