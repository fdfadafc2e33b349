//! PDF and DOCX as other programs write them: the same invented law must come out of each.

use std::path::Path;
use std::process::Command;

use statute::{Statute, read};

use crate::parsed;

/// An invented law with lines long enough to be broken at a margin, a list, and a sentence that
/// ends near it.
fn text() -> String {
    let long = "试验人应当在试验开始前将试验方案、试验设备和试验人员的情况报送试验站，并对其真实性、完整性和\
                准确性负责，不得隐瞒有关情况或者提供虚假材料；试验站应当自收到之日起10个工作日内书面答复。";
    format!(
        "渔船试验办法\n（试行）\n第一条 为了规范渔船试验，{long}\n{long}\n第二条 报送材料包括：\n\
         （一）申请书，{long}\n（二）其他材料。\n前款规定的材料，{long}\n\
         第三条 违反《渔业试验法》第九条规定的，依照该法第十二条的规定处理。{long}\n\
         第四条 本办法自2031年3月1日起施行。\n"
    )
}

/// What a script of Python writes; `None`, and said aloud, where it or its module is missing.
fn written(module: &str, script: &str, name: &str) -> Option<Vec<u8>> {
    let folder = std::env::temp_dir().join(format!("statute-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let (source, target) = (folder.join("text.txt"), folder.join(name));
    std::fs::write(&source, text()).expect("a file");
    // Debian's modules are those of its own Python, whichever comes first on the path.
    let own = Path::new("/usr/bin/python3");
    let python = if own.exists() { own } else { Path::new("python3") };
    let run = Command::new(python).arg("-c").arg(script).arg(&source).arg(&target).output();
    let bytes = std::fs::read(&target).ok();
    if bytes.is_none() {
        let told = run.map(|it| String::from_utf8_lossy(&it.stderr).into_owned());
        let told = told.unwrap_or_default();
        eprintln!("SKIPPED: python3 with {module} wrote no {name}, nothing was read: {told}");
    }
    remove(&folder);
    bytes
}

fn remove(folder: &Path) {
    std::fs::remove_dir_all(folder).expect("the folder goes");
}

fn shape(statute: &Statute) -> Vec<(String, String)> {
    let paragraphs = statute.articles.iter().flat_map(|article| &article.paragraphs);
    paragraphs.map(|it| (it.address.clone(), it.words())).collect()
}

fn check(bytes: Option<Vec<u8>>) {
    let Some(bytes) = bytes else { return };
    let law = read(bytes).expect("a law");
    let expected = parsed(&text()).expect("a law");
    assert_eq!(shape(&law), shape(&expected));
    assert_eq!(law.title.as_deref(), Some("渔船试验办法（试行）"));
}

#[test]
fn a_pdf_by_reportlab_reads_as_its_text() {
    const SCRIPT: &str = "
import sys
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import SimpleDocTemplate, Paragraph
from reportlab.lib.styles import ParagraphStyle
pdfmetrics.registerFont(UnicodeCIDFont('STSong-Light'))
style = ParagraphStyle('s', fontName='STSong-Light', fontSize=12, leading=20)
style.wordWrap, style.firstLineIndent = 'CJK', 24
def frame(canvas, document):
    canvas.setFont('STSong-Light', 9)
    canvas.drawCentredString(300, 30, '— %d —' % document.page)
lines = [line for line in open(sys.argv[1], encoding='utf-8').read().split('\\n') if line]
page = SimpleDocTemplate(sys.argv[2], pagesize=(595, 400))
page.build([Paragraph(line, style) for line in lines], onFirstPage=frame, onLaterPages=frame)
";
    check(written("reportlab", SCRIPT, "law.pdf"));
}

#[test]
fn a_docx_by_python_docx_reads_as_its_text() {
    const SCRIPT: &str = "
import sys, docx
document = docx.Document()
for line in open(sys.argv[1], encoding='utf-8').read().split('\\n'):
    if line:
        document.add_paragraph(line)
document.save(sys.argv[2])
";
    check(written("docx", SCRIPT, "law.docx"));
}
