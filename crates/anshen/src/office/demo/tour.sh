JSON='Content-Type: application/json'

# 当事人起草申报（草稿不是记录） · The party drafts a filing (a draft is no record)
FILING=$(curl -sS --fail-with-body "$BASE/api/v1/filings" \
  -H "Authorization: Bearer $party" -H "$JSON" \
  -d '{"kind": "procurement",
       "subject": {"title": "采购核心交换机", "provider": "kewei", "protection_department": "nea"},
       "answers": {"no_state_secrets": true}}' \
  | grep -o '"id":"[^"]*"' | head -n 1 | cut -d '"' -f 4)
echo "FILING=$FILING"

# 上传四份材料 · Upload four materials
for M in declaration analysis documents other; do
  printf 'demo %s\n' "$M" | curl -sS --fail-with-body -X PUT \
    "$BASE/api/v1/filings/$FILING/materials/$M?name=$M.txt" \
    -H "Authorization: Bearer $party" -H 'Content-Type: text/plain' --data-binary @-
  echo
done

# 检查是否齐备，逐项列明条款 · Check what is missing, item by item with its article
curl -sS --fail-with-body "$BASE/api/v1/filings/$FILING/check" -H "Authorization: Bearer $party"
echo

# 提交：取得案号，开立卷宗 · Hand it in: it takes its number and opens its docket
REVIEW=$(curl -sS --fail-with-body -X POST "$BASE/api/v1/filings/$FILING/submit" \
  -H "Authorization: Bearer $party" -H "Idempotency-Key: submit-$FILING" \
  | grep -o '"review":"[^"]*"' | head -n 1 | cut -d '"' -f 4)
echo "REVIEW=$REVIEW"
ACTS="$BASE/api/v1/reviews/$REVIEW/acts"

# 经办人、负责人先声明无利益冲突，再阅卷 · Officer and head declare that they have no conflict, then read
for WHO in "$officer" "$head"; do
  curl -sS --fail-with-body "$BASE/api/v1/reviews/$REVIEW/declarations" \
    -H "Authorization: Bearer $WHO" -H "$JSON" -d '{"conflict": false}'
done
curl -sS --fail-with-body "$BASE/api/v1/reviews/$REVIEW" -H "Authorization: Bearer $officer"
echo

# 确认材料符合要求；发出书面通知，开始初步审查 · Confirm the filing; the written notice opens the review
curl -sS --fail-with-body "$ACTS" -H "Authorization: Bearer $officer" -H "$JSON" \
  -d '{"act": "confirm-filing", "position": 1}'
echo
curl -sS --fail-with-body "$ACTS" -H "Authorization: Bearer $head" -H "$JSON" \
  -d '{"act": "open-review", "position": 2}'
echo

# 要求提供补充材料：期限暂停；提交后继续 · Ask for a supplement: the clock stops; supplied, it runs on
curl -sS --fail-with-body "$ACTS" -H "Authorization: Bearer $officer" -H "$JSON" \
  -d '{"act": "request-supplement", "what": "来源清单", "position": 3}'
echo
curl -sS --fail-with-body "$ACTS" -H "Authorization: Bearer $party" -H "$JSON" \
  -d '{"act": "supply-supplement", "position": 4}'
echo

# 形成审查结论建议并征求意见 · The proposed conclusion goes to twelve members and the department
curl -sS --fail-with-body "$ACTS" -H "Authorization: Bearer $head" -H "$JSON" \
  -d '{"act": "propose", "conclusion": "pass", "position": 5}'
echo

# 各单位书面回复 · Each of them replies in writing
P=6
for WHO in "$ndrc" "$miit" "$mps" "$mss" "$mof" "$mofcom" "$pboc" "$samr" "$nrta" "$csrc" \
  "$nsb" "$sca" "$nea"; do
  curl -sS --fail-with-body -o /dev/null -w '%{http_code} ' "$ACTS" \
    -H "Authorization: Bearer $WHO" -H "$JSON" \
    -d "{\"act\": \"reply\", \"opinion\": \"agree\", \"position\": $P}"
  P=$((P+1))
done
echo

# 形成审查结论并书面通知 · The conclusion, notified in writing
curl -sS --fail-with-body "$ACTS" -H "Authorization: Bearer $head" -H "$JSON" \
  -d "{\"act\": \"conclude\", \"position\": $P}"
echo

# 打印卷宗 · Read the docket as the page an officer prints
curl -sS --fail-with-body "$BASE/api/v1/reviews/$REVIEW/docket" \
  -H "Authorization: Bearer $officer" -H 'Accept: text/markdown' -H 'Accept-Language: zh'

# 将演示日期向前拨，看最紧迫的案件 · Move the date on, and see what is most urgent
curl -sS --fail-with-body "$BASE/api/v1/demo/clock" -H "Authorization: Bearer $officer" \
  -H "$JSON" -d '{"date": "2026-12-01"}'
echo
curl -sS --fail-with-body "$BASE/api/v1/reviews?limit=3" -H "Authorization: Bearer $officer"
echo

# 核对全部记录 · Verify the whole record
"$ANSHEN" ledger verify --data "$DATA"
