//! Another version and other readings, taken instead of those of a page.

use anyhow::bail;
use clap::Args;
use law::{Book, RegimeId};
use review::docket::Instead;

use crate::console::Console;

/// Options.
#[derive(Debug, Args)]
pub struct Options {
    /// 改用此版本 · Takes this version instead
    #[arg(long, value_name = "ID")]
    law: Option<String>,
    /// 改用此解释口径 · Takes this reading instead
    #[arg(long = "position", value_name = "NAME=VALUE")]
    positions: Vec<String>,
}

impl Options {
    /// What is taken instead; an unknown version or reading is told.
    pub fn read(&self, console: &Console) -> anyhow::Result<Instead> {
        let mut positions = Vec::new();
        for written in &self.positions {
            let Some((name, value)) = written.split_once('=') else {
                let zh = "--position 应写作 名称=取值";
                bail!("{}: `{written}`", console.pick(zh, "--position takes name=value"));
            };
            positions.push((name.trim().to_owned(), value.trim().to_owned()));
        }
        let law = self.law.as_deref().map(RegimeId::new);
        let instead = Instead { law, positions };
        if let Err(words) = instead.check(&Book::built_in()) {
            bail!("{}", console.say(&words));
        }
        Ok(instead)
    }
}
