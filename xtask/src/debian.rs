//! Debian packages a chore needs: installed when root, else the exact line to type.

use std::path::Path;
use std::process::Command;

use anyhow::bail;

use crate::machine::{has_program, is_root, output, run, say};

/// A package and how to tell that it is there.
pub struct Package {
    /// Its name in Debian 12.
    pub name: &'static str,
    /// What it is for.
    pub why: &'static str,
    /// How to tell that it is there.
    pub sign: Sign,
}

/// How to tell that a package is there.
pub enum Sign {
    /// A program on the path.
    Program(&'static str),
    /// A Python module that can be imported.
    Module(&'static str),
    /// A font with the letters of a language.
    Font(&'static str),
}

/// A C compiler: SQLite and the hashes in assembler are compiled in.
pub const COMPILER: Package = Package {
    name: "build-essential",
    why: "a C compiler and linker: SQLite is compiled in",
    sign: Sign::Program("cc"),
};

/// curl: the tour is typed with it.
pub const CURL: Package = Package {
    name: "curl",
    why: "the tour of the API is made of curl lines",
    sign: Sign::Program("curl"),
};

/// Chromium: pages are tested in it.
pub const CHROMIUM: Package = Package {
    name: "chromium",
    why: "pages are tested in a real browser",
    sign: Sign::Program("chromium"),
};

/// The driver of Chromium.
pub const CHROMEDRIVER: Package = Package {
    name: "chromium-driver",
    why: "the tests drive the browser through it",
    sign: Sign::Program("chromedriver"),
};

/// A font with Chinese letters: a browser prints what has none as empty boxes.
pub const CHINESE_FONT: Package = Package {
    name: "fonts-wqy-microhei",
    why: "Chinese pages are printed by the browser, and read again",
    sign: Sign::Font("zh"),
};

/// OpenSSL: ciphers and signatures are held against it, in tests and in the bench.
pub const OPENSSL: Package = Package {
    name: "openssl",
    why: "ciphers, signatures, time stamps and TLS are checked against it",
    sign: Sign::Program("openssl"),
};

/// Python: the peers of the bench run on it.
pub const PYTHON: Package = Package {
    name: "python3",
    why: "the peers of the bench and a foreign verifier of receipts run on it",
    sign: Sign::Program("python3"),
};

/// Python's own environments, where peers are installed.
pub const VENV: Package = Package {
    name: "python3-venv",
    why: "peers are installed in an environment of their own",
    sign: Sign::Module("ensurepip"),
};

/// age: what is sealed for people is opened with it.
pub const AGE: Package = Package {
    name: "age",
    why: "what leaves the house sealed is opened by a program of others",
    sign: Sign::Program("age"),
};

/// ReportLab: PDFs that we did not write.
pub const REPORTLAB: Package = Package {
    name: "python3-reportlab",
    why: "texts of law are read from PDFs it writes",
    sign: Sign::Module("reportlab"),
};

/// python-docx: DOCX that we did not write.
pub const PYTHON_DOCX: Package = Package {
    name: "python3-docx",
    why: "texts of law are read from DOCX it writes",
    sign: Sign::Module("docx"),
};

/// SoftHSM: a security module in software, for the tests of the feature `pkcs11`.
pub const SOFTHSM: Package = Package {
    name: "softhsm2",
    why: "root keys are sealed to a security module",
    sign: Sign::Program("softhsm2-util"),
};

/// xmllint: what is written as XML is held against the schemas of others.
pub const XMLLINT: Package = Package {
    name: "libxml2-utils",
    why: "diagrams and texts are validated against the schemas of BPMN and Akoma Ntoso",
    sign: Sign::Program("xmllint"),
};

/// libgcrypt: the fastest SM4 that Debian has, beside which ours is measured.
pub const LIBGCRYPT: Package = Package {
    name: "libgcrypt20-dev",
    why: "our SM4 is measured beside it",
    sign: Sign::Program("libgcrypt-config"),
};

/// Installs what is missing, or says what to type and fails.
pub fn need(packages: &[&Package]) -> anyhow::Result<()> {
    let missing: Vec<&&Package> = packages.iter().filter(|package| !present(package)).collect();
    if missing.is_empty() {
        say("Debian packages: all there");
        return Ok(());
    }
    for package in &missing {
        say(format!("missing: {} ({})", package.name, package.why));
    }
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    if !is_root() || !has_program("apt-get") {
        bail!(
            "install what is missing, then start again:\n\n    sudo apt-get install -y {}\n",
            names.join(" ")
        );
    }
    install(&names)
}

fn present(package: &Package) -> bool {
    match package.sign {
        Sign::Program(name) => has_program(name),
        Sign::Module(name) => {
            let import = format!("import {name}");
            // WHY: its modules are those of Debian's own Python, whichever comes first on the path.
            let own = Path::new("/usr/bin/python3");
            let python = if own.exists() { own } else { Path::new("python3") };
            output(Command::new(python).args(["-c", &import])).is_ok()
        }
        Sign::Font(language) => {
            let letters = format!(":lang={language}");
            output(Command::new("fc-list").arg(letters)).is_ok_and(|fonts| !fonts.trim().is_empty())
        }
    }
}

fn install(names: &[&str]) -> anyhow::Result<()> {
    let quiet = ("DEBIAN_FRONTEND", "noninteractive");
    // WHY: an index that cannot be renewed may still hold what is needed; the install decides.
    run(Command::new("apt-get").args(["update", "-q"]).env(quiet.0, quiet.1))?;
    let mut apt = Command::new("apt-get");
    apt.args(["install", "-y", "-q", "--no-install-recommends"]);
    apt.args(names).env(quiet.0, quiet.1);
    if run(&mut apt)? {
        return Ok(());
    }
    bail!("apt-get could not install {}", names.join(" "))
}
