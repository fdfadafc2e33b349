//! What boxes and lanes are called. Acts are called what their buttons say (`locale/`).

use law::{Procedure, Regime, Status, Words};
use review::{Conclusion, Who};

use crate::chart::Lane;

const ZH: &str = include_str!("../../../locale/zh-CN/acts.ftl");
const EN: &str = include_str!("../../../locale/en/acts.ftl");

/// What an act is called on its button; its name in the record where no translator named it.
pub fn act_words(act: &str) -> Words {
    let find = |file: &'static str| {
        let lines = file.lines().filter_map(|line| line.strip_prefix("act-"));
        let mut named = lines.filter_map(|line| line.split_once(" = "));
        named.find(|(name, _)| *name == act).map_or(act.to_owned(), |(_, words)| words.to_owned())
    };
    Words::new(find(ZH), find(EN))
}

/// The lane of who does an act.
pub fn lane(who: Who) -> Lane {
    match who {
        Who::Party | Who::Provider | Who::PartyOrProvider | Who::Everybody => Lane::Party,
        Who::Office => Lane::Office,
        Who::Unit | Who::Consulted | Who::Department => Lane::Consulted,
        Who::Commission => Lane::Commission,
        Who::Lab => Lane::Labs,
        Who::Experts => Lane::Experts,
    }
}

/// What a lane is called.
pub fn lane_words(lane: Lane) -> Words {
    let (zh, en) = match lane {
        Lane::Party => ("当事人", "Party"),
        Lane::Consulted => ("成员单位、部门", "Members, departments"),
        Lane::Office => ("审查办公室", "Review Office"),
        Lane::Commission => ("中央网信委", "Commission"),
        Lane::Labs => ("第三方机构", "Labs"),
        Lane::Experts => ("专家委员会", "Experts"),
    };
    Words::new(zh, en)
}

/// Who begins.
pub fn begins(lane: Lane) -> Words {
    let zh = match lane {
        Lane::Party => "当事人发起",
        Lane::Consulted => "成员单位发起",
        Lane::Office => "办公室发起",
        Lane::Commission => "中央网信委发起",
        Lane::Labs => "第三方机构发起",
        Lane::Experts => "专家发起",
    };
    Words::new(zh, "begins")
}

/// How a docket closes.
pub fn conclusion_words(conclusion: Conclusion, procedure: Procedure) -> Words {
    let (zh, en) = match conclusion {
        Conclusion::NoReviewNeeded => ("无需审查", "no review needed"),
        Conclusion::Pass | Conclusion::PassWithCommitments | Conclusion::Fail => match procedure {
            Procedure::Review => ("审查结论", "conclusion"),
            Procedure::Evaluation => ("审查结果", "result"),
        },
        Conclusion::Withdrawn => ("撤回", "withdrawn"),
        Conclusion::Terminated => ("终止", "terminated"),
        Conclusion::Declined => ("不予审查", "declined"),
    };
    Words::new(zh, en)
}

/// The title of a chart: the version, and that a draft binds nobody.
pub fn title(regime: &Regime) -> Words {
    let name = &regime.title;
    let (zh, en) = match regime.status {
        Status::Draft => ("（征求意见稿，未施行）", " (draft, never in force)"),
        Status::InForce => ("", ""),
        Status::Repealed => ("（已废止）", " (repealed)"),
        Status::Example => ("（示例，另一法域）", " (example, of another land)"),
    };
    Words::new(
        format!("《{}》的审查程序{zh}", name.zh),
        format!("Procedure of the {}{en}", name.en),
    )
}

/// The heading over what may be done at any time.
pub fn beside_words() -> Words {
    Words::new("各步骤中可以作出的行为", "Acts open at several steps")
}

/// The heading over acts that no article names.
pub fn outside_words() -> Words {
    Words::new("条文未规定的做法", "practice outside the text")
}

/// How to read the drawing.
pub fn legend() -> Words {
    Words::new(
        "时钟：期限，附条文；紫色线：回到先前的步骤；三竖线：各单位分别办理",
        "clock: a limit with its article; violet line: back to an earlier step; three bars: each \
         body for itself",
    )
}
