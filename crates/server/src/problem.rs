//! What went wrong, as RFC 9457 says it: one shape for every answer that is not what was asked for.

mod answer;
mod factor;
mod why_not;

use axum::http::StatusCode;
use review::{Basis, Reason, Refusal};
use serde::Serialize;
use serde_json::Value;

use crate::language::Words;
use why_not::why_not;

/// One thing wrong with what was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Where, as a JSON pointer (RFC 6901) into the body, or `?name` for the query.
    pub pointer: String,
    /// What is wrong and what would be right.
    pub text: Words,
}

impl Fault {
    /// A fault at a place.
    pub fn new(pointer: impl Into<String>, text: Words) -> Fault {
        Fault { pointer: pointer.into(), text }
    }
}

/// A problem: its status, a stable reason, and what a person should read.
#[derive(Debug, Clone)]
pub struct Problem(Box<Content>);

#[derive(Debug, Clone)]
struct Content {
    status: StatusCode,
    reason: &'static str,
    title: Words,
    text: Words,
    basis: Option<Basis>,
    faults: Vec<Fault>,
    /// Members of this reason alone.
    more: serde_json::Map<String, Value>,
    retry_after_seconds: Option<u64>,
}

/// The reason told where content was destroyed.
pub const DESTROYED: &str = "content-destroyed";

impl Problem {
    /// A problem of a status, a stable reason, a title and a text.
    pub fn new(status: StatusCode, reason: &'static str, title: Words, text: Words) -> Problem {
        Problem(Box::new(Content {
            status,
            reason,
            title,
            text,
            basis: None,
            faults: Vec::new(),
            more: serde_json::Map::new(),
            retry_after_seconds: None,
        }))
    }

    /// The same with one more member.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Problem {
        self.0.more.insert(name.to_owned(), value.into());
        self
    }

    /// Nobody is signed in.
    pub fn not_signed_in() -> Problem {
        Problem::new(
            StatusCode::UNAUTHORIZED,
            "not-signed-in",
            Words::new("未登录", "Not signed in"),
            Words::new(
                "请先登录，或在 Authorization: Bearer 中提供有效令牌",
                "sign in first, or give a valid token in Authorization: Bearer",
            ),
        )
    }

    /// Login and password do not belong together: which of the two is wrong is not told.
    pub fn wrong_password() -> Problem {
        Problem::new(
            StatusCode::UNAUTHORIZED,
            "wrong-password",
            Words::new("登录失败", "Sign-in failed"),
            Words::new("用户名或密码不正确", "login or password is wrong"),
        )
    }

    /// There is no such thing, or the caller may not know of it: one answer for both.
    pub fn not_found() -> Problem {
        Problem::new(
            StatusCode::NOT_FOUND,
            "not-found",
            Words::new("未找到", "Not found"),
            Words::new(
                "没有该资源，或您无权知悉",
                "there is no such resource, or you may not know of it",
            ),
        )
    }

    /// The caller may see it and may not do this.
    pub fn not_permitted(because: &str) -> Problem {
        Problem::new(
            StatusCode::FORBIDDEN,
            "not-permitted",
            Words::new("无权操作", "Not permitted"),
            why_not(because),
        )
        .with("policy", because)
    }

    /// What was sent cannot be read; every fault with its place.
    pub fn faulty(faults: Vec<Fault>) -> Problem {
        let mut problem = Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid",
            Words::new("输入有误", "Invalid input"),
            Words::new(
                format!("共有 {} 处错误，逐项列在 faults 中", faults.len()),
                format!("{} fault(s), each listed under `faults`", faults.len()),
            ),
        );
        problem.0.faults = faults;
        problem
    }

    /// One fault.
    pub fn fault(pointer: impl Into<String>, text: Words) -> Problem {
        Problem::faulty(vec![Fault::new(pointer, text)])
    }

    /// The law, a position or a rule of the house says no.
    pub fn refused(refusal: &Refusal) -> Problem {
        let mut problem = Problem::new(
            StatusCode::CONFLICT,
            refusal.reason.id(),
            Words::new("不予记入", "Refused"),
            refusal.text.clone(),
        );
        problem.0.basis = Some(refusal.basis.clone());
        problem
    }

    /// Somebody else acted first: here is what they did.
    pub fn moved(position: u64, entries: Vec<Value>) -> Problem {
        Problem::new(
            StatusCode::CONFLICT,
            "docket-moved",
            Words::new("卷宗已有新记录", "The docket has moved"),
            Words::new(
                "在您查看之后，他人已在卷宗中记入新的行为；请阅后再决定",
                "somebody has acted since you looked; read what was done and decide again",
            ),
        )
        .with("position", position)
        .with("entries", entries)
    }

    /// Somebody changed what the request rests on while it was carried out.
    pub fn overtaken(what: &str) -> Problem {
        Problem::new(
            StatusCode::CONFLICT,
            "overtaken",
            Words::new("情况已变化", "Overtaken"),
            Words::new(
                "办理期间有关内容已被他人更改，未记入任何内容；请刷新后再试",
                format!("{what}; nothing was recorded: look again, then decide"),
            ),
        )
    }

    /// What was asked for was destroyed with its key; that it was there, the record says.
    pub fn destroyed() -> Problem {
        Problem::new(
            StatusCode::GONE,
            DESTROYED,
            Words::new("内容已销毁", "The content was destroyed"),
            Words::new(
                "该内容的密钥已依记录销毁，无法恢复；销毁本身已载入卷宗",
                "its key was destroyed, as the record says, and nobody can open it again; the act \
                 of destroying it is on record",
            ),
        )
    }

    /// The key was used for another request.
    pub fn key_reused() -> Problem {
        Problem::new(
            StatusCode::CONFLICT,
            "key-reused",
            Words::new("幂等键已被使用", "Idempotency key reused"),
            Words::new(
                "该 Idempotency-Key 已用于内容不同的请求；请为新的请求使用新的键",
                "this Idempotency-Key was used for a different request; give a new request a new \
                    key",
            ),
        )
    }

    /// More than is taken.
    pub fn too_large(limit_bytes: u64) -> Problem {
        Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            Words::new("内容过大", "Too large"),
            Words::new(
                format!("该路径最多接受 {limit_bytes} 字节"),
                format!("this route takes at most {limit_bytes} bytes"),
            ),
        )
        .with("limit_bytes", limit_bytes)
    }

    /// Too many in too short a time.
    pub fn too_many(retry_after_seconds: u64) -> Problem {
        let mut problem = Problem::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too-many",
            Words::new("请求过多", "Too many requests"),
            Words::new(
                format!("请在 {retry_after_seconds} 秒后再试"),
                format!("try again in {retry_after_seconds} seconds"),
            ),
        );
        problem.0.retry_after_seconds = Some(retry_after_seconds);
        problem
    }

    /// What was sent stood still too long.
    pub fn too_slow() -> Problem {
        Problem::new(
            StatusCode::REQUEST_TIMEOUT,
            "too-slow",
            Words::new("请求中断", "The request stood still"),
            Words::new(
                "请求长时间没有进展，未予处理；请重新发送",
                "what was sent did not come whole in time and was not dealt with: send it again",
            ),
        )
    }

    /// What was sent broke off.
    pub fn broken_off() -> Problem {
        Problem::new(
            StatusCode::BAD_REQUEST,
            "broken-off",
            Words::new("内容不完整", "It broke off"),
            Words::new(
                "正文没有完整到达，未予处理；请重新发送",
                "the body did not come whole and was not dealt with: send it again",
            ),
        )
    }

    /// A media type this route does not read.
    pub fn media_type(wanted: &str) -> Problem {
        Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "media-type",
            Words::new("不支持的内容类型", "Unsupported media type"),
            Words::new(format!("该路径接受 {wanted}"), format!("this route takes {wanted}")),
        )
    }

    /// The world failed. What failed goes to the log, not to the caller.
    pub fn broken(error: &dyn std::fmt::Display) -> Problem {
        tracing::error!(%error, "a request failed");
        Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "broken",
            Words::new("系统故障", "Internal fault"),
            Words::new(
                "系统发生故障，未记入任何内容；请稍后再试",
                "something failed and nothing was recorded; try again later",
            ),
        )
    }

    /// The problem of a bare status, for answers that axum itself gives.
    pub fn of_status(status: StatusCode) -> Problem {
        match status {
            StatusCode::NOT_FOUND => Problem::not_found(),
            StatusCode::METHOD_NOT_ALLOWED => Problem::new(
                status,
                "method-not-allowed",
                Words::new("不支持该方法", "Method not allowed"),
                Words::new(
                    "该路径不支持此方法；Allow 头列出可用方法",
                    "this path does not take this method; the Allow header lists those it takes",
                ),
            ),
            StatusCode::PAYLOAD_TOO_LARGE => Problem::new(
                status,
                "too-large",
                Words::new("内容过大", "Too large"),
                Words::new("内容超过上限", "more than this route takes"),
            ),
            _ => Problem::new(
                status,
                "unreadable",
                Words::new("无法处理的请求", "Unreadable request"),
                Words::new("无法处理该请求", "the request cannot be read"),
            ),
        }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The stable reason.
    pub fn reason(&self) -> &'static str {
        self.0.reason
    }

    /// What it is called.
    pub fn title(&self) -> &Words {
        &self.0.title
    }

    /// What a person should read.
    pub fn text(&self) -> &Words {
        &self.0.text
    }

    /// What is wrong with what was sent, place by place.
    pub fn faults(&self) -> &[Fault] {
        &self.0.faults
    }

    /// What a refusal rests on.
    pub fn basis(&self) -> Option<&Basis> {
        self.0.basis.as_ref()
    }

    /// The refusal it tells, where the law, a position or a rule of the house said no.
    pub fn refusal(&self) -> Option<Refusal> {
        let reason = Reason::ALL.iter().find(|reason| reason.id() == self.0.reason)?;
        let basis = self.0.basis.clone()?;
        Some(Refusal { reason: *reason, basis, text: self.0.text.clone() })
    }

    /// A member of this reason alone.
    pub fn member(&self, name: &str) -> Option<&Value> {
        self.0.more.get(name)
    }
}

/// Both texts as JSON.
pub fn both(text: &Words) -> Value {
    serde_json::json!({"zh": text.zh, "en": text.en})
}
