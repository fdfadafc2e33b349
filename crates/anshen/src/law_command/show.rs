//! `anshen law show`: one version in words, or whole as JSON.

use law::{Book, Cite, Positions, Procedure, Regime, Transition, Words, transition};
use serde_json::Value;

use crate::console::{Answer, Console};

/// Shows a version.
pub fn run(console: &Console, book: &Book, regime: &Regime) -> anyhow::Result<Answer> {
    if console.json {
        let mut value = serde_json::to_value(regime)?;
        mark(&mut value, regime);
        console.value(&value)?;
        return Ok(Answer::Yes);
    }
    head(console, regime);
    steps(console, regime);
    rules(console, regime);
    members(console, regime);
    positions(console, regime);
    example(console, regime);
    pending(console, book, regime);
    Ok(Answer::Yes)
}

/// Marks whatever stands at an address known from memory only.
fn mark(value: &mut Value, regime: &Regime) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| mark(item, regime)),
        Value::Object(fields) => {
            if let Some(cite) = cite_of(fields)
                && regime.is_unverified(&cite)
            {
                fields.insert("unverified".to_owned(), Value::Bool(true));
            }
            fields.values_mut().for_each(|field| mark(field, regime));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The address an object of the JSON bears.
fn cite_of(fields: &serde_json::Map<String, Value>) -> Option<Cite> {
    let article = fields.get("article")?.as_str()?;
    let number = |key: &str| {
        let number = fields.get(key).and_then(Value::as_u64);
        number.and_then(|number| u16::try_from(number).ok())
    };
    Some(Cite { paragraph: number("paragraph"), item: number("item"), ..Cite::article(article) })
}

fn heading(console: &Console, zh: &str, en: &str) {
    console.line(format!("\n{}", console.pick(zh, en)));
}

/// An address in words, marked where it is known from memory only.
fn address(console: &Console, regime: &Regime, cite: &Cite) -> String {
    let words = cite.words();
    let mark = if regime.is_unverified(cite) {
        console.pick("（未核实）", " (unverified)")
    } else {
        ""
    };
    format!("{}{mark}", console.say(&words))
}

fn head(console: &Console, regime: &Regime) {
    let known = &regime.identity;
    let issuers: Vec<Words> = known.issuers.iter().map(|id| regime.called(id)).collect();
    let issuers: Vec<&str> = issuers.iter().map(|name| console.say(name)).collect();
    console.line(format!("{}  {}", regime.id, console.say(&regime.title)));
    let day = |day: Option<jiff::civil::Date>| day.map_or("—".to_owned(), |day| day.to_string());
    let mut lines = vec![
        ("状态", "status", console.say(&regime.status.words()).to_owned()),
        ("形式", "form", console.say(&known.form).to_owned()),
    ];
    if let Some(order) = &known.order {
        lines.push(("令号", "order", console.say(order).to_owned()));
    }
    lines.extend([
        ("署期", "dated", regime.dated.to_string()),
        ("公布", "published", known.published.to_string()),
        ("施行", "in force from", day(regime.in_force)),
        ("废止", "repealed from", day(regime.until)),
        ("发布机关", "issuers", issuers.join(console.pick("、", ", "))),
    ]);
    for id in &regime.repeals {
        lines.push(("写明废止", "says it repeals", id.to_string()));
    }
    for note in &known.notes {
        lines.push(("注", "note", console.say(note).to_owned()));
    }
    lines.push(("文件", "file", format!("{} sha256:{}", regime.file_name(), regime.hash)));
    if let Some(example) = &regime.example {
        lines.push(("在其法域生效", "in force there from", example.effective.to_string()));
        lines.push(("日历", "calendar", example.calendar.clone()));
    }
    for (zh, en, text) in lines {
        console.line(format!("  {}: {text}", console.pick(zh, en)));
    }
    if regime.example.is_some() {
        console.line(console.pick(
            "  示例：另一法域的制度，在此不适用于任何案件，只能推演",
            "  an example: a regime of another land, it governs no case here, for what-if only",
        ));
    } else if regime.in_force.is_none() {
        console.line(console.pick(
            "  征求意见稿：从未施行，只能推演，不得据以作出文书",
            "  a draft: never in force, for what-if only, nothing can be issued from it",
        ));
    }
    if !regime.unverified.is_empty() {
        let cites = regime.unverified.iter().map(Cite::words);
        let cites: Vec<String> = cites.map(|cite| console.say(&cite).to_owned()).collect();
        let mark = console.pick("未核实（凭记忆）", "unverified (from memory)");
        console.line(format!("  {mark}: {}", cites.join(", ")));
    }
}

fn steps(console: &Console, regime: &Regime) {
    heading(console, "步骤与期限", "Steps and limits");
    for step in regime.steps_told() {
        let mut line = format!("  {}  {}", console.say(&step.name), console.say(&step.limit));
        if let Some(extension) = &step.extension {
            let extended = console.pick("延长", "extension");
            line.push_str(&format!("; {extended}: {}", console.say(extension)));
        }
        line.push_str(&format!("  {}", address(console, regime, &step.cite)));
        if let Some(starts) = &step.starts {
            let from = console.pick("起算", "runs from");
            line.push_str(&format!("  {from}: {}", console.say(starts)));
        }
        console.line(line);
    }
    let none = Words::new("  本版本未设任何期限", "  this version sets no limit at all");
    if regime.procedure == Procedure::Evaluation {
        console.line(console.say(&none));
    }
}

fn rules(console: &Console, regime: &Regime) {
    heading(console, "规则与条文", "Rules and articles");
    for (rule, cite) in regime.rules_in_order() {
        let (name, article) = (rule.words(), address(console, regime, cite));
        console.line(format!("  {article}  {}", console.say(&name)));
        if let Some(provision) = regime.provision(cite) {
            console.line(format!("      {}", console.say(&provision.gist)));
        }
    }
}

fn members(console: &Console, regime: &Regime) {
    if regime.members.is_empty() {
        return;
    }
    heading(console, "成员单位", "Members");
    for (index, member) in regime.members.iter().enumerate() {
        let host = if member.host {
            console.pick("（设办公室）", " (hosts the Office)")
        } else {
            ""
        };
        let (name, short) = (console.say(&member.name), console.say(&member.short));
        console.line(format!("  {:2}  {:6}  {name} · {short}{host}", index + 1, member.id));
    }
    if let Some(departments) = regime.departments {
        let words = departments.words();
        let besides = console.pick("另征求", "besides");
        console.line(format!("      {besides}: {}", console.say(&words)));
    }
}

fn positions(console: &Console, regime: &Regime) {
    if regime.position_rules.is_empty() {
        return;
    }
    heading(
        console,
        "解释口径（条文未明时的内部理解，不是法律）",
        "Positions (internal readings where the text is silent; not law)",
    );
    for position in &regime.position_rules {
        let others = position.alternatives.join(" | ");
        console.line(format!(
            "  {:3} {}={}  [{others}]",
            position.question, position.id, position.value
        ));
        let says = Positions::says(&position.id, &position.value);
        let says = says.as_ref().map_or("", |says| console.say(says));
        console.line(format!("      {} {says}", console.say(&position.asks)));
        console.line(format!("      {}", console.say(&position.source)));
    }
}

/// Of an example: whose word stands for whose, and what no word of ours says.
fn example(console: &Console, regime: &Regime) {
    let Some(example) = &regime.example else {
        return;
    };
    heading(
        console,
        "词语对照（我们的词 → 该制度）",
        "Whose word stands for whose (ours → theirs)",
    );
    for it in &example.stands_for {
        let (theirs, article) = (console.say(&it.theirs), address(console, regime, &it.cite));
        console.line(format!("  {:32} → {theirs}  {article}", it.ours.to_string()));
    }
    heading(console, "我们的词汇说不出的", "What our vocabulary cannot say");
    for it in &example.unsaid {
        console.line(format!(
            "  {}  {}",
            address(console, regime, &it.cite),
            console.say(&it.what)
        ));
        console.line(format!(
            "      {}: {}",
            console.pick("此处", "here"),
            console.say(&it.instead)
        ));
    }
}

/// What happens to cases pending when the successor comes into force, under each reading.
fn pending(console: &Console, book: &Book, regime: &Regime) {
    let Some(until) = regime.until else {
        return;
    };
    let Some(later) = book.all().find(|later| later.in_force == Some(until)) else {
        return;
    };
    heading(console, "未结案件", "Pending cases");
    for reading in Transition::ALL {
        if let Some(words) = transition(regime, later, *reading) {
            let taken = if *reading == regime.positions.transition { "*" } else { " " };
            console.line(format!("  {taken} transition={}", reading.word()));
            console.line(format!("      {}", console.say(&words)));
        }
    }
}
