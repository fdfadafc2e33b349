//! Consequences read from a line, in either language or both.

use law::{Language, RegimeId, Words};

use super::consequence::{
    Consequence, Day, Left, LimitTold, Margin, RefusalTold, StateTold, Under,
};
use super::cursor::Cursor;
use super::day;
use super::fault::Miss;
use super::numeral;
use super::told::{TO_BE_NOTIFIED, limit_words};
use super::words::{self, LIMITS, MATERIALS};
use crate::{Awaited, BodyId, LimitName, Material, Opinions};

/// Reads all consequences right of an arrow.
pub(super) fn read(mut cursor: Cursor<'_>) -> Result<Vec<Consequence>, Miss> {
    let mut all = Vec::new();
    while !cursor.is_done() {
        all.push(one(&mut cursor)?);
        if !cursor.mark(';') && !cursor.is_done() {
            return Err(cursor.miss(Words::new("“；”或行末", "`;` or the end of the line")));
        }
    }
    Ok(all)
}

fn says(cursor: &mut Cursor<'_>, zh: &str, en: &str) -> bool {
    cursor.say(en) || cursor.say(zh)
}

fn one(cursor: &mut Cursor<'_>) -> Result<Consequence, Miss> {
    if says(cursor, "不予记入", "refused") {
        return refused(cursor).map(Consequence::Refused);
    }
    if says(cursor, "意见一致", "opinions agreed") {
        return Ok(Consequence::Opinions(Opinions::Agreed));
    }
    if says(cursor, "意见不一致", "opinions divided") {
        return Ok(Consequence::Opinions(Opinions::Divided));
    }
    if says(cursor, TO_BE_NOTIFIED.0, TO_BE_NOTIFIED.1) {
        return Ok(Consequence::ToBeNotified);
    }
    if says(cursor, "无相应条款", "no article in") {
        let here = *cursor;
        let law = cursor.word();
        let known = !law.is_empty();
        let missing = || here.miss(Words::new("办法的版本", "a version of the Measures"));
        return known.then(|| Consequence::NoArticle(RegimeId::new(law))).ok_or_else(missing);
    }
    limit(cursor).map(Consequence::Limit)
}

/// A refusal takes the rest of the line: the record is unchanged, so that nothing else follows.
fn refused(cursor: &mut Cursor<'_>) -> Result<RefusalTold, Miss> {
    cursor.mark(':');
    cursor.skip_gaps();
    let mut best = None;
    let mut ahead = *cursor;
    let mut taken = String::new();
    while !ahead.rest().is_empty() {
        let mut bracket = ahead;
        if let Some(under) = under(&mut bracket)?
            && bracket.is_done()
        {
            best = Some((taken.clone(), under));
            break;
        }
        taken.extend(ahead.next());
    }
    *cursor = Cursor::new("", ahead.column());
    let (words, under) = best.map_or((taken, None), |(words, under)| (words, Some(under)));
    let words = words.trim();
    let words = (!words.is_empty()).then(|| words.to_owned());
    Ok(RefusalTold { words, under })
}

fn limit(cursor: &mut Cursor<'_>) -> Result<LimitTold, Miss> {
    let start = *cursor;
    let term = words::term(cursor, LIMITS, Language::En)
        .or_else(|_| words::term(cursor, LIMITS, Language::Zh))
        .map_err(|_| start.miss(a_consequence()))?;
    let name = [
        LimitName::Intake,
        LimitName::PreliminaryReview,
        LimitName::Consultation,
        LimitName::SpecialReview,
        LimitName::CommissionApproval,
    ];
    let name = name.into_iter().find(|name| limit_words(*name) == term.value);
    let name = name.ok_or_else(|| start.miss(a_consequence()))?;
    let of = if name == LimitName::Consultation { of(cursor)? } else { None };
    let mut told = state(cursor).map(|state| LimitTold { name, of, state, under: None })?;
    loop {
        if let Some(under) = under(cursor)? {
            told.under = Some(under);
        } else if !tail(cursor, &mut told.state)? {
            return Ok(told);
        }
    }
}

fn a_consequence() -> Words {
    let zh = "后果：申报处理、初步审查、征求意见、特别审查之一及其状态，意见一致，意见不一致，或不予记入";
    let en = "a consequence: a limit (intake, preliminary-review, consultation of <id>, \
              special-review) and its state, `opinions agreed`, `opinions divided`, or `refused:`";
    Words::new(zh, en)
}

/// Of whom a consultation is: `of miit`, in Chinese the name alone.
fn of(cursor: &mut Cursor<'_>) -> Result<Option<BodyId>, Miss> {
    let mut ahead = *cursor;
    if !ahead.say("of") && state(&mut ahead.clone()).is_ok() {
        return Ok(None);
    }
    let here = ahead;
    let mut written = ahead.word();
    if ahead.mark(':') {
        written = ahead.word();
    }
    let id = words::body(written).ok_or_else(|| {
        let zh = "期限的状态：截止、未起算、待收到、暂停计算、已完成、逾期";
        let en =
            "where the limit stands: due, not started, awaiting receipt, stopped, met, overdue";
        here.miss(Words::new(zh, en))
    })?;
    *cursor = ahead;
    Ok(Some(id))
}

fn state(cursor: &mut Cursor<'_>) -> Result<StateTold, Miss> {
    if says(cursor, "截止", "due") {
        let earliest = written_day(cursor)?;
        if says(cursor, "至", "to") {
            let latest = written_day(cursor)?;
            return Ok(StateTold::Between { earliest, latest });
        }
        return Ok(StateTold::Due(earliest));
    }
    if says(cursor, "未起算", "not started") {
        let awaited = if cursor.mark(':') { Some(awaited(cursor)?) } else { None };
        return Ok(StateTold::NotStarted(awaited));
    }
    if says(cursor, "待收到", "awaiting receipt") {
        return Ok(StateTold::AwaitingReceipt);
    }
    if says(cursor, "暂停计算", "stopped") {
        return Ok(StateTold::Stopped(None));
    }
    if says(cursor, "已完成", "met") {
        let mut ahead = *cursor;
        ahead.skip_gaps();
        let dated = ahead.peek().is_some_and(|c| c.is_ascii_digit());
        let day = if dated { Some(written_day(cursor)?) } else { None };
        return Ok(StateTold::Met { day, margin: None });
    }
    if says(cursor, "逾期", "overdue") {
        cursor.say("by");
        let working_days = working_days(cursor);
        return Ok(StateTold::Overdue { working_days });
    }
    let zh = "期限的状态：截止、未起算、待收到、暂停计算、已完成、逾期";
    let en = "where the limit stands: due, not started, awaiting receipt, stopped, met, overdue";
    Err(cursor.miss(Words::new(zh, en)))
}

fn written_day(cursor: &mut Cursor<'_>) -> Result<Day, Miss> {
    let date = day::day(cursor)?;
    Ok(Day { date, weekday: day::weekday(cursor) })
}

/// A number of working days, `3 working days`, `3 个工作日`.
fn working_days(cursor: &mut Cursor<'_>) -> Option<u32> {
    let mut ahead = *cursor;
    let days = ahead.number()?;
    let unit = says(&mut ahead, "个工作日", "working days") || ahead.say("working day");
    if unit {
        *cursor = ahead;
    }
    unit.then_some(days)
}

fn awaited(cursor: &mut Cursor<'_>) -> Result<Awaited, Miss> {
    if says(cursor, "待收到", "awaiting receipt") {
        return Ok(Awaited::Receipt);
    }
    if says(cursor, "待送达", "awaiting service") {
        return Ok(Awaited::Service);
    }
    if says(cursor, "待通知", "awaiting notice") {
        return Ok(Awaited::Notice);
    }
    cursor.say("缺");
    let mut ahead = *cursor;
    if let Ok(named) = ahead.quoted() {
        ahead.say("missing");
        *cursor = ahead;
        return Ok(Awaited::Named(named));
    }
    let mut materials = Vec::new();
    loop {
        let term = words::term(cursor, MATERIALS, Language::En)
            .or_else(|_| words::term(cursor, MATERIALS, Language::Zh))?;
        materials.extend(material(term.value));
        if !cursor.comma() {
            break;
        }
    }
    cursor.say("missing");
    Ok(Awaited::Materials(materials))
}

fn material(value: &str) -> Option<Material> {
    let all = [Material::Declaration, Material::Analysis, Material::Documents, Material::Other];
    all.into_iter().find(|one| super::told::material(*one) == value)
}

/// What may follow the state after a comma; whether anything did.
fn tail(cursor: &mut Cursor<'_>, state: &mut StateTold) -> Result<bool, Miss> {
    let mut ahead = *cursor;
    ahead.mark(',');
    let taken = match state {
        StateTold::Due(day) => {
            let provisional = says(&mut ahead, "暂定", "provisional");
            if provisional {
                *state = StateTold::Between { earliest: *day, latest: *day };
            }
            provisional
        }
        StateTold::Between { .. } => says(&mut ahead, "暂定", "provisional"),
        StateTold::Stopped(left @ None) => {
            *left = left_over(&mut ahead);
            left.is_some()
        }
        StateTold::Met { margin: margin @ None, .. } => {
            *margin = read_margin(&mut ahead);
            margin.is_some()
        }
        StateTold::NotStarted(_)
        | StateTold::AwaitingReceipt
        | StateTold::Stopped(Some(_))
        | StateTold::Met { margin: Some(_), .. }
        | StateTold::Overdue { .. } => false,
    };
    if taken {
        *cursor = ahead;
    }
    Ok(taken)
}

/// `20 of 30 working days left`, `尚余 20 个工作日（共 30 个）`.
fn left_over(cursor: &mut Cursor<'_>) -> Option<Left> {
    if cursor.say("尚余") {
        let left = working_days(cursor)?;
        let mut ahead = *cursor;
        let total = (ahead.mark('(') && ahead.say("共")).then(|| ahead.number()).flatten();
        if total.is_some() && ahead.say("个") && ahead.mark(')') {
            *cursor = ahead;
            return Some(Left { left, total });
        }
        return Some(Left { left, total: None });
    }
    let mut left = cursor.number()?;
    let mut total = None;
    if cursor.say("of") {
        total = Some(cursor.number()?);
    }
    let unit = cursor.say("working days") || cursor.say("working day");
    let taken = unit && cursor.say("left");
    left = if taken { left } else { return None };
    Some(Left { left, total })
}

fn read_margin(cursor: &mut Cursor<'_>) -> Option<Margin> {
    if says(cursor, "期限最后一日", "on the last day") {
        return Some(Margin::OnLastDay);
    }
    if cursor.say("提前") {
        return working_days(cursor).map(Margin::Early);
    }
    if cursor.say("迟延") {
        return working_days(cursor).map(Margin::Late);
    }
    let days = working_days(cursor)?;
    if cursor.say("early") {
        Some(Margin::Early(days))
    } else if cursor.say("late") {
        Some(Margin::Late(days))
    } else {
        None
    }
}

/// What stands in brackets, if brackets stand here and can be read.
fn under(cursor: &mut Cursor<'_>) -> Result<Option<Under>, Miss> {
    let mut ahead = *cursor;
    if !ahead.mark('(') {
        return Ok(None);
    }
    let Some(under) = inside(&mut ahead) else {
        return Ok(None);
    };
    // A paragraph or an item may be named; the article is what is compared.
    let closed = matches!(under, Under::Article(_)) && skip_to_bracket(&mut ahead);
    if !closed && !ahead.mark(')') {
        return Ok(None);
    }
    *cursor = ahead;
    Ok(Some(under))
}

/// Skips what stands after the article, which is short, to the bracket that closes it.
fn skip_to_bracket(cursor: &mut Cursor<'_>) -> bool {
    let mut depth = 1_u32;
    for _ in 0..64 {
        let Some(c) = cursor.next() else {
            return false;
        };
        match c {
            '(' | '（' => depth = depth.saturating_add(1),
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return true;
        }
    }
    false
}

fn inside(cursor: &mut Cursor<'_>) -> Option<Under> {
    if says(cursor, "内部目标", "internal target") {
        return Some(Under::Target);
    }
    let rest = |cursor: &mut Cursor<'_>| {
        let text = cursor.run(|c| c != ')' && c != '）').trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    if says(cursor, "解释口径", "position") {
        return rest(cursor).map(Under::Position);
    }
    if says(cursor, "内部规则", "house rule") {
        return rest(cursor).map(Under::House);
    }
    if cursor.say("第") {
        let number = cursor.run(|c| c != '条' && c != ')' && c != '）');
        return numeral::read(number)
            .filter(|_| cursor.say("条"))
            .map(|number| Under::Article(number.into()));
    }
    if let Some(article) = foreign(cursor) {
        return Some(Under::Article(article.into()));
    }
    let article = ["Art.", "Art", "Article"].into_iter().any(|word| cursor.say(word));
    let number = if article { cursor.word() } else { "" };
    (!number.is_empty()).then(|| Under::Article(number.into()))
}

/// An address of another land as that land cites it, `31 CFR 800.503(b)`, `50 U.S.C. 4565(d)(2)`,
/// `s. 23(3)`, up to the bracket that closes it.
fn foreign(cursor: &mut Cursor<'_>) -> Option<String> {
    let mut ahead = *cursor;
    ahead.skip_gaps();
    let mut depth = 0_u32;
    let mut written = String::new();
    while let Some(c) = ahead.rest().chars().next() {
        depth = match (c, depth) {
            (')' | '）', 0) => break,
            (')', _) => depth - 1,
            ('(', _) => depth + 1,
            _ => depth,
        };
        written.extend(ahead.next());
    }
    let (sort, rest) = written.split_once(' ')?;
    let number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let code = number(sort) && (rest.starts_with("CFR ") || rest.starts_with("U.S.C. "));
    if !(code || sort == "s." && number(rest)) {
        return None;
    }
    *cursor = ahead;
    Some(written)
}
