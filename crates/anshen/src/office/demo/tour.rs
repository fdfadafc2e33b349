//! The guided tour: a filing from its draft to its conclusion, in lines for a shell. What is printed is
//! what the test runs.

/// A stop of the tour.
pub struct Stop {
    /// What happens, zh.
    pub zh: &'static str,
    /// What happens, en.
    pub en: &'static str,
    /// The lines.
    pub lines: &'static str,
}

/// The stops, in order. `$BASE`, `$ANSHEN`, `$DATA` and a token for each login come from `demo.env`.
pub const STOPS: &[Stop] = &[
    Stop {
        zh: "当事人起草申报（草稿不是记录）",
        en: "The party drafts a filing (a draft is no record)",
        lines: r#"FILING=$(curl -sS --fail-with-body "$BASE/api/v1/filings" -H "Authorization: Bearer $party" -H 'Content-Type: application/json' \
  -d '{"kind":"procurement","subject":{"title":"采购核心交换机","provider":"kewei","protection_department":"nea"},"answers":{"no_state_secrets":true}}' \
  | grep -o '"id":"[^"]*"' | head -n 1 | cut -d '"' -f 4); echo "FILING=$FILING""#,
    },
    Stop {
        zh: "上传四份材料",
        en: "Upload four materials",
        lines: r#"for M in declaration analysis documents other; do
  printf 'demo %s\n' "$M" | curl -sS --fail-with-body -X PUT "$BASE/api/v1/filings/$FILING/materials/$M?name=$M.txt" \
    -H "Authorization: Bearer $party" -H 'Content-Type: text/plain' --data-binary @-; echo
done"#,
    },
    Stop {
        zh: "检查是否齐备，逐项列明条款",
        en: "Check what is missing, item by item with its article",
        lines: r#"curl -sS --fail-with-body "$BASE/api/v1/filings/$FILING/check" -H "Authorization: Bearer $party"; echo"#,
    },
    Stop {
        zh: "提交：取得案号，开立卷宗",
        en: "Hand it in: it takes its number and opens its docket",
        lines: r#"REVIEW=$(curl -sS --fail-with-body -X POST "$BASE/api/v1/filings/$FILING/submit" -H "Authorization: Bearer $party" -H 'Idempotency-Key: tour-submit' \
  | grep -o '"review":"[^"]*"' | head -n 1 | cut -d '"' -f 4); echo "REVIEW=$REVIEW"
ACTS="$BASE/api/v1/reviews/$REVIEW/acts""#,
    },
    Stop {
        zh: "经办人、负责人先声明无利益冲突，再阅卷",
        en: "Officer and head declare that they have no conflict, then read",
        lines: r#"for WHO in "$officer" "$head"; do
  curl -sS --fail-with-body "$BASE/api/v1/reviews/$REVIEW/declarations" -H "Authorization: Bearer $WHO" -H 'Content-Type: application/json' -d '{"conflict":false}'
done
curl -sS --fail-with-body "$BASE/api/v1/reviews/$REVIEW" -H "Authorization: Bearer $officer"; echo"#,
    },
    Stop {
        zh: "确认材料符合要求；发出书面通知，开始初步审查",
        en: "Confirm the filing; the written notice opens the preliminary review",
        lines: r#"curl -sS --fail-with-body "$ACTS" -H "Authorization: Bearer $officer" -H 'Content-Type: application/json' -d '{"act":"confirm-filing","position":1}'; echo
curl -sS --fail-with-body "$ACTS" -H "Authorization: Bearer $head" -H 'Content-Type: application/json' -d '{"act":"open-review","position":2}'; echo"#,
    },
    Stop {
        zh: "要求提供补充材料：期限暂停；当事人提交：期限继续",
        en: "Ask for a supplement: the clock stops; the party supplies it: it runs on",
        lines: r#"curl -sS --fail-with-body "$ACTS" -H "Authorization: Bearer $officer" -H 'Content-Type: application/json' -d '{"act":"request-supplement","what":"来源清单","position":3}'; echo
curl -sS --fail-with-body "$ACTS" -H "Authorization: Bearer $party" -H 'Content-Type: application/json' -d '{"act":"supply-supplement","position":4}'; echo"#,
    },
    Stop {
        zh: "形成审查结论建议，送十二个成员单位和保护工作部门",
        en: "The proposed conclusion goes to twelve members and the protection department",
        lines: r#"curl -sS --fail-with-body "$ACTS" -H "Authorization: Bearer $head" -H 'Content-Type: application/json' -d '{"act":"propose","conclusion":"pass","position":5}'; echo"#,
    },
    Stop {
        zh: "各单位书面回复",
        en: "Each of them replies in writing",
        lines: r#"P=6
for WHO in "$ndrc" "$miit" "$mps" "$mss" "$mof" "$mofcom" "$pboc" "$samr" "$nrta" "$csrc" "$nsb" "$sca" "$nea"; do
  curl -sS --fail-with-body -o /dev/null -w '%{http_code} ' "$ACTS" -H "Authorization: Bearer $WHO" -H 'Content-Type: application/json' -d "{\"act\":\"reply\",\"opinion\":\"agree\",\"position\":$P}"
  P=$((P+1))
done; echo"#,
    },
    Stop {
        zh: "形成审查结论并书面通知",
        en: "The conclusion, notified in writing",
        lines: r#"curl -sS --fail-with-body "$ACTS" -H "Authorization: Bearer $head" -H 'Content-Type: application/json' -d "{\"act\":\"conclude\",\"position\":$P}"; echo"#,
    },
    Stop {
        zh: "打印卷宗",
        en: "Read the docket as the page an officer prints",
        lines: r#"curl -sS --fail-with-body "$BASE/api/v1/reviews/$REVIEW/docket" -H "Authorization: Bearer $officer" -H 'Accept: text/markdown' -H 'Accept-Language: zh'"#,
    },
    Stop {
        zh: "将演示日期拨到明年，看最紧迫的案件",
        en: "Move the date on, and see what is most urgent",
        lines: r#"curl -sS --fail-with-body "$BASE/api/v1/demo/clock" -H "Authorization: Bearer $officer" -H 'Content-Type: application/json' -d '{"date":"2026-12-01"}'; echo
curl -sS --fail-with-body "$BASE/api/v1/reviews?limit=3" -H "Authorization: Bearer $officer"; echo"#,
    },
    Stop {
        zh: "核对全部记录",
        en: "Verify the whole record",
        lines: r#""$ANSHEN" ledger verify --data "$DATA""#,
    },
];

/// The whole tour as one script for `sh`.
pub fn script(environment: &str) -> String {
    let mut script = format!("set -e\n. '{environment}'\n");
    for stop in STOPS {
        script.push_str(&format!("\n# {} · {}\n{}\n", stop.zh, stop.en, stop.lines));
    }
    script
}
