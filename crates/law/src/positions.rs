//! How a text is read where it is silent: every position by name, with its values.

use serde::{Deserialize, Serialize};

use crate::Words;

/// Defines one position: an enum of its values, their spelling in files, and what each answers to
/// the question that the law file asks.
macro_rules! position {
    ($(#[$doc:meta])* $name:ident {
        $($(#[$vdoc:meta])* $variant:ident = $word:literal ($zh:literal, $en:literal)),+ $(,)?
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $word)] $variant),+
        }

        impl $name {
            /// Every value, the recommended reading first.
            pub const ALL: &[$name] = &[$($name::$variant),+];

            /// The value's spelling.
            pub const fn word(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            /// What it answers to the question of its position.
            fn says(self) -> Words {
                match self { $($name::$variant => Words::new($zh, $en)),+ }
            }

            fn from_word(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }
        }
    };
}

position! {
    /// A1: is the day on which a count begins counted?
    StartDay {
        /// Day 1 is the next working day.
        Excluded = "excluded" ("当日不计入", "it is left out"),
        /// The start day, if it is a working day, is day 1.
        Counted = "counted" ("当日计入", "it is counted"),
    }
}
position! {
    /// A4: 9 February 2024, when the notice only encouraged leave.
    NewYearsEve2024 {
        /// A working day.
        Working = "working" ("是工作日", "it is a working day"),
        /// A day off.
        Off = "off" ("是休息日", "it is a day off"),
    }
}
position! {
    /// A9: where a count of months ends on a day off.
    MonthEnd {
        /// Moves to the next working day.
        NextWorkingDay = "next-working-day" ("顺延至下一个工作日", "to the next working day"),
        /// Moves only past statutory holidays.
        NextNonHoliday = "next-non-holiday" ("只越过法定节假日顺延", "only past statutory holidays"),
        /// Stays.
        Stays = "stays" ("不顺延", "it stays"),
    }
}
position! {
    /// B1: what starts the count of the intake.
    IntakeStart {
        /// Receipt of the complete set.
        Complete = "complete" ("自收到齐全的申报材料起", "receipt of the complete set"),
        /// Receipt, complete or not.
        Receipt = "receipt" ("自收到申报材料起，不论是否齐全", "receipt, complete or not"),
    }
}
position! {
    /// B3: what starts the preliminary review.
    PreliminaryStart {
        /// Dispatch of the written notice.
        Dispatch = "dispatch" ("自书面通知发出起", "from its dispatch"),
        /// Its service.
        Service = "service" ("自书面通知送达起", "from its service"),
    }
}
position! {
    /// B4: whether limits run in a review ex officio.
    ExOfficioStart {
        /// From the dispatch of the written notice.
        Dispatch = "dispatch" ("计算，自书面通知发出起", "yes, from dispatch of the written notice"),
        /// No limits run.
        None = "none" ("不计算", "no"),
    }
}
position! {
    /// B5: when a count goes on after a supplement.
    Resume {
        /// The day after receipt is the first that counts again.
        DayAfterReceipt = "day-after-receipt" ("自收到的次日", "the day after receipt"),
        /// The day of receipt counts.
        ReceiptDay = "receipt-day" ("自收到当日", "the day of receipt"),
    }
}
position! {
    /// B6: which limits a supplement stops.
    Tolls {
        /// The two reviews and the intake.
        ReviewsAndIntake = "reviews-and-intake"
            ("初步审查、特别审查和申报处理", "the two reviews and the intake"),
        /// The two reviews only.
        Reviews = "reviews" ("只有初步审查和特别审查", "the two reviews only"),
        /// Every limit, the members' reply included.
        All = "all" ("全部期限，包括成员单位的回复期限", "every limit, that of the members’ reply too"),
    }
}
position! {
    /// C1: do the members' days follow the preliminary review or lie inside it?
    Consultation {
        /// They follow the sending.
        After = "after" ("在其之后", "they follow it"),
        /// They end with the preliminary review at the latest.
        Inside = "inside" ("在其之内，最迟与初步审查同时届满", "inside: they end with it at the latest"),
    }
}
position! {
    /// C2: how long the one extension may be.
    ExtensionSize {
        /// At most the days the article gives.
        UpTo = "up-to" ("可以，所给天数是上限", "yes: the days given are the most"),
        /// Exactly those days.
        Exactly = "exactly" ("不可以，恰为所给天数", "no: exactly the days given"),
    }
}
position! {
    /// C4: whether each consulted body has its own clock.
    ConsultationClock {
        /// From each body's own receipt.
        Each = "each" ("各自计算，自各单位收到起", "yes, from its own receipt"),
        /// One clock from dispatch.
        Single = "single" ("统一计算，自发出起", "no: one clock from dispatch"),
    }
}
position! {
    /// C5: what the silence of a consulted body means.
    Silence {
        /// Nothing: it is shown as overdue.
        None = "none" ("不意味着任何意见，只显示逾期", "nothing: it is shown as overdue"),
        /// No comment, where the recorded letter said so; a docket
        /// has no act that records it, so that under this reading silence stays silence.
        NoCommentIfLetterSaidSo = "no-comment-if-letter-said-so"
            ("来函写明的，视为无意见", "no comment, where the letter said so"),
        /// Consent.
        Consent = "consent" ("视为同意", "consent"),
        /// Division.
        Division = "division" ("视为意见不一致", "division"),
    }
}
position! {
    /// C7: which members are asked.
    Members {
        /// All of them.
        All = "all" ("全部成员单位", "all members"),
        /// Only those the docket names.
        Concerned = "concerned" ("仅有关成员单位", "only those concerned"),
    }
}
position! {
    /// C7: is the unit that hosts the Office asked?
    HostConsulted {
        /// It is not.
        No = "no" ("不被征求", "no"),
        /// It is.
        Yes = "yes" ("也被征求", "yes"),
    }
}
position! {
    /// C7: what counts as receipt of a proposed conclusion.
    ProposalReceipt {
        /// Delivery in the system.
        Delivery = "delivery" ("系统送达", "delivery in the system"),
        /// An entry by the receiving body.
        Logged = "logged" ("收件单位登记收到", "an entry by the receiving body"),
    }
}
position! {
    /// D1: what starts the special review.
    SpecialStart {
        /// The day division is there.
        Division = "division" ("自意见不一致之日", "the day division is there"),
        /// The day of the notice to the party.
        Notice = "notice" ("自通知当事人之日", "the day of the notice to the party"),
        /// The day of the decision to enter.
        Decision = "decision" ("自决定转入之日", "the day of the decision to enter"),
    }
}
position! {
    /// D3: does the Commission's time count?
    CommissionTime {
        /// It does.
        Counted = "counted" ("计入", "yes"),
        /// It does not.
        Excluded = "excluded" ("不计入", "no"),
    }
}
position! {
    /// E6: when measures during the review lapse.
    MeasuresEnd {
        /// With the conclusion.
        Conclusion = "conclusion" ("随审查结论终止", "with the conclusion"),
        /// When they are lifted.
        Lifted = "lifted" ("解除时终止", "when they are lifted"),
    }
}
position! {
    /// F1: what governs a case pending when a new version comes into force.
    Transition {
        /// Steps that begin after the carry-over follow the new version.
        NewSteps = "new-steps"
            ("此后开始的步骤适用新办法", "steps that begin afterwards follow the new version"),
        /// Everything stays under the version it began under.
        StartVersion = "start-version"
            ("始终适用开始时的版本", "everything stays under the version it began under"),
        /// Everything switches, running limits too.
        All = "all" ("全部改用新办法，进行中的期限也改", "everything switches, running limits too"),
    }
}
position! {
    /// G1: is the threshold of a listing abroad exceeded at the figure itself?
    Threshold {
        /// More than the figure.
        MoreThan = "more-than" ("不须，超过该数方须申报", "no: more than the figure"),
        /// The figure or more.
        AtLeast = "at-least" ("须，达到该数即须申报", "yes: the figure or more"),
    }
}

/// Defines the set of all positions with lookup by name.
macro_rules! positions {
    ($($(#[$doc:meta])* $field:ident: $kind:ident = $name:literal),+ $(,)?) => {
        /// A reading for every position. Each docket carries one set; the law file gives defaults.
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Positions {
            $($(#[$doc])* #[serde(rename = $name)] pub $field: $kind),+
        }

        impl Positions {
            /// The recommended reading of every position.
            #[expect(
                clippy::indexing_slicing,
                reason = "in a constant: an index out of bounds does not build"
            )]
            pub const RECOMMENDED: Positions = Positions { $($field: $kind::ALL[0]),+ };

            /// The names of all positions, in the order of the questions they answer.
            pub const NAMES: &[&str] = &[$($name),+];

            /// The values a position may take, the recommended one first; `None`: no such position.
            pub fn values(name: &str) -> Option<Vec<&'static str>> {
                match name {
                    $($name => Some($kind::ALL.iter().map(|value| value.word()).collect()),)+
                    _ => None,
                }
            }

            /// What a value answers to the question of its position; `None`: no such value.
            pub fn says(name: &str, value: &str) -> Option<Words> {
                match name {
                    $($name => $kind::from_word(value).map($kind::says),)+
                    _ => None,
                }
            }

            /// Takes a reading by name and value.
            ///
            /// # Errors
            /// When there is no position of that name, or it has no such value.
            pub fn take(&mut self, name: &str, value: &str) -> Result<(), UnknownPosition> {
                match name {
                    $($name => match $kind::from_word(value) {
                        Some(reading) => self.$field = reading,
                        None => return Err(UnknownPosition::value(name, value)),
                    },)+
                    _ => return Err(UnknownPosition::name(name)),
                }
                Ok(())
            }

            /// Every position with the reading taken, in order.
            pub fn readings(&self) -> Vec<(&'static str, &'static str)> {
                vec![$(($name, self.$field.word())),+]
            }
        }
    };
}

positions! {
    /// A1.
    start_day: StartDay = "start-day",
    /// A4.
    new_years_eve_2024: NewYearsEve2024 = "new-years-eve-2024",
    /// A9.
    month_end: MonthEnd = "month-end",
    /// B1.
    intake_start: IntakeStart = "intake-start",
    /// B3.
    preliminary_start: PreliminaryStart = "preliminary-start",
    /// B4.
    ex_officio_start: ExOfficioStart = "ex-officio-start",
    /// B5.
    resume: Resume = "resume",
    /// B6.
    tolls: Tolls = "tolls",
    /// C1.
    consultation: Consultation = "consultation",
    /// C2.
    extension_size: ExtensionSize = "extension-size",
    /// C4.
    consultation_clock: ConsultationClock = "consultation-clock",
    /// C5.
    silence: Silence = "silence",
    /// C7.
    members: Members = "members",
    /// C7.
    host_consulted: HostConsulted = "host-consulted",
    /// C7.
    proposal_receipt: ProposalReceipt = "proposal-receipt",
    /// D1.
    special_start: SpecialStart = "special-start",
    /// D3.
    commission_time: CommissionTime = "commission-time",
    /// E6.
    measures_end: MeasuresEnd = "measures-end",
    /// F1.
    transition: Transition = "transition",
    /// G1.
    threshold: Threshold = "threshold",
}

/// A position or a value of one that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnknownPosition {
    /// No position has this name.
    #[error("no position is called `{name}`; there are {known}")]
    Name {
        /// What was asked for.
        name: String,
        /// The names there are.
        known: String,
    },
    /// The position has no such value.
    #[error("position `{name}` has no value `{value}`; it takes {known}")]
    Value {
        /// The position.
        name: String,
        /// What was asked for.
        value: String,
        /// The values it takes.
        known: String,
    },
}

impl UnknownPosition {
    fn name(name: &str) -> UnknownPosition {
        UnknownPosition::Name { name: name.to_owned(), known: Positions::NAMES.join(", ") }
    }

    fn value(name: &str, value: &str) -> UnknownPosition {
        let known = Positions::values(name).unwrap_or_default().join(" | ");
        UnknownPosition::Value { name: name.to_owned(), value: value.to_owned(), known }
    }
}
