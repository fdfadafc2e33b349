//! The files held against the texts, by a reader that shares nothing with the product. Only
//! figures, names, dates and addresses are compared: the wording stays where it is.

use std::collections::BTreeSet;

use jiff::civil::Date;
use law::{Book, Budget, Cite, Duty, Extension, FilingKind, Object, Regime, Rule};

use crate::oracle::{Line, Text, read};
use crate::regime;

/// Every version.
pub const ALL: [&str; 5] =
    ["draft-2017", "trial-2017", "measures-2020", "draft-2021", "measures-2022"];
/// Those with limits.
pub const REVIEW: [&str; 3] = ["measures-2020", "draft-2021", "measures-2022"];

/// Runs a check on each version whose text is there.
pub fn each(ids: &[&str], check: impl Fn(&Regime, &Text)) {
    for id in ids {
        if let Some(text) = read(id) {
            check(&regime(id), &text);
        }
    }
}

/// The address of a line.
pub fn cite(line: &Line) -> Cite {
    Cite { article: line.article.to_string().into(), paragraph: line.paragraph, item: line.item }
}

#[test]
fn every_article_paragraph_and_item_is_a_provision_and_nothing_else_is() {
    each(&ALL, |regime, text| {
        let stated: Vec<Cite> = text.lines.iter().map(cite).collect();
        let held: Vec<Cite> = regime.provisions.iter().map(|it| it.cite.clone()).collect();
        assert_eq!(held, stated, "{}", regime.id);
    });
}

#[test]
fn the_texts_have_16_16_22_23_and_23_articles() {
    let counts = ALL.map(|id| {
        let provisions = regime(id).provisions.clone();
        let articles: BTreeSet<String> =
            provisions.into_iter().map(|it| it.cite.article.to_string()).collect();
        articles.len()
    });
    assert_eq!(counts, [16, 16, 22, 23, 23]);
}

#[test]
fn every_number_of_days_and_months_is_a_limit_at_its_article() {
    each(&ALL, |regime, text| {
        let mut days = text.numbers("个工作日");
        let mut months = text.numbers("个月");
        for step in &regime.steps {
            let Some(limit) = &step.limit else { continue };
            let article: u16 = limit.cite.article.parse().expect("a number");
            let (list, number) = match limit.budget {
                Budget::WorkingDays(number) => (&mut days, number),
                Budget::Months(number) => (&mut months, number),
                Budget::CalendarDays { .. } => panic!("no text given counts calendar days"),
            };
            assert_eq!(list.first(), Some(&(article, number)), "{} {:?}", regime.id, step.name);
            list.remove(0);
            if let Extension::Once { working_days } = limit.extension {
                assert_eq!(days.first(), Some(&(article, working_days)), "{}", regime.id);
                days.remove(0);
            }
        }
        assert!(days.is_empty() && months.is_empty(), "{}: {days:?} {months:?}", regime.id);
    });
}

#[test]
fn only_what_the_text_lets_be_extended_may_be() {
    each(&REVIEW, |regime, text| {
        for step in &regime.steps {
            let Some(limit) = &step.limit else { continue };
            let line = text.lines.iter().find(|line| cite(line) == limit.cite).expect("a line");
            let may = line.text.contains("延长");
            assert_eq!(limit.extension != Extension::None, may, "{} {:?}", regime.id, step.name);
        }
    });
}

#[test]
fn the_members_are_those_of_article_four_in_its_order() {
    each(&REVIEW, |regime, text| {
        let line = text.only("建立国家网络安全审查工作机制").expect("the article");
        let (_, list) = line.text.split_once("会同").expect("a list");
        let (list, _) = list.split_once("建立").expect("an end");
        let others = list.split('、').map(|name| name.trim_start_matches("中华人民共和国"));
        let stated: Vec<&str> = std::iter::once("国家互联网信息办公室").chain(others).collect();
        let held: Vec<&str> = regime.members.iter().map(|it| it.name.zh.as_str()).collect();
        assert_eq!(held, stated, "{}", regime.id);
    });
}

#[test]
fn ids_and_short_names_are_those_of_the_docket() {
    let docket = "cac 网信办 ndrc 发改委 miit 工信部 mps 公安部 mss 安全部 mof 财政部 mofcom 商务部 \
                  pboc 人民银行 samr 市场监管总局 nrta 广电总局 csrc 证监会 nsb 保密局 sca 密码局";
    let stated: Vec<&str> = docket.split_whitespace().collect();
    let members = regime("measures-2022").members.clone();
    let held: Vec<String> =
        members.into_iter().flat_map(|member| [member.id, member.short.zh]).collect();
    assert_eq!(held, stated);
    let ids = |id: &str| -> Vec<String> {
        regime(id).members.iter().map(|member| member.id.clone()).collect()
    };
    let mut without = ids("measures-2022");
    without.retain(|id| id != "csrc");
    assert_eq!(ids("measures-2020"), without);
    assert_eq!(ids("draft-2021"), ids("measures-2022"));
}

/// The first `…年…月…日` after a word.
fn date_after(text: &str, word: &str) -> Option<Date> {
    let (_, rest) = text.split_once(word)?;
    let (year, rest) = rest.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let (date, _) = rest.split_once('日')?;
    Date::new(year.trim().parse().ok()?, month.trim().parse().ok()?, date.trim().parse().ok()?).ok()
}

#[test]
fn entry_into_force_and_repeal_are_those_of_the_last_article() {
    each(&ALL, |regime, text| {
        let last = text.lines.last().expect("a last article");
        assert_eq!(regime.in_force, date_after(&last.text, "本办法自"), "{}", regime.id);
        assert_eq!(regime.rule(Rule::EntryIntoForce), Some(&cite(last)));
        let repeals = last.text.contains("同时废止");
        assert_eq!(!regime.repeals.is_empty(), repeals, "{}", regime.id);
        for id in &regime.repeals {
            let book = Book::built_in();
            let older = book.get(id).expect("a version");
            assert!(last.text.contains(&older.title.zh), "{id}: {}", last.text);
        }
    });
    let book = Book::built_in();
    let until = |id: &str| book.find(id).and_then(|it| it.until).map(|day| day.to_string());
    assert_eq!(until("trial-2017").as_deref(), Some("2020-06-01"));
    assert_eq!(until("measures-2020").as_deref(), Some("2022-02-15"));
    assert_eq!(until("measures-2022"), None);
}

#[test]
fn dates_and_orders_are_those_before_the_articles() {
    each(&REVIEW, |regime, text| {
        let head = &text.before;
        let dated = regime.dated.strftime("%Y年%-m月%-d日").to_string();
        assert!(head.contains(&dated), "{}: {dated}", regime.id);
        match &regime.identity.order {
            Some(order) => assert!(head.contains(&order.zh), "{}", regime.id),
            None => assert!(!head.contains("令第"), "{}", regime.id),
        }
        if let Some(adopted) = regime.identity.adopted {
            assert_eq!(Some(adopted), date_after(head, "已经"), "{}", regime.id);
        }
    });
    each(&["draft-2017", "draft-2021"], |regime, text| {
        let comment = regime.identity.public_consultation.as_ref().expect("it was consulted on");
        for day in [comment.notice, comment.until, regime.dated] {
            let words = day.strftime("%Y年%-m月%-d日").to_string();
            assert!(text.before.contains(&words), "{}: {words}", regime.id);
        }
    });
}

/// For each rule, words that stand in its line and in no other.
const WORDS: [(Rule, &str); 27] = [
    (Rule::FileProcurement, "应当预判"),
    (Rule::FileListing, "必须向网络安全审查办公室申报"),
    (Rule::FileDataProcessing, "开展数据处理活动，影响"),
    (Rule::Materials, "应当提交以下材料"),
    (Rule::Intake, "确定是否需要审查"),
    (Rule::PreliminaryReview, "完成初步审查"),
    (Rule::Proposal, "将审查结论建议发送"),
    (Rule::Consultation, "书面回复意见"),
    (Rule::Opinions, "意见不一致的"),
    (Rule::SpecialProcedure, "再次形成审查结论建议"),
    (Rule::SpecialLimit, "特别审查程序一般应当"),
    (Rule::Supplement, "提交补充材料的时间"),
    (Rule::ExOfficio, "批准后，依照本办法"),
    (Rule::Measures, "预防和消减风险"),
    (Rule::Misconduct, "有失客观公正"),
    (Rule::Commitments, "督促产品和服务提供者"),
    (Rule::Supervision, "事前事中事后"),
    (Rule::Penalties, "违反本办法规定的"),
    (Rule::StateSecrets, "国家秘密信息"),
    (Rule::DetermineObject, "按程序确定审查对象"),
    (Rule::TakeUp, "市场反映和企业申请"),
    (Rule::OperatorPurchase, "由关键信息基础设施保护工作部门确定"),
    (Rule::Evaluation, "承担网络安全审查中的第三方评价"),
    (Rule::Assessment, "进行综合评估"),
    (Rule::Result, "通报审查结果"),
    (Rule::ProviderReports, "不定期发布对网络产品和服务提供者"),
    (Rule::ProductReports, "不定期发布网络产品和服务安全"),
];

#[test]
fn every_rule_stands_where_the_text_has_it_and_no_version_has_a_rule_its_text_lacks() {
    each(&ALL, |regime, text| {
        for (rule, words) in WORDS {
            let stated = text.only(words).map(cite);
            assert_eq!(regime.rule(rule), stated.as_ref(), "{} {rule:?}", regime.id);
        }
    });
}

#[test]
fn every_rule_cites_a_provision() {
    for regime in Book::built_in().all() {
        for (rule, cite) in &regime.rules {
            assert!(regime.provision(cite).is_some(), "{} {rule:?} {cite:?}", regime.id);
        }
    }
}

#[test]
fn filings_objects_and_the_threshold_are_those_of_the_text() {
    each(&REVIEW, |regime, text| {
        let owed = |words: &str| text.only(words).map(cite);
        for filing in &regime.filings {
            let (stated, duty) = match filing.kind {
                FilingKind::Procurement => (owed("应当预判"), Duty::Obliged),
                FilingKind::Listing => (owed("必须"), Duty::Obliged),
                FilingKind::DataProcessing => (owed("开展数据处理活动，影响"), Duty::Voluntary),
            };
            assert_eq!((Some(&filing.cite), filing.duty), (stated.as_ref(), duty));
        }
        let line = text.only("批准后，依照本办法").expect("the article");
        let named = [
            (Object::Product, "网络产品和服务"),
            (Object::DataProcessing, "数据处理活动"),
            (Object::Listing, "国外上市行为"),
        ];
        let stated: Vec<Object> = named
            .into_iter()
            .filter_map(|(object, words)| line.text.contains(words).then_some(object))
            .collect();
        let held: Vec<Object> = regime.objects.iter().map(|it| it.object).collect();
        assert_eq!(held, stated, "{}", regime.id);
        let above = text.only("超过100万用户").map(|line| (1_000_000, cite(line)));
        let held = regime.content.thresholds.first().map(|it| (it.figure, it.cite.clone()));
        assert_eq!(held, above, "{}", regime.id);
    });
}

#[test]
fn categories_materials_and_factors_are_as_many_as_in_the_text() {
    each(&ALL, |regime, text| {
        let items = |words: &str| {
            let article = text.only(words).map(|line| line.article);
            let of = text.lines.iter().filter(|it| Some(it.article) == article);
            of.filter(|it| it.item.is_some()).map(cite).collect::<Vec<_>>()
        };
        let held: Vec<Cite> = regime.content.materials.iter().map(|it| it.cite.clone()).collect();
        assert_eq!(held, items("应当提交以下材料"), "{}", regime.id);
        let weighed = if regime.limits.is_some() {
            "网络安全审查重点评估"
        } else {
            "主要包括："
        };
        let held: Vec<Cite> = regime.content.factors.iter().map(|it| it.cite.clone()).collect();
        assert_eq!(held, items(weighed), "{}", regime.id);
    });
    each(&REVIEW, |regime, text| {
        let line = text.only("所称网络产品和服务主要指").expect("the definition");
        let (_, list) = line.text.split_once("主要指").expect("a list");
        let (list, _) = list.split_once("，以及其他").expect("an open end");
        let stated: Vec<&str> = list.split('、').chain(["other"]).collect();
        let held = regime.content.categories.iter();
        let held: Vec<&str> =
            held.map(|it| if it.id == "other" { "other" } else { it.name.zh.as_str() }).collect();
        assert_eq!(held, stated, "{}", regime.id);
        assert!(regime.content.categories.iter().all(|it| it.cite == cite(line)));
    });
}
