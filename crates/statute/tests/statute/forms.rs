//! One invented text in the forms in which texts come.

use std::io::{Cursor, Write as _};
use std::process::Command;

use statute::{Statute, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::{parsed, refused};

/// Invented; the words are nobody's law.
const TEXT: &str = "渔船试验办法\n\n第一章 总则\n\n第一条 为了规范渔船试验，制定本办法。\n\n\
    第二条 试验人应当提交下列材料：\n\n（一）申请书；\n\n（二）其他材料。\n\n试验站应当在10个工作日内答复。\n\n\
    第二章 附则\n\n第三条 本办法自2031年3月1日起施行。\n";

fn shape(statute: &Statute) -> Vec<(String, String)> {
    let paragraphs = statute.articles.iter().flat_map(|article| &article.paragraphs);
    paragraphs.map(|it| (it.address.clone(), it.words())).collect()
}

fn expected() -> Vec<(String, String)> {
    [
        ("art_1__para_1", "为了规范渔船试验，制定本办法。"),
        ("art_2__para_1", "试验人应当提交下列材料：\n（一）申请书；\n（二）其他材料。"),
        ("art_2__para_2", "试验站应当在10个工作日内答复。"),
        ("art_3__para_1", "本办法自2031年3月1日起施行。"),
    ]
    .map(|(address, words)| (address.to_owned(), words.to_owned()))
    .to_vec()
}

#[test]
fn the_json_has_the_fields_of_the_contract_in_their_order() {
    let read = parsed(TEXT).expect("a law");
    assert_eq!(shape(&read), expected());
    let json = serde_json::to_string(&read).expect("JSON");
    let begin = "{\"title\":\"渔船试验办法\",\"order\":null,\"dates\":{\"promulgated\":null,\
                 \"in_force\":\"2031-03-01\"},\"issuers\":[],\"repeals\":[],\"preamble\":\"\",\
                 \"articles\":[{\"address\":\"art_1\",\"number\":1,\"suffix\":null,\
                 \"label\":\"第一条\",\
                 \"chapter\":\"第一章 总则\",\"paragraphs\":[{\"address\":\"art_1__para_1\",\
                 \"text\":\"为了规范渔船试验，制定本办法。\",\"items\":[]}]},";
    assert!(json.starts_with(begin), "{json}");
    let item = "{\"address\":\"art_2__para_1__item_1\",\"label\":\"（一）\",\"text\":\"申请书；\"}";
    assert!(json.contains(item), "{json}");
}

#[test]
fn a_numbered_sentence_of_a_notice_is_no_menu_and_the_path_to_a_page_is() {
    let notice = "1. 首页\n2. 新闻\n1. 信函寄至某市某街11号某办公室\n某处，邮编100000。\n";
    let read = parsed(&format!("{notice}{TEXT}")).expect("a law");
    let told: Vec<&str> = read.preamble.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(told, ["1. 信函寄至某市某街11号某办公室", "某处，邮编100000。"]);
}

#[test]
fn characters_from_a_pdf_and_letter_spaced_headings_are_read_as_meant() {
    let spaced = TEXT
        .replace("第一章 总则", "第 ⼀ 章　总　　则")
        .replace("第二条 ", "第 ⼆ 条　")
        .replace("10个", "１０ 个")
        .replace("渔船试验办法\n", "渔 船 试 验 办 法\r\n")
        .replace("2031年3月1日", "2031 年 3 ⽉ 1 ⽇");
    let read = parsed(&spaced).expect("a law");
    assert_eq!(shape(&read), expected());
    assert_eq!(read.title.as_deref(), Some("渔船试验办法"));
    let chapter = read.articles[0].chapter.as_ref().expect("a chapter");
    assert_eq!((chapter.text.as_str(), chapter.address.as_str()), ("第一章 总则", "chp_1"));
}

#[test]
fn markdown_web_pages_and_a_text_on_one_line_read_alike() {
    let markdown = format!("---\ntitle: x\n---\n\n# {}", TEXT.replace("第一章", "## 第一章"));
    let blocks: Vec<String> =
        TEXT.lines().filter(|line| !line.is_empty()).map(|line| format!("<p>{line}</p>")).collect();
    let page =
        format!("<html><head><title>x</title></head><body>{}</body></html>", blocks.concat());
    let bold = TEXT.replace("第二条", "**第二条**");
    for text in [markdown, page, bold] {
        assert_eq!(shape(&parsed(&text).expect("a law")), expected(), "{text}");
    }
    let line =
        "渔船试验办法\n第一条 甲应当试验。第二条 乙应当提交：（一）申请书；（二）其他。第三条 丙。";
    let read = parsed(line).expect("a law");
    assert_eq!((read.articles.len(), read.articles[1].paragraphs[0].items.len()), (3, 2));
}

#[test]
fn every_encoding_reads_alike_and_the_bytes_stay_with_their_hash() {
    let (gb, _, _) = encoding_rs::GB18030.encode(TEXT);
    let gb = gb.into_owned();
    let units =
        |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> { TEXT.encode_utf16().flat_map(bytes).collect() };
    for bytes in [gb.clone(), units(u16::to_le_bytes), units(u16::to_be_bytes)] {
        let read = read(bytes.clone()).expect("a law");
        assert_eq!(shape(&read), expected());
        assert_eq!(read.original.bytes, bytes);
    }
    // `printf 'a' | sha256sum` is no law; the hash of the text in GB 18030 is asked of the tool.
    let file = std::env::temp_dir().join(format!("statute-{}.txt", std::process::id()));
    std::fs::write(&file, &gb).expect("a file");
    match Command::new("sha256sum").arg(&file).output() {
        Ok(output) => {
            let told = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(told.starts_with(&read(gb).expect("a law").original.sha256), "{told}");
        }
        Err(_) => eprintln!("SKIPPED: there is no sha256sum to ask"),
    }
    std::fs::remove_file(&file).expect("the file goes");
}

fn docx(document: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in
        [("[Content_Types].xml", b"<Types/>".as_slice()), ("word/document.xml", document)]
    {
        writer.start_file(name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(bytes).expect("bytes");
    }
    writer.finish().expect("an archive").into_inner()
}

#[test]
fn a_docx_is_read_by_its_paragraphs_and_what_was_struck_out_is_not() {
    let mut body = String::from("<w:document xmlns:w=\"w\"><w:body>");
    for line in TEXT.lines().filter(|line| !line.is_empty()) {
        let (left, right) = line.split_at(line.char_indices().nth(2).map_or(0, |(at, _)| at));
        body.push_str(&format!(
            "<w:p><w:pPr/><w:r><w:t>{left}</w:t></w:r><w:del><w:r><w:delText>甲</w:delText>\
             <w:t>乙</w:t></w:r></w:del><w:r><w:t xml:space=\"preserve\">{right}</w:t></w:r></w:p>"
        ));
    }
    body.push_str("</w:body></w:document>");
    assert_eq!(shape(&read(docx(body.as_bytes())).expect("a law")), expected());
}

#[test]
fn archives_that_unpack_without_end_are_damaged_or_hold_no_text_are_refused() {
    let mut bomb = Vec::from(b"<w:document>".as_slice());
    bomb.resize(100 << 20, b' ');
    let bomb = docx(&bomb);
    assert!(bomb.len() < 1 << 20, "it is small");
    assert_eq!(refused(bomb).0, "bomb");
    assert_eq!(refused(docx(b"<w:document><w:p/></w:document>")).0, "no-text");
    assert_eq!(refused(docx(b"<w:document><w:p></w:document>")).0, "damaged");
    let whole = docx(TEXT.as_bytes());
    let half = whole.get(..whole.len() / 2).expect("half of it").to_vec();
    assert_eq!(refused(half).0, "damaged");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("a.txt", SimpleFileOptions::default()).expect("a part");
    assert_eq!(refused(writer.finish().expect("an archive").into_inner()).0, "not-text");
}

/// Where the words of a PDF are drawn.
#[derive(PartialEq, Eq)]
enum Drawn {
    OnThePage,
    /// On a form that the page draws, and that tries to draw itself.
    OnAForm,
}

/// A PDF of one page with these lines, letters told by a table (ISO 32000-1 §9.10.3).
fn pdf(lines: &[&str], table: bool, drawn: &Drawn) -> Vec<u8> {
    let mut content = String::from("BT /F 12 Tf 14 TL 72 700 Td\n");
    let mut letters: Vec<u16> = Vec::new();
    for line in lines {
        let units: Vec<u16> = line.encode_utf16().collect();
        letters.extend(&units);
        let hex: String = units.iter().map(|unit| format!("{unit:04X}")).collect();
        content.push_str(&format!("<{hex}> Tj T*\n"));
    }
    content.push_str("ET");
    letters.sort_unstable();
    letters.dedup();
    let pairs: String = letters.iter().map(|unit| format!("<{unit:04X}> <{unit:04X}>\n")).collect();
    let map = format!("{} beginbfchar\n{pairs}endbfchar", letters.len());
    let unicode = if table { "/ToUnicode 6 0 R" } else { "" };
    let fonts = "/Font<</F 4 0 R>>/XObject<</X 7 0 R>>";
    let form = format!("{content} /X Do");
    if *drawn == Drawn::OnAForm {
        content = "q 1 0 0 1 0 -50 cm /X Do Q".to_owned();
    }
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!("<</Type/Page/Parent 2 0 R/Resources<<{fonts}>>/Contents 5 0 R>>"),
        format!("<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H {unicode}>>"),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
        format!("<</Length {}>>\nstream\n{map}\nendstream", map.len()),
        format!(
            "<</Subtype/Form/Resources<<{fonts}>>/Length {}>>\nstream\n{form}\nendstream",
            form.len()
        ),
    ];
    let mut file = String::from("%PDF-1.7\n");
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    let begin = file.len();
    file.push_str("xref\n0 8\n0000000000 65535 f \n");
    places.iter().for_each(|place| file.push_str(&format!("{place:010} 00000 n \n")));
    file.push_str(&format!("trailer\n<</Size 8/Root 1 0 R>>\nstartxref\n{begin}\n%%EOF\n"));
    file.into_bytes()
}

#[test]
fn a_pdf_is_read_line_by_line_and_its_page_numbers_are_no_words() {
    let lines = [
        "渔船试验办法",
        "第一条 为了规范渔船试验，制定",
        "本办法。",
        "第二条 试验人应当提交下列材料：",
        "（一）申请书；",
        "（二）其他材料。",
        "— 1 —",
        "试验站应当在10个工作日内答复。",
        "第三条 本办法自2031年3月1日起施",
        "行。",
    ];
    for drawn in [Drawn::OnThePage, Drawn::OnAForm] {
        assert_eq!(shape(&read(pdf(&lines, true, &drawn)).expect("a law")), expected());
        assert_eq!(refused(pdf(&lines, false, &drawn)).0, "no-text");
    }
    assert_eq!(refused(pdf(&[], true, &Drawn::OnThePage)).0, "no-text");
    assert_eq!(refused(b"%PDF-1.7\nnothing".to_vec()).0, "damaged");
}
