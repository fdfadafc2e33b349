//! What is told of a file after it was looked at: why it is not taken, and what whoever reads it
//! should know. What was seen is kept by the hash of the content.

use axum::http::StatusCode;
use inspect::{Disguise, Doubt, Kind, NoCopy, Stop, agreed, doubt};
use law::Words;
use serde_json::{Value, json};
use store::desk::looked::{Looked, Scan};

use crate::marking;
use crate::problem::{Problem, both};

/// Why a file is not taken.
pub fn stopped(stop: Stop) -> Problem {
    match stop {
        Stop::Marked => marking::stopped(),
        Stop::Bomb => Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "unpacks-without-end",
            Words::new("压缩内容过大", "Unpacks to too much"),
            Words::new(
                "该文件解压后的内容远超其自身大小，未予保存；请解压后分别提交",
                "unpacked, the file becomes very much larger than it is, and was not kept: unpack \
                 it and hand in what is needed of it",
            ),
        ),
        Stop::Disguised(kind) => {
            let (zh, en) = if kind == Kind::Html {
                ("网页（可含脚本）", "a page that may carry scripts")
            } else {
                ("可执行的程序或脚本", "a program or script")
            };
            Problem::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "disguised",
                Words::new("文件名与内容不符", "Not what its name says"),
                Words::new(
                    format!(
                        "按内容，该文件是{zh}，文件名却称其为文档，未予保存；请按其真实类型命名后提交"
                    ),
                    format!(
                        "by its content the file is {en}, and its name says it is a paper: it was \
                         not kept. Name it as what it is, and send it again"
                    ),
                ),
            )
        }
    }
}

/// A scanner found something.
pub fn infected(name: &str) -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "malware-found",
        Words::new("发现恶意软件", "Malware found"),
        Words::new(
            format!("恶意软件扫描发现 {name}，该文件未予保存；请查杀后重新提交"),
            format!("the scanner found {name}: the file was not kept. Clean it and send it again"),
        ),
    )
    .with("found", name)
}

/// A scanner found something in what is kept.
pub fn held_back(name: &str) -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "malware-found",
        Words::new("发现恶意软件", "Malware found"),
        Words::new(
            format!("恶意软件扫描发现 {name}，该文件不予提供；请提交者查杀后重新提交"),
            format!(
                "the scanner found {name}: the file is not handed out. Whoever gave it cleans it \
                 and sends it again"
            ),
        ),
    )
    .with("found", name)
}

/// The scanner is away, and nothing is taken without it.
pub fn scanner_away() -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "scanner-away",
        Words::new("扫描服务不可用", "The scanner is away"),
        Words::new(
            "恶意软件扫描服务暂不可用，本办公室规定未经扫描的文件不予接收；请稍后再次上传",
            "the scanner for malware is away, and by this office's setting no file is taken \
             unscanned: send it again later",
        ),
    )
}

/// There is no copy to be viewed.
pub fn no_copy(why: NoCopy) -> Problem {
    let because = match why {
        NoCopy::Kind => Words::new("不能为此类文件制作", "none is made of this kind of file"),
        NoCopy::Large => Words::new("文件过大", "the file is too large"),
        NoCopy::Locked => Words::new("文件有口令保护", "the file is under a password"),
        NoCopy::Damaged => {
            Words::new("文件内容不合其格式", "the file is not what its format prescribes")
        }
    };
    Problem::new(
        StatusCode::CONFLICT,
        "no-viewing-copy",
        Words::new("没有查看副本", "No copy to view"),
        Words::new(
            format!(
                "没有安全的查看副本：{}。原件可以下载，打开时请防范宏、脚本和外部链接",
                because.zh
            ),
            format!(
                "there is no safe copy to view: {}. The original can be had; beware of macros, \
                 scripts and links in it",
                because.en
            ),
        ),
    )
}

/// Something a reader of a file should know.
pub struct Remark {
    /// Its stable name.
    pub id: &'static str,
    /// What it says.
    pub text: Words,
}

impl Remark {
    fn new(id: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Remark {
        Remark { id, text: Words::new(zh, en) }
    }

    /// In JSON.
    pub fn tell(&self) -> Value {
        json!({"id": self.id, "text": both(&self.text)})
    }
}

/// What is to be known of a file: by its name, by its kind, by the last look at it.
pub fn remarks(name: &str, media_type: &str, looked: Option<&Looked>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    // What was kept before files were looked at says nothing by its media type.
    if looked.is_some() && agreed(name, Kind::of_media(media_type)).1 == Disguise::Harmless {
        remarks.push(Remark::new(
            "name-and-content-differ",
            format!("文件名与内容类型不符：按内容是 {media_type}"),
            format!("its name says otherwise: by its content it is {media_type}"),
        ));
    }
    remarks.extend(doubt(name).map(doubted));
    let Some(looked) = looked else {
        return remarks;
    };
    match &looked.scan {
        Scan::Off | Scan::Clean => {}
        Scan::Waiting => remarks.push(Remark::new(
            "not-scanned",
            "尚未扫描恶意软件",
            "not yet scanned for malware",
        )),
        Scan::Found(found) => remarks.push(Remark::new(
            "malware-found",
            format!("恶意软件扫描发现 {found}"),
            format!("the scanner found {found}"),
        )),
    }
    remarks.extend(looked.unread.iter().filter_map(|word| unread(word)));
    remarks
}

/// What is said of a name that pretends.
pub fn doubted(doubt: Doubt) -> Remark {
    match doubt {
        Doubt::MixedScripts => Remark::new(
            "name-mixes-scripts",
            "名称中混用了不同文字的字母，可能仿冒其他名称",
            "the name mixes letters of several scripts and may pass for another",
        ),
        Doubt::LooksLatin => Remark::new(
            "name-looks-latin",
            "名称看似拉丁字母，实为其他文字",
            "the name looks like Latin letters and is not",
        ),
        Doubt::Hidden => Remark::new(
            "name-hides",
            "名称含有不可见或改变文字方向的字符",
            "the name holds characters that are not seen or turn the reading direction",
        ),
    }
}

fn unread(word: &str) -> Option<Remark> {
    let (id, zh, en) = match word {
        "locked" => {
            ("unread-locked", "有口令保护，未能检查其内容", "under a password: not looked into")
        }
        "packing" => (
            "unread-packing",
            "压缩方式不能解开，未能检查其内容",
            "packed in a way that is not unpacked here: not looked into",
        ),
        "deep" => (
            "unread-deep",
            "压缩包嵌套过深，未能全部检查",
            "archives within archives, too deep to be looked into",
        ),
        "large" => ("unread-large", "内容过大，未能全部检查", "too large to be looked into"),
        "damaged" => (
            "unread-damaged",
            "不合其格式，未能全部检查",
            "not what its format prescribes: not wholly looked into",
        ),
        "letters" => (
            "unread-letters",
            "其字体未说明文字，未能检查其中的文字",
            "its fonts do not say what their letters mean: its text was not read",
        ),
        _ => return None,
    };
    Some(Remark::new(id, zh, en))
}

/// Remarks in JSON.
pub fn tell_all(name: &str, media_type: &str, looked: Option<&Looked>) -> Value {
    remarks(name, media_type, looked).iter().map(Remark::tell).collect()
}
