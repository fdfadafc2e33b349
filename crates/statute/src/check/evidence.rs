//! By which words a rule, a step, a duty is found in a text: short turns of phrase that stand in
//! its place and nowhere before it. A law that words a thing anew adds its turn here; until then
//! what rests on it is told as unsupported.

use law::{FilingKind, Material, Object, Rule, StepName};

/// The words of a rule; none where the place is told otherwise.
pub const fn of_rule(rule: Rule) -> &'static [&'static str] {
    match rule {
        Rule::FileProcurement => &["应当预判"],
        Rule::FileListing => &["必须向网络安全审查办公室申报"],
        Rule::FileDataProcessing => &["开展数据处理活动，影响"],
        Rule::Materials => &["应当提交以下材料"],
        Rule::Intake => &["确定是否需要审查"],
        Rule::PreliminaryReview => &["完成初步审查"],
        Rule::Proposal => &["将审查结论建议发送"],
        Rule::Consultation => &["书面回复意见"],
        Rule::Opinions => &["意见不一致的"],
        Rule::SpecialProcedure => &["再次形成审查结论建议"],
        Rule::SpecialLimit => &["特别审查程序一般应当"],
        Rule::Supplement => &["提交补充材料的时间"],
        Rule::ExOfficio => &["批准后，依照本办法"],
        Rule::Measures => &["预防和消减风险"],
        Rule::Misconduct => &["有失客观公正"],
        Rule::Commitments => &["督促产品和服务提供者"],
        Rule::Supervision => &["事前事中事后"],
        Rule::Penalties => &["违反本办法规定的"],
        Rule::StateSecrets => &["国家秘密信息"],
        Rule::EntryIntoForce => &[],
        Rule::DetermineObject => &["按程序确定审查对象"],
        Rule::TakeUp => &["市场反映和企业申请"],
        Rule::OperatorPurchase => &["由关键信息基础设施保护工作部门确定"],
        Rule::Evaluation => &["承担网络安全审查中的第三方评价"],
        Rule::Assessment => &["进行综合评估"],
        Rule::Result => &["通报审查结果"],
        Rule::ProviderReports => &["不定期发布对网络产品和服务提供者"],
        Rule::ProductReports => &["不定期发布网络产品和服务安全"],
    }
}

/// The rules by which a step is found; the first that a text has.
pub const fn of_step(step: StepName) -> &'static [Rule] {
    match step {
        StepName::Intake => &[Rule::Intake],
        StepName::PreliminaryReview => &[Rule::PreliminaryReview],
        StepName::Consultation => &[Rule::Consultation],
        StepName::SpecialReview => &[Rule::SpecialLimit],
        StepName::CommissionApproval => &[Rule::SpecialProcedure],
        StepName::Determination => &[Rule::DetermineObject, Rule::TakeUp],
        StepName::Evaluation => &[Rule::Evaluation],
        StepName::Assessment => &[Rule::Assessment],
        StepName::Result => &[Rule::Result],
    }
}

/// The rule by which a kind of filing is found.
pub const fn of_filing(kind: FilingKind) -> Rule {
    match kind {
        FilingKind::Procurement => Rule::FileProcurement,
        FilingKind::DataProcessing => Rule::FileDataProcessing,
        FilingKind::Listing => Rule::FileListing,
    }
}

/// The word of an object of a review ex officio.
pub const fn of_object(object: Object) -> &'static str {
    match object {
        Object::Product => "网络产品和服务",
        Object::DataProcessing => "数据处理活动",
        Object::Listing => "国外上市",
    }
}

/// The word of a material.
pub const fn of_material(material: Material) -> &'static str {
    match material {
        Material::Declaration => "申报书",
        Material::Analysis => "分析报告",
        Material::Documents => "采购文件",
        Material::Other => "其他材料",
    }
}

/// The words by which a block is found that a law file names itself.
const OF_NAMES: &[(&str, &str, &[&str])] = &[
    ("trigger", "procurement", &["应当预判"]),
    ("trigger", "listing", &["必须向网络安全审查办公室申报"]),
    ("trigger", "data-processing", &["开展数据处理活动，影响"]),
    ("trigger", "ex-officio", &["批准后，依照本办法"]),
    ("trigger", "systems", &["信息系统使用的重要网络产品", "信息系统采购的重要网络产品"]),
    (
        "trigger",
        "operator-purchase",
        &["运营者采购的网络产品和服务，可能影响", "运营者采购网络产品和服务，可能影响"],
    ),
    ("trigger", "request", &["全国性行业协会建议"]),
    ("threshold", "personal-information-users", &["万用户个人信息"]),
    ("duty", "prejudge", &["应当预判"]),
    ("duty", "bind-provider", &["要求产品和服务提供者配合"]),
    ("duty", "decide-in-writing", &["确定是否需要审查"]),
    ("duty", "reply-in-writing", &["书面回复意见"]),
    ("duty", "supply", &["提交补充材料的时间"]),
    ("duty", "confidentiality", &["不得向无关方披露", "承担安全保密义务，不得用于"]),
    ("duty", "urge", &["督促产品和服务提供者"]),
    ("duty", "supervise", &["事前事中事后"]),
    ("duty", "file-listing", &["必须向网络安全审查办公室申报"]),
    ("duty", "prevent-risk", &["预防和消减风险"]),
    ("duty", "procure-reviewed", &["优先采购通过审查"]),
    ("duty", "undergo-review", &["运营者采购的网络产品和服务，可能影响"]),
    ("duty", "pass-review", &["运营者采购网络产品和服务，可能影响"]),
    ("duty", "evaluate-fairly", &["对评价结果负责"]),
    ("duty", "cooperate", &["应对网络安全审查工作予以配合", "应当对网络安全审查工作予以配合"]),
    ("exclusion", "state-secrets", &["国家秘密信息"]),
    ("exclusion", "other-reviews", &["外商投资安全审查"]),
    ("publication", "result", &["通报审查结果"]),
    (
        "publication",
        "assessment-report",
        &["不定期发布对网络产品和服务提供者", "不定期发布网络产品和服务安全"],
    ),
];

/// The words of a block; none known where nobody put them here.
pub fn of_name(block: &str, id: &str) -> Option<&'static [&'static str]> {
    OF_NAMES.iter().find(|(kind, name, _)| (*kind, *name) == (block, id)).map(|(.., words)| *words)
}
