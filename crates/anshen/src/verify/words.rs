//! What is found of a paper, for people.

use review::computation::Rerun;
use serde_json::Value;

use crate::console::Console;

/// Tells what running a computation again found.
pub fn tell_again(console: &Console, found: &Rerun) {
    let head = match found.verdict {
        "equal" => console.pick("重算结果相同", "run again: equal"),
        "altered" => console.pick("凭据中的卷宗页已改动", "the page in the receipt was altered"),
        _ => console.pick("重算结果不同", "run again: the result differs"),
    };
    console.line(head);
    for at in &found.differs {
        console.line(format!("  {}{at}", console.pick("不符：", "does not fit: ")));
    }
    for law in &found.laws_changed {
        let zh = format!("  版本文件已改动：{law}");
        let en = format!("  the file of this version has changed: {law}");
        console.line(console.pick(&zh, &en));
    }
    let zh = format!("  程序 {}，放假安排以 {} 所知为准", found.program, found.known_on);
    let en = format!("  program {}, holidays as known on {}", found.program, found.known_on);
    console.line(console.pick(&zh, &en));
}

/// Tells a finding.
pub fn tell(console: &Console, told: &Value) {
    let word = |name: &str| told.get(name).and_then(Value::as_str).unwrap_or_default();
    let head = match (word("verdict"), word("standing")) {
        ("genuine", "current") => console.pick("真实，现行", "genuine, current"),
        ("genuine", "replaced") => console.pick("真实，已被取代", "genuine, replaced"),
        ("genuine", "destroyed") => {
            console.pick("真实；所载内容已依记录销毁", "genuine; what it records was destroyed")
        }
        ("genuine", _) => console.pick(
            "真实（未联系办公室，不知是否仍为现行）",
            "genuine (no office was asked whether it still stands)",
        ),
        ("altered", _) => console.pick("已改动", "altered"),
        (_, _) => console.pick("无从核实", "unknown"),
    };
    console.line(head);
    let list = |name: &str| -> Vec<&str> {
        let items = told.get(name).and_then(Value::as_array).into_iter().flatten();
        items.filter_map(Value::as_str).collect()
    };
    for at in list("differs") {
        console.line(format!("  {}{at}", console.pick("不符：", "does not fit: ")));
    }
    if let Some(by) = told.get("replaced_by").filter(|by| !by.is_null()) {
        let entry = by.get("entry").and_then(Value::as_u64).unwrap_or_default();
        let day = by.get("day").and_then(Value::as_str).unwrap_or_default();
        let zh = format!("  取代者：第{entry}条（{day}）");
        let en = format!("  replaced by entry {entry} ({day})");
        console.line(console.pick(&zh, &en));
    }
    if let Some(paper) = told.get("paper").filter(|paper| !paper.is_null()) {
        for (name, zh, en) in [
            ("case", "案号", "case"),
            ("notice", "通知", "notice"),
            ("day", "日期", "day"),
            ("code", "核验码", "code"),
        ] {
            if let Some(value) = paper.get(name).and_then(Value::as_str) {
                console.line(format!("  {}: {value}", console.pick(zh, en)));
            }
        }
    }
    let checked = list("checked");
    if !checked.is_empty() {
        let head = console.pick("已核对", "checked");
        console.line(format!("  {head}: {}", checked.join(", ")));
    }
}
