use std::collections::BTreeMap;

use inspect::{Kind, NoCopy, Stop, Unread, viewing_copy};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::archives::seen;

/// A PDF of one page. Its font has no letters of its own: what its codes mean stands in a table, as
/// programs write Chinese.
fn page(text: &str) -> Document {
    let mut document = Document::with_version("1.7");
    let units: Vec<u16> = text.encode_utf16().collect();
    let hex = |unit: &u16| format!("<{unit:04X}>");
    // Code 1 is the first letter of the text, and so on: nothing of it is to be seen in the bytes.
    let lines: String = (1_u16..)
        .zip(&units)
        .map(|(code, unit)| format!("{} {}\n", hex(&code), hex(unit)))
        .collect();
    let table = format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n\
         {} beginbfchar\n{lines}endbfchar\nendcmap\nend end",
        units.len()
    );
    let table = document.add_object(Stream::new(Dictionary::new(), table.into_bytes()));
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "X", "Encoding" => "Identity-H",
        "ToUnicode" => table,
    });
    let codes: String = (1..=units.len()).map(|code| format!("{code:04X}")).collect();
    let content = format!("BT /F1 12 Tf <{codes}> Tj ET");
    let content = document.add_object(Stream::new(Dictionary::new(), content.into_bytes()));
    let pages = document.new_object_id();
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "MediaBox" => vec![0.into(), 0.into(), 200.into(), 200.into()],
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
    });
    let kids = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, Object::Dictionary(kids));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    document
}

fn bytes(mut document: Document) -> Vec<u8> {
    document.compress();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn utf16(text: &str) -> Object {
    let mark = [0xFE, 0xFF];
    let units = text.encode_utf16().flat_map(u16::to_be_bytes);
    Object::string_literal(mark.into_iter().chain(units).collect::<Vec<u8>>())
}

#[test]
fn a_marking_is_found_on_pages_in_titles_notes_and_carried_files() {
    assert_eq!(seen("a.pdf", &bytes(page("采购合同正文"))).unwrap().kind, Kind::Pdf);
    assert_eq!(seen("a.pdf", &bytes(page("本件机密★五年"))), Err(Stop::Marked));
    let mut titled = page("正文");
    let info = titled.add_object(dictionary! { "Title" => utf16("方案（秘密★）") });
    titled.trailer.set("Info", info);
    assert_eq!(seen("a.pdf", &bytes(titled)), Err(Stop::Marked));
    let mut noted = page("正文");
    noted.add_object(dictionary! { "Type" => "Annot", "Contents" => utf16("绝密★") });
    let raw = {
        let mut bytes = Vec::new();
        noted.save_to(&mut bytes).unwrap();
        bytes
    };
    assert_eq!(seen("a.pdf", &raw), Err(Stop::Marked));
    let mut carrying = page("正文");
    let inner = super::archives::archive(
        &[("a.txt", "机密★".as_bytes())],
        zip::CompressionMethod::Deflated,
    );
    carrying.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, inner));
    assert_eq!(seen("a.pdf", &bytes(carrying)), Err(Stop::Marked));
}

#[test]
fn a_copy_acts_no_more_and_names_nobody() {
    let mut document = page("采购合同正文");
    let info = document.add_object(dictionary! {
        "Author" => utf16("李某某"), "Producer" => Object::string_literal("Machine-7"),
    });
    document.trailer.set("Info", info);
    let script = document.add_object(dictionary! {
        "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)"),
    });
    let program = Object::string_literal("cmd.exe");
    let launch = dictionary! { "Type" => "Action", "S" => "Launch", "F" => program };
    let carried = document
        .add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, b"MZ evil".to_vec()));
    let metadata = document.add_object(Stream::new(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        b"<xmp:CreatorTool>Machine-7</xmp:CreatorTool>".to_vec(),
    ));
    let file = document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "FileAttachment", "Rect" => vec![0.into()],
        "FS" => dictionary! { "EF" => dictionary! { "F" => carried } },
    });
    let pages: BTreeMap<u32, _> = document.get_pages();
    let first = document.get_dictionary_mut(pages[&1]).unwrap();
    first.set("Annots", vec![file.into()]);
    first.set("AA", dictionary! { "O" => launch.clone() });
    let link = dictionary! { "Type" => "Annot", "Subtype" => "Link", "Rect" => vec![0.into()],
    "A" => dictionary! { "S" => "URI", "URI" => Object::string_literal("http://track.example") } };
    document.add_object(link);
    let catalog = document.catalog_mut().unwrap();
    catalog.set("OpenAction", script);
    catalog.set("Metadata", metadata);
    catalog.set("Names", dictionary! {
        "JavaScript" => dictionary! { "Names" => vec![Object::string_literal("x"), script.into()] },
        "EmbeddedFiles" => dictionary! { "Names" => vec![] },
    });
    let copy = viewing_copy(Kind::Pdf, &bytes(document)).unwrap();
    let again = Document::load_mem(&copy.content).unwrap();
    // Its letters are still there: the same text with a marking would be stopped.
    let letters = |copy: &Document| copy.get_page_content(copy.get_pages()[&1]);
    assert_eq!(letters(&again), letters(&page("采购合同正文")));
    let told = format!("{:?} {}", again, String::from_utf8_lossy(&copy.content));
    for gone in
        ["JavaScript", "app.alert", "Launch", "cmd.exe", "evil", "Machine-7", "track", "OpenAction"]
    {
        assert!(!told.contains(gone), "{gone} is still there");
    }
    assert!(!again.trailer.has(b"Info"));
}

#[test]
fn a_torn_pdf_is_told_and_has_no_copy() {
    let whole = bytes(page("正文"));
    let torn = [&whole[..40], &[b' '; 2_000]].concat();
    assert_eq!(seen("a.pdf", &torn).unwrap().unread, [Unread::Damaged]);
    assert_eq!(viewing_copy(Kind::Pdf, &torn), Err(NoCopy::Damaged));
    let mut state = 3_u64;
    for _ in 0..200 {
        let mut bytes = whole.clone();
        for _ in 0..6 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let at = usize::try_from(state >> 33).unwrap() % bytes.len();
            bytes[at] = state.to_le_bytes()[6];
        }
        let _ = seen("a.pdf", &bytes);
        let _ = viewing_copy(Kind::Pdf, &bytes);
    }
}

/// Prints a page by another program, as a clerk's browser would.
fn printed(text: &str) -> Option<Vec<u8>> {
    let folder = std::env::temp_dir().join(format!("anshen-print-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (page, print) = (folder.join("a.html"), folder.join("a.pdf"));
    std::fs::write(&page, format!("<meta charset=utf-8><p>{text}</p>")).unwrap();
    let mut chromium = std::process::Command::new("chromium");
    chromium.args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]);
    chromium.arg(format!("--user-data-dir={}", folder.join("user").display()));
    chromium.arg(format!("--print-to-pdf={}", print.display())).arg(&page);
    let made = chromium.output().ok().and_then(|_| std::fs::read(&print).ok());
    let _ = std::fs::remove_dir_all(&folder);
    made
}

#[test]
fn a_marking_printed_by_a_browser_is_found() {
    let Some(honest) = printed("采购合同正文，不含国家秘密") else {
        eprintln!("SKIPPED: no chromium here; Debian's `chromium` prints the page");
        return;
    };
    let seen_honest = seen("a.pdf", &honest).unwrap();
    assert_eq!((seen_honest.kind, seen_honest.unread), (Kind::Pdf, vec![]));
    let bad = printed("本件 <b>机</b>密<i>★</i> 五年").unwrap();
    assert_eq!(seen("a.pdf", &bad), Err(Stop::Marked));
    let copy = viewing_copy(Kind::Pdf, &honest).unwrap();
    let told = String::from_utf8_lossy(&copy.content).into_owned();
    assert!(!told.contains("Chrome") && !told.contains("CreationDate"), "it names its program");
}
