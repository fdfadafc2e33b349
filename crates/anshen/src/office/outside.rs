//! The way out to providers of identities: HTTP by the machine's own list of authorities.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use serde::Deserialize;
use server::oidc::{Call, Outside, Provider, Providers, Reply};

use super::running::tls;
use crate::console::Console;

/// How long a provider may take.
const LONGEST: Duration = Duration::from_secs(10);
/// The longest answer that is read, bytes.
const LONGEST_ANSWER: u64 = 1 << 20;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    provider: Vec<Provider>,
}

/// The providers that a file names, each in a `[[provider]]` of its own.
///
/// # Errors
/// The file cannot be read, or a provider makes no sense.
pub fn providers(console: &Console, file: &Path) -> anyhow::Result<Providers> {
    let name = file.display();
    let text = std::fs::read_to_string(file).with_context(|| {
        let (zh, en) = (format!("无法读取 `{name}`"), format!("cannot read `{name}`"));
        console.pick(&zh, &en).to_owned()
    })?;
    let read: File = toml::from_str(&text).with_context(|| format!("`{name}`"))?;
    let mut ids: Vec<&str> = read.provider.iter().map(|one| one.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() != read.provider.len() {
        bail!("`{name}`: {}", console.pick("两个提供方同名", "two providers have one id"));
    }
    if let Some(fault) = read.provider.iter().find_map(Provider::fault) {
        bail!("`{name}`: {}", console.say(&fault));
    }
    Ok(Providers::new(read.provider, outside(console)?))
}

fn outside(console: &Console) -> anyhow::Result<Outside> {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        // What is asked of one address is asked of no other.
        .max_redirects(0)
        .timeout_global(Some(LONGEST))
        .tls_config(tls(console)?);
    let agent = config.build().new_agent();
    Ok(Arc::new(move |call: &Call| ask(&agent, call).map_err(|error| error.to_string())))
}

fn ask(agent: &ureq::Agent, call: &Call) -> Result<Reply, ureq::Error> {
    let mut response = match &call.form {
        None => agent.get(&call.url).header("accept", "application/json").call()?,
        Some(form) => {
            let mut request = agent
                .post(&call.url)
                .header("accept", "application/json")
                .content_type("application/x-www-form-urlencoded");
            if let Some(authorization) = &call.authorization {
                request = request.header("authorization", authorization);
            }
            request.send(form.as_str())?
        }
    };
    let status = response.status().as_u16();
    let body = response.body_mut().with_config().limit(LONGEST_ANSWER).read_to_vec()?;
    Ok(Reply { status, body })
}
