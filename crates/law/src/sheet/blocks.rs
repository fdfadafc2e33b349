//! What a sheet says of a version.

use super::{Block, Cell, Span, Table};
use crate::{Cite, Positions, Regime, Words, beside};

/// All of it, in order.
pub fn all(regime: &Regime) -> Vec<Block> {
    let mut blocks = warnings(regime);
    identity(&mut blocks, regime);
    steps(&mut blocks, regime);
    provisions(&mut blocks, regime);
    members(&mut blocks, regime);
    positions(&mut blocks, regime);
    example(&mut blocks, regime);
    blocks.push(heading("签署", "Sign-off"));
    blocks.push(Block::Signature);
    blocks
}

fn heading(zh: &str, en: &str) -> Block {
    Block::Heading(Words::new(zh, en))
}

fn note(zh: impl Into<String>, en: impl Into<String>) -> Block {
    Block::Note(Words::new(zh.into(), en.into()))
}

fn table(heads: &[(&str, &str)], rows: Vec<Vec<Cell>>) -> Block {
    let heads = heads.iter().map(|(zh, en)| Words::new(*zh, *en)).collect();
    Block::Table(Table { heads, rows })
}

fn words(words: &Words) -> Cell {
    vec![Span::Words(words.clone())]
}

fn label(zh: &str, en: &str) -> Cell {
    vec![Span::Label(Words::new(zh, en))]
}

fn plain(text: impl Into<String>) -> Cell {
    vec![Span::Plain(text.into())]
}

/// One after the other, as a sentence lists them.
fn listed(all: impl Iterator<Item = Words>) -> Words {
    let (zh, en): (Vec<String>, Vec<String>) = all.map(|words| (words.zh, words.en)).unzip();
    Words::new(zh.join("、"), en.join(", "))
}

fn code(id: &str) -> Cell {
    vec![Span::Code(id.to_owned())]
}

fn none() -> Cell {
    plain("—")
}

/// Pieces with a sign between them.
fn joined(spans: impl IntoIterator<Item = Span>, between: &Span) -> Cell {
    let mut cell = Cell::new();
    for span in spans {
        if !cell.is_empty() {
            cell.push(between.clone());
        }
        cell.push(span);
    }
    cell
}

/// An address, marked where it is known from memory only.
fn address(regime: &Regime, cite: &Cite) -> Cell {
    let mut cell = vec![Span::Cite(cite.clone())];
    if regime.is_unverified(cite) {
        cell.extend([Span::Break, Span::Strong(Words::new("未核实", "unverified"))]);
    }
    cell
}

fn warnings(regime: &Regime) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(example) = &regime.example {
        blocks.push(Block::Warning(
            Words::new("示例", "Example"),
            Words::new(
                format!(
                    "另一法域的制度，只证明程序通用；在此不适用于任何案件。日历 `{}`，在其法域自 {} 起生效。",
                    example.calendar, example.effective
                ),
                format!(
                    "a regime of another land, to show that the machine is general; it governs no \
                     case here. Calendar `{}`, in force there from {}.",
                    example.calendar, example.effective
                ),
            ),
        ));
    } else if regime.in_force.is_none() {
        blocks.push(Block::Warning(
            Words::new("征求意见稿", "Draft"),
            Words::new(
                "从未施行，只能用于推演，不得据以作出任何文书。",
                "never in force; for what-if only, nothing can be issued from it.",
            ),
        ));
    }
    if !regime.unverified.is_empty() {
        let list = listed(regime.unverified.iter().map(|cite| cite.words()));
        blocks.push(Block::Warning(
            Words::new("未核实", "Unverified"),
            Words::new(
                format!("{}凭记忆录入，官方文本未见。", list.zh),
                format!("{} are from memory; the official wording was not seen.", list.en),
            ),
        ));
    }
    blocks
}

fn identity(blocks: &mut Vec<Block>, regime: &Regime) {
    let day = |day: Option<jiff::civil::Date>| day.map_or_else(none, |day| plain(day.to_string()));
    let known = &regime.identity;
    let issuers = words(&listed(known.issuers.iter().map(|id| regime.called(id))));
    let mut rows = vec![
        vec![label("形式", "form"), words(&known.form)],
        vec![label("令号", "order"), known.order.as_ref().map_or_else(none, words)],
        vec![label("文件所记状态", "status in the file"), words(&regime.status.words())],
        vec![label("通过", "adopted"), day(known.adopted)],
        vec![label("署期", "dated"), day(Some(regime.dated))],
        vec![label("公布", "published"), day(Some(known.published))],
        vec![label("施行", "in force from"), day(regime.in_force)],
        vec![label("废止", "until (excluded)"), day(regime.until)],
        vec![label("发布机关", "issuers"), issuers],
        vec![label("程序", "procedure"), words(&regime.procedure.words())],
    ];
    for id in &regime.repeals {
        rows.push(vec![label("写明废止", "says it repeals"), plain(id.to_string())]);
    }
    for note in &known.notes {
        rows.push(vec![label("注", "note"), words(note)]);
    }
    if let Some(comment) = &known.public_consultation {
        let span = format!("{} – {}", comment.notice, comment.until);
        rows.push(vec![label("征求意见", "open for comment"), plain(span)]);
        rows.push(vec![label("期限口径", "how read"), words(&comment.reading)]);
        for channel in &comment.channels {
            rows.push(vec![label("途径", "channel"), words(channel)]);
        }
    }
    blocks.push(heading("身份", "Identity"));
    blocks.push(table(&[("项", "item"), ("内容", "content")], rows));
}

fn steps(blocks: &mut Vec<Block>, regime: &Regime) {
    let told = |told: Option<Words>| told.map_or_else(none, |told| words(&told));
    let rows = regime.steps_told().into_iter().map(|step| {
        let (name, limit) = (words(&step.name), words(&step.limit));
        let cite = address(regime, &step.cite);
        vec![name, limit, told(step.starts), told(step.extension), cite]
    });
    let heads = [
        ("步骤", "step"),
        ("期限", "limit"),
        ("起算", "runs from"),
        ("延长", "extension"),
        ("条文", "article"),
    ];
    blocks.push(heading("步骤与期限", "Steps and limits"));
    blocks.push(table(&heads, rows.collect()));
}

/// Each provision with the rules that stand there, in the order of the text.
fn provisions(blocks: &mut Vec<Block>, regime: &Regime) {
    let rows = beside(regime).into_iter().map(|row| {
        let provision = &row.provision;
        let mut place = address(regime, &provision.cite);
        place.extend([Span::Break, Span::Label(provision.kind.words())]);
        let carried = provision.carried_by.iter().map(|it| Span::Carrier(it.clone()));
        let beyond = provision.out_of_reach.iter().map(|it| Span::Words(it.clone()));
        vec![
            place,
            words(&provision.gist),
            joined(row.rules.into_iter().map(Span::Words), &Span::Break),
            joined(carried.chain(beyond), &Span::Break),
            vec![Span::Tick],
        ]
    });
    let heads = [
        ("条文", "article"),
        ("要旨", "gist"),
        ("规则", "rule"),
        ("落实", "carried by"),
        ("同意", "agreed"),
    ];
    blocks.push(heading("条文与规则", "Articles and rules"));
    blocks.push(table(&heads, rows.collect()));
    if regime.content.publications.is_empty() {
        blocks.push(note("本版本未要求公开。", "This version orders no publication."));
    }
}

fn members(blocks: &mut Vec<Block>, regime: &Regime) {
    if regime.members.is_empty() {
        return;
    }
    let rows = regime.members.iter().enumerate().map(|(index, member)| {
        let host = member.host.then(|| label("设办公室", "hosts the Office"));
        vec![
            plain((index + 1).to_string()),
            code(&member.id),
            words(&member.name),
            words(&member.short),
            host.unwrap_or_default(),
        ]
    });
    let heads = [("", ""), ("id", "id"), ("名称", "name"), ("简称", "short"), ("", "")];
    blocks.push(heading("成员单位，按条文顺序", "Members, in the order of the text"));
    blocks.push(table(&heads, rows.collect()));
}

fn positions(blocks: &mut Vec<Block>, regime: &Regime) {
    let rows = regime.position_rules.iter().map(|position| {
        let mut question = words(&position.asks);
        question.extend([Span::Break, Span::Code(position.id.to_string())]);
        let reading = |value: &String| {
            let says = Positions::says(&position.id, value);
            joined(says.map(Span::Words).into_iter().chain(code(value)), &Span::Break)
        };
        let others: Vec<Cell> = position.alternatives.iter().map(reading).collect();
        vec![
            plain(position.question.clone()),
            question,
            reading(&position.value),
            others.join(&Span::Break),
            words(&position.source),
            vec![Span::Tick],
        ]
    });
    let heads = [
        ("", ""),
        ("问题", "question"),
        ("采用", "taken"),
        ("其他", "alternatives"),
        ("依据", "source"),
        ("同意", "agreed"),
    ];
    blocks.push(heading("解释口径", "Positions"));
    blocks.push(note(
        "条文未明时的内部理解，不是法律。",
        "Internal readings where the text is silent; not law.",
    ));
    blocks.push(table(&heads, rows.collect()));
}

/// Of an example: whose word stands for whose, and what no word of ours says.
fn example(blocks: &mut Vec<Block>, regime: &Regime) {
    let Some(example) = &regime.example else {
        return;
    };
    let rows = example
        .stands_for
        .iter()
        .map(|it| vec![code(&it.ours.to_string()), words(&it.theirs), address(regime, &it.cite)]);
    blocks.push(heading("词语对照", "Whose word stands for whose"));
    let heads = [("我们的词", "ours"), ("该制度", "theirs"), ("条文", "article")];
    blocks.push(table(&heads, rows.collect()));
    let rows = example
        .unsaid
        .iter()
        .map(|it| vec![words(&it.what), words(&it.instead), address(regime, &it.cite)]);
    blocks.push(heading("我们的词汇说不出的", "What our vocabulary cannot say"));
    let heads = [("条文所说", "what it says"), ("此处", "here"), ("条文", "article")];
    blocks.push(table(&heads, rows.collect()));
}
