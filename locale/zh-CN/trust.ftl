# 谁可知悉何事，以及查阅有据可查

links-title = 系统记录显示的关联
links-because = 为何仍无利益冲突
links-hint = 有上述关联而声明无利益冲突的，须说明理由；理由告知负责人。
declarations-title = 利益冲突声明
declarations-none = 尚无声明。
declarations-what = 声明
declared-none = 无利益冲突
declared-conflict = 有利益冲突

purpose-title = 本次查阅本案的目的
purpose-note = 补充说明
purpose-hint = 查阅留有记录；提交文件者可以看到文件何时、为何被查阅，但看不到姓名和补充说明。
purpose-go = 继续
purpose-handle = 承办
purpose-decide = 审签
purpose-check = 复核
purpose-answer = 答复询问
purpose-opinion = 出具意见
purpose-follow = 跟踪进展
purpose-approve = 批准
purpose-evaluate = 检测评估
purpose-assess = 专家评估
purpose-own = 本方查阅
purpose-review = 参与审查
purpose-emergency = 紧急查阅

document-docket = 卷宗
document-filing = 申报内容
document-material = 申报材料
document-file = 文件
document-notice = 书面通知

reader-own = 本单位人员
reader-office = 网络安全审查办公室
reader-mechanism = 审查工作机制参与单位
reader-evaluator = 检测评估参与者
reader-party = 当事人
reader-provider = 提供者
reader-counsel = 律师
role-none = 无角色

readings-title = 查阅记录
readings-own = 本人的查阅
readings-all = 全部查阅
readings-text = 一小时内重复查阅同一文件，记为一次。查阅记录不可修改、不可删除。
readings-given-text = 贵单位在本案提交的文件何时、为何被查阅。查阅者以角色表示。
readings-none = 尚无查阅。
readings-when = 时间
readings-what = 文件
readings-who = 查阅者
readings-purpose = 目的

emergency-title = 紧急查阅
emergency-text = 情况紧急、须立即查阅尚不能查阅的案件时使用：写明理由，一小时内只读；负责人和审计员即时获知，其间的查阅逐一记录。已声明有利益冲突的案件不能紧急查阅。
emergency-begin = 开始紧急查阅
emergency-because = 理由
emergency-number = 案号
emergency-end = 现在终止
emergency-here = 您正在紧急查阅本案。
emergency-until = 有效至 { $until }
emergency-over = 已到期
emergency-ended-by = 由{ $name }提前终止
emergency-read = 查阅文件 { $count } 份
emergency-none = 没有紧急查阅。

deed-open-opinions = 提前开启密封的意见
deed-export-docket = 导出整个卷宗
deed-destroy-key = 销毁内容（连同密钥）
deed-recover-account = 恢复账户
two-title = 两人事项
two-text = 须由一人提出、另一有权者（负责人）确认，七日内有效；提出者不得自行确认。两人的行为均记录在案。
two-ask = 提出
two-because = 理由
two-deed = 事项
two-none = 没有两人事项。
two-declare-first = 请先在案件页声明有无利益冲突，然后方可确认
two-confirm = 确认
two-refuse = 拒绝
two-withdraw = 撤回
two-export = 导出卷宗
two-recipients = 收件人的 age 公钥（每行一个）
two-recipients-hint = 卷宗连同全部文件打包加密，只有收件人的私钥能打开。公钥以 age1 开头，由收件人用 age-keygen 生成。只能导出一次。
two-export-now = 加密导出
two-state-open = 待确认
two-state-confirmed = 已确认
two-state-used = 已办理
two-state-refused = 已拒绝
two-state-withdrawn = 已撤回
two-state-void = 已失效

rules-title = 内部规则
rules-opinions = 书面意见在全部收到或期限届满之前：
rules-sealed = 密封
rules-open = 收到即可查阅
rules-seal = 改为密封
rules-unseal = 改为收到即可查阅

told-title = 请知悉
told-emergency = { $when } { $name } 紧急查阅 { $number }
told-declared = { $when } { $name } 与 { $number } 有关联而声明无利益冲突
told-two = { $when } { $name } 提出“{ $deed }”（{ $number }），待确认
