//! What bears a marking of state secrecy is not taken; here is what its sender is told.

use axum::http::StatusCode;
use law::Words;

pub use inspect::{Marking, of_text};

use crate::problem::Problem;

/// The lawful way for what bears a marking.
pub fn stopped() -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "state-secret-marking",
        Words::new("疑似涉密内容，已拦截", "A marking of secrecy: stopped"),
        Words::new(
            "文件、文件名或文字带有国家秘密标志（绝密★、机密★或秘密★），未予保存。本系统不得存储、处理\
             国家秘密：请立即停止上传，依照保密法律法规，通过机要渠道报送网络安全审查办公室，并在申报中\
             注明另行报送",
            "the file, its name or the text bears a marking of state secrecy (绝密★, 机密★ or 秘密★) \
             and was not kept. State secrets are neither stored nor processed here: stop \
             uploading, hand the paper to the Cybersecurity Review Office by the classified \
             courier that secrecy law provides, and say in the filing that it goes separately",
        ),
    )
}
