//! What a notice must keep to before it is believed.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;
use law::{Fault, Source, Words};

use crate::notice::{Notice, Paper, is_weekend};
use crate::statutory::Statutory;

/// Refuses a notice for a year the calendar does not hold, a weekday as make-up day that was never
/// off, and a year in which a statutory holiday would be worked.
pub(crate) fn notice(
    source: &Source,
    notice: &Notice,
    last_year: i16,
    ever_off: &BTreeSet<Date>,
    statutory: &Statutory,
    is_off: &dyn Fn(Date) -> bool,
) -> Result<(), Fault> {
    let year = notice.year;
    if last_year < year {
        let what = Words::new(
            format!("日历至 {last_year} 年为止，不收 {year} 年的通知"),
            format!("the calendar ends with {last_year}: no notice for {year} is taken"),
        );
        return Err(source.fault(find(source, "year"), what));
    }
    for paper in &notice.papers {
        make_up_days(source, paper, ever_off)?;
    }
    for holiday in statutory.holidays(year) {
        if let Some(day) = holiday.days.iter().find(|day| !is_off(**day)) {
            let Words { zh, en } = &holiday.name;
            let what = Words::new(
                format!(
                    "{day} 是法定节假日（{zh}，《全国年节及纪念日放假办法》第二条），通知没有放假"
                ),
                format!("{day} is a statutory holiday ({en}, Art. 2) and not off in this notice"),
            );
            return Err(source.fault(find(source, "year"), what));
        }
    }
    Ok(())
}

fn make_up_days(source: &Source, paper: &Paper, ever_off: &BTreeSet<Date>) -> Result<(), Fault> {
    let days = paper.holidays.iter().flat_map(|holiday| &holiday.make_up);
    let mut plain = days.filter(|day| !is_weekend(**day) && !ever_off.contains(*day));
    match plain.next() {
        None => Ok(()),
        Some(day) => {
            let what = Words::new(
                format!("{day} 本来就是工作日；调休上班日应是周六、周日或先前放假的一天"),
                format!(
                    "{day} is a working day anyway; a make-up day is a Saturday, a Sunday or a day \
                     given off before"
                ),
            );
            Err(source.fault(find(source, &format!("\"{day}\"")), what))
        }
    }
}

fn find(source: &Source, needle: &str) -> Range<usize> {
    let start = source.text.find(needle).unwrap_or_default();
    start..start + needle.len()
}
