//! How a text is read where it is silent: every position by name, with its values.

use serde::{Deserialize, Serialize};

/// Defines one position: an enum of its values and their spelling in files and on pages.
macro_rules! position {
    ($(#[$doc:meta])* $name:ident {
        $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)?
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

            fn from_word(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }
        }
    };
}

position! {
    /// A1: is the day on which a count begins counted?
    StartDay { /// Day 1 is the next working day.
        Excluded = "excluded", /// The start day, if it is a working day, is day 1.
        Counted = "counted" }
}
position! {
    /// A4: 9 February 2024, when the notice only encouraged leave.
    NewYearsEve2024 { /// A working day.
        Working = "working", /// A day off.
        Off = "off" }
}
position! {
    /// A9: where a count of months ends on a day off.
    MonthEnd { /// Moves to the next working day.
        NextWorkingDay = "next-working-day", /// Moves only past statutory holidays.
        NextNonHoliday = "next-non-holiday", /// Stays.
        Stays = "stays" }
}
position! {
    /// B1: what starts the count of the intake.
    IntakeStart { /// Receipt of the complete set.
        Complete = "complete", /// Receipt, complete or not.
        Receipt = "receipt" }
}
position! {
    /// B3: what starts the preliminary review.
    PreliminaryStart { /// Dispatch of the written notice.
        Dispatch = "dispatch", /// Its service.
        Service = "service" }
}
position! {
    /// B4: whether limits run in a review ex officio.
    ExOfficioStart { /// From the dispatch of the written notice.
        Dispatch = "dispatch", /// No limits run.
        None = "none" }
}
position! {
    /// B5: when a count goes on after a supplement.
    Resume { /// The day after receipt is the first that counts again.
        DayAfterReceipt = "day-after-receipt", /// The day of receipt counts.
        ReceiptDay = "receipt-day" }
}
position! {
    /// B6: which limits a supplement stops.
    Tolls { /// The two reviews and the intake.
        ReviewsAndIntake = "reviews-and-intake", /// The two reviews only.
        Reviews = "reviews", /// Every limit, the members' reply included.
        All = "all" }
}
position! {
    /// C1: do the members' days follow the preliminary review or lie inside it?
    Consultation { /// They follow the sending.
        After = "after", /// They end with the preliminary review at the latest.
        Inside = "inside" }
}
position! {
    /// C2: how long the one extension may be.
    ExtensionSize { /// At most the days the article gives.
        UpTo = "up-to", /// Exactly those days.
        Exactly = "exactly" }
}
position! {
    /// C4: whether each consulted body has its own clock.
    ConsultationClock { /// From each body's own receipt.
        Each = "each", /// One clock from dispatch.
        Single = "single" }
}
position! {
    /// C5: what the silence of a consulted body means.
    Silence { /// Nothing: it is shown as overdue.
        None = "none", /// No comment, where the recorded letter said so; a docket
        /// has no act that records it, so that under this reading silence stays silence.
        NoCommentIfLetterSaidSo = "no-comment-if-letter-said-so", /// Consent.
        Consent = "consent", /// Division.
        Division = "division" }
}
position! {
    /// C7: which members are asked.
    Members { /// All of them.
        All = "all", /// Only those the docket names.
        Concerned = "concerned" }
}
position! {
    /// C7: is the unit that hosts the Office asked?
    HostConsulted { /// It is not.
        No = "no", /// It is.
        Yes = "yes" }
}
position! {
    /// C7: what counts as receipt of a proposed conclusion.
    ProposalReceipt { /// Delivery in the system.
        Delivery = "delivery", /// An entry by the receiving body.
        Logged = "logged" }
}
position! {
    /// D1: what starts the special review.
    SpecialStart { /// The day division is there.
        Division = "division", /// The day of the notice to the party.
        Notice = "notice", /// The day of the decision to enter.
        Decision = "decision" }
}
position! {
    /// D3: does the Commission's time count?
    CommissionTime { /// It does.
        Counted = "counted", /// It does not.
        Excluded = "excluded" }
}
position! {
    /// E6: when measures during the review lapse.
    MeasuresEnd { /// With the conclusion.
        Conclusion = "conclusion", /// When they are lifted.
        Lifted = "lifted" }
}
position! {
    /// F1: what governs a case pending when a new version comes into force.
    Transition { /// Steps that begin after the carry-over follow the new version.
        NewSteps = "new-steps", /// Everything stays under the version it began under.
        StartVersion = "start-version", /// Everything switches, running limits too.
        All = "all" }
}
position! {
    /// G1: is the threshold of a listing abroad exceeded at the figure itself?
    Threshold { /// More than the figure.
        MoreThan = "more-than", /// The figure or more.
        AtLeast = "at-least" }
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
