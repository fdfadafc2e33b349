//! What the rooms say went wrong, in the language of whoever asked.

use std::error::Error;

use law::Words;
use server::setup::SetupError;

/// One cause in both languages; `None` where only its own words are known.
pub fn words(cause: &(dyn Error + 'static)) -> Option<Words> {
    if let Some(error) = cause.downcast_ref::<store::Error>() {
        return of_store(error);
    }
    if let Some(unknown) = cause.downcast_ref::<access::UnknownWord>() {
        let zh = format!("没有 `{}`；有：{}", unknown.word, unknown.known);
        return Some(Words::new(zh, unknown.to_string()));
    }
    match cause.downcast_ref::<SetupError>()? {
        SetupError::Store(error) => of_store(error),
        SetupError::Append(store::AppendError::Store(error)) => of_store(error),
        SetupError::Append(_) | SetupError::Chance(_) => None,
        error @ SetupError::Taken(name) => {
            Some(Words::new(format!("`{name}` 已经有了"), error.to_string()))
        }
        error @ SetupError::Unknown(name) => {
            Some(Words::new(format!("没有 `{name}`"), error.to_string()))
        }
        SetupError::Word(unknown) => words(unknown),
        SetupError::Unfit(words) => Some(words.clone()),
    }
}

/// What a store says that a person can do something about.
#[expect(clippy::wildcard_enum_match_arm, reason = "the others are for whoever mends the program")]
fn of_store(error: &store::Error) -> Option<Words> {
    let zh = match error {
        store::Error::NoFolder(path) => {
            format!("`{}` 不是安审的数据目录", path.display())
        }
        store::Error::NotEmpty(path) => format!("`{}` 不是空目录", path.display()),
        store::Error::InUse(path) => format!("`{}` 正由另一进程使用", path.display()),
        store::Error::NewerFolder { found, known } => {
            format!("数据目录的格式为 {found}，本程序至多识别 {known}：请用较新的程序打开")
        }
        store::Error::OlderFolder { found, known } => {
            format!("数据目录的格式为 {found}，本程序写 {known}：请先运行 anshen migrate")
        }
        store::Error::Damaged(what) => format!("记录已损坏（原文：{what}）"),
        store::Error::NoKeys => "打开所存内容的密钥不在手边：请指明密钥文件".to_owned(),
        store::Error::Destroyed(what) => format!("`{what}` 的内容已经销毁"),
        store::Error::Sealed { what, source } => format!("`{what}` 打不开（原文：{source}）"),
        store::Error::OutOfRange { asked, size } => {
            format!("日志共 {size} 条，没有第 {asked} 条")
        }
        store::Error::Busy => "待写的太多：请稍后再试".to_owned(),
        store::Error::Closed => "数据库不再写入：磁盘可能已满或者出错".to_owned(),
        _ => return None,
    };
    Some(Words::new(zh, error.to_string()))
}
