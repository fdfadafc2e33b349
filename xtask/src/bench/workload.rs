//! The workloads: what is measured, beside whom, and what must come out.

/// One thing that is measured.
pub struct Workload {
    /// As typed on the command line.
    pub name: &'static str,
    /// What it measures, in a line.
    pub about: &'static str,
    /// What runs once before, if anything.
    pub prepare: Option<Program>,
    /// Those measured against one another, each once a round, in turn.
    pub sides: &'static [Side],
    /// How many rounds.
    pub rounds: usize,
    /// What must hold of the medians.
    pub goals: &'static [Goal],
}

/// One of those measured.
pub struct Side {
    /// Its name in the table.
    pub name: &'static str,
    /// What runs.
    pub program: Program,
}

/// What runs. In an argument `{dir}` is the workload's own folder under `target/bench`, `{python}`
/// the Python of the peers and `{peers}` the folder of their scripts.
#[derive(Clone, Copy)]
pub enum Program {
    /// An example of one of our crates, built for release: crate, example, arguments.
    Example(&'static str, &'static str, &'static [&'static str]),
    /// A script of `bench/peers`, on the Python of the peers.
    Peer(&'static str, &'static [&'static str]),
    /// A C program of `bench/peers`, and the library it is measured for.
    C(&'static str, &'static str),
    /// `anshen serve` on an empty office: start, first page, memory at rest.
    Serve,
}

/// A figure that one side printed.
pub type Figure = (&'static str, &'static str);

/// What must hold.
pub struct Goal {
    /// The figure: side and key.
    pub figure: Figure,
    /// Divided by this one, if any.
    pub by: Option<Figure>,
    /// Where it must lie.
    pub bound: Bound,
    /// The unit of the result.
    pub unit: &'static str,
}

/// Where a figure must lie.
#[derive(Clone, Copy)]
pub enum Bound {
    /// Not below.
    AtLeast(f64),
    /// Not above.
    AtMost(f64),
}

impl Bound {
    /// Whether a figure lies where it must.
    pub fn holds(self, figure: f64) -> bool {
        match self {
            Bound::AtLeast(least) => least <= figure,
            Bound::AtMost(most) => figure <= most,
        }
    }
}

const PER_SECOND: &str = "per_second";
const ANSHEN: &str = "anshen";

const fn times(ours: Figure, theirs: Figure, least: f64) -> Goal {
    let bound = Bound::AtLeast(least);
    Goal { figure: ours, by: Some(theirs), bound, unit: "times" }
}

const fn most(figure: Figure, most: f64, unit: &'static str) -> Goal {
    Goal { figure, by: None, bound: Bound::AtMost(most), unit }
}

const fn visits(words: &'static [&'static str]) -> Program {
    Program::Example("server", "bench_page", words)
}

const DJANGO: Side = Side {
    name: "django-fsm-2",
    program: Program::Peer("django_fsm_cases.py", &["{dir}/django", "200"]),
};

/// Every workload, in the order of the table.
pub const WORKLOADS: &[Workload] = &[
    Workload {
        name: "days",
        about: "the n-th working day after a day, 1,000,000 pairs",
        prepare: Some(Program::Peer("numpy_days.py", &["pairs", "{dir}/pairs.bin"])),
        sides: &[
            Side {
                name: ANSHEN,
                program: Program::Example(
                    "calendar",
                    "bench_days",
                    &["{dir}/pairs.bin", "{dir}/results.bin"],
                ),
            },
            Side {
                name: "numpy",
                program: Program::Peer(
                    "numpy_days.py",
                    &["run", "{dir}/pairs.bin", "{dir}/results.bin"],
                ),
            },
        ],
        rounds: 5,
        goals: &[
            times((ANSHEN, PER_SECOND), ("numpy", PER_SECOND), 100.0),
            most(("numpy", "disagree"), 0.0, "days disagree"),
        ],
    },
    Workload {
        name: "cases",
        about: "whole cases of 23 acts, each durable, 64 in flight",
        prepare: None,
        sides: &[
            Side {
                name: ANSHEN,
                program: Program::Example(
                    "server",
                    "bench_cases",
                    &["--dir", "{dir}/anshen", "--in-flight", "64", "--cases", "4000"],
                ),
            },
            DJANGO,
            Side {
                name: "sqlite-64",
                program: Program::Example("store", "bench_bare", &["{dir}/bare", "64", "64000"]),
            },
        ],
        rounds: 5,
        goals: &[
            times((ANSHEN, PER_SECOND), ("django-fsm-2", PER_SECOND), 12.0),
            times((ANSHEN, PER_SECOND), ("sqlite-64", PER_SECOND), 0.3),
        ],
    },
    Workload {
        name: "cases-one",
        about: "the same, one case at a time",
        prepare: None,
        sides: &[
            Side {
                name: ANSHEN,
                program: Program::Example(
                    "server",
                    "bench_cases",
                    &["--dir", "{dir}/anshen", "--in-flight", "1", "--cases", "400"],
                ),
            },
            Side {
                name: "sqlite-1",
                program: Program::Example("store", "bench_bare", &["{dir}/bare", "1", "4000"]),
            },
        ],
        rounds: 5,
        goals: &[times((ANSHEN, PER_SECOND), ("sqlite-1", PER_SECOND), 0.5)],
    },
    Workload {
        name: "cases-scale",
        about: "the same, 64 in flight, with 1,000 and with 100,000 reviews in the record",
        prepare: None,
        sides: &[
            Side {
                name: "small",
                program: Program::Example(
                    "server",
                    "bench_cases",
                    &[
                        "--dir",
                        "{dir}/small",
                        "--in-flight",
                        "64",
                        "--cases",
                        "2000",
                        "--reviews",
                        "1000",
                    ],
                ),
            },
            Side {
                name: "large",
                program: Program::Example(
                    "server",
                    "bench_cases",
                    &[
                        "--dir",
                        "{dir}/large",
                        "--in-flight",
                        "64",
                        "--cases",
                        "2000",
                        "--reviews",
                        "100000",
                    ],
                ),
            },
        ],
        rounds: 3,
        goals: &[times(("large", PER_SECOND), ("small", PER_SECOND), 0.8)],
    },
    Workload {
        name: "http",
        about: "whole cases through the API, 64 clients",
        prepare: None,
        sides: &[
            Side {
                name: ANSHEN,
                program: Program::Example(
                    "server",
                    "bench_http",
                    &["--dir", "{dir}/anshen", "--clients", "64", "--cases", "640"],
                ),
            },
            DJANGO,
        ],
        rounds: 3,
        goals: &[
            times((ANSHEN, PER_SECOND), ("django-fsm-2", PER_SECOND), 4.0),
            Goal {
                figure: (ANSHEN, "p99_ms"),
                by: Some((ANSHEN, "p50_ms")),
                bound: Bound::AtMost(5.0),
                unit: "times the median",
            },
        ],
    },
    Workload {
        name: "page",
        about: "the page of a case of 23 entries, 64 connections with a session each",
        prepare: None,
        sides: &[
            Side { name: ANSHEN, program: visits(&["--dir", "{dir}/anshen"]) },
            Side {
                name: "django",
                program: visits(&[
                    "--dir",
                    "{dir}",
                    "--pages",
                    "1500",
                    "--peer",
                    "{python}",
                    "{peers}/django_page.py",
                ]),
            },
        ],
        rounds: 5,
        goals: &[times((ANSHEN, PER_SECOND), ("django", PER_SECOND), 15.0)],
    },
    Workload {
        name: "page-scale",
        about: "the same with 1,000 and with 100,000 reviews in the record",
        prepare: None,
        sides: &[
            Side { name: "small", program: visits(&["--dir", "{dir}/small"]) },
            Side {
                name: "large",
                program: visits(&["--dir", "{dir}/large", "--reviews", "100000"]),
            },
        ],
        rounds: 5,
        goals: &[times(("large", PER_SECOND), ("small", PER_SECOND), 0.8)],
    },
    Workload {
        name: "list",
        about: "the 50 most urgent among 100,000 open reviews",
        prepare: None,
        sides: &[Side {
            name: ANSHEN,
            program: Program::Example("store", "bench_list", &["{dir}/anshen", "100000"]),
        }],
        rounds: 3,
        goals: &[most((ANSHEN, "median_ms"), 5.0, "ms")],
    },
    Workload {
        name: "ledger",
        about: "1,000,000 entries verified, and entries proven among 10,000,000, under both hashes",
        prepare: None,
        sides: &[
            Side {
                name: "verify",
                program: Program::Example(
                    "store",
                    "bench_ledger",
                    &["{dir}/verify", "verify", "1000000"],
                ),
            },
            Side {
                name: "proof",
                program: Program::Example(
                    "store",
                    "bench_ledger",
                    &["{dir}/proof", "proof", "10000000"],
                ),
            },
        ],
        rounds: 3,
        goals: &[
            most(("verify", "seconds"), 5.0, "s"),
            most(("proof", "median_ms"), 1.0, "ms"),
            most(("proof", "p99_ms"), 1.0, "ms"),
        ],
    },
    Workload {
        name: "replay",
        about: "100,000 dockets of 22 entries read again, one core",
        prepare: None,
        sides: &[Side { name: ANSHEN, program: Program::Example("review", "bench_replay", &[]) }],
        rounds: 3,
        goals: &[Goal {
            figure: (ANSHEN, PER_SECOND),
            by: None,
            bound: Bound::AtLeast(1_000_000.0),
            unit: "entries a second",
        }],
    },
    Workload {
        name: "what-if",
        about: "100,000 dockets under two versions of the law, one core",
        prepare: None,
        sides: &[Side { name: ANSHEN, program: Program::Example("review", "bench_what_if", &[]) }],
        rounds: 3,
        goals: &[most((ANSHEN, "seconds"), 2.0, "seconds")],
    },
    Workload {
        name: "sign",
        about: "signatures and their verification, SM2 and Ed25519, one core",
        prepare: None,
        sides: &[
            Side { name: ANSHEN, program: Program::Example("seal", "bench_sign", &["2"]) },
            Side { name: "openssl", program: Program::Peer("openssl_sign.py", &["2"]) },
        ],
        rounds: 3,
        goals: &[times((ANSHEN, "sm2_sign"), ("openssl", "sm2_sign"), 2.0)],
    },
    Workload {
        name: "seal",
        about: "sealing in chunks of a mebibyte beside the bare ciphers; SM3 and SM4",
        prepare: None,
        sides: &[
            Side { name: ANSHEN, program: Program::Example("seal", "bench_seal", &[]) },
            Side { name: "openssl", program: Program::Peer("openssl_speed.py", &[]) },
            Side { name: "libgcrypt", program: Program::C("libgcrypt_speed.c", "gcrypt") },
        ],
        rounds: 3,
        goals: &[
            times((ANSHEN, "aes_sealed"), (ANSHEN, "aes_bare"), 0.8),
            times((ANSHEN, "aes_sealed_two"), (ANSHEN, "aes_bare_two"), 0.8),
            times((ANSHEN, "sm4_sealed"), (ANSHEN, "sm4_bare"), 0.8),
            times((ANSHEN, "sm4_sealed_two"), (ANSHEN, "sm4_bare_two"), 0.8),
            times((ANSHEN, "sm4_bare"), ("libgcrypt", "sm4"), 1.0),
            times((ANSHEN, "sm4_bare"), ("openssl", "sm4_ctr"), 4.0),
            times((ANSHEN, "sm3"), ("openssl", "sm3"), 0.6),
            times((ANSHEN, "sm3"), ("libgcrypt", "sm3"), 0.5),
            most((ANSHEN, "aes_act_us"), 2.0, "µs"),
        ],
    },
    Workload {
        name: "access",
        about: "decisions of access with all policies, and a list of 50 filtered by them",
        prepare: None,
        sides: &[Side { name: ANSHEN, program: Program::Example("access", "bench_access", &[]) }],
        rounds: 5,
        goals: &[most((ANSHEN, "decision_us"), 30.0, "µs"), most((ANSHEN, "list_ms"), 2.0, "ms")],
    },
    Workload {
        name: "start",
        about: "start to first page, and memory at rest",
        prepare: None,
        sides: &[Side { name: ANSHEN, program: Program::Serve }],
        rounds: 5,
        goals: &[
            most((ANSHEN, "first_page_ms"), 200.0, "ms"),
            most((ANSHEN, "idle_mib"), 60.0, "MiB"),
        ],
    },
];
