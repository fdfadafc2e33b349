//! What the commands on the record say, in both languages.

use std::path::Path;

use serde_json::{Value, json};
use server::record_check::Behind;
use store::{
    Algorithm, ContentSeen, Copied, Fault, FileFault, FileFaultKind, Head, Inclusion, Named,
    Opened, SealedEntry, Verified,
};

use crate::console::Console;

/// A fault in words.
pub fn fault(console: &Console, fault: &Fault) -> String {
    let (zh, en) = match fault {
        Fault::Changed(entry) => {
            let (zh, en) = named(entry);
            (
                format!("{zh}已被更改：内容、时间或位置与封存值不符"),
                format!("{en} was changed: its text, time or place is not what was sealed"),
            )
        }
        Fault::KeyLost(entry) => {
            let (zh, en) = named(entry);
            (
                format!("{zh}的密钥不在了，也没有销毁的记录：内容打不开"),
                format!("{en} has lost its key, and nothing stands in its place: it does not open"),
            )
        }
        Fault::Unlinked(entry) => {
            let (zh, en) = named(entry);
            (
                format!("{zh}与前一条不相衔接：被调换、移动或插入"),
                format!("{en} does not follow the one before it: exchanged, moved or put in"),
            )
        }
        Fault::Removed { first, last } => (
            format!("链中第 {first} 至 {last} 条已被删除"),
            format!("entries {first} to {last} of the ledger were removed"),
        ),
        Fault::OutOfOrder { entry, expected } => {
            let (zh, en) = named(entry);
            (
                format!("{zh}次序不对：该卷宗此处应为第 {expected} 条"),
                format!("{en} is out of order: number {expected} of that docket was to come"),
            )
        }
        Fault::Lost { stream, position } => (
            format!("卷宗 {stream} 第 {position} 条曾经确认，现已不在"),
            format!("entry {position} of docket {stream} was acknowledged and is not there"),
        ),
        Fault::Head { size, agreed } => {
            let first = agreed + 1;
            (
                format!("前 {size} 条与当时记下的根不符：改动在第 {first} 至 {size} 条之间"),
                format!(
                    "the first {size} entries are not those recorded then: \
                     altered within {first} to {size}"
                ),
            )
        }
        Fault::Subtree { algorithm, level, index } => subtree(*algorithm, *level, *index),
        Fault::Signed { algorithm, size, agreed, witnesses } => {
            signed(*algorithm, *size, *agreed, witnesses)
        }
        Fault::Against { algorithm, head, agreed } => against(*algorithm, head, *agreed),
    };
    console.pick(&zh, &en).to_owned()
}

/// A kept hash of a tree is wrong.
fn subtree(algorithm: Algorithm, level: u8, index: u64) -> (String, String) {
    let tree = algorithm.name();
    (
        format!("保存的树节点（{tree} 第 {level} 层第 {index} 个）不符，条目本身不受影响"),
        format!("a kept hash of the tree of {tree} (level {level}, {index}) is wrong; no entry is"),
    )
}

/// The entries are not those of a head that was signed.
fn signed(algorithm: Algorithm, size: u64, agreed: u64, witnesses: &[String]) -> (String, String) {
    let (tree, first) = (algorithm.name(), agreed + 1);
    let by = witnesses.join(", ");
    let (by_zh, by_en) = match by.as_str() {
        "" => (String::new(), String::new()),
        by => (format!("（见证方 {by}）"), format!(" (witnessed by {by})")),
    };
    (
        format!(
            "前 {size} 条与当时签署的 {tree} 检查点{by_zh}不符：改动在第 {first} 至 {size} 条之间"
        ),
        format!(
            "the first {size} entries are not those of the signed {tree} head{by_en}: altered \
             within {first} to {size}"
        ),
    )
}

/// The ledger does not continue a head noted elsewhere.
fn against(algorithm: Algorithm, head: &Head, agreed: u64) -> (String, String) {
    let (tree, first, last) = (algorithm.name(), agreed + 1, head.size);
    (
        format!(
            "本链不是 {tree} 检查点 {}:{} 的延续：改动或缺失在第 {first} 至 {last} 条之间",
            head.size, head.root
        ),
        format!(
            "this ledger does not continue the {tree} checkpoint {}:{}: altered or missing within \
             {first} to {last}",
            head.size, head.root
        ),
    )
}

fn named(entry: &Named) -> (String, String) {
    let Named { seq, stream, position } = entry;
    (
        format!("链中第 {seq} 条（卷宗 {stream} 第 {position} 条）"),
        format!("entry {seq} of the ledger (docket {stream}, number {position})"),
    )
}

/// A fault as JSON.
pub fn fault_value(fault: &Fault) -> Value {
    let of = |kind: &str, entry: &Named| {
        json!({
            "kind": kind,
            "entry": entry.seq,
            "docket": entry.stream.as_str(),
            "position": entry.position,
        })
    };
    match fault {
        Fault::Changed(entry) => of("changed", entry),
        Fault::KeyLost(entry) => of("key-lost", entry),
        Fault::Unlinked(entry) => of("unlinked", entry),
        Fault::Removed { first, last } => {
            json!({ "kind": "removed", "first": first, "last": last })
        }
        Fault::OutOfOrder { entry, expected } => {
            let mut value = of("out-of-order", entry);
            if let Some(fields) = value.as_object_mut() {
                fields.insert("expected".to_owned(), json!(expected));
            }
            value
        }
        Fault::Lost { stream, position } => {
            json!({ "kind": "lost", "docket": stream.as_str(), "position": position })
        }
        Fault::Head { size, agreed } => {
            json!({ "kind": "checkpoint", "size": size, "agreed": agreed })
        }
        Fault::Subtree { algorithm, level, index } => {
            json!({ "kind": "tree", "tree": algorithm.name(), "level": level, "index": index })
        }
        Fault::Signed { algorithm, size, agreed, witnesses } => json!({
            "kind": "signed", "tree": algorithm.name(), "size": size, "agreed": agreed,
            "witnesses": witnesses,
        }),
        Fault::Against { algorithm, head, agreed } => json!({
            "kind": "against", "tree": algorithm.name(), "size": head.size,
            "root": head.root.to_string(), "agreed": agreed,
        }),
    }
}

/// A file that is not what the record says, in words.
pub fn file_fault(console: &Console, fault: &FileFault) -> String {
    let (entry_zh, entry_en) = named(&fault.entry);
    let hash = fault.hash;
    let (zh, en) = match fault.kind {
        FileFaultKind::Missing => (
            format!("{entry_zh}登记的文件 {hash} 已丢失"),
            format!("the file {hash} that {entry_en} names is not there"),
        ),
        FileFaultKind::Altered => (
            format!("{entry_zh}登记的文件 {hash} 已被更改"),
            format!("the file {hash} that {entry_en} names was altered"),
        ),
    };
    console.pick(&zh, &en).to_owned()
}

/// The same as JSON.
pub fn file_fault_value(fault: &FileFault) -> Value {
    let kind = match fault.kind {
        FileFaultKind::Missing => "file-missing",
        FileFaultKind::Altered => "file-altered",
    };
    json!({
        "kind": kind, "sha256": fault.hash.to_string(), "entry": fault.entry.seq,
        "docket": fault.entry.stream.as_str(), "position": fault.entry.position,
    })
}

/// A counter that is behind, in words.
pub fn behind(console: &Console, one: &Behind) -> String {
    let Behind { series, year, counter, highest } = one;
    let zh = format!(
        "{series}〔{year}〕的编号计数器为 {counter}，而已用至 {highest} 号：请运行 anshen rebuild"
    );
    let en = format!(
        "the counter of {series} {year} says {counter} while number {highest} is in use: run \
         `anshen rebuild`"
    );
    console.pick(&zh, &en).to_owned()
}

/// A counter that was set right.
pub fn raised(console: &Console, one: &Behind) -> String {
    let Behind { series, year, counter, highest } = one;
    let zh = format!("{series}〔{year}〕的编号计数器由 {counter} 改为 {highest}");
    let en = format!("the counter of {series} {year} was {counter} and is {highest} now");
    console.pick(&zh, &en).to_owned()
}

/// A counter as JSON.
pub fn counter_value(one: &Behind) -> Value {
    json!({
        "kind": "counter", "series": one.series, "year": one.year, "counter": one.counter,
        "highest": one.highest,
    })
}

/// The sum of a verification.
pub struct Sum<'a> {
    /// The record.
    pub record: &'a Verified,
    /// Its dockets.
    pub dockets: u64,
    /// Files held against it; `None` where they were left out.
    pub files: Option<u64>,
    /// How much is wrong.
    pub count: u64,
}

/// The sum in words.
pub fn verdict(console: &Console, sum: &Sum<'_>) -> String {
    let Verified { head, heads, .. } = sum.record;
    let Sum { dockets, count, .. } = sum;
    let (files_zh, files_en) = match (sum.files, sum.record.content) {
        (Some(files), _) => (format!("{files} 个文件"), format!("{files} files")),
        (None, ContentSeen::Opened) => ("未核对文件".to_owned(), "files left out".to_owned()),
        (None, ContentSeen::KeysNotAtHand) => (
            "密钥不在手边，内容与文件未打开核对".to_owned(),
            "content and files not opened, the keys are not at hand".to_owned(),
        ),
    };
    let (zh, en) = match count {
        0 => (
            format!(
                "完好：{} 条，{dockets} 个卷宗，{heads} 个检查点，{files_zh}；根 {}",
                head.size, head.root
            ),
            format!(
                "sound: {} entries, {dockets} dockets, {heads} checkpoints, {files_en}; root {}",
                head.size, head.root
            ),
        ),
        _ => (
            format!("不完好：{} 条中发现 {count} 处问题", head.size),
            format!("not sound: {count} faults in {} entries", head.size),
        ),
    };
    console.pick(&zh, &en).to_owned()
}

/// A proof, a line for each part of it.
pub fn proof(console: &Console, proof: &Inclusion) -> Vec<String> {
    let sealed = &proof.entry;
    let (zh, en) =
        named(&Named { seq: sealed.seq, stream: sealed.stream.clone(), position: sealed.position });
    let mut lines = vec![
        console.pick(&zh, &en).to_owned(),
        format!("{} {}", console.pick("记录时间", "recorded"), sealed.recorded_at),
        format!("{} {}", console.pick("内容承诺", "commitment to the content"), sealed.content),
        format!("{} {}", console.pick("叶", "leaf"), sealed.leaf),
    ];
    if let Some(salt) = salt(sealed) {
        lines.push(format!("{} {salt}", console.pick("盐值", "salt")));
    }
    if !sealed.is_genuine() {
        let changed = Fault::Changed(Named {
            seq: sealed.seq,
            stream: sealed.stream.clone(),
            position: sealed.position,
        });
        lines.push(fault(console, &changed));
    }
    for hash in &proof.path {
        lines.push(format!("{} {hash}", console.pick("路径", "path")));
    }
    let head = &proof.head;
    lines.push(format!("{} {}:{}", console.pick("检查点", "checkpoint"), head.size, head.root));
    lines
}

/// The salt of an entry, where its content is open.
pub fn salt(sealed: &SealedEntry) -> Option<String> {
    match &sealed.opened {
        Opened::Content { salt, .. } => Some(hex(salt)),
        Opened::KeysNotAtHand | Opened::Destroyed | Opened::Altered => None,
    }
}

/// What was copied.
pub fn copied(console: &Console, copied: &Copied) -> String {
    let Copied { head, blobs, bytes } = copied;
    let zh = format!(
        "已复制 {} 条、{blobs} 个文件，数据库 {bytes} 字节；检查点 {}:{}",
        head.size, head.size, head.root
    );
    let en = format!(
        "copied {} entries and {blobs} files, database {bytes} bytes; checkpoint {}:{}",
        head.size, head.size, head.root
    );
    console.pick(&zh, &en).to_owned()
}

/// What a rebuild did.
pub fn rebuilt(console: &Console, rebuilt: &store::Rebuilt) -> String {
    let (reviews, corrected) = (rebuilt.reviews, rebuilt.corrected);
    let zh = match corrected {
        0 => format!("由记录重建了 {reviews} 个案件的列表，与原来逐字节一致"),
        _ => format!("由记录重建了 {reviews} 个案件的列表，其中 {corrected} 个原来有误，已改正"),
    };
    let en = match corrected {
        0 => format!("the rows of {reviews} reviews made anew, byte for byte as they were"),
        _ => format!("the rows of {reviews} reviews made anew; {corrected} were wrong"),
    };
    console.pick(&zh, &en).to_owned()
}

/// What a migration did.
pub fn migrated(console: &Console, found: u32) -> String {
    let now = store::format();
    let (zh, en) = if found == now {
        (format!("已是格式 {now}，无需升级"), format!("already format {now}, nothing to do"))
    } else {
        (
            format!("已由格式 {found} 升级到格式 {now}"),
            format!("brought from format {found} to format {now}"),
        )
    };
    console.pick(&zh, &en).to_owned()
}

/// That keys were made, and what they mean.
pub fn keys_made(console: &Console, file: &Path) -> String {
    let file = file.display();
    let zh = format!(
        "内容已密封，密钥文件 {file}：请另存副本于别处；没有它，数据与备份都打不开，备份也不含它"
    );
    let en = format!(
        "content is sealed; key file {file}: keep a copy elsewhere. Without it neither data nor \
         backups open, and no backup holds it"
    );
    console.pick(&zh, &en).to_owned()
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
