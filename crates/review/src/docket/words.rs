//! The words of values inside acts and consequences, Chinese and English, and of who acts.

use law::{Language, Words};

use super::cursor::{Cursor, is_gap};
use super::fault::Miss;
use crate::{Actor, BodyId};

/// A value with its words. The value is the spelling of the API and of the record.
#[derive(Debug)]
pub(super) struct Term {
    pub(super) value: &'static str,
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
    /// Other Chinese words that are read and never printed.
    pub(super) also: &'static [&'static str],
}

impl Term {
    const fn new(value: &'static str, zh: &'static str, en: &'static str) -> Term {
        Term { value, zh, en, also: &[] }
    }

    const fn also(mut self, also: &'static [&'static str]) -> Term {
        self.also = also;
        self
    }

    pub(super) fn word(&self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }

    fn words(&self, language: Language) -> impl Iterator<Item = &'static str> {
        let also = match language {
            Language::Zh => self.also,
            Language::En => &[],
        };
        std::iter::once(self.word(language)).chain(also.iter().copied())
    }
}

/// Kinds of filing.
pub(super) const KINDS: &[Term] = &[
    Term::new("procurement", "采购", "procurement"),
    Term::new("data-processing", "数据处理活动", "data-processing"),
    // 国外, not 境外: a Hong Kong listing is not a listing abroad (Measures 2022, Art. 7).
    Term::new("listing", "赴国外上市", "listing").also(&["国外上市"]),
];

/// Materials of a filing, in the order of the article.
pub(super) const MATERIALS: &[Term] = &[
    Term::new("declaration", "申报书", "declaration"),
    Term::new("analysis", "分析报告", "analysis"),
    Term::new("documents", "采购文件或上市申请文件", "documents")
        .also(&["采购文件", "上市申请文件"]),
    Term::new("other", "其他材料", "other"),
];

/// Limits that may be extended, as acts name them.
pub(super) const EXTENDABLE: &[Term] = &[
    Term::new("preliminary-review", "初步审查", "preliminary-review"),
    Term::new("special-review", "特别审查程序", "special-review").also(&["特别审查"]),
];

/// Limits, as consequences name them.
pub(super) const LIMITS: &[Term] = &[
    Term::new("intake", "申报处理", "intake"),
    Term::new("preliminary-review", "初步审查", "preliminary-review"),
    Term::new("consultation", "征求意见", "consultation"),
    Term::new("special-review", "特别审查", "special-review").also(&["特别审查程序"]),
    Term::new("commission-approval", "报批", "commission-approval"),
];

/// Proposed conclusions.
pub(super) const VERDICTS: &[Term] = &[
    Term::new("pass", "通过", "pass"),
    Term::new("pass-with-commitments", "附承诺通过", "pass-with-commitments"),
    Term::new("fail", "不予通过", "fail"),
];

/// Results of 2017.
pub(super) const OUTCOMES: &[Term] =
    &[Term::new("pass", "通过", "pass"), Term::new("fail", "不予通过", "fail")];

/// Written opinions.
pub(super) const OPINIONS: &[Term] = &[
    Term::new("agree", "同意", "agree"),
    Term::new("agree-with-points", "原则同意 修改意见", "agree-with-points"),
    Term::new("agree-on-condition", "附条件同意", "agree-on-condition"),
    Term::new("no-objection", "无意见", "no-objection"),
    Term::new("no-remit", "不涉及本单位职责", "no-remit"),
    Term::new("disagree", "不同意", "disagree"),
];

/// Objects of a review ex officio.
pub(super) const OBJECTS: &[Term] = &[
    Term::new("product", "产品", "product").also(&["网络产品和服务"]),
    Term::new("data-processing", "数据处理活动", "data-processing"),
    Term::new("listing", "国外上市", "listing").also(&["赴国外上市"]),
];

/// Ways of service.
pub(super) const SERVICES: &[Term] = &[
    Term::new("system", "系统", "by system"),
    Term::new("post", "邮寄", "by post"),
    Term::new("hand", "直接", "by hand"),
    Term::new("announcement", "公告", "by announcement"),
];

/// Grounds on which an object is determined (trial of 2017).
pub(super) const GROUNDS_OF_OBJECT: &[Term] = &[
    Term::new("department", "根据有关部门要求", "on requirement of"),
    Term::new("association", "根据全国性行业协会建议", "on advice of association"),
    Term::new("users", "根据用户反映", "on reports of users"),
    Term::new("market", "根据市场反映", "on reports of market"),
    Term::new("application", "根据企业申请", "on application"),
    Term::new("other", "根据其他情况", "on other ground"),
];

/// Grounds on which a review is taken up (draft of 2017).
pub(super) const GROUNDS_OF_REVIEW: &[Term] = &[
    Term::new("department", "根据有关部门要求", "at request of"),
    Term::new("association", "根据全国性行业协会建议", "on advice of association"),
    Term::new("users", "根据用户反映", "on reports of users"),
    Term::new("market", "根据市场反映", "on reports of market"),
    Term::new("application", "根据企业申请", "on application"),
    Term::new("other", "根据其他情况", "on other ground"),
];

/// What an assessment report is on (2017).
pub(super) const REPORTED: &[Term] = &[
    Term::new("provider", "提供者", "provider"),
    Term::new("product", "产品", "product").also(&["产品和服务"]),
];

/// Short names of the members, in the order of the Measures.
const MEMBERS: &[Term] = &[
    Term::new("cac", "网信办", "cac"),
    Term::new("ndrc", "发改委", "ndrc"),
    Term::new("miit", "工信部", "miit"),
    Term::new("mps", "公安部", "mps"),
    Term::new("mss", "安全部", "mss"),
    Term::new("mof", "财政部", "mof"),
    Term::new("mofcom", "商务部", "mofcom"),
    Term::new("pboc", "人民银行", "pboc"),
    Term::new("samr", "市场监管总局", "samr"),
    Term::new("nrta", "广电总局", "nrta"),
    Term::new("csrc", "证监会", "csrc"),
    Term::new("nsb", "保密局", "nsb"),
    Term::new("sca", "密码局", "sca"),
];

/// Actors that are one.
const ONES: &[(Actor, &str, &str)] = &[
    (Actor::Party, "当事人", "party"),
    (Actor::Provider, "提供者", "provider"),
    (Actor::Office, "办公室", "office"),
    (Actor::Commission, "中央网信委", "commission"),
    (Actor::Experts, "专家委员会", "experts"),
    (Actor::Anyone, "任何人", "anyone"),
];

/// How an id becomes an actor.
type MakeBody = fn(BodyId) -> Actor;

/// Actors that are one of many of their kind.
const BODIES: &[(MakeBody, &str, &str)] = &[
    (Actor::Unit, "成员单位", "unit"),
    (Actor::Department, "部门", "department"),
    (Actor::Authority, "主管机关", "authority"),
    (Actor::Lab, "第三方机构", "lab"),
];

/// Reads one value of a table.
pub(super) fn term(
    cursor: &mut Cursor<'_>,
    terms: &'static [Term],
    language: Language,
) -> Result<&'static Term, Miss> {
    let start = *cursor;
    let words = terms.iter().flat_map(|term| term.words(language));
    let found = cursor.longest(words);
    terms
        .iter()
        .find(|term| found.is_some_and(|found| term.words(language).any(|word| word == found)))
        .ok_or_else(|| {
            let list = |language, or: &str, open: &str, close: &str| {
                let word = |term: &Term| format!("{open}{}{close}", term.word(language));
                terms.iter().map(word).collect::<Vec<_>>().join(or)
            };
            let zh = list(Language::Zh, "、", "“", "”");
            start.miss(Words::new(zh, list(Language::En, ", ", "`", "`")))
        })
}

/// The word of a value; the value itself where the table lacks it.
pub(super) fn word(terms: &'static [Term], value: &str, language: Language) -> String {
    let found = terms.iter().find(|term| term.value == value);
    found.map_or(value, |term| term.word(language)).to_owned()
}

/// A body's id as written: a short name stands for the member's id.
pub(super) fn body(written: &str) -> Option<BodyId> {
    let member = MEMBERS.iter().find(|member| member.zh == written);
    BodyId::new(member.map_or(written, |member| member.value))
}

/// A body's id as printed.
pub(super) fn body_name(id: &BodyId, language: Language) -> String {
    word(MEMBERS, id.as_str(), language)
}

/// Reads who acts; with the language in which it is written.
pub(super) fn actor(cursor: &mut Cursor<'_>) -> Result<(Actor, Language), Miss> {
    let start = *cursor;
    let read = cursor.word();
    let ones = ONES.iter().find_map(|(actor, zh, en)| {
        let language = spelled(read, zh, en)?;
        Some((actor.clone(), language))
    });
    if let Some(found) = ones {
        return Ok(found);
    }
    let kind = BODIES.iter().find_map(|(make, zh, en)| {
        let language = spelled(read, zh, en)?;
        Some((make, language))
    });
    let (Some((make, language)), true) = (kind, cursor.mark(':')) else {
        return Err(start.miss(who()));
    };
    let here = *cursor;
    let parted = cursor.peek().is_none_or(is_gap);
    let id = if parted { None } else { body(cursor.word()) };
    let zh = "机构代号（字母、数字、汉字、-、_，至多64个）";
    let en = "the id of a body (letters, digits, `-`, `_`, at most 64)";
    id.map(|id| (make(id), language)).ok_or_else(|| here.miss(Words::new(zh, en)))
}

fn spelled(read: &str, zh: &str, en: &str) -> Option<Language> {
    match read {
        read if read == zh => Some(Language::Zh),
        read if read == en => Some(Language::En),
        _ => None,
    }
}

fn who() -> Words {
    let zh = "行为人：当事人、提供者、办公室、中央网信委、成员单位:、部门:、主管机关:、第三方机构:、\
              专家委员会、任何人";
    let en = "an actor: party, provider, office, commission, unit:<id>, department:<id>, \
              authority:<id>, lab:<id>, experts, anyone";
    Words::new(zh, en)
}

/// Who acts, as printed.
pub(super) fn actor_words(actor: &Actor, language: Language) -> String {
    let pick = |zh: &'static str, en: &'static str| match language {
        Language::Zh => zh,
        Language::En => en,
    };
    if let Some((_, zh, en)) = ONES.iter().find(|(one, _, _)| one == actor) {
        return pick(zh, en).to_owned();
    }
    let Some(id) = actor.body() else {
        return actor.to_string();
    };
    let kind = BODIES.iter().find(|(make, _, _)| &make(id.clone()) == actor);
    let kind = kind.map_or("", |(_, zh, en)| pick(zh, en));
    format!("{kind}:{}", body_name(id, language))
}
