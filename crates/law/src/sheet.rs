//! The page a lawyer signs: a version of the law with each rule beside its article, zh and en.

use std::fmt::Write as _;

use crate::{Cite, Regime, Words};

/// The sheet of a version, in Markdown. It bears the hash of the file, so that a signature holds
/// for what was read and nothing else.
pub fn sheet(regime: &Regime) -> String {
    let mut page = Page::default();
    head(&mut page, regime);
    identity(&mut page, regime);
    steps(&mut page, regime);
    rules(&mut page, regime);
    members(&mut page, regime);
    scope(&mut page, regime);
    substance(&mut page, regime);
    positions(&mut page, regime);
    provisions(&mut page, regime);
    example(&mut page, regime);
    signature(&mut page, regime);
    page.text
}

/// Markdown under writing.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn line(&mut self, line: &str) {
        let _ = writeln!(self.text, "{line}");
    }

    fn heading(&mut self, zh: &str, en: &str) {
        self.line(&format!("\n## {zh} · {en}\n"));
    }

    /// A table, or nothing where there are no rows.
    fn table(&mut self, heads: &[&str], rows: Vec<Vec<String>>) {
        if rows.is_empty() {
            self.line("（无） (none)");
            return;
        }
        self.line(&format!("| {} |", heads.join(" | ")));
        self.line(&format!("|{}", "---|".repeat(heads.len())));
        for row in rows {
            let cells: Vec<String> = row.iter().map(|cell| cell.replace('|', "\\|")).collect();
            self.line(&format!("| {} |", cells.join(" | ")));
        }
    }
}

/// Both languages in one cell.
fn both(words: &Words) -> String {
    if words.zh == words.en { words.zh.clone() } else { format!("{}<br>{}", words.zh, words.en) }
}

/// An address in both languages, marked where it is known from memory only.
fn address(regime: &Regime, cite: &Cite) -> String {
    let mark = if regime.is_unverified(cite) { "<br>**未核实 unverified**" } else { "" };
    format!("{}{mark}", both(&cite.words()))
}

fn head(page: &mut Page, regime: &Regime) {
    page.line(&format!("# {} · {}\n", regime.title.zh, regime.title.en));
    page.line(&format!("`{}` · `sha256:{}`", regime.id, regime.hash));
    if let Some(example) = &regime.example {
        page.line("\n> **示例**：另一法域的制度，只证明程序通用；在此不适用于任何案件。");
        page.line(
            "> **Example**: a regime of another land, to show that the machine is general; it \
             governs no case here.",
        );
        page.line(&format!(
            "> 日历 calendar `{}` · 在其法域生效 in force there from {}",
            example.calendar, example.effective
        ));
    } else if regime.in_force.is_none() {
        page.line("\n> **征求意见稿**：从未施行，只能用于推演，不得据以作出任何文书。");
        page.line("> **Draft**: never in force; for what-if only, nothing can be issued from it.");
    }
    if !regime.unverified.is_empty() {
        let list = regime.unverified.iter().map(|cite| cite.words());
        let (zh, en): (Vec<String>, Vec<String>) = list.map(|words| (words.zh, words.en)).unzip();
        page.line(&format!("\n> **未核实**：{}凭记忆录入，官方文本未见。", zh.join("、")));
        page.line(&format!(
            "> **Unverified**: {} are from memory; the official wording was not seen.",
            en.join(", ")
        ));
    }
}

fn identity(page: &mut Page, regime: &Regime) {
    page.heading("身份", "Identity");
    let none = || "—".to_owned();
    let day = |day: Option<jiff::civil::Date>| day.map_or_else(none, |day| day.to_string());
    let known = &regime.identity;
    let mut rows = vec![
        vec!["形式 form".to_owned(), both(&known.form)],
        vec!["令号 order".to_owned(), known.order.as_ref().map_or_else(none, both)],
        vec!["状态 status".to_owned(), both(&regime.status.words())],
        vec!["通过 adopted".to_owned(), day(known.adopted)],
        vec!["署期 dated".to_owned(), regime.dated.to_string()],
        vec!["公布 published".to_owned(), known.published.to_string()],
        vec!["施行 in force from".to_owned(), day(regime.in_force)],
        vec!["废止 until (excluded)".to_owned(), day(regime.until)],
        vec!["发布机关 issuers".to_owned(), known.issuers.join(", ")],
        vec!["程序 procedure".to_owned(), both(&regime.procedure.words())],
    ];
    for id in &regime.repeals {
        rows.push(vec!["写明废止 says it repeals".to_owned(), id.to_string()]);
    }
    for note in &known.notes {
        rows.push(vec!["注 note".to_owned(), both(note)]);
    }
    if let Some(comment) = &known.public_consultation {
        let span = format!("{} – {}", comment.notice, comment.until);
        rows.push(vec!["征求意见 open for comment".to_owned(), span]);
        rows.push(vec!["期限口径 how read".to_owned(), both(&comment.reading)]);
        for channel in &comment.channels {
            rows.push(vec!["途径 channel".to_owned(), both(channel)]);
        }
    }
    page.table(&["项 item", "内容 content"], rows);
}

fn steps(page: &mut Page, regime: &Regime) {
    page.heading("步骤与期限", "Steps and limits");
    let rows = regime.steps.iter().map(|step| {
        let (budget, extension) = match &step.limit {
            Some(limit) => (both(&limit.budget.words()), both(&limit.extension.words())),
            None => ("未定期限<br>no limit is stated".to_owned(), "—".to_owned()),
        };
        let mut starts = step.starts.map(|start| both(&start.words()));
        let first_day = step.limit.as_ref().and_then(|limit| limit.first_day);
        if let (Some(starts), Some(first)) = (&mut starts, first_day) {
            starts.push_str(&format!("<br>{}", both(&first.words())));
        }
        vec![
            both(&step.name.words()),
            budget,
            starts.unwrap_or_else(|| "—".to_owned()),
            extension,
            address(regime, &step.cite),
        ]
    });
    let heads = ["步骤 step", "期限 limit", "起算 runs from", "延长 extension", "条文 article"];
    page.table(&heads, rows.collect());
    if let Some(days) = regime.limits.as_ref().and_then(|it| it.second_consultation_target) {
        page.line(&format!(
            "\n再次征求意见：办法未定期限，内部目标 {days} 个工作日。 Second consultation: no limit \
             is stated; our own target is {days} working days."
        ));
    }
}

fn rules(page: &mut Page, regime: &Regime) {
    page.heading("规则与条文", "Rules and articles");
    let rows = regime.rules_in_order().into_iter().map(|(rule, cite)| {
        let provision = regime.provision(cite);
        vec![
            both(&rule.words()),
            address(regime, cite),
            provision.map_or_else(String::new, |provision| both(&provision.gist)),
        ]
    });
    page.table(&["规则 rule", "条文 article", "要旨 gist"], rows.collect());
}

fn members(page: &mut Page, regime: &Regime) {
    page.heading("机构", "Bodies");
    let rows = regime
        .content
        .institutions
        .iter()
        .map(|body| vec![both(&body.name), both(&body.role), address(regime, &body.cite)]);
    page.table(&["机构 body", "职责 role", "条文 article"], rows.collect());
    if regime.members.is_empty() {
        return;
    }
    page.line("\n成员单位，按条文顺序。 Members, in the order of the text.\n");
    let rows = regime.members.iter().enumerate().map(|(index, member)| {
        let host = if member.host { "设办公室 hosts the Office" } else { "" };
        vec![
            (index + 1).to_string(),
            format!("`{}`", member.id),
            both(&member.name),
            both(&member.short),
            host.to_owned(),
        ]
    });
    page.table(&["", "id", "名称 name", "简称 short", ""], rows.collect());
}

fn scope(page: &mut Page, regime: &Regime) {
    page.heading("范围", "Scope");
    let content = &regime.content;
    let mut rows = Vec::new();
    for trigger in &content.triggers {
        let event = Words::new(
            format!("{}：{}", trigger.who.zh, trigger.what.zh),
            format!("{}: {}", trigger.who.en, trigger.what.en),
        );
        let leads = both(&trigger.leads_to.words());
        rows.push(vec![leads, both(&event), address(regime, &trigger.cite)]);
    }
    for figure in &content.thresholds {
        let amount = format!("{} · {}", figure.figure, both(&figure.unit));
        let head = "门槛<br>threshold".to_owned();
        rows.push(vec![head, amount, address(regime, &figure.cite)]);
    }
    for filing in &regime.filings {
        let kind = both(&filing.kind.words());
        let duty = both(&filing.duty.words());
        rows.push(vec![kind, duty, address(regime, &filing.cite)]);
    }
    for object in &regime.objects {
        let head = "依职权审查的对象<br>object of a review ex officio".to_owned();
        let object_words = both(&object.object.words());
        rows.push(vec![head, object_words, address(regime, &object.cite)]);
    }
    for category in &content.categories {
        let head = "产品和服务类别<br>category of products".to_owned();
        rows.push(vec![head, both(&category.name), address(regime, &category.cite)]);
    }
    page.table(&["项 item", "内容 content", "条文 article"], rows);
}

fn substance(page: &mut Page, regime: &Regime) {
    page.heading("实体", "Substance");
    let content = &regime.content;
    let mut rows = Vec::new();
    let mut row = |head: String, text: &Words, cite: &Cite| {
        rows.push(vec![head, both(text), address(regime, cite)]);
    };
    for material in &content.materials {
        row("材料<br>material".to_owned(), &material.words, &material.cite);
    }
    for factor in &content.factors {
        row("风险因素<br>factor".to_owned(), &factor.gist, &factor.cite);
    }
    for duty in &content.duties {
        row(both(&duty.of.words()), &duty.gist, &duty.cite);
    }
    for exclusion in &content.exclusions {
        let effect = both(&exclusion.effect.words());
        row(effect, &exclusion.gist, &exclusion.cite);
    }
    for penalty in &content.penalties {
        let head = format!("罚则<br>penalty `{}`", penalty.law);
        row(head, &penalty.gist, &penalty.cite);
    }
    for publication in &content.publications {
        let head = "公开<br>publication".to_owned();
        row(head, &publication.gist, &publication.cite);
    }
    for complaint in &content.complaints {
        let (by, to, about) = (&complaint.by, &complaint.to, &complaint.about);
        let words = Words::new(
            format!("{}向{}：{}", by.zh, to.zh, about.zh),
            format!("{} to {}: {}", by.en, to.en, about.en),
        );
        row("举报<br>complaint".to_owned(), &words, &complaint.cite);
    }
    page.table(&["项 item", "内容 content", "条文 article"], rows);
    if content.publications.is_empty() {
        page.line("\n本版本未要求公开。 This version orders no publication.");
    }
}

fn positions(page: &mut Page, regime: &Regime) {
    page.heading("解释口径", "Positions");
    page.line(
        "条文未明时的内部理解，不是法律。 Internal readings where the text is silent; not law.\n",
    );
    let rows = regime.position_rules.iter().map(|position| {
        vec![
            position.question.clone(),
            format!("{}<br>`{}`", both(&position.asks), position.id),
            format!("`{}`", position.value),
            position.alternatives.iter().map(|value| format!("`{value}` ")).collect(),
            both(&position.source),
            "☐".to_owned(),
        ]
    });
    let heads =
        ["", "问题 question", "采用 taken", "其他 alternatives", "依据 source", "同意 agreed"];
    page.table(&heads, rows.collect());
}

fn provisions(page: &mut Page, regime: &Regime) {
    page.heading("逐条", "Provision by provision");
    let rows = regime.provisions.iter().map(|provision| {
        let carried = provision.carried_by.iter();
        let mut carriers: Vec<String> = carried.map(|carrier| format!("`{carrier}`")).collect();
        carriers.extend(provision.out_of_reach.as_ref().map(both));
        vec![
            address(regime, &provision.cite),
            both(&provision.kind.words()),
            both(&provision.gist),
            carriers.join("<br>"),
        ]
    });
    let heads = ["条文 article", "性质 kind", "要旨 gist", "落实 carried by"];
    page.table(&heads, rows.collect());
}

/// What only an example says: whose word stands for whose, and what no word of ours says.
fn example(page: &mut Page, regime: &Regime) {
    let Some(example) = &regime.example else {
        return;
    };
    page.heading("词语对照", "Whose word stands for whose");
    let rows = example
        .stands_for
        .iter()
        .map(|it| vec![format!("`{}`", it.ours), both(&it.theirs), address(regime, &it.cite)]);
    page.table(&["我们的词 ours", "该制度 theirs", "条文 article"], rows.collect());
    page.heading("我们的词汇说不出的", "What our vocabulary cannot say");
    let rows = example
        .unsaid
        .iter()
        .map(|it| vec![both(&it.what), both(&it.instead), address(regime, &it.cite)]);
    page.table(&["条文所说 what it says", "此处 here", "条文 article"], rows.collect());
}

fn signature(page: &mut Page, regime: &Regime) {
    page.heading("签署", "Sign-off");
    page.line(&format!("文件 file: `{}` `{}`\n", regime.file_name(), regime.hash));
    page.line("审阅人 read by: ____________________　日期 date: ______________\n");
    page.line("意见 remarks: ________________________________________________");
}
