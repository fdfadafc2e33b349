//! What a sheet says of a version.

use super::{Block, Cell, Span, Table};
use crate::{Cite, Positions, Regime, Words};

/// All of it, in order.
pub fn all(regime: &Regime) -> Vec<Block> {
    let mut blocks = warnings(regime);
    identity(&mut blocks, regime);
    steps(&mut blocks, regime);
    rules(&mut blocks, regime);
    bodies(&mut blocks, regime);
    scope(&mut blocks, regime);
    substance(&mut blocks, regime);
    positions(&mut blocks, regime);
    provisions(&mut blocks, regime);
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

fn said(zh: &str, en: &str) -> Cell {
    vec![Span::Words(Words::new(zh, en))]
}

fn label(zh: &str, en: &str) -> Cell {
    vec![Span::Label(Words::new(zh, en))]
}

fn plain(text: impl Into<String>) -> Cell {
    vec![Span::Plain(text.into())]
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
        let list = regime.unverified.iter().map(|cite| cite.words());
        let (zh, en): (Vec<String>, Vec<String>) = list.map(|words| (words.zh, words.en)).unzip();
        blocks.push(Block::Warning(
            Words::new("未核实", "Unverified"),
            Words::new(
                format!("{}凭记忆录入，官方文本未见。", zh.join("、")),
                format!("{} are from memory; the official wording was not seen.", en.join(", ")),
            ),
        ));
    }
    blocks
}

fn identity(blocks: &mut Vec<Block>, regime: &Regime) {
    let day = |day: Option<jiff::civil::Date>| day.map_or_else(none, |day| plain(day.to_string()));
    let known = &regime.identity;
    let mut rows = vec![
        vec![label("形式", "form"), words(&known.form)],
        vec![label("令号", "order"), known.order.as_ref().map_or_else(none, words)],
        vec![label("状态", "status"), words(&regime.status.words())],
        vec![label("通过", "adopted"), day(known.adopted)],
        vec![label("署期", "dated"), day(Some(regime.dated))],
        vec![label("公布", "published"), day(Some(known.published))],
        vec![label("施行", "in force from"), day(regime.in_force)],
        vec![label("废止", "until (excluded)"), day(regime.until)],
        vec![label("发布机关", "issuers"), plain(known.issuers.join(", "))],
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
    let rows = regime.steps.iter().map(|step| {
        let (budget, extension) = match &step.limit {
            Some(limit) => (words(&limit.budget.words()), words(&limit.extension.words())),
            None => (said("未定期限", "no limit is stated"), none()),
        };
        let mut starts = step.starts.map_or_else(none, |start| words(&start.words()));
        if let Some(first) = step.limit.as_ref().and_then(|limit| limit.first_day) {
            starts.extend([Span::Break, Span::Words(first.words())]);
        }
        vec![words(&step.name.words()), budget, starts, extension, address(regime, &step.cite)]
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
    if let Some(days) = regime.limits.as_ref().and_then(|it| it.second_consultation_target) {
        blocks.push(note(
            format!("再次征求意见：办法未定期限，内部目标 {days} 个工作日。"),
            format!(
                "Second consultation: no limit is stated; our own target is {days} working days."
            ),
        ));
    }
}

fn rules(blocks: &mut Vec<Block>, regime: &Regime) {
    let rows = regime.rules_in_order().into_iter().map(|(rule, cite)| {
        let gist = regime.provision(cite).map(|provision| words(&provision.gist));
        vec![words(&rule.words()), address(regime, cite), gist.unwrap_or_default()]
    });
    blocks.push(heading("规则与条文", "Rules and articles"));
    let heads = [("规则", "rule"), ("条文", "article"), ("要旨", "gist")];
    blocks.push(table(&heads, rows.collect()));
}

fn bodies(blocks: &mut Vec<Block>, regime: &Regime) {
    let rows = regime
        .content
        .institutions
        .iter()
        .map(|body| vec![words(&body.name), words(&body.role), address(regime, &body.cite)]);
    blocks.push(heading("机构", "Bodies"));
    let heads = [("机构", "body"), ("职责", "role"), ("条文", "article")];
    blocks.push(table(&heads, rows.collect()));
    if regime.members.is_empty() {
        return;
    }
    blocks.push(note("成员单位，按条文顺序。", "Members, in the order of the text."));
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
    blocks.push(table(&heads, rows.collect()));
}

const CONTENT: [(&str, &str); 3] = [("项", "item"), ("内容", "content"), ("条文", "article")];

fn scope(blocks: &mut Vec<Block>, regime: &Regime) {
    let content = &regime.content;
    let mut rows = Vec::new();
    for trigger in &content.triggers {
        let event = Words::new(
            format!("{}：{}", trigger.who.zh, trigger.what.zh),
            format!("{}: {}", trigger.who.en, trigger.what.en),
        );
        let leads = words(&trigger.leads_to.words());
        rows.push(vec![leads, words(&event), address(regime, &trigger.cite)]);
    }
    for figure in &content.thresholds {
        let mut amount = plain(format!("{} · ", figure.figure));
        amount.extend(words(&figure.unit));
        rows.push(vec![said("门槛", "threshold"), amount, address(regime, &figure.cite)]);
    }
    for filing in &regime.filings {
        let kind = words(&filing.kind.words());
        rows.push(vec![kind, words(&filing.duty.words()), address(regime, &filing.cite)]);
    }
    for object in &regime.objects {
        let head = said("依职权审查的对象", "object of a review ex officio");
        rows.push(vec![head, words(&object.object.words()), address(regime, &object.cite)]);
    }
    for category in &content.categories {
        let head = said("产品和服务类别", "category of products");
        rows.push(vec![head, words(&category.name), address(regime, &category.cite)]);
    }
    blocks.push(heading("范围", "Scope"));
    blocks.push(table(&CONTENT, rows));
}

fn substance(blocks: &mut Vec<Block>, regime: &Regime) {
    let content = &regime.content;
    let mut rows = Vec::new();
    let mut row = |head: Cell, text: &Words, cite: &Cite| {
        rows.push(vec![head, words(text), address(regime, cite)]);
    };
    for material in &content.materials {
        row(said("材料", "material"), &material.words, &material.cite);
    }
    for factor in &content.factors {
        row(said("风险因素", "factor"), &factor.gist, &factor.cite);
    }
    for duty in &content.duties {
        row(words(&duty.of.words()), &duty.gist, &duty.cite);
    }
    for exclusion in &content.exclusions {
        row(words(&exclusion.effect.words()), &exclusion.gist, &exclusion.cite);
    }
    for penalty in &content.penalties {
        let mut head = said("罚则", "penalty");
        head.extend([Span::Plain(" ".to_owned()), Span::Code(penalty.law.to_string())]);
        row(head, &penalty.gist, &penalty.cite);
    }
    for publication in &content.publications {
        row(said("公开", "publication"), &publication.gist, &publication.cite);
    }
    for complaint in &content.complaints {
        let (by, to, about) = (&complaint.by, &complaint.to, &complaint.about);
        let text = Words::new(
            format!("{}向{}：{}", by.zh, to.zh, about.zh),
            format!("{} to {}: {}", by.en, to.en, about.en),
        );
        row(said("举报", "misconduct report"), &text, &complaint.cite);
    }
    blocks.push(heading("实体", "Substance"));
    blocks.push(table(&CONTENT, rows));
    if content.publications.is_empty() {
        blocks.push(note("本版本未要求公开。", "This version orders no publication."));
    }
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
            plain("☐"),
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

fn provisions(blocks: &mut Vec<Block>, regime: &Regime) {
    let rows = regime.provisions.iter().map(|provision| {
        let carried = provision.carried_by.iter().map(|it| Span::Code(it.to_string()));
        let beyond = provision.out_of_reach.iter().map(|it| Span::Words(it.clone()));
        vec![
            address(regime, &provision.cite),
            words(&provision.kind.words()),
            words(&provision.gist),
            joined(carried.chain(beyond), &Span::Break),
        ]
    });
    let heads = [("条文", "article"), ("性质", "kind"), ("要旨", "gist"), ("落实", "carried by")];
    blocks.push(heading("逐条", "Provision by provision"));
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
