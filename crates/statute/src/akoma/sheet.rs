//! The sheet of a law file as Akoma Ntoso: a `doc` whose addresses lead into the text of the law.

use law::{Block, Cell, Language, Regime, Sheet, Span, Table};
use xml::Xml;

use super::NAMESPACE;
use super::metadata::EDITOR;

/// The sheet of a version, in one language. Its addresses are references into the work the file is
/// of, by its number or id.
pub fn akoma_sheet(regime: &Regime, language: Language) -> String {
    let sheet = Sheet::of(regime);
    let mut page = Page { xml: Xml::new(), language, law: law_iri(regime), sections: 0, tables: 0 };
    page.xml.open("akomaNtoso", &[("xmlns", NAMESPACE)]);
    page.xml.open("doc", &[("name", "rule-sheet"), ("contains", "originalVersion")]);
    page.metadata(regime, &sheet);
    page.xml.open("preface", &[]);
    page.xml.within("p", "docTitle", &[], sheet.title.text(language));
    page.xml.close();
    page.body(&sheet);
    page.xml.finish()
}

/// The work a law file is of: `/akn/cn/act/2021-12-28/8`, a draft by its id.
fn law_iri(regime: &Regime) -> String {
    let kind = if regime.in_force.is_some() { "act" } else { "bill" };
    let order = regime.identity.order.as_ref().and_then(|order| super::metadata::number(&order.zh));
    let last = order.map_or_else(|| regime.id.to_string(), |order| order.to_string());
    format!("/akn/cn/{kind}/{}/{last}", regime.dated)
}

struct Page {
    xml: Xml,
    language: Language,
    law: String,
    sections: usize,
    tables: usize,
}

impl Page {
    fn metadata(&mut self, regime: &Regime, sheet: &Sheet) {
        let day = regime.dated.to_string();
        let tongue = match self.language {
            Language::Zh => "zho",
            Language::En => "eng",
        };
        let work = format!("/akn/cn/doc/rule-sheet/anshen/{day}/{}", sheet.id);
        let expression = format!("{work}/{tongue}@{day}");
        let levels = [
            ("FRBRWork", format!("{work}/!main"), work.clone()),
            ("FRBRExpression", format!("{expression}/!main"), expression.clone()),
            ("FRBRManifestation", format!("{expression}/!main.xml"), format!("{expression}.xml")),
        ];
        let xml = &mut self.xml;
        xml.open("meta", &[]);
        xml.open("identification", &[("source", EDITOR)]);
        for (level, this, iri) in levels {
            xml.open(level, &[]);
            xml.empty("FRBRthis", &[("value", &this)]);
            xml.empty("FRBRuri", &[("value", &iri)]);
            match level {
                "FRBRWork" => {
                    let title = sheet.title.text(self.language);
                    xml.empty("FRBRalias", &[("name", "title"), ("value", title)]);
                }
                "FRBRManifestation" => {
                    xml.empty("FRBRalias", &[("name", "source-sha256"), ("value", &sheet.hash)]);
                }
                _ => {}
            }
            xml.empty("FRBRdate", &[("date", &day), ("name", "promulgated")]);
            xml.empty("FRBRauthor", &[("href", EDITOR)]);
            match level {
                "FRBRWork" => {
                    xml.empty("FRBRcountry", &[("value", "cn")]);
                    xml.empty("FRBRsubtype", &[("value", "rule-sheet")]);
                    xml.empty("FRBRnumber", &[("value", &sheet.id)]);
                    xml.empty("FRBRprescriptive", &[("value", "false")]);
                    xml.empty("FRBRauthoritative", &[("value", "false")]);
                }
                "FRBRExpression" => xml.empty("FRBRlanguage", &[("language", tongue)]),
                _ => xml.empty("FRBRformat", &[("value", "application/akn+xml")]),
            }
            xml.close();
        }
        xml.close();
        xml.open("references", &[("source", EDITOR)]);
        let shown = ("showAs", sheet.title.text(self.language));
        xml.empty("activeRef", &[("eId", "ra_1"), ("href", &self.law), shown]);
        let place = "/akn/ontology/organization/anshen";
        let shown = ("showAs", "Anshen 安审");
        xml.empty("TLCOrganization", &[("eId", "anshen"), ("href", place), shown]);
        xml.close();
        xml.close();
    }

    fn body(&mut self, sheet: &Sheet) {
        self.xml.open("mainBody", &[]);
        self.section(None);
        for block in &sheet.blocks {
            match block {
                Block::Heading(words) => {
                    self.xml.close();
                    self.xml.close();
                    self.section(Some(words.text(self.language)));
                }
                Block::Warning(head, text) => {
                    let words =
                        format!("{}: {}", head.text(self.language), text.text(self.language));
                    self.xml.words("p", &[("class", "warning")], &words);
                }
                Block::Note(words) => self.xml.words("p", &[], words.text(self.language)),
                Block::Table(table) => self.table(table),
                Block::Signature => self.signature(sheet),
            }
        }
    }

    /// Opens a section and its content.
    fn section(&mut self, heading: Option<&str>) {
        self.sections += 1;
        self.xml.open("section", &[("eId", &format!("sec_{}", self.sections))]);
        if let Some(heading) = heading {
            self.xml.words("heading", &[], heading);
        }
        self.xml.open("content", &[]);
        if heading.is_none() {
            self.xml.words("p", &[("class", "file")], &self.law.clone());
        }
    }

    fn table(&mut self, table: &Table) {
        if table.rows.is_empty() {
            self.xml.words(
                "p",
                &[],
                if self.language == Language::Zh { "（无）" } else { "(none)" },
            );
            return;
        }
        self.tables += 1;
        self.xml.open("table", &[("eId", &format!("table_{}", self.tables))]);
        self.xml.open("tr", &[]);
        for head in &table.heads {
            self.xml.within("th", "p", &[], head.text(self.language));
        }
        self.xml.close();
        for row in &table.rows {
            self.xml.open("tr", &[]);
            for cell in row {
                self.cell(cell);
            }
            self.xml.close();
        }
        self.xml.close();
    }

    /// A cell: an address is a reference, the rest words, a line each.
    fn cell(&mut self, cell: &Cell) {
        self.xml.open("td", &[]);
        let mut line = String::new();
        for span in cell {
            match span {
                Span::Plain(text) | Span::Code(text) => line.push_str(text),
                Span::Words(words) | Span::Label(words) | Span::Strong(words) => {
                    line.push_str(words.text(self.language));
                }
                Span::Carrier(carrier) => line.push_str(&carrier.to_string()),
                Span::Tick => line.push_str(law::TICK),
                Span::Break => self.line(&mut line),
                Span::Cite(cite) => {
                    self.line(&mut line);
                    let place = format!("{}/!main#{}", self.law, cite.address());
                    let words = cite.words();
                    let words = words.text(self.language);
                    self.xml.within("p", "ref", &[("href", &place)], words);
                }
            }
        }
        self.line(&mut line);
        self.xml.close();
    }

    fn line(&mut self, line: &mut String) {
        if !line.is_empty() {
            self.xml.words("p", &[], line);
            line.clear();
        }
    }

    fn signature(&mut self, sheet: &Sheet) {
        let file = format!("{} sha256:{}", sheet.file, sheet.hash);
        self.xml.words("p", &[("class", "file")], &file);
        let lines = match self.language {
            Language::Zh => ["审阅人：", "日期：", "意见："],
            Language::En => ["Read by:", "Date:", "Remarks:"],
        };
        for line in lines {
            self.xml.words("p", &[("class", "signature")], line);
        }
    }
}
