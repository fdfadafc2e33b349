//! `anshen docket`, run as a program: the pages of `dockets/`, the contract of the report, exit
//! statuses, and files rewritten whole.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn anshen(arguments: &[&str], language: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_anshen"));
    let arguments = [&["docket"], arguments, &["--lang", language]].concat();
    command.args(arguments).output().unwrap()
}

/// The exit status, what was printed, and what was said to be wrong.
fn say(arguments: &[&str], language: &str) -> (i32, String, String) {
    let output = anshen(arguments, language);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The pages of a folder under `dockets/`, in order.
fn pages(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("dockets").join(folder)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut pages: Vec<_> =
        paths.filter(|it| it.extension().is_some_and(|it| it == "md")).collect();
    pages.sort();
    pages
}

fn scenarios() -> Vec<PathBuf> {
    let folders = fs::read_dir(root().join("dockets")).unwrap();
    let names =
        folders.filter_map(|entry| entry.unwrap().path().file_name().map(|it| it.to_owned()));
    let folders = names.filter(|name| root().join("dockets").join(name).is_dir());
    let folders = folders.map(|name| name.into_string().unwrap());
    let mut all = pages("");
    for folder in folders {
        all.extend(pages(&folder));
    }
    all
}

/// A page in a folder of its own.
fn page(text: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.md");
    fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

/// The report of a page without what is written and printed right of the arrows.
fn report(path: &str) -> Value {
    let (status, text, wrong) = say(&["replay", path, "--json"], "en");
    assert_eq!(status, 0, "{path}: {wrong}");
    let mut report: Value = serde_json::from_str(&text).unwrap();
    for section in report.as_array_mut().unwrap() {
        for step in section["steps"].as_array_mut().unwrap() {
            let step = step.as_object_mut().unwrap();
            step.remove("expected");
            step.remove("actual");
        }
    }
    report
}

#[test]
fn every_scenario_happens_as_written() {
    let scenarios = scenarios();
    let paths: Vec<_> = scenarios.iter().map(|path| path.to_str().unwrap()).collect();
    let arguments = [&["replay", "--check"], paths.as_slice()].concat();
    let (status, text, wrong) = say(&arguments, "en");
    assert_eq!(status, 0, "{text}{wrong}");
}

#[test]
fn every_scenario_says_the_same_in_both_languages() {
    for path in scenarios() {
        let path = path.to_str().unwrap();
        let print = |from: &str, language: &str| {
            let (status, text, wrong) = say(&["print", from], language);
            assert_eq!(status, 0, "{path}: {wrong}");
            page(&text)
        };
        let (_zh, zh) = print(path, "zh");
        let (_en, en) = print(&zh, "en");
        let (_again, again) = print(&en, "zh");
        assert_eq!(fs::read_to_string(&zh).unwrap(), fs::read_to_string(&again).unwrap());
        assert_eq!(report(path), report(&zh), "{path} in Chinese");
        assert_eq!(report(path), report(&en), "{path} in English");
        let (status, text, wrong) = say(&["replay", "--check", &zh], "en");
        assert_eq!(status, 0, "{path} in Chinese: {text}{wrong}");
    }
}

#[test]
fn every_scenario_written_out_agrees_and_is_written_once() {
    for path in scenarios() {
        let (_folder, copy) = page(&fs::read_to_string(&path).unwrap());
        assert_eq!(say(&["replay", "--update", &copy], "en").0, 0);
        let once = fs::read_to_string(&copy).unwrap();
        let (status, text, _) = say(&["replay", "--check", &copy], "en");
        assert_eq!(status, 0, "{}: {text}", path.display());
        assert_eq!(say(&["replay", "--update", &copy], "en").0, 0);
        assert_eq!(fs::read_to_string(&copy).unwrap(), once, "{}", path.display());
    }
}

#[test]
fn the_example_of_the_contract_checks_clean() {
    let contract = root().join("../shared/DOCKET.md");
    let Ok(text) = fs::read_to_string(&contract) else {
        eprintln!("SKIPPED: there is no {} to hold the example against", contract.display());
        return;
    };
    let example = text.split("````markdown\n").nth(1).unwrap().split("````").next().unwrap();
    let (_folder, path) = page(example);
    let (status, text, wrong) = say(&["replay", "--check", &path], "en");
    assert_eq!((status, text.as_str()), (0, "9 lines agree, 0 differ\n"), "{wrong}");
    let late = example.replace("2024-11-01 Fri", "2024-11-04 Mon");
    let (_folder, path) = page(&late);
    assert_eq!(say(&["replay", "--check", &path], "en").0, 1);
    assert_eq!(say(&["replay", &path], "en").0, 0);
}

/// What is told of a page, both languages.
fn told(path: &Path) -> String {
    let name = path.file_name().unwrap().to_str().unwrap();
    let told = |language: &str| {
        let (status, printed, wrong) = say(&["replay", path.to_str().unwrap()], language);
        assert_eq!((status, printed.as_str()), (2, ""), "{name}");
        wrong.replace(path.to_str().unwrap(), name)
    };
    format!("{}{}", told("zh"), told("en"))
}

#[test]
#[expect(clippy::disallowed_methods, reason = "`UPDATE=1` writes the messages anew")]
fn what_cannot_be_read_is_told_with_its_place_and_what_was_expected() {
    let mut seen = 0;
    for path in pages("refused/unreadable") {
        if path.ends_with("README.md") {
            continue;
        }
        let golden = path.with_extension("txt");
        let told = told(&path);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&golden, &told).unwrap();
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        assert_eq!(told, expected, "{}", path.display());
        seen += 1;
    }
    assert!(seen > 10);
}

#[test]
fn bad_files_and_bad_options_are_exit_status_2() {
    let (folder, path) = page("# T\n```docket\n2024-03-04  party  files procurement\n```\n");
    let bad = folder.path().join("bad.md");
    fs::write(&bad, b"# T\n\xff\n").unwrap();
    let bad = bad.to_str().unwrap();
    let (status, _, wrong) = say(&["replay", bad], "en");
    assert_eq!(status, 2);
    assert!(wrong.contains("bad.md:2:1: not UTF-8"), "{wrong}");
    for arguments in [
        &["replay", "no-such-page.md"][..],
        &["replay"],
        &["replay", &path, "--law", "measures-2023"],
        &["replay", &path, "--position", "members=some"],
        &["replay", &path, "--position", "members"],
        &["replay", &path, "--check", "--update"],
        &["print", "no-such-page.md"],
        &["new", "measures-2023"],
    ] {
        let (status, printed, wrong) = say(arguments, "en");
        assert_eq!((status, printed.as_str()), (2, ""), "{arguments:?}");
        assert!(!wrong.is_empty(), "{arguments:?}");
    }
    let (_folder, nul) = page("# T\n```docket\n2024-03-04  office  notes \"\0\"\n```\n");
    let (status, _, wrong) = say(&["replay", &nul], "en");
    assert_eq!(status, 2);
    assert!(wrong.contains("page.md:3:28: expected visible text"), "{wrong}");
}

#[test]
fn a_page_is_rewritten_only_where_every_page_can_be_read() {
    let (folder, good) = page("# T\n```docket\n2024-03-04  party  files procurement\n```\n");
    let before = fs::read_to_string(&good).unwrap();
    let bad = folder.path().join("bad.md");
    fs::write(&bad, "# T\n```docket\nnonsense\n```\n").unwrap();
    assert_eq!(say(&["replay", "--update", &good, bad.to_str().unwrap()], "en").0, 2);
    assert_eq!(fs::read_to_string(&good).unwrap(), before);
    assert_eq!(say(&["replay", "--update", folder.path().to_str().unwrap()], "en").0, 2);
    fs::remove_file(&bad).unwrap();
    assert_eq!(say(&["replay", "--update", folder.path().to_str().unwrap()], "en").0, 0);
    let after = fs::read_to_string(&good).unwrap();
    assert!(after.contains("procurement  -> intake due 2024-03-18 Mon (Art. 9)\n"), "{after}");
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing half written stays");
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_rights_stay() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, path) = page("# T\n```docket\n2024-03-04  party  files procurement\n```\n");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let link = folder.path().join("link.md");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    assert_eq!(say(&["replay", "--update", link.to_str().unwrap()], "en").0, 0);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::read_to_string(&path).unwrap().contains("-> intake due"));
}

/// The names of the report in the order of the contract.
const NAMES: &str = "scenario law simulation positions start-day steps line entry date time dated \
    actor act command accepted refusal irregular limits limit of law article effect unit state \
    start due latest provisional assumed met late left counted total step expected actual agrees \
    state step closed conclusion opinions limits limit of law article effect unit state start due \
    latest provisional assumed met late left counted total waiting_for agrees";

#[test]
fn the_report_has_the_names_and_the_order_of_the_contract() {
    let (_folder, path) = page("# T\n```docket\n2024-03-04  party  files procurement\n```\n");
    let (status, text, _) = say(&["replay", "--json", &path], "zh");
    assert_eq!(status, 0);
    let mut rest = text.as_str();
    for name in NAMES.split_whitespace() {
        let key = format!("\"{name}\":");
        let after = rest.split_once(&key);
        rest = after.unwrap_or_else(|| panic!("`{name}` is not where it should be: {text}")).1;
    }
    assert!(text.contains(r#""entry":1,"date":"2024-03-04","time":null,"dated":null"#), "{text}");
    let step = r#""step":"intake","expected":null,"actual":"intake due 2024-03-18 Mon (Art. 9)""#;
    assert!(text.contains(step), "{text}");
    assert!(text.contains(r#""conclusion":null,"opinions":null"#), "{text}");
}

#[test]
fn a_refused_step_says_why_on_what_and_in_both_languages() {
    let (_folder, path) = page(
        "# T\n```docket\n2024-03-04 09:05  party  files procurement\n\
         2024-03-05  office  extends preliminary-review by 16 because \"x\" dated 2024-03-04\n\
         ```\n",
    );
    let (_, text, _) = say(&["replay", "--json", &path], "zh");
    let report: Value = serde_json::from_str(&text).unwrap();
    let steps = &report[0]["steps"];
    assert_eq!(steps[0]["time"], "09:05");
    assert_eq!(steps[1]["dated"], "2024-03-04");
    assert_eq!((&steps[1]["entry"], &steps[1]["accepted"]), (&Value::Null, &Value::Bool(false)));
    let refusal = steps[1]["refusal"].as_object().unwrap();
    let mut names: Vec<_> = refusal.keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["basis", "reason", "text"]);
    assert!(refusal["text"]["zh"].is_string() && refusal["text"]["en"].is_string());
    assert_eq!(report[0]["agrees"], false, "a refusal that is not written disagrees");
}

#[test]
fn a_version_or_a_reading_may_be_taken_instead() {
    let (_folder, path) = page("# T\n```docket\n2022-02-15  party  files procurement\n```\n");
    let read = |more: &[&str]| {
        let (status, text, wrong) = say(&[&["replay", "--json", &path], more].concat(), "en");
        assert_eq!(status, 0, "{wrong}");
        let report: Value = serde_json::from_str(&text).unwrap();
        let due = report[0]["steps"][0]["limits"][0]["due"].as_str().unwrap().to_owned();
        (report[0]["law"].as_str().unwrap().to_owned(), report[0]["simulation"].as_bool(), due)
    };
    let law = |id: &str, what_if, due: &str| (id.to_owned(), Some(what_if), due.to_owned());
    assert_eq!(read(&[]), law("measures-2022", false, "2022-03-01"));
    assert_eq!(read(&["--law", "measures-2020"]), law("measures-2020", true, "2022-03-01"));
    let counted = &["--position", "start-day=counted"];
    assert_eq!(read(counted), law("measures-2022", false, "2022-02-28"));
}

#[test]
fn a_new_page_replays_under_every_version() {
    for law in ["draft-2017", "trial-2017", "measures-2020", "draft-2021", "measures-2022"] {
        for language in ["zh", "en"] {
            let (status, text, _) = say(&["new", law], language);
            assert_eq!(status, 0);
            let (_folder, path) = page(&text);
            let (status, told, wrong) = say(&["replay", "--check", &path], language);
            assert_eq!(status, 0, "{text}{told}{wrong}");
        }
    }
}

#[test]
fn a_fault_of_an_option_is_no_fault_of_the_page() {
    let (_folder, path) = page("# T\n```docket\n2024-03-04  party  files procurement\n```\n");
    for (arguments, told) in [
        (&["--law", "measures-2023"][..], "error: no version is called `measures-2023`"),
        (&["--position", "silense=none"], "error: no position is called `silense`"),
        (
            &["--position", "silence=none", "--position", "silence=consent"],
            "error: position `silence` is given twice",
        ),
    ] {
        let (status, _, wrong) = say(&[&["replay", &path], arguments].concat(), "en");
        assert_eq!(status, 2);
        assert!(wrong.starts_with(told), "{wrong}");
    }
}

#[test]
fn what_others_say_stands_in_brackets_in_chinese() {
    let (_, _, wrong) = say(&["replay", "no-such-page.md"], "zh");
    let told = "错误: 打不开 `no-such-page.md`（原文：No such file or directory (os error 2)）\n";
    assert_eq!(wrong, told);
    let (status, _, wrong) = say(&["replay", "--cheque"], "zh");
    let told = "错误: 命令行用法有误：不认识的参数 `--cheque`；是否想写 `--check`\n用法：";
    assert_eq!((status, wrong.starts_with(told)), (2, true), "{wrong}");
    assert!(!wrong.contains("error") && !wrong.contains("Usage"), "{wrong}");
    let (_, _, wrong) = say(&["replay", "--cheque"], "en");
    assert!(wrong.starts_with("error: unexpected argument"), "{wrong}");
}

#[test]
fn what_is_not_utf_8_is_told_with_its_column() {
    let folder = tempfile::tempdir().unwrap();
    let bad = folder.path().join("bad.md");
    fs::write(&bad, b"# T\n\xe5\xae\xa1 x\xff\n").unwrap();
    let (_, _, wrong) = say(&["replay", bad.to_str().unwrap()], "en");
    assert!(wrong.contains("bad.md:2:4: not UTF-8"), "{wrong}");
}

#[test]
fn a_refusal_is_told_in_one_piece() {
    let page = "# T\n```docket\n2024-03-04  party  files procurement\n\
                2024-03-15  office  opens review\n2024-03-20  office  requests supplement \"a\"\n\
                2024-03-25  office  proposes pass\n```\n";
    let (_folder, path) = self::page(page);
    let (_, text, _) = say(&["replay", &path], "en");
    let whole = "       -> refused: supplement 1 is outstanding; await it or withdraw the request \
                 (Art. 15)\n";
    assert!(text.contains(whole), "{text}");
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_an_error() {
    let (_folder, path) = page("# T\n```docket\n2024-03-04  party  files procurement\n```\n");
    for arguments in [
        &["docket", "replay", &path][..],
        &["docket", "replay", &path, "--json"],
        &["docket", "print", &path],
        &["law", "list"],
        &["days", "year", "2026"],
        &["--help"],
    ] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_anshen"));
        let output = command.args(arguments).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn people_are_told_in_their_language() {
    let (_folder, path) =
        page("# T\nLaw: draft-2021\n```docket\n2024-03-04  party  files procurement\n```\n");
    let (_, zh, _) = say(&["replay", &path], "zh");
    assert!(zh.contains("推演") && zh.contains("当事人  申报 采购"), "{zh}");
    let (_, en, _) = say(&["replay", &path], "en");
    assert!(en.contains("what-if") && en.contains("party  files procurement"), "{en}");
    let (_folder, none) = page("# T\n");
    let (status, text, _) = say(&["replay", &none], "en");
    assert_eq!((status, text.ends_with("page.md: no docket block\n")), (0, true), "{text}");
    assert_eq!(say(&["replay", "--json", &none], "en").1, "[]\n");
}
