//! An office that runs, asked over HTTP from the terminal as any program would ask it.

use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, anyhow, bail};
use clap::Args;
use law::Words;
use serde_json::Value;
use ureq::http::Uri;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use crate::console::Console;

/// Where the token is looked for, unless a file is named.
const TOKEN: &str = "ANSHEN_TOKEN";
/// A confirmation looks at every open limit: it may take its time.
const LONGEST: Duration = Duration::from_secs(300);

/// How the token is given.
#[derive(Debug, Args)]
pub struct Token {
    /// 令牌文件；默认取环境变量 ANSHEN_TOKEN · A file that holds the token; else ANSHEN_TOKEN
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
}

/// A running office, and as whom it is asked.
pub struct Running<'a> {
    console: &'a Console,
    agent: ureq::Agent,
    address: String,
    token: String,
}

/// What a running office answers.
pub enum Said {
    /// It was done.
    Done(Value),
    /// It was refused: why.
    Refused(String),
}

impl<'a> Running<'a> {
    /// The office at an address.
    ///
    /// # Errors
    /// The address is none that a token may be sent to; there is no token.
    pub fn at(console: &'a Console, address: &str, token: &Token) -> anyhow::Result<Running<'a>> {
        let token = read_token(console, token)?;
        Running::with(console, address, token)
    }

    fn with(console: &'a Console, address: &str, token: String) -> anyhow::Result<Running<'a>> {
        let scheme = safe(console, address)?;
        let mut config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            // A token goes to the office that was named and to no other.
            .max_redirects(0)
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_global(Some(LONGEST));
        config = match scheme {
            Scheme::Loopback => config.proxy(None),
            Scheme::Tls => config.tls_config(tls(console)?),
        };
        let address = address.trim_end_matches('/').to_owned();
        Ok(Running { console, agent: config.build().new_agent(), address, token })
    }

    /// Sends a body to a path.
    ///
    /// # Errors
    /// The office is not reached, does not know the token, cannot read what was sent, or failed.
    pub fn post(&self, path: &str, body: &Value) -> anyhow::Result<Said> {
        let console = self.console;
        let request = self
            .agent
            .post(format!("{}{path}", self.address))
            .header("authorization", format!("Bearer {}", self.token))
            .header("accept-language", console.pick("zh", "en"))
            .content_type("application/json");
        self.answer(request.send(body.to_string()))
    }

    /// Sends a file to a path.
    ///
    /// # Errors
    /// As [`Running::post`].
    pub fn post_bytes(&self, path: &str, bytes: &[u8]) -> anyhow::Result<Said> {
        let request = self
            .agent
            .post(format!("{}{path}", self.address))
            .header("authorization", format!("Bearer {}", self.token))
            .header("accept-language", self.console.pick("zh", "en"))
            .content_type("application/octet-stream");
        self.answer(request.send(bytes))
    }

    fn answer(
        &self,
        sent: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
    ) -> anyhow::Result<Said> {
        let console = self.console;
        let mut response = sent.map_err(|error| self.unreached(&error))?;
        let status = response.status().as_u16();
        let text = response.body_mut().read_to_string().map_err(|error| self.unreached(&error))?;
        let told = serde_json::from_str::<Value>(&text).map_err(|_| self.no_office(status))?;
        match status {
            200..=299 => Ok(Said::Done(told)),
            403 | 404 | 409 => Ok(Said::Refused(reason(console, &told))),
            _ => Err(anyhow!("{}", reason(console, &told))),
        }
    }

    fn unreached(&self, error: &ureq::Error) -> anyhow::Error {
        let address = &self.address;
        let words = Words::new(
            format!("无法连通 {address}（原文：{error}）"),
            format!("no office is reached at {address}: {error}"),
        );
        anyhow!("{}", self.console.say(&words))
    }

    fn no_office(&self, status: u16) -> anyhow::Error {
        let address = &self.address;
        let words = Words::new(
            format!("{address} 的回答（{status}）不是安审办公室的回答"),
            format!("{address} answered ({status}) as no office does"),
        );
        anyhow!("{}", self.console.say(&words))
    }
}

/// What sends to an address that the operator named: over TLS by the machine's own list of
/// authorities, or plainly where he wrote `http://`.
pub fn outgoing(
    console: &Console,
    address: &str,
    longest: Duration,
) -> anyhow::Result<ureq::Agent> {
    let uri = address.parse::<Uri>().ok();
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(longest));
    match uri.as_ref().and_then(Uri::scheme_str) {
        Some("https") => Ok(config.tls_config(tls(console)?).build().new_agent()),
        Some("http") => Ok(config.build().new_agent()),
        Some(_) | None => {
            let words = Words::new(
                format!("`{address}` 不是网址；应写作 https://… 或 http://…"),
                format!("`{address}` is no address; write https://… or http://…"),
            );
            bail!("{}", console.say(&words))
        }
    }
}

/// What a problem says, with every fault and its place.
fn reason(console: &Console, problem: &Value) -> String {
    let text = |value: &Value| {
        let words = value.get("text")?.get(console.pick("zh", "en"))?;
        words.as_str().map(str::to_owned)
    };
    let mut reason = text(problem).unwrap_or_else(|| problem.to_string());
    for fault in problem.get("faults").and_then(Value::as_array).into_iter().flatten() {
        let at = fault.get("pointer").and_then(Value::as_str).unwrap_or_default();
        let what = text(fault).unwrap_or_default();
        reason.push_str(&format!("\n  {at}: {what}"));
    }
    if problem.get("policy").and_then(Value::as_str) == Some("importer-does-not-confirm") {
        reason = console
            .pick("录入人不能确认自己录入的通知", "who brought a notice in does not confirm it")
            .to_owned();
    }
    reason
}

/// A running office, asked as anybody may ask it.
pub struct Public<'a>(Running<'a>);

impl<'a> Public<'a> {
    /// The office at an address.
    ///
    /// # Errors
    /// The address is none; one that is not this machine must be asked over TLS.
    pub fn at(console: &'a Console, address: &str) -> anyhow::Result<Public<'a>> {
        Ok(Public(Running::with(console, address, String::new())?))
    }

    /// Reads what is anybody's.
    ///
    /// # Errors
    /// The office is not reached, or refuses.
    pub fn get(&self, path: &str) -> anyhow::Result<Value> {
        let Running { console, agent, address, .. } = &self.0;
        let request = agent
            .get(format!("{address}{path}"))
            .header("accept-language", console.pick("zh", "en"));
        match self.0.answer(request.call())? {
            Said::Done(told) => Ok(told),
            Said::Refused(why) => bail!("{why}"),
        }
    }

    /// Shows bytes; answers what is said of them.
    ///
    /// # Errors
    /// The office is not reached, or refuses.
    pub fn post_bytes(&self, path: &str, bytes: &[u8]) -> anyhow::Result<Value> {
        let Running { console, agent, address, .. } = &self.0;
        let request = agent
            .post(format!("{address}{path}"))
            .header("accept-language", console.pick("zh", "en"))
            .content_type("application/octet-stream");
        match self.0.answer(request.send(bytes))? {
            Said::Done(told) => Ok(told),
            Said::Refused(why) => bail!("{why}"),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scheme {
    /// Plain HTTP that does not leave the machine.
    Loopback,
    /// Through TLS.
    Tls,
}

/// Whether a token may be sent to an address: over TLS, or without leaving this machine.
fn safe(console: &Console, address: &str) -> anyhow::Result<Scheme> {
    let uri = address.parse::<Uri>().ok();
    let scheme = uri.as_ref().and_then(Uri::scheme_str);
    let Some((scheme, host)) = scheme.zip(uri.as_ref().and_then(Uri::host)) else {
        let words = Words::new(
            format!("`{address}` 不是网址；应写作 http://127.0.0.1:8080 或 https://…"),
            format!("`{address}` is no address; write http://127.0.0.1:8080 or https://…"),
        );
        bail!("{}", console.say(&words));
    };
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let here =
        bare == "localhost" || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    match scheme {
        "https" => Ok(Scheme::Tls),
        "http" if here => Ok(Scheme::Loopback),
        _ => {
            let words = Words::new(
                format!("令牌不经明文传送：{host} 不在本机，请用 https://"),
                format!(
                    "a token is not sent in the clear: {host} is not this machine, use https://"
                ),
            );
            bail!("{}", console.say(&words))
        }
    }
}

/// TLS by the machine's own list of authorities, to which an office may have added its own.
pub fn tls(console: &Console) -> anyhow::Result<TlsConfig> {
    let native = rustls_native_certs::load_native_certs();
    let roots: Vec<Certificate<'static>> =
        native.certs.iter().map(|root| Certificate::from_der(root).to_owned()).collect();
    if roots.is_empty() {
        bail!(
            "{}",
            console.pick(
                "本机没有可信的证书机构：请安装 ca-certificates，或以 SSL_CERT_FILE 指明",
                "this machine trusts no authority: install ca-certificates, or name a file in \
                 SSL_CERT_FILE",
            )
        );
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = TlsConfig::builder()
        .root_certs(RootCerts::new_with_certs(&roots))
        .unversioned_rustls_crypto_provider(provider);
    Ok(config.build())
}

#[expect(clippy::disallowed_methods, reason = "this crate reads the environment for all others")]
fn read_token(console: &Console, token: &Token) -> anyhow::Result<String> {
    let text = match &token.token_file {
        Some(file) => read_file(console, file)?,
        None => std::env::var(TOKEN).unwrap_or_default(),
    };
    let text = text.trim();
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        let words = Words::new(
            format!(
                "没有令牌：请设环境变量 {TOKEN}，或以 --token-file 指明文件（anshen token create 签发）"
            ),
            format!(
                "no token: set {TOKEN}, or name a file by --token-file (`anshen token create` \
                 makes one)"
            ),
        );
        bail!("{}", console.say(&words));
    }
    Ok(text.to_owned())
}

fn read_file(console: &Console, file: &Path) -> anyhow::Result<String> {
    let name = file.display();
    let words = Words::new(format!("无法读取 `{name}`"), format!("cannot read `{name}`"));
    std::fs::read_to_string(file).with_context(|| console.say(&words).to_owned())
}
