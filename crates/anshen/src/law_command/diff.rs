//! `anshen law diff`: the rules of two versions in one table.

use law::{Regime, Row, Side};

use crate::console::{Answer, Console};

/// Tells what differs. That nothing does is an answer too; the exit status is 0 either way.
pub fn run(console: &Console, from: &Regime, to: &Regime) -> anyhow::Result<Answer> {
    let found = law::difference(from, to);
    if console.json {
        console.value(&found)?;
        return Ok(Answer::Yes);
    }
    let arrow = console.pick("与", "and");
    console.line(format!("{} {arrow} {}", console.say(&from.name()), console.say(&to.name())));
    if found.rows.is_empty() {
        console.line(console.pick("规则没有不同", "no rule differs"));
    }
    for row in &found.rows {
        tell(console, row, (from, to));
    }
    if !found.renumbered.is_empty() {
        console.line(console.pick("\n条文序号变动", "\nIn another article"));
    }
    for moved in &found.renumbered {
        let (rule, before, after) = (moved.rule.words(), moved.before.words(), moved.after.words());
        console.line(format!(
            "  {}: {} → {}",
            console.say(&rule),
            console.say(&before),
            console.say(&after)
        ));
    }
    Ok(Answer::Yes)
}

fn tell(console: &Console, row: &Row, (from, to): (&Regime, &Regime)) {
    let change = row.change.words();
    console.line(format!(
        "\n{}  [{}]  {}",
        console.say(&row.subject),
        console.say(&change),
        row.key
    ));
    let text = |side: &Option<Side>| side.as_ref().map(|side| console.say(&side.value).to_owned());
    // Where a language has one word for two, the other is put beside it.
    let alike = text(&row.before) == text(&row.after);
    for (regime, side) in [(from, &row.before), (to, &row.after)] {
        let said = match side {
            Some(side) if alike => {
                let (zh, en) = (&side.value.zh, &side.value.en);
                let both = law::Words::new(format!("{zh} · {en}"), format!("{en} · {zh}"));
                said(console, regime, &Side { value: both, cite: side.cite.clone() })
            }
            Some(side) => said(console, regime, side),
            None => "—".to_owned(),
        };
        console.line(format!("  {:14} {said}", regime.id.as_str()));
    }
}

fn said(console: &Console, regime: &Regime, side: &Side) -> String {
    let value = console.say(&side.value);
    let Some(cite) = &side.cite else {
        return value.to_owned();
    };
    let unverified =
        if regime.is_unverified(cite) { console.pick("，未核实", ", unverified") } else { "" };
    let words = cite.words();
    let article = console.say(&words);
    let (open, close) = (console.pick("（", " ("), console.pick("）", ")"));
    format!("{value}{open}{article}{unverified}{close}")
}
