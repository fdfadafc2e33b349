//! What every answer tells a browser: taken from the table of routes, so that a new route is held
//! to it by itself.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::Value;
use server::{Transport, every_route};
use tower::ServiceExt as _;

use crate::house::House;

/// A path with something in the place of everything that varies.
fn filled(path: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with('{') { "x" } else { part });
    parts.collect::<Vec<&str>>().join("/")
}

#[tokio::test]
async fn every_answer_of_every_route_is_guarded() {
    let house = House::new();
    let expected = [
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ];
    for (method, path) in every_route() {
        let path = filled(path);
        for who in ["", "officer", "party", "admin"] {
            let answer = house.send(method.as_str(), &path, who, Value::Null).await;
            for (name, value) in expected {
                let told = answer.headers.get(name).map(|value| value.to_str().unwrap());
                // The log is everybody's: what is the same for all may be kept for all.
                let public = path.starts_with("/log/") && answer.status == 200;
                if name == "cache-control" && public {
                    assert!(told.unwrap().starts_with("public, "), "{method} {path}");
                    continue;
                }
                assert_eq!(told, Some(value), "{name} of {method} {path} for {who:?}");
            }
            let policy = answer.headers["content-security-policy"].to_str().unwrap();
            for part in [
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "form-action 'self'",
                "frame-ancestors 'none'",
                "base-uri 'none'",
                "object-src 'none'",
            ] {
                assert!(policy.split("; ").any(|it| it == part), "{part}: {method} {path}");
            }
            assert!(!policy.contains("unsafe"), "{method} {path}: {policy}");
            assert!(!policy.contains("http"), "{method} {path}: {policy}");
            assert!(answer.headers.contains_key("permissions-policy"), "{method} {path}");
            // Plain HTTP is this machine's own: nothing is asked of it.
            assert!(!answer.headers.contains_key("strict-transport-security"));
        }
    }
}

#[tokio::test]
async fn through_tls_alone_browsers_are_told_to_stay_with_it() {
    let house = House::made(|office| office.with_transport(Transport::Tls));
    for path in ["/healthz", "/", "/api/v1/me", "/nowhere"] {
        let answer = house.get(path, "").await;
        let told = answer.headers["strict-transport-security"].to_str().unwrap();
        assert_eq!(told, "max-age=63072000; includeSubDomains", "{path}");
    }
}

#[tokio::test]
async fn no_page_elsewhere_makes_a_browser_do_anything_here() {
    let house = House::new();
    let changing = every_route().into_iter().filter(|(method, _)| *method != Method::GET);
    let mut tried = 0;
    for (method, path) in changing {
        for site in ["cross-site", "same-site"] {
            for cookie in [None, Some("anshen=as_0123456789012345678901234")] {
                let mut request = Request::builder().method(&method).uri(filled(path));
                request = request.header("host", "office.example");
                request = request.header("sec-fetch-site", site);
                request = request.header("content-type", "text/plain");
                if let Some(cookie) = cookie {
                    request = request.header("cookie", cookie);
                }
                let request = request.body(Body::from("{}")).unwrap();
                let answer = house.router.clone().oneshot(request).await.unwrap();
                assert_eq!(answer.status(), 403, "{method} {path} from {site}");
                assert!(!answer.headers().contains_key("set-cookie"), "{method} {path}");
                tried += 1;
            }
        }
    }
    assert!(200 < tried, "there are more routes than that");
}

#[tokio::test]
async fn a_page_holds_no_script_and_no_style_of_its_own() {
    let house = House::new();
    let pages = every_route().into_iter().filter(|(method, path)| {
        *method == Method::GET && !path.starts_with("/api/") && !path.contains('{')
    });
    for (_, path) in pages {
        for who in ["", "officer", "party", "admin"] {
            let html = house.get(path, who).await.text();
            for word in ["<style", " style=", " onclick=", " onload=", "javascript:", "//cdn"] {
                assert!(!html.contains(word), "{word} in {path} for {who:?}");
            }
            let scripts = html.matches("<script").count();
            let own = html.matches("<script src=\"/assets/").count();
            assert_eq!(scripts, own, "{path} for {who:?}");
        }
    }
}
