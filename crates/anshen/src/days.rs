//! `anshen days`: working days counted, the count sheet, a year, and a notice checked, brought in
//! and confirmed.

mod confirm;
mod count;
mod import;
mod moved;
mod sheet;
mod words;
mod year;

use anyhow::anyhow;
use calendar::{Calendar, ExampleCalendar, OutOfRange};
use clap::{Args, Subcommand};
use jiff::civil::Date;
use law::{NewYearsEve2024, Positions, Words};

use self::import::Into;
use crate::console::{Answer, Console};
use crate::office::running::{Running, Token};

/// Commands.
#[derive(Debug, Subcommand)]
pub enum Days {
    /// 某日之后第 N 个工作日 · The N-th working day after a day
    Add {
        /// 起算日，如 2024-03-04 · The day the count starts on
        date: String,
        /// 工作日数，1 至 999 · Working days, 1 to 999
        #[arg(allow_negative_numbers = true)]
        n: String,
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        reading: Reading,
    },
    /// 两日之间的工作日数：前一日不计，后一日计入 · Working days after one day up to another
    Between {
        /// 前一日 · The first day, not counted
        from: String,
        /// 后一日 · The second day, counted
        to: String,
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        reading: Reading,
    },
    /// 计算表：逐日列明是否计入及理由 · The count sheet: each day, counted or not, and why
    Sheet {
        /// 起算日 · The day the count starts on
        date: String,
        /// 工作日数，1 至 999 · Working days, 1 to 999
        #[arg(allow_negative_numbers = true)]
        n: String,
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        reading: Reading,
    },
    /// 一年的放假、调休和工作日总数 · A year: days off, make-up days, working days
    Year {
        /// 年份，2017 及以后 · The year, 2017 or later
        #[arg(allow_negative_numbers = true)]
        year: String,
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        reading: Reading,
    },
    /// 核对一份放假通知并显示它改变什么 · Check a notice and show what it would change
    #[command(after_help = WAYS_IN)]
    Import {
        /// 通知文件（TOML），格式同 calendar/2026.toml · The notice, written as calendar/2026.toml is
        file: std::path::PathBuf,
        /// 录入正在运行的办公室，待另一人确认 · Bring it into this running office; a second person
        /// confirms it
        #[arg(long, value_name = "URL", conflicts_with_all = ["data", "by"])]
        office: Option<String>,
        #[command(flatten)]
        token: Token,
        /// 录入未在运行的办公室的数据目录 · Bring it into the folder of an office that is stopped
        #[arg(long, value_name = "DIR", requires = "by")]
        data: Option<std::path::PathBuf>,
        /// 录入人的登录名 · Login of the person who brings it in
        #[arg(long = "as", value_name = "LOGIN", id = "by")]
        by: Option<String>,
        #[command(flatten)]
        reading: Reading,
    },
    /// 由另一人确认录入的通知，列明每项期限的变动 · Confirm a notice as the second person; every limit
    /// that moved is told
    #[command(after_help = WAYS_IN)]
    Confirm {
        /// 通知的标识 · The notice's id
        id: String,
        /// 正在运行的办公室 · The running office
        #[arg(long, value_name = "URL")]
        office: String,
        #[command(flatten)]
        token: Token,
    },
}

const WAYS_IN: &str = "\
运行中的办公室 · A running office:
  ANSHEN_TOKEN=… anshen days import 2027.toml --office http://127.0.0.1:8080
  ANSHEN_TOKEN=… anshen days confirm ID --office http://127.0.0.1:8080
令牌不写在命令行上；明文 http 只用于本机，其余须 https。
The token is never on the command line; plain http is for this machine alone, all else is https.
退出码 · Exit status: 0 已办理 done, 1 不予办理 refused, 2 出错 an error.";

/// Which calendar is asked, where it is not Beijing's.
#[derive(Debug, Args)]
pub struct Which {
    /// 另一法域的日历（示例），如 us-federal · A calendar of another land, kept as an example
    #[arg(long, value_name = "ID")]
    calendar: Option<String>,
}

/// What was known, and how the text is read where it is silent.
#[derive(Debug, Args)]
pub struct Reading {
    /// 只计该日及以前发布的通知 · Only notices published by that day count
    #[arg(long, value_name = "DATE")]
    known_on: Option<String>,
    /// 解释口径，如 start-day=counted · A reading, such as start-day=counted
    #[arg(long, value_name = "NAME=VALUE")]
    position: Vec<String>,
}

/// A calendar with the readings taken.
#[derive(Debug)]
struct Asked {
    /// The example it is; `None`: Beijing's.
    example: Option<&'static ExampleCalendar>,
    calendar: Calendar,
    positions: Positions,
}

impl Asked {
    /// The id of the example that is asked; `None`: Beijing's calendar.
    fn example_id(&self) -> Option<&'static str> {
        self.example.map(|example| example.id.as_str())
    }

    /// Says that a calendar of another land was asked.
    fn say_example(&self, console: &Console) {
        if let Some(example) = self.example {
            let mark = console.pick("示例日历：", "example calendar: ");
            console.line(format!("{mark}{} ({})", console.say(&example.name), example.id));
        }
    }
}

/// Runs one.
pub fn run(console: &Console, command: Days) -> anyhow::Result<Answer> {
    match command {
        Days::Add { date, n, which, reading } => {
            let asked = ask(console, &which, &reading)?;
            count::add(console, &asked, day(console, &date)?, number(console, &n)?)
        }
        Days::Between { from, to, which, reading } => {
            let asked = ask(console, &which, &reading)?;
            count::between(console, &asked, day(console, &from)?, day(console, &to)?)
        }
        Days::Sheet { date, n, which, reading } => {
            let asked = ask(console, &which, &reading)?;
            sheet::run(console, &asked, day(console, &date)?, number(console, &n)?)
        }
        Days::Year { year, which, reading } => {
            let asked = ask(console, &which, &reading)?;
            year::run(console, &asked, number_of_year(console, &asked, &year)?)
        }
        Days::Import { file, office, token, data, by, reading } => {
            let asked = ask(console, &Which { calendar: None }, &reading)?;
            let into = match (office, data.zip(by)) {
                (Some(office), _) => Into::Running(Running::at(console, &office, &token)?),
                (None, Some((data, by))) => Into::Folder { data, by },
                (None, None) => Into::Nothing,
            };
            import::run(console, &asked, &file, &into)
        }
        Days::Confirm { id, office, token } => {
            confirm::run(console, &Running::at(console, &office, &token)?, &id)
        }
    }
}

fn ask(console: &Console, which: &Which, reading: &Reading) -> anyhow::Result<Asked> {
    let example = which.calendar.as_deref().map(|id| example(console, id)).transpose()?;
    let mut positions = Positions::RECOMMENDED;
    for position in &reading.position {
        let eve = position.starts_with("new-years-eve-2024");
        if let (Some(example), true) = (example, eve) {
            return Err(fault(
                console,
                Words::new(
                    format!("解释口径 `{position}` 与日历 {} 无关", example.id),
                    format!("`{position}` has no bearing on the calendar {}", example.id),
                ),
            ));
        }
        take(console, &mut positions, position)?;
    }
    let beijing = Calendar::built_in;
    let mut calendar = example.map_or_else(beijing, |example| example.calendar.clone());
    if let Some(known_on) = &reading.known_on {
        calendar = calendar.known_on(day(console, known_on)?);
    }
    match positions.new_years_eve_2024 {
        NewYearsEve2024::Working => {}
        NewYearsEve2024::Off => calendar = calendar.with_rest_day(Date::constant(2024, 2, 9)),
    }
    Ok(Asked { example, calendar, positions })
}

/// The example of an id, or which there are.
fn example(console: &Console, id: &str) -> anyhow::Result<&'static ExampleCalendar> {
    Calendar::example(id).ok_or_else(|| {
        let known: Vec<&str> = Calendar::examples().iter().map(|it| it.id.as_str()).collect();
        let near = law::nearest(id, known.iter().copied());
        let zh_near = near.map_or(String::new(), |near| format!("；是否想写 `{near}`"));
        let en_near = near.map_or(String::new(), |near| format!("; did you mean `{near}`"));
        let known = known.join(", ");
        fault(
            console,
            Words::new(
                format!("没有日历 `{id}`；有：{known}{zh_near}；不写则为北京的工作日"),
                format!(
                    "there is no calendar `{id}`; there are {known}{en_near}; without one, \
                     Beijing's"
                ),
            ),
        )
    })
}

fn take(console: &Console, positions: &mut Positions, text: &str) -> anyhow::Result<()> {
    const TAKEN: [&str; 2] = ["start-day", "new-years-eve-2024"];
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    if !TAKEN.contains(&name) {
        let known = TAKEN.join(", ");
        return Err(fault(
            console,
            Words::new(
                format!("解释口径 `{text}` 与数日子无关；此处可用：{known}"),
                format!("`{text}` has no bearing on counting days; here may be taken: {known}"),
            ),
        ));
    }
    positions.take(name, value).map_err(|_| {
        let known = Positions::values(name).unwrap_or_default().join(" | ");
        fault(
            console,
            Words::new(
                format!("解释口径 `{name}` 没有取值 `{value}`；可取：{known}"),
                format!("position `{name}` has no value `{value}`; it takes {known}"),
            ),
        )
    })
}

fn fault(console: &Console, words: Words) -> anyhow::Error {
    anyhow!("{}", console.say(&words))
}

fn outside(console: &Console, outside: OutOfRange) -> anyhow::Error {
    fault(console, outside.words())
}

fn day(console: &Console, text: &str) -> anyhow::Result<Date> {
    calendar::parse_day(text).ok_or_else(|| {
        fault(
            console,
            Words::new(
                format!("`{text}` 不是日期；应写作 2024-03-04"),
                format!("`{text}` is not a day; write it as 2024-03-04"),
            ),
        )
    })
}

fn number(console: &Console, text: &str) -> anyhow::Result<u32> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse() {
        Ok(n) if plain && (1..=999).contains(&n) => Ok(n),
        Ok(_) | Err(_) => Err(fault(
            console,
            Words::new(
                format!("`{text}` 不是可数的工作日数；可用 1 至 999"),
                format!("`{text}` working days cannot be counted; 1 to 999 are allowed"),
            ),
        )),
    }
}

fn number_of_year(console: &Console, asked: &Asked, text: &str) -> anyhow::Result<i16> {
    let (first, last) = (asked.calendar.first_day().year(), asked.calendar.last_day().year());
    match text.parse() {
        Ok(year) if (first..=last).contains(&year) => Ok(year),
        Ok(_) | Err(_) => Err(fault(
            console,
            Words::new(
                format!("`{text}` 不在工作日历之内；可用 {first} 至 {last}"),
                format!("`{text}` is not a year of the calendar; {first} to {last} are allowed"),
            ),
        )),
    }
}
