//! The words of every act, one row each: the act's name, its English, its Chinese. `{field}` is an
//! argument of the act, `{field:slot}` one read otherwise than its name says, `{field=value}` fixes
//! an argument without a word of its own, `[…]` may be absent. Where an act has several rows, each
//! stands for one value. Chinese is the Measures' own wording where they have one, else ours.

/// Name, English, Chinese.
pub(super) const ACTS: &[(&str, &str, &str)] = &[
    // Filing and intake
    ("files", "files {kind}[ without {without}]", "申报 {kind}[ 缺 {without}]"),
    ("return-filing", "returns filing for {materials}", "告知补正 {materials}"),
    ("complete-filing", "completes filing", "提交补正材料"),
    ("lodge", "lodges {what}", "直接提交材料 {what}"),
    ("confirm-filing", "confirms filing complete", "确认申报材料符合要求"),
    ("open-review", "opens review[ because {because}]", "确定需要审查并书面通知[ 理由 {because}]"),
    ("find-no-review-needed", "finds no review needed", "确定无需审查并书面通知"),
    // Limits and supplements
    (
        "extend-limit",
        "extends {limit} by {working_days}[ because {because}]",
        "延长{limit} {working_days} 个工作日[ 理由 {because}]",
    ),
    (
        "request-supplement",
        "requests supplement {what}[ of provider{of=provider}]",
        "要求提供补充材料 {what}[ 由提供者提供{of=provider}]",
    ),
    (
        "supply-supplement",
        "supplies supplement[ {request}][ in part{in_part=true}]",
        "提交[第{request}号]补充材料[ 部分{in_part=true}]",
    ),
    (
        "find-supplement-incomplete",
        "finds supplement {request} incomplete[ because {because}]",
        "认定第{request}号补充材料不齐[ 理由 {because}]",
    ),
    ("withdraw-request", "withdraws request[ {request}]", "撤回[第{request}号]补充材料要求"),
    // Consultation
    ("propose", "proposes {conclusion}", "形成审查结论建议并征求意见 {conclusion}"),
    ("receive-proposal", "receives proposal", "收到审查结论建议"),
    ("also-consult", "also consults {body}", "增加征求意见 {body}"),
    (
        "reply",
        "replies {opinion}{again=false}[ {text}][ on paper {on_paper}][ because {because}]",
        "回复 {opinion}{again=false}[ {text}][ 另文 {on_paper}][ 理由 {because}]",
    ),
    (
        "reply",
        "replies again {opinion}{again=true}[ {text}][ on paper {on_paper}][ because {because}]",
        "更改回复 {opinion}{again=true}[ {text}][ 另文 {on_paper}][ 理由 {because}]",
    ),
    (
        "withdraw-proposal",
        "withdraws proposal[ because {because}]",
        "撤回审查结论建议[ 理由 {because}]",
    ),
    (
        "amend-proposal",
        "amends proposal to {conclusion}[ because {because}]",
        "修改审查结论建议为{conclusion}并重新征求意见[ 理由 {because}]",
    ),
    (
        "establish-division",
        "establishes division[ because {because}]",
        "认定意见不一致[ 理由 {because}]",
    ),
    // Special review and the Commission
    ("open-special-review", "opens special-review", "转入特别审查程序"),
    ("hear", "hears {body}", "听取意见 {body}"),
    ("propose-again", "proposes again {conclusion}", "再次形成审查结论建议并征求意见 {conclusion}"),
    (
        "submit-to-commission",
        "submits to commission[ because {because}]",
        "报中央网信委批准[ 理由 {because}]",
    ),
    ("commission-approve", "approves", "批准"),
    ("commission-decline", "declines", "不予批准"),
    ("commission-return", "returns", "退回"),
    ("conclude", "concludes", "形成审查结论并书面通知"),
    (
        "ask-ex-officio",
        "asks for ex officio review of {object:matter} {what}",
        "提请发起审查 {object:matter} {what}",
    ),
    // During and beside the review
    ("impose-measures", "imposes measures {what}", "要求采取预防和消减风险的措施 {what}"),
    ("lift-measures", "lifts measures[ {what}]", "解除措施[ {what}]"),
    ("report-measures", "reports measures taken[ {what}]", "报告措施落实情况[ {what}]"),
    ("carry-over", "carries over to {law}", "转适用 {law}"),
    ("announce", "announces review{what=review}", "公告实施审查{what=review}"),
    ("announce", "announces conclusion{what=conclusion}", "公布审查结论{what=conclusion}"),
    ("join", "joins docket {docket}[ because {because}]", "并案 {docket}[ 理由 {because}]"),
    ("inspect", "inspects on site with {with}", "联合进驻 {with}"),
    ("refer", "refers to {to} {what}", "移送 {to} {what}"),
    ("withdraw", "withdraws", "撤回申报"),
    ("consent-to-withdrawal", "consents to withdrawal", "同意撤回"),
    ("terminate", "terminates[ because {because}]", "终止审查[ 理由 {because}]"),
    ("commit", "commits {what}", "作出承诺 {what}"),
    ("urge", "urges provider on commitment {commitment}", "督促提供者履行第{commitment}项承诺"),
    (
        "find-commitment",
        "finds commitment {commitment} kept{kept=true}",
        "认定第{commitment}项承诺已履行{kept=true}",
    ),
    (
        "find-commitment",
        "finds commitment {commitment} breached{kept=false}",
        "认定第{commitment}项承诺未履行{kept=false}",
    ),
    ("report", "reports {text}", "举报 {text}"),
    // Acts that any procedure knows
    (
        "correct",
        "corrects entry {entry}[ dated {dated}] {text}",
        "更正第{entry}条[ 日期 {dated}] {text}",
    ),
    ("note", "notes {text}", "记载 {text}"),
    (
        "serve",
        "serves notice {notice} on {on} {by:service}",
        "送达第{notice}号通知 {on} {by:service}",
    ),
    ("acknowledge", "acknowledges notice {notice}", "签收第{notice}号通知"),
    // 2017
    (
        "determine-object",
        "determines object {object} {ground:ground-of-object}[ {by}][ {what}]",
        "确定审查对象 {object} {ground:ground-of-object}[ {by}][ {what}]",
    ),
    (
        "take-up",
        "takes up {object} {ground:ground-of-review}[ {by}][ {what}]",
        "组织审查 {object} {ground:ground-of-review}[ {by}][ {what}]",
    ),
    (
        "find-affected",
        "finds national security affected{affected=true}",
        "认定影响国家安全{affected=true}",
    ),
    (
        "find-affected",
        "finds national security not affected{affected=false}",
        "认定不影响国家安全{affected=false}",
    ),
    ("assign", "assigns {to}", "委托 {to}"),
    ("report-evaluation", "reports evaluation {what}", "提交评价结果 {what}"),
    ("report-assessment", "report assessment {what}", "提出综合评估意见 {what}"),
    ("publish-result", "publishes result {result}", "发布审查结果 {result}"),
    ("circulate-result", "circulates result {result}", "在一定范围内通报审查结果 {result}"),
    (
        "publish-assessment",
        "publishes assessment report on {on:reported} {what}",
        "发布安全评估报告 {on:reported} {what}",
    ),
];
