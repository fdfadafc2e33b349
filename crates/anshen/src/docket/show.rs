//! Replays for people.

use law::{Book, Example, Language, Sort, Words};
use review::Standing;
use review::docket::{Carried, Replay, print_act, print_actor};

use super::files::Source;
use crate::console::Console;

/// Says something of a file, where no JSON is asked for.
pub fn note(console: &Console, name: &str, zh: &str, en: &str) {
    if !console.json {
        console.line(format!("{name}: {}", console.pick(zh, en)));
    }
}

/// Every section of every page: frame, lines, and where it stands.
pub fn replays(console: &Console, sources: &[Source], replays: &[Vec<Replay>]) {
    for (source, replayed) in sources.iter().zip(replays) {
        if replayed.is_empty() {
            note(console, &source.name, "没有卷宗块", "no docket block");
        }
        for one in replayed {
            section(console, &source.name, one);
        }
    }
}

fn section(console: &Console, name: &str, replay: &Replay) {
    let (zh, en) = ("（无标题）", "(no heading)");
    let title = if replay.scenario.is_empty() { console.pick(zh, en) } else { &replay.scenario };
    console.line(format!("{name} · {title}"));
    console.line(format!("  {}", frame(console, replay)));
    for step in &replay.steps {
        self::step(console, step, replay.example.as_ref());
    }
    let law = &replay.summary;
    let step = console.pick("所处阶段", "step");
    let waiting = law.waiting_for.iter().map(|actor| print_actor(actor, console.language));
    let waiting = waiting.collect::<Vec<_>>().join(console.pick("、", ", "));
    let mut state = format!("  = {} {step} {}", replay.as_of, step_words(console, law.step.word()));
    if !waiting.is_empty() {
        state = format!("{state} · {} {waiting}", console.pick("待", "waiting for"));
    }
    console.line(state);
    for (told, limit) in replay.limits_told(console.language).iter().zip(&replay.summary.limits) {
        console.line(format!("      {told}"));
        let theirs = replay.example.as_ref();
        let theirs = theirs.and_then(|it| it.theirs(Sort::Limit, limit.name.step().word()));
        if let Some(theirs) = theirs {
            console.line(format!("        = {}", console.say(&theirs.theirs)));
        }
    }
    console.line("");
}

fn frame(console: &Console, replay: &Replay) -> String {
    let book = Book::built_in();
    let regime = book.get(&replay.law);
    let title = regime.map_or(String::new(), |regime| format!(" {}", console.say(&regime.title)));
    let mut frame = format!("{}{title}", replay.law);
    if replay.standing == Standing::Simulation {
        let (zh, en) = match replay.example.is_some() {
            true => (
                "示例：另一法域的制度，只能推演，不得据以办理",
                "an example of another land's regime: a what-if, nothing can be issued",
            ),
            false => (
                "推演：当日未施行，不得据以办理",
                "a what-if: not in force that day, nothing can be issued",
            ),
        };
        frame = format!("{frame} · {}", console.pick(zh, en));
    }
    let taken = regime.map(|regime| regime.positions.readings()).unwrap_or_default();
    let other = replay.positions.readings().into_iter().filter(|it| !taken.contains(it));
    for (name, value) in other {
        frame = format!("{frame} · {name}={value}");
    }
    if regime.is_some_and(|regime| !regime.unverified.is_empty()) {
        let zh = "部分条文未经核对";
        let en = "some articles are known from memory only";
        frame = format!("{frame} · {}", console.pick(zh, en));
    }
    frame
}

fn step(console: &Console, step: &Carried, example: Option<&Example>) {
    let number = step.entry.map_or("✗".to_owned(), |entry| entry.to_string());
    let actor = print_actor(&step.command.actor, console.language);
    let act = print_act(&step.command.act, console.language);
    let mut line = format!("  {number:>3}  {}", step.date);
    if let Some(time) = step.time {
        line = format!("{line} {:02}:{:02}", time.hour(), time.minute());
    }
    line = format!("{line}  {actor}  {act}");
    if let Some(dated) = step.command.dated {
        line = format!("{line}  ({} {dated})", console.pick("法定日期", "dated"));
    }
    if step.irregular {
        line = format!("{line}  [{}]", console.pick("不合规", "irregular"));
    }
    console.line(line);
    let name = step.command.act.name();
    if let Some(theirs) = example.and_then(|example| example.theirs(Sort::Act, name)) {
        let (said, cite) = (console.say(&theirs.theirs), theirs.cite.words());
        console.line(format!("       = {said} ({})", console.say(&cite)));
    }
    for one in step.told_singly(console.language) {
        console.line(format!("       -> {one}"));
    }
}

fn step_words<'a>(console: &Console, word: &'a str) -> &'a str {
    let zh = match word {
        "filing" => "申报",
        "intake" => "申报处理",
        "preliminary-review" => "初步审查",
        "consultation" => "征求意见",
        "special-review" => "特别审查",
        "commission-approval" => "报中央网信委批准",
        "ex-officio-proposal" => "提请发起审查",
        "determination" => "确定审查对象",
        "evaluation" => "第三方评价",
        "assessment" => "综合评估",
        "result" => "审查结果",
        "closed" => "已结案",
        other => other,
    };
    match console.language {
        Language::Zh => zh,
        Language::En => word,
    }
}

/// Every line that does not agree, and how many do.
pub fn differences(console: &Console, sources: &[Source], replays: &[Vec<Replay>]) {
    let (mut agree, mut differ) = (0_u32, 0_u32);
    for (source, replayed) in sources.iter().zip(replays) {
        for step in replayed.iter().flat_map(|replay| &replay.steps) {
            if step.agrees {
                agree = agree.saturating_add(1);
                continue;
            }
            differ = differ.saturating_add(1);
            let nothing = console.pick("（无）", "(nothing)");
            let or = |text: &str| {
                if text.is_empty() { nothing.to_owned() } else { text.to_owned() }
            };
            let written = or(step.expected.as_deref().unwrap_or_default());
            console.line(format!("{}:{}", source.name, step.line));
            console.line(format!("  {} {written}", console.pick("写的是：", "written: ")));
            let happened = or(&step.told(console.language));
            console.line(format!("  {} {happened}", console.pick("实际是：", "happened:")));
        }
    }
    let zh = format!("{agree} 行一致，{differ} 行不一致");
    let en = format!("{agree} lines agree, {differ} differ");
    console.line(console.say(&Words::new(zh, en)));
}
