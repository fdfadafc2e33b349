//! What a person can do about a policy that forbids.

use crate::language::Words;

/// What stands against it, where a policy that forbids can be done something about.
pub fn why_not(policy: &str) -> Words {
    match policy {
        "declare-before-content" => Words::new(
            "请先声明与本案有无利益冲突，然后方可查看内容、办理事项",
            "declare first whether you have a conflict of interest in this case; then its content \
             is shown",
        ),
        "officer-decides-for-nobody" => Words::new(
            "代他人录入的决定、终结性行为，由负责人凭来文扫描件录入，经办人不得录入",
            "what decides or ends something is entered for another by a head, with the scanned \
             letter, not by an officer",
        ),
        "administrator-lets-in-no-case-role" => Words::new(
            "该账户担任办案角色，其一次性链接由负责人办理，或在本机命令行办理",
            "this account holds a role in cases: a head asks for its link, or the machine's own \
             command line",
        ),
        "administrator-names-no-officer" => Words::new(
            "经办人、负责人由负责人任命；首位负责人在本机命令行任命",
            "officers and heads are named by a head, the first head on the machine's own command \
             line",
        ),
        "emergency-reads-only" => Words::new(
            "紧急查阅期间只能查阅；办理事项须先声明有无利益冲突，或提前终止紧急查阅",
            "an emergency is for reading alone: to act, declare first whether you have a conflict \
             of interest, or end the emergency",
        ),
        "opinion-sealed" => Words::new(
            "书面意见在全部收到或期限届满之前予以密封",
            "written opinions are sealed until all are in or their time is over",
        ),
        "house:whole-docket-only" => Words::new(
            "计算凭据载有整本卷宗，只发给可阅读全部记录者；您所见期限的依据可在页面逐项查看",
            "the receipt of a computation holds the whole docket: it is for whoever may read every \
             entry; the grounds of each limit you see stand on its page",
        ),
        "asker-does-not-confirm" => Words::new(
            "须由另一人确认：提出者不得自行确认",
            "another person confirms: whoever asked does not",
        ),
        "house:asker-alone-withdraws" => Words::new(
            "只有提出者可以撤回；您可以拒绝",
            "only whoever asked withdraws it; you may refuse it",
        ),
        _ => {
            Words::new("您可以查看，但无权进行该操作", "you may see this and may not do this to it")
        }
    }
}
