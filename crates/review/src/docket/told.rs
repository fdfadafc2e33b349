//! Consequences in words.

use law::Language;

use super::consequence::{
    Consequence, Day, Left, LimitTold, Margin, RefusalTold, StateTold, Under,
};
use super::day::weekday_words;
use super::numeral;
use super::quote::quote;
use super::words::{self, LIMITS, MATERIALS};
use crate::{Awaited, BodyId, LimitName, Material, Opinions};

/// Consequences as they stand right of the arrow.
pub fn print_consequences(consequences: &[Consequence], language: Language) -> String {
    let between = pick(language, "；", "; ");
    let told = consequences.iter().map(|one| print(one, language));
    told.collect::<Vec<_>>().join(between)
}

fn pick<T>(language: Language, zh: T, en: T) -> T {
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

/// One consequence in words.
fn print(consequence: &Consequence, language: Language) -> String {
    match consequence {
        Consequence::Limit(told) => limit(told, language),
        Consequence::Opinions(Opinions::Agreed) => {
            pick(language, "意见一致", "opinions agreed").to_owned()
        }
        Consequence::Opinions(Opinions::Divided) => {
            pick(language, "意见不一致", "opinions divided").to_owned()
        }
        Consequence::ToBeNotified => pick(language, TO_BE_NOTIFIED.0, TO_BE_NOTIFIED.1).to_owned(),
        Consequence::NoArticle(law) => {
            format!("{} {law}", pick(language, "无相应条款", "no article in"))
        }
        Consequence::Refused(refused) => refusal(refused, language),
    }
}

/// No text says when a conclusion all agree on must be notified.
pub(super) const TO_BE_NOTIFIED: (&str, &str) =
    ("待通知审查结论，未规定期限", "conclusion to be notified, no limit stated");

/// The name of a limit, and of whom.
pub(super) fn limit_words(name: LimitName) -> &'static str {
    match name {
        LimitName::Intake => "intake",
        LimitName::PreliminaryReview => "preliminary-review",
        LimitName::Consultation => "consultation",
        LimitName::SpecialReview => "special-review",
        LimitName::CommissionApproval => "commission-approval",
    }
}

/// The name of a limit, and of whom, as a line says it.
pub fn print_limit(name: LimitName, of: Option<&BodyId>, language: Language) -> String {
    let name = words::word(LIMITS, limit_words(name), language);
    let of = of.map_or(String::new(), |of| {
        format!("{}{}", pick(language, " ", " of "), words::body_name(of, language))
    });
    format!("{name}{of}")
}

fn limit(told: &LimitTold, language: Language) -> String {
    let name = print_limit(told.name, told.of.as_ref(), language);
    let under = told.under.as_ref();
    let under = under.map_or(String::new(), |under| under_words(under, language));
    let state = match &told.state {
        StateTold::Due(day) => format!("{} {}{under}", due(language), day_words(*day, language)),
        StateTold::Between { earliest, latest } => {
            let from = day_words(*earliest, language);
            let to = day_words(*latest, language);
            let (between, provisional) = pick(language, ("至", "，暂定"), ("to", ", provisional"));
            format!("{} {from} {between} {to}{provisional}{under}", due(language))
        }
        StateTold::NotStarted(awaited) => {
            let awaited = awaited.as_ref().map_or(String::new(), |awaited| {
                format!("{}{}", pick(language, "：", ": "), awaited_words(awaited, language))
            });
            format!("{}{awaited}{under}", pick(language, "未起算", "not started"))
        }
        StateTold::AwaitingReceipt => {
            format!("{}{under}", pick(language, "待收到", "awaiting receipt"))
        }
        StateTold::Stopped(left) => {
            let left = left.map_or(String::new(), |left| left_words(left, language));
            format!("{}{under}{left}", pick(language, "暂停计算", "stopped"))
        }
        StateTold::Met { day, margin } => {
            let day = day.map_or(String::new(), |day| format!(" {}", day_words(day, language)));
            let margin = margin.map_or(String::new(), |margin| margin_words(margin, language));
            format!("{}{day}{margin}{under}", pick(language, "已完成", "met"))
        }
        StateTold::Overdue { working_days } => {
            let by = working_days.map_or(String::new(), |days| match language {
                Language::Zh => format!(" {days} 个工作日"),
                Language::En => format!(" by {days} {}", working_day(days)),
            });
            format!("{}{by}{under}", pick(language, "逾期", "overdue"))
        }
    };
    format!("{name} {state}")
}

fn due(language: Language) -> &'static str {
    pick(language, "截止", "due")
}

fn working_day(count: u32) -> &'static str {
    if count == 1 { "working day" } else { "working days" }
}

fn day_words(day: Day, language: Language) -> String {
    let weekday = day.weekday.map(|weekday| weekday_words(weekday, language));
    weekday.map_or(day.date.to_string(), |weekday| format!("{} {weekday}", day.date))
}

fn left_words(left: Left, language: Language) -> String {
    match (language, left.total) {
        (Language::Zh, Some(total)) => format!("，尚余 {} 个工作日（共 {total} 个）", left.left),
        (Language::Zh, None) => format!("，尚余 {} 个工作日", left.left),
        (Language::En, Some(total)) => {
            format!(", {} of {total} {} left", left.left, working_day(total))
        }
        (Language::En, None) => format!(", {} {} left", left.left, working_day(left.left)),
    }
}

fn margin_words(margin: Margin, language: Language) -> String {
    match (language, margin) {
        (Language::Zh, Margin::Early(days)) => format!("，提前 {days} 个工作日"),
        (Language::Zh, Margin::OnLastDay) => "，期限最后一日".to_owned(),
        (Language::Zh, Margin::Late(days)) => format!("，迟延 {days} 个工作日"),
        (Language::En, Margin::Early(days)) => format!(", {days} {} early", working_day(days)),
        (Language::En, Margin::OnLastDay) => ", on the last day".to_owned(),
        (Language::En, Margin::Late(days)) => format!(", {days} {} late", working_day(days)),
    }
}

fn awaited_words(awaited: &Awaited, language: Language) -> String {
    let missing = |what: String| match language {
        Language::Zh => format!("缺{what}"),
        Language::En => format!("{what} missing"),
    };
    match awaited {
        Awaited::Materials(materials) => {
            let names =
                materials.iter().map(|one| words::word(MATERIALS, material(*one), language));
            missing(names.collect::<Vec<_>>().join(pick(language, "、", ", ")))
        }
        Awaited::Named(what) => missing(quote(what, language)),
        Awaited::Receipt => pick(language, "待收到", "awaiting receipt").to_owned(),
        Awaited::Service => pick(language, "待送达", "awaiting service").to_owned(),
        Awaited::Notice => pick(language, "待通知", "awaiting notice").to_owned(),
    }
}

/// The id of a material.
pub(super) fn material(material: Material) -> &'static str {
    match material {
        Material::Declaration => "declaration",
        Material::Analysis => "analysis",
        Material::Documents => "documents",
        Material::Other => "other",
    }
}

/// Whether an article is one of another land, cited as that land does.
fn is_foreign(article: &str) -> bool {
    law::Cite::article(article).is_foreign()
}

/// What it stands on, in brackets.
fn under_words(under: &Under, language: Language) -> String {
    match (language, under) {
        (Language::Zh, Under::Article(article)) if is_foreign(article) => format!("（{article}）"),
        (Language::En, Under::Article(article)) if is_foreign(article) => format!(" ({article})"),
        (Language::Zh, Under::Article(article)) => format!("（第{}条）", numeral::print(article)),
        (Language::Zh, Under::Target) => "（内部目标）".to_owned(),
        (Language::Zh, Under::Position(position)) => format!("（解释口径 {position}）"),
        (Language::Zh, Under::House(rule)) => format!("（内部规则 {rule}）"),
        (Language::En, Under::Article(article)) => format!(" (Art. {article})"),
        (Language::En, Under::Target) => " (internal target)".to_owned(),
        (Language::En, Under::Position(position)) => format!(" (position {position})"),
        (Language::En, Under::House(rule)) => format!(" (house rule {rule})"),
    }
}

fn refusal(refused: &RefusalTold, language: Language) -> String {
    let words = refused
        .words
        .as_ref()
        .map_or(String::new(), |words| format!("{}{words}", pick(language, "：", ": ")));
    let under = refused.under.as_ref();
    let under = under.map_or(String::new(), |under| under_words(under, language));
    format!("{}{words}{under}", pick(language, "不予记入", "refused"))
}
