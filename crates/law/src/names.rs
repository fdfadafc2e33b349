//! What the closed words of the law are called on a page, in both languages.

use crate::{
    Bearer, Budget, Departments, Duty, Effect, Ends, Extension, FilingKind, LeadsTo, Material,
    Milestone, Object, Procedure, Rule, StartDay, Status, StepName, Words,
};

impl Status {
    /// Its name.
    pub fn words(self) -> Words {
        match self {
            Status::Draft => Words::new("征求意见稿，未施行", "draft, never in force"),
            Status::InForce => Words::new("施行中", "in force"),
            Status::Repealed => Words::new("已废止", "repealed"),
            Status::Example => {
                Words::new("示例：另一法域的制度", "example, a regime of another land")
            }
        }
    }

    /// Its spelling in files and JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Status::Draft => "draft",
            Status::InForce => "in-force",
            Status::Repealed => "repealed",
            Status::Example => "example",
        }
    }
}

impl Procedure {
    /// Its name.
    pub fn words(self) -> Words {
        match self {
            Procedure::Review => Words::new(
                "申报、初步审查、征求意见、特别审查",
                "filing, preliminary review, consultation, special review",
            ),
            Procedure::Evaluation => Words::new(
                "确定对象、第三方评价、综合评估、结果",
                "object, evaluation, assessment, result",
            ),
        }
    }
}

impl StepName {
    /// Its name.
    pub fn words(self) -> Words {
        match self {
            StepName::Intake => Words::new("申报处理", "intake"),
            StepName::PreliminaryReview => Words::new("初步审查", "preliminary review"),
            StepName::Consultation => Words::new("征求意见", "consultation"),
            StepName::SpecialReview => Words::new("特别审查", "special review"),
            StepName::CommissionApproval => {
                Words::new("报中央网信委批准", "approval by the Commission")
            }
            StepName::Determination => Words::new("确定审查对象", "determination of the object"),
            StepName::Evaluation => Words::new("第三方评价", "evaluation by labs"),
            StepName::Assessment => Words::new("专家综合评估", "assessment by experts"),
            StepName::Result => Words::new("审查结果", "result"),
        }
    }
}

impl Milestone {
    /// Its name, as what a count runs from.
    pub fn words(self) -> Words {
        match self {
            Milestone::FilingReceived => Words::new("收到申报材料", "receipt of the filing"),
            Milestone::FilingComplete => {
                Words::new("收到齐全的申报材料", "receipt of the complete filing")
            }
            Milestone::FilingAccepted => Words::new("接受申报", "acceptance of the filing"),
            Milestone::NoticeDispatched => {
                Words::new("发出书面通知", "dispatch of the written notice")
            }
            Milestone::ProposalReceived => {
                Words::new("收到审查结论建议", "receipt of the proposed conclusion")
            }
            Milestone::OpinionsAgreed => Words::new("意见一致", "opinions agreed"),
            Milestone::OpinionsDivided => Words::new("意见不一致", "opinions divided"),
            Milestone::ProposedAgain => Words::new("再次征求意见", "second consultation"),
            Milestone::Submitted => Words::new("报请批准", "submission for approval"),
            Milestone::Approved => Words::new("中央网信委批准", "approval by the Commission"),
            Milestone::Concluded => Words::new("通知审查结论", "notice of the conclusion"),
            Milestone::GroundGiven => {
                Words::new("提出要求、建议、反映或申请", "a request, advice, report or application")
            }
            Milestone::ObjectDetermined => Words::new("对象确定", "the object determined"),
            Milestone::EvaluationReported => Words::new("评价完成", "the evaluation reported"),
            Milestone::AssessmentReported => Words::new("评估完成", "the assessment reported"),
            Milestone::ResultOut => {
                Words::new("结果发布或通报", "the result published or circulated")
            }
        }
    }
}

impl Budget {
    /// "10 working days".
    pub fn words(self) -> Words {
        match self {
            Budget::WorkingDays(n) => {
                Words::new(format!("{n} 个工作日"), format!("{n} working days"))
            }
            Budget::Months(n) => Words::new(format!("{n} 个月"), format!("{n} months")),
            Budget::CalendarDays { days: n, ends: Ends::NextWorkingDay } => Words::new(
                format!("{n} 个自然日，末日为休息日的顺延至下一工作日"),
                format!("{n} calendar days, a last day off moves to the next working day"),
            ),
            Budget::CalendarDays { days: n, ends: Ends::Stays } => Words::new(
                format!("{n} 个自然日，末日为休息日的不顺延"),
                format!("{n} calendar days, a last day off stays"),
            ),
        }
    }
}

impl StartDay {
    /// Whether the day a count begins on is counted.
    pub fn words(self) -> Words {
        match self {
            StartDay::Excluded => Words::new("首日不计入", "the first day is left out"),
            StartDay::Counted => Words::new("首日计入", "the first day is counted"),
        }
    }
}

impl Extension {
    /// How it may be extended.
    pub fn words(self) -> Words {
        match self {
            Extension::None => Words::new("不得延长", "none"),
            Extension::Once { working_days } => Words::new(
                format!("一次，至多 {working_days} 个工作日"),
                format!("once, at most {working_days} working days"),
            ),
            Extension::Open => Words::new("可以延长，未定上限", "open, no figure is given"),
            Extension::OnceDays { calendar_days } => Words::new(
                format!("一次，不超过 {calendar_days} 个自然日"),
                format!("once, at most {calendar_days} calendar days"),
            ),
            Extension::OnceThenOpen { working_days } => Words::new(
                format!("一次，不超过 {working_days} 个工作日，此后可再延长，未定上限"),
                format!("once, at most {working_days} working days, then open"),
            ),
        }
    }
}

impl FilingKind {
    /// Its name.
    pub fn words(self) -> Words {
        match self {
            FilingKind::Procurement => Words::new("采购网络产品和服务", "procurement"),
            FilingKind::DataProcessing => Words::new("数据处理活动", "data processing"),
            FilingKind::Listing => Words::new("赴国外上市", "listing abroad"),
        }
    }
}

impl Object {
    /// Its name.
    pub fn words(self) -> Words {
        match self {
            Object::Product => Words::new("网络产品和服务", "product or service"),
            Object::DataProcessing => Words::new("数据处理活动", "data processing"),
            Object::Listing => Words::new("国外上市行为", "listing abroad"),
        }
    }
}

impl Duty {
    /// Its name.
    pub fn words(self) -> Words {
        match self {
            Duty::Obliged => Words::new("应当申报", "owed"),
            Duty::Voluntary => Words::new("自愿，无条文要求", "voluntary, no article orders it"),
        }
    }
}

impl Material {
    /// Its name.
    pub fn words(self) -> Words {
        match self {
            Material::Declaration => Words::new("申报书", "declaration"),
            Material::Analysis => Words::new("分析报告", "analysis"),
            Material::Documents => Words::new("采购或上市文件", "documents"),
            Material::Other => Words::new("其他材料", "other materials"),
        }
    }
}

impl Departments {
    /// Its name.
    pub fn words(self) -> Words {
        match self {
            Departments::Protection => {
                Words::new("相关保护工作部门", "the protection departments concerned")
            }
            Departments::Relevant => Words::new("相关部门", "relevant departments"),
        }
    }
}

impl LeadsTo {
    /// Its name.
    pub fn words(self) -> Words {
        match self {
            LeadsTo::FilingOwed => Words::new("应当申报", "a filing is owed"),
            LeadsTo::FilingOpen => Words::new("可以申报", "a filing may be made"),
            LeadsTo::ExOfficio => Words::new("依职权审查", "a review ex officio"),
            LeadsTo::Review => Words::new("审查", "a review"),
        }
    }
}

impl Bearer {
    /// Its name.
    pub fn words(self) -> Words {
        match self {
            Bearer::Party => Words::new("当事人（运营者）", "party (operator)"),
            Bearer::Provider => Words::new("提供者", "provider"),
            Bearer::PartyAndProvider => Words::new("当事人、提供者", "party and provider"),
            Bearer::Office => Words::new("办公室", "Office"),
            Bearer::Member => Words::new("被征求意见单位", "consulted bodies"),
            Bearer::Reviewer => Words::new("参与审查者", "those who review"),
            Bearer::Lab => Words::new("第三方机构", "labs"),
            Bearer::PublicBody => Words::new("党政部门和重点行业", "public bodies and key sectors"),
        }
    }
}

impl Effect {
    /// Its name.
    pub fn words(self) -> Words {
        match self {
            Effect::RouteOut => Words::new("不得进入系统", "must not enter"),
            Effect::Cumulative => Words::new("同时适用", "applies as well"),
        }
    }
}

impl Rule {
    /// Its name.
    pub fn words(self) -> Words {
        let (zh, en) = match self {
            Rule::FileProcurement => ("采购的预判和申报", "prejudging and filing a purchase"),
            Rule::FileListing => ("国外上市的申报", "filing a listing abroad"),
            Rule::FileDataProcessing => ("数据处理活动受审查", "data processing under review"),
            Rule::Materials => ("申报材料", "materials of a filing"),
            Rule::Intake => ("确定是否需要审查", "whether a review is needed"),
            Rule::PreliminaryReview => ("初步审查", "preliminary review"),
            Rule::Proposal => ("审查结论建议的发送", "sending the proposed conclusion"),
            Rule::Consultation => ("书面回复意见", "written opinions"),
            Rule::Opinions => ("意见一致或不一致", "opinions agreed or divided"),
            Rule::SpecialProcedure => ("特别审查程序的步骤", "steps of the special review"),
            Rule::SpecialLimit => ("特别审查程序的期限", "limit of the special review"),
            Rule::Supplement => ("补充材料", "supplementary materials"),
            Rule::ExOfficio => ("依职权审查", "review ex officio"),
            Rule::Measures => ("审查期间的措施", "measures during the review"),
            Rule::Misconduct => ("对审查人员的举报", "reports against those who review"),
            Rule::Commitments => ("承诺及督促", "commitments and urging"),
            Rule::Supervision => ("监督", "supervision"),
            Rule::Penalties => ("罚则", "penalties"),
            Rule::StateSecrets => ("国家秘密", "state secrets"),
            Rule::EntryIntoForce => ("施行与废止", "entry into force and repeal"),
            Rule::DetermineObject => ("确定审查对象", "determining the object"),
            Rule::TakeUp => ("组织审查", "taking up a review"),
            Rule::OperatorPurchase => ("运营者的采购", "a CII operator's purchase"),
            Rule::Evaluation => ("第三方评价", "evaluation by labs"),
            Rule::Assessment => ("综合评估", "overall assessment"),
            Rule::Result => ("审查结果", "result"),
            Rule::ProviderReports => ("对提供者的评估报告", "assessment reports on providers"),
            Rule::ProductReports => ("对产品服务的评估报告", "assessment reports on products"),
        };
        Words::new(zh, en)
    }
}
