//! Texts changed at random, from a seed: nothing panics, what is read has addresses that are
//! unique, and a large text stays within its bounds.

use std::collections::BTreeSet;
use std::io::Read as _;

use statute::read;

use crate::root;

/// Texts to change; invented.
const TEXTS: [&str; 4] = [
    "试验办法\n（2030年1月2日某部令第3号公布）\n第一章 总则\n第一条 甲。\n第二条 乙：\n（一）丙；\n1.丁；\n（二）戊。\n第二条之一 己。\n",
    "---\nt: x\n---\n<div><p>第一条为了&nbsp;甲。</p><p>第二条 乙。</p><script>x</script></div><p>x<p>y",
    "Trial Measures\nMay 1, 2030\nChapter I General\nArticle 1 In order:\n(1) a;\n(2) b.\n\
     Article 2 From May 2, 2030.\n",
    "# a\n# [M] = unverified\n\n[M] 第一条 自二○三○年三月一日起施行，《甲办法》（令第1号）同时废止。\n第二条 乙。\n",
];
/// What is put in.
const PIECES: [&str; 14] = [
    "第",
    "条",
    "（",
    "）",
    "<",
    "&",
    "《",
    "\n",
    "第九条 ",
    "（一）",
    "\u{0}",
    "。",
    "2030年2月30日",
    "---\n",
];
/// Changed texts.
const ROUNDS: u64 = 6_000;

/// Numbers from a seed (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let bound = u64::try_from(bound.max(1)).expect("small");
        usize::try_from((z ^ (z >> 31)) % bound).expect("small")
    }
}

#[test]
fn whatever_is_changed_nothing_panics_and_addresses_are_unique() {
    let mut chance = Chance(20_260_101);
    let mut laws = 0;
    for _ in 0..ROUNDS {
        let mut bytes = TEXTS[chance.below(TEXTS.len())].as_bytes().to_vec();
        for _ in 0..=chance.below(4) {
            let at = chance.below(bytes.len());
            match chance.below(4) {
                0 => {
                    bytes.truncate(at);
                }
                1 => {
                    let piece = PIECES[chance.below(PIECES.len())];
                    bytes.splice(at..at, piece.bytes());
                }
                2 => {
                    let end = (at + chance.below(40)).min(bytes.len());
                    bytes.drain(at..end);
                }
                _ => {
                    let byte = u8::try_from(chance.below(256)).expect("a byte");
                    bytes.splice(at..at, [byte]);
                }
            }
        }
        if let Ok(law) = read(bytes) {
            laws += 1;
            let mut seen = BTreeSet::new();
            for article in &law.articles {
                assert!(seen.insert(article.address.clone()));
                for paragraph in &article.paragraphs {
                    assert!(seen.insert(paragraph.address.clone()));
                    for item in &paragraph.items {
                        assert!(seen.insert(item.address.clone()), "{}", item.address);
                    }
                }
            }
            assert!(seen.iter().all(|address| law.at(address).is_some()));
        }
    }
    assert!(500 < laws, "most changes leave a law: {laws}");
}

/// What this process has held at most, in KiB; `None` where the system does not say.
fn most_held() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[test]
fn fifty_megabytes_of_text_stay_under_half_a_gibibyte() {
    let sentence =
        "试验人应当在试验开始前将试验方案、试验设备和试验人员的情况报送试验站，并对其真实性负责。";
    let mut text = String::from("试验办法\n");
    let mut article = 0;
    while text.len() < 50_000_000 {
        article += 1;
        text.push_str(&format!("第{article}条 {sentence}\n{sentence}\n（一）{sentence}\n"));
    }
    let law = read(text.into_bytes()).expect("a law");
    assert_eq!(law.articles.len(), article);
    drop(law);
    match most_held() {
        Some(kib) => assert!(kib < 512 << 10, "{kib} KiB"),
        None => eprintln!("SKIPPED: the system does not say how much memory was held"),
    }
}

/// What the fuzzer kept of its ten minutes, each for a way through the reader that none other goes.
#[test]
fn what_the_fuzzer_kept_is_read_or_refused() {
    let kept = std::fs::File::open(root().join("fuzz/corpus.zip")).expect("the corpus");
    let mut kept = zip::ZipArchive::new(kept).expect("an archive");
    let (mut laws, mut refused) = (0, 0);
    for at in 0..kept.len() {
        let mut bytes = Vec::new();
        kept.by_index(at).expect("a file").read_to_end(&mut bytes).expect("bytes");
        match read(bytes) {
            Ok(law) => {
                assert!(statute::compare(&law, &law).same);
                assert!(statute::akoma(&law).ends_with("</akomaNtoso>\n"));
                laws += 1;
            }
            Err(why) => {
                assert!(!why.words.zh.is_empty() && !why.words.en.is_empty());
                refused += 1;
            }
        }
    }
    assert!(50 < laws && 500 < refused, "{laws} laws, {refused} refused");
}
