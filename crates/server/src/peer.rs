//! Where a request comes from: who is at the other end of the connection, or whom the proxy in
//! front of us names. What is counted by address is counted by this.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::HeaderMap;
use axum::http::request::Parts;

/// Whose word on addresses is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Proxy {
    /// Nobody's: who is at the other end of the connection asks.
    #[default]
    None,
    /// That of a proxy in front of us: the last hop of `X-Forwarded-For` asks. What stands before
    /// the last hop was written by whoever asks, and is not read.
    Trusted,
}

/// The address a request comes from, as it is counted: an IPv6 network of 64 bits is one, since
/// whoever has one address of it has them all. `None` for a request that came over no network.
pub fn origin(parts: &Parts, proxy: Proxy) -> Option<String> {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let address = match proxy {
        Proxy::None => peer,
        Proxy::Trusted => forwarded(&parts.headers).or(peer),
    };
    address.map(counted)
}

fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?;
    let hop = last.to_str().ok()?.rsplit(',').next()?.trim();
    let bare = hop.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse().ok();
    address.or_else(|| hop.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
}

/// An address as it is counted.
pub fn counted(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(address) => address.to_string(),
            None => {
                let [a, b, c, d, ..] = address.segments();
                format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(peer: &str, forwarded: &[&str], proxy: Proxy, expected: &str) {
        let mut request = axum::http::Request::builder();
        for hops in forwarded {
            request = request.header("x-forwarded-for", *hops);
        }
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        let peer: SocketAddr = peer.parse().unwrap();
        parts.extensions.insert(ConnectInfo(peer));
        let origin = origin(&parts, proxy);
        assert_eq!(origin.as_deref(), Some(expected), "{peer} {forwarded:?}");
    }

    #[test]
    fn a_hop_is_believed_only_behind_a_proxy_and_only_the_last() {
        check("198.51.100.7:4000", &["203.0.113.9"], Proxy::None, "198.51.100.7");
        check("127.0.0.1:4000", &["203.0.113.9"], Proxy::Trusted, "203.0.113.9");
        check("127.0.0.1:4000", &["10.0.0.1, 203.0.113.9"], Proxy::Trusted, "203.0.113.9");
        check("127.0.0.1:4000", &["10.0.0.1", "203.0.113.9"], Proxy::Trusted, "203.0.113.9");
        check("127.0.0.1:4000", &["203.0.113.9:55"], Proxy::Trusted, "203.0.113.9");
        check("127.0.0.1:4000", &["unknown"], Proxy::Trusted, "127.0.0.1");
        check("127.0.0.1:4000", &[], Proxy::Trusted, "127.0.0.1");
    }

    #[test]
    fn an_ipv6_network_is_one_address() {
        check("[2001:db8:1:2:3:4:5:6]:80", &[], Proxy::None, "2001:db8:1:2::/64");
        check("[2001:db8:1:2::9]:80", &[], Proxy::None, "2001:db8:1:2::/64");
        check("[::ffff:192.0.2.1]:80", &[], Proxy::None, "192.0.2.1");
        check("[::1]:80", &["[2001:db8::7]"], Proxy::Trusted, "2001:db8::/64");
        check("[::1]:80", &["[2001:db8::7]:443"], Proxy::Trusted, "2001:db8::/64");
    }
}
