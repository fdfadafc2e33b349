# 内容的销毁：须经两位负责人，载入办公室自身的记录

destroy-title = 销毁内容
destroy-forever = 销毁后任何人都不能恢复，包括本办公室。
destroy-goes = 销毁的是密钥，所封存的内容随之不可读：整个卷宗（连同申报和全部文件）、一条记录的文字和所附文件，或一份文件的内容。
destroy-stays = 保留的是：何时由谁做了何种行为、各条的承诺值与哈希、审查链和已出具的回执，均仍可核对；以及何时、依据、为何、由何种角色销毁。
destroy-copies = 此前所作的备份、导出的卷宗和已打印的纸件不在其内，须另行处理。
destroy-asked = 已提出的销毁
destroy-ask = 提出销毁
destroy-now = 立即销毁
destroy-two = 由一位负责人提出，另一位负责人在“两人事项”中于七日内确认，再由提出者执行。理由会向原可查看者显示，请勿在其中复述内容。
destroy-field-what = 销毁什么
destroy-field-entry = 哪一条记录
destroy-field-sha256 = 哪一份文件
destroy-field-ground = 依据
destroy-field-retained_until = 保存期限届满之日
destroy-field-because = 理由
destroy-hint-entry = 只在销毁一条记录时选择；首条只能随整个卷宗销毁。
destroy-hint-sha256 = 只在销毁一份文件时选择。
destroy-hint-ground = 保存期限届满：整个卷宗；负有保密义务：一条记录或一份文件；国家秘密：三者均可。
destroy-hint-retained_until = 只在依据为保存期限届满时填写；期限由档案管理的规定确定，办法未作规定。
destroy-what-docket = 整个卷宗
destroy-what-entry = 一条记录
destroy-what-document = 一份文件
destroy-entry = 第 { $number } 条
destroy-file = 文件 { $hash }…
ground-retention-ended = 保存期限届满
ground-state-secret = 国家秘密
ground-confidentiality = 负有保密义务

destroyed = 已销毁
destroyed-title = 该卷宗的内容已销毁
destroyed-text = 密钥已经销毁，任何人都不能再读到内容。审查链仍可核对，已出具的回执仍可查验。
destroyed-told = { $day } 销毁；依据：{ $ground }（{ $article }）；{ $asked }提出，另一位{ $confirmed }确认；理由：{ $because }
destroyed-no-article = 办法未作规定
destroyed-counted = 记录 { $entries } 条，文件 { $files } 份
destroyed-seq = 载于审查链第 { $seq } 条。
verify-destroyed = 真实；所载内容已销毁
