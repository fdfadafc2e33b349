//! `anshen docket import`.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;

use super::files;
use crate::console::{Answer, Console};

/// Options.
#[derive(Debug, Args)]
pub struct Import {
    /// 卷宗页 · A page
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 数据目录 · The data folder
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

/// Runs it: the page must be readable; the record takes it from there.
pub fn run(console: &Console, command: &Import) -> anyhow::Result<Answer> {
    let sources = files::read_all(console, std::slice::from_ref(&command.file))?;
    let sections: usize = sources.iter().map(|source| source.page.sections.len()).sum();
    let data = command.data.display();
    let zh = format!("可读出 {sections} 个卷宗，但本程序尚不能写入“{data}”");
    let en =
        format!("{sections} dockets can be read, but this program cannot yet write to `{data}`");
    bail!("{}", console.pick(&zh, &en))
}
