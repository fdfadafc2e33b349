//! `anshen statute`: a text of law read into articles with addresses, and two compared; the shelf
//! of a running office.

mod shelf;

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use clap::Subcommand;
use law::Words;
use serde_json::json;
use statute::{Change, Compared, LARGEST_BYTES, Pair, Piece, Refused, Statute, compare};

use crate::console::{Answer, Console};
use crate::office::running::{Public, Running, Token};

/// Commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 把法律文本读成章、条、款、项 · A text of law read into articles, paragraphs and items
    Parse {
        /// 文件：文本（UTF-8、UTF-16、GB 18030）、网页、Markdown、PDF、DOCX · Text, a web page, PDF or DOCX
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// 逐条对照两个文本，跟随条号变动 · Two texts compared article by article, through renumbering
    Diff {
        /// 旧文本 · The old text
        #[arg(value_name = "FILE")]
        old: PathBuf,
        /// 新文本 · The new text
        #[arg(value_name = "FILE")]
        new: PathBuf,
    },
    /// 收录到正在运行的办公室 · Put a text on the shelf of a running office
    Add {
        /// 文件 · The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// 对应的版本；none 为不对应；不写则按名称、文号与日期认定 · The version it is the text of; none;
        /// left out: as its name, number and days say
        #[arg(long, value_name = "ID")]
        law: Option<String>,
        /// 正在运行的办公室 · The running office
        #[arg(long, value_name = "URL")]
        office: String,
        #[command(flatten)]
        token: Token,
    },
    /// 列出办公室收录的文本 · What is on the shelf of a running office
    List {
        /// 正在运行的办公室 · The running office
        #[arg(long, value_name = "URL")]
        office: String,
    },
}

/// Runs one.
pub fn run(console: &Console, command: &Command) -> anyhow::Result<Answer> {
    match command {
        Command::Parse { file } => match read(console, file)? {
            Ok(statute) => parsed(console, &statute),
            Err(refused) => tell_refused(console, file, &refused),
        },
        Command::Diff { old, new } => {
            let (left, right) = (read(console, old)?, read(console, new)?);
            match (left, right) {
                (Ok(left), Ok(right)) => compared(console, &compare(&left, &right)),
                (Err(refused), _) => tell_refused(console, old, &refused),
                (Ok(_), Err(refused)) => tell_refused(console, new, &refused),
            }
        }
        Command::Add { file, law, office, token } => {
            let office = Running::at(console, office, token)?;
            shelf::add(console, &office, file, law.as_deref())
        }
        Command::List { office } => shelf::list(console, &Public::at(console, office)?),
    }
}

/// A file read as a law, or why it is none.
pub fn read(console: &Console, path: &Path) -> anyhow::Result<Result<Statute, Refused>> {
    Ok(statute::read(bytes_of(console, path)?))
}

/// The bytes of a file, no more than are read as a law and one.
fn bytes_of(console: &Console, path: &Path) -> anyhow::Result<Vec<u8>> {
    let name = path.display();
    let words = Words::new(format!("无法读取 `{name}`"), format!("cannot read `{name}`"));
    let mut bytes = Vec::new();
    // One byte more than is read as a law, so that a larger file is refused and never held whole.
    let most = LARGEST_BYTES as u64 + 1;
    File::open(path)
        .and_then(|file| file.take(most).read_to_end(&mut bytes))
        .with_context(|| console.say(&words).to_owned())?;
    Ok(bytes)
}

/// Says why a file is not read: exit status 1, or 2 where nothing is known of what it says.
pub fn tell_refused(console: &Console, path: &Path, refused: &Refused) -> anyhow::Result<Answer> {
    if console.json {
        console.value(&json!({ "refused": {
            "file": path.display().to_string(),
            "reason": refused.reason.id(),
            "lines": refused.lines,
            "text": refused.words,
        }}))?;
    }
    let told = format!("{}: {}", path.display(), console.say(&refused.words));
    if refused.reason.is_unreadable() {
        return Err(anyhow!(told));
    }
    console.refusal(&told)
}

fn parsed(console: &Console, statute: &Statute) -> anyhow::Result<Answer> {
    if console.json {
        console.value(statute)?;
        return Ok(Answer::Yes);
    }
    console.line(statute.title.as_deref().unwrap_or_default());
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let repeals: Vec<&str> = statute.repeals.iter().map(|it| it.title.as_str()).collect();
    let facts = [
        ("令号", "order", statute.order.clone()),
        ("公布", "promulgated", day(statute.dates.promulgated)),
        ("修正", "amended", day(statute.dates.amended)),
        ("施行", "in force from", day(statute.dates.in_force)),
        ("发布机关", "issuers", Some(statute.issuers.join("、"))),
        ("废止", "repeals", Some(repeals.join("、"))),
        ("条数", "articles", Some(statute.articles.len().to_string())),
        ("文件", "file", Some(format!("sha256:{}", statute.original.sha256))),
    ];
    for (zh, en, fact) in facts {
        if let Some(fact) = fact.filter(|fact| !fact.is_empty()) {
            console.line(format!("  {}: {fact}", console.pick(zh, en)));
        }
    }
    let mut above = (None, None);
    for article in &statute.articles {
        let here = (article.chapter.as_ref(), article.section.as_ref());
        let new = |heading, last| if heading == last { None } else { heading };
        for heading in [new(here.0, above.0), new(here.1, above.1)].into_iter().flatten() {
            console.line(format!("\n{}", heading.text));
        }
        above = here;
        console.line(format!("\n{}", article.label));
        for paragraph in &article.paragraphs {
            console.line(format!("  {}  {}", paragraph.address, paragraph.text));
            for item in &paragraph.items {
                console.line(format!("    {}  {}{}", item.address, item.label, item.text));
            }
        }
    }
    Ok(Answer::Yes)
}

/// Exit status 1: they differ.
fn compared(console: &Console, compared: &Compared) -> anyhow::Result<Answer> {
    let answer = if compared.same { Answer::Yes } else { Answer::No };
    if console.json {
        console.value(compared)?;
        return Ok(answer);
    }
    if compared.same {
        console.line(console.pick("两个文本相同", "the texts are the same"));
    }
    for fact in &compared.facts {
        console.line(format!("{}: {} → {}", fact_name(console, fact.fact), fact.old, fact.new));
    }
    for pair in compared.articles.iter().filter(|pair| pair.change != Change::Same) {
        console.line(format!("\n{}", head(console, pair)));
        if pair.change != Change::Renumbered {
            console.line(marked(&pair.pieces));
        }
    }
    Ok(answer)
}

fn fact_name<'a>(console: &Console, fact: &'a str) -> &'a str {
    let (zh, en) = match fact {
        "title" => ("名称", "title"),
        "order" => ("令号", "order"),
        "promulgated" => ("公布", "promulgated"),
        "amended" => ("修正", "amended"),
        "in_force" => ("施行", "in force from"),
        "issuers" => ("发布机关", "issuers"),
        "repeals" => ("废止", "repeals"),
        "articles" => ("条数", "articles"),
        other => (other, other),
    };
    console.pick(zh, en)
}

/// 第六条 → 第七条, and what became of it.
fn head(console: &Console, pair: &Pair) -> String {
    let label = |side: &Option<statute::Side>| side.as_ref().map(|side| side.label.clone());
    let (old, new) = (label(&pair.old), label(&pair.new));
    let (zh, en) = match pair.change {
        Change::Same => ("未变", "the same"),
        Change::Renumbered => ("仅条号变动", "renumbered only"),
        Change::Changed => ("修改", "changed"),
        Change::Inserted => ("新增", "inserted"),
        Change::Removed => ("删去", "removed"),
    };
    let labels = match (old, new) {
        (Some(old), Some(new)) if old != new => format!("{old} → {new}"),
        (Some(label), _) | (None, Some(label)) => label,
        (None, None) => String::new(),
    };
    format!("{labels}  {}", console.pick(zh, en))
}

/// The words with what went in `[-…-]` and what came in `{+…+}`, as word diffs are commonly marked.
fn marked(pieces: &[Piece]) -> String {
    let marked = pieces.iter().map(|piece| match piece {
        Piece::Same(text) => text.clone(),
        Piece::Old(text) => format!("[-{text}-]"),
        Piece::New(text) => format!("{{+{text}+}}"),
    });
    marked.collect()
}
