//! A notice as a fragment of a page, and as text for a terminal. The order is that of an official
//! paper (GB/T 9704): issuer, number, title, address line, text, issuer and date at the lower
//! right.

use std::fmt::Write as _;

use law::{Language, Words};

use crate::phrase::Phrase;
use crate::{Notice, write};

/// The notice as a fragment of HTML; all text is escaped.
pub fn html(notice: &Notice, language: Language) -> String {
    let lang = match language {
        Language::Zh => "zh-CN",
        Language::En => "en",
    };
    let say = |words: &Words| escaped(words.text(language));
    let mut page = String::new();
    let kind = notice.kind.word();
    let _ = writeln!(page, "<article class=\"notice\" lang=\"{lang}\" data-kind=\"{kind}\">");
    let _ = writeln!(page, "<header class=\"notice-head\">");
    let _ = writeln!(page, "<p class=\"notice-issuer\">{}</p>", say(&notice.issuer));
    let _ = writeln!(page, "<p class=\"notice-number\">{}</p>", escaped(&notice.number));
    let _ = writeln!(page, "</header>");
    let _ = writeln!(page, "<h1 class=\"notice-title\">{}</h1>", say(&notice.title));
    let addressees = escaped(&addressees(notice, language));
    let _ = writeln!(page, "<p class=\"notice-addressee\">{addressees}</p>");
    for paragraph in &notice.paragraphs {
        let _ = writeln!(page, "<p class=\"notice-text\">{}</p>", say(paragraph));
    }
    let _ = writeln!(page, "<footer class=\"notice-foot\">");
    let _ = writeln!(page, "<p class=\"notice-signature\">{}</p>", say(&notice.issuer));
    let day = say(&write::plain_day(notice.issued));
    let issued = notice.issued;
    let _ = writeln!(page, "<p class=\"notice-date\"><time datetime=\"{issued}\">{day}</time></p>");
    if let Some(code) = code(notice) {
        let _ = writeln!(page, "<p class=\"notice-code\">{}</p>", say(&code));
    }
    let _ = writeln!(page, "</footer>");
    let _ = writeln!(page, "</article>");
    page
}

/// The notice as plain text; paragraphs are one line each.
pub fn text(notice: &Notice, language: Language) -> String {
    let (indent, right) = match language {
        Language::Zh => ("　　", "　　　　　　　　"),
        Language::En => ("", "                "),
    };
    let mut lines = vec![
        notice.issuer.text(language).to_owned(),
        notice.number.clone(),
        String::new(),
        notice.title.text(language).to_owned(),
        String::new(),
        addressees(notice, language),
        String::new(),
    ];
    for paragraph in &notice.paragraphs {
        lines.push(format!("{indent}{}", paragraph.text(language)));
        if language == Language::En {
            lines.push(String::new());
        }
    }
    if language == Language::Zh {
        lines.push(String::new());
    }
    lines.push(format!("{right}{}", notice.issuer.text(language)));
    lines.push(format!("{right}{}", write::plain_day(notice.issued).text(language)));
    if let Some(code) = code(notice) {
        lines.push(String::new());
        lines.push(code.text(language).to_owned());
    }
    lines.push(String::new());
    lines.join("\n")
}

/// The line with the code, where there is one.
fn code(notice: &Notice) -> Option<Words> {
    let code = notice.code.as_deref()?;
    Some(Phrase::Code.filled(&[("code", &write::same(code))]))
}

/// The address line.
fn addressees(notice: &Notice, language: Language) -> String {
    let names = notice.addressees.iter().map(|addressee| addressee.name.text(language));
    let names: Vec<&str> = names.collect();
    match language {
        Language::Zh => format!("{}：", names.join("、")),
        Language::En => format!("To: {}", names.join("; ")),
    }
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}
