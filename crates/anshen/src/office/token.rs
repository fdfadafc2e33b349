//! `anshen token`.

use clap::Subcommand;
use serde_json::json;
use server::setup;

use super::{Folder, open_or_ask, world};
use crate::console::{Answer, Console};

/// Commands.
#[derive(Debug, Subcommand)]
pub enum Token {
    /// 签发令牌，仅显示一次 · Make a token; it is shown this once
    Create {
        #[command(flatten)]
        folder: Folder,
        /// 登录名 · Whose
        #[arg(long, value_name = "NAME")]
        user: String,
        /// 用途 · What it is for
        #[arg(long, default_value = "program")]
        name: String,
        /// 有效天数 · How many days it lasts
        #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(u32).range(1..=365))]
        days: u32,
        /// 只读 · For reading alone
        #[arg(long)]
        read_only: bool,
        /// 仅限此类事项，可多次 · For these questions alone; may be repeated
        #[arg(long = "group", value_name = "GROUP", value_parser = server::setup::GROUPS.to_vec())]
        groups: Vec<String>,
    },
}

/// Runs one.
pub fn run(console: &Console, command: Token) -> anyhow::Result<Answer> {
    let Token::Create { folder, user, name, days, read_only, groups } = command;
    let store = open_or_ask(console, &folder.data, "POST /api/v1/tokens")?;
    let how = if read_only { "read" } else { "all" };
    let scope = setup::scope(how, &groups);
    let world = world::machine();
    let token = setup::new_token(&store, &world, &user, &name, &scope, days)?;
    if console.json {
        console.value(&json!({"token": token.secret, "ends_at": token.ends_at}))?;
    } else {
        console.line(&token.secret);
    }
    Ok(Answer::Yes)
}
