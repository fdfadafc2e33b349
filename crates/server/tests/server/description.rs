//! The description of the API, and that no route goes without its question.

use std::path::Path;

use access::Question;
use serde_json::Value;
use server::table::Asks;

use crate::house::House;

#[test]
fn no_route_goes_without_an_access_question() {
    let table = server::api::table();
    let without: Vec<&str> = table
        .iter()
        .filter(|route| match route.asks {
            Asks::This(question) => !Question::all().any(|known| known == question),
            Asks::TheAct => !route.path.ends_with("/acts"),
        })
        .map(|route| route.path)
        .collect();
    assert_eq!(without, Vec::<&str>::new());
    for route in &table {
        assert!(!route.zh.is_empty() && !route.en.is_empty(), "{}", route.path);
        assert!(!route.group.is_empty(), "{}", route.path);
    }
}

/// Every answer in JSON has a schema; who need not be signed in is who the policies say.
#[test]
fn every_answer_has_its_shape_and_every_operation_its_door() {
    let document = server::openapi::document();
    let access = access::Access::built_in();
    let day = "2026-03-04".parse().unwrap();
    for route in server::api::table() {
        let (status, media) = route.gives;
        let method = route.method.as_str().to_lowercase();
        let operation = &document["paths"][route.described_path()][method];
        let answer = &operation["responses"][status.to_string()];
        if status != 204 && media == "application/json" {
            let schema = &answer["content"][media]["schema"];
            assert!(schema.is_object(), "{} {}", route.method, route.path);
        }
        let Asks::This(question) = route.asks else { continue };
        let nobody = access::Asker::Anonymous;
        let anybodys = access.may(nobody, day, question, &access::Resource::Office).is_allowed();
        let described = operation["security"].to_string().contains("{}");
        assert_eq!(described, anybodys, "{} {}", route.method, route.path);
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "golden files are rewritten by UPDATE=1")]
fn the_description_is_the_golden_one() {
    let mut text = serde_json::to_string_pretty(&server::openapi::document()).unwrap();
    text.push('\n');
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/api.json");
    if std::env::var("UPDATE").is_ok() {
        std::fs::write(&golden, &text).unwrap();
    }
    let kept = std::fs::read_to_string(&golden).unwrap_or_default();
    assert!(kept == text, "docs/api.json differs: run with UPDATE=1 and look at the difference");
}

#[tokio::test]
async fn the_description_is_served_and_read_offline() {
    let house = House::new();
    let served = house.get("/api/v1/openapi.json", "").await.is(200);
    assert_eq!(served["openapi"], "3.1.0");
    let page = house.get("/api/docs/", "").await;
    assert_eq!(page.status, 200);
    let text = page.text();
    for outside in ["http://", "https://", "//cdn", "//unpkg"] {
        let named = text.matches(outside).count();
        assert_eq!(named, 0, "the page names {outside}");
    }
}

/// Every `$ref` leads somewhere, every path parameter is declared, every operation has its own id.
#[test]
fn the_description_holds_together() {
    let document = server::openapi::document();
    let mut references = Vec::new();
    collect(&document, &mut references);
    for reference in &references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
    let mut ids = std::collections::BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            assert!(ids.insert(operation["operationId"].to_string()), "{method} {path}");
            let declared = operation["parameters"].as_array().unwrap().iter();
            let declared: Vec<&str> = declared
                .filter(|parameter| parameter["in"] == "path")
                .map(|parameter| parameter["name"].as_str().unwrap())
                .collect();
            let named: Vec<&str> = path.split(['{', '}']).skip(1).step_by(2).collect();
            assert_eq!(declared, named, "{method} {path}");
        }
    }
}

fn collect(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                if name == "$ref" {
                    references.push(member.as_str().unwrap().to_owned());
                }
                collect(member, references);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, references)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
