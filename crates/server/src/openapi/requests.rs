//! What a request holds: parameters, headers, body.

use serde_json::{Value, json};

use crate::input::{Field, Kind, acts, schema_of, schema_of_kind};
use crate::table::{Repeated, Route, Takes};

/// The parameters of a route.
pub fn parameters(route: &Route) -> Value {
    let mut all: Vec<Value> = Vec::new();
    let mut before = "";
    let path = route.described_path();
    for part in path.split('/') {
        if let Some(name) = part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            let (zh, en) = named_in_path(before, name);
            all.push(json!({"name": name, "in": "path", "required": true,
                            "description": format!("{zh} · {en}"),
                            "schema": {"type": "string", "minLength": 1}}));
        }
        before = part;
    }
    all.extend(route.query.iter().map(|parameter| {
        json!({"name": parameter.name, "in": "query", "required": parameter.required,
               "description": format!("{} · {}", parameter.zh, parameter.en),
               "schema": schema_in_query(parameter.kind)})
    }));
    if route.once == Repeated::AnsweredOnce {
        all.push(json!({"$ref": "#/components/parameters/IdempotencyKey"}));
    }
    all.push(json!({"$ref": "#/components/parameters/AcceptLanguage"}));
    all.into()
}

/// A text in a query may be empty: it counts as left out.
fn schema_in_query(kind: Kind) -> Value {
    match kind {
        Kind::Text => json!({"type": "string"}),
        Kind::OneOf(_)
        | Kind::SomeOf(_)
        | Kind::Count(_)
        | Kind::Position
        | Kind::Truth
        | Kind::Day
        | Kind::Body
        | Kind::Bodies
        | Kind::Ids
        | Kind::Open
        | Kind::Secret(_) => schema_of_kind(kind),
    }
}

/// What a part of a path names, from the part before it.
fn named_in_path(before: &str, name: &str) -> (&'static str, &'static str) {
    match (before, name) {
        ("tile", "level") => ("层，0 为叶", "level of tiles, 0 for leaves"),
        (_, "index") => ("分块序号，如 x001/067 或 067.p/12", "index, as x001/067 or 067.p/12"),
        ("tokens", _) => ("令牌的标识", "the token's id"),
        ("accounts", _) => ("账户的标识", "the account's id"),
        ("roles", _) => ("所授角色的标识", "the id of the role granted"),
        ("notices", "notice") => ("本案第几份通知", "which notice of the docket, from 1"),
        ("receipts", _) => ("卷宗条目的序号", "the entry's number in its docket"),
        ("oidc", _) => ("身份提供方的标识", "the provider's id"),
        ("identities", _) => ("身份的标识", "the identity's id"),
        ("factor-resets", _) => ("重置的标识", "the reset's id"),
        ("passkeys", _) => ("通行密钥的标识", "the passkey's id"),
        ("notices", _) => ("放假通知的标识", "the holiday notice's id"),
        ("texts", _) => ("文本的标识", "the text's id"),
        ("law", _) => ("版本，如 measures-2022", "the version, such as measures-2022"),
        ("files", _) => ("文件的标识", "the file's id"),
        ("filings", _) => ("申报的标识", "the filing's id"),
        ("reviews", _) => ("审查的标识，见列表中的 id", "the review's id, as lists give it"),
        ("materials", _) => (
            "哪一种材料：declaration、analysis、documents、other",
            "which material: declaration, analysis, documents, other",
        ),
        (_, _) => ("标识", "its id"),
    }
}

/// The headers any route may be sent.
pub fn headers() -> Value {
    json!({
        "IdempotencyKey": {"name": "Idempotency-Key", "in": "header", "required": false,
            "description": "同一键重复发送只办理一次；内容不同则 409 key-reused。PUT 与 DELETE \
                本身可重复；令牌、账户与链接每次新发，其秘密只显示一次。 · \
                Sent twice with one key it is done once; another body under it is 409 \
                key-reused. PUT and DELETE may be repeated as they are; tokens, accounts \
                and links are made anew each time, their secret is shown once.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 200,
                       "pattern": "^[!-~]([ -~]*[!-~])?$"}},
        "AcceptLanguage": {"name": "Accept-Language", "in": "header", "required": false,
            "description": "zh（默认）或 en：问题与卷宗页的语言 · \
                zh (default) or en: the language of problems and of the docket's page",
            "schema": {"type": "string", "default": "zh"}},
    })
}

/// The body of a route.
pub fn body(route: &Route) -> Option<Value> {
    let schema = match route.takes {
        Takes::Nothing => return None,
        Takes::Fields(fields) => schema_of(fields),
        Takes::Act(beside) => act_schema(beside),
        Takes::File => {
            return Some(json!({"required": true, "content": {"application/octet-stream": {}}}));
        }
    };
    // An object all of whose members may be left out may be left out itself.
    let required = !schema
        .get("required")
        .and_then(Value::as_array)
        .is_some_and(|required| required.is_empty());
    Some(json!({"required": required, "content": {"application/json": {"schema": schema}}}))
}

/// One schema for each act, told apart by `act`.
fn act_schema(beside: &[Field]) -> Value {
    let each = acts().iter().map(|known| {
        let mut fields = vec![Field::required("act", Kind::Text)];
        fields.extend(known.fields);
        let own = |field: &&Field| known.fields.iter().all(|known| known.name != field.name);
        fields.extend(beside.iter().filter(own));
        let mut schema = schema_of(&fields);
        if let Some(act) = schema.pointer_mut("/properties/act") {
            *act = json!({"const": known.act});
        }
        schema
    });
    json!({"oneOf": each.collect::<Vec<Value>>()})
}
